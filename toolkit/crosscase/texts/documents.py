"""Files of other people to paragraphs: what can be read, how, and what is refused.

A reader answers for one format and returns units: headings, paragraphs, table cells. Everything
that can go wrong with a file ends in one `DataError` that names the trouble.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosscase.errors import CrosscaseError, DataError
from crosscase.texts.paragraphs import LeftOut, Paragraph, normalise, split
from crosscase.texts.transcripts import by_speaker, starts_turn, turn_lines

__all__ = ["FORMATS", "MAX_BYTES", "Document", "decode", "read"]

MAX_BYTES = 400_000_000
FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".docx": "docx",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".pdf": "pdf", ".vtt": "txt",
    ".srt": "txt",
}  # fmt: skip


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
    try:
        paragraphs, left_out, encoding, notes = _reader(kind)(data)
    except CrosscaseError as error:
        raise DataError(f"{path.name}: {error}") from None
    except RecursionError:
        raise DataError(f"{path.name}: nested too deeply to be read as {kind}") from None
    except MemoryError:
        raise DataError(f"{path.name}: needs more memory than there is") from None
    except Exception as error:  # Parsers of foreign formats raise whatever they like.
        what = f"{type(error).__name__}: {error}".splitlines()[0][:160]
        raise DataError(f"{path.name}: cannot be read as {kind} ({what})") from error
    paragraphs, left_out = by_speaker(paragraphs, left_out)
    if not any(paragraph.kind != "heading" for paragraph in paragraphs):
        hint = "; scanned pages need text recognition first" if kind == "pdf" else ""
        raise DataError(f"{path.name}: holds no text{hint}")
    digest = hashlib.sha256(data).hexdigest()
    return Document(
        path.name, digest, kind, encoding, tuple(paragraphs), tuple(left_out), tuple(notes)
    )


Reading = tuple[list[Paragraph], list[LeftOut], str, list[str]]


def _reader(kind: str) -> Callable[[bytes], Reading]:
    if kind == "txt":
        return _plain
    from crosscase.texts import layouts

    reader: Callable[[bytes], Reading] = getattr(layouts, "markdown" if kind == "md" else kind)
    return reader


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise DataError(f"{path}: is a folder; name the files in it")
    try:
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


def _plain(data: bytes) -> Reading:
    text, encoding, notes = decode(data)
    speaking = turn_lines(normalise(text).split("\n"))
    starts = (lambda line: starts_turn(line, speaking)) if speaking else None
    paragraphs, left_out = split(text, starts=starts)
    return paragraphs, left_out, encoding, notes


_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """Decode bytes: by byte-order mark, as UTF-8, as UTF-16, and then by a guess that is told.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    text : str
        The text.
    encoding : str
        What it was decoded as.
    notes : list of str
        What was guessed.

    Raises
    ------
    DataError
        If the bytes are no text.

    Examples
    --------
    >>> decode("caf\u00e9".encode("cp1252"))
    ('café', 'cp1252', ['not UTF-8; read as cp1252, check accents and quotation marks'])
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding), encoding.removesuffix("-sig"), []
    if b"\x00" in data[:4096]:
        return _wide(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)
    return _text(text), "utf-8", []


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return _text(data.decode(encoding))
    except UnicodeDecodeError as error:
        raise DataError(f"begins as {encoding} but breaks off at byte {error.start}") from None


def _wide(data: bytes) -> tuple[str, str, list[str]]:
    """Decode UTF-16 without a mark: in Western text every second byte is NUL."""
    head = data[:4096]
    odd, even = head[1::2].count(0), head[::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.3 * len(head) / 2 and others < 0.05 * len(head) / 2:
            note = f"no byte-order mark; read as {encoding}"
            return _decoded(data[: len(data) // 2 * 2], encoding), encoding, [note]
    raise DataError("is binary, not text")


def _guessed(data: bytes) -> tuple[str, str, list[str]]:
    high = sum(byte > 0x7F for byte in data[:200_000])
    order = ("gb18030", "cp1252") if high > 0.3 * len(data[:200_000]) else ("cp1252",)
    for encoding in order:
        try:
            text = _text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
        if encoding == "gb18030" and not _chinese(text):
            continue
        note = f"not UTF-8; read as {encoding}, check accents and quotation marks"
        return text, encoding, [note]
    text = _text(data.decode("utf-8", errors="replace"))
    lost = text.count("\ufffd")
    if lost > 0.02 * len(text):
        raise DataError("is in no known encoding; save it as UTF-8")
    return text, "utf-8", [f"{lost} bytes are no UTF-8 and were replaced"]


def _chinese(text: str) -> bool:
    signs = re.findall(r"[\u4e00-\u9fff]", text)
    return len(signs) > 0.3 * len(text)


def _text(text: str) -> str:
    sample = text[:200_000]
    controls = len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]", sample))
    if controls > 0.005 * len(sample) + 2:
        raise DataError("is binary, not text")
    return text
