"""Figures of the companion cases: positions, sales network, practices, scorecard, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from crosscase.errors import DataError, ParameterError
from crosscase.plots.network import (
    canvas,
    draw_network,
    wrap,
    write,
)
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, figure_style, new_figure

__all__ = [
    "BASIS",
    "draw_chain",
    "draw_group_panels",
    "draw_levels",
    "draw_ownership",
    "draw_positions",
    "draw_presence",
    "draw_profile",
    "draw_scoreboard",
    "draw_stances",
    "draw_star",
    "draw_years",
    "figure_parts",
    "place_zones",
]

# What a line of a redrawn figure rests on, and how it is drawn.
BASIS = (("solid", "stated in the text"), ("dashed", "assumed: the drawing is lost"))
_LINE = {"stated": "solid", "assumed": "dashed"}
_SIGNS: Mapping[str, dict[str, Any]] = {
    "says so": {"marker": "o", "color": COLOURS["blue"], "ms": 5.6},
    "both": {"marker": "o", "color": COLOURS["blue"], "ms": 5.6, "fillstyle": "left",
             "markerfacecoloralt": "white"},
    "denies": {"marker": "X", "color": COLOURS["vermilion"], "ms": 6.2, "mec": "white",
               "mew": 0.4},
    "silent": {"marker": ".", "color": "#B5B5B5", "ms": 2.2},
}  # fmt: skip


def _need(table: pd.DataFrame, columns: Sequence[str], what: str) -> None:
    for name in columns:
        if name not in table:
            raise DataError(f"{what} has no column {name!r}; it has {list(table.columns)}")
    if table.empty:
        raise DataError(f"{what} is empty; there is nothing to draw")


def figure_parts(elements: pd.DataFrame, number: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return nodes (or items) and edges of one redrawn figure.

    Parameters
    ----------
    elements : DataFrame
        ``figure_number``, ``element_id``, ``label``, ``kind`` (node, item, edge),
        ``from_element_id``, ``to_element_id``, ``basis`` (stated, assumed).
    number : str
        E.g. ``"Figure 4.2"``.

    Returns
    -------
    nodes : DataFrame
        ``node_id``, ``label``, ``schematic``, ``within`` (the box an item stands in).
    edges : DataFrame
        ``source_node``, ``target_node``, ``label``, ``line`` (dashed where assumed).

    Raises
    ------
    ParameterError
        If there is no such figure.

    Examples
    --------
    >>> rows = pd.DataFrame({"figure_number": "Figure 9", "element_id": ["a", "b", "e"],
    ...     "label": ["A", "B", None], "kind": ["node", "node", "edge"], "basis": "stated",
    ...     "from_element_id": [None, None, "a"], "to_element_id": [None, None, "b"]})
    >>> figure_parts(rows, "Figure 9")[1].to_dict("records")
    [{'source_node': 'a', 'target_node': 'b', 'label': '', 'line': 'solid'}]
    """
    own = elements[elements["figure_number"] == number]
    if own.empty:
        known = ", ".join(dict.fromkeys(elements["figure_number"]))
        raise ParameterError(f"no {number!r} among the redrawn figures; there are: {known}")
    boxes, lines = own[own["kind"] != "edge"], own[own["kind"] == "edge"]
    nodes = pd.DataFrame(
        {
            "node_id": boxes["element_id"],
            "label": boxes["label"],
            "schematic": boxes["basis"] == "assumed",
            "within": boxes["from_element_id"],
        }
    )
    edges = pd.DataFrame(
        {
            "source_node": lines["from_element_id"],
            "target_node": lines["to_element_id"],
            "label": lines["label"].fillna(""),
            "line": lines["basis"].map(_LINE),
        }
    )
    return nodes.reset_index(drop=True), edges.reset_index(drop=True)


def draw_star(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    centre: str,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 3.6,
    box_width_in: float = 1.35,
    start_degrees: float = 90.0,
    legend: bool = False,
) -> Figure:
    """Draw one unit in the middle and the others on an ellipse around it.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`figure_parts` returns them; `nodes` may have ``text`` below the label.
    centre : str
        The node in the middle.
    width_in, height_in, box_width_in : float
        Sizes.
    start_degrees : float
        Where the first of the others stands; 90 is the top, and they go clockwise.
    legend : bool
        Whether the meaning of the lines (`BASIS`) stands below.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If the centre is no node.

    Examples
    --------
    >>> nodes = pd.DataFrame({"node_id": ["h", "a", "b"], "label": ["Hub", "A", "B"]})
    >>> edges = pd.DataFrame({"source_node": ["a", "b"], "target_node": ["h", "h"]})
    >>> len(draw_star(nodes, edges, centre="h").axes)
    1
    """
    if centre not in set(nodes["node_id"]):
        raise ParameterError(f"no node {centre!r}; nodes: {', '.join(nodes['node_id'])}")
    around = [node for node in nodes["node_id"] if node != centre]
    turns = np.radians(start_degrees - 360 * np.arange(len(around)) / max(1, len(around)))
    foot = 0.45 if legend else 0.0
    wide, high = (width_in - box_width_in) / 2 - 0.05, (height_in - foot) / 2 - 0.36
    middle = foot + (height_in - foot) / 2
    x = dict(zip(around, width_in / 2 + wide * np.cos(turns), strict=True))
    y = dict(zip(around, middle + high * np.sin(turns), strict=True))
    placed = nodes.assign(
        x_in=nodes["node_id"].map({**x, centre: width_in / 2}),
        y_in=nodes["node_id"].map({**y, centre: middle}),
        fill=["dark" if node == centre else "light" for node in nodes["node_id"]],
        width_in=box_width_in,
    )
    ties = edges.assign(flow=edges.get("flow", "source to target"))
    return draw_network(
        placed, ties, width_in=width_in, height_in=height_in,
        entries=BASIS if legend else (), legend_at_in=(0.1, 0.42),
    )  # fmt: skip


def draw_chain(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    per_row: int = 5,
    width_in: float = FULL_WIDTH_IN,
    row_height_in: float = 1.05,
    legend: bool = True,
) -> Figure:
    """Draw steps one after the other, turning at the end of each row.

    Parameters
    ----------
    nodes, edges : DataFrame
        As :func:`figure_parts` returns them, in order.
    per_row : int
        Steps in a row.
    width_in, row_height_in : float
        Sizes.
    legend : bool
        Whether the meaning of the lines stands below.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> nodes = pd.DataFrame({"node_id": ["a", "b"], "label": ["Plan", "Data"]})
    >>> edges = pd.DataFrame({"source_node": ["a"], "target_node": ["b"], "line": ["solid"]})
    >>> len(draw_chain(nodes, edges).axes[0].texts) >= 2
    True
    """
    rows = -(-len(nodes) // per_row)
    pitch = width_in / per_row
    foot = 0.42 if legend else 0.0
    height = rows * row_height_in + foot
    at = [divmod(i, per_row) for i in range(len(nodes))]
    columns = [c if r % 2 == 0 else per_row - 1 - c for r, c in at]
    placed = nodes.assign(
        x_in=[(c + 0.5) * pitch for c in columns],
        y_in=[height - (r + 0.5) * row_height_in for r, _ in at],
        width_in=pitch * 0.78,
    )
    ties = edges.assign(flow="source to target")
    return draw_network(placed, ties, width_in=width_in, height_in=height,
                        entries=BASIS if legend else (), legend_at_in=(0.1, 0.42))  # fmt: skip


def place_zones(
    nodes: pd.DataFrame,
    *,
    centre: str,
    left: Sequence[str] = (),
    right: Sequence[str] = (),
    top: Sequence[Sequence[str]] = (),
    bottom: Sequence[Sequence[str]] = (),
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 7.0,
    box_width_in: float = 1.0,
    foot_in: float = 0.0,
) -> pd.DataFrame:
    """Place a focal unit in the middle and its groups at the four sides.

    Parameters
    ----------
    nodes : DataFrame
        ``node_id`` and what else :func:`crosscase.plots.network.draw_network` takes.
    centre : str
        The focal unit.
    left, right : sequence of node ids
        Columns, from the top.
    top, bottom : sequence of rows of node ids
        Rows between the columns, from the top.
    width_in, height_in, box_width_in : float
        Sizes.
    foot_in : float
        Left free below, e.g. for a legend.

    Returns
    -------
    DataFrame
        The nodes that were named, with ``x_in``, ``y_in`` and ``width_in``.

    Raises
    ------
    ParameterError
        If a named unit is no node, or is named twice.

    Examples
    --------
    >>> nodes = pd.DataFrame({"node_id": ["f", "s"], "label": ["Firm", "Supplier"]})
    >>> place_zones(nodes, centre="f", left=["s"])[["node_id", "x_in", "y_in"]]
      node_id  x_in  y_in
    0       f  3.15   3.5
    1       s  0.52   3.5
    """
    height_in = height_in - foot_in
    spots = {centre: (width_in / 2, height_in / 2)}
    sides = ((0.02 + box_width_in / 2, left), (width_in - 0.02 - box_width_in / 2, right))
    named = [centre, *left, *right, *(n for row in [*top, *bottom] for n in row)]
    unknown = sorted(set(named) - set(nodes["node_id"]))
    if unknown or len(set(named)) < len(named):
        twice = sorted({n for n in named if named.count(n) > 1})
        raise ParameterError(f"no node {unknown[0]!r}" if unknown else f"{twice[0]!r} stands twice")
    for x, members in sides:
        pitch = height_in / max(1, len(members))
        spots |= {n: (x, height_in - (i + 0.5) * pitch) for i, n in enumerate(members)}
    inner = width_in - 2 * box_width_in - 0.6
    for rows, first in ((top, height_in - 0.32), (bottom, 0.32 + 0.78 * (len(bottom) - 1))):
        for r, row in enumerate(rows):
            step = inner / max(1, len(row))
            begin = (width_in - inner) / 2
            spots |= {n: (begin + (i + 0.5) * step, first - 0.78 * r) for i, n in enumerate(row)}
    kept = nodes[nodes["node_id"].isin(spots)]
    return kept.assign(
        x_in=[spots[n][0] for n in kept["node_id"]],
        y_in=[foot_in + spots[n][1] for n in kept["node_id"]],
        width_in=box_width_in,
    )


def draw_positions(
    held: pd.DataFrame,
    labels: Mapping[str, str],
    groups: Mapping[str, Sequence[str]],
    *,
    marked: Sequence[tuple[str, str]] = (),
    row_in: float = 0.178,
) -> Figure:
    """Draw positions of voices on constructs: says so, denies, both, silent.

    Parameters
    ----------
    held : DataFrame, shape (constructs, voices)
        As :func:`crosscase.comparison.respondents.positions` returns it.
    labels : mapping of construct to str
        What stands at the rows.
    groups : mapping of heading to constructs
        One panel each, side by side.
    marked : sequence of (construct, voice)
        Cells with a square around, e.g. where the authors overrule a respondent.
    row_in : float
        Height of a row.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is no group, or a group names a construct that is not there.

    Examples
    --------
    >>> held = pd.DataFrame({"A": ["says so", "denies"]}, index=["trust", "space"])
    >>> drawn = draw_positions(held, {"trust": "Trust", "space": "Space"},
    ...                        {"All": ["trust", "space"]})
    >>> len(drawn.axes)
    1
    """
    if not groups:
        raise ParameterError("groups is empty; give at least one heading with its constructs")
    rows = max(len(members) for members in groups.values())
    figure, axes = new_figure(FULL_WIDTH_IN, 0.85 + rows * row_in, ncols=len(groups), squeeze=False)
    each = FULL_WIDTH_IN / len(groups)
    with figure_style():
        for at, (heading, members) in zip(axes[0], groups.items(), strict=True):
            _position_panel(at, held, labels, list(members), set(marked), rows, each)
            at.set_title(heading, fontsize=8, loc="right", fontweight="bold", pad=14)
        _position_legend(figure, bool(marked))
    return figure


def _position_panel(
    at: Axes,
    held: pd.DataFrame,
    labels: Mapping[str, str],
    members: list[str],
    marked: set[tuple[str, str]],
    rows: int,
    width_in: float,
) -> None:
    unknown = [name for name in members if name not in held.index]
    if unknown:
        raise ParameterError(f"no positions on {unknown[0]!r}; there are: {list(held.index)}")
    for r, construct in enumerate(members):
        for c, voice in enumerate(held.columns):
            at.plot([c], [r], linestyle="none", **_SIGNS[held.loc[construct, voice]])
            if (construct, voice) in marked:
                at.plot([c], [r], "s", ms=9.5, mfc="none", mec="black", mew=0.9)
    shown = [wrap(labels[name], width_in * 0.62, 6.4).replace("\n", " ") for name in members]
    at.set_yticks(range(len(members)), shown, fontsize=6.4)
    at.set_xticks(range(held.shape[1]), list(held.columns), fontsize=7)
    at.xaxis.tick_top()
    at.set(xlim=(-0.6, held.shape[1] - 0.4), ylim=(rows - 0.4, -0.6))
    at.tick_params(length=0, pad=2)
    at.hlines(np.arange(len(members)), -0.5, held.shape[1] - 0.5, color="#ECECEC", lw=0.6, zorder=0)
    for side in at.spines.values():
        side.set_visible(False)


def _position_legend(figure: Figure, marked: bool) -> None:
    handles = [Line2D([], [], linestyle="none", label=name, **sign)
               for name, sign in _SIGNS.items()]  # fmt: skip
    if marked:
        handles.append(Line2D([], [], linestyle="none", marker="s", ms=8, mfc="none", mec="black",
                              label="overruled by the authors"))  # fmt: skip
    figure.legend(handles=handles, loc="outside lower center", ncols=len(handles), frameon=False,
                  handletextpad=0.3, columnspacing=1.2)  # fmt: skip


def draw_group_panels(
    panels: Mapping[str, pd.DataFrame],
    places: Mapping[str, tuple[float, float]],
    *,
    height_in: float = 5.0,
    columns: int = 2,
) -> Figure:
    """Draw the network of groups several times, the ties that are lost dashed.

    Parameters
    ----------
    panels : mapping of title to DataFrame
        ``one``, ``other`` (groups) and ``ties`` (their number). The first panel is the whole.
    places : mapping of group to (x, y)
        Where each stands, from 0 to 1.
    height_in : float
        Height of the figure.
    columns : int
        Panels beside each other.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If a panel lacks a column.

    Examples
    --------
    >>> whole = pd.DataFrame({"one": ["hub"], "other": ["spoke"], "ties": [3]})
    >>> places = {"hub": (0.2, 0.5), "spoke": (0.8, 0.5)}
    >>> len(draw_group_panels({"All": whole, "Without A": whole.assign(ties=1)}, places).axes)
    1
    """
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    rows = -(-len(panels) // columns)
    wide, high = FULL_WIDTH_IN / columns, height_in / rows
    whole = next(iter(panels.values()))
    _need(whole, ("one", "other", "ties"), "the whole network")
    most = float(whole["ties"].max())
    for number, (title, panel) in enumerate(panels.items()):
        left, top = (number % columns) * wide, height_in - (number // columns) * high
        spots = {g: (left + 0.5 + x * (wide - 1.0), top - high + 0.25 + y * (high - 0.75))
                 for g, (x, y) in places.items()}  # fmt: skip
        write(axes, left + 0.06, top - 0.12, title, size_pt=8, bold=True, horizontal="left")
        now = {(r.one, r.other): int(r.ties) for r in panel.itertuples(index=False)}
        for tie in whole.itertuples(index=False):
            _group_tie(axes, spots[tie.one], spots[tie.other], now.get((tie.one, tie.other), 0),
                       most)  # fmt: skip
        for group, (x, y) in spots.items():
            axes.text(x, y, wrap(group, 0.9, 6.8), ha="center", va="center", fontsize=6.8, zorder=7,
                      bbox={"boxstyle": "round,pad=0.28", "facecolor": "#E3F1FA",
                            "edgecolor": "black", "linewidth": 0.8})  # fmt: skip
    return figure


def _group_tie(
    axes: Axes, one: tuple[float, float], other: tuple[float, float], ties: int, most: float
) -> None:
    (x0, y0), (x1, y1) = one, other
    style: dict[str, Any] = {"color": "#777777", "linewidth": 0.8, "linestyle": (0, (3, 2.4))}
    if ties:
        style = {"color": "#333333", "linewidth": 0.8 + 4.2 * ties / most}
    axes.plot([x0, x1], [y0, y1], zorder=2, solid_capstyle="butt", **style)
    write(axes, x0 + 0.4 * (x1 - x0), y0 + 0.4 * (y1 - y0), str(ties), size_pt=6.5, halo=True)


def draw_levels(
    table: pd.DataFrame, *, columns: Mapping[str, str], levels: Sequence[str]
) -> Figure:
    """Draw ordinal levels of traits, one mark for each kind, joined by a line.

    Parameters
    ----------
    table : DataFrame
        ``trait`` and one column of levels for each kind; an optional ``<column>_text`` is written
        beside the mark.
    columns : mapping of column to label
        Two kinds.
    levels : sequence of str
        From low to high.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If a level is not among `levels`.

    Examples
    --------
    >>> rows = pd.DataFrame({"trait": ["cost"], "common": ["low"], "key": ["high"]})
    >>> len(draw_levels(rows, columns={"common": "Common", "key": "Key"},
    ...                 levels=["low", "normal", "high"]).axes)
    1
    """
    _need(table, ("trait", *columns), "the table of traits")
    unknown = sorted({v for c in columns for v in table[c]} - set(levels))
    if unknown:
        raise ParameterError(f"level {unknown[0]!r}; allowed: {', '.join(levels)}")
    figure, axes = new_figure(FULL_WIDTH_IN, 0.9 + 0.36 * len(table))
    spots = {c: [list(levels).index(v) for v in table[c]] for c in columns}
    marks = (("o", COLOURS["orange"]), ("s", COLOURS["blue"]))
    with figure_style():
        one, other = spots.values()
        axes.hlines(range(len(table)), one, other, color="#9A9A9A", linewidth=1.4, zorder=1)
        for (column, label), (marker, colour) in zip(columns.items(), marks, strict=True):
            axes.plot(spots[column], range(len(table)), marker, color=colour, ms=8, label=label,
                      mec="black", mew=0.6)  # fmt: skip
            texts = table.get(f"{column}_text", pd.Series([""] * len(table)))
            for row, (x, text) in enumerate(zip(spots[column], texts, strict=True)):
                axes.annotate(text, (x, row), (0, 6.5), textcoords="offset points", ha="center",
                              va="bottom", fontsize=6.5)  # fmt: skip
        axes.set_yticks(range(len(table)), list(table["trait"]))
        axes.set_xticks(range(len(levels)), list(levels))
        axes.set(xlim=(-0.5, len(levels) - 0.5), ylim=(len(table) - 0.5, -0.75))
        axes.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False)
    return figure


def draw_presence(
    matrix: pd.DataFrame, *, signs: Mapping[str, str], height_in: float = 3.0
) -> Figure:
    """Draw which firm is said to have which practice, by the kind of statement.

    Parameters
    ----------
    matrix : DataFrame, shape (practices, firms)
        Cells: a key of `signs`, or empty where nothing is said.
    signs : mapping of kind to label
        In the order of the marks: filled circle, half circle, square, open circle.
    height_in : float
        Height of the figure.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If a cell holds an unknown kind.

    Examples
    --------
    >>> said = pd.DataFrame({"Haier": ["firm"], "Xiaomi": [""]}, index=["buys to learn"])
    >>> len(draw_presence(said, signs={"firm": "about this firm"}).axes)
    1
    """
    marks: tuple[dict[str, Any], ...] = (
        {"marker": "o", "color": COLOURS["blue"]},
        {"marker": "o", "color": COLOURS["blue"], "fillstyle": "left",
         "markerfacecoloralt": "white"},
        {"marker": "s", "color": COLOURS["orange"], "mec": "black", "mew": 0.6},
        {"marker": "o", "color": COLOURS["blue"], "fillstyle": "none"},
    )  # fmt: skip
    unknown = sorted({v for v in matrix.to_numpy().ravel() if v} - set(signs))
    if unknown:
        raise ParameterError(f"kind {unknown[0]!r}; allowed: {', '.join(signs)}")
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    with figure_style():
        for kind, mark in zip(signs, marks, strict=False):
            rows, columns = np.nonzero((matrix == kind).to_numpy())
            axes.plot(columns, rows, linestyle="none", ms=8, label=signs[kind], **mark)
        axes.set_yticks(range(len(matrix)), [wrap(str(v), 3.1, 7.5) for v in matrix.index])
        axes.set_xticks(range(matrix.shape[1]), list(matrix.columns))
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set(xlim=(-0.6, matrix.shape[1] - 0.4), ylim=(len(matrix) - 0.5, -0.5))
        axes.hlines(np.arange(len(matrix) - 1) + 0.5, -0.6, matrix.shape[1] - 0.4,
                    color="#E2E2E2", lw=0.6)  # fmt: skip
        for side in axes.spines.values():
            side.set_visible(False)
        figure.legend(loc="outside lower center", ncols=len(signs), frameon=False)
    return figure


def draw_ownership(shares: pd.DataFrame, *, height_in: float = 1.5) -> Figure:
    """Draw shares in percent as points or ranges, each with its numbers.

    Parameters
    ----------
    shares : DataFrame
        ``label``, ``lower_percent``, ``upper_percent`` (equal for a single figure).
    height_in : float
        Height of the figure.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> rows = pd.DataFrame({"label": ["Staff"], "lower_percent": [5.0], "upper_percent": [15.0]})
    >>> len(draw_ownership(rows).axes[0].texts)
    1
    """
    _need(shares, ("label", "lower_percent", "upper_percent"), "the table of shares")
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    with figure_style():
        for row, share in enumerate(shares.itertuples(index=False)):
            low, high = share.lower_percent, share.upper_percent
            axes.plot([low, high], [row, row], "-|", color=COLOURS["blue"], lw=4, ms=9)
            if low == high:
                axes.plot([low], [row], "o", color=COLOURS["blue"], ms=7)
            text = f"{high:g} %" if low == high else f"{low:g} to {high:g} %"
            left = high > 85
            axes.annotate(text, (low if left else high, row), (-8 if left else 8, 0),
                          textcoords="offset points", va="center",
                          ha="right" if left else "left")  # fmt: skip
        axes.set_yticks(range(len(shares)), [wrap(v, 2.4, 7.5) for v in shares["label"]])
        axes.set(xlim=(0, 104), ylim=(len(shares) - 0.5, -0.5), xlabel="Percent")
        axes.grid(axis="x", color="#E2E2E2", linewidth=0.6)
        axes.set_axisbelow(True)
    return figure


def draw_years(events: pd.DataFrame, *, height_in: float = 1.9) -> Figure:
    """Draw events on a line of years, labels above and below in turn.

    Parameters
    ----------
    events : DataFrame
        ``year`` and ``label``; optional ``group`` (a mark of its own).
    height_in : float
        Height of the figure.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> rows = pd.DataFrame({"year": [2011, 2016], "label": ["Sanyo", "GE Appliances"]})
    >>> len(draw_years(rows).axes[0].texts)
    2
    """
    _need(events, ("year", "label"), "the table of events")
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    groups = events.get("group", pd.Series("", index=events.index))
    marks = dict(zip(dict.fromkeys(groups), (("o", "blue"), ("s", "orange"), ("^", "green")),
                     strict=False))  # fmt: skip
    with figure_style():
        axes.axhline(0, color="black", linewidth=0.8, zorder=1)
        for group, (marker, colour) in marks.items():
            years = events.loc[groups == group, "year"].astype(float)
            axes.plot(years, np.zeros(len(years)), marker, color=COLOURS[colour], ms=8, mec="black",
                      mew=0.6, label=group, linestyle="none")  # fmt: skip
        ordered = events.sort_values("year", kind="stable")
        for number, row in enumerate(ordered.itertuples(index=False)):
            up = 1 if number % 2 == 0 else -1
            axes.annotate(f"{row.year}\n{wrap(row.label, 1.45, 7.2)}", (float(row.year), 0),
                          (0, up * 15), textcoords="offset points", ha="center", fontsize=7.2,
                          va="bottom" if up > 0 else "top",
                          arrowprops={"arrowstyle": "-", "linewidth": 0.6})  # fmt: skip
        first, last = float(events["year"].min()), float(events["year"].max())
        pad = max(1.0, (last - first) * 0.16)
        axes.set(xlim=(first - pad, last + pad), ylim=(-1, 1), yticks=[])
        axes.set_xticks(range(int(first - pad) + 1, int(last + pad) + 1))
        axes.spines["left"].set_visible(False)
        if any(marks):
            figure.legend(loc="outside lower center", ncols=len(marks), frameon=False)
    return figure


def draw_profile(
    scores: pd.DataFrame, marks: pd.DataFrame, *, scale: tuple[float, float], score_label: str,
    marks_label: str,
) -> Figure:  # fmt: skip
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

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If the two tables differ in length.

    Examples
    --------
    >>> one = pd.DataFrame({"label": ["p"], "mean": [3.0], "lower": [2.5], "upper": [3.5]})
    >>> other = pd.DataFrame({"says_so": [4], "denies": [1]})
    >>> len(draw_profile(one, other, scale=(1, 5), score_label="score", marks_label="n").axes)
    2
    """
    _need(scores, ("label", "mean", "lower", "upper"), "the table of scores")
    if len(scores) != len(marks):
        raise ParameterError(f"{len(scores)} scores and {len(marks)} rows of counts; they pair up")
    figure, (left, right) = new_figure(
        FULL_WIDTH_IN, 0.95 + 0.34 * len(scores), ncols=2, width_ratios=(1.25, 1), sharey=True
    )
    rows = np.arange(len(scores))
    with figure_style():
        error = [scores["mean"] - scores["lower"], scores["upper"] - scores["mean"]]
        left.errorbar(scores["mean"], rows, xerr=error, fmt="o", color=COLOURS["blue"], ms=5.5,
                      capsize=3, elinewidth=1.3)  # fmt: skip
        left.set_yticks(rows, [wrap(v, 1.55, 7.2) for v in scores["label"]], fontsize=7.2)
        left.set(xlim=scale, ylim=(len(scores) - 0.5, -0.5), xlabel=score_label)
        _two_sided(right, rows, marks["says_so"].to_numpy(), marks["denies"].to_numpy())
        right.set_xlabel(marks_label)
        for axes in (left, right):
            axes.grid(axis="x", color="#E8E8E8", linewidth=0.6)
            axes.set_axisbelow(True)
        right.tick_params(left=False)
        figure.legend(*right.get_legend_handles_labels(), loc="outside lower center", ncols=2,
                      frameon=False)  # fmt: skip
    return figure


def _two_sided(
    axes: Axes,
    rows: np.ndarray,
    speak_for: np.ndarray,
    against: np.ndarray,
    labels: tuple[str, str] = ("says so", "denies"),
) -> None:
    """Draw counts to the right of zero and, hatched, to the left."""
    style: dict[str, Any] = {"edgecolor": "black", "linewidth": 0.5, "height": 0.6}
    axes.barh(rows, speak_for, color=COLOURS["sky"], label=labels[0], **style)
    axes.barh(rows, -against, color=COLOURS["orange"], hatch="////", label=labels[1], **style)
    most = float(max(speak_for.max(initial=0), against.max(initial=0), 1))
    for row, (up, down) in enumerate(zip(speak_for, against, strict=True)):
        for value, sign in ((up, 1), (down, -1)):
            if value:
                axes.annotate(f"{value:g}", (sign * value, row), (sign * 3, 0), va="center",
                              textcoords="offset points", ha="left" if sign > 0 else "right",
                              fontsize=6.8)  # fmt: skip
    low = float(against.max(initial=0)) + most * 0.16
    axes.set_xlim(-low, most * 1.16)
    axes.axvline(0, color="black", linewidth=0.8)
    ticks = [t for t in axes.get_xticks() if -low <= t <= most * 1.16 and float(t).is_integer()]
    axes.set_xticks(ticks, [f"{abs(t):g}" for t in ticks])


def draw_scoreboard(
    table: pd.DataFrame, *, group: str = "", x_label: str = "Statements", row_in: float = 0.26
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
    row_in : float
        Height of a row.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> rows = pd.DataFrame({"label": ["Price"], "says_so": [5], "denies": [1]})
    >>> len(draw_scoreboard(rows).axes)
    1
    """
    _need(table, ("label", "says_so", "denies"), "the scoreboard")
    figure, axes = new_figure(FULL_WIDTH_IN, 0.85 + row_in * len(table))
    rows = np.arange(len(table))
    with figure_style():
        _two_sided(axes, rows, table["says_so"].to_numpy(), table["denies"].to_numpy(),
                   ("for", "against"))  # fmt: skip
        axes.set_yticks(rows, list(table["label"]))
        axes.set(ylim=(len(table) - 0.4, -0.6), xlabel=x_label)
        if group:
            kinds = table[group].to_numpy()
            for row in np.flatnonzero(kinds[1:] != kinds[:-1]):
                axes.axhline(row + 0.5, color="black", linewidth=0.8)
        axes.legend(loc="lower right", frameon=False)
    return figure


def draw_stances(counts: pd.DataFrame, *, columns: Sequence[str], height_in: float = 3.2) -> Figure:
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

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> found = pd.DataFrame({"main for": [9], "main against": [1]}, index=["APA1"])
    >>> len(draw_stances(found, columns=["main"]).axes)
    1
    """
    needed = [f"{name} {side}" for name in columns for side in ("for", "against")]
    _need(counts, needed, "the table of counts")
    most = float(counts[needed].to_numpy().max()) or 1.0
    figure, axes = new_figure(FULL_WIDTH_IN, height_in)
    sides = (("for", -0.17, COLOURS["sky"], "o"), ("against", 0.25, COLOURS["orange"], "s"))
    with figure_style():
        for side, shift, colour, marker in sides:
            for c, name in enumerate(columns):
                for r, value in enumerate(counts[f"{name} {side}"]):
                    if value:
                        axes.plot([c + shift], [r], marker, color=colour, mec="black", mew=0.5,
                                  ms=9 + 9 * np.sqrt(value / most))  # fmt: skip
                        axes.text(c + shift, r, f"{value:g}", ha="center", va="center",
                                  fontsize=6.8)  # fmt: skip
        axes.set_yticks(range(len(counts)), list(counts.index))
        axes.set_xticks(range(len(columns)), list(columns))
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        axes.set(xlim=(-0.55, len(columns) - 0.45), ylim=(len(counts) - 0.45, -0.55))
        axes.hlines(np.arange(len(counts) - 1) + 0.5, -0.55, len(columns) - 0.45,
                    color="#E2E2E2", lw=0.6)  # fmt: skip
        for edge in axes.spines.values():
            edge.set_visible(False)
        handles = [Line2D([], [], linestyle="none", marker=m, color=colour, mec="black", mew=0.5,
                          ms=8, label=side) for side, _, colour, m in sides]  # fmt: skip
        figure.legend(handles=handles, loc="outside lower center", ncols=2, frameon=False)
    return figure
