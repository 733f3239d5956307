"""Printed ratings that several coefficients are held against."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

REFERENCE = Path(__file__).parents[1] / "reference" / "statistics"


@pytest.fixture(scope="session")
def four_raters() -> pd.DataFrame:
    """Twelve units, four coders, gaps: example C of Krippendorff (2011)."""
    return pd.read_csv(REFERENCE / "gwet_4raters.csv", index_col="unit")


@pytest.fixture(scope="session")
def fleiss_1971() -> pd.DataFrame:
    """Thirty patients × five diagnoses: how many of six psychiatrists gave each."""
    return pd.read_csv(REFERENCE / "fleiss_1971.csv", index_col="patient")
