"""Ratings: one row a unit, one column a coder, empty where a coder left a unit out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import numpy as np
import pandas as pd

from crosscase.errors import DataError
from crosscase.wording import listed

__all__ = [
    "Ratings",
    "as_frame",
    "categories_of",
    "counts_by_unit",
    "disagreements",
    "ratings_from_long",
]

Ratings: TypeAlias = pd.DataFrame | Mapping[str, Sequence[object]]
"""Labels as a table (units × coders), or as one sequence a coder."""

# A full stop and an asterisk are how the literature on alpha prints a missing rating.
MISSING = ("", ".", "*")
# Columns that say what a row is about; none is a coder.
_KEYS = {"unit", "case", "code", "coder", "rater", "source", "locator", "stance", "category"}


def as_frame(ratings: Ratings) -> pd.DataFrame:
    """Return ratings as a table in which a missing rating is None.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; missing ones are empty, ``.`` or ``*``.

    Returns
    -------
    DataFrame of object
        A new table; None where a rating is missing.

    Raises
    ------
    DataError
        If coders rated different numbers of units, there are fewer than two coders, or the
        columns are those of a long table, one row a rating.

    Examples
    --------
    >>> as_frame({"A": "ab", "B": "a."}).to_dict("list")
    {'A': ['a', 'b'], 'B': ['a', None]}
    """
    if isinstance(ratings, pd.DataFrame):
        keys = [str(name) for name in ratings if str(name).endswith("_id") or name in _KEYS]
        if keys:
            what = "is no coder" if len(keys) == 1 else "are no coders"
            raise DataError(
                f"ratings have one column a coder, but {listed(keys)} {what}; from "
                "one row a rating make them by ratings_from_long(table, unit=…, coder=…, code=…)"
            )
        frame = ratings
    else:
        lengths = {str(coder): len(values) for coder, values in ratings.items()}
        if len(set(lengths.values())) > 1:
            raise DataError(
                f"coders rated different numbers of units: {lengths}; mark gaps as None"
            )
        frame = pd.DataFrame({coder: list(values) for coder, values in ratings.items()})
    frame = frame.astype(object).where(~frame.isin(MISSING) & frame.notna(), None)
    if frame.shape[1] < 2:
        raise DataError(
            f"ratings have {frame.shape[1]} coder(s); at least 2 are needed, one a column"
        )
    return frame


def categories_of(frame: pd.DataFrame, categories: Sequence[object] | None = None) -> list[object]:
    """Return the categories in their order.

    Parameters
    ----------
    frame : DataFrame
        What :func:`as_frame` returns.
    categories : sequence, optional
        All categories in their order; default: those that occur, sorted (as text, where labels
        of several types cannot be compared).

    Returns
    -------
    list

    Raises
    ------
    DataError
        If a rating is not among the categories given.

    Examples
    --------
    >>> categories_of(as_frame({"A": "ba", "B": "b."}))
    ['a', 'b']
    """
    found = pd.unique(frame.to_numpy().ravel())
    used = [value for value in found if value is not None]
    if categories is None:
        try:
            return sorted(used)
        except TypeError:
            return sorted(used, key=str)
    unknown = [value for value in used if value not in list(categories)]
    if unknown:
        raise DataError(f"rating {unknown[0]!r} is not among the categories {list(categories)}")
    return list(categories)


def counts_by_unit(frame: pd.DataFrame, labels: Sequence[object]) -> np.ndarray:
    """Count the coders that put each unit into each category.

    Parameters
    ----------
    frame : DataFrame
        What :func:`as_frame` returns.
    labels : sequence
        Categories in their order.

    Returns
    -------
    ndarray of float, shape (units, categories)
        r_ik of Gwet (2014); a row sums to the number of coders who rated the unit.

    Examples
    --------
    >>> counts_by_unit(as_frame({"A": "ab", "B": "a."}), ["a", "b"]).tolist()
    [[2.0, 0.0], [0.0, 1.0]]
    """
    return np.stack([(frame == label).sum(axis=1) for label in labels], axis=1).astype(float)


def ratings_from_long(codings: pd.DataFrame, *, unit: str, coder: str, code: str) -> pd.DataFrame:
    """Turn one row a coding into one row a unit and one column a coder.

    Parameters
    ----------
    codings : DataFrame
        One row a unit and coder.
    unit, coder, code : str
        Names of the three columns.

    Returns
    -------
    DataFrame
        Index: units, sorted; columns: coders, sorted; empty where a coder left a unit out.

    Raises
    ------
    DataError
        If a column is missing, or a coder rated a unit twice.

    Examples
    --------
    >>> long = pd.DataFrame({"u": [1, 1, 2], "who": ["a", "b", "a"], "code": ["x", "y", "x"]})
    >>> ratings_from_long(long, unit="u", coder="who", code="code")
    who  a    b
    u
    1    x    y
    2    x  NaN
    """
    for column in (unit, coder, code):
        if column not in codings:
            raise DataError(f"codings have no column {column!r}; they have {list(codings)}")
    twice = codings[codings.duplicated([unit, coder])]
    if len(twice):
        row = twice.iloc[0]
        raise DataError(f"coder {row[coder]} rated unit {row[unit]} twice; keep one of them")
    return codings.pivot(index=unit, columns=coder, values=code)  # noqa: PD010


def disagreements(ratings: Ratings) -> pd.DataFrame:
    """List the units on which coders differ.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where missing.

    Returns
    -------
    DataFrame
        The rows of `ratings` with two or more different labels, in their order, with a column
        ``labels`` that counts the different ones.

    Examples
    --------
    >>> disagreements({"A": "aab", "B": "abb"})
       A  B  labels
    1  a  b       2
    """
    frame = as_frame(ratings)
    labels = frame.apply(lambda row: row.dropna().nunique(), axis=1)
    return frame.assign(labels=labels)[labels > 1]
