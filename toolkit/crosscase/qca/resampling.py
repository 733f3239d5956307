"""Robustness of a solution against cases and conditions that are left out or exchanged."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.qca.engine.consistency import coincidence, sufficiency_fit
from crosscase.qca.engine.literals import Expected
from crosscase.qca.engine.solutions import Included
from crosscase.qca.variants import Variants, written

__all__ = ["alternative_conditions", "subsample_stability"]

_MOST_SUBSETS = 5_000
"""Up to this many subsets all are taken: two of a hundred cases are 4,950, some ten seconds."""

_DRAWS = 1_000
"""Else so many are drawn: a share of them is known to within three points of a hundred."""


def subsample_stability(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    leave_out: int = 1,
    draws: int | None = None,
    seed: int = 0,
    incl_cut: float = 1.0,
    n_cut: int = 1,
    include: Included = None,
    dir_exp: Expected = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Solve again without some of the cases.

    Parameters
    ----------
    data, outcome, conditions, incl_cut, n_cut, include, dir_exp
        As in :func:`crosscase.qca.cut_ranges`.
    leave_out : int, default 1
        Number of cases left out at a time.
    draws : int, optional
        Random subsets; default: all of them where there are at most 5,000, else 1,000 draws.
    seed : int, default 0
        Seed of the draws.

    Returns
    -------
    runs : DataFrame
        One row a subset: ``left_out, solution, same`` (all models the same as on all cases).
    terms : DataFrame
        One row a term of the initial solution or of any run: ``term, initial, share`` (of runs
        with it in at least one model).

    Raises
    ------
    ParameterError
        If as many cases are left out as there are.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]},
    ...                     index=list("wxyz"))
    >>> runs, terms = subsample_stability(data, outcome="Y", include="?")
    >>> bool(runs["same"].all()), terms["share"].tolist()
    (True, [1.0])
    """
    names = list(map(str, data.index))
    if not 1 <= leave_out < len(names):
        raise ParameterError(f"leave_out is {leave_out}; allowed: 1 to {len(names) - 1}")
    if draws is not None and draws < 1:
        raise ParameterError(f"draws is {draws}; it must be at least 1")
    analysis = partial(
        Variants, outcome=outcome, conditions=conditions, include=include, dir_exp=dir_exp
    )
    own = analysis(data).under(incl_cut, n_cut)
    rows: list[tuple[tuple[str, ...], str, bool]] = []
    met: Counter[str] = Counter()
    for subset in _subsets(len(names), leave_out, draws, seed):
        left_out = tuple(names[i] for i in subset)
        keep = np.ones(len(names), dtype=bool)
        keep[list(subset)] = False
        try:
            found = analysis(data[keep]).under(incl_cut, n_cut)
        except DataError:
            # All cases that are left have the same outcome: there is nothing to explain.
            rows.append((left_out, "", not own.models))
            continue
        rows.append((left_out, written(found), found.models == own.models))
        met.update({term for model in found.models for term in model})
    runs = pd.DataFrame(rows, columns=["left_out", "solution", "same"])
    return runs, _terms({term for model in own.models for term in model}, met, len(rows))


def _terms(initial: set[str], met: Mapping[str, int], runs: int) -> pd.DataFrame:
    body = [(term, term in initial, met.get(term, 0) / runs) for term in initial | set(met)]
    table = pd.DataFrame(body, columns=["term", "initial", "share"])
    order = table.sort_values(["initial", "share", "term"], ascending=[False, False, True])
    return order.reset_index(drop=True)


def _subsets(n: int, k: int, draws: int | None, seed: int) -> Iterator[tuple[int, ...]]:
    if draws is None and math.comb(n, k) <= _MOST_SUBSETS:
        yield from itertools.combinations(range(n), k)
        return
    rng = np.random.default_rng(seed)
    for _ in range(draws or _DRAWS):
        yield tuple(sorted(rng.choice(n, k, replace=False).tolist()))


def alternative_conditions(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: Sequence[str],
    alternatives: Mapping[str, str] | None = None,
    incl_cut: float = 1.0,
    n_cut: int = 1,
    include: Included = None,
    dir_exp: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Solve again without each condition, and with another one in its place.

    Parameters
    ----------
    data, outcome, incl_cut, n_cut, include
        As in :func:`crosscase.qca.cut_ranges`.
    conditions : sequence of str
        Conditions of the initial analysis.
    alternatives : mapping of condition to column, optional
        What may stand in its place.
    dir_exp : mapping of condition to level, optional
        Directional expectations; those of a condition that is not there are left out.

    Returns
    -------
    DataFrame
        One row a set of conditions, the initial one first: ``conditions, change, models,
        solution, inclS, covS`` (first model), ``SC`` (set coincidence with the initial one's).

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "C": [1, 0, 0, 1],
    ...                      "Y": [1, 1, 0, 0]})
    >>> table = alternative_conditions(data, outcome="Y", conditions=["A", "B", "C"], include="?")
    >>> table["solution"].tolist()[0], table["solution"].tolist()[3]
    ('A', 'A')
    """
    sets: list[tuple[str, list[str]]] = [("none", list(conditions))]
    sets += [(f"without {c}", [x for x in conditions if x != c]) for c in conditions]
    for old, new in (alternatives or {}).items():
        sets.append((f"{new} for {old}", [new if c == old else c for c in conditions]))
    rows, first = [], None
    for change, names in sets:
        if len(names) < 2:
            continue
        expected = {c: v for c, v in (dir_exp or {}).items() if c in names} or None
        variants = Variants(
            data, outcome=outcome, conditions=names, include=include, dir_exp=expected
        )
        found = variants.under(incl_cut, n_cut)
        member = variants.membership(found)
        first = member if first is None else first
        fit = sufficiency_fit(member, variants.scores.y)
        likeness = coincidence(first, member)
        shown = ", ".join(names)
        rows.append(
            (shown, change, len(found.models), written(found), fit.inclS, fit.covS, likeness)
        )
    columns = ["conditions", "change", "models", "solution", "inclS", "covS", "SC"]
    return pd.DataFrame(rows, columns=columns)
