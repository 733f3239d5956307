"""Pairs of cases by what is known of both: most similar and most different."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Rule
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.comparison.verdicts import votes
from crosscase.errors import DataError

__all__ = ["compare_pairs", "most_different", "most_similar", "profiles"]


def profiles(matrix: SupportMatrix, *, rule: Rule | None = None) -> pd.DataFrame:
    """Return each case's profile of evidence.

    Parameters
    ----------
    matrix : SupportMatrix
        The evidence that counts.
    rule : Rule, optional
        Its weights and `conflict` decide on which side a cell falls.

    Returns
    -------
    DataFrame, shape (cases, propositions)
        1 shown, -1 denied, empty where the evidence is silent or level.

    Examples
    --------
    >>> from crosscase.comparison import from_wide, support_matrix
    >>> profiles(support_matrix(from_wide(pd.DataFrame({"P": [1, -1]}, index=["a", "b"]))))
               P
    case_id
    a        1.0
    b       -1.0
    """
    rule = rule or Rule()
    vote = votes(*matrix.weighed(rule), rule).astype(float)
    index = pd.Index(matrix.cases, name="case_id")
    held = np.where(vote == 0, np.nan, vote)
    return pd.DataFrame(held, index=index, columns=list(matrix.propositions))


def compare_pairs(held: pd.DataFrame, outcome: pd.Series) -> pd.DataFrame:
    """Compare every two cases on what is known of both.

    Parameters
    ----------
    held : DataFrame, shape (cases, propositions)
        As :func:`profiles` returns it.
    outcome : Series
        1 or 0 by case.

    Returns
    -------
    DataFrame
        ``case_a, case_b, known`` (propositions known of both), ``same, differ, silent`` (known of
        one or of neither), ``similarity`` (same / known, empty where nothing is known of both),
        ``outcomes`` (``same`` or ``different``), ``differing`` (the propositions).

    Raises
    ------
    DataError
        If a case has no outcome.

    Examples
    --------
    >>> held = pd.DataFrame({"P": [1, -1], "Q": [1, None]}, index=["a", "b"])
    >>> compare_pairs(held, pd.Series({"a": 1, "b": 0}))[["known", "differ", "silent", "outcomes"]]
       known  differ  silent   outcomes
    0      1       1       1  different
    """
    missing = [case for case in held.index if case not in outcome.dropna().index]
    if missing:
        raise DataError(f"no outcome for {missing[0]!r}; give 1 or 0 for every case")
    rows = []
    for a, b in itertools.combinations(held.index, 2):
        known = held.loc[[a, b]].dropna(axis=1)
        differing = [str(name) for name in known if known.at[a, name] != known.at[b, name]]
        n, differ = known.shape[1], len(differing)
        rows.append(
            {
                "case_a": a,
                "case_b": b,
                "known": n,
                "same": n - differ,
                "differ": differ,
                "silent": held.shape[1] - n,
                "similarity": (n - differ) / n if n else np.nan,
                "outcomes": "same" if outcome[a] == outcome[b] else "different",
                "differing": tuple(differing),
            }
        )
    return pd.DataFrame(rows)


def most_similar(compared: pd.DataFrame, *, known: int = 1) -> pd.DataFrame:
    """Return the pairs with different outcomes that are most alike.

    Parameters
    ----------
    compared : DataFrame
        As :func:`pairs` returns it.
    known : int, default 1
        Fewest propositions that must be known of both.

    Returns
    -------
    DataFrame
        Rows of `compared` with the greatest similarity, best known first.

    References
    ----------
    Mill (1843), A System of Logic, III.8 (method of difference). De Meur and Berg-Schlosser
    (1994), Comparing political systems, European Journal of Political Research 26, 193-219.

    Examples
    --------
    >>> held = pd.DataFrame({"P": [1, -1, 1], "Q": [1, 1, None]}, index=list("abc"))
    >>> compared = compare_pairs(held, pd.Series({"a": 1, "b": 0, "c": 1}))
    >>> most_similar(compared)[["case_a", "case_b", "similarity"]].to_numpy().tolist()
    [['a', 'b', 0.5]]
    """
    return _extreme(compared, "different", known, largest=True)


def most_different(compared: pd.DataFrame, *, known: int = 1) -> pd.DataFrame:
    """Return the pairs with the same outcome that are least alike.

    Parameters
    ----------
    compared, known
        As :func:`most_similar` takes them.

    Returns
    -------
    DataFrame
        Rows of `compared` with the least similarity, best known first.

    References
    ----------
    Mill (1843), A System of Logic, III.8 (method of agreement). De Meur and Berg-Schlosser
    (1994), Comparing political systems, European Journal of Political Research 26, 193-219.
    """
    return _extreme(compared, "same", known, largest=False)


def _extreme(compared: pd.DataFrame, outcomes: str, known: int, *, largest: bool) -> pd.DataFrame:
    rows = compared[(compared["outcomes"] == outcomes) & (compared["known"] >= known)]
    best = rows["similarity"].max() if largest else rows["similarity"].min()
    rows = rows[rows["similarity"] == best]
    return rows.sort_values("known", ascending=False, kind="stable").reset_index(drop=True)
