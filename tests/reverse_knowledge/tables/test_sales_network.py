"""The sales network: counted by hand for a small one, and what it is in the thesis."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.network import brokerage, measures
from crosscase.study import Study
from reverse_knowledge.tables import sales_network

VOICES = ["A", "B", "C", "authors", "secondary"]
NODES = pd.DataFrame(
    {
        "node_id": ["huawei", "s", "c", "d"],
        "name": ["Huawei", "Supplier", "Carrier", "Other carrier"],
        "actor_group": ["internal", "suppliers", "carriers", "carriers"],
    }
)
# Supplier to Huawei and Huawei to both carriers; the supplier and a carrier know each other.
EDGES = pd.DataFrame(
    {
        "tie_id": ["t1", "t2", "t3", "t4", "t5"],
        "source_node": ["s", "huawei", "huawei", "c", "s"],
        "target_node": ["huawei", "c", "d", "huawei", "c"],
        "tie_type": ["resource tie", "resource tie", "actor bond", "resource tie", "actor bond"],
        "flow": ["source to target"] * 5,
        "said_by": ["A", "A", "B", "C", "B"],
        "bond": ["social", None, "knowledge", "social", None],
    }
)


def test_actors_stand_by_group_and_name(flagship: Study) -> None:
    found = sales_network.actors(flagship)
    assert len(found.table) == 90
    assert found.table["name"].tolist()[:2] == ["Carrier customers", "Common customers"]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("DHL", "name")] == ["dhl"]


def test_ties_are_of_those_who_are_heard(flagship: Study) -> None:
    every = sales_network.ties_as_told(flagship, VOICES, count_possible=True)
    assert len(every) == 92
    certain = sales_network.ties_as_told(flagship, VOICES, count_possible=False)
    assert "possible" not in set(certain["strength"])
    assert len(certain) == 92 - (every["strength"] == "possible").sum() < 92
    one = sales_network.ties_as_told(flagship, ["B"], count_possible=True)
    assert (len(one), set(one["said_by"])) == (11, {"B"})


def test_ties_are_shown_with_names(flagship: Study) -> None:
    ties = sales_network.ties_as_told(flagship, ["B"], count_possible=True)
    shown = sales_network.ties_in_words(ties, flagship)
    assert list(shown.table.columns)[:4] == ["tie_id", "source", "target", "tie_type"]
    row = shown.table.set_index("tie_id").loc["tie-017"]
    assert (row["source"], row["target"]) == ("TeliaSonera", "Huawei Operator BG")
    assert isinstance(shown.evidence, dict)
    assert shown.evidence[("tie-017", "said_by")] == ["tie-017"]


def test_kinds_and_bonds_are_counted_by_voice() -> None:
    kinds = sales_network.kinds_by_voice(EDGES, ["A", "B", "C", "authors"])
    assert kinds.table.loc["resource tie"].to_dict() == {
        "A": 2, "B": 0, "C": 1, "authors": 0, "all": 3,
    }  # fmt: skip
    assert isinstance(kinds.evidence, dict)
    assert kinds.evidence[("actor bond", "B")] == ["t3", "t5"]
    bonds = sales_network.bonds_by_voice(EDGES, ["A", "B"])
    assert bonds.table.index.tolist() == [
        "technical", "time-related", "knowledge", "social", "economical and legal",
    ]  # fmt: skip
    assert bonds.table["all"].tolist() == [0, 0, 1, 1, 0]


def test_huawei_is_one_towards_the_outside(flagship: Study) -> None:
    ties = sales_network.ties_as_told(flagship, VOICES, count_possible=True)
    nodes, edges = sales_network.outside(ties, flagship)
    assert (len(nodes), len(edges)) == (38, 82)
    inside = nodes.loc[nodes["actor_group"] == "internal", "node_id"]
    assert inside.tolist() == ["huawei"]
    assert (edges["source_node"] != edges["target_node"]).all()
    assert set(edges.loc[edges["direction"] == "mutual", "flow"]) == {"both"}
    assert set(edges.loc[edges["direction"] != "mutual", "flow"]) == {"source to target"}


def test_places_are_those_with_more_than_one_contact() -> None:
    measured = measures(NODES, EDGES)
    brokers = brokerage(NODES, EDGES, group="actor_group")
    found = sales_network.places(measured, brokers, NODES, EDGES)
    assert found.table["name"].tolist() == ["Huawei", "Supplier", "Carrier"]
    assert found.table["degree"].tolist() == [3, 2, 2]
    # From the supplier to the other carrier, and from one carrier to the other.
    assert found.table["total"].tolist() == [2, 0, 0]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("Supplier", "degree")] == ["t1", "t5"]


def test_dependence_is_seen_from_both_sides() -> None:
    found = sales_network.dependence(measures(NODES, EDGES), NODES, EDGES)
    assert found.table.to_dict("index") == {
        "carriers": {
            "actors": 2, "ties": 3, "resource_in": 1, "resource_out": 1, "share_of_ties": 0.75,
            # One carrier knows Huawei alone, the other the supplier too.
            "huawei_share_of_contacts": 0.75,
        },
        "suppliers": {
            "actors": 1, "ties": 1, "resource_in": 1, "resource_out": 0, "share_of_ties": 0.25,
            "huawei_share_of_contacts": 0.5,
        },
    }  # fmt: skip
    assert found.evidence == {
        ("carriers", "ties"): ["t2", "t3", "t4"],
        ("suppliers", "ties"): ["t1"],
    }


def test_a_voice_takes_its_ties_with_it() -> None:
    found = sales_network.without_voices(NODES, EDGES, ["A", "B", "C", "authors"])
    table = found.table
    assert table.index.tolist() == ["none", "A", "B", "C", "authors"]
    assert table["statements"].tolist() == [5, 3, 3, 4, 5]
    assert table["actors"].tolist() == [4, 4, 3, 4, 4]
    assert table["pairs"].tolist() == [4, 3, 2, 4, 4]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("B", "statements")] == ["t3", "t5"]
    assert ("none", "statements") not in found.evidence


def test_ties_between_groups_are_counted_without_direction() -> None:
    panels = sales_network.between_groups(NODES, EDGES)
    assert list(panels) == ["All voices", "Without A", "Without B", "Without C",
                            "Without authors", "Without A, B and C"]  # fmt: skip
    assert panels["All voices"].to_numpy().tolist() == [
        ["Carriers", "Huawei", 3],
        ["Carriers", "Suppliers", 1],
        ["Huawei", "Suppliers", 1],
    ]
    assert panels["Without B"]["ties"].tolist() == [2, 1]
    assert panels["Without A, B and C"].empty


def test_the_network_of_the_thesis_without_c(flagship: Study) -> None:
    ties = sales_network.ties_as_told(flagship, VOICES, count_possible=True)
    nodes, edges = sales_network.outside(ties, flagship)
    without = sales_network.between_groups(nodes, edges)["Without C"]
    assert not ((without["one"] == "Carriers") & (without["other"] == "Competitors")).any()
    lost = sales_network.without_voices(nodes, edges, VOICES)
    numbers = sales_network.numbers(flagship, ties, edges, lost)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_thesis_actors": 90,
        "n_thesis_ties": 92,
        "n_thesis_network_actors": 38,
        "n_thesis_network_pairs": 45,
        "n_thesis_ties_said_by_a": 26,
        "n_thesis_ties_said_by_b": 11,
        "n_thesis_ties_said_by_c": 20,
        "n_thesis_ties_said_by_authors": 29,
        "n_thesis_pairs_only_a": 8,
        "n_thesis_pairs_only_b": 2,
        "n_thesis_pairs_only_c": 8,
        "thesis_huawei_betweenness": pytest.approx(0.9426926927),
    }


def test_with_a_single_voice_nothing_is_left_to_leave_out() -> None:
    only = EDGES[EDGES["said_by"] == "A"]
    found = sales_network.without_voices(NODES, only, ["A"])
    assert found.table.index.tolist() == ["none"]
