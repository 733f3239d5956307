"""`Check`: what a robustness check says about one claim."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from crosscase.results import Result

__all__ = ["Check"]

VERDICTS = {True: "holds", False: "fails", None: "cannot be decided"}


@dataclass(frozen=True, repr=False)
class Check(Result):
    """The answer of one check to one claim.

    Parameters
    ----------
    check : str
        Name of the check, e.g. ``"leave one case out"``.
    claim : str
        Id of the claim, e.g. ``"APA5"``.
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
    evidence: tuple[str, ...] = field(default=())

    @property
    def verdict(self) -> str:
        """``"holds"``, ``"fails"`` or ``"cannot be decided"``."""
        return VERDICTS[self.holds]

    @property
    def title(self) -> str:
        """Claim, check, verdict and sentence in one line."""
        return f"{self.claim}, {self.check}: {self.verdict}. {self.sentence}"
