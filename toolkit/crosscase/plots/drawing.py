"""Drawing in inches: a canvas, texts that are measured before they are drawn, boxes and lines.

The axes of a canvas fill the figure and one unit of data is one inch at print, so that a box is
never smaller than what stands in it. A box that is schematic (assumed, not named by a source) has
a dashed outline in every drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
from matplotlib.textpath import TextPath

from crosscase.errors import ParameterError
from crosscase.plots.style import COLOURS, FULL_WIDTH_IN, figure_style

__all__ = [
    "FILLS",
    "LINES",
    "OUTLINE",
    "Box",
    "box_height_in",
    "box_named",
    "canvas",
    "centre_in",
    "connect",
    "draw_box",
    "text_size_in",
    "wrap",
    "write",
]


def __dir__() -> list[str]:
    return __all__


# Fill and colour of the text; lightness falls with rank, so that grey keeps the order.
FILLS: Mapping[str, tuple[str, str]] = {
    "dark": (COLOURS["blue"], "white"),
    "middle": ("#A9D4F0", "black"),
    "light": ("#E3F1FA", "black"),
    "warm": ("#FBE3B0", "black"),
    "plain": ("white", "black"),
    "grey": ("#EFEFEF", "black"),
}
# Kinds of line, and the outline of every box.
LINES: Mapping[str, Any] = {"solid": "solid", "dotted": (0, (1.2, 2.0)), "dashed": (0, (4, 2.4))}
_FONT = "DejaVu Sans"
_LINE_HEIGHT = 1.28
OUTLINE: Mapping[str, Any] = {"edgecolor": "black", "linewidth": 0.8}
_TIE: Mapping[str, Any] = {
    "color": "#333333",
    "linewidth": 1.1,
    "mutation_scale": 8,
    "shrinkA": 1.5,
    "shrinkB": 1.5,
    "zorder": 3,
}
# Room between the border of a box and its text, and between its heading and its text.
_MARGIN_IN, _GAP_IN = 0.07, 0.03
# What is drawn to the very edge may lie beyond it by a rounding error.
_ROUNDING_IN = 1e-6


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


@lru_cache(maxsize=8192)
def _line_width_in(line: str, size_pt: float, bold: bool) -> float:
    # Outlining a text is slow, and breaking a text measures each of its beginnings.
    if not line.strip():
        return 0.0
    font = FontProperties(family=_FONT, weight="bold" if bold else "normal")
    return float(TextPath((0, 0), line, size=size_pt, prop=font).get_extents().x1) / 72


def text_size_in(text: str, size_pt: float, *, bold: bool = False) -> tuple[float, float]:
    """Return width and height in inches of a text of one or more lines.

    Parameters
    ----------
    text : str
        Lines are parted by ``\\n``.
    size_pt : float
        Size of the type in points.
    bold : bool
        Whether it is set in bold.

    Returns
    -------
    width, height : float
        Inches; an empty line is as high as a full one.

    Examples
    --------
    >>> one, two = text_size_in("hub", 8), text_size_in("hub and spoke", 8)
    >>> one[0] < two[0] and one[1] == two[1]
    True
    """
    lines = text.split("\n")
    width = max(_line_width_in(line, size_pt, bold) for line in lines)
    return width, len(lines) * size_pt * _LINE_HEIGHT / 72


def wrap(text: str, width_in: float, size_pt: float, *, bold: bool = False) -> str:
    """Break a text into lines no wider than `width_in` where words allow it.

    Parameters
    ----------
    text : str
        Its own breaks are kept.
    width_in, size_pt : float
        Width of a line in inches, size of the type in points.
    bold : bool
        Whether it is set in bold.

    Returns
    -------
    str
        The lines, parted by ``\\n``; a word wider than a line stands alone.

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
    """Return a figure whose axes fill it, one unit of data being one inch.

    Raises
    ------
    ParameterError
        If it is wider than the page's text.

    Examples
    --------
    >>> _, axes = canvas(4, 2)
    >>> float(axes.get_xlim()[1]), float(axes.get_ylim()[1]), axes.axison
    (4.0, 2.0, False)
    """
    if width_in > FULL_WIDTH_IN + _ROUNDING_IN:
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
    """Write a text at a place in inches; `halo` puts it on white.

    Examples
    --------
    >>> _, axes = canvas(4, 2)
    >>> write(axes, 1, 1.5, "hub", bold=True)
    >>> axes.texts[0].get_position(), axes.texts[0].get_weight()
    ((1, 1.5), 'bold')
    """
    box = {"facecolor": "white", "edgecolor": "none", "pad": 0.8} if halo else None
    axes.text(
        x_in,
        y_in,
        text,
        fontsize=size_pt,
        fontweight="bold" if bold else "normal",
        color=colour,
        ha=horizontal,
        va=vertical,
        linespacing=_LINE_HEIGHT * 0.86,
        bbox=box,
        zorder=6,
        fontfamily=_FONT,
    )


def _set_texts(box: Box, size_pt: float) -> tuple[str, str]:
    """Return heading and text of a box, broken to its width."""
    inner = box.width_in - 0.16
    heading = wrap(box.heading, inner, size_pt, bold=True) if box.heading else ""
    return heading, wrap(box.text, inner, size_pt - 0.5) if box.text else ""


def box_height_in(box: Box, size_pt: float = 7.5) -> float:
    """Return the height in inches that heading and text of a box need.

    Examples
    --------
    >>> one, two = Box("a", 1, 1, 1, heading="Hub"), Box("a", 1, 1, 1, heading="Hub", text="far")
    >>> box_height_in(one) < box_height_in(two)
    True
    """
    heading, text = _set_texts(box, size_pt)
    height = 2 * _MARGIN_IN
    height += text_size_in(heading, size_pt)[1] if heading else 0
    height += text_size_in(text, size_pt - 0.5)[1] if text else 0
    return height + (_GAP_IN if heading and text else 0)


def draw_box(axes: Axes, box: Box, size_pt: float = 7.5) -> FancyBboxPatch:
    """Draw one box on the axes of a :func:`canvas`.

    Parameters
    ----------
    axes : Axes
        Of :func:`canvas`.
    box : Box
        Place, texts and look.
    size_pt : float
        Size of the heading; the text is half a point smaller.

    Returns
    -------
    matplotlib.patches.FancyBboxPatch
        For :func:`connect`.

    Raises
    ------
    ParameterError
        If the fill is not known or the box reaches beyond the canvas.

    Examples
    --------
    >>> _, axes = canvas(4, 2)
    >>> draw_box(axes, Box("a", 1, 1, 1.5, heading="Hub")).get_width()
    1.5
    """
    if box.fill not in FILLS:
        raise ParameterError(f"box {box.id!r}: fill {box.fill!r}; allowed: {', '.join(FILLS)}")
    needed = box_height_in(box, size_pt)
    height = box.height_in or needed
    patch = FancyBboxPatch(
        (box.x_in - box.width_in / 2, box.y_in - height / 2),
        box.width_in,
        height,
        boxstyle="round,pad=0,rounding_size=0.05",
        facecolor=FILLS[box.fill][0],
        linestyle=LINES["dashed" if box.schematic else "solid"],
        zorder=2 if box.top else 4,
        **OUTLINE,
    )
    _refuse_outside(axes, patch, box.id)
    axes.add_patch(patch)
    _write_in(axes, box, box.y_in + (height if box.top else needed) / 2 - _MARGIN_IN, size_pt)
    return patch


def _refuse_outside(axes: Axes, patch: FancyBboxPatch, name: str) -> None:
    left, low = patch.get_x(), patch.get_y()
    right, high = left + patch.get_width(), low + patch.get_height()
    width, height = axes.get_xlim()[1], axes.get_ylim()[1]
    if min(left, low, width - right, height - high) < -_ROUNDING_IN:
        raise ParameterError(
            f"box {name!r} reaches from ({left:.2f}, {low:.2f}) to ({right:.2f}, {high:.2f}) in; "
            f"the figure is {width:g} × {height:g} in: move it, or make the figure larger"
        )


def _write_in(axes: Axes, box: Box, upper: float, size_pt: float) -> None:
    """Write heading and text of a box downwards from `upper`."""
    heading, text = _set_texts(box, size_pt)
    look: dict[str, Any] = {"colour": FILLS[box.fill][1], "vertical": "top"}
    if heading:
        write(axes, box.x_in, upper, heading, size_pt=size_pt, bold=True, **look)
        upper -= text_size_in(heading, size_pt)[1] + _GAP_IN
    if text:
        write(axes, box.x_in, upper, text, size_pt=size_pt - 0.5, **look)


def connect(
    axes: Axes,
    start: FancyBboxPatch | tuple[float, float],
    end: FancyBboxPatch | tuple[float, float],
    *,
    line: str = "solid",
    arrows: str = "-|>",
    bend: float = 0.0,
    label: str = "",
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

    Examples
    --------
    >>> _, axes = canvas(4, 2)
    >>> connect(axes, (1, 1), (3, 1), label="tells")
    >>> axes.texts[0].get_text(), axes.texts[0].get_position()
    ('tells', (2.0, 1.0))
    """
    places = [centre_in(item) for item in (start, end)]
    patches = [item if isinstance(item, FancyBboxPatch) else None for item in (start, end)]
    tie = FancyArrowPatch(
        *places,
        patchA=patches[0],
        patchB=patches[1],
        arrowstyle=arrows,
        connectionstyle=f"arc3,rad={bend}",
        linestyle=LINES[line],
        **_TIE,
    )
    axes.add_patch(tie)
    if label:
        # The middle of a bent line lies beside that of a straight one, by half the bend.
        (x0, y0), (x1, y1) = places
        x, y = (x0 + x1) / 2 + bend * (y1 - y0) / 2, (y0 + y1) / 2 - bend * (x1 - x0) / 2
        write(axes, x, y, label, size_pt=6.8, halo=True)


def centre_in(item: FancyBboxPatch | tuple[float, float]) -> tuple[float, float]:
    """Return the middle of a box in inches; a place is its own middle.

    Examples
    --------
    >>> centre_in((1.0, 2.0))
    (1.0, 2.0)
    """
    if isinstance(item, FancyBboxPatch):
        return (item.get_x() + item.get_width() / 2, item.get_y() + item.get_height() / 2)
    return item


def box_named(patches: Mapping[str, FancyBboxPatch], name: str) -> FancyBboxPatch:
    """Return the box at which a line ends.

    Raises
    ------
    ParameterError
        If there is none of that name.

    Examples
    --------
    >>> box_named({}, "hub")
    Traceback (most recent call last):
    ...
    crosscase.errors.ParameterError: a line ends at 'hub'; boxes: none
    """
    if name not in patches:
        raise ParameterError(f"a line ends at {name!r}; boxes: {', '.join(patches) or 'none'}")
    return patches[name]
