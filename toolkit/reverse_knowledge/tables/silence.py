"""Tables on silence, contradictions and slips of coding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase.comparison import Claim, SupportMatrix
from crosscase.results import Number, Table
from crosscase.robustness import Check

__all__ = ["about_others", "contradicted", "fragility_index", "numbers", "readings", "weakest"]

_READINGS = {
    "worst": "Worst",
    "strict": "Firm alone",
    "with joint": "With joint",
    "with joint and blanket": "With blanket",
    "silent cases left out": "Silent left out",
    "best": "Best",
}


def about_others(checks: Sequence[Check], group: str = "base cases") -> list[Check]:
    """Return the checks whose claim is about another group of firms."""
    return [check for check in checks if not check.claim.endswith(group)]


def weakest(checks: Sequence[Check], n: int) -> list[Check]:
    """Return the `n` checks that come out lowest, of those that can be decided."""
    decided = [check for check in checks if check.holds is not None]
    return sorted(decided, key=lambda check: check.statistic)[:n]


def readings(bounds: Sequence[Check]) -> Table:
    """Return the verdict on each claim under each reading of silence.

    Parameters
    ----------
    bounds : sequence of Check
        By :func:`crosscase.robustness.silence_bounds`.
    """
    verdicts = {check.claim: check.table.set_index("coding")["verdict"] for check in bounds}
    table = pd.DataFrame(verdicts).T.rename(columns=_READINGS)
    table = table[list(_READINGS.values())].rename_axis("claim")
    evidence = {(check.claim, "Best"): check.evidence for check in bounds if check.evidence}
    return Table(table, evidence=evidence)


def contradicted(pairs: pd.DataFrame, matrix: SupportMatrix) -> Table:
    """Return the pairs that contradict each other, the firms of one statement in one row.

    Parameters
    ----------
    pairs : DataFrame
        By :func:`crosscase.robustness.contradiction_pairs`.
    matrix : SupportMatrix
        The matrix whose rows were paired.
    """
    said = matrix.rows.set_index("evidence_id")["statement"]
    told = pairs.assign(
        claimed=pairs["supporting_locator"],
        place=pairs["contradicting_locator"],
        denied=pairs["contradicting_id"].map(said),
    )
    names = {
        "proposition_id": "Claimed",
        "claimed": "At",
        "supporting_specificity": "As",
        "contradicting_proposition": "Needs",
        "place": "Denied at",
        "contradicting_specificity": "As ",
        "denied": "By the statement",
        "firms": "Of",
        "pairs": "Pairs",
    }
    grouped = told.groupby(list(names)[:7], sort=False)["case_id"]
    rows = grouped.agg(firms=lambda cases: ", ".join(sorted(set(cases))), pairs="size")
    ids = {*pairs["supporting_id"], *pairs["contradicting_id"]}
    return Table(rows.reset_index(), names=names, evidence=sorted(ids))


def fragility_index(
    by_coding: Sequence[Check],
    by_sentence: Sequence[Check],
    claims: Sequence[Claim],
    matrix: SupportMatrix,
) -> Table:
    """Return for each claim that holds its codings, and how few of them must change.

    Parameters
    ----------
    by_coding, by_sentence : sequence of Check
        By :func:`crosscase.robustness.fragility`, in the same order.
    claims : sequence of Claim
        What was checked.
    matrix : SupportMatrix
        The evidence.
    """
    known = {claim.id: _codings(claim, matrix) for claim in claims}
    held = [
        (coding, sentence)
        for coding, sentence in zip(by_coding, by_sentence, strict=True)
        if coding.holds is not None
    ]
    rows = [
        {
            "claim": coding.claim,
            "codings": known[coding.claim],
            "index_coding": int(coding.statistic),
            "index_sentence": int(sentence.statistic),
            "smallest_set": "; ".join(coding.evidence),
        }
        for coding, sentence in held
    ]
    names = {
        "claim": "Claim that holds",
        "codings": "Codings",
        "index_coding": "Codings to change",
        "index_sentence": "Sentences to change",
        "smallest_set": "One smallest set of codings",
    }
    evidence = {(coding.claim, "smallest_set"): coding.evidence for coding, _ in held}
    return Table(pd.DataFrame(rows), names=names, evidence=evidence)


def _codings(claim: Claim, matrix: SupportMatrix) -> int:
    rows = matrix.rows
    about = rows["proposition_id"] == claim.proposition
    return int((about & rows["case_id"].isin(claim.cases)).sum())


def numbers(
    bounds: Sequence[Check],
    pairs: pd.DataFrame,
    by_coding: Sequence[Check],
    by_sentence: Sequence[Check],
    wrong: Sequence[Check],
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook."""
    blanket = pairs["blanket_against_specific"]
    best = [check.table.set_index("coding").loc["best", "verdict"] for check in bounds]
    counts = {
        "n_claims_hold_on_worst_reading": sum(c.holds is True for c in bounds),
        "n_claims_fail_on_best_reading": best.count("fails"),
        "n_claims_settled_by_reading": sum(c.holds is None for c in bounds),
        "n_contradiction_pairs": len(pairs),
        "n_contradiction_pairs_blanket": int(blanket.sum()),
        "n_claims_fall_by_one_coding": sum(c.statistic == 1 for c in by_coding),
        "n_claims_fall_by_one_sentence_flip": sum(c.statistic == 1 for c in by_sentence),
        "n_claims_survive_miscoding": sum(c.holds is True for c in wrong),
    }
    return {key: Number(value, key[2:].replace("_", " ")) for key, value in counts.items()}
