"""Assumptions of models, counted and listed, as bit sets and row by row."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.qca.engine.assumptions import (
    assumption_count,
    assumption_counts,
    assumption_masks,
    assumption_rows,
    assumptions_of,
    few_enough_for_masks,
    mask_rows,
)
from crosscase.qca.engine.configurations import row_number, row_values
from crosscase.qca.engine.primes import contains

from .tables import cubes_of


def test_cubes_of_another_length_are_refused():
    for find in (assumption_rows, assumption_count):
        with pytest.raises(ValueError, match="zip"):
            find([(1,)], [], (2, 2))
    with pytest.raises(ValueError, match="zip"):
        assumption_masks([[(1,)]], [], (2, 2))


def test_a_row_that_is_given_twice_is_counted_once():
    assert assumption_count([(1, -1)], [(1, 1), (1, 1)], (2, 2)) == 1


def test_beyond_bit_sets_the_same_is_found():
    """Forty conditions, of which a term leaves three open: eight rows, one of them observed."""
    levels = (2,) * 40
    assert not few_enough_for_masks(levels)
    assert few_enough_for_masks((4,) * 9)
    assert not few_enough_for_masks((4,) * 9 + (2,))
    term, row = (-1, -1, -1, *[1] * 37), (1, 0, 1, *[1] * 37)
    models = [[term], [row], [(-1,) * 40]]
    assert assumption_counts(models, [row], levels) == (7, 0, 2**40 - 1)
    found = assumptions_of(models[:2], [row], levels, lambda values: values[:3])
    assert found == [
        ((0, 0, 0), (0, 0, 1), (0, 1, 0), (0, 1, 1), (1, 0, 0), (1, 1, 0), (1, 1, 1)),
        (),
    ]


def test_each_configuration_is_named_once():
    asked = []
    assumptions_of([[(1, -1)], [(-1, 0)], [(-1, -1)]], [(1, 1)], (2, 2), asked.append)
    assert sorted(asked) == [(0, 0), (0, 1), (1, 0)]


def test_rows_of_a_long_bit_set():
    assert mask_rows(0) == []
    assert mask_rows(1 | 1 << 200_000) == [1, 200_001]


@settings(max_examples=40)
@given(st.data())
def test_assumptions_are_the_rows_inside_that_are_not_given(data):
    levels = tuple(data.draw(st.lists(st.integers(2, 4), min_size=2, max_size=4)))
    models = data.draw(st.lists(cubes_of(levels), min_size=1, max_size=3))
    ones = data.draw(st.lists(st.tuples(*[st.integers(0, n - 1) for n in levels]), max_size=4))
    everything = list(product(*map(range, levels)))
    wanted = [
        [r for r in everything if any(contains(c, r) for c in model) and r not in ones]
        for model in models
    ]
    assert [assumption_rows(model, ones, levels) for model in models] == wanted
    assert [assumption_count(model, ones, levels) for model in models] == list(map(len, wanted))
    assert assumption_counts(models, ones, levels) == tuple(map(len, wanted))
    masks = assumption_masks(models, ones, levels)
    assert [[row_values(n, levels) for n in mask_rows(mask)] for mask in masks] == wanted
    named = assumptions_of(models, ones, levels, lambda row: row_number(row, levels))
    assert named == [tuple(row_number(row, levels) for row in rows) for rows in wanted]
