"""Networks show the units and ties of their tables, each in its place."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from crosscase import network as measures
from crosscase.errors import DataError, ParameterError
from crosscase.keywords.networks import Network
from crosscase.plots import diagrams
from crosscase.plots.drawing import text_size_in
from tests.plots.inventory import assert_looks, assert_readable

UNITS = pd.DataFrame(
    {
        "node_id": ["h", "s", "t"],
        "label": ["Hub", "Spoke", "Third"],
        "x_in": [1.0, 3.0, 4.0],
        "y_in": [1.5, 1.5, 0.6],
        "fill": ["dark", "light", "plain"],
        "schematic": [False, True, False],
        "text": ["", "told once", None],
        "width_in": [0.8, 0.9, 1.0],
    }
)
TIES = pd.DataFrame(
    {
        "tie_id": ["t1", "t2", "t3"],
        "source_node": ["s", "t", "h"],
        "target_node": ["h", "s", "t"],
        "line": ["dotted", "solid", "dashed"],
        "flow": ["source to target", "both", "none"],
        "label": ["tells", "", None],
        "bend": [0.2, 0.0, None],
    }
)
ENTRIES = [("dotted", "told once"), ("schematic", "assumed"), ("warm", "far"), ("solid", "told")]
ORDER = ["s_1_1", "s_1_2", "s_2_1", "s_2_2"]
WORDS = Network(
    pd.DataFrame(
        {
            "feature": ["hub", "spoke", "developed markets of the world", "firm"],
            "community": [1, 1, 2, 9],
            "documents": [9, 3, 1, 4],
            "x": [0.0, 0.01, 0.5, 1.0],
            "y": [0.0, 0.0, 1.0, 0.4],
        }
    ),
    pd.DataFrame(
        {"feature_a": ["hub", "hub"], "feature_b": ["spoke", "firm"], "weight": [1.0, 0.25]}
    ),
    0.1,
)


def hub_spoke(**options):
    nodes, edges = measures.hub_spoke(3, 3)
    order = list(nodes.loc[nodes["level"] == 3, "node_id"])
    return diagrams.draw_hub_spoke(nodes, edges, order, **options)


def schematic():
    nodes, edges = measures.hub_spoke(2, 1)
    nodes = nodes.assign(schematic=nodes["level"] > 1)
    order = list(nodes.loc[nodes["level"] == 3, "node_id"])
    return diagrams.draw_hub_spoke(nodes, edges.assign(edge_id="e"), order, height_in=3)


FIGURES = {
    "network": lambda: diagrams.draw_network(
        UNITS, TIES, width_in=5, height_in=2.2, entries=ENTRIES, legend_at_in=(0.2, 0.9)
    ),
    "plain network": lambda: diagrams.draw_network(
        UNITS[["node_id", "label", "x_in", "y_in"]], TIES[["source_node", "target_node"]],
        box_width_in=0.7, size_pt=6, entries=[("solid", "tie")],
    ),
    "hub and spokes": hub_spoke,
    "schematic hub": schematic,
    "words": lambda: diagrams.draw_word_network(WORDS, note="a note"),
    "many words": lambda: diagrams.draw_word_network(
        Network(
            pd.DataFrame({"feature": [f"word {i}" for i in range(14)],
                          "community": np.arange(14) // 2 + 1, "documents": 2,
                          "x": np.cos(np.arange(14)), "y": 0.0}),
            pd.DataFrame({"feature_a": ["word 1"], "feature_b": ["word 2"], "weight": [2.0]}), 0.0,
        ),
        evidence=["e2", "e1"],
    ),
    "low word network": lambda: diagrams.draw_word_network(WORDS, height_in=2),
}  # fmt: skip


def boxes(axes: Axes) -> list[FancyBboxPatch]:
    return [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]


def arrows(axes: Axes) -> list[FancyArrowPatch]:
    return [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]


def test_diagrams_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_diagrams_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_lines_follow_the_table() -> None:
    axes = FIGURES["network"]().axes[0]
    drawn = arrows(axes)
    assert [tie.get_linestyle() for tie in drawn] == [(0, (1.2, 2.0)), "solid", (0, (4, 2.4))]
    heads = [type(tie.get_arrowstyle()).__name__ for tie in drawn]
    assert heads == ["CurveFilledB", "CurveFilledAB", "Curve"]
    h, s, t = boxes(axes)[:3]
    assert [(tie.patchA, tie.patchB) for tie in drawn] == [(s, h), (t, s), (h, t)]


def test_dotted_and_solid_lines_of_a_hub_are_counted() -> None:
    drawn = arrows(hub_spoke().axes[0])
    dotted = [tie for tie in drawn if tie.get_linestyle() not in ("solid", "-")]
    assert (len(drawn), len(dotted)) == (21, 9)


def test_the_key_of_a_hub_tells_of_schematic_units_where_there_are_any() -> None:
    told = [text.get_text() for text in hub_spoke().axes[0].texts]
    assert "horizontal: subsidiary to subsidiary" in told
    assert "schematic: number or name assumed" not in told
    told = [text.get_text() for text in schematic().axes[0].texts]
    assert "schematic: number or name assumed" in told
    nodes, edges = measures.hub_spoke(2, 1)
    sure = diagrams.draw_hub_spoke(nodes.assign(schematic=False), edges, ["sub_1_1", "sub_2_1"])
    assert "schematic: number or name assumed" not in [t.get_text() for t in sure.axes[0].texts]


def ring_nodes() -> pd.DataFrame:
    rows = [("hq", 1, None), ("r1", 2, "1"), ("r2", 2, "2")]
    rows += [(name, 3, name[2]) for name in ORDER]
    return pd.DataFrame(rows, columns=["node_id", "level", "region"])


def test_the_ring_is_an_ellipse_that_begins_at_the_top() -> None:
    placed = diagrams.ring(ring_nodes(), ORDER, width_in=5.05 + 0.08, height_in=4.5 + 0.08)
    at = placed.set_index("node_id")[["x_in", "y_in"]].sub([2.565, 2.29])
    # Half axes: 2 across and 2 up; spokes a quarter turn apart, the first region about the top.
    half = np.sqrt(2)
    expected = {
        "hq": (0, 0), "s_1_1": (-half, half), "s_1_2": (half, half), "s_2_1": (half, -half),
        "s_2_2": (-half, -half), "r1": (0, 0.94), "r2": (0, -0.94),
    }  # fmt: skip
    for name, spot in expected.items():
        assert tuple(at.loc[name]) == pytest.approx(spot, abs=1e-9), name


def test_a_regional_hub_without_spokes_still_has_a_place() -> None:
    nodes = pd.concat(
        [ring_nodes(), pd.DataFrame({"node_id": ["r3"], "level": [2], "region": ["3"]})]
    )
    placed = diagrams.ring(nodes, ORDER).set_index("node_id")
    across = (6.3 - 1.05) / 2 - 0.04
    assert tuple(placed.loc["r3", ["x_in", "y_in"]]) == pytest.approx((3.15 + 0.47 * across, 2.5))


def test_the_ring_has_the_width_of_the_page() -> None:
    placed = diagrams.ring(ring_nodes(), ORDER).set_index("node_id")
    assert tuple(placed.loc["hq", ["x_in", "y_in"]]) == (3.15, 2.5)


def test_words_are_as_large_as_they_are_frequent_and_ties_as_wide_as_they_are_heavy() -> None:
    axes = FIGURES["words"]().axes[0]
    sizes = [float(dots.get_sizes()[0]) for dots in axes.collections]
    assert sizes == pytest.approx([28 + 150 * n / 9 for n in (9, 3, 1, 4)])
    assert [line.get_linewidth() for line in axes.lines] == pytest.approx([2.3, 0.95])
    colours = [tuple(dots.get_facecolor()[0]) for dots in axes.collections]
    assert colours[0] == colours[1] != colours[2]
    # The ninth community has the colour and the mark of the first again.
    assert colours[3] == colours[0]


def test_words_keep_off_each_other_and_off_the_marks() -> None:
    for one, other in combinations(words_and_marks(FIGURES["many words"]().axes[0]), 2):
        assert diagrams._overlap(one, other) < 1e-9


def words_and_marks(axes: Axes) -> list[tuple[float, float, float, float]]:
    found = []
    for text in axes.texts:
        (x, y), (wide, high) = text.get_position(), text_size_in(text.get_text(), 7)
        found.append((x - wide / 2, y - high / 2, x + wide / 2, y + high / 2))
    for dots in axes.collections:
        (x, y) = dots.get_offsets()[0]
        found.append((x - 0.06, y - 0.06, x + 0.06, y + 0.06))
    return found


def test_words_are_tried_beside_their_mark_first_then_above_and_below() -> None:
    boxes = diagrams._boxes_about((5, 5), 1, (2, 1))
    middles = [((a + c) / 2 - 5, (b + d) / 2 - 5) for a, b, c, d in boxes]
    far, near, half = 2.02, 0.8 * 2.02, 0.4 * 2.02
    expected = [(far, 0), (-far, 0), (0, 1.51), (0, -1.51)]
    expected += [(x, y) for y in (1.51, -1.51) for x in (near, -near)]
    expected += [(x, y) for y in (1.51, -1.51) for x in (half, -half)]
    assert [pytest.approx(spot) for spot in expected] == middles
    assert {(round(c - a, 9), round(d - b, 9)) for a, b, c, d in boxes} == {(2.06, 1.0)}


def test_overlap_and_what_lies_beyond_the_page() -> None:
    assert diagrams._overlap((0, 0, 2, 2), (1, 1, 4, 3)) == 1
    assert diagrams._overlap((0, 0, 2, 2), (2, 0, 4, 3)) == 0
    assert diagrams._overlap((0, 0, 1, 1), (2, 2, 3, 3)) == 0
    page = (0, 1, 6, 4)
    assert diagrams._beyond((0, 1, 6, 4), page) == 0
    assert diagrams._beyond((-1, 1, 6, 4), page) == 1
    assert diagrams._beyond((0, 0.5, 6, 4), page) == 0.5
    assert diagrams._beyond((0, 1, 8, 7), page) == 5


def test_diagrams_carry_the_rows_that_they_show() -> None:
    assert FIGURES["network"]().evidence == ("t1", "t2", "t3")
    assert diagrams.draw_network(UNITS, TIES, evidence=["e"]).evidence == ("e",)
    assert FIGURES["plain network"]().evidence == ()
    assert schematic().evidence == ("e", "hq", "rhq_1", "rhq_2", "sub_1_1", "sub_2_1")
    assert hub_spoke(evidence=["e"]).evidence == ("e",)
    assert FIGURES["many words"]().evidence == ("e1", "e2")


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ParameterError, match="a line ends at 't'; boxes: h, s"):
        diagrams.draw_network(UNITS.head(2), TIES)
    with pytest.raises(ParameterError, match=r"box 't' reaches from .* the figure is 4 × 2 in"):
        diagrams.draw_network(UNITS, TIES, width_in=4, height_in=2)
    with pytest.raises(ParameterError, match="order must name each spoke once: s_1_1, s_1_2, s_2_"):
        diagrams.ring(ring_nodes(), ORDER[:3])
    empty = Network(WORDS.table.head(0), WORDS.edges.head(0), 0.0)
    with pytest.raises(DataError, match="the network is empty; there is nothing to draw"):
        diagrams.draw_word_network(empty)
