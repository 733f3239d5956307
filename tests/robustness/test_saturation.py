"""Saturation by the published procedure, counted by hand."""

from __future__ import annotations

import math

import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.robustness import saturation


def test_the_published_procedure() -> None:
    # Guest, Namey & Chen (2020): base of four, run of two, 5 %.
    check = saturation([4, 3, 2, 1, 1, 0, 0, 0])
    assert check.table.to_dict("list") == {
        "run": ["4+2", "5+2", "6+2"],
        "first": [5, 6, 7],
        "last": [6, 7, 8],
        "new_codes": [1, 0, 0],
        "ratio": [0.1, 0.0, 0.0],
        "saturated": [False, True, True],
    }
    assert (check.holds, check.statistic, check.threshold, check.margin) == (True, 0, 0.05, 0.05)
    assert (check.check, check.claim, check.measure, check.digits) == (
        "saturation",
        "saturation",
        "New information",
        2,
    )
    assert check.sentence == (
        "Saturation is reached at 5+2 interviews: interviews 6 to 7 bring 0 new codes, 0% of the "
        "10 codes of the first 4 (at most 5% asked)."
    )


def test_not_reached() -> None:
    check = saturation([4, 3, 2, 1, 5, 1, 1, 0], claim="x")
    assert (check.claim, check.holds) == ("x", False)
    # The last run tells.
    assert check.statistic == 0.1
    assert check.margin == pytest.approx(-0.05)
    assert check.sentence == (
        "Saturation is not reached in 8 interviews: the last 2 still bring 1 new code, 10% of the "
        "10 codes of the first 4 (at most 5% asked)."
    )


def test_one_of_twenty_is_at_most_five_per_cent() -> None:
    assert saturation([20, 0, 0, 0, 1, 0]).holds is True
    # 3/10 is a hair more than 0.1 + 0.2 is not; what is asked is met.
    assert saturation([10, 3], base=1, run=1, threshold=0.3).holds is True
    assert saturation([10, 3], base=1, run=1, threshold=0.29).holds is False


def test_other_lengths() -> None:
    check = saturation([1, 2, 1, 0, 0], base=1, run=3, threshold=0.0)
    # Runs 2 to 4 and 3 to 5, against the one code of the first.
    assert check.table["run"].tolist() == ["1+3", "2+3"]
    assert check.table["ratio"].tolist() == [3, 1]
    assert check.sentence.endswith(
        "1 new code, 100% of the 1 code of the first 1 (at most 0% asked)."
    )


@pytest.mark.parametrize("n", [0, 1, 5])
def test_too_few_interviews(n: int) -> None:
    check = saturation([1] * n)
    assert check.holds is None
    assert math.isnan(check.statistic)
    assert math.isnan(check.margin)
    plural = "interview" if n == 1 else "interviews"
    assert check.sentence == (
        f"{n} {plural} are too few to judge saturation: a base of 4 and a run of 2 need 6."
    )
    assert check.table.columns[-1] == "saturated"


def test_six_are_enough() -> None:
    assert saturation([1, 0, 0, 0, 0, 0]).holds is True


@pytest.mark.parametrize(
    "given", [{"base": 0}, {"run": 0}, {"threshold": -0.1}, {"threshold": 1.0}]
)
def test_lengths_and_threshold_out_of_range(given: dict[str, float]) -> None:
    used = {"base": 4, "run": 2, "threshold": 0.05} | given
    said = ", ".join(f"{name} {value}" for name, value in used.items())
    with pytest.raises(ParameterError, match=f"{said}; allowed: lengths from 1, threshold 0 to 1"):
        saturation([1], **given)  # type: ignore[arg-type]


def test_counts_that_are_none() -> None:
    with pytest.raises(DataError, match=r"new codes \[1, -1\] hold a negative count"):
        saturation([1, -1])
    with pytest.raises(DataError, match="the first 4 interviews brought no code, so there is no"):
        saturation([0, 0, 0, 0, 1, 1])
    with pytest.raises(DataError, match="the first 4 interviews brought no code"):
        saturation([0, 0, 0, 0])
    assert saturation([0, 0, 0]).holds is None
