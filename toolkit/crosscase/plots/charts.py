"""Charts of counts, periods and events: heat maps, stacked bars, butterfly, timelines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from crosscase.errors import DataError, ParameterError
from crosscase.plots.axes import bare, centred, grid, mirror_ticks, name_rows, need
from crosscase.plots.drawing import canvas, text_size_in, wrap, write
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, carry, figure_style, new_figure

__all__ = ["draw_butterfly", "draw_events", "draw_heat_maps", "draw_stacked", "draw_timeline"]


def __dir__() -> list[str]:
    return __all__


# Fill and hatch in one order for all figures: lightness and pattern both tell them apart.
PATTERNS: Sequence[tuple[str, str]] = (
    (COLOURS["blue"], ""),
    (COLOURS["orange"], "////"),
    ("#CFE3F1", "...."),
    (COLOURS["vermilion"], "xxxx"),
    (COLOURS["light"], "----"),
    (COLOURS["green"], "++++"),
)
# From white to dark blue: lightness alone carries the number; on the dark part letters are white.
_SHADES = LinearSegmentedColormap.from_list("shades", ["#F7FBFF", "#7DB3D8", "#08306B"])
_DARK = 0.62
# A part of a bar this short, as a share of the longest bar, has no room for its number.
_SHORT = 0.035
# Room for the name of a lane, in which it is broken, and for the axis of years below.
_LANE_IN, _YEARS_IN = 1.2, 0.3


def _pattern(number: int) -> dict[str, Any]:
    colour, hatch = PATTERNS[number % len(PATTERNS)]
    return {"facecolor": colour, "hatch": hatch, "edgecolor": "black", "linewidth": 0.6}


def _key_above(axes: Axes, labels: Sequence[str], x: float) -> None:
    handles = [Patch(label=label, **_pattern(n)) for n, label in enumerate(labels)]
    axes.legend(
        handles=handles, frameon=False, loc="lower center", bbox_to_anchor=(x, 1), ncols=len(labels)
    )


def _months(printed: pd.Series) -> pd.Series:
    return printed.str[:4].astype(int) + (printed.str[5:7].astype(int) - 1) / 12


def draw_timeline(spans: pd.DataFrame, *, evidence: Iterable[str] = ()) -> Figure:
    """Draw periods of months as bars, one line a label.

    Parameters
    ----------
    spans : DataFrame
        ``label``, ``start_month``, ``end_month`` (``YYYY-MM``, both included) and ``group``
        (fill and hatch). A label with two rows has two bars on its line.
    evidence : ids, optional
        Rows that it shows; by default those of the column of ids in `spans`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"label": ["1 Acme"], "start_month": ["2013-02"],
    ...                      "end_month": ["2014-01"], "group": ["face-to-face"]})
    >>> [float(bar.get_width()) for bar in draw_timeline(rows).axes[0].patches]
    [1.0]
    """
    need(spans, ("label", "start_month", "end_month", "group"), "the table of periods")
    labels, groups = list(dict.fromkeys(spans["label"])), list(dict.fromkeys(spans["group"]))
    starts, ends = _months(spans["start_month"]), _months(spans["end_month"]) + 1 / 12
    figure, axes = new_figure(FULL_WIDTH_IN, 0.95 + 0.24 * len(labels))
    with figure_style():
        for label, group, start, end in zip(
            spans["label"], spans["group"], starts, ends, strict=True
        ):
            look = _pattern(groups.index(group))
            axes.barh(labels.index(label), end - start, left=start, height=0.62, **look)
        first, last = int(np.floor(starts.min())), int(np.ceil(ends.max()))
        name_rows(axes, labels, edge=0.55)
        axes.set_xlim(first, last)
        axes.set_xticks(range(first, last + 1))
        grid(axes, colour="#DDDDDD")
        axes.set_xlabel("Year (lines at 1 January)")
        _key_above(axes, groups, 0.5)
    return carry(figure, evidence, spans)


def draw_heat_maps(
    tables: Mapping[str, pd.DataFrame],
    *,
    unit: str = "",
    height_in: float = 2.0,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw tables of counts side by side, each cell with its number.

    Parameters
    ----------
    tables : mapping of title to DataFrame
        Counts; index and columns are the labels. The tables share their rows.
    unit : str
        What is counted.
    height_in : float
        Height of the figure.
    evidence : ids, optional
        Rows that are counted.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is no table, or their rows differ.

    Examples
    --------
    >>> counts = pd.DataFrame({"UK": [3, 1], "China": [2, 0]}, index=["Acme", "Bolt"])
    >>> [text.get_text() for text in draw_heat_maps({"By site": counts}).axes[0].texts]
    ['3', '2', '1', '0']
    """
    frames = list(tables.values())
    if not frames or any(list(f.index) != list(frames[0].index) for f in frames):
        raise ParameterError("heat maps beside each other need at least one table and equal rows")
    ratios = [len(frame.columns) for frame in frames]
    figure, axes = new_figure(
        FULL_WIDTH_IN, height_in, ncols=len(frames), squeeze=False, sharey=True, width_ratios=ratios
    )
    top = max(float(frame.to_numpy().max()) for frame in frames) or 1.0
    with figure_style():
        for at, (title, frame) in zip(axes[0], tables.items(), strict=True):
            _heat_map(at, frame, top, 4.6 / sum(ratios))
            at.set_title(title + (f" ({unit})" if unit else ""), fontsize=8)
    return carry(figure, evidence)


def _heat_map(axes: Axes, table: pd.DataFrame, top: float, column_in: float) -> None:
    values = table.to_numpy(dtype=float)
    axes.pcolormesh(values, cmap=_SHADES, vmin=0, vmax=top, edgecolors="white", linewidth=1.2)
    for (row, column), value in np.ndenumerate(values):
        colour = "white" if value > _DARK * top else "black"
        centred(axes, column + 0.5, row + 0.5, f"{value:.0f}", colour=colour)
    names = [wrap(str(name), column_in, 7.5) for name in table.columns]
    axes.set_xticks(np.arange(len(names)) + 0.5, names)
    axes.set_yticks(np.arange(len(table)) + 0.5, list(table.index))
    axes.set_ylim(len(table), 0)
    axes.tick_params(length=0)
    bare(axes)


def draw_stacked(table: pd.DataFrame, *, heading: str = "", evidence: Iterable[str] = ()) -> Figure:
    """Draw counts as bars, the parts of a bar one after the other, each with its number.

    Parameters
    ----------
    table : DataFrame
        Index: labels; columns: the parts; values: counts.
    heading : str
        Label of the axis.
    evidence : ids, optional
        Rows that are counted.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If there is no row.

    Examples
    --------
    >>> drawn = draw_stacked(pd.DataFrame({"a": [1, 2], "b": [1, 3]}, index=["x", "y"]))
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['1', '2', '1', '3']
    """
    if table.empty:
        raise DataError("the table of counts is empty; there is nothing to draw")
    figure, axes = new_figure(FULL_WIDTH_IN, 0.95 + 0.3 * len(table))
    with figure_style():
        _stack(axes, table, 1)
        name_rows(axes, [wrap(str(text), 1.9, 7.5) for text in table.index], edge=0.55)
        axes.set_xlabel(heading)
        axes.set_xlim(0, float(table.sum(axis=1).max()) * 1.04)
        _key_above(axes, [str(c) for c in table.columns], 0.45)
    return carry(figure, evidence)


def _stack(axes: Axes, table: pd.DataFrame, sign: int) -> None:
    """Draw stacked bars to the right (sign 1) or to the left (-1)."""
    left = np.zeros(len(table))
    most = float(table.sum(axis=1).max())
    white = {"facecolor": "white", "edgecolor": "none", "pad": 0.7}
    for number, name in enumerate(table.columns):
        values = table[name].to_numpy(dtype=float)
        look = _pattern(number)
        axes.barh(range(len(table)), sign * values, left=sign * left, height=0.66, **look)
        for row, value in enumerate(values):
            if value >= most * _SHORT:
                x = sign * (left[row] + value / 2)
                centred(axes, x, row, f"{value:.0f}", fontsize=7, zorder=5, bbox=white)
        left = left + values


def draw_butterfly(
    left: pd.DataFrame,
    right: pd.DataFrame,
    *,
    names: tuple[str, str],
    heading: str = "",
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw two tables of counts against each other, bars to the left and to the right.

    Parameters
    ----------
    left, right : DataFrame
        Index: labels; columns: the parts; the same in both.
    names : (str, str)
        What stands above each side.
    heading : str
        Label of the axis.
    evidence : ids, optional
        Rows that are counted.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If rows or columns differ.

    Examples
    --------
    >>> one = pd.DataFrame({"firm": [4, 2], "joint": [1, 0]}, index=["P1", "P2"])
    >>> drawn = draw_butterfly(one, one, names=("A", "B"))
    >>> [float(bar.get_width()) for bar in drawn.axes[0].patches][:4]
    [-4.0, -2.0, -1.0, 0.0]
    """
    if list(left.index) != list(right.index) or list(left.columns) != list(right.columns):
        raise ParameterError("the two sides of the drawing differ in their rows or columns")
    figure, axes = new_figure(FULL_WIDTH_IN, 1.15 + 0.3 * len(left))
    with figure_style():
        _stack(axes, left, -1)
        _stack(axes, right, 1)
        most = float(max(left.sum(axis=1).max(), right.sum(axis=1).max())) * 1.08
        axes.axvline(0, color="black", linewidth=0.8)
        name_rows(axes, left.index, edge=0.55)
        # Above the first row stand the names of the sides.
        axes.set_ylim(top=-1.0)
        axes.set_xlabel(heading)
        axes.set_xlim(-most, most)
        mirror_ticks(axes)
        for name, x in zip(names, (-most / 2, most / 2), strict=True):
            centred(axes, x, -0.65, name, fontweight="bold")
        _key_above(axes, [str(c) for c in left.columns], 0.45)
    return carry(figure, evidence)


def draw_events(
    events: pd.DataFrame,
    *,
    span_years: tuple[int, int] | None = None,
    label_width_in: float = 1.55,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw events and periods of years on lanes, each with its words beside it.

    Parameters
    ----------
    events : DataFrame
        ``lane``, ``year_start``, ``year_end`` (missing or equal: one year), ``label``; optional
        ``vague`` (bool: the period is a range within which the event lies).
    span_years : (first, last), optional
        Years of the axis.
    label_width_in : float
        Width in which the words are set.
    evidence : ids, optional
        Rows that it shows; by default those of the column of ids in `events`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"lane": ["Acme"], "year_start": [2001], "year_end": [2001],
    ...                      "label": ["branch sold"]})
    >>> draw_events(rows).axes[0].texts[-1].get_text()
    '2001: branch sold'
    """
    need(events, ("lane", "year_start", "year_end", "label"), "the table of events")
    rows = events.assign(
        year_end=events["year_end"].fillna(events["year_start"]), vague=events.get("vague", False)
    )
    first, last = span_years or (int(rows["year_start"].min()) - 1, int(rows["year_end"].max()) + 1)
    lanes = {lane: wrap(str(lane), _LANE_IN, 7.5, bold=True) for lane in rows["lane"]}
    left = 0.15 + max(text_size_in(name, 7.5, bold=True)[0] for name in lanes.values())
    scale = (FULL_WIDTH_IN - left - 0.2) / (last - first)
    placed = [
        _event_place(row, left, scale, first, label_width_in) for row in rows.to_dict("records")
    ]
    heights = [text_size_in(text, 7)[1] + 0.1 for *_, text in placed]
    figure, axes = canvas(FULL_WIDTH_IN, 0.2 + _YEARS_IN + sum(heights))
    _year_axis(axes, first, last, left, scale)
    y, previous = float(axes.get_ylim()[1]) - 0.06, None
    for row, place, height in zip(rows.itertuples(), placed, heights, strict=True):
        if row.lane != previous:
            _lane(axes, y, lanes[row.lane], ruled=previous is not None)
        _event(axes, y - height / 2, *place, vague=bool(row.vague))
        y, previous = y - height, row.lane
    return carry(figure, evidence, events)


def _event_place(
    row: Mapping[str, Any], left_in: float, scale: float, first: int, width_in: float
) -> tuple[float, float, bool, str]:
    """Return where an event's mark begins and ends, and its words at the side with room."""
    start, end = int(row["year_start"]), int(row["year_end"])
    years = f"{start}" if start == end else f"{start}–{end}"
    text = str(row["label"]) if row["vague"] else f"{years}: {row['label']}"
    x0, x1 = left_in + (start - first) * scale, left_in + (end - first) * scale
    rooms = {True: FULL_WIDTH_IN - 0.1 - (x1 + 0.1), False: x0 - 0.1 - left_in}
    wanted = min(width_in, text_size_in(text, 7)[0])
    right = rooms[True] >= min(wanted, rooms[False])
    return x0, x1, right, wrap(text, min(width_in, rooms[right]), 7)


def _year_axis(axes: Axes, first: int, last: int, left_in: float, scale: float) -> None:
    # The widest step that keeps about ten years on the axis.
    step = next(s for s in (1, 2, 5, 10, 20, 50) if (last - first) / s <= 9)
    top = float(axes.get_ylim()[1]) - 0.02
    for year in range(first, last + 1):
        if year % step == 0:
            x = left_in + (year - first) * scale
            axes.plot([x, x], [_YEARS_IN, top], color="#E2E2E2", linewidth=0.6, zorder=0)
            write(axes, x, 0.16, str(year), size_pt=7)
    end = left_in + (last - first) * scale
    axes.plot([left_in, end], [_YEARS_IN] * 2, color="black", linewidth=0.8)


def _lane(axes: Axes, y: float, name: str, *, ruled: bool) -> None:
    if ruled:
        axes.plot([0.05, FULL_WIDTH_IN - 0.05], [y, y], color="#BBBBBB", linewidth=0.6)
    write(axes, 0.05, y - 0.06, name, bold=True, horizontal="left", vertical="top")


def _event(
    axes: Axes, y: float, start: float, end: float, right: bool, text: str, *, vague: bool
) -> None:
    if end > start:
        look = ("white", "////") if vague else ("#A9D4F0", "")
        axes.barh(
            y,
            end - start,
            left=start,
            height=0.11,
            facecolor=look[0],
            hatch=look[1],
            edgecolor="black",
            linewidth=0.7,
            zorder=3,
        )
    else:
        face = COLOURS["blue"]
        axes.plot([start], [y], "o", color="black", markerfacecolor=face, markersize=6, zorder=4)
    x = end + 0.1 if right else start - 0.1
    write(axes, x, y, text, size_pt=7, horizontal="left" if right else "right", halo=True)
