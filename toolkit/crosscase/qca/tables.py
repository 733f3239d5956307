"""Solutions of one study, for the outcome and for its absence, side by side.

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
from crosscase.qca.limited_diversity import outcome_varies, truth_rows
from crosscase.qca.minimization import Solutions, minimize
from crosscase.qca.truth_tables import truth_table

__all__ = [
    "KINDS",
    "assumptions",
    "formula",
    "necessity_table",
    "solution_table",
    "standard_analysis",
    "tally_formulas",
]


def __dir__() -> list[str]:
    return __all__


KINDS = ("conservative", "parsimonious", "intermediate")
NOTHING = "the outcome is the same in every case"


def standard_analysis(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: Iterable[str],
    expectations: Mapping[str, int],
    incl_cut: Sequence[float] = (1.0, 0.01),
) -> dict[str, Solutions]:
    """Find the conservative, parsimonious and intermediate solution: the standard analysis.

    Parameters
    ----------
    data, conditions, incl_cut
        As :func:`crosscase.qca.limited_diversity.truth_rows` takes them.
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
    >>> found = standard_analysis(data, outcome="Y", conditions="AB", expectations={"A": 1, "B": 1})
    >>> {kind: formula(solution) for kind, solution in found.items()}
    {'conservative': 'A*B', 'parsimonious': 'A; or B', 'intermediate': 'A*B'}
    """
    names = list(conditions)
    if not outcome_varies(data, outcome, names):
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

    Examples
    --------
    >>> from crosscase.qca import minimize, truth_table
    >>> data = pd.DataFrame({"A": [1, 0], "B": [1, 1], "Y": [1, 0]}, index=["a", "b"])
    >>> formula(minimize(truth_table(data, outcome="Y"))), formula(None)
    ('A*B', '–')
    """
    if solution is None or not solution.models:
        return "–"
    shown = [" + ".join(model) for model in solution.models[:most]]
    more = len(solution.models) - most
    return "; or ".join([*shown, f"{more} more"] if more > 0 else shown)


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
        As :func:`standard_analysis` takes them; `outcome` without ``~``.

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
    names = list(conditions)
    parts = []
    for target in (outcome, f"~{outcome}"):
        found = standard_analysis(
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
    names = list(conditions)
    rows = truth_rows(data, outcome=outcome, conditions=names, incl_cut=incl_cut)
    left = rows.loc[rows["OUT"] == "?", names]
    terms = ["*".join(n if v else f"~{n}" for n, v in row.items()) for _, row in left.iterrows()]
    table = pd.DataFrame({"remainder": terms})
    used: dict[str, Counter[str]] = {}
    for word, target in (("presence", outcome), ("absence", f"~{outcome}")):
        found = standard_analysis(
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
    names = list(conditions)
    fit = ["inclN", "RoN", "covN"]
    columns = ["condition", *fit, *(f"{name}_absence" for name in fit)]
    if not outcome_varies(data, outcome, names):
        return pd.DataFrame(columns=columns)
    one, two = (
        necessity(data, outcome=target, conditions=names).table.rename(columns={"term": columns[0]})
        for target in (outcome, f"~{outcome}")
    )
    return one.merge(two, on="condition", suffixes=("", "_absence"))[columns]


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
        As :func:`standard_analysis` takes them.
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
    names = list(conditions)
    counts: Counter[str] = Counter()
    for data in tables:
        found = None
        if outcome_varies(data, outcome, names):
            tt = truth_table(data, outcome=outcome, conditions=names, incl_cut=incl_cut)
            found = minimize(tt, include="?" if kind == "parsimonious" else None)
        counts[formula(found)] += 1
    total = sum(counts.values())
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    body = [[text, n, n / total] for text, n in ordered]
    return pd.DataFrame(body, columns=["formula", "tables", "share"])
