"""A theory held against a solution: areas, expressions and cases by hand."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import qca
from crosscase.errors import ParameterError
from crosscase.qca.engine.primes import contains
from crosscase.qca.theories import negation

from .lipset import solutions

ROWS = [
    ("p", 1, 1, 1, 1),
    ("q", 1, 0, 1, 1),
    ("r", 1, 0, 0, 0),
    ("s", 0, 1, 0, 1),
    ("t", 0, 1, 1, 1),
    ("u", 0, 0, 0, 0),
    ("v", 0, 0, 1, 0),
]
DATA = pd.DataFrame(ROWS, columns=["case", *"ABCY"]).set_index("case")


def test_areas_by_hand():
    """B + A*C explains all; the theory is A + B."""
    solved = qca.minimize(qca.truth_table(DATA, outcome="Y"), include="?")
    assert solved.models == (("A*C", "B"),)
    found = qca.theory_evaluation(solved, theory="B + A")
    assert (found.theory, found.solution) == ("A + B", "A*C + B")
    assert found.title == "Theory A + B against solution A*C + B"
    assert found.table.columns.tolist() == [
        "area", "expression", "with_outcome", "without_outcome", "inclS", "covS", "cases_with",
        "cases_without",
    ]  # fmt: skip
    table = found.table.set_index("area")
    assert table.loc["T*S"].tolist() == ["A*C + B", 4, 0, 1.0, 1.0, "p,q,s,t", ""]
    assert table.loc["T*~S"].tolist() == ["A*~B*~C", 0, 1, 0.0, 0.0, "", "r"]
    assert table.loc["~T*~S"].tolist() == ["~A*~B", 0, 2, 0.0, 0.0, "", "u,v"]
    assert table.loc["~T*S", ["expression", "with_outcome", "without_outcome"]].tolist() == [
        "0", 0, 0,
    ]  # fmt: skip
    assert table.index.tolist() == ["T*S", "~T*S", "T*~S", "~T*~S"]


def test_cases_at_one_half_are_in_no_area():
    data = pd.DataFrame(
        {"A": [0.8, 0.2, 0.6], "B": [0.3, 0.9, 0.1], "Y": [0.9, 0.1, 0.5]}, index=list("pqr")
    )
    solved = qca.minimize(qca.truth_table(data, outcome="Y", incl_cut=0.7), include="?")
    assert solved.models == (("A",), ("~B",))
    table = qca.theory_evaluation(solved, theory="A").table.set_index("area")
    # r is in A, and neither with nor without the outcome; A sums to 1.6, with Y to 1.4.
    assert table.loc["T*S", ["with_outcome", "without_outcome", "cases_with"]].tolist() == [
        1, 0, "p",
    ]  # fmt: skip
    assert table.loc["T*S", ["inclS", "covS"]].tolist() == pytest.approx([1.4 / 1.6, 1.4 / 1.5])
    # In both A and ~A: .2 .2 .4.
    assert table.loc["~T*S", "covS"] == pytest.approx((0.2 + 0.1 + 0.4) / 1.5)
    assert qca.theory_evaluation(solved, theory="A", model=2).solution == "~B"
    with pytest.raises(ParameterError, match="model is 3"):
        qca.theory_evaluation(solved, theory="A", model=3)
    with pytest.raises(ParameterError, match="'Q' is not a condition"):
        qca.theory_evaluation(solved, theory="Q")


def test_a_theory_of_survival(crisp):
    found = qca.theory_evaluation(solutions(crisp, include="?"), theory="DEV*LIT + IND")
    table = found.table.set_index("area")
    assert table.loc["T*S", "expression"] == "DEV*IND*STB + DEV*LIT*STB"
    assert table.loc["T*S", "with_outcome"] == 8
    counts = table[["with_outcome", "without_outcome"]].to_numpy()
    assert counts.sum() == len(crisp)


def test_negations():
    assert negation([(2, -1), (0, 1)], (3, 2)) == [(0, 0), (1, -1)]
    assert negation([(1, -1), (-1, 1)], (2, 2)) == [(0, 0)]
    assert negation([], (2, 2)) == [(-1, -1)]
    assert negation([(-1, -1)], (2, 2)) == []


@settings(max_examples=40)
@given(st.data())
def test_a_negation_holds_every_other_row(data):
    levels = tuple(data.draw(st.lists(st.integers(2, 3), min_size=1, max_size=3)))
    cube = st.tuples(*[st.integers(-1, n - 1) for n in levels])
    cubes = data.draw(st.lists(cube, max_size=3))
    other = negation(cubes, levels)
    for row in product(*map(range, levels)):
        assert any(contains(c, row) for c in other) != any(contains(c, row) for c in cubes)
    assert not any(a != b and contains(a, b) for a in other for b in other)


def test_results_show_their_titles_and_are_not_changed_by_accident(crisp):
    found = qca.theory_evaluation(solutions(crisp), theory="DEV")
    assert repr(found).startswith(found.title)
    with pytest.raises(FrozenInstanceError):
        found.theory = "IND"
