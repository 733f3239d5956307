"""Smallest covers and their proofs, from charts that a glance settles to hard ones."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from scipy.optimize import LinearConstraint, milp

from crosscase.qca.engine.optimum import Optimum, optimum
from crosscase.qca.engine.row_weights import UNIT

from .charts import FANO, charts, every_cover, ring, smallest, steiner27, union


@pytest.mark.parametrize(
    ("columns", "size"),
    [(ring(3), 2), (ring(4), 2), (ring(9), 5), (FANO, 3), ([0b1], 1), ([1, 2, 4], 3)],
)
def test_charts_that_need_no_weights(columns, size):
    found = optimum(columns, 1.0)
    assert (len(found.cover), found.bound, found.weights) == (size, size, None)
    assert found.cover == sorted(found.cover)


def test_columns_keep_their_numbers():
    """Columns 0 and 2 lie inside others, which are not searched."""
    assert optimum([0b0001, 0b0011, 0b1000, 0b1100], 1.0) == Optimum([1, 3], 2, None)


def test_a_greedy_start_is_improved():
    """The largest column of six leaves two more to cover; the two columns of five do alone."""
    columns = [0b1111100000, 0b0000011111, 0b0111011100, 0b1000000001, 0b0000100010]
    assert optimum(columns, 1.0) == Optimum([0, 1], 2, None)


def test_a_hard_chart_is_proven():
    """Steiner triple system on 27 points: a smallest cover has 18 (Fulkerson 1974)."""
    columns = steiner27()
    found = optimum(columns, 20.0)
    assert (len(found.cover), found.bound) == (18, 18)
    assert union([columns[n] for n in found.cover]) == (1 << 117) - 1
    assert found.weights is not None
    assert all(
        sum(w for r, w in enumerate(found.weights) if column >> r & 1) <= UNIT for column in columns
    )


def test_weights_prove_what_a_search_would_take_long_for():
    """A ring of 41: weights of 1/2 make 20.5, and a cover has 21."""
    found = optimum(ring(41), 0.0)
    assert (len(found.cover), found.bound) == (21, 21)
    assert union([ring(41)[n] for n in found.cover]) == (1 << 41) - 1
    assert sum(found.weights) / UNIT == pytest.approx(20.5, abs=0.01)


PLAIN = [132704, 1130625, 270529, 3149920, 10785, 2884609, 36356, 33059, 168072, 145409, 1050666,
         284673, 524394, 540753, 4404, 1812]  # fmt: skip
WEIGHED = [42469376, 7405568, 17170433, 16781442, 4460548, 17043968, 4457474, 524673, 50462728,
           4327428, 3145985, 2621446, 33555468, 34079104, 4198657, 33636360, 18576, 131364, 8234,
           10526720, 17858624, 25231424, 8454209, 51712, 600, 2199552]  # fmt: skip


@pytest.mark.parametrize(("columns", "rows", "size"), [(PLAIN, 22, 6), (WEIGHED, 26, 8)])
def test_no_size_is_passed_over(columns, rows, size):
    """Random charts whose first cover has a column too many, so that each smaller size is tried.

    An integer program of its own says what the fewest columns are.
    """
    found = optimum(columns, 20.0)
    assert (len(found.cover), found.bound) == (size, size)
    assert union([columns[n] for n in found.cover]) == (1 << rows) - 1
    assert (found.weights is None) == (columns is PLAIN)
    matrix = np.array([[column >> r & 1 for column in columns] for r in range(rows)])
    exact = milp(
        np.ones(len(columns)),
        constraints=LinearConstraint(matrix, 1, np.inf),
        integrality=np.ones(len(columns)),
    )
    assert round(exact.fun) == size


def test_without_time_a_cover_and_a_bound_are_told():
    """Weights of 1/13 on 117 triples prove nine columns; the cover found has none to spare.

    Of the six rows beside the triples the largest column, over four, is not needed in the end.
    """
    columns = [*steiner27(), *(c << 117 for c in (0b011110, 0b000111, 0b111000))]
    found = optimum(columns, 0.0)
    assert 11 <= found.bound < 20 <= len(found.cover)
    assert union([columns[n] for n in found.cover]) == (1 << 123) - 1
    for spared in found.cover:
        rest = [columns[n] for n in found.cover if n != spared]
        assert union(rest) != (1 << 123) - 1


@settings(max_examples=100)
@given(charts())
def test_a_smallest_cover_is_found_and_proven(columns):
    rows = union(columns).bit_length()
    found = optimum(columns, 1.0)
    assert tuple(found.cover) in set(smallest(every_cover(columns, rows)))
    assert found.bound == len(found.cover)
