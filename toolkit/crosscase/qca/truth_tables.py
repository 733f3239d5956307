"""Truth tables of crisp, multi-value and fuzzy data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.case_data import CaseData, scores_of
from crosscase.qca.engine.configurations import Row, complete_rows, observed_rows
from crosscase.qca.engine.scores import Scores
from crosscase.results import Result
from crosscase.wording import counted

__all__ = ["TruthTable", "truth_table"]


@dataclass(frozen=True, repr=False)
class TruthTable(Result):
    """A truth table, with the data it was made from.

    Parameters
    ----------
    scores : Scores
        Checked data.
    rows : tuple of Row
        Configurations that have cases, by row number (or as sorted), and if asked for all others.
    incl_cut : tuple of float
        Inclusion cut, or the upper and the lower one.
    n_cut : int
        Fewest cases of a row.
    pri_cut : float
        PRI cut.
    """

    scores: Scores
    rows: tuple[Row, ...]
    incl_cut: tuple[float, ...]
    n_cut: int
    pri_cut: float

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a configuration: conditions, OUT, n, incl, PRI, cases; index: row number."""
        words = self.scores.words
        body = [
            [*row.values, row.out, row.n, row.incl, row.pri, ",".join(row.cases)]
            for row in self.rows
        ]
        columns = [*words.conditions, "OUT", "n", "incl", "PRI", "cases"]
        index = pd.Index([row.number for row in self.rows], name="row")
        return pd.DataFrame(body, columns=columns, index=index)

    @property
    def title(self) -> str:
        """Outcome, cuts and counts in one line."""
        n = {out: sum(row.out == out for row in self.rows) for out in "10C"}
        mixed = f", {n['C']} C" if n["C"] else ""
        cuts = ", ".join(f"{cut:g}" for cut in self.incl_cut)
        return (
            f"Truth table of {self.outcome}: {counted(n['1'], 'row')} coded 1, {n['0']} coded 0"
            f"{mixed}; {counted(self.remainder_count, 'remainder')} (incl.cut {cuts}; n.cut "
            f"{self.n_cut}; pri.cut {self.pri_cut:g})"
        )

    @property
    def outcome(self) -> str:
        """The outcome: Y, ~Y or Y[1]."""
        return self.scores.outcome

    @property
    def conditions(self) -> tuple[str, ...]:
        """Names of the conditions."""
        return self.scores.words.conditions

    @property
    def levels(self) -> tuple[int, ...]:
        """Number of levels of each condition."""
        return self.scores.words.levels

    @property
    def row_count(self) -> int:
        """Number of logically possible configurations."""
        total = 1
        for n in self.levels:
            total *= n
        return total

    @property
    def remainder_count(self) -> int:
        """Number of configurations without (enough) cases."""
        return self.row_count - sum(row.out != "?" for row in self.rows)

    def configurations(self, *outs: str) -> list[tuple[int, ...]]:
        """Return the values of the rows with these OUT codes.

        Parameters
        ----------
        outs : str
            Any of "1", "0", "C", "?" (of "?" only rows that are in the table).
        """
        return [row.values for row in self.rows if row.out in outs]

    @property
    def contradictions(self) -> pd.DataFrame:
        """Cases that deviate in consistency: in a row coded 1 or C, but not in the outcome."""
        member = dict(zip(self.scores.cases, self.scores.y.tolist(), strict=True))
        body = [
            [row.number, row.out, case, member[case]]
            for row in self.rows
            if row.out in "1C"
            for case in row.cases
            if member[case] < 0.5
        ]
        return pd.DataFrame(body, columns=["row", "OUT", "case", self.outcome])


def truth_table(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    incl_cut: float | Sequence[float] = 1.0,
    n_cut: int = 1,
    pri_cut: float = 0.0,
    complete: bool = False,
    sort_by: str | Sequence[str] | None = None,
    cases: str | None = None,
) -> TruthTable:
    """Build a truth table.

    Parameters
    ----------
    data : DataFrame, n cases, or path of a CSV file
        Crisp (0, 1), multi-value (0, 1, 2, ...) or fuzzy (0 to 1) scores; the index names the
        cases, in a file a first column of text.
    outcome : str
        Y, ~Y, or Y[1] of a multi-value outcome.
    conditions : str or iterable of str, optional
        "A,B,C" or a list; by default every other column.
    incl_cut : float or (float, float), default 1
        Rows at least this consistent are coded 1. With two cuts, rows between them are
        contradictions, C.
    n_cut : int, default 1
        Rows with fewer cases are remainders, ?.
    pri_cut : float, default 0
        Rows coded 1 must also have at least this PRI.
    complete : bool, default False
        Add the configurations without cases.
    sort_by : str or sequence of str, optional
        Columns of the table to sort by, largest first: "incl", "n", "PRI", "OUT", a condition.
    cases : str, optional
        Column that names the cases.

    Returns
    -------
    TruthTable
        `table` has a column for each condition, then OUT, n, incl, PRI, cases.

    Raises
    ------
    ParameterError
        If a column is unknown or a cut is out of range.
    DataError
        If scores are missing or out of range, names double, or the outcome does not vary.

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry, ch. 7. Dusa, A. (2019). QCA with R, ch. 7.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]},
    ...                     index=["a", "b", "c", "d"])
    >>> truth_table(data, outcome="Y").table
         A  B OUT  n  incl  PRI cases
    row
    1    0  0   0  1   0.0  0.0     d
    2    0  1   0  1   0.0  0.0     c
    3    1  0   1  1   1.0  1.0     b
    4    1  1   1  1   1.0  1.0     a
    """
    scores = scores_of(data, outcome, conditions, cases)
    rows = observed_rows(scores, incl_cut=incl_cut, n_cut=n_cut, pri_cut=pri_cut)
    if complete:
        rows = complete_rows(rows, scores.words.levels)
    cuts = [incl_cut] if isinstance(incl_cut, (int, float)) else list(incl_cut)
    made = TruthTable(scores, tuple(rows), tuple(map(float, cuts)), int(n_cut), float(pri_cut))
    return made if sort_by is None else _sorted(made, sort_by)


def _sorted(made: TruthTable, sort_by: str | Sequence[str]) -> TruthTable:
    names = [sort_by] if isinstance(sort_by, str) else list(sort_by)
    unknown = [name for name in names if name not in made.table.columns]
    if unknown:
        raise ParameterError(
            f"sort_by names {unknown[0]!r}; the columns are {', '.join(made.table.columns)}"
        )
    order = made.table.reset_index().sort_values(
        names, ascending=[name == "cases" for name in names], kind="stable", na_position="last"
    )
    rows = tuple(made.rows[i] for i in order.index)
    return TruthTable(made.scores, rows, made.incl_cut, made.n_cut, made.pri_cut)
