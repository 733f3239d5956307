"""Rows of a study's tables as plain values."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import pandas as pd

__all__ = ["Record", "records"]

Record: TypeAlias = dict[str, Any]
"""A row by column: str, int, float or bool as the column's schema has it, None where missing."""


def records(table: pd.DataFrame) -> list[Record]:
    """Return rows as dictionaries of plain values; missing cells are None.

    Examples
    --------
    >>> records(pd.DataFrame({"n": pd.array([2, None], dtype="Int64")}))
    [{'n': 2}, {'n': None}]
    """
    columns = [str(name) for name in table.columns]
    rows = []
    for cells in table.itertuples(index=False, name=None):
        plain = [None if pd.isna(cell) else _python(cell) for cell in cells]
        rows.append(dict(zip(columns, plain, strict=True)))
    return rows


def _python(cell: Any) -> Any:
    return cell.item() if isinstance(cell, np.generic) else cell
