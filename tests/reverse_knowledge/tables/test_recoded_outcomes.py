"""Other outcomes and exact tests, on designs that can be counted by hand, and for the study."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from crosscase.comparison import Rule, from_wide, support_matrix
from crosscase.errors import ParameterError
from crosscase.robustness import design_limits, outcome_recoding
from crosscase.study import Study
from reverse_knowledge.tables import recoded_outcomes


@pytest.fixture
def own() -> pd.Series:
    return pd.Series({"a": 1, "b": 0, "c": 1})


def test_outcomes_stand_by_firm_in_the_study_s_order(flagship: Study) -> None:
    found = recoded_outcomes.outcomes(flagship, ["stated", "later_tcl"])
    order = flagship.cases.sort_values("order")["case_id"].tolist()
    assert found.index.tolist() == order
    assert found.columns.tolist() == ["stated", "later_tcl"]
    assert found.index[found["stated"] == 0].tolist() == ["TCL", "SAIC"]
    assert found.index[found["later_tcl"] == 0].tolist() == ["SAIC"]


def test_an_unknown_definition_is_named_with_those_there_are(flagship: Study) -> None:
    told = "definitions: the study has no outcome 'never'; allowed: later, later_saic, later_tcl"
    with pytest.raises(ParameterError, match=re.escape(told)):
        recoded_outcomes.outcomes(flagship, ["stated", "never"])


def test_a_contrast_is_seen_in_successes_and_absent_in_failures(own: pd.Series) -> None:
    first, second = recoded_outcomes.contrasts(["P", "Q"], own, Rule(min_share=0.5))
    assert (first.id, first.proposition) == ("P/contrast", "P")
    assert (first.present_in, first.absent_in) == (("a", "c"), ("b",))
    assert first.rule.min_share == 0.5
    assert second.proposition == "Q"


def test_verdicts_stand_by_definition_with_the_evidence_of_the_first(own: pd.Series) -> None:
    rows = from_wide(pd.DataFrame({"P": [1, -1, 1], "Q": [1, 1, 1]}, index=list("abc")))
    outcomes = pd.DataFrame({"stated": own, "other": [1, 1, 1]})
    claims = recoded_outcomes.contrasts(["P", "Q"], own, Rule())
    checks = [outcome_recoding(rows, claim, outcomes) for claim in claims]
    found = recoded_outcomes.contrast_verdicts(checks, claims)
    assert found.table.loc["P"].tolist() == ["holds", "fails"]
    assert found.table.loc["Q"].tolist() == ["fails", "holds"]
    assert found.table.index.name == "proposition_id"
    assert found.names == {"proposition_id": "Assumption", "stated": "As stated"}
    assert {cell: len(ids) for cell, ids in found.evidence.items()} == {
        ("P", "stated"): 3,
        ("Q", "stated"): 3,
    }


def test_checks_and_claims_that_do_not_go_together_are_refused(own: pd.Series) -> None:
    claims = recoded_outcomes.contrasts(["P"], own, Rule())
    with pytest.raises(ValueError, match="shorter"):
        recoded_outcomes.contrast_verdicts([], claims)


def test_designs_count_successes_and_failures(flagship: Study) -> None:
    stated = recoded_outcomes.outcomes(flagship, ["stated"])["stated"]
    assert recoded_outcomes.design_sizes(flagship, stated) == {
        "base cases and check firms": (6, 2),
        "check firms alone": (4, 2),
    }


def test_firms_needed_has_a_row_for_each_design_number_of_tests_and_way() -> None:
    found = recoded_outcomes.firms_needed({"d": (6, 2), "e": (4, 2)}, alpha=0.05, tests=[1, 8])
    table = found.table
    assert table["design"].tolist() == ["d"] * 6 + ["e"] * 6
    assert table["tests"].tolist() == [1, 1, 1, 8, 8, 8] * 2
    assert table["added"].tolist() == [0, 0, 0, 11, 2, 2, 1, 1, 1, 13, 4, 4]
    assert table["have"].unique().tolist() == ["6 and 2", "4 and 2"]
    assert table["p"].unique().tolist() == [1 / 28, 1 / 15]
    assert found.digits == 4
    assert str(table["added"].dtype) == "Int64"


def test_firms_needed_follow_the_level() -> None:
    found = recoded_outcomes.firms_needed({"d": (6, 2)}, alpha=0.01, tests=[1])
    # 1/C(9,3) = 1/84 is above 0.01, 1/C(10,4) = 1/210 below it.
    assert found.table.set_index("way")["added"]["more failures"] == 2


def test_smallest_p_by_size_crosses_successes_and_failures() -> None:
    found = recoded_outcomes.smallest_p_by_size([4, 6], [1, 2])
    assert found.table.columns.tolist() == ["successes", "1 failure", "2 failures"]
    assert found.table["1 failure"].tolist() == [1 / 5, 1 / 7]
    assert found.table["2 failures"].tolist() == [1 / 15, 1 / 28]
    assert found.digits == 4


def test_numbers_of_the_study(flagship: Study) -> None:
    matrix = support_matrix(flagship)
    outcomes = recoded_outcomes.outcomes(flagship, ["stated", "later"])
    own = outcomes["stated"]
    claims = recoded_outcomes.contrasts(matrix.propositions, own, Rule())
    recoded = [outcome_recoding(matrix, claim, outcomes) for claim in claims]
    tested = [design_limits(matrix, claim) for claim in claims]
    designs = recoded_outcomes.design_sizes(flagship, own)
    needed = recoded_outcomes.firms_needed(designs, alpha=0.05, tests=[1, 8])
    numbers = recoded_outcomes.numbers(designs, needed, recoded, tested)
    assert {key: number.value for key, number in numbers.items()} == {
        "p_smallest": 1 / 28,
        "p_smallest_check_firms": 1 / 15,
        "n_ways_to_label": 28,
        "n_failures_needed": 2,
        "n_failures_needed_check_firms": 4,
        "n_claims_survive_outcomes": 0,
        "n_claims_fall_by_outcome": 1,
        "n_contrasts_significant": 1,
    }
    assert numbers["p_smallest"].title == ("smallest p of the design, base cases and check firms")
    assert numbers["n_ways_to_label"].title == "ways to label"
