"""A QCA solution as a check, on four cases."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.qca import robust_cases
from crosscase.robustness import Check, qca_robustness

DATA = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]}, index=list("wxyz"))


def check(initial: str, tests: list[str], **options: object) -> Check:
    return qca_robustness(DATA, outcome="Y", initial=initial, tests=tests, **options)  # type: ignore[arg-type]


def test_a_solution_equal_to_its_test_is_robust() -> None:
    same = check("A", ["A"])
    assert (same.holds, same.statistic, same.threshold, same.margin) == (True, 1, 0.75, 0.25)
    assert (same.check, same.claim, same.measure, same.digits) == (
        "QCA robustness",
        "A",
        "Least",
        2,
    )
    assert same.sentence == (
        "Against 1 test solution, A has RF_cov 1.000, RF_cons 1.000, RF_SC_minTS 1.000, "
        "RF_SC_maxTS 1.000; the least, RF_cov, is held against 0.75. Shaky cases: none; possible "
        "cases: none (rank 1 of 4)."
    )


def test_a_narrower_test_leaves_a_case_out() -> None:
    # Of w and x, both in A, A*B covers w alone.
    narrow = check("A", ["A*B", "A"])
    assert (narrow.holds, narrow.statistic, narrow.margin) == (False, 0.5, -0.25)
    assert narrow.sentence == (
        "Against 2 test solutions, A has RF_cov 0.500, RF_cons 1.000, RF_SC_minTS 0.500, "
        "RF_SC_maxTS 1.000; the least, RF_cov, is held against 0.75. Shaky cases: x; possible "
        "cases: none (rank 3 of 4)."
    )
    table, _ = robust_cases(DATA, outcome="Y", initial="A", tests=["A*B", "A"])
    assert narrow.table["case"].tolist() == list("wxyz")
    assert narrow.table["type"].tolist() == table["type"].tolist()


def test_a_wider_test_takes_a_case_in() -> None:
    # A + B covers w, x and y, of which A has two thirds.
    wide = check("A", ["A + B"], claim="x", minimum=2 / 3)
    assert (wide.claim, wide.holds, wide.margin) == ("x", True, 0)
    assert wide.statistic == pytest.approx(2 / 3)
    assert "the least, RF_SC_minTS, is held against 0.6" in wide.sentence
    assert wide.sentence.endswith("Shaky cases: none; possible cases: y (rank 2 of 4).")


def test_nothing_in_common_decides_nothing() -> None:
    apart = check("A", ["~A*B"])
    assert apart.holds is None
    assert math.isnan(apart.statistic)
    assert math.isnan(apart.margin)
    assert apart.sentence == (
        "The robust core of A is empty or nobody is in the outcome, so RF_cons cannot be computed."
    )


def test_six_cases_of_a_kind_are_named() -> None:
    def sentence(n: int) -> str:
        shaky = pd.DataFrame({"A": 1, "B": 0, "Y": 1}, index=[f"c{i}" for i in range(n)])
        data = pd.concat([DATA, shaky])
        return qca_robustness(data, outcome="Y", initial="A", tests=["A*B"]).sentence

    assert "Shaky cases: x, c0, c1, c2, c3 and c4; possible" in sentence(5)
    assert "Shaky cases: x, c0, c1, c2, c3, c4 and 1 more; possible" in sentence(6)


def test_columns_that_are_no_conditions_are_left_out() -> None:
    named = DATA.assign(note="none")
    only = qca_robustness(named, outcome="Y", initial="A", tests=["A"], conditions=["A", "B"])
    assert only.holds is True
