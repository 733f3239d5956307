"""Truth table rows: numbers, cuts and codes, and the same rows however many cases there are."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.errors import ParameterError
from crosscase.qca.engine.configurations import (
    MOST_ROWS,
    Row,
    check_cuts,
    complete_rows,
    observed_rows,
    out_code,
    row_number,
    row_values,
)
from crosscase.qca.engine.scores import read_scores


def scores(columns, outcome="Y"):
    names = [name for name in columns if name != "Y"]
    cases = [f"c{i + 1}" for i in range(len(columns["Y"]))]
    return read_scores(columns, cases, outcome, names)


@given(st.data())
def test_rows_are_numbered_as_they_are_listed(data):
    levels = tuple(data.draw(st.lists(st.integers(2, 4), min_size=1, max_size=4)))
    for number, values in enumerate(product(*map(range, levels)), start=1):
        assert row_number(values, levels) == number
        assert row_values(number, levels) == values


def test_rows_of_another_length_are_refused():
    with pytest.raises(ValueError, match="zip"):
        row_number((1, 0), (2, 2, 2))


@pytest.mark.parametrize(
    ("cuts", "wanted"),
    [
        ((1, 1, 0), (1.0, None)),
        ((0.0, 2, 1), (0.0, None)),
        (([0.8], 1, 0), (0.8, None)),
        (((0.8, 0.6), 3.0, 0.5), (0.8, 0.6)),
        (((0.7, 0.7), 1, 0), (0.7, 0.7)),
    ],
)
def test_cuts(cuts, wanted):
    assert check_cuts(*cuts) == wanted


@pytest.mark.parametrize(
    ("cuts", "message"),
    [
        ((1.01, 1, 0), r"incl_cut is 1.01; it must lie in \[0, 1\]"),
        ((-0.01, 1, 0), r"incl_cut is -0.01; it must lie in \[0, 1\]"),
        (((0.8, -0.1), 1, 0), r"incl_cut is -0.1; it must lie in \[0, 1\]"),
        ((["1"], 1, 0), r"incl_cut is 1; it must lie in \[0, 1\]"),
        (((0.9, 0.8, 0.7), 1, 0), "incl_cut has 3 values; give one, or an upper and a lower"),
        (((), 1, 0), "incl_cut has 0 values"),
        (((0.5, 0.8), 1, 0), "lower inclusion cut 0.8 is above the upper one 0.5; give the upper"),
        ((1, 1, 1.5), r"pri_cut is 1.5; it must lie in \[0, 1\]"),
        ((1, 0, 0), "n_cut is 0; it must be a whole number of at least 1"),
        ((1, 1.5, 0), "n_cut is 1.5; it must be a whole number"),
        ((1, True, 0), "n_cut is True"),
    ],
)
def test_cuts_that_are_refused(cuts, message):
    with pytest.raises(ParameterError, match=message):
        check_cuts(*cuts)


@pytest.mark.parametrize(
    ("incl", "pri", "options", "code"),
    [
        (0.8, 0.5, {"upper": 0.8}, "1"),
        (0.8 - 1e-9, 0.5, {"upper": 0.8}, "1"),
        (0.8 - 1e-6, 0.5, {"upper": 0.8}, "0"),
        (0.7, 0.5, {"upper": 0.8, "lower": 0.7}, "C"),
        (0.7 - 1e-9, 0.5, {"upper": 0.8, "lower": 0.7}, "C"),
        (0.69, 0.5, {"upper": 0.8, "lower": 0.7}, "0"),
        (0.9, 0.5, {"upper": 0.8, "pri_cut": 0.5}, "1"),
        (0.9, 0.5 - 1e-9, {"upper": 0.8, "pri_cut": 0.5}, "1"),
        (0.9, 0.49, {"upper": 0.8, "pri_cut": 0.5}, "0"),
        (0.9, 0.49, {"upper": 0.8, "lower": 0.5, "pri_cut": 0.5}, "0"),
        (0.9, math.nan, {"upper": 0.8}, "1"),
        (0.9, math.nan, {"upper": 0.8, "pri_cut": 0.1}, "0"),
        (0.9, 0.9, {"upper": 0.8, "n_cut": 3}, "1"),
        (0.9, 0.9, {"upper": 0.8, "n_cut": 4}, "?"),
        (0.0, 0.0, {"upper": 0.0}, "1"),
    ],
)
def test_codes(incl, pri, options, code):
    row = Row(1, (0, 0), "whatever", 3, incl, pri, ("a", "b", "c"))
    assert out_code(row, **options) == code


CRISP = {"A": [1, 1, 0, 1, 0], "B": [0, 0, 1, 0, 1], "Y": [1, 0, 0, 1, 1]}


def test_crisp_rows_by_hand():
    rows = observed_rows(scores(CRISP), incl_cut=(1, 0.6))
    assert rows == [
        Row(2, (0, 1), "0", 2, 0.5, 0.5, ("c3", "c5")),
        Row(3, (1, 0), "C", 3, 2 / 3, 2 / 3, ("c1", "c2", "c4")),
    ]
    coded = observed_rows(scores(CRISP), incl_cut=0.5, n_cut=3, pri_cut=0.6)
    assert [row.out for row in coded] == ["?", "1"]


def test_fuzzy_rows_by_hand():
    # Memberships in ~A*B are .3 .1 .8 (sum 1.2), in A*~B .6 .9 .2 (sum 1.7); y = .7 .55 .2.
    data = scores({"A": [0.6, 0.9, 0.2], "B": [0.3, 0.1, 0.8], "Y": [0.7, 0.55, 0.2]})
    first, second = observed_rows(data, incl_cut=0.5)
    assert (first.values, first.n, first.cases, first.out) == ((0, 1), 1, ("c3",), "1")
    assert (second.values, second.n, second.cases, second.out) == ((1, 0), 2, ("c1", "c2"), "1")
    assert first.incl == pytest.approx(0.6 / 1.2)
    # min(x, y, 1 - y) is .3 .1 .2 and .3 .45 .2.
    assert first.pri == pytest.approx((0.6 - 0.6) / (1.2 - 0.6))
    assert second.incl == pytest.approx(1.35 / 1.7)
    assert second.pri == pytest.approx((1.35 - 0.95) / (1.7 - 0.95))


def test_undecided_outcomes_count_half_and_leave_pri_at_zero():
    data = scores({"A": [1, 1, 0], "B": [1, 1, 0], "Y": [0.5, 0.5, 1]})
    rows = observed_rows(data, incl_cut=0.5)
    assert [(row.incl, row.pri) for row in rows] == [(1, 1), (0.5, 0)]


def many_times(columns, n):
    return {name: list(values) * n for name, values in columns.items()}


@pytest.mark.parametrize("times", [150, 201])
def test_rows_do_not_depend_on_how_many_times_the_cases_stand(times):
    """750 cases are taken one by one, 1005 as arrays."""
    columns = {**many_times(CRISP, times), "Y": [0.8, 0.3, 0.1, 0.9, 0.6] * times}
    few = observed_rows(scores({**CRISP, "Y": [0.8, 0.3, 0.1, 0.9, 0.6]}), incl_cut=0.6)
    many = observed_rows(scores(columns), incl_cut=0.6)
    assert [(r.number, r.values, r.out) for r in many] == [(r.number, r.values, r.out) for r in few]
    for one, other in zip(few, many, strict=True):
        assert other.n == one.n * times == len(other.cases)
        assert other.incl == pytest.approx(one.incl)
        assert other.pri == pytest.approx(one.pri)
    assert many[0].cases[:3] == ("c3", "c5", "c8")


def by_definition(data):
    """Inclusion and PRI of each row from its corner of the property space."""
    found = {}
    for values in sorted(set(map(tuple, data.configurations()[~data.undecided()].tolist()))):
        x = data.membership(values)
        xy = np.minimum(x, data.y)
        both = np.minimum(xy, 1 - data.y).sum()
        found[values] = (xy.sum() / x.sum(), (xy.sum() - both) / (x.sum() - both))
    return found


@pytest.mark.filterwarnings("ignore:.* of exactly 0.5")
@pytest.mark.parametrize(("cases", "conditions"), [(40, 3), (700, 6), (4500, 7)])
def test_fit_of_rows_is_that_of_their_corners(cases, conditions):
    """Few rows and cases, many, and more than are held at a time; fuzzy, crisp and three levels."""
    rng = np.random.default_rng(cases)
    columns = {}
    for c in range(conditions):
        fuzzy = rng.uniform(0, 1, cases).round(2)
        columns[f"C{c}"] = (fuzzy, (fuzzy > 0.4).astype(float), rng.integers(0, 3, cases))[c % 3]
    data = scores({**columns, "Y": rng.uniform(0, 1, cases).round(2)})
    rows = observed_rows(data, incl_cut=0.7)
    wanted = by_definition(data)
    assert [row.values for row in rows] == list(wanted)
    for row in rows:
        assert (row.incl, row.pri) == pytest.approx(wanted[row.values])
    assert sum(row.n for row in rows) == (~data.undecided()).sum()
    own = data.configurations()
    for row in rows[:5]:
        assert all(tuple(own[int(case[1:]) - 1]) == row.values for case in row.cases)


def test_rows_of_very_many_conditions_are_told_apart():
    """Seventy conditions have more rows than a whole number of the machine can count."""
    first, second = [0.9, 0.1, 0.9], [0.2, 0.8, 0.3]
    columns = {f"C{c}": first if c % 2 else second for c in range(70)}
    rows = observed_rows(scores({**columns, "Y": [0.9, 0.2, 0.7]}), incl_cut=0.8)
    assert [(row.values[:3], row.n) for row in rows] == [((0, 1, 0), 2), ((1, 0, 1), 1)]
    assert [row.cases for row in rows] == [("c1", "c3"), ("c2",)]
    assert rows[0].number == row_number((0, 1) * 35, (2,) * 70)


@pytest.mark.filterwarnings("ignore:1 case")
def test_a_case_at_one_half_is_in_no_row():
    data = scores({"A": [0.5, 0.9, 0.2], "B": [0.3, 0.1, 0.8], "Y": [0.7, 0.55, 0.2]})
    assert [row.cases for row in observed_rows(data)] == [("c3",), ("c2",)]


@pytest.mark.parametrize("name", ["OUT", "n", "incl", "PRI", "cases"])
def test_a_condition_named_as_a_column_is_refused(name):
    with pytest.raises(ParameterError, match=f"condition '{name}' has the name of a truth table"):
        observed_rows(scores({name: [1, 0], "B": [0, 1], "Y": [1, 0]}))


def test_complete_rows_add_remainders():
    rows = complete_rows(observed_rows(scores(CRISP)), (2, 2))
    assert [row.values for row in rows] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert [row.number for row in rows] == [1, 2, 3, 4]
    assert [row.out for row in rows] == ["?", "0", "0", "?"]
    assert (rows[0].n, rows[0].cases) == (0, ())
    assert math.isnan(rows[0].incl)
    assert math.isnan(rows[0].pri)


def test_complete_rows_have_a_limit():
    assert len(complete_rows([], (2,) * 16)) == MOST_ROWS == 65_536
    message = "a complete truth table of 17 conditions has 131072 rows, more than 65536; ask for"
    with pytest.raises(ParameterError, match=message):
        complete_rows([], (2,) * 17)
