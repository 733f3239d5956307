"""Seven rows of evidence on four cases, small enough to count by hand."""

from __future__ import annotations

import pandas as pd
import pytest

CASES = ["a", "b", "c", "d"]


def seven_rows() -> pd.DataFrame:
    rows = [
        # id, case, proposition, stance, specificity, type, source, informant, locator
        ("e1", "a", "P", 1, "firm", "interview", "s1", "i1", "s1¶1"),
        ("e2", "a", "P", 1, "blanket", "authors", "s1", None, "s5¶9"),
        ("e3", "b", "P", 1, "joint", "document", "s1", None, "s5¶2"),
        ("e4", "c", "P", 1, "joint", "document", "s1", None, "s5¶2"),
        ("e5", "c", "P", -1, "firm", "document", "s2", None, "s2¶1"),
        ("e6", "d", "P", -1, "firm", "document", "s2", None, "s2¶2"),
        ("e7", "b", "Q", 1, "blanket", "authors", "s1", None, "s5¶9"),
    ]
    columns = "evidence_id case_id proposition_id stance specificity evidence_type source_id"
    return pd.DataFrame(rows, columns=[*columns.split(), "informant_id", "locator"])


@pytest.fixture
def evidence() -> pd.DataFrame:
    return seven_rows()
