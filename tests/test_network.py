"""Network measures: published values, hand-counted values, invariances, error messages."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import network
from crosscase.errors import DataError, ParameterError


def tables(pairs, names=None, **more):
    names = names or sorted({name for pair in pairs for name in pair})
    edges = pd.DataFrame(pairs, columns=["source_node", "target_node"]).assign(**more)
    return pd.DataFrame({"node_id": names}), edges


KITE = [
    "Andre Beverly", "Andre Carol", "Andre Diane", "Andre Fernando", "Beverly Diane", "Beverly Ed",
    "Beverly Garth", "Carol Diane", "Carol Fernando", "Diane Ed", "Diane Fernando", "Diane Garth",
    "Ed Garth", "Fernando Garth", "Fernando Heather", "Garth Heather", "Heather Ike", "Ike Jane",
]  # fmt: skip


def test_measures_of_the_kite():
    """Krackhardt, D. (1990), Administrative Science Quarterly 35, 342-369: the kite, p. 351."""
    table = network.measures(*tables([tuple(tie.split()) for tie in KITE])).set_index("node_id")
    assert table["degree"].to_dict() == {
        "Andre": 4, "Beverly": 4, "Carol": 3, "Diane": 6, "Ed": 3, "Fernando": 5, "Garth": 5,
        "Heather": 3, "Ike": 2, "Jane": 1,
    }  # fmt: skip
    # Betweenness as published in the literature on the kite, normalised by (n-1)(n-2)/2 = 36.
    expected = {"Heather": 14 / 36, "Fernando": 25 / 3 / 36, "Ike": 8 / 36, "Jane": 0.0}
    for name, value in expected.items():
        assert table.loc[name, "betweenness"] == pytest.approx(value)
    assert table.loc["Fernando", "closeness"] == pytest.approx(9 / 14)
    assert table.loc["Diane", "closeness"] == pytest.approx(0.6)


def test_constraint_of_star_and_triangle():
    """Burt (1992), p. 54: without ties among k contacts the sum of (1/k)^2; all tied: 1.125."""
    star = network.measures(*tables([("h", x) for x in "abcd"])).set_index("node_id")
    assert star.loc["h", "constraint"] == pytest.approx(4 * (1 / 4) ** 2)
    assert star.loc["h", "effective_size"] == pytest.approx(4)
    triangle = network.measures(*tables([("a", "b"), ("b", "c"), ("a", "c")]))
    assert triangle["constraint"].tolist() == pytest.approx([2 * (1 / 2 + 1 / 4) ** 2] * 3)


def test_a_unit_without_ties_has_no_constraint():
    table = network.measures(*tables([("a", "b")], ["a", "b", "c"])).set_index("node_id")
    assert table.loc["c", "degree"] == 0
    assert pd.isna(table.loc["c", "constraint"])


@pytest.mark.parametrize("n", [3, 5, 9])
def test_centralisation_is_one_for_a_star_and_zero_for_a_ring(n):
    """Freeman (1978), pp. 228-231."""
    star = network.measures(*tables([("h", f"s{i}") for i in range(n - 1)]))
    ring = network.measures(*tables([(f"s{i}", f"s{(i + 1) % n}") for i in range(n)]))
    for kind in ("degree", "betweenness"):
        assert network.centralisation(star[kind], kind=kind) == pytest.approx(1)
        assert network.centralisation(ring[kind], kind=kind) == pytest.approx(0)


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


def test_reach_follows_the_flow():
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


def test_removal_of_hubs_by_hand():
    """Two regions of two tied subsidiaries: hubs gone, two pairs are left (4 of 12 arcs)."""
    nodes, edges = network.hub_spoke(2, 2)
    gone = {"nothing": [], "hq": ["hq"], "all hubs": ["hq", "rhq_1", "rhq_2"]}
    found = network.removal(nodes, edges, gone).set_index("removed")
    assert found["components"].to_dict() == {"nothing": 1, "hq": 2, "all hubs": 2}
    assert found.loc["nothing", "pairs_joined"] == 1
    assert found.loc["hq", "pairs_joined"] == pytest.approx(2 * 6 / 30)
    assert found.loc["all hubs", "pairs_joined"] == pytest.approx(4 / 12)
    assert found.loc["all hubs", "largest_share"] == pytest.approx(0.5)


def test_levels_of_a_hub_spoke_network():
    nodes, edges = network.hub_spoke(3, 2)
    steps = network.levels(nodes, edges, "hq").set_index("node_id")["steps"]
    level = nodes.set_index("node_id")["level"]
    assert (steps + 1 == level).all()


def test_levels_are_missing_where_no_path_leads():
    steps = network.levels(*tables([("a", "b")], ["a", "b", "c"]), "a").set_index("node_id")
    assert pd.isna(steps.loc["c", "steps"])


def test_summary_of_a_ring_of_five():
    ring = tables([(f"s{i}", f"s{(i + 1) % 5}") for i in range(5)])
    found = network.summary(*ring).set_index("measure")["value"]
    assert found["density"] == pytest.approx(0.5)
    assert found["diameter"] == 2
    assert found["mean distance"] == pytest.approx(1.5)
    assert found["share of ordered pairs joined"] == 1


def test_shares_add_up_to_one():
    _, edges = network.hub_spoke(3, 3)
    found = network.shares(edges)
    assert found["ties"].to_dict() == {0: 12, 1: 9}
    assert found["share"].sum() == pytest.approx(1)


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 9), st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_measures_do_not_depend_on_names_or_order(n, seed, random):
    drawn = nx.gnp_random_graph(n, 0.5, seed=seed)
    pairs = [(f"u{a}", f"u{b}") for a, b in drawn.edges]
    names = [f"u{i}" for i in range(n)]
    other = dict(zip(names, random.sample([f"w{i}" for i in range(n)], n), strict=True))
    shuffled = [(other[b], other[a]) for a, b in random.sample(pairs, len(pairs))]
    first = network.measures(*tables(pairs, names)).set_index("node_id")
    second = network.measures(*tables(shuffled, sorted(other.values()))).set_index("node_id")
    renamed = second.loc[[other[name] for name in names]].set_axis(names).rename_axis("node_id")
    pd.testing.assert_frame_equal(first, renamed)


def test_tables_are_left_as_they_were():
    nodes, edges = network.hub_spoke(2, 2)
    before = nodes.copy(), edges.copy()
    network.measures(nodes, edges)
    network.brokerage(nodes, edges, group="region")
    network.removal(nodes, edges, {"hq": ["hq"]})
    pd.testing.assert_frame_equal(nodes, before[0])
    pd.testing.assert_frame_equal(edges, before[1])


def test_errors():
    nodes, edges = network.hub_spoke(1, 2)
    with pytest.raises(DataError, match="no column 'node_id'"):
        network.graph(nodes.rename(columns={"node_id": "id"}), edges)
    with pytest.raises(DataError, match="no column 'target_node'"):
        network.graph(nodes, edges.drop(columns="target_node"))
    with pytest.raises(DataError, match="node 'hq' stands twice"):
        network.graph(pd.concat([nodes, nodes.head(1)]), edges)
    with pytest.raises(DataError, match="source_node is 'sub_1_2', which is no node"):
        network.graph(nodes[nodes["node_id"] != "sub_1_2"], edges)
    with pytest.raises(DataError, match="joins 'hq' to itself"):
        network.graph(nodes, edges.assign(source_node="hq", target_node="hq"))
    with pytest.raises(DataError, match="nodes have no column 'area'"):
        network.brokerage(nodes, edges, group="area")
    with pytest.raises(DataError, match="ties have no column 'sort'"):
        network.shares(edges, by="sort")
    with pytest.raises(ParameterError, match="no node 'centre'"):
        network.levels(nodes, edges, "centre")
    with pytest.raises(ParameterError, match="no node 'centre' in the network"):
        network.removal(nodes, edges, {"x": ["centre"]})
    with pytest.raises(ParameterError, match="at least two must stay"):
        network.removal(nodes, edges, {"x": ["hq", "rhq_1", "sub_1_1"]})
    with pytest.raises(ParameterError, match="regions is 0"):
        network.hub_spoke(0, 2)
    with pytest.raises(ParameterError, match="kind is 'closeness'"):
        network.centralisation([1, 1, 2], kind="closeness")
    with pytest.raises(ParameterError, match="at least three units"):
        network.centralisation([1, 1])
