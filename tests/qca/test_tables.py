"""Solutions laid out for a comparison, with the cases where there is nothing to explain."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.qca.tables import (
    assumptions,
    formula,
    necessity_table,
    solution_table,
    standard_analysis,
    tally_formulas,
)

from .samples import small

NAMES = ["A", "B", "C"]
EXPECTED = dict.fromkeys(NAMES, 1)


def test_the_three_solutions_by_hand():
    # Positive 111, 110, 100, negative 000: A*B and A*~C by merging; A alone separates.
    found = standard_analysis(small(), outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert formula(found["conservative"]) == "A*B + A*~C"
    assert formula(found["parsimonious"]) == "A"
    # 101 is an easy counterfactual: 100 has the outcome and C is expected to help.
    assert formula(found["intermediate"]) == "A"
    absence = standard_analysis(small(), outcome="~Y", conditions=NAMES, expectations=EXPECTED)
    assert [formula(s) for s in absence.values()] == ["~A*~B*~C", "~A", "~A*~B*~C"]


def test_assumptions_are_named_and_none_is_made_twice():
    rows = assumptions(small(), outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert rows.set_index("remainder")["presence_parsimonious"].to_dict() == {
        "~A*~B*C": "",
        "~A*B*~C": "",
        "~A*B*C": "",
        "A*~B*C": "1 of 1",
    }
    assert not rows["contradictory"].any()


def test_without_variation_there_is_nothing_to_explain():
    flat = small((1, 1, 1, 1, 1))
    assert standard_analysis(flat, outcome="Y", conditions=NAMES, expectations=EXPECTED) == {}
    table = solution_table(flat, outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert set(table["term"]) == {"–"}
    assert set(table["cases"]) == {"the outcome is the same in every case"}
    assert formula(None) == "–"
    assert tally_formulas([flat], outcome="Y", conditions=NAMES)["formula"].tolist() == ["–"]
    rows = assumptions(flat, outcome="Y", conditions=NAMES, expectations=EXPECTED)
    assert not rows["contradictory"].any()


def test_solution_table_has_a_row_for_each_term():
    table = solution_table(small(), outcome="Y", conditions=NAMES, expectations=EXPECTED)
    first = table[(table["outcome"] == "Y") & (table["solution"] == "conservative")]
    assert first["term"].tolist() == ["A*B", "A*~C"]
    assert first["cases"].tolist() == ["w; u", "v; w"]
    # A*B covers u and w of three positive cases, A*~C v and w; u and v are covered once.
    assert first["covS"].tolist() == pytest.approx([2 / 3, 2 / 3])
    assert first["covU"].tolist() == pytest.approx([1 / 3, 1 / 3])


def test_formulas_are_counted_over_tables():
    other = small().assign(B=[1, 1, 1, 0, 0], C=[1, 1, 1, 0, 0])
    found = tally_formulas([small(), small(), other], outcome="Y", conditions=NAMES)
    assert found.to_numpy().tolist() == [["A", 2, 2 / 3], ["A; or B; or C", 1, 1 / 3]]
    kept = tally_formulas([small()], outcome="Y", conditions=NAMES, kind="conservative")
    assert kept["formula"].tolist() == ["A*B + A*~C"]


def test_many_models_are_counted_after_the_first_ones():
    two = small().iloc[[0, 3]]
    found = standard_analysis(two, outcome="Y", conditions=NAMES, expectations={})
    assert formula(found["parsimonious"], most=2) == "A; or B; or 1 more"


def test_necessity_for_both_sides():
    table = necessity_table(small(), outcome="Y", conditions=NAMES).set_index("condition")
    assert len(table) == 6
    assert table.loc["A", ["inclN", "RoN", "covN"]].tolist() == [1, 1, 1]
    # B in u and w of three successes; C is absent in both failures and in two successes.
    assert table.loc["B", "inclN"] == pytest.approx(2 / 3)
    assert table.loc["~C", "inclN_absence"] == 1
    assert table.loc["~C", "covN_absence"] == 0.5
    flat = small((1, 1, 1, 1, 1))
    none = necessity_table(flat, outcome="Y", conditions=NAMES)
    assert none.empty
    assert none.columns.tolist() == table.reset_index().columns.tolist()


def test_errors():
    with pytest.raises(ParameterError, match="give at least two conditions, not 1"):
        solution_table(small(), outcome="Y", conditions=["A"], expectations={})
    with pytest.raises(ParameterError, match="no column 'Z'; the data have A, B, C, Y"):
        standard_analysis(small(), outcome="~Z", conditions=NAMES, expectations={})
    with pytest.raises(ParameterError, match="kind is 'easy'; allowed: conservative, parsimonious"):
        tally_formulas([small()], outcome="Y", conditions=NAMES, kind="easy")


def test_expectations_turn_round_for_the_absence():
    """A*~B*C against A alone: B expected drops ~B, C expected keeps C; inversely for ~Y."""
    rows = [(1, 0, 1, 1), (0, 0, 0, 0), (0, 1, 1, 0), (0, 0, 1, 0)]
    data = pd.DataFrame(rows, columns=[*NAMES, "Y"])

    def intermediate(data, outcome, expectations):
        found = standard_analysis(
            data, outcome=outcome, conditions=NAMES, expectations=expectations
        )
        assert list(found) == [solution.kind for solution in found.values()]
        assert formula(found["parsimonious"]) == "A"
        return formula(found["intermediate"])

    turned = data.assign(Y=1 - data["Y"])
    assert intermediate(data, "Y", {"B": 1, "C": 1}) == "A*C"
    assert intermediate(turned, "~Y", {"B": 0, "C": 0}) == "A*C"
    assert intermediate(turned, "~Y", {"B": 1, "C": 1}) == "A*~B"
    assert intermediate(data, "Y", {"B": 1}) == "A*C"
    assert intermediate(data, "Y", {"C": 0}) == "A*~B"


def test_cuts_reach_every_table():
    """Row 000 has the outcome in one case of two: coded 1 from .5 on, contradictory above it."""
    mixed = small((1, 1, 1, 1, 0))
    options = {"outcome": "Y", "conditions": NAMES}
    known = {**options, "expectations": EXPECTED}
    low = (0.5, 0.4)
    assert formula(standard_analysis(mixed, **known)["conservative"]) == "A*B + A*~C"
    found = standard_analysis(mixed, **known, incl_cut=low)["conservative"]
    assert formula(found) == "A*B + ~B*~C"
    terms = solution_table(mixed, **known, incl_cut=low)
    first = terms[(terms["outcome"] == "Y") & (terms["solution"] == "conservative")]
    assert first["term"].tolist() == ["A*B", "~B*~C"]
    tally = tally_formulas([mixed], **options, kind="conservative", incl_cut=low)
    assert tally["formula"].tolist() == ["A*B + ~B*~C"]
    assert tally_formulas([mixed], **options, kind="conservative")["formula"].tolist() == [
        "A*B + A*~C"
    ]
    # Nothing is negative under the low cut, so nothing has to be assumed.
    assert set(assumptions(mixed, **known, incl_cut=low)["presence_parsimonious"]) == {""}


def test_assumptions_of_both_sides_may_contradict_each_other():
    """111 against 000: every remainder is assumed for the one by some model, and for the other."""
    two = small().iloc[[0, 3]]
    rows = assumptions(two, outcome="Y", conditions=NAMES, expectations={})
    assert rows.columns.tolist() == [
        "remainder", "presence_parsimonious", "presence_intermediate", "absence_parsimonious",
        "absence_intermediate", "contradictory",
    ]  # fmt: skip
    table = rows.set_index("remainder")
    assert len(table) == 6
    assert table.loc["A*~B*~C", ["presence_parsimonious", "absence_parsimonious"]].tolist() == [
        "1 of 3", "2 of 3",
    ]  # fmt: skip
    assert (table["presence_intermediate"] == "").all()
    assert table["contradictory"].all()
    # Only A is expected to help: between A*B*C and A, B or C lie A, A*B and A*C.
    known = assumptions(two, outcome="Y", conditions=NAMES, expectations={"A": 1, "B": 0, "C": 0})
    column = known.set_index("remainder")["presence_intermediate"]
    assert column[["A*B*~C", "A*~B*~C", "~A*B*C"]].tolist() == ["2 of 3", "1 of 3", ""]


def test_a_table_of_solutions_numbers_its_models():
    two = small().iloc[[0, 3]]
    table = solution_table(two, outcome="Y", conditions=NAMES, expectations={})
    assert table.columns.tolist() == [
        "outcome", "solution", "model", "term", "inclS", "PRI", "covS", "covU", "cases",
    ]  # fmt: skip
    assert table.index.tolist() == list(range(len(table)))
    some = table[table["solution"] == "parsimonious"]
    assert some["model"].tolist() == ["1 of 3", "2 of 3", "3 of 3"] * 2
    assert some["term"].tolist() == ["A", "B", "C", "~A", "~B", "~C"]
    assert some["outcome"].tolist() == ["Y"] * 3 + ["~Y"] * 3


def test_why_there_is_no_model_is_told():
    """Every row is contradictory."""
    data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 1, 0, 0], "Y": [1, 0, 1, 0]})
    table = solution_table(data, outcome="Y", conditions="AB", expectations={"A": 1})
    assert table["model"].tolist() == ["none"] * 6
    assert table["term"].tolist() == ["–"] * 6
    assert set(table["cases"]) == {"no row has OUT = 1, so there is no model"}
    assert table["inclS"].isna().all()


def test_formulas_are_ordered_by_number_then_by_name():
    one, other = small(), small((0, 0, 0, 1, 1))
    found = tally_formulas([other, one, other, one], outcome="Y", conditions=NAMES)
    assert found.columns.tolist() == ["formula", "tables", "share"]
    assert found.to_numpy().tolist() == [["A", 2, 0.5], ["~A", 2, 0.5]]
    found = tally_formulas([other, one, other], outcome="Y", conditions=NAMES)
    assert found["formula"].tolist() == ["~A", "A"]


def test_models_beyond_the_most_are_counted():
    two = small().iloc[[0, 3]]
    many = standard_analysis(two, outcome="Y", conditions=NAMES, expectations={})["parsimonious"]
    assert formula(many) == "A; or B; or C"
    assert formula(many, most=3) == "A; or B; or C"
    assert formula(many, most=1) == "A; or 2 more"
    wide = pd.DataFrame([[1] * 7, [0] * 7], columns=[*"ABCDEF", "Y"])
    found = standard_analysis(wide, outcome="Y", conditions="ABCDEF", expectations={})
    assert formula(found["parsimonious"]) == "A; or B; or C; or D; or 2 more"
