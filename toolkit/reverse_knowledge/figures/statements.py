"""Statements for and against: profiles, scoreboards, sources beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from crosscase.errors import ParameterError
from crosscase.plots.axes import (
    bare,
    beside,
    centred,
    grid,
    key_below,
    mark,
    mirror_ticks,
    name_columns,
    name_rows,
    need,
    part_rows,
)
from crosscase.plots.drawing import wrap
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure

__all__ = ["draw_profile", "draw_scoreboard", "draw_stances"]


def __dir__() -> list[str]:
    return __all__


# Speaking for stands at the left of its column, against at the right, each with its mark.
_SIDES = {"for": (-0.17, COLOURS["sky"], "o"), "against": (0.25, COLOURS["orange"], "s")}


def draw_profile(
    scores: pd.DataFrame,
    marks: pd.DataFrame,
    *,
    scale: tuple[float, float],
    score_label: str,
    marks_label: str,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw scores with intervals beside counts of statements for and against.

    Parameters
    ----------
    scores : DataFrame
        ``label``, ``mean``, ``lower``, ``upper``, in order.
    marks : DataFrame
        The same order: ``says_so`` and ``denies``, numbers of statements.
    scale : (low, high)
        Ends of the rating scale.
    score_label, marks_label : str
        Labels of the two axes.
    evidence : ids, optional
        Rows that are counted.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.
    ParameterError
        If the two tables differ in length.

    Examples
    --------
    >>> one = pd.DataFrame({"label": ["p"], "mean": [3.0], "lower": [2.5], "upper": [3.5]})
    >>> other = pd.DataFrame({"says_so": [4], "denies": [1]})
    >>> drawn = draw_profile(one, other, scale=(1, 5), score_label="score", marks_label="n")
    >>> [text.get_text() for text in drawn.axes[1].texts]
    ['4', '1']
    """
    need(scores, ("label", "mean", "lower", "upper"), "the table of scores")
    need(marks, ("says_so", "denies"), "the table of counts")
    if len(scores) != len(marks):
        raise ParameterError(f"{len(scores)} scores and {len(marks)} rows of counts; they pair up")
    figure, (left, right) = new_figure(
        FULL_WIDTH_IN, 0.95 + 0.34 * len(scores), ncols=2, width_ratios=(1.25, 1), sharey=True
    )
    with figure_style():
        error = [scores["mean"] - scores["lower"], scores["upper"] - scores["mean"]]
        look = {"color": COLOURS["blue"], "ms": 5.5, "capsize": 3, "elinewidth": 1.3}
        left.errorbar(scores["mean"], range(len(scores)), xerr=error, fmt="o", **look)
        name_rows(left, [wrap(v, 1.55, 7.2) for v in scores["label"]], fontsize=7.2)
        left.set(xlim=scale, xlabel=score_label)
        _draw_both_sides(right, marks["says_so"], marks["denies"], ("says so", "denies"))
        right.set_xlabel(marks_label)
        for axes in (left, right):
            grid(axes, colour="#E8E8E8")
        right.tick_params(left=False)
        key_below(figure, right.get_legend_handles_labels()[0], columns=2)
    return carry(figure, evidence)


def _draw_both_sides(
    axes: Axes, speak_for: pd.Series, against: pd.Series, names: tuple[str, str]
) -> None:
    """Draw counts to the right of zero and, hatched, to the left, each with its number."""
    most = float(max(speak_for.max(), against.max(), 1))
    looks = ((1, speak_for, COLOURS["sky"], ""), (-1, against, COLOURS["orange"], "////"))
    rows = range(len(speak_for))
    for (sign, counts, colour, hatch), name in zip(looks, names, strict=True):
        axes.barh(
            rows,
            sign * counts.to_numpy(),
            height=0.6,
            color=colour,
            hatch=hatch,
            edgecolor="black",
            linewidth=0.5,
            label=name,
        )
    for row, pair in enumerate(zip(speak_for, against, strict=True)):
        for value, sign in zip(pair, (1, -1), strict=True):
            if value:
                beside(axes, f"{value:g}", (sign * value, row), (sign * 3, 0), fontsize=6.8)
    axes.set_xlim(-float(against.max()) - most * 0.16, most * 1.16)
    axes.axvline(0, color="black", linewidth=0.8)
    mirror_ticks(axes)


def draw_scoreboard(
    table: pd.DataFrame,
    *,
    group: str = "",
    x_label: str = "Statements",
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw statements for and against each explanation.

    Parameters
    ----------
    table : DataFrame
        ``label``, ``says_so``, ``denies``; where `group` is given, a rule stands between groups.
    group : str
        Column of the group, e.g. mechanism and rival.
    x_label : str
        Label of the axis.
    evidence : ids, optional
        Rows that are counted.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"label": ["Price"], "says_so": [5], "denies": [1]})
    >>> [int(bar.get_width()) for bar in draw_scoreboard(rows).axes[0].patches]
    [5, -1]
    """
    needed = ("label", "says_so", "denies", *([group] if group else []))
    need(table, needed, "the scoreboard")
    figure, axes = new_figure(FULL_WIDTH_IN, 0.85 + 0.26 * len(table))
    with figure_style():
        _draw_both_sides(axes, table["says_so"], table["denies"], ("for", "against"))
        name_rows(axes, table["label"], edge=0.6)
        axes.set_xlabel(x_label)
        kinds = table[group or "label"].to_numpy()
        for row in np.flatnonzero(kinds[1:] != kinds[:-1]) if group else ():
            axes.axhline(row + 0.5, color="black", linewidth=0.8)
        axes.legend(loc="lower right", frameon=False)
    return carry(figure, evidence)


def draw_stances(
    counts: pd.DataFrame,
    *,
    columns: Sequence[str],
    height_in: float = 3.2,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw how many statements of each source speak for and against each proposition.

    Parameters
    ----------
    counts : DataFrame
        Indexed by proposition; for each of `columns` two columns ``<name> for`` and
        ``<name> against``.
    columns : sequence of str
        The sources, from the left.
    height_in : float
        Height of the figure.
    evidence : ids, optional
        Rows that are counted.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> found = pd.DataFrame({"main for": [9], "main against": [1]}, index=["APA1"])
    >>> [text.get_text() for text in draw_stances(found, columns=["main"]).axes[0].texts]
    ['9', '1']
    """
    needed = [f"{name} {side}" for name in columns for side in _SIDES]
    need(counts, needed, "the table of counts")
    most = float(counts[needed].to_numpy().max()) or 1.0
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    with figure_style():
        for side, (shift, colour, marker) in _SIDES.items():
            for c, name in enumerate(columns):
                for r, value in enumerate(counts[f"{name} {side}"]):
                    if value:
                        look = {"color": colour, "ms": 9 + 9 * np.sqrt(value / most)}
                        axes.plot([c + shift], [r], marker, mec="black", mew=0.5, **look)
                        centred(axes, c + shift, r, f"{value:g}", fontsize=6.8)
        name_rows(axes, counts.index, edge=0.55)
        name_columns(axes, columns, edge=0.55)
        part_rows(axes, len(counts), *axes.get_xlim())
        bare(axes)
        handles = [
            mark(side, marker, colour, mec="black", mew=0.5, ms=8)
            for side, (_, colour, marker) in _SIDES.items()
        ]
        key_below(figure, handles, columns=2)
    return carry(figure, evidence)
