"""Triangulation: how many independent kinds of source speak for a claim?"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix, find_claim
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import ClaimCells, claim_cells
from crosscase.wording import counted, listed

__all__ = ["triangulation"]

# What a value of the column is, one and several.
_NOUNS = {
    "evidence_type": ("kind of source", "kinds of source"),
    "source_id": ("source", "sources"),
    "informant_id": ("informant", "informants"),
}


def triangulation(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim | str,
    *,
    by: str = "evidence_type",
    minimum: int = 2,
    not_independent: Collection[str] = ("authors",),
    in_each_case: bool = False,
) -> Check:
    """Count the independent kinds of source behind a claim.

    Parameters
    ----------
    evidence : DataFrame or SupportMatrix
        Rows of evidence.
    claim : Claim or str
        The claim, or the id of one that the matrix's study declares.
    by : str, default "evidence_type"
        Column that tells kinds apart, e.g. ``source_id`` or ``informant_id``.
    minimum : int, default 2
        Kinds that are asked for.
    not_independent : collection of str
        Kinds that do not count: what the authors say without a source is the claim itself.
    in_each_case : bool, default False
        Whether each case that votes for the claim needs `minimum` kinds of its own; else they are
        counted over the whole claim.

    Returns
    -------
    Check
        Holds if enough kinds speak for the claim; cannot be decided where nothing does.
        `statistic` is the number of kinds (the least of any case, with `in_each_case`). Table,
        one row a case: ``case_id``, one column a kind with its number of rows for the claim,
        and ``kinds`` (independent ones).

    Raises
    ------
    ParameterError
        If the evidence has no such column.

    References
    ----------
    Denzin (1978), The Research Act, 2nd ed., ch. 10; Yin (2018), Case Study Research, 6th ed.,
    ch. 4.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": "a", "proposition_id": "P", "stance": [1, 1],
    ...                      "evidence_type": ["interview", "document"]})
    >>> triangulation(rows, Claim("P/all", "P", ("a",))).statistic
    2.0
    """
    claim = find_claim(evidence, claim)
    cells = claim_cells(evidence, claim)
    if by not in cells.rows:
        raise ParameterError(f"evidence has no column {by!r}; it has {list(cells.rows.columns)}")
    if minimum < 1:
        raise ParameterError(f"minimum is {minimum}; at least 1 is needed")
    speaking = _speaking(cells, by)
    table = pd.crosstab(speaking["case_id"], speaking[by]).reindex(list(claim.cases), fill_value=0)
    independent = [kind for kind in table.columns if kind not in set(not_independent)]
    table["kinds"] = (table[independent] > 0).sum(axis=1)
    table.columns.name = None
    voting = table.loc[list(cells.votes_of(cells.tally())[1]), "kinds"]
    if in_each_case:
        kinds = int(voting.min()) if len(voting) else 0
        sentence = _by_case(claim, voting[voting < minimum].index, minimum, by)
    else:
        kinds = len(independent)
        sentence = _as_a_whole(claim, speaking[by], independent, minimum)
    if speaking.empty:
        sentence = f"Nothing speaks for {claim.id}, so there is nothing to triangulate."
    return Check(
        check=f"triangulation by {by}" + (" in each case" if in_each_case else ""),
        claim=claim.id,
        holds=None if speaking.empty else kinds >= minimum,
        statistic=float(kinds),
        threshold=float(minimum),
        margin=float(kinds - minimum),
        table=table.reset_index(),
        sentence=sentence,
        reference="Denzin (1978), The Research Act, 2nd ed., ch. 10",
        evidence=tuple(speaking["evidence_id"]),
        measure="Kinds",
        digits=0,
    )


def _speaking(cells: ClaimCells, by: str) -> pd.DataFrame:
    """Return the rows for the claim whose kind is known; of an absence, those that deny."""
    sign = dict(zip(cells.claim.cases, cells.claim.signs, strict=True))
    rows = cells.rows[cells.rows["stance"] == cells.rows["case_id"].map(sign)]
    return rows[rows[by].notna()]


def _nouns(by: object) -> tuple[str, str]:
    """Return what a value of the column is, one and several."""
    other = (f"value of {by}", f"values of {by}")
    return _NOUNS.get(str(by), other)


def _by_case(claim: Claim, thin: pd.Index, minimum: int, by: str) -> str:
    _, several = _nouns(by)
    if thin.empty:
        return f"Each case that shows {claim.id} does so by {minimum} independent {several}."
    verb = "shows" if len(thin) == 1 else "show"
    return f"{listed(thin)} {verb} {claim.id} by fewer than {minimum} independent {several}."


def _as_a_whole(claim: Claim, kinds: pd.Series, independent: list[str], minimum: int) -> str:
    one, several = _nouns(kinds.name)
    n = counted(len(kinds), "statement")
    if not independent:
        return (
            f"The {n} for {claim.id} all come from {listed(sorted(set(kinds)))}, which does not "
            f"count as an independent {one}."
        )
    verb = "comes" if len(kinds) == 1 else "come"
    of = counted(len(independent), f"independent {one}", f"independent {several}")
    return f"{n} for {claim.id} {verb} from {of} ({listed(independent)}), {minimum} asked."
