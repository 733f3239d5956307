"""A new study that runs at once: the template, copied whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from importlib import resources
from pathlib import Path

from crosscase.errors import DataError

__all__ = ["new_study"]


def new_study(folder: Path | str) -> Path:
    """Make a small, complete study in `folder`.

    Parameters
    ----------
    folder : path
        A folder that does not exist yet, or is empty.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    DataError
        If something is there already, or it cannot be written; nothing is left half made.
    """
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DataError(f"{target}: already there and not an empty folder; nothing was written")
    template = Path(str(resources.files("crosscase.study") / "template"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".crosscase-", dir=target.parent) as scratch:
            made = Path(scratch) / "study"
            shutil.copytree(template, made, ignore=shutil.ignore_patterns("__pycache__", "build"))
            if target.exists():
                target.rmdir()
            made.rename(target)
    except OSError as error:
        raise DataError(f"{target}: cannot be written ({error.strerror})") from None
    return target
