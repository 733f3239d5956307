"""Cases of an analysis, from a DataFrame or a CSV file.

Nothing here loads pandas: a file is read as text, so that `crosscase qca` answers in a tenth of a
second, of which pandas alone would take four.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, TypeAlias

from crosscase.errors import DataError, ParameterError
from crosscase.qca.engine.literals import parse_outcome, split_names
from crosscase.qca.engine.scores import Scores, read_scores

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CaseData", "read_columns", "scores_of"]

CaseData: TypeAlias = "pd.DataFrame | str | PathLike[str]"
"""One case a row: a DataFrame, or the path of a CSV file."""

Columns = Mapping[str, Sequence[Any]]


def scores_of(
    data: CaseData,
    outcome: str,
    conditions: str | Iterable[str] | None,
    cases: str | None,
    *,
    fewest: int = 2,
) -> Scores:
    """Check the cases of an analysis.

    Parameters
    ----------
    data : DataFrame or path
        One case a row. The index of a DataFrame names the cases unless a column does; in a file
        the first column does if its header is empty or its cells are not numbers; else the cases
        are numbered from 1.
    outcome : str
        Y, ~Y or Y[1].
    conditions : str or iterable of str, optional
        "A,B,C" or a list; by default every other column.
    cases : str, optional
        Column that names the cases.
    fewest : int, default 2
        Fewest conditions allowed.

    Returns
    -------
    Scores

    Raises
    ------
    ParameterError
        If a column is unknown, or `data` is neither.
    DataError
        If the file cannot be read, or scores are missing or out of range.
    """
    target = parse_outcome(outcome)[0]
    names = None if conditions is None else split_names(conditions)
    if isinstance(data, (str, PathLike)):
        columns: Columns = read_columns(data)
        cases = cases if cases is not None else _column_of_names(columns, {target, *(names or [])})
        default: Sequence[Any] = range(1, len(next(iter(columns.values()))) + 1)
    else:
        columns, default = _columns_and_labels(data)
    if cases is not None and cases not in columns:
        raise ParameterError(
            f"no column {cases!r} for cases (--id); the data have {_names(columns)}"
        )
    if names is None:
        names = [name for name in columns if name not in (target, cases, "")]
    labels = default if cases is None else columns[cases]
    return read_scores(columns, labels, outcome, names, fewest=fewest)


def _names(columns: Columns) -> str:
    return ", ".join(name for name in columns if name)


def _columns_and_labels(data: Any) -> tuple[Columns, Sequence[Any]]:
    import pandas as pd

    if not isinstance(data, pd.DataFrame):
        raise ParameterError(
            f"data is a {type(data).__name__}; give a pandas DataFrame or the path of a CSV file"
        )
    twice = data.columns[data.columns.duplicated()]
    if len(twice):
        raise ParameterError(f"the data have two columns named {twice[0]!r}; rename one")
    numbered = isinstance(data.index, pd.RangeIndex)
    labels = range(1, len(data) + 1) if numbered else data.index.tolist()
    names = [str(name) for name in data.columns]
    # One conversion for all columns where it is possible: sweeps over small tables feel it.
    if all(kind.kind in "biuf" for kind in data.dtypes):
        return dict(zip(names, data.to_numpy(dtype=float).T, strict=True)), labels
    return {name: data.iloc[:, i].to_numpy() for i, name in enumerate(names)}, labels


def read_columns(path: str | PathLike[str]) -> dict[str, list[str]]:
    """Read a CSV file: its columns by name, every cell as text.

    Parameters
    ----------
    path : path
        A file in UTF-8, separated by commas, with a header and one case a row.

    Returns
    -------
    dict of str to list of str
        Of several columns without a name the first.

    Raises
    ------
    DataError
        If it is no such file; the message says where and how to mend it.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if any(cell.strip() for cell in row)]
    except OSError as error:
        raise DataError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, csv.Error) as error:
        raise DataError(f"{path} is not a CSV file in UTF-8: {error}") from None
    if not rows:
        raise DataError(f"{path} is empty; give a header and one case a row")
    header, body = [name.strip() for name in rows[0]], rows[1:]
    _check_shape(path, header, body)
    columns: dict[str, list[str]] = {}
    for i, name in enumerate(header):
        columns.setdefault(name, [row[i].strip() for row in body])
    return columns


def _check_shape(path: str | PathLike[str], header: list[str], body: list[list[str]]) -> None:
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and sign in header[0]:
            raise DataError(f"{path} is separated by {word}; save it with commas")
    for number, row in enumerate(body, start=2):
        if len(row) != len(header):
            raise DataError(
                f"{path}: record {number} has {len(row)} cells, the header {len(header)}"
            )
    if not body:
        raise DataError(f"{path} has a header and no cases; give one case a row")
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise DataError(f"{path} has two columns named {twice[0]!r}; rename one")


def _column_of_names(columns: Columns, used: set[str]) -> str | None:
    """Return the first column if it looks like names: no header, or cells that are no numbers."""
    first = next(iter(columns))
    if first in used:
        return None
    return first if first == "" or not all(map(_is_number, columns[first])) else None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return text.lower() in {"", "na", "nan", "true", "false"}
    return True
