"""Tables on scores, for small evidence that can be counted by hand, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

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
from crosscase.study import Study
from reverse_knowledge.tables import condition_scores, recoded_outcomes

RULES = pd.DataFrame({"condition": ["A", "B"], "propositions": ["P", "Q"]})
DEFINITIONS = ["stated", "later", "later_tcl", "later_saic"]


@pytest.fixture(scope="module")
def matrix() -> SupportMatrix:
    """P: x twice, once jointly; y denied. Q: only x, by a blanket statement."""
    rows = pd.concat([
        from_wide(pd.DataFrame({"P": [1, -1], "Q": [None, None]}, index=list("xy"))),
        from_wide(pd.DataFrame({"P": [1], "Q": [1]}, index=["x"])),
    ])  # fmt: skip
    rows = rows.assign(
        evidence_id=["e1", "e2", "e3", "e4"], specificity=["firm", "joint", "joint", "blanket"]
    )
    return support_matrix(rows, ["x", "y"], ["P", "Q"])


def scored(matrix: SupportMatrix, **scheme: object) -> ConditionScores:
    made = Scheme("own", **scheme)  # type: ignore[arg-type]
    return score_conditions(matrix, RULES, scheme=made)


def test_rules_leave_out_the_set_that_needs_no_words() -> None:
    rules = pd.DataFrame(
        {
            "rule_id": ["a_b/one", "propositions/p"],
            "condition_set": ["a_b", "propositions"],
            "label": ["One", "P"],
            "propositions": ["P; Q", "P"],
            "codes": ["x/multi_level", None],
            "codes_against": [None, None],
            "combine": ["pool", "pool"],
        }
    )
    shown = condition_scores.rules_in_words(rules)
    assert shown.table.to_numpy().tolist() == [
        ["a b/one", "One", "P; Q", "x/multi level", "", "pool"]
    ]
    assert shown.evidence == ["a_b/one"]
    every = condition_scores.rules_in_words(rules.assign(condition_set="a_b"))
    assert every.table["codes"].tolist() == ["x/multi level", "all"]


def test_scores_are_whole_numbers_where_they_are_crisp(matrix: SupportMatrix) -> None:
    success = pd.Series({"y": 0, "x": 1})
    crisp = condition_scores.scores_and_success(scored(matrix, silent="missing"), success)
    assert crisp.table.astype(object).where(crisp.table.notna(), None).to_numpy().tolist() == [
        [1, 1, 1],
        [0, None, 0],
    ]
    assert str(crisp.table["A"].dtype) == "Int64"
    assert crisp.table.index.name == "firm"
    assert crisp.evidence.loc["x", "A"] == ("e1", "e3")  # type: ignore[union-attr]
    fuzzy = condition_scores.scores_and_success(scored(matrix, measure="fuzzy"), success)
    assert fuzzy.table["A"].tolist() == [0.75, pytest.approx(1 / 3)]
    assert fuzzy.digits == 2


def test_statements_behind_a_score_by_specificity(matrix: SupportMatrix) -> None:
    shown = condition_scores.behind_scores(scored(matrix), matrix)
    assert shown.table.to_dict("list") == {
        "A": ["1 / 1 / 0", "0 / -1 / 0"],
        "B": ["0 / 0 / 1", "silent"],
    }


def test_scores_turned_and_written_by_scheme(matrix: SupportMatrix) -> None:
    known = scored(matrix, silent="missing")
    turned = condition_scores.by_condition(known)
    assert turned.table.index.tolist() == ["A", "B"]
    assert turned.table["x"].tolist() == [1, 1]
    assert turned.table["y"].isna().tolist() == [False, True]
    assert turned.evidence.loc["B", "x"] == ("e4",)  # type: ignore[union-attr]
    half = scored(matrix, measure="fuzzy", joint_weight=0.5)
    written = condition_scores.by_scheme({"known": known, "half": half})
    assert written.table.to_dict("list") == {
        "known": ["1 1", "0 ?"],
        "half": ["0.71 0.67", "0.40 0.33"],
    }
    assert written.evidence.loc["x", "half"] == ("e1", "e3", "e4")  # type: ignore[union-attr]


def test_definitions_of_success_name_the_fact_behind_the_later_one(flagship: Study) -> None:
    success = recoded_outcomes.outcomes(flagship, DEFINITIONS)
    shown = condition_scores.definitions_of_success(flagship, success)
    assert shown.table.columns.tolist() == [*DEFINITIONS, "later_ground"]
    assert shown.table.loc["TCL"].tolist()[:4] == [0, 1, 1, 0]
    assert shown.table["later_ground"].ne("").sum() == 2
    assert shown.evidence == {("TCL", "later"): ["tcl-003"], ("SAIC", "later"): ["saic-002"]}


def test_rules_scores_and_numbers_of_the_study(flagship: Study) -> None:
    rules = flagship.scoring_rules
    assert len(condition_scores.rules_in_words(rules).table) == 22
    fine = condition_scores.rules_of_sets(rules, ["sources", "integration"])
    assert fine["condition"].tolist()[:2] == ["SPOKE", "CUSTOMERS"]
    assert len(fine) == 9
    known = schemes(flagship.scoring_schemes)["crisp_known"]
    mechanisms = condition_set(rules, "mechanisms")
    scores = score_conditions(support_matrix(flagship), mechanisms, scheme=known)
    success = recoded_outcomes.outcomes(flagship, DEFINITIONS)
    numbers = condition_scores.numbers(flagship, scores, success)
    assert {key: number.value for key, number in numbers.items()} == {
        "qca_n_conditions": 15,
        "qca_n_score_cells": 24,
        "qca_n_score_cells_silent": 5,
        "qca_n_denials": 16,
        "qca_n_denial_statements": 7,
        "qca_n_denials_firm": 0,
        "qca_n_hub_blanket": 30,
    }
    assert numbers["qca_n_hub_blanket"].title == "hub blanket"
