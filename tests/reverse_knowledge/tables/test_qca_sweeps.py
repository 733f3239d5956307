"""Tables on whether formulas survive, for small scores that can be solved by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from crosscase import qca
from crosscase.comparison import (
    ConditionScores,
    Scheme,
    SupportMatrix,
    condition_set,
    from_wide,
    schemes,
    score_conditions,
    support_matrix,
)
from crosscase.robustness import Check
from crosscase.study import Study
from reverse_knowledge.tables import qca_sweeps as sweeps

RULES = pd.DataFrame({"condition": ["A", "B"], "propositions": ["P", "Q"]})
SUCCESS = pd.Series({"v": 1, "w": 1, "x": 1, "y": 0, "z": 0})
ASK: dict[str, Any] = {"outcome": "SUCCESS", "conditions": ["A", "B"]}


@pytest.fixture(scope="module")
def matrix() -> SupportMatrix:
    """P is seen in v, w and x, Q in v and w; v alone has a second statement on each."""
    wide = pd.DataFrame({"P": [1, 1, 1, -1, None], "Q": [1, 1, -1, -1, -1]}, index=list("vwxyz"))
    rows = from_wide(wide)
    more = rows[rows["case_id"] == "v"]
    more = more.assign(evidence_id=more["evidence_id"] + "2")
    return support_matrix(pd.concat([rows, more]).assign(specificity="firm"), list("vwxyz"))


@pytest.fixture(scope="module")
def scores(matrix: SupportMatrix) -> dict[str, ConditionScores]:
    """Silence as absence, as presence, and left empty."""
    return {
        silent: score_conditions(matrix, RULES, scheme=Scheme(silent, silent=silent))
        for silent in ("absent", "present", "missing")
    }


@pytest.fixture(scope="module")
def data(scores: dict[str, ConditionScores]) -> pd.DataFrame:
    """v and w have A and B, x has A alone; y and z have neither and fail."""
    return scores["absent"].with_outcome(SUCCESS, name="SUCCESS")


def test_solutions_of_both_kinds(data: pd.DataFrame) -> None:
    assert sweeps.written(sweeps.solve(data, 1.0, "conservative")) == "A"
    nobody = data.assign(SUCCESS=[1, 0, 1, 0, 0])
    # Half of the firms with A and B succeed: not enough at 1, enough at 0.5.
    assert sweeps.written(sweeps.solve(nobody, 1.0, "conservative")) == "A*~B"
    assert sweeps.written(sweeps.solve(nobody, 0.5, "parsimonious")) == "A"
    assert sweeps.written(sweeps.solve(nobody.iloc[:2], 1.0, "conservative")) == "none"


def test_models_that_tie_are_all_written() -> None:
    tied = pd.DataFrame({"A": [1, 0], "B": [1, 0], "SUCCESS": [1, 0]})
    assert sweeps.written(sweeps.solve(tied, 1.0, "parsimonious")) == "A or B"
    both = pd.DataFrame({"A": [1, 0, 0], "B": [0, 1, 0], "SUCCESS": [1, 1, 0]})
    assert sweeps.written(sweeps.solve(both, 1.0, "parsimonious")) == "A + B"


def test_ranges_of_cuts_are_told_in_words() -> None:
    firms = pd.DataFrame({"A": [1, 1, 1, 0], "B": [1, 1, 1, 1], "SUCCESS": [1, 1, 0, 0]})
    ranges = {
        kind: qca.cut_ranges(firms, incl_cut=cut, include="?", **ASK)
        for kind, cut in (("loose", 0.6), ("strict", 0.9))
    }
    shown = sweeps.cut_ranges(ranges)
    assert shown.table.index.tolist() == [
        "loose, consistency",
        "loose, firms in a row",
        "strict, consistency",
        "strict, firms in a row",
    ]
    assert shown.table["range"].tolist()[::2] == ["0 to 0.666667", "above 0.666667 to 1"]
    assert shown.table["value"].tolist() == [0.6, 1, 0.9, 1]
    assert shown.table.loc["loose, consistency", "above"] == "no solution"
    assert shown.digits == 0
    assert set(shown.names) == {"what", *shown.table.columns}


def test_net_statements_are_support_less_contradiction(
    scores: dict[str, ConditionScores], matrix: SupportMatrix
) -> None:
    net = sweeps.net_statements(scores["absent"], matrix)
    assert net.to_dict("list") == {"A": [2, 1, 1, -1, 0], "B": [2, 1, -1, -1, -1]}
    assert net.index.tolist() == list("vwxyz")


def test_statements_that_may_be_asked_before_a_formula_changes(
    data: pd.DataFrame, scores: dict[str, ConditionScores], matrix: SupportMatrix
) -> None:
    net = sweeps.net_statements(scores["absent"], matrix)
    shown = sweeps.statements_asked(data, net, matrix)
    # With two asked for A, x is like the failures. With three asked for B nobody shows it, and the
    # conservative formula says so; the parsimonious one, A, has no need of B.
    assert shown.table["most"].to_dict() == {
        "A, conservative": "1",
        "A, parsimonious": "1",
        "B, conservative": "2",
        "B, parsimonious": "101 or more",
    }
    assert shown.table["fewest"].tolist() == [1, 1, 1, 1]
    assert shown.table["firm"].tolist() == ["w", "w", "w", "w"]
    assert shown.evidence == sorted(matrix.rows["evidence_id"])
    assert set(shown.names) == {"what", *shown.table.columns}


def test_solutions_by_scheme_and_outcome(scores: dict[str, ConditionScores]) -> None:
    success = pd.DataFrame({"stated": SUCCESS, "later": 1, "later_tcl": SUCCESS.where(SUCCESS > 0)})
    shown = sweeps.by_scheme(scores, success, kind="parsimonious")
    assert shown.table.columns.tolist() == ["stated", "later", "later_tcl"]
    assert shown.table.index.tolist() == ["absent", "present", "missing"]
    assert shown.table.index.name == "scheme"
    assert shown.table["stated"].tolist() == ["A", "B", "A"]
    assert set(shown.table["later"]) == set(shown.table["later_tcl"]) == {"no failure left"}
    assert shown.names["later"] == "Both later"


def test_test_solutions_are_those_of_the_other_schemes(
    scores: dict[str, ConditionScores],
) -> None:
    ask: dict[str, Any] = {"scheme": "absent", "kind": "parsimonious"}
    found = sweeps.test_solutions(scores, SUCCESS, **ask)
    assert [sweeps.written(one) for one in found] == ["B", "A"]
    assert sweeps.test_solutions(scores, SUCCESS.clip(lower=1), **ask) == []


FITTED = pd.DataFrame(
    {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "SUCCESS": [1, 1, 0, 0]}, index=list("wxyz")
)


def test_fit_and_types_of_cases_by_kind() -> None:
    ask: dict[str, Any] = {"initial": "A", "tests": ["A*B", "A + B"], "outcome": "SUCCESS"}
    kinds = ["conservative", "parsimonious"]
    shown = sweeps.fit({kind: qca.robust_fit(FITTED, **ask) for kind in kinds})
    assert shown.table.index.tolist() == [
        f"{kind}, {name}" for kind in kinds for name in ("IS", "robust core", "minTS", "maxTS")
    ]
    assert shown.table["SC"].round(3).tolist()[:4] == [1.0, 0.5, 0.5, 0.667]
    assert shown.table.columns.tolist() == ["inclS", "PRI", "covS", "SC"]
    cases = {kind: qca.robust_cases(FITTED, **ask)[0] for kind in kinds}
    types = sweeps.case_types(cases)
    assert types.table.columns.tolist() == kinds
    assert types.table["conservative"].to_dict() == {
        "w": "robust typical",
        "x": "shaky typical",
        "y": "possible deviant",
        "z": "irrelevant",
    }
    assert types.names == {types.table.index.name: "Firm"}


def test_firms_are_left_out_one_by_one_and_in_pairs() -> None:
    shown = sweeps.without_firms(FITTED)
    assert shown.table.index.tolist() == [
        "conservative, without 1 firm",
        "conservative, without 2 firms",
        "parsimonious, without 1 firm",
        "parsimonious, without 2 firms",
    ]
    one, two = shown.table.iloc[0], shown.table.iloc[3]
    assert one[["subsets", "same", "fallen"]].tolist() == [4, 2, "w; x"]
    assert one["terms"] == "A 50%"
    assert (two["subsets"], two["same"]) == (6, 2)
    assert two["fallen"] == "w and x; w and z; x and y; y and z"
    assert shown.table["share"].dtype == float
    assert shown.names["fallen"] == "Changed without"
    assert set(shown.names) < {"what", *shown.table.columns}
    assert shown.digits == 2
    assert len(sweeps.without_firms(FITTED, most=1).table) == 2


def test_conditions_are_dropped_one_by_one() -> None:
    firms = FITTED.assign(C=[1, 0, 0, 1])
    ask: dict[str, Any] = {"outcome": "SUCCESS", "conditions": ["A", "B", "C"], "include": "?"}
    shown = sweeps.without_conditions({"parsimonious": qca.alternative_conditions(firms, **ask)})
    assert shown.table["solution"].to_dict() == {
        "parsimonious, all conditions": "A",
        "parsimonious, without A": "B*C + ~B*~C",
        "parsimonious, without B": "A",
        "parsimonious, without C": "A",
    }
    assert shown.digits == 2
    assert shown.names == {"what": "Conditions", "SC": "Coincidence"}


def test_numbers_count_firms_models_and_verdicts(data: pd.DataFrame) -> None:
    tied = pd.DataFrame({"A": [1, 0], "B": [1, 0], "SUCCESS": [1, 0]})
    solved = [sweeps.solve(part, 1.0, "parsimonious") for part in (data, tied)]
    types = ["robust typical", "robust typical", "shaky typical", "irrelevant", "irrelevant"]
    cases = {"conservative": pd.DataFrame({"type": types})}
    checks = [
        Check("x", "y", holds, 0.0, 0.0, 0.0, pd.DataFrame(), "So.", "Yin")
        for holds in (True, False, None, True)
    ]
    found = sweeps.numbers(data, {"parsimonious": solved}, cases, checks)
    assert {key: number.value for key, number in found.items()} == {
        "n_qca_firms": 5,
        "n_qca_test_solutions": 3,
        "n_qca_robust": 2,
        "n_qca_robust_firms_conservative": 2,
        "n_qca_shaky_firms_conservative": 1,
    }
    assert found["n_qca_firms"].title == "qca firms"


def test_formulas_of_the_study(flagship: Study) -> None:
    matrix = support_matrix(flagship)
    rules = condition_set(flagship.scoring_rules, "mechanisms")
    scheme = schemes(flagship.scoring_schemes)["crisp"]
    stated = flagship.outcomes.set_index("case_id").query("outcome == 'stated'")["success"]
    scored = score_conditions(matrix, rules, scheme=scheme).with_outcome(stated, name="SUCCESS")
    parsimonious = sweeps.solve(scored, scheme.incl_cut, "parsimonious")
    assert sweeps.written(parsimonious) == "LEARN"
    shown = sweeps.without_firms(scored, most=1).table
    assert shown.loc["conservative, without 1 firm", "fallen"] == "Haier"
