"""Cases after QCA: what type each case is, and which pairs to compare within."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.engine.configurations import row_number
from crosscase.qca.engine.primes import Cube
from crosscase.qca.engine.scores import Scores
from crosscase.qca.minimization import Solutions
from crosscase.results import Result, shortened

__all__ = ["CasePairs", "CaseTypes", "case_pairs", "case_types"]


@dataclass(frozen=True, repr=False)
class CaseTypes(Result):
    """The type of each case with respect to a model.

    Parameters
    ----------
    model : str
        The model.
    table : DataFrame
        A row a case: case, solution, outcome (memberships), type, terms (that hold), row.
    """

    model: str
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """The model and the number of cases of each type."""
        counts = ", ".join(f"{n} {t}" for t, n in self.table["type"].value_counts().items())
        return f"Cases under {shortened(self.model)}: {counts}"


@dataclass(frozen=True, repr=False)
class CasePairs(Result):
    """Pairs of cases for comparison within cases, best first.

    Parameters
    ----------
    kind : str
        Which types are paired.
    table : DataFrame
        A row a pair: term (or row), first, second, distance; the smaller the better.
    """

    kind: str
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """What is paired."""
        return f"Best pairs: {self.kind}"


def case_types(solutions: Solutions, *, model: int = 1) -> CaseTypes:
    """Classify cases by membership in a model and in the outcome.

    Typical: in both, and no deeper in the model than in the outcome; if deeper, "typical (x > y)",
    in degree but not in kind against sufficiency. Deviant for consistency: in the model,
    not in the outcome. Deviant for coverage: in the outcome, not in the model. Individually
    irrelevant: in neither. Exactly 0.5 in either: undecided.

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    model : int, default 1
        Number of the model.

    Returns
    -------
    CaseTypes

    References
    ----------
    Schneider, C. Q. and Rohlfing, I. (2013). Combining QCA and process tracing. Sociological
    Methods & Research 42, 559-597.
    """
    cubes = solutions.model_cubes(model)
    scores = solutions.truth_table.scores
    members = {scores.words.term(cube): scores.membership(cube) for cube in cubes}
    x = scores.sum_membership(cubes)
    rows = scores.configurations().tolist()
    body = []
    for i, case in enumerate(scores.cases):
        held = [term for term, member in members.items() if member[i] > 0.5]
        row = row_number(rows[i], scores.words.levels)
        body.append([case, x[i], scores.y[i], _type(x[i], scores.y[i]), " + ".join(held), row])
    columns = ["case", "solution", "outcome", "type", "terms", "row"]
    return CaseTypes(solutions.expression(model), pd.DataFrame(body, columns=columns))


def _type(x: float, y: float) -> str:
    if x == 0.5 or y == 0.5:
        return "undecided"
    if x > 0.5:
        if y < 0.5:
            return "deviant consistency"
        return "typical" if x <= y + 1e-9 else "typical (x > y)"
    return "deviant coverage" if y > 0.5 else "individually irrelevant"


_KINDS = ("typical-typical", "typical-deviant consistency", "typical-irrelevant",
          "deviant coverage-irrelevant")  # fmt: skip


def case_pairs(solutions: Solutions, *, kind: str, model: int = 1, most: int = 5) -> CasePairs:
    """Rank pairs of cases for comparison within cases.

    With x the membership in a term, y in the outcome and w in the truth table row, the distance
    of first i and second j is

    - typical-typical: (.5 - (x_i - x_j)) + (.5 - (y_i - y_j)) + 2|y_i - x_i| + 2|y_j - x_j|
    - typical-deviant consistency: |x_i - x_j| + (1 - (y_i - y_j)) + (1 - x_i) + (1 - x_j)
    - typical-irrelevant: (1 - (x_i - x_j)) + (1 - (y_i - y_j)) + 2|y_i - x_i| + 2|y_j - x_j|
    - deviant coverage-irrelevant, in one row: |w_i - w_j| + (1 - (y_i - y_j)) + (1 - w_i) +
      (1 - w_j)

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    kind : str
        One of the four above.
    model : int, default 1
        Number of the model.
    most : int, default 5
        Most pairs of a term or row.

    Returns
    -------
    CasePairs

    Raises
    ------
    ParameterError
        If `kind` or `model` is not there.

    References
    ----------
    Schneider, C. Q. and Rohlfing, I. (2013), as above. Oana, I.-E., Schneider, C. Q. and
    Thomann, E. (2021). Qualitative Comparative Analysis Using R, ch. 6 (the formulas of
    SetMethods).
    """
    if kind not in _KINDS:
        raise ParameterError(f"kind is {kind!r}; it may be {', '.join(map(repr, _KINDS))}")
    cubes = solutions.model_cubes(model)
    scores = solutions.truth_table.scores
    if kind == "deviant coverage-irrelevant":
        body = _row_pairs(scores, cubes, most)
        return CasePairs(kind, pd.DataFrame(body, columns=["row", "first", "second", "distance"]))
    body = []
    for cube in sorted(cubes, key=scores.words.term):
        body += _term_pairs(scores, scores.membership(cube), kind, scores.words.term(cube), most)
    return CasePairs(kind, pd.DataFrame(body, columns=["term", "first", "second", "distance"]))


def _term_pairs(
    scores: Scores, x: np.ndarray, kind: str, term: str, most: int
) -> list[list[object]]:
    y = scores.y
    typical = np.flatnonzero((x > 0.5) & (y > 0.5) & (x <= y + 1e-9))
    if kind == "typical-deviant consistency":
        others = np.flatnonzero((x > 0.5) & (y < 0.5))

        def distance(i: int, j: int) -> float:
            return abs(x[i] - x[j]) + (1 - (y[i] - y[j])) + (1 - x[i]) + (1 - x[j])

    else:
        same = kind == "typical-typical"
        others = typical if same else np.flatnonzero((x < 0.5) & (y < 0.5))
        base = 0.5 if same else 1.0

        def distance(i: int, j: int) -> float:
            apart = (base - (x[i] - x[j])) + (base - (y[i] - y[j]))
            return apart + 2 * abs(y[i] - x[i]) + 2 * abs(y[j] - x[j])

    pairs = [(i, j) for i in typical.tolist() for j in others.tolist() if i != j]
    return _best(scores, pairs, distance, term, most)


def _row_pairs(scores: Scores, cubes: Sequence[Cube], most: int) -> list[list[object]]:
    y = scores.y
    x = scores.sum_membership(cubes)
    rows = [tuple(row) for row in scores.configurations().tolist()]
    w = [float(scores.membership(row)[i]) for i, row in enumerate(rows)]

    def distance(i: int, j: int) -> float:
        return abs(w[i] - w[j]) + (1 - (y[i] - y[j])) + (1 - w[i]) + (1 - w[j])

    deviant = np.flatnonzero((x < 0.5) & (y > 0.5)).tolist()
    outside = np.flatnonzero((x < 0.5) & (y < 0.5)).tolist()
    body: list[list[object]] = []
    for row in sorted({rows[i] for i in deviant}):
        pairs = [(i, j) for i in deviant for j in outside if rows[i] == rows[j] == row]
        body += _best(scores, pairs, distance, row_number(row, scores.words.levels), most)
    return body


def _best(
    scores: Scores,
    pairs: list[tuple[int, int]],
    distance: Callable[[int, int], float],
    label: object,
    most: int,
) -> list[list[object]]:
    ranked = sorted((round(float(distance(i, j)), 10), i, j) for i, j in pairs)
    return [[label, scores.cases[i], scores.cases[j], d] for d, i, j in ranked[:most]]
