"""A scorecard of two principles, two items each, one of them reverse-coded."""

from __future__ import annotations

import pandas as pd
import pytest


@pytest.fixture(scope="session")
def items() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "item_id": ["core_1", "core_2", "learn_1", "learn_2"],
            "principle_id": ["core", "core", "learn", "learn"],
            "reverse_coded": [False, True, False, False],
            "scale_minimum": 1,
            "scale_maximum": 5,
        }
    )
