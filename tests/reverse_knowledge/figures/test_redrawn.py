"""Redrawn figures tell what a source states from what is assumed."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from crosscase.errors import ParameterError
from crosscase.plots.drawing import centre_in
from reverse_knowledge.figures import redrawn
from tests.plots.inventory import assert_looks, assert_readable

PARTS = pd.DataFrame(
    {
        "figure_number": ["Figure 8", *["Figure 9"] * 4],
        "element_id": ["z", "a", "b", "i", "e"],
        "label": ["Z", "A", "B", "inner", None],
        "kind": ["node", "node", "node", "item", "edge"],
        "from_element_id": [None, None, None, "a", "a"],
        "to_element_id": [None, None, None, None, "b"],
        "basis": ["stated", "stated", "assumed", "stated", "assumed"],
    }
)
NODES = pd.DataFrame(
    {"node_id": ["a", "h", "b", "c", "d"], "label": ["First", "Hub", "Second", "Third", "Fourth"]}
)
EDGES = pd.DataFrame(
    {"source_node": ["a", "b"], "target_node": ["h", "h"], "line": ["solid", "dashed"]}
)
FIGURES = {
    "star": lambda: redrawn.draw_star(NODES, EDGES, centre="h", evidence=["e2", "e1"]),
    "turned star": lambda: redrawn.draw_star(
        NODES, EDGES.assign(flow="none"), centre="h", start_degrees=0, height_in=3, box_width_in=1
    ),
    "chain": lambda: redrawn.draw_chain(NODES, EDGES, per_row=2, evidence=["e"]),
    "chain without a legend": lambda: redrawn.draw_chain(
        NODES, EDGES, row_height_in=0.8, legend=False
    ),
}


def boxes(axes: Axes) -> dict[str, tuple[float, float]]:
    """Return the middle of each box by the heading in it."""
    patches = [p for p in axes.patches if isinstance(p, FancyBboxPatch)]
    return {
        text.get_text(): tuple(round(float(v), 6) for v in centre_in(patch))
        for text, patch in zip(axes.texts, patches, strict=False)
    }


def arrows(axes: Axes) -> list[FancyArrowPatch]:
    return [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]


def test_redrawn_figures_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_redrawn_figures_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_parts_tell_stated_from_assumed() -> None:
    nodes, edges = redrawn.figure_parts(PARTS, "Figure 9")
    assert nodes.to_dict("list") | {"within": None} == {
        "node_id": ["a", "b", "i"], "label": ["A", "B", "inner"],
        "schematic": [False, True, False], "within": None,
    }  # fmt: skip
    assert nodes["within"].isna().tolist() == [True, True, False]
    assert nodes["within"][2] == "a"
    assert edges.to_dict("records") == [
        {"source_node": "a", "target_node": "b", "label": "", "line": "dashed"}
    ]
    assert redrawn.figure_parts(PARTS, "Figure 8")[1].empty


def test_a_star_goes_round_clockwise_from_the_top() -> None:
    at = boxes(FIGURES["star"]().axes[0])
    x, y = at["Hub"]
    assert x == 3.15
    right, up = (6.3 - 1.35) / 2 - 0.05, (3.6 - 0.45) / 2 - 0.36
    around = {"First": (x, y + up), "Second": (x + right, y), "Third": (x, y - up),
              "Fourth": (x - right, y)}  # fmt: skip
    for name, spot in around.items():
        assert at[name] == pytest.approx(spot, abs=1e-5), name
    turned = boxes(FIGURES["turned star"]().axes[0])
    assert turned["First"][0] > turned["Hub"][0]
    assert turned["First"][1] == turned["Hub"][1]


def test_lines_of_a_star_are_arrows_unless_told() -> None:
    heads = [type(a.get_arrowstyle()).__name__ for a in arrows(FIGURES["star"]().axes[0])]
    assert heads == ["CurveFilledB"] * 2
    heads = [type(a.get_arrowstyle()).__name__ for a in arrows(FIGURES["turned star"]().axes[0])]
    assert heads == ["Curve"] * 2


def test_a_chain_turns_at_the_end_of_a_row() -> None:
    at = boxes(FIGURES["chain"]().axes[0])
    left, right = 6.3 / 4, 3 * 6.3 / 4
    assert [at[name][0] for name in NODES["label"]] == pytest.approx(
        [left, right, right, left, left]
    )
    rows = [at[name][1] for name in NODES["label"]]
    assert rows[0] == rows[1] > rows[2] == rows[3] > rows[4]
    assert rows[0] - rows[2] == pytest.approx(1.05)


def test_the_legend_says_what_lines_rest_on() -> None:
    for name in ("star", "chain"):
        told = [text.get_text() for text in FIGURES[name]().axes[0].texts]
        assert told[-2:] == ["stated in the text", "assumed: the drawing is lost"]
    told = [text.get_text() for text in FIGURES["chain without a legend"]().axes[0].texts]
    assert told == list(NODES["label"])


def test_redrawn_figures_carry_the_rows_given() -> None:
    assert FIGURES["star"]().evidence == ("e1", "e2")
    assert FIGURES["chain"]().evidence == ("e",)
    assert FIGURES["turned star"]().evidence == ()


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ParameterError, match="no 'Figure 1' among the redrawn figures; there are: "
                       "Figure 8, Figure 9"):  # fmt: skip
        redrawn.figure_parts(PARTS, "Figure 1")
    with pytest.raises(ParameterError, match="no node 'z'; nodes: a, h, b, c, d"):
        redrawn.draw_star(NODES, EDGES, centre="z")
