"""Robustness of QCA solutions: fit, cases, ranges of the cuts, subsamples, conditions.

The fit-oriented and case-oriented parts follow the protocol of Oana & Schneider: IS is the initial
solution, TS the test solutions, minTS and maxTS what all and what any of them cover. Cluster
patterns are in :func:`crosscase.qca.clusters.cluster_diagnostics`.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.qca.engine.configurations import observed_rows
from crosscase.qca.engine.consistency import sufficiency_fit
from crosscase.qca.minimization import Solutions, minimize
from crosscase.qca.truth_tables import TruthTable, scores_of
from crosscase.results import Result
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = [
    "RobustFit",
    "alternative_conditions",
    "calibration_ranges",
    "cut_ranges",
    "cut_sweep",
    "qca_robustness",
    "rank_tests",
    "robust_cases",
    "robust_fit",
    "subsample_stability",
]

REFERENCE = "Oana & Schneider (2024), Sociological Methods & Research 53, 57-88"
Formula = Solutions | str | Sequence[str]
TYPES = {
    (True, True): ("robust typical", "robust deviant"),
    (True, False): ("shaky typical", "shaky deviant"),
    (False, True): ("possible typical", "possible deviant"),
    (False, False): ("extreme deviant coverage", "irrelevant"),
}


def _memberships(
    data: pd.DataFrame, outcome: str, conditions: Any, formulas: Iterable[Formula]
) -> tuple[list[np.ndarray], np.ndarray, tuple[str, ...]]:
    """Return membership of the cases in each formula, in the outcome, and the cases' names."""
    scores = scores_of(data, outcome, conditions, None)
    members = []
    for formula in formulas:
        for terms in _models(formula):
            member = np.zeros(len(scores.cases))
            for cube in scores.words.cubes(terms):
                member = np.maximum(member, scores.membership(cube))
            members.append(member)
    return members, scores.y, scores.cases


def _models(formula: Formula) -> list[list[str]]:
    if isinstance(formula, Solutions):
        if not formula.models:
            raise DataError(f"a solution has no model: {formula.word}")
        return [list(model) for model in formula.models]
    if isinstance(formula, str):
        return [[term.strip() for term in formula.split("+")]]
    return [list(formula)]


def _named(formula: Formula) -> list[str]:
    return [" + ".join(model) for model in _models(formula)]


@dataclass(frozen=True, repr=False)
class RobustFit(Result):
    """Fit-oriented robustness.

    Parameters
    ----------
    RF_cov, RF_cons : float
        Coverage of the robust core over that of IS; inclusion of IS over that of the core.
    RF_SC_minTS, RF_SC_maxTS : float
        Set coincidence of IS with minTS and with maxTS.
    table : DataFrame
        One row each for IS, the robust core, minTS and maxTS: inclS, PRI, covS, and the
        set coincidence with IS.
    """

    RF_cov: float
    RF_cons: float
    RF_SC_minTS: float
    RF_SC_maxTS: float
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """The four parameters in one line."""
        return (
            f"RF_cov {self.RF_cov:.3f}, RF_cons {self.RF_cons:.3f}, RF_SC_minTS "
            f"{self.RF_SC_minTS:.3f}, RF_SC_maxTS {self.RF_SC_maxTS:.3f}"
        )


def _ratio(top: float, bottom: float) -> float:
    return float(top / bottom) if bottom else math.nan


def _coincidence(a: np.ndarray, b: np.ndarray) -> float:
    return _ratio(float(np.minimum(a, b).sum()), float(np.maximum(a, b).sum()))


def _initial(
    data: pd.DataFrame, outcome: str, conditions: Any, initial: Formula, tests: Sequence[Formula]
) -> tuple[np.ndarray, list[np.ndarray], np.ndarray, tuple[str, ...]]:
    if isinstance(tests, (str, Solutions)):
        tests = [tests]
    if not tests:
        raise ParameterError("no test solution is given; give at least one")
    own, y, cases = _memberships(data, outcome, conditions, [initial])
    members, _, _ = _memberships(data, outcome, conditions, tests)
    return own[0], members, y, cases


def robust_fit(
    data: pd.DataFrame,
    *,
    outcome: str,
    initial: Formula,
    tests: Sequence[Formula],
    conditions: str | Sequence[str] | None = None,
) -> RobustFit:
    """Fit of the initial solution's robust core.

    Parameters
    ----------
    data : DataFrame, cases × sets
        Calibrated data; the index names the cases.
    outcome : str
        The outcome, ``~Y`` for its negation.
    initial : Solutions, str or sequence of str
        IS: a solution (its first model), a formula ``"A*~B + C"`` or its terms.
    tests : sequence of the same
        TS; every model of a tied solution is a test solution of its own.
    conditions : str or sequence of str, optional
        Conditions; by default every other column.

    Returns
    -------
    RobustFit
        Does not depend on the order of the test solutions.

    Raises
    ------
    DataError, ParameterError
        If a formula names what the data do not have, or there is no test solution.

    References
    ----------
    Oana & Schneider (2024), A robustness test protocol for applied QCA, Sociological Methods &
    Research 53, 57-88.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]},
    ...                     index=list("wxyz"))
    >>> found = robust_fit(data, outcome="Y", initial="A", tests=["A*B", "A + B"])
    >>> found.RF_cov, found.RF_cons, found.RF_SC_minTS, round(found.RF_SC_maxTS, 3)
    (0.5, 1.0, 0.5, 0.667)
    """
    own, members, y, _ = _initial(data, outcome, conditions, initial, tests)
    least, most = np.min(members, axis=0), np.max(members, axis=0)
    core = np.minimum(own, least)
    rows = []
    for name, member in (("IS", own), ("robust core", core), ("minTS", least), ("maxTS", most)):
        fit = sufficiency_fit(member, y)
        rows.append((name, fit.inclS, fit.PRI, fit.covS, _coincidence(own, member)))
    table = pd.DataFrame(rows, columns=["set", "inclS", "PRI", "covS", "SC"]).set_index("set")
    return RobustFit(
        RF_cov=_ratio(table.loc["robust core", "covS"], table.loc["IS", "covS"]),
        RF_cons=_ratio(table.loc["IS", "inclS"], table.loc["robust core", "inclS"]),
        RF_SC_minTS=float(table.loc["minTS", "SC"]),
        RF_SC_maxTS=float(table.loc["maxTS", "SC"]),
        table=table,
    )


def robust_cases(
    data: pd.DataFrame,
    *,
    outcome: str,
    initial: Formula,
    tests: Sequence[Formula],
    conditions: str | Sequence[str] | None = None,
) -> tuple[pd.DataFrame, dict[str, float]]:
    """Sort cases into robust, shaky, possible and others, and give the case ratios.

    Parameters
    ----------
    data, outcome, initial, tests, conditions
        As in :func:`robust_fit`.

    Returns
    -------
    table : DataFrame
        One row a case: ``IS, minTS, maxTS``, the outcome's membership and ``type``: robust (in IS
        and minTS), shaky (in IS, not in minTS), possible (not in IS, in maxTS), each typical or
        deviant by the outcome; extreme deviant coverage or irrelevant outside; undecided where a
        membership is exactly 0.5.
    ratios : dict
        ``RCR_typ`` and ``RCR_dev`` (robust over robust, shaky and possible cases) and
        ``RCC_Rank``: 1 neither shaky nor possible cases, 2 possible alone, 3 shaky alone, 4 both.

    References
    ----------
    Oana & Schneider (2024), pp. 70-74.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]},
    ...                     index=list("wxyz"))
    >>> table, ratios = robust_cases(data, outcome="Y", initial="A", tests=["A*B", "A + B"])
    >>> table["type"].tolist()
    ['robust typical', 'shaky typical', 'possible deviant', 'irrelevant']
    >>> ratios
    {'RCR_typ': 0.5, 'RCR_dev': 0.0, 'RCC_Rank': 4}
    """
    own, members, y, cases = _initial(data, outcome, conditions, initial, tests)
    least, most = np.min(members, axis=0), np.max(members, axis=0)
    kinds, zones = [], []
    for s1, s2, s3, value in zip(own, least, most, y, strict=True):
        zone = _zone(float(s1), float(s2), float(s3))
        zones.append(zone)
        kinds.append("undecided" if zone is None or value == 0.5 else TYPES[zone][int(value < 0.5)])
    table = pd.DataFrame(
        {"IS": own, "minTS": least, "maxTS": most, outcome: y, "type": kinds}, index=list(cases)
    )
    shaky, possible = zones.count((True, False)), zones.count((False, True))
    n = table["type"].value_counts()
    ratios: dict[str, float] = {}
    for name, kind in (("RCR_typ", "typical"), ("RCR_dev", "deviant")):
        counts = [int(n.get(f"{word} {kind}", 0)) for word in ("robust", "shaky", "possible")]
        ratios[name] = _ratio(counts[0], sum(counts))
    ratios["RCC_Rank"] = 1 + (possible > 0) + 2 * (shaky > 0)
    return table, ratios


def _zone(s1: float, s2: float, s3: float) -> tuple[bool, bool] | None:
    for zone, member in (
        ((True, True), min(s1, s2)),
        ((True, False), min(s1, 1 - s2)),
        ((False, True), min(1 - s1, s3)),
        ((False, False), min(1 - s1, 1 - s3)),
    ):
        if member > 0.5:
            return zone
    return None


def rank_tests(
    data: pd.DataFrame,
    *,
    outcome: str,
    initial: Formula,
    tests: Sequence[Formula],
    conditions: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """Hold each test solution by itself against the initial one.

    Parameters
    ----------
    data, outcome, initial, tests, conditions
        As in :func:`robust_fit`.

    Returns
    -------
    DataFrame
        One row a test solution, the worst rank first: ``model, RCC_Rank, SC``.

    References
    ----------
    Oana & Schneider (2024), pp. 70-74.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    >>> rank_tests(data, outcome="Y", initial="A", tests=["A*B", "A"])["RCC_Rank"].tolist()
    [3, 1]
    """
    options: dict[str, Any] = {"outcome": outcome, "initial": initial, "conditions": conditions}
    rows = []
    for name in [name for formula in tests for name in _named(formula)]:
        _, ratios = robust_cases(data, tests=[name], **options)
        fit = robust_fit(data, tests=[name], **options)
        rows.append((name, int(ratios["RCC_Rank"]), fit.RF_SC_minTS))
    table = pd.DataFrame(rows, columns=["model", "RCC_Rank", "SC"])
    order = table.sort_values(["RCC_Rank", "SC"], ascending=[False, True], kind="stable")
    return order.reset_index(drop=True)


class _Analysis:
    """One data set minimised under many cuts; equal truth tables are minimised once."""

    def __init__(
        self, data: pd.DataFrame, outcome: str, conditions: Any, include: Any, dir_exp: Any
    ) -> None:
        self.scores = scores_of(data, outcome, conditions, None)
        self.include, self.dir_exp = include, dir_exp
        # Inclusion, PRI and numbers of cases do not depend on the cuts.
        self.rows = observed_rows(self.scores, incl_cut=1.0, n_cut=1, pri_cut=0.0)
        self.known: dict[tuple[str, ...], Solutions] = {}

    def solve(self, incl_cut: float, n_cut: int, pri_cut: float = 0.0) -> Solutions:
        codes = tuple(self._code(row, incl_cut, n_cut, pri_cut) for row in self.rows)
        if codes not in self.known:
            rows = tuple(r._replace(out=o) for r, o in zip(self.rows, codes, strict=True))
            table = TruthTable(self.scores, rows, (incl_cut,), n_cut, pri_cut)
            self.known[codes] = minimize(table, include=self.include, dir_exp=self.dir_exp)
        return self.known[codes]

    @staticmethod
    def _code(row: Any, incl_cut: float, n_cut: int, pri_cut: float) -> str:
        if row.n < n_cut:
            return "?"
        if row.incl < incl_cut - 1e-9:
            return "0"
        return "1" if pri_cut <= 0 or row.pri >= pri_cut - 1e-9 else "0"


def cut_sweep(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: str | Sequence[str] | None = None,
    incl_cuts: Sequence[float],
    n_cuts: Sequence[int] = (1,),
    pri_cuts: Sequence[float] = (0.0,),
    include: str | None = None,
    dir_exp: Any = None,
) -> pd.DataFrame:
    """Solve under every combination of inclusion, frequency and PRI cuts.

    Parameters
    ----------
    data, outcome, conditions
        As in :func:`robust_fit`.
    incl_cuts, n_cuts, pri_cuts : sequence of numbers
        Cuts; the first of each is the initial analysis.
    include, dir_exp
        As in :func:`crosscase.qca.minimize`.

    Returns
    -------
    DataFrame
        One row a combination: ``incl_cut, n_cut, pri_cut, models, solution`` (formulas, joined by
        " or "), ``same`` (as the initial one), ``SC`` (set coincidence of its first model with
        the initial one's). Equal truth tables are minimised once.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 1, 0], "B": [1, 1, 1, 1], "Y": [1, 1, 0, 0]})
    >>> cut_sweep(data, outcome="Y", incl_cuts=[0.6, 0.9], include="?")["solution"].tolist()
    ['A', '']
    """
    analysis = _Analysis(data, outcome, conditions, include, dir_exp)
    rows = []
    first: Solutions | None = None
    for incl, n, pri in itertools.product(incl_cuts, n_cuts, pri_cuts):
        found = analysis.solve(incl, n, pri)
        first = first or found
        rows.append(
            (incl, n, pri, len(found.models), " or ".join(map(" + ".join, found.models)),
             found.models == first.models, _coincidence(*_first_two(analysis, first, found)))
        )  # fmt: skip
    columns = ["incl_cut", "n_cut", "pri_cut", "models", "solution", "same", "SC"]
    return pd.DataFrame(rows, columns=columns)


def _first_two(
    analysis: _Analysis, first: Solutions, found: Solutions
) -> tuple[np.ndarray, np.ndarray]:
    members = []
    for solution in (first, found):
        member = np.zeros(len(analysis.scores.cases))
        for cube in solution.cubes[0] if solution.cubes else ():
            member = np.maximum(member, analysis.scores.membership(cube))
        members.append(member)
    return members[0], members[1]


def cut_ranges(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: str | Sequence[str] | None = None,
    incl_cut: float,
    n_cut: int = 1,
    pri_cut: float = 0.0,
    include: str | None = None,
    dir_exp: Any = None,
) -> pd.DataFrame:
    """Ranges of the inclusion and the frequency cut over which the solution stays the same.

    Parameters
    ----------
    data, outcome, conditions, include, dir_exp
        As in :func:`cut_sweep`.
    incl_cut, n_cut, pri_cut
        Cuts of the initial analysis.

    Returns
    -------
    DataFrame
        Rows ``incl_cut`` and ``n_cut``: ``lower, value, upper`` (the solution is the same from
        lower to upper, both included, all models compared) and ``below, above`` (what it becomes
        just outside; empty where the range ends at the end of the scale). The ranges are exact,
        not stepped: a solution can only change at an inclusion or frequency that a row has; the
        lower end of the inclusion cut is open (it lies just above ``lower``) where `lower_open`.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 1, 0], "B": [1, 1, 1, 1], "Y": [1, 1, 0, 0]})
    >>> table = cut_ranges(data, outcome="Y", incl_cut=0.6, include="?")
    >>> table.loc["incl_cut", ["lower", "upper"]].astype(float).round(3).tolist()
    [0.0, 0.667]
    """
    analysis = _Analysis(data, outcome, conditions, include, dir_exp)
    own = analysis.solve(incl_cut, n_cut, pri_cut).models
    # A cut at exactly a row's inclusion still lets it in; between two of them nothing changes.
    ends = sorted({row.incl for row in analysis.rows if row.n >= n_cut} | {1.0})
    # Intervals (previous end, end] of equal coding.
    starts = [0.0, *ends[:-1]]
    at = next(i for i, end in enumerate(ends) if incl_cut <= end + 1e-9)
    incl = _run_of(lambda i: analysis.solve(ends[i], n_cut, pri_cut).models, at, len(ends), own)
    most = max(row.n for row in analysis.rows) + 1
    freq = _run_of(lambda i: analysis.solve(incl_cut, i + 1, pri_cut).models, n_cut - 1, most, own)
    lower_open = starts[incl[0]] > 0
    rows = {
        "incl_cut": (starts[incl[0]], incl_cut, ends[incl[1]], lower_open, incl[2], incl[3]),
        "n_cut": (freq[0] + 1, n_cut, freq[1] + 1, False, freq[2], freq[3]),
    }
    columns = ["lower", "value", "upper", "lower_open", "below", "above"]
    return pd.DataFrame.from_dict(rows, orient="index", columns=columns)


def _run_of(solve: Callable[[int], Any], at: int, n: int, own: Any) -> tuple[int, int, str, str]:
    low = at
    while low > 0 and solve(low - 1) == own:
        low -= 1
    high = at
    while high < n - 1 and solve(high + 1) == own:
        high += 1

    def words(i: int) -> str:
        if not 0 <= i < n:
            return ""
        return " or ".join(map(" + ".join, solve(i))) or "no solution"

    return low, high, words(low - 1), words(high + 1)


def calibration_ranges(
    data: pd.DataFrame,
    raw: pd.Series,
    thresholds: Sequence[float],
    *,
    condition: str,
    calibrate: Callable[[np.ndarray, Sequence[float]], np.ndarray],
    step: float,
    most_steps: int = 50,
    outcome: str,
    conditions: str | Sequence[str] | None = None,
    incl_cut: float = 1.0,
    n_cut: int = 1,
    include: str | None = None,
    dir_exp: Any = None,
) -> pd.DataFrame:
    """Ranges of each calibration anchor over which the solution stays the same.

    Parameters
    ----------
    data : DataFrame
        Calibrated data.
    raw : Series
        Raw values of the condition, by the same cases.
    thresholds : sequence of float
        Its anchors.
    condition : str
        The condition that is calibrated anew.
    calibrate : callable
        Takes raw values and thresholds, returns scores.
    step : float
        Width of a step; each anchor moves alone, down and up, while the anchors stay in order.
    most_steps : int, default 50
        Steps in each direction.
    outcome, conditions, incl_cut, n_cut, include, dir_exp
        As in :func:`cut_ranges`.

    Returns
    -------
    DataFrame
        One row an anchor: ``anchor, lower, value, upper`` (the solution is the same from lower to
        upper, at all steps between) and ``lower_found, upper_found``: whether a change was met
        one step further, False where the steps or the order of the anchors ended first.

    Raises
    ------
    ParameterError
        If `step` is not above 0 or the condition is unknown.

    References
    ----------
    Oana & Schneider (2024), pp. 64-66 (sensitivity ranges).

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]})
    >>> raw = pd.Series([9.0, 7.0, 3.0, 1.0])
    >>> above = lambda values, cut: (values > cut[0]).astype(float)
    >>> calibration_ranges(data, raw, [5.0], condition="A", calibrate=above, step=1.0,
    ...                    outcome="Y", include="?")[["lower", "upper"]].values.tolist()
    [[3.0, 8.0]]
    """
    if step <= 0:
        raise ParameterError(f"step is {step}; it must be above 0")
    if condition not in data:
        raise ParameterError(f"data have no condition {condition!r}; they have {list(data)}")
    values = raw.reindex(data.index).to_numpy(dtype=float)
    known: dict[tuple[float, ...], Any] = {}

    def solve(anchors: Sequence[float]) -> Any:
        scores = calibrate(values, anchors)
        key = tuple(np.asarray(scores, dtype=float).round(12))
        if key not in known:
            changed = data.assign(**{condition: scores})
            try:
                analysis = _Analysis(changed, outcome, conditions, include, dir_exp)
                known[key] = analysis.solve(incl_cut, n_cut).models
            except DataError:
                known[key] = None
        return known[key]

    own = solve(thresholds)
    rows = []
    for i, value in enumerate(thresholds):
        ends = [_walk(solve, list(thresholds), i, way * step, most_steps, own) for way in (-1, 1)]
        rows.append((i + 1, ends[0][0], value, ends[1][0], ends[0][1], ends[1][1]))
    columns = ["anchor", "lower", "value", "upper", "lower_found", "upper_found"]
    return pd.DataFrame(rows, columns=columns)


def _walk(
    solve: Callable[[Sequence[float]], Any],
    thresholds: list[float],
    i: int,
    step: float,
    most_steps: int,
    own: Any,
) -> tuple[float, bool]:
    last = thresholds[i]
    for k in range(1, most_steps + 1):
        moved = [*thresholds]
        moved[i] = thresholds[i] + k * step
        in_order = sorted(moved) == moved or sorted(moved, reverse=True) == moved
        if not in_order or len(set(moved)) < len(moved):
            return last, False
        if solve(moved) != own:
            return last, True
        last = moved[i]
    return last, False


def subsample_stability(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: str | Sequence[str] | None = None,
    leave_out: int = 1,
    draws: int | None = None,
    seed: int = 0,
    incl_cut: float = 1.0,
    n_cut: int = 1,
    include: str | None = None,
    dir_exp: Any = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Solve again without some of the cases.

    Parameters
    ----------
    data, outcome, conditions, incl_cut, n_cut, include, dir_exp
        As in :func:`cut_ranges`.
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
    options = (outcome, conditions, include, dir_exp)
    own = _Analysis(data, *options).solve(incl_cut, n_cut).models
    rows = []
    found: dict[str, int] = {term: 0 for model in own for term in model}
    subsets = _subsets(len(names), leave_out, draws, seed)
    for subset in subsets:
        keep = np.ones(len(names), dtype=bool)
        keep[list(subset)] = False
        try:
            models = _Analysis(data[keep], *options).solve(incl_cut, n_cut).models
        except DataError:
            models = ()
        for term in {term for model in models for term in model}:
            found[term] = found.get(term, 0) + 1
        text = " or ".join(map(" + ".join, models))
        rows.append((tuple(names[i] for i in subset), text, models == own))
    runs = pd.DataFrame(rows, columns=["left_out", "solution", "same"])
    initial = {term for model in own for term in model}
    terms = pd.DataFrame(
        [(term, term in initial, n / len(rows)) for term, n in found.items()],
        columns=["term", "initial", "share"],
    ).sort_values(["initial", "share", "term"], ascending=[False, False, True])
    return runs, terms.reset_index(drop=True)


def _subsets(n: int, k: int, draws: int | None, seed: int) -> list[tuple[int, ...]]:
    if draws is None and math.comb(n, k) <= 5_000:
        return list(itertools.combinations(range(n), k))
    rng = np.random.default_rng(seed)
    return [tuple(sorted(rng.choice(n, k, replace=False))) for _ in range(draws or 1_000)]


def alternative_conditions(
    data: pd.DataFrame,
    *,
    outcome: str,
    conditions: Sequence[str],
    alternatives: Mapping[str, str] | None = None,
    incl_cut: float = 1.0,
    n_cut: int = 1,
    include: str | None = None,
    dir_exp: Mapping[str, int] | None = None,
) -> pd.DataFrame:
    """Solve again without each condition, and with another one in its place.

    Parameters
    ----------
    data, outcome, incl_cut, n_cut, include
        As in :func:`cut_ranges`.
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
        needs = expected if include and "?" in include else None
        analysis = _Analysis(data, outcome, names, include, needs)
        found = analysis.solve(incl_cut, n_cut)
        member = _first_two(analysis, found, found)[0]
        first = member if first is None else first
        fit = sufficiency_fit(member, analysis.scores.y)
        text = " or ".join(map(" + ".join, found.models))
        rows.append(
            (", ".join(names), change, len(found.models), text, fit.inclS, fit.covS,
             _coincidence(first, member))
        )  # fmt: skip
    columns = ["conditions", "change", "models", "solution", "inclS", "covS", "SC"]
    return pd.DataFrame(rows, columns=columns)


def qca_robustness(
    data: pd.DataFrame,
    *,
    outcome: str,
    initial: Formula,
    tests: Sequence[Formula],
    conditions: str | Sequence[str] | None = None,
    claim: str | None = None,
    minimum: float = 0.75,
) -> Check:
    """Say whether a QCA solution is robust against test solutions.

    Parameters
    ----------
    data, outcome, initial, tests, conditions
        As in :func:`robust_fit`.
    claim : str, optional
        Id under which the check is listed; default: the initial formula.
    minimum : float, default 0.75
        Value that the least of the four robustness-fit parameters must reach. The protocol sets
        no cut-off (1 is best); declare yours.

    Returns
    -------
    Check
        `statistic` is the least of RF_cov, RF_cons, RF_SC_minTS and RF_SC_maxTS. Table: cases
        with their types.

    References
    ----------
    Oana & Schneider (2024), Sociological Methods & Research 53, 57-88.

    Examples
    --------
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]},
    ...                     index=list("wxyz"))
    >>> qca_robustness(data, outcome="Y", initial="A", tests=["A*B", "A"]).verdict
    'fails'
    """
    options: dict[str, Any] = {"outcome": outcome, "initial": initial, "tests": tests,
                               "conditions": conditions}  # fmt: skip
    fit = robust_fit(data, **options)
    table, ratios = robust_cases(data, **options)
    values = {"RF_cov": fit.RF_cov, "RF_cons": fit.RF_cons, "RF_SC_minTS": fit.RF_SC_minTS,
              "RF_SC_maxTS": fit.RF_SC_maxTS}  # fmt: skip
    undefined = [name for name, value in values.items() if math.isnan(value)]
    least = min(values, key=lambda name: math.inf if math.isnan(values[name]) else values[name])
    statistic = math.nan if undefined else values[least]
    formula = _named(initial)[0]
    shaky = table.index[table["type"].str.startswith("shaky")].tolist()
    possible = table.index[table["type"].str.startswith("possible")].tolist()
    n = sum(len(_models(t)) for t in ([tests] if isinstance(tests, (str, Solutions)) else tests))
    sentence = f"Against {counted(n, 'test solution')}, {formula} has {fit.title}"
    sentence += f"; the least, {least}, is held against {minimum}"
    sentence += f". Shaky cases: {listed(shaky, most=6) or 'none'}; possible cases: "
    sentence += f"{listed(possible, most=6) or 'none'} (rank {int(ratios['RCC_Rank'])} of 4)."
    if undefined:
        sentence = (
            f"The robust core of {formula} is empty or nobody is in the outcome, so "
            f"{listed(undefined)} cannot be computed."
        )
    return Check(
        check="QCA robustness",
        claim=claim or formula,
        holds=None if undefined else statistic >= minimum,
        statistic=statistic,
        threshold=minimum,
        margin=statistic - minimum,
        table=table.reset_index(names="case"),
        sentence=sentence,
        reference=REFERENCE,
    )
