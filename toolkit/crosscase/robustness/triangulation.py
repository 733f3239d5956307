"""Triangulation: how many independent kinds of source speak for a claim?"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from crosscase.comparison.claims import Claim
from crosscase.comparison.support_matrix import SupportMatrix
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.robustness.claim_cells import claim_cells
from crosscase.wording import counted, listed

__all__ = ["triangulation"]


def triangulation(
    evidence: pd.DataFrame | SupportMatrix,
    claim: Claim,
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
    claim : Claim
        The claim.
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
    cells = claim_cells(evidence, claim)
    if by not in cells.rows:
        raise ParameterError(f"evidence has no column {by!r}; it has {list(cells.rows.columns)}")
    if minimum < 1:
        raise ParameterError(f"minimum is {minimum}; at least 1 is needed")
    sign = dict(zip(claim.cases, claim.signs, strict=True))
    speaking = cells.rows[cells.rows["stance"] == cells.rows["case_id"].map(sign)]
    speaking = speaking[speaking[by].notna()]
    table = pd.crosstab(speaking["case_id"], speaking[by]).reindex(list(claim.cases), fill_value=0)
    independent = [kind for kind in table.columns if kind not in set(not_independent)]
    table["kinds"] = (table[independent] > 0).sum(axis=1)
    whole = sorted(kind for kind in independent if table[kind].sum() > 0)
    voting = cells.votes_of(cells.tally())[1]
    least = int(table.loc[list(voting), "kinds"].min()) if voting else 0
    kinds = least if in_each_case else len(whole)
    holds = None if speaking.empty else kinds >= minimum
    table.columns.name = None
    return Check(
        check=f"triangulation by {by}" + (" in each case" if in_each_case else ""),
        claim=claim.id,
        holds=holds,
        statistic=float(kinds),
        threshold=float(minimum),
        margin=float(kinds - minimum),
        table=table.reset_index(names="case_id"),
        sentence=_sentence(claim, speaking, table, whole, by, in_each_case, minimum, voting),
        reference="Denzin (1978), The Research Act, 2nd ed., ch. 10",
        evidence=tuple(speaking["evidence_id"]),
    )


def _sentence(
    claim: Claim,
    speaking: pd.DataFrame,
    table: pd.DataFrame,
    whole: list[str],
    by: str,
    in_each_case: bool,
    minimum: int,
    voting: tuple[str, ...],
) -> str:
    noun = {"evidence_type": "kind of source", "source_id": "source", "informant_id": "informant"}
    plural = {"evidence_type": "kinds of source"}
    word = noun.get(by, f"value of {by}")
    words = plural.get(by, noun.get(by, f"value of {by}") + "s")
    if speaking.empty:
        return f"Nothing speaks for {claim.id}, so there is nothing to triangulate."
    if in_each_case:
        thin = [case for case in voting if table.loc[case, "kinds"] < minimum]
        if not thin:
            return f"Each case that shows {claim.id} does so by {minimum} independent {words}."
        return (
            f"{listed(thin)} show {claim.id} by fewer than {minimum} independent {words}."
            if len(thin) > 1
            else f"{thin[0]} shows {claim.id} by fewer than {minimum} independent {words}."
        )
    n = counted(len(speaking), "statement")
    if not whole:
        only = listed(sorted(set(speaking[by])))
        return (
            f"The {n} for {claim.id} all come from {only}, which does not count as an independent "
            f"{word}."
        )
    kinds = counted(len(whole), f"independent {word}", f"independent {words}")
    verb = "comes" if len(speaking) == 1 else "come"
    return f"{n} for {claim.id} {verb} from {kinds} ({listed(whole)}), {minimum} asked."
