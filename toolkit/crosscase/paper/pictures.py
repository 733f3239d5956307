"""From a figure as SVG to a PNG for Word, which does not show SVG everywhere.

Word scales a picture to whole dots of the screen, and Typst, which draws it, rounds its page up to
whole dots. Where the two do not meet, a line a hair wide is squeezed away or a frame loses its
foot. So a picture is a whole number of dots wide and high: the width is rounded, the height grown
at the foot. 453.6 x 82.8 points at 693 dots wide are 126.5 dots high; it is made 127.
"""

from __future__ import annotations

import math
import re
import tempfile
from pathlib import Path

from crosscase.errors import RunError

__all__ = ["svg_to_png"]

_SIZE = re.compile(r'height="[\d.]+pt" viewBox="0 0 ([\d.]+) ([\d.]+)"')


def svg_to_png(path: Path, width_in: float, *, ppi: int = 220) -> bytes:
    """Return an SVG file as PNG, drawn by Typst.

    Parameters
    ----------
    path : Path
        The SVG file; matplotlib's have their size in points.
    width_in : float
        Width of the picture in inches.
    ppi : int
        Dots an inch; 220 is what Word keeps when it saves a document.

    Returns
    -------
    bytes
        The PNG file.

    Raises
    ------
    RunError
        If the file is no SVG that Typst can draw.
    """
    import typst

    dots = max(1, round(width_in * ppi))
    # A hair under a whole number of dots: Typst rounds up, and would squeeze what is over.
    width_pt = (dots - 0.001) * 72 / ppi
    page = (
        "#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        f'#image("figure.svg", width: {width_pt}pt)\n'
    )
    with tempfile.TemporaryDirectory() as folder:
        drawing = _on_whole_dots(path.read_text(encoding="utf-8"), dots)
        (Path(folder) / "figure.svg").write_text(drawing, encoding="utf-8")
        source = Path(folder) / "figure.typ"
        source.write_text(page, encoding="utf-8")
        try:
            made = typst.compile(str(source), format="png", ppi=ppi, ignore_system_fonts=True)
        except (RuntimeError, ValueError) as error:
            raise RunError(f"{path.name}: cannot be drawn ({error})") from None
    return bytes(made[0] if isinstance(made, list) else made)


def _on_whole_dots(svg: str, dots: int) -> str:
    """Return the SVG with its foot moved down, so that at `dots` wide it is whole dots high."""
    size = _SIZE.search(svg)
    if not size:
        return svg
    width, height = float(size[1]), float(size[2])
    # Up to 0.02 of a dot is a rounding error of the file, not a part of the drawing.
    grown = (math.ceil(height * dots / width - 0.02) - 0.01) * width / dots
    foot = f'height="{grown:.5f}pt" viewBox="0 0 {size[1]} {grown:.5f}"'
    return svg[: size.start()] + foot + svg[size.end() :]
