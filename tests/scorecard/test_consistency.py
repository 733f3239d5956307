"""Cronbach's alpha against its peers, Feldt's interval as printed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import DataError, ParameterError
from crosscase.scorecard import (
    cronbach_alpha,
    example_answers,
    feldt_interval,
    oriented,
    reliability,
)

HERE = Path(__file__).parents[1]
# 0/1 answers of twelve persons to eleven questions; '-' is a gap. See reference/scorecard/ORIGIN.md
BINARY = """
11111111111 11111111010 -011-111100 11101101100 11111000100 01-01111000
11110010000 11111000000 01011000010 10010100-00 11100000000 10010000000
"""


def attitude() -> pd.DataFrame:
    return pd.read_csv(HERE / "reference" / "scorecard" / "attitude.csv")


def binary() -> pd.DataFrame:
    rows = [[np.nan if c == "-" else float(c) for c in row] for row in BINARY.split()]
    return pd.DataFrame(rows, columns=[f"q{i}" for i in range(1, 12)])


def test_alpha_of_attitude_equals_psych():
    found = cronbach_alpha(attitude())
    assert round(found.alpha, 3) == 0.843
    deleted = dict(
        zip(found.table["item_id"], found.table["alpha_if_deleted"].round(3), strict=True)
    )
    assert deleted == {
        "rating": 0.810, "complaints": 0.797, "privileges": 0.828, "learning": 0.803,
        "raises": 0.795, "critical": 0.864, "advance": 0.840,
    }  # fmt: skip


def test_item_rest_correlation_is_with_the_others():
    table = cronbach_alpha(attitude()).table.set_index("item_id")
    rest = attitude().drop(columns="critical").sum(axis=1)
    expected = np.corrcoef(attitude()["critical"], rest)[0, 1]
    assert table.loc["critical", "item_rest_r"] == pytest.approx(expected)


def test_complete_rows_equal_pingouin_but_for_its_interval():
    found = cronbach_alpha(binary().dropna())
    assert found.alpha == pytest.approx(0.8016949152542373, abs=1e-12)
    # pingouin prints 0.581 to 0.933: the interval of twelve persons, though three were dropped.
    # Nine stay: F(0.975; 8, 80) = 2.3549 and F(0.025; 8, 80) = 0.2662, so 0.533 to 0.947.
    wrong = feldt_interval(found.alpha, 12, 11)
    assert [round(end, 3) for end in wrong] == [0.581, 0.933]
    assert found.n == 9
    assert (round(found.lower, 3), round(found.upper, 3)) == (0.533, 0.947)


def test_medians_for_gaps_equal_pingouin():
    found = cronbach_alpha(binary().fillna(binary().median()))
    assert found.alpha == pytest.approx(0.7380191693290734, abs=1e-12)
    assert (round(found.lower, 3), round(found.upper, 3)) == (0.447, 0.911)


def test_feldt_interval_of_the_paper():
    # The paper prints 0.704 and 0.861 from F values of two decimals (1.41 and 0.66); with them:
    assert [round(1 - 0.21 * f, 3) for f in (1.41, 0.66)] == [0.704, 0.861]
    ends = feldt_interval(0.790, 41, 26, confidence=0.90)
    assert [round(end, 3) for end in ends] == [0.705, 0.862]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.5, 3), st.floats(-5, 5))
def test_alpha_ignores_order_shift_and_scale(seed: int, factor: float, shift: float):
    rng = np.random.default_rng(seed)
    x = pd.DataFrame(rng.integers(1, 6, size=(9, 4)), columns=list("abcd"))
    if np.isclose(x.sum(axis=1).var(), 0):
        return
    alpha = cronbach_alpha(x).alpha
    other = (x * factor + shift).sample(frac=1, random_state=seed)[["c", "a", "d", "b"]]
    assert cronbach_alpha(other).alpha == pytest.approx(alpha, abs=1e-9)


def test_reliability_has_a_row_for_each_principle_and_all(items):
    answers = example_answers(items, respondents=30, seed=5)
    table = reliability(answers, items).set_index("principle_id")
    assert list(table.index) == ["core", "learn", "all"]
    whole = cronbach_alpha(oriented(answers, items))
    assert table.loc["all", "alpha"] == whole.alpha


def test_reliability_is_missing_where_respondents_do_not_differ(items):
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": 3, "core_2": 3, "learn_1": [1, 2], "learn_2": [2, 3]}
    )
    table = reliability(answers, items).set_index("principle_id")
    assert np.isnan(table.loc["core", "alpha"])
    assert table.loc["learn", "alpha"] == pytest.approx(1)


def test_result_shows_the_same_as_text_and_html():
    found = cronbach_alpha(attitude())
    assert "Cronbach's alpha = 0.843" in repr(found)
    assert "0.843" in found._repr_html_()
    for number in found.table["alpha_if_deleted"]:
        assert f"{number:.3f}" in repr(found)
        assert f"{number:.3f}" in found._repr_html_()


def test_alpha_by_hand():
    # Items of variance 1 and 1/3, sums 2, 4, 5 of variance 7/3: 2 (1 - (4/3) / (7/3)) = 6/7.
    found = cronbach_alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 2]}))
    assert found.alpha == pytest.approx(6 / 7)
    assert (found.n, found.k) == (3, 2)
    table = found.table.set_index("item_id")
    assert table["mean"].tolist() == pytest.approx([2, 5 / 3])
    assert table["sd"].tolist() == pytest.approx([1, 3**-0.5])
    assert table["item_rest_r"].tolist() == pytest.approx([0.75**0.5] * 2)
    # One item alone has no alpha.
    assert table["alpha_if_deleted"].isna().all()


@pytest.mark.filterwarnings("error")
def test_an_item_that_does_not_vary_has_no_correlation():
    table = cronbach_alpha(pd.DataFrame({"a": [1, 2, 3], "b": [2, 2, 2], "c": [1, 1, 2]})).table
    assert np.isnan(table["item_rest_r"][1])
    assert not np.isnan(table["item_rest_r"][0])
    # Nor has one beside others whose sum does not vary; without the others alpha is missing.
    table = cronbach_alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 1], "c": [2, 1, 2]})).table
    assert np.isnan(table["item_rest_r"][0])
    assert np.isnan(table["alpha_if_deleted"][0])


def test_intervals_at_another_level():
    narrow = cronbach_alpha(attitude(), confidence=0.8)
    wide = cronbach_alpha(attitude())
    assert wide.lower < narrow.lower < narrow.alpha < narrow.upper < wide.upper
    assert (narrow.lower, narrow.upper) == feldt_interval(narrow.alpha, 30, 7, confidence=0.8)
    assert narrow.title.startswith("Cronbach's alpha = 0.843, 80% interval ")
    assert narrow.title.endswith("(n = 30, k = 7)")
    with pytest.raises(FrozenInstanceError):
        narrow.alpha = 1.0


def test_reliability_hands_the_level_on_and_counts(items):
    answers = example_answers(items, respondents=30, seed=5)
    table = reliability(answers, items, confidence=0.8).set_index("principle_id")
    assert table["k"].to_dict() == {"core": 2, "learn": 2, "all": 4}
    assert (table["n"] == 30).all()
    whole = cronbach_alpha(oriented(answers, items), confidence=0.8)
    assert table.loc["all", ["lower", "upper"]].tolist() == [whole.lower, whole.upper]


def test_alpha_says_why_it_cannot():
    with pytest.raises(DataError, match=r"1 respondent\(s\) and 2 item\(s\); alpha needs at least"):
        cronbach_alpha(pd.DataFrame({"a": [1], "b": [2]}))
    with pytest.raises(DataError, match=r"2 respondent\(s\) and 1 item\(s\)"):
        cronbach_alpha(pd.DataFrame({"a": [1, 2]}))
    with pytest.raises(DataError, match="item 'b' has a missing answer; alpha needs complete"):
        cronbach_alpha(pd.DataFrame({"a": [1, 2], "b": [2, None], "c": [None, 1]}))
    with pytest.raises(DataError, match="sums do not differ, so alpha is not defined"):
        cronbach_alpha(pd.DataFrame({"a": [1, 2], "b": [2, 1]}))


def test_reliability_of_one_respondent_says_why_it_cannot(items):
    with pytest.raises(DataError, match=r"1 respondent\(s\) and 2 item\(s\)"):
        reliability(example_answers(items, respondents=1, seed=1), items)


def test_two_respondents_are_enough(items):
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": [1, 2], "core_2": [3, 3], "learn_1": 3, "learn_2": 3}
    )
    table = reliability(answers, items).set_index("principle_id")
    assert table.loc["core", "alpha"] == pytest.approx(0)
    assert table.loc["learn", ["k", "n"]].tolist() == [2, 2]
    assert table.loc["learn", ["alpha", "lower", "upper"]].isna().all()


@pytest.mark.parametrize("confidence", [0, 1])
def test_the_level_is_a_share(confidence):
    with pytest.raises(ParameterError, match=f"confidence is {confidence}; allowed: between 0"):
        feldt_interval(0.8, 10, 4, confidence=confidence)
