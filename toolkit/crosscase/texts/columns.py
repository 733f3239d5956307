"""The reading order of a page: where a gutter parts columns, and which lines run over it.

On ::

    1   A title over the whole page
    2   left one            right one
    3   left two            right two
    4   A table that is as wide as the page
    5   left three          right three

the place where "right one" begins is a gutter: lines begin there, lines left of it end before it,
and only rows 1 and 4 cross it. A crossing line ends what stands above it, so the order is 1, then
left one, left two, right one, right two, then 4, left three, right three. Each side may have
columns of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from crosscase.texts.pages import Line

__all__ = ["columns_of", "usual_gutter"]

# Widths are estimated: a line of the left column may seem to reach over the gutter by this share
# of its length, and one of the right may begin this many points before it.
_OVER, _BEFORE = 0.08, 2
# A side with fewer lines says nothing about columns; nor does one with less than this share of the
# page (notes in the margin, a table's first column).
_LEAST_A_SIDE, _LEAST_SHARE = 4, 0.12
_NARROWEST_COLUMN = 60
_MOST_CROSSING = 0.34
# The median line of a column has at least so many characters; cells of tables have fewer.
_SHORTEST_PROSE = 18
# How many places where lines begin are tried, the most frequent first.
_MOST_TRIED = 12
_USUAL = 0.3


def columns_of(page: Sequence[Line], usual: float | None = None) -> list[list[Line]]:
    """Return runs of lines in reading order; each run lies in one column.

    Parameters
    ----------
    page : sequence of Line
        The lines of a page.
    usual : float, optional
        The document's gutter (:func:`usual_gutter`), for a page too empty to show its own.

    Returns
    -------
    list of lists of Line
        Each run from top to bottom.
    """
    if not page:
        return []
    gutter = _gutter(page)
    if gutter is None and usual is not None:
        beside = sum(-_BEFORE <= line.x0 - usual <= 3 * line.size for line in page)
        gutter = usual if beside else None
    if gutter is None:
        return [_downwards(page)]
    runs: list[list[Line]] = []
    band: list[Line] = []
    for line in _downwards(page):
        if line.x0 < gutter - _BEFORE and _crosses(line, gutter):
            runs += [*_sides(band, gutter), [line]]
            band = []
        else:
            band.append(line)
    return [run for run in [*runs, *_sides(band, gutter)] if run]


def usual_gutter(pages: Sequence[Sequence[Line]]) -> float | None:
    """Return the gutter that many pages have, in points from the left; None if few have one."""
    found = [gutter for page in pages if (gutter := _gutter(page)) is not None]
    if len(found) < _USUAL * len(pages) or not found:
        return None
    return median(found)


def _downwards(lines: Sequence[Line]) -> list[Line]:
    # Rounded: the baselines of pieces of one row differ by tenths of a point.
    return sorted(lines, key=lambda line: (-round(line.y), line.x0))


def _crosses(line: Line, gutter: float) -> bool:
    return line.x1 > gutter + _OVER * (line.x1 - line.x0)


def _sides(band: Sequence[Line], gutter: float) -> list[list[Line]]:
    """Return the columns left of the gutter, then those right of it."""
    left = [line for line in band if line.x0 < gutter - _BEFORE]
    right = [line for line in band if line.x0 >= gutter - _BEFORE]
    return [*columns_of(left), *columns_of(right)]


def _gutter(page: Sequence[Line]) -> float | None:
    """Return where the right column begins, or None if the lines stand in one column."""
    starts = Counter(round(line.x0) for line in page)
    tried = ((_crossing(page, start), start) for start, _ in starts.most_common(_MOST_TRIED))
    best = min(((n, start) for n, start in tried if n is not None), default=None)
    return float(best[1]) if best else None


def _crossing(page: Sequence[Line], start: int) -> int | None:
    """Return how many lines cross a gutter at `start`, or None if there cannot be one."""
    right = [line for line in page if line.x0 >= start - _BEFORE]
    beside = [line for line in page if line.x0 < start - _BEFORE]
    left = [line for line in beside if not _crosses(line, start)]
    crossing = len(beside) - len(left)
    if start - min(line.x0 for line in page) < _NARROWEST_COLUMN:
        return None
    if min(len(right), len(left)) < max(_LEAST_A_SIDE, _LEAST_SHARE * len(page)):
        return None
    if crossing > _MOST_CROSSING * len(page) or not _overlap(right, left):
        return None
    return crossing if _prose(right) and _prose(left) else None


def _prose(lines: Sequence[Line]) -> bool:
    return median(len(line.text) for line in lines) >= _SHORTEST_PROSE


def _overlap(right: Sequence[Line], left: Sequence[Line]) -> bool:
    """Say whether two columns stand side by side, and not one below the other."""
    top = min(max(line.y for line in right), max(line.y for line in left))
    bottom = max(min(line.y for line in right), min(line.y for line in left))
    return top > bottom
