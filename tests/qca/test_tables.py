"""Solutions laid out for a comparison, with the cases where there is nothing to explain."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.qca.limited_diversity import collinearity, diversity, truth_rows
from crosscase.qca.tables import (
    assumptions,
    formula,
    necessity_table,
    solution_table,
    standard_analysis,
    tally_formulas,
)

NAMES = ["A", "B", "C"]
EXPECTED = dict.fromkeys(NAMES, 1)


def data(outcome: tuple[int, ...] = (1, 1, 1, 0, 0)) -> pd.DataFrame:
    rows = [(1, 1, 1), (1, 0, 0), (1, 1, 0), (0, 0, 0), (0, 0, 0)]
    table = pd.DataFrame(rows, columns=NAMES, index=list("uvwxy"))
    return table.assign(Y=outcome)


def test_truth_rows_name_cases_and_remainders():
    rows = truth_rows(data(), outcome="Y", conditions=NAMES)
    assert rows["OUT"].tolist() == ["0", "?", "?", "?", "1", "?", "1", "1"]
    assert rows.loc[1, "cases_without"] == ("x", "y")
    assert rows["n"].sum() == 5


def test_a_row_with_both_outcomes_is_contradictory():
    rows = truth_rows(data((1, 1, 1, 1, 0)), outcome="Y", conditions=NAMES)
    assert (rows.loc[1, "OUT"], rows.loc[1, "incl"]) == ("C", 0.5)
    assert diversity(data((1, 1, 1, 1, 0)), outcome="Y", conditions=NAMES) == {
        "cases": 5,
        "conditions": 3,
        "possible": 8,
        "observed": 4,
        "remainders": 4,
        "contradictory": 1,
    }


def test_the_three_solutions_by_hand():
    # Positive 111, 110, 100, negative 000: A*B and A*~C by merging; A alone separates.
    found = standard_analysis(data(), outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert formula(found["conservative"]) == "A*B + A*~C"
    assert formula(found["parsimonious"]) == "A"
    # 101 is an easy counterfactual: 100 has the outcome and C is expected to help.
    assert formula(found["intermediate"]) == "A"
    absence = standard_analysis(data(), outcome="~Y", conditions=NAMES, expectations=EXPECTED)
    assert [formula(s) for s in absence.values()] == ["~A*~B*~C", "~A", "~A*~B*~C"]


def test_assumptions_are_named_and_none_is_made_twice():
    rows = assumptions(data(), outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert rows.set_index("remainder")["presence_parsimonious"].to_dict() == {
        "~A*~B*C": "",
        "~A*B*~C": "",
        "~A*B*C": "",
        "A*~B*C": "1 of 1",
    }
    assert not rows["contradictory"].any()


def test_without_variation_there_is_nothing_to_explain():
    flat = data((1, 1, 1, 1, 1))
    assert standard_analysis(flat, outcome="Y", conditions=NAMES, expectations=EXPECTED) == {}
    rows = truth_rows(flat, outcome="Y", conditions=NAMES)
    assert rows["OUT"].tolist() == ["1", "?", "?", "?", "1", "?", "1", "1"]
    table = solution_table(flat, outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert set(table["term"]) == {"–"}
    assert set(table["cases"]) == {"the outcome is the same in every case"}
    assert formula(None) == "–"
    assert tally_formulas([flat], outcome="Y", conditions=NAMES)["formula"].tolist() == ["–"]
    rows = assumptions(flat, outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert not rows["contradictory"].any()


def test_solution_table_has_a_row_for_each_term():
    table = solution_table(data(), outcome="Y", conditions=NAMES, expectations=EXPECTED)
    first = table[(table["outcome"] == "Y") & (table["solution"] == "conservative")]
    assert first["term"].tolist() == ["A*B", "A*~C"]
    assert first["cases"].tolist() == ["w; u", "v; w"]
    # A*B covers u and w of three positive cases, A*~C v and w; u and v are covered once.
    assert first["covS"].tolist() == pytest.approx([2 / 3, 2 / 3])
    assert first["covU"].tolist() == pytest.approx([1 / 3, 1 / 3])


def test_formulas_are_counted_over_tables():
    other = data().assign(B=[1, 1, 1, 0, 0], C=[1, 1, 1, 0, 0])
    found = tally_formulas([data(), data(), other], outcome="Y", conditions=NAMES)
    assert found.to_numpy().tolist() == [["A", 2, 2 / 3], ["A; or B; or C", 1, 1 / 3]]
    kept = tally_formulas([data()], outcome="Y", conditions=NAMES, kind="conservative")
    assert kept["formula"].tolist() == ["A*B + A*~C"]


def test_many_models_are_counted_after_the_first_ones():
    two = data().iloc[[0, 3]]
    found = standard_analysis(two, outcome="Y", conditions=NAMES, expectations={})
    assert formula(found["parsimonious"], most=2) == "A; or B; or 1 more"


def test_collinearity_counts_the_cases_that_part_two_conditions():
    table = collinearity(data()[NAMES]).set_index("pair")
    assert table.loc["A – B"].to_dict() == {
        "known": 5,
        "both": 2,
        "neither": 2,
        "first_only": 1,
        "second_only": 0,
    }


def test_necessity_for_both_sides():
    table = necessity_table(data(), outcome="Y", conditions=NAMES).set_index("condition")
    assert len(table) == 6
    assert table.loc["A", ["inclN", "RoN", "covN"]].tolist() == [1, 1, 1]
    # B in u and w of three successes; C is absent in both failures and in two successes.
    assert table.loc["B", "inclN"] == pytest.approx(2 / 3)
    assert table.loc["~C", "inclN_absence"] == 1
    assert table.loc["~C", "covN_absence"] == 0.5
    flat = data((1, 1, 1, 1, 1))
    assert necessity_table(flat, outcome="Y", conditions=NAMES).empty


def test_errors():
    with pytest.raises(ParameterError, match="give at least two conditions, not 1"):
        truth_rows(data(), outcome="Y", conditions=["A"])
    with pytest.raises(ParameterError, match="no column 'Z'; the data have A, B, C, Y"):
        standard_analysis(data(), outcome="~Z", conditions=NAMES, expectations={})
    with pytest.raises(ParameterError, match="kind is 'easy'; allowed: conservative, parsimonious"):
        tally_formulas([data()], outcome="Y", conditions=NAMES, kind="easy")
