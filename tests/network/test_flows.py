"""Where knowledge can get to, and who brokers it, counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase import network
from crosscase.errors import DataError


def test_brokerage_roles_by_hand():
    """One path for each of the five roles of Gould & Fernandez (1989), p. 93."""
    groups = {"coordinator": "xxx", "gatekeeper": "xyy", "representative": "xxy",
              "consultant": "xyx", "liaison": "xyz"}  # fmt: skip
    for role, letters in groups.items():
        nodes = pd.DataFrame({"node_id": list("abc"), "group": list(letters)})
        edges = pd.DataFrame({"source_node": list("ab"), "target_node": list("bc")})
        found = network.brokerage(nodes, edges.assign(flow="source to target"), group="group")
        broker = found.set_index("node_id").loc["b"]
        assert broker[role] == broker["total"] == 1
        assert found["total"].sum() == 1


def test_no_broker_where_the_ends_are_tied():
    nodes = pd.DataFrame({"node_id": list("abc"), "group": list("xyz")})
    edges = pd.DataFrame({"source_node": ["a", "b", "a"], "target_node": ["b", "c", "c"]})
    found = network.brokerage(nodes, edges.assign(flow="source to target"), group="group")
    assert found["total"].sum() == 0


def test_a_unit_without_a_group_is_a_group_of_its_own():
    nodes = pd.DataFrame({"node_id": list("abc"), "group": [None, "x", None]})
    edges = pd.DataFrame({"source_node": ["a", "b"], "target_node": ["b", "c"]})
    found = network.brokerage(nodes, edges.assign(flow="source to target"), group="group")
    assert found.set_index("node_id").loc["b", "liaison"] == 1


def test_reach_follows_the_flow(tables):
    nodes, edges = tables([("s", "h"), ("h", "t")], flow=["source to target", "both"])
    found = network.reach(nodes, edges).set_index("node_id")
    assert found["reached"].to_dict() == {"s": 2, "h": 1, "t": 1}


def test_reach_over_one_kind_of_tie():
    nodes, edges = network.hub_spoke(2, 2)
    vertical = network.reach(nodes, edges, kinds=["vertical"])
    horizontal = network.reach(nodes, edges, kinds=["horizontal"]).set_index("node_id")
    assert set(vertical["reached"]) == {6}
    assert horizontal.loc["sub_1_1", "reached"] == 1
    assert pd.isna(horizontal.loc["hq", "mean_steps"])


def test_steps_are_the_mean_of_those_reached(tables):
    nodes, edges = tables([("a", "b"), ("b", "c"), ("c", "d"), ("a", "x")], flow="source to target")
    found = network.reach(nodes, edges).set_index("node_id")
    assert found.loc["a"].tolist() == [2, 4, (1 + 1 + 2 + 3) / 4]
    assert found.loc["b"].tolist() == [1, 2, 1.5]


def test_a_circle_of_two_has_no_broker(tables):
    nodes, edges = tables([("a", "b"), ("b", "a")])
    found = network.brokerage(nodes.assign(group=["x", "y"]), edges, group="group")
    assert found["total"].tolist() == [0, 0]


def test_a_hub_brokers_between_every_pair(tables):
    nodes, edges = tables([("h", "a"), ("h", "b"), ("h", "c")], ["h", "a", "b", "c"])
    found = network.brokerage(nodes.assign(group=["g", "x", "x", "y"]), edges, group="group")
    hub = found.set_index("node_id").loc["h"]
    # a to b and back within x; a or b to c and back between x and y.
    assert hub["consultant"] == 2
    assert hub["liaison"] == 4
    assert hub["total"] == 6
    assert found.columns.tolist() == ["node_id", *network.ROLES, "total"]


def test_a_group_is_not_taken_for_a_unit_without_one(tables):
    # The unit named x has no group; the others are of a group of that name.
    nodes, edges = tables([("x", "b"), ("b", "c")], ["x", "b", "c"], flow="source to target")
    found = network.brokerage(nodes.assign(group=[None, "x", "x"]), edges, group="group")
    assert found.set_index("node_id").loc["b", "gatekeeper"] == 1


def test_a_column_that_is_not_there():
    nodes, edges = network.hub_spoke(1, 2)
    with pytest.raises(DataError, match="nodes have no column 'area'; columns: node_id, label"):
        network.brokerage(nodes, edges, group="area")
