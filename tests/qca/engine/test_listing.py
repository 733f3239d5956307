"""Lists of covers: all of the smallest size, all without a spare column, and where they stop."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from crosscase.qca.engine.listing import covers_as_small, covers_without_spare
from crosscase.qca.engine.optimum import Optimum, optimum
from crosscase.qca.engine.row_weights import linear_weights

from .charts import (
    FANO,
    STEINER27_COVER,
    charts,
    every_cover,
    irredundant,
    ring,
    smallest,
    steiner27,
    union,
)

MANY = 10**6


def as_sets(listed):
    """The covers, of which none may be listed twice."""
    covers = [tuple(sorted(cover)) for cover in listed]
    assert len(set(covers)) == len(covers)
    return sorted(covers)


def test_smaller_columns_stand_in_for_larger_ones():
    """cd may be c where de covers d; de may be e where cd covers d; not both at once."""
    columns = [0b00011, 0b01100, 0b11000, 0b00100, 0b10000]
    found, complete = covers_as_small(columns, Optimum([0, 1, 2], 3, None), 9)
    assert (as_sets(found), complete) == ([(0, 1, 2), (0, 1, 4), (0, 2, 3)], True)


@pytest.mark.parametrize("cap", [1, 2, 5, 8])
def test_a_list_ends_one_beyond_its_cap(cap):
    """A ring of nine has nine covers of five columns, and more without a spare one."""
    columns = ring(9)
    best = optimum(columns, 1.0)
    found, complete = covers_as_small(columns, best, cap)
    assert (len(as_sets(found)), complete) == (cap + 1, False)
    found, complete = covers_without_spare(columns, cap)
    assert (len(as_sets(found)), complete) == (cap + 1, False)


def test_a_list_that_fills_its_cap_is_complete():
    assert covers_as_small(ring(4), optimum(ring(4), 1.0), 2)[1]
    assert covers_without_spare(ring(4), 2)[1]
    found, complete = covers_as_small(FANO, optimum(FANO, 1.0), 7)
    assert (len(as_sets(found)), complete) == (7, True)


def test_smaller_columns_count_towards_the_cap():
    """Of abc and bcd one may be a smaller column; four stand for the one, three for the other."""
    columns = [0b0111, 0b1110, *[0b0001] * 3, 0b0011, *[0b1000] * 3]
    every = smallest(every_cover(columns, 4))
    assert len(every) == 1 + 4 + 3
    for cap in range(1, len(every) + 1):
        found, complete = covers_as_small(columns, optimum(columns, 1.0), cap)
        assert len(as_sets(found)) == min(cap + 1, len(every))
        assert complete == (cap >= len(every))


@pytest.mark.parametrize("cap", [40, 500, 3000])
def test_of_hard_charts_what_exchange_and_search_find_is_put_together(cap):
    """Neither comes to an end; no cover of 18 of the 27 points is listed twice."""
    columns = steiner27()
    found, complete = covers_as_small(columns, Optimum(STEINER27_COVER, 18, None), cap)
    assert not complete
    assert len(as_sets(found)) == cap + 1 or cap == 3000
    assert len(found) > 500 or cap == 40
    for cover in found:
        assert len(cover) == 18
        assert union([columns[n] for n in cover]) == (1 << 117) - 1


def rings(n, k):
    """n rings of k columns each, and a smallest cover of them."""
    columns = [column << k * i for i in range(n) for column in ring(k)]
    cover = [k * i + j for i in range(n) for j in range(0, k, 2)]
    return columns, Optimum(cover, len(cover), None)


def test_exchange_reaches_covers_that_a_search_does_not():
    """Nine rings of five, 5 ** 9 covers: a search for the first takes longer than is allowed."""
    columns, best = rings(9, 5)
    found, complete = covers_as_small(columns, best, 50)
    assert (len(as_sets(found)), complete) == (51, False)
    for cover in found:
        assert len(cover) == 27
        assert union([columns[n] for n in cover]) == (1 << 45) - 1


@pytest.mark.parametrize("cap", [3**7 - 1, 3**7])
def test_exchange_reaches_every_cover_of_rings_and_a_search_proves_it(cap):
    columns, best = rings(7, 3)
    found, complete = covers_as_small(columns, best, cap)
    assert (len(as_sets(found)), complete) == (3**7, cap == 3**7)


def test_a_search_for_irredundant_covers_gives_up():
    columns = [column << 12 * n for n in range(3) for column in ring(12)]
    found, complete = covers_without_spare(columns, MANY)
    assert not complete
    assert len(found) > 1000
    for cover in found[:50]:
        for spared in cover:
            assert union([columns[n] for n in cover if n != spared]) != (1 << 36) - 1


@settings(max_examples=50)
@given(charts())
def test_all_smallest_covers_are_listed_once(columns):
    rows = union(columns).bit_length()
    wanted = smallest(every_cover(columns, rows))
    best = optimum(columns, 1.0)
    for weights in (None, linear_weights(columns, rows)):
        found, complete = covers_as_small(columns, best._replace(weights=weights), MANY)
        assert (as_sets(found), complete) == (wanted, True)


@settings(max_examples=50)
@given(charts())
def test_all_irredundant_covers_are_listed_once(columns):
    rows = union(columns).bit_length()
    found, complete = covers_without_spare(columns, MANY)
    assert (as_sets(found), complete) == (irredundant(every_cover(columns, rows)), True)
