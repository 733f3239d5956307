"""Agreement between coding passes as a check: is the interval above what is asked for?"""

from __future__ import annotations

import math

from crosscase.agreement.alpha import krippendorff_alpha
from crosscase.agreement.chance_corrected import fleiss_kappa, gwet_ac1
from crosscase.agreement.overview import summary
from crosscase.agreement.ratings import Ratings, disagreements
from crosscase.errors import ParameterError
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = ["coder_agreement"]

COEFFICIENTS = ("alpha", "kappa", "ac1")


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
        and cannot be decided between the two. `statistic` is the coefficient; `margin` is that of
        the lower end where it holds, else of the upper or the coefficient's own distance. Table:
        all coefficients.

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
    if coefficient not in COEFFICIENTS:
        allowed = ", ".join(map(repr, COEFFICIENTS))
        raise ParameterError(f"coefficient is {coefficient!r}; allowed: {allowed}")
    if coefficient == "alpha":
        found = krippendorff_alpha(ratings, level, confidence=confidence, seed=seed)
    else:
        function = {"kappa": fleiss_kappa, "ac1": gwet_ac1}[coefficient]
        found = function(ratings, confidence=confidence)
    holds: bool | None = None
    if found.low >= minimum:
        holds = True
    elif found.high < minimum:
        holds = False
    units = [str(unit) for unit in disagreements(ratings).index]
    value = "is not defined" if math.isnan(found.value) else f"is {found.value:.3f}"
    sentence = f"{found.coefficient} {value}"
    if not math.isnan(found.low):
        sentence += f", {confidence:.0%} interval {found.low:.3f} to {found.high:.3f}"
    sentence += f", against {minimum} asked; coders differ on {counted(len(units), 'unit')}"
    sentence += f" of {found.units}" + (f" ({listed(units, most=6)})." if units else ".")
    if math.isnan(found.value):
        sentence += f" {found.note}"
    elif holds is None:
        sentence += " The interval spans the minimum, so the data do not settle it."
    margin = found.low - minimum if holds else found.high - minimum
    return Check(
        check=f"coder agreement ({coefficient})",
        claim=claim,
        holds=holds,
        statistic=found.value,
        threshold=minimum,
        margin=float(found.value - minimum if holds is None else margin),
        table=summary(ratings, level, confidence=confidence, seed=seed),
        sentence=sentence,
        reference="Krippendorff (2018), Content Analysis, 4th ed., ch. 12",
        evidence=tuple(units),
    )
