"""Pairs of statements that say the contrary of one case, each with its place in the text."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd

from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.robustness.claim_cells import rows_of

__all__ = ["contradiction_pairs"]

_COLUMNS = [
    "case_id",
    "proposition_id",
    "supporting_id",
    "supporting_specificity",
    "supporting_locator",
    "contradicting_id",
    "contradicting_proposition",
    "contradicting_specificity",
    "contradicting_locator",
    "blanket_against_specific",
]


def contradiction_pairs(
    evidence: pd.DataFrame | SupportMatrix,
    *,
    related: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """List every pair of statements that say the contrary of one case.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    related : mapping of proposition to propositions, optional
        Propositions whose denial in a case also speaks against this one in that case (e.g. a hub
        that disseminates needs subsidiaries that feed it).

    Returns
    -------
    DataFrame
        One row a pair: the case, the supporting and the contradicting row with specificity and
        ``source locator``, and ``blanket_against_specific``: a blanket statement on one side, a
        firm or joint one on the other.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a", "a"], "proposition_id": ["P", "P"],
    ...                      "stance": [1, -1], "specificity": ["blanket", "firm"]})
    >>> contradiction_pairs(rows)[["supporting_id", "contradicting_id"]]
      supporting_id contradicting_id
    0           e01              e02
    """
    rows = rows_of(evidence)
    place = rows["source_id"].astype(str) + " " + rows["locator"].fillna("").astype(str)
    rows = rows.assign(place=place.str.strip())
    supporting, contradicting = rows[rows["stance"] > 0], rows[rows["stance"] < 0]
    pairs = []
    for one in supporting.to_dict("records"):
        against = [one["proposition_id"], *(related or {}).get(one["proposition_id"], ())]
        others = contradicting[
            (contradicting["case_id"] == one["case_id"])
            & contradicting["proposition_id"].isin(against)
        ]
        pairs += [_pair(one, other) for other in others.to_dict("records")]
    table = pd.DataFrame(pairs, columns=_COLUMNS)
    order = ["proposition_id", "case_id", "supporting_id", "contradicting_id"]
    return table.sort_values(order, ignore_index=True)


def _pair(one: Mapping[Hashable, Any], other: Mapping[Hashable, Any]) -> tuple[object, ...]:
    return (
        one["case_id"],
        one["proposition_id"],
        one["evidence_id"],
        one["specificity"],
        one["place"],
        other["evidence_id"],
        other["proposition_id"],
        other["specificity"],
        other["place"],
        (one["specificity"] == "blanket") != (other["specificity"] == "blanket"),
    )
