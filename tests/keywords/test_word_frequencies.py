"""Frequent words and their spread: quanteda's examples, Gries' corpus, and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.word_frequencies import STOP_WORDS, dispersion, frequencies
from tests.keywords.documents import documents

# The small corpus of Gries (2008, p. 406): five parts of 9 to 11 words.
GRIES = [
    "b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a",
    "b a g h a b e a a t", "b a h a a b e a x a t",
]  # fmt: skip


# Frequencies ----------------------------------------------------------------------------------


def test_frequencies_quanteda():
    found = frequencies(["a a b b c d", "a d d d", "a a a"], groups=["one", "two", "one"]).table
    assert found["feature"].tolist() == ["a", "b", "c", "d", "d", "a"]
    assert found["frequency"].tolist() == [5, 2, 1, 1, 3, 1]
    assert found["docfreq"].tolist() == [2, 1, 1, 1, 1, 1]
    assert found["group"].tolist() == ["one"] * 4 + ["two"] * 2
    # Nine words in the first group, four in the second.
    assert found["per_1000"].tolist() == pytest.approx(
        [5000 / 9, 2000 / 9, 1000 / 9, 1000 / 9, 750, 250]
    )


@pytest.mark.parametrize(
    ("ties", "ranks"),
    [
        ("min", [1, 1, 3, 4]),
        ("max", [2, 2, 3, 4]),
        ("average", [1.5, 1.5, 3, 4]),
        ("first", [1, 2, 3, 4]),
        ("dense", [1, 1, 2, 3]),
    ],
)
def test_ranks_of_ties(ties, ranks):
    found = frequencies("d b b a a c c c c d c d d b a", ties=ties)
    # c 5, d 4, a 3, b 3.
    assert found.table["feature"].tolist() == ["c", "d", "a", "b"]
    found = frequencies(["a a b b c d", "b b b d d d", "a a a"], ties=ties).table
    assert found["feature"].tolist() == ["a", "b", "d", "c"]
    assert found["rank"].tolist() == ranks
    assert (found["rank"].dtype == float) == (ties == "average")


def test_a_table_for_all():
    found = frequencies(["b b a", "b"])
    assert found.table.to_numpy().tolist() == [
        ["b", 3, 1, 2, "all", 750.0],
        ["a", 1, 2, 1, "all", 250.0],
    ]
    assert (found.tokens, found.title) == (4, "2 types in 4 tokens")
    assert repr(found).startswith(found.title)


def test_stop_words_go_after_shares_are_taken():
    found = frequencies("the firm and the hub", stop_words=STOP_WORDS)
    assert found.table["feature"].tolist() == ["firm", "hub"]
    assert found.table["per_1000"].tolist() == [200, 200]
    assert found.title == "2 types in 5 tokens"


def test_so_many_words_of_each_group():
    found = frequencies(["a a b", "c c d"], groups=["y", "x"], n=1).table
    assert found[["group", "feature"]].to_numpy().tolist() == [["x", "c"], ["y", "a"]]
    assert frequencies("a a b", n=0).table.empty
    assert found.index.tolist() == [0, 1]


def test_nothing_to_count():
    found = frequencies([])
    assert found.table.empty
    assert found.title == "0 types in 0 tokens"
    assert frequencies([""]).table.empty


def test_frequencies_refuses():
    with pytest.raises(ParameterError, match="ties is 'random'; allowed: 'min', 'average', 'first"):
        frequencies("a", ties="random")
    with pytest.raises(ParameterError, match="groups has 2 values, but there are 1 documents"):
        frequencies("a", groups=[1, 2])


# Dispersion -----------------------------------------------------------------------------------


def test_gries():
    found = dispersion(GRIES).set_index("feature")
    assert found.loc["a", "DP"] == pytest.approx(0.18)
    # The smallest part has 9 of 50 words.
    assert found.loc["a", "DP_norm"] == pytest.approx(0.18 / (1 - 9 / 50))
    assert found.loc["a", "juilland_D"] == pytest.approx(0.785, abs=5e-4)
    # x stands in the largest part alone: DP is one minus that part's share, its D is 0.
    assert found.loc["x", "DP"] == pytest.approx(1 - 11 / 50)
    assert found.loc["x", "juilland_D"] == pytest.approx(0)


def test_a_word_in_each_part_by_its_share_is_even():
    found = dispersion(["a b", "a a b b"]).set_index("feature")
    assert found["DP"].tolist() == pytest.approx([0, 0])
    assert found["juilland_D"].tolist() == pytest.approx([1, 1])


@given(documents)
@settings(max_examples=15)
def test_dp_is_that_of_its_definition(texts):
    parts = [text.split() for text in texts]
    sizes = np.array([len(part) for part in parts])
    for row in dispersion(texts).to_dict("records"):
        n = np.array([part.count(row["feature"]) for part in parts])
        assert (row["frequency"], row["docfreq"]) == (n.sum(), (n > 0).sum())
        dp = np.abs(n / n.sum() - sizes / sizes.sum()).sum() / 2
        assert row["DP"] == pytest.approx(dp, abs=1e-12)
        assert row["DP_norm"] == pytest.approx(dp / (1 - sizes.min() / sizes.sum()), abs=1e-12)
        p = n / sizes
        d = 1 - p.std() / p.mean() / np.sqrt(len(parts) - 1)
        assert row["juilland_D"] == pytest.approx(d, abs=1e-6)


def test_empty_parts_do_not_count_and_order_is_by_frequency():
    found = dispersion(["b a b", "", "c b"])
    assert found["feature"].tolist() == ["b", "a", "c"]
    assert found.loc[0, "DP"] == pytest.approx(abs(2 / 3 - 3 / 5))
    some = dispersion(["b a b", "c b"], features=["c", "z", "b"])
    assert some["feature"].tolist() == ["b", "c"]


def test_dispersion_needs_two_parts():
    with pytest.raises(DataError, match="at least two parts with words; there are 1"):
        dispersion(["a b", ""])
