"""Answers to a scorecard: read from a file, every cell checked, all items turned the same way."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError, Problem
from crosscase.study.reading import read_table

__all__ = ["RESPONDENT", "oriented", "read_answers"]

RESPONDENT = "respondent"


def read_answers(
    path: Path | str, items: pd.DataFrame, *, shown: str | None = None
) -> pd.DataFrame:
    """Read a file of answers and check every cell of it.

    Parameters
    ----------
    path : path
        CSV file: a column ``respondent``, then one column an item, named by its id; one row a
        respondent, whole numbers of the scale.
    items : DataFrame
        ``item_id``, ``scale_minimum``, ``scale_maximum``.
    shown : str, optional
        Name of the file in messages; by default its own name.

    Returns
    -------
    DataFrame, n rows
        ``respondent`` and the k items in the order of `items`.

    Raises
    ------
    DataError
        With every fault: file, row, column, value, what is allowed.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "answers.csv"
    >>> _ = path.write_text("respondent,q1\\nA,4\\n", encoding="utf-8")
    >>> items = pd.DataFrame({"item_id": ["q1"], "scale_minimum": [1], "scale_maximum": [5]})
    >>> read_answers(path, items)
      respondent  q1
    0          A   4
    """
    place, name = Path(path), shown or Path(path).name
    if not place.is_file():
        raise DataError(f"{name}: there is no such file of answers; give the path of a CSV file")
    if ";" in _first_line(place) and "," not in _first_line(place):
        mend = "save the file with commas between the columns"
        raise DataError([Problem(name, 1, None, "the columns are separated by ';'", None, mend)])
    table, problems = read_table(place, _schema(items), shown=name)
    # A row with too few cells misses answers too; one message says it.
    short = {p.row for p in problems if p.column is None and p.row and p.row > 1}
    told = [p for p in problems if p.column is None or p.row not in short]
    if told:
        raise DataError([_plain(problem, items) for problem in told])
    table.attrs.clear()
    return table.astype(dict.fromkeys(items["item_id"], "int64"))


def _first_line(path: Path) -> str:
    return path.read_bytes().split(b"\n", 1)[0].decode("utf-8", errors="replace")


def _schema(items: pd.DataFrame) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {"name": RESPONDENT, "type": "string", "constraints": {"required": True, "unique": True}}
    ]
    for item in items.to_dict("records"):
        rules = {
            "required": True,
            "minimum": int(item["scale_minimum"]),
            "maximum": int(item["scale_maximum"]),
        }
        fields.append({"name": item["item_id"], "type": "integer", "constraints": rules})
    return {"fields": fields}


def _plain(problem: Problem, items: pd.DataFrame) -> Problem:
    """Say a fault of the table as a fault of a questionnaire."""
    scale = items.set_index("item_id")[["scale_minimum", "scale_maximum"]]
    file, row, column, value = problem.file, problem.row, problem.column, problem.value
    if problem.message == "an unknown column":
        near = difflib.get_close_matches(str(column), [RESPONDENT, *scale.index], n=1)
        hint = f"did you mean {near[0]!r}?" if near else "the items are those of the scorecard"
        return Problem(file, row, column, "an unknown item", column, hint)
    if problem.message == "the column is missing":
        mend = f"give a column {column!r}; the items are those of the scorecard"
        return Problem(file, row, column, "the item is missing", None, mend)
    if problem.message == "the table is empty":
        return Problem(file, row, None, "no answers", None, "give one row for each respondent")
    if problem.message == "the file is empty":
        mend = "the first line names the column 'respondent' and the items"
        return Problem(file, None, None, "the file is empty", None, mend)
    if column == RESPONDENT and problem.message == "a value is required":
        return Problem(file, row, column, "a respondent without a name", "", "give each an id")
    if column in scale.index and value is not None:
        low, high = scale.loc[column]
        what = "the answer is missing" if not value.strip() else "not an answer of the scale"
        return Problem(file, row, column, what, value, f"a whole number from {low} to {high}")
    return problem


def oriented(answers: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Return the answers with reverse-coded items turned round.

    Parameters
    ----------
    answers : DataFrame, n rows
        As :func:`read_answers` returns it.
    items : DataFrame
        ``item_id``, ``reverse_coded``, ``scale_minimum``, ``scale_maximum``.

    Returns
    -------
    DataFrame, shape (n, k)
        Indexed by respondent; a higher number always means more of the principle.

    Examples
    --------
    >>> items = pd.DataFrame({"item_id": ["a", "b"], "reverse_coded": [False, True],
    ...                       "scale_minimum": 1, "scale_maximum": 5})
    >>> oriented(pd.DataFrame({"respondent": ["x"], "a": [2], "b": [2]}), items)
                a  b
    respondent
    x           2  4
    """
    table = answers.set_index(RESPONDENT)[list(items["item_id"])].copy()
    for item in items[items["reverse_coded"].astype(bool)].to_dict("records"):
        ends = item["scale_minimum"] + item["scale_maximum"]
        table[item["item_id"]] = ends - table[item["item_id"]]
    return table
