"""One drawing style for networks, trees, hubs, triangles, boxes and pyramids.

All sizes are inches at print: the axes fill the figure and one unit of data is one inch, so that
a text is measured before it is drawn and a box is never smaller than what stands in it. A unit
that is schematic (assumed, not named by a source) has a dashed outline in every drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Polygon
from matplotlib.textpath import TextPath

from crosscase.errors import ParameterError
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, figure_style

__all__ = [
    "FILLS",
    "Box",
    "canvas",
    "connect",
    "draw_box",
    "draw_boxes",
    "draw_hub",
    "draw_network",
    "draw_pyramid",
    "draw_tree",
    "draw_triangle",
    "legend",
    "text_size_in",
    "wrap",
    "write",
]

# Fill and colour of the text; lightness falls with rank, so that grey keeps the order.
FILLS: Mapping[str, tuple[str, str]] = {
    "dark": (COLOURS["blue"], "white"),
    "middle": ("#A9D4F0", "black"),
    "light": ("#E3F1FA", "black"),
    "warm": ("#FBE3B0", "black"),
    "plain": ("white", "black"),
    "grey": ("#EFEFEF", "black"),
}
_LINE_HEIGHT = 1.28
_LINES: Mapping[str, Any] = {"solid": "solid", "dotted": (0, (1.2, 2.0)), "dashed": (0, (4, 2.4))}


@dataclass(frozen=True)
class Box:
    """A box with a heading and, below it, a text.

    Parameters
    ----------
    id : str
        Name by which arrows find it.
    x_in, y_in : float
        Centre, from the lower left corner of the drawing.
    width_in, height_in : float
        Size; a height of 0 makes it as high as its text.
    heading, text : str
        What stands in it.
    fill : str
        One of `FILLS`.
    top : bool
        Set the text at the top, as in a box that holds others.
    schematic : bool
        Dashed outline.
    """

    id: str
    x_in: float
    y_in: float
    width_in: float
    height_in: float = 0.0
    heading: str = ""
    text: str = ""
    fill: str = "light"
    top: bool = False
    schematic: bool = False


def text_size_in(text: str, size_pt: float, *, bold: bool = False) -> tuple[float, float]:
    """Return width and height in inches of a text of one or more lines.

    Examples
    --------
    >>> one, two = text_size_in("hub", 8), text_size_in("hub and spoke", 8)
    >>> one[0] < two[0] and one[1] == two[1]
    True
    """
    font = FontProperties(family="DejaVu Sans", weight="bold" if bold else "normal")
    lines = text.split("\n")
    widths = [TextPath((0, 0), line, size=size_pt, prop=font).get_extents().x1 if line.strip()
              else 0.0 for line in lines]  # fmt: skip
    return max(widths) / 72, len(lines) * size_pt * _LINE_HEIGHT / 72


def wrap(text: str, width_in: float, size_pt: float, *, bold: bool = False) -> str:
    """Break a text into lines no wider than `width_in` where words allow it.

    Examples
    --------
    >>> wrap("regional headquarters", 0.7, 7)
    'regional\\nheadquarters'
    """
    lines: list[str] = []
    for paragraph in str(text).split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and text_size_in(longer, size_pt, bold=bold)[0] > width_in:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return "\n".join(lines)


def canvas(width_in: float = FULL_WIDTH_IN, height_in: float = 3.6) -> tuple[Figure, Axes]:
    """Return a figure whose axes fill it, one unit of data being one inch."""
    if width_in > FULL_WIDTH_IN + 1e-9:
        raise ParameterError(f"width_in is {width_in}; the page's text is {FULL_WIDTH_IN} in wide")
    # An engine that was taken away stays away; none at all would be replaced when saving.
    figure = Figure(figsize=(width_in, height_in), layout="constrained")
    figure.set_layout_engine("none")
    with figure_style():
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set(xlim=(0, width_in), ylim=(0, height_in))
        axes.axis("off")
    return figure, axes


def write(
    axes: Axes,
    x_in: float,
    y_in: float,
    text: str,
    *,
    size_pt: float = 7.5,
    bold: bool = False,
    colour: str = "black",
    horizontal: str = "center",
    vertical: str = "center",
    halo: bool = False,
) -> None:
    """Write a text at a place in inches; `halo` puts it on white."""
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8} if halo else None
    axes.text(
        x_in, y_in, text, fontsize=size_pt, fontweight="bold" if bold else "normal", color=colour,
        ha=horizontal, va=vertical, linespacing=_LINE_HEIGHT * 0.86, bbox=box, zorder=6,
        fontfamily="DejaVu Sans",
    )  # fmt: skip


def _box_texts(box: Box, size_pt: float) -> tuple[str, str, float]:
    """Return wrapped heading, wrapped text and the height both need."""
    inner = box.width_in - 0.16
    heading = wrap(box.heading, inner, size_pt, bold=True) if box.heading else ""
    text = wrap(box.text, inner, size_pt - 0.5) if box.text else ""
    height = 0.14
    height += text_size_in(heading, size_pt, bold=True)[1] if heading else 0
    height += text_size_in(text, size_pt - 0.5)[1] if text else 0
    return heading, text, height + (0.03 if heading and text else 0)


def draw_box(axes: Axes, box: Box, size_pt: float = 7.5) -> FancyBboxPatch:
    """Draw one box on the axes of a :func:`canvas` and return its patch, for :func:`connect`."""
    if box.fill not in FILLS:
        raise ParameterError(f"box {box.id!r}: fill {box.fill!r}; allowed: {', '.join(FILLS)}")
    heading, text, needed = _box_texts(box, size_pt)
    height = box.height_in or needed
    fill, colour = FILLS[box.fill]
    patch = FancyBboxPatch(
        (box.x_in - box.width_in / 2, box.y_in - height / 2), box.width_in, height,
        boxstyle="round,pad=0,rounding_size=0.05", facecolor=fill, edgecolor="black",
        linewidth=0.8, linestyle=_LINES["dashed" if box.schematic else "solid"],
        zorder=2 if box.top else 4,
    )  # fmt: skip
    axes.add_patch(patch)
    upper = box.y_in + height / 2 - 0.07 if box.top else box.y_in + needed / 2 - 0.07
    if heading:
        write(axes, box.x_in, upper, heading, size_pt=size_pt, bold=True, colour=colour,
              vertical="top")  # fmt: skip
        upper -= text_size_in(heading, size_pt, bold=True)[1] + 0.03
    if text:
        write(axes, box.x_in, upper, text, size_pt=size_pt - 0.5, colour=colour, vertical="top")
    return patch


def connect(
    axes: Axes,
    start: FancyBboxPatch | tuple[float, float],
    end: FancyBboxPatch | tuple[float, float],
    *,
    line: str = "solid",
    arrows: str = "-|>",
    bend: float = 0.0,
    label: str = "",
    colour: str = "#333333",
    size_pt: float = 6.8,
) -> None:
    """Draw a line between two boxes or places, from border to border.

    Parameters
    ----------
    axes : Axes
        Of :func:`canvas`.
    start, end : patch or (x, y) in inches
        The ends.
    line : {"solid", "dotted", "dashed"}
        Kind of line.
    arrows : str
        matplotlib's arrow style: ``"-"``, ``"-|>"``, ``"<|-|>"``.
    bend : float
        Curvature; 0 is straight.
    label : str
        Written on the middle of the line.
    """
    places = [_centre(item) for item in (start, end)]
    patches = [item if isinstance(item, FancyBboxPatch) else None for item in (start, end)]
    tie = FancyArrowPatch(
        places[0], places[1], patchA=patches[0], patchB=patches[1], arrowstyle=arrows,
        connectionstyle=f"arc3,rad={bend}", linestyle=_LINES[line], mutation_scale=8,
        shrinkA=1.5, shrinkB=1.5, color=colour, linewidth=1.1, zorder=3,
    )  # fmt: skip
    axes.add_patch(tie)
    if label:
        (x0, y0), (x1, y1) = places
        x, y = (x0 + x1) / 2 + bend * (y1 - y0) / 2, (y0 + y1) / 2 - bend * (x1 - x0) / 2
        write(axes, x, y, label, size_pt=size_pt, halo=True)


def _centre(item: FancyBboxPatch | tuple[float, float]) -> tuple[float, float]:
    if isinstance(item, FancyBboxPatch):
        return (item.get_x() + item.get_width() / 2, item.get_y() + item.get_height() / 2)
    return item


def legend(
    axes: Axes, entries: Sequence[tuple[str, str]], x_in: float, y_in: float, *, size_pt: float = 7
) -> None:
    """Write a legend downwards from a place.

    Parameters
    ----------
    axes : Axes
        Of :func:`canvas`.
    entries : sequence of (sign, text)
        The sign is a kind of line (solid, dotted, dashed), a fill, or ``"schematic"``.
    x_in, y_in : float
        Upper left corner in inches.
    """
    for number, (sign, text) in enumerate(entries):
        y = y_in - 0.08 - number * 0.19
        if sign in _LINES:
            axes.plot([x_in, x_in + 0.34], [y, y], color="#333333", linewidth=1.2,
                      linestyle=_LINES[sign])  # fmt: skip
        else:
            fill = FILLS["plain" if sign == "schematic" else sign][0]
            style = _LINES["dashed" if sign == "schematic" else "solid"]
            axes.add_patch(FancyBboxPatch((x_in + 0.04, y - 0.05), 0.26, 0.1, linestyle=style,
                           boxstyle="round,pad=0,rounding_size=0.02", facecolor=fill,
                           edgecolor="black", linewidth=0.8))  # fmt: skip
        write(axes, x_in + 0.42, y - 0.004, text, size_pt=size_pt, horizontal="left")


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
) -> Figure:
    """Draw units as boxes and ties as lines.

    Parameters
    ----------
    nodes : DataFrame
        ``node_id, label, x_in, y_in``; optional ``fill`` (one of `FILLS`), ``schematic`` (bool),
        ``text`` (below the label) and ``width_in``.
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
        Legend; see :func:`legend`.
    legend_at_in : (x, y)
        Its upper left corner.

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
    >>> len(draw_network(units, ties, width_in=4, height_in=2).axes)
    1
    """
    figure, axes = canvas(width_in, height_in)
    patches: dict[str, FancyBboxPatch] = {}
    for row in nodes.to_dict("records"):
        box = Box(
            row["node_id"], row["x_in"], row["y_in"], row.get("width_in", box_width_in),
            heading=row["label"], text=row.get("text", "") or "", fill=row.get("fill", "light"),
            schematic=bool(row.get("schematic", False)),
        )  # fmt: skip
        patches[box.id] = _inside(draw_box(axes, box, size_pt), box.id, width_in, height_in)
    arrow = {"both": "<|-|>", "source to target": "-|>", "none": "-"}
    for row in edges.to_dict("records"):
        ends = [_known(patches, row[end]) for end in ("source_node", "target_node")]
        connect(axes, ends[0], ends[1], line=row.get("line", "solid"),
                arrows=arrow[row.get("flow", "none")], bend=row.get("bend", 0.0) or 0.0,
                label=row.get("label", "") or "")  # fmt: skip
    if entries:
        legend(axes, entries, *legend_at_in)
    return figure


def _known(patches: Mapping[str, FancyBboxPatch], name: str) -> FancyBboxPatch:
    if name not in patches:
        raise ParameterError(f"a line ends at {name!r}; boxes: {', '.join(patches)}")
    return patches[name]


def _inside(patch: FancyBboxPatch, name: str, width_in: float, height_in: float) -> FancyBboxPatch:
    left, low = patch.get_x(), patch.get_y()
    right, high = left + patch.get_width(), low + patch.get_height()
    if min(left, low) < -1e-6 or right > width_in + 1e-6 or high > height_in + 1e-6:
        raise ParameterError(
            f"box {name!r} reaches from ({left:.2f}, {low:.2f}) to ({right:.2f}, {high:.2f}) in; "
            f"the figure is {width_in} × {height_in} in"
        )
    return patch


def draw_boxes(
    boxes: Sequence[Box],
    arrows: Sequence[tuple[str, str] | tuple[str, str, str]] = (),
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 3.6,
    both_ways: bool = False,
    line: str = "solid",
    size_pt: float = 7.5,
) -> Figure:
    """Draw boxes, beside or within each other, with arrows between them.

    Parameters
    ----------
    boxes : sequence of Box
        In the order of drawing: outer boxes first.
    arrows : sequence of (from, to) or (from, to, label)
        By the ids of the boxes.
    width_in, height_in : float
        Size of the figure.
    both_ways : bool
        Heads at both ends.
    line : {"solid", "dotted", "dashed"}
        Kind of line of the arrows; dashed where a source does not give them.
    size_pt : float
        Size of the headings.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If a box lies outside the figure or an arrow names none.

    Examples
    --------
    >>> boxes = [Box("a", 1, 1, 1.2, heading="Question"), Box("b", 3, 1, 1.2, heading="Answer")]
    >>> len(draw_boxes(boxes, [("a", "b")], width_in=4, height_in=2).axes[0].patches)
    3
    """
    figure, axes = canvas(width_in, height_in)
    patches: dict[str, FancyBboxPatch] = {}
    for box in boxes:
        patches[box.id] = _inside(draw_box(axes, box, size_pt), box.id, width_in, height_in)
    for arrow in arrows:
        connect(
            axes, _known(patches, arrow[0]), _known(patches, arrow[1]), line=line,
            arrows="<|-|>" if both_ways else "-|>", label=arrow[2] if len(arrow) > 2 else "",
        )  # fmt: skip
    return figure


def draw_tree(
    parents: Mapping[str, str],
    labels: Mapping[str, str] | None = None,
    *,
    width_in: float = FULL_WIDTH_IN,
    schematic: Sequence[str] = (),
    size_pt: float = 7.5,
) -> Figure:
    """Draw a tree from its root at the left to its leaves at the right.

    Parameters
    ----------
    parents : mapping of node to its parent
        In the order in which children stand, from the top; the root is the parent that has none.
    labels : mapping of node to text, optional
        Default: the node itself.
    width_in : float
        Width of the figure; its height follows from the leaves.
    schematic : sequence of nodes
        Drawn with a dashed outline.
    size_pt : float
        Size of the labels.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is not one root.

    Examples
    --------
    >>> draw_tree({"Operator": "Firm", "Consumer": "Firm", "Phones": "Consumer"}).axes[0].axison
    False
    """
    nodes = list(dict.fromkeys([*parents.values(), *parents]))
    roots = [node for node in nodes if node not in parents]
    if len(roots) != 1:
        raise ParameterError(
            f"a tree has one root; these have no parent: {', '.join(roots) or 'none'}"
        )
    children = {n: [c for c, p in parents.items() if p == n] for n in nodes}
    depth = _depths(roots[0], children)
    pitch = (width_in - 0.1) / (max(depth.values()) + 1)
    width = pitch * 0.8
    shown = {node: (labels or {}).get(node, node) for node in nodes}
    drafts = {n: Box(n, 0, 0, width, heading=shown[n], schematic=n in schematic) for n in nodes}
    heights = {n: _box_texts(box, size_pt)[2] for n, box in drafts.items()}
    y, height_in = _tree_rows(roots[0], children, heights)
    figure, axes = canvas(width_in, height_in)
    fills = ("dark", "middle", "light", "plain")
    patches = {}
    for node in nodes:
        x = 0.05 + pitch * depth[node] + width / 2
        fill = fills[min(depth[node], 3)]
        box = Box(node, x, height_in - y[node], width, heading=shown[node], fill=fill,
                  schematic=node in schematic)  # fmt: skip
        patches[node] = draw_box(axes, box, size_pt)
    for child, parent in parents.items():
        a, b = patches[parent], patches[child]
        start = (a.get_x() + a.get_width(), _centre(a)[1])
        middle = (start[0] + b.get_x()) / 2
        xs, ys = [start[0], middle, middle, b.get_x()], [start[1]] * 2 + [_centre(b)[1]] * 2
        axes.plot(xs, ys, color="#333333", linewidth=1, zorder=1)
    return figure


def _depths(root: str, children: Mapping[str, Sequence[str]]) -> dict[str, int]:
    depth, queue = {root: 0}, [root]
    for node in queue:
        for child in children[node]:
            depth[child] = depth[node] + 1
            queue.append(child)
    return depth


def _tree_rows(
    root: str, children: Mapping[str, Sequence[str]], heights: Mapping[str, float]
) -> tuple[dict[str, float], float]:
    """Return the depth below the top of each node's middle, and the height of all."""
    y: dict[str, float] = {}
    lower = 0.08

    def place(node: str) -> None:
        nonlocal lower
        if not children[node]:
            y[node] = lower + heights[node] / 2
            lower += heights[node] + 0.09
            return
        first = lower
        for child in children[node]:
            place(child)
        y[node] = (y[children[node][0]] + y[children[node][-1]]) / 2
        missing = heights[node] - (lower - 0.09 - first)
        if missing > 0:
            for below in _below(node, children):
                y[below] += missing / 2
            y[node] = first + heights[node] / 2
            lower += missing

    place(root)
    return y, lower


def _below(node: str, children: Mapping[str, Sequence[str]]) -> list[str]:
    found = []
    for child in children[node]:
        found += [child, *_below(child, children)]
    return found


def draw_hub(
    centre: str,
    spokes: Sequence[tuple[str, str]],
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 4.0,
    box_width_in: float = 1.7,
    schematic: Sequence[str] = (),
    size_pt: float = 7.5,
) -> Figure:
    """Draw a centre with what belongs to it around.

    Parameters
    ----------
    centre : str
        What stands in the middle.
    spokes : sequence of (heading, text)
        Clockwise from the top; the text may be empty.
    width_in, height_in, box_width_in : float
        Sizes.
    schematic : sequence of headings
        Drawn with a dashed outline.
    size_pt : float
        Size of the headings.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there is no spoke, or a box does not fit.

    Examples
    --------
    >>> drawn = draw_hub("Bonds", [("Social", "trust"), ("Legal", ""), ("Technical", "")])
    >>> len(drawn.axes[0].texts)
    5
    """
    if not spokes:
        raise ParameterError("spokes is empty; give at least one (heading, text)")
    turns = np.pi / 2 - 2 * np.pi * np.arange(len(spokes)) / len(spokes)
    sizes = [_box_texts(Box("", 0, 0, box_width_in, heading=h, text=t), size_pt)[2]
             for h, t in spokes]  # fmt: skip
    across = (width_in - box_width_in) / 2 - 0.05
    boxes = [Box("centre", width_in / 2, height_in / 2, 1.25, heading=centre, fill="dark")]
    for (heading, text), turn, size in zip(spokes, turns, sizes, strict=True):
        up = (height_in - size) / 2 - 0.05
        boxes.append(Box(
            heading, width_in / 2 + across * np.cos(turn), height_in / 2 + up * np.sin(turn),
            box_width_in, heading=heading, text=text, schematic=heading in schematic,
        ))  # fmt: skip
    figure, axes = canvas(width_in, height_in)
    patches = [_inside(draw_box(axes, b, size_pt), b.id, width_in, height_in) for b in boxes]
    for patch in patches[1:]:
        connect(axes, patches[0], patch, arrows="-")
    return figure


def draw_triangle(
    corners: Sequence[tuple[str, str]],
    sides: Sequence[str],
    *,
    width_in: float = 4.8,
    height_in: float = 3.2,
    arrows: str = "<|-|>",
    line: str = "solid",
    size_pt: float = 7.5,
) -> Figure:
    """Draw three corners and the three sides between them.

    Parameters
    ----------
    corners : three (heading, text)
        Top, lower left, lower right.
    sides : three str
        Between top and left, left and right, right and top.
    width_in, height_in : float
        Size of the figure.
    arrows : str
        Heads of the sides, as in :func:`connect`.
    line : {"solid", "dotted", "dashed"}
        Kind of line of the sides.
    size_pt : float
        Size of the headings.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there are not three of each.

    Examples
    --------
    >>> drawn = draw_triangle([("Firm", ""), ("Staff", ""), ("Customers", "")],
    ...                       ["enabling", "keeping", "making"])
    >>> len(drawn.axes[0].texts)
    6
    """
    if len(corners) != 3 or len(sides) != 3:
        raise ParameterError(f"{len(corners)} corners and {len(sides)} sides; a triangle has 3")
    width = min(1.7, width_in * 0.36)
    places = ((0.5, 1), (0, 0), (1, 0))
    figure, axes = canvas(width_in, height_in)
    patches = []
    for (heading, text), (across, up), fill in zip(
        corners, places, ("middle", "light", "light"), strict=True
    ):
        draft = Box(heading, 0, 0, width, heading=heading, text=text, fill=fill)
        high = _box_texts(draft, size_pt)[2]
        x = 0.05 + width / 2 + across * (width_in - width - 0.1)
        y = 0.05 + high / 2 + up * (height_in - high - 0.1)
        box = Box(heading, x, y, width, heading=heading, text=text, fill=fill)
        patches.append(_inside(draw_box(axes, box, size_pt), heading, width_in, height_in))
    for number, side in enumerate(sides):
        ends = patches[number], patches[(number + 1) % 3]
        connect(axes, *ends, arrows=arrows, line=line, label=wrap(side, 1.2, 6.8))
    return figure


def draw_pyramid(
    levels: Sequence[tuple[str, str]],
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 2.6,
    size_pt: float = 7.5,
) -> Figure:
    """Draw levels from the narrow top to the wide foot, each with a text at its right.

    Parameters
    ----------
    levels : sequence of (label, text)
        From the top; the text may be empty.
    width_in, height_in : float
        Size of the figure.
    size_pt : float
        Size of the labels.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there are fewer than two levels.

    Examples
    --------
    >>> len(draw_pyramid([("Top", "one"), ("Foot", "many")]).axes[0].patches)
    2
    """
    if len(levels) < 2:
        raise ParameterError(f"{len(levels)} level(s); a pyramid has at least two")
    figure, axes = canvas(width_in, height_in)
    n = len(levels)
    with_texts = any(text for _, text in levels)
    foot = width_in * 0.52 if with_texts else width_in - 0.1
    step = (height_in - 0.1) / n
    middle = 0.05 + foot / 2
    narrow = max(text_size_in(label, size_pt, bold=True)[0] for label, _ in levels[:1]) + 0.2
    half = [(narrow + (foot - narrow) * i / n) / 2 for i in range(n + 1)]
    for i, (label, text) in enumerate(levels):
        top, low = height_in - 0.05 - i * step, height_in - 0.05 - (i + 1) * step + 0.03
        fill, colour = FILLS[("dark", "middle", "light", "plain", "plain")[min(i, 4)]]
        points = [(middle - half[i], top), (middle + half[i], top),
                  (middle + half[i + 1], low), (middle - half[i + 1], low)]  # fmt: skip
        axes.add_patch(Polygon(points, facecolor=fill, edgecolor="black", linewidth=0.8))
        shown = wrap(label, 2 * half[i], size_pt, bold=True)
        write(axes, middle, (top + low) / 2, shown, size_pt=size_pt, bold=True, colour=colour)
        if text:
            write(axes, foot + 0.2, (top + low) / 2, wrap(text, width_in - foot - 0.3, 7),
                  size_pt=7, horizontal="left")  # fmt: skip
    return figure
