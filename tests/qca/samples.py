"""Data for the tests of QCA: a small crisp study, random fuzzy ones, memberships in formulas."""

from __future__ import annotations

import numpy as np
import pandas as pd

CONDITIONS = ["A", "B", "C"]
FORMULAS = ["A*~B + C", "A*~B", "C", "A + C", "~B*C + A*C"]


def fuzzy(seed: int, n: int = 30) -> pd.DataFrame:
    """Data in which the outcome is A*~B + C, more or less."""
    rng = np.random.default_rng(seed)
    data = pd.DataFrame(rng.uniform(0, 1, (n, 3)).round(2), columns=CONDITIONS)
    noise = rng.uniform(-0.25, 0.25, n)
    y = np.maximum(np.minimum(data["A"], 1 - data["B"]), data["C"] * 0.9) + noise
    data["Y"] = y.clip(0.01, 0.99).round(2)
    data = data.replace(0.5, 0.51)
    data.index = [f"c{i:02d}" for i in range(n)]
    return data


def member(data: pd.DataFrame, formula: str) -> np.ndarray:
    terms = []
    for term in formula.split(" + "):
        parts = [1 - data[x[1:]] if x[0] == "~" else data[x] for x in term.split("*")]
        terms.append(np.min(parts, axis=0))
    return np.max(terms, axis=0)


def small(outcome: tuple[int, ...] = (1, 1, 1, 0, 0)) -> pd.DataFrame:
    """Five cases u to y over A, B, C: 111, 100, 110 and twice 000."""
    rows = [(1, 1, 1), (1, 0, 0), (1, 1, 0), (0, 0, 0), (0, 0, 0)]
    return pd.DataFrame(rows, columns=CONDITIONS, index=list("uvwxy")).assign(Y=outcome)
