"""Votes of the cases, and the verdict that a claim's rule draws from them.

In a group of *n* cases each votes for the claim, against it, or not at all; *r* votes are needed,
all four of four, say. The claim

- **holds** with r votes for it, and no more against it than the rule allows;
- **fails** where the votes against it alone rule that out: one of four, if all are needed;
- is **mixed** where neither is so and some case votes against it (two of five for it, one against,
  three needed);
- is **not shown** where no case does. Silence, however much of it, is never a failure.

A further statement for the claim can only move a case from against to undecided or from there to
for, and so never makes the verdict worse in the order fails < mixed, not shown < holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.comparison.claims import TINY, Claim, Rule
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.errors import ParameterError
from crosscase.results import Exhibit, Result

__all__ = ["VERDICTS", "Tally", "Verdicts", "judge", "tally", "votes"]

VERDICTS = ("holds", "not shown", "mixed", "fails")
"""What is said of a claim, the best first; the two in the middle have no order."""


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
    counted : ndarray of bool, shape (..., cases)
        Whether the case is one of the *n* of its group; all are, but where silence is ignored.
    slack : ndarray of int, shape (...)
        Votes to spare; the claim holds from 0 on.
    holds : ndarray of int, shape (...)
        1 holds, 0 fails, -1 neither: not shown or mixed.
    required : ndarray of int, shape (..., groups)
        Votes that each group needs.
    """

    vote: np.ndarray
    seen: np.ndarray
    counted: np.ndarray
    slack: np.ndarray
    holds: np.ndarray
    required: np.ndarray

    @property
    def verdict(self) -> np.ndarray:
        """The word for each, one of :data:`VERDICTS`, shape (...)."""
        open_ = np.where((self.vote < 0).any(-1), "mixed", "not shown")
        return np.where(self.holds > 0, "holds", np.where(self.holds == 0, "fails", open_))


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
    array([ 1, -1])
    """
    seen = (weight_for + weight_against) > TINY
    signs, rule = claim.signs, claim.rule
    vote = votes(weight_for, weight_against, rule) * signs
    # Where a vote needs a least weight, a case below it has as little to say as a silent one; if
    # it had more, a further statement could turn the verdict the wrong way.
    quiet = ~seen if rule.min_net <= TINY else vote == 0
    silence = np.full(signs.shape, {"best": 1, "worst": -1}.get(rule.silent, 0))
    if rule.absence == "unrefuted":
        silence = np.where(signs < 0, 1, silence)
    vote = np.where(quiet, silence, vote)
    counted = np.ones_like(seen) if rule.silent != "ignore" else ~quiet | (silence != 0)
    if keep is not None:
        counted, vote = counted & keep, np.where(keep, vote, 0)
    groups = [signs == sign for sign in (1, -1) if (signs == sign).any()]
    parts = [_group(vote, counted & members, rule) for members in groups]
    slack = np.min([part[0] for part in parts], axis=0)
    failed = np.any([part[1] for part in parts], axis=0)
    holds = np.where(failed, 0, np.where(slack >= 0, 1, -1))
    return Tally(vote, seen, counted, slack, holds, np.stack([part[2] for part in parts], axis=-1))


def _group(
    vote: np.ndarray, taken: np.ndarray, rule: Rule
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return votes to spare, whether the votes against rule the claim out, and votes needed."""
    n = taken.sum(-1)
    against = ((vote < 0) & taken).sum(-1)
    if rule.min_cases is not None:
        required = np.full(n.shape, rule.min_cases)
    else:
        required = np.maximum(1, np.ceil(rule.min_share * n - TINY)).astype(int)
    slack = ((vote > 0) & taken).sum(-1) - required
    failed = (against > 0) & (n - against < required)
    if rule.max_against is not None:
        slack = np.minimum(slack, rule.max_against - against)
        failed |= against > rule.max_against
    return slack, failed, required


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
        """How many claims hold, are not shown, are mixed, and fail."""
        found = self.table["verdict"].value_counts()
        return ", ".join(f"{word}: {found.get(word, 0)}" for word in VERDICTS)

    @property
    def holds(self) -> dict[str, bool | None]:
        """True (holds), False (fails) or None (neither) by id of the claim."""
        known = {"holds": True, "fails": False}
        return {c: known.get(v) for c, v in zip(self.table.claim, self.table.verdict, strict=True)}

    @property
    def entries(self) -> dict[str, dict[str, object]]:
        """What ``verdicts.json`` says of each claim, by its id; published with the verdicts."""
        return {
            row["claim"]: {
                "claim": row["claim"],
                "check": "",
                "verdict": row["verdict"],
                "statistic": float(row["votes_for"]),
                "threshold": float(row["required"]),
                "margin": float(row["margin"]),
                "sentence": row["text"],
                "reference": "rule of the claim",
                "evidence": sorted(row["evidence_ids"]),
            }
            for row in self.table.to_dict("records")
        }

    def _exhibit_(self) -> Exhibit:
        evidence = {
            (claim, "verdict"): ids
            for claim, ids in zip(self.table["claim"], self.table["evidence_ids"], strict=True)
        }
        return Exhibit(self.table, evidence=evidence, verdicts=self.entries)


def judge(
    matrix: SupportMatrix, claims: Claim | str | Iterable[Claim | str] | None = None
) -> Verdicts:
    """Judge claims on a matrix, each by its own rule.

    Parameters
    ----------
    matrix : SupportMatrix
        What :func:`support_matrix` returns.
    claims : Claim, id, or several of them, optional
        What is claimed; an id is one of the study's own. Default: all that the study declares.

    Returns
    -------
    Verdicts
        One row a claim. `verdict` is one of :data:`VERDICTS`, `margin` the number of votes to
        spare (0: it just holds).

    Raises
    ------
    ParameterError
        If a claim names a case or a proposition that the matrix does not have, an id is unknown,
        or there is no claim.

    Examples
    --------
    >>> from crosscase.comparison import from_wide, support_matrix
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1, None]}, index=["a", "b", "c"]))
    >>> matrix = support_matrix(rows, cases=["a", "b", "c"])
    >>> made = [Claim("all", "P", ("a", "b", "c")), Claim("c alone", "P", ("c",))]
    >>> judge(matrix, made).table[["claim", "verdict", "votes_for", "silent", "margin"]]
         claim    verdict  votes_for  silent  margin
    0      all  not shown          2       1      -1
    1  c alone  not shown          0       1      -1
    """
    if claims is None:
        claims = matrix.claims
    wanted = [claims] if isinstance(claims, (Claim, str)) else list(claims)
    if not wanted:
        raise ParameterError("no claim to judge; give some, or declare them in data/claims.csv")
    judged = [_judged(matrix, find_claim(matrix, claim)) for claim in wanted]
    return Verdicts(pd.DataFrame(judged))


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
        "verdict": str(counted.verdict),
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
