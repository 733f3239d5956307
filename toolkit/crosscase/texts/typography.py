"""Lines in reading order to paragraphs and headings: what indents, gaps and sizes of type say.

A PDF marks no paragraphs. Printers begin one in two ways, and a document keeps to one of them: ::

    |The hub gathers what the       |The hub gathers what the
    |spokes have learnt.            |spokes have learnt.
    |  Managers meet their          |
    |largest customers.             |Managers meet their

by an indent (left), or by a gap (right), where a short last line is a sign too. So it is asked
first whether the document has indents: if so, gaps decide only where they are wide. What is larger
than most text is a heading, of a level by its size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from crosscase.texts.lines import joined, word_counts
from crosscase.texts.pages import Line
from crosscase.texts.units import Unit

__all__ = ["set_in_type"]

_SENTENCE_END = re.compile(r"[.!?:\u2026][\u201d\"'\u2019)\]]*$")
_ITEM = re.compile(r"^(?:[\u2022\u2023\u25aa\u25cf\u25e6\u00b7\uf0b7\u2013*-]\s|\(?\d{1,2}[.)]\s)")
_NOTE = re.compile(r"^\d{1,2}\s?[A-Z]")
# Sizes by that of most text: headings are larger, notes smaller; between the two, fonts differ.
_LARGER, _SMALLER = 1.12, 0.92
_LONGEST_HEADING, _LONGEST_BOLD_HEADING, _MOST_HEADING_LINES = 140, 100, 3
# An indent is this many ems; what is further right is a quotation, a formula, a table.
_LEAST_INDENT, _WIDEST_INDENT = 0.5, 5
# With indents, some lines of a document have one, and far from all.
_LEAST_INDENTED, _MOST_INDENTED = 0.02, 0.45


def set_in_type(columns: Sequence[Sequence[Line]]) -> list[Unit]:
    """Put lines together to headings, paragraphs and footnotes.

    Parameters
    ----------
    columns : sequence of sequences of Line
        The columns of a whole document in reading order, as
        :func:`crosscase.texts.columns.columns_of` gives them.

    Returns
    -------
    list of Unit
        In reading order; a paragraph that a column or a page cut is one.
    """
    lines = [line for column in columns for line in column]
    if not lines:
        return []
    known = word_counts("\n".join(line.text for line in lines))
    body = _body_size(lines)
    sizes = sorted({round(line.size) for line in lines if line.size > _LARGER * body}, reverse=True)
    return [_unit(_text(group, known), group, body, sizes) for group in _groups(columns, body)]


def _groups(columns: Sequence[Sequence[Line]], body: float) -> Iterator[list[Line]]:
    """Yield the lines of each paragraph."""
    indents = _uses_indents(columns)
    group: list[Line] = []
    for column in columns:
        shape = _Shape.of(column)
        before: Line | None = None
        for line in column:
            if group and shape.begins(before, line, group[-1], body, indents):
                yield group
                group = []
            group.append(line)
            before = line
    yield group


def _text(group: Sequence[Line], known: Counter[str]) -> str:
    """Join lines: a soft hyphen at a line's end is a cut, a hyphen only if `known` says so."""
    pieces: list[str] = []
    for line in group:
        if pieces and pieces[-1].endswith("\u00ad"):
            pieces[-1] = pieces[-1].rstrip("\u00ad") + line.text
        else:
            pieces.append(line.text)
    return joined(pieces, known).replace("\u00ad", "")


def _body_size(lines: Sequence[Line]) -> float:
    """Return the size that most characters have."""
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
    return _LEAST_INDENTED * total < indented < _MOST_INDENTED * total


@dataclass(frozen=True)
class _Shape:
    """Left and right edge of a column, and the usual distance of its lines, in points."""

    left: float
    right: float
    leading: float

    @classmethod
    def of(cls, column: Sequence[Line]) -> _Shape:
        # The left edge: the leftmost place where many lines begin, so that a hanging number does
        # not move it. The right edge: what a fifth of the lines reach, since widths are
        # estimates. The leading: a low third of the distances, since gaps only make them larger.
        starts = Counter(round(line.x0) for line in column)
        left = min(x for x, n in starts.items() if n >= 0.5 * max(starts.values()))
        ends = sorted(line.x1 for line in column)
        steps = [a.y - b.y for a, b in pairwise(column) if a.y - b.y > 1]
        leading = sorted(steps)[len(steps) // 3] if steps else 1.2 * column[0].size
        return cls(float(left), ends[int(0.8 * (len(ends) - 1))], leading)

    def indented(self, line: Line) -> bool:
        return _LEAST_INDENT * line.size < line.x0 - self.left < _WIDEST_INDENT * line.size

    def begins(
        self, before: Line | None, line: Line, last: Line, body: float, indents: bool
    ) -> bool:
        """Say whether `line` begins a paragraph after `last`; `before` is in the same column."""
        if abs(line.size - last.size) > 0.09 * body or line.bold != last.bold:
            # Other type begins a paragraph, unless it is a word within one (a bold name, a mark);
            # two sizes of bold are headings of two levels.
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
            # In a list the lines of an item are indented, and its bullet hangs to the left.
            return not self.indented(line) or bool(_ITEM.match(before.text))
        short = before.x1 < self.right - 0.2 * (self.right - self.left)
        return not (short and bool(_SENTENCE_END.search(before.text)))

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
    short = len(text) <= _LONGEST_HEADING and len(group) <= _MOST_HEADING_LINES
    if short and size > _LARGER * body and not text.endswith((".", ",", ";")):
        return Unit("heading", text, 1 + sizes.index(min(sizes, key=lambda s: abs(s - size))))
    bold = all(line.bold for line in group) and len(text) <= _LONGEST_BOLD_HEADING
    if bold and short and not text.endswith((".", ",", ";", ":")):
        return Unit("heading", text, 1 + len(sizes))
    if size < _SMALLER * body and _NOTE.match(text):
        return Unit("footnote", text)
    return Unit("text", text)
