"""Markdown to units: headings, paragraphs, items, rows of tables, footnotes; without its marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crosscase.texts.decoding import decode
from crosscase.texts.lines import normalise
from crosscase.texts.paragraphs import LeftOut, Reading
from crosscase.texts.units import Unit, place

__all__ = ["read_markdown"]

# What marks words within a line, and what is left of it. The order matters: pictures before links
# (both have brackets), bold before italics (both have stars).
_INLINE = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"\[\^[^\]]+\](?!:)"), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>]{0,300}>"), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]{1,2000})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]{1,2000})(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`+([^`]{1,2000})`+"), r"\1"),
)
# What a backslash takes the meaning from stands as a sign that no text holds until marks are gone.
_MEANING = "\\`*_{}[]()#+-.!|>~"
_ESCAPED = re.compile(rf"\\([{re.escape(_MEANING)}])")
_HIDDEN = {sign: chr(0xFDD0 + i) for i, sign in enumerate(_MEANING)}
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})
_QUOTED = re.compile(r"^\s{0,3}(?:>\s?)+")
_FENCE = re.compile(r"^\s*(```|~~~)")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s{0,3}(=+|-{2,})\s*$")
_ROW = re.compile(r"^\s*\|.*\|\s*$")
_NOTE = re.compile(r"^\[\^[^\]]+\]:\s*(.*)$")
_ITEM = re.compile(r"^\s{0,12}(?:[-*+]|\d{1,9}[.)])\s+(?=\S)")
# Rules and the targets of links say nothing.
_SILENT = re.compile(r"^\s{0,3}(?:([-*_]\s*){3,}$|\[[^\]^]+\]:\s+\S+)")
_LONGEST_FRONT_MATTER = 80


def read_markdown(data: bytes) -> Reading:
    """Read Markdown; YAML at its head is left out."""
    text, encoding, notes = decode(data)
    lines = normalise(text).split("\n")
    first = _front_matter(lines)
    left_out = [LeftOut(1, "front matter", " ".join(lines[1 : first - 1])[:200])] if first else []
    paragraphs, more = place(list(_units(lines[first:])))
    return Reading(paragraphs, left_out + more, encoding, notes)


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines the YAML between ``---`` and ``---`` (or ``...``) takes."""
    if lines[0].strip() != "---":
        return 0
    head = lines[1:_LONGEST_FRONT_MATTER]
    return next((i + 2 for i, line in enumerate(head) if line.strip() in {"---", "..."}), 0)


def _units(lines: Sequence[str]) -> Iterator[Unit]:
    """Yield units: lines are held until one says that the paragraph is over."""
    held: list[str] = []
    tables = 0
    kind, before_row = "text", False
    for bare, fenced in _bare([*lines, ""]):
        heading = None if fenced else _HEADING.match(bare)
        under = _UNDERLINE.match(bare) if held and kind == "text" and not fenced else None
        row = not fenced and bool(_ROW.match(bare))
        note = _NOTE.match(bare)
        if under and len(held) == 1:
            yield Unit("heading", _plain(held), 1 if under.group(1)[0] == "=" else 2)
            held = []
            continue
        ends = heading or row or note or not bare.strip() or bool(_ITEM.match(bare))
        if held and ends:
            yield Unit(kind, _plain(held))
            held, kind = [], "text"
        if heading:
            yield Unit("heading", _plain([heading.group(2)]), len(heading.group(1)))
        elif row:
            tables += 0 if before_row else 1
            yield from _row(bare, tables)
        elif note:
            held, kind = [note.group(1)], "footnote"
        elif bare.strip() and not _SILENT.match(bare):
            held.append(_ITEM.sub("", bare) if not held else bare)
        before_row = row


def _bare(lines: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield lines without marks of quotation, blank for a fence; and whether they are code."""
    fenced = False
    for line in lines:
        bare = _QUOTED.sub("", line)
        if _FENCE.match(bare):
            fenced, bare = not fenced, ""
        yield bare, fenced


def _row(line: str, table: int) -> Iterator[Unit]:
    """Yield a row of a table, unless it is the rule under the header (``|:---|---|``)."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        yield Unit("row", _plain([" | ".join(filter(None, cells))]), table=table)


def _plain(lines: Sequence[str]) -> str:
    text = " ".join(line.strip().rstrip("\\") for line in lines)
    text = _ESCAPED.sub(lambda match: _HIDDEN[match.group(1)], text)
    for pattern, becomes in _INLINE:
        text = pattern.sub(becomes, text)
    return text.translate(_SHOWN)
