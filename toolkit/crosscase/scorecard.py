"""Adoption scorecard: answers on a rating scale, scores with intervals, internal consistency.

Letters as in Cronbach (1951) and Feldt, Woodruff & Salih (1987): *n* respondents, *k* items.
Items that are reverse-coded are turned round before anything is computed.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from crosscase.errors import DataError, ParameterError, Problem
from crosscase.results import Result
from crosscase.study import read_table

__all__ = [
    "Alpha",
    "Scores",
    "cronbach_alpha",
    "example_answers",
    "feldt_interval",
    "oriented",
    "read_answers",
    "reliability",
    "score",
]


def __dir__() -> list[str]:
    return __all__


_RESPONDENT = "respondent"


@dataclass(frozen=True, repr=False)
class Alpha(Result):
    """Cronbach's alpha of one scale.

    Parameters
    ----------
    alpha : float
        Raw alpha.
    lower, upper : float
        Feldt's interval.
    confidence : float
        Its level.
    n, k : int
        Respondents and items.
    table : DataFrame, k rows
        ``item_id``, ``mean``, ``sd``, ``item_rest_r`` (correlation with the sum of the other
        items), ``alpha_if_deleted``.
    """

    alpha: float
    lower: float
    upper: float
    confidence: float
    n: int
    k: int
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """Alpha with its interval."""
        return (
            f"Cronbach's alpha = {self.alpha:.3f}, {self.confidence:.0%} interval "
            f"{self.lower:.3f} to {self.upper:.3f} (n = {self.n}, k = {self.k})"
        )


@dataclass(frozen=True, repr=False)
class Scores(Result):
    """Scores of the principles.

    Parameters
    ----------
    method : str
        ``t`` or ``bootstrap``.
    confidence : float
        Level of the intervals.
    n : int
        Respondents.
    table : DataFrame
        ``principle_id``, ``items``, ``mean``, ``sd`` (between respondents), ``lower``, ``upper``.
    """

    method: str
    confidence: float
    n: int
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """How many respondents, and the kind of interval."""
        return f"Scores of {self.n} respondents, {self.confidence:.0%} {self.method} intervals"


def read_answers(
    path: Path | str, items: pd.DataFrame, *, shown: str | None = None
) -> pd.DataFrame:
    """Read a file of answers and check every cell of it.

    Parameters
    ----------
    path : path
        CSV file: a column ``respondent``, then one column an item, named by its id; one row a
        respondent, whole numbers of the scale.
    items : DataFrame
        ``item_id``, ``scale_minimum``, ``scale_maximum``.
    shown : str, optional
        Name of the file in messages; by default its own name.

    Returns
    -------
    DataFrame, n rows
        ``respondent`` and the k items in the order of `items`.

    Raises
    ------
    DataError
        With every fault: file, row, column, value, what is allowed.
    """
    place, name = Path(path), shown or Path(path).name
    if not place.is_file():
        raise DataError(f"{name}: there is no such file of answers; give the path of a CSV file")
    if ";" in _first_line(place) and "," not in _first_line(place):
        raise DataError(
            [Problem(name, 1, None, "the columns are separated by ';'", None,
                     "save the file with commas between the columns")]
        )  # fmt: skip
    table, problems = read_table(place, _schema(items), shown=name)
    short = {p.row for p in problems if p.column is None and p.row and p.row > 1}
    told = [p for p in problems if p.column is None or p.row not in short]
    if told:
        raise DataError([_plain(problem, items) for problem in told])
    table.attrs.clear()
    answers = table.astype(dict.fromkeys(items["item_id"], "int64"))
    return answers


def _first_line(path: Path) -> str:
    return path.read_bytes().split(b"\n", 1)[0].decode("utf-8", errors="replace")


def _schema(items: pd.DataFrame) -> dict[str, Any]:
    fields: list[dict[str, Any]] = [
        {"name": _RESPONDENT, "type": "string", "constraints": {"required": True, "unique": True}}
    ]
    for item in items.to_dict("records"):
        rules = {
            "required": True,
            "minimum": int(item["scale_minimum"]),
            "maximum": int(item["scale_maximum"]),
        }
        fields.append({"name": item["item_id"], "type": "integer", "constraints": rules})
    return {"fields": fields}


def _plain(problem: Problem, items: pd.DataFrame) -> Problem:
    """Say a fault of the table as a fault of a questionnaire."""
    scale = items.set_index("item_id")[["scale_minimum", "scale_maximum"]]
    file, row, column, value = problem.file, problem.row, problem.column, problem.value
    if problem.message == "an unknown column":
        near = difflib.get_close_matches(str(column), [_RESPONDENT, *scale.index], n=1)
        hint = f"did you mean {near[0]!r}?" if near else "the items are those of the scorecard"
        return Problem(file, row, column, "an unknown item", column, hint)
    if problem.message == "the column is missing":
        mend = f"give a column {column!r}; the items are those of the scorecard"
        return Problem(file, row, column, "the item is missing", None, mend)
    if problem.message == "the table is empty":
        return Problem(file, row, None, "no answers", None, "give one row for each respondent")
    if problem.message == "the file is empty":
        mend = "the first line names the column 'respondent' and the items"
        return Problem(file, None, None, "the file is empty", None, mend)
    if column == _RESPONDENT and problem.message == "a value is required":
        return Problem(file, row, column, "a respondent without a name", "", "give each an id")
    if column in scale.index and value is not None:
        low, high = scale.loc[column]
        what = "the answer is missing" if not value.strip() else "not an answer of the scale"
        return Problem(file, row, column, what, value, f"a whole number from {low} to {high}")
    return problem


def oriented(answers: pd.DataFrame, items: pd.DataFrame) -> pd.DataFrame:
    """Return the answers with reverse-coded items turned round.

    Parameters
    ----------
    answers : DataFrame, n rows
        As :func:`read_answers` returns it.
    items : DataFrame
        ``item_id``, ``reverse_coded``, ``scale_minimum``, ``scale_maximum``.

    Returns
    -------
    DataFrame, shape (n, k)
        Indexed by respondent; a higher number always means more of the principle.

    Examples
    --------
    >>> items = pd.DataFrame({"item_id": ["a", "b"], "reverse_coded": [False, True],
    ...                       "scale_minimum": 1, "scale_maximum": 5})
    >>> oriented(pd.DataFrame({"respondent": ["x"], "a": [2], "b": [2]}), items)
                a  b
    respondent
    x           2  4
    """
    table = answers.set_index(_RESPONDENT)[list(items["item_id"])].copy()
    for item in items[items["reverse_coded"].astype(bool)].to_dict("records"):
        ends = item["scale_minimum"] + item["scale_maximum"]
        table[item["item_id"]] = ends - table[item["item_id"]]
    return table


def feldt_interval(
    alpha: float, n: int, k: int, *, confidence: float = 0.95
) -> tuple[float, float]:
    """Return Feldt's interval for Cronbach's alpha.

    Parameters
    ----------
    alpha : float
        The coefficient found.
    n, k : int
        Respondents and items.
    confidence : float
        Level.

    Returns
    -------
    lower, upper : float

    References
    ----------
    Feldt, L. S., Woodruff, D. J., & Salih, F. A. (1987). Statistical inference for coefficient
    alpha. *Applied Psychological Measurement* 11, 93-103, p. 95, formulas 6 and 7.

    Examples
    --------
    >>> [round(end, 3) for end in feldt_interval(0.790, 41, 26, confidence=0.90)]
    [0.705, 0.862]
    """
    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1")
    tail = (1 - confidence) / 2
    df1, df2 = n - 1, (n - 1) * (k - 1)
    upper_f, lower_f = stats.f.ppf([1 - tail, tail], df1, df2)
    return float(1 - (1 - alpha) * upper_f), float(1 - (1 - alpha) * lower_f)


def cronbach_alpha(matrix: pd.DataFrame, *, confidence: float = 0.95) -> Alpha:
    """Cronbach's alpha of a scale, with Feldt's interval and the statistics of its items.

    Parameters
    ----------
    matrix : DataFrame, shape (n, k)
        Answers, one row a respondent, one column an item, all turned the same way; no gaps.
    confidence : float
        Level of the interval.

    Returns
    -------
    Alpha

    Raises
    ------
    DataError
        If there are fewer than two respondents or items, an answer is missing, or the sums of
        the respondents do not differ.

    References
    ----------
    Cronbach, L. J. (1951). Coefficient alpha and the internal structure of tests.
    *Psychometrika* 16, 297-334, formula 2.

    Examples
    --------
    >>> cronbach_alpha(pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]})).alpha
    1.0
    """
    n, k = matrix.shape
    if n < 2 or k < 2:
        raise DataError(f"{n} respondent(s) and {k} item(s); alpha needs at least two of each")
    if matrix.isna().to_numpy().any():
        gap = matrix.columns[matrix.isna().any()][0]
        raise DataError(f"item {gap!r} has a missing answer; alpha needs complete answers")
    x = matrix.to_numpy(dtype=float)
    if np.isclose(x.sum(axis=1).var(ddof=1), 0):
        raise DataError("the respondents' sums do not differ, so alpha is not defined")
    alpha = _alpha(x)
    lower, upper = feldt_interval(alpha, n, k, confidence=confidence)
    rows = []
    for j, item in enumerate(matrix.columns):
        rest = np.delete(x, j, axis=1)
        rows.append((item, x[:, j].mean(), x[:, j].std(ddof=1),
                     _correlation(x[:, j], rest.sum(axis=1)),
                     _alpha(rest) if k > 2 else np.nan))  # fmt: skip
    columns = ["item_id", "mean", "sd", "item_rest_r", "alpha_if_deleted"]
    table = pd.DataFrame(rows, columns=columns)
    return Alpha(alpha, lower, upper, confidence, n, k, table)


def _alpha(x: np.ndarray) -> float:
    k = x.shape[1]
    total = x.sum(axis=1).var(ddof=1)
    if np.isclose(total, 0):
        return float("nan")
    return float(k / (k - 1) * (1 - x.var(axis=0, ddof=1).sum() / total))


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    if np.isclose(one.std(), 0) or np.isclose(other.std(), 0):
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def reliability(
    answers: pd.DataFrame, items: pd.DataFrame, *, confidence: float = 0.95
) -> pd.DataFrame:
    """Return alpha for each principle and for all items together.

    Parameters
    ----------
    answers, items : DataFrame
        As :func:`oriented` takes them; `items` with ``principle_id``.
    confidence : float
        Level of the intervals.

    Returns
    -------
    DataFrame
        ``principle_id`` (``all`` for the whole), ``k``, ``n``, ``alpha``, ``lower``, ``upper``;
        missing where the respondents do not differ.
    """
    matrix = oriented(answers, items)
    groups = {p: list(ids) for p, ids in items.groupby("principle_id", sort=False)["item_id"]}
    groups["all"] = list(items["item_id"])
    rows = []
    for principle, ids in groups.items():
        try:
            found = cronbach_alpha(matrix[ids], confidence=confidence)
            rows.append((principle, found.k, found.n, found.alpha, found.lower, found.upper))
        except DataError:
            if len(matrix) < 2:
                raise
            rows.append((principle, len(ids), len(matrix), np.nan, np.nan, np.nan))
    return pd.DataFrame(rows, columns=["principle_id", "k", "n", "alpha", "lower", "upper"])


def score(
    answers: pd.DataFrame,
    items: pd.DataFrame,
    *,
    method: str = "t",
    confidence: float = 0.95,
    draws: int = 4000,
    seed: int = 0,
) -> Scores:
    """Return the mean score of each principle with an interval.

    Parameters
    ----------
    answers, items : DataFrame
        As :func:`oriented` takes them; `items` with ``principle_id``.
    method : {"t", "bootstrap"}
        Student's interval of the mean of the respondents' scores, or the percentile interval of
        `draws` resamples of respondents. Both end at the ends of the scale.
    confidence : float
        Level of the intervals.
    draws, seed : int
        Of the bootstrap.

    Returns
    -------
    Scores

    Raises
    ------
    ParameterError
        If `method` or `confidence` is outside what is allowed.
    DataError
        If there are fewer than two respondents.

    References
    ----------
    Efron, B., & Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*, ch. 13.

    Examples
    --------
    >>> items = pd.DataFrame({"item_id": ["a", "b"], "principle_id": "p", "scale_minimum": 1,
    ...                       "reverse_coded": [False, True], "scale_maximum": 5})
    >>> answers = pd.DataFrame({"respondent": ["x", "y", "z"], "a": [2, 3, 4], "b": [4, 3, 2]})
    >>> score(answers, items).table.round(2)
      principle_id  items  mean   sd  lower  upper
    0            p      2   3.0  1.0    1.0    5.0
    """
    if method not in {"t", "bootstrap"}:
        raise ParameterError(f"method is {method!r}; allowed: 't', 'bootstrap'")
    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1")
    matrix = oriented(answers, items)
    n = len(matrix)
    if n < 2:
        raise DataError(f"{n} respondent(s); an interval needs at least two")
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, n, size=(draws, n)) if method == "bootstrap" else None
    rows = []
    for principle, group in items.groupby("principle_id", sort=False):
        own = matrix[list(group["item_id"])].mean(axis=1).to_numpy()
        ends = _t_ends(own, confidence) if picks is None else _drawn_ends(own, picks, confidence)
        low, high = np.clip(ends, group["scale_minimum"].min(), group["scale_maximum"].max())
        rows.append((principle, len(group), own.mean(), own.std(ddof=1), low, high))
    table = pd.DataFrame(rows, columns=["principle_id", "items", "mean", "sd", "lower", "upper"])
    return Scores(method, confidence, n, table)


def _t_ends(own: np.ndarray, confidence: float) -> np.ndarray:
    half = stats.t.ppf((1 + confidence) / 2, len(own) - 1) * stats.sem(own)
    return np.array([own.mean() - half, own.mean() + half])


def _drawn_ends(own: np.ndarray, picks: np.ndarray, confidence: float) -> np.ndarray:
    tail = (1 - confidence) / 2
    return np.quantile(own[picks].mean(axis=1), [tail, 1 - tail])


def example_answers(
    items: pd.DataFrame,
    *,
    respondents: int = 40,
    seed: int,
    means: Mapping[str, float] | None = None,
) -> pd.DataFrame:
    """Make answers that nobody gave, to try the scorecard with.

    Parameters
    ----------
    items : DataFrame
        ``item_id``, ``principle_id``, ``reverse_coded``, ``scale_minimum``, ``scale_maximum``.
    respondents : int
        How many rows.
    seed : int
        Of the random numbers: one factor for the respondent, one for the principle, noise.
    means : mapping of principle to float, optional
        Where the answers of a principle lie; by default the middle of the scale and one half up.

    Returns
    -------
    DataFrame
        In the form that :func:`read_answers` reads.

    Raises
    ------
    ParameterError
        If `respondents` is below one.

    Examples
    --------
    >>> items = pd.DataFrame({"item_id": ["a", "b"], "principle_id": "p", "scale_minimum": 1,
    ...                       "reverse_coded": [False, True], "scale_maximum": 5})
    >>> example_answers(items, respondents=2, seed=1).shape
    (2, 3)
    """
    if respondents < 1:
        raise ParameterError(f"respondents is {respondents}; allowed: 1 or more")
    rng = np.random.default_rng(seed)
    general = rng.normal(0, 0.5, respondents)
    columns: dict[str, Any] = {_RESPONDENT: [f"r{i + 1:02d}" for i in range(respondents)]}
    for principle, group in items.groupby("principle_id", sort=False):
        own = general + rng.normal(0, 0.5, respondents)
        for item in group.to_dict("records"):
            low, high = int(item["scale_minimum"]), int(item["scale_maximum"])
            middle = (means or {}).get(str(principle), (low + high) / 2 + 0.5)
            drawn = np.clip(np.rint(middle + own + rng.normal(0, 0.8, respondents)), low, high)
            turned = low + high - drawn if item["reverse_coded"] else drawn
            columns[item["item_id"]] = turned.astype(int)
    return pd.DataFrame(columns)
