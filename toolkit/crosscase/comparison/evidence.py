"""Rows of coded evidence: what they hold, what may be left out, and how a wide table is read.

A row says that one statement supports (+1) or contradicts (-1) one proposition in one case. It is
*firm* (about this firm or case alone), *joint* (one statement about several cases) or *blanket*
(about all of them). Where nothing was said there is no row: silence is neither a zero nor a one.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pandas as pd

from crosscase.errors import DataError

__all__ = ["SPECIFICITIES", "complete", "from_wide"]

SPECIFICITIES = ("firm", "joint", "blanket")
# What a column holds where the evidence does not have it.
DEFAULTS: dict[str, Any] = {
    "specificity": "firm",
    "evidence_type": "unspecified",
    "source_id": "unspecified",
    "informant_id": pd.NA,
    "locator": pd.NA,
}


def complete(evidence: pd.DataFrame) -> pd.DataFrame:
    """Check evidence and fill the columns that it may leave out.

    Parameters
    ----------
    evidence : DataFrame
        Columns ``case_id``, ``proposition_id`` and ``stance`` (1 or -1); optional are
        ``evidence_id``, ``specificity``, ``evidence_type``, ``source_id``, ``informant_id``,
        ``locator`` and ``sentence_id`` (the printed sentence).

    Returns
    -------
    DataFrame
        A copy with all of them, sorted by ``evidence_id``, and two columns: ``passage``, the place
        in the source (source and locator), and ``sentence``, the printed sentence in its source.
        Where no row names its sentence, those of one place with the same ``statement`` are taken
        for one (a joint statement is one sentence about several cases); without a locator each row
        is its own passage and sentence.

    Raises
    ------
    DataError
        If a column is missing or holds something else than it may, naming the row.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a"], "proposition_id": ["P"], "stance": [1]})
    >>> complete(rows)[["evidence_id", "specificity", "sentence"]]
      evidence_id specificity sentence
    0         e01        firm      e01
    """
    missing = [c for c in ("case_id", "proposition_id", "stance") if c not in evidence.columns]
    if missing:
        raise DataError(f"evidence has no column {missing[0]!r}; it needs one row a coding")
    rows = evidence.copy()
    if "evidence_id" not in rows:
        width = max(2, len(str(len(rows))))
        rows["evidence_id"] = [f"e{i:0{width}d}" for i in range(1, len(rows) + 1)]
    for column, value in DEFAULTS.items():
        if column not in rows:
            rows[column] = value
    _check_rows(rows)
    rows["specificity"] = rows["specificity"].astype(str)
    rows["stance"] = rows["stance"].astype(int)
    rows = rows.sort_values("evidence_id", kind="stable").reset_index(drop=True)
    place = rows["source_id"].astype(str) + " " + rows["locator"].astype(str)
    rows["passage"] = place.where(rows["locator"].notna(), rows["evidence_id"])
    rows["sentence"] = rows["passage"]
    if "sentence_id" in rows and rows["sentence_id"].notna().any():
        printed = rows["source_id"].astype(str) + " " + rows["sentence_id"].astype(str)
        rows["sentence"] = printed.where(rows["sentence_id"].notna(), rows["evidence_id"])
    elif "statement" in rows:
        first = rows.groupby(["passage", "statement"], dropna=False)["evidence_id"].transform(
            "first"
        )
        named = rows["passage"] + " (" + first + ")"
        rows["sentence"] = named.where(rows["locator"].notna(), rows["evidence_id"])
    return rows


def _check_rows(rows: pd.DataFrame) -> None:
    duplicated = rows.loc[rows["evidence_id"].duplicated(), "evidence_id"]
    if len(duplicated):
        raise DataError(f"evidence_id {duplicated.iloc[0]!r} stands twice; every row needs its own")
    rules: list[tuple[str, Collection[object], str]] = [
        ("stance", (1, -1), "1 (supports) or -1 (contradicts); a silent cell has no row"),
        ("specificity", SPECIFICITIES, "firm, joint or blanket"),
    ]
    for column, allowed, words in rules:
        bad = rows.loc[~rows[column].isin(list(allowed))]
        if len(bad):
            row = bad.iloc[0]
            raise DataError(
                f"evidence {row['evidence_id']}: {column} is {str(row[column])!r}; allowed: {words}"
            )
    for column in ("case_id", "proposition_id"):
        empty = rows.loc[rows[column].isna(), "evidence_id"]
        if len(empty):
            raise DataError(f"evidence {empty.iloc[0]}: {column} is empty; every row needs one")


def from_wide(table: pd.DataFrame) -> pd.DataFrame:
    """Turn a case × proposition table of 1, -1 and blanks into rows of evidence.

    Parameters
    ----------
    table : DataFrame, shape (cases, propositions)
        Cases as index; 1 supports, -1 contradicts, missing is silent.

    Returns
    -------
    DataFrame
        ``evidence_id`` (``"<case>:<proposition>"``), ``case_id``, ``proposition_id``, ``stance``.

    Raises
    ------
    DataError
        If a cell holds anything else; 0 is refused, because it could mean either.

    Examples
    --------
    >>> from_wide(pd.DataFrame({"P": [1, None], "Q": [-1, 1]}, index=["a", "b"]))
      evidence_id case_id proposition_id  stance
    0         a:P       a              P       1
    1         a:Q       a              Q      -1
    2         b:Q       b              Q       1
    """
    rows = []
    for case, values in table.iterrows():
        for proposition, value in values.items():
            if pd.isna(value):
                continue
            if value not in (1, -1):
                raise DataError(
                    f"cell {case}, {proposition} is {value!r}; allowed: 1, -1, or empty for silent"
                )
            rows.append((f"{case}:{proposition}", case, proposition, int(value)))
    return pd.DataFrame(rows, columns=["evidence_id", "case_id", "proposition_id", "stance"])
