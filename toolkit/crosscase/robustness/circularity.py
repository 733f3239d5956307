"""Codebook circularity: key words that theory put in, and that the findings never use."""

from __future__ import annotations

import math

import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = ["circularity"]


def circularity(
    keywords: pd.DataFrame,
    claim: str,
    *,
    proposition: str | None = None,
    findings: str = "count_findings",
    theory: str = "count_theory",
    minimum_share: float = 0.5,
) -> Check:
    """Say how much of the codebook the findings bear out in words.

    Parameters
    ----------
    keywords : DataFrame
        One row a key word: ``keyword``, its counts in the findings and in the theory part, and
        ``proposition_id`` where `proposition` is given.
    claim : str
        Id under which the check is listed.
    proposition : str, optional
        Take the key words of this proposition alone.
    findings, theory : str
        Names of the two count columns; the second may be missing.
    minimum_share : float, default 0.5
        Share of the key words that must occur in the findings.

    Returns
    -------
    Check
        Holds if enough key words occur in the findings; cannot be decided without key words.
        Table: ``keyword``, the counts, ``in_findings`` and ``theory_only`` (in the theory and
        never in the findings), key words that are not found first.

    Raises
    ------
    DataError, ParameterError
        If a column is missing or the share is outside 0 to 1.

    References
    ----------
    Kirk & Miller (1986), Reliability and Validity in Qualitative Research, ch. 2; Krippendorff
    (2018), Content Analysis, 4th ed., ch. 13.

    Examples
    --------
    >>> words = pd.DataFrame({"keyword": ["hub", "spoke"], "count_findings": [3, 0]})
    >>> circularity(words, "P").sentence
    'Of 2 key words, 1 never occurs in the findings: spoke.'
    """
    if not 0 <= minimum_share <= 1:
        raise ParameterError(f"minimum_share is {minimum_share}; allowed: 0 to 1")
    needed = ["keyword", findings] + (["proposition_id"] if proposition else [])
    for column in needed:
        if column not in keywords:
            raise DataError(f"keywords have no column {column!r}; they have {list(keywords)}")
    rows = keywords if proposition is None else keywords[keywords["proposition_id"] == proposition]
    table = _found(rows, findings, theory)
    share = float(table["in_findings"].mean()) if len(table) else math.nan
    return Check(
        check="codebook circularity",
        claim=claim,
        holds=None if table.empty else share >= minimum_share,
        statistic=share,
        threshold=minimum_share,
        margin=share - minimum_share,
        table=table,
        sentence=_sentence(table, proposition),
        reference="Krippendorff (2018), Content Analysis, 4th ed., ch. 13",
        measure="Share used",
        digits=2,
    )


def _found(rows: pd.DataFrame, findings: str, theory: str) -> pd.DataFrame:
    """Return one row a key word: is it in the findings, or in the theory alone?"""
    columns = ["keyword", findings] + ([theory] if theory in rows else [])
    # A key word that stands for several propositions is one word of the codebook.
    table = rows[columns].groupby("keyword", as_index=False).sum()
    table["in_findings"] = table[findings] > 0
    table["theory_only"] = ~table["in_findings"]
    if theory in table:
        table["theory_only"] &= table[theory] > 0
    return table.sort_values(["in_findings", "keyword"], kind="stable", ignore_index=True)


def _sentence(table: pd.DataFrame, proposition: str | None) -> str:
    of = f" of {proposition}" if proposition else ""
    if table.empty:
        return f"No key word{of} is listed, so circularity cannot be judged."
    absent = table.loc[~table["in_findings"], "keyword"].tolist()
    n = counted(len(table), "key word")
    if not absent:
        if len(table) == 1:
            return f"The only key word{of} occurs in the findings."
        return f"All {n}{of} occur in the findings."
    verb = "occurs" if len(absent) == 1 else "occur"
    return f"Of {n}{of}, {len(absent)} never {verb} in the findings: {listed(absent, most=8)}."
