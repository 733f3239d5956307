"""PDF pages to units: lines by their place, columns, running heads, paragraphs over pages.

A PDF holds pieces of text and where they stand, no paragraphs. Pieces at one height make a line;
a gutter that hardly any line crosses parts columns; a line that repeats at the head or foot of
pages is no text; a paragraph begins with an indent, after a gap, or after a short last line.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any

from crosscase.errors import DataError
from crosscase.texts.layouts import Unit
from crosscase.texts.paragraphs import LeftOut, joined

__all__ = ["Line", "pages_to_units"]

MAX_PAGES = 5000
_NARROW = frozenset("iljtfrI.,:;'|!()[]-\u2019\u2018\u00ad /")
_WIDE = frozenset("mwMW@%\u2014")
_PAGE_NUMBER = re.compile(
    r"[-\u2013\s]*(?:page\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:of|/|\|)\s*\d{1,4})?[-\u2013\s]*",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?:\u2026][\u201d\"'\u2019)\]]*$")
_ITEM = re.compile(r"^(?:[\u2022\u2023\u25aa\u25cf\u25e6\u00b7\uf0b7\u2013*-]\s|\(?\d{1,2}[.)]\s)")


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


def pages_to_units(data: bytes) -> tuple[list[Unit], list[LeftOut], list[str]]:
    """Read a PDF.

    Parameters
    ----------
    data : bytes
        The file.

    Returns
    -------
    units : list of Unit
        In reading order.
    left_out : list of LeftOut
        Running heads, page numbers and text that stands upright.
    notes : list of str
        Pages that could not be read.
    """
    pages, left_out, notes = _read_pages(data)
    pages, heads = _without_heads(pages)
    usual = _usual_gutter(pages)
    columns = [column for page in pages for column in _columns(page, usual)]
    return list(_units(columns)), left_out + heads, notes


def _read_pages(data: bytes) -> tuple[list[list[Line]], list[LeftOut], list[str]]:
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, PdfReadError

    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise DataError("is protected by a password; save it without")
        total = len(reader.pages)
    except DependencyError:
        raise DataError("is protected (AES); save it without protection") from None
    except PdfReadError as error:
        raise DataError(f"is a broken PDF ({error})") from None
    if total > MAX_PAGES:
        raise DataError(f"has {total} pages; at most {MAX_PAGES}")
    pages, left_out, notes = [], [], []
    for number in range(total):
        try:
            lines, upright = _page_lines(reader.pages[number], number + 1)
        except (MemoryError, RecursionError):
            raise
        except Exception as error:
            notes.append(f"page {number + 1} could not be read ({type(error).__name__})")
            continue
        pages.append(lines)
        left_out += [LeftOut(0, "upright text", text) for text in upright]
    if total and len(notes) == total:
        raise DataError(f"none of its {total} pages can be read")
    return pages, left_out, notes


def _page_lines(page: Any, number: int) -> tuple[list[Line], list[str]]:
    """Return the lines of a page, and text that is turned by 90 degrees."""
    pieces: list[Line] = []
    upright: list[str] = []

    def visit(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        for part in text.split("\n"):
            if not part.strip():
                continue
            along = tm[0] * cm[0] + tm[1] * cm[2]
            across = tm[0] * cm[1] + tm[1] * cm[3]
            if abs(across) > abs(along):
                upright.append(part.strip())
                continue
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            height = abs(size) * (abs(along) or 1.0)
            x += _width(part, height) - _width(part.lstrip(), height)
            bold = "bold" in str((font or {}).get("/BaseFont", "")).lower()
            end = x + _width(part.strip(), height)
            pieces.append(Line(part, x, end, y, height, bold, number))

    page.extract_text(visitor_text=visit)
    return _lines(pieces), upright


def _width(text: str, size: float) -> float:
    """Estimate the width of `text`: what PDF readers report does not hold it."""
    ems = sum(
        0.29 if c in _NARROW else 0.82 if c in _WIDE else 0.66 if c.isupper() else
        1.0 if "\u2e80" <= c <= "\uffef" else 0.5
        for c in text
    )  # fmt: skip
    return ems * size


def _lines(pieces: Sequence[Line]) -> list[Line]:
    """Join pieces that stand at one height and next to each other."""
    lines: list[Line] = []
    for piece in pieces:
        last = lines[-1] if lines else None
        if last and abs(last.y - piece.y) < 0.45 * max(last.size, piece.size):
            gap = piece.x0 - last.x1
            if -3 * last.size - 0.25 * (last.x1 - last.x0) < gap < 2.2 * last.size:
                lines[-1] = _with(last, piece, gap)
                continue
        lines.append(piece)
    return [replace(line, text=line.text.strip()) for line in lines if line.text.strip()]


def _with(last: Line, piece: Line, gap: float) -> Line:
    small = piece.size < 0.8 * last.size and abs(piece.y - last.y) > 0.1 * last.size
    apart = last.text.endswith(" ") or piece.text.startswith(" ") or gap <= 0.15 * last.size
    text = last.text + ("" if apart or small or piece.text[:1] == "\u00ad" else " ") + piece.text
    size = last.size if len(last.text) >= len(piece.text) else piece.size
    both = last.bold and piece.bold
    return replace(last, text=text, x1=max(last.x1, piece.x1), size=size, bold=both)


def _without_heads(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], list[LeftOut]]:
    """Leave out what repeats at the head or foot of pages, and page numbers there."""
    edges = [_edges(page) for page in pages]
    keys = Counter(key for edge in edges for key in {_key(text) for text in edge})
    often = max(2, 0.3 * len(pages))
    kept, left_out = [], []
    for page, edge in zip(pages, edges, strict=True):
        rest = []
        for line in page:
            row = next((text for text, lines in edge.items() if line in lines), None)
            if row is not None and _PAGE_NUMBER.fullmatch(row):
                left_out.append(LeftOut(0, "page number", line.text))
            elif row is not None and keys[_key(row)] >= often:
                left_out.append(LeftOut(0, "running head", line.text))
            else:
                rest.append(line)
        kept.append(rest)
    return kept, left_out


def _key(text: str) -> str:
    return re.sub(r"\d+|\b[ivxl]+\b", "#", re.sub(r"\s+", " ", text.lower()).strip())


def _edges(page: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the two highest and the two lowest rows of a page, by their text."""
    rows: list[list[Line]] = []
    for line in sorted(page, key=lambda item: (-item.y, item.x0)):
        if rows and abs(rows[-1][0].y - line.y) < 3:
            rows[-1].append(line)
        else:
            rows.append([line])
    chosen = rows[:2] + rows[max(2, len(rows) - 2) :]
    return {" ".join(line.text for line in row): row for row in chosen}


def _usual_gutter(pages: Sequence[Sequence[Line]]) -> float | None:
    """Return the gutter that many pages have, for pages that are not full."""
    found = [gutter for page in pages if (gutter := _gutter(page)) is not None]
    if len(found) < 0.3 * len(pages) or not found:
        return None
    return median(found)


def _columns(page: Sequence[Line], usual: float | None = None) -> list[list[Line]]:
    """Return runs of lines in reading order; each run lies in one column."""
    if not page:
        return []
    gutter = _gutter(page)
    if gutter is None and usual is not None:
        beside = sum(-2 <= line.x0 - usual <= 3 * line.size for line in page)
        gutter = usual if beside else None
    if gutter is None:
        return [sorted(page, key=lambda line: (-round(line.y), line.x0))]
    runs: list[list[Line]] = []
    band: list[Line] = []
    for line in sorted(page, key=lambda item: (-round(item.y), item.x0)):
        if line.x0 < gutter - 2 and line.x1 > gutter + 0.08 * (line.x1 - line.x0):
            runs += [*_sides(band, gutter), [line]]
            band = []
        else:
            band.append(line)
    return [run for run in [*runs, *_sides(band, gutter)] if run]


def _sides(band: Sequence[Line], gutter: float) -> list[list[Line]]:
    left = [line for line in band if line.x0 < gutter - 2]
    right = [line for line in band if line.x0 >= gutter - 2]
    return [*(_columns(left) if left else []), *(_columns(right) if right else [])]


def _gutter(page: Sequence[Line]) -> float | None:
    """Return where the right column begins, or None if the lines stand in one column."""
    if len(page) < 8:
        return None
    starts = Counter(round(line.x0) for line in page)
    left = min(line.x0 for line in page)
    best: tuple[int, float] | None = None
    for start, _ in starts.most_common(12):
        right = [line for line in page if line.x0 >= start - 2]
        beside = [line for line in page if line.x0 < start - 2]
        crossing = [b for b in beside if b.x1 > start + 0.08 * (b.x1 - b.x0)]
        inside = [b for b in beside if b not in crossing]
        if start - left < 60 or len(right) < 4 or len(inside) < 4:
            continue
        if len(crossing) > 0.34 * len(page) or not _prose(right) or not _prose(inside):
            continue
        if min(len(right), len(inside)) < 0.12 * len(page) or not _overlap(right, inside):
            continue
        if best is None or (len(crossing), start) < best:
            best = (len(crossing), float(start))
    return best[1] if best else None


def _prose(lines: Sequence[Line]) -> bool:
    return median(len(line.text) for line in lines) >= 18


def _overlap(right: Sequence[Line], left: Sequence[Line]) -> bool:
    top = min(max(line.y for line in right), max(line.y for line in left))
    bottom = max(min(line.y for line in right), min(line.y for line in left))
    return top > bottom


def _units(columns: Sequence[Sequence[Line]]) -> Iterator[Unit]:
    lines = [line for column in columns for line in column]
    if not lines:
        return
    known = Counter(
        word
        for line in lines
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", line.text.lower())
    )
    body = _body_size(lines)
    sizes = sorted({round(line.size) for line in lines if line.size > 1.12 * body}, reverse=True)
    indents = _uses_indents(columns)
    groups: list[list[Line]] = []
    for column in columns:
        shape = _Shape.of(column)
        for at, line in enumerate(column):
            before = column[at - 1] if at else None
            if groups and not shape.begins(before, line, groups[-1], body, indents):
                groups[-1].append(line)
            else:
                groups.append([line])
    for group in groups:
        text = _text(group, known)
        yield _unit(text, group, body, sizes)


def _text(group: Sequence[Line], known: Counter[str]) -> str:
    pieces: list[str] = []
    for line in group:
        if pieces and pieces[-1].endswith("\u00ad"):
            pieces[-1] = pieces[-1].rstrip("\u00ad") + line.text
        else:
            pieces.append(line.text)
    return joined(pieces, known).replace("\u00ad", "")


def _body_size(lines: Sequence[Line]) -> float:
    weight: Counter[float] = Counter()
    for line in lines:
        weight[round(line.size, 1)] += len(line.text)
    return weight.most_common(1)[0][0]


def _uses_indents(columns: Sequence[Sequence[Line]]) -> bool:
    """Say whether paragraphs begin with an indent: some lines do, and most do not."""
    indented = total = 0
    for column in columns:
        if len(column) >= 6:
            shape = _Shape.of(column)
            indented += sum(shape.indented(line) for line in column)
            total += len(column)
    return total > 0 and 0.02 * total < indented < 0.45 * total


@dataclass(frozen=True)
class _Shape:
    """Left and right edge of a column, and the usual distance of its lines."""

    left: float
    right: float
    leading: float

    @classmethod
    def of(cls, column: Sequence[Line]) -> _Shape:
        starts = Counter(round(line.x0) for line in column)
        left = min(x for x, n in starts.items() if n >= 0.5 * max(starts.values()))
        ends = sorted(line.x1 for line in column)
        steps = [a.y - b.y for a, b in pairwise(column) if a.y - b.y > 1]
        leading = sorted(steps)[len(steps) // 3] if steps else 1.2 * column[0].size
        return cls(float(left), ends[int(0.8 * (len(ends) - 1))], leading)

    def indented(self, line: Line) -> bool:
        return 0.5 * line.size < line.x0 - self.left < 5 * line.size

    def begins(
        self, before: Line | None, line: Line, group: Sequence[Line], body: float, indents: bool
    ) -> bool:
        """Say whether `line` begins a paragraph after `group`; `before` is in the same column."""
        last = group[-1]
        if abs(line.size - last.size) > 0.09 * body or line.bold != last.bold:
            small = max(line.size, last.size) <= 1.1 * body and not (line.bold and last.bold)
            return not (small and before is not None and self._inside(before, line, indents))
        if _ITEM.match(line.text):
            return True
        if before is None:
            return self._begins_column(last, line, indents)
        return not self._inside(before, line, indents)

    def _inside(self, before: Line, line: Line, indents: bool) -> bool:
        gap = before.y - line.y
        if gap > 1.35 * self.leading or gap < -0.5 * self.leading:
            return False
        if indents:
            return not (self.indented(line) and not self._hanging(before))
        short = before.x1 < self.right - 0.2 * (self.right - self.left)
        return not (short and bool(_SENTENCE_END.search(before.text)))

    def _hanging(self, before: Line) -> bool:
        """Say whether the line before stands out to the left, as in lists."""
        return bool(_ITEM.match(before.text))

    def _begins_column(self, last: Line, line: Line, indents: bool) -> bool:
        """Decide over the end of a column or page, where gaps say nothing.

        Without indents a sentence that ends with the column is taken for the paragraph's end.
        """
        stopped = bool(_SENTENCE_END.search(last.text)) and not line.text[:1].islower()
        if not indents:
            return stopped
        short = last.x1 - last.x0 < 0.9 * (self.right - self.left)
        return self.indented(line) or (stopped and short)


def _unit(text: str, group: Sequence[Line], body: float, sizes: Sequence[int]) -> Unit:
    size = median(line.size for line in group)
    short = len(text) <= 140 and len(group) <= 3
    if short and size > 1.12 * body and not text.endswith((".", ",", ";")):
        return Unit("heading", text, 1 + sizes.index(min(sizes, key=lambda s: abs(s - size))))
    bold = all(line.bold for line in group)
    if bold and short and len(text) <= 100 and not text.endswith((".", ",", ";", ":")):
        return Unit("heading", text, 1 + len(sizes))
    if size < 0.92 * body and re.match(r"^\d{1,2}\s?[A-Z]", text):
        return Unit("footnote", text)
    return Unit("text", text)
