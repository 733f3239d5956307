"""Drawings: nothing is clipped, nothing overlaps, nothing is computed; one test per message."""

from __future__ import annotations

from itertools import combinations

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from crosscase import network as measures
from crosscase.errors import DataError, ParameterError
from crosscase.exhibits import figures as saving
from crosscase.plots import charts, diagrams, drawing, style
from crosscase.plots.drawing import Box
from reverse_knowledge.figures import circulation as circle
from reverse_knowledge.figures import key_words, shapes, trees

EVENTS = pd.DataFrame(
    {
        "lane": ["Huawei: high level", "Huawei: renew", "ZTE: release"],
        "year_start": [1991, 1998, 2013],
        "year_end": [1991, 2008, 2013],
        "label": ["network opens abroad", "equipment in use in many countries", "three units sold"],
    }
)
PERIODS = pd.DataFrame(
    {
        "label": ["1 Huawei", "2 ZTE", "2 ZTE"],
        "start_month": ["2013-02", "2014-01", "2016-04"],
        "end_month": ["2014-01", "2014-01", "2016-09"],
        "group": ["face-to-face", "video", "video"],
    }
)
COUNTS = pd.DataFrame({"firm": [4, 5, 0], "joint": [0, 3, 0]}, index=["P1", "P2", "P3"])


def hub_spoke():
    nodes, edges = measures.hub_spoke(3, 3)
    order = ["sub_1_1", "sub_1_2", "sub_1_3", "sub_2_1", "sub_2_2", "sub_2_3", "sub_3_1", "sub_3_2",
             "sub_3_3"]  # fmt: skip
    return diagrams.draw_hub_spoke(nodes.assign(schematic=nodes["level"] > 1), edges, order)


def circulation():
    three = [("Learning", "of subsidiaries"), ("Sharing", "over hubs"), ("Integration", "in steps")]
    return circle.draw_circulation(
        three,
        background=("Market", "the ground"),
        driver=("Abroad", "drives"),
        support=("Nets", ""),
    )


FIGURES = {
    "timeline": lambda: charts.draw_timeline(PERIODS),
    "heat maps": lambda: charts.draw_heat_maps({"one": COUNTS, "two": COUNTS}),
    "counts": lambda: key_words.draw_counts(
        COUNTS.rename_axis("label").reset_index().assign(group=["a", "a", "b"]),
        label="label", values=["firm", "joint"], group="group",
    ),
    "stacked": lambda: charts.draw_stacked(COUNTS),
    "butterfly": lambda: charts.draw_butterfly(COUNTS, COUNTS, names=("A", "B")),
    "events": lambda: charts.draw_events(EVENTS),
    "hub and spokes": hub_spoke,
    "circulation": circulation,
    "tree": lambda: trees.draw_tree({"a": "root", "b": "root", "c": "b", "d": "b"}),
    "hub": lambda: shapes.draw_hub("centre", [(f"spoke {i}", "a few words") for i in range(5)]),
    "triangle": lambda: shapes.draw_triangle([("a", "x"), ("b", ""), ("c", "")], ["1", "2", "3"]),
    "pyramid": lambda: shapes.draw_pyramid([("top level", "few"), ("middle", ""), ("foot", "x")]),
    "boxes": lambda: shapes.draw_boxes(
        [Box("out", 2, 1, 3.6, 1.8, "Outer", top=True), Box("a", 1, 0.8, 1, heading="A"),
         Box("b", 3, 0.8, 1, heading="B")], [("a", "b", "to")], width_in=4, height_in=2,
    ),
}  # fmt: skip


def texts(figure):
    """Return the extents in pixels of every text, after drawing."""
    with style.figure_style():
        canvas = FigureCanvasAgg(figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        found = []
        for axes in figure.axes:
            parts = [*axes.texts, *axes.get_yticklabels(), axes.title]
            low, high = axes.get_xlim()
            ticks = zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
            parts += [label for x, label in ticks if low <= x <= high]
            parts += [axes.xaxis.label] if axes.axison else []
            parts = [p for p in parts if p.get_text().strip() and p.get_visible()]
            if not axes.axison:
                parts = list(axes.texts)
            found += [(p.get_text(), p.get_window_extent(renderer)) for p in parts]
        return found, canvas.get_width_height()


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_is_clipped(name):
    found, (width, height) = texts(FIGURES[name]())
    assert found
    for text, box in found:
        assert box.x0 >= -1, text
        assert box.y0 >= -1, text
        assert box.x1 <= width + 1, text
        assert box.y1 <= height + 1, text


@pytest.mark.parametrize("name", FIGURES)
def test_no_two_texts_overlap(name):
    found, _ = texts(FIGURES[name]())
    for (one, a), (other, b) in combinations(found, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 1.5, (one, other)


@pytest.mark.parametrize("name", FIGURES)
def test_figures_fit_the_page_and_come_out_the_same(name):
    figure = FIGURES[name]()
    assert figure.get_size_inches()[0] <= style.FULL_WIDTH_IN + 1e-9
    assert saving.svg_bytes(figure) == saving.svg_bytes(FIGURES[name]())


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_figures_give_no_warning_and_leave_the_style_alone(name):
    before = mpl.rcParams["font.size"], mpl.rcParams["svg.hashsalt"]
    saving.png_bytes(FIGURES[name]())
    assert (mpl.rcParams["font.size"], mpl.rcParams["svg.hashsalt"]) == before


def test_a_label_with_two_periods_has_two_bars_on_one_line():
    axes = charts.draw_timeline(PERIODS).axes[0]
    assert len(axes.patches) == 3
    assert len({round(p.get_y(), 3) for p in axes.patches}) == 2
    # A month is included to its end: January 2014 alone is a twelfth of a year wide.
    assert axes.patches[1].get_width() == pytest.approx(1 / 12)


def test_bars_have_the_length_of_their_counts():
    axes = charts.draw_stacked(COUNTS).axes[0]
    assert [p.get_width() for p in axes.patches] == [4, 5, 0, 0, 3, 0]
    axes = charts.draw_butterfly(COUNTS, COUNTS, names=("A", "B")).axes[0]
    assert [p.get_width() for p in axes.patches][:3] == [-4, -5, 0]


def test_dotted_and_solid_lines_follow_the_table():
    figure = hub_spoke()
    arrows = [p for p in figure.axes[0].patches if type(p).__name__ == "FancyArrowPatch"]
    dotted = [p for p in arrows if p.get_linestyle() not in ("solid", "-")]
    assert (len(arrows), len(dotted)) == (21, 9)


def test_schematic_units_have_a_dashed_outline():
    figure = shapes.draw_boxes(
        [Box("a", 1, 1, 1, heading="A"), Box("b", 3, 1, 1, heading="B", schematic=True)],
        width_in=4, height_in=2,
    )  # fmt: skip
    a, b = figure.axes[0].patches
    assert a.get_linestyle() in ("solid", "-")
    assert b.get_linestyle() not in ("solid", "-")


def test_boxes_of_a_tree_do_not_overlap():
    figure = trees.draw_tree(
        {"a": "r", "b": "r", "c": "b", "d": "b", "e": "r"}, {"a": "a label of many words " * 5}
    )
    boxes = figure.axes[0].patches
    for one, other in combinations(boxes, 2):
        apart = (
            one.get_x() + one.get_width() <= other.get_x() + 1e-9
            or other.get_x() + other.get_width() <= one.get_x() + 1e-9
            or one.get_y() + one.get_height() <= other.get_y() + 1e-9
            or other.get_y() + other.get_height() <= one.get_y() + 1e-9
        )
        assert apart


def test_wrapped_lines_keep_to_the_width():
    text = "knowledge flows from subsidiaries over regional headquarters to headquarters"
    lines = drawing.wrap(text, 1.2, 7).split("\n")
    assert " ".join(lines) == text
    assert all(drawing.text_size_in(line, 7)[0] <= 1.2 for line in lines)


def test_the_ring_puts_regional_hubs_between_hub_and_spokes():
    nodes, _ = measures.hub_spoke(3, 1)
    placed = diagrams.ring(nodes, ["sub_1_1", "sub_2_1", "sub_3_1"], width_in=6, height_in=6)
    far = ((placed["x_in"] - 3) ** 2 + (placed["y_in"] - 3) ** 2) ** 0.5
    by_level = far.groupby(placed["level"]).max()
    assert by_level[1] == pytest.approx(0)
    assert by_level[1] < by_level[2] < by_level[3]


def test_tables_are_left_as_they_were():
    before = EVENTS.copy()
    charts.draw_events(EVENTS)
    pd.testing.assert_frame_equal(EVENTS, before)


def test_errors():
    with pytest.raises(DataError, match="periods has no column 'group'"):
        charts.draw_timeline(PERIODS.drop(columns="group"))
    with pytest.raises(DataError, match="events is empty"):
        charts.draw_events(EVENTS.head(0))
    with pytest.raises(DataError, match="counts is empty"):
        charts.draw_stacked(COUNTS.head(0))
    with pytest.raises(ParameterError, match="at least one table and equal rows"):
        charts.draw_heat_maps({"one": COUNTS, "two": COUNTS.head(1)})
    with pytest.raises(ParameterError, match="differ in their rows or columns"):
        charts.draw_butterfly(COUNTS, COUNTS.head(1), names=("A", "B"))
    with pytest.raises(ParameterError, match="name each spoke once: sub_1_1"):
        diagrams.ring(measures.hub_spoke(1, 1)[0], [])
    with pytest.raises(ParameterError, match="takes three"):
        circle.draw_circulation([], background=("", ""), driver=("", ""), support=("", ""))
    with pytest.raises(ParameterError, match=r"text is 6\.3 in wide"):
        drawing.canvas(7, 3)
    with pytest.raises(ParameterError, match="fill 'red'; allowed: dark"):
        shapes.draw_boxes([Box("a", 1, 1, 1, heading="A", fill="red")])
    with pytest.raises(ParameterError, match=r"box 'a' reaches from \(-"):
        shapes.draw_boxes([Box("a", 0, 1, 1, heading="A")])
    with pytest.raises(ParameterError, match="a line ends at 'b'; boxes: a"):
        shapes.draw_boxes([Box("a", 1, 1, 1, heading="A")], [("a", "b")])
    with pytest.raises(ParameterError, match="no parent: a, b"):
        trees.draw_tree({"c": "a", "d": "b"})
    with pytest.raises(ParameterError, match="no parent: none"):
        trees.draw_tree({"a": "b", "b": "a"})
    with pytest.raises(ParameterError, match="spokes is empty"):
        shapes.draw_hub("centre", [])
    with pytest.raises(ParameterError, match="2 corners and 3 sides"):
        shapes.draw_triangle([("a", ""), ("b", "")], ["1", "2", "3"])
    with pytest.raises(ParameterError, match=r"1 level\(s\); a pyramid has at least two"):
        shapes.draw_pyramid([("a", "")])
