"""Files written all together or not at all: a full disk leaves the folder as it was.

Every file is written under a temporary name beside its place, where a full disk or a missing
right shows first. Only then are they renamed, which seldom fails; if it does, what was there
before is put back, and folders that were made for it go again.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from crosscase.errors import DataError

__all__ = ["replace_files"]


def replace_files(files: Mapping[Path, bytes], *, stale: Iterable[Path] = ()) -> None:
    """Write every file, or change nothing.

    Parameters
    ----------
    files : mapping of Path to bytes
        Contents by place; folders are made where they are missing.
    stale : iterable of Path
        Files that go when the others are in their place.

    Raises
    ------
    DataError
        If a file cannot be written; then nothing was changed.
    """
    staged: list[tuple[Path, Path]] = []
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    at = Path()
    try:
        for at, data in files.items():
            made += _make_folders(at.parent)
            staged.append((_staged(at.parent, data), at))
        # From here on the study changes: each old content is kept until all is in its place.
        for temporary, at in staged:
            before[at] = at.read_bytes() if at.is_file() else None
            temporary.replace(at)
        for at in stale:
            before[at] = at.read_bytes()
            at.unlink()
    except BaseException as error:
        _undo(staged, before, made)
        if isinstance(error, OSError):
            raise DataError(
                f"{at}: cannot be written ({error.strerror}); nothing was changed"
            ) from None
        raise


def _staged(folder: Path, data: bytes) -> Path:
    """Write the bytes under a temporary name; return it."""
    handle, temporary = tempfile.mkstemp(prefix=".crosscase-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).chmod(0o644)  # mkstemp makes files that nobody else can read
    except BaseException:
        Path(temporary).unlink()
        raise
    return Path(temporary)


def _make_folders(folder: Path) -> list[Path]:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _undo(
    staged: Iterable[tuple[Path, Path]],
    before: Mapping[Path, bytes | None],
    made: Iterable[Path],
) -> None:
    for target, old in before.items():
        if old is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(old)
    for temporary, _ in staged:
        temporary.unlink(missing_ok=True)
    # The deepest first, and only while empty: somebody else may have put a file there meanwhile.
    for folder in sorted(made, reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
