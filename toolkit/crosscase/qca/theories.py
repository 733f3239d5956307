"""Theory evaluation: where a solution and a theory agree and where not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import pandas as pd

from crosscase.qca.engine.consistency import sufficiency_fit
from crosscase.qca.engine.primes import Cube, contains
from crosscase.qca.minimization import Solutions
from crosscase.results import Result, shortened

__all__ = ["TheoryEvaluation", "negation", "theory_evaluation"]


@dataclass(frozen=True, repr=False)
class TheoryEvaluation(Result):
    """Intersections of a theory T and a solution S.

    Parameters
    ----------
    theory, solution : str
        Both as sums of products.
    table : DataFrame
        A row each for T*S, ~T*S, T*~S and ~T*~S: area, expression, with_outcome, without_outcome
        (numbers of cases), inclS, covS, cases_with, cases_without.
    """

    theory: str
    solution: str
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """Theory and solution in one line."""
        return f"Theory {shortened(self.theory)} against solution {shortened(self.solution)}"


def theory_evaluation(solutions: Solutions, *, theory: str, model: int = 1) -> TheoryEvaluation:
    """Intersect a model with a theory.

    Cases with the outcome in T*S support the theory, those in ~T*S extend it, those in T*~S
    delimit it; cases without the outcome in T*S speak against both.

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    theory : str
        A sum of products over the same conditions.
    model : int, default 1
        Number of the model.

    Returns
    -------
    TheoryEvaluation

    References
    ----------
    Ragin, C. C. (1987). The Comparative Method, pp. 118-121. Schneider, C. Q. and Wagemann, C.
    (2012). Set-Theoretic Methods, pp. 295-305.
    """
    scores = solutions.truth_table.scores
    words = scores.words
    cubes = {"S": solutions.model_cubes(model), "T": words.cubes(theory)}
    sides: dict[str, tuple[Sequence[Cube], np.ndarray]] = {}
    for name, own in cubes.items():
        member = scores.sum_membership(own)
        sides[name] = (own, member)
        sides[f"~{name}"] = (negation(own, words.levels), 1 - member)
    body = []
    for second, first in product(("S", "~S"), ("T", "~T")):
        text = " + ".join(words.model(_product(sides[first][0], sides[second][0]))) or "0"
        x = np.minimum(sides[first][1], sides[second][1])
        fit = sufficiency_fit(x, scores.y)
        inside = x > 0.5
        with_y = [scores.cases[i] for i in np.flatnonzero(inside & (scores.y > 0.5))]
        without = [scores.cases[i] for i in np.flatnonzero(inside & (scores.y < 0.5))]
        counts = [len(with_y), len(without), fit.inclS, fit.covS]
        body.append([f"{first}*{second}", text, *counts, ",".join(with_y), ",".join(without)])
    columns = ["area", "expression", "with_outcome", "without_outcome", "inclS", "covS"]
    return TheoryEvaluation(
        " + ".join(words.model(cubes["T"])),
        solutions.expression(model),
        pd.DataFrame(body, columns=[*columns, "cases_with", "cases_without"]),
    )


def _absorbed(cubes: set[Cube]) -> list[Cube]:
    return sorted(cube for cube in cubes if not any(o != cube and contains(o, cube) for o in cubes))


def _product(first: Sequence[Cube], second: Sequence[Cube]) -> list[Cube]:
    met: set[Cube] = set()
    for one in first:
        for two in second:
            if all(a < 0 or b < 0 or a == b for a, b in zip(one, two, strict=True)):
                met.add(tuple(max(a, b) for a, b in zip(one, two, strict=True)))
    return _absorbed(met)


def negation(cubes: Sequence[Cube], levels: Sequence[int]) -> list[Cube]:
    """Return the negation of a sum of products as a sum of products (De Morgan).

    Examples
    --------
    >>> negation([(1, 1)], (2, 2))
    [(-1, 0), (0, -1)]
    """
    result: list[Cube] = [(-1,) * len(levels)]
    for cube in cubes:
        others = [
            (*[-1] * c, other, *[-1] * (len(levels) - c - 1))
            for c, value in enumerate(cube)
            if value >= 0
            for other in range(levels[c])
            if other != value
        ]
        result = _product(result, others)
    return result
