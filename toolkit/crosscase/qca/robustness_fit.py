"""Robustness of a solution against test solutions: fit, cases, ranks.

The protocol of Oana & Schneider: IS is the initial solution, TS are test solutions (other cuts,
other calibrations, other data). minTS is what all of them cover, maxTS what any of them covers;
the robust core is what IS and minTS share. Three cases in IS, of which a test solution leaves out
one and another takes in a fourth::

                     minTS     IS      maxTS
    a, b             in        in      in       robust
    c                out       in      in       shaky: in IS, but not in every test solution
    d                out       out     in       possible: not in IS, but in some test solution
    all others       out       out     out
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.qca.case_data import CaseData, scores_of
from crosscase.qca.engine.consistency import coincidence, ratio, sufficiency_fit
from crosscase.qca.engine.scores import Scores
from crosscase.qca.minimization import Solutions
from crosscase.results import Result

__all__ = [
    "Formula",
    "RobustFit",
    "Tests",
    "formulas",
    "formulas_of_tests",
    "rank_tests",
    "robust_cases",
    "robust_fit",
]

Formula = Solutions | str | Sequence[str]
"""A solution (all its models), a sum of products such as "A*~B + C", or the terms of one."""

Tests = Solutions | str | Sequence[Formula]
"""One or several formulas; in a sequence each entry is a formula of its own."""

_TYPES = {
    (True, True): ("robust typical", "robust deviant"),
    (True, False): ("shaky typical", "shaky deviant"),
    (False, True): ("possible typical", "possible deviant"),
    (False, False): ("extreme deviant coverage", "irrelevant"),
}


def formulas(given: Formula) -> list[str]:
    """Write the models of a formula as sums of products.

    Raises
    ------
    DataError
        If it is a solution without a model.

    Examples
    --------
    >>> formulas("A*~B+C"), formulas(["A", "B"])
    (['A*~B + C'], ['A + B'])
    """
    if isinstance(given, Solutions):
        if not given.models:
            raise DataError(f"a solution has no model: {'; '.join(given.notes)}")
        return [" + ".join(model) for model in given.models]
    terms = given.split("+") if isinstance(given, str) else given
    return [" + ".join(term.strip() for term in terms)]


def formulas_of_tests(tests: Tests) -> list[str]:
    """Write the models of all test solutions.

    Raises
    ------
    ParameterError
        If there is none.

    Examples
    --------
    >>> formulas_of_tests("A + B"), formulas_of_tests(["A", "B"])
    (['A + B'], ['A', 'B'])
    """
    several = [tests] if isinstance(tests, (str, Solutions)) else tests
    found = [text for formula in several for text in formulas(formula)]
    if not found:
        raise ParameterError("no test solution is given; give at least one")
    return found


class _Memberships:
    """Memberships in IS, minTS, maxTS and the outcome."""

    def __init__(self, scores: Scores, initial: Formula, tests: Tests) -> None:
        def member(text: str) -> np.ndarray:
            return scores.sum_membership(scores.words.cubes(text))

        members = [member(text) for text in formulas_of_tests(tests)]
        self.cases, self.y, self.initial = scores.cases, scores.y, member(formulas(initial)[0])
        # Over all test solutions, not only the first and the last: one in between may cover least.
        self.least, self.most = np.min(members, axis=0), np.max(members, axis=0)

    @property
    def zones(self) -> list[tuple[bool, bool] | None]:
        """The zone of each case."""
        scores = zip(self.initial, self.least, self.most, strict=True)
        return [_zone(*map(float, member)) for member in scores]

    @property
    def rank(self) -> int:
        """RCC_Rank: which of shaky and possible cases there are; shaky ones weigh more."""
        return 1 + ((False, True) in self.zones) + 2 * ((True, False) in self.zones)


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
        return ", ".join(f"{name} {value:.3f}" for name, value in self.parameters.items())

    @property
    def parameters(self) -> dict[str, float]:
        """The four parameters by name."""
        names = ("RF_cov", "RF_cons", "RF_SC_minTS", "RF_SC_maxTS")
        return {name: getattr(self, name) for name in names}


def robust_fit(
    data: CaseData,
    *,
    outcome: str,
    initial: Formula,
    tests: Tests,
    conditions: str | Iterable[str] | None = None,
) -> RobustFit:
    """Fit of the initial solution's robust core.

    Parameters
    ----------
    data : DataFrame, cases × sets, or path of a CSV file
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
    members = _Memberships(scores_of(data, outcome, conditions, None), initial, tests)
    sets = {
        "IS": members.initial,
        "robust core": np.minimum(members.initial, members.least),
        "minTS": members.least,
        "maxTS": members.most,
    }
    rows = []
    for name, member in sets.items():
        own = sufficiency_fit(member, members.y)
        rows.append((name, *own[:3], coincidence(members.initial, member)))
    table = pd.DataFrame(rows, columns=["set", "inclS", "PRI", "covS", "SC"]).set_index("set")
    return RobustFit(
        RF_cov=ratio(table.loc["robust core", "covS"], table.loc["IS", "covS"]),
        RF_cons=ratio(table.loc["IS", "inclS"], table.loc["robust core", "inclS"]),
        RF_SC_minTS=float(table.loc["minTS", "SC"]),
        RF_SC_maxTS=float(table.loc["maxTS", "SC"]),
        table=table,
    )


def robust_cases(
    data: CaseData,
    *,
    outcome: str,
    initial: Formula,
    tests: Tests,
    conditions: str | Iterable[str] | None = None,
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
    members = _Memberships(scores_of(data, outcome, conditions, None), initial, tests)
    kinds = [
        "undecided" if zone is None or y == 0.5 else _TYPES[zone][int(y < 0.5)]
        for zone, y in zip(members.zones, members.y, strict=True)
    ]
    columns = {
        "IS": members.initial,
        "minTS": members.least,
        "maxTS": members.most,
        outcome: members.y,
        "type": kinds,
    }
    ratios: dict[str, float] = {}
    for name, kind in (("RCR_typ", "typical"), ("RCR_dev", "deviant")):
        counts = [kinds.count(f"{word} {kind}") for word in ("robust", "shaky", "possible")]
        ratios[name] = ratio(counts[0], sum(counts))
    ratios["RCC_Rank"] = members.rank
    return pd.DataFrame(columns, index=list(members.cases)), ratios


def _zone(initial: float, least: float, most: float) -> tuple[bool, bool] | None:
    """Say whether a case is in IS, and in minTS (of IS) or maxTS (outside); None at exactly 0.5."""
    if initial == 0.5:
        return None
    other = least if initial > 0.5 else most
    return None if other == 0.5 else (initial > 0.5, other > 0.5)


def rank_tests(
    data: CaseData,
    *,
    outcome: str,
    initial: Formula,
    tests: Tests,
    conditions: str | Iterable[str] | None = None,
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
    scores = scores_of(data, outcome, conditions, None)
    rows = []
    for text in formulas_of_tests(tests):
        members = _Memberships(scores, initial, [text])
        rows.append((text, members.rank, coincidence(members.initial, members.least)))
    table = pd.DataFrame(rows, columns=["model", "RCC_Rank", "SC"])
    order = table.sort_values(["RCC_Rank", "SC"], ascending=[False, True], kind="stable")
    return order.reset_index(drop=True)
