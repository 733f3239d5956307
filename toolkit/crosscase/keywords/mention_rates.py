"""How often a construct is mentioned in each case, given how much text there is on it."""

from __future__ import annotations

import warnings
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import scipy  # its `stats` is loaded when first used

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result

__all__ = ["Rates", "rates"]

FAMILIES = ("auto", "poisson", "negative binomial")


@dataclass(frozen=True, repr=False)
class Rates(Result):
    """Rates of mention by group.

    Parameters
    ----------
    table : DataFrame
        One row a group: `group`, `paragraphs`, `mentions`, `exposure`, `rate_per_1000`, `ci_low`,
        `ci_high`, `rate_ratio` to the reference group, `ratio_low`, `ratio_high`, `p`.
    family : str
        ``"poisson"`` or ``"negative binomial"``.
    overdispersion : float
        Cameron & Trivedi's α of Var = μ + α μ², from the auxiliary regression.
    overdispersion_t, overdispersion_p : float
        Its t and one-sided p (H₀: Poisson).
    pearson_per_df : float
        Pearson's χ² of the Poisson model by its degrees of freedom; 1 under Poisson.
    likelihood_ratio, likelihood_ratio_p : float
        Test of all groups having one rate, in the family that was used.
    level : float
        Confidence level of the intervals.
    """

    table: pd.DataFrame
    family: str
    overdispersion: float
    overdispersion_t: float
    overdispersion_p: float
    pearson_per_df: float
    likelihood_ratio: float
    likelihood_ratio_p: float
    level: float

    @property
    def title(self) -> str:
        """Family, over-dispersion and the test of equal rates."""
        return (
            f"Mentions per 1,000 words ({self.family}; over-dispersion p = "
            f"{self.overdispersion_p:.3f}; equal rates: LR = {self.likelihood_ratio:.2f}, "
            f"p = {self.likelihood_ratio_p:.3f})"
        )


def rates(
    data: pd.DataFrame,
    *,
    count: str = "n",
    exposure: str = "tokens",
    group: str = "case_id",
    reference: Hashable | None = None,
    family: str = "auto",
    alpha: float = 0.05,
    level: float = 0.95,
) -> Rates:
    """Model counts by group with the length of the text as exposure.

    Parameters
    ----------
    data : DataFrame
        One row a paragraph (and group): its count, its length in words, its group.
    count, exposure, group : str
        Names of the columns.
    reference : optional
        The group that ratios are taken to; by default the one with the largest exposure.
    family : {"auto", "poisson", "negative binomial"}
        ``auto`` takes the negative binomial (NB2) where the test of over-dispersion rejects
        Poisson at `alpha`.
    alpha : float, default 0.05
        Level of that test.
    level : float, default 0.95
        Confidence level.

    Returns
    -------
    Rates
        Groups in their order by name. A group without any mention has no estimate in the model:
        its rate is 0 with the exact one-sided Poisson limit, and its ratio has no interval.

    Raises
    ------
    DataError
        If a count is negative or an exposure not positive, or there are too few rows.

    References
    ----------
    Cameron & Trivedi (1990), Regression-based tests for overdispersion in the Poisson model,
    Journal of Econometrics 46, 347-364. Garwood (1936), Biometrika 28, 437-442.

    Examples
    --------
    >>> data = pd.DataFrame({"case_id": ["a"] * 3 + ["b"] * 3, "n": [2, 4, 3, 1, 0, 2],
    ...                      "tokens": [100] * 6})
    >>> found = rates(data, family="poisson")
    >>> found.table[["group", "mentions", "rate_per_1000", "rate_ratio"]].round(3)
      group  mentions  rate_per_1000  rate_ratio
    0     a         9           30.0       1.000
    1     b         3           10.0       0.333
    """
    _check_options(family, level)
    rows = _checked(data, count, exposure, group)
    summed = rows.groupby("group").agg(
        paragraphs=("count", "size"), mentions=("count", "sum"), exposure=("exposure", "sum")
    )
    reference = summed["exposure"].idxmax() if reference is None else reference
    if reference not in summed.index:
        raise ParameterError(f"reference is {reference!r}; no row has this group")
    heard = rows[rows["group"].isin(summed.index[summed["mentions"] > 0])]
    if heard.empty:
        raise DataError("no paragraph has a mention; there is nothing to model")
    poisson = _fitted(heard, None)
    test = _overdispersion(heard, poisson)
    if family == "auto":
        family = "negative binomial" if test["p"] < alpha else "poisson"
    fit = poisson if family == "poisson" else _fitted(heard, _nb_alpha(heard))
    ratio, ratio_p = _equal(heard, fit)
    table = _table(summed, fit, sorted(heard["group"].unique()), reference, level)
    return Rates(
        table, family, test["alpha"], test["t"], test["p"], test["pearson"], ratio, ratio_p, level
    )


def _check_options(family: str, level: float) -> None:
    if family not in FAMILIES:
        raise ParameterError(f"family is {family!r}; allowed: {', '.join(map(repr, FAMILIES))}")
    if not 0 < level < 1:
        raise ParameterError(f"level is {level}; allowed: above 0, below 1")


def _checked(data: pd.DataFrame, count: str, exposure: str, group: str) -> pd.DataFrame:
    missing = [name for name in (count, exposure, group) if name not in data]
    if missing:
        raise DataError(f"the table has no column {missing[0]!r}")
    rows = pd.DataFrame(
        {
            "count": data[count].to_numpy(float),
            "exposure": data[exposure].to_numpy(float),
            "group": data[group].to_numpy(),
        }
    )
    if not (rows["count"] >= 0).all():
        raise DataError(f"column {count!r} has a negative or missing count")
    if not (rows["exposure"] > 0).all():
        raise DataError(f"column {exposure!r} must be above 0 in every row; leave empty ones out")
    if rows["group"].isna().all():
        raise DataError(f"column {group!r} names no group")
    if len(rows) < 3:
        raise DataError(f"a rate model needs at least three rows; there are {len(rows)}")
    return rows


def _design(rows: pd.DataFrame) -> np.ndarray:
    """Return one column a group: coefficients are the logarithms of the rates."""
    groups = sorted(rows["group"].unique())
    return (rows["group"].to_numpy()[:, None] == np.array(groups, dtype=object)).astype(float)


def _fitted(rows: pd.DataFrame, alpha: float | None) -> Any:
    import statsmodels.api as sm

    kind = sm.families.Poisson() if alpha is None else sm.families.NegativeBinomial(alpha=alpha)
    model = sm.GLM(rows["count"], _design(rows), family=kind, exposure=rows["exposure"])
    return model.fit()


def _nb_alpha(rows: pd.DataFrame) -> float:
    """Return the maximum-likelihood α of the NB2 model."""
    import statsmodels.api as sm

    model = sm.NegativeBinomial(rows["count"], _design(rows), exposure=rows["exposure"].to_numpy())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = model.fit(disp=0, maxiter=200)
    return max(float(np.asarray(fit.params)[-1]), 1e-6)


def _overdispersion(rows: pd.DataFrame, fit: Any) -> dict[str, float]:
    """Regress ((y - μ)² - y) / μ on μ without a constant (Cameron & Trivedi 1990)."""
    import statsmodels.api as sm

    y, mu = rows["count"].to_numpy(), np.asarray(fit.mu)
    auxiliary = sm.OLS(((y - mu) ** 2 - y) / mu, mu).fit()
    t = float(np.asarray(auxiliary.tvalues)[0])
    df = max(len(rows) - rows["group"].nunique(), 1)
    return {
        "alpha": float(np.asarray(auxiliary.params)[0]),
        "t": t,
        "p": float(scipy.stats.norm.sf(t)),
        "pearson": float(fit.pearson_chi2 / df),
    }


def _equal(rows: pd.DataFrame, fit: Any) -> tuple[float, float]:
    """Return the likelihood-ratio test of one rate for all groups."""
    groups = rows["group"].nunique()
    if groups < 2:
        return 0.0, 1.0
    import statsmodels.api as sm

    one = np.ones((len(rows), 1))
    null = sm.GLM(rows["count"], one, family=fit.family, exposure=rows["exposure"]).fit()
    ratio = max(2 * (fit.llf - null.llf), 0.0)
    return float(ratio), float(scipy.stats.chi2.sf(ratio, groups - 1))


def _table(
    summed: pd.DataFrame, fit: Any, modelled: Sequence[Hashable], reference: Hashable, level: float
) -> pd.DataFrame:
    z = scipy.stats.norm.ppf(0.5 + level / 2)
    log_rate = dict(zip(modelled, np.asarray(fit.params), strict=True))
    error = dict(zip(modelled, np.sqrt(np.diag(np.asarray(fit.cov_params()))), strict=True))
    rows = []
    for name, row in summed.iterrows():
        found = {"group": name, **row.to_dict()}
        if name in log_rate:
            ends = log_rate[name] + np.array([0, -z, z]) * error[name]
            found |= dict(
                zip(("rate_per_1000", "ci_low", "ci_high"), 1000 * np.exp(ends), strict=True)
            )
        else:
            # No mention in exposure E: the largest rate under which that has probability 1 - level.
            limit = scipy.stats.chi2.ppf(level, 2) / 2 / row["exposure"]
            found |= {"rate_per_1000": 0.0, "ci_low": 0.0, "ci_high": 1000 * limit}
        rows.append(found | _ratio(name, reference, log_rate, error, z))
    table = pd.DataFrame(rows)
    return table.astype({"paragraphs": int, "mentions": int, "exposure": int})


def _ratio(
    name: Hashable,
    reference: Hashable,
    log_rate: Mapping[Hashable, float],
    error: Mapping[Hashable, float],
    z: float,
) -> dict[str, float]:
    """Return the ratio of a group's rate to the reference's, with interval and Wald's p."""
    names = ("rate_ratio", "ratio_low", "ratio_high", "p")
    if name == reference and reference in log_rate:
        return dict(zip(names, (1.0, 1.0, 1.0, np.nan), strict=True))
    if reference not in log_rate:
        return dict.fromkeys(names, np.nan)
    if name not in log_rate:
        return dict(zip(names, (0.0, np.nan, np.nan, np.nan), strict=True))
    difference = log_rate[name] - log_rate[reference]
    spread = float(np.hypot(error[name], error[reference]))
    ends = np.exp(difference + np.array([0, -z, z]) * spread)
    p = 2 * scipy.stats.norm.sf(abs(difference) / spread)
    return dict(zip(names, (*map(float, ends), float(p)), strict=True))
