"""What the tests of QCA share: Lipset's countries, crisp and fuzzy."""

from __future__ import annotations

import pandas as pd
import pytest

from . import lipset


@pytest.fixture
def crisp() -> pd.DataFrame:
    return lipset.read("crisp")


@pytest.fixture
def fuzzy() -> pd.DataFrame:
    return lipset.read("fuzzy")
