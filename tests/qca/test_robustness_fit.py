"""Robust cores, kinds of cases and ranks by hand, and against plain recomputation."""

from __future__ import annotations

import itertools
import math
from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import qca
from crosscase.errors import DataError, ParameterError
from crosscase.qca.robustness_fit import formulas, formulas_of_tests

from .lipset import good
from .samples import CONDITIONS, FORMULAS, fuzzy, member


@pytest.fixture
def tied():
    """A or B tells a from d."""
    return qca.minimize(qca.truth_table(good().iloc[[0, 3]], outcome="Y"), include="?")


# -- formulas ---------------------------------------------------------------------------------


def test_formulas_are_written_alike(tied):
    assert formulas("A*~B+C ") == ["A*~B + C"]
    assert formulas([" A", "B"]) == ["A + B"]
    assert formulas(tied) == ["A", "B"]
    assert formulas_of_tests("A+B") == ["A + B"]
    assert formulas_of_tests(["A", ["B", "C"], tied]) == ["A", "B + C", "A", "B"]
    assert formulas_of_tests(tied) == ["A", "B"]


def test_a_solution_without_a_model_is_refused():
    none = qca.minimize(qca.truth_table(good().assign(B=1, A=1), outcome="Y"))
    with pytest.raises(DataError, match="a solution has no model: no row has OUT = 1"):
        formulas(none)
    with pytest.raises(DataError, match="a solution has no model"):
        qca.robust_fit(good(), outcome="Y", initial=none, tests=["A"])


def test_at_least_one_test_solution_is_asked_for():
    with pytest.raises(ParameterError, match="no test solution is given; give at least one"):
        qca.robust_fit(good(), outcome="Y", initial="A", tests=[])


# -- fit --------------------------------------------------------------------------------------


def test_fit_by_hand():
    """IS is A (a, b), TS are A*B (a) and A + B (a, b, c); the outcome is in a, b."""
    found = qca.robust_fit(good(), outcome="Y", initial="A", tests=["A*B", "A + B"])
    assert found.parameters == {
        "RF_cov": 0.5,
        "RF_cons": 1.0,
        "RF_SC_minTS": 0.5,
        "RF_SC_maxTS": pytest.approx(2 / 3),
    }
    assert found.title == "RF_cov 0.500, RF_cons 1.000, RF_SC_minTS 0.500, RF_SC_maxTS 0.667"
    assert found.table.columns.tolist() == ["inclS", "PRI", "covS", "SC"]
    assert found.table.round(3).T.to_dict("list") == {
        "IS": [1, 1, 1, 1],
        "robust core": [1, 1, 0.5, 0.5],
        "minTS": [1, 1, 0.5, 0.5],
        "maxTS": [0.667, 0.667, 1, 0.667],
    }


def test_consistency_of_the_initial_solution_over_that_of_the_core():
    """IS is B (a, c; half with the outcome), the core A*B (a alone): .5 / 1."""
    found = qca.robust_fit(good(), outcome="Y", initial="B", tests="A")
    assert (found.RF_cons, found.RF_cov) == (0.5, 1.0)
    # maxTS is A as well, a and b: with B it shares a of a, b, c.
    assert (found.RF_SC_minTS, found.RF_SC_maxTS) == (pytest.approx(1 / 3), pytest.approx(1 / 3))


def test_an_empty_core_is_not_defined():
    found = qca.robust_fit(good(), outcome="Y", initial="A", tests="~A")
    assert found.RF_cov == 0
    assert math.isnan(found.RF_cons)


def test_a_middle_test_solution_counts():
    # SetMethods' rob.fit looks at the first and the last test solution alone, so that an empty
    # one between them would go unseen; the core of all three is smaller.
    data = fuzzy(3)
    two = qca.robust_fit(data, outcome="Y", initial="A", tests=["A", "A + B"])
    three = qca.robust_fit(data, outcome="Y", initial="A", tests=["A", "A*B*C", "A + B"])
    assert two.RF_SC_minTS == 1.0
    assert three.RF_SC_minTS < 0.7


def test_an_equal_test_solution_changes_nothing():
    data = fuzzy(1)
    found = qca.robust_fit(data, outcome="Y", initial="A*~B + C", tests=["C + A*~B"])
    assert [found.RF_cov, found.RF_cons, found.RF_SC_minTS, found.RF_SC_maxTS] == [1, 1, 1, 1]
    _, ratios = qca.robust_cases(data, outcome="Y", initial="A*~B + C", tests=["C + A*~B"])
    assert ratios["RCC_Rank"] == 1


def test_negated_outcome():
    data = fuzzy(9)
    found = qca.robust_fit(data, outcome="~Y", initial="~C", tests=["~A*~C"])
    y, s1 = 1 - data["Y"], 1 - data["C"]
    core = np.minimum(s1, np.minimum(1 - data["A"], 1 - data["C"]))
    expected = np.minimum(core, y).sum() / np.minimum(s1, y).sum()
    assert found.RF_cov == pytest.approx(expected)


def test_solutions_may_be_given_as_they_are():
    data = fuzzy(2)
    table = qca.truth_table(data, outcome="Y", conditions=CONDITIONS, incl_cut=0.8)
    solution = qca.minimize(table, include="?")
    found = qca.robust_fit(
        data, outcome="Y", conditions=CONDITIONS, initial=solution, tests=[solution.expression()]
    )
    assert found.RF_SC_minTS == 1.0
    ranks = qca.rank_tests(
        data, outcome="Y", initial="A", tests=["A*B", solution], conditions=CONDITIONS
    )
    assert ranks["RCC_Rank"].is_monotonic_decreasing


def test_of_a_tied_solution_the_first_model_is_initial_and_every_one_a_test(tied):
    found = qca.robust_fit(good(), outcome="Y", initial=tied, tests=tied)
    # IS is A; minTS A*B, maxTS A + B.
    assert (found.RF_SC_minTS, found.RF_SC_maxTS) == (0.5, pytest.approx(2 / 3))


@pytest.mark.parametrize("solve", [qca.robust_fit, qca.robust_cases, qca.rank_tests])
def test_conditions_may_be_named(solve):
    data = good().assign(other=["text"] * 4)
    solve(data, outcome="Y", initial="A", tests="B", conditions="A,B")
    with pytest.raises(ParameterError, match="'Z' is not a condition; the conditions are A, B"):
        solve(data, outcome="Y", initial="Z", tests="B", conditions="A,B")
    with pytest.raises(ParameterError, match="'Z' is not a condition"):
        solve(data, outcome="Y", initial="A", tests="Z", conditions=["A", "B"])
    with pytest.raises(DataError, match="column 'other' has values that are not numbers"):
        solve(data, outcome="Y", initial="A", tests="B")


# -- cases ------------------------------------------------------------------------------------

KINDS = pd.DataFrame(
    [
        ("a", 0.9, 0.8, 0.7, 0.6),  # in IS and both
        ("b", 0.9, 0.8, 0.7, 0.4),
        ("c", 0.9, 0.2, 0.3, 0.7),  # in IS alone
        ("d", 0.8, 0.2, 0.3, 0.1),
        ("e", 0.2, 0.9, 0.6, 0.8),  # in the tests alone
        ("f", 0.1, 0.9, 0.6, 0.3),
        ("g", 0.2, 0.3, 0.4, 0.9),  # in none
        ("h", 0.2, 0.3, 0.4, 0.1),
        ("i", 0.5, 0.9, 0.9, 0.9),  # undecided in IS
        ("j", 0.9, 0.5, 0.9, 0.9),  # in minTS
        ("k", 0.1, 0.1, 0.5, 0.9),  # in maxTS
        ("l", 0.9, 0.9, 0.9, 0.5),  # in the outcome
        ("m", 0.9, 0.6, 0.5, 0.9),  # undecided in one test alone, which is minTS
        ("n", 0.9, 0.9, 0.2, 0.9),  # shaky by the second test
    ],
    columns=["case", "A", "B", "C", "Y"],
).set_index("case")


@pytest.mark.filterwarnings("ignore:4 cases of exactly 0.5")
def test_kinds_of_cases_by_hand():
    table, ratios = qca.robust_cases(KINDS, outcome="Y", initial="A", tests=["B", "C"])
    assert table.columns.tolist() == ["IS", "minTS", "maxTS", "Y", "type"]
    assert table["type"].to_dict() == {
        "a": "robust typical",
        "b": "robust deviant",
        "c": "shaky typical",
        "d": "shaky deviant",
        "e": "possible typical",
        "f": "possible deviant",
        "g": "extreme deviant coverage",
        "h": "irrelevant",
        "i": "undecided",
        "j": "undecided",
        "k": "undecided",
        "l": "undecided",
        "m": "undecided",
        "n": "shaky typical",
    }
    assert table["IS"].tolist() == KINDS["A"].tolist()
    assert table["minTS"].tolist() == np.minimum(KINDS["B"], KINDS["C"]).tolist()
    assert table["maxTS"].tolist() == np.maximum(KINDS["B"], KINDS["C"]).tolist()
    # Typical: a robust, c and n shaky, e possible; deviant: b, d and f.
    assert ratios == {"RCR_typ": 0.25, "RCR_dev": pytest.approx(1 / 3), "RCC_Rank": 4}


def test_ratios_without_such_cases_are_not_defined():
    _table, ratios = qca.robust_cases(good(), outcome="Y", initial="A", tests="A")
    assert ratios["RCR_typ"] == 1
    assert math.isnan(ratios["RCR_dev"])


@pytest.mark.parametrize(
    ("tests", "rank"), [(["A"], 1), (["A + B"], 2), (["A*B"], 3), (["A*B", "A + B"], 4)]
)
def test_ranks_of_cases(tests, rank):
    _, ratios = qca.robust_cases(good(), outcome="Y", initial="A", tests=tests)
    assert ratios["RCC_Rank"] == rank


def test_case_types_are_a_partition():
    data = fuzzy(5)
    table, ratios = qca.robust_cases(data, outcome="Y", initial=FORMULAS[0], tests=FORMULAS[1:])
    s1, y = member(data, FORMULAS[0]), data["Y"].to_numpy()
    least = np.min([member(data, f) for f in FORMULAS[1:]], axis=0)
    typical = (np.minimum(s1, least) > 0.5) & (y > 0.5)
    assert (table["type"] == "robust typical").tolist() == typical.tolist()
    shaky = (np.minimum(s1, 1 - least) > 0.5) & (y > 0.5)
    assert (table["type"] == "shaky typical").tolist() == shaky.tolist()
    possible = (table["type"] == "possible typical").sum()
    expected = typical.sum() / (typical.sum() + shaky.sum() + possible)
    assert ratios["RCR_typ"] == pytest.approx(expected)


def test_test_solutions_are_ranked_the_worst_first():
    """Of one rank the least alike comes first; of equals the one given first."""
    table = qca.rank_tests(
        good(), outcome="Y", initial="A", tests=["A", "A + B", "A*B", "~A", "A + ~B", "B", "~A*~B"]
    )
    assert table.columns.tolist() == ["model", "RCC_Rank", "SC"]
    assert table.round(3).to_numpy().tolist() == [
        ["~A", 4, 0.0],
        ["~A*~B", 4, 0.0],
        ["B", 4, 0.333],
        ["A*B", 3, 0.5],
        ["A + B", 2, 0.667],
        ["A + ~B", 2, 0.667],
        ["A", 1, 1.0],
    ]
    assert table.index.tolist() == list(range(7))


def test_every_pair_of_solutions_has_a_rank():
    data = fuzzy(8)
    for one, other in itertools.permutations(FORMULAS, 2):
        table = qca.rank_tests(data, outcome="Y", initial=one, tests=[other])
        inside, beside = member(data, one) > 0.5, member(data, other) > 0.5
        wanted = 1 + (~inside & beside).any() + 2 * (inside & ~beside).any()
        assert table["RCC_Rank"].tolist() == [wanted]


@given(st.integers(0, 30), st.permutations(FORMULAS[1:]))
@settings(max_examples=20)
def test_robust_fit_by_its_formulas_in_any_order(seed, tests):
    data = fuzzy(seed)
    found = qca.robust_fit(data, outcome="Y", initial=FORMULAS[0], tests=tests)
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


def test_results_show_their_titles_and_are_not_changed_by_accident():
    found = qca.robust_fit(good(), outcome="Y", initial="A", tests="B")
    assert repr(found).startswith(found.title)
    with pytest.raises(FrozenInstanceError):
        found.RF_cov = 1.0
