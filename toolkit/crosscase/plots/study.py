"""Figures of a comparative case study: data collection, events, counts, hubs, circulation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from crosscase.errors import DataError, ParameterError
from crosscase.plots import network
from crosscase.plots.network import (
    Box,
    canvas,
    connect,
    draw_box,
    text_size_in,
    wrap,
    write,
)
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, MARKERS, figure_style, new_figure

__all__ = [
    "draw_butterfly",
    "draw_circulation",
    "draw_counts",
    "draw_events",
    "draw_heat_maps",
    "draw_hub_spoke",
    "draw_stacked",
    "draw_timeline",
    "ring",
]

# Fill and hatch in one order for all figures: lightness and pattern both tell them apart.
PATTERNS: Sequence[tuple[str, str]] = (
    (COLOURS["blue"], ""),
    (COLOURS["orange"], "////"),
    ("#CFE3F1", "...."),
    (COLOURS["vermilion"], "xxxx"),
    (COLOURS["light"], "----"),
    (COLOURS["green"], "++++"),
)


# From white to dark blue: lightness alone carries the number.
_SHADES = LinearSegmentedColormap.from_list("shades", ["#F7FBFF", "#7DB3D8", "#08306B"])


def _need(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    missing = [column for column in columns if column not in table]
    if missing:
        raise DataError(f"{what} has no column {missing[0]!r}; it needs {', '.join(columns)}")
    if table.empty:
        raise DataError(f"{what} is empty; there is nothing to draw")


def _pattern(number: int) -> dict[str, Any]:
    colour, hatch = PATTERNS[number % len(PATTERNS)]
    return {"facecolor": colour, "hatch": hatch, "edgecolor": "black", "linewidth": 0.6}


def _legend(axes: Axes, labels: Sequence[str], **options: Any) -> None:
    handles = [Patch(label=label, **_pattern(n)) for n, label in enumerate(labels)]
    axes.legend(handles=handles, frameon=False, **options)


def _months(printed: pd.Series) -> pd.Series:
    return printed.str[:4].astype(int) + (printed.str[5:7].astype(int) - 1) / 12


def draw_timeline(spans: pd.DataFrame, *, width_in: float = FULL_WIDTH_IN) -> Figure:
    """Draw periods of months as bars, one line a label.

    Parameters
    ----------
    spans : DataFrame
        ``label``, ``start_month``, ``end_month`` (``YYYY-MM``, both included) and ``group``
        (fill and hatch). A label with two rows has two bars on its line.
    width_in : float
        Width of the figure.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"label": ["1 Huawei"], "start_month": ["2013-02"],
    ...                      "end_month": ["2014-01"], "group": ["face-to-face"]})
    >>> len(draw_timeline(rows).axes[0].patches)
    1
    """
    _need(spans, ("label", "start_month", "end_month", "group"), "the table of periods")
    labels, groups = list(dict.fromkeys(spans["label"])), list(dict.fromkeys(spans["group"]))
    figure, axes = new_figure(width_in, 0.95 + 0.24 * len(labels))
    starts, ends = _months(spans["start_month"]), _months(spans["end_month"]) + 1 / 12
    with figure_style():
        for label, group, start, end in zip(
            spans["label"], spans["group"], starts, ends, strict=True
        ):
            axes.barh(labels.index(label), end - start, left=start, height=0.62,
                      **_pattern(groups.index(group)))  # fmt: skip
        first, last = int(np.floor(starts.min())), int(np.ceil(ends.max()))
        axes.set(yticks=range(len(labels)), yticklabels=labels, xlim=(first, last))
        axes.set_xticks(range(first, last + 1))
        axes.set_ylim(len(labels) - 0.45, -0.55)
        axes.grid(axis="x", color="#DDDDDD", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.set_xlabel("Year (lines at 1 January)")
        _legend(axes, groups, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(groups))
    return figure


def draw_heat_maps(
    tables: Mapping[str, pd.DataFrame], *, unit: str = "", height_in: float = 2.0
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

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is no table, or their rows differ.

    Examples
    --------
    >>> counts = pd.DataFrame({"UK": [3, 1], "China": [2, 0]}, index=["Huawei", "ZTE"])
    >>> len(draw_heat_maps({"By site": counts}).axes[0].texts)
    4
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
            values = frame.to_numpy(dtype=float)
            at.pcolormesh(values, cmap=_SHADES, vmin=0, vmax=top, edgecolors="white",
                          linewidth=1.2)  # fmt: skip
            for (row, column), value in np.ndenumerate(values):
                colour = "white" if value > 0.62 * top else "black"
                at.text(column + 0.5, row + 0.5, f"{value:.0f}", ha="center", va="center",
                        color=colour)  # fmt: skip
            ticks = [wrap(str(name), 4.6 / sum(ratios), 7.5) for name in frame.columns]
            at.set_xticks(np.arange(len(ticks)) + 0.5, ticks)
            at.set_yticks(np.arange(len(frame)) + 0.5, list(frame.index))
            at.set_ylim(len(frame), 0)
            at.tick_params(length=0)
            at.spines[:].set_visible(False)
            at.set_title(title + (f" ({unit})" if unit else ""), fontsize=8)
    return figure


def draw_counts(
    table: pd.DataFrame, *, label: str, values: Sequence[str], group: str, heading: str = ""
) -> Figure:
    """Draw counts as dots on lines, grouped, one mark for each kind of count.

    Parameters
    ----------
    table : DataFrame
        One row a label, in order.
    label, group : str
        Columns with the label and with the group (a rule is drawn between groups).
    values : sequence of str
        Columns of counts; a column's name is its name in the legend.
    heading : str
        Label of the axis.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> counts = pd.DataFrame({"idea": ["a", "b"], "topic": ["x", "y"], "Key words": [3, 5]})
    >>> drawn = draw_counts(counts, label="idea", values=["Key words"], group="topic")
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['3', '5', 'x', 'y']
    """
    _need(table, (label, group, *values), "the table of counts")
    figure, axes = new_figure(FULL_WIDTH_IN, 0.9 + 0.26 * len(table))
    fills = (COLOURS["blue"], "white", COLOURS["orange"])
    with figure_style():
        for number, name in enumerate(values):
            axes.hlines(range(len(table)), 0, table[name], color="#BBBBBB", linewidth=0.8, zorder=1)
            axes.plot(table[name], range(len(table)), MARKERS[number], color="black", zorder=3,
                      label=name, markerfacecolor=fills[number % 3], markersize=6)  # fmt: skip
            for row, value in enumerate(table[name]):
                if value in list(table[list(values[:number])].iloc[row]):
                    continue
                axes.annotate(f"{value:g}", (value, row), (6, 0), textcoords="offset points",
                              va="center", fontsize=7.5)  # fmt: skip
        names = [wrap(str(text), 2.1, 7.5) for text in table[label]]
        axes.set(yticks=range(len(table)), yticklabels=names, xlabel=heading)
        most = float(table[list(values)].to_numpy().max())
        axes.set_xlim(0, most * 1.65)
        axes.set_xticks([t for t in MaxNLocator(6, integer=True).tick_values(0, most) if t <= most])
        axes.set_ylim(len(table) - 0.4, -0.6)
        _group_rules(axes, list(table[group]), most * 1.65)
        axes.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0),
                    ncols=len(values))  # fmt: skip
    return figure


def _group_rules(axes: Axes, groups: Sequence[str], right: float) -> None:
    for name in dict.fromkeys(groups):
        rows = [row for row, other in enumerate(groups) if other == name]
        if rows[-1] < len(groups) - 1:
            axes.axhline(rows[-1] + 0.5, color="#888888", linewidth=0.6, linestyle=(0, (4, 2)))
        axes.text(right, rows[0] - 0.3, wrap(name, 1.3, 7.5), ha="right", va="top",
                  style="italic", fontsize=7.5)  # fmt: skip


def draw_stacked(table: pd.DataFrame, *, heading: str = "", height_in: float = 0.0) -> Figure:
    """Draw counts as bars, the parts of a bar one after the other, each with its number.

    Parameters
    ----------
    table : DataFrame
        Index: labels; columns: the parts; values: counts.
    heading : str
        Label of the axis.
    height_in : float
        Height of the figure; 0 takes it from the number of bars.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If there is no row.

    Examples
    --------
    >>> len(draw_stacked(pd.DataFrame({"a": [1, 2], "b": [0, 3]}, index=["x", "y"])).axes)
    1
    """
    if table.empty:
        raise DataError("the table of counts is empty; there is nothing to draw")
    figure, axes = new_figure(FULL_WIDTH_IN, height_in or 0.95 + 0.3 * len(table))
    with figure_style():
        _stack(axes, table, 1)
        names = [wrap(str(text), 1.9, 7.5) for text in table.index]
        axes.set(yticks=range(len(table)), yticklabels=names, xlabel=heading)
        axes.set_ylim(len(table) - 0.45, -0.55)
        axes.set_xlim(0, float(table.sum(axis=1).max()) * 1.04)
        _legend(axes, [str(c) for c in table.columns], loc="lower center",
                bbox_to_anchor=(0.45, 1.0), ncols=len(table.columns))  # fmt: skip
    return figure


def _stack(axes: Axes, table: pd.DataFrame, sign: int) -> None:
    """Draw stacked bars to the right (sign 1) or to the left (-1)."""
    left = np.zeros(len(table))
    most = float(table.sum(axis=1).max())
    for number, name in enumerate(table.columns):
        values = table[name].to_numpy(dtype=float)
        axes.barh(range(len(table)), sign * values, left=sign * left, height=0.66,
                  **_pattern(number))  # fmt: skip
        for row, value in enumerate(values):
            if value >= most * 0.035:
                axes.text(sign * (left[row] + value / 2), row, f"{value:.0f}", ha="center",
                          va="center", fontsize=7, zorder=5,
                          bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.7})  # fmt: skip
        left = left + values


def draw_butterfly(
    left: pd.DataFrame, right: pd.DataFrame, *, names: tuple[str, str], heading: str = ""
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
    >>> len(draw_butterfly(one, one, names=("A", "B")).axes)
    1
    """
    if list(left.index) != list(right.index) or list(left.columns) != list(right.columns):
        raise ParameterError("the two sides of the drawing differ in their rows or columns")
    figure, axes = new_figure(FULL_WIDTH_IN, 1.15 + 0.3 * len(left))
    with figure_style():
        _stack(axes, left, -1)
        _stack(axes, right, 1)
        most = float(max(left.sum(axis=1).max(), right.sum(axis=1).max())) * 1.08
        axes.axvline(0, color="black", linewidth=0.8)
        axes.set(yticks=range(len(left)), yticklabels=list(left.index), xlabel=heading)
        axes.set_xlim(-most, most)
        axes.set_ylim(len(left) - 0.45, -1.0)
        ticks = [t for t in axes.get_xticks() if -most <= t <= most]
        axes.set_xticks(ticks, [f"{abs(t):g}" for t in ticks])
        for name, x in zip(names, (-most / 2, most / 2), strict=True):
            axes.text(x, -0.65, name, ha="center", va="center", fontweight="bold")
        _legend(axes, [str(c) for c in left.columns], loc="lower center",
                bbox_to_anchor=(0.45, 1.0), ncols=len(left.columns))  # fmt: skip
    return figure


def draw_events(
    events: pd.DataFrame,
    *,
    span_years: tuple[int, int] | None = None,
    label_width_in: float = 1.55,
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

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a column is missing or there is no row.

    Examples
    --------
    >>> rows = pd.DataFrame({"lane": ["Huawei"], "year_start": [2001], "year_end": [2001],
    ...                      "label": ["Avansys sold"]})
    >>> draw_events(rows).axes[0].texts[-1].get_text()
    '2001: Avansys sold'
    """
    _need(events, ("lane", "year_start", "year_end", "label"), "the table of events")
    rows = events.copy()
    rows["year_end"] = rows["year_end"].fillna(rows["year_start"])
    rows["vague"] = rows.get("vague", False)
    lanes = list(dict.fromkeys(rows["lane"]))
    first, last = span_years or (int(rows["year_start"].min()) - 1, int(rows["year_end"].max()) + 1)
    lane_in = 0.15 + max(
        text_size_in(wrap(str(lane), 1.2, 7.5, bold=True), 7.5, bold=True)[0] for lane in lanes
    )
    scale = (FULL_WIDTH_IN - lane_in - 0.2) / (last - first)
    placed = [_event_place(row, lane_in, scale, first, label_width_in)
              for row in rows.to_dict("records")]  # fmt: skip
    heights = [text_size_in(text, 7)[1] + 0.1 for *_, text in placed]
    height_in = 0.5 + sum(heights)
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    _year_axis(axes, first, last, lane_in, scale, height_in)
    y, previous = height_in - 0.06, None
    for lane, place, vague, height in zip(
        rows["lane"], placed, rows["vague"], heights, strict=True
    ):
        if lane != previous:
            if previous is not None:
                axes.plot([0.05, FULL_WIDTH_IN - 0.05], [y, y], color="#BBBBBB", linewidth=0.6)
            name = wrap(str(lane), 1.2, 7.5, bold=True)
            write(axes, 0.05, y - 0.06, name, bold=True, horizontal="left", vertical="top")
        _event(axes, y - height / 2, *place, vague=bool(vague))
        y, previous = y - height, lane
    return figure


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


def _year_axis(
    axes: Axes, first: int, last: int, left_in: float, scale: float, height_in: float
) -> None:
    step = next(s for s in (1, 2, 5, 10, 20, 50) if (last - first) / s <= 9)
    for year in range(first, last + 1):
        if year % step == 0:
            x = left_in + (year - first) * scale
            axes.plot([x, x], [0.3, height_in - 0.02], color="#E2E2E2", linewidth=0.6, zorder=0)
            write(axes, x, 0.16, str(year), size_pt=7)
    axes.plot([left_in, left_in + (last - first) * scale], [0.3, 0.3], color="black", linewidth=0.8)


def _event(
    axes: Axes, y: float, start: float, end: float, right: bool, text: str, *, vague: bool
) -> None:
    if end > start:
        axes.barh(y, end - start, left=start, height=0.11, hatch="////" if vague else "",
                  facecolor="white" if vague else "#A9D4F0", edgecolor="black", linewidth=0.7,
                  zorder=3)  # fmt: skip
    else:
        axes.plot([start], [y], "o", color="black", markerfacecolor=COLOURS["blue"], markersize=6,
                  zorder=4)  # fmt: skip
    x = end + 0.1 if right else start - 0.1
    write(axes, x, y, text, size_pt=7, horizontal="left" if right else "right", halo=True)


def ring(
    nodes: pd.DataFrame,
    order: Sequence[str],
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 5.0,
    box_in: tuple[float, float] = (1.05, 0.5),
    inner: float = 0.47,
) -> pd.DataFrame:
    """Place a hub in the middle, regional hubs around it and spokes on the rim.

    Parameters
    ----------
    nodes : DataFrame
        ``node_id``, ``level`` (1 hub, 2 regional hub, 3 spoke), ``region``.
    order : sequence of node ids
        The spokes clockwise, the middle one of the first region at the top; spokes of one region
        stand together.
    width_in, height_in : float
        Size of the drawing.
    box_in : (width, height)
        Room for a box at the rim.
    inner : float
        Distance of regional hubs from the middle, as a share of the rim's.

    Returns
    -------
    DataFrame
        The nodes with ``x_in`` and ``y_in``.

    Raises
    ------
    ParameterError
        If `order` does not name every spoke once.

    Examples
    --------
    >>> from crosscase.network import hub_spoke
    >>> nodes, _ = hub_spoke(2, 1)
    >>> placed = ring(nodes, ["sub_1_1", "sub_2_1"], width_in=6, height_in=4)
    >>> placed.loc[placed["node_id"] == "hq", ["x_in", "y_in"]].to_numpy().tolist()
    [[3.0, 2.0]]
    """
    spokes = nodes.loc[nodes["level"] == 3, "node_id"]
    if sorted(order) != sorted(spokes):
        raise ParameterError(f"order must name each spoke once: {', '.join(sorted(spokes))}")
    region = nodes.set_index("node_id")["region"]
    across, up = (width_in - box_in[0]) / 2 - 0.04, (height_in - box_in[1]) / 2 - 0.04
    of_first = [n for n, name in enumerate(order) if region[name] == region[order[0]]]
    middle = float(np.mean(of_first))
    turn = {name: np.pi / 2 - 2 * np.pi * (n - middle) / len(order) for n, name in enumerate(order)}
    x, y = [], []
    for row in nodes.to_dict("records"):
        if row["level"] == 3:
            angle, far = turn[row["node_id"]], 1.0
        elif row["level"] == 2:
            angle = float(np.mean([turn[name] for name in order if region[name] == row["region"]]))
            far = inner
        else:
            angle, far = 0.0, 0.0
        x.append(width_in / 2 + across * far * np.cos(angle))
        y.append(height_in / 2 + up * far * np.sin(angle))
    return nodes.assign(x_in=x, y_in=y)


def draw_hub_spoke(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    order: Sequence[str],
    *,
    height_in: float = 5.0,
) -> Figure:
    """Draw a multi-level hub-spoke network: solid vertical and dotted horizontal lines.

    Parameters
    ----------
    nodes : DataFrame
        ``node_id, label, level, region``; optional ``schematic`` (dashed outline).
    edges : DataFrame
        ``source_node, target_node, line`` (solid or dotted); optional ``flow``.
    order : sequence of node ids
        See :func:`ring`.
    height_in : float
        Height of the figure.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> from crosscase.network import hub_spoke
    >>> nodes, edges = hub_spoke(3, 1)
    >>> len(draw_hub_spoke(nodes, edges, ["sub_1_1", "sub_2_1", "sub_3_1"]).axes)
    1
    """
    fills = {1: "dark", 2: "middle", 3: "light"}
    foot_in = 0.62
    placed = ring(nodes, order, height_in=height_in - foot_in)
    placed = placed.assign(fill=nodes["level"].map(fills), y_in=placed["y_in"] + foot_in)
    entries = [("solid", "vertical: headquarters and subsidiaries"),
               ("dotted", "horizontal: subsidiary to subsidiary")]  # fmt: skip
    if "schematic" in nodes and bool(nodes["schematic"].any()):
        entries.append(("schematic", "schematic: number or name assumed"))
    return network.draw_network(
        placed, edges, height_in=height_in, entries=entries, legend_at_in=(0.06, foot_in - 0.03)
    )


def draw_circulation(
    mechanisms: Sequence[tuple[str, str]],
    *,
    background: tuple[str, str],
    driver: tuple[str, str],
    support: tuple[str, str],
    height_in: float = 4.6,
) -> Figure:
    """Draw three mechanisms in a circle, joined both ways, within their background.

    Parameters
    ----------
    mechanisms : three (heading, text)
        The top one, then clockwise.
    background, driver, support : (heading, text)
        The frame around all; what drives it, at the left; what supports it, at the foot.
    height_in : float
        Height of the figure.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there are not three mechanisms.

    Examples
    --------
    >>> three = [("Learning", ""), ("Sharing", ""), ("Integration", "")]
    >>> drawn = draw_circulation(three, background=("Market", ""), driver=("Abroad", ""),
    ...                          support=("Systems", ""))
    >>> len(drawn.axes)
    1
    """
    if len(mechanisms) != 3:
        raise ParameterError(f"{len(mechanisms)} mechanism(s); the drawing takes three")
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    left = 1.42
    wide = FULL_WIDTH_IN - 0.3 - left
    frame = Box("frame", left + 0.25 + wide / 2, height_in / 2, wide, height_in - 0.1,
                *background, fill="warm", top=True)  # fmt: skip
    outer = draw_box(axes, frame, 8)
    middle, width = frame.x_in, 1.98
    places = ((middle, height_in * 0.685), (FULL_WIDTH_IN - 0.2 - width / 2, height_in * 0.36),
              (left + 0.4 + width / 2, height_in * 0.36))  # fmt: skip
    patches = [
        draw_box(axes, Box(h, x, y, width, heading=h, text=t, fill="light"), 7.8)
        for (h, t), (x, y) in zip(mechanisms, places, strict=True)
    ]
    for first, second in ((0, 1), (1, 2), (2, 0)):
        connect(axes, patches[first], patches[second], arrows="<|-|>", bend=-0.22)
    foot = Box("support", middle, 0.36, frame.width_in - 0.2, 0, *support, fill="grey")
    draw_box(axes, foot, 7.8)
    drive = Box("driver", left / 2 + 0.03, height_in / 2, left - 0.06, 0, *driver, fill="dark")
    driving = draw_box(axes, drive, 7.8)
    edge = (outer.get_x(), height_in / 2)
    connect(axes, driving, edge, arrows="<|-|>")
    return figure
