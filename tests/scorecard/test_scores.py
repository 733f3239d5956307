"""Scores of principles, and intervals of two kinds."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.scorecard import example_answers, score


def test_scores_turn_reverse_coded_items_round(items):
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": [5, 4], "core_2": [1, 1], "learn_1": 1, "learn_2": 2}
    )
    table = score(answers, items).table.set_index("principle_id")
    assert table.loc["core", "mean"] == 4.75
    assert table.loc["learn", ["mean", "lower", "upper"]].tolist() == [1.5, 1.5, 1.5]


def test_t_interval_is_students(items):
    answers = example_answers(items, respondents=10, seed=3)
    row = score(answers, items, confidence=0.9).table.iloc[1]
    own = answers[["learn_1", "learn_2"]].mean(axis=1)
    # t of 9 degrees of freedom at 0.95 is 1.8331 in every table
    half = 1.8331 * own.std() / np.sqrt(10)
    assert row["upper"] - row["mean"] == pytest.approx(half, rel=1e-4)


def test_bootstrap_is_seeded_and_near_students(items):
    answers = example_answers(items, respondents=60, seed=3)
    one = score(answers, items, method="bootstrap", seed=1).table
    pd.testing.assert_frame_equal(one, score(answers, items, method="bootstrap", seed=1).table)
    student = score(answers, items).table
    assert np.allclose(one[["lower", "upper"]], student[["lower", "upper"]], atol=0.06)


def test_intervals_end_at_the_scale(items):
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": [5, 1], "core_2": [1, 5], "learn_1": 3, "learn_2": 3}
    )
    row = score(answers, items).table.iloc[0]
    assert (row["lower"], row["upper"]) == (1, 5)


def test_the_spread_is_between_respondents(items):
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": [1, 3], "core_2": [5, 3], "learn_1": 2, "learn_2": 4}
    )
    table = score(answers, items).table.set_index("principle_id")
    assert table.loc["core", ["items", "mean"]].tolist() == [2, 2]
    assert table.loc["core", "sd"] == pytest.approx(2**0.5)
    assert table.loc["learn", "sd"] == 0


def test_principles_keep_the_order_of_the_items(items):
    answers = example_answers(items, respondents=5, seed=2)
    table = score(answers, items.iloc[::-1]).table
    assert table["principle_id"].tolist() == ["learn", "core"]


def test_the_bootstrap_is_one_of_respondents(items):
    # Two respondents, means 1 and 3: a resample's mean is 1, 2 or 3 (1/4, 1/2, 1/4).
    answers = pd.DataFrame(
        {"respondent": ["a", "b"], "core_1": 3, "core_2": 3, "learn_1": [1, 3], "learn_2": [1, 3]}
    )
    row = score(answers, items, method="bootstrap", confidence=0.6).table.iloc[1]
    assert (row["lower"], row["upper"]) == (1, 3)
    row = score(answers, items, method="bootstrap", confidence=0.4).table.iloc[1]
    assert (row["lower"], row["upper"]) == (2, 2)


def test_seed_draws_and_defaults(items):
    # Answers of many decimals, so that no two samples have the same quantile.
    random = np.random.default_rng(0)
    answers = pd.DataFrame(random.uniform(1, 5, (12, 4)), columns=items["item_id"])
    answers.insert(0, "respondent", [f"r{i}" for i in range(12)])

    def lower(**options):
        return score(answers, items, method="bootstrap", **options).table["lower"].tolist()

    assert lower() == lower(seed=0) == lower(draws=4000)
    assert lower() != lower(seed=1)
    assert lower() != lower(draws=4001)


def test_the_title_says_respondents_level_and_method(items):
    answers = example_answers(items, respondents=12, seed=3)
    found = score(answers, items, confidence=0.8)
    assert found.title == "Scores of 12 respondents, 80% t intervals"
    assert score(answers, items, method="bootstrap", draws=9).title.endswith("bootstrap intervals")
    assert "PrincipleScores(" not in repr(found)
    with pytest.raises(FrozenInstanceError):
        found.n = 3


def test_errors(items):
    answers = example_answers(items, respondents=3, seed=1)
    with pytest.raises(ParameterError, match="method is 'z'; allowed: 't', 'bootstrap'"):
        score(answers, items, method="z")
    for confidence in (0, 1):
        with pytest.raises(ParameterError, match=f"confidence is {confidence}; allowed: between"):
            score(answers, items, confidence=confidence)
    with pytest.raises(DataError, match=r"1 respondent\(s\); an interval needs at least two"):
        score(answers.head(1), items)
    assert score(answers.head(2), items).n == 2
