"""The study's tables as they stand in their files, and their schemas; read without crosscase."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

DATA = Path(__file__).resolve().parents[2] / "data"
PATHS = {path.stem: path for path in sorted(DATA.rglob("*.csv"))}
TABLES = tuple(sorted(PATHS))
PROPOSITIONS = ["APA1", "APA2-1", "APA2-2", "APA2-3", "APA3", "APA4-1", "APA4-2", "APA5"]


@lru_cache
def _read(table: str) -> pd.DataFrame:
    return pd.read_csv(PATHS[table], dtype=str, keep_default_na=False)


def read(table: str) -> pd.DataFrame:
    """Every cell as a string; missing ones are empty."""
    return _read(table).copy()


@lru_cache
def schema(table: str) -> dict[str, Any]:
    text = (DATA / "schemas" / f"{table}.json").read_text(encoding="utf-8")
    return dict(json.loads(text)["schema"])


def one(table: str, **where: str) -> pd.Series:
    """The one row with these cells."""
    rows = read(table)
    for column, value in where.items():
        rows = rows[rows[column] == value]
    assert len(rows) == 1, (table, where, len(rows))
    return rows.iloc[0]


def places(cell: str) -> list[str]:
    """The locators in a cell: several stand apart by semicolons, a span has its two ends."""
    return [place for place in re.split(r";\s*| to ", cell) if place]


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    """Every run of so many words."""
    said = words(text)
    return {tuple(said[i : i + length]) for i in range(len(said) - length + 1)}
