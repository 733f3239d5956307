"""Assumptions that must not be made: contradictory, untenable, of simultaneous subsets."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError

from .lipset import solutions

ABC = pd.DataFrame([(1, 1, 1, 1), (0, 0, 0, 0), (0, 1, 0, 0)], columns=list("ABCY"))
"""Positive 111 (row 8), negative 000 and 010 (rows 1 and 3); rows 2, 4 to 7 are remainders."""


@pytest.fixture
def table():
    return qca.truth_table(ABC, outcome="Y")


@pytest.mark.parametrize(
    ("expression", "rows", "wanted"),
    [
        ("A", "remainders", (5, 6, 7)),
        ("A", "observed", (8,)),
        ("A", "all", (5, 6, 7, 8)),
        ("~A*~B + ~A*B*C", "remainders", (2, 4)),
        (["~A*~B", "~A*B*~C"], "observed", (1, 3)),
        (["~A*~B", "~A*B*~C"], "all", (1, 2, 3)),
        ("A*B*C", "remainders", ()),
    ],
)
def test_rows_inside_an_expression(table, expression, rows, wanted):
    assert qca.find_rows(table, expression, rows=rows) == wanted


def test_remainders_are_meant_by_default(table, crisp):
    assert qca.find_rows(table, "A") == (5, 6, 7)
    lipset = solutions(crisp).truth_table
    assert qca.find_rows(lipset, "DEV*LIT*STB", rows="observed") == (22, 24, 32)


def test_rows_with_too_few_cases_are_remainders():
    data = pd.concat([ABC, ABC.iloc[:2], ABC.iloc[:1].assign(Y=0)], ignore_index=True)
    few = qca.truth_table(data, outcome="Y", incl_cut=(0.9, 0.5), n_cut=2)
    assert few.table["OUT"].tolist() == ["0", "?", "C"]
    assert qca.find_rows(few, "B") == (3, 4, 7)
    assert qca.find_rows(few, "B", rows="observed") == (8,)
    assert qca.untenable_assumptions(few, necessary="A") == (2, 3, 4)


def test_rows_of_another_kind(table):
    with pytest.raises(ParameterError, match="rows is 'some'; it may be 'remainders', 'observed'"):
        qca.find_rows(table, "A", rows="some")


def test_contradictory_assumptions_by_hand():
    """111 against 000: each of A, B, C for the outcome, each of ~A, ~B, ~C against it."""
    data = ABC.iloc[:2]
    both = [
        qca.minimize(qca.truth_table(data, outcome=outcome), include="?") for outcome in ("Y", "~Y")
    ]
    assert qca.contradictory_assumptions(*both) == (2, 3, 4, 5, 6, 7)
    # With A or nothing for the outcome, rows of A are contradictory alone.
    first = qca.minimize(both[0].truth_table, include="?", exclude="~A")
    assert first.models == (("A",),)
    assert qca.contradictory_assumptions(first, both[1]) == (5, 6, 7)
    assert qca.contradictory_assumptions(both[1], first) == (5, 6, 7)


def test_solutions_over_other_conditions_are_refused(table):
    other = qca.truth_table(ABC, outcome="~Y", conditions="C,B,A")
    message = "the two solutions are over different conditions; use the same ones"
    with pytest.raises(ParameterError, match=message):
        qca.contradictory_assumptions(qca.minimize(table), qca.minimize(other))


@pytest.mark.parametrize(
    ("necessary", "wanted"),
    [("A", (2, 4)), ("A + B", (2,)), ("A + B + C", ()), ("~C", (2, 4, 6)), ("A*B", (2, 4, 5, 6))],
)
def test_remainders_that_lack_what_is_necessary(table, necessary, wanted):
    assert qca.untenable_assumptions(table, necessary=necessary) == wanted


def test_enhanced_standard_analysis(crisp):
    """No remainder may be assumed for survival and for breakdown alike."""
    for_it, against = solutions(crisp, include="?"), solutions(crisp, "~SURV", include="?")
    both = qca.contradictory_assumptions(for_it, against)
    assert both == ()
    free = solutions(crisp, "~SURV", include="?", exclude=[3, 4, "DEV*STB"])
    rows = {row for model in free.assumption_cubes for row in model}
    assert (0, 0, 0, 1, 0) not in rows  # row 3
    table = for_it.truth_table
    lacking = qca.untenable_assumptions(table, necessary="LIT")
    assert lacking == qca.find_rows(table, "~LIT")
    kept = qca.minimize(table, include="?", exclude=lacking)
    assert all("LIT" in term.split("*") for model in kept.simplifying_assumptions for term in model)
    assert kept.models == (("DEV*LIT*STB",),)


def test_simultaneous_subset_rows():
    data = pd.DataFrame({"A": [0.6, 0.9, 0.2], "B": [0.3, 0.1, 0.8], "Y": [0.7, 0.55, 0.2]})
    table = qca.truth_table(data, outcome="Y", incl_cut=0.5)
    negated = qca.truth_table(data, outcome="~Y", incl_cut=0.5)
    # memberships in ~A*B are .3, .1, .8 (sum 1.2), in A*~B .6, .9, .2 (sum 1.7)
    assert table.table["incl"].tolist() == pytest.approx([0.6 / 1.2, 1.35 / 1.7])
    assert negated.table["incl"].tolist() == pytest.approx([1.2 / 1.2, 0.95 / 1.7])
    assert qca.simultaneous_subset_rows(table, negated) == (2, 3)
    strict = qca.truth_table(data, outcome="Y", incl_cut=0.7)
    assert qca.simultaneous_subset_rows(strict, negated) == (3,)


def test_simultaneous_subset_rows_go_by_their_numbers():
    """A cut of 0 lets in every row for both."""
    rows = [(a, b, c, d, (a + b + c + d) % 2) for a, b, c, d in product((0, 1), repeat=4)]
    data = pd.DataFrame(rows[::-1], columns=list("ABCDY"))
    both = [qca.truth_table(data, outcome=outcome, incl_cut=0) for outcome in ("Y", "~Y")]
    assert qca.simultaneous_subset_rows(*both) == tuple(range(1, 17))
