"""Pictures for Word: whole dots, and an error that names the file."""

from __future__ import annotations

import io
import math
from pathlib import Path

import matplotlib.image
import numpy as np
import pytest

from crosscase.errors import RunError
from crosscase.paper.pictures import svg_to_png

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="{w}pt" height="{h}pt" viewBox="0 0 {w} {h}">'


def drawing(folder: Path, width: float, height: float) -> Path:
    """A blue field that fills its page."""
    path = folder / "field.svg"
    field = f'<rect width="{width}" height="{height}" fill="#0000ff"/></svg>'
    path.write_text(HEAD.format(w=width, h=height) + field, encoding="utf-8")
    return path


def pixels(png: bytes) -> np.ndarray:
    return matplotlib.image.imread(io.BytesIO(png))[:, :, :3]


@pytest.mark.parametrize(
    ("width_pt", "height_pt", "width_in", "ppi"),
    [
        (453.6, 82.8, 3.15, 220),  # 693 dots wide, 126.5 high
        (72, 36, 1, 100),  # 50 dots high to the dot
        (72, 36.3, 1, 100),
        (100, 10.001, 1, 300),
        (300, 150, 0.333, 220),  # 73.26 dots wide
    ],
)
def test_a_picture_is_whole_dots_with_nothing_squeezed_away(
    tmp_path: Path, width_pt: float, height_pt: float, width_in: float, ppi: int
) -> None:
    found = pixels(svg_to_png(drawing(tmp_path, width_pt, height_pt), width_in, ppi=ppi))
    dots = round(width_in * ppi)
    exact = dots * height_pt / width_pt
    high = math.ceil(round(exact, 1))
    assert found.shape == (high, dots, 3)
    # The field reaches the last whole row and column; what is grown at the foot is white.
    assert np.allclose(found[: math.floor(exact), :-1], [0, 0, 1], atol=0.02)
    if high - exact > 0.9:
        assert np.allclose(found[-1], 1, atol=0.2)


def test_a_picture_has_220_dots_an_inch(tmp_path: Path) -> None:
    assert pixels(svg_to_png(drawing(tmp_path, 72, 36), 1.0)).shape == (110, 220, 3)


def test_where_nothing_is_drawn_the_picture_is_white_and_not_transparent(tmp_path: Path) -> None:
    path = tmp_path / "half.svg"
    half = '<rect width="36" height="36" fill="#0000ff"/></svg>'
    path.write_text(HEAD.format(w=72, h=36) + half, encoding="utf-8")
    found = matplotlib.image.imread(io.BytesIO(svg_to_png(path, 1.0, ppi=100)))
    assert found[25, 75].tolist() in ([1, 1, 1], [1, 1, 1, 1])
    assert found[25, 25, :3].tolist() == [0, 0, 1]


def test_the_smallest_picture_is_a_dot(tmp_path: Path) -> None:
    assert pixels(svg_to_png(drawing(tmp_path, 72, 72), 0.001)).shape == (1, 1, 3)


def test_a_drawing_of_unknown_size_is_drawn_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "bare.svg"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5">'
        '<rect width="10" height="5" fill="#0000ff"/></svg>',
        encoding="utf-8",
    )
    assert pixels(svg_to_png(path, 1.0, ppi=100)).shape == (50, 100, 3)


def test_what_is_no_drawing_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.svg"
    path.write_text("<svg", encoding="utf-8")
    with pytest.raises(RunError, match=r"^broken\.svg: cannot be drawn \(.+\)$"):
        svg_to_png(path, 1.0)
