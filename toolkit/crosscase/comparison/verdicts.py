"""Votes of the cases, and the verdict that a claim's rule draws from them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.comparison.claims import TINY, Claim, Rule
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.errors import ParameterError
from crosscase.results import Result
from crosscase.wording import VERDICTS, verdict_of

__all__ = ["Tally", "Verdicts", "judge", "tally", "votes"]


def votes(weight_for: np.ndarray, weight_against: np.ndarray, rule: Rule) -> np.ndarray:
    """Say of each cell whether it shows the proposition (+1), its contrary (-1) or neither (0).

    Parameters
    ----------
    weight_for, weight_against : ndarray, any one shape
        Weight of the evidence on each side.
    rule : Rule
        Its `conflict` and `min_net` decide.

    Returns
    -------
    ndarray of int
        The same shape. Silent cells are 0 here; the rule's `silent` is applied by :func:`judge`.

    Examples
    --------
    >>> votes(np.array([2.0, 1.0, 0.0]), np.array([1.0, 1.0, 1.0]), Rule())
    array([ 1,  0, -1])
    """
    least = max(rule.min_net, TINY) - TINY / 2
    if rule.conflict == "net":
        net = weight_for - weight_against
        return (net >= least).astype(int) - (net <= -least).astype(int)
    supported, contradicted = weight_for >= least, weight_against >= least
    if rule.conflict == "lenient":
        return np.where(supported, 1, np.where(contradicted, -1, 0))
    return np.where(contradicted, -1, np.where(supported, 1, 0))


@dataclass(frozen=True)
class Tally:
    """Votes of the cells of a claim, over any number of leading axes.

    Parameters
    ----------
    vote : ndarray of int, shape (..., cases)
        +1 for the claim, -1 against, 0 undecided; silence coded by the rule.
    seen : ndarray of bool, shape (..., cases)
        Whether the cell has evidence that counts.
    slack : ndarray of int, shape (...)
        Votes to spare; the claim holds from 0 on.
    holds : ndarray of int, shape (...)
        1 holds, 0 fails, -1 cannot be decided, because nothing that counts speaks to a group.
    required : ndarray of int, shape (..., groups)
        Votes that each group needs.
    """

    vote: np.ndarray
    seen: np.ndarray
    slack: np.ndarray
    holds: np.ndarray
    required: np.ndarray


def tally(
    claim: Claim,
    weight_for: np.ndarray,
    weight_against: np.ndarray,
    *,
    keep: np.ndarray | None = None,
) -> Tally:
    """Count the votes on a claim for one matrix or for many at once.

    Parameters
    ----------
    claim : Claim
        What is claimed.
    weight_for, weight_against : ndarray, shape (..., cases of the claim)
        Weights of the claim's own cells, in the order of ``claim.cases``.
    keep : ndarray of bool, shape (cases of the claim,), optional
        Cases that stay in the groups; default all.

    Returns
    -------
    Tally
        Votes, slack and verdict.

    Examples
    --------
    >>> tally(Claim("x", "P", ("a", "b")), np.array([[1, 1], [1, 0]]), np.zeros((2, 2))).holds
    array([1, 0])
    """
    seen = (weight_for + weight_against) > TINY
    signs = claim.signs
    rule = claim.rule
    vote = votes(weight_for, weight_against, rule) * signs
    silence = np.full(signs.shape, {"best": 1, "worst": -1}.get(rule.silent, 0))
    if rule.absence == "unrefuted":
        silence = np.where(signs < 0, 1, silence)
    vote = np.where(seen, vote, silence)
    counted = np.ones_like(seen) if rule.silent != "ignore" else seen | (silence != 0)
    if keep is not None:
        counted = counted & keep
    groups = [signs == sign for sign in (1, -1) if (signs == sign).any()]
    parts = [_group(vote, seen | (silence != 0), counted, members, rule) for members in groups]
    slack = np.min([part[0] for part in parts], axis=0)
    failed = np.any([part[1] & (part[0] < 0) for part in parts], axis=0)
    spoken = np.all([part[1] for part in parts], axis=0)
    holds = np.where(failed, 0, np.where(spoken, 1, -1))
    return Tally(vote, seen, slack, holds, np.stack([part[2] for part in parts], axis=-1))


def _group(
    vote: np.ndarray, speaks: np.ndarray, counted: np.ndarray, members: np.ndarray, rule: Rule
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    taken = counted & members
    n = taken.sum(-1)
    if rule.min_cases is not None:
        required = np.full(n.shape, rule.min_cases)
    else:
        required = np.maximum(1, np.ceil(rule.min_share * n - TINY)).astype(int)
    slack = ((vote > 0) & taken).sum(-1) - required
    if rule.max_against is not None:
        slack = np.minimum(slack, rule.max_against - ((vote < 0) & taken).sum(-1))
    return slack, (speaks & taken).any(-1), required


@dataclass(frozen=True, repr=False)
class Verdicts(Result):
    """Claims judged on one matrix.

    Parameters
    ----------
    table : DataFrame
        One row a claim: ``claim, text, verdict, votes_for, votes_against, silent, cases,
        required, margin, cases_for, cases_against, cases_undecided, evidence_ids``.
    """

    table: pd.DataFrame

    @property
    def title(self) -> str:
        """How many claims hold, fail, and cannot be decided."""
        found = self.table["verdict"].value_counts()
        return ", ".join(f"{word}: {found.get(word, 0)}" for word in VERDICTS.values())

    @property
    def holds(self) -> dict[str, bool | None]:
        """True, False or None (cannot be decided) by id of the claim."""
        known = {word: holds for holds, word in VERDICTS.items()}
        return {c: known[v] for c, v in zip(self.table.claim, self.table.verdict, strict=True)}


def judge(matrix: SupportMatrix, claims: Claim | Iterable[Claim]) -> Verdicts:
    """Judge claims on a matrix, each by its own rule.

    Parameters
    ----------
    matrix : SupportMatrix
        What :func:`support_matrix` returns.
    claims : Claim or iterable of Claim
        What is claimed.

    Returns
    -------
    Verdicts
        One row a claim. `margin` is the number of votes to spare (0: it just holds). A claim
        cannot be decided where no evidence that counts speaks to one of its groups of cases.

    Raises
    ------
    ParameterError
        If a claim names a case or a proposition that the matrix does not have.

    Examples
    --------
    >>> from crosscase.comparison import from_wide, support_matrix
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1, None]}, index=["a", "b", "c"]))
    >>> matrix = support_matrix(rows, cases=["a", "b", "c"])
    >>> made = [Claim("all", "P", ("a", "b", "c")), Claim("c alone", "P", ("c",))]
    >>> judge(matrix, made).table[["claim", "verdict", "votes_for", "silent", "margin"]]
         claim            verdict  votes_for  silent  margin
    0      all              fails          2       1      -1
    1  c alone  cannot be decided          0       1      -1
    """
    listed = [claims] if isinstance(claims, Claim) else list(claims)
    return Verdicts(pd.DataFrame([_judged(matrix, claim) for claim in listed]))


def _place(matrix: SupportMatrix, claim: Claim) -> tuple[np.ndarray, int]:
    """Return the positions of a claim's cases and proposition in the matrix."""
    if claim.proposition not in matrix.propositions:
        allowed = ", ".join(matrix.propositions)
        raise ParameterError(
            f"claim {claim.id!r}: no proposition {claim.proposition!r}; allowed: {allowed}"
        )
    for case in claim.cases:
        if case not in matrix.cases:
            allowed = ", ".join(matrix.cases)
            raise ParameterError(f"claim {claim.id!r}: no case {case!r}; allowed: {allowed}")
    rows = np.array([matrix.cases.index(case) for case in claim.cases])
    return rows, matrix.propositions.index(claim.proposition)


def _judged(matrix: SupportMatrix, claim: Claim) -> dict[str, object]:
    rows, column = _place(matrix, claim)
    weight_for, weight_against = matrix.weighed(claim.rule)
    counted = tally(claim, weight_for[rows, column], weight_against[rows, column])
    named = {
        v: tuple(c for c, w in zip(claim.cases, counted.vote, strict=True) if w == v)
        for v in (1, -1, 0)
    }
    used = matrix.rows[
        matrix.rows["case_id"].isin(claim.cases)
        & (matrix.rows["proposition_id"] == claim.proposition)
    ]
    return {
        "claim": claim.id,
        "text": claim.text,
        "verdict": verdict_of(counted.holds),
        "votes_for": len(named[1]),
        "votes_against": len(named[-1]),
        "silent": int((~counted.seen).sum()),
        "cases": len(claim.cases),
        "required": int(counted.required.sum()),
        "margin": int(counted.slack),
        "cases_for": named[1],
        "cases_against": named[-1],
        "cases_undecided": named[0],
        "evidence_ids": tuple(used["evidence_id"]),
    }
