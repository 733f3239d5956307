"""A share of votes: its interval, and whether both sides are equally likely."""

from __future__ import annotations

import math

from crosscase.errors import ParameterError

__all__ = ["sign_test", "wilson"]


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

    _check_counts(successes, n)
    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1, e.g. 0.95")
    if n == 0:
        return math.nan, math.nan
    low, high = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    return float(low), float(high)


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
    from scipy import stats

    _check_counts(positive, positive + negative)
    if positive + negative == 0:
        return 1.0
    test = stats.binomtest(int(positive), int(positive + negative), alternative=alternative)
    return float(test.pvalue)


def _check_counts(successes: int, n: int) -> None:
    if successes != int(successes) or n != int(n) or not 0 <= successes <= n:
        raise ParameterError(
            f"{successes} of {n} is no count; allowed: whole numbers, 0 <= successes <= n"
        )
