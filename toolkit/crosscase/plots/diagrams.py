"""Node-link diagrams: networks of units, hubs and spokes, words that stand together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from crosscase.errors import ParameterError
from crosscase.keywords.networks import Network
from crosscase.plots.axes import need
from crosscase.plots.drawing import (
    FILLS,
    LINES,
    OUTLINE,
    Box,
    box_named,
    canvas,
    connect,
    draw_box,
    text_size_in,
    wrap,
    write,
)
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, MARKERS, carry, figure_style

__all__ = ["draw_hub_spoke", "draw_network", "draw_word_network", "ring"]


def __dir__() -> list[str]:
    return __all__


_HEADS = {"both": "<|-|>", "source to target": "-|>", "none": "-"}
_RANKS = {1: "dark", 2: "middle", 3: "light"}
# Hub and spokes: room for the legend below the ring, and for a box at the ring's rim.
_FOOT_IN = 0.62
_RIM_IN = (1.05, 0.5)
# Distance of regional hubs from the middle, as a share of the rim's.
_INNER = 0.47
# Ways for a word to stand: beside its mark, then above and below it.
_PLACES = (
    *((1, 0), (-1, 0), (0, 1), (0, -1)),
    *((1, 1), (-1, 1), (1, -1), (-1, -1)),
    *((0.5, 1), (-0.5, 1), (0.5, -1), (-0.5, -1)),
)
_COMMUNITIES = ("blue", "orange", "green", "vermilion", "sky", "purple", "yellow", "light")

Rectangle = tuple[float, float, float, float]


def draw_network(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 4.0,
    box_width_in: float = 1.05,
    size_pt: float = 7,
    entries: Sequence[tuple[str, str]] = (),
    legend_at_in: tuple[float, float] = (0.1, 0.7),
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw units as boxes and ties as lines.

    Parameters
    ----------
    nodes : DataFrame
        ``node_id, label, x_in, y_in``; optional ``fill`` (one of
        :data:`crosscase.plots.drawing.FILLS`), ``schematic`` (bool), ``text`` (below the label)
        and ``width_in``.
    edges : DataFrame
        ``source_node, target_node``; optional ``line`` (solid, dotted, dashed), ``flow`` (``both``,
        ``source to target``, ``none``), ``label`` and ``bend``.
    width_in, height_in : float
        Size of the figure.
    box_width_in : float
        Width of a box that has no ``width_in``.
    size_pt : float
        Size of the labels.
    entries : sequence of (sign, text)
        Legend. The sign is a kind of line (solid, dotted, dashed), a fill, or ``"schematic"``.
    legend_at_in : (x, y)
        Its upper left corner.
    evidence : ids, optional
        Rows that tell of the ties; by default those of the column of ids in `edges`.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If a tie names a unit that has no place, or a box lies outside the figure.

    Examples
    --------
    >>> units = pd.DataFrame({"node_id": ["h", "s"], "label": ["Hub", "Spoke"],
    ...                       "x_in": [1.0, 3.0], "y_in": [1.0, 1.0]})
    >>> ties = pd.DataFrame({"source_node": ["s"], "target_node": ["h"]})
    >>> drawn = draw_network(units, ties, width_in=4, height_in=2)
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['Hub', 'Spoke']
    """
    figure, axes = canvas(width_in, height_in)
    patches: dict[str, FancyBboxPatch] = {}
    for row in _rows(nodes, width_in=box_width_in, text="", fill="light", schematic=False):
        box = Box(
            row["node_id"],
            row["x_in"],
            row["y_in"],
            row["width_in"],
            heading=row["label"],
            text=row["text"],
            fill=row["fill"],
            schematic=row["schematic"],
        )
        patches[box.id] = draw_box(axes, box, size_pt)
    for row in _rows(edges, line="solid", flow="none", bend=0.0, label=""):
        connect(
            axes,
            box_named(patches, row["source_node"]),
            box_named(patches, row["target_node"]),
            line=row["line"],
            arrows=_HEADS[row["flow"]],
            bend=row["bend"],
            label=row["label"],
        )
    for number, (sign, text) in enumerate(entries):
        _explain(axes, sign, text, legend_at_in[0], legend_at_in[1] - 0.08 - number * 0.19)
    return carry(figure, evidence, edges)


def _rows(table: pd.DataFrame, **usual: Any) -> Iterator[dict[Any, Any]]:
    """Yield rows, with what is usual where a column or a value is missing."""
    for row in table.to_dict("records"):
        yield {**row, **{name: usual[name] for name in usual if pd.isna(row.get(name))}}


def _explain(axes: Axes, sign: str, text: str, x: float, y: float) -> None:
    """Draw a line of a legend: a sign and what it means."""
    if sign in LINES:
        axes.plot([x, x + 0.34], [y, y], color="#333333", linewidth=1.2, linestyle=LINES[sign])
    else:
        schematic = sign == "schematic"
        patch = FancyBboxPatch(
            (x + 0.04, y - 0.05),
            0.26,
            0.1,
            boxstyle="round,pad=0,rounding_size=0.02",
            facecolor=FILLS["plain" if schematic else sign][0],
            linestyle=LINES["dashed" if schematic else "solid"],
            **OUTLINE,
        )
        axes.add_patch(patch)
    write(axes, x + 0.42, y - 0.004, text, size_pt=7, horizontal="left")


def ring(
    nodes: pd.DataFrame,
    order: Sequence[str],
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 5.0,
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
    across, up = (width_in - _RIM_IN[0]) / 2 - 0.04, (height_in - _RIM_IN[1]) / 2 - 0.04
    middle = float(np.mean([n for n, name in enumerate(order) if region[name] == region[order[0]]]))
    turn = {name: np.pi / 2 - 2 * np.pi * (n - middle) / len(order) for n, name in enumerate(order)}
    x, y = [], []
    for row in nodes.to_dict("records"):
        below = [turn[name] for name in order if region[name] == row["region"]]
        far = {1: 0.0, 2: _INNER, 3: 1.0}[row["level"]]
        # A regional hub stands in the direction of the middle of its spokes.
        angle = turn[row["node_id"]] if row["level"] == 3 else float(np.mean(below or [0]))
        x.append(width_in / 2 + across * far * np.cos(angle))
        y.append(height_in / 2 + up * far * np.sin(angle))
    return nodes.assign(x_in=x, y_in=y)


def draw_hub_spoke(
    nodes: pd.DataFrame,
    edges: pd.DataFrame,
    order: Sequence[str],
    *,
    height_in: float = 5.0,
    evidence: Iterable[str] = (),
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
    evidence : ids, optional
        Rows that it shows; by default those of the columns of ids in both tables.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> from crosscase.network import hub_spoke
    >>> nodes, edges = hub_spoke(3, 1)
    >>> drawn = draw_hub_spoke(nodes, edges, ["sub_1_1", "sub_2_1", "sub_3_1"])
    >>> len(drawn.axes[0].patches) == len(nodes) + len(edges)
    True
    """
    placed = ring(nodes, order, height_in=height_in - _FOOT_IN)
    placed = placed.assign(fill=nodes["level"].map(_RANKS), y_in=placed["y_in"] + _FOOT_IN)
    entries = [
        ("solid", "vertical: headquarters and subsidiaries"),
        ("dotted", "horizontal: subsidiary to subsidiary"),
    ]
    if "schematic" in nodes and bool(nodes["schematic"].any()):
        entries.append(("schematic", "schematic: number or name assumed"))
    at = (0.06, _FOOT_IN - 0.03)
    figure = draw_network(placed, edges, height_in=height_in, entries=entries, legend_at_in=at)
    return carry(figure, evidence, nodes, edges)


def draw_word_network(
    found: Network, *, height_in: float = 0.0, note: str = "", evidence: Iterable[str] = ()
) -> Figure:
    """Draw words that stand together, one mark and colour a community.

    Parameters
    ----------
    found : Network
        What :func:`crosscase.keywords.network` returns; its layout is kept.
    height_in : float
        Height of the figure; 0 takes it from the number of words.
    note : str
        What is said below the drawing.
    evidence : ids, optional
        Rows behind the words.

    Returns
    -------
    matplotlib.figure.Figure
        The area of a mark grows with the paragraphs that have the word, a line's width with the
        weight of the tie.

    Raises
    ------
    DataError
        If the network has no words.

    Examples
    --------
    >>> from crosscase.keywords import cooccurrence, network
    >>> ties = network(cooccurrence(["hub spoke"] * 3 + ["firm"] * 3))
    >>> sorted(text.get_text() for text in draw_word_network(ties).axes[0].texts)
    ['hub', 'spoke']
    """
    words = found.table
    need(words, ("feature", "community", "documents", "x", "y"), "the network")
    height_in = height_in or max(2.4, 1.2 + 0.11 * len(words))
    foot_in = 0.25 if note else 0.0
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    page = (0.0, foot_in, FULL_WIDTH_IN, height_in)
    places = _spread(words, page)
    with figure_style():
        _draw_words(axes, words, found.edges, places)
        _name_words(axes, words, places, page)
        if note:
            write(axes, FULL_WIDTH_IN / 2, foot_in / 2, note)
    return carry(figure, evidence)


def _spread(words: pd.DataFrame, page: Rectangle) -> dict[str, tuple[float, float]]:
    """Return places in inches: ranks and distances mixed, so that crowds are thinned out."""
    left, low, right, high = page
    placed = {}
    for column, start, end, edge in (("x", left, right, 0.75), ("y", low, high, 0.25)):
        value = words[column].astype(float)
        span = float(value.max() - value.min()) or 1.0
        plain = (value - value.min()) / span
        even = (value.rank(method="first") - 1) / max(len(value) - 1, 1)
        placed[column] = start + edge + (0.25 * plain + 0.75 * even) * (end - start - 2 * edge)
    return dict(zip(words["feature"], zip(placed["x"], placed["y"], strict=True), strict=True))


def _draw_words(
    axes: Axes,
    words: pd.DataFrame,
    ties: pd.DataFrame,
    places: Mapping[str, tuple[float, float]],
) -> None:
    top = float(ties["weight"].max())
    for tie in ties.itertuples():
        (xa, ya), (xb, yb) = places[tie.feature_a], places[tie.feature_b]
        width = 0.5 + 1.8 * tie.weight / top
        axes.plot([xa, xb], [ya, yb], color="#B4B4B4", zorder=1, linewidth=width)
    most = float(words["documents"].max())
    for row in words.itertuples():
        number = int(row.community) - 1
        axes.scatter(
            *places[row.feature],
            s=28 + 150 * row.documents / most,
            marker=MARKERS[number % len(MARKERS)],
            color=COLOURS[_COMMUNITIES[number % len(_COMMUNITIES)]],
            edgecolor="black",
            linewidth=0.6,
            zorder=3,
        )


def _name_words(
    axes: Axes,
    words: pd.DataFrame,
    places: Mapping[str, tuple[float, float]],
    page: Rectangle,
) -> None:
    """Write each word at the first place about its mark that is free, or at the least bad.

    The longest come first, since they find room the least easily. A word at the right of its
    mark that would cover another mark is tried at the left, then above and below; each place
    costs the area that it covers, and ten times what it reaches beyond the page.
    """
    most = float(words["documents"].max())
    radii = {row.feature: 0.05 + 0.06 * (row.documents / most) ** 0.5 for row in words.itertuples()}
    taken = [
        (x - radii[n], y - radii[n], x + radii[n], y + radii[n]) for n, (x, y) in places.items()
    ]
    for name in sorted(places, key=lambda n: (-len(n), n)):
        text = wrap(name, 1.25, 7)
        options = [
            (sum(_overlap(box, other) for other in taken) + 10 * _beyond(box, page), box)
            for box in _boxes_about(places[name], radii[name], text_size_in(text, 7))
        ]
        _, box = min(options, key=lambda option: option[0])
        taken.append(box)
        write(axes, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, text, size_pt=7, halo=True)


def _boxes_about(
    at: tuple[float, float], radius: float, size: tuple[float, float]
) -> list[Rectangle]:
    """Return the places of a text of a given size about a mark."""
    wide, high = size
    boxes = []
    for dx, dy in _PLACES:
        x = at[0] + dx * (radius + wide / 2 + 0.02) * (0.8 if dy else 1)
        y = at[1] + dy * (radius + high / 2 + 0.01)
        boxes.append((x - wide / 2 - 0.03, y - high / 2, x + wide / 2 + 0.03, y + high / 2))
    return boxes


def _beyond(box: Rectangle, page: Rectangle) -> float:
    """Return how far a box reaches beyond the page, in width and in height."""
    across = max(0.0, page[0] - box[0], box[2] - page[2])
    return across + max(0.0, page[1] - box[1], box[3] - page[3])


def _overlap(a: Rectangle, b: Rectangle) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0.0) * max(height, 0.0)
