"""Tables on the three mechanisms, how they join into a circle, and what is said of each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from crosscase.comparison import SPECIFICITIES
from crosscase.results import Number, Table

__all__ = ["circle", "numbers", "side_by_side", "statements"]

_MECHANISMS = ["learning", "sharing", "integration"]
_ROLES = {"Subsidiaries": "role_of_subsidiaries", "Headquarters": "role_of_headquarters"}


def side_by_side(cells: pd.DataFrame) -> Table:
    """Return the printed table: a row a subject, a column a mechanism.

    Parameters
    ----------
    cells : DataFrame
        The table ``mechanisms``, a row a printed cell; ``all`` runs over the three mechanisms.

    Returns
    -------
    Table
        Rows in printed order, with the id of the cell behind each.
    """
    columns = ["all", *_MECHANISMS]
    order = cells.drop_duplicates("row")["row_label"]
    wide = cells.pivot(index="row_label", columns="mechanism", values="content")  # noqa: PD010
    table = wide.loc[order, columns].rename_axis(columns=None)
    names = {"row_label": "Bidirectional circulation", "all": "Over all three"}
    keys = zip(cells["row_label"], cells["mechanism"], cells["cell_id"], strict=True)
    evidence = {(row, mechanism): [id] for row, mechanism, id in keys}
    return Table(table, names=names, evidence=evidence)


def circle(cells: pd.DataFrame, *, show_roles: bool) -> dict[str, Any]:
    """Return the texts of the circle, by the argument of the drawing that takes them.

    Parameters
    ----------
    cells : DataFrame
        The table ``mechanisms``.
    show_roles : bool
        Whether each mechanism is told by what subsidiaries and headquarters do in it, or else by
        its main contents.

    Returns
    -------
    dict
        For :func:`reverse_knowledge.figures.circulation.draw_circulation`.
    """
    text = cells.set_index(["row_id", "mechanism"])["content"]
    told = {
        mechanism: "\n".join(f"{who}: {text[row, mechanism]}" for who, row in _ROLES.items())
        if show_roles
        else text["main_contents", mechanism]
        for mechanism in _MECHANISMS
    }
    return {
        "mechanisms": [(text["sub_mechanisms", name], body) for name, body in told.items()],
        "background": ("Developed market background", text["developed_market_background", "all"]),
        "driver": ("Internationalisation", text["internationalisation", "all"]),
        "support": ("Supporting mechanism", text["supporting_mechanism", "all"]),
    }


def statements(evidence: pd.DataFrame, propositions: pd.DataFrame) -> Table:
    """Return how many statements bear on each mechanism, by what they speak of.

    Parameters
    ----------
    evidence : DataFrame
        A row a statement, ``proposition_id, specificity``.
    propositions : DataFrame
        ``proposition_id`` and the ``mechanism`` that it belongs to.
    """
    belongs = propositions.set_index("proposition_id")["mechanism"]
    rows = evidence.assign(mechanism=evidence["proposition_id"].map(belongs))
    counts = pd.crosstab(rows["mechanism"], rows["specificity"])
    counts = counts.reindex(index=_MECHANISMS, columns=list(SPECIFICITIES), fill_value=0)
    behind = rows.groupby(["mechanism", "specificity"])["evidence_id"].agg(list).to_dict()
    table = counts.rename_axis(index="mechanism", columns=None)
    return Table(table, names={"firm": "Firm-specific"}, evidence=behind)


def numbers(cells: pd.DataFrame) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    cells : DataFrame
        The table ``mechanisms``.
    """
    systems = cells.loc[cells["row_id"] == "supporting_mechanism", "content"]
    counts = {
        "n_mechanisms": cells.loc[cells["mechanism"] != "all", "mechanism"].nunique(),
        "n_mechanism_cells": len(cells),
        "n_mechanism_rows_spanning": cells["spanning"].sum(),
        "n_support_systems": systems.str.split("; ").str.len().sum(),
    }
    return {
        key: Number(int(n), key[2:].replace("_", " ") + " of Table 5") for key, n in counts.items()
    }
