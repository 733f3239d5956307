"""Models of rows against exhaustive search, without a table of all configurations."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import ParameterError
from crosscase.qca.engine.assumptions import assumption_count, assumption_rows
from crosscase.qca.engine.primes import Prime, contains
from crosscase.qca.engine.solve import RowModels, minimize_rows, models_of

from .charts import hard_rows
from .tables import exhaustive_covers, exhaustive_primes, tables


def test_twenty_conditions_need_no_table_of_two_to_the_twenty():
    rng = np.random.default_rng(7)
    rows = np.unique(rng.integers(0, 2, (60, 20)), axis=0).tolist()
    ones, zeros = [tuple(r) for r in rows[:30]], [tuple(r) for r in rows[30:]]
    found = minimize_rows(ones, zeros, (2,) * 20, cap=10)
    assert found.size == found.bound
    assert len(found.models) == 10
    for model in found.models:
        assert all(any(contains(cube, row) for cube in model) for row in ones)
        assert not any(contains(cube, row) for cube in model for row in zeros)


RING = [(0, 0, 0), (0, 0, 1), (0, 1, 1), (1, 1, 1), (1, 1, 0), (1, 0, 0)]
"""Every row but 010 and 101: its six prime implicants stand in a ring."""


def test_all_irredundant_models_of_the_cyclic_chart():
    """Quine's ring of six: two models of three terms, and three more of four."""
    fewest = minimize_rows(RING, None, (2, 2, 2))
    assert (len(fewest.primes), len(fewest.models), fewest.size) == (6, 2, 3)
    every = minimize_rows(RING, None, (2, 2, 2), all_sol=True)
    assert sorted(map(len, every.models)) == [3, 3, 4, 4, 4]
    assert set(fewest.models) < set(every.models)
    assert len(minimize_rows(RING, None, (2, 2, 2), all_sol=True, cap=4).models) == 4


def test_ten_thousand_models_are_listed_by_default():
    """Three positive rows, each told from 0 by any of its own 22 conditions: 22 ** 3 models."""
    ones = [(*[0] * 22 * n, *[1] * 22, *[0] * 22 * (2 - n)) for n in range(3)]
    found = minimize_rows(ones, [(0,) * 66], (2,) * 66)
    assert (len(found.models), found.size, found.complete) == (10_000, 3, False)
    every = minimize_rows(ones, [(0,) * 66], (2,) * 66, cap=22**3)
    assert (len(every.models), every.complete) == (22**3, True)


def test_what_is_not_settled_in_time_is_told():
    ones, zeros = hard_rows()
    found = minimize_rows(ones, zeros, (2,) * 27, time_limit_s=0)
    assert (len(found.primes), len(found.models), found.complete) == (27, 1, False)
    assert found.bound < found.size
    assert "not settled within 0 s" in found.notes[0]


def test_row_dominance_leaves_out_what_another_prime_implicant_covers():
    """A covers 111 and 100, C only 111: it stays unless row dominance is asked for."""
    ones, zeros = [(1, 1, 1), (1, 0, 0)], [(0, 0, 0), (0, 1, 0)]
    free = minimize_rows(ones, zeros, (2, 2, 2))
    assert free.primes == (Prime((-1, -1, 1), 1), Prime((1, -1, -1), 3))
    kept = minimize_rows(ones, zeros, (2, 2, 2), row_dom=True)
    assert kept.primes == (Prime((1, -1, -1), 3),)
    assert free.models == kept.models == (((1, -1, -1),),)


def test_without_a_positive_row_there_is_no_model():
    assert models_of([], [(1, 3)], (2, 2)) == RowModels((), (), 0, 0, True, ())
    assert minimize_rows([], [(0, 0)], (2, 2)) == RowModels((), (), 0, 0, True, ())


def test_off_boxes_are_kept_out_as_a_whole():
    """All of ~A is off: A alone is the model, and the remainder 10 is assumed."""
    assert models_of([(1, 1)], [(1, 3)], (2, 2)).models == (((1, -1),),)


def test_the_fewest_terms_are_asked_for_by_default():
    off = [tuple(1 << v for v in row) for row in ((0, 1, 0), (1, 0, 1))]
    assert len(models_of(RING, off, (2, 2, 2)).models) == 2
    assert len(models_of(RING, off, (2, 2, 2), all_sol=True).models) == 5


def test_a_result_is_told_in_a_line():
    whole = minimize_rows(RING, None, (2, 2, 2))
    assert repr(whole) == "RowModels(6 prime implicants; 2 models of 3, at least 3)"
    one = minimize_rows(RING, None, (2, 2, 2), cap=1)
    assert repr(one) == "RowModels(6 prime implicants; 1 model, and more of 3, at least 3)"
    assert "stops at 1" in one.notes[0]


def test_row_both_positive_and_negative_is_refused():
    with pytest.raises(ParameterError, match=r"row \(1, 1\) is both positive and negative; code"):
        minimize_rows([(1, 1), (0, 1)], [(1, 1), (0, 0)], (2, 2))
    with pytest.raises(ParameterError, match=r"row \(0, 1\) is both"):
        minimize_rows([(1, 1), (0, 1)], [(0, 1), (1, 1)], (2, 2))


@settings(max_examples=60)
@given(tables(), st.booleans())
def test_primes_and_models_are_those_of_exhaustive_search(table, remainders):
    levels, ones, zeros = table
    everything = product(*map(range, levels))
    off = zeros if remainders else [row for row in everything if row not in ones]
    primes = exhaustive_primes(ones, off, levels)
    found = minimize_rows(ones, zeros if remainders else None, levels)
    assert [prime.cube for prime in found.primes] == primes
    if len(primes) > 12:
        return
    assert sorted(found.models) == exhaustive_covers(ones, primes)
    assert found.complete
    assert found.size == found.bound == (len(found.models[0]) if found.models else 0)


@settings(max_examples=30)
@given(tables())
def test_assumptions_are_neither_positive_nor_negative_rows(table):
    levels, ones, zeros = table
    for model in minimize_rows(ones, zeros, levels).models[:3]:
        rows = assumption_rows(model, ones, levels)
        assert assumption_count(model, ones, levels) == len(rows)
        assert not set(rows) & {*ones, *zeros}
