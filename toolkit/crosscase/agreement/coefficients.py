"""Do coders agree? Kappa, AC1 and alpha, each with its confidence interval.

Ratings are a table with one row a unit and one column a coder; a missing rating is empty. Letters
as in Gwet (2014): n units, r coders, q categories, r_ik coders who put unit i into category k.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
from scipy import stats

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result

__all__ = [
    "Agreement",
    "by_code",
    "cohen_kappa",
    "disagreements",
    "fleiss_kappa",
    "gwet_ac1",
    "krippendorff_alpha",
    "ratings_from_long",
    "summary",
]

LEVELS = ("nominal", "ordinal", "interval", "ratio")
MISSING = ("", ".", "*")
Ratings: TypeAlias = pd.DataFrame | Mapping[str, Sequence[object]]


@dataclass(frozen=True, repr=False)
class Agreement(Result):
    """An agreement coefficient with its interval.

    Parameters
    ----------
    coefficient : str
        Its name.
    value : float
        The coefficient; missing where it is not defined (see `note`).
    standard_error : float
        Its standard error; missing for bootstrap intervals is the bootstrap's deviation.
    low, high : float
        Ends of the confidence interval.
    confidence : float
        Level of the interval.
    interval : str
        How the interval was made.
    units, coders : int
        Units that entered, and coders.
    observed, expected : float
        Observed and chance agreement (for alpha: one less each disagreement).
    note : str
        Why there is no value, or what was left out; may be empty.
    table : DataFrame
        All of this in one row.
    """

    coefficient: str
    value: float
    standard_error: float
    low: float
    high: float
    confidence: float
    interval: str
    units: int
    coders: int
    observed: float
    expected: float
    note: str
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """Coefficient, value and interval in one line."""
        if math.isnan(self.value):
            return f"{self.coefficient}: not defined. {self.note}"
        return (
            f"{self.coefficient} {self.value:.4f}, {self.confidence:.0%} interval {self.low:.4f} "
            f"to {self.high:.4f} ({self.interval}), {self.units} units, {self.coders} coders"
        )

    def __float__(self) -> float:
        return self.value


def _result(**fields: object) -> Agreement:
    return Agreement(**fields, table=pd.DataFrame([fields]))  # type: ignore[arg-type]


def _frame(ratings: Ratings, *, least: int = 2) -> pd.DataFrame:
    if isinstance(ratings, pd.DataFrame):
        frame = ratings.copy()
    else:
        lengths = {str(coder): len(values) for coder, values in ratings.items()}
        if len(set(lengths.values())) > 1:
            raise DataError(
                f"coders rated different numbers of units: {lengths}; mark gaps as None"
            )
        frame = pd.DataFrame({coder: list(values) for coder, values in ratings.items()})
    frame = frame.astype(object).where(~frame.isin(MISSING) & frame.notna(), None)
    if frame.shape[1] < least:
        raise DataError(
            f"ratings have {frame.shape[1]} coder(s); at least {least} are needed, one a column"
        )
    return frame


def _confidence(confidence: float) -> None:
    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1, e.g. 0.95")


def _categories(frame: pd.DataFrame, categories: Sequence[object] | None) -> list[object]:
    found = pd.unique(frame.to_numpy(dtype=object).ravel())
    used = [value for value in found if value is not None]
    if categories is None:
        try:
            return sorted(used)
        except TypeError:
            return sorted(used, key=str)
    unknown = [value for value in used if value not in list(categories)]
    if unknown:
        raise DataError(f"rating {unknown[0]!r} is not among the categories {list(categories)}")
    return list(categories)


def ratings_from_long(codings: pd.DataFrame, *, unit: str, coder: str, code: str) -> pd.DataFrame:
    """Turn one row a coding into one row a unit and one column a coder.

    Parameters
    ----------
    codings : DataFrame
        One row a unit and coder.
    unit, coder, code : str
        Names of the three columns.

    Returns
    -------
    DataFrame
        Index: units, sorted; columns: coders, sorted; empty where a coder left a unit out.

    Raises
    ------
    DataError
        If a column is missing, or a coder rated a unit twice.

    Examples
    --------
    >>> long = pd.DataFrame({"u": [1, 1, 2], "who": ["a", "b", "a"], "code": ["x", "y", "x"]})
    >>> ratings_from_long(long, unit="u", coder="who", code="code")
    who  a    b
    u
    1    x    y
    2    x  NaN
    """
    for column in (unit, coder, code):
        if column not in codings:
            raise DataError(f"codings have no column {column!r}; they have {list(codings)}")
    twice = codings[codings.duplicated([unit, coder])]
    if len(twice):
        row = twice.iloc[0]
        raise DataError(f"coder {row[coder]} rated unit {row[unit]} twice; keep one of them")
    wide = codings.pivot(index=unit, columns=coder, values=code)  # noqa: PD010
    return wide.sort_index(axis=1)


def cohen_kappa(
    first: Sequence[object] | pd.Series | pd.DataFrame | np.ndarray,
    second: Sequence[object] | pd.Series | None = None,
    *,
    weights: str | np.ndarray | None = None,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Cohen's kappa of two coders, plain or weighted, with its large-sample interval.

    Parameters
    ----------
    first, second : sequences of equal length
        Ratings of the two coders; or `first` alone: a square table of counts, or a table of
        ratings with two columns of labels.
    weights : {"linear", "quadratic"} or ndarray (q, q), optional
        Weights of disagreement by distance of the (sorted) categories; an array gives the
        weights of *dis*agreement themselves, 0 on the diagonal.
    categories : sequence, optional
        All categories in their order; default: those that occur, sorted.
    confidence : float, default 0.95
        Level of the interval.

    Returns
    -------
    Agreement
        Units that one of the coders left out are dropped and counted in the note.

    Raises
    ------
    DataError, ParameterError
        If the table is not square, lengths differ, or an option is outside its range.

    References
    ----------
    Cohen (1960), Educational and Psychological Measurement 20, 37-46; Fleiss, Cohen & Everitt
    (1969), Psychological Bulletin 72, 323-327. Computed by statsmodels.

    Examples
    --------
    The table in Fleiss, Statistical Methods for Rates and Proportions:

    >>> kappa = cohen_kappa([[75, 1, 4], [5, 4, 1], [0, 0, 10]])
    >>> [round(v, 4) for v in (kappa.value, kappa.standard_error, kappa.low, kappa.high)]
    [0.6765, 0.0877, 0.5046, 0.8484]
    """
    from statsmodels.stats.inter_rater import cohens_kappa

    _confidence(confidence)
    table, dropped = _contingency(first, second, categories)
    name = "Cohen's kappa" if weights is None else "Cohen's weighted kappa"
    disagreement = _disagreement(weights, len(table))
    share = table / table.sum()
    by_chance = np.outer(share.sum(1), share.sum(0))
    expected = (disagreement * by_chance).sum()
    note = f"{dropped} unit(s) rated by one coder only were left out" if dropped else ""
    value = error = math.nan
    if expected <= 1e-12:
        note = "Both coders used a single category throughout, so chance agreement is complete."
    elif weights is None:
        found = cohens_kappa(table)
        value, error = float(found.kappa), float(found.std_kappa)
    else:
        found = cohens_kappa(table, weights=disagreement)
        value, error = float(found.kappa), float(found.std_kappa)
    half = float(stats.norm.ppf((1 + confidence) / 2)) * error
    return _result(
        coefficient=name,
        value=value,
        standard_error=error,
        low=value - half,
        high=value + half,
        confidence=confidence,
        interval="analytic, normal, Fleiss-Cohen-Everitt variance",
        units=int(table.sum()),
        coders=2,
        observed=float(1 - (disagreement * share).sum()),
        expected=float(1 - expected),
        note=note,
    )


def _disagreement(weights: str | np.ndarray | None, q: int) -> np.ndarray:
    distance = np.abs(np.subtract.outer(np.arange(q), np.arange(q))).astype(float)
    if weights is None:
        return (distance > 0).astype(float)
    if isinstance(weights, str):
        if weights not in ("linear", "quadratic"):
            raise ParameterError(
                f"weights is {weights!r}; allowed: 'linear', 'quadratic', an array"
            )
        power = 1 if weights == "linear" else 2
        return (distance / max(q - 1, 1)) ** power
    given = np.asarray(weights, dtype=float)
    if given.shape != (q, q) or np.diag(given).any():
        raise ParameterError(
            f"weights must be a {q} × {q} array of disagreement with 0 on the diagonal; "
            f"it is {given.shape}"
        )
    return given


def _contingency(
    first: object, second: object, categories: Sequence[object] | None
) -> tuple[np.ndarray, int]:
    if second is None:
        values = np.asarray(first)
        numeric = np.issubdtype(values.dtype, np.number)
        if numeric and values.ndim == 2 and values.shape[0] == values.shape[1]:
            if (values < 0).any():
                raise DataError(f"the table of counts has a negative cell: {values.min()}")
            return values.astype(float), 0
        if values.ndim != 2 or values.shape[1] != 2:
            raise DataError(
                f"one table was given, of shape {values.shape}; allowed: a square table of counts, "
                "or two columns of ratings; or give both coders' ratings"
            )
        first, second = values[:, 0], values[:, 1]
    frame = _frame({"first": list(first), "second": list(second)})  # type: ignore[call-overload]
    labels = _categories(frame, categories)
    both = frame.dropna()
    if both.empty:
        raise DataError("no unit was rated by both coders")
    place = {label: position for position, label in enumerate(labels)}
    table = np.zeros((len(labels), len(labels)))
    np.add.at(table, (both["first"].map(place), both["second"].map(place)), 1)
    return table, len(frame) - len(both)


def _counts(
    ratings: Ratings, categories: Sequence[object] | None, counts: bool
) -> tuple[np.ndarray, int]:
    if counts:
        table = np.asarray(ratings, dtype=float)
        return table, int(table.sum(1).max(initial=0))
    frame = _frame(ratings)
    labels = _categories(frame, categories)
    table = np.stack([(frame == label).sum(axis=1) for label in labels], axis=1).astype(float)
    return table, frame.shape[1]


def gwet_ac1(
    ratings: Ratings,
    *,
    counts: bool = False,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Gwet's AC1 of two or more coders, ratings may be missing.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where a coder left a unit out.
    counts : bool, default False
        `ratings` holds the number of coders by unit and category instead.
    categories : sequence, optional
        All categories, also those that nobody used: AC1 depends on their number.
    confidence : float, default 0.95
        Level of the interval, by Student's t with n - 1 degrees of freedom.

    Returns
    -------
    Agreement
        Interval ends are cut at 1.

    Raises
    ------
    DataError
        If there are fewer than two coders, or no unit has two ratings.

    References
    ----------
    Gwet (2008), British Journal of Mathematical and Statistical Psychology 61, 29-48; Gwet
    (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 2 and 5.

    Examples
    --------
    >>> table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    >>> pairs = [(i, j) for i in range(3) for j in range(3) for _ in range(table[i][j])]
    >>> round(gwet_ac1(pd.DataFrame(pairs)).value, 7)
    0.8493305
    """
    return _chance_corrected("Gwet's AC1", ratings, counts, categories, confidence)


def fleiss_kappa(
    ratings: Ratings,
    *,
    counts: bool = False,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
) -> Agreement:
    """Fleiss' kappa of two or more coders, ratings may be missing.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where a coder left a unit out.
    counts : bool, default False
        `ratings` holds the number of coders by unit and category instead.
    categories : sequence, optional
        All categories; unused ones change nothing here.
    confidence : float, default 0.95
        Level of the interval, by Student's t with n - 1 degrees of freedom, on Gwet's variance
        (which lets the units vary; the variance of Fleiss 1971 holds under no agreement only).

    Returns
    -------
    Agreement
        Interval ends are cut at 1.

    Raises
    ------
    DataError
        If there are fewer than two coders, or no unit has two ratings.

    References
    ----------
    Fleiss (1971), Psychological Bulletin 76, 378-382 (value, by statsmodels where each unit has
    the same number of ratings); Gwet (2014), Handbook of Inter-Rater Reliability, ch. 5.

    Examples
    --------
    >>> round(fleiss_kappa([[0, 6], [6, 0], [3, 3]], counts=True).value, 4)
    0.6
    """
    return _chance_corrected("Fleiss' kappa", ratings, counts, categories, confidence)


def _chance_corrected(
    name: str,
    ratings: Ratings,
    counts: bool,
    categories: Sequence[object] | None,
    confidence: float,
) -> Agreement:
    _confidence(confidence)
    r_ik, coders = _counts(ratings, categories, counts)
    r_ik = r_ik[r_ik.sum(1) > 0]
    r_i = r_ik.sum(1)
    twice = r_i >= 2
    if not twice.any():
        raise DataError("no unit has two ratings, so agreement cannot be computed")
    n, q = r_ik.shape
    p_ai = np.where(twice, (r_ik * (r_ik - 1)).sum(1) / np.maximum(r_i * (r_i - 1), 1), 0.0)
    p_a = p_ai[twice].mean()
    share = r_ik / r_i[:, None]
    pi = share.mean(0)
    if name == "Gwet's AC1":
        p_ei = (share * (1 - pi)).sum(1) / max(q - 1, 1)
        p_e = (pi * (1 - pi)).sum() / max(q - 1, 1)
    else:
        p_ei = (share * pi).sum(1)
        p_e = (pi**2).sum()
    value = error = math.nan
    note = "Every rating is the same category, so chance agreement is complete."
    if 1 - p_e > 1e-12 and q > 1:
        value, note = (p_a - p_e) / (1 - p_e), ""
        if name != "Gwet's AC1" and len(set(r_i)) == 1:
            value = _fleiss_by_statsmodels(r_ik)
        kappa_i = np.where(twice, (n / twice.sum()) * (p_ai - p_e) / (1 - p_e), 0.0)
        kappa_i = kappa_i - 2 * (1 - value) * (p_ei - p_e) / (1 - p_e)
        if n > 1:
            error = math.sqrt(((kappa_i - value) ** 2).sum() / (n * (n - 1)))
    half = stats.t.ppf((1 + confidence) / 2, max(n - 1, 1)) * error
    return _result(
        coefficient=name,
        value=float(value),
        standard_error=float(error),
        low=float(value - half),
        high=float(min(1.0, value + half)) if not math.isnan(half) else math.nan,
        confidence=confidence,
        interval="analytic, Student's t, Gwet's variance",
        units=n,
        coders=coders,
        observed=float(p_a),
        expected=float(p_e),
        note=note,
    )


def _fleiss_by_statsmodels(r_ik: np.ndarray) -> float:
    from statsmodels.stats.inter_rater import fleiss_kappa as by_statsmodels

    return float(by_statsmodels(r_ik))


def krippendorff_alpha(
    ratings: Ratings,
    level: str = "nominal",
    *,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> Agreement:
    """Krippendorff's alpha for any number of coders, with missing ratings.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        One row a unit, one column a coder; empty (or ``.`` or ``*``) where a rating is missing.
        Above the nominal level, ratings are numbers (ordinal also takes sortable labels).
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement.
    confidence : float, default 0.95
        Level of the bootstrap percentile interval; units are drawn with replacement.
    draws : int, default 2000
        Bootstrap samples; 0 gives no interval.
    seed : int, default 0
        Seed of the bootstrap.

    Returns
    -------
    Agreement
        `observed` and `expected` are 1 - D_o and 1 - D_e only at the nominal level; at the
        others they are in the units of the difference function.

    Raises
    ------
    DataError, ParameterError
        If no unit has two ratings, a rating is no number, or `level` is unknown.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability, pp. 1-8.

    Examples
    --------
    Examples A and C there:

    >>> round(krippendorff_alpha({"A": "0100000010", "B": "1110010000"}).value, 4)
    0.0952
    >>> coders = {"A": "123321412...", "B": "1233224125.3", "C": ".33323422 51.".replace(" ", ""),
    ...           "D": "12332441251."}
    >>> [round(krippendorff_alpha(coders, level).value, 4) for level in LEVELS]
    [0.7434, 0.8154, 0.8491, 0.7974]
    """
    _confidence(confidence)
    if level not in LEVELS:
        raise ParameterError(f"level is {level!r}; allowed: {', '.join(map(repr, LEVELS))}")
    frame = _frame(ratings)
    values, counts = _values_by_unit(frame, level)
    paired = counts[counts.sum(1) >= 2]
    if not len(paired):
        raise DataError("no unit has two ratings, so agreement cannot be computed")
    o_u = _coincidences(paired)
    value, d_o, d_e = (float(x[0]) for x in _alpha(o_u.sum(0)[None], values, level))
    note = "" if d_e > 0 else "All ratings are the same value, so alpha is not defined."
    low = high = error = math.nan
    if draws and d_e > 0:
        rng = np.random.default_rng(seed)
        chosen = rng.multinomial(len(o_u), np.full(len(o_u), 1 / len(o_u)), size=draws)
        drawn = (chosen @ o_u.reshape(len(o_u), -1)).reshape(draws, *o_u.shape[1:])
        sample = _alpha(drawn, values, level)[0]
        # A sample in which every rating is the same shows no disagreement at all.
        sample = np.where(np.isnan(sample), 1.0, sample)
        low, high = np.quantile(sample, [(1 - confidence) / 2, (1 + confidence) / 2])
        error = float(sample.std(ddof=1))
    nominal = level == "nominal"
    return _result(
        coefficient=f"Krippendorff's alpha ({level})",
        value=value,
        standard_error=error,
        low=float(low),
        high=float(high),
        confidence=confidence,
        interval=f"bootstrap over units, percentile, {draws} draws, seed {seed}",
        units=len(paired),
        coders=frame.shape[1],
        observed=1 - d_o if nominal else d_o,
        expected=1 - d_e if nominal else d_e,
        note=note,
    )


def _values_by_unit(frame: pd.DataFrame, level: str) -> tuple[np.ndarray, np.ndarray]:
    labels = _categories(frame, None)
    if level in ("interval", "ratio") or (level == "ordinal" and _numeric(labels)):
        try:
            numbers = frame.map(lambda v: math.nan if v is None else float(v))
        except (TypeError, ValueError) as error:
            raise DataError(f"at the {level} level ratings are numbers: {error}") from None
        labels = sorted(set(numbers.to_numpy().ravel()[~np.isnan(numbers.to_numpy().ravel())]))
        frame = numbers
    counts = np.stack([(frame == label).sum(axis=1) for label in labels], axis=1)
    values = np.array(labels) if level in ("interval", "ratio") else np.arange(len(labels))
    return values.astype(float), counts.astype(float)


def _numeric(labels: Sequence[object]) -> bool:
    try:
        [float(label) for label in labels]  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return False
    return True


def _coincidences(counts: np.ndarray) -> np.ndarray:
    pairs = counts[:, :, None] * counts[:, None, :]
    diagonal = np.arange(counts.shape[1])
    pairs[:, diagonal, diagonal] -= counts
    return pairs / (counts.sum(1) - 1)[:, None, None]


def _alpha(
    o_ck: np.ndarray, values: np.ndarray, level: str
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n_c = o_ck.sum(-1)
    n = n_c.sum(-1)
    delta = _squared_difference(n_c, values, level)
    d_o = (o_ck * delta).sum((-2, -1)) / n
    d_e = (n_c[:, :, None] * n_c[:, None, :] * delta).sum((-2, -1)) / (n * (n - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(d_e > 0, 1 - d_o / d_e, math.nan), d_o, d_e


def _squared_difference(n_c: np.ndarray, values: np.ndarray, level: str) -> np.ndarray:
    if level == "nominal":
        return (~np.eye(len(values), dtype=bool)).astype(float)[None]
    if level == "ordinal":
        # Sum of n_g from g = c to k, less half of both ends: a difference of mid-ranks.
        middle = np.cumsum(n_c, axis=-1) - n_c / 2
        return (middle[:, :, None] - middle[:, None, :]) ** 2
    gap = np.subtract.outer(values, values)
    if level == "ratio":
        total = np.add.outer(values, values)
        gap = np.divide(gap, total, out=np.zeros_like(gap), where=total != 0)
    return (gap**2)[None]


def by_code(
    ratings: Ratings, *, categories: Sequence[object] | None = None, confidence: float = 0.95
) -> pd.DataFrame:
    """Agreement on each code by itself: this code against all the others.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where missing.
    categories : sequence, optional
        Codes to list; default: those that occur.
    confidence : float, default 0.95
        Level of the intervals.

    Returns
    -------
    DataFrame
        One row a code: ``code``, ``units`` (given it by anyone), ``agreed`` (given it by all who
        rated the unit), ``specific_agreement`` (2 × agreeing pairs over ratings in pairs),
        ``kappa``, ``low``, ``high`` (Fleiss', Gwet's variance).

    Examples
    --------
    >>> by_code({"A": "aabb", "B": "abbb"})[["code", "units", "agreed", "specific_agreement"]]
      code  units  agreed  specific_agreement
    0    a      2       1            0.666667
    1    b      3       2            0.800000
    """
    frame = _frame(ratings)
    rows = []
    for code in _categories(frame, categories):
        given = (frame == code).sum(axis=1).to_numpy(dtype=float)
        rated = frame.notna().sum(axis=1).to_numpy(dtype=float)
        pairs = rated >= 2
        agreeing = (given * (given - 1) / np.maximum(rated - 1, 1))[pairs].sum()
        possible = given[pairs].sum()
        both = np.stack([given, rated - given], axis=1)
        kappa = fleiss_kappa(pd.DataFrame(both), counts=True, confidence=confidence)
        rows.append(
            {
                "code": code,
                "units": int((given > 0).sum()),
                "agreed": int(((given == rated) & pairs).sum()),
                "specific_agreement": agreeing / possible if possible else math.nan,
                "kappa": kappa.value,
                "low": kappa.low,
                "high": kappa.high,
            }
        )
    return pd.DataFrame(rows)


def disagreements(ratings: Ratings) -> pd.DataFrame:
    """List the units on which coders differ.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where missing.

    Returns
    -------
    DataFrame
        The rows of `ratings` with two or more different labels, in their order, with a column
        ``labels`` that counts the different ones.

    Examples
    --------
    >>> disagreements({"A": "aab", "B": "abb"})
       A  B  labels
    1  a  b       2
    """
    frame = _frame(ratings)
    labels = frame.apply(lambda row: row.dropna().nunique(), axis=1)
    return frame.assign(labels=labels)[labels > 1]


def summary(
    ratings: Ratings,
    level: str = "nominal",
    *,
    categories: Sequence[object] | None = None,
    confidence: float = 0.95,
    draws: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """All coefficients that fit the ratings, one row each.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where missing.
    level : {"nominal", "ordinal", "interval", "ratio"}
        Level of measurement for alpha.
    categories, confidence, draws, seed
        As in the single functions.

    Returns
    -------
    DataFrame
        ``coefficient, value, standard_error, low, high, interval, units, coders, observed,
        expected, note``; Cohen's kappa only for two coders.

    Examples
    --------
    >>> summary({"A": "aabb", "B": "abbb"})["coefficient"].tolist()
    ["Cohen's kappa", "Fleiss' kappa", "Gwet's AC1", "Krippendorff's alpha (nominal)"]
    """
    frame = _frame(ratings)
    options = {"categories": categories, "confidence": confidence}
    found = []
    if frame.shape[1] == 2:
        found.append(cohen_kappa(frame.iloc[:, 0], frame.iloc[:, 1], **options))  # type: ignore[arg-type]
    found.append(fleiss_kappa(frame, **options))  # type: ignore[arg-type]
    found.append(gwet_ac1(frame, **options))  # type: ignore[arg-type]
    found.append(krippendorff_alpha(frame, level, confidence=confidence, draws=draws, seed=seed))
    return pd.concat([result.table for result in found], ignore_index=True)
