"""Figures as bytes: the same each time, whatever drew them."""

from __future__ import annotations

import matplotlib as mpl
from matplotlib.figure import Figure

from crosscase.exhibits.figures import png_bytes, svg_bytes


def figure() -> Figure:
    made = Figure(figsize=(3, 2))
    axes = made.subplots()
    axes.plot([1, 2], [3, 4], label="x", clip_on=True)
    axes.legend()
    return made


def test_an_svg_has_no_date_no_random_id_and_no_text_that_needs_a_font() -> None:
    first = svg_bytes(figure())
    assert svg_bytes(figure()) == first
    assert b"<dc:date>" not in first
    assert b"<text" not in first


def test_settings_of_the_session_do_not_reach_the_bytes() -> None:
    first = svg_bytes(figure())
    with mpl.rc_context({"svg.hashsalt": "other", "svg.fonttype": "none"}):
        assert svg_bytes(figure()) == first


def test_a_png_has_the_dots_asked_for() -> None:
    made = png_bytes(figure(), dpi=50)
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(made[at : at + 4], "big") for at in (16, 20)] == [150, 100]
    assert int.from_bytes(png_bytes(figure())[16:20], "big") == 330
    assert png_bytes(figure()) == png_bytes(figure())


def test_a_png_of_256_colours_looks_like_the_one_of_16_million() -> None:
    import io

    import numpy as np
    from PIL import Image

    plain = io.BytesIO()
    figure().savefig(plain, format="png", dpi=110)
    whole = np.asarray(Image.open(plain).convert("RGB"), dtype=int)
    few = Image.open(io.BytesIO(png_bytes(figure())))
    assert few.mode == "P"
    assert np.abs(np.asarray(few.convert("RGB"), dtype=int) - whole).max() <= 16
    assert len(png_bytes(figure())) < 0.6 * len(plain.getvalue())
