"""How wide the columns of a table are, and whether it stands upright: decided by what it holds.

Widths are counted in letters of middling width; an upright page takes 118 of them. A column has
three marks. Its longest *word* must not be broken; in a column of numbers that is the longest
number. Its short cells (``3 of 8``) should stay *whole*, and its short phrases (``cannot be
decided``) be broken once at most. At its *natural* width every cell stands on one line. An
example, with three columns and a page of 60 letters:

========  ====  =====  =======  =============
column    word  whole  natural  usual length
========  ====  =====  =======  =============
claim        7      8       20             15
cases        5      5        5              3
sentence    12     12      210            180
========  ====  =====  =======  =============

If the natural widths fit, the table takes them and stays narrower than the page. Here they do not
(235 letters), so each column gets a share of the page that grows with the text it holds, but no
less than keeps its short cells whole and no more than is natural. With shares that grow with the
square root of the text, claim gets 12 letters and sentence 43; in proportion to it, claim gets the
8 that it must have and sentence 47. Of such ways the one is taken that makes the table shortest.

A table is turned where the page is too narrow to keep its short cells whole. It is turned too
where it is longer than a page and filling turned pages takes at least a tenth less paper: then its
columns are so narrow upright that a reader would wade through towers of two or three words a line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

__all__ = ["Layout", "lay_out", "text_width"]

# Of the letters in the template's face: widths in letters of middling width, as measured, to 10 %.
_WIDTHS = {
    letter: width
    for width, letters in (
        (0.62, "iljtfI.,:;'|!()[]{}/ "),
        (0.77, 'rJs-*"'),
        (1.55, "mw%&—…"),
        (2.0, "MW@→"),
    )
    for letter in letters
}
_CAPITAL = 1.35
_BOLD = 1.12  # headings are bold
_SPACE = _WIDTHS[" "]

_UPRIGHT = 118.0  # letters of 7.6 pt across the 16 cm of an upright page
_TURNED = 24.7 / 16  # a turned page is so much wider, and as much less high
_GAP = 2.2  # letters that the space between two columns takes
_SLACK = 1.07  # letters are counted so much wider than they are, since Word's are wider
_SHORT_CELL = 9.0  # what is no longer stays on one line: "3 of 8"
_SHORT_PHRASE = 20.0  # what is no longer stands on two at most: "cannot be decided"
_SHORT_COMPOUND = 15.0  # what is longer may be broken after a hyphen or a slash: "co-operation"
_PAGE_LINES = 75  # of cells on an upright page
_ROW_LINES = 0.6  # the space between two rows, in lines
_LESS_PAPER = 1.1  # what turning must save; for less, nobody turns the page
_POWERS = (0.5, 0.75, 1.0)  # how a share grows with the text


@dataclass(frozen=True)
class Layout:
    """Where a table's columns stand.

    Parameters
    ----------
    widths : tuple of float
        Of the columns, as shares of the page's width; they add up to 1 at most.
    landscape : bool
        Whether the page is turned.
    """

    widths: tuple[float, ...]
    landscape: bool


class _Column(NamedTuple):
    """What a column asks for, in letters, the space beside it included."""

    word: float
    whole: float
    natural: float
    text: float


def lay_out(
    labels: Sequence[str], rows: Sequence[Sequence[str]], numeric: Sequence[bool]
) -> Layout:
    """Return the layout of a table.

    Parameters
    ----------
    labels : sequence of str
        The headings.
    rows : sequence of sequence of str
        The cells, a row as long as the headings.
    numeric : sequence of bool
        Which columns hold numbers, which are never broken.

    Returns
    -------
    Layout

    Examples
    --------
    >>> lay_out(["Case", "n"], [["firm_a", "3"], ["firm_b", "12"]], [False, True])
    Layout(widths=(0.0658, 0.0356), landscape=False)
    """
    columns = [
        _column(label, [row[at] for row in rows], numeric[at]) for at, label in enumerate(labels)
    ]
    upright, lines = _shortest(columns, rows, _UPRIGHT)
    turned, fewer = _shortest(columns, rows, _UPRIGHT * _TURNED)
    too_wide = sum(column.whole for column in columns) > _UPRIGHT
    too_long = lines > _PAGE_LINES and lines > fewer * _TURNED * _LESS_PAPER
    landscape = too_wide or too_long
    room = _UPRIGHT * _TURNED if landscape else _UPRIGHT
    # Rounded, so that the last digit of a power cannot change a document.
    widths = tuple(round(width / room, 4) for width in (turned if landscape else upright))
    return Layout(widths, landscape)


def text_width(text: str) -> float:
    """Return how wide a text is, in letters of middling width.

    Examples
    --------
    >>> round(text_width("abc"), 2), round(text_width("ill"), 2), round(text_width("ABC"), 2)
    (3.0, 1.86, 4.05)
    """
    return sum(_WIDTHS.get(letter, _CAPITAL if letter.isupper() else 1.0) for letter in text)


def _column(label: str, cells: Sequence[str], number: bool) -> _Column:
    wide = [text_width(cell) for cell in cells]
    words = wide if number else [text_width(word) for cell in cells for word in _pieces(cell)]
    word = max([*words, *(_BOLD * text_width(word) for word in _pieces(label)), 1.0])
    short = [width for width in wide if width <= _SHORT_CELL]
    phrases = [_on_two_lines(cell) for cell in cells if text_width(cell) <= _SHORT_PHRASE]
    whole = max([word, *short, *phrases])
    natural = max([whole, *wide, _BOLD * _on_two_lines(label)])
    # By the squares: a column of few long cells among empty ones holds more than its sum says.
    return _Column(word + _GAP, whole + _GAP, natural + _GAP, math.hypot(1.0, *wide))


def _pieces(text: str) -> list[str]:
    """Return the parts of a text that are not broken: words, and the parts of long compounds.

    >>> _pieces("a co-operation/reverse-learning text")
    ['a', 'co-', 'operation/', 'reverse-', 'learning', 'text']
    >>> _pieces("in co-operation")
    ['in', 'co-operation']
    """
    return [
        piece
        for word in text.split()
        for piece in (
            [word]
            if text_width(word) <= _SHORT_COMPOUND
            else re.findall(r"[^-/]*[-/]|[^-/]+", word)
        )
    ]


def _on_two_lines(text: str) -> float:
    """Return the width of a text that is broken once, where its halves are most alike."""
    words = text.split()
    return min(
        max(text_width(" ".join(words[:at])), text_width(" ".join(words[at:])))
        for at in range(len(words) or 1)
    )


def _shortest(
    columns: Sequence[_Column], rows: Sequence[Sequence[str]], room: float
) -> tuple[list[float], float]:
    """Return the widths that make the table shortest, and its height in lines."""
    ways = [_shares(columns, room, power) for power in _POWERS]
    tall = [_height(rows, widths) for widths in ways]
    best = tall.index(min(tall))
    return ways[best], tall[best]


def _shares(columns: Sequence[_Column], room: float, power: float) -> list[float]:
    """Return the widths of columns that share `room`, growing with a power of their text."""
    word = [column.word for column in columns]
    whole = [column.whole for column in columns]
    if sum(whole) <= room:
        return _filled([(c.whole, c.natural, c.text**power) for c in columns], room)
    if sum(whole) <= room * _SLACK:
        return [width * room / sum(whole) for width in whole]
    if sum(word) <= room:
        return _filled([(c.word, c.whole, c.text**power) for c in columns], room)
    return [width * room / sum(word) for width in word]


def _filled(vessels: Sequence[tuple[float, float, float]], room: float) -> list[float]:
    """Return the widths at which columns fill `room`; their brims where that is less.

    The columns rise together, each by its weight, like water in vessels of different bottoms and
    brims, which are given with the weights. Between two levels at which one of them begins or
    ceases to rise, all widths grow in proportion.
    """

    def at(level: float) -> list[float]:
        return [min(brim, max(bottom, level * weight)) for bottom, brim, weight in vessels]

    levels = sorted(edge / weight for bottom, brim, weight in vessels for edge in (bottom, brim))
    for low, high in pairwise(levels):
        held, more = sum(at(low)), sum(at(high))
        if more > room:
            return at(low + (high - low) * (room - held) / (more - held))
    return at(max(levels, default=0.0))


def _height(rows: Sequence[Sequence[str]], widths: Sequence[float]) -> float:
    """Return the height of a table's rows in lines: of each the tallest cell, and the space."""
    room = [width - _GAP for width in widths]
    tall = sum(max(_lines(cell, room[at]) for at, cell in enumerate(row)) for row in rows)
    return tall + _ROW_LINES * len(rows)


def _lines(text: str, width: float) -> int:
    """Return on how many lines a text is set, each filled before the next is begun."""
    lines, used = 1, 0.0
    for word in text.split():
        used += _SPACE if used else 0.0
        for piece in _pieces(word):
            wide = text_width(piece)
            # A hair over is a rounding error, not a letter.
            if used and used + wide > width + 1e-6:
                lines, used = lines + 1, 0.0
            used += wide
    return lines
