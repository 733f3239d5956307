"""Traits of customers on an ordinal scale."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from crosscase.errors import ParameterError
from crosscase.plots.axes import beside, name_rows, need
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure

__all__ = ["draw_levels"]


def __dir__() -> list[str]:
    return __all__


_MARKS = (("o", COLOURS["orange"]), ("s", COLOURS["blue"]))


def draw_levels(
    table: pd.DataFrame,
    *,
    columns: Mapping[str, str],
    levels: Sequence[str],
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw ordinal levels of traits, one mark for each kind, joined by a line.

    Parameters
    ----------
    table : DataFrame
        ``trait`` and one column of levels for each kind; an optional ``<column>_text`` is written
        above the mark.
    columns : mapping of column to label
        Two kinds.
    levels : sequence of str
        From low to high.
    evidence : ids, optional
        Rows that tell of them; by default those of the column of ids in `table`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.
    ParameterError
        If a level is not among `levels`, or there are not two kinds.

    Examples
    --------
    >>> rows = pd.DataFrame({"trait": ["cost"], "common": ["low"], "key": ["high"]})
    >>> drawn = draw_levels(rows, columns={"common": "Common", "key": "Key"},
    ...                     levels=["low", "normal", "high"])
    >>> [int(line.get_xdata()[0]) for line in drawn.axes[0].lines]
    [0, 2]
    """
    need(table, ("trait", *columns), "the table of traits")
    if len(columns) != len(_MARKS):
        raise ParameterError(f"{len(columns)} columns of levels; the drawing joins two")
    unknown = sorted({v for c in columns for v in table[c]} - set(levels))
    if unknown:
        raise ParameterError(f"level {unknown[0]!r}; allowed: {', '.join(levels)}")
    figure, axes = new_figure(FULL_WIDTH_IN, 0.9 + 0.36 * len(table))
    spots = {column: [list(levels).index(v) for v in table[column]] for column in columns}
    rows = range(len(table))
    with figure_style():
        axes.hlines(rows, *spots.values(), color="#9A9A9A", linewidth=1.4, zorder=1)
        for (column, label), (marker, colour) in zip(columns.items(), _MARKS, strict=True):
            look = {"color": colour, "mec": "black", "label": label}
            axes.plot(spots[column], rows, marker, ms=8, mew=0.6, **look)
            for row, text in enumerate(table.get(f"{column}_text", [""] * len(table))):
                beside(axes, text, (spots[column][row], row), (0, 6.5), fontsize=6.5)
        name_rows(axes, table["trait"])
        # Above the first row there is room for its words.
        axes.set_ylim(top=-0.75)
        axes.set_xticks(range(len(levels)), list(levels))
        axes.set_xlim(-0.5, len(levels) - 0.5)
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return carry(figure, evidence, table)
