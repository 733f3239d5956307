"""One CSV file against its schema: every fault with its line, column, value and what is allowed.

The only reader of a study's tables. Cells stay strings until their column's type is known, so that
``007`` in a column of text is never 7, and a file is read to its end whatever is wrong in it.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import Problem
from crosscase.study.package import PACKAGE

__all__ = ["foreign_problems", "key_columns", "nearest", "read_table"]

_TYPES: Mapping[str, tuple[str, str]] = {
    "integer": ("Int64", "a whole number, e.g. 12"),
    "year": ("Int64", "a year of four digits, e.g. 2013"),
    "number": ("float64", "a number with a decimal point, e.g. 46.5"),
    "boolean": ("boolean", "true or false"),
    "date": ("str", "a date as YYYY-MM-DD"),
    "yearmonth": ("str", "a month as YYYY-MM"),
    "string": ("str", "text"),
}


def read_table(
    path: Path, schema: Mapping[str, Any], *, shown: str
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read one CSV file against a Frictionless table schema.

    Parameters
    ----------
    path : Path
        The file: UTF-8, comma, header line.
    schema : mapping
        ``{"fields": [...], "primaryKey": ...}``.
    shown : str
        The file's name in messages.

    Returns
    -------
    table : DataFrame
        Typed columns in the schema's order; cells that could not be read are missing. Its
        ``attrs["lines"]`` are the physical lines on which the rows begin.
    problems : list of Problem
    """
    text, problems = _decoded(path, shown)
    if text is None:
        return pd.DataFrame(), problems
    header, rows, lines, more = _records(text, shown)
    problems += more
    fields = schema["fields"]
    problems += _header_problems(header, fields, shown)
    if not rows and not problems and not schema.get("mayBeEmpty"):
        problems.append(
            Problem(shown, 1, None, "the table is empty", None, "give at least one row")
        )
    columns = {}
    for item in fields:
        name = item["name"]
        at = header.index(name) if name in header else None
        cells = [row[at] if at is not None and at < len(row) else "" for row in rows]
        columns[name], found = _column(cells, item, lines, shown, absent=at is None)
        problems += found
    table = pd.DataFrame(columns)
    problems += _key_problems(table, schema, lines, shown)
    table.attrs["lines"] = lines
    return table, problems


def _decoded(path: Path, shown: str) -> tuple[str | None, list[Problem]]:
    if not path.is_file():
        mend = "put the file there, or take its entry out of data/datapackage.json"
        return None, [Problem(shown, None, None, "the file is missing", None, mend)]
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        value = raw[error.start : error.start + 1].hex()
        mend = "save the file as UTF-8"
        return None, [Problem(shown, line, None, "a byte that is not UTF-8", f"0x{value}", mend)]


def _records(text: str, shown: str) -> tuple[list[str], list[list[str]], list[int], list[Problem]]:
    """Return header, rows, the line each row begins on, and rows of a wrong length."""
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows: list[list[str]] = []
    lines: list[int] = []
    begins = 1
    try:
        for record in reader:
            if not header:
                header = [name.strip() for name in record]
            elif record:
                rows.append(record)
                lines.append(begins)
                if len(record) != len(header):
                    problems.append(
                        Problem(
                            shown, begins, None,
                            f"the row has {len(record)} cells, the header has {len(header)}",
                            None, "a comma within a text needs the text in double quotes",
                        )
                    )  # fmt: skip
            begins = reader.line_num + 1
    except csv.Error as error:
        problems.append(Problem(shown, begins, None, f"the row cannot be read ({error})"))
    return header, rows, lines, problems


def _header_problems(
    header: Sequence[str], fields: Sequence[Mapping[str, Any]], shown: str
) -> list[Problem]:
    names = [item["name"] for item in fields]
    if not header:
        return [Problem(shown, None, None, "the file is empty", None, "its header is missing")]
    problems = [
        Problem(shown, 1, name, "the column is missing", None, f"columns: {', '.join(names)}")
        for name in names
        if name not in header
    ]
    for position, name in enumerate(header):
        if name in header[:position]:
            problems.append(Problem(shown, 1, name, "the column stands twice in the header"))
        elif name not in names:
            mend = f"known columns: {', '.join(names)}{nearest(name, names)}"
            problems.append(Problem(shown, 1, name, "an unknown column", name, mend))
    return problems


def _boolean(cell: str) -> bool:
    return {"true": True, "false": False}[cell.lower()]


def _whole(cell: str) -> int:
    if not re.fullmatch(r"[+-]?\d+", cell):
        raise ValueError(cell)
    return int(cell)


def _number(cell: str) -> float:
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell):
        raise ValueError(cell)
    return float(cell)


def _year(cell: str) -> int:
    if not re.fullmatch(r"\d{4}", cell):
        raise ValueError(cell)
    return int(cell)


def _date(cell: str) -> str:
    return pd.Timestamp(cell).strftime("%Y-%m-%d") if _matches(cell, r"\d{4}-\d\d-\d\d") else ""


def _month(cell: str) -> str:
    return cell if _matches(cell, r"\d{4}-(0[1-9]|1[0-2])") else ""


def _matches(cell: str, pattern: str) -> bool:
    if not re.fullmatch(pattern, cell):
        raise ValueError(cell)
    return True


_READERS: Mapping[str, Callable[[str], Any]] = {
    "integer": _whole,
    "year": _year,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "yearmonth": _month,
    "string": str,
}


def _column(
    cells: Sequence[str], item: Mapping[str, Any], lines: Sequence[int], shown: str, *, absent: bool
) -> tuple[pd.Series, list[Problem]]:
    """Read one column: types, then constraints."""
    name, kind = item["name"], item.get("type", "string")
    if kind not in _TYPES:
        allowed = ", ".join(_TYPES)
        problem = Problem(PACKAGE.as_posix(), None, name, "an unknown type", kind, allowed)
        return pd.Series([None] * len(cells), dtype="object"), [problem]
    dtype, allowed = _TYPES[kind]
    rules = item.get("constraints", {})
    values: list[Any] = []
    problems: list[Problem] = []
    for cell, line in zip(cells, lines, strict=True):
        if cell.strip() == "":
            values.append(None)
            if rules.get("required") and not absent:
                problems.append(Problem(shown, line, name, "a value is required", "", allowed))
            continue
        try:
            value = _READERS[kind](cell if kind == "string" else cell.strip())
        except (ValueError, KeyError):
            values.append(None)
            problems.append(Problem(shown, line, name, f"not of type {kind}", cell, allowed))
            continue
        values.append(value)
        problems += _constraint_problems(value, cell, rules, shown, line, name)
    if rules.get("unique"):
        problems += _duplicates([(v,) for v in values], lines, shown, name)
    return pd.Series(values, dtype=dtype), problems


def _constraint_problems(
    value: Any, cell: str, rules: Mapping[str, Any], shown: str, line: int, name: str
) -> list[Problem]:
    enum = rules.get("enum")
    if enum is not None and value not in enum and cell not in map(str, enum):
        near = nearest(cell, map(str, enum))
        levels = list(map(str, enum))
        if len(levels) > 12:
            close = difflib.get_close_matches(cell, levels, n=6, cutoff=0.3) or levels[:6]
            allowed = f"{len(levels)} levels are allowed, such as: {', '.join(close)}"
        else:
            allowed = f"allowed: {', '.join(levels)}{near}"
        return [Problem(shown, line, name, "a level that is not allowed", cell, allowed)]
    if "minimum" in rules and value < rules["minimum"]:
        return [Problem(shown, line, name, "too small", cell, f"at least {rules['minimum']}")]
    if "maximum" in rules and value > rules["maximum"]:
        return [Problem(shown, line, name, "too large", cell, f"at most {rules['maximum']}")]
    if "pattern" in rules and not re.fullmatch(rules["pattern"], cell):
        allowed = f"it must match {rules['pattern']}"
        return [Problem(shown, line, name, "not of the right form", cell, allowed)]
    return []


def key_columns(key: Any) -> list[str]:
    """Return the columns of a key, which a schema may give as one name or as a list."""
    return [key] if isinstance(key, str) else list(key or [])


def _duplicates(
    keys: Sequence[tuple[Any, ...]], lines: Sequence[int], shown: str, name: str
) -> list[Problem]:
    first: dict[tuple[Any, ...], int] = {}
    problems = []
    for key, line in zip(keys, lines, strict=True):
        if all(pd.isna(part) for part in key):
            continue
        if key in first:
            value = ", ".join(map(str, key))
            mend = f"the same stands on line {first[key]}; ids are given once"
            problems.append(Problem(shown, line, name, "a duplicate", value, mend))
        first.setdefault(key, line)
    return problems


def _key_problems(
    table: pd.DataFrame, schema: Mapping[str, Any], lines: Sequence[int], shown: str
) -> list[Problem]:
    key = key_columns(schema.get("primaryKey"))
    if not key or not set(key) <= set(table.columns):
        return []
    unique = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("unique")}
    if len(key) == 1 and key[0] in unique:
        return []
    keys = list(table[key].itertuples(index=False, name=None))
    return _duplicates(keys, lines, shown, "+".join(key))


def foreign_problems(
    resource: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
) -> list[Problem]:
    """Report ids that the table they refer to does not have."""
    table = tables[resource["name"]]
    lines = table.attrs.get("lines", [])
    shown = f"data/{resource['path']}"
    problems = []
    for link in resource["schema"].get("foreignKeys", []):
        fields = key_columns(link["fields"])
        other = link["reference"]["resource"] or resource["name"]
        theirs = key_columns(link["reference"]["fields"])
        target = tables.get(other)
        if target is None or not set(theirs) <= set(target.columns) or target.empty:
            continue
        if not set(fields) <= set(table.columns):
            continue
        known = set(target[theirs].itertuples(index=False, name=None))
        for key, line in zip(table[fields].itertuples(index=False, name=None), lines, strict=True):
            if any(pd.isna(part) for part in key) or key in known:
                continue
            value = ", ".join(map(str, key))
            names = [", ".join(map(str, item)) for item in sorted(known, key=str)]
            near = nearest(value, names)
            what = f"no such id in data/{other}.csv, column {', '.join(theirs)}"
            some = "known: " + ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
            problems.append(Problem(shown, line, "+".join(fields), what, value, some + near))
    return problems


def nearest(value: str, known: Any) -> str:
    """Return a hint at the known name that `value` is most like; empty where none is near."""
    found = difflib.get_close_matches(value, list(known), n=1)
    return f" (did you mean {found[0]!r}?)" if found else ""
