"""The file drawer as a check: could unseen null results undo what studies say together?"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pandas as pd

from crosscase.literature.fail_safe import fail_safe_n
from crosscase.robustness.check import Check
from crosscase.wording import counted

__all__ = ["file_drawer"]

_REFERENCE = "Rosenthal (1979), Psychological Bulletin 86, 638-641"


def file_drawer(z: Sequence[float] | pd.Series, claim: str, *, alpha: float = 0.05) -> Check:
    """Hold Rosenthal's fail-safe number against his tolerance of 5 k + 10.

    Parameters
    ----------
    z : sequence of float
        Standard normal deviate of each study that reports one; missing values are left out.
    claim : str
        Id under which the check is listed.
    alpha : float, default 0.05
        One-sided level.

    Returns
    -------
    Check
        Holds if the number exceeds the tolerance; cannot be decided where no study reports a
        statistic. Table: the number in one row.

    References
    ----------
    Rosenthal (1979), Psychological Bulletin 86, 638-641.

    Examples
    --------
    >>> file_drawer([1.014] * 94, "P").verdict, file_drawer([], "P").verdict
    ('holds', 'cannot be decided')
    """
    known = pd.Series(list(z), dtype=float).dropna()
    if known.empty:
        return _unknown(claim)
    found = fail_safe_n(list(known), alpha=alpha)
    return Check(
        check="file drawer",
        claim=claim,
        holds=bool(found.value > found.tolerance),
        statistic=found.value,
        threshold=float(found.tolerance),
        margin=found.value - found.tolerance,
        table=found.table,
        sentence=f"{found.needed} unseen null studies would undo the combined result of "
        f"{counted(found.studies, 'study', 'studies')} on {claim}; above {found.tolerance} is held "
        "to be safe.",
        reference=_REFERENCE,
        measure="Fail-safe number",
        digits=1,
    )


def _unknown(claim: str) -> Check:
    """Return the check where no study reports a statistic."""
    return Check(
        check="file drawer",
        claim=claim,
        holds=None,
        statistic=math.nan,
        threshold=math.nan,
        margin=math.nan,
        table=pd.DataFrame(columns=["value", "needed", "studies", "tolerance", "p"]),
        sentence=f"No study on {claim} reports a test statistic, so the number of unseen null "
        "studies that would undo it cannot be computed.",
        reference=_REFERENCE,
        measure="Fail-safe number",
        digits=1,
    )
