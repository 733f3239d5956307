"""Leave one out: does the claim hang on a single case, informant, source, sentence or coding?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.comparison.verdicts import Tally
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import ClaimCells, claim_cells
from crosscase.wording import baseline, counted, listed, verdict_of

__all__ = ["UNITS", "leave_one_out"]

UNITS = {
    "case": "case_id",
    "informant": "informant_id",
    "source": "source_id",
    "evidence": "evidence_id",
    "sentence": "sentence",
    "passage": "passage",
    "type": "evidence_type",
    "specificity": "specificity",
}
NOUNS = {
    "evidence": "coding",
    "type": "kind of evidence",
    "specificity": "degree of specificity",
}
PLURALS = {
    "kind of evidence": "kinds of evidence",
    "degree of specificity": "degrees of specificity",
}


def leave_one_out(
    evidence: pd.DataFrame | SupportMatrix, claim: Claim, *, unit: str = "case"
) -> Check:
    """Judge a claim again without each unit in turn.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim
        The claim.
    unit : {"case", "informant", "source", "evidence", "sentence", "passage", "type", "specificity"}
        What is left out. A left-out case leaves its group, which then needs fewer votes where
        the rule asks for a share. A sentence may carry several rows (see
        :func:`crosscase.comparison.support_matrix.complete`), a passage several sentences.

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
    if unit not in UNITS:
        raise ParameterError(f"unit is {unit!r}; allowed: {', '.join(map(repr, UNITS))}")
    cells = claim_cells(evidence, claim)
    noun = NOUNS.get(unit, unit)
    whole = cells.tally()
    table = _removals(cells, unit)
    return _check(cells, whole, table, noun)


def _removals(cells: ClaimCells, unit: str) -> pd.DataFrame:
    rows = []
    labels = cells.rows[UNITS[unit]]
    names = cells.claim.cases if unit == "case" else sorted(set(labels.dropna()))
    for name in names:
        removed = (labels == name).fillna(False).to_numpy(dtype=bool)
        if unit == "case":
            keep = np.array([case != name for case in cells.claim.cases])
            found = cells.tally(keep=keep)
            votes = found.vote[keep]
        else:
            found = cells.tally(use=~removed)
            votes = found.vote
        rows.append(
            {
                "left_out": name,
                "rows_removed": int(removed.sum()),
                "votes_for": int((votes > 0).sum()),
                "votes_against": int((votes < 0).sum()),
                "required": int(found.required.sum()),
                "margin": int(found.slack),
                "verdict": verdict_of(found.holds),
                "falls": bool(found.holds != 1),
            }
        )
    columns = ["left_out", "rows_removed", "votes_for", "votes_against", "required", "margin"]
    return pd.DataFrame(rows, columns=[*columns, "verdict", "falls"])


def _check(cells: ClaimCells, whole: Tally, table: pd.DataFrame, noun: str) -> Check:
    claim = cells.claim
    plural = PLURALS.get(noun, f"{noun}s" if noun != "evidence" else noun)
    state = baseline(int((whole.vote > 0).sum()), len(claim.cases), int(whole.required.sum()))
    holds: bool | None = None
    if whole.holds != 1:
        mended = table.loc[table["verdict"] == "holds", "left_out"].tolist()
        sentence = f"{claim.id} does not hold on all the evidence ({state})"
        sentence += f"; it would hold without {_either(mended)}." if mended else "."
        sentence += f" So there is nothing that leaving one {noun} out could break."
    elif table.empty:
        sentence = f"No {noun} is named in the evidence on {claim.id}, so none can be left out."
    else:
        fallen = table.loc[table["falls"], "left_out"].tolist()
        holds = not fallen
        sentence = f"{claim.text}: {state}. {_dependence(table, fallen, noun, plural)}"
    margin = float(table["margin"].min()) if len(table) else float("nan")
    return Check(
        check=f"leave one {noun} out",
        claim=claim.id,
        holds=holds,
        statistic=margin,
        threshold=0.0,
        margin=margin,
        table=table,
        sentence=sentence,
        reference="Goertz (2017), Multimethod Research, Causal Mechanisms, and Case Studies, ch. 8",
        evidence=cells.evidence,
    )


def _dependence(table: pd.DataFrame, fallen: list[str], noun: str, plural: str) -> str:
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
    if len(names) == 1:
        return str(names[0])
    shown = listed(names, most=8)
    return f"any one of {shown}"
