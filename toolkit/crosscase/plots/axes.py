"""What charts share: rows and columns with their names, rules, keys, numbers in their places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from crosscase.errors import DataError

__all__ = [
    "bare",
    "beside",
    "centred",
    "grey_cells",
    "grid",
    "in_words",
    "key_below",
    "mark",
    "mirror_ticks",
    "name_aslant",
    "name_columns",
    "name_rows",
    "need",
    "part_rows",
]


def __dir__() -> list[str]:
    return __all__


RULE = "#E2E2E2"
# White to dark grey; on a share this high letters are white.
_GREYS = ListedColormap([(s, s, s) for s in np.linspace(1, 0.25, 256)])
_DARK = 0.72
_SIDES = {-1: ("right", "top"), 0: ("center", "center"), 1: ("left", "bottom")}


def need(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    """Refuse a table that lacks a column or has no row.

    Raises
    ------
    DataError
        Naming the table as `what`.

    Examples
    --------
    >>> need(pd.DataFrame({"year": [1991]}), ["year", "label"], "the table of events")
    Traceback (most recent call last):
    ...
    crosscase.errors.DataError: the table of events has no column 'label'; it needs year, label
    """
    missing = [column for column in columns if column not in table]
    if missing:
        raise DataError(f"{what} has no column {missing[0]!r}; it needs {', '.join(columns)}")
    if table.empty:
        raise DataError(f"{what} is empty; there is nothing to draw")


def name_rows(axes: Axes, names: Iterable[object], *, edge: float = 0.5, **font: Any) -> None:
    """Name the rows 0, 1, … from the top; `edge` is the room above the first and below the last.

    Examples
    --------
    >>> from crosscase.plots.style import new_figure
    >>> _, axes = new_figure()
    >>> name_rows(axes, ["one", "two"], edge=0.6)
    >>> [round(float(y), 9) for y in axes.get_ylim()]
    [1.6, -0.6]
    """
    shown = [str(name) for name in names]
    axes.set_yticks(range(len(shown)), shown, **font)
    axes.set_ylim(len(shown) - 1 + edge, -edge)


def name_columns(axes: Axes, names: Iterable[object], *, edge: float = 0.5, **font: Any) -> None:
    """Name the columns 0, 1, … above them, without ticks.

    Examples
    --------
    >>> from crosscase.plots.style import new_figure
    >>> _, axes = new_figure()
    >>> name_columns(axes, ["one", "two"], edge=0.6)
    >>> [round(float(x), 9) for x in axes.get_xlim()], axes.xaxis.get_ticks_position()
    ([-0.6, 1.6], 'top')
    """
    shown = [str(name) for name in names]
    axes.set_xticks(range(len(shown)), shown, **font)
    axes.xaxis.tick_top()
    axes.set_xlim(-edge, len(shown) - 1 + edge)
    axes.tick_params(length=0)


def name_aslant(axes: Axes, names: Iterable[object], turn: float, *, edge: float = 0.5) -> None:
    """Name the columns above them by long names, aslant, in words.

    Examples
    --------
    >>> from crosscase.plots.style import new_figure
    >>> _, axes = new_figure()
    >>> name_aslant(axes, ["leave_one_out"], 45)
    >>> axes.get_xticklabels()[0].get_text(), axes.get_xticklabels()[0].get_rotation()
    ('leave one out', 45.0)
    """
    shown = [in_words(name) for name in names]
    name_columns(axes, shown, edge=edge, rotation=turn, ha="left", rotation_mode="anchor")


def in_words(name: object) -> str:
    """Return a name without its underscores.

    Examples
    --------
    >>> in_words("leave_one_out")
    'leave one out'
    """
    return str(name).replace("_", " ")


def bare(axes: Axes) -> None:
    """Take the frame away."""
    axes.spines[:].set_visible(False)


def part_rows(axes: Axes, rows: int, left: float, right: float) -> None:
    """Draw a thin line between each row and the next."""
    axes.hlines(np.arange(rows - 1) + 0.5, left, right, color=RULE, lw=0.6)


def grid(axes: Axes, *, which: str = "x", colour: str = RULE, width: float = 0.6) -> None:
    """Draw lines at the ticks, behind everything."""
    axes.grid(axis=which, color=colour, linewidth=width)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def centred(
    axes: Axes, x: float, y: float, text: str, *, colour: str = "black", **font: Any
) -> None:
    """Write a text with its middle at a place."""
    axes.text(x, y, text, ha="center", va="center", color=colour, **font)


def grey_cells(axes: Axes, shares: pd.DataFrame, texts: Mapping[tuple[int, int], str]) -> None:
    """Draw a table of shares from white (0) to dark grey (1), with texts in cells.

    Parameters
    ----------
    axes : Axes
        Where; column 0 and row 0 are at 0.
    shares : DataFrame
        From 0 to 1.
    texts : mapping of (column, row) to str
        Counted from 0.

    Examples
    --------
    >>> from crosscase.plots.style import new_figure
    >>> _, axes = new_figure()
    >>> grey_cells(axes, pd.DataFrame([[0.1, 0.9]]), {(0, 0): "a", (1, 0): "b"})
    >>> [text.get_color() for text in axes.texts]
    ['black', 'white']
    """
    axes.imshow(shares, cmap=_GREYS, vmin=0, vmax=1, aspect="auto")
    for (x, y), text in texts.items():
        colour = "white" if shares.iloc[y, x] > _DARK else "black"
        centred(axes, x, y, text, colour=colour, fontsize=6)


def beside(
    axes: Axes, text: str, at: tuple[float, float], away_pt: tuple[float, float], **font: Any
) -> None:
    """Write a text some points away from a mark, so that it grows away from it.

    Parameters
    ----------
    axes : Axes
        Where.
    text : str
        What.
    at : (x, y)
        The mark.
    away_pt : (right, up)
        How far in points; a text to the left of its mark ends there, one above it stands on it.
    **font
        Passed on to :meth:`matplotlib.axes.Axes.annotate`.

    Examples
    --------
    >>> from crosscase.plots.style import new_figure
    >>> _, axes = new_figure()
    >>> beside(axes, "5", (2.0, 0.0), (-3, 0))
    >>> axes.texts[0].get_ha(), axes.texts[0].get_va()
    ('right', 'center')
    """
    right, up = (int(np.sign(far)) for far in away_pt)
    axes.annotate(
        text, at, away_pt, textcoords="offset points", ha=_SIDES[right][0], va=_SIDES[up][1], **font
    )


def mark(label: str, marker: str, colour: str, **look: Any) -> Line2D:
    """Return a mark for the key of a figure."""
    return Line2D([], [], linestyle="none", marker=marker, color=colour, label=label, **look)


def key_below(
    figure: Figure, handles: Sequence[Artist] | None = None, *, columns: int, **look: Any
) -> None:
    """Write the key below a figure; by default of all that has a label."""
    look = {"loc": "outside lower center", "frameon": False, "ncols": columns, **look}
    if handles is not None:
        look["handles"] = handles
    figure.legend(**look)


def mirror_ticks(axes: Axes) -> None:
    """Number an axis upwards in both directions from 0, at whole numbers only.

    Examples
    --------
    >>> from crosscase.plots.style import new_figure
    >>> _, axes = new_figure()
    >>> low_and_high = axes.set_xlim(-3, 2)
    >>> mirror_ticks(axes)
    >>> [label.get_text() for label in axes.get_xticklabels()]
    ['3', '2', '1', '0', '1', '2']
    """
    low, high = axes.get_xlim()
    ticks = [t for t in axes.get_xticks() if low <= t <= high and float(t).is_integer()]
    axes.set_xticks(ticks, [f"{abs(t):g}" for t in ticks])
