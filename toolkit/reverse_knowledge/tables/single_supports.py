"""Tables on what single firms, informants, sources, sentences and codings carry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase.comparison import SupportMatrix
from crosscase.results import Number, Table
from crosscase.robustness import Check

__all__ = ["informants", "numbers", "single_supports"]

_WORDS = {"case": "firm", "type": "kind of evidence"}


def informants(matrix: SupportMatrix) -> Table:
    """Return what each named informant contributes to the evidence, the most heard first.

    Parameters
    ----------
    matrix : SupportMatrix
        The evidence; rows without an ``informant_id`` are nobody's.

    Returns
    -------
    Table
        One row an informant: ``informant_id, firm, statements, assumptions, share_percent`` (of
        all statements by named informants, %).
    """
    spoken = matrix.rows.dropna(subset=["informant_id"])
    voices = spoken.groupby("informant_id").agg(
        firm=("case_id", "first"),
        statements=("evidence_id", "size"),
        assumptions=("proposition_id", _each_once),
    )
    voices["share_percent"] = 100 * voices["statements"] / len(spoken)
    names = {
        "informant_id": "Informant",
        "firm": "Firm",
        "statements": "Statements",
        "assumptions": "On",
        "share_percent": "Share (%)",
    }
    said = spoken.groupby("informant_id")["evidence_id"]
    return Table(
        voices.sort_values("statements", ascending=False, kind="stable"),
        names=names,
        digits=0,
        evidence={(who, "statements"): list(ids) for who, ids in said},
    )


def _each_once(labels: pd.Series) -> str:
    return ", ".join(sorted(set(labels)))


def single_supports(checks: Mapping[str, Sequence[Check]]) -> Table:
    """Return for each claim that holds the single units without which it falls.

    Parameters
    ----------
    checks : mapping of kind to checks
        By :func:`crosscase.robustness.leave_one_out`: for each kind of unit one check a claim,
        the claims in the same order. ``"case"`` decides which claims hold to begin with: a firm
        can be left out of every claim, while no informant may be named in one. ``"coding"`` gives
        the evidence.

    Returns
    -------
    Table
        One row a claim that holds, one column a kind: the units, or ``none``.
    """
    held = [check.claim for check in checks["case"] if check.holds is not None]
    columns = {
        _WORDS.get(kind, kind): {check.claim: _falls_without(check) for check in made}
        for kind, made in checks.items()
    }
    table = pd.DataFrame(columns).loc[held].rename_axis("claim")
    rests_on = {check.claim: list(check.evidence) for check in checks["coding"]}
    return Table(
        table,
        names={"claim": "Claim", "firm": "Firm"},
        evidence={(claim, "coding"): rests_on[claim] for claim in held},
    )


def _falls_without(check: Check) -> str:
    units = check.table.loc[check.table["falls"], "left_out"]
    return "; ".join(map(str, units)) or "none"


def numbers(checks: Mapping[str, Sequence[Check]], matrix: SupportMatrix) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    checks : mapping of kind to checks
        As in :func:`single_supports`.
    matrix : SupportMatrix
        The evidence.
    """
    said = matrix.rows["informant_id"].value_counts()
    counts = {
        f"n_claims_survive_{kind}": sum(check.holds is True for check in made)
        for kind, made in checks.items()
    }
    counts |= {
        "n_claims_fall_by_sentence": sum(check.holds is False for check in checks["sentence"]),
        "n_statements_of_informants": int(said.sum()),
        "n_informants_heard": len(said),
        "n_statements_first_informant": int(said.max()) if len(said) else 0,
    }
    return {key: Number(value, key[2:].replace("_", " ")) for key, value in counts.items()}
