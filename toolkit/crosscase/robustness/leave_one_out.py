"""Leave one out: does the claim hang on a single case, informant, source, sentence or coding?

The claim "seen in a and in b": a by two interviews with different informants, b by one of them as
well. Without the first informant b is silent and the claim falls; without the second it stays. A
*case* is left out of the claim too, since "seen in both" has no answer where one is not looked at;
anything else is left out of the evidence alone, and the group keeps its size.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import ClaimCells, claim_cells
from crosscase.wording import counted, listed

__all__ = ["leave_one_out"]

_UNITS = {
    "case": "case_id",
    "informant": "informant_id",
    "source": "source_id",
    "evidence": "evidence_id",
    "sentence": "sentence",
    "passage": "passage",
    "type": "evidence_type",
    "specificity": "specificity",
}
_NOUNS = {
    "evidence": "coding",
    "type": "kind of evidence",
    "specificity": "degree of specificity",
}
_PLURALS = {
    "kind of evidence": "kinds of evidence",
    "degree of specificity": "degrees of specificity",
}


def leave_one_out(
    evidence: pd.DataFrame | SupportMatrix, claim: Claim | str, *, unit: str = "case"
) -> Check:
    """Judge a claim again without each unit in turn.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.
    unit : {"case", "informant", "source", "evidence", "sentence", "passage", "type", "specificity"}
        What is left out. A left-out case leaves its group, which then needs fewer votes where
        the rule asks for a share. A sentence may carry several rows (see
        :func:`crosscase.comparison.complete`), a passage several sentences.

    Returns
    -------
    Check
        Holds if the claim survives every single removal. `statistic` is the smallest margin in
        votes over all removals, `threshold` 0. Table, one row a unit: ``left_out, rows_removed,
        votes_for, votes_against, required, margin, verdict, falls``. A claim that does not hold
        to begin with cannot be decided; the sentence then says what it would hold without.

    Raises
    ------
    ParameterError
        If `unit` is unknown.

    References
    ----------
    The jackknife applied to cases: Ragin (2008), Redesigning Social Inquiry; Goertz (2017),
    Multimethod Research, Causal Mechanisms, and Case Studies, ch. 8.

    Examples
    --------
    >>> from crosscase.comparison import from_wide
    >>> rows = from_wide(pd.DataFrame({"P": [1, 1]}, index=["a", "b"]))
    >>> check = leave_one_out(rows, Claim("P/all", "P", ("a", "b")), unit="evidence")
    >>> check.verdict, check.table["falls"].tolist()
    ('fails', [True, True])
    """
    claim = find_claim(evidence, claim)
    if unit not in _UNITS:
        raise ParameterError(f"unit is {unit!r}; allowed: {', '.join(map(repr, _UNITS))}")
    cells = claim_cells(evidence, claim)
    table = _removals(cells, unit)
    noun = _NOUNS.get(unit, unit)
    stands = cells.tally().holds == 1
    margin = float(table["margin"].min()) if len(table) else float("nan")
    return Check(
        check=f"leave one {noun} out",
        claim=claim.id,
        holds=not table["falls"].any() if stands and len(table) else None,
        statistic=margin,
        threshold=0.0,
        margin=margin,
        table=table,
        sentence=_sentence(cells, table, noun) if stands else _unbreakable(cells, table, noun),
        reference="Goertz (2017), Multimethod Research, Causal Mechanisms, and Case Studies, ch. 8",
        evidence=cells.evidence,
        measure="Least margin",
        digits=0,
    )


def _removals(cells: ClaimCells, unit: str) -> pd.DataFrame:
    labels = cells.rows[_UNITS[unit]]
    names = list(cells.claim.cases) if unit == "case" else sorted(set(labels.dropna()))
    rows = []
    for name in names:
        removed = (labels == name).fillna(False).to_numpy(dtype=bool)
        keep = np.array([unit != "case" or case != name for case in cells.claim.cases])
        found = cells.tally(use=~removed, keep=keep)
        votes = found.vote[keep]
        rows.append(
            {
                "left_out": name,
                "rows_removed": int(removed.sum()),
                "votes_for": int((votes > 0).sum()),
                "votes_against": int((votes < 0).sum()),
                "required": int(found.required.sum()),
                "margin": int(found.slack),
                "verdict": str(found.verdict),
                "falls": bool(found.holds != 1),
            }
        )
    columns = ["left_out", "rows_removed", "votes_for", "votes_against", "required", "margin"]
    return pd.DataFrame(rows, columns=[*columns, "verdict", "falls"])


def _unbreakable(cells: ClaimCells, table: pd.DataFrame, noun: str) -> str:
    """Say of a claim that does not hold what it would hold without."""
    mended = table.loc[table["verdict"] == "holds", "left_out"].tolist()
    but = f"; it would hold without {_either(mended)}" if mended else ""
    return (
        f"{cells.claim.id} does not hold on all the evidence ({cells.baseline()}){but}. So there "
        f"is nothing that leaving one {noun} out could break."
    )


def _sentence(cells: ClaimCells, table: pd.DataFrame, noun: str) -> str:
    if table.empty:
        return f"No {noun} is named in the evidence on {cells.claim.id}, so none can be left out."
    fallen = table.loc[table["falls"], "left_out"].tolist()
    return f"{cells.claim.text}: {cells.baseline()}. {_dependence(table, fallen, noun)}"


def _dependence(table: pd.DataFrame, fallen: list[str], noun: str) -> str:
    plural = _PLURALS.get(noun, f"{noun}s")
    if len(table) == 1:
        only = table["left_out"].iloc[0]
        if fallen:
            return f"All of it rests on one {noun}, {only}."
        return f"It still holds without the only {noun} named, {only}."
    if not fallen:
        return f"It still holds when any one of the {len(table)} {plural} is left out."
    total = counted(len(table), noun, plural)
    return f"But of {total}, leaving out {_either(fallen)} makes it fall."


def _either(names: list[str]) -> str:
    return str(names[0]) if len(names) == 1 else f"any one of {listed(names, most=8)}"
