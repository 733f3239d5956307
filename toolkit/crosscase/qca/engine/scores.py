"""Scores of cases in conditions and outcome, checked once at the boundary."""

from __future__ import annotations

import math
import numbers
import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from crosscase.errors import DataError, ParameterError
from crosscase.qca.engine.literals import Vocabulary, parse_outcome, split_names
from crosscase.wording import counted, listed

__all__ = ["MOST_LEVELS", "Scores", "column_scores", "read_scores"]

MOST_LEVELS = 100
"""A multi-value condition may have this many levels; more look like raw data."""

_SHOWN = 5  # cases that a message names
# Signs of which expressions are made: a column with one in its name could not be told from them.
_MARKS = frozenset("*+~[]{}")
_MISSING = {"", "na", "n/a", "nan", "null", "none", "<na>"}
_TRUTH = {"true": 1.0, "false": 0.0}


@dataclass(frozen=True)
class Scores:
    """Checked data of one analysis.

    Parameters
    ----------
    cases : tuple of str
        Case names, n of them.
    words : Vocabulary
        Conditions and their numbers of levels.
    values : array, n x k
        Set membership in [0, 1], or whole-number levels.
    fuzzy : tuple of bool
        Whether a condition is a fuzzy set.
    outcome : str
        The outcome as the user wrote it: Y, ~Y or Y[1].
    y : array, n
        Membership in that outcome.
    """

    cases: tuple[str, ...]
    words: Vocabulary
    values: np.ndarray
    fuzzy: tuple[bool, ...]
    outcome: str
    y: np.ndarray

    def membership(self, cube: Sequence[int]) -> np.ndarray:
        """Return each case's membership in a product of literals."""
        member = np.ones(len(self.cases))
        for c, value in enumerate(cube):
            if value >= 0:
                member = np.minimum(member, self.literal(c, value))
        return member

    def sum_membership(self, cubes: Iterable[Sequence[int]]) -> np.ndarray:
        """Return each case's membership in a sum of products; 0 if it has no term."""
        member = np.zeros(len(self.cases))
        for cube in cubes:
            member = np.maximum(member, self.membership(cube))
        return member

    def literal(self, condition: int, value: int) -> np.ndarray:
        """Return each case's membership in one literal."""
        column = self.values[:, condition]
        if self.fuzzy[condition]:
            return column if value else 1 - column
        return (column == value).astype(float)

    def configurations(self) -> np.ndarray:
        """Return the truth table row of each case, n x k; a score of 0.5 counts as 0."""
        rounded = np.where(self.fuzzy, self.values > 0.5, self.values)
        return rounded.astype(np.int64)

    def undecided(self) -> np.ndarray:
        """Tell which cases score exactly 0.5 in some condition: they belong to no row."""
        at_half = np.abs(self.values - 0.5) < 1.5e-8
        return np.any(at_half & np.array(self.fuzzy), axis=1)


def column_scores(name: str, values: Iterable[Any], cases: Sequence[str]) -> np.ndarray:
    """Return a column as numbers.

    Parameters
    ----------
    name : str
        The column, for messages.
    values : iterable
        Numbers, booleans, or their text.
    cases : sequence of str
        Case names, for messages.

    Returns
    -------
    array
        Floating-point numbers.

    Raises
    ------
    DataError
        If values are missing or are not numbers; the message names column and cases.
    """
    if isinstance(values, np.ndarray) and values.dtype.kind in "biuf":
        quick = values.astype(float)
        if np.isfinite(quick).all():
            return quick
    column = np.empty(len(cases))
    missing, strange = [], []
    for i, value in enumerate(values):
        number = _number(value)
        if number is None:
            strange.append((cases[i], value))
        elif math.isnan(number):
            missing.append(f"case {cases[i]}")
        column[i] = math.nan if number is None else number
    if missing:
        raise DataError(
            f"column {name!r} has missing values in {listed(missing, most=_SHOWN)}; "
            "QCA needs every score: fill them in or leave these cases out"
        )
    if strange:
        raise DataError(
            f"column {name!r} has values that are not numbers: {_shown(strange)}; "
            "give set membership in [0, 1] or whole-number levels"
        )
    return column


def _number(value: Any) -> float | None:
    if value is None:
        return math.nan
    if isinstance(value, (numbers.Real, np.bool_)):
        number = float(value)
        return number if math.isfinite(number) or math.isnan(number) else None
    text = str(value).strip()
    if text.lower() in _MISSING:
        return math.nan
    if text.lower() in _TRUTH:
        return _TRUTH[text.lower()]
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _shown(pairs: Iterable[tuple[str, Any]]) -> str:
    """Write values with their cases, the first few of many."""
    texts = [
        f"{value:g} (case {case})" if isinstance(value, float) else f"{value!r} (case {case})"
        for case, value in pairs
    ]
    return listed(texts, most=_SHOWN)


def read_scores(
    columns: Mapping[str, Sequence[Any]],
    cases: Sequence[Any],
    outcome: str,
    conditions: str | Iterable[str],
    *,
    fewest: int = 2,
) -> Scores:
    """Check the data of an analysis.

    Parameters
    ----------
    columns : mapping of str to sequence
        Columns by name, each with n values.
    cases : sequence
        n case names.
    outcome : str
        Y, ~Y, or Y[1] for a multi-value outcome.
    conditions : str or iterable of str
        Names, "A,B,C" or a list.
    fewest : int, default 2
        Fewest conditions allowed.

    Returns
    -------
    Scores

    Raises
    ------
    ParameterError
        If a column is unknown, or the conditions are fewer than two or not distinct.
    DataError
        If case names are not distinct, or scores are missing or out of range.
    """
    names = split_names(conditions)
    target, negated, levels = parse_outcome(outcome)
    _check_names(columns, names, target, fewest)
    labels = tuple(str(case) for case in cases)
    twice = (
        sorted({case for case in labels if labels.count(case) > 1})
        if len(set(labels)) < len(labels)
        else []
    )
    if twice:
        raise DataError(
            f"case names are not distinct: {listed(map(repr, twice), most=_SHOWN)} "
            f"{'stands' if len(twice) == 1 else 'stand'} for several cases; give each case a name "
            "of its own, or name another column with --id"
        )
    if not labels:
        raise DataError("the data have no cases; give at least one row under the header")
    values = np.column_stack(_all_scores(columns, names, labels))
    top, parts = values.max(axis=0), (values % 1 != 0).any(axis=0)
    if values.min() < 0 or top.max() >= MOST_LEVELS or (parts & (top > 1)).any():
        for name, column in zip(names, values.T, strict=True):
            _check_range(name, column, labels)
    fuzzy = tuple(parts.tolist())
    tops = [2 if f else max(2, int(t) + 1) for f, t in zip(fuzzy, top.tolist(), strict=True)]
    y = _outcome(target, levels, column_scores(target, columns[target], labels), labels)
    scores = Scores(
        labels,
        Vocabulary(tuple(names), tuple(tops)),
        values,
        fuzzy,
        outcome.replace("{", "[").replace("}", "]").replace(" ", ""),
        1 - y if negated else y,
    )
    _warn_of_half(scores)
    return scores


def _all_scores(
    columns: Mapping[str, Sequence[Any]], names: Sequence[str], labels: Sequence[str]
) -> list[np.ndarray]:
    """Read every column before complaining, so that one message tells of all."""
    read, wrong = [], []
    for name in names:
        try:
            read.append(column_scores(name, columns[name], labels))
        except DataError as error:
            wrong.append(str(error))
    if wrong:
        raise DataError("\n".join(wrong))
    return read


def _check_names(columns: Mapping[str, Any], names: list[str], target: str, fewest: int) -> None:
    unknown = [name for name in [*names, target] if name not in columns]
    if unknown:
        what = "column" if len(unknown) == 1 else "columns"
        raise ParameterError(
            f"no {what} {', '.join(map(repr, unknown))}; the data have "
            f"{', '.join(str(name) for name in columns if name != '')}"
        )
    marked = [name for name in [*names, target] if _MARKS.intersection(name)]
    if marked:
        raise ParameterError(
            f"column {marked[0]!r} has a sign that terms are written with ({' '.join('*+~[]{}')}); "
            "rename it"
        )
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise ParameterError(f"condition {twice[0]!r} is named twice; name each condition once")
    if target in names:
        raise ParameterError(f"{target!r} is both outcome and condition; leave it out of one")
    if len(names) < fewest:
        raise ParameterError(
            f"QCA compares combinations: give at least two conditions, not {len(names)}"
        )


def _pairs(cases: Sequence[str], column: np.ndarray, which: np.ndarray) -> list[tuple[str, float]]:
    return [(cases[i], float(column[i])) for i in np.flatnonzero(which).tolist()]


def _check_range(name: str, column: np.ndarray, cases: Sequence[str]) -> None:
    whole = column % 1 == 0
    bad = (column < 0) | ((column > 1) & ~whole)
    if bad.any() or (column.max() > 1 and not whole.all()):
        beside = ""
        word = "scores outside [0, 1] that are not levels either"
        if not bad.any():
            bad = column > 1
            word = "levels that are not whole numbers, or scores outside [0, 1]"
            beside = f" beside {_shown(_pairs(cases, column, ~whole))}"
        raise DataError(
            f"column {name!r} has {word}: {_shown(_pairs(cases, column, bad))}{beside}; "
            "give set membership in [0, 1], or whole-number levels 0, 1, 2, ... "
            "(crosscase.qca.calibrate turns raw data into either)"
        )
    if column.max() >= MOST_LEVELS:
        high = _shown(_pairs(cases, column, column >= MOST_LEVELS))
        raise DataError(
            f"column {name!r} has scores outside [0, 1], too high to be levels: {high}; "
            f"levels go from 0 to {MOST_LEVELS - 1}: calibrate raw data first"
        )


def _outcome(
    name: str, levels: tuple[int, ...], column: np.ndarray, cases: Sequence[str]
) -> np.ndarray:
    if levels:
        strange = _pairs(cases, column, column % 1 != 0)
        if strange:
            raise DataError(
                f"outcome {name!r} has levels that are not whole numbers: {_shown(strange)}; "
                f"ask for {name} without brackets if it is a fuzzy set"
            )
        absent = [level for level in levels if not (column == level).any()]
        if absent:
            there = ", ".join(f"{v:g}" for v in sorted(set(column)))
            raise ParameterError(
                f"outcome {name!r} has no case at level {absent[0]}; it has {there}"
            )
        column = np.isin(column, levels).astype(float)
    outside = (column < 0) | (column > 1)
    if outside.any():
        pairs = _pairs(cases, column, outside)
        hint = (
            f"name the level to explain, as {name}[{int(column.max())}]"
            if (column % 1 == 0).all() and (column >= 0).all()
            else "calibrate it first"
        )
        raise DataError(f"outcome {name!r} has scores outside [0, 1]: {_shown(pairs)}; {hint}")
    if (column == column[0]).all():
        raise DataError(
            f"outcome {name!r} is {column[0]:g} in all {len(column)} cases; without a difference "
            "in the outcome there is nothing to explain: add cases with and without it"
        )
    return column


def _warn_of_half(scores: Scores) -> None:
    if not any(scores.fuzzy):
        return
    half = [scores.cases[i] for i in np.flatnonzero(scores.undecided()).tolist()]
    if half:
        warnings.warn(
            f"{counted(len(half), 'case')} of exactly 0.5 in a fuzzy condition, so in no truth "
            f"table row: {listed(half, most=_SHOWN)}; move them off 0.5 by calibration",
            UserWarning,
            stacklevel=3,
        )
