"""Charts made small: what is forced, what falls apart, and nothing that could still be left out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.qca.engine.reduction import Kernel, Part, bits, columns_by_row, reduced, undominated

from .charts import charts, every_cover, ring, smallest, union


def test_only_rows_asked_for_are_turned():
    assert columns_by_row([0b101, 0b111, 0b010], 0b110) == {1: 0b110, 2: 0b011}
    assert columns_by_row([], 0b1) == {0: 0}


def test_row_dominance_keeps_equal_columns():
    assert undominated([0b11, 0b11, 0b01]) == [0, 1]


def test_a_row_without_a_column_cannot_be_covered():
    assert reduced([0b011, 0b001], 3) == Kernel([], [], False)


def test_forced_columns_leave_nothing():
    # Row 0 has column 0 alone, and again column 2 which covers the same; column 1 is spare.
    assert reduced([0b11, 0b10, 0b11], 2) == Kernel([[0, 2]], [], True)


def test_columns_that_become_equal_are_one_choice():
    # Column 0 is forced by row 0 and covers row 1 as well; without row 1, columns 1 and 2 are
    # equal, and nothing else covers row 2.
    assert reduced([0b011, 0b110, 0b100], 3) == Kernel([[0], [1, 2]], [], True)
    # In a ring of rows 2 to 4 they are one column of it.
    ring_left = Part([0b011, 0b101, 0b110], [[1, 2], [4], [3]])
    chart = [0b00011, 0b01110, 0b01100, 0b11000, 0b10100]
    assert reduced(chart, 5) == Kernel([[0]], [ring_left], True)


def test_rings_that_no_column_joins_are_parts_of_their_own():
    chart = ring(4) + [column << 4 for column in ring(5)]
    kernel = reduced(chart, 9)
    assert kernel.forced == []
    assert [sorted(part.columns) for part in kernel.parts] == [sorted(ring(4)), sorted(ring(5))]
    assert [sorted(m for group in part.members for m in group) for part in kernel.parts] == [
        [0, 1, 2, 3],
        [4, 5, 6, 7, 8],
    ]


def test_columns_of_a_part_go_by_size_then_by_rows():
    chart = [0b0011, 0b0110, 0b1100, 0b1001, 0b0111]
    part = Part([0b0111, 0b0011, 0b0110, 0b1001, 0b1100], [[4], [0], [1], [3], [2]])
    assert reduced(chart, 4) == Kernel([], [part], True)


@settings(max_examples=30)
@given(st.integers(0, 1 << 70))
def test_bits_are_the_places_of_ones(number):
    assert sum(1 << place for place in bits(number)) == number
    assert list(bits(number)) == sorted(set(bits(number)))


@given(st.lists(st.integers(1, 31), max_size=8))
def test_columns_stay_that_no_other_strictly_contains(covers):
    wanted = [
        n for n, own in enumerate(covers) if not any(own != c and own & c == own for c in covers)
    ]
    assert undominated(covers) == wanted


@settings(max_examples=60)
@given(charts())
def test_the_kernel_keeps_the_smallest_size_and_is_fully_reduced(columns):
    rows = union(columns).bit_length()
    kernel = reduced(columns, rows)
    fewest = len(smallest(every_cover(columns, rows))[0])
    size = len(kernel.forced)
    for part in kernel.parts:
        high = union(part.columns).bit_length()
        size += len(smallest(every_cover(part.columns, high))[0])
        by_row = list(columns_by_row(part.columns, (1 << high) - 1).values())
        assert all(own.bit_count() > 1 for own in by_row)
        for r, own in enumerate(by_row):
            assert not any(own & other == other for s, other in enumerate(by_row) if s != r)
        assert len(set(part.columns)) == len(part.columns)
        for column, group in zip(part.columns, part.members, strict=True):
            assert group == sorted(group)
            assert all(columns[n].bit_count() >= column.bit_count() for n in group)
    assert size == fewest
