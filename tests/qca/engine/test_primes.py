"""Prime implicants and complements against trying every cube and every row."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.qca.engine.primes import Prime, complement, contains, prime_implicants

from .tables import cubes_of, exhaustive_primes, tables


def inside(box, row):
    return all(part >> value & 1 for part, value in zip(box, row, strict=True))


def test_a_cube_contains_rows_and_smaller_cubes():
    assert contains((1, -1), (1, 0))
    assert contains((-1, -1), (1, -1))
    assert not contains((1, 0), (1, -1))
    assert not contains((1, 0), (0, 0))


def test_cubes_of_another_length_are_refused():
    for refused in (lambda: contains((1, -1), (1,)), lambda: complement([(1,)], (2, 2))):
        with pytest.raises(ValueError, match="zip"):
            refused()


def test_boxes_are_kept_out_as_a_whole():
    """Off are all of A=1 and ~A~B: positive 01 keeps them out by ~A and B together."""
    assert prime_implicants([(0, 1)], [(2, 3), (1, 1)], (2, 2)) == [Prime((0, 1), 1)]
    # ~A keeps out the box of A, but not a box of both levels.
    assert prime_implicants([(0, 1)], [(3, 1)], (2, 2)) == [Prime((-1, 1), 1)]


def test_without_anything_to_keep_out_the_empty_term_is_prime():
    assert prime_implicants([(0, 1), (1, 1)], [], (2, 2)) == [Prime((-1, -1), 3)]
    assert prime_implicants([], [(1, 1)], (2, 2)) == []


def test_parity_has_no_implicant_but_its_rows():
    """Eight rows of odd parity over four conditions: more negative rows than are compared."""
    rows = list(product((0, 1), repeat=4))
    odd, even = ([row for row in rows if sum(row) % 2 == want] for want in (1, 0))
    found = prime_implicants(odd, [tuple(1 << v for v in row) for row in even], (2,) * 4)
    assert [prime.cube for prime in found] == sorted(odd)


def test_values_that_leave_the_same_over_stay_in_one_box():
    """One row of forty conditions, of 2 to the 40, is cut off in forty boxes."""
    boxes = complement([(0,) * 40], (2,) * 40)
    assert len(boxes) == 40
    assert sum(prod(part.bit_count() for part in box) for box in boxes) == 2**40 - 1
    assert sorted(complement([(0, 2)], (5, 5))) == [(0b00001, 0b11011), (0b11110, 0b11111)]


def test_a_box_is_cut_where_most_cubes_fix_a_condition():
    """All three cubes fix C: cut there, one box for each of its levels is left."""
    cubes = [(0, -1, 0), (1, -1, 0), (-1, -1, 1)]
    assert complement([(0, -1, 0), (-1, 0, 0), (-1, -1, 1)], (2, 2, 2)) == [(2, 2, 1)]
    assert complement(cubes, (2, 2, 3)) == [(3, 3, 4)]


def test_cubes_outside_the_box_cut_nothing_off_it():
    """Of A*~B in the box of B nothing is left: it stays whole."""
    assert complement([(1, 0)], (2, 2), (3, 2)) == [(3, 2)]
    assert complement([(1, 0), (0, 1)], (2, 2), (3, 2)) == [(2, 2)]


@settings(max_examples=60)
@given(tables())
def test_prime_implicants_are_those_of_exhaustive_search(table):
    levels, ones, zeros = table
    found = prime_implicants(ones, [tuple(1 << v for v in row) for row in zeros], levels)
    assert [prime.cube for prime in found] == exhaustive_primes(ones, zeros, levels)
    for prime in found:
        held = [i for i, row in enumerate(ones) if contains(prime.cube, row)]
        assert prime.cover == sum(1 << i for i in held)


@settings(max_examples=60)
@given(st.data())
def test_complement_holds_every_other_row_of_the_box_once(data):
    levels = tuple(data.draw(st.lists(st.integers(2, 3), min_size=2, max_size=4)))
    cubes = data.draw(cubes_of(levels))
    box = data.draw(st.none() | st.tuples(*[st.integers(1, (1 << n) - 1) for n in levels]))
    boxes = complement(cubes, levels, box)
    for row in product(*map(range, levels)):
        wanted = (box is None or inside(box, row)) and not any(contains(c, row) for c in cubes)
        assert sum(inside(part, row) for part in boxes) == wanted
