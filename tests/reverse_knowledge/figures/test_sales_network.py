"""Groups stand at their sides; ties that are lost stay to be seen."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.patches import FancyArrowPatch

from crosscase.errors import DataError, ParameterError
from reverse_knowledge.figures import sales_network
from tests.plots.inventory import assert_looks, assert_readable

NODES = pd.DataFrame({"node_id": list("fabcdefgh"[:9]), "label": "x"}).drop_duplicates("node_id")
WHOLE = pd.DataFrame({"one": ["hub", "hub"], "other": ["spoke", "rim"], "ties": [6, 3]})
PLACES = {"hub": (0.0, 0.5), "spoke": (1.0, 1.0), "rim": (1.0, 0.0)}
FIGURES = {
    "panels": lambda: sales_network.draw_group_panels(
        {"All": WHOLE, "Without A": WHOLE.head(1).assign(ties=2), "Without B": WHOLE.head(0)},
        PLACES, evidence=["e2", "e1"],
    ),
    "one row": lambda: sales_network.draw_group_panels(
        {"All": WHOLE, "Same": WHOLE}, PLACES, height_in=2.5
    ),
}  # fmt: skip


def test_panels_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_panels_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_units_stand_at_their_sides() -> None:
    placed = sales_network.place_zones(
        NODES, centre="f", left=["a", "b"], right=["c"], top=[["d"], ["g"]], bottom=[["e", "h"]],
        width_in=6, height_in=5, box_width_in=1, foot_in=1,
    ).set_index("node_id")  # fmt: skip
    spots = {name: (row["x_in"], row["y_in"]) for name, row in placed.iterrows()}
    assert {name: pytest.approx(spot) for name, spot in spots.items()} == {
        "f": (3, 3), "a": (0.52, 4), "b": (0.52, 2), "c": (5.48, 3),
        # Rows between the columns, 0.78 in apart, 0.32 in from the edge.
        "d": (3, 4.68), "g": (3, 3.9), "e": (3 - 0.85, 1.32), "h": (3 + 0.85, 1.32),
    }  # fmt: skip
    assert set(placed["width_in"]) == {1}


def test_the_last_row_at_the_bottom_is_the_lowest() -> None:
    placed = sales_network.place_zones(
        NODES, centre="f", bottom=[["a"], ["b"], ["c"]]
    ).set_index("node_id")  # fmt: skip
    assert placed.loc[["a", "b", "c"], "y_in"].tolist() == pytest.approx([1.88, 1.1, 0.32])
    assert placed.loc["f", ["x_in", "y_in"]].tolist() == [3.15, 3.5]
    assert set(placed["width_in"]) == {1.0}


def test_units_that_are_not_named_have_no_place() -> None:
    placed = sales_network.place_zones(NODES, centre="f", left=["a"])
    assert placed["node_id"].tolist() == ["f", "a"]


def test_ties_are_as_wide_as_they_are_many_and_dashed_where_they_are_lost() -> None:
    axes = FIGURES["panels"]().axes[0]
    widths = [line.get_linewidth() for line in axes.lines]
    assert widths == pytest.approx([5.0, 2.9, 0.8 + 4.2 / 3, 0.8, 0.8, 0.8])
    dashed = [line.get_linestyle() == "--" for line in axes.lines]
    assert dashed == [False, False, False, True, True, True]
    numbers = [text.get_text() for text in axes.texts if text.get_text().isdigit()]
    assert numbers == ["6", "3", "2", "0", "0", "0"]


def test_panels_stand_two_in_a_row() -> None:
    axes = FIGURES["panels"]().axes[0]
    titles = {t.get_text(): t.get_position() for t in axes.texts if t.get_weight() == "bold"}
    assert titles == {
        "All": (0.06, 4.88), "Without A": (pytest.approx(3.21), 4.88),
        "Without B": (0.06, pytest.approx(2.38)),
    }  # fmt: skip
    hubs = [t.get_position() for t in axes.texts if t.get_text() == "hub"]
    assert [x for x, _ in hubs] == pytest.approx([0.5, 3.65, 0.5])
    # From the foot of a panel, a quarter inch up, and half of the room below its title.
    assert hubs[0][1] == pytest.approx(2.5 + 0.25 + 0.5 * (2.5 - 0.75))


def test_panels_carry_the_rows_given() -> None:
    assert FIGURES["panels"]().evidence == ("e1", "e2")


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ParameterError, match="no node 'z'; nodes: a, b, c, d, e, f, g, h"):
        sales_network.place_zones(NODES, centre="f", left=["z"])
    with pytest.raises(ParameterError, match="'a' stands twice; a unit has one place"):
        sales_network.place_zones(NODES, centre="f", left=["a"], top=[["a"]])
    with pytest.raises(DataError, match="the whole network has no column 'ties'; it needs one, "):
        sales_network.draw_group_panels({"All": WHOLE[["one", "other"]]}, PLACES)
    with pytest.raises(DataError, match="the whole network is empty"):
        sales_network.draw_group_panels({"All": WHOLE.head(0)}, PLACES)


UNITS = pd.DataFrame(
    {
        "node_id": ["huawei", "siemens", "telenor", "company_z", "opponents", "stranger"],
        "name": ["Huawei", "Siemens", "Telenor AG", "Company Z", "All opponents", "Stranger"],
        "actor_group": ["internal", "suppliers", "carriers", "carriers", "opponents", "other"],
        "is_named": [True, True, True, False, True, True],
    }
)
TIES = pd.DataFrame(
    {
        "tie_id": ["t1", "t2", "t3", "t4"],
        "source_node": ["siemens", "siemens", "huawei", "stranger"],
        "target_node": ["huawei", "huawei", "company_z", "huawei"],
        "tie_type": ["resource tie", "resource tie", "activity link", "actor bond"],
        "flow": ["source to target", "source to target", "both", "both"],
    }
)


def test_the_network_is_drawn_with_its_legend() -> None:
    figure = sales_network.draw_outside(UNITS, TIES)
    axes = figure.axes[0]
    told = [" ".join(text.get_text().split()) for text in axes.texts]
    assert told == [
        "Huawei, its Operator BG and its units", "Siemens", "Telenor", "Company Z", "Opponents",
        "actor bond", "resource tie", "activity link",
    ]  # fmt: skip
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    # Two ties of one type are one line, and an actor without a place has none.
    assert len(arrows) == 2
    assert figure.evidence == ("t1", "t2", "t3", "t4")  # type: ignore[attr-defined]


def test_groups_have_their_places_in_each_panel() -> None:
    whole = pd.DataFrame({"one": ["Carriers"], "other": ["Huawei"], "ties": [2]})
    figure = sales_network.draw_without_voices({"All": whole, "Without A": whole.head(0)})
    told = [text.get_text() for text in figure.axes[0].texts]
    assert told.count("Competitors") == 2
    assert [text for text in told if text.isdigit()] == ["2", "0"]
