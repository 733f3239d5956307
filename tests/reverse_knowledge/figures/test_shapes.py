"""Boxes, hubs, triangles and pyramids hold their texts in their places."""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from crosscase.errors import ParameterError
from crosscase.plots.drawing import Box, centre_in, text_size_in
from reverse_knowledge.figures import shapes
from tests.plots.inventory import assert_looks, assert_readable

OUTER = Box("out", 2, 1, 3.6, 1.8, "Outer", top=True)
A, B = Box("a", 1, 0.8, 1, heading="A"), Box("b", 3, 0.8, 1, heading="B")
SPOKES = [(f"spoke {i}", "a few words " * i) for i in range(4)]
CORNERS = [("top", "a text of several words"), ("left", ""), ("right", "")]
LEVELS = [("A long top level", "few"), ("middle", ""), ("third", "x " * 60), ("fourth", ""),
          ("foot", "all")]  # fmt: skip
FIGURES = {
    "boxes": lambda: shapes.draw_boxes(
        [OUTER, A, B], [("a", "b", "to"), ("b", "a")], width_in=4, height_in=2, evidence=["e"]
    ),
    "boxes both ways": lambda: shapes.draw_boxes(
        [A, B], [("a", "b")], both_ways=True, line="dashed"
    ),
    "hub": lambda: shapes.draw_hub("centre", SPOKES, evidence=["e2", "e1"]),
    "low hub": lambda: shapes.draw_hub("centre", SPOKES[:2], height_in=2, box_width_in=1),
    "triangle": lambda: shapes.draw_triangle(CORNERS, ["one side", "two", "three"], evidence=["e"]),
    "wide triangle": lambda: shapes.draw_triangle(
        CORNERS, ["", "", ""], width_in=6, height_in=2, line="dashed"
    ),
    "pyramid": lambda: shapes.draw_pyramid(LEVELS, evidence=["e"]),
    "pyramid without texts": lambda: shapes.draw_pyramid(
        [("top", ""), ("foot", "")], width_in=4, height_in=1.5
    ),
}


def boxes(axes: Axes) -> list[FancyBboxPatch]:
    return [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]


def arrows(axes: Axes) -> list[FancyArrowPatch]:
    return [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]


def told(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def test_shapes_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_shapes_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_arrows_join_the_boxes_named() -> None:
    axes = FIGURES["boxes"]().axes[0]
    _, a, b = boxes(axes)
    assert [(tie.patchA, tie.patchB) for tie in arrows(axes)] == [(a, b), (b, a)]
    assert told(axes) == ["Outer", "A", "B", "to"]
    (tie,) = arrows(FIGURES["boxes both ways"]().axes[0])
    assert tie.get_linestyle() == (0, (4, 2.4))
    assert type(tie.get_arrowstyle()).__name__ == "CurveFilledAB"


def test_a_hub_has_its_spokes_clockwise_from_the_top() -> None:
    axes = FIGURES["hub"]().axes[0]
    hub, *spokes = boxes(axes)
    x, y = centre_in(hub)
    assert (x, y) == (3.15, 2)
    places = [np.sign(np.round(np.subtract(centre_in(s), (x, y)), 9)).tolist() for s in spokes]
    assert places == [[0, 1], [1, 0], [0, -1], [-1, 0]]
    # Each ends at the edge of the drawing, however high it is.
    ends = [s.get_y() + s.get_height() for s in spokes]
    assert ends[0] == pytest.approx(4 - 0.05)
    assert spokes[2].get_y() == pytest.approx(0.05)
    assert spokes[1].get_x() + spokes[1].get_width() == pytest.approx(6.3 - 0.05)
    assert [(tie.patchA, tie.patchB) for tie in arrows(axes)] == [(hub, s) for s in spokes]
    assert {type(tie.get_arrowstyle()).__name__ for tie in arrows(axes)} == {"Curve"}


def test_sides_of_a_triangle_stand_between_its_corners() -> None:
    axes = FIGURES["triangle"]().axes[0]
    top, left, right = boxes(axes)
    assert centre_in(left)[0] < centre_in(top)[0] < centre_in(right)[0]
    assert centre_in(left)[1] == centre_in(right)[1] < centre_in(top)[1]
    ends = [(tie.patchA, tie.patchB) for tie in arrows(axes)]
    assert ends == [(top, left), (left, right), (right, top)]
    places = {text.get_text(): text.get_position() for text in axes.texts}
    for side, (a, b) in zip(("one side", "two", "three"), ends, strict=True):
        middle = (np.array(centre_in(a)) + centre_in(b)) / 2
        assert places[side] == pytest.approx(tuple(middle))


def test_a_pyramid_widens_downwards() -> None:
    axes = FIGURES["pyramid"]().axes[0]
    corners = [patch.get_xy()[:4] for patch in axes.patches]
    widths = [(p[1, 0] - p[0, 0], p[2, 0] - p[3, 0]) for p in corners]
    assert all(above < below for above, below in widths)
    tops = [p[0, 1] for p in corners]
    assert tops == sorted(tops, reverse=True)
    faces = [tuple(patch.get_facecolor()) for patch in axes.patches]
    assert len(set(faces)) == 4
    assert faces[3] == faces[4]
    # The last level is as wide as the drawing leaves for it.
    assert widths[-1][1] == pytest.approx(6.3 * 0.52)
    bare = FIGURES["pyramid without texts"]().axes[0].patches[-1].get_xy()
    assert bare[2, 0] - bare[3, 0] == pytest.approx(4 - 0.1)


def test_texts_of_a_pyramid_stand_at_its_right() -> None:
    axes = FIGURES["pyramid"]().axes[0]
    beside = {t.get_text() for t in axes.texts if t.get_ha() == "left"}
    assert {"few", "all"} < beside
    assert {t.get_position()[0] for t in axes.texts if t.get_ha() == "left"} == {6.3 * 0.52 + 0.2}
    ink = {t.get_text().replace("\n", " "): t.get_color() for t in axes.texts}
    assert ink["A long top level"] == "white"
    assert ink["middle"] == "black"


def test_labels_of_a_pyramid_are_broken_as_bold_words() -> None:
    # Two words that fit on the lower level in plain type, but not in bold.
    width = (text_size_in("top", 7.5, bold=True)[0] + 0.2 + 4 - 0.1) / 2
    letters = next(n for n in range(99) if text_size_in(f"{'n' * n} n", 7.5, bold=True)[0] > width)
    label = f"{'n' * letters} n"
    assert text_size_in(label, 7.5)[0] < width
    axes = shapes.draw_pyramid([("top", ""), (label, "")], width_in=4, height_in=1.5).axes[0]
    assert told(axes)[1] == label.replace(" ", "\n")


def test_shapes_carry_the_rows_given() -> None:
    assert FIGURES["hub"]().evidence == ("e1", "e2")
    assert {FIGURES[n]().evidence for n in ("boxes", "triangle", "pyramid")} == {("e",)}


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ParameterError, match="fill 'red'; allowed: dark"):
        shapes.draw_boxes([Box("a", 1, 1, 1, heading="A", fill="red")])
    with pytest.raises(ParameterError, match=r"box 'a' reaches from \(-0\.50"):
        shapes.draw_boxes([Box("a", 0, 1, 1, heading="A")])
    with pytest.raises(ParameterError, match="a line ends at 'c'; boxes: a, b"):
        shapes.draw_boxes([A, B], [("a", "c")])
    with pytest.raises(ParameterError, match=r"spokes is empty; give at least one \(heading, text"):
        shapes.draw_hub("centre", [])
    with pytest.raises(ParameterError, match="box 'spoke 1' reaches from"):
        shapes.draw_hub("centre", SPOKES, height_in=0.4)
    with pytest.raises(ParameterError, match="2 corners and 3 sides; a triangle has 3"):
        shapes.draw_triangle(CORNERS[:2], ["1", "2", "3"])
    with pytest.raises(ParameterError, match="3 corners and 1 sides; a triangle has 3"):
        shapes.draw_triangle(CORNERS, ["1"])
    with pytest.raises(ParameterError, match=r"1 level\(s\); a pyramid has at least two"):
        shapes.draw_pyramid([("a", "")])
