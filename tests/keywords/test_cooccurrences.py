"""Words in one paragraph: measures by hand and by sets, what is listed, chance by permutation."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.cooccurrences import cooccurrence, permutation
from tests.keywords.documents import documents

# hub in 3 documents of 4, spoke in 2, firm in 2; "hub hub" counts once.
FOUR = ["hub spoke hub", "hub spoke", "hub firm", "firm"]


def pairs(*given, **options):
    found = cooccurrence(*given, **{"min_documents": 1} | options).table
    return list(zip(found["feature_a"], found["feature_b"], strict=True))


def test_measures_by_hand():
    found = cooccurrence(FOUR, min_documents=1, adjust="bonferroni")
    assert found.documents == 4
    assert found.title == "2 pairs in 4 documents"
    assert repr(found).startswith(found.title)
    first = found.table.iloc[0]
    assert first[["feature_a", "feature_b", "n_both", "n_a", "n_b"]].tolist() == [
        "hub", "spoke", 2, 3, 2,
    ]  # fmt: skip
    assert first["expected"] == 1.5
    assert first["pmi"] == pytest.approx(np.log2(4 / 3))
    assert first["npmi"] == pytest.approx(np.log2(4 / 3))  # -log₂(2/4) is 1
    assert first["jaccard"] == pytest.approx(2 / 3)
    assert first["dice"] == pytest.approx(4 / 5)
    table = [[2, 1], [0, 1]]
    wanted = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
    assert first["G2"] == pytest.approx(wanted.statistic)
    assert first["p"] == pytest.approx(wanted.pvalue)
    assert found.table["p_adjusted"].tolist() == pytest.approx((2 * found.table["p"]).clip(0, 1))
    assert found.table.columns.tolist() == [
        "feature_a", "feature_b", "n_both", "n_a", "n_b", "expected", "pmi", "npmi", "G2",
        "jaccard", "dice", "p", "p_adjusted",
    ]  # fmt: skip
    # firm and hub meet once, and 1.5 times by chance: the sign says so.
    second = found.table.iloc[1]
    assert (second["feature_a"], second["n_both"], second["expected"]) == ("firm", 1, 1.5)
    assert second["G2"] < 0
    assert second["pmi"] < 0


@given(documents)
@settings(max_examples=15)
def test_measures_are_those_of_sets(texts):
    sets = [set(text.split()) for text in texts]
    n = len(sets)
    found = cooccurrence(texts, min_documents=1).table.set_index(["feature_a", "feature_b"])
    for a, b in combinations(sorted(set().union(*sets)), 2):
        n_ab = sum({a, b} <= s for s in sets)
        n_a, n_b = sum(a in s for s in sets), sum(b in s for s in sets)
        assert ((a, b) in found.index) == (n_ab > 0)
        if n_ab:
            row = found.loc[(a, b)]
            pmi = np.log2(n_ab * n / (n_a * n_b))
            assert row["pmi"] == pytest.approx(pmi)
            assert row["npmi"] == pytest.approx(1 if n_ab == n else pmi / -np.log2(n_ab / n))
            assert row["jaccard"] == pytest.approx(n_ab / (n_a + n_b - n_ab))
            table = [[n_ab, n_a - n_ab], [n_b - n_ab, n - n_a - n_b + n_ab]]
            if n_a < n and n_b < n:
                g2 = stats.chi2_contingency(table, correction=False, lambda_="log-likelihood")
                assert abs(row["G2"]) == pytest.approx(g2.statistic, abs=1e-9)


@given(documents)
@settings(max_examples=10)
def test_order_of_documents_changes_nothing(texts):
    found = cooccurrence(texts, min_documents=1).table
    again = cooccurrence(texts[::-1], min_documents=1).table
    assert np.allclose(found["G2"], again["G2"])
    assert found["feature_a"].tolist() == again["feature_a"].tolist()


def test_what_is_listed():
    assert pairs(FOUR) == [("hub", "spoke"), ("firm", "hub")]
    assert pairs(FOUR, min_both=2) == [("hub", "spoke")]
    assert pairs(FOUR, min_documents=3) == []
    assert pairs(FOUR, stop_words=["spoke"]) == [("firm", "hub")]
    assert pairs(FOUR, features=["hub", "spoke", "other"]) == [("hub", "spoke")]
    assert pairs(FOUR, features=["hub", "spoke"], stop_words=["hub"]) == []
    # Two documents are asked of a word unless told otherwise.
    assert list(cooccurrence(["a b", "a b", "a c"]).table["feature_b"]) == ["b"]
    assert pairs(["a b", "a b", "a c"], min_documents=0) == [("a", "b"), ("a", "c")]


@pytest.mark.filterwarnings("error")
def test_pairs_that_never_meet():
    found = cooccurrence(FOUR, min_documents=1, min_both=0).table
    assert len(found) == 3
    row = found[found["n_both"] == 0].iloc[0]
    assert (row["feature_a"], row["feature_b"], row["npmi"]) == ("firm", "spoke", -1)
    assert row["pmi"] == -np.inf
    assert row["G2"] < 0


def test_words_in_all_documents_and_ties():
    found = cooccurrence(["c b a"] * 3).table
    assert found["npmi"].tolist() == [1, 1, 1]
    assert found["G2"].tolist() == [0, 0, 0]
    # With one G² all come in the order of words.
    assert pairs(["c b a"] * 3) == [("a", "b"), ("a", "c"), ("b", "c")]
    assert pairs(["b d", "a c", "b d", "a c"]) == [("a", "c"), ("b", "d")]


def test_no_documents():
    with pytest.raises(DataError, match="no documents to look at"):
        cooccurrence([])


# Permutation ----------------------------------------------------------------------------------


def test_permutation_is_close_to_the_hypergeometric():
    rng = np.random.default_rng(3)
    texts = [" ".join(w for w in "abc" if rng.random() < 0.4) or "z" for _ in range(40)]
    plain = cooccurrence(texts, features=list("abc"), min_documents=1)
    found = permutation(plain, texts, n=2000, seed=5)
    for row in found.table.itertuples():
        exact = stats.hypergeom.sf(row.n_both - 1, found.documents, row.n_a, row.n_b)
        assert row.p_permutation == pytest.approx(exact, abs=0.04)
    assert permutation(plain, texts, n=2000, seed=5).table.equals(found.table)
    other = permutation(plain, texts, n=2000, seed=6).table["p_permutation"]
    assert not other.equals(found.table["p_permutation"])
    few = [permutation(plain, texts, n=200, **seed).table for seed in ({}, {"seed": 1})]
    assert few[0].equals(few[1])


def test_permutation_where_chance_leaves_no_choice():
    # In all documents: as many each time.
    sure = permutation(cooccurrence(["a b"] * 3), ["a b"] * 3, n=9)
    assert sure.table["p_permutation"].tolist() == [1]
    # One of 10^18 ways: never again; (1 + 0) / (1 + 9), and three such pairs.
    texts = ["a b c"] * 30 + ["z"] * 30
    rare = permutation(cooccurrence(texts), texts, n=9).table
    assert rare["p_permutation"].tolist() == [0.1] * 3
    assert rare["p_permutation_adjusted"].tolist() == pytest.approx([0.3] * 3)
    plain = permutation(cooccurrence(texts), texts, n=9, adjust="none").table
    assert plain["p_permutation_adjusted"].tolist() == [0.1] * 3


def test_permutation_counts_each_document_once_and_takes_999_by_default():
    texts = ["a b b"] * 30 + ["z"] * 30
    found = permutation(cooccurrence(texts), texts).table
    assert found["p_permutation"].tolist() == [0.001]
    one = permutation(cooccurrence(texts), texts, n=1).table
    assert one["p_permutation"].tolist() == [0.5]
    with pytest.raises(ParameterError, match="n is 0; allowed: 1 and above"):
        permutation(cooccurrence(texts), texts, n=0)


def test_permutation_keeps_words_of_one_document():
    texts = ["a b", "a c", "c"]
    found = permutation(cooccurrence(texts, min_documents=1), texts, n=5).table
    assert found[["feature_a", "feature_b"]].to_numpy().tolist() == [["a", "b"], ["a", "c"]]
    assert found["p_permutation"].notna().all()
