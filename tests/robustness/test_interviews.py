"""What interviews add, and how many a theme needs."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.robustness import codes_by_interview, interviews_needed, probability_of_theme

ROWS = pd.DataFrame(
    {
        "interview_id": ["y", "y", "x", "x", "x", "z", None],
        "code": ["b", "c", "a", "b", "a", None, "d"],
    }
)


def test_codes_in_the_order_of_the_interviews() -> None:
    table = codes_by_interview(ROWS, order=["x", "y", "z"])
    assert table.to_dict("list") == {
        "interview": ["x", "y", "z"],
        "codings": [3, 2, 0],
        "codes": [2, 2, 0],
        "new_codes": [2, 1, 0],
        "cumulative_codes": [2, 3, 3],
    }


def test_first_appearance_is_the_order_by_default() -> None:
    table = codes_by_interview(ROWS.rename(columns={"code": "tag"}), code="tag")
    assert table["interview"].tolist() == ["y", "x"]
    assert table["new_codes"].tolist() == [2, 1]
    other = codes_by_interview(
        ROWS.rename(columns={"interview_id": "who"}).assign(note=None), interview="who"
    )
    assert other.equals(table)


def test_chance_of_a_theme() -> None:
    # Fugard & Potts (2015), table 1: 10 % prevalence, two mentions, 29 interviews.
    assert round(probability_of_theme(0.1, 29, mentions=2), 4) == 0.8011
    # Of two coins one head or more, two heads, three.
    chances = [probability_of_theme(0.5, 2, mentions=m) for m in range(4)]
    assert chances == pytest.approx([1, 0.75, 0.25, 0])
    assert probability_of_theme(0.5, 0) == 0
    assert [probability_of_theme(p, 3) for p in (0, 1)] == [0, 1]


def test_interviews_needed() -> None:
    assert interviews_needed(0.1, mentions=2) == 29
    # One mention: 1 - (1 - p)^n >= power.
    assert interviews_needed(0.05) == math.ceil(math.log(0.2) / math.log(0.95))
    assert interviews_needed(0.5, power=0.75) == 2
    assert interviews_needed(0.5, power=0.76) == 3
    assert interviews_needed(1) == 1
    assert interviews_needed(1, mentions=3) == 3


@pytest.mark.parametrize("given", [(1.1, 3, 1), (-0.1, 3, 1), (0.5, -1, 1), (0.5, 3, -1)])
def test_chance_out_of_range(given: tuple[float, int, int]) -> None:
    prevalence, n, mentions = given
    said = f"prevalence {prevalence}, n {n}, mentions {mentions}; allowed: prevalence 0 to 1, count"
    with pytest.raises(ParameterError, match=said):
        probability_of_theme(prevalence, n, mentions=mentions)


@pytest.mark.parametrize("given", [(0, 0.8), (1.1, 0.8), (0.5, 0), (0.5, 1)])
def test_needs_out_of_range(given: tuple[float, float]) -> None:
    said = f"prevalence {given[0]}, power {given[1]}; allowed: above 0 to 1, and between 0 and 1"
    with pytest.raises(ParameterError, match=said):
        interviews_needed(given[0], power=given[1])


@pytest.mark.parametrize("column", ["interview_id", "code"])
def test_missing_column(column: str) -> None:
    with pytest.raises(DataError, match=f"codings have no column '{column}'; they have"):
        codes_by_interview(ROWS.drop(columns=column))
