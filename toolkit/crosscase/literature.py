"""Propositions against previous studies: who supports, extends or opposes what, and how firmly.

Counting votes says how many studies point one way, not how strong an effect is; the intervals
and tests here are those of a proportion and of a sign, nothing more.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result

__all__ = [
    "RELATIONS",
    "FailSafe",
    "fail_safe_n",
    "leave_one_study_out",
    "proposition_study",
    "sign_test",
    "vote_count",
    "wilson",
]


def __dir__() -> list[str]:
    return __all__


RELATIONS = ("supports", "extends", "opposes", "topic_label")
SIGNS: Mapping[str, int] = {"supports": 1, "extends": 0, "opposes": -1, "topic_label": 0}


def wilson(successes: int, n: int, *, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a proportion.

    Parameters
    ----------
    successes, n : int
        Successes and trials.
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    tuple of float
        Lower and upper end; (nan, nan) where `n` is 0.

    Raises
    ------
    ParameterError
        If the counts do not fit together.

    References
    ----------
    Wilson (1927); Newcombe (1998), Statistics in Medicine 17, 857-872, method 3. By statsmodels.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    from statsmodels.stats.proportion import proportion_confint

    _counts(successes, n)
    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1, e.g. 0.95")
    if n == 0:
        return math.nan, math.nan
    low, high = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    return max(0.0, float(low)), min(1.0, float(high))


def _counts(successes: int, n: int) -> None:
    if successes != int(successes) or n != int(n) or not 0 <= successes <= n:
        raise ParameterError(
            f"{successes} of {n} is no count; allowed: whole numbers, 0 <= successes <= n"
        )


def sign_test(positive: int, negative: int, *, alternative: str = "two-sided") -> float:
    """Exact sign test: are positive and negative results equally likely?

    Parameters
    ----------
    positive, negative : int
        Studies on each side; ties are left out beforehand.
    alternative : {"two-sided", "greater", "less"}
        ``"greater"``: more positive results than chance.

    Returns
    -------
    float
        p value; 1.0 where there is no study on either side.

    Raises
    ------
    ParameterError
        If a count is negative.

    References
    ----------
    Binomial test with p = 1/2, by scipy.

    Examples
    --------
    >>> round(sign_test(8, 2), 4)
    0.1094
    """
    _counts(positive, positive + negative)
    if positive + negative == 0:
        return 1.0
    test = stats.binomtest(int(positive), int(positive + negative), alternative=alternative)
    return float(test.pvalue)


def _signs(
    relations: pd.DataFrame, signs: Mapping[str, int], grades: Collection[str] | None
) -> pd.DataFrame:
    for column in ("study_id", "proposition_id", "relation"):
        if column not in relations:
            raise DataError(f"relations have no column {column!r}; they have {list(relations)}")
    unknown = sorted(set(relations["relation"]) - set(signs))
    if unknown:
        raise DataError(f"relation {unknown[0]!r} has no sign; known: {', '.join(signs)}")
    twice = relations[relations.duplicated(["study_id", "proposition_id"])]
    if len(twice):
        row = twice.iloc[0]
        raise DataError(
            f"study {row['study_id']} stands twice for {row['proposition_id']}; give it one "
            "relation a proposition"
        )
    if grades is not None:
        if "grade" not in relations:
            raise DataError("relations have no column 'grade'; merge it from the studies first")
        relations = relations[relations["grade"].isin(list(grades))]
    return relations.assign(sign=relations["relation"].map(dict(signs)))


def proposition_study(
    relations: pd.DataFrame,
    *,
    propositions: Sequence[str] | None = None,
    studies: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Cross propositions with studies.

    Parameters
    ----------
    relations : DataFrame
        ``study_id, proposition_id, relation``; one row where a study bears on a proposition.
    propositions, studies : sequence of str, optional
        Labels and their order; default: those that occur, sorted.

    Returns
    -------
    DataFrame, shape (studies, propositions)
        The relation, or empty where a study says nothing on a proposition.

    Examples
    --------
    >>> rows = pd.DataFrame({"study_id": ["a", "b"], "proposition_id": ["P", "Q"],
    ...                      "relation": ["supports", "opposes"]})
    >>> proposition_study(rows)
    proposition_id         P        Q
    study_id
    a               supports
    b                         opposes
    """
    rows = _signs(relations, dict.fromkeys(relations.get("relation", ()), 0), None)
    wide = rows.pivot(index="study_id", columns="proposition_id", values="relation")  # noqa: PD010
    wide = wide.reindex(index=studies, columns=propositions)
    return wide.astype(object).where(wide.notna(), "")


def vote_count(
    relations: pd.DataFrame,
    *,
    propositions: Sequence[str] | None = None,
    signs: Mapping[str, int] = SIGNS,
    grades: Collection[str] | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count studies for and against each proposition.

    Parameters
    ----------
    relations : DataFrame
        ``study_id, proposition_id, relation`` (and ``grade`` where `grades` is given).
    propositions : sequence of str, optional
        Propositions and their order; one without a study gets a row of zeros.
    signs : mapping of relation to 1, 0 or -1
        What counts for, not at all, and against. Default: ``supports`` for, ``opposes`` against;
        ``extends`` and ``topic_label`` are shown and not counted.
    grades : collection of str, optional
        Count studies of these grades alone.
    confidence : float, default 0.95
        Level of the Wilson interval.

    Returns
    -------
    DataFrame
        One row a proposition: ``studies`` and the number of each relation, ``votes_for,
        votes_against, share, low, high`` (share of the votes that are for, with Wilson's
        interval), ``p`` (two-sided sign test) and ``opposing`` (ids of those against).

    Raises
    ------
    DataError
        If a column is missing, a relation unknown, or a study counted twice.

    References
    ----------
    Bushman & Wang (2009), Vote-counting procedures in meta-analysis, in Cooper, Hedges &
    Valentine, The Handbook of Research Synthesis, 2nd ed., pp. 207-220.

    Examples
    --------
    >>> rows = pd.DataFrame({"study_id": list("abcd"), "proposition_id": "P",
    ...                      "relation": ["supports", "supports", "opposes", "extends"]})
    >>> vote_count(rows)[["proposition_id", "studies", "votes_for", "votes_against", "p"]]
      proposition_id  studies  votes_for  votes_against    p
    0              P        4          2              1  1.0
    """
    rows = _signs(relations, signs, grades)
    labels = list(propositions) if propositions is not None else None
    if labels is None:
        labels = sorted(set(relations["proposition_id"]))
    table = []
    for proposition in labels:
        here = rows[rows["proposition_id"] == proposition]
        positive, negative = int((here["sign"] > 0).sum()), int((here["sign"] < 0).sum())
        n = positive + negative
        low, high = wilson(positive, n, confidence=confidence)
        table.append(
            {
                "proposition_id": proposition,
                "studies": len(here),
                **{name: int((here["relation"] == name).sum()) for name in signs},
                "votes_for": positive,
                "votes_against": negative,
                "share": positive / n if n else math.nan,
                "low": low,
                "high": high,
                "p": sign_test(positive, negative),
                "opposing": tuple(sorted(here.loc[here["sign"] < 0, "study_id"])),
            }
        )
    return pd.DataFrame(table)


def leave_one_study_out(
    relations: pd.DataFrame,
    proposition: str,
    *,
    signs: Mapping[str, int] = SIGNS,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Count the votes on a proposition again without each study in turn.

    Parameters
    ----------
    relations : DataFrame
        ``study_id, proposition_id, relation``.
    proposition : str
        Its id.
    signs, confidence
        As in :func:`vote_count`.

    Returns
    -------
    DataFrame
        One row a study with a vote: ``left_out, relation, votes_for, votes_against, share, low,
        high, p`` of the rest.

    Examples
    --------
    >>> rows = pd.DataFrame({"study_id": list("abc"), "proposition_id": "P",
    ...                      "relation": ["supports", "supports", "opposes"]})
    >>> leave_one_study_out(rows, "P")[["left_out", "votes_for", "votes_against"]]
      left_out  votes_for  votes_against
    0        a          1              1
    1        b          1              1
    2        c          2              0
    """
    rows = _signs(relations, signs, None)
    rows = rows[(rows["proposition_id"] == proposition) & (rows["sign"] != 0)]
    # Rows put together from several tables may share labels, and only one may go at a time.
    rows = rows.reset_index(drop=True)
    table = []
    for row in rows.sort_values("study_id").itertuples():
        rest = rows.drop(index=row.Index)
        positive, negative = int((rest["sign"] > 0).sum()), int((rest["sign"] < 0).sum())
        low, high = wilson(positive, positive + negative, confidence=confidence)
        table.append(
            {
                "left_out": row.study_id,
                "relation": row.relation,
                "votes_for": positive,
                "votes_against": negative,
                "share": positive / (positive + negative) if len(rest) else math.nan,
                "low": low,
                "high": high,
                "p": sign_test(positive, negative),
            }
        )
    columns = ["left_out", "relation", "votes_for", "votes_against", "share", "low", "high", "p"]
    return pd.DataFrame(table, columns=columns)


@dataclass(frozen=True, repr=False)
class FailSafe(Result):
    """Rosenthal's fail-safe number.

    Parameters
    ----------
    value : float
        N of the formula; studies beyond it turn the result insignificant.
    needed : int
        Smallest whole number of unseen null studies that brings p to `alpha` or above.
    studies : int
        k, the studies that were combined.
    tolerance : int
        5 k + 10, below which Rosenthal holds a result for fragile.
    p : float
        Combined one-sided p (Stouffer).
    table : DataFrame
        All of this in one row.
    """

    value: float
    needed: int
    studies: int
    tolerance: int
    p: float
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """The number in one line."""
        return (
            f"Fail-safe N {self.value:.1f}: {self.needed} unseen null studies beside "
            f"{self.studies} would make the combined result insignificant"
        )

    def __float__(self) -> float:
        return self.value


def fail_safe_n(
    z: Sequence[float] | None = None,
    *,
    p_values: Sequence[float] | None = None,
    alpha: float = 0.05,
) -> FailSafe:
    """Rosenthal's fail-safe number: how many null studies in drawers would undo the result.

    Parameters
    ----------
    z : sequence of float, optional
        Standard normal deviate of each study, positive in the direction of the claim.
    p_values : sequence of float, optional
        One-sided p values instead.
    alpha : float, default 0.05
        One-sided level; z_alpha² = 2.706 at 0.05.

    Returns
    -------
    FailSafe
        N = (sum of z)² / z_alpha² - k, at least 0.

    Raises
    ------
    DataError, ParameterError
        If neither or both are given, none is left, or a value is outside its range.

    References
    ----------
    Rosenthal (1979), The file drawer problem, Psychological Bulletin 86, 638-641.

    Examples
    --------
    Rosenthal's own: 94 experiments with a mean z of 1.014.

    >>> int(fail_safe_n([1.014] * 94).value)
    3263
    """
    if (z is None) == (p_values is None):
        raise ParameterError("give z or p_values, one of the two")
    if not 0 < alpha < 0.5:
        raise ParameterError(f"alpha is {alpha}; allowed: between 0 and 0.5, e.g. 0.05")
    values = np.asarray(z if z is not None else p_values, dtype=float)
    if not values.size or np.isnan(values).any():
        raise DataError("no statistic is given for some study; fail-safe N needs one for each")
    if p_values is not None:
        if ((values <= 0) | (values >= 1)).any():
            raise DataError("a p value is not between 0 and 1")
        values = stats.norm.isf(values)
    k = len(values)
    total = float(values.sum())
    n = total**2 / float(stats.norm.isf(alpha)) ** 2 - k if total > 0 else 0.0
    n = max(0.0, n)
    fields = {
        "value": n,
        "needed": math.ceil(n - 1e-9),
        "studies": k,
        "tolerance": 5 * k + 10,
        "p": float(stats.norm.sf(total / math.sqrt(k))),
    }
    return FailSafe(**fields, table=pd.DataFrame([fields]))  # type: ignore[arg-type]
