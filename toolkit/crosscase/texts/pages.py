"""Pages of a PDF as lines of text, and what stands at the head and foot of them.

A PDF holds pieces of text and where they stand. Pieces at one height and next to each other make a
line; a row that comes back at the head or foot of pages, or holds a page number, is no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosscase.texts.paragraphs import LeftOut

__all__ = ["Line", "lines_of", "width_of", "without_heads"]

_NARROW = frozenset("iljtfrI.,:;'|!()[]-\u2019\u2018\u00ad /")
_BROAD = frozenset("mwMW@%\u2014")
_PAGE_NUMBER = re.compile(
    r"[-\u2013\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?[-\u2013\s]*",
    re.I,
)
# A row that comes back on this share of the pages, and on two at least, is a running head: books
# print one title on the left pages and another on the right ones, and none on the first of a
# chapter.
_OFTEN = 0.3
# What stands in one row differs in height by less than this, in points.
_ROW_HEIGHT = 3


@dataclass(frozen=True)
class Line:
    """A line of text on a page: its ends and height in points, its size, whether it is bold."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int


def width_of(text: str, size: float) -> float:
    """Estimate the width of `text` in points: what PDF readers report does not hold it.

    Four kinds of letters have a share of an em each, the same for all fonts.

    Examples
    --------
    >>> round(width_of("million", 10), 1), round(width_of("\u4e2d\u56fd", 10), 1)
    (29.8, 20.0)
    """
    ems = 0.0
    for sign in text:
        if sign in _NARROW:
            ems += 0.29
        elif sign in _BROAD:
            ems += 0.82
        elif sign.isupper():
            ems += 0.66
        else:
            ems += 1.0 if "\u2e80" <= sign <= "\uffef" else 0.5
    return ems * size


def lines_of(pieces: Sequence[Line]) -> list[Line]:
    """Join pieces that stand at one height and next to each other.

    Parameters
    ----------
    pieces : sequence of Line
        Pieces of one page, in the order of the file.

    Returns
    -------
    list of Line
        In that order, without the empty ones.
    """
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and _beside(last, piece):
            lines[-1] = _with(last, piece)
        else:
            lines.append(piece)
    return [replace(line, text=line.text.strip()) for line in lines if line.text.strip()]


def _beside(last: Line, piece: Line) -> bool:
    """Say whether a piece goes on with a line: a raised note does, another column does not.

    Widths are estimates, so that a piece may seem to begin before the line's end, by up to a
    quarter of the line.
    """
    if abs(last.y - piece.y) >= 0.45 * max(last.size, piece.size):
        return False
    gap = piece.x0 - last.x1
    return -3 * last.size - 0.25 * (last.x1 - last.x0) < gap < 2.2 * last.size


def _with(last: Line, piece: Line) -> Line:
    """Return a line with one more piece; without a space before the mark of a note."""
    gap = piece.x0 - last.x1
    raised = piece.size < 0.8 * last.size and abs(piece.y - last.y) > 0.1 * last.size
    close = last.text.endswith(" ") or piece.text.startswith(" ") or gap <= 0.15 * last.size
    space = "" if close or raised or piece.text[:1] == "\u00ad" else " "
    size = last.size if len(last.text) >= len(piece.text) else piece.size
    return replace(
        last,
        text=last.text + space + piece.text,
        x1=max(last.x1, piece.x1),
        size=size,
        bold=last.bold and piece.bold,
    )


def without_heads(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[LeftOut]]:
    """Leave out what repeats at the head or foot of pages, and page numbers there.

    Parameters
    ----------
    pages : sequence of sequences of Line
        The pages of a document.

    Returns
    -------
    pages : list of lists of Line
        As many pages, with what is left.
    left_out : list of LeftOut
        Running heads and page numbers.
    """
    edges = [_edges(page) for page in pages]
    counts = Counter(key for rows in edges for key in {_key(text) for text in rows})
    often = max(2, _OFTEN * len(pages))
    kept, left_out = [], []
    for page, rows in zip(pages, edges, strict=True):
        rest = []
        for line in page:
            row = next((text for text, lines in rows.items() if line in lines), None)
            if row is not None and _PAGE_NUMBER.fullmatch(row):
                left_out.append(LeftOut(0, "page number", line.text))
            elif row is not None and counts[_key(row)] >= often:
                left_out.append(LeftOut(0, "running head", line.text))
            else:
                rest.append(line)
        kept.append(rest)
    return kept, left_out


def _key(text: str) -> str:
    """Return what is the same on every page: all but the numbers, Roman ones too."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", re.sub(r"\s+", " ", text.lower()).strip())


def _edges(page: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the two highest and the two lowest rows of a page, by their text."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda item: (-item.y, item.x0)):
        if rows and abs(rows[-1][0].y - line.y) < _ROW_HEIGHT:
            rows[-1].append(line)
        else:
            rows.append([line])
    chosen = rows[:2] + rows[max(2, len(rows) - 2) :]
    return {" ".join(line.text for line in row): row for row in chosen}
