"""Interviews: what each adds, and how many it takes for a theme to come up.

A theme that one in ten would mention comes up in a first interview with a chance of 0.1, at least
once in n interviews with 1 - 0.9^n: 0.79 in 15, 0.81 in 16. So 16 are needed for a chance of 0.8.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from crosscase.errors import DataError, ParameterError

__all__ = ["codes_by_interview", "interviews_needed", "probability_of_theme"]


def codes_by_interview(
    codings: pd.DataFrame,
    *,
    interview: str = "interview_id",
    code: str = "code",
    order: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Count the codes of each interview, and those that no earlier one had.

    Parameters
    ----------
    codings : DataFrame
        One row a coding.
    interview, code : str
        Names of the columns.
    order : sequence of str, optional
        Interviews in the order in which they were held; default: first appearance. One without a
        coding counts with no codes.

    Returns
    -------
    DataFrame
        One row an interview: ``interview, codings, codes, new_codes, cumulative_codes``.

    Raises
    ------
    DataError
        If a column is missing.

    Examples
    --------
    >>> rows = pd.DataFrame({"interview_id": ["i1", "i1", "i2"], "code": ["x", "y", "x"]})
    >>> codes_by_interview(rows)["new_codes"].tolist()
    [2, 0]
    """
    for column in (interview, code):
        if column not in codings:
            raise DataError(f"codings have no column {column!r}; they have {list(codings)}")
    known = codings.dropna(subset=[interview, code])
    names = list(order) if order is not None else list(dict.fromkeys(known[interview]))
    seen: set[object] = set()
    rows = []
    for name in names:
        here = known.loc[known[interview] == name, code]
        codes = set(here)
        rows.append((name, len(here), len(codes), len(codes - seen), len(codes | seen)))
        seen |= codes
    columns = ["interview", "codings", "codes", "new_codes", "cumulative_codes"]
    return pd.DataFrame(rows, columns=columns)


def probability_of_theme(prevalence: float, n: int, *, mentions: int = 1) -> float:
    """Chance that a theme of given prevalence comes up often enough in n interviews.

    Parameters
    ----------
    prevalence : float
        Share of the population that would mention it.
    n : int
        Interviews.
    mentions : int, default 1
        Times it must come up.

    Returns
    -------
    float
        P(X >= mentions) for X binomial (n, prevalence).

    Raises
    ------
    ParameterError
        If a value is outside its range.

    References
    ----------
    Fugard & Potts (2015), International Journal of Social Research Methodology 18, 669-684.

    Examples
    --------
    >>> round(probability_of_theme(0.1, 29, mentions=2), 4)
    0.8011
    """
    from scipy import stats

    if not 0 <= prevalence <= 1 or n < 0 or mentions < 0:
        raise ParameterError(
            f"prevalence {prevalence}, n {n}, mentions {mentions}; allowed: prevalence 0 to 1, "
            "counts from 0"
        )
    return float(stats.binom.sf(mentions - 1, n, prevalence))


def interviews_needed(prevalence: float, *, mentions: int = 1, power: float = 0.8) -> int:
    """Fewest interviews in which a theme comes up often enough with a given chance.

    Parameters
    ----------
    prevalence, mentions
        As in :func:`probability_of_theme`; prevalence above 0.
    power : float, default 0.8
        The chance asked for.

    Returns
    -------
    int
        Number of interviews.

    Raises
    ------
    ParameterError
        If a value is outside its range.

    References
    ----------
    Fugard & Potts (2015), table 1.

    Examples
    --------
    >>> interviews_needed(0.1, mentions=2)
    29
    """
    if not 0 < prevalence <= 1 or not 0 < power < 1:
        raise ParameterError(
            f"prevalence {prevalence}, power {power}; allowed: above 0 to 1, and between 0 and 1"
        )
    n = 1
    while probability_of_theme(prevalence, n, mentions=mentions) < power:
        n += 1
    return n
