"""Three codings of the same evidence: the coder's own, its doubts turned round, and both coders'.

A judgement that the first coder doubted is written down in the table ``doubts`` with the other
stance it could have had. Read the other way, a statement that counted as support may count for
nothing (it goes), and one that was passed over may count (it comes in). The third coding keeps
what the second coder, who read sections 4 and 5 alone, judged the same.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.comparison import SupportMatrix
from crosscase.results import Table
from crosscase.study import Study

__all__ = ["compared", "three_codings"]


def three_codings(study: Study, matrix: SupportMatrix) -> dict[str, pd.DataFrame]:
    """Return the rows of evidence as coded, under the other readings, and as agreed.

    Parameters
    ----------
    study : Study
        With the tables ``doubts``, ``units`` and ``pass_2``.
    matrix : SupportMatrix
        Gives the rows as coded, and the cases and propositions that are looked at.

    Returns
    -------
    dict of str to DataFrame
        ``as coded``, ``other readings``, ``agreed``; evidence, one row a statement.
    """
    # Both are worked out anew from the locator; statements that come in do not have them.
    coded = matrix.rows.drop(columns=["passage", "sentence"])
    doubts = study.table("doubts")
    about = doubts["case_id"].isin(matrix.cases) & doubts["proposition_id"].isin(
        matrix.propositions
    )
    second = study.table("units").merge(study.table("pass_2"), on="unit_id")
    return {
        "as coded": coded,
        "other readings": _other_readings(coded, doubts[about]),
        "agreed": _agreed(coded, second),
    }


def _other_readings(coded: pd.DataFrame, doubts: pd.DataFrame) -> pd.DataFrame:
    """Turn each doubted judgement into the other one; a stance of 0 means no statement."""
    on_row = doubts["evidence_id"].notna()
    turned = doubts[on_row].set_index("evidence_id")["other_stance"]
    kept = coded.assign(stance=coded["evidence_id"].map(turned).fillna(coded["stance"]))
    passed_over = doubts[~on_row].assign(
        evidence_id=doubts["doubt_id"],
        stance=doubts["other_stance"],
        specificity="joint",
        evidence_type="authors",
    )
    both = pd.concat([kept, passed_over], ignore_index=True)
    return both[both["stance"] != 0].astype({"stance": int})


def _agreed(coded: pd.DataFrame, second: pd.DataFrame) -> pd.DataFrame:
    """Leave out what the second coder, where there was one, judged otherwise."""
    cell = ["locator", "case_id", "proposition_id"]
    other = second.rename(columns={"stance": "second"})[[*cell, "second"]]
    both = coded.merge(other, on=cell, how="left")
    return both[both["second"].isna() | (both["second"] == both["stance"])]


def compared(codings: Mapping[str, pd.DataFrame]) -> Table:
    """Return how many statements each coding has, keeps, leaves out and adds.

    Parameters
    ----------
    codings : mapping of name to DataFrame
        Each with ``evidence_id`` and ``stance``; the first is the one the others are held against.
    """
    first = next(iter(codings.values()))
    own = set(first["evidence_id"])
    rows = []
    for name, coded in codings.items():
        ids = set(coded["evidence_id"])
        alike = coded.merge(first[["evidence_id", "stance"]], on=["evidence_id", "stance"])
        rows.append(
            {
                "coding": name,
                "statements": len(coded),
                "as_coded": len(alike),
                "left_out": len(own - ids),
                "added": len(ids - own),
            }
        )
    return Table(pd.DataFrame(rows), evidence=sorted(own))
