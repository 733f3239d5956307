"""Keyness: Dunning's and Rayson's numbers, quanteda's orders, scipy's tests, effect sizes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from scipy import stats

from crosscase.errors import ParameterError
from crosscase.keywords.association import chi2_p, log_likelihood
from crosscase.keywords.counting import counts
from crosscase.keywords.keyness_tests import keyness
from tests.keywords.documents import TWO, documents


def by_word(*given, **options):
    return keyness(*given, **options).table.set_index("feature")


# Statistics -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("a", "rest_a", "b", "rest_b", "g2"),
    [(110, 2442, 111, 29114, 270.72), (29, 13, 123, 31612, 263.90)],
)
def test_dunning(a, rest_a, b, rest_b, g2):
    found = by_word({"x": a, "rest": rest_a}, {"x": b, "rest": rest_b})
    assert found.loc["x", "G2"] == pytest.approx(g2, abs=0.005)
    assert found.loc["x", "p"] == pytest.approx(float(chi2_p(found.loc["x", "G2"])))


def test_rayson():
    found = by_word({"x": 110, "rest": 2442}, {"x": 111, "rest": 29114}, measure="rayson")
    assert found.loc["x", "G2"] == pytest.approx(267.03, abs=0.005)
    # 40 and 10 of 100 each: 25 are expected.
    found = by_word({"x": 40, "y": 60}, {"x": 10, "y": 90}, measure="rayson")
    assert found.loc["x", "G2"] == pytest.approx(2 * (40 * np.log(1.6) + 10 * np.log(0.4)))
    assert found.loc["y", "G2"] == pytest.approx(-2 * (60 * np.log(0.8) + 90 * np.log(1.2)))


def test_quanteda():
    assert keyness(TWO, measure="chi2", correction="default").table["feature"].tolist() == [
        "g", "c", "b", "h", "a", "e", "f", "d",
    ]  # fmt: skip
    assert keyness(TWO, measure="lr").table["feature"].tolist() == list("cgbhaefd")
    other = keyness(TWO, documents=1, measure="lr").table["feature"].tolist()
    assert other == list("defabhgc")
    assert keyness(TWO, measure="exact").table["feature"].tolist() == list("gcbhaefd")


def test_chi2_is_that_of_scipy_with_and_without_yates():
    texts = ["b b b b b b b a a a", "a a a a a a a b b"]
    table = counts(texts).table.to_numpy()
    for correction, yates in (("none", False), ("yates", True), ("default", True)):
        found = keyness(texts, measure="chi2", correction=correction, sort=False).table
        wanted = stats.chi2_contingency(table, correction=yates)
        assert abs(found["chi2"].iloc[0]) == pytest.approx(wanted.statistic)
        assert found["p"].iloc[0] == pytest.approx(wanted.pvalue)


def test_yates_for_g2_moves_half_an_occurrence_towards_independence():
    found = by_word({"x": 7, "y": 3}, {"x": 2, "y": 7}, correction="yates")
    assert found.loc["x", "G2"] == pytest.approx(float(log_likelihood(6.5, 2.5, 3.5, 6.5)))
    assert found.loc["y", "G2"] == pytest.approx(-float(log_likelihood(3.5, 6.5, 6.5, 2.5)))


@pytest.mark.parametrize(
    ("cells", "corrected"),
    [
        # Expected 4.5 at least, and |ad - bc| is 43, above n/2.
        ((7, 2, 3, 7), True),
        # Expected 5: no correction.
        ((7, 3, 3, 7), False),
        # Expected 2.5, and |ad - bc| is 6, half of n.
        ((3, 2, 3, 4), True),
        # Expected 4, and |ad - bc| is 0.
        ((4, 4, 4, 4), False),
    ],
)
def test_where_yates_applies(cells, corrected):
    a, b, c, d = cells
    found = {
        name: abs(by_word({"x": a, "y": c}, {"x": b, "y": d}, correction=name).loc["x", "G2"])
        for name in ("none", "yates", "default")
    }
    assert found["default"] == found["yates"]
    assert (found["yates"] < found["none"]) == corrected


def test_williams_divides_g2_and_chi2():
    """quanteda multiplies chi-squared by Williams' q, which must divide it (Williams 1976)."""
    a, b, c, d = 7, 2, 3, 7
    n = a + b + c + d
    q = 1 + (n / (a + b) + n / (c + d) - 1) * (n / (a + c) + n / (b + d) - 1) / (6 * n)
    target, reference = {"x": a, "y": c}, {"x": b, "y": d}
    for measure, name in (("lr", "G2"), ("chi2", "chi2")):
        plain = keyness(target, reference, measure=measure, sort=False).table[name]
        less = keyness(target, reference, measure=measure, correction="williams", sort=False)
        assert less.table[name].to_numpy() == pytest.approx(plain.to_numpy() / q)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(
    ("target", "reference"),
    [({"x": 7, "y": 3}, {"y": 9}), ({"y": 3}, {"x": 7, "y": 9}), ({"x": 7}, {"x": 3, "y": 9})],
)
def test_williams_leaves_tables_with_an_empty_cell(target, reference):
    plain, less = (by_word(target, reference, correction=c)["G2"] for c in ("none", "williams"))
    assert less.tolist() == plain.tolist()


def test_exact_is_fishers():
    found = keyness({"x": 3, "y": 1}, {"x": 1, "y": 3}, measure="exact", sort=False).table
    # The tea-tasting table (Fisher 1935): p = 34/70. The conditional odds ratio solves E(X) = 3
    # with weights C(4, k)²; R's fisher.test prints 6.408309, its root is looser than ours.
    assert found["p"].iloc[0] == pytest.approx(34 / 70)
    odds = found["odds_ratio"].iloc[0]
    weights = np.array([1, 16, 36, 16, 1]) * odds ** np.arange(5)
    assert weights @ np.arange(5) / weights.sum() == pytest.approx(3)
    assert odds == pytest.approx(6.408309, abs=2e-5)
    assert found.columns.tolist().count("odds_ratio") == 1
    none = keyness({"x": 3}, {"x": 1}, measure="exact", min_count=9).table
    assert none.empty


def test_pmi_is_the_logarithm_of_observed_by_expected():
    found = by_word({"x": 40, "y": 60}, {"x": 10, "y": 90}, measure="pmi")
    assert found.loc["x", "pmi"] == pytest.approx(np.log(1.6))
    assert found.loc["y", "pmi"] == pytest.approx(np.log(0.8))
    assert found["p"].tolist() == pytest.approx(chi2_p(np.abs(found["pmi"])).tolist())
    never = by_word({"y": 5}, {"x": 1, "y": 4}, measure="pmi")
    assert never.loc["x", "pmi"] == pytest.approx(np.log(1e-9))


def test_a_word_as_frequent_as_expected_is_not_positive():
    found = by_word({"x": 10, "y": 90, "z": 5}, {"x": 10, "y": 90, "z": 5})
    assert found["G2"].abs().max() == 0
    assert np.signbit(found["G2"]).all()


# Effects --------------------------------------------------------------------------------------


def test_effect_sizes():
    found = by_word({"x": 40, "y": 60}, {"x": 10, "y": 90})
    x = found.loc["x"]
    assert (x["n_target"], x["n_reference"]) == (40, 10)
    assert (x["per_1000_target"], x["per_1000_reference"]) == pytest.approx((400, 100))
    assert x["log_ratio"] == pytest.approx(2)
    assert x["difference_percent"] == pytest.approx(300)
    assert x["odds_ratio"] == pytest.approx(40 * 90 / (10 * 60))
    assert found.loc["y", "G2"] < 0
    assert found["n_target"].dtype == np.int64


def test_zero_counts_are_smoothed_in_the_log_ratio_alone():
    found = by_word({"x": 4, "y": 96}, {"z": 4, "y": 96})
    assert found.loc["x", "log_ratio"] == pytest.approx(3)  # 4 by 0.5
    assert found.loc["z", "log_ratio"] == pytest.approx(-3)
    assert found.loc["x", "difference_percent"] == np.inf
    assert found.loc["x", "odds_ratio"] == np.inf
    more = by_word({"x": 4, "y": 96}, {"z": 4, "y": 96}, smoothing=1)
    assert more.loc["x", "log_ratio"] == pytest.approx(2)


@given(documents)
@settings(max_examples=15)
def test_swapping_target_and_reference_turns_the_sign(texts):
    forth = by_word(texts[0], texts[1], sort=False)
    back = by_word(texts[1], texts[0], sort=False).loc[forth.index]
    assert np.allclose(forth["G2"].abs(), back["G2"].abs())
    assert np.allclose(forth["log_ratio"], -back["log_ratio"])


# What is compared with what -------------------------------------------------------------------


def test_target_and_reference_in_one_or_apart():
    apart = by_word(TWO[0], TWO[1], sort=False)
    assert by_word(TWO, sort=False).equals(apart)
    assert by_word(TWO, documents=[True, False], sort=False).equals(apart)
    assert by_word(counts(TWO), documents=0, sort=False).equals(apart)
    other = by_word([*TWO, "a z"], documents=[1, 2], sort=False)
    assert other.loc["z", ["n_target", "n_reference"]].tolist() == [1, 0]
    assert other.loc["a", ["n_target", "n_reference"]].tolist() == [3, 3]


def test_words_of_both_come_in_the_order_of_the_data():
    found = keyness("b a", "c a", sort=False).table
    assert found["feature"].tolist() == ["b", "a", "c"]
    assert found["n_target"].tolist() == [1, 1, 0]
    assert found["n_reference"].tolist() == [0, 1, 1]
    # The same words in another order.
    found = keyness("b a a", "a b b b", sort=False).table
    assert found[["feature", "n_reference"]].to_numpy().tolist() == [["b", 3], ["a", 1]]


def test_words_with_one_statistic_come_by_name():
    found = keyness({"b": 3, "a": 3, "x": 1, "é": 3}, {"x": 10}).table
    assert found["feature"].tolist() == ["a", "b", "é", "x"]
    assert found.index.tolist() == [0, 1, 2, 3]


def test_stop_words_and_rare_words_are_not_listed_but_counted():
    whole = by_word({"x": 40, "y": 60}, {"x": 10, "y": 90})
    part = by_word({"x": 40, "y": 60}, {"x": 10, "y": 90}, stop_words=["y"])
    assert part.index.tolist() == ["x"]
    assert part.loc["x", "G2"] == whole.loc["x", "G2"]
    # One test, so nothing to adjust.
    assert part.loc["x", "p_adjusted"] == part.loc["x", "p"]
    assert by_word({"x": 2, "y": 3}, {"x": 2, "y": 5}, min_count=4).index.tolist() == ["x", "y"]
    assert by_word({"x": 2, "y": 3}, {"x": 2, "y": 5}, min_count=5).index.tolist() == ["y"]
    # A column of a table that nobody uses.
    table = pd.DataFrame({"x": [1, 1], "y": [0, 0], "z": [1, 1]})
    assert by_word(table).index.tolist() == ["x", "z"]


@pytest.mark.parametrize(("method", "times"), [("none", 1), ("holm", 2), ("bonferroni", 2)])
def test_p_is_adjusted(method, times):
    found = by_word({"x": 40, "y": 60}, {"x": 10, "y": 90}, adjust=method)
    assert found["p_adjusted"].tolist() == pytest.approx((times * found["p"]).tolist())


def test_holm_is_the_default_and_the_title_says_what_was_asked():
    found = keyness(TWO)
    assert found.title == "Keyness by lr (correction none, p by holm)"
    assert found.table.equals(keyness(TWO, adjust="holm").table)
    other = keyness(TWO, measure="chi2", correction="yates", adjust="none")
    assert other.title == "Keyness by chi2 (correction yates, p by none)"
    assert found.title in repr(found)
    assert f"{found.table['G2'].iloc[0]:.3f}" in repr(found)
    assert f"{found.table['G2'].iloc[0]:.3f}" in found._repr_html_()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"measure": "g"}, "measure is 'g'; allowed: 'lr', 'rayson', 'chi2', 'exact', 'pmi'"),
        ({"correction": "x"}, "correction is 'x'; allowed: 'none', 'yates', 'williams', 'default'"),
        ({"adjust": "x"}, "adjust is 'x'"),
        ({"documents": [True, True]}, "2 of 2 documents are the target; leave some as reference"),
        ({"documents": [False, False]}, "0 of 2 documents are the target"),
    ],
)
def test_refuses(options, message):
    with pytest.raises(ParameterError, match=message):
        keyness(TWO, **options)


def test_refuses_what_is_empty_and_both_ways_to_name_a_reference():
    for target, reference in (("a", ""), ("", "a")):
        with pytest.raises(ParameterError, match="target or reference has no words"):
            keyness(target, reference)
    with pytest.raises(ParameterError, match="either reference or documents, not both"):
        keyness("a", "b", documents=0)
