"""What is told of practices: of which firm, shares of ownership, events by year."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
from matplotlib.figure import Figure

from crosscase.plots.axes import beside, grid, key_below, name_rows, need
from crosscase.plots.drawing import wrap
from crosscase.plots.matrix import draw_presence
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure

__all__ = ["draw_ownership", "draw_told", "draw_years"]


def __dir__() -> list[str]:
    return __all__


# A share above this leaves no room for its number at the right.
_CROWDED_PERCENT = 85
_KINDS = {
    "firm": "told of this firm alone",
    "joint": "told of several firms in one sentence",
}
_MARKS = (("o", "blue"), ("s", "orange"), ("^", "green"))


def draw_told(matrix: pd.DataFrame, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw which practice is told of which firm, of it alone or of several in one sentence.

    Parameters
    ----------
    matrix : DataFrame, shape (practices, firms)
        Cells: ``firm``, ``joint``, or empty.
    evidence : ids, optional
        Rows that tell of them.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> told = pd.DataFrame({"Acme": ["firm"], "Bolt": [""]}, index=["Buys to learn"])
    >>> [text.get_text() for text in draw_told(told).axes[0].get_xticklabels()]
    ['Acme', 'Bolt']
    """
    height_in = 0.8 + 0.31 * len(matrix)
    return draw_presence(matrix, signs=_KINDS, height_in=height_in, evidence=evidence)


def draw_ownership(
    shares: pd.DataFrame, *, height_in: float = 1.5, evidence: Iterable[str] = ()
) -> Figure:
    """Draw shares in percent as points or ranges, each with its numbers.

    Parameters
    ----------
    shares : DataFrame
        ``label``, ``lower_percent``, ``upper_percent`` (equal for a single figure).
    height_in : float
        Height of the figure.
    evidence : ids, optional
        Rows that tell of them; by default those of the column of ids in `shares`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"label": ["Staff"], "lower_percent": [5.0], "upper_percent": [15.0]})
    >>> draw_ownership(rows).axes[0].texts[0].get_text()
    '5 to 15 %'
    """
    need(shares, ("label", "lower_percent", "upper_percent"), "the table of shares")
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    with figure_style():
        for row, share in enumerate(shares.itertuples(index=False)):
            low, high = share.lower_percent, share.upper_percent
            axes.plot([low, high], [row, row], "-|", color=COLOURS["blue"], lw=4, ms=9)
            if low == high:
                axes.plot([low], [row], "o", color=COLOURS["blue"], ms=7)
            text = f"{high:g} %" if low == high else f"{low:g} to {high:g} %"
            left = high > _CROWDED_PERCENT
            beside(axes, text, (low if left else high, row), (-8 if left else 8, 0))
        name_rows(axes, [wrap(v, 2.4, 7.5) for v in shares["label"]])
        axes.set(xlim=(0, 104), xlabel="Percent")
        grid(axes)
    return carry(figure, evidence, shares)


def draw_years(
    events: pd.DataFrame, *, height_in: float = 1.9, evidence: Iterable[str] = ()
) -> Figure:
    """Draw events on a line of years, labels above and below in turn.

    Parameters
    ----------
    events : DataFrame
        ``year`` and ``label``; optional ``group`` (a mark of its own, at most three).
    height_in : float
        Height of the figure.
    evidence : ids, optional
        Rows that tell of them; by default those of the column of ids in `events`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"year": [2011, 2016], "label": ["Sanyo", "GE Appliances"]})
    >>> [text.get_text() for text in draw_years(rows).axes[0].texts]
    ['2011\\nSanyo', '2016\\nGE Appliances']
    """
    need(events, ("year", "label"), "the table of events")
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    groups = events.get("group", pd.Series("", index=events.index))
    marks = dict(zip(dict.fromkeys(groups), _MARKS, strict=False))
    with figure_style():
        axes.axhline(0, color="black", linewidth=0.8, zorder=1)
        for group, (marker, colour) in marks.items():
            years = events.loc[groups == group, "year"].astype(float)
            look = {"color": COLOURS[colour], "mec": "black", "label": group, "linestyle": "none"}
            axes.plot(years, np.zeros(len(years)), marker, ms=8, mew=0.6, **look)
        ordered = events.sort_values("year", kind="stable")
        for number, row in enumerate(ordered.itertuples(index=False)):
            text = f"{row.year}\n{wrap(row.label, 1.45, 7.2)}"
            away = 15 if number % 2 == 0 else -15
            line = {"arrowstyle": "-", "linewidth": 0.6}
            beside(axes, text, (float(row.year), 0), (0, away), fontsize=7.2, arrowprops=line)
        first, last = float(events["year"].min()), float(events["year"].max())
        pad = max(1.0, (last - first) * 0.16)
        axes.set(xlim=(first - pad, last + pad), ylim=(-1, 1), yticks=[])
        axes.set_xticks(range(int(first - pad) + 1, int(last + pad) + 1))
        axes.spines["left"].set_visible(False)
        if any(marks):
            key_below(figure, columns=len(marks))
    return carry(figure, evidence, events)
