"""`Check`: what a robustness check says about one claim."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from crosscase.errors import ParameterError
from crosscase.results import Exhibit, Result
from crosscase.wording import verdict_of

__all__ = ["Check", "held_against"]


@dataclass(frozen=True, repr=False)
class Check(Result):
    """The answer of one check to one claim.

    Parameters
    ----------
    check : str
        Name of the check, e.g. ``"leave one case out"``.
    claim : str
        Id of the claim, e.g. ``"P5"``.
    holds : bool or None
        True holds, False fails, None cannot be decided.
    statistic : float
        The number that decides; its name and unit are told in `sentence`.
    threshold : float
        The value that `statistic` is held against.
    margin : float
        How far from the threshold, positive on the side on which the claim holds.
    table : DataFrame
        The numbers behind it, one row a perturbation (or as the check's docstring says).
    sentence : str
        A sentence that a reviewer can read.
    reference : str
        Where the method is from, with page.
    evidence : tuple of str
        Ids of the evidence rows that the verdict hangs on.
    measure : str
        What `statistic` is, in a word or two: the heading over it where checks stand together.
    digits : int
        Decimals of `statistic`, `threshold` and `margin` in such a table.
    """

    check: str
    claim: str
    holds: bool | None
    statistic: float
    threshold: float
    margin: float
    table: pd.DataFrame
    sentence: str
    reference: str
    evidence: tuple[str, ...] = ()
    measure: str = "Statistic"
    digits: int = 3

    @property
    def verdict(self) -> str:
        """``"holds"``, ``"fails"`` or ``"cannot be decided"``."""
        return verdict_of(self.holds)

    @property
    def title(self) -> str:
        """Claim, check, verdict and sentence in one line."""
        return f"{self.claim}, {self.check}: {self.verdict}. {self.sentence}"

    def _verdicts(self) -> dict[str, dict[str, object]]:
        return {
            f"{self.claim} / {self.check}": {
                "claim": self.claim,
                "check": self.check,
                "verdict": self.verdict,
                "statistic": _finite(self.statistic),
                "threshold": _finite(self.threshold),
                "margin": _finite(self.margin),
                "sentence": self.sentence,
                "reference": self.reference,
                "evidence": sorted(self.evidence),
            }
        }

    def _exhibit_(self) -> Exhibit:
        return Exhibit(self.table, evidence=list(self.evidence), verdicts=self._verdicts())

    @staticmethod
    def _exhibit_of_all_(checks: Sequence[Check]) -> Exhibit:
        """Say what several checks have to show together: a verdict a row."""
        verdicts: dict[str, dict[str, object]] = {}
        for check in checks:
            for key, entry in check._verdicts().items():
                if key in verdicts:
                    raise ParameterError(f"two verdicts on {key!r}; publish each check once")
                verdicts[key] = entry
        columns = ["claim", "verdict", "statistic", "threshold", "margin", "sentence"]
        rows = [[getattr(check, column) for column in columns] for check in checks]
        measures = {check.measure for check in checks}
        return Exhibit(
            pd.DataFrame(rows, columns=columns),
            headings={
                "claim": "Claim",
                "verdict": "Verdict",
                "statistic": checks[0].measure if len(measures) == 1 else "Statistic",
                "threshold": "Threshold",
                "margin": "Margin",
                "sentence": "In words",
            },
            digits=max(check.digits for check in checks),
            evidence={(c.claim, "verdict"): c.evidence for c in checks if c.evidence},
            verdicts=verdicts,
        )


def held_against(
    threshold: float, value: float, low: float, high: float
) -> tuple[bool | None, float]:
    """Hold an interval against a threshold that it must lie above.

    Parameters
    ----------
    threshold : float
        What is asked for.
    value, low, high : float
        The statistic and the ends of its interval; missing where there is none.

    Returns
    -------
    holds : bool or None
        True if the whole interval reaches the threshold, False if none of it does.
    margin : float
        Of the end that decides, else of the value.

    Examples
    --------
    >>> held_against(0.5, 0.75, 0.625, 1.0), held_against(0.5, 0.75, 0.25, 1.0)
    ((True, 0.125), (None, 0.25))
    """
    if low >= threshold:
        return True, low - threshold
    if high < threshold:
        return False, high - threshold
    return None, value - threshold


def _finite(value: float) -> float | None:
    """Return a number to ten digits, as JSON can hold it; None for what is none."""
    if value is None or value is pd.NA or not math.isfinite(float(value)):
        return None
    return float(f"{float(value):.10g}")
