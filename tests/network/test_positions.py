"""Positions of units: published values, hand-counted values, invariances."""

from __future__ import annotations

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import network
from crosscase.errors import ParameterError
from crosscase.network import levels

KITE = [
    "Andre Beverly", "Andre Carol", "Andre Diane", "Andre Fernando", "Beverly Diane", "Beverly Ed",
    "Beverly Garth", "Carol Diane", "Carol Fernando", "Diane Ed", "Diane Fernando", "Diane Garth",
    "Ed Garth", "Fernando Garth", "Fernando Heather", "Garth Heather", "Heather Ike", "Ike Jane",
]  # fmt: skip


def test_measures_of_the_kite(tables):
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


def test_constraint_of_star_and_triangle(tables):
    """Burt (1992), p. 54: without ties among k contacts the sum of (1/k)^2; all tied: 1.125."""
    star = network.measures(*tables([("h", x) for x in "abcd"])).set_index("node_id")
    assert star.loc["h", "constraint"] == pytest.approx(4 * (1 / 4) ** 2)
    assert star.loc["h", "effective_size"] == pytest.approx(4)
    triangle = network.measures(*tables([("a", "b"), ("b", "c"), ("a", "c")]))
    assert triangle["constraint"].tolist() == pytest.approx([2 * (1 / 2 + 1 / 4) ** 2] * 3)


def test_a_unit_without_ties_has_no_constraint(tables):
    table = network.measures(*tables([("a", "b")], ["a", "b", "c"])).set_index("node_id")
    assert table.loc["c", "degree"] == 0
    assert pd.isna(table.loc["c", "constraint"])


@settings(max_examples=15, deadline=None)
@given(n=st.integers(4, 9), seed=st.integers(0, 10**6), random=st.randoms(use_true_random=False))
def test_measures_do_not_depend_on_names_or_order(tables, n, seed, random):
    drawn = nx.gnp_random_graph(n, 0.5, seed=seed)
    pairs = [(f"u{a}", f"u{b}") for a, b in drawn.edges]
    names = [f"u{i}" for i in range(n)]
    other = dict(zip(names, random.sample([f"w{i}" for i in range(n)], n), strict=True))
    shuffled = [(other[b], other[a]) for a, b in random.sample(pairs, len(pairs))]
    first = network.measures(*tables(pairs, names)).set_index("node_id")
    second = network.measures(*tables(shuffled, sorted(other.values()))).set_index("node_id")
    renamed = second.loc[[other[name] for name in names]].set_axis(names).rename_axis("node_id")
    pd.testing.assert_frame_equal(first, renamed)


def test_levels_of_a_hub_spoke_network():
    nodes, edges = network.hub_spoke(3, 2)
    steps = network.levels(nodes, edges, "hq").set_index("node_id")["steps"]
    level = nodes.set_index("node_id")["level"]
    assert (steps + 1 == level).all()


def test_levels_are_missing_where_no_path_leads(tables):
    steps = network.levels(*tables([("a", "b")], ["a", "b", "c"]), "a").set_index("node_id")
    assert pd.isna(steps.loc["c", "steps"])


def test_levels_count_the_steps(tables):
    found = levels(*tables([("a", "b"), ("b", "c"), ("c", "d"), ("a", "c")]), "d")
    assert found.to_dict("list") == {"node_id": ["a", "b", "c", "d"], "steps": [2, 2, 1, 0]}
    with pytest.raises(ParameterError, match="no node 'z'; nodes: a, b"):
        levels(*tables([("a", "b")]), "z")
