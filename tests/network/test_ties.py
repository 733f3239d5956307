"""The tables as a graph, and every fault of a table by its own message."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase import network
from crosscase.errors import DataError
from crosscase.network import graph, hub_spoke, shares
from crosscase.network.ties import undirected


def test_a_tie_is_two_arcs_unless_it_flows_one_way(tables):
    nodes, edges = tables([("s", "h"), ("h", "t")], flow=["source to target", "both"])
    assert sorted(graph(nodes, edges).edges) == [("h", "t"), ("s", "h"), ("t", "h")]
    assert sorted(graph(nodes, edges.drop(columns="flow")).edges) == [
        ("h", "s"), ("h", "t"), ("s", "h"), ("t", "h"),
    ]  # fmt: skip
    assert sorted(undirected(nodes, edges).edges) == [("h", "s"), ("h", "t")]


def test_columns_become_attributes_and_nodes_keep_their_order(tables):
    nodes, edges = tables([("b", "a")], ["b", "c", "a"], kind="vertical")
    made = graph(nodes.assign(level=[1, 2, 3]), edges)
    assert list(made.nodes) == list(undirected(nodes, edges).nodes) == ["b", "c", "a"]
    assert made.nodes["c"]["level"] == 2
    assert made.edges["a", "b"]["kind"] == made.edges["b", "a"]["kind"] == "vertical"


def test_shares_add_up_to_one():
    _, edges = hub_spoke(3, 3)
    found = shares(edges)
    assert found["ties"].to_dict() == {0: 12, 1: 9}
    assert found["share"].sum() == pytest.approx(1)


def test_shares_of_equal_number_stand_in_order_of_their_names():
    edges = pd.DataFrame({"line": ["dotted", "solid", "dashed", "solid", "dotted"]})
    found = shares(edges, by="line")
    assert found["line"].tolist() == ["dotted", "solid", "dashed"]
    assert found["share"].tolist() == [0.4, 0.4, 0.2]
    assert shares(edges.head(0), by="line").empty


def test_tables_are_left_as_they_were():
    nodes, edges = hub_spoke(2, 2)
    before = nodes.copy(), edges.copy()
    network.measures(nodes, edges)
    network.brokerage(nodes, edges, group="region")
    network.removal(nodes, edges, {"hq": ["hq"]})
    pd.testing.assert_frame_equal(nodes, before[0])
    pd.testing.assert_frame_equal(edges, before[1])


def test_faults_of_a_table():
    nodes, edges = hub_spoke(1, 2)
    with pytest.raises(DataError, match="of nodes has no column 'node_id'; it needs one row a"):
        graph(nodes.rename(columns={"node_id": "id"}), edges)
    for column in ("source_node", "target_node"):
        with pytest.raises(DataError, match=f"of ties has no column '{column}'; it needs one row"):
            graph(nodes, edges.drop(columns=column))
    with pytest.raises(DataError, match="node 'hq' stands twice; every unit is given once"):
        graph(pd.concat([nodes, nodes.head(1)]), edges)
    with pytest.raises(
        DataError,
        match=r"source_node is 'sub_1_2', which is no node; nodes: hq, rhq_1, sub_1_1$",
    ):
        graph(nodes[nodes["node_id"] != "sub_1_2"], edges)
    with pytest.raises(DataError, match="a tie's target_node is 'hq', which is no node"):
        graph(nodes[nodes["node_id"] != "hq"], edges)
    with pytest.raises(DataError, match="a tie joins 'hq' to itself; a tie needs two units"):
        graph(nodes, edges.assign(source_node="hq", target_node="hq"))
    with pytest.raises(DataError, match="ties have no column 'sort'; columns: source_node, target"):
        shares(edges, by="sort")


def test_of_several_unknown_nodes_the_first_is_named(tables):
    _, edges = tables([("z", "b"), ("a", "b")])
    with pytest.raises(DataError, match="source_node is 'a'"):
        graph(pd.DataFrame({"node_id": ["b"]}), edges)
    with pytest.raises(DataError, match=r"nodes: b, c$"):
        graph(pd.DataFrame({"node_id": ["c", "b"]}), edges)


def test_tab_shows_the_subjects_own_names():
    assert dir(network) == sorted(network.__all__)
    assert all(hasattr(network, name) for name in network.__all__)
