"""Files of other people to paragraphs: what can be read, how, and what is refused.

A reader answers for one format. Everything that can go wrong with a file ends in one `DataError`
that names the file and the trouble.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from crosscase.errors import CrosscaseError, DataError
from crosscase.texts.html import read_html
from crosscase.texts.markdown import read_markdown
from crosscase.texts.paragraphs import LeftOut, Paragraph, Reading
from crosscase.texts.pdf import read_pdf
from crosscase.texts.plain_text import read_plain
from crosscase.texts.transcripts import by_speaker
from crosscase.texts.word import read_word

__all__ = ["FORMATS", "MAX_BYTES", "Document", "read"]

MAX_BYTES = 400_000_000
"""Larger files are data, not texts; to read one would fill the memory."""
FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".docx": "docx",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".vtt": "txt",
    ".srt": "txt",
}  # fmt: skip
"""What is read, by the end of a file's name."""
_READERS: Mapping[str, Callable[[bytes], Reading]] = {
    "txt": read_plain,
    "md": read_markdown,
    "docx": read_word,
    "html": read_html,
    "pdf": read_pdf,
}


@dataclass(frozen=True)
class Document:
    """One file, read.

    Parameters
    ----------
    file : str
        Name of the file, without its folder.
    sha256 : str
        Hash of the file's bytes.
    format : str
        Which reader was used.
    encoding : str
        Encoding of the text; empty where the format says it itself.
    paragraphs : tuple of Paragraph
        In reading order.
    left_out : tuple of LeftOut
        What was recognised as no part of the text.
    notes : tuple of str
        What the reader had to guess.
    """

    file: str
    sha256: str
    format: str
    encoding: str
    paragraphs: tuple[Paragraph, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> dict[str, int]:
        """How much was left out, by reason."""
        return dict(sorted(Counter(item.reason for item in self.left_out).items()))


def read(path: str | Path) -> Document:
    """Read a file to paragraphs.

    Parameters
    ----------
    path : str or Path
        A file of one of the formats in `FORMATS`; what the first bytes say goes before the name.

    Returns
    -------
    Document
        Paragraphs with locators, what was left out, and notes.

    Raises
    ------
    DataError
        If the file is missing, empty, too large, protected, broken, or no text.
    """
    path = Path(path)
    data = _bytes(path)
    kind = _kind(path, data)
    found = _reading(path.name, kind, data)
    paragraphs, left_out = by_speaker(found.paragraphs, found.left_out)
    if all(paragraph.kind == "heading" for paragraph in paragraphs):
        hint = "; scanned pages need text recognition first" if kind == "pdf" else ""
        raise DataError(f"{path.name}: holds no text{hint}")
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        path.name, digest, kind, found.encoding,
        tuple(paragraphs), tuple(left_out), tuple(found.notes),
    )  # fmt: skip


def _reading(name: str, kind: str, data: bytes) -> Reading:
    """Run the reader of a format; whatever it trips over becomes one sentence."""
    try:
        return _READERS[kind](data)
    except CrosscaseError as error:
        raise DataError(f"{name}: {error}") from None
    except RecursionError:
        raise DataError(f"{name}: nested too deeply to be read as {kind}") from None
    except MemoryError:
        raise DataError(f"{name}: needs more memory than there is") from None
    except Exception as error:  # Parsers of foreign formats raise whatever they like.
        what = f"{type(error).__name__}: {error}".splitlines()[0][:160]
        raise DataError(f"{name}: cannot be read as {kind} ({what})") from error


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise DataError(f"{path}: is a folder; name the files in it")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise DataError(f"{path.name}: {size / 1e6:.0f} MB; at most {MAX_BYTES / 1e6:.0f} MB")
        data = path.read_bytes()
    except FileNotFoundError:
        raise DataError(f"{path}: there is no such file") from None
    except OSError as error:
        raise DataError(f"{path}: cannot be opened ({error.strerror})") from None
    if not data.strip():
        raise DataError(f"{path.name}: is empty")
    return data


def _kind(path: Path, data: bytes) -> str:
    """Return the format by the first bytes, and else by the name; refuse what contradicts."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    named = FORMATS.get(path.suffix.lower())
    if data.startswith(b"PK\x03\x04"):
        if named not in {"docx", None}:
            raise DataError(f"{path.name}: is a zip archive, not {named}; unpack it or rename it")
        return "docx"
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(
            f"{path.name}: is an old or protected Office file; save it as .docx without a password"
        )
    if named in {"pdf", "docx"}:
        raise DataError(f"{path.name}: is no {named} file, whatever its name says")
    if named is None:
        raise DataError(
            f"{path.name}: format {path.suffix or 'without a suffix'!r} is not known; allowed: "
            + ", ".join(sorted(FORMATS))
        )
    return named
