"""One data set under many cuts: what `truth_table` and `minimize` say, each coding once."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError
from crosscase.qca.variants import Variants, written

from .lipset import CONDITIONS, good

OPTIONS = {"outcome": "SURV", "conditions": CONDITIONS}


@pytest.mark.parametrize("solve", [{}, {"include": "?"}, {"include": "?", "dir_exp": "DEV,~URB"}])
def test_solutions_are_those_of_the_two_steps(fuzzy, solve):
    variants = Variants(fuzzy, **OPTIONS, **solve)
    for incl, n, pri in product((0.7, 0.8, 0.95), (1, 2), (0.0, 0.75)):
        table = qca.truth_table(fuzzy, **OPTIONS, incl_cut=incl, n_cut=n, pri_cut=pri)
        found = variants.under(incl, n, pri)
        assert found.models == qca.minimize(table, **solve).models
        assert [row.out for row in found.truth_table.rows] == [row.out for row in table.rows]
        assert found.kind == qca.minimize(table, **solve).kind


def test_equal_codings_are_solved_once(fuzzy):
    variants = Variants(fuzzy, **OPTIONS)
    assert variants.under(0.7) is variants.under(0.70001)
    assert variants.under(0.7) is not variants.under(0.9)


def test_the_cuts_go_with_the_table(fuzzy):
    table = Variants(fuzzy, **OPTIONS).under(0.8, 2, 0.5).truth_table
    assert (table.incl_cut, table.n_cut, table.pri_cut) == ((0.8,), 2, 0.5)


def test_conditions_are_every_other_column_by_default():
    variants = Variants(good(), outcome="~Y", include="?")
    assert variants.under(1.0).models == (("~A",),)
    assert [row.cases for row in variants.rows] == [("d",), ("c",), ("b",), ("a",)]


def test_membership_is_in_the_first_model():
    variants = Variants(good().iloc[[0, 3]], outcome="Y", include="?")
    found = variants.under(1.0)
    assert found.models == (("A",), ("B",))
    assert written(found) == "A or B"
    # A second a and d make b and c remainders, which the two models tell apart.
    data = pd.concat([good(), good().iloc[[0, 3]].set_axis(["e", "f"])])
    doubled = Variants(data, outcome="Y", include="?")
    found = doubled.under(1.0, 2)
    assert written(found) == "A or B"
    assert doubled.membership(found).tolist() == [1, 1, 0, 0, 1, 0]
    mixed = Variants(good().assign(B=1, Y=[1, 0, 0, 0]), outcome="Y")
    none = mixed.under(1.0)
    assert (none.models, written(none)) == ((), "")
    assert mixed.membership(none).tolist() == [0, 0, 0, 0]


def test_terms_are_joined_by_plus(crisp):
    found = Variants(crisp, **OPTIONS).under(1.0)
    assert written(found) == "DEV*LIT*IND*STB + DEV*~URB*LIT*STB"


@pytest.mark.parametrize(
    ("cuts", "message"),
    [((1.5,), "incl_cut is 1.5"), ((1, 0), "n_cut is 0"), ((1, 1, -1), "pri_cut is -1")],
)
def test_cuts_that_are_refused(cuts, message):
    with pytest.raises(ParameterError, match=message):
        Variants(good(), outcome="Y").under(*cuts)
