"""Fit of terms and models: sufficiency (inclS, PRI, covS, covU), necessity (inclN, RoN, covN)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from crosscase.qca.engine.primes import Cube
from crosscase.qca.engine.scores import Scores

__all__ = [
    "NecessityFit",
    "SufficiencyFit",
    "coincidence",
    "model_fit",
    "necessity_fit",
    "necessity_of_literals",
    "ratio",
    "sufficiency_fit",
]


class SufficiencyFit(NamedTuple):
    """Fit of "X is sufficient for Y"; nan where a denominator is zero."""

    inclS: float
    PRI: float
    covS: float
    covU: float | None = None


class NecessityFit(NamedTuple):
    """Fit of "X is necessary for Y"; nan where a denominator is zero."""

    inclN: float
    RoN: float
    covN: float


def ratio(top: float, bottom: float) -> float:
    """Return a quotient, nan where the denominator is zero."""
    return float(top / bottom) if bottom != 0 else float("nan")


def sufficiency_fit(x: np.ndarray, y: np.ndarray) -> SufficiencyFit:
    """Return inclusion, PRI and coverage of X as sufficient for Y.

    inclS = sum min(x, y) / sum x, covS = sum min(x, y) / sum y, and
    PRI = (sum min(x, y) - sum min(x, y, 1 - y)) / (sum x - sum min(x, y, 1 - y)).

    Parameters
    ----------
    x, y : array, n
        Membership scores in [0, 1].

    Returns
    -------
    SufficiencyFit
        Without covU, which belongs to a term of a model.

    References
    ----------
    Ragin, C. C. (2006). Set relations in social research. Political Analysis 14, 291-310.
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods, pp. 123-144, 242-244.

    Examples
    --------
    >>> sufficiency_fit(np.array([1.0, 0.5]), np.array([1.0, 0.25]))
    SufficiencyFit(inclS=0.8333333333333334, PRI=0.8, covS=1.0, covU=None)
    """
    xy = np.minimum(x, y)
    both = np.minimum(xy, 1 - y).sum()
    hit = xy.sum()
    return SufficiencyFit(
        ratio(hit, x.sum()), ratio(hit - both, x.sum() - both), ratio(hit, y.sum())
    )


def necessity_fit(x: np.ndarray, y: np.ndarray) -> NecessityFit:
    """Return inclusion, relevance and coverage of X as necessary for Y.

    inclN = sum min(x, y) / sum y, covN = sum min(x, y) / sum x, and
    RoN = sum (1 - x) / sum (1 - min(x, y)).

    Parameters
    ----------
    x, y : array, n
        Membership scores in [0, 1].

    Returns
    -------
    NecessityFit

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods, pp. 139-147, 232-237.

    Examples
    --------
    >>> necessity_fit(np.array([1.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.0]))
    NecessityFit(inclN=1.0, RoN=0.5, covN=0.5)
    """
    xy = np.minimum(x, y)
    return NecessityFit(
        ratio(xy.sum(), y.sum()),
        ratio((1 - x).sum(), (1 - xy).sum()),
        ratio(xy.sum(), x.sum()),
    )


def coincidence(x: np.ndarray, y: np.ndarray) -> float:
    """Return the set coincidence of X and Y: sum min(x, y) / sum max(x, y); 1 if they are equal.

    Examples
    --------
    >>> coincidence(np.array([1.0, 0.5]), np.array([0.5, 0.5]))
    0.6666666666666666
    """
    return ratio(np.minimum(x, y).sum(), np.maximum(x, y).sum())


def model_fit(
    scores: Scores,
    cubes: Sequence[Cube],
    known: dict[Cube, tuple[np.ndarray, SufficiencyFit]] | None = None,
) -> tuple[list[SufficiencyFit], SufficiencyFit]:
    """Return the fit of each term of a model, and of the model as a whole.

    Unique coverage is what a term covers and no other term of the model does; a model of one
    term has none (as in R).

    Parameters
    ----------
    scores : Scores
        Data of the truth table.
    cubes : sequence of cube
        The terms.
    known : dict, optional
        Memberships and fits of terms already met; filled on the way.

    Returns
    -------
    (list of SufficiencyFit, SufficiencyFit)
    """
    known = {} if known is None else known
    for cube in cubes:
        if cube not in known:
            member = scores.membership(cube)
            known[cube] = (member, sufficiency_fit(member, scores.y))
    members = np.array([known[cube][0] for cube in cubes])
    whole = sufficiency_fit(members.max(axis=0), scores.y)
    if len(cubes) == 1:
        return [known[cubes[0]][1]], whole
    covered = np.minimum(members, scores.y)
    nothing = np.zeros((1, covered.shape[1]))
    before = np.vstack([nothing, np.maximum.accumulate(covered, axis=0)[:-1]])
    after = np.vstack([np.maximum.accumulate(covered[::-1], axis=0)[::-1][1:], nothing])
    shared = np.minimum(covered, np.maximum(before, after)).sum(axis=1)
    total = scores.y.sum()
    terms = []
    for cube, part in zip(cubes, shared, strict=True):
        own = known[cube][1]
        terms.append(own._replace(covU=own.covS - ratio(part, total)))
    return terms, whole


def necessity_of_literals(scores: Scores) -> list[tuple[str, NecessityFit]]:
    """Return the necessity of each literal: present then absent, or level by level.

    Parameters
    ----------
    scores : Scores
        Checked data.

    Returns
    -------
    list of (str, NecessityFit)
    """
    found = []
    for c, n in enumerate(scores.words.levels):
        for value in (1, 0) if n == 2 else range(n):
            x = scores.literal(c, value)
            found.append((scores.words.literal(c, value), necessity_fit(x, scores.y)))
    return found
