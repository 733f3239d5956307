"""Process tracing: what a piece of evidence weighs, in decibels, and what it leaves to believe.

A test is described by two probabilities: of seeing the evidence E if the hypothesis H is true,
P(E|H), and if it is not, P(E|~H). Evidence is taken to be independent given each hypothesis;
where it is not, enter it as one test.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result

__all__ = [
    "KINDS",
    "Posterior",
    "classify",
    "decibels",
    "from_decibels",
    "sensitivity",
    "tests_from_evidence",
    "trace",
    "update",
]


def __dir__() -> list[str]:
    return __all__


KINDS = ("doubly decisive", "smoking gun", "hoop", "straw in the wind")


def _probability(name: str, value: float, *, closed: bool = True) -> float:
    inside = 0 <= value <= 1 if closed else 0 < value < 1
    if not inside:
        allowed = "0 to 1" if closed else "above 0 and below 1"
        raise ParameterError(f"{name} is {value}; allowed: {allowed}")
    return float(value)


def decibels(p_e_h: float, p_e_not_h: float, *, seen: bool = True) -> float:
    """Weight of evidence of one test, 10 log10 of the likelihood ratio.

    Parameters
    ----------
    p_e_h, p_e_not_h : float
        Probability of the evidence if the hypothesis is true, and if it is not.
    seen : bool, default True
        Whether the evidence was found; if not, the complements count.

    Returns
    -------
    float
        Decibels, positive for the hypothesis; infinite where one side is impossible, 0 where
        both are.

    Raises
    ------
    ParameterError
        If a probability is not between 0 and 1.

    References
    ----------
    Jaynes (2003), Probability Theory, ch. 4; Fairfield & Charman (2017), Political Analysis 25.

    Examples
    --------
    >>> round(decibels(0.8, 0.2), 2), round(decibels(0.8, 0.2, seen=False), 2)
    (6.02, -6.02)
    """
    _probability("P(E|H)", p_e_h)
    _probability("P(E|~H)", p_e_not_h)
    given_h, given_not = (p_e_h, p_e_not_h) if seen else (1 - p_e_h, 1 - p_e_not_h)
    if given_h == given_not:
        return 0.0
    if given_not == 0:
        return math.inf
    if given_h == 0:
        return -math.inf
    return 10 * math.log10(given_h / given_not)


def from_decibels(weight_db: float, prior: float = 0.5) -> float:
    """Probability of the hypothesis after evidence of a given weight.

    Parameters
    ----------
    weight_db : float
        Sum of the weights, in decibels.
    prior : float, default 0.5
        Probability before.

    Returns
    -------
    float
        Probability after.

    Raises
    ------
    ParameterError
        If the prior is not strictly between 0 and 1.

    References
    ----------
    Jaynes (2003), Probability Theory, ch. 4, table 4.1.

    Examples
    --------
    >>> round(from_decibels(20), 4), round(from_decibels(30), 4)
    (0.9901, 0.999)
    """
    _probability("prior", prior, closed=False)
    if math.isinf(weight_db):
        return 1.0 if weight_db > 0 else 0.0
    log_odds = math.log(prior / (1 - prior)) + weight_db * math.log(10) / 10
    if log_odds > 0:
        return 1 / (1 + math.exp(-log_odds))
    return math.exp(log_odds) / (1 + math.exp(log_odds))


def update(prior: float, p_e_h: float, p_e_not_h: float, *, seen: bool = True) -> float:
    """Bayes' rule for one test.

    Parameters
    ----------
    prior : float
        Probability of the hypothesis before, strictly between 0 and 1.
    p_e_h, p_e_not_h, seen
        As in :func:`decibels`.

    Returns
    -------
    float
        Probability after.

    Raises
    ------
    ParameterError
        If a probability is outside its range.

    References
    ----------
    Beach & Pedersen (2019), Process-Tracing Methods, 2nd ed., ch. 6; Bennett (2015), in Bennett
    & Checkel, Process Tracing, appendix.

    Examples
    --------
    A smoking gun, found and not found:

    >>> update(0.5, 0.3, 0), round(update(0.5, 0.3, 0, seen=False), 4)
    (1.0, 0.4118)
    """
    return from_decibels(decibels(p_e_h, p_e_not_h, seen=seen), prior)


def classify(p_e_h: float, p_e_not_h: float, *, certain: float = 0.9, unique: float = 0.1) -> str:
    """Name the kind of a test.

    Parameters
    ----------
    p_e_h, p_e_not_h : float
        Probability of the evidence if the hypothesis is true, and if it is not.
    certain : float, default 0.9
        From this P(E|H) on, the hypothesis must pass: its absence tells.
    unique : float, default 0.1
        Up to this P(E|~H), only the hypothesis explains the evidence: its presence tells.

    Returns
    -------
    str
        ``"doubly decisive"`` (certain and unique), ``"smoking gun"`` (unique), ``"hoop"``
        (certain) or ``"straw in the wind"`` (neither).

    Raises
    ------
    ParameterError
        If a probability is outside its range.

    References
    ----------
    Van Evera (1997), Guide to Methods for Students of Political Science, pp. 31-32; Collier
    (2011), PS: Political Science & Politics 44, 825.

    Examples
    --------
    >>> classify(0.3, 0), classify(0.95, 0.6), classify(0.8, 0.2), classify(0.95, 0.05)
    ('smoking gun', 'hoop', 'straw in the wind', 'doubly decisive')
    """
    _probability("P(E|H)", p_e_h)
    _probability("P(E|~H)", p_e_not_h)
    is_certain, is_unique = p_e_h >= certain - 1e-12, p_e_not_h <= unique + 1e-12
    return KINDS[2 * (not is_unique) + (not is_certain)]


@dataclass(frozen=True, repr=False)
class Posterior(Result):
    """What the tests together leave to believe.

    Parameters
    ----------
    prior, value, low, high : float
        Probability before, after, and its range when every weight is at its worst and best.
    weight_db, low_db, high_db : float
        The weights' sum and its range.
    table : DataFrame
        One row a test: ``test_id, kind, p_e_h, p_e_not_h, observed, seen_db, unseen_db,
        weight_db, low_db, high_db, posterior`` (after this and all tests above).
    """

    prior: float
    value: float
    low: float
    high: float
    weight_db: float
    low_db: float
    high_db: float
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """Prior, weight and posterior in one line."""
        return (
            f"Prior {self.prior:.3f}, {self.weight_db:+.1f} dB ({self.low_db:+.1f} to "
            f"{self.high_db:+.1f}), posterior {self.value:.4f} ({self.low:.4f} to {self.high:.4f})"
        )

    def __float__(self) -> float:
        return self.value


def _checked(tests: pd.DataFrame) -> pd.DataFrame:
    for column in ("p_e_h", "p_e_not_h"):
        if column not in tests:
            raise DataError(f"tests have no column {column!r}; they have {list(tests)}")
    rows = tests.reset_index(drop=True).copy()
    if rows.empty:
        raise DataError("there is no test; give one row a test")
    if "test_id" not in rows:
        rows["test_id"] = [f"t{i}" for i in range(1, len(rows) + 1)]
    if "observed" not in rows:
        rows["observed"] = True
    rows["observed"] = rows["observed"].astype(bool)
    for row in rows.itertuples():
        for name in ("p_e_h", "p_e_not_h"):
            value = getattr(row, name)
            if not 0 <= value <= 1:
                raise DataError(f"test {row.test_id}: {name} is {value}; allowed: 0 to 1")
    return rows


def trace(tests: pd.DataFrame, *, prior: float = 0.5, spread_db: float = 3.0) -> Posterior:
    """Weigh a set of tests one after the other.

    Parameters
    ----------
    tests : DataFrame
        One row a test: ``p_e_h``, ``p_e_not_h``; optional ``test_id``, ``observed`` (default:
        found) and the ranges ``p_e_h_low, p_e_h_high, p_e_not_h_low, p_e_not_h_high``.
    prior : float, default 0.5
        Probability of the hypothesis before.
    spread_db : float, default 3
        Where a test has no ranges, its weight is taken to be uncertain by so many decibels either
        way (3 dB is a factor of 2).

    Returns
    -------
    Posterior
        The posterior does not depend on the order of the tests; the running one in the table does.

    Raises
    ------
    DataError, ParameterError
        If a probability is outside its range, or two tests exclude each other's conclusion.

    References
    ----------
    Fairfield & Charman (2017), Explicit Bayesian analysis for process tracing, Political Analysis
    25, 363-380.

    Examples
    --------
    >>> tests = pd.DataFrame({"p_e_h": [0.8, 0.9], "p_e_not_h": [0.2, 0.6]})
    >>> found = trace(tests)
    >>> round(found.weight_db, 2), round(found.value, 4)
    (7.78, 0.8571)
    """
    _probability("prior", prior, closed=False)
    if spread_db < 0:
        raise ParameterError(f"spread_db is {spread_db}; it may not be negative")
    rows = _checked(tests)
    table = pd.DataFrame([_weighed(row, spread_db) for row in rows.to_dict("records")])
    signs = np.sign(table["weight_db"][np.isinf(table["weight_db"])])
    if len(set(signs)) > 1:
        certain = table.loc[np.isinf(table["weight_db"]), "test_id"].tolist()
        raise DataError(
            f"tests {certain} exclude each other: one proves the hypothesis, one refutes it; "
            "a probability of exactly 0 or 1 is too strong for one of them"
        )
    running = [_sum(table["weight_db"].iloc[: i + 1]) for i in range(len(table))]
    table["posterior"] = [from_decibels(weight, prior) for weight in running]
    sums = {name: _sum(table[name]) for name in ("weight_db", "low_db", "high_db")}
    return Posterior(
        prior=prior,
        value=from_decibels(sums["weight_db"], prior),
        low=from_decibels(sums["low_db"], prior),
        high=from_decibels(sums["high_db"], prior),
        table=table,
        **sums,
    )


def _sum(weights: pd.Series) -> float:
    infinite = weights[np.isinf(weights)]
    # In the worst case one certainty cancels another; the finite rest then decides.
    if len(set(np.sign(infinite))) > 1:
        return float(weights[~np.isinf(weights)].sum())
    return float(weights.sum())


def _weighed(test: Mapping[str, object], spread_db: float) -> dict[str, object]:
    p_h, p_not = float(test["p_e_h"]), float(test["p_e_not_h"])  # type: ignore[arg-type]
    seen = bool(test["observed"])
    weight = decibels(p_h, p_not, seen=seen)
    corners = [
        (test.get(f"p_e_h_{a}"), test.get(f"p_e_not_h_{b}"))
        for a in ("low", "high")
        for b in ("low", "high")
    ]
    if all(one is not None and not pd.isna(one) for pair in corners for one in pair):
        ends = [decibels(float(a), float(b), seen=seen) for a, b in corners]  # type: ignore[arg-type]
    else:
        ends = [weight - spread_db, weight + spread_db]
    return {
        "test_id": test["test_id"],
        "kind": classify(p_h, p_not),
        "p_e_h": p_h,
        "p_e_not_h": p_not,
        "observed": seen,
        "seen_db": decibels(p_h, p_not),
        "unseen_db": decibels(p_h, p_not, seen=False),
        "weight_db": weight,
        "low_db": min(ends),
        "high_db": max(ends),
    }


def sensitivity(
    tests: pd.DataFrame,
    *,
    prior: float = 0.5,
    threshold: float = 0.95,
    spread_db: float = 3.0,
) -> pd.DataFrame:
    """How much the conclusion hangs on each single test.

    Parameters
    ----------
    tests, prior, spread_db
        As in :func:`trace`.
    threshold : float, default 0.95
        Probability from which the hypothesis is held to be shown.

    Returns
    -------
    DataFrame
        One row a test, the most weighty first: ``test_id, kind, weight_db, without`` (posterior
        without it), ``low, high`` (posterior with its weight alone at the ends of its range),
        ``needed_db`` (the least weight of this test at which the threshold is still met, all
        others as they are), ``depends`` (met with it, not without it).

    Examples
    --------
    >>> tests = pd.DataFrame({"p_e_h": [0.9, 0.9], "p_e_not_h": [0.1, 0.6]})
    >>> sensitivity(tests, threshold=0.9)[["test_id", "without", "needed_db", "depends"]].round(2)
      test_id  without  needed_db  depends
    0      t1      0.6       7.78     True
    1      t2      0.9       0.00    False
    """
    _probability("threshold", threshold, closed=False)
    found = trace(tests, prior=prior, spread_db=spread_db)
    table = found.table
    target = 10 * math.log10(threshold / (1 - threshold) * (1 - prior) / prior)
    rows = []
    for position, test in enumerate(table.to_dict("records")):
        rest = _sum(table["weight_db"].drop(index=position))
        rows.append(
            {
                "test_id": test["test_id"],
                "kind": test["kind"],
                "weight_db": test["weight_db"],
                "without": from_decibels(rest, prior),
                "low": from_decibels(_sum(pd.Series([rest, test["low_db"]])), prior),
                "high": from_decibels(_sum(pd.Series([rest, test["high_db"]])), prior),
                "needed_db": target - rest,
                "depends": found.value >= threshold - 1e-12
                and from_decibels(rest, prior) < threshold - 1e-12,
            }
        )
    result = pd.DataFrame(rows)
    order = result["weight_db"].abs().sort_values(ascending=False, kind="stable").index
    return result.loc[order].reset_index(drop=True)


def tests_from_evidence(
    evidence: pd.DataFrame, likelihoods: Mapping[str, tuple[float, float]]
) -> pd.DataFrame:
    """Turn rows of evidence into tests, by declared likelihoods of each kind of statement.

    Parameters
    ----------
    evidence : DataFrame
        Rows about one proposition, with ``evidence_id``, ``stance``, ``specificity`` and
        ``evidence_type``.
    likelihoods : mapping
        P(E|H) and P(E|~H) of a supporting statement, by ``"<specificity> <evidence_type>"`` or
        by ``"<specificity>"``. A contradicting statement has the two the other way round.

    Returns
    -------
    DataFrame
        ``test_id, p_e_h, p_e_not_h, observed``, ready for :func:`trace`. Statements of one
        sentence (same source and locator) are one test.

    Raises
    ------
    DataError
        If a kind of statement has no likelihoods.

    Examples
    --------
    >>> rows = pd.DataFrame({"case_id": ["a"], "proposition_id": ["P"], "stance": [-1]})
    >>> tests_from_evidence(rows, {"firm": (0.6, 0.3)})
      test_id  p_e_h  p_e_not_h  observed
    0     e01    0.3        0.6      True
    """
    from crosscase.comparison.evidence import complete

    rows = complete(evidence).drop_duplicates(["sentence", "stance"])
    tests = []
    for row in rows.itertuples():
        keys = (f"{row.specificity} {row.evidence_type}", row.specificity)
        pair = next((likelihoods[key] for key in keys if key in likelihoods), None)
        if pair is None:
            raise DataError(
                f"evidence {row.evidence_id}: no likelihoods for {keys[0]!r}; add them for it or "
                f"for {keys[1]!r}"
            )
        p_h, p_not = pair if row.stance > 0 else pair[::-1]
        tests.append((row.evidence_id, p_h, p_not, True))
    return pd.DataFrame(tests, columns=["test_id", "p_e_h", "p_e_not_h", "observed"])


# The name begins with "test", and pytest would otherwise collect it where it is imported.
tests_from_evidence.__test__ = False  # type: ignore[attr-defined]
