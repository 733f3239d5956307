"""Exhibits: publish a table, a figure, a number or a verdict with its evidence; compare; trace.

On disk an exhibit is ``<id>.csv``, ``<id>.svg`` or ``<id>.md`` beside ``<id>.json``, which says
its title, notebook, parameters, the hashes of the data it was made from, and for each cell the
evidence rows behind it. ``numbers.json`` and ``verdicts.json`` hold the numbers of the running
text and the verdicts on the claims.
"""

from __future__ import annotations

import base64
import json
import math
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import pandas as pd

from crosscase import tables
from crosscase.errors import DataError, ParameterError
from crosscase.study import find_root, reads

__all__ = ["Difference", "Published", "compare", "exhibit_folder", "publish", "trace"]

_ID = re.compile(r"[a-z][a-z0-9_]*")
Evidence: TypeAlias = Mapping[Any, Iterable[str]] | Iterable[str] | Any | None


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
            return f"{self.id}: {self.title}\n{self.shown.to_string(index=False)}"
        return f"{self.id}: {self.title}" + (f" = {self.shown}" if self.kind == "number" else "")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        bundle = {"text/plain": repr(self)}
        if self.png is not None:
            bundle["image/png"] = base64.b64encode(self.png).decode()
        elif isinstance(self.shown, pd.DataFrame):
            table = tables.great_table(
                self.shown, title=self.title, name=self.id, note=self.note, right=self.right
            )
            bundle["text/html"] = table.as_raw_html()
        elif self.kind == "text":
            bundle["text/markdown"] = str(self.shown)
        return bundle


def exhibit_folder() -> Path:
    """Return the folder that :func:`publish` writes to.

    ``$CROSSCASE_EXHIBITS`` where `crosscase reproduce` set it, else ``build/exhibits`` in the
    study: a notebook tried out in JupyterLab never touches the committed baseline.
    """
    given = os.environ.get("CROSSCASE_EXHIBITS")
    folder = Path(given) if given else find_root() / "build" / "exhibits"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def publish(
    id: str,
    result: Any,
    *,
    title: str = "",
    evidence: Evidence = None,
    note: str = "",
    source: str = "",
    digits: int | Mapping[str, int] = 3,
    labels: Mapping[str, str] | None = None,
    widths: Sequence[float] | None = None,
    landscape: bool = False,
    unit: str = "",
) -> Published:
    """Publish a table, figure, number, text or check as an exhibit.

    Parameters
    ----------
    id : str
        Lower-case letters, digits and underscores; unique in the study.
    result : DataFrame, Result, matplotlib Figure, int, float, str, Check or sequence of Check
        What to publish. A text is Markdown. A check is published as its table and adds its
        verdict to ``verdicts.json``; several checks become a table of verdicts.
    title : str
        What the reader sees above it; required for tables and figures.
    evidence : ids, mapping or DataFrame, optional
        Evidence ids for the whole exhibit; or ``{(row label, column): ids}``; or a DataFrame of
        lists with the labels of the table. The row label is the cell of the first column.
    note : str
        What the reader sees below it.
    source : str
        Number of the exhibit in a source, e.g. ``"main: Table 1"``.
    digits : int or mapping
        Decimals of floating-point columns (or of the number).
    labels : mapping of column to str, optional
        Headings for the reader.
    widths : sequence of float, optional
        Relative widths of the columns in the paper.
    landscape : bool
        Set the table on a page of its own, turned.
    unit : str
        Unit of a number.

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
    facts: dict[str, Any] = {
        "id": id,
        "title": title,
        "note": note,
        "source": source,
        "landscape": landscape,
        "widths": list(widths) if widths else [],
        "labels": dict(labels or {}),
    }
    kind = _kind(id, result)
    if not title and kind not in {"number", "text"}:
        raise ParameterError(f"exhibit {id!r}: give a title; readers see it above the {kind}")
    if kind == "checks":
        return _publish_checks(facts, result, evidence, digits)
    if kind == "figure":
        return _publish_figure(facts, result, evidence)
    if kind == "number":
        return _publish_number(facts, result, evidence, digits, unit)
    if kind == "text":
        return _publish_text(facts, result, evidence)
    return _publish_table(facts, _frame(result), evidence, digits)


def _kind(id: str, result: Any) -> str:
    from matplotlib.figure import Figure

    from crosscase.robustness.check import Check

    if isinstance(result, Check):
        return "checks"
    if isinstance(result, (list, tuple)) and result and all(isinstance(c, Check) for c in result):
        return "checks"
    if isinstance(result, Figure):
        return "figure"
    if isinstance(result, str):
        return "text"
    if isinstance(result, bool) or result is None:
        raise ParameterError(f"exhibit {id!r}: {result!r} is no number; publish an int or a float")
    if isinstance(_frame(result), pd.DataFrame):
        return "table"
    if isinstance(result, (int, float)) or hasattr(result, "item"):
        return "number"
    raise ParameterError(
        f"exhibit {id!r}: cannot publish a {type(result).__name__}; give a DataFrame, a matplotlib "
        "Figure, a number, a text, or Checks"
    )


def _frame(result: Any) -> Any:
    if isinstance(result, pd.DataFrame):
        return result
    if isinstance(result, pd.Series):
        return result.to_frame()
    return getattr(result, "table", None)


def _publish_table(
    facts: dict[str, Any], table: pd.DataFrame, evidence: Evidence, digits: int | Mapping[str, int]
) -> Published:
    plain = tables.flat(table)
    shown = tables.strings(table, digits=digits)
    right = tuple(name for name in plain.columns if pd.api.types.is_numeric_dtype(plain[name]))
    unknown = [name for name in facts["labels"] if name not in shown.columns]
    if unknown:
        raise ParameterError(
            f"exhibit {facts['id']!r}: a label for the column {unknown[0]!r}, which the table does "
            f"not have; its columns: {', '.join(shown.columns)}"
        )
    if facts["widths"] and len(facts["widths"]) != shown.shape[1]:
        raise ParameterError(
            f"exhibit {facts['id']!r}: {len(facts['widths'])} widths for {shown.shape[1]} columns"
        )
    facts |= {"kind": "table", "file": f"{facts['id']}.csv", "numeric": list(right)}
    facts["evidence"] = _evidence(evidence, shown)
    _write(exhibit_folder() / facts["file"], tables.csv_text(shown).encode())
    _register(facts)
    labelled = shown.rename(columns=facts["labels"])
    return Published(
        facts["id"], "table", facts["title"], facts["note"], labelled,
        tuple(facts["labels"].get(name, name) for name in right),
    )  # fmt: skip


def _publish_figure(facts: dict[str, Any], figure: Any, evidence: Evidence) -> Published:
    from crosscase.plots import style

    width, height = figure.get_size_inches()
    facts |= {
        "kind": "figure",
        "file": f"{facts['id']}.svg",
        "width_in": round(float(width), 3),
        "height_in": round(float(height), 3),
        "evidence": _evidence(evidence, None),
    }
    _write(exhibit_folder() / facts["file"], style.svg_bytes(figure))
    _register(facts)
    png = style.png_bytes(figure)
    return Published(facts["id"], "figure", facts["title"], facts["note"], None, (), png)


def _publish_text(facts: dict[str, Any], text: str, evidence: Evidence) -> Published:
    facts |= {"kind": "text", "file": f"{facts['id']}.md", "evidence": _evidence(evidence, None)}
    _write(exhibit_folder() / facts["file"], (text.rstrip("\n") + "\n").encode())
    _register(facts)
    return Published(facts["id"], "text", facts["title"], facts["note"], text)


def _publish_number(
    facts: dict[str, Any], value: Any, evidence: Evidence, digits: Any, unit: str
) -> Published:
    number = value.item() if hasattr(value, "item") else value
    if isinstance(number, float) and not math.isfinite(number):
        raise ParameterError(
            f"number {facts['id']!r} is {number}; only finite numbers are published"
        )
    text = f"{number:.{digits}f}" if isinstance(number, float) else f"{number:,}"
    entry = {
        "value": float(f"{number:.10g}") if isinstance(number, float) else number,
        "text": text,
        "unit": unit,
        "title": facts["title"],
        "evidence": _evidence(evidence, None)["all"],
    }
    _add_part("numbers", {facts["id"]: entry})
    return Published(facts["id"], "number", facts["title"] or facts["id"], "", text)


def _publish_checks(
    facts: dict[str, Any], result: Any, evidence: Evidence, digits: int | Mapping[str, int]
) -> Published:
    checks = [result] if not isinstance(result, (list, tuple)) else list(result)
    entries = {}
    for check in checks:
        key = f"{check.claim} / {check.check}"
        if key in entries:
            raise ParameterError(f"exhibit {facts['id']!r}: two verdicts on {key!r}")
        entries[key] = {
            "claim": check.claim,
            "check": check.check,
            "verdict": check.verdict,
            "statistic": _rounded(check.statistic),
            "threshold": _rounded(check.threshold),
            "margin": _rounded(check.margin),
            "sentence": check.sentence,
            "reference": check.reference,
            "evidence": sorted(check.evidence),
            "exhibit": facts["id"],
        }
    _add_part("verdicts", entries)
    if len(checks) == 1:
        return _publish_table(facts, checks[0].table, evidence or list(checks[0].evidence), digits)
    rows = [
        {
            "claim": check.claim,
            "verdict": check.verdict,
            "statistic": check.statistic,
            "threshold": check.threshold,
            "margin": check.margin,
            "sentence": check.sentence,
        }
        for check in checks
    ]
    cells = {(c.claim, "verdict"): c.evidence for c in checks if c.evidence}
    return _publish_table(facts, pd.DataFrame(rows), evidence or cells, digits)


def _rounded(value: Any) -> float | None:
    if value is None or value is pd.NA or not math.isfinite(float(value)):
        return None
    return float(f"{float(value):.10g}")


def _evidence(evidence: Evidence, shown: pd.DataFrame | None) -> dict[str, Any]:
    """Return ``{"all": ids, "cells": {row: {column: ids}}}``, sorted."""
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
    rows = set(shown.iloc[:, 0]) if shown.shape[1] else set()
    cells: dict[str, dict[str, list[str]]] = {}
    for (row, column), ids in evidence.items():
        if str(row) not in rows or str(column) not in shown.columns:
            raise ParameterError(
                f"evidence for the cell ({row!r}, {column!r}), which the table lacks"
            )
        ids = [ids] if isinstance(ids, str) else ids
        if ids is not None and len(list(ids)):
            cells.setdefault(str(row), {})[str(column)] = sorted({str(item) for item in ids})
    every = sorted({i for row in cells.values() for ids in row.values() for i in ids})
    ordered = {row: dict(sorted(cells[row].items())) for row in sorted(cells)}
    return {"all": every, "cells": ordered}


def _register(facts: dict[str, Any]) -> None:
    facts |= {
        "order": _position(facts["id"]),
        "notebook": os.environ.get("CROSSCASE_NOTEBOOK", ""),
        "parameters": json.loads(os.environ.get("CROSSCASE_PARAMETERS", "{}")),
        "inputs": reads(),
    }
    _write(exhibit_folder() / f"{facts['id']}.json", _json_bytes(facts))
    _add_part("exhibits", {facts["id"]: facts["file"]})


def _part_path() -> Path:
    return exhibit_folder() / f"_part_{os.environ.get('CROSSCASE_RUN', 'session')}.json"


def _position(id: str) -> int:
    """Return how many other exhibits this notebook run published before."""
    path = _part_path()
    part = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    listed = part.get("exhibits", {})
    return list(listed).index(id) if id in listed else len(listed)


def _add_part(kind: str, entries: Mapping[str, Any]) -> None:
    """Add entries to the file that this notebook run leaves for the pipeline to collect."""
    path = _part_path()
    part = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    notebook = os.environ.get("CROSSCASE_NOTEBOOK", "")
    part.setdefault(kind, {})
    for key, entry in entries.items():
        part[kind][key] = {**entry, "notebook": notebook} if isinstance(entry, dict) else entry
    part["inputs"] = reads()
    _write(path, json.dumps(part, indent=1, ensure_ascii=False).encode())


def _json_bytes(value: Any) -> bytes:
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    return (text + "\n").encode()


def _write(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_bytes(content)
    temporary.replace(path)


@dataclass(frozen=True)
class Difference:
    """One thing that two exhibit folders do not share."""

    kind: str
    exhibit: str
    row: str = ""
    column: str = ""
    old: str = ""
    new: str = ""

    def __str__(self) -> str:
        place = self.exhibit
        if self.row:
            place += f" [{self.row}"
            place += f", {self.column}]" if self.column else "]"
        elif self.column:
            place += f" [{self.column}]"
        if self.kind in {"added", "removed"}:
            return f"{self.kind}: {place}"
        return f"{self.kind}: {place}: {self.old or '(empty)'} -> {self.new or '(empty)'}"


_ORDER = ("verdict", "cell", "row", "number", "figure", "text", "evidence", "about", "added",
          "removed", "input")  # fmt: skip


def compare(
    old: Path | str, new: Path | str, *, rtol: float = 1e-9, atol: float = 0.0
) -> list[Difference]:
    """Compare two exhibit folders: flipped verdicts first, then cells, numbers, figures.

    Parameters
    ----------
    old, new : path
        Folders of exhibits, or folders that hold one as ``exhibits`` or ``paper/exhibits``.
    rtol, atol : float
        Numbers within ``atol + rtol * |old|`` are the same.

    Returns
    -------
    list of Difference
        Empty where nothing differs.

    Raises
    ------
    DataError
        If a folder is missing or holds no exhibit.
    """
    left, right = _folder(old), _folder(new)
    found = _dictionary_differences(left, right, "verdicts.json", rtol, atol)
    found += _dictionary_differences(left, right, "numbers.json", rtol, atol)
    found += _input_differences(left, right)
    ours, theirs = _listed(left), _listed(right)
    found += [Difference("added", name) for name in sorted(theirs - ours)]
    found += [Difference("removed", name) for name in sorted(ours - theirs)]
    for name in sorted(ours & theirs):
        found += _exhibit_differences(name, left, right, rtol, atol)
    return sorted(found, key=lambda item: (_ORDER.index(item.kind),))


def _folder(path: Path | str) -> Path:
    place = Path(path)
    for folder in (place, place / "exhibits", place / "paper" / "exhibits"):
        if (folder / "manifest.json").is_file() or any(folder.glob("*.json")):
            return folder
    raise DataError(
        f"{path}: no exhibits there; give a folder that 'crosscase reproduce' wrote, such as "
        "paper/exhibits"
    )


_SPECIAL = {"numbers.json", "verdicts.json", "manifest.json"}


def _listed(folder: Path) -> set[str]:
    paths = folder.glob("*.json")
    return {p.stem for p in paths if p.name not in _SPECIAL and not p.name.startswith(("_", "."))}


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: not JSON ({error}); run 'crosscase reproduce' again") from None


def _dictionary_differences(
    left: Path, right: Path, name: str, rtol: float, atol: float
) -> list[Difference]:
    kind = "verdict" if name == "verdicts.json" else "number"
    first = "verdict" if kind == "verdict" else "text"
    old, new = _json(left / name), _json(right / name)
    found = [Difference("added", f"{kind} {key}") for key in sorted(set(new) - set(old))]
    found += [Difference("removed", f"{kind} {key}") for key in sorted(set(old) - set(new))]
    for key in sorted(set(old) & set(new)):
        a, b = old[key], new[key]
        if kind == "verdict" and a["verdict"] != b["verdict"]:
            found.append(Difference("verdict", key, "", "", a["verdict"], b["verdict"]))
            continue
        numeric = ("statistic", "threshold", "margin") if kind == "verdict" else ("value",)
        for part in sorted((set(a) | set(b)) - {first}):
            before, after = a.get(part), b.get(part)
            same = before == after
            if part in numeric and not same and None not in (before, after):
                same = math.isclose(before, after, rel_tol=rtol, abs_tol=atol)
            if not same:
                found.append(Difference("number", key, "", part, str(before), str(after)))
    return found


def _input_differences(left: Path, right: Path) -> list[Difference]:
    old = _json(left / "manifest.json").get("data", {})
    new = _json(right / "manifest.json").get("data", {})
    found = []
    for path in sorted(set(old) | set(new)):
        before, after = old.get(path, "absent"), new.get(path, "absent")
        if before != after:
            found.append(Difference("input", path, "", "", before[:12], after[:12]))
    return found


def _exhibit_differences(
    name: str, left: Path, right: Path, rtol: float, atol: float
) -> list[Difference]:
    a, b = _json(left / f"{name}.json"), _json(right / f"{name}.json")
    found = []
    for part in sorted((set(a) | set(b)) - {"inputs", "evidence", "file", "id", "order"}):
        if a.get(part) != b.get(part):
            found.append(
                Difference("about", name, "", part, _short(a.get(part)), _short(b.get(part)))
            )
    found += _evidence_differences(name, a.get("evidence", {}), b.get("evidence", {}))
    if a.get("file") != b.get("file"):
        return [*found, Difference("about", name, "", "file", a.get("file"), b.get("file"))]
    old, new = left / a["file"], right / b["file"]
    for path in (old, new):
        if not path.is_file():
            raise DataError(
                f"{path}: the exhibit's file is missing; run 'crosscase reproduce' again"
            )
    if old.read_bytes() == new.read_bytes():
        return found
    if a["kind"] == "table":
        return found + _cell_differences(name, old, new, rtol, atol)
    return [*found, Difference(a["kind"], name, "", "", "one drawing", "another")]


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
    return text if len(text) <= 120 else text[:117] + "..."


def _evidence_differences(name: str, a: Any, b: Any) -> list[Difference]:
    found = []
    old, new = set(a.get("all", [])), set(b.get("all", []))
    if old != new:
        gone, come = ", ".join(sorted(old - new)), ", ".join(sorted(new - old))
        found.append(Difference("evidence", name, "", "", gone, come))
    elif a.get("cells") != b.get("cells"):
        found.append(Difference("evidence", name, "", "", "cells", "other cells"))
    return found


def _cell_differences(
    name: str, left: Path, right: Path, rtol: float, atol: float
) -> list[Difference]:
    old, new = _cells(left), _cells(right)
    found = [
        Difference("added", f"{name} [column {column}]")
        for column in new.columns if column not in old.columns
    ]  # fmt: skip
    found += [
        Difference("removed", f"{name} [column {column}]")
        for column in old.columns if column not in new.columns
    ]  # fmt: skip
    shared = [column for column in old.columns if column in new.columns]
    found += [
        Difference("row", name, row, "", "there", "gone") for row in old.index.difference(new.index)
    ]
    found += [
        Difference("row", name, row, "", "absent", "there")
        for row in new.index.difference(old.index)
    ]
    for row in [label for label in old.index if label in new.index]:
        for column in shared:
            before, after = old.at[row, column], new.at[row, column]
            if before != after and not _close(before, after, rtol, atol):
                found.append(Difference("cell", name, row, column, before, after))
    if not found and list(old.index) != list(new.index):
        found.append(
            Difference(
                "row", name, "", "order", ", ".join(old.index)[:60], ", ".join(new.index)[:60]
            )
        )
    return found


def _cells(path: Path) -> pd.DataFrame:
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    labels = table.iloc[:, 0].astype(str)
    copies = labels.groupby(labels).cumcount()
    table.index = pd.Index(
        [f"{a}#{n + 1}" if n else a for a, n in zip(labels, copies, strict=True)]
    )
    return table


def _close(before: str, after: str, rtol: float, atol: float) -> bool:
    try:
        return math.isclose(float(before), float(after), rel_tol=rtol, abs_tol=atol)
    except ValueError:
        return False


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
        A cell: the text of the first column, or the row's number from 1; the column's name.
    number : str, optional
        Key of an inline number or of a verdict.

    Returns
    -------
    dict
        ``exhibit``, ``title``, ``notebook``, ``parameters``, ``inputs``, ``value`` (of the cell or
        number), ``evidence``: ids.

    Raises
    ------
    DataError
        If the exhibit, row, column or number does not exist; the message lists what does.
    """
    place = _folder(folder)
    if number is not None:
        return _trace_number(place, number)
    known = sorted(_listed(place))
    if exhibit not in known:
        raise DataError(f"no exhibit {exhibit!r}; there are: {', '.join(known)}")
    facts = _json(place / f"{exhibit}.json")
    result = {key: facts[key] for key in ("title", "notebook", "parameters", "inputs", "source")}
    result = {"exhibit": exhibit, "kind": facts["kind"], **result}
    evidence = facts.get("evidence", {"all": [], "cells": {}})
    if row is None and column is None:
        return {**result, "evidence": evidence["all"]}
    if facts["kind"] != "table":
        raise DataError(f"exhibit {exhibit!r} is a {facts['kind']}; only tables have cells")
    table = _cells(place / facts["file"])
    label = _row_label(table, row, exhibit) if row is not None else None
    if column is not None and column not in table.columns:
        by_label = {shown: name for name, shown in facts.get("labels", {}).items()}
        if column not in by_label:
            raise DataError(
                f"exhibit {exhibit!r} has no column {column!r}; columns: {', '.join(table.columns)}"
            )
        column = by_label[column]
    ids = {
        item
        for at, cells in evidence["cells"].items()
        for name, listed in cells.items()
        for item in listed
        if (label is None or at == label) and (column is None or name == column)
    }
    value = table.at[label, column] if label is not None and column is not None else None
    return {**result, "row": label, "column": column, "value": value, "evidence": sorted(ids)}


def _row_label(table: pd.DataFrame, row: str, exhibit: str) -> str:
    if row in table.index:
        return row
    if row.isdigit() and 1 <= int(row) <= len(table):
        return str(table.index[int(row) - 1])
    some = ", ".join(map(str, table.index[:20]))
    raise DataError(f"exhibit {exhibit!r} has no row {row!r}; rows: {some}, or 1 to {len(table)}")


def _trace_number(place: Path, key: str) -> dict[str, Any]:
    for name in ("numbers", "verdicts"):
        entries = _json(place / f"{name}.json")
        if key in entries:
            part = _json(place / "manifest.json").get("runs", {})
            run = part.get(entries[key].get("notebook", ""), {})
            return {"number": key, **entries[key], **run}
    known = sorted(_json(place / "numbers.json"))
    raise DataError(f"no number {key!r}; there are: {', '.join(known)}")
