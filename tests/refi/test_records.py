"""Rows as plain values."""

from __future__ import annotations

import pandas as pd

from crosscase.refi.records import records


def test_cells_are_plain_and_missing_ones_none() -> None:
    table = pd.DataFrame(
        {
            "text": ["a", None],
            "n": pd.array([1, pd.NA], dtype="Int64"),
            "x": [0.5, float("nan")],
            "yes": pd.array([True, pd.NA], dtype="boolean"),
        }
    )
    first, second = records(table)
    assert first == {"text": "a", "n": 1, "x": 0.5, "yes": True}
    assert [type(cell) for cell in first.values()] == [str, int, float, bool]
    assert second == {"text": None, "n": None, "x": None, "yes": None}
    assert records(table.iloc[:0]) == []
