"""Rival explanations as a check: does the favoured one lead the best of the others?"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.likelihoods import scoreboard
from crosscase.wording import counted, listed

__all__ = ["rivals"]


def rivals(
    likelihoods: pd.DataFrame,
    claim: str,
    *,
    favoured: str,
    priors: Mapping[str, float] | None = None,
    lead_db: float = 10.0,
) -> Check:
    """Say whether the favoured explanation leads its rivals.

    Parameters
    ----------
    likelihoods, priors
        As in :func:`crosscase.robustness.scoreboard`.
    claim : str
        Id under which the check is listed.
    favoured : str
        The study's own hypothesis.
    lead_db : float, default 10
        Lead over the best rival that is asked for; 10 dB is ten times as likely.

    Returns
    -------
    Check
        Holds if the favoured hypothesis leads by `lead_db`, fails if a rival is at least as
        likely, and cannot be decided between the two. `statistic` is its lead in decibels (of
        the evidence alone, without priors). Table: the scoreboard.

    Raises
    ------
    DataError, ParameterError
        As in :func:`crosscase.robustness.scoreboard`, or if `favoured` is none of the hypotheses.

    References
    ----------
    Fairfield & Charman (2017), Political Analysis 25, 363-380.

    Examples
    --------
    >>> table = pd.DataFrame({"learning": [0.8, 0.6], "luck": [0.2, 0.5]}, index=["e1", "e2"])
    >>> rivals(table, "P1", favoured="learning").verdict
    'cannot be decided'
    """
    if favoured not in likelihoods.columns:
        raise ParameterError(
            f"favoured is {favoured!r}; allowed: {', '.join(map(str, likelihoods.columns))}"
        )
    table = scoreboard(likelihoods, priors=priors)
    own = table.set_index("hypothesis").loc[favoured]
    lead = float(own["weight_db"])
    return Check(
        check="rival explanations",
        claim=claim,
        holds=True if lead >= lead_db else False if lead <= 0 else None,
        statistic=lead,
        threshold=lead_db,
        margin=lead - lead_db,
        table=table,
        sentence=_sentence(likelihoods, favoured, own, lead_db),
        reference="Fairfield & Charman (2017), Political Analysis 25, 363-380",
        evidence=tuple(str(e) for e in likelihoods.index),
        measure="Lead in dB",
        digits=1,
    )


def _sentence(likelihoods: pd.DataFrame, favoured: str, own: pd.Series, lead_db: float) -> str:
    lead = float(own["weight_db"])
    word = "leads" if lead > 0 else "trails" if lead < 0 else "ties with"
    amount = f" by {abs(lead):.1f} dB" if lead else ""
    text = (
        f"On {counted(len(likelihoods), 'piece')} of evidence {favoured} {word} its best rival "
        f"({_best_rival(likelihoods, favoured)}, of {counted(likelihoods.shape[1] - 1, 'rival')})"
        f"{amount}; a lead of {lead_db:.0f} dB is asked"
    )
    if own["refuted_by"]:
        text += f". It is refuted by {listed(own['refuted_by'])}"
    return f"{text}."


def _best_rival(likelihoods: pd.DataFrame, favoured: str) -> str:
    with np.errstate(divide="ignore"):
        log = np.log(likelihoods.drop(columns=favoured).astype(float)).sum()
    return str(log.idxmax())
