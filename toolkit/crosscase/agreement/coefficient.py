"""What every coefficient of agreement returns: a value, its interval, and how it was made."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, fields

import pandas as pd

from crosscase.errors import ParameterError
from crosscase.results import Result

__all__ = ["Agreement", "check_confidence"]


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
        Its standard error; for a bootstrap interval the standard deviation of the draws.
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

    Attributes
    ----------
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
    table: pd.DataFrame = field(init=False)

    def __post_init__(self) -> None:
        row = {f.name: getattr(self, f.name) for f in fields(self) if f.init}
        object.__setattr__(self, "table", pd.DataFrame([row]))

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


def check_confidence(confidence: float) -> None:
    """Refuse a level of confidence that is none, e.g. a percentage.

    Raises
    ------
    ParameterError
        If it is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ParameterError(f"confidence is {confidence}; allowed: between 0 and 1, e.g. 0.95")
