"""Rosenthal's fail-safe number against his tolerance."""

from __future__ import annotations

import math

import pytest

from crosscase.robustness import file_drawer


def test_rosenthals_own_example() -> None:
    # Rosenthal (1979): 94 experiments with a mean z of 1.014, N = 3,263.
    check = file_drawer([1.014] * 94, "P")
    assert check.holds is True
    assert int(check.statistic) == 3263
    assert check.threshold == 5 * 94 + 10
    assert (check.check, check.claim, check.measure, check.digits) == (
        "file drawer",
        "P",
        "Fail-safe number",
        1,
    )


def test_three_studies_by_hand() -> None:
    # (2 + 2 + 2)² / 2.7055 - 3 = 10.3, far from 5 * 3 + 10; the fourth reports nothing.
    check = file_drawer([2.0, 2.0, math.nan, 2.0], "P")
    assert check.holds is False
    assert check.statistic == pytest.approx(10.306, abs=1e-3)
    assert check.margin == pytest.approx(10.306 - 25, abs=1e-3)
    assert check.table.loc[0, "studies"] == 3
    assert check.sentence == (
        "11 unseen null studies would undo the combined result of 3 studies on P; above 25 is "
        "held to be safe."
    )


def test_a_stricter_level() -> None:
    # z of 0.01 is 2.3263: 36 / 5.412 - 3.
    assert file_drawer([2.0] * 3, "P", alpha=0.01).statistic == pytest.approx(3.652, abs=1e-3)


def test_no_statistic_at_all() -> None:
    check = file_drawer([math.nan], "P")
    assert check.holds is None
    assert all(map(math.isnan, (check.statistic, check.threshold, check.margin)))
    assert (check.measure, check.digits) == ("Fail-safe number", 1)
    # The table keeps its columns.
    assert check.table.columns.tolist() == file_drawer([2.0], "P").table.columns.tolist()
    assert check.table.empty
    assert check.sentence.startswith("No study on P reports a test statistic")
