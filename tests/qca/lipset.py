"""Lipset's data as the textbooks use them, and a small crisp table."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from crosscase import qca

REFERENCE = Path(__file__).parents[1] / "reference" / "qca"
CONDITIONS = "DEV,URB,LIT,IND,STB"


def read(kind: str) -> pd.DataFrame:
    """Eighteen countries between the wars: "crisp", "multi_value" or "fuzzy"."""
    return pd.read_csv(REFERENCE / f"lipset_{kind}.csv", index_col="case")


def solutions(
    data: pd.DataFrame, outcome: str = "SURV", incl_cut: float = 1.0, **options: object
) -> qca.Solutions:
    table = qca.truth_table(data, outcome=outcome, conditions=CONDITIONS, incl_cut=incl_cut)
    return qca.minimize(table, **options)  # type: ignore[arg-type]


def good() -> pd.DataFrame:
    """Y is A: four cases, a in both conditions, b in A, c in B, d in neither."""
    return pd.DataFrame(
        {"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]}, index=["a", "b", "c", "d"]
    )
