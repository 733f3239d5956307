"""Pattern matching over cases: what a theory expects of each case, held against the evidence."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import DataError
from crosscase.results import Result

__all__ = ["PatternMatch", "expect", "match", "relabel"]


def expect(
    outcome: pd.Series, propositions: Iterable[str], *, everywhere: Collection[str] = ()
) -> pd.DataFrame:
    """Return the pattern that a theory expects: present with the outcome, absent without it.

    Parameters
    ----------
    outcome : Series
        1 or 0 by case.
    propositions : iterable of str
        Columns of the pattern.
    everywhere : collection of str
        Propositions that are expected of every case.

    Returns
    -------
    DataFrame, shape (cases, propositions)
        1 present, -1 absent.

    Examples
    --------
    >>> expect(pd.Series({"a": 1, "b": 0}), ["P", "Q"], everywhere=["Q"])
       P  Q
    a  1  1
    b -1  1
    """
    side = (2 * outcome.astype(int) - 1).rename_axis(outcome.index.name)
    return pd.DataFrame({p: (side * 0 + 1) if p in everywhere else side for p in propositions})


@dataclass(frozen=True, repr=False)
class PatternMatch(Result):
    """An expected pattern held against what the evidence shows.

    Parameters
    ----------
    table : DataFrame
        One row a proposition: ``proposition, matches, mismatches, silent``, and the cases of each
        of the last two: ``cases_against, cases_silent``.
    cells : DataFrame, shape (cases, propositions)
        ``match``, ``mismatch`` or ``silent``.
    """

    table: pd.DataFrame
    cells: pd.DataFrame

    @property
    def matches(self) -> int:
        """Cells in which the evidence shows what was expected."""
        return int(self.table["matches"].sum())

    @property
    def mismatches(self) -> int:
        """Cells in which it shows the contrary."""
        return int(self.table["mismatches"].sum())

    @property
    def silent(self) -> int:
        """Cells on which there is no evidence that counts."""
        return int(self.table["silent"].sum())

    @property
    def title(self) -> str:
        """Counts in one line."""
        return f"{self.matches} cells match, {self.mismatches} do not, {self.silent} are silent"


def match(held: pd.DataFrame, expected: pd.DataFrame) -> PatternMatch:
    """Hold an expected pattern against profiles of evidence.

    Parameters
    ----------
    held : DataFrame, shape (cases, propositions)
        1 shown, -1 denied, empty silent; see :func:`crosscase.comparison.paired_cases.profiles`.
    expected : DataFrame, same labels
        1 or -1; see :func:`expect`.

    Returns
    -------
    PatternMatch

    Raises
    ------
    DataError
        If the two do not have the same labels.

    References
    ----------
    Campbell (1975), "Degrees of freedom" and the case study, Comparative Political Studies 8,
    178-193. Yin (2018), Case Study Research, 6th ed., pp. 175-179.

    Examples
    --------
    >>> held = pd.DataFrame({"P": [1, -1], "Q": [1, None]}, index=["a", "b"])
    >>> match(held, expect(pd.Series({"a": 1, "b": 0}), ["P", "Q"])).title
    '3 cells match, 0 do not, 1 are silent'
    """
    if set(held.index) != set(expected.index) or set(held.columns) != set(expected.columns):
        raise DataError("the expected pattern and the profiles have not the same cases and columns")
    expected = expected.loc[held.index, held.columns]
    hit = held.to_numpy(dtype=float) * expected.to_numpy(dtype=float)
    words = np.where(np.isnan(hit), "silent", np.where(hit > 0, "match", "mismatch"))
    cells = pd.DataFrame(words, index=held.index, columns=held.columns)
    rows = [
        {
            "proposition": name,
            "matches": int((cells[name] == "match").sum()),
            "mismatches": int((cells[name] == "mismatch").sum()),
            "silent": int((cells[name] == "silent").sum()),
            "cases_against": tuple(cells.index[cells[name] == "mismatch"]),
            "cases_silent": tuple(cells.index[cells[name] == "silent"]),
        }
        for name in cells.columns
    ]
    return PatternMatch(pd.DataFrame(rows), cells)


def relabel(
    held: pd.DataFrame, outcome: pd.Series, *, everywhere: Collection[str] = ()
) -> pd.DataFrame:
    """Match the pattern under every other choice of which cases have the outcome.

    Parameters
    ----------
    held : DataFrame, shape (cases, propositions)
        As :func:`match` takes it.
    outcome : Series
        1 or 0 by case; as many cases have it in every relabelling.
    everywhere : collection of str
        As :func:`expect` takes it.

    Returns
    -------
    DataFrame
        One row a choice, best first: ``without`` (cases without the outcome), ``matches,
        mismatches``, ``own`` (whether it is the study's own choice). The share of rows with at
        least as many matches less mismatches as the own one is the exact p value, and cannot be
        less than one over the number of rows.

    References
    ----------
    Fisher (1935), The Design of Experiments, ch. 2-3.

    Examples
    --------
    >>> held = pd.DataFrame({"P": [1, 1, -1]}, index=list("abc"))
    >>> relabel(held, pd.Series({"a": 1, "b": 1, "c": 0}))[["without", "matches", "own"]]
      without  matches    own
    0    (c,)        3   True
    1    (a,)        1  False
    2    (b,)        1  False
    """
    outcome = outcome.loc[list(held.index)].astype(int)
    own = tuple(outcome.index[outcome == 0])
    rows = []
    for without in itertools.combinations(held.index, len(own)):
        tried = pd.Series([int(case not in without) for case in held.index], index=held.index)
        found = match(held, expect(tried, held.columns, everywhere=everywhere))
        rows.append((without, found.matches, found.mismatches, without == own))
    table = pd.DataFrame(rows, columns=["without", "matches", "mismatches", "own"])
    gain = table["mismatches"] - table["matches"]
    order = gain.sort_values(kind="stable").index
    return table.loc[order].reset_index(drop=True)
