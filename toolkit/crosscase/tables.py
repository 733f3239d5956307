"""Tables as a reader sees them: one set of strings for notebook, CSV, paper and Word."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from crosscase.errors import ParameterError

__all__ = ["csv_text", "flat", "heading", "html_table", "strings"]


def flat(table: pd.DataFrame) -> pd.DataFrame:
    """Return `table` with its index, where it has one that says something, as first columns.

    Column labels of several levels are joined by `` / ``.

    Examples
    --------
    >>> flat(pd.DataFrame({"n": [2]}, index=pd.Index(["north"], name="case")))
        case  n
    0  north  2
    """
    result = table.copy()
    if isinstance(result.columns, pd.MultiIndex):
        result.columns = [" / ".join(map(str, label)) for label in result.columns]
    if not isinstance(result.index, pd.RangeIndex):
        names = [
            name if name is not None else f"row_{i}" for i, name in enumerate(result.index.names)
        ]
        names = ["row" if name == "row_0" and len(names) == 1 else name for name in names]
        result = result.reset_index(names=[str(name) for name in names])
    result.columns = [str(label) for label in result.columns]
    result = result.reset_index(drop=True)
    twice = result.columns[result.columns.duplicated()]
    if len(twice):
        raise ParameterError(f"the table has the column {twice[0]!r} twice; give each its own name")
    return result


def strings(table: pd.DataFrame, *, digits: int | Mapping[str, int] = 3) -> pd.DataFrame:
    """Return `table` as strings: floating-point numbers with `digits` decimals, missing empty.

    Parameters
    ----------
    table : DataFrame
        Any table; its index becomes the first columns if it has labels.
    digits : int or mapping of column to int
        Decimals of floating-point columns.

    Returns
    -------
    DataFrame
        All columns of dtype object, every cell a string.

    Examples
    --------
    >>> strings(pd.DataFrame({"covS": [0.66, 0.4861]}), digits=2)
       covS
    0  0.66
    1  0.49
    """
    plain = flat(table)
    shown = {}
    for name in plain.columns:
        places = digits if isinstance(digits, int) else digits.get(name, 3)
        shown[name] = [_string(cell, places) for cell in plain[name].astype(object)]
    return pd.DataFrame(shown, dtype=object, columns=list(plain.columns))


def _string(cell: Any, digits: int) -> str:
    if isinstance(cell, (list, tuple, set, frozenset)):
        return "; ".join(map(str, sorted(cell) if isinstance(cell, (set, frozenset)) else cell))
    if cell is None or cell is pd.NA or (isinstance(cell, float) and pd.isna(cell)):
        return ""
    if isinstance(cell, bool) or type(cell).__name__ in {"bool_", "bool"}:
        return "yes" if cell else "no"
    if isinstance(cell, float):
        text = f"{cell:.{digits}f}"
        return text[1:] if text.startswith("-") and float(text) == 0 else text
    return str(cell)


def heading(name: str) -> str:
    """Return a column's name as a heading.

    Names with capitals, and of one or two letters, are the field's own and stay as they are.

    Examples
    --------
    >>> heading("case_id"), heading("inclS"), heading("n")
    ('Case id', 'inclS', 'n')
    """
    if name != name.lower() or ("_" not in name and len(name) <= 2):
        return name
    text = name.replace("_", " ")
    return text[:1].upper() + text[1:]


def csv_text(table: pd.DataFrame) -> str:
    """Return a table of strings as CSV text with plain line ends."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.itertuples(index=False, name=None))
    return buffer.getvalue()


def html_table(
    cells: pd.DataFrame,
    *,
    title: str = "",
    note: str = "",
    right: Iterable[Hashable] = (),
    labelled: bool = False,
) -> str:
    """Return a table of strings as HTML for a notebook.

    It brings no colours, fonts or widths of its own, so that it follows the theme it is shown in,
    light or dark, and columns are as wide as they need; a long table scrolls within its box.

    Parameters
    ----------
    cells : DataFrame
        As :func:`strings` returns it.
    title, note : str
        Above and below the table.
    right : iterable of column
        Columns of numbers, set flush right.
    labelled : bool
        Whether the index is shown, as first columns.

    Examples
    --------
    >>> print(html_table(pd.DataFrame({"n": ["2"]}), right=["n"]))
    <div style="max-height: 40em; overflow: auto">
    <table class="dataframe">
    <thead><tr><th style="text-align: right">n</th></tr></thead>
    <tbody>
    <tr><td style="text-align: right">2</td></tr>
    </tbody>
    </table>
    </div>
    """
    right = set(right)
    names = list(cells.index.names) if labelled else []
    heads = [_cell("th", _label(name), False) for name in names]
    heads += [_cell("th", _label(name), name in right) for name in cells.columns]
    aligned = [name in right for name in cells.columns]
    rows = []
    for label, row in zip(cells.index, cells.itertuples(index=False, name=None), strict=True):
        labels = (label if isinstance(label, tuple) else (label,)) if labelled else ()
        shown = [_cell("th", str(part), False) for part in labels]
        shown += [_cell("td", text, flush) for text, flush in zip(row, aligned, strict=True)]
        rows.append(f"<tr>{''.join(shown)}</tr>")
    lines = [
        *([f"<p><b>{html.escape(title)}</b></p>"] if title else []),
        '<div style="max-height: 40em; overflow: auto">',
        '<table class="dataframe">',
        f"<thead><tr>{''.join(heads)}</tr></thead>",
        "<tbody>", *rows, "</tbody>",
        "</table>", "</div>",
        *([f"<p>{html.escape(note)}</p>"] if note else []),
    ]  # fmt: skip
    return "\n".join(lines)


def _label(name: Hashable) -> str:
    parts = name if isinstance(name, tuple) else (name,)
    return " / ".join("" if part is None else str(part) for part in parts)


def _cell(tag: str, text: str, right: bool) -> str:
    side = "right" if right else "left"
    return f'<{tag} style="text-align: {side}">{html.escape(text)}</{tag}>'
