"""Answers that nobody gave: within the scale, and the same for one seed."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.scorecard import example_answers, oriented, read_answers

DATA = Path(__file__).parents[2] / "data"


def test_the_example_file_is_what_its_seed_makes():
    items = pd.read_csv(DATA / "scorecard_items.csv")
    stored = read_answers(DATA / "scorecard_example_answers.csv", items)
    made = example_answers(items, respondents=40, seed=20131212)
    pd.testing.assert_frame_equal(stored, made)
    pd.testing.assert_frame_equal(stored, example_answers(items, seed=20131212))


def test_names_and_columns(items):
    made = example_answers(items, respondents=11, seed=1)
    assert made["respondent"].tolist()[::10] == ["r01", "r11"]
    assert list(made) == ["respondent", *items["item_id"]]
    assert example_answers(items, respondents=1, seed=1).shape == (1, 5)


def test_answers_lie_where_they_are_told_to(items):
    turned = oriented(example_answers(items, respondents=400, seed=2), items)
    by_default = turned.mean()
    # The middle of 1 to 5, and one half.
    assert by_default.to_numpy() == pytest.approx(3.5, abs=0.25)
    means = {"core": 1.0, "learn": 4.0}
    turned = oriented(example_answers(items, respondents=400, seed=2, means=means), items)
    assert turned["learn_1"].mean() == pytest.approx(4, abs=0.25)
    assert turned[["core_1", "core_2"]].mean().max() < 1.8
    assert turned.min().min() == 1
    assert turned.max().max() == 5


def test_items_of_one_principle_move_together(items):
    turned = oriented(example_answers(items, respondents=600, seed=2), items)
    r = turned.corr()
    # Variances 0.25 general, 0.25 of the principle, 0.64 noise: 0.5 / 1.14 and 0.25 / 1.14,
    # less what rounding and the ends of the scale take.
    assert r.loc["core_1", "core_2"] == pytest.approx(0.41, abs=0.07)
    assert r.loc["core_1", "learn_1"] == pytest.approx(0.2, abs=0.08)


def test_errors(items):
    with pytest.raises(ParameterError, match="respondents is 0; allowed: 1 or more"):
        example_answers(items, respondents=0, seed=1)
