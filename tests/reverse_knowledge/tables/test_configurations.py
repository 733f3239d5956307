"""Tables on configurations, for scores that can be solved by hand, and for the study."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from crosscase import qca
from crosscase.comparison import (
    ConditionScores,
    Scheme,
    condition_set,
    from_wide,
    schemes,
    score_conditions,
    support_matrix,
)
from crosscase.qca import limited_diversity
from crosscase.study import Study
from reverse_knowledge.tables import configurations, recoded_outcomes

RULES = pd.DataFrame({"condition": ["A", "B"], "propositions": ["P", "Q"]})
SUCCESS = pd.Series({"w": 1, "x": 1, "y": 0})


def scored(silent: str = "absent") -> ConditionScores:
    """w has A and B; x has A, of B nothing is said; y has neither."""
    wide = pd.DataFrame({"P": [1, 1, -1], "Q": [1, None, -1]}, index=list("wxy"))
    rows = from_wide(wide).assign(evidence_id=["w1", "w2", "x1", "y1", "y2"])
    matrix = support_matrix(rows, list("wxy"), ["P", "Q"])
    return score_conditions(matrix, RULES, scheme=Scheme("own", silent=silent))


def rows_of(scores: ConditionScores) -> pd.DataFrame:
    data = scores.with_outcome(SUCCESS, name="SUCCESS")
    return limited_diversity.truth_rows(data, outcome="SUCCESS", conditions=scores.conditions)


def test_rows_of_the_truth_table_carry_the_evidence_of_their_firms() -> None:
    shown = configurations.truth(rows_of(scored()), scored())
    assert shown.table["OUT"].tolist() == ["0", "?", "1", "1"]
    assert shown.evidence == {
        (1, "OUT"): ["y1", "y2"],
        (2, "OUT"): [],
        (3, "OUT"): ["x1"],
        (4, "OUT"): ["w1", "w2"],
    }
    assert set(shown.names) <= set(shown.table.columns)


def test_a_long_truth_table_is_shown_without_its_remainders() -> None:
    rows = pd.concat([rows_of(scored())] * 5, ignore_index=True)
    assert configurations.truth(rows, scored()).table["OUT"].tolist() == ["0", "1", "1"] * 5
    short = pd.concat([rows_of(scored())] * 4, ignore_index=True)
    assert len(configurations.truth(short, scored()).table) == 16


def test_diversity_has_the_share_of_observed_rows_and_the_silent_cells() -> None:
    shown = configurations.diversity_by_set({"two_sets": scored()}, SUCCESS)
    assert shown.table.to_dict("records") == [
        {
            "set": "two sets",
            "cases": 3,
            "conditions": 2,
            "possible": 4,
            "observed": 3,
            "remainders": 1,
            "contradictory": 0,
            "observed_share": 75.0,
            "silent": 1,
        }
    ]
    assert shown.digits == 1


def test_terms_rest_on_all_the_evidence() -> None:
    shown = configurations.terms(pd.DataFrame({"term": ["A"], "cases": ["w"]}), scored())
    assert sorted(shown.evidence) == ["w1", "w2", "x1", "y1", "y2"]  # type: ignore[arg-type]


def test_remainders_that_no_solution_uses_are_left_out() -> None:
    names = ["presence_parsimonious", "presence_intermediate"]
    names += ["absence_parsimonious", "absence_intermediate"]
    made = pd.DataFrame([["a", "", "", "1 of 1", "", False], ["b", *[""] * 4, False]])
    shown = configurations.assumed(made.set_axis(["remainder", *names, "contradictory"], axis=1))
    assert shown.table["remainder"].tolist() == ["a"]
    assert list(shown.names) == [*names, "contradictory"]


def test_necessity_tells_success_from_failure_in_its_headings() -> None:
    names = configurations.necessity(pd.DataFrame()).names
    assert names["RoN"] == "RoN (success)"
    assert names["covN_absence"] == "covN (failure)"
    assert len(names) == 6


def test_formulas_over_all_fillings() -> None:
    known = scored("missing").wide
    shown = configurations.formulas_if_known(known, SUCCESS)
    # Filled with 0, x lacks B and A alone separates; with 1, A and B do equally well.
    assert shown.table.to_numpy().tolist() == [
        ["SUCCESS", "A", 1, 0.5],
        ["SUCCESS", "A; or B", 1, 0.5],
        ["~SUCCESS", "~A", 1, 0.5],
        ["~SUCCESS", "~A; or ~B", 1, 0.5],
    ]


@pytest.mark.parametrize(("silent", "rows"), [(2, 2), (3, 0)])
def test_too_many_silent_cells_are_not_filled(
    silent: int, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(configurations, "_MOST_SILENT", 2)
    known = pd.DataFrame({"A": [None] * silent, "B": 1.0}, dtype=float)
    shown = configurations.formulas_if_known(known, pd.Series(1, index=known.index))
    assert len(shown.table) == rows
    assert list(shown.table) == ["outcome", "formula", "tables", "share"]


def test_an_outline_has_counts_and_a_solution_for_each_side() -> None:
    found = configurations.outline(scored(), SUCCESS)
    assert found.line() == {
        "firms": 3,
        "rows": 3,
        "contradictory": 0,
        "success": "A",
        "failure": "~A",
    }
    assert found.models("success") == (("A",),)
    assert found.models("failure") == (("~A",),)
    nothing = configurations.outline(scored(), SUCCESS * 0)
    assert (nothing.success, nothing.failure) == (None, None)
    assert nothing.models("success") == nothing.models("failure") == ()
    assert nothing.line()["success"] == nothing.line()["failure"] == "–"
    mixed = configurations.outline(scored(), pd.Series({"w": 0, "x": 1, "y": 0}))
    assert mixed.line()["success"] == "A*~B"


def test_outlines_stand_one_a_line() -> None:
    found = configurations.outline(scored(), SUCCESS)
    by_scheme = configurations.by_evidence_and_scheme({("all", "own"): found})
    assert by_scheme.table.iloc[0].tolist() == ["all", "own", 3, 3, 0, "A", "~A"]
    by_outcome = configurations.by_outcome({"later_x": found})
    assert by_outcome.table.iloc[0].tolist() == ["later x", 3, 3, 0, "A", "~A"]
    assert by_scheme.names == by_outcome.names
    assert set(by_scheme.names) <= set(by_scheme.table)


def test_numbers_are_counted_from_rows_fillings_and_outlines() -> None:
    none = configurations.Outline({}, None, None)
    own = configurations.outline(scored(), SUCCESS)
    filled = configurations.formulas_if_known(scored("missing").wide, SUCCESS)
    filled.table["formula"] = filled.table["formula"].replace("A", "LEARN")
    rows = rows_of(scored()).assign(cases_without=[("y",), (), ("z",), ()])
    numbers = configurations.numbers(rows, scored("missing").wide, filled, [none, own])
    assert {key: number.value for key, number in numbers.items()} == {
        "n_logical_rows": 4,
        "n_observed_rows": 3,
        "n_logical_remainders": 1,
        "qca_n_contradictory_rows": 1,
        "qca_n_silent_cells_filled": 1,
        "qca_n_fillings": 2,
        "qca_n_fillings_learning_alone": 1,
        "qca_n_schemes_tried": 2,
        "qca_n_schemes_without_success_model": 1,
        "qca_n_schemes_learning_alone": 0,
    }
    assert numbers["n_logical_rows"].title == "logical rows"
    assert numbers["qca_n_fillings"].title == "fillings"


def test_learning_alone_is_a_model_of_one_term() -> None:
    learn = pd.DataFrame({"LEARN": [1, 0], "B": [1, 1], "SUCCESS": [1, 0]})
    rows = qca.truth_table(learn, outcome="SUCCESS", conditions=["LEARN", "B"])
    found = configurations.Outline({}, qca.minimize(rows, include="?"), None)
    filled = configurations.formulas_if_known(scored("missing").wide, SUCCESS)
    numbers = configurations.numbers(rows_of(scored()), scored().wide, filled, [found])
    assert numbers["qca_n_schemes_learning_alone"].value == 1
    assert numbers["qca_n_fillings_learning_alone"].value == 0


def test_the_study_s_firms_fill_half_of_the_rows_and_learning_decides(flagship: Study) -> None:
    two = flagship.scoring_schemes.query("scheme in ['crisp', 'crisp_known']")
    study = replace(flagship, _tables={**flagship._tables, "scoring_schemes": two})
    rules = condition_set(flagship.scoring_rules, "mechanisms")
    tried = configurations.scored_by_evidence(study, rules)
    assert list(tried) == [
        (base, scheme)
        for base in ("firm", "firm, joint", "all")
        for scheme in ("crisp", "crisp known")
    ]
    success = recoded_outcomes.outcomes(flagship, ["stated"])["stated"]
    found = configurations.outline(tried["all", "crisp"], success)
    assert found.line() == {
        "firms": 8,
        "rows": 4,
        "contradictory": 0,
        "success": "LEARN",
        "failure": "~LEARN",
    }
    assert configurations.outline(tried["firm", "crisp"], success).line()["contradictory"] == 1
    scheme = schemes(flagship.scoring_schemes)["crisp"]
    sets = configurations.scores_by_set(flagship, support_matrix(flagship), scheme)
    shown = configurations.diversity_by_set(sets, success).table
    assert shown.loc[shown["set"] == "propositions", "observed"].tolist() == [6]
    assert len(shown) == 7
