"""Agreement between coding passes as a check: is the interval above what is asked for?"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from crosscase.agreement.alpha import krippendorff_alpha
from crosscase.agreement.chance_corrected import fleiss_kappa, gwet_ac1
from crosscase.agreement.coefficient import Agreement
from crosscase.agreement.overview import summary
from crosscase.agreement.ratings import Ratings, disagreements
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check, held_against
from crosscase.wording import counted, listed

__all__ = ["coder_agreement"]


def coder_agreement(
    ratings: Ratings,
    claim: str = "coding",
    *,
    coefficient: str = "alpha",
    level: str = "nominal",
    minimum: float = 0.667,
    confidence: float = 0.95,
    seed: int = 0,
) -> Check:
    """Hold the agreement of coders against a minimum.

    Parameters
    ----------
    ratings : DataFrame (units × coders) or mapping of coder to ratings
        Labels; empty where missing.
    claim : str
        Id under which the check is listed.
    coefficient : {"alpha", "kappa", "ac1"}
        Krippendorff's alpha, Fleiss' kappa or Gwet's AC1.
    level : str
        Level of measurement, for alpha.
    minimum : float, default 0.667
        Krippendorff's least value for tentative conclusions; he asks for 0.8 otherwise.
    confidence, seed
        Of the interval.

    Returns
    -------
    Check
        Holds if the lower end of the interval reaches `minimum`, fails if the upper end does not,
        and cannot be decided between the two. `statistic` is the coefficient; `margin` that of
        the lower end where it holds, of the upper end where it fails, else of the coefficient.
        Table: all coefficients.

    Raises
    ------
    ParameterError
        If `coefficient` is unknown.

    References
    ----------
    Krippendorff (2018), Content Analysis, 4th ed., ch. 12, p. 356.

    Examples
    --------
    Ten units are too few to settle it, though the value itself is far too low:

    >>> check = coder_agreement({"A": "0100000010", "B": "1110010000"})
    >>> round(check.statistic, 4), check.verdict
    (0.0952, 'cannot be decided')
    """
    coefficients: dict[str, Callable[..., Agreement]] = {
        "alpha": partial(krippendorff_alpha, level=level, seed=seed),
        "kappa": fleiss_kappa,
        "ac1": gwet_ac1,
    }
    if coefficient not in coefficients:
        allowed = ", ".join(map(repr, coefficients))
        raise ParameterError(f"coefficient is {coefficient!r}; allowed: {allowed}")
    found = coefficients[coefficient](ratings, confidence=confidence)
    holds, margin = held_against(minimum, found.value, found.low, found.high)
    units = tuple(str(unit) for unit in disagreements(ratings).index)
    return Check(
        check=f"coder agreement ({coefficient})",
        claim=claim,
        holds=holds,
        statistic=found.value,
        threshold=minimum,
        margin=margin,
        table=summary(ratings, level, confidence=confidence, seed=seed),
        sentence=_sentence(found, minimum, holds, units),
        reference="Krippendorff (2018), Content Analysis, 4th ed., ch. 12",
        evidence=units,
        measure=found.coefficient,
    )


def _sentence(found: Agreement, minimum: float, holds: bool | None, units: tuple[str, ...]) -> str:
    defined = not math.isnan(found.value)
    text = f"{found.coefficient} is {f'{found.value:.3f}' if defined else 'not defined'}"
    if not math.isnan(found.low):
        text += f", {found.confidence:.0%} interval {found.low:.3f} to {found.high:.3f}"
    text += f", against {minimum} asked; coders differ on {counted(len(units), 'unit')}"
    text += f" of {found.units}" + (f" ({listed(units, most=6)})." if units else ".")
    if not defined:
        return f"{text} {found.note}"
    if holds is None:
        return f"{text} The interval spans the minimum, so the data do not settle it."
    return text
