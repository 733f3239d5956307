"""Saturation: do further interviews still bring new codes?"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd
from scipy import stats

from crosscase.errors import DataError, ParameterError
from crosscase.robustness.check import Check
from crosscase.wording import counted

__all__ = ["codes_by_interview", "interviews_needed", "probability_of_theme", "saturation"]


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
    n = max(1, mentions)
    while probability_of_theme(prevalence, n, mentions=mentions) < power:
        n += 1
    return n


def saturation(
    new_codes: Sequence[int],
    *,
    claim: str = "saturation",
    base: int = 4,
    run: int = 2,
    threshold: float = 0.05,
) -> Check:
    """Find the interview after which new codes stay below a share of those found first.

    Parameters
    ----------
    new_codes : sequence of int
        New codes of each interview, in order.
    claim : str
        Id under which the check is listed.
    base : int, default 4
        Interviews whose codes are the base.
    run : int, default 2
        Interviews in a run; runs overlap, each starts one interview later.
    threshold : float, default 0.05
        Share of new codes in a run, of those in the base, at or below which it is saturated.

    Returns
    -------
    Check
        Holds if a run reaches the threshold; `statistic` is the ratio of the first run that does
        (of the last run, if none does). Cannot be decided with fewer than base + run interviews.
        Table, one row a run: ``run, first, last, new_codes, ratio, saturated``; ``run`` is
        written "interviews before it + run length", as in the source.

    Raises
    ------
    DataError, ParameterError
        If a count is negative, the base has no code, or a length is below 1.

    References
    ----------
    Guest, Namey & Chen (2020), A simple method to assess and report thematic saturation in
    qualitative research, PLoS ONE 15(5), e0232076.

    Examples
    --------
    >>> check = saturation([4, 3, 2, 1, 1, 0, 0, 0])
    >>> check.table["run"].tolist()[:2], check.table["ratio"].tolist()[:2]
    (['4+2', '5+2'], [0.1, 0.0])
    >>> check.sentence.split(":")[0]
    'Saturation is reached at 5+2 interviews'
    """
    if base < 1 or run < 1 or not 0 <= threshold < 1:
        raise ParameterError(
            f"base {base}, run {run}, threshold {threshold}; allowed: lengths from 1, threshold "
            "0 to 1"
        )
    counts = [int(n) for n in new_codes]
    if any(n < 0 for n in counts):
        raise DataError(f"new codes {counts} hold a negative count")
    total = sum(counts[:base])
    if total == 0 and len(counts) >= base:
        raise DataError(f"the first {base} interviews brought no code, so there is no base")
    table = _runs(counts, base, run, total, threshold)
    reached = table[table["saturated"].astype(bool)]
    holds: bool | None = None if table.empty else len(reached) > 0
    ratio = math.nan
    if len(table):
        ratio = float((reached if len(reached) else table.iloc[-1:])["ratio"].iloc[0])
    return Check(
        check="saturation",
        claim=claim,
        holds=holds,
        statistic=ratio,
        threshold=threshold,
        margin=threshold - ratio,
        table=table,
        sentence=_sentence(counts, table, reached, total, base, run, threshold),
        reference="Guest, Namey & Chen (2020), PLoS ONE 15(5), e0232076",
    )


def _runs(counts: list[int], base: int, run: int, total: int, threshold: float) -> pd.DataFrame:
    rows = []
    for before in range(base, len(counts) - run + 1):
        new = sum(counts[before : before + run])
        ratio = new / total
        saturated = ratio <= threshold + 1e-12
        rows.append((f"{before}+{run}", before + 1, before + run, new, ratio, saturated))
    return pd.DataFrame(rows, columns=["run", "first", "last", "new_codes", "ratio", "saturated"])


def _sentence(
    counts: list[int],
    table: pd.DataFrame,
    reached: pd.DataFrame,
    total: int,
    base: int,
    run: int,
    threshold: float,
) -> str:
    if table.empty:
        return (
            f"{counted(len(counts), 'interview')} are too few to judge saturation: a base of "
            f"{base} and a run of {run} need {base + run}."
        )
    codes = f"the {counted(total, 'code')} of the first {base}"
    if len(reached):
        row = reached.iloc[0]
        return (
            f"Saturation is reached at {row['run']} interviews: interviews {row['first']} to "
            f"{row['last']} bring {counted(int(row['new_codes']), 'new code')}, {row['ratio']:.0%} "
            f"of {codes} (at most {threshold:.0%} asked)."
        )
    row = table.iloc[-1]
    return (
        f"Saturation is not reached in {len(counts)} interviews: the last {run} still bring "
        f"{counted(int(row['new_codes']), 'new code')}, {row['ratio']:.0%} of {codes} (at most "
        f"{threshold:.0%} asked)."
    )
