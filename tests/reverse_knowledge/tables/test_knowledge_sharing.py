"""A network of one hub, two regional hubs and three spokes, counted by hand; and the study's."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import knowledge_sharing as sharing

NODES = pd.DataFrame(
    [
        ("hq", "Head", "headquarters", 1, "named", None, "s1"),
        ("r1", "North", "regional headquarters", 2, "schematic", 1, "s2"),
        ("r2", "South", "regional headquarters", 2, "schematic", 2, "s3"),
        ("a", "Spoke a", "subsidiary", 3, "named", 1, "s4"),
        ("b", "Spoke b", "subsidiary", 3, "kind", 1, "s5"),
        ("c", "Spoke c", "subsidiary", 3, "schematic", 2, "s6"),
    ],
    columns=["node_id", "label", "kind", "level", "status", "region", "locator"],
).astype({"region": "Int64"})
# a and b share; a also tells c, which does not answer.
EDGES = pd.DataFrame(
    [
        ("e1", "r1", "hq", "vertical", "both"),
        ("e2", "r2", "hq", "vertical", "both"),
        ("e3", "a", "r1", "vertical", "both"),
        ("e4", "b", "r1", "vertical", "both"),
        ("e5", "c", "r2", "vertical", "both"),
        ("e6", "a", "b", "horizontal", "both"),
        ("e7", "a", "c", "horizontal", "source to target"),
    ],
    columns=["edge_id", "source_node", "target_node", "kind", "flow"],
)
IDS = [f"e{n}" for n in range(1, 8)]


def test_units_are_counted_by_kind_and_status() -> None:
    found = sharing.given_and_lost(NODES)
    assert found.table.to_numpy().tolist() == [
        [1, "headquarters", "named in the text", 1, "Head", "s1"],
        [2, "regional headquarters", "assumed", 2, "North; South", "s2"],
        [3, "subsidiary", "named in the text", 1, "Spoke a", "s4"],
        [4, "subsidiary", "named as a kind", 1, "Spoke b", "s5"],
        [5, "subsidiary", "assumed", 1, "Spoke c", "s6"],
    ]
    assert found.table.columns.tolist() == ["no", "kind", "status", "units", "names", "locator"]
    assert found.evidence == {
        (1, "names"): ["hq"],
        (2, "names"): ["r1", "r2"],
        (3, "names"): ["a"],
        (4, "names"): ["b"],
        (5, "names"): ["c"],
    }
    assert found.names["names"] == "In the drawing"


def test_measures_of_the_whole_end_with_the_kinds_of_ties() -> None:
    found = sharing.whole_network(NODES, EDGES)
    values = found.table.set_index("measure")["value"]
    assert values["units"] == 6
    assert values["density"] == pytest.approx(7 / 15)
    assert values.index.tolist()[-2:] == ["share of vertical ties", "share of horizontal ties"]
    assert values.iloc[-2:].tolist() == pytest.approx([5 / 7, 2 / 7])
    assert found.evidence == IDS
    assert found.digits == 2


def test_each_unit_has_its_place_and_its_roles() -> None:
    found = sharing.unit_places(NODES, EDGES)
    table = found.table.set_index("label")
    assert found.table.columns.tolist() == [
        "label", "level", "degree", "betweenness", "closeness", "constraint", "gatekeeper",
        "representative", "liaison",
    ]  # fmt: skip
    assert table["degree"].tolist() == [2, 3, 2, 3, 2, 2]
    # Between the regions headquarters carry r1 to r2 and back.
    assert table.loc["Head", "liaison"] == 2
    # b and r1 tell a, and a tells c.
    assert table.loc["Spoke a", "representative"] == 2
    assert found.evidence["Spoke c", "degree"] == ["c"]
    assert len(found.evidence) == 6
    assert (found.digits, found.names) == (2, {"label": "Unit"})


def test_without_hubs_what_is_left_is_counted_by_flows() -> None:
    found = sharing.without_hubs(NODES, EDGES)
    table = found.table.set_index("removed")
    assert table.index.tolist() == [
        "nothing", "headquarters", "one regional hub", "all regional hubs", "all hubs",
    ]  # fmt: skip
    assert table["units"].tolist() == [6, 5, 5, 4, 3]
    # Without headquarters: r1, a and b to each other (6) and to c and r2 (6), c and r2 (2).
    assert table.loc["headquarters", "pairs_joined"] == pytest.approx(14 / 20)
    assert table.loc["headquarters", "vertical_only"] == pytest.approx(8 / 20)
    # Without r1: a and b to each other (2) and to c, r2 and hq (6), these to each other (6).
    assert table.loc["one regional hub", "pairs_joined"] == pytest.approx(14 / 20)
    # Spokes alone: a and b to each other (2) and to c (2), of 6.
    assert table.loc["all hubs", "pairs_joined"] == pytest.approx(4 / 6)
    assert table["vertical_only"].tolist()[3:] == [0, 0]
    assert found.names["removed"] == "Taken away"
    assert (found.digits, found.evidence) == (2, IDS)


def test_sizes_are_tried_in_order() -> None:
    found = sharing.measures_by_size([1, 2], [2])
    assert found.table.columns.tolist() == [
        "size", "units", "density", "vertical_share", "degree_centralisation",
        "betweenness_centralisation",
    ]  # fmt: skip
    # 1 × 2: headquarters, a hub, two spokes; four ties of six, three of them vertical.
    assert found.table.iloc[0].tolist() == [
        "1 × 2", 4, pytest.approx(4 / 6), 0.75, pytest.approx(4 / 6), pytest.approx(2 / 3),
    ]  # fmt: skip
    assert found.table["size"].tolist() == ["1 × 2", "2 × 2"]
    assert found.digits == 2


def test_numbers_are_counted() -> None:
    numbers = sharing.numbers(NODES, EDGES)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_sharing_units": 6,
        "n_sharing_units_named": 2,
        "n_sharing_ties": 7,
        "n_sharing_ties_vertical": 5,
        "n_sharing_ties_horizontal": 2,
        "share_sharing_ties_vertical": pytest.approx(5 / 7),
    }
    assert numbers["n_sharing_ties"].title == "sharing ties"
    assert numbers["share_sharing_ties_vertical"].digits == 2


def test_the_study_draws_13_units_and_names_two(flagship: Study) -> None:
    nodes, edges = flagship.network_nodes, flagship.network_edges
    assert sharing.given_and_lost(nodes).table["units"].tolist() == [1, 3, 1, 6, 2]
    places = sharing.unit_places(nodes, edges).table.set_index("label")
    assert places["betweenness"].idxmax() == places["degree"].idxmax() == "Huawei UK"
    assert places["constraint"].idxmin() == "Headquarters"
    joined = sharing.without_hubs(nodes, edges).table["pairs_joined"]
    assert joined.round(2).tolist() == [1.0, 0.52, 0.8, 0.4, 0.5]


def test_the_two_ties_of_huawei_uk_are_all_that_differs_from_three_by_three(
    flagship: Study,
) -> None:
    edges = flagship.network_edges
    drawn = sharing.whole_network(
        flagship.network_nodes, edges[~edges["edge_id"].isin(["e_22", "e_23"])]
    )
    made = sharing.measures_by_size([3], [3]).table.iloc[0]
    values = drawn.table.set_index("measure")["value"]
    assert made["density"] == values["density"]
    assert made["betweenness_centralisation"] == values["betweenness centralisation"]
