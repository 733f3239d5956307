"""What every result of crosscase has in common: a table, shown alike as text and as HTML."""

from __future__ import annotations

import html

import pandas as pd

__all__ = ["Result", "formatted"]


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


class Result:
    """Base of results: subclasses have `table` (a DataFrame) and may override `title`.

    `repr` and the HTML representation show the same strings, those of :func:`formatted`.
    """

    table: pd.DataFrame

    @property
    def title(self) -> str:
        """One line that names the result."""
        return type(self).__name__

    def __repr__(self) -> str:
        return f"{self.title}\n{formatted(self.table).to_string(index=self._labelled)}"

    def _repr_html_(self) -> str:
        body = formatted(self.table).to_html(index=self._labelled, border=0)
        return f"<p><b>{html.escape(self.title)}</b></p>\n{body}"

    @property
    def _labelled(self) -> bool:
        return not isinstance(self.table.index, pd.RangeIndex)
