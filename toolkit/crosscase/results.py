"""What every result of crosscase has in common: a table, shown alike as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pandas as pd

from crosscase.tables import html_table

__all__ = ["Evidence", "Exhibit", "Number", "Result", "Table", "first_rows", "formatted"]

Evidence: TypeAlias = Mapping[Any, Iterable[str]] | Iterable[str] | pd.DataFrame | str | None
"""Evidence ids of a whole exhibit; or of cells, by ``(row label, column)`` or as a table of ids."""

MOST_ROWS, MOST_COLUMNS = 60, 30
FIRST_ROWS = 12


@dataclass(frozen=True)
class Exhibit:
    """What a result has to say for itself when it is published; see :func:`crosscase.publish`.

    A result is published by what its method ``_exhibit_()`` returns, whatever its type: a new kind
    of result needs no change where exhibits are written.

    Parameters
    ----------
    content : DataFrame, matplotlib Figure, number or str
        What is shown.
    title : str
        Used where :func:`crosscase.publish` is given none.
    headings : mapping of column to str
        Headings that the schemas of the study do not give, or that say more here.
    digits : int or mapping of column to int
        Decimals of floating-point numbers.
    unit : str
        Unit of a number.
    evidence : ids
        The rows that it counts or shows; see :data:`Evidence`.
    verdicts : mapping of key to dict
        Entries for ``verdicts.json``.
    """

    content: Any
    title: str = ""
    headings: Mapping[str, str] = field(default_factory=dict)
    digits: int | Mapping[str, int] = 3
    unit: str = ""
    evidence: Evidence = None
    verdicts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def formatted(table: pd.DataFrame, *, digits: int = 3) -> pd.DataFrame:
    """Return `table` with every cell as the string a reader sees.

    Parameters
    ----------
    table : DataFrame
        Any table; left as it is.
    digits : int, default 3
        Decimals of floating-point numbers, so that 0.660 stands beside 0.486.

    Returns
    -------
    DataFrame
        The same shape and labels; missing cells are empty strings, whole numbers stay whole.

    Examples
    --------
    >>> formatted(pd.DataFrame({"n": [3, None], "incl": [0.66, 0.4861]}))
       n   incl
    0  3  0.660
    1     0.486
    """

    def show(value: object, whole: bool) -> str:
        if isinstance(value, (list, tuple, set, frozenset)):
            return ", ".join(map(str, value))
        if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
            return ""
        if isinstance(value, float):
            return f"{value:.0f}" if whole else f"{value:.{digits}f}"
        return str(value)

    columns = []
    for position in range(table.shape[1]):
        column = table.iloc[:, position]
        numbers = [v for v in column if isinstance(v, float) and not pd.isna(v)]
        whole = bool(numbers) and all(v.is_integer() for v in numbers) and column.isna().any()
        columns.append([show(v, whole) for v in column.astype(object)])
    data = dict(enumerate(columns))
    shown = pd.DataFrame(data, index=table.index, dtype=object)
    shown.columns = table.columns
    return shown


def shortened(text: str, most: int = 200) -> str:
    """Return a text as it is, or its beginning and how much more there is.

    Examples
    --------
    >>> shortened("a, b, c, d", most=4)
    'a, b … (10 characters)'
    """
    return text if len(text) <= most else f"{text[:most]} … ({len(text):,} characters)"


def first_rows(table: pd.DataFrame, where: str) -> tuple[pd.DataFrame, str]:
    """Return what of a table fits a screen, and a line that says of how much, and where all is.

    Of a table over 60 rows the first twelve, of one over 30 columns the first thirty.

    Examples
    --------
    >>> part, more = first_rows(pd.DataFrame({"n": range(61)}), "in t.csv")
    >>> len(part), more
    (12, '… 12 of 61 rows, 1 of 1 columns; all in t.csv')
    """
    rows = FIRST_ROWS if len(table) > MOST_ROWS else len(table)
    part = table.iloc[:rows, :MOST_COLUMNS]
    if part.shape == table.shape:
        return part, ""
    return part, (
        f"… {len(part)} of {len(table):,} rows, {part.shape[1]} of {table.shape[1]:,} columns; "
        f"all {where}"
    )


class Result:
    """Base of results: subclasses have `table` (a DataFrame) and may override `title`, `view`.

    `repr` and the HTML representation show the same strings, those of :func:`formatted`: of a
    table over 60 rows the first twelve, of one over 30 columns the first thirty, with a last line
    that says of how many; cells over 200 characters are shortened. Nothing is left out of `table`.
    """

    table: pd.DataFrame

    @property
    def title(self) -> str:
        """One line that names the result."""
        return type(self).__name__

    @property
    def view(self) -> pd.DataFrame:
        """The table that is shown; `table` itself where a result has no better form."""
        return self.table

    @property
    def headings(self) -> Mapping[str, str]:
        """Headings for columns of `table`, where the names do not say enough."""
        return {}

    def _exhibit_(self) -> Exhibit:
        return Exhibit(self.table, headings=self.headings)

    def _shown(self) -> tuple[pd.DataFrame, str]:
        """Return the strings that are shown, and a line for what is not."""
        part, more = first_rows(self.view, "in .table")
        cells = formatted(part)
        cells = pd.DataFrame(
            {at: [shortened(v) for v in cells.iloc[:, at]] for at in range(cells.shape[1])},
            index=part.index,
            dtype=object,
        )
        cells.columns = part.columns
        return cells, more

    def __repr__(self) -> str:
        cells, more = self._shown()
        lines = [shortened(self.title, 1000), cells.to_string(index=self._labelled)]
        return "\n".join([*lines, more] if more else lines)

    def _repr_html_(self) -> str:
        cells, more = self._shown()
        numeric = self.view.select_dtypes("number").columns
        title = shortened(self.title, 1000)
        return html_table(cells, title=title, note=more, right=numeric, labelled=self._labelled)

    @property
    def _labelled(self) -> bool:
        return not isinstance(self.view.index, pd.RangeIndex)


@dataclass(frozen=True, repr=False)
class Table(Result):
    """A table that carries its headings and its evidence; for what a study reshapes itself.

    Parameters
    ----------
    table : DataFrame
        What is shown.
    names : mapping of column to str, optional
        Headings of columns; without one, the title that the study's schemas give to the column.
    digits : int or mapping of column to int, default 3
        Decimals of floating-point columns.
    evidence : ids, mapping or DataFrame, optional
        The rows it counts or shows; see :data:`Evidence`.
    verdicts : mapping of key to dict, optional
        Entries for ``verdicts.json`` of the result that was reshaped.

    Examples
    --------
    >>> Table(pd.DataFrame({"n": [2]}), names={"n": "Firms"})
    Table
    n
    2
    """

    table: pd.DataFrame
    names: Mapping[str, str] = field(default_factory=dict)
    digits: int | Mapping[str, int] = 3
    evidence: Evidence = None
    verdicts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def headings(self) -> Mapping[str, str]:
        """The names given."""
        return self.names

    def _exhibit_(self) -> Exhibit:
        return Exhibit(
            self.table, headings=self.names, digits=self.digits, evidence=self.evidence,
            verdicts=self.verdicts,
        )  # fmt: skip


@dataclass(frozen=True)
class Number:
    """A number for the running text, with what it counts.

    Parameters
    ----------
    value : int or float
        The number.
    title : str
        What it is, in words.
    evidence : iterable of str, optional
        Ids of the rows that it counts.
    digits : int, default 3
        Decimals where it is no whole number.
    unit : str
        Its unit.
    """

    value: float
    title: str = ""
    evidence: Iterable[str] = ()
    digits: int = 3
    unit: str = ""

    def _exhibit_(self) -> Exhibit:
        return Exhibit(
            self.value, title=self.title, digits=self.digits, unit=self.unit,
            evidence=list(self.evidence),
        )  # fmt: skip
