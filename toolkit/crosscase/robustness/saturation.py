"""Saturation: do further interviews still bring new codes?

The first four interviews bring 4, 3, 2 and 1 codes: the base, 10. Interviews 5 and 6 bring one new
code, 10 % of the base; interviews 6 and 7 bring none. At a threshold of 5 % saturation is reached
at 5+2: five interviews, and a run of two that adds nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.robustness.check import Check
from crosscase.wording import counted

__all__ = ["saturation"]


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
    if len(counts) >= base and not any(counts[:base]):
        raise DataError(f"the first {base} interviews brought no code, so there is no base")
    table = _runs(counts, base, run, threshold)
    reached = table[table["saturated"].astype(bool)]
    # The first run that is saturated tells; where none is, the last one.
    telling = reached.head(1) if len(reached) else table.tail(1)
    ratio = float(telling["ratio"].iloc[0]) if len(telling) else math.nan
    return Check(
        check="saturation",
        claim=claim,
        holds=len(reached) > 0 if len(table) else None,
        statistic=ratio,
        threshold=threshold,
        margin=threshold - ratio,
        table=table,
        sentence=_sentence(counts, telling, base, run, threshold),
        reference="Guest, Namey & Chen (2020), PLoS ONE 15(5), e0232076",
        measure="New information",
        digits=2,
    )


def _runs(counts: list[int], base: int, run: int, threshold: float) -> pd.DataFrame:
    total = sum(counts[:base])
    rows = []
    for before in range(base, len(counts) - run + 1):
        new = sum(counts[before : before + run])
        ratio = new / total
        # 1e-12: 1 of 20 is at most 0.05 whatever the last digit of either says.
        saturated = ratio <= threshold + 1e-12
        rows.append((f"{before}+{run}", before + 1, before + run, new, ratio, saturated))
    return pd.DataFrame(rows, columns=["run", "first", "last", "new_codes", "ratio", "saturated"])


def _sentence(
    counts: list[int], telling: pd.DataFrame, base: int, run: int, threshold: float
) -> str:
    if telling.empty:
        return (
            f"{counted(len(counts), 'interview')} are too few to judge saturation: a base of "
            f"{base} and a run of {run} need {base + run}."
        )
    row = telling.iloc[0]
    share = (
        f"{counted(int(row['new_codes']), 'new code')}, {row['ratio']:.0%} of the "
        f"{counted(sum(counts[:base]), 'code')} of the first {base} (at most {threshold:.0%} asked)"
    )
    if row["saturated"]:
        return (
            f"Saturation is reached at {row['run']} interviews: interviews {row['first']} to "
            f"{row['last']} bring {share}."
        )
    n = len(counts)
    return f"Saturation is not reached in {n} interviews: the last {run} still bring {share}."
