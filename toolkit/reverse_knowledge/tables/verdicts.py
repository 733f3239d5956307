"""Tables on the assumptions over all firms: the matrix in words, cells counted, and verdicts."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.comparison import SPECIFICITIES, SupportMatrix
from crosscase.comparison.verdicts import Verdicts
from crosscase.results import Number, Table
from crosscase.wording import said

__all__ = ["cells_by_group", "cells_in_words", "group_sizes", "numbers", "sentences", "turned"]

_GROUPS = {"base": "base cases", "success": "successes", "failure": "failures"}
_SIGNS = {"supports": "+", "contradicts": "−"}
_STATES = ["supports", "contradicts", "mixed", "blanket only", "silent"]


def group_sizes(cases: pd.DataFrame) -> dict[str, int]:
    """Return the number of firms in each group, in the order of the cases.

    Parameters
    ----------
    cases : DataFrame
        Its ``role`` is base, success or failure.
    """
    roles = cases["role"]
    return {_GROUPS[role]: int((roles == role).sum()) for role in roles.unique()}


def cells_in_words(matrix: SupportMatrix) -> Table:
    """Return the matrix with its counts: how many statements of which kind, for and against.

    Examples
    --------
    >>> from crosscase import support_matrix
    >>> rows = pd.DataFrame({"case_id": ["a", "a"], "proposition_id": "P", "stance": [1, -1]})
    >>> cells_in_words(support_matrix(rows)).table
                      P
    firm
    a  +1 firm, −1 firm
    """
    counts = matrix.table.to_dict("records")
    cells = matrix.table.assign(text=[_in_words(cell) for cell in counts])
    wide = cells.pivot(index="case_id", columns="proposition_id", values="text")  # noqa: PD010
    wide = wide.loc[list(matrix.cases), list(matrix.propositions)]
    ids = matrix.wide("evidence_ids")
    table = wide.rename_axis("firm").rename_axis(columns=None)
    return Table(table, names={"firm": "Firm"}, evidence=ids)


def _in_words(cell: Mapping[str, object]) -> str:
    parts = [
        f"{sign}{cell[f'{side}_{kind}']} {kind}"
        for side, sign in _SIGNS.items()
        for kind in SPECIFICITIES
        if cell[f"{side}_{kind}"]
    ]
    return ", ".join(parts) or "silent"


def _states(matrix: SupportMatrix) -> pd.Series:
    """Return the state of each cell; cells with nothing but blanket statements apart."""
    cells = matrix.table
    return cells["state"].mask(cells["basis"] == "blanket", "blanket only")


def cells_by_group(matrix: SupportMatrix, cases: pd.DataFrame) -> Table:
    """Return how many cells of each group of firms support, contradict, or say nothing.

    Parameters
    ----------
    matrix : SupportMatrix
        Over all firms.
    cases : DataFrame
        ``case_id`` and ``role``.
    """
    role = cases.set_index("case_id")["role"]
    cells = matrix.table.assign(
        group=matrix.table["case_id"].map(role).map(_GROUPS), state=_states(matrix)
    )
    table = pd.crosstab(cells["group"], cells["state"])
    table = table.reindex(index=list(group_sizes(cases)), columns=_STATES, fill_value=0)
    behind = cells.explode("evidence_ids").dropna(subset="evidence_ids")
    evidence = behind.groupby(["group", "state"])["evidence_ids"].agg(list).to_dict()
    return Table(table.rename_axis("firms").rename_axis(columns=None), evidence=evidence)


def sentences(judged: Verdicts) -> Table:
    """Return the verdict on each claim with its votes, and as a sentence.

    Parameters
    ----------
    judged : Verdicts
        Of claims that are called ``<assumption>/<group>``.
    """
    table = judged.table.set_index("claim")
    table = table.assign(sentence=[_sentence(row) for row in judged.table.to_dict("records")])
    columns = [
        "verdict", "votes_for", "votes_against", "silent", "cases", "margin", "sentence",
    ]  # fmt: skip
    names = {"votes_for": "For", "votes_against": "Against", "cases": "Firms"}
    evidence = {(claim, "verdict"): ids for claim, ids in table["evidence_ids"].items()}
    return Table(table[columns], names=names, evidence=evidence, verdicts=judged.entries)


def _sentence(row: Mapping[str, object]) -> str:
    assumption, _, group = str(row["claim"]).partition("/")
    verb = "is absent in" if group == _GROUPS["failure"] else "is seen in"
    silent = f", {row['silent']} silent" if row["silent"] else ""
    return (
        f"{assumption} {verb} {row['votes_for']} of {row['cases']} {group}{silent}: "
        f"the claim {said(str(row['verdict']))}."
    )


def turned(judged: Verdicts, without: Verdicts) -> Table:
    """Return the claims on which the verdict is another one without blanket statements.

    Parameters
    ----------
    judged, without : Verdicts
        The same claims, on the evidence as set and without blanket statements.
    """
    both = judged.table.set_index("claim")
    both = both.assign(**{"with": both["verdict"], "without": without.table["verdict"].to_numpy()})
    moved = both[both["with"] != both["without"]]
    names = {"with": "Blanket claims as set", "without": "Blanket claims left out"}
    evidence = {(claim, "with"): ids for claim, ids in moved["evidence_ids"].items()}
    return Table(moved[["with", "without"]], names=names, evidence=evidence)


def numbers(
    matrix: SupportMatrix,
    cases: pd.DataFrame,
    judged: Verdicts,
    moved: Table,
    facts: pd.DataFrame,
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    matrix : SupportMatrix
        Over all firms.
    cases : DataFrame
        ``case_id`` and ``role``.
    judged : Verdicts
        All claims on it.
    moved : Table
        By :func:`turned`.
    facts : DataFrame
        The facts of the source's table on the check firms.
    """
    cells, state, verdicts = matrix.table, _states(matrix), judged.table["verdict"]
    outside = cases.loc[cases["role"] != "base", "case_id"]
    check = cells["case_id"].isin(outside)
    silent, blanket = state == "silent", state == "blanket only"
    counts = {
        "n_cases": len(cases),
        "n_propositions": len(matrix.propositions),
        "n_evidence_rows": len(matrix.rows),
        "n_cells": len(cells),
        "n_silent_cells": silent.sum(),
        "n_blanket_cells": blanket.sum(),
        "n_contradicted_cells": (cells["state"] == "contradicts").sum(),
        "n_mixed_cells": (cells["state"] == "mixed").sum(),
        "n_supported_cells": (state == "supports").sum(),
        "n_check_cells": check.sum(),
        "n_silent_check_cells": (check & silent).sum(),
        "n_blanket_check_cells": (check & blanket).sum(),
        "n_check_rows": matrix.rows["case_id"].isin(outside).sum(),
        "n_table_4_facts": len(facts),
        "n_claims": len(judged.table),
        "n_claims_hold": (verdicts == "holds").sum(),
        "n_claims_not_shown": (verdicts == "not shown").sum(),
        "n_claims_mixed": (verdicts == "mixed").sum(),
        "n_claims_fail": (verdicts == "fails").sum(),
        "n_verdicts_turned_by_blanket": len(moved.table),
    }
    return {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}
