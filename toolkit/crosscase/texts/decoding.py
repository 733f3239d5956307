"""Bytes to text: by byte-order mark, as UTF-8, as UTF-16, and else by a guess that is told."""

from __future__ import annotations

import codecs
import re

from crosscase.errors import DataError

__all__ = ["decode"]

# UTF-32's little-endian mark begins with that of UTF-16, so it is asked for first.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What a guess looks at: enough for shares, whatever the size of the file.
_SAMPLE, _HEAD = 200_000, 4096


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
            return _decoded(data, encoding).removeprefix("\ufeff"), encoding, []
    if b"\x00" in data[:_HEAD]:
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
    head = data[:_HEAD]
    odd, even = head[1::2].count(0), head[::2].count(0)
    for encoding, zeros, others in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if zeros > 0.3 * len(head) / 2 and others < 0.05 * len(head) / 2:
            note = f"no byte-order mark; read as {encoding}"
            return _decoded(data[: len(data) // 2 * 2], encoding), encoding, [note]
    raise DataError("is binary, not text")


def _guessed(data: bytes) -> tuple[str, str, list[str]]:
    """Decode what is not UTF-8: as GB 18030 if that gives Chinese, else as Windows' Western.

    Nearly all bytes of Chinese text are above 0x7F, few of Western text are; and GB 18030 reads
    any bytes as something, so that what it gives must look Chinese.
    """
    sample = data[:_SAMPLE]
    high = sum(byte > 0x7F for byte in sample)
    order = ("gb18030", "cp1252") if high > 0.3 * len(sample) else ("cp1252",)
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
    """Return `text` unless it holds more control characters than a stray few."""
    sample = text[:_SAMPLE]
    controls = len(re.findall("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]", sample))
    if controls > 0.005 * len(sample) + 2:
        raise DataError("is binary, not text")
    return text
