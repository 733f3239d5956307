"""Limited diversity: which of the possible configurations the cases show, and which not.

The whole truth table of a study, remainders too, also where there is nothing to explain because
every case has the same outcome.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.truth_tables import truth_table

__all__ = ["collinearity", "diversity", "outcome_varies", "truth_rows"]


def __dir__() -> list[str]:
    return __all__


def outcome_varies(data: pd.DataFrame, outcome: str, conditions: Sequence[str]) -> bool:
    """Tell whether there is anything to explain; the engine itself refuses a constant outcome."""
    if len(conditions) < 2:
        raise ParameterError(f"give at least two conditions, not {len(conditions)}")
    column = outcome.lstrip("~")
    if column not in data.columns:
        raise ParameterError(f"no column {column!r}; the data have {', '.join(data.columns)}")
    return len(set(data[column])) > 1


def _configurations(data: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    return pd.Series(
        list((data[list(names)] > 0.5).astype(int).itertuples(index=False, name=None)),
        index=data.index,
        dtype=object,
    )


def truth_rows(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: Iterable[str],
    incl_cut: Sequence[float] = (1.0, 0.01),
) -> pd.DataFrame:
    """Return the whole truth table, remainders too, with its cases by outcome.

    Parameters
    ----------
    data : DataFrame, shape (cases, conditions + 1)
        Crisp or fuzzy scores; the index names the cases.
    outcome : str
        Column of the outcome.
    conditions : iterable of str
        At least two columns.
    incl_cut : (float, float)
        Upper and lower inclusion cut.

    Returns
    -------
    DataFrame
        Index ``row``; the conditions (0, 1), ``OUT`` (1, 0, C contradictory, ? remainder), ``n,
        incl, cases_with, cases_without`` (cases of the row with and without the outcome).

    Raises
    ------
    ParameterError
        If a column is missing or there are fewer than two conditions.

    References
    ----------
    Ragin (1987), The Comparative Method, ch. 6-7.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 1], "Y": [1, 0]}, index=["a", "b"])
    >>> truth_rows(data, outcome="Y", conditions=["A", "B"])[["OUT", "n", "cases_with"]]
        OUT  n cases_with
    row
    1     ?  0         ()
    2     0  1         ()
    3     ?  0         ()
    4     1  1       (a,)
    """
    names = list(conditions)
    rows = pd.DataFrame(list(itertools.product((0, 1), repeat=len(names))), columns=names)
    rows.index = pd.Index(list(range(1, len(rows) + 1)), name="row")
    if outcome_varies(data, outcome, names):
        made = truth_table(data, outcome=outcome, conditions=names, incl_cut=incl_cut)
        found = made.table[["OUT", "n", "incl"]]
    else:
        found = _constant_rows(data, outcome, names)
    rows["OUT"] = found["OUT"].reindex(rows.index, fill_value="?")
    rows["n"] = found["n"].reindex(rows.index, fill_value=0).astype(int)
    rows["incl"] = found["incl"].reindex(rows.index).astype(float)
    member = data[outcome] > 0.5
    at = _configurations(data, names)
    keys = list(rows[names].itertuples(index=False, name=None))
    rows["cases_with"] = [tuple(data.index[(at == key) & member]) for key in keys]
    rows["cases_without"] = [tuple(data.index[(at == key) & ~member]) for key in keys]
    return rows


def _constant_rows(data: pd.DataFrame, outcome: str, names: Sequence[str]) -> pd.DataFrame:
    at = _configurations(data, names)
    numbers = at.map(lambda key: 1 + int("".join(map(str, key)), 2))
    counts = numbers.value_counts().sort_index()
    value = float(data[outcome].iloc[0]) if len(data) else np.nan
    return pd.DataFrame({"OUT": "1" if value > 0.5 else "0", "n": counts, "incl": value})


def diversity(data: pd.DataFrame, *, outcome: str, conditions: Iterable[str]) -> dict[str, int]:
    """Count how many of the logically possible configurations the cases show.

    Parameters
    ----------
    data, outcome, conditions
        As :func:`truth_rows` takes them.

    Returns
    -------
    dict
        ``cases, conditions, possible, observed, remainders``, and ``contradictory``:
        configurations with cases on both sides of the outcome.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1], "B": [1, 1], "Y": [1, 0]}, index=["a", "b"])
    >>> diversity(data, outcome="Y", conditions="AB")["contradictory"]
    1
    """
    names = list(conditions)
    at = _configurations(data, names)
    observed = len(set(at))
    sides = set(zip(at, data[outcome] > 0.5, strict=True))
    return {
        "cases": len(data),
        "conditions": len(names),
        "possible": 2 ** len(names),
        "observed": observed,
        "remainders": 2 ** len(names) - observed,
        "contradictory": len(sides) - observed,
    }


def collinearity(scores: pd.DataFrame) -> pd.DataFrame:
    """Count for each pair of conditions in how many cases they part.

    Parameters
    ----------
    scores : DataFrame, shape (cases, conditions)
        Scores; empty where unknown.

    Returns
    -------
    DataFrame
        ``pair, known`` (cases with both scores), ``both, neither, first_only, second_only``.

    Examples
    --------
    >>> collinearity(pd.DataFrame({"A": [1, 0, 1], "B": [1, 0, None]}))
        pair  known  both  neither  first_only  second_only
    0  A – B      2     1        1           0            0
    """
    rows = []
    for a, b in itertools.combinations(scores.columns, 2):
        known = scores[[a, b]].dropna()
        x, y = known[a] > 0.5, known[b] > 0.5
        counts = [int(part.sum()) for part in (x & y, ~x & ~y, x & ~y, ~x & y)]
        rows.append([f"{a} – {b}", len(known), *counts])
    columns = ["pair", "known", "both", "neither", "first_only", "second_only"]
    return pd.DataFrame(rows, columns=columns)
