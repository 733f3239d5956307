"""Texts are measured as they are drawn; boxes hold their texts; lines end at boxes."""

from __future__ import annotations

import io

import matplotlib as mpl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg

from crosscase.errors import ParameterError
from crosscase.plots import drawing
from crosscase.plots.drawing import Box
from tests.plots.inventory import assert_looks, assert_readable

LONG = "knowledge flows from subsidiaries over regional headquarters to headquarters"


def boxes():
    figure, axes = drawing.canvas(6, 3)
    outer = Box("outer", 2, 1.5, 3.8, 2.8, "Outer", "with a text", fill="warm", top=True)
    drawing.draw_box(axes, outer, 8)
    one = Box("a", 1, 1, 1.2, heading="One heading of several words", text="and a text " * 3)
    other = Box("b", 3, 1.6, 1, 0.6, heading="Other", fill="dark", schematic=True)
    plain = Box("c", 5, 2, 1.4, text="only a text")
    patches = [drawing.draw_box(axes, box) for box in (one, other, plain)]
    drawing.connect(axes, patches[0], patches[1], label="tells")
    drawing.connect(axes, patches[1], patches[2], arrows="<|-|>", bend=-0.2, line="dashed",
                    label="asks")  # fmt: skip
    drawing.connect(axes, (5, 0.5), patches[2], arrows="-", line="dotted")
    drawing.write(axes, 5, 0.2, "a note", size_pt=6, colour="red", vertical="top", halo=True)
    return figure


def test_boxes_look_as_they_did() -> None:
    assert_looks(__file__, {"boxes": boxes})


@pytest.mark.filterwarnings("error")
def test_boxes_can_be_read() -> None:
    assert_readable(boxes())


@pytest.mark.parametrize("bold", [False, True])
def test_a_text_is_as_wide_as_it_is_drawn(bold: bool) -> None:
    figure, axes = drawing.canvas(6, 1)
    canvas = FigureCanvasAgg(figure)
    drawing.write(axes, 0, 0.5, LONG, size_pt=7, bold=bold, horizontal="left")
    drawn = axes.texts[0].get_window_extent(canvas.get_renderer()).width / figure.dpi
    # On a screen letters stand on whole dots.
    assert drawing.text_size_in(LONG, 7, bold=bold)[0] == pytest.approx(drawn, rel=0.03)


def test_a_text_is_measured_in_the_font_that_it_is_written_in() -> None:
    with mpl.rc_context({"font.family": "monospace"}):
        narrow = drawing.text_size_in("iiii", 7)[0]
    assert narrow < drawing.text_size_in("mmmm", 7)[0] / 2


def test_a_text_is_measured_by_its_widest_line_and_its_number_of_lines() -> None:
    wide, high = drawing.text_size_in("regional headquarters", 7)
    two = drawing.text_size_in("hub\nregional headquarters", 7)
    assert two == (wide, 2 * high)
    assert high == pytest.approx(7 * 1.28 / 72)
    assert drawing.text_size_in("", 7) == (0, high)
    assert drawing.text_size_in(" \nhub", 7)[0] == drawing.text_size_in("hub", 7)[0]
    assert drawing.text_size_in("hub", 14)[0] == pytest.approx(
        2 * drawing.text_size_in("hub", 7)[0]
    )
    assert drawing.text_size_in("hub", 7, bold=True)[0] > drawing.text_size_in("hub", 7)[0]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(["hub", "subsidiary", "a", "of", "headquarters"]), min_size=1),
    st.floats(0.3, 2),
)
def test_wrapping_keeps_the_words_and_the_width(words: list[str], width: float) -> None:
    lines = drawing.wrap(" ".join(words), width, 7).split("\n")
    assert " ".join(lines).split(" ") == words
    for line, after in zip(lines, [*lines[1:], None], strict=True):
        # A line is too wide only where it is one word; no word of the next would still fit.
        assert drawing.text_size_in(line, 7)[0] <= width or " " not in line
        if after is not None:
            longer = f"{line} {after.split(' ')[0]}"
            assert drawing.text_size_in(longer, 7)[0] > width


def test_breaks_of_a_text_are_kept() -> None:
    assert drawing.wrap("one\n\ntwo  words", 3, 7) == "one\n\ntwo words"
    # Bold words are wider.
    width = drawing.text_size_in("two words", 7)[0]
    assert drawing.wrap("two words", width, 7) == "two words"
    assert drawing.wrap("two words", width, 7, bold=True) == "two\nwords"


def test_a_canvas_is_in_inches() -> None:
    figure, axes = drawing.canvas()
    assert figure.get_size_inches().tolist() == [6.3, 3.6]
    figure, axes = drawing.canvas(4, 2)
    assert (axes.get_xlim(), axes.get_ylim()) == ((0, 4), (0, 2))
    assert axes.get_position().bounds == (0, 0, 1, 1)
    assert not axes.axison
    figure.savefig(io.BytesIO())
    assert axes.get_position().bounds == (0, 0, 1, 1)
    drawing.canvas(6.3 + 1e-7, 2)
    with pytest.raises(ParameterError, match=r"width_in is 7; the page's text is 6\.3 in wide"):
        drawing.canvas(7, 3)


def test_a_box_is_as_high_as_its_texts() -> None:
    line = drawing.text_size_in("x", 7.5)[1]
    small = drawing.text_size_in("x", 7.0)[1]
    assert drawing.box_height_in(Box("", 0, 0, 1)) == pytest.approx(0.14)
    assert drawing.box_height_in(Box("", 0, 0, 1, heading="x")) == pytest.approx(0.14 + line)
    assert drawing.box_height_in(Box("", 0, 0, 1, text="x")) == pytest.approx(0.14 + small)
    both = Box("", 0, 0, 1, heading="x", text="x")
    assert drawing.box_height_in(both) == pytest.approx(0.17 + line + small)
    assert drawing.box_height_in(both, 9.5) == pytest.approx(
        0.17 + drawing.text_size_in("x", 9.5)[1] + drawing.text_size_in("x", 9)[1]
    )
    _, axes = drawing.canvas(4, 3)
    patch = drawing.draw_box(axes, Box("", 2, 1, 1, heading="x", text="x"))
    assert patch.get_height() == drawing.box_height_in(both)
    assert drawing.centre_in(patch) == pytest.approx((2, 1))
    assert drawing.draw_box(axes, Box("", 2, 1, 1, 0.9, heading="x")).get_height() == 0.9


def test_schematic_boxes_have_a_dashed_outline() -> None:
    _, axes = drawing.canvas(4, 2)
    sure = drawing.draw_box(axes, Box("a", 1, 1, 1, heading="A"))
    assumed = drawing.draw_box(axes, Box("b", 3, 1, 1, heading="B", schematic=True))
    assert sure.get_linestyle() in ("solid", "-")
    assert assumed.get_linestyle() == (0, (4, 2.4))


def test_a_label_stands_at_the_middle_of_its_line() -> None:
    _, axes = drawing.canvas(6, 6)
    for bend in (0, 0.5):
        drawing.connect(axes, (1, 1), (3, 5), bend=bend, label="x")
        tie, label = axes.patches[-1], axes.texts[-1]
        # The curve's middle, from matplotlib's own path: a quadratic with one point of control.
        start, control, end = tie.get_connectionstyle().connect((1, 1), (3, 5)).vertices
        assert label.get_position() == pytest.approx(start / 4 + control / 2 + end / 4)


def test_a_place_is_its_own_middle() -> None:
    assert drawing.centre_in((1.5, 2)) == (1.5, 2)


def test_boxes_are_found_by_name() -> None:
    _, axes = drawing.canvas(4, 2)
    patch = drawing.draw_box(axes, Box("a", 1, 1, 1))
    assert drawing.box_named({"a": patch}, "a") is patch
    with pytest.raises(ParameterError, match="a line ends at 'b'; boxes: a"):
        drawing.box_named({"a": patch}, "b")


def test_what_cannot_be_drawn_is_refused() -> None:
    _, axes = drawing.canvas(4, 2)
    with pytest.raises(ParameterError, match="box 'a': fill 'red'; allowed: dark, middle, light"):
        drawing.draw_box(axes, Box("a", 1, 1, 1, heading="A", fill="red"))
    for x, y in ((0.4, 1), (3.6, 1), (2, 0.4), (2, 1.6)):
        with pytest.raises(ParameterError, match=r"box 'a' reaches from .* figure is 4 × 2 in"):
            drawing.draw_box(axes, Box("a", x, y, 1, 1))
    with pytest.raises(ParameterError, match=r"from \(-0\.10, 0\.50\) to \(0\.90, 1\.50\) in"):
        drawing.draw_box(axes, Box("a", 0.4, 1, 1, 1))
    assert not axes.patches
    drawing.draw_box(axes, Box("a", 2, 1, 4, 2))
