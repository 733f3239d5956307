"""The search for covers of a size: every one once, within its steps, with or without weights."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from crosscase.qca.engine.row_weights import linear_weights
from crosscase.qca.engine.search import Search, cover_of_size

from .charts import charts, every_cover, irredundant, ring, union

MANY = 10**6


def met(columns, size, weights=None, nodes=MANY):
    rows, found = union(columns).bit_length(), []
    ended = Search(columns, rows, weights, nodes).run(size, lambda c: not found.append(c))
    return found, ended


def test_the_search_ends_when_it_is_told_to():
    found = []
    assert not Search(ring(6), 6, None, MANY).run(3, lambda c: bool(found.append(c)))
    assert len(found) == 1


@pytest.mark.parametrize(("nodes", "settled"), [(0, False), (1, False), (2, False), (3, True)])
def test_steps_are_counted(nodes, settled):
    """Two columns over a ring of five: its first row and its two columns, three steps."""
    assert cover_of_size(ring(5), 5, 2, None, nodes) == (None, settled)


def test_weights_end_a_search_before_its_first_step():
    """Weights of 1/2 a row make 5/2: two columns are too few, which takes no step to tell."""
    weights = linear_weights(ring(5), 5)
    assert cover_of_size(ring(5), 5, 2, weights, 0) == (None, True)
    assert cover_of_size(ring(5), 5, 3, weights, 0) == (None, False)


def test_weights_spare_steps_on_the_way():
    """Five columns over a ring of nine waste half a column: one row may be covered twice."""
    columns = ring(9)
    plain = Search(columns, 9, None, MANY)
    weighed = Search(columns, 9, linear_weights(columns, 9), MANY)
    found: tuple[list, list] = ([], [])
    plain.run(5, lambda c: not found[0].append(c))
    weighed.run(5, lambda c: not found[1].append(c))
    assert sorted(map(sorted, found[0])) == sorted(map(sorted, found[1]))
    assert len(found[0]) == 9
    assert weighed.nodes > plain.nodes


def test_the_row_with_the_fewest_columns_comes_first():
    """Row 3 has one column: with it chosen first, nothing else is tried for a cover of one."""
    columns = [0b0001, 0b0010, 0b0100, 0b1111]
    assert cover_of_size(columns, 4, 1, None, 1) == ([3], True)
    # So does row 1 here: it leaves no choice, and column 0 is not needed.
    assert cover_of_size([0b01, 0b11], 2, 2, None, MANY) == ([1], True)


@settings(max_examples=20)
@given(charts())
def test_every_smallest_cover_is_met_once(columns):
    rows = union(columns).bit_length()
    every = every_cover(columns, rows)
    for size in range(1, len(columns) + 1):
        wanted = {c for c in irredundant(every) if len(c) <= size}
        for weights in (None, linear_weights(columns, rows)):
            found, ended = met(columns, size, weights)
            sets = [tuple(sorted(c)) for c in found]
            assert ended
            assert len(set(sets)) == len(sets)
            assert wanted <= set(sets) <= {c for c in every if len(c) <= size}
            one, settled = cover_of_size(columns, rows, size, weights, MANY)
            assert settled
            assert (one is None) == (not wanted)
            assert one is None or tuple(one) in set(every)
