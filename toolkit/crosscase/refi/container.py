"""The files of a REFI-QDA exchange, read without trusting them: archive, project, texts."""

from __future__ import annotations

import io
import lzma
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import unquote

from crosscase.errors import DataError

__all__ = ["Container", "open_container"]

# Well above what people code by hand; beyond, a file is taken for an attack on memory or disk and
# refused before it is unpacked.
MAX_MEMBERS = 100_000
MAX_PROJECT_BYTES = 512 * 2**20
MAX_TEXT_BYTES = 256 * 2**20
MAX_RATIO = 200  # NVivo's and others' files pack 3- to 13-fold
_SMALL_BYTES = 16 * 2**20  # below this no ratio matters
_DAMAGE = (  # what zipfile raises on a damaged archive, as its headers and its methods fail
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError,
    ValueError, RuntimeError, IndexError, struct.error,
)  # fmt: skip
_XML_STARTS = (b"<", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Container:
    """An opened exchange file; nothing is ever unpacked to a name that it chose itself.

    Parameters
    ----------
    path : Path
        The file that the user gave.
    project : bytes
        The XML of the project or of the codebook.
    members : mapping of str to ZipInfo, or None
        Last part of each member's name, folded, to its entry; None for a bare XML file.
    """

    path: Path
    project: bytes
    members: Mapping[str, zipfile.ZipInfo] | None

    def read(self, reference: str) -> bytes | None:
        """Return the bytes that a path such as ``internal://x.txt`` stands for.

        Parameters
        ----------
        reference : str
            ``internal://``, ``relative://`` or a bare name. Absolute paths are not followed.

        Returns
        -------
        bytes or None
            None where there is no such file.

        Raises
        ------
        DataError
            If the path leads out of the project, or the file is too large or broken.
        """
        scheme, separator, rest = reference.replace("\\", "/").partition(":")
        if not separator or len(scheme) == 1:
            scheme, rest = "internal", reference.replace("\\", "/")
        name = rest.lstrip("/")
        if ".." in PurePosixPath(unquote(name)).parts:
            raise DataError(
                f"{self.path}: the path {reference!r} leads out of the project; "
                "nothing was read from there"
            )
        if not name or scheme not in {"internal", "relative"}:
            return None
        if scheme == "internal" and self.members is not None:
            return self._member(name)
        return self._beside(name, "Sources" if scheme == "internal" else "")

    def _member(self, name: str) -> bytes | None:
        members = self.members or {}
        for wanted in (name, unquote(name)):
            entry = members.get(_folded(wanted))
            if entry is not None:
                with _archive(self.path) as archive:
                    return _bounded(archive, entry, MAX_TEXT_BYTES, self.path)
        return None

    def _beside(self, name: str, folder: str) -> bytes | None:
        base = self.path.resolve().parent
        tried = [base / folder / name, base / folder.lower() / name, base / name]
        for place in tried:
            file = place.resolve()
            if file.is_file() and file.is_relative_to(base):
                if file.stat().st_size > MAX_TEXT_BYTES:
                    raise DataError(_too_large(self.path, name, MAX_TEXT_BYTES))
                return file.read_bytes()
        return None


def open_container(path: Path | str) -> Container:
    """Open a ``.qdpx`` archive or a bare ``.qde`` or ``.qdc`` file.

    Parameters
    ----------
    path : path
        The file; what it is, is told by its first bytes and not by its name.

    Returns
    -------
    Container

    Raises
    ------
    DataError
        If the file is missing, neither an archive nor XML, damaged, encrypted, hostile or
        without a project in it.
    """
    path = Path(path)
    if not path.is_file():
        raise DataError(f"{path}: there is no such file; give a .qdpx, .qde or .qdc file")
    try:
        with path.open("rb") as file:
            start = file.read(4096)
            if zipfile.is_zipfile(file):
                return _from_archive(path)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    if not start.strip():
        raise DataError(f"{path}: the file is empty; export the project once more")
    if not start.lstrip().startswith(_XML_STARTS):
        raise DataError(
            f"{path}: neither a zip archive (.qdpx) nor XML (.qde, .qdc); "
            "it may be damaged, export the project once more"
        )
    if path.stat().st_size > MAX_PROJECT_BYTES:
        raise DataError(_too_large(path, path.name, MAX_PROJECT_BYTES))
    return Container(path, path.read_bytes(), None)


def _from_archive(path: Path) -> Container:
    with _archive(path) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MAX_MEMBERS:
            raise DataError(
                f"{path}: {len(entries)} files in the archive, {MAX_MEMBERS} are allowed"
            )
        for entry in entries:
            _check_name(entry, path)
        # A project may lie in a folder, and a project within it may be somebody's attachment.
        projects = [entry for entry in entries if _is_project(entry.filename)]
        top = min((_parts(entry.filename) for entry in projects), key=len, default=())
        projects = [entry for entry in projects if len(_parts(entry.filename)) == len(top)]
        if len(projects) != 1:
            names = ", ".join(sorted(entry.filename for entry in projects)) or "none"
            raise DataError(
                f"{path}: the archive must hold one project file (project.qde); found: {names}"
            )
        project = _bounded(archive, projects[0], MAX_PROJECT_BYTES, path)
    # Texts are found by the last part of their names alone: tools differ in the folder's name, and
    # no path of the archive is ever followed.
    members = {_folded(entry.filename): entry for entry in reversed(entries)}
    return Container(path, project, members)


def _archive(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _DAMAGE as error:
        raise DataError(f"{path}: the archive is damaged ({error}); export it once more") from None


def _parts(name: str) -> tuple[str, ...]:
    return PurePosixPath(name.replace("\\", "/")).parts


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", _parts(name)[-1]).casefold()


def _is_project(name: str) -> bool:
    parts = _parts(name)
    return name.lower().endswith(".qde") and parts[0] != "__MACOSX" and parts[-1][0] != "."


def _check_name(entry: zipfile.ZipInfo, path: Path) -> None:
    name = entry.filename.replace("\\", "/")
    if name.startswith("/") or ".." in _parts(name) or name[1:2] == ":":
        raise DataError(
            f"{path}: the archive holds {entry.filename!r}, a name that leads out of it; "
            "the file is not a clean export and was not read"
        )


def _too_large(path: Path, name: str, limit: int) -> str:
    return f"{path}: {name} is larger than {limit // 2**20} MiB, the most that is read"


def _bounded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limit: int, path: Path) -> bytes:
    """Return a member's bytes; a header that lies about its length gains nothing."""
    if entry.flag_bits & 1:
        raise DataError(f"{path}: {entry.filename} is encrypted; export without a password")
    ratio = entry.file_size / max(entry.compress_size, 1)
    if entry.file_size > _SMALL_BYTES and ratio > MAX_RATIO:
        raise DataError(
            f"{path}: {entry.filename} would grow {ratio:.0f}-fold when unpacked, "
            f"{MAX_RATIO}-fold is allowed; it was not read"
        )
    try:
        with archive.open(entry) as stream:
            data = _read_up_to(stream, min(limit, entry.file_size) + 1)
    except _DAMAGE as error:
        raise DataError(
            f"{path}: {entry.filename} in the archive is damaged ({error}); export it once more"
        ) from None
    if len(data) > limit:
        raise DataError(_too_large(path, entry.filename, limit))
    return data


def _read_up_to(stream: IO[bytes], length: int) -> bytes:
    pieces = io.BytesIO()
    while length > 0:
        piece = stream.read(min(length, 2**20))
        if not piece:
            break
        pieces.write(piece)
        length -= len(piece)
    return pieces.getvalue()
