"""A folder of exhibits on disk: the only code that knows what its files are called.

An exhibit is ``<id>.csv``, ``<id>.svg`` or ``<id>.md`` beside ``<id>.json``, which says its title,
notebook, parameters, headings, the hashes of the data it was made from, and for each cell the
evidence behind it. ``numbers.json`` and ``verdicts.json`` hold the numbers of the running text and
the verdicts on the claims; ``manifest.json`` says which runs made them from which data. While a
notebook runs, what it publishes is listed in ``_part_<run>.json``; parts are merged at the end.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError
from crosscase.study import find_root, reads

__all__ = ["BASELINE", "ExhibitFolder", "Session", "exhibit_folder"]

BASELINE = Path("paper") / "exhibits"
"""Where a study keeps the committed exhibits that every run is held against."""

_SUFFIXES = {"table": ".csv", "figure": ".svg", "text": ".md"}
_MERGED = ("numbers", "verdicts", "manifest")
_EMPTY: Mapping[str, dict[str, Any]] = {"exhibits": {}, "numbers": {}, "verdicts": {}, "inputs": {}}


@dataclass(frozen=True)
class Session:
    """Which run of which notebook publishes, and where to; told through the environment.

    Parameters
    ----------
    exhibits : Path or None
        The folder that receives the exhibits; None: ``build/exhibits`` of the study.
    notebook : str
        Name of the notebook, without suffix; empty in an interactive session.
    run : str
        Name of the run: the notebook's, and its parameters where it runs several times.
    parameters : mapping
        The parameters of the run.
    """

    exhibits: Path | None = None
    notebook: str = ""
    run: str = "session"
    parameters: Mapping[str, Any] | None = None

    @classmethod
    def current(cls) -> Session:
        """Return the session that this process publishes for."""
        given = os.environ.get("CROSSCASE_EXHIBITS")
        return cls(
            Path(given) if given else None,
            os.environ.get("CROSSCASE_NOTEBOOK", ""),
            os.environ.get("CROSSCASE_RUN", "session"),
            json.loads(os.environ.get("CROSSCASE_PARAMETERS", "{}")),
        )

    def environment(self) -> dict[str, str]:
        """Return the variables that make a new process publish for this session."""
        return {
            "CROSSCASE_EXHIBITS": "" if self.exhibits is None else str(self.exhibits),
            "CROSSCASE_NOTEBOOK": self.notebook,
            "CROSSCASE_RUN": self.run,
            "CROSSCASE_PARAMETERS": json.dumps(dict(self.parameters or {}), sort_keys=True),
        }


def exhibit_folder() -> Path:
    """Return the folder that :func:`publish` writes to, made where it is missing.

    The session's, which `crosscase reproduce` sets, else ``build/exhibits`` in the study: a
    notebook tried out in JupyterLab never touches the committed baseline.
    """
    folder = Session.current().exhibits or find_root() / "build" / "exhibits"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@dataclass(frozen=True)
class ExhibitFolder:
    """One folder of exhibits, read and written by names instead of by files.

    Parameters
    ----------
    path : Path
        The folder itself; see :meth:`find` for one that holds it.
    """

    path: Path

    @classmethod
    def find(cls, path: Path | str) -> ExhibitFolder:
        """Return the folder of exhibits at `path`, or in its ``exhibits`` or ``paper/exhibits``.

        Raises
        ------
        DataError
            If there is none.
        """
        place = Path(path)
        for folder in (place, place / "exhibits", place / BASELINE):
            if any(folder.glob("*.json")):
                return cls(folder)
        raise DataError(
            f"{path}: no exhibits there; give a folder that 'crosscase reproduce' wrote, such as "
            f"{BASELINE.as_posix()}"
        )

    @property
    def ids(self) -> list[str]:
        """Ids of the exhibits, sorted; numbers and verdicts are not among them."""
        found = (path for path in self.path.glob("*.json") if path.name[0] not in "._")
        return sorted(path.stem for path in found if path.stem not in _MERGED)

    def facts(self, id: str) -> dict[str, Any]:
        """Return what is known of an exhibit; empty where it is not there."""
        return self._read(f"{id}.json")

    def file(self, id: str) -> Path:
        """Return the path of an exhibit's table, figure or text.

        Raises
        ------
        DataError
            If the file is missing.
        """
        path = self.path / self.facts(id).get("file", f"{id}.csv")
        if not path.is_file():
            raise DataError(f"{path}: the exhibit's file is missing; run 'crosscase reproduce'")
        return path

    def rows(self, id: str) -> tuple[list[str], list[list[str]]]:
        """Return header and rows of a table as its reader sees them."""
        with self.file(id).open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        return header, rows

    def cells(self, id: str) -> pd.DataFrame:
        """Return a table of strings, its index the first column; a label's copies get ``#2`` on."""
        header, rows = self.rows(id)
        table = pd.DataFrame(rows, columns=header)
        labels = table.iloc[:, 0].astype(str)
        copies = labels.groupby(labels).cumcount()
        table.index = pd.Index(
            [f"{a}#{n + 1}" if n else a for a, n in zip(labels, copies, strict=True)]
        )
        return table

    @property
    def numbers(self) -> dict[str, Any]:
        """The numbers of the running text by key."""
        return self._read("numbers.json")

    @property
    def verdicts(self) -> dict[str, Any]:
        """The verdicts by ``"<claim> / <check>"``."""
        return self._read("verdicts.json")

    @property
    def manifest(self) -> dict[str, Any]:
        """``runs`` (notebook, parameters, inputs) and ``data`` (hashes of the data files)."""
        return self._read("manifest.json")

    def part(self, run: str) -> dict[str, dict[str, Any]]:
        """Return what one run has published so far: exhibits, numbers, verdicts, inputs."""
        return {**{kind: {} for kind in _EMPTY}, **self._read(f"_part_{run}.json")}

    def write(self, facts: Mapping[str, Any], content: bytes) -> None:
        """Write an exhibit and note it in the part of the session's run."""
        session = Session.current()
        name = f"{facts['id']}{_SUFFIXES[facts['kind']]}"
        listed = list(self.part(session.run)["exhibits"])
        order = listed.index(facts["id"]) if facts["id"] in listed else len(listed)
        about = {
            "file": name,
            "order": order,
            "notebook": session.notebook,
            "parameters": dict(session.parameters or {}),
            "inputs": reads(),
        }
        self._write(name, content)
        self._write(f"{facts['id']}.json", _json_bytes({**facts, **about}))
        self.add("exhibits", {facts["id"]: name})

    def add(self, kind: str, entries: Mapping[str, Any]) -> None:
        """Add exhibits, numbers or verdicts to the part of the session's run."""
        session = Session.current()
        part = self.part(session.run)
        for key, entry in entries.items():
            note = {"notebook": session.notebook} if isinstance(entry, dict) else {}
            part[kind][key] = {**entry, **note} if note else entry
        part["inputs"] = reads()
        self._write(f"_part_{session.run}.json", json.dumps(part).encode())

    def copy(self, id: str, target: ExhibitFolder) -> None:
        """Copy one exhibit to another folder."""
        for path in (self.file(id), self.path / f"{id}.json"):
            shutil.copyfile(path, target.path / path.name)

    def write_merged(
        self,
        *,
        numbers: Mapping[str, Any] | None = None,
        verdicts: Mapping[str, Any] | None = None,
        manifest: Mapping[str, Any] | None = None,
    ) -> None:
        """Write the files that hold what all runs together say; None leaves one as it is."""
        for name, value in zip(_MERGED, (numbers, verdicts, manifest), strict=True):
            if value is not None:
                self._write(f"{name}.json", _json_bytes(value))

    def _read(self, name: str) -> dict[str, Any]:
        path = self.path / name
        try:
            return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}
        except (ValueError, TypeError) as error:
            raise DataError(f"{path}: not JSON ({error}); run 'crosscase reproduce'") from None

    def _write(self, name: str, content: bytes) -> None:
        self.path.mkdir(parents=True, exist_ok=True)
        # Two notebooks that are open at once write to one folder: each its own scratch file.
        temporary = self.path / f".{name}.{os.getpid()}.tmp"
        temporary.write_bytes(content)
        temporary.replace(self.path / name)


def _json_bytes(value: Any) -> bytes:
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode()
