"""Likelihoods of rival hypotheses: which expects the evidence best?

Two pieces of evidence, expected with 0.8 and 0.6 by learning, with 0.2 and 0.5 by luck: together
0.48 against 0.10, a lead of 10 log10 4.8 = 6.8 dB for learning, and from even priors a posterior of
0.48 / 0.58.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError

__all__ = ["scoreboard"]


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
    prior = _scaled(priors, names)
    with np.errstate(divide="ignore"):
        likelihood = np.log(p.to_numpy()).sum(0)
    log = likelihood + np.log(prior)
    if np.isneginf(log).all():
        raise DataError("every hypothesis is refuted by some piece of evidence")
    # Less the largest, so that none underflows; the scale goes out in the division.
    posterior = np.exp(log - log.max())
    table = pd.DataFrame(
        {
            "hypothesis": names,
            "prior": prior,
            "posterior": posterior / posterior.sum(),
            "weight_db": [_lead(likelihood, j) for j in range(len(names))],
            **_expectations(p),
        }
    )
    return table.sort_values("posterior", ascending=False, kind="stable", ignore_index=True)


def _scaled(priors: Mapping[str, float] | None, names: list[str]) -> np.ndarray:
    given = pd.Series(priors or dict.fromkeys(names, 1.0), dtype=float).reindex(names)
    if given.isna().any() or (given <= 0).any():
        raise ParameterError(f"priors must be above 0 for each of {names}; they are {dict(given)}")
    return (given / given.sum()).to_numpy()


def _lead(likelihood: np.ndarray, j: int) -> float:
    """Return the weight of the evidence for hypothesis j against the best other one, in dB."""
    own, other = likelihood[j], np.delete(likelihood, j).max()
    # Rounded, so that ten times as likely is 10 dB, and the same numbers in another order a tie.
    return round(float((own - other) * 10 / math.log(10)), 9)


def _expectations(p: pd.DataFrame) -> dict[str, list[object]]:
    """Return by hypothesis: pieces expected best, expected worst, and held impossible."""
    found: dict[str, list[object]] = {"expected": [], "unexpected": [], "refuted_by": []}
    values = p.to_numpy()
    for j in range(p.shape[1]):
        own, others = values[:, j], np.delete(values, j, axis=1)
        found["expected"].append(int((own > others.max(1)).sum()))
        found["unexpected"].append(int((own < others.min(1)).sum()))
        found["refuted_by"].append(tuple(str(e) for e in p.index[own == 0]))
    return found


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
