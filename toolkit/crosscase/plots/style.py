"""The look of every figure: inches at print; colours that survive grey and colour blindness."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure

__all__ = [
    "COLOURS",
    "FULL_WIDTH_IN",
    "HALF_WIDTH_IN",
    "MARKERS",
    "figure_style",
    "new_figure",
    "png_bytes",
    "svg_bytes",
]

FULL_WIDTH_IN = 6.3
HALF_WIDTH_IN = 3.1

# Okabe & Ito (2008), ordered so that neighbours differ in lightness too.
COLOURS = {
    "blue": "#0072B2",
    "orange": "#E69F00",
    "green": "#009E73",
    "vermilion": "#D55E00",
    "sky": "#56B4E9",
    "purple": "#CC79A7",
    "yellow": "#F0E442",
    "black": "#000000",
    "grey": "#8C8C8C",
    "light": "#E6E6E6",
}
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "*")

_RC: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 8,
    "axes.titlesize": 9,
    "axes.labelsize": 8,
    "xtick.labelsize": 7.5,
    "ytick.labelsize": 7.5,
    "legend.fontsize": 7.5,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.linewidth": 0.7,
    "lines.linewidth": 1.2,
    "patch.linewidth": 0.7,
    "hatch.linewidth": 0.6,
    "figure.dpi": 110,
    "savefig.dpi": 200,
    "figure.constrained_layout.use": True,
    "axes.prop_cycle": cycler(
        color=[COLOURS[n] for n in ("blue", "orange", "green", "vermilion", "sky", "purple")]
    ),
    "svg.hashsalt": "crosscase",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
}


@contextmanager
def figure_style() -> Iterator[None]:
    """Draw within this context to get the look of the paper."""
    with mpl.rc_context(_RC):
        yield


def new_figure(width_in: float = FULL_WIDTH_IN, height_in: float = 3.6, **subplots: Any) -> Any:
    """Return ``(figure, axes)`` in the paper's look, of the given size at print.

    Parameters
    ----------
    width_in, height_in : float
        Size in inches; 6.3 in is the width of the paper's text.
    **subplots
        Passed on to :meth:`matplotlib.figure.Figure.subplots`.

    Notes
    -----
    The figure belongs to no window and no pyplot state; draw within :func:`figure_style` when
    texts are added after this call.
    """
    with figure_style():
        figure = Figure(figsize=(width_in, height_in), layout="constrained")
        return figure, figure.subplots(**subplots)


def svg_bytes(figure: Figure) -> bytes:
    """Return the figure as SVG, the same bytes each time."""
    buffer = io.BytesIO()
    with figure_style():
        figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    return buffer.getvalue()


def png_bytes(figure: Figure, *, dpi: int = 110) -> bytes:
    """Return the figure as PNG with `dpi` dots an inch."""
    buffer = io.BytesIO()
    with figure_style():
        figure.savefig(buffer, format="png", dpi=dpi, metadata={"Software": None})
    return buffer.getvalue()
