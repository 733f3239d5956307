"""What the documents can place: exhibits with their cells, numbers, the evidence behind them.

The filter ``assets/exhibits.lua`` reads it as JSON and puts each where the manuscript names it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crosscase.exhibits.folder import ExhibitFolder
from crosscase.paper.columns import lay_out
from crosscase.study.evidence_index import EvidenceIndex
from crosscase.study.study import Study
from crosscase.tables import heading

__all__ = ["document_data"]

_ABOUT = ("id", "kind", "title", "note", "source", "notebook", "order")


def document_data(study: Study, exhibits: Path | str) -> dict[str, Any]:
    """Return all that a document of the study can place, as plain JSON values.

    Parameters
    ----------
    study : Study
        Whose rows the evidence ids name.
    exhibits : path
        Folder of the exhibits.

    Returns
    -------
    dict
        ``exhibits``: by id, what is known of each, with header, rows, widths and evidence of the
        cells of a table, the file and size of a figure, the Markdown of a text. ``numbers``: by
        key. ``evidence``: by id, source and locator, and what the row states.
    """
    folder = ExhibitFolder(Path(exhibits).resolve())  # pandoc runs elsewhere
    placed = {id: _placed(folder, id) for id in folder.ids}
    numbers = folder.numbers
    wanted = {item for facts in placed.values() for item in facts["ids"]}
    wanted |= {item for entry in numbers.values() for item in entry.get("evidence", [])}
    rows = EvidenceIndex(study).rows(sorted(wanted))
    evidence = {row.id: [row.place, row.statement or row.table] for row in rows}
    return {"exhibits": placed, "numbers": numbers, "evidence": evidence}


def _placed(folder: ExhibitFolder, id: str) -> dict[str, Any]:
    facts = folder.facts(id)
    placed = {key: facts.get(key, "") for key in _ABOUT}
    placed["ids"] = facts.get("evidence", {}).get("all", [])
    if facts["kind"] == "table":
        return {**placed, **_table(folder, id, facts)}
    if facts["kind"] == "figure":
        return {**placed, "svg": str(folder.file(id)), "width_in": facts["width_in"]}
    return {**placed, "text": folder.file(id).read_text(encoding="utf-8")}


def _table(folder: ExhibitFolder, id: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    header, rows = folder.rows(id)
    labels = facts.get("labels", {})
    shown = [labels.get(name, heading(name)) for name in header]
    numeric = [name in facts["numeric"] for name in header]
    layout = lay_out(shown, rows, numeric)
    cells = facts["evidence"]["cells"]
    return {
        "header": shown,
        "rows": rows,
        "align": ["right" if number else "left" for number in numeric],
        "widths": list(layout.widths),
        "landscape": layout.landscape,
        "cells": [
            [cells.get(row[0], {}).get(name, []) if row else [] for name in header] for row in rows
        ],
    }
