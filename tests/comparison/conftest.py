"""Seven rows of evidence on four cases, small enough to count by hand, and a study of them."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.study import Study

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


def study_of(rows: pd.DataFrame, roles: dict[str, str], claims: pd.DataFrame | None) -> Study:
    """A study in memory, not in a folder: its evidence, its cases by role, and its claims."""
    tables = {
        "cases": pd.DataFrame(roles.items(), columns=["case_id", "role"]),
        "propositions": pd.DataFrame({"proposition_id": sorted(set(rows["proposition_id"]))}),
        "evidence": rows,
    }
    if claims is not None:
        tables["claims"] = claims
    package = {"resources": [{"name": n, "path": f"{n}.csv", "schema": {}} for n in tables]}
    study = Study(None, package, tables)  # type: ignore[arg-type]
    object.__setattr__(study, "_note", lambda path: None)
    return study


def small_study(*, declaring: bool = True) -> Study:
    """a and b are base cases, c and d failed; P in the first, Q in them, no P in the others."""
    claims = pd.DataFrame(
        [
            ("P/base", "P", "base", "present"),
            ("Q/base", "Q", "base", "present"),
            ("P/failed", "P", "failure", "absent"),
        ],
        columns=["claim_id", "proposition_id", "group", "expects"],
    )
    roles = {"a": "base", "b": "base", "c": "failure", "d": "failure"}
    return study_of(seven_rows(), roles, claims if declaring else None)


@pytest.fixture
def evidence() -> pd.DataFrame:
    return seven_rows()
