"""Robustness of QCA solutions against plain recomputation, and against the peers' known faults."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crosscase as cc
from crosscase import robustness as rb
from crosscase.errors import DataError, ParameterError

CONDITIONS = ["A", "B", "C"]


def fuzzy(seed: int, n: int = 30) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    data = pd.DataFrame(rng.uniform(0, 1, (n, 3)).round(2), columns=CONDITIONS)
    noise = rng.uniform(-0.25, 0.25, n)
    y = np.maximum(np.minimum(data["A"], 1 - data["B"]), data["C"] * 0.9) + noise
    data["Y"] = y.clip(0.01, 0.99).round(2)
    data = data.replace(0.5, 0.51)
    data.index = [f"c{i:02d}" for i in range(n)]
    return data


def member(data: pd.DataFrame, formula: str) -> np.ndarray:
    terms = []
    for term in formula.split(" + "):
        parts = [1 - data[x[1:]] if x[0] == "~" else data[x] for x in term.split("*")]
        terms.append(np.min(parts, axis=0))
    return np.max(terms, axis=0)


FORMULAS = ["A*~B + C", "A*~B", "C", "A + C", "~B*C + A*C"]


@given(st.integers(0, 30), st.permutations(FORMULAS[1:]))
@settings(max_examples=30, deadline=None)
def test_robust_fit_by_its_formulas_in_any_order(seed, tests):
    data = fuzzy(seed)
    found = cc.qca.robust_fit(data, outcome="Y", initial=FORMULAS[0], tests=tests)
    y, s1 = data["Y"].to_numpy(), member(data, FORMULAS[0])
    members = [member(data, formula) for formula in tests]
    least, most = np.min(members, axis=0), np.max(members, axis=0)
    core = np.minimum(s1, least)

    def incl(x):
        return np.minimum(x, y).sum() / x.sum()

    def cov(x):
        return np.minimum(x, y).sum() / y.sum()

    assert found.RF_cov == pytest.approx(cov(core) / cov(s1))
    assert found.RF_cons == pytest.approx(incl(s1) / incl(core))
    expected = np.minimum(s1, least).sum() / np.maximum(s1, least).sum()
    assert found.RF_SC_minTS == pytest.approx(expected)
    expected = np.minimum(s1, most).sum() / np.maximum(s1, most).sum()
    assert found.RF_SC_maxTS == pytest.approx(expected)


def test_a_middle_test_solution_counts():
    # SetMethods' rob.fit looks at the first and the last test solution alone, so that an empty
    # one between them would go unseen; the core of all three is smaller.
    data = fuzzy(3)
    two = cc.qca.robust_fit(data, outcome="Y", initial="A", tests=["A", "A + B"])
    three = cc.qca.robust_fit(data, outcome="Y", initial="A", tests=["A", "A*B*C", "A + B"])
    assert two.RF_SC_minTS == 1.0
    assert three.RF_SC_minTS < 0.7


def test_an_equal_test_solution_changes_nothing():
    data = fuzzy(1)
    found = cc.qca.robust_fit(data, outcome="Y", initial="A*~B + C", tests=["C + A*~B"])
    assert [found.RF_cov, found.RF_cons, found.RF_SC_minTS, found.RF_SC_maxTS] == [1, 1, 1, 1]
    _, ratios = cc.qca.robust_cases(data, outcome="Y", initial="A*~B + C", tests=["C + A*~B"])
    assert ratios["RCC_Rank"] == 1


@pytest.mark.parametrize(
    ("tests", "rank"), [(["A"], 1), (["A + B"], 2), (["A*B"], 3), (["A*B", "A + B"], 4)]
)
def test_case_ranks(tests, rank):
    data = pd.DataFrame(
        {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]}, index=list("wxyz")
    )
    _, ratios = cc.qca.robust_cases(data, outcome="Y", initial="A", tests=tests)
    assert ratios["RCC_Rank"] == rank


def test_case_types_are_a_partition():
    data = fuzzy(5)
    table, ratios = cc.qca.robust_cases(data, outcome="Y", initial=FORMULAS[0], tests=FORMULAS[1:])
    s1, y = member(data, FORMULAS[0]), data["Y"].to_numpy()
    least = np.min([member(data, f) for f in FORMULAS[1:]], axis=0)
    typical = (np.minimum(s1, least) > 0.5) & (y > 0.5)
    assert (table["type"] == "robust typical").tolist() == typical.tolist()
    shaky = (np.minimum(s1, 1 - least) > 0.5) & (y > 0.5)
    assert (table["type"] == "shaky typical").tolist() == shaky.tolist()
    possible = (table["type"] == "possible typical").sum()
    expected = typical.sum() / (typical.sum() + shaky.sum() + possible)
    assert ratios["RCR_typ"] == pytest.approx(expected)


def test_solutions_may_be_given_as_they_are():
    data = fuzzy(2)
    table = cc.qca.truth_table(data, outcome="Y", conditions=CONDITIONS, incl_cut=0.8)
    solution = cc.qca.minimize(table, include="?")
    found = cc.qca.robust_fit(
        data, outcome="Y", conditions=CONDITIONS, initial=solution, tests=[solution.expression()]
    )
    assert found.RF_SC_minTS == 1.0
    ranks = cc.qca.rank_tests(
        data, outcome="Y", initial="A", tests=["A*B", solution], conditions=CONDITIONS
    )
    assert ranks["RCC_Rank"].is_monotonic_decreasing


def test_sweep_equals_solving_one_by_one():
    data = fuzzy(7, 40)
    cuts, counts = [0.85, 0.7, 0.8, 0.9, 0.95], [1, 2, 4]
    table = cc.qca.cut_sweep(
        data, outcome="Y", conditions=CONDITIONS, incl_cuts=cuts, n_cuts=counts, include="?"
    )
    for row in table.itertuples():
        truth = cc.qca.truth_table(
            data, outcome="Y", conditions=CONDITIONS, incl_cut=row.incl_cut, n_cut=row.n_cut
        )
        models = cc.qca.minimize(truth, include="?").models
        assert row.solution == " or ".join(map(" + ".join, models))
    assert table["same"].iloc[0]
    assert table["SC"].iloc[0] == 1.0


@pytest.mark.parametrize("seed", range(6))
def test_ranges_are_those_a_fine_search_finds(seed):
    data = fuzzy(seed, 40)
    options = {"outcome": "Y", "conditions": CONDITIONS}
    ranges = cc.qca.cut_ranges(data, **options, incl_cut=0.85, n_cut=2, include="?")

    def models(incl, n):
        truth = cc.qca.truth_table(data, **options, incl_cut=incl, n_cut=n)
        return cc.qca.minimize(truth, include="?").models

    own = models(0.85, 2)
    lower, upper = ranges.loc["incl_cut", ["lower", "upper"]].astype(float)
    for incl in np.linspace(0.01, 1, 100):
        contiguous = lower < incl <= upper + 1e-9
        if contiguous:
            assert models(incl, 2) == own
    if lower > 0:
        assert models(lower, 2) != own
    if upper < 1:
        assert models(min(1.0, upper + 1e-6), 2) != own
    low, high = ranges.loc["n_cut", ["lower", "upper"]].astype(int)
    assert all(models(0.85, n) == own for n in range(low, high + 1))
    assert low == 1 or models(0.85, low - 1) != own


def test_calibration_ranges():
    data = pd.DataFrame({"A": [1, 1, 0, 0, 1, 0], "B": [1, 0, 1, 0, 0, 1], "Y": [1, 1, 0, 0, 1, 0]})
    raw = pd.Series([9.0, 8.0, 2.0, 1.0, 7.0, 3.0])

    def crisp(values, anchors):
        return (values >= anchors[0]).astype(float)

    table = cc.qca.calibration_ranges(
        data, raw, [5.0], condition="A", calibrate=crisp, step=1.0, outcome="Y", include="?"
    )
    row = table.iloc[0]
    # From 4 to 7 the same cases are in the set; at 3 one of the failures comes in.
    assert (row.lower, row.lower_found) == (4.0, True)
    assert row.upper >= 7.0


def test_calibration_anchors_stay_in_order():
    data = fuzzy(1)
    raw = data["A"] * 100

    def direct(values, anchors):
        low, middle, high = anchors
        return np.clip(
            np.where(
                values < middle,
                0.5 * (values - low) / (middle - low),
                0.5 + 0.5 * (values - middle) / (high - middle),
            ),
            0,
            1,
        )

    table = cc.qca.calibration_ranges(
        data, raw, [10, 50.3, 90], condition="A", calibrate=direct, step=20, most_steps=9,
        outcome="Y", conditions=CONDITIONS, incl_cut=0.8, include="?",
    )  # fmt: skip
    assert table["lower"].iloc[1] >= 10
    assert table["upper"].iloc[1] <= 90


def test_subsamples():
    data = fuzzy(4, 12)
    options = {"outcome": "Y", "conditions": CONDITIONS, "incl_cut": 0.8, "include": "?"}
    runs, terms = cc.qca.subsample_stability(data, **options)
    assert len(runs) == 12
    assert runs["left_out"].tolist() == [(case,) for case in data.index]
    pairs, _ = cc.qca.subsample_stability(data, leave_out=2, **options)
    assert len(pairs) == math.comb(12, 2)
    drawn, _ = cc.qca.subsample_stability(data, leave_out=6, draws=20, seed=1, **options)
    again, _ = cc.qca.subsample_stability(data, leave_out=6, draws=20, seed=1, **options)
    pd.testing.assert_frame_equal(drawn, again)
    assert terms["share"].between(0, 1).all()
    counted = sum(
        any(term in models.split(" or ") or term in models for term in [terms["term"].iloc[0]])
        for models in runs["solution"]
    )
    assert counted / 12 >= terms["share"].iloc[0]


def test_alternative_conditions():
    data = fuzzy(6, 40).assign(D=lambda frame: frame["B"])
    table = cc.qca.alternative_conditions(
        data, outcome="Y", conditions=CONDITIONS, alternatives={"B": "D"}, incl_cut=0.8,
        include="?", dir_exp={"A": 1, "B": 0, "C": 1},
    )  # fmt: skip
    changes = ["none", "without A", "without B", "without C", "D for B"]
    assert table["change"].tolist() == changes
    assert table["SC"].iloc[0] == 1.0
    swapped = table["solution"].iloc[0].replace("B", "D")
    parts = {frozenset(t.split("*")) for t in swapped.split(" + ")}
    assert {frozenset(t.split("*")) for t in table["solution"].iloc[4].split(" + ")} == parts


def test_the_check():
    data = fuzzy(3)
    good = rb.qca_robustness(data, outcome="Y", initial="A*~B + C", tests=["C + A*~B"])
    assert good.holds is True
    assert "Shaky cases: none; possible cases: none (rank 1 of 4)" in good.sentence
    bad = rb.qca_robustness(data, outcome="Y", initial="A*~B + C", tests=["A*B*C"])
    assert bad.holds is False
    assert bad.statistic < 0.75
    empty = data.assign(A=0.0)
    none = rb.qca_robustness(empty, outcome="Y", initial="C", tests=["A*B"])
    assert none.holds is None
    assert "cannot be computed" in none.sentence


def test_negated_outcome():
    data = fuzzy(9)
    found = cc.qca.robust_fit(data, outcome="~Y", initial="~C", tests=["~A*~C"])
    y, s1 = 1 - data["Y"], 1 - data["C"]
    core = np.minimum(s1, np.minimum(1 - data["A"], 1 - data["C"]))
    expected = np.minimum(core, y).sum() / np.minimum(s1, y).sum()
    assert found.RF_cov == pytest.approx(expected)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (
            lambda d: cc.qca.robust_fit(d, outcome="Y", initial="A", tests=[]),
            ParameterError,
            "no test solution",
        ),
        (
            lambda d: cc.qca.robust_fit(d, outcome="Y", initial="Z", tests=["A"]),
            ParameterError,
            "'Z' is not a condition",
        ),
        (
            lambda d: cc.qca.calibration_ranges(
                d, d["A"], [1], condition="A", calibrate=lambda x, t: x, step=0, outcome="Y"
            ),
            ParameterError,
            "step is 0",
        ),
        (
            lambda d: cc.qca.calibration_ranges(
                d, d["A"], [1], condition="Z", calibrate=lambda x, t: x, step=1, outcome="Y"
            ),
            ParameterError,
            "no column 'Z' for condition",
        ),
        (
            lambda d: cc.qca.subsample_stability(d, outcome="Y", leave_out=99),
            ParameterError,
            "leave_out is 99",
        ),
        (
            lambda d: cc.qca.robust_fit(
                d,
                outcome="Y",
                initial=cc.qca.minimize(cc.qca.truth_table(d, outcome="Y", incl_cut=1.0)),
                tests=["A"],
            ),
            DataError,
            "has no model",
        ),
    ],
)
def test_errors(call, error, message):
    with pytest.raises(error, match=message):
        call(fuzzy(0))


def test_every_pair_of_solutions_has_a_rank():
    data = fuzzy(8)
    for one, other in itertools.permutations(FORMULAS, 2):
        table = cc.qca.rank_tests(data, outcome="Y", initial=one, tests=[other])
        assert table["RCC_Rank"].iloc[0] in (1, 2, 3, 4)
