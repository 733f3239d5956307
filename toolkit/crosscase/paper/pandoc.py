"""Run pandoc, which comes as a Python package, on one document with its exhibits."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from crosscase.errors import RunError

__all__ = ["EPOCH", "Manuscript", "asset", "pandoc_path"]

# 2025-01-01: no document carries the time of its making, so that two runs give the same bytes.
EPOCH = 1735689600
_SAID_LINES = 6  # of what pandoc says when it fails; a Lua error comes with more


@dataclass(frozen=True)
class Manuscript:
    """One Markdown document on its way to another format.

    Parameters
    ----------
    path : Path
        The document.
    work : Path
        A scratch folder; its ``data.json`` is what the filter ``exhibits.lua`` places.
    """

    path: Path
    work: Path

    def convert(self, *options: str) -> None:
        """Run pandoc on the document.

        Parameters
        ----------
        *options : str
            Format, output and what else pandoc takes.

        Raises
        ------
        RunError
            If pandoc or the filter fails, or warns: a citation that is not in the references
            would else stand as a question mark in the paper.
        """
        command = [
            pandoc_path(),
            str(self.path),
            "--from=markdown-tex_math_dollars",
            "--standalone",
            f"--metadata=crosscase-data:{self.work / 'data.json'}",
            f"--lua-filter={asset('exhibits.lua')}",
            "--citeproc",
            f"--resource-path={self.work}{os.pathsep}{self.path.parent}",
            "--fail-if-warnings",
            *options,
            *self._references(),
        ]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": str(EPOCH), "TZ": "UTC"}
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, cwd=self.work, check=False
        )
        if done.returncode:
            raise RunError(f"paper/{self.path.name}: {self._said(done.stderr)}")

    def _references(self) -> list[str]:
        names = {"--bibliography": "references.bib", "--csl": "style.csl"}
        beside = {option: self.path.with_name(name) for option, name in names.items()}
        return [f"{option}={path}" for option, path in beside.items() if path.is_file()]

    def _said(self, errors: str) -> str:
        lines = errors.strip().replace(str(self.work), "").splitlines()
        told = [line for line in lines if not line.startswith(("stack traceback", "\t"))]
        return "\n".join(told[:_SAID_LINES])


def pandoc_path() -> str:
    """Return the path of the pandoc program."""
    import pypandoc

    return str(pypandoc.get_pandoc_path())


def asset(name: str) -> Path:
    """Return the path of a file in ``assets/``."""
    return Path(str(resources.files("crosscase.paper") / "assets" / name))
