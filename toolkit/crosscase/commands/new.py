"""`crosscase new DIR`: a new study that runs at once."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from importlib import resources
from pathlib import Path

from crosscase.errors import DataError

__all__ = ["add_arguments", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("dir", help="folder to make; it must not exist, or be empty")


def run(arguments: argparse.Namespace) -> int:
    """Copy the template study to a new folder."""
    target = Path(arguments.dir)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise DataError(f"{target}: already there and not an empty folder; nothing was written")
    template = Path(str(resources.files("crosscase.study") / "template"))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".crosscase-", dir=target.parent) as folder:
            made = Path(folder) / "study"
            shutil.copytree(template, made, ignore=shutil.ignore_patterns("__pycache__", "build"))
            if target.exists():
                target.rmdir()
            made.rename(target)
    except OSError as error:
        raise DataError(f"{target}: cannot be written ({error.strerror})") from None
    print(f"{target}: a study with data/, notebooks/ and paper/")
    print(f"try:  crosscase reproduce {target}")
    return 0
