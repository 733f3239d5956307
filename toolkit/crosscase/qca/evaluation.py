"""Fit of any expression to data: sufficiency, necessity, and searches for either."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.case_data import CaseData, scores_of
from crosscase.qca.engine.consistency import (
    model_fit,
    necessity_fit,
    necessity_of_literals,
    sufficiency_fit,
)
from crosscase.qca.engine.primes import Cube, contains
from crosscase.qca.engine.scores import Scores
from crosscase.results import Result

__all__ = ["SetFit", "fit", "necessity", "subset_search", "superset_search"]

_NAME = re.compile(r"~?\s*([^\[\]{}~*+]+?)\s*(?:[\[{][\d\s,;]+[\]}])?\s*(?:[*+]|$)")


@dataclass(frozen=True, repr=False)
class SetFit(Result):
    """Fit of expressions as sufficient or necessary for an outcome.

    Parameters
    ----------
    outcome : str
        Y, ~Y or Y[1].
    relation : str
        "sufficiency" or "necessity".
    table : DataFrame
        One row an expression: term, then inclS, PRI, covS, covU or inclN, RoN, covN.
    """

    outcome: str
    relation: str
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """Relation and outcome in one line."""
        return f"{self.relation.capitalize()} for {self.outcome}"


def _names(expression: str) -> list[str]:
    return list(dict.fromkeys(_NAME.findall(expression)))


def fit(data: CaseData, *, expression: str, outcome: str, cases: str | None = None) -> SetFit:
    """Return the fit of a sum of products as sufficient for an outcome.

    Parameters
    ----------
    data : DataFrame, n cases, or path of a CSV file
        Set membership or levels.
    expression : str
        For example "A*~B + C", or "A[2]*B[0]" for multi-value data.
    outcome : str
        Y, ~Y or Y[1].
    cases : str, optional
        Column that names the cases; by default the index does.

    Returns
    -------
    SetFit
        A row a term with inclS, PRI, covS, covU; the last row is the expression as a whole.

    Raises
    ------
    ParameterError
        If the expression or a column is not understood.

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods, ch. 5.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0], "B": [0, 1, 0], "Y": [1, 1, 0]})
    >>> fit(data, expression="A*B", outcome="Y").table
         term  inclS  PRI  covS  covU
    0     A*B    1.0  1.0   0.5   NaN
    1   model    1.0  1.0   0.5   NaN
    """
    scores = scores_of(data, outcome, _names(expression), cases, fewest=1)
    cubes = scores.words.cubes(expression)
    terms, whole = model_fit(scores, cubes)
    body = [[scores.words.term(c), *f] for c, f in zip(cubes, terms, strict=True)]
    body.append(["model", *whole])
    table = pd.DataFrame(body, columns=["term", "inclS", "PRI", "covS", "covU"])
    return SetFit(scores.outcome, "sufficiency", table.astype({"covU": float}))


def necessity(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    expressions: str | Iterable[str] | None = None,
    cases: str | None = None,
) -> SetFit:
    """Return inclN, RoN and covN of conditions and their negations, or of expressions.

    Parameters
    ----------
    data : DataFrame, n cases, or path of a CSV file
        Set membership or levels.
    outcome : str
        Y, ~Y or Y[1].
    conditions : str or iterable of str, optional
        By default every other column.
    expressions : str or iterable of str, optional
        In place of single literals: for example "A+~B" (a disjunction) or "A*B".
    cases : str, optional
        Column that names the cases.

    Returns
    -------
    SetFit
        A row a literal or expression.

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods, pp. 139-147, 232-237.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0], "B": [0, 1, 0], "Y": [1, 1, 0]})
    >>> necessity(data, outcome="Y")
    Necessity for Y
    term inclN   RoN  covN
       A 1.000 1.000 1.000
      ~A 0.000 0.667 0.000
       B 0.500 1.000 1.000
      ~B 0.500 0.500 0.500
    """
    if expressions is None:
        scores = scores_of(data, outcome, conditions, cases, fewest=1)
        found = necessity_of_literals(scores)
        return SetFit(scores.outcome, "necessity", _necessity_table(found))
    listed = [expressions] if isinstance(expressions, str) else list(expressions)
    names = list(dict.fromkeys(name for text in listed for name in _names(text)))
    scores = scores_of(data, outcome, names, cases, fewest=1)
    body = []
    for text in listed:
        member = scores.sum_membership(scores.words.cubes(text))
        body.append((text, necessity_fit(member, scores.y)))
    return SetFit(scores.outcome, "necessity", _necessity_table(body))


def _necessity_table(found: list) -> pd.DataFrame:
    body = [[term, *values] for term, values in found]
    return pd.DataFrame(body, columns=["term", "inclN", "RoN", "covN"])


def _literals(scores: Scores) -> list[tuple[int, int]]:
    levels = scores.words.levels
    return [(c, v) for c, n in enumerate(levels) for v in ((1, 0) if n == 2 else range(n))]


def _products(literals: list[tuple[int, int]], k: int, depth: int) -> Iterable[Cube]:
    for size in range(1, depth + 1):
        for chosen in combinations(literals, size):
            if len({c for c, _v in chosen}) == size:
                cube = [-1] * k
                for c, v in chosen:
                    cube[c] = v
                yield tuple(cube)


def subset_search(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    incl_cut: float = 0.8,
    pri_cut: float = 0.0,
    cov_cut: float = 0.0,
    depth: int = 3,
    cases: str | None = None,
) -> SetFit:
    """Search the products of literals that are sufficient for the outcome.

    Parameters
    ----------
    data, outcome, conditions, cases
        As in :func:`necessity`.
    incl_cut, pri_cut, cov_cut : float
        Least inclS, PRI and covS.
    depth : int, default 3
        Most literals of a product.

    Returns
    -------
    SetFit
        Minimal products: none contains a shorter one that is in the table.
    """
    scores = scores_of(data, outcome, conditions, cases, fewest=1)
    _check(depth, incl_cut=incl_cut, pri_cut=pri_cut, cov_cut=cov_cut)
    kept: list[Cube] = []
    body = []
    for cube in _products(_literals(scores), len(scores.words.levels), depth):
        if any(contains(other, cube) for other in kept):
            continue
        found = sufficiency_fit(scores.membership(cube), scores.y)
        enough = pri_cut - 1e-9 <= found.PRI or pri_cut == 0
        if found.inclS >= incl_cut - 1e-9 and enough and found.covS >= cov_cut - 1e-9:
            kept.append(cube)
            body.append([scores.words.term(cube), *found[:3]])
    table = pd.DataFrame(body, columns=["term", "inclS", "PRI", "covS"])
    return SetFit(scores.outcome, "sufficiency", table)


def superset_search(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    incl_cut: float = 0.9,
    ron_cut: float = 0.0,
    cov_cut: float = 0.0,
    depth: int = 2,
    cases: str | None = None,
) -> SetFit:
    """Search products and sums of literals that are necessary for the outcome.

    Parameters
    ----------
    data, outcome, conditions, cases
        As in :func:`necessity`.
    incl_cut, ron_cut, cov_cut : float
        Least inclN, RoN and covN.
    depth : int, default 2
        Most literals of a product or sum.

    Returns
    -------
    SetFit
        Single literals and products that are necessary; then sums, of which none contains a
        shorter sum or literal that is in the table.
    """
    scores = scores_of(data, outcome, conditions, cases, fewest=1)
    _check(depth, incl_cut=incl_cut, ron_cut=ron_cut, cov_cut=cov_cut)

    def enough(found: tuple[float, float, float]) -> bool:
        cuts = (incl_cut, ron_cut, cov_cut)
        return all(value >= cut - 1e-9 for value, cut in zip(found, cuts, strict=True))

    body, sums = [], []
    for cube in _products(_literals(scores), len(scores.words.levels), depth):
        found = necessity_fit(scores.membership(cube), scores.y)
        if enough(found):
            body.append([scores.words.term(cube), *found])
            if sum(v >= 0 for v in cube) == 1:
                sums.append({(c, v) for c, v in enumerate(cube) if v >= 0})
    for size in range(2, depth + 1):
        for chosen in combinations(_literals(scores), size):
            if len({c for c, _v in chosen}) < size or any(s <= set(chosen) for s in sums):
                continue
            member = np.max([scores.literal(c, v) for c, v in chosen], axis=0)
            found = necessity_fit(member, scores.y)
            if enough(found):
                sums.append(set(chosen))
                body.append(["+".join(scores.words.literal(c, v) for c, v in chosen), *found])
    table = pd.DataFrame(body, columns=["term", "inclN", "RoN", "covN"])
    return SetFit(scores.outcome, "necessity", table)


def _check(depth: int, **cuts: float) -> None:
    if depth < 1:
        raise ParameterError(f"depth is {depth}; it must be at least 1")
    for name, cut in cuts.items():
        if not 0 <= cut <= 1:
            raise ParameterError(f"{name} is {cut}; it must lie in [0, 1]")
