"""Row weights: never too heavy for a column, and nearly as heavy together as can be."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.qca.engine.row_weights import UNIT, linear_weights, row_weights, whole_weights

from .charts import FANO, charts, every_cover, ring, smallest, steiner27, union


def heaviest(columns, weights):
    return max(sum(w for r, w in enumerate(weights) if column >> r & 1) for column in columns)


def test_only_rows_of_heavy_columns_are_scaled_down():
    """Row 0 holds two units alone; row 1 shares a column with it, and row 2 one with row 1."""
    found = whole_weights([0b001, 0b011, 0b110], [2.0, 1.0, 0.25])
    assert [weight / UNIT for weight in found] == pytest.approx([2 / 3, 1 / 3, 0.2])
    assert whole_weights([0b01, 0b10], [0.5, -3.0]) == [UNIT // 2, 0]


@pytest.mark.parametrize(
    ("columns", "rows", "size", "total"),
    [
        (ring(5), 5, 3, 5 / 2),
        (ring(9), 9, 5, 9 / 2),
        (FANO, 7, 3, 7 / 3),
        (steiner27(), 117, 18, 9),
        ([0b1], 1, 1, 1),
        ([0b011, 0b110, 0b101, 0b111], 3, 1, 1),
    ],
)
def test_best_weights_of_known_charts(columns, rows, size, total):
    """Rings: 1/2 a row. Fano plane: 1/3 a point. 117 triples, each point in 13: 1/13 a triple."""
    assert sum(linear_weights(columns, rows)) / UNIT == pytest.approx(total, abs=1e-6)
    assert sum(row_weights(columns, rows, size)) / UNIT == pytest.approx(total, abs=0.01)


def test_uneven_charts_take_many_steps():
    """A ring of five, one of seven and one of eleven, and a column over the first three rows."""
    columns = [*ring(5), *(c << 5 for c in ring(7)), *(c << 12 for c in ring(11)), 0b111]
    best = sum(linear_weights(columns, 23)) / UNIT
    assert best == pytest.approx(2 + 3.5 + 5.5, abs=1e-6)
    assert sum(row_weights(columns, 23, 12)) / UNIT == pytest.approx(best, abs=0.01)


@given(charts(), st.lists(st.floats(-1, 50), min_size=7, max_size=7))
def test_no_column_holds_more_than_a_unit(columns, weights):
    rows = union(columns).bit_length()
    found = whole_weights(columns, weights[:rows])
    assert heaviest(columns, found) <= UNIT
    assert all(isinstance(weight, int) and weight >= 0 for weight in found)


@pytest.mark.filterwarnings("error")
def test_steps_end_where_no_row_is_left_out_and_none_shared():
    """Two rows with a column each, and a known cover of three: raised once, there is no way on."""
    assert row_weights([0b01, 0b10], 2, 3) == [UNIT, UNIT]


def test_steps_come_near_the_best_weights_of_uneven_charts():
    """Columns of three to eight of forty rows: even shares begin some three columns below."""
    draw = random.Random(1)
    for _ in range(6):
        columns = [
            sum(1 << r for r in draw.sample(range(40), draw.randint(3, 8))) for _ in range(40)
        ]
        columns.append(((1 << 40) - 1) & ~union(columns) or 1)
        best = sum(linear_weights(columns, 40)) / UNIT
        found = row_weights(columns, 40, round(best) + 3)
        assert best - 0.2 <= sum(found) / UNIT <= best + 1e-6
        assert heaviest(columns, found) <= UNIT


@settings(max_examples=50)
@given(charts())
def test_weights_prove_no_more_than_is_true(columns):
    rows = union(columns).bit_length()
    fewest = len(smallest(every_cover(columns, rows))[0])
    best = linear_weights(columns, rows)
    steps = row_weights(columns, rows, fewest)
    assert heaviest(columns, best) <= UNIT
    assert heaviest(columns, steps) <= UNIT
    assert sum(steps) / UNIT <= sum(best) / UNIT + 1e-6 <= fewest + 2e-6
