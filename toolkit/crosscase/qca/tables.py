"""Truth tables and solutions of one study, for the outcome and for its absence, side by side.

The engine is :mod:`crosscase.qca`; here its results are laid out as a comparison needs them, also
where there is nothing to explain because every case has the same outcome.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.evaluation import necessity
from crosscase.qca.minimization import Solutions, minimize
from crosscase.qca.truth_tables import truth_table

__all__ = [
    "KINDS",
    "assumptions",
    "collinearity",
    "diversity",
    "formula",
    "necessity_table",
    "solution_table",
    "solve",
    "tally_formulas",
    "truth_rows",
]


def __dir__() -> list[str]:
    return __all__


KINDS = ("conservative", "parsimonious", "intermediate")
NOTHING = "the outcome is the same in every case"


def _named(conditions: Iterable[str]) -> list[str]:
    names = list(conditions)
    if len(names) < 2:
        raise ParameterError(f"give at least two conditions, not {len(names)}")
    return names


def _varies(data: pd.DataFrame, outcome: str) -> bool:
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
    names = _named(conditions)
    rows = pd.DataFrame(list(itertools.product((0, 1), repeat=len(names))), columns=names)
    rows.index = pd.Index(list(range(1, len(rows) + 1)), name="row")
    if _varies(data, outcome):
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


def solve(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: Iterable[str],
    expectations: Mapping[str, int],
    incl_cut: Sequence[float] = (1.0, 0.01),
) -> dict[str, Solutions]:
    """Find the conservative, parsimonious and intermediate solution.

    Parameters
    ----------
    data, conditions, incl_cut
        As :func:`truth_rows` takes them.
    outcome : str
        Column of the outcome, with ``~`` before it for its absence.
    expectations : mapping of condition to 0 or 1
        Value that is expected to go with the outcome's *presence*; turned round for ``~``.

    Returns
    -------
    dict of str to Solutions
        By `KINDS`; empty where the outcome does not vary.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 0], "Y": [1, 0]}, index=["a", "b"])
    >>> found = solve(data, outcome="Y", conditions="AB", expectations={"A": 1, "B": 1})
    >>> {kind: formula(solution) for kind, solution in found.items()}
    {'conservative': 'A*B', 'parsimonious': 'A; or B', 'intermediate': 'A*B'}
    """
    names = _named(conditions)
    if not _varies(data, outcome):
        return {}
    tt = truth_table(data, outcome=outcome, conditions=names, incl_cut=incl_cut)
    turned = outcome.startswith("~")
    expected = {name: int(expectations[name]) ^ turned for name in names if name in expectations}
    return {
        "conservative": minimize(tt),
        "parsimonious": minimize(tt, include="?"),
        "intermediate": minimize(tt, include="?", dir_exp=expected),
    }


def formula(solution: Solutions | None, *, most: int = 4) -> str:
    """Write every model of a solution in one line.

    Parameters
    ----------
    solution : Solutions or None
        A solution; None where there was nothing to explain.
    most : int, default 4
        Models that are written out; more are counted.

    Returns
    -------
    str
        Terms joined by `` + ``, models by ``; or``; a dash where there is no model.
    """
    if solution is None or not solution.models:
        return "–"
    shown = [" + ".join(model) for model in solution.models[:most]]
    more = len(solution.models) - most
    return "; or ".join(shown) + (f"; or {more} more" if more > 0 else "")


def solution_table(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: Iterable[str],
    expectations: Mapping[str, int],
    incl_cut: Sequence[float] = (1.0, 0.01),
) -> pd.DataFrame:
    """Return the solutions for the outcome and for its absence, a row a term.

    Parameters
    ----------
    data, outcome, conditions, expectations, incl_cut
        As :func:`solve` takes them; `outcome` without ``~``.

    Returns
    -------
    DataFrame
        ``outcome, solution, model`` (number of the model of how many), ``term, inclS, PRI, covS,
        covU, cases``. Where there is no model, one row says why in ``cases``.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 1], "Y": [1, 0]}, index=["a", "b"])
    >>> rows = solution_table(data, outcome="Y", conditions="AB", expectations={})
    >>> rows[["outcome", "solution", "model", "term"]].head(3).to_numpy().tolist()
    [['Y', 'conservative', '1 of 1', 'A*B'], ['Y', 'parsimonious', '1 of 1', 'A'], \
['Y', 'intermediate', '1 of 1', 'A*B']]
    """
    names = _named(conditions)
    parts = []
    for target in (outcome, f"~{outcome}"):
        found = solve(
            data, outcome=target, conditions=names, expectations=expectations, incl_cut=incl_cut
        )
        parts += [_terms(target, kind, found.get(kind)) for kind in KINDS]
    return pd.concat(parts, ignore_index=True)


def _terms(target: str, kind: str, solution: Solutions | None) -> pd.DataFrame:
    head = {"outcome": target, "solution": kind}
    fit = ["inclS", "PRI", "covS", "covU"]
    if solution is None or not solution.models:
        word = NOTHING if solution is None else "; ".join(solution.notes)
        empty = dict.fromkeys(fit, np.nan)
        return pd.DataFrame([{**head, "model": "none", "term": "–", **empty, "cases": word}])
    terms = solution.terms.assign(**head)
    number = terms["model"].str.removeprefix("M")
    terms["model"] = number + f" of {len(solution.models)}"
    return terms[["outcome", "solution", "model", "term", *fit, "cases"]]


def assumptions(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: Iterable[str],
    expectations: Mapping[str, int],
    incl_cut: Sequence[float] = (1.0, 0.01),
) -> pd.DataFrame:
    """Name the remainders that each solution assumes to have the outcome, or its absence.

    Parameters
    ----------
    data, outcome, conditions, expectations, incl_cut
        As :func:`solution_table` takes them.

    Returns
    -------
    DataFrame
        A row a remainder: ``remainder``, then ``presence_parsimonious, presence_intermediate,
        absence_parsimonious, absence_intermediate`` (in how many of the models), and
        ``contradictory``: assumed for both by the same kind of solution.

    References
    ----------
    Schneider and Wagemann (2012), Set-Theoretic Methods, pp. 198-211.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 0], "Y": [1, 0]}, index=["a", "b"])
    >>> rows = assumptions(data, outcome="Y", conditions="AB", expectations={"A": 1, "B": 1})
    >>> rows[["remainder", "presence_parsimonious", "contradictory"]]
      remainder presence_parsimonious  contradictory
    0      ~A*B                1 of 2           True
    1      A*~B                1 of 2           True
    """
    names = _named(conditions)
    rows = truth_rows(data, outcome=outcome, conditions=names, incl_cut=incl_cut)
    left = rows.loc[rows["OUT"] == "?", names]
    terms = ["*".join(n if v else f"~{n}" for n, v in row.items()) for _, row in left.iterrows()]
    table = pd.DataFrame({"remainder": terms})
    used: dict[str, Counter[str]] = {}
    for word, target in (("presence", outcome), ("absence", f"~{outcome}")):
        found = solve(
            data, outcome=target, conditions=names, expectations=expectations, incl_cut=incl_cut
        )
        for kind in KINDS[1:]:
            made = found[kind].simplifying_assumptions if found else ()
            count = used[f"{word}_{kind}"] = Counter(itertools.chain.from_iterable(made))
            shown = [f"{count[t]} of {len(made)}" if count[t] else "" for t in terms]
            table[f"{word}_{kind}"] = shown
    table["contradictory"] = [
        any(used[f"presence_{kind}"][t] and used[f"absence_{kind}"][t] for kind in KINDS[1:])
        for t in terms
    ]
    return table


def necessity_table(data: pd.DataFrame, *, outcome: str, conditions: Iterable[str]) -> pd.DataFrame:
    """Return the necessity of each condition and its absence, for the outcome and its absence.

    Parameters
    ----------
    data, outcome, conditions
        As :func:`solution_table` takes them.

    Returns
    -------
    DataFrame
        ``condition, inclN, RoN, covN`` for the outcome, then the same with ``_absence`` for its
        absence; without rows where the outcome does not vary.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 1], "Y": [1, 0]}, index=["a", "b"])
    >>> necessity_table(data, outcome="Y", conditions="AB")[["condition", "inclN", "RoN"]]
      condition  inclN  RoN
    0         A    1.0  1.0
    1        ~A    0.0  0.5
    2         B    1.0  0.0
    3        ~B    0.0  1.0
    """
    names = _named(conditions)
    fit = ["inclN", "RoN", "covN"]
    columns = ["condition", *fit, *(f"{name}_absence" for name in fit)]
    if not _varies(data, outcome):
        return pd.DataFrame(columns=columns)
    one, two = (
        necessity(data, outcome=target, conditions=names).table.rename(columns={"term": columns[0]})
        for target in (outcome, f"~{outcome}")
    )
    return one.merge(two, on="condition", suffixes=("", "_absence"))[columns]


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
    names = _named(conditions)
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


def tally_formulas(
    tables: Iterable[pd.DataFrame],
    *,
    outcome: str,
    conditions: Iterable[str],
    kind: str = "parsimonious",
    incl_cut: Sequence[float] = (1.0, 0.01),
) -> pd.DataFrame:
    """Solve many tables, such as every way to fill silent cells, and count the formulas.

    Parameters
    ----------
    tables : iterable of DataFrame
        Conditions and outcome, e.g. from :func:`crosscase.comparison.memberships.completions`.
    outcome, conditions, incl_cut
        As :func:`solve` takes them.
    kind : {"conservative", "parsimonious"}
        Which solution.

    Returns
    -------
    DataFrame
        ``formula`` (all models of a table), ``tables``, ``share``; most frequent first.

    Raises
    ------
    ParameterError
        If `kind` is another.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 0], "Y": [1, 0]}, index=["a", "b"])
    >>> tally_formulas([data], outcome="Y", conditions="AB")
       formula  tables  share
    0  A; or B       1    1.0
    """
    if kind not in KINDS[:2]:
        raise ParameterError(f"kind is {kind!r}; allowed: {', '.join(KINDS[:2])}")
    names = _named(conditions)
    counts: Counter[str] = Counter()
    for data in tables:
        found = None
        if _varies(data, outcome):
            tt = truth_table(data, outcome=outcome, conditions=names, incl_cut=incl_cut)
            found = minimize(tt, include="?" if kind == "parsimonious" else None)
        counts[formula(found)] += 1
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    body = [[text, n, n / total] for text, n in ordered]
    return pd.DataFrame(body, columns=["formula", "tables", "share"])
