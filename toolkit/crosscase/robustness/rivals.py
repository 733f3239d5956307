"""Rival explanations: a scoreboard of hypotheses against evidence."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = ["rivals", "scoreboard"]


def scoreboard(
    likelihoods: pd.DataFrame, *, priors: Mapping[str, float] | None = None
) -> pd.DataFrame:
    """Score hypotheses by how well each expects the evidence.

    Parameters
    ----------
    likelihoods : DataFrame, shape (evidence, hypotheses)
        Probability of seeing each piece of evidence if the hypothesis is true; in (0, 1], or 0
        where it is impossible.
    priors : mapping of hypothesis to probability, optional
        Even by default; scaled to sum to 1.

    Returns
    -------
    DataFrame
        One row a hypothesis, the best first: ``hypothesis, prior, posterior, weight_db`` (against
        the best other one), ``expected`` and ``unexpected`` (pieces that it expects better, and
        worse, than every other), ``refuted_by`` (pieces that it holds impossible).

    Raises
    ------
    DataError, ParameterError
        If a likelihood or prior is outside its range, or all hypotheses are refuted.

    References
    ----------
    Fairfield & Charman (2017), Political Analysis 25, 363-380; Zaks (2017), Political Analysis
    25, 344-362, on rivals that are not exclusive.

    Examples
    --------
    >>> table = pd.DataFrame({"learning": [0.8, 0.6], "luck": [0.2, 0.5]}, index=["e1", "e2"])
    >>> scoreboard(table)[["hypothesis", "posterior"]].round(3).to_dict("list")
    {'hypothesis': ['learning', 'luck'], 'posterior': [0.828, 0.172]}
    """
    p = _checked(likelihoods)
    names = [str(name) for name in p.columns]
    prior = pd.Series(priors or dict.fromkeys(names, 1.0), dtype=float).reindex(names)
    if prior.isna().any() or (prior <= 0).any():
        raise ParameterError(f"priors must be above 0 for each of {names}; they are {dict(prior)}")
    prior = prior / prior.sum()
    with np.errstate(divide="ignore"):
        log = np.log(p.to_numpy()).sum(0) + np.log(prior.to_numpy())
    if np.isneginf(log).all():
        raise DataError("every hypothesis is refuted by some piece of evidence")
    posterior = np.exp(log - log.max())
    posterior = posterior / posterior.sum()
    rows = []
    for j, name in enumerate(names):
        others = np.delete(p.to_numpy(), j, axis=1)
        own = p.to_numpy()[:, j]
        rest = np.delete(log - np.log(prior.to_numpy()), j).max()
        likelihood = log[j] - math.log(prior.iloc[j])
        rows.append(
            {
                "hypothesis": name,
                "prior": float(prior.iloc[j]),
                "posterior": float(posterior[j]),
                "weight_db": _decibels(likelihood, rest),
                "expected": int((own > others.max(1)).sum()),
                "unexpected": int((own < others.min(1)).sum()),
                "refuted_by": tuple(str(e) for e in p.index[own == 0]),
            }
        )
    table = pd.DataFrame(rows).sort_values("posterior", ascending=False, kind="stable")
    return table.reset_index(drop=True)


def _decibels(one: float, other: float) -> float:
    if math.isinf(one) and math.isinf(other):
        return 0.0
    return float((one - other) * 10 / math.log(10))


def _checked(likelihoods: pd.DataFrame) -> pd.DataFrame:
    if likelihoods.shape[1] < 2:
        raise DataError(
            f"{likelihoods.shape[1]} hypothesis is given; a rival needs at least 2, one a column"
        )
    p = likelihoods.astype(float)
    for name in p:
        bad = p.index[~p[name].between(0, 1)]
        if len(bad):
            raise DataError(
                f"likelihood of {bad[0]} under {name!r} is {p[name][bad[0]]}; allowed: 0 to 1"
            )
    return p


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
        As in :func:`scoreboard`.
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
        As in :func:`scoreboard`, or if `favoured` is none of the hypotheses.

    References
    ----------
    Fairfield & Charman (2017), Political Analysis 25, 363-380.

    Examples
    --------
    >>> table = pd.DataFrame({"learning": [0.8, 0.6], "luck": [0.2, 0.5]}, index=["e1", "e2"])
    >>> rivals(table, "APA1", favoured="learning").verdict
    'cannot be decided'
    """
    if favoured not in likelihoods.columns:
        raise ParameterError(
            f"favoured is {favoured!r}; allowed: {', '.join(map(str, likelihoods.columns))}"
        )
    table = scoreboard(likelihoods, priors=priors)
    own = table.set_index("hypothesis").loc[favoured]
    lead = float(own["weight_db"])
    holds = True if lead >= lead_db else False if lead <= 0 else None
    others = table.loc[table["hypothesis"] != favoured]
    best = _best_rival(likelihoods, favoured)
    word = "leads" if lead > 0 else "trails" if lead < 0 else "ties with"
    amount = f" by {abs(lead):.1f} dB" if lead else ""
    sentence = (
        f"On {counted(len(likelihoods), 'piece')} of evidence {favoured} {word} its best rival "
        f"({best}, of {counted(len(others), 'rival')}){amount}; a lead of {lead_db:.0f} dB is asked"
    )
    if own["refuted_by"]:
        sentence += f". It is refuted by {listed(own['refuted_by'])}"
    return Check(
        check="rival explanations",
        claim=claim,
        holds=holds,
        statistic=lead,
        threshold=lead_db,
        margin=lead - lead_db,
        table=table,
        sentence=f"{sentence}.",
        reference="Fairfield & Charman (2017), Political Analysis 25, 363-380",
        evidence=tuple(str(e) for e in likelihoods.index),
    )


def _best_rival(likelihoods: pd.DataFrame, favoured: str) -> str:
    with np.errstate(divide="ignore"):
        log = np.log(likelihoods.drop(columns=favoured).astype(float)).sum()
    return str(log.idxmax())
