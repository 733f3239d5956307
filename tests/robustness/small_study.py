"""Constructed evidence on one proposition, small enough that every check can be counted by hand."""

from __future__ import annotations

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.evidence import from_wide

SUCCESSES = ("s1", "s2", "s3", "s4", "s5", "s6")
FAILURES = ("f1", "f2")
ALL = Claim("P/all", "P", ("a", "b", "c", "d"))
FAILED = Claim("P/failed", "P", absent_in=("f",))


def evidence() -> pd.DataFrame:
    """P: two firm interviews, a joint sentence on b and c, a blanket one; f denies it twice."""
    rows = [
        ("e1", "a", "P", 1, "firm", "interview", "main", "i1", "¶1", "one"),
        ("e2", "a", "P", 1, "firm", "interview", "main", "i2", "¶1", "two"),
        ("e3", "b", "P", 1, "joint", "document", "main", None, "¶2", "both"),
        ("e4", "c", "P", 1, "joint", "document", "main", None, "¶2", "both"),
        ("e5", "b", "P", 1, "blanket", "authors", "main", None, "¶9", "all"),
        ("e6", "d", "P", 1, "blanket", "authors", "main", None, "¶9", "all"),
        ("e7", "f", "P", -1, "firm", "document", "other", None, "¶3", "not"),
        ("e8", "f", "P", 1, "blanket", "authors", "main", None, "¶9", "all"),
        ("e9", "f", "P", -1, "firm", "document", "other", None, "¶4", "nor"),
    ]
    columns = "evidence_id case_id proposition_id stance specificity evidence_type source_id"
    extra = ["informant_id", "locator", "statement"]
    return pd.DataFrame(rows, columns=[*columns.split(), *extra])


def said(**stances: str) -> pd.DataFrame:
    """Firm statements on P by case: ``said(a="++-")`` are two for it in a, one against."""
    rows = [(case, "P", 1 if s == "+" else -1) for case, all_ in stances.items() for s in all_]
    return pd.DataFrame(rows, columns=["case_id", "proposition_id", "stance"])


def contrast() -> tuple[pd.DataFrame, Claim]:
    """P in all six successes and in neither of two failures, each by one statement."""
    values = dict.fromkeys(SUCCESSES, 1) | dict.fromkeys(FAILURES, -1)
    rows = from_wide(pd.DataFrame({"P": pd.Series(values)}))
    return rows, Claim("P/contrast", "P", SUCCESSES, FAILURES)
