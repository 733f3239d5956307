"""Figures as bytes: the same SVG and PNG each time, from any matplotlib figure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["png_bytes", "svg_bytes"]

# Ids within an SVG are random unless salted; texts are drawn as paths, so that a figure looks
# alike where its font is missing. Shaded cells are a picture within the SVG: 200 dots an inch are
# enough for print, whatever the figure was made for.
_RC = {"svg.hashsalt": "crosscase", "svg.fonttype": "path", "savefig.dpi": 200}


def svg_bytes(figure: Figure) -> bytes:
    """Return the figure as SVG, the same bytes each time."""
    return _saved(figure, format="svg", metadata={"Date": None, "Creator": None})


def png_bytes(figure: Figure, *, dpi: int = 110) -> bytes:
    """Return the figure as PNG with `dpi` dots an inch, in 256 colours: a third of the size.

    A drawing has a few colours and their shades at its edges; no eye tells it from the one in
    16 million.
    """
    from PIL import Image

    whole = _saved(figure, format="png", dpi=dpi, metadata={"Software": None})
    few = Image.open(io.BytesIO(whole)).convert("RGB").quantize(256, dither=Image.Dither.NONE)
    buffer = io.BytesIO()
    few.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _saved(figure: Figure, **options: object) -> bytes:
    import matplotlib as mpl

    buffer = io.BytesIO()
    with mpl.rc_context(_RC):  # type: ignore[arg-type]
        figure.savefig(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()
