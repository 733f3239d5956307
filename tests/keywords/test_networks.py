"""Networks of words: which pairs are ties, communities, what is known of each word."""

from __future__ import annotations

from dataclasses import replace

import networkx as nx
import numpy as np
import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.cooccurrences import Cooccurrence, cooccurrence
from crosscase.keywords.networks import network

CLIQUES = ["a b c"] * 5 + ["x y z"] * 5 + ["c x"]


@pytest.fixture
def pairs():
    return cooccurrence(CLIQUES)


def ties(found):
    return [a + b for a, b in zip(found.edges["feature_a"], found.edges["feature_b"], strict=True)]


@pytest.mark.parametrize("communities", ["louvain", "greedy"])
def test_two_cliques_are_found(pairs, communities):
    found = network(pairs, communities=communities)
    groups = found.table.groupby("community")["feature"].apply(set).tolist()
    assert groups == [{"a", "b", "c"}, {"x", "y", "z"}]
    # Two groups with half of all weight each: 1 - 2/4.
    assert found.modularity == pytest.approx(0.5)
    assert found.title == "6 words, 6 ties, 2 communities, modularity 0.500"
    assert repr(found).startswith(found.title)
    assert found.table["degree"].tolist() == [2] * 6
    assert found.table.columns.tolist() == [
        "feature", "community", "degree", "strength", "documents", "x", "y",
    ]  # fmt: skip
    assert found.table.equals(network(pairs, communities=communities).table)


def test_words_of_a_network(pairs):
    found = network(pairs, weight="n_both")
    row = found.table.set_index("feature").loc
    # a beside b and c, 5 times each; c stands in one more document.
    assert (row["a", "degree"], row["a", "strength"], row["a", "documents"]) == (2, 10, 5)
    assert row["c", "documents"] == 6
    assert row["z", "documents"] == 5
    assert found.edges[["weight", "n_both"]].to_numpy().tolist() == [[5, 5]] * 6
    places = found.table[["x", "y"]].to_numpy()
    assert np.abs(places).max() == 1
    assert (places == places.round(4)).all()


def test_the_largest_community_is_the_first_and_words_come_by_strength():
    texts = ["d e"] * 4 + ["p q r"] * 3 + ["q r"] * 2 + ["z"] * 5
    found = network(cooccurrence(texts), weight="n_both")
    assert found.table[["community", "feature", "strength"]].to_numpy().tolist() == [
        [1, "q", 8], [1, "r", 8], [1, "p", 6], [2, "d", 4], [2, "e", 4],
    ]  # fmt: skip
    assert ties(found) == ["qr", "de", "pq", "pr"]


def test_communities_of_one_size_come_by_their_words():
    found = network(cooccurrence([text for text in ("d z", "c y", "b x", "a w") for _ in "123"]))
    assert found.table["feature"].tolist() == ["a", "w", "b", "x", "c", "y", "d", "z"]


def test_which_pairs_are_ties():
    texts = ["a b"] * 4 + ["c d"] * 3 + ["e f"] * 2 + ["g h", "a c", "e", "f"]
    pairs = cooccurrence(texts, min_documents=1, adjust="none")
    # a and c meet less often than expected: 5 · 4 / 13.
    assert set(ties(network(pairs, min_both=1))) == {"ab", "cd", "ef", "gh"}
    assert set(ties(network(pairs))) == {"ab", "cd", "ef"}
    assert set(ties(network(pairs, min_both=3))) == {"ab", "cd"}
    assert ties(network(pairs, weight="n_both", max_edges=1)) == ["ab"]
    assert ties(network(pairs, weight="n_both", max_edges=2)) == ["ab", "cd"]
    p = pairs.table.set_index(["feature_a", "feature_b"])["p"]
    assert set(ties(network(pairs, max_p=p["c", "d"]))) == {"ab", "cd"}
    # Five pairs: adjusted, p of c and d is five times as large, unless p itself is asked for.
    adjusted = cooccurrence(texts, min_documents=1, adjust="bonferroni")
    assert set(ties(network(adjusted, max_p=p["c", "d"], p="p"))) == {"ab", "cd"}
    assert "cd" not in ties(network(adjusted, max_p=4.9 * p["c", "d"]))
    assert "cd" in ties(network(adjusted, max_p=5.1 * p["c", "d"]))


def test_a_weight_of_0_and_a_pair_as_often_as_expected_are_no_ties():
    # Both words in all documents: G² is 0, and they meet as often as expected.
    pairs = cooccurrence(["a b c d"] * 2 + ["a b"] * 2)
    assert ties(network(pairs, weight="n_both")) == ["cd"]


def test_ties_of_one_weight_come_by_their_words():
    found = cooccurrence(["b d", "b c", "a z", "a y"] * 2)
    assert ties(network(found)) == ["ay", "az", "bc", "bd"]
    assert ties(network(found, max_edges=3)) == ["ay", "az", "bc"]


def test_a_weight_may_be_a_column_of_ones_own(pairs):
    own = replace(pairs, table=pairs.table.assign(own=[2, 1, 0, -1, *[3] * (len(pairs.table) - 4)]))
    found = network(own, weight="own")
    assert found.edges["weight"].tolist() == [3] * 2 + [2, 1]


def test_modularity_and_layout_are_those_of_networkx(pairs):
    texts = ["a c"] * 3 + ["b c"] * 4 + ["x y"] * 2 + ["q"] * 9
    found = network(cooccurrence(texts), weight="n_both")
    graph = nx.Graph()
    # Words in their order, ties too: the layout depends on both.
    graph.add_nodes_from("abcxy")
    graph.add_weighted_edges_from([("a", "c", 3), ("b", "c", 4), ("x", "y", 2)])
    assert found.modularity == pytest.approx(nx.community.modularity(graph, ["abc", "xy"]))
    places = nx.spring_layout(graph, seed=1, k=1.6 / 5**0.5)
    for row in found.table.itertuples():
        assert (row.x, row.y) == pytest.approx(places[row.feature], abs=6e-5)


@pytest.mark.parametrize(
    ("communities", "groups", "modularity"),
    [
        # 5 of 8 ties are inside, of words with 7 and 9 ends: 5/8 - (7² + 9²) / 16².
        ("louvain", ["adf", "bce"], 15 / 128),
        # 5 of 8 here too, but with 11 and 5 ends.
        ("greedy", ["abef", "cd"], 7 / 128),
    ],
)
def test_two_algorithms_may_find_two_things(communities, groups, modularity):
    ties = "ab af bc be cd ce df ef"
    table = pd.DataFrame([tuple(tie) for tie in ties.split()], columns=["feature_a", "feature_b"])
    table = table.assign(n_both=2, n_a=2, n_b=2, expected=1, p_adjusted=0, npmi=1)
    found = network(Cooccurrence(table, 4), communities=communities)
    words = found.table.groupby("community")["feature"].apply(sorted)
    assert ["".join(group) for group in words] == groups
    assert found.modularity == pytest.approx(modularity)


def test_the_seed_moves_the_layout(pairs):
    found = network(pairs, min_both=1)
    assert not found.table.equals(network(pairs, min_both=1, seed=2).table)
    assert found.table.equals(network(pairs, min_both=1, seed=1).table)


def test_heavy_ties_hold_together():
    # A chain a-b=c-d: without weights its middle would be cut.
    texts = ["a b"] * 2 + ["b c"] * 9 + ["c d"] * 2 + ["q"] * 40
    for communities in ("louvain", "greedy"):
        found = network(cooccurrence(texts), weight="n_both", communities=communities)
        by_word = found.table.set_index("feature")["community"]
        assert by_word["b"] == by_word["c"], communities


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"communities": "x"}, "communities is 'x'; allowed: 'louvain', 'greedy'"),
        ({"weight": "x"}, "weight is 'x'; the pairs have no such column"),
        ({"p": "p_permutation"}, "p is 'p_permutation'; the pairs have no such column"),
        ({"max_edges": 0}, "max_edges is 0; allowed: 1 and above, or None for all"),
    ],
)
def test_refuses(pairs, options, message):
    with pytest.raises(ParameterError, match=message):
        network(pairs, **options)


def test_no_pair_is_left(pairs):
    with pytest.raises(DataError, match=r"no pair is left for a network \(smallest p: 9\.89e-05\)"):
        network(pairs, min_both=9, p="p")
    assert len(network(pairs, max_edges=1).edges) == 1
