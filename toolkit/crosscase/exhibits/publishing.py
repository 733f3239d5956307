"""Publish a result: what a reader sees of it, beside what it rests on.

What a result is, it says itself by ``_exhibit_()``; plain DataFrames, figures, numbers and texts
are taken as they are. Headings come from the result, then from the titles that the study's schemas
give to columns, then from the columns' names; how wide a column is, is the renderer's to decide.
"""

from __future__ import annotations

import base64
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase import tables
from crosscase.errors import DataError, ParameterError
from crosscase.exhibits.figures import png_bytes, svg_bytes
from crosscase.exhibits.folder import ExhibitFolder, exhibit_folder
from crosscase.results import Evidence, Exhibit, first_rows
from crosscase.study import find_root
from crosscase.study.package import PACKAGE, column_titles, primary_key, read_package, resource
from crosscase.study.reading import read_table

__all__ = ["Published", "publish"]

_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, repr=False)
class Published:
    """What :func:`publish` wrote; shows itself in a notebook."""

    id: str
    kind: str
    title: str
    note: str
    shown: pd.DataFrame | str | None
    right: tuple[str, ...] = ()
    png: bytes | None = field(default=None)

    def __repr__(self) -> str:
        if isinstance(self.shown, pd.DataFrame):
            part, more = first_rows(self.shown, f"in {self.id}.csv")
            lines = [f"{self.id}: {self.title}", part.to_string(index=False)]
            return "\n".join([*lines, more] if more else lines)
        return f"{self.id}: {self.title}" + (f" = {self.shown}" if self.kind == "number" else "")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        bundle = {"text/plain": repr(self)}
        if self.png is not None:
            bundle["image/png"] = base64.b64encode(self.png).decode()
        elif isinstance(self.shown, pd.DataFrame):
            part, more = first_rows(self.shown, f"in {self.id}.csv")
            note = " ".join(text for text in (more, self.note) if text)
            bundle["text/html"] = tables.html_table(
                part, title=self.title, note=note, right=self.right
            )
        elif self.kind == "text":
            bundle["text/markdown"] = str(self.shown)
        return bundle


def publish(
    id: str,
    result: Any,
    *,
    title: str = "",
    note: str = "",
    source: str = "",
    evidence: Evidence = None,
    digits: int | Mapping[str, int] | None = None,
) -> Published:
    """Publish a table, figure, number, text or check as an exhibit.

    Parameters
    ----------
    id : str
        Lower-case letters, digits and underscores; unique in the study.
    result : Result, DataFrame, Series, matplotlib Figure, int, float or str
        What to publish; a text is Markdown. A result of crosscase brings its headings, decimals
        and evidence with it; a check adds its verdict to ``verdicts.json``, and a list of checks
        becomes a table of verdicts. Anything with a method ``_exhibit_()`` that returns a
        :class:`crosscase.results.Exhibit` can be published.
    title : str
        What the reader sees above it; required for tables and figures.
    note : str
        What the reader sees below it.
    source : str
        Number of the exhibit in a source, e.g. ``"main: Table 1"``.
    evidence : ids, mapping or DataFrame, optional
        Where the result does not carry it: ids for the whole exhibit; or ``{(row label, column):
        ids}``, the row label being the cell of the first column; or a DataFrame of lists with the
        labels of the table. Rows taken from a table of the study need none: their key says it.
    digits : int or mapping of column to int, optional
        Decimals, where the result's own do not fit.

    Returns
    -------
    Published
        Shows the exhibit in a notebook.

    Raises
    ------
    ParameterError
        If the id is malformed, the title is missing, or the result is of no known kind.
    """
    if not _ID.fullmatch(id):
        raise ParameterError(
            f"exhibit id {id!r}: use lower-case letters, digits and underscores, a letter first"
        )
    told = _told(id, result)
    kind = _kind(id, told.content)
    title = title or told.title
    if not title and kind not in {"number", "text"}:
        raise ParameterError(f"exhibit {id!r}: give a title; readers see it above the {kind}")
    facts: dict[str, Any] = {"id": id, "kind": kind, "title": title, "note": note, "source": source}
    if evidence is None:
        evidence = told.evidence
    folder = ExhibitFolder(exhibit_folder())
    if told.verdicts:
        folder.add("verdicts", {key: {**v, "exhibit": id} for key, v in told.verdicts.items()})
    places = told.digits if digits is None else digits
    if kind == "table":
        return _publish_table(folder, facts, told, evidence, places)
    if kind == "figure":
        return _publish_figure(folder, facts, told.content, evidence)
    if kind == "number":
        return _publish_number(folder, facts, told, evidence, places)
    return _publish_text(folder, facts, told.content, evidence)


def _told(id: str, result: Any) -> Exhibit:
    """Return what a result says of itself; of several together, what their class says."""
    if hasattr(result, "_exhibit_"):
        told: Exhibit = result._exhibit_()
        return told
    if isinstance(result, (list, tuple)) and result and hasattr(result[0], "_exhibit_of_all_"):
        together: Exhibit = type(result[0])._exhibit_of_all_(result)
        return together
    if isinstance(result, (pd.DataFrame, pd.Series)):
        return Exhibit(result.to_frame() if isinstance(result, pd.Series) else result)
    if hasattr(result, "savefig"):
        return Exhibit(result, evidence=getattr(result, "evidence", None))
    return Exhibit(result.item() if hasattr(result, "item") else result)


def _kind(id: str, content: Any) -> str:
    if isinstance(content, pd.DataFrame):
        return "table"
    if hasattr(content, "savefig"):
        return "figure"
    if isinstance(content, str):
        return "text"
    if isinstance(content, bool) or content is None:
        raise ParameterError(f"exhibit {id!r}: {content!r} is no number; publish an int or a float")
    if isinstance(content, (int, float)):
        return "number"
    raise ParameterError(
        f"exhibit {id!r}: cannot publish a {type(content).__name__}; give a DataFrame, a "
        "matplotlib Figure, a number, a text, or a result of crosscase"
    )


def _publish_table(
    folder: ExhibitFolder,
    facts: dict[str, Any],
    told: Exhibit,
    evidence: Evidence,
    digits: int | Mapping[str, int],
) -> Published:
    table: pd.DataFrame = told.content
    plain = tables.flat(table)
    shown = tables.strings(table, digits=digits)
    right = tuple(name for name in plain.columns if pd.api.types.is_numeric_dtype(plain[name]))
    labels = _headings(facts["id"], shown, told.headings, table.attrs.get("table"))
    if evidence is None:
        evidence = _own_rows(plain, table.attrs.get("table"))
    facts |= {
        "numeric": list(right),
        "labels": labels,
        "evidence": _evidence(evidence, shown),
    }
    folder.write(facts, tables.csv_text(shown).encode())
    return Published(
        facts["id"], "table", facts["title"], facts["note"], shown.rename(columns=labels),
        tuple(labels[name] for name in right),
    )  # fmt: skip


def _headings(
    id: str, shown: pd.DataFrame, own: Mapping[str, str], table: str | None
) -> dict[str, str]:
    unknown = [name for name in own if name not in shown.columns]
    if unknown:
        raise ParameterError(
            f"exhibit {id!r}: a heading for the column {unknown[0]!r}, which the table does not "
            f"have; its columns: {', '.join(shown.columns)}"
        )
    titles = column_titles(package, table) if (package := _package()) else {}
    return {n: own.get(n) or titles.get(n) or tables.heading(n) for n in shown.columns}


def _own_rows(plain: pd.DataFrame, table: str | None) -> Evidence:
    """Return the ids in the key column of rows that were taken from a table of the study.

    Only where the column still holds ids of that table: a key that was renamed or joined to a text
    on the way names no row.
    """
    package = _package()
    if package is None or table is None:
        return None
    entry = resource(package, table)
    key = primary_key(entry)
    if key not in plain.columns:
        return None
    ids = list(plain[key].dropna().astype(str))
    path = find_root() / "data" / entry["path"]
    held = _ids_once(path, str(key), path.stat().st_mtime_ns) if path.is_file() else frozenset()
    return ids if held.issuperset(ids) else None


@lru_cache(maxsize=64)
def _ids_once(path: Path, key: str, changed_ns: int) -> frozenset[str]:
    schema = {"fields": [{"name": key}]}
    return frozenset(read_table(path, schema, shown=path.name)[0][key].dropna())


def _package() -> dict[str, Any] | None:
    """Return the data package of the study that this is published in, where there is one."""
    try:
        root = find_root()
    except DataError:
        return None
    return _read_once(root, (root / PACKAGE).stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _read_once(root: Path, changed_ns: int) -> dict[str, Any]:
    return read_package(root)


def _publish_figure(
    folder: ExhibitFolder, facts: dict[str, Any], figure: Any, evidence: Evidence
) -> Published:
    width, height = figure.get_size_inches()
    facts |= {
        "width_in": round(float(width), 3),
        "height_in": round(float(height), 3),
        "evidence": _evidence(evidence, None),
    }
    folder.write(facts, svg_bytes(figure))
    return Published(
        facts["id"], "figure", facts["title"], facts["note"], None, (), png_bytes(figure)
    )


def _publish_text(
    folder: ExhibitFolder, facts: dict[str, Any], text: str, evidence: Evidence
) -> Published:
    facts |= {"evidence": _evidence(evidence, None)}
    folder.write(facts, (text.rstrip("\n") + "\n").encode())
    return Published(facts["id"], "text", facts["title"], facts["note"], text)


def _publish_number(
    folder: ExhibitFolder,
    facts: dict[str, Any],
    told: Exhibit,
    evidence: Evidence,
    digits: int | Mapping[str, int],
) -> Published:
    id, number = facts["id"], told.content
    if isinstance(number, float) and not math.isfinite(number):
        raise ParameterError(f"number {id!r} is {number}; only finite numbers are published")
    text = f"{number:.{digits}f}" if isinstance(number, float) else f"{number:,}"
    entry = {
        "value": float(f"{number:.10g}") if isinstance(number, float) else number,
        "text": text,
        "unit": told.unit,
        "title": facts["title"],
        "evidence": _evidence(evidence, None)["all"],
    }
    folder.add("numbers", {id: entry})
    return Published(id, "number", facts["title"] or id, "", text)


def _evidence(evidence: Evidence, shown: pd.DataFrame | None) -> dict[str, Any]:
    """Return ``{"all": ids, "cells": {row: {column: ids}}}``, the ids sorted."""
    if evidence is None:
        return {"all": [], "cells": {}}
    if isinstance(evidence, pd.DataFrame):
        long = evidence.stack()
        evidence = {key: ids for key, ids in long.items() if len(ids)}
    if isinstance(evidence, str):
        return {"all": [evidence], "cells": {}}
    if not isinstance(evidence, Mapping):
        return {"all": sorted({str(item) for item in evidence}), "cells": {}}
    if shown is None:
        raise ParameterError("evidence by cell is for tables; give a list of ids for a figure")
    cells = _by_cell(evidence, shown)
    every = sorted({i for row in cells.values() for ids in row.values() for i in ids})
    return {"all": every, "cells": cells}


def _by_cell(
    evidence: Mapping[Any, Iterable[str]], shown: pd.DataFrame
) -> dict[str, dict[str, list[str]]]:
    rows = set(shown.iloc[:, 0]) if shown.shape[1] else set()
    cells: dict[str, dict[str, list[str]]] = {}
    for (row, column), ids in evidence.items():
        if str(row) not in rows or str(column) not in shown.columns:
            raise ParameterError(
                f"evidence for the cell ({row!r}, {column!r}), which the table lacks"
            )
        listed: Sequence[str] = [ids] if isinstance(ids, str) else list(ids or ())
        if listed:
            cells.setdefault(str(row), {})[str(column)] = sorted({str(item) for item in listed})
    return cells
