"""From an exhibit, a cell or a number back to the run, the data and the evidence behind it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError
from crosscase.exhibits.folder import ExhibitFolder
from crosscase.study import EvidenceIndex, Study

__all__ = ["evidence_rows", "trace"]


def trace(
    folder: Path | str,
    exhibit: str = "",
    *,
    row: str | None = None,
    column: str | None = None,
    number: str | None = None,
) -> dict[str, Any]:
    """Return where an exhibit, a cell of it or an inline number comes from.

    Parameters
    ----------
    folder : path
        Folder of exhibits.
    exhibit : str
        Its id (or give `number`).
    row, column : str, optional
        A cell: the text of the first column, or the row's number from 1; the column's name or
        heading.
    number : str, optional
        Key of an inline number or of a verdict. Of a notebook that is run several times,
        ``parameters`` are those that all its runs share, and ``inputs`` those of any.

    Returns
    -------
    dict
        ``exhibit``, ``title``, ``notebook``, ``parameters``, ``inputs``, ``value`` (of the cell or
        number), ``evidence``: ids. See :func:`evidence_rows` for the rows.

    Raises
    ------
    DataError
        If the exhibit, row, column or number does not exist; the message lists what does.
    """
    place = ExhibitFolder.find(folder)
    if number is not None:
        return _number(place, number)
    if exhibit not in place.ids:
        raise DataError(f"no exhibit {exhibit!r}; there are: {', '.join(place.ids)}")
    facts = place.facts(exhibit)
    result = {key: facts[key] for key in ("title", "notebook", "parameters", "inputs", "source")}
    result = {"exhibit": exhibit, "kind": facts["kind"], **result}
    evidence = facts.get("evidence", {"all": [], "cells": {}})
    if row is None and column is None:
        return {**result, "evidence": evidence["all"]}
    if facts["kind"] != "table":
        raise DataError(f"exhibit {exhibit!r} is a {facts['kind']}; only tables have cells")
    table = place.cells(exhibit)
    label = None if row is None else _row(table, row, exhibit)
    name = None if column is None else _column(table, column, facts)
    ids = {
        item
        for at, cells in evidence["cells"].items()
        for under, listed in cells.items()
        for item in listed
        if label in (None, at) and name in (None, under)
    }
    value = table.at[label, name] if label is not None and name is not None else None
    return {**result, "row": label, "column": name, "value": value, "evidence": sorted(ids)}


def evidence_rows(study: Study, ids: list[str]) -> list[dict[str, Any]]:
    """Return the rows of the study that evidence ids name, as plain JSON values.

    Parameters
    ----------
    study : Study
        An opened study.
    ids : list of str
        Evidence ids, e.g. ``trace(...)["evidence"]``.

    Returns
    -------
    list of dict
        ``id``, ``table`` and the row's cells; ids that no row has are left out.
    """
    return [row.as_dict() for row in EvidenceIndex(study).rows(ids)]


def _column(table: pd.DataFrame, column: str, facts: dict[str, Any]) -> str:
    if column in table.columns:
        return column
    by_heading = {shown: name for name, shown in facts.get("labels", {}).items()}
    if column in by_heading:
        return str(by_heading[column])
    raise DataError(
        f"exhibit {facts['id']!r} has no column {column!r}; columns: {', '.join(table.columns)}"
    )


def _row(table: pd.DataFrame, row: str, exhibit: str) -> str:
    if row in table.index:
        return row
    if row.isdigit() and 1 <= int(row) <= len(table):
        return str(table.index[int(row) - 1])
    some = ", ".join(map(str, table.index[:20]))
    raise DataError(f"exhibit {exhibit!r} has no row {row!r}; rows: {some}, or 1 to {len(table)}")


def _number(place: ExhibitFolder, key: str) -> dict[str, Any]:
    for entries in (place.numbers, place.verdicts):
        if key in entries:
            return {"number": key, **entries[key], **_made_by(place, entries[key].get("notebook"))}
    raise DataError(f"no number {key!r}; there are: {', '.join(place.numbers)}")


def _made_by(place: ExhibitFolder, notebook: str | None) -> dict[str, Any]:
    """Return notebook, parameters and inputs of what made a number.

    A number knows its notebook and not which of several runs made it: then the parameters are
    those that all runs share, and the inputs those of any.
    """
    listed = place.manifest.get("runs", {}).items()
    runs = [run for name, run in listed if run.get("notebook", name) == notebook]
    if not runs:
        return {}
    given = [run["parameters"] for run in runs]
    shared = {
        name: value
        for name, value in given[0].items()
        if all(name in other and other[name] == value for other in given)
    }
    inputs = {path: sha for run in runs for path, sha in run["inputs"].items()}
    return {"notebook": notebook, "parameters": shared, "inputs": dict(sorted(inputs.items()))}
