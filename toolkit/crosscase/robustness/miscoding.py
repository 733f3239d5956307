"""Miscoding: how often a claim holds when codings are wrong at random, at given rates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.errors import ParameterError
from crosscase.literature.proportions import wilson
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import ClaimCells, claim_cells

__all__ = ["miscoding"]


def miscoding(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
    *,
    rates: Sequence[float] = (0.01, 0.05, 0.1, 0.2),
    rate: float = 0.05,
    share: float = 0.95,
    move: str = "flip",
    draws: int = 10_000,
    seed: int = 0,
) -> Check:
    """Draw codings that are wrong at random and judge the claim each time.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.
    rates : sequence of float
        Chances that a coding is wrong, independently of the others.
    rate : float, default 0.05
        The one that decides the check; it is added to `rates`.
    share : float, default 0.95
        Share of draws in which the claim must hold at `rate`.
    move : {"flip", "drop"}
        A wrong coding says the contrary, or does not exist.
    draws : int, default 10,000
        Draws at each rate.
    seed : int, default 0
        Seed; each rate uses the same draws.

    Returns
    -------
    Check
        `statistic` is the share of draws at `rate` in which the claim holds. Table, one row a
        rate: ``rate, held, low, high`` (Wilson interval of the simulation).

    Raises
    ------
    ParameterError
        If a rate or share is not between 0 and 1.

    References
    ----------
    Hug (2013), Qualitative Comparative Analysis: how inductive use and measurement error lead to
    problematic inference, Political Analysis 21, 252-265.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> check = miscoding(rows, Claim("P/all", "P", ("a", "b")), rates=[0.0], rate=0.1)
    >>> check.table["rate"].tolist(), float(check.table["held"][0]), round(check.statistic, 2)
    ([0.0, 0.1], 1.0, 0.81)
    """
    claim = find_claim(evidence, claim)
    levels = sorted({*map(float, rates), float(rate)})
    _check(levels, share, move, draws)
    cells = claim_cells(evidence, claim)
    table = _simulated(cells, levels, move, draws, seed)
    held = float(table.set_index("rate").loc[float(rate), "held"])
    # A claim that does not hold to begin with is not made to hold by errors.
    holds = held >= share if cells.tally().holds == 1 else None
    return Check(
        check="random miscoding",
        claim=claim.id,
        holds=holds,
        statistic=held,
        threshold=share,
        margin=held - share,
        table=table,
        sentence=_unasked(cells) if holds is None else _sentence(claim, table, rate, share, draws),
        reference="Hug (2013), Political Analysis 21, 252-265",
        evidence=cells.evidence,
        measure="Share held",
    )


def _check(levels: Sequence[float], share: float, move: str, draws: int) -> None:
    for value in [*levels, share]:
        if not 0 <= value <= 1:
            raise ParameterError(f"a rate or share is {value}; allowed: 0 to 1")
    if move not in ("flip", "drop"):
        raise ParameterError(f"move is {move!r}; allowed: 'flip', 'drop'")
    if draws < 1:
        raise ParameterError(f"draws is {draws}; at least 1 is needed")


def _simulated(
    cells: ClaimCells, rates: list[float], move: str, draws: int, seed: int
) -> pd.DataFrame:
    # A draw below the rate is a wrong coding; the same draws serve every rate.
    luck = np.random.default_rng(seed).random((draws, len(cells.rows)))
    rows = []
    for rate in rates:
        wrong = luck < rate
        if move == "flip":
            found = cells.tally(stance=np.where(wrong, -cells.stance, cells.stance))
        else:
            found = cells.tally(use=~wrong)
        held = int((found.holds == 1).sum())
        low, high = wilson(held, draws)
        rows.append({"rate": rate, "held": held / draws, "low": low, "high": high})
    return pd.DataFrame(rows)


def _unasked(cells: ClaimCells) -> str:
    return (
        f"{cells.claim.id} does not hold to begin with ({cells.baseline()}); "
        "miscoding is not asked about it."
    )


def _sentence(claim: Claim, table: pd.DataFrame, rate: float, share: float, draws: int) -> str:
    held = table.set_index("rate").loc[float(rate), "held"]
    text = (
        f"If each coding is wrong with a chance of {rate:.0%}, {claim.id} holds in {held:.1%} of "
        f"{draws:,} draws ({share:.0%} asked)"
    )
    enough = table.loc[table["held"] >= share, "rate"]
    if len(enough):
        text += f"; of the rates tried, {enough.max():.0%} is the highest at which it still does"
    return text + "."
