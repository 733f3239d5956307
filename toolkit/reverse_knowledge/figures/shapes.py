"""Boxes within boxes, a hub with what belongs to it, a triangle, a pyramid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Polygon

from crosscase.errors import ParameterError
from crosscase.plots.drawing import (
    FILLS,
    Box,
    box_height_in,
    box_named,
    canvas,
    connect,
    draw_box,
    text_size_in,
    wrap,
    write,
)
from crosscase.plots.style import FULL_WIDTH_IN, carry

__all__ = ["draw_boxes", "draw_hub", "draw_pyramid", "draw_triangle"]


def __dir__() -> list[str]:
    return __all__


# Room between the outermost boxes and the edge of the drawing.
_EDGE_IN = 0.05
_LEVELS = ("dark", "middle", "light", "plain")


def draw_boxes(
    boxes: Sequence[Box],
    arrows: Sequence[tuple[str, str] | tuple[str, str, str]] = (),
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 3.6,
    both_ways: bool = False,
    line: str = "solid",
    evidence: Iterable[str] = (),
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
    evidence : ids, optional
        Rows that tell of it.

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
    patches = {box.id: draw_box(axes, box) for box in boxes}
    for start, end, *label in arrows:
        connect(
            axes,
            box_named(patches, start),
            box_named(patches, end),
            line=line,
            arrows="<|-|>" if both_ways else "-|>",
            label="".join(label),
        )
    return carry(figure, evidence)


def draw_hub(
    centre: str,
    spokes: Sequence[tuple[str, str]],
    *,
    height_in: float = 4.0,
    box_width_in: float = 1.7,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw a centre with what belongs to it around.

    Parameters
    ----------
    centre : str
        What stands in the middle.
    spokes : sequence of (heading, text)
        Clockwise from the top; the text may be empty.
    height_in, box_width_in : float
        Height of the figure, width of a spoke.
    evidence : ids, optional
        Rows that tell of it.

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
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['Bonds', 'Social', 'trust', 'Legal', 'Technical']
    """
    if not spokes:
        raise ParameterError("spokes is empty; give at least one (heading, text)")
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    x, y = FULL_WIDTH_IN / 2, height_in / 2
    hub = draw_box(axes, Box("centre", x, y, 1.25, heading=centre, fill="dark"))
    across = (FULL_WIDTH_IN - box_width_in) / 2 - _EDGE_IN
    patches = []
    for number, (heading, text) in enumerate(spokes):
        turn = np.pi / 2 - 2 * np.pi * number / len(spokes)
        high = box_height_in(Box("", 0, 0, box_width_in, heading=heading, text=text))
        # High boxes stand nearer to the middle, so that they end at the edge of the drawing.
        up = (height_in - high) / 2 - _EDGE_IN
        spot = (x + across * np.cos(turn), y + up * np.sin(turn))
        box = Box(heading, *spot, box_width_in, heading=heading, text=text)
        patches.append(draw_box(axes, box))
    for patch in patches:
        connect(axes, hub, patch, arrows="-")
    return carry(figure, evidence)


def draw_triangle(
    corners: Sequence[tuple[str, str]],
    sides: Sequence[str],
    *,
    width_in: float = 4.8,
    height_in: float = 3.2,
    line: str = "solid",
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw three corners and the three sides between them, with heads at both ends.

    Parameters
    ----------
    corners : three (heading, text)
        Top, lower left, lower right.
    sides : three str
        Between top and left, left and right, right and top.
    width_in, height_in : float
        Size of the figure.
    line : {"solid", "dotted", "dashed"}
        Kind of line of the sides.
    evidence : ids, optional
        Rows that tell of it.

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
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['Firm', 'Staff', 'Customers', 'enabling', 'keeping', 'making']
    """
    if len(corners) != 3 or len(sides) != 3:
        raise ParameterError(f"{len(corners)} corners and {len(sides)} sides; a triangle has 3")
    width = min(1.7, width_in * 0.36)
    places = ((0.5, 1, "middle"), (0, 0, "light"), (1, 0, "light"))
    figure, axes = canvas(width_in, height_in)
    patches = []
    for (heading, text), (across, up, fill) in zip(corners, places, strict=True):
        high = box_height_in(Box("", 0, 0, width, heading=heading, text=text))
        x = _EDGE_IN + width / 2 + across * (width_in - width - 2 * _EDGE_IN)
        y = _EDGE_IN + high / 2 + up * (height_in - high - 2 * _EDGE_IN)
        box = Box(heading, x, y, width, heading=heading, text=text, fill=fill)
        patches.append(draw_box(axes, box))
    for number, side in enumerate(sides):
        start, end = patches[number], patches[(number + 1) % 3]
        connect(axes, start, end, arrows="<|-|>", line=line, label=wrap(side, 1.2, 6.8))
    return carry(figure, evidence)


def draw_pyramid(
    levels: Sequence[tuple[str, str]],
    *,
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 2.6,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw levels from the narrow top to the wide foot, each with a text at its right.

    Parameters
    ----------
    levels : sequence of (label, text)
        From the top; the text may be empty.
    width_in, height_in : float
        Size of the figure.
    evidence : ids, optional
        Rows that tell of it.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    ParameterError
        If there are fewer than two levels.

    Examples
    --------
    >>> [text.get_text() for text in draw_pyramid([("Top", "one"), ("Foot", "")]).axes[0].texts]
    ['Top', 'one', 'Foot']
    """
    if len(levels) < 2:
        raise ParameterError(f"{len(levels)} level(s); a pyramid has at least two")
    figure, axes = canvas(width_in, height_in)
    n = len(levels)
    foot = width_in * 0.52 if any(text for _, text in levels) else width_in - 2 * _EDGE_IN
    middle, step = _EDGE_IN + foot / 2, (height_in - 2 * _EDGE_IN) / n
    # The top is as wide as its label, so that the label never runs over the edge.
    narrow = text_size_in(levels[0][0], 7.5, bold=True)[0] + 0.2
    half = [(narrow + (foot - narrow) * i / n) / 2 for i in range(n + 1)]
    for i, (label, text) in enumerate(levels):
        top, low = height_in - _EDGE_IN - i * step, height_in - _EDGE_IN - (i + 1) * step + 0.03
        face, colour = FILLS[_LEVELS[min(i, 3)]]
        above, below = ((middle - half[i + side], middle + half[i + side]) for side in (0, 1))
        points = [(above[0], top), (above[1], top), (below[1], low), (below[0], low)]
        axes.add_patch(Polygon(points, facecolor=face, edgecolor="black", linewidth=0.8))
        shown, y = wrap(label, 2 * half[i], 7.5, bold=True), (top + low) / 2
        write(axes, middle, y, shown, bold=True, colour=colour)
        if text:
            beside = wrap(text, width_in - foot - 0.5, 7)  # hinted type is wider
            write(axes, foot + 0.2, y, beside, size_pt=7, horizontal="left")
    return carry(figure, evidence)
