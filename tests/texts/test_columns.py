"""The reading order of a page: gutters, lines that cross them, margins, tables."""

from __future__ import annotations

import pytest

from crosscase.texts.columns import columns_of, usual_gutter
from crosscase.texts.pages import Line

LEFT, RIGHT, WIDE = "left column text %02d", "right column text %02d", "over both columns %02d"


def line(text, x0, x1, y, size=10.0):
    return Line(text, x0, x1, y, size, False, 1)


def left(i, **changed):
    return line(LEFT % i, **{"x0": 50, "x1": 280, "y": 700 - 12 * i} | changed)


def right(i, **changed):
    return line(RIGHT % i, **{"x0": 300, "x1": 530, "y": 700 - 12 * i} | changed)


def wide(i, **changed):
    return line(WIDE % i, **{"x0": 50, "x1": 530, "y": 700 - 12 * i} | changed)


def runs(page, usual=None):
    return [[item.text for item in run] for run in columns_of(page, usual)]


def two(n=8):
    return [column(i) for i in range(n) for column in (left, right)]


def test_two_columns_are_read_one_after_the_other():
    assert runs(two()) == [[LEFT % i for i in range(8)], [RIGHT % i for i in range(8)]]


def test_what_crosses_the_gutter_ends_what_stands_above():
    page = [wide(0), *(c(i) for i in (1, 2, 3, 4) for c in (left, right)), wide(5),
            *(c(i) for i in (6, 7, 8, 9) for c in (left, right))]  # fmt: skip
    assert runs(page) == [
        [WIDE % 0], [LEFT % i for i in (1, 2, 3, 4)], [RIGHT % i for i in (1, 2, 3, 4)],
        [WIDE % 5], [LEFT % i for i in (6, 7, 8, 9)], [RIGHT % i for i in (6, 7, 8, 9)],
    ]  # fmt: skip


def test_one_column_is_one_run_from_top_to_bottom():
    page = [wide(i) for i in range(9)]
    assert runs(page[::-1]) == [[WIDE % i for i in range(9)]]
    assert runs([]) == []


def test_pieces_of_one_row_differ_by_tenths_of_a_point():
    page = [line("second", 200, 260, 700.2), line("first", 50, 90, 699.9), line("low", 50, 70, 699)]
    assert runs(page) == [["first", "second", "low"]]


def test_a_column_may_have_columns():
    def cell(name, x0, i):
        return line(f"{name} text in a column {i:02}", x0, x0 + 90, 700 - 12 * i)

    names = {"a": 50, "b": 200, "c": 350}
    page = [cell(name, x0, i) for i in range(8) for name, x0 in names.items()]
    assert runs(page) == [[f"{name} text in a column {i:02}" for i in range(8)] for name in names]


# What makes a gutter --------------------------------------------------------------------------


def split(page):
    return len(runs(page)) > 1


def test_four_lines_a_side_make_columns():
    assert split(two(4))
    assert not split(two(4)[:-1])
    assert not split([*two(3), *(wide(i) for i in range(3, 6))])
    few = [*two(3), left(3), left(4)]
    assert not split(few)


def test_a_side_has_an_eighth_of_the_page():
    # 5 of 41 lines are 12.2 %, 5 of 42 less than 12 %.
    def page(n):
        return [*(left(i) for i in range(n)), *(right(i) for i in range(5))]

    assert split(page(36))
    assert not split(page(37))


def test_a_column_is_sixty_points_wide_and_has_lines_as_long_as_prose():
    def beside(x):
        return [c for i in range(8) for c in (left(i, x0=x, x1=x + 40), right(i))]

    assert split(beside(240))
    assert not split(beside(241))

    def short(n, m):
        return [c for i in range(8) for c in (line("x" * n, 50, 280, 700 - 12 * i),
                                              line("y" * m, 300, 530, 700 - 12 * i))]  # fmt: skip

    assert split(short(18, 18))
    assert not split(short(17, 18))
    assert not split(short(18, 17))


def test_a_third_of_the_lines_may_cross():
    # 8 of 24 lines are 33.3 %, 9 of 25 are 36 %.
    def page(n):
        return [*two(8), *(wide(i) for i in range(8, 8 + n))]

    assert split(page(8))
    assert not split(page(9))
    # 17 of 50 are 34 %, which is not more.
    sides = [*(left(i) for i in range(17)), *(right(i) for i in range(16))]
    assert split([*sides, *(wide(i) for i in range(17, 34))])


def test_widths_are_estimates():
    # A line may seem to reach over the gutter by 8 % of its length.
    near = [c for i in range(8) for c in (left(i, x0=50, x1=320), right(i))]
    assert split(near)  # 20 of 270 points
    assert not split([c for i in range(8) for c in (left(i, x0=50, x1=322), right(i))])
    # One of the right column may begin two points before it.
    # 308 is 300 and 8 % of a hundred.
    assert split([c for i in range(8) for c in (left(i, x0=208, x1=308), right(i))])
    # A gutter at 298 all lines of the left column would cross, so that it is at 300.
    ragged = [*(left(i, x1=321.5) for i in range(4)), *(right(i) for i in range(3))]
    assert split([*ragged, right(3, x0=298)])
    assert not split([*ragged, right(3, x0=297)])
    few = [left(0), right(0), left(1)]
    both = [LEFT % 0, LEFT % 1]
    assert runs([*few, right(1, x0=298)], 300) == [both, [RIGHT % 0, RIGHT % 1]]
    assert runs([*few, right(1, x0=297)], 300) == [both, [RIGHT % 0], [RIGHT % 1]]


def test_columns_stand_side_by_side():
    below = [*(left(i) for i in range(8)), *(right(i) for i in range(8, 16))]
    assert not split(below)
    # Nor if the lowest line of one and the highest of the other share a row.
    assert not split([*(left(i) for i in range(8)), *(right(i) for i in range(7, 15))])
    assert split([*(left(i) for i in range(8)), *(right(i) for i in range(6, 14))])


def test_the_gutter_with_the_fewest_crossing_lines_is_taken():
    # Lines of the right column that are indented begin at 320, and cross nothing either.
    page = [c for i in range(8) for c in (left(i), right(i, x0=300 if i % 2 else 320))]
    assert runs(page) == [[LEFT % i for i in range(8)], [RIGHT % i for i in range(8)]]


# The document's gutter ------------------------------------------------------------------------


def test_a_page_too_empty_takes_the_usual_gutter():
    few = [left(0), right(0), left(1), right(1)]
    assert runs(few) == [[LEFT % 0, RIGHT % 0, LEFT % 1, RIGHT % 1]]
    assert runs(few, 300) == [[LEFT % 0, LEFT % 1], [RIGHT % 0, RIGHT % 1]]
    # Only if something begins there, up to three sizes to the right.
    assert len(runs(few, 302)) == 2
    assert len(runs(few, 303)) == 1
    assert len(runs(few, 270)) == 2
    assert len(runs(few, 269)) == 1


def test_the_usual_gutter_is_the_median_of_those_of_many_pages():
    def shifted(by):
        return [line(item.text, item.x0 + by, item.x1 + by, item.y) for item in two()]

    one = [wide(i) for i in range(9)]
    assert usual_gutter([two(), shifted(2), shifted(10)]) == 302
    # 3 of 10 pages are enough, 2 of 10 are not.
    assert usual_gutter([two()] * 3 + [one] * 7) == 300
    assert usual_gutter([two()] * 2 + [one] * 8) is None
    assert usual_gutter([]) is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_the_file_says_nothing(order):
    assert runs(two()[::order])[0] == [LEFT % i for i in range(8)]
