"""Bounds on silence: what the claim would be if silent, joint and blanket cells were read anew."""

from __future__ import annotations

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import claim_cells
from crosscase.wording import counted, listed

__all__ = ["CODINGS", "silence_bounds"]

# From the least to the most generous reading: weights of joint and blanket rows, and silence.
CODINGS: dict[str, dict[str, object]] = {
    "worst": {"joint_weight": 0.0, "blanket_weight": 0.0, "silent": "worst"},
    "strict": {"joint_weight": 0.0, "blanket_weight": 0.0, "silent": "strict"},
    "with joint": {"joint_weight": 1.0, "blanket_weight": 0.0, "silent": "strict"},
    "with joint and blanket": {"joint_weight": 1.0, "blanket_weight": 1.0, "silent": "strict"},
    "silent cases left out": {"joint_weight": 1.0, "blanket_weight": 1.0, "silent": "ignore"},
    "best": {"joint_weight": 1.0, "blanket_weight": 1.0, "silent": "best"},
}


def silence_bounds(evidence: pd.DataFrame | SupportMatrix, claim: Claim | str) -> Check:
    """Judge a claim under every reading of silence, joint and blanket statements.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence, joint and blanket ones among them.
    claim : Claim or str
        The claim; its rule's share and limits are kept, its weights and `silent` are not.

    Returns
    -------
    Check
        Holds if the claim holds under every reading, from the worst (firm statements alone,
        silence against it) to the best (everything counts, silence for it), fails if it holds
        under none, and cannot be decided in between. `statistic` is the share of cases that
        vote for it under the worst reading, `threshold` the share that is needed. Table, one row
        a reading: ``coding, votes_for, votes_against, silent, cases, share, required, verdict``.

    References
    ----------
    Manski (2003), Partial Identification of Probability Distributions, ch. 1 (worst-case bounds).

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, None]}, index=["a", "b"]))
    >>> check = silence_bounds(rows, Claim("P/all", "P", ("a", "b")))
    >>> check.verdict, check.table.set_index("coding")["votes_for"][["strict", "best"]].tolist()
    ('cannot be decided', [1, 2])
    """
    claim = find_claim(evidence, claim)
    table = pd.DataFrame(
        [_reading(evidence, claim, name, changes) for name, changes in CODINGS.items()]
    )
    found = table.set_index("coding")
    worst = found.loc["worst"]
    held = found["verdict"] == "holds"
    holds = True if held.all() else False if not held.any() else None
    needed = worst["required"] / worst["cases"]
    return Check(
        check="bounds on silence",
        claim=claim.id,
        holds=holds,
        statistic=float(worst["share"]),
        threshold=float(needed),
        margin=float(worst["share"] - needed),
        table=table.drop(columns=["cases_for", "cases_against", "cases_silent"]),
        sentence=_sentence(claim, found, holds),
        reference="Manski (2003), Partial Identification of Probability Distributions, ch. 1",
        evidence=claim_cells(evidence, claim.under(joint_weight=1.0, blanket_weight=1.0)).evidence,
        measure="Share",
        digits=2,
    )


def _reading(
    evidence: pd.DataFrame | SupportMatrix, claim: Claim, name: str, changes: dict[str, object]
) -> dict[str, object]:
    cells = claim_cells(evidence, claim.under(**changes))
    found = cells.tally()
    votes = cells.votes_of(found)
    silent = tuple(c for c, s in zip(claim.cases, found.seen, strict=True) if not s)
    n = int(found.counted.sum())
    return {
        "coding": name,
        "votes_for": len(votes[1]),
        "votes_against": len(votes[-1]),
        "silent": len(silent),
        "cases": n,
        "share": len(votes[1]) / n if n else float("nan"),
        "required": int(found.required.sum()),
        "verdict": str(found.verdict),
        "cases_for": votes[1],
        "cases_against": votes[-1],
        "cases_silent": silent,
    }


def _sentence(claim: Claim, found: pd.DataFrame, holds: bool | None) -> str:
    strict, joint = found.loc["strict"], found.loc["with joint"]
    blanket, best = found.loc["with joint and blanket"], found.loc["best"]
    n = len(claim.cases)
    shown = f" ({listed(strict['cases_for'])})" if strict["cases_for"] else ""
    text = (
        f"Statements about single cases alone bear {claim.id} out in {strict['votes_for']} of "
        f"{counted(n, 'case')}{shown}, {strict['required']} needed; with joint statements it is "
        f"{joint['votes_for']}, with blanket ones too {blanket['votes_for']}"
    )
    if blanket["cases_against"]:
        text += f", and {listed(blanket['cases_against'])} speak against it"
    silent = blanket["cases_silent"]
    if silent:
        stay = counted(len(silent), "case stays", "cases stay")
        text += (
            f"; {stay} silent ({listed(silent)}), and if silence "
            f"counted for the claim it would be {best['votes_for']} of {n}"
        )
    if holds:
        end = "It holds even if all silence counts against it."
    elif holds is False:
        end = "It does not hold even if all silence counts for it."
    else:
        end = _hinge(found)
    return f"{text}. {end}"


def _hinge(found: pd.DataFrame) -> str:
    held = found["verdict"] == "holds"
    first = held.idxmax()
    if not held[first:].all():
        readings = listed(list(found.index[held]))
        return (
            f"It holds under these readings alone: {readings}; so the evidence does not settle it."
        )
    reason = {
        "strict": "on silence not counting against it",
        "with joint": "on joint statements",
        "with joint and blanket": "on blanket statements",
        "silent cases left out": "on leaving silent cases out",
        "best": "on reading silence in its favour",
    }[first]
    return f"So its verdict hangs {reason}, and the evidence alone does not settle it."
