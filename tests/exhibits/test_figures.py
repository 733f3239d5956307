"""Figures as bytes."""

from __future__ import annotations

import base64
import io
import re

import matplotlib as mpl
import pytest
from matplotlib.figure import Figure
from matplotlib.image import imread

from crosscase.exhibits.figures import png_bytes, svg_bytes


def shaded(dpi: int) -> Figure:
    figure = Figure(figsize=(2, 1), dpi=dpi)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.imshow([[0.0, 1.0]], aspect="auto")
    axes.set_axis_off()
    return figure


def size(png: bytes) -> tuple[int, int]:
    height, width = imread(io.BytesIO(png)).shape[:2]
    return width, height


@pytest.mark.parametrize("dpi", [72, 110])
def test_a_picture_within_an_svg_has_200_dots_an_inch_whatever_the_figure_has(dpi: int) -> None:
    picture = re.search(rb'base64,\s*([^"]+)"', svg_bytes(shaded(dpi)))
    assert picture is not None
    assert size(base64.b64decode(picture[1])) == (400, 200)


def test_an_svg_is_the_same_bytes_each_time_and_draws_texts_as_paths() -> None:
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": None}):
        made = [Figure(figsize=(2, 1)) for _ in range(2)]
        for figure in made:
            figure.add_subplot().set_title("Firms")
        first, second = map(svg_bytes, made)
    assert first == second
    assert b"<text" not in first
    assert b"<dc:date>" not in first


def test_a_png_has_the_dots_asked_for() -> None:
    assert size(png_bytes(shaded(72))) == (220, 110)
    assert size(png_bytes(shaded(72), dpi=50)) == (100, 50)
