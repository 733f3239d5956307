"""Tables on the two base cases: what is said of each, of what they are alike, and in what not."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.comparison import SPECIFICITIES, SupportMatrix
from crosscase.results import Number, Table

__all__ = ["by_firm", "by_kind", "numbers", "shared_and_own", "statements"]


def by_kind(matrix: SupportMatrix, propositions: pd.DataFrame) -> Table:
    """Return how many statements each assumption has in each firm, by what they speak of.

    Parameters
    ----------
    matrix : SupportMatrix
        Its rows are counted, whatever their stance.
    propositions : DataFrame
        ``proposition_id`` and ``heading``: the subject of each assumption.

    Returns
    -------
    Table
        One row an assumption; a column a firm and kind, such as ``huawei_joint``.
    """
    kept = matrix.rows.groupby(["proposition_id", "case_id", "specificity"])["evidence_id"]
    found = kept.agg(list).to_dict()
    columns = {
        f"{case.lower()}_{kind}": (case, kind) for case in matrix.cases for kind in SPECIFICITIES
    }
    index = pd.Index(matrix.propositions, name="proposition_id")
    ids = pd.DataFrame(
        {
            column: [found.get((p, *firm_and_kind), []) for p in index]
            for column, firm_and_kind in columns.items()
        },
        index=index,
    )
    table = ids.map(len)
    headings = propositions.set_index("proposition_id")["heading"]
    table.insert(0, "heading", headings.reindex(index))
    counted = {column: f"{case}: {kind}" for column, (case, kind) in columns.items()}
    return Table(table, names={"heading": "On", **counted}, evidence=ids)


def by_firm(matrix: SupportMatrix) -> dict[str, pd.DataFrame]:
    """Return the same counts as a table of assumptions × kinds for each firm, to be drawn."""
    rows = matrix.rows
    kinds = list(SPECIFICITIES)
    return {
        case: pd.crosstab(part["proposition_id"], part["specificity"]).reindex(
            index=list(matrix.propositions), columns=kinds, fill_value=0
        )
        for case, part in ((case, rows[rows["case_id"] == case]) for case in matrix.cases)
    }


def shared_and_own(matrix: SupportMatrix, codes: pd.DataFrame) -> Table:
    """Return which things are said of both firms, and which of one of them alone.

    Blanket statements are left out: they cannot tell the firms apart.

    Parameters
    ----------
    matrix : SupportMatrix
        Of two cases.
    codes : DataFrame
        ``code`` and its ``label``.

    Returns
    -------
    Table
        One row an assumption: ``both``, and a column of its own for each firm.
    """
    one, other = matrix.cases
    specific = _specific(matrix.rows)
    said = specific.groupby(["proposition_id", "case_id"])["code"].agg(set)
    label = codes.set_index("code")["label"]
    table, evidence = {}, {}
    for p in matrix.propositions:
        of_one, of_other = said.get((p, one), set()), said.get((p, other), set())
        parts = {
            "both": of_one & of_other,
            one.lower(): of_one - of_other,
            other.lower(): of_other - of_one,
        }
        table[p] = {name: "; ".join(sorted(label[list(part)])) for name, part in parts.items()}
        on = specific[specific["proposition_id"] == p]
        for name, part in parts.items():
            evidence[p, name] = sorted(on.loc[on["code"].isin(part), "evidence_id"])
    names = {"both": "Both", **{case.lower(): f"{case} alone" for case in (one, other)}}
    wide = pd.DataFrame(table).T.rename_axis("proposition_id")
    return Table(wide, names=names, evidence=evidence)


def statements(matrix: SupportMatrix) -> Table:
    """Return what is said of one firm or of both by name; a statement on both stands once.

    Parameters
    ----------
    matrix : SupportMatrix
        Its firm-specific and joint rows are listed, in the order of its propositions.

    Returns
    -------
    Table
        ``evidence_id`` (of the first row of the statement), ``proposition_id, firms, statement,
        type, locator``; behind each statement all of its rows.
    """
    told = (
        _specific(matrix.rows)
        .groupby(["proposition_id", "statement"], sort=False)
        .agg(
            evidence_id=("evidence_id", "first"),
            firms=("case_id", ", ".join),
            locator=("locator", "first"),
            type=("evidence_type", "first"),
            ids=("evidence_id", list),
        )
        .reset_index()
    )
    place = told["proposition_id"].map(list(matrix.propositions).index)
    told = told.assign(place=place).sort_values(["place", "evidence_id"])
    columns = ["evidence_id", "proposition_id", "firms", "statement", "type", "locator"]
    names = {"firms": "Firm", "statement": "Statement (in our words)"}
    pairs = zip(told["evidence_id"], told["ids"], strict=True)
    evidence = {(row, "statement"): ids for row, ids in pairs}
    return Table(told[columns].reset_index(drop=True), names=names, evidence=evidence)


def numbers(matrix: SupportMatrix, listed: Table, facts: Table) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    matrix : SupportMatrix
        Of the base cases.
    listed : Table
        By :func:`statements`.
    facts : Table
        The facts on the same firms.
    """
    rows = matrix.rows
    kind = rows["specificity"]
    own = rows[kind == "firm"]
    counts = {"n_base_rows": len(rows)}
    for case in matrix.cases:
        counts[f"n_base_rows_{case.lower()}"] = (rows["case_id"] == case).sum()
        counts[f"n_base_rows_firm_{case.lower()}"] = (own["case_id"] == case).sum()
    counts |= {
        "n_base_rows_blanket": (kind == "blanket").sum(),
        "n_base_rows_joint": (kind == "joint").sum(),
        "n_base_rows_against": (rows["stance"] < 0).sum(),
        "n_base_rows_interview": (rows["evidence_type"] == "interview").sum(),
        "n_base_statements": len(listed.table),
        "n_base_facts": len(facts.table),
    }
    return {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}


def _specific(rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["specificity"] != "blanket"]
