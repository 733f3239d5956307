"""Charts solved as a whole: smallest and irredundant covers, what is proven, what is told."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.qca.engine.covers import Covers, irredundant_covers, minimum_covers

from .charts import every_cover, irredundant, ring, smallest, steiner27, union

MORE = "the list of models stops at {}; there are more (raise cap to see them)"


def test_parts_are_combined_with_forced_and_equal_columns():
    """Rows 0 to 3 in a ring, rows 4 to 6 in another, row 7 forced and covered by two columns."""
    columns = [*ring(4), *(column << 4 for column in ring(3)), 1 << 7, 1 << 7]
    found = minimum_covers(columns, 8)
    assert (found.size, found.bound, len(found.models)) == (5, 5, 2 * 3 * 2)
    assert found.models == tuple(smallest(every_cover(columns, 8)))
    assert irredundant_covers(columns, 8).models == tuple(irredundant(every_cover(columns, 8)))


def test_without_a_proof_one_cover_is_shown_and_the_gap_is_told():
    """The Steiner triples and one forced row beside them."""
    columns = [*steiner27(), 1 << 117]
    found = minimum_covers(columns, 118, time_limit_s=0)
    assert 10 <= found.bound < found.size >= 19
    assert len(found.models) == 1
    assert len(found.models[0]) == found.size
    assert union([columns[n] for n in found.models[0]]) == (1 << 118) - 1
    assert not found.complete
    assert found.notes == (
        f"fewest prime implicants: at most {found.size}, at least {found.bound}; "
        "not settled within 0 s, so not all models are listed",
    )


@pytest.mark.parametrize("solve", [minimum_covers, irredundant_covers])
@pytest.mark.parametrize(("cap", "complete"), [(10, False), (728, False), (729, True)])
def test_the_cap_is_told(solve, cap, complete):
    """Six rows with three columns each: 3 ** 6 covers of equal columns."""
    columns = [1 << n for n in range(6) for _ in range(3)]
    found = solve(columns, 6, cap=cap)
    assert (len(found.models), found.complete) == (cap, complete)
    assert found.notes == (() if complete else (MORE.format(cap),))


@pytest.mark.parametrize("solve", [minimum_covers, irredundant_covers])
def test_ten_thousand_covers_are_listed_by_default(solve):
    found = solve([1 << n for n in range(3) for _ in range(22)], 3)
    assert (len(found.models), found.notes) == (10_000, (MORE.format(10_000),))


@pytest.mark.parametrize("cap", [1, 8, 9])
def test_the_cap_counts_covers_of_the_parts_too(cap):
    found = minimum_covers(ring(9), 9, cap=cap)
    assert (len(found.models), found.complete) == (cap, cap == 9)


def test_a_search_that_is_cut_off_says_so():
    """Irredundant covers of a ring of forty are more than its steps come to."""
    found = irredundant_covers(ring(40), 40, cap=10**6)
    assert not found.complete
    count = len(found.models)
    assert found.notes == (f"{count} models listed; the search for more was cut off",)
    assert found.size == found.bound == min(map(len, found.models))


@settings(max_examples=60)
@given(st.lists(st.integers(1, 127), min_size=1, max_size=9))
def test_covers_are_those_of_exhaustive_search(columns):
    rows = union(columns).bit_length()
    every = every_cover(columns, rows)
    if not every:
        assert minimum_covers(columns, rows) == Covers((), 0, 0, True, ())
        assert irredundant_covers(columns, rows) == Covers((), 0, 0, True, ())
        return
    best = tuple(smallest(every))
    assert minimum_covers(columns, rows) == Covers(best, len(best[0]), len(best[0]), True, ())
    rest = tuple(irredundant(every))
    assert irredundant_covers(columns, rows) == Covers(rest, len(best[0]), len(best[0]), True, ())
