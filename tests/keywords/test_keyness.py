"""Frequencies, dispersion, keyness, co-occurrence, networks and rates against peers and papers.

Origins of the values: tests/reference/words/ORIGIN.md.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import crosscase as cc
from crosscase import keywords as kw
from crosscase.errors import DataError, ParameterError
from crosscase.keywords import counts, tokenize, window_counts

REFERENCE = Path(__file__).parents[1] / "reference" / "words"
LETTERS = "A D A C E A D F E B A C E D"
TWO = ["a a a b b c c c c c c d e f g h h", "a a b c c d d d d e f h"]

settings.register_profile("words", max_examples=30, deadline=None)
settings.load_profile("words")

documents = st.lists(
    st.lists(st.sampled_from("abcdefg"), min_size=1, max_size=12).map(" ".join),
    min_size=2,
    max_size=8,
)


def test_contract_names():
    assert callable(cc.keywords.frequencies)
    assert callable(cc.keywords.keyness)
    assert callable(cc.keywords.cooccurrence)


# Tokens and counts ----------------------------------------------------------------------------


@given(documents)
def test_counts_are_those_of_a_counter(texts):
    found = counts(texts)
    for row, text in zip(found.matrix.toarray(), texts, strict=True):
        wanted = Counter(text.split())
        assert {f: n for f, n in zip(found.features, row, strict=True) if n} == dict(wanted)


@given(documents, st.integers(1, 200))
def test_reading_in_pieces_changes_nothing(texts, size):
    from crosscase.keywords import tokens as module

    before = module._PIECE_CHARACTERS, module._BLOCK_TOKENS
    whole = tokenize(texts)
    try:
        module._PIECE_CHARACTERS = module._BLOCK_TOKENS = size
        parts = tokenize(texts)
        assert whole.ids.tolist() == parts.ids.tolist()
        assert whole.types == parts.types
        assert whole.bounds.tolist() == parts.bounds.tolist()
        assert (whole.counts.matrix != parts.counts.matrix).nnz == 0
    finally:
        module._PIECE_CHARACTERS, module._BLOCK_TOKENS = before


def test_one_long_document_is_the_same_in_pieces(monkeypatch):
    text = "alpha beta gamma " * 500
    whole = tokenize(text)
    monkeypatch.setattr("crosscase.keywords.tokens._PIECE_CHARACTERS", 100)
    assert tokenize(text).ids.tolist() == whole.ids.tolist()


def test_tokens_of_lists_whitespace_and_names():
    assert tokenize([["A", "b"], ["b"]]).types == ["A", "b"]
    assert tokenize("A b, c", split="whitespace").types == ["a", "b,", "c"]
    assert tokenize({"x": "a b", "y": "c"}).documents.tolist() == ["x", "y"]
    assert len(tokenize([])) == 0
    assert len(tokenize(["a b", "c"])) == 3
    assert tokenize("").counts.matrix.shape == (1, 0)
    assert tokenize(["a b a", "c"]).without(["a"]).words(0) == ["b"]
    with pytest.raises(ParameterError, match="split is 'ngrams'"):
        tokenize("a", split="ngrams")
    with pytest.raises(ParameterError, match="names has 1 values for 2 documents"):
        tokenize(["a", "b"], names=["x"])
    with pytest.raises(DataError, match="U\\+001E"):
        tokenize([["a", "\x1e"]])


def test_counts_take_many_forms_and_refuse_bad_ones():
    long = pd.DataFrame({"document": ["x", "x", "y"], "feature": ["a", "b", "a"], "n": [2, 1, 3]})
    wide = counts(long).table
    assert counts(wide).table.equals(wide)
    assert counts(pd.Series({"a": 2})).totals.tolist() == [2]
    with pytest.raises(DataError, match="a count is -1"):
        counts(pd.DataFrame({"a": [-1]}))
    with pytest.raises(DataError, match=r"a count is 0\.5"):
        counts(pd.DataFrame({"a": [0.5]}))
    with pytest.raises(DataError, match="the counts hold text"):
        counts(pd.DataFrame({"a": ["x"]}))


def test_rows_columns_groups_of_counts():
    found = counts({"x": "a b", "y": "b c", "z": "c"})
    assert found.rows(["x", "z"]).documents.tolist() == ["x", "z"]
    assert found.rows(1).documents.tolist() == ["y"]
    grouped = found.grouped(["g", "g", None])
    assert grouped.table.loc["g"].to_dict() == {"a": 1, "b": 2, "c": 1}
    with pytest.raises(ParameterError, match="no document named 'q'"):
        found.rows("q")
    with pytest.raises(ParameterError, match="no document 7; positions go from 0 to 2"):
        found.rows(7)
    with pytest.raises(ParameterError, match="mask has 2 values"):
        found.rows([True, False])
    with pytest.raises(ParameterError, match="groups has 1 values"):
        found.grouped(["g"])


def _reference(kind):
    table = pd.read_csv(REFERENCE / "fcm_window.csv")
    return table[table["kind"] == kind].set_index("row").drop(columns="kind")


def _square(matrix, types):
    frame = pd.DataFrame(matrix.toarray(), index=types, columns=types)
    return frame.loc[sorted(types), sorted(types)]


def _upper(matrix, types):
    """Order types by name, as quanteda's tests do, and keep the upper triangle."""
    full = _square(matrix, types)
    return full.where(np.triu(np.ones(full.shape, dtype=bool)), 0)


@pytest.mark.parametrize(
    ("kind", "weights"),
    [("frequency", None), ("weighted", [1, 1 / 2, 1 / 3]), ("321", [3, 2, 1])],
)
def test_window_counts_quanteda(kind, weights):
    found = tokenize(LETTERS, lower=False)
    matrix = window_counts(found, 3, weights=weights, triangle=False)
    assert np.allclose(_upper(matrix, found.types), _reference(kind), atol=0.006)


def test_window_counts_ordered_and_symmetric_quanteda():
    found = tokenize(LETTERS, lower=False)
    ordered = _square(window_counts(found, 3, ordered=True), found.types)
    assert (ordered == _reference("ordered")).all().all()
    both = _square(window_counts(found, 3, triangle=False), found.types)
    assert (both == _reference("symmetric")).all().all()


def _naive_window(documents, window):
    pairs = Counter()
    for document in documents:
        for i, first in enumerate(document):
            for second in document[i + 1 : i + 1 + window]:
                pairs[first, second] += 1
    return pairs


@given(documents, st.integers(1, 6), st.booleans())
def test_window_counts_are_those_of_two_loops(texts, window, small):
    from crosscase.keywords import windows as module

    before = module._WINDOW_PAIRS
    module._WINDOW_PAIRS = 8 if small else before
    try:
        found = tokenize(texts)
        ordered = window_counts(found, window, ordered=True).toarray()
        both = window_counts(found, window, triangle=False).toarray()
        upper = window_counts(found, window).toarray()
    finally:
        module._WINDOW_PAIRS = before
    wanted = _naive_window([t.split() for t in texts], window)
    place = {name: i for i, name in enumerate(found.types)}
    naive = np.zeros_like(ordered)
    for (a, b), n in wanted.items():
        naive[place[a], place[b]] += n
    assert (ordered == naive).all()
    assert (both == naive + naive.T).all()
    assert (upper == np.triu(naive + naive.T)).all()


def test_window_counts_refuses():
    with pytest.raises(ParameterError, match="window is 0"):
        window_counts(tokenize("a b"), 0)
    with pytest.raises(ParameterError, match="weights has 1 values; give 2"):
        window_counts(tokenize("a b"), 2, weights=[1])


# Frequencies and dispersion -------------------------------------------------------------------


def test_frequencies_quanteda():
    found = kw.frequencies(["a a b b c d", "a d d d", "a a a"], groups=["one", "two", "one"]).table
    assert found["feature"].tolist() == ["a", "b", "c", "d", "d", "a"]
    assert found["frequency"].tolist() == [5, 2, 1, 1, 3, 1]
    assert found["docfreq"].tolist() == [2, 1, 1, 1, 1, 1]
    ties = kw.frequencies(["a a b b c d", "b b b d d d", "a a a"]).table
    assert dict(zip(ties["feature"], ties["rank"], strict=True)) == {"a": 1, "b": 1, "d": 3, "c": 4}


def test_frequencies_without_stop_words_keep_their_shares():
    found = kw.frequencies("the firm and the hub", stop_words=kw.STOP_WORDS)
    assert found.table["feature"].tolist() == ["firm", "hub"]
    assert found.table["per_1000"].tolist() == [200, 200]
    assert found.title == "2 types in 5 tokens"
    with pytest.raises(ParameterError, match="ties is 'random'"):
        kw.frequencies("a", ties="random")
    with pytest.raises(ParameterError, match="groups has 2 values"):
        kw.frequencies("a", groups=[1, 2])


def test_gries():
    parts = [
        "b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a",
        "b a g h a b e a a t", "b a h a a b e a x a t",
    ]  # fmt: skip
    found = kw.dispersion(parts).set_index("feature")
    assert found.loc["a", "DP"] == pytest.approx(0.18)
    assert found.loc["a", "juilland_D"] == pytest.approx(0.785, abs=5e-4)
    # x stands in the largest part alone: DP is one minus that part's share, its D is 0.
    assert found.loc["x", "DP"] == pytest.approx(1 - 11 / 50)
    assert found.loc["x", "juilland_D"] == pytest.approx(0)
    with pytest.raises(DataError, match="at least two parts"):
        kw.dispersion("a b")


# Keyness --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "rest_a", "b", "rest_b", "g2"),
    [(110, 2442, 111, 29114, 270.72), (29, 13, 123, 31612, 263.90)],
)
def test_dunning(a, rest_a, b, rest_b, g2):
    found = kw.keyness({"x": a, "rest": rest_a}, {"x": b, "rest": rest_b}).table
    assert found.set_index("feature").loc["x", "G2"] == pytest.approx(g2, abs=0.005)


def test_rayson():
    found = kw.keyness(
        {"x": 110, "rest": 2442}, {"x": 111, "rest": 29114}, measure="rayson"
    ).table.set_index("feature")
    assert found.loc["x", "G2"] == pytest.approx(267.03, abs=0.005)


def test_keyness_quanteda():
    assert kw.keyness(TWO, measure="chi2", correction="default").table["feature"].tolist() == [
        "g", "c", "b", "h", "a", "e", "f", "d",
    ]  # fmt: skip
    assert kw.keyness(TWO, measure="lr").table["feature"].tolist() == list("cgbhaefd")
    other = kw.keyness(TWO, documents=1, measure="lr").table["feature"].tolist()
    assert other == list("defabhgc")
    assert kw.keyness(TWO, measure="exact").table["feature"].tolist() == list("gcbhaefd")


def test_chi2_is_that_of_scipy_with_and_without_yates():
    texts = ["b b b b b b b a a a", "a a a a a a a b b"]
    table = counts(texts).table.to_numpy()
    for correction, yates in (("none", False), ("yates", True)):
        found = kw.keyness(texts, measure="chi2", correction=correction, sort=False).table
        wanted = stats.chi2_contingency(table, correction=yates)
        assert abs(found["chi2"].iloc[0]) == pytest.approx(wanted.statistic)
        assert found["p"].iloc[0] == pytest.approx(wanted.pvalue)


def test_williams_divides_g2_and_chi2():
    """quanteda multiplies chi-squared by Williams' q, which must divide it (Williams 1976)."""
    a, b, c, d = 7, 2, 3, 7
    n = a + b + c + d
    q = 1 + (n / (a + b) + n / (c + d) - 1) * (n / (a + c) + n / (b + d) - 1) / (6 * n)
    target, reference = {"x": a, "y": c}, {"x": b, "y": d}
    for measure, name in (("lr", "G2"), ("chi2", "chi2")):
        plain = kw.keyness(target, reference, measure=measure, sort=False).table[name]
        less = kw.keyness(target, reference, measure=measure, correction="williams", sort=False)
        assert less.table[name].to_numpy() == pytest.approx(plain.to_numpy() / q)


def test_exact_is_fishers():
    found = kw.keyness({"x": 3, "y": 1}, {"x": 1, "y": 3}, measure="exact", sort=False).table
    # The tea-tasting table (Fisher 1935): p = 34/70. The conditional odds ratio solves E(X) = 3
    # with weights C(4, k)²; R's fisher.test prints 6.408309, its root is looser than ours.
    assert found["p"].iloc[0] == pytest.approx(34 / 70)
    odds = found["odds_ratio"].iloc[0]
    weights = np.array([1, 16, 36, 16, 1]) * odds ** np.arange(5)
    assert weights @ np.arange(5) / weights.sum() == pytest.approx(3)
    assert odds == pytest.approx(6.408309, abs=2e-5)


def test_effect_sizes():
    found = kw.keyness({"x": 40, "y": 60}, {"x": 10, "y": 90}).table.set_index("feature")
    assert found.loc["x", "log_ratio"] == pytest.approx(2)
    assert found.loc["x", "difference_percent"] == pytest.approx(300)
    assert found.loc["x", "odds_ratio"] == pytest.approx(40 * 90 / (10 * 60))
    assert found.loc["y", "G2"] < 0


@given(documents)
def test_swapping_target_and_reference_turns_the_sign(texts):
    forth = kw.keyness(texts[0], texts[1], sort=False).table.set_index("feature")
    back = kw.keyness(texts[1], texts[0], sort=False).table.set_index("feature")
    back = back.loc[forth.index]
    assert np.allclose(forth["G2"].abs(), back["G2"].abs())
    assert np.allclose(forth["log_ratio"], -back["log_ratio"])


@given(documents)
def test_order_of_documents_and_an_empty_one_change_nothing(texts):
    found = kw.cooccurrence(texts, min_documents=1).table
    again = kw.cooccurrence(texts[::-1], min_documents=1).table
    assert np.allclose(found["G2"], again["G2"])
    assert found["feature_a"].tolist() == again["feature_a"].tolist()


@pytest.mark.parametrize("method", ["holm", "bonferroni", "fdr_bh", "fdr_by", "sidak"])
def test_adjusted_p_is_statsmodels(method):
    found = kw.keyness(TWO, adjust=method).table
    wanted = sm.stats.multipletests(found["p"], method=method)[1]
    assert np.allclose(found["p_adjusted"], wanted)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "g"}, "measure is 'g'; allowed: 'lr'"),
        ({"correction": "x"}, "correction is 'x'"),
        ({"adjust": "x"}, "adjust is 'x'"),
        ({"documents": [True, True]}, "2 of 2 documents are the target"),
    ],
)
def test_keyness_refuses(options, message):
    with pytest.raises(ParameterError, match=message):
        kw.keyness(TWO, **options)


def test_keyness_refuses_empty_and_both():
    with pytest.raises(ParameterError, match="has no words"):
        kw.keyness("a", "")
    with pytest.raises(ParameterError, match="either reference or documents"):
        kw.keyness("a", "b", documents=0)


# Co-occurrence --------------------------------------------------------------------------------


@given(documents)
def test_cooccurrence_is_that_of_sets(texts):
    sets = [set(text.split()) for text in texts]
    n = len(sets)
    found = kw.cooccurrence(texts, min_documents=1).table.set_index(["feature_a", "feature_b"])
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


def test_permutation_is_close_to_the_hypergeometric():
    rng = np.random.default_rng(3)
    texts = [" ".join(w for w in "abc" if rng.random() < 0.4) or "z" for _ in range(40)]
    found = kw.cooccurrence(texts, features=list("abc"), min_documents=1)
    found = kw.permutation(found, texts, n=4000, seed=5)
    for row in found.table.itertuples():
        exact = stats.hypergeom.sf(row.n_both - 1, found.documents, row.n_a, row.n_b)
        assert row.p_permutation == pytest.approx(exact, abs=0.03)
    again = kw.permutation(kw.cooccurrence(texts, features=list("abc"), min_documents=1), texts,
                           n=4000, seed=5)  # fmt: skip
    assert again.table.equals(found.table)
    with pytest.raises(ParameterError, match="n is 0"):
        kw.permutation(found, texts, n=0)


def test_network_finds_two_cliques():
    texts = ["a b c"] * 5 + ["x y z"] * 5 + ["c x"]
    found = kw.network(kw.cooccurrence(texts), min_both=1)
    groups = found.table.groupby("community")["feature"].apply(set).tolist()
    assert {"a", "b", "c"} in groups
    assert {"x", "y", "z"} in groups
    assert found.modularity == pytest.approx(0.5, abs=0.05)
    same = kw.network(kw.cooccurrence(texts), min_both=1)
    assert same.table.equals(found.table)
    greedy = kw.network(kw.cooccurrence(texts), min_both=1, communities="greedy")
    assert greedy.table["community"].nunique() == 2


def test_network_refuses():
    found = kw.cooccurrence(["a b"] * 3 + ["c"])
    with pytest.raises(ParameterError, match="communities is 'x'"):
        kw.network(found, communities="x")
    with pytest.raises(ParameterError, match="weight is 'x'"):
        kw.network(found, weight="x")
    with pytest.raises(DataError, match="no pair is left"):
        kw.network(found, min_both=9)
    with pytest.raises(DataError, match="no documents"):
        kw.cooccurrence([])


# Rates ----------------------------------------------------------------------------------------


def _mentions(seed=0, size=0.0):
    rng = np.random.default_rng(seed)
    rows = []
    for case, rate in (("a", 0.05), ("b", 0.02)):
        for _ in range(80):
            length = int(rng.integers(50, 200))
            mean = rate * length * (rng.gamma(1 / size, size) if size else 1.0)
            rows.append((case, int(rng.poisson(mean)), length))
    return pd.DataFrame(rows, columns=["case_id", "n", "tokens"])


def test_poisson_rates_have_closed_forms():
    data = _mentions()
    found = kw.rates(data, family="poisson")
    sums = data.groupby("case_id")[["n", "tokens"]].sum()
    for row in found.table.itertuples():
        n, exposure = sums.loc[row.group]
        assert row.rate_per_1000 == pytest.approx(1000 * n / exposure)
        # The variance of a log rate is 1/n.
        assert row.ci_high == pytest.approx(1000 * n / exposure * np.exp(1.959964 / np.sqrt(n)))


def test_overdispersion_chooses_the_family():
    assert kw.rates(_mentions()).family == "poisson"
    wild = kw.rates(_mentions(size=1.5))
    assert wild.family == "negative binomial"
    assert wild.overdispersion_p < 0.001
    assert wild.pearson_per_df > 1.5
    assert "over-dispersion p" in wild.title


def test_negative_binomial_is_statsmodels():
    data = _mentions(size=1.5)
    design = pd.get_dummies(data["case_id"]).astype(float)
    model = sm.NegativeBinomial(data["n"], design, exposure=data["tokens"]).fit(disp=0)
    found = kw.rates(data, family="negative binomial").table.set_index("group")
    assert found.loc["a", "rate_per_1000"] == pytest.approx(
        1000 * np.exp(model.params["a"]), rel=1e-3
    )
    reference = found.index[found["rate_ratio"] == 1][0]
    other = "b" if reference == "a" else "a"
    wanted = np.exp(model.params[other] - model.params[reference])
    assert found.loc[other, "rate_ratio"] == pytest.approx(wanted, rel=1e-3)


def test_a_group_without_mentions_keeps_an_exact_limit():
    data = pd.DataFrame({"case_id": ["a", "a", "b"], "n": [3, 2, 0], "tokens": [100, 100, 200]})
    found = kw.rates(data, family="poisson", reference="a").table.set_index("group")
    assert found.loc["b", "rate_per_1000"] == 0
    assert found.loc["b", "ci_high"] == pytest.approx(1000 * -np.log(0.05) / 200)
    assert found.loc["b", "rate_ratio"] == 0


@pytest.mark.parametrize(
    ("data", "options", "error", "message"),
    [
        ({"n": [1, 2, 3], "tokens": [1, 0, 1]}, {}, DataError, "'tokens' must be above 0"),
        ({"n": [1, -2, 3], "tokens": [1, 1, 1]}, {}, DataError, "negative or missing"),
        ({"n": [0, 0, 0], "tokens": [1, 1, 1]}, {}, DataError, "no paragraph has a mention"),
        ({"n": [1, 2], "tokens": [1, 1]}, {}, DataError, "at least three rows"),
        ({"n": [1, 2, 3], "tokens": [1, 1, 1]}, {"family": "x"}, ParameterError, "family is 'x'"),
        ({"n": [1, 2, 3], "tokens": [1, 1, 1]}, {"level": 2}, ParameterError, "level is 2"),
        ({"n": [1, 2, 3], "tokens": [1, 1, 1]}, {"reference": "q"}, ParameterError, "'q'"),
        ({"n": [1, 2, 3]}, {}, DataError, "no column 'tokens'"),
    ],
)
def test_rates_refuse(data, options, error, message):
    with pytest.raises(error, match=message):
        kw.rates(pd.DataFrame(data).assign(case_id="a"), **options)


def test_results_show_one_set_of_numbers():
    found = kw.keyness(TWO)
    assert found.title in repr(found)
    assert f"{found.table['G2'].iloc[0]:.3f}" in repr(found)
    assert f"{found.table['G2'].iloc[0]:.3f}" in found._repr_html_()
