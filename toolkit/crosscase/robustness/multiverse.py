"""Multiverse: all declared parameters crossed; how often does a claim hold?

A study chose to leave blanket statements out and to ask for all cases. Others would have let them
in, or asked for three in four. The four combinations are four specifications; the claim is judged
under each, the share in which it holds is its robustness to those choices, and the parameter with
the largest total index is the choice that it hangs on.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.results import Result
from crosscase.robustness.check import Check
from crosscase.robustness.matrix_analysis import MatrixAnalysis
from crosscase.robustness.sobol_indices import importance, level_name
from crosscase.robustness.specifications import Judging, run
from crosscase.wording import counted

__all__ = ["Multiverse", "multiverse"]

# Some minutes in one process; beyond, the table of specifications alone fills the memory.
_MOST_SPECIFICATIONS = 5_000_000
_WORDS = {True: "holds", False: "fails", None: "not shown or mixed"}
_REFERENCE = "Steegen et al. (2016), Perspectives on Psychological Science 11, 702-712"


@dataclass(frozen=True, repr=False)
class Multiverse(Result):
    """Verdicts of all claims under all specifications.

    Parameters
    ----------
    table : DataFrame
        One row a claim: ``claim, specifications, holds, fails, undecided, share`` (of
        specifications in which it holds) and ``matters_most`` (parameter of the largest total
        index; empty where no parameter changes anything).
    specifications : DataFrame
        One row a specification: its parameters, then one column a claim: holds, fails, or not
        shown or mixed.
    importance : DataFrame
        One row a claim and parameter: ``first_order`` (share of the variance of "holds" that the
        parameter explains alone), ``total`` (alone and together with others), ``lowest, highest``
        (least and greatest share over its levels) and the levels where they occur.
    parameters : dict
        Levels of each parameter.
    """

    table: pd.DataFrame
    specifications: pd.DataFrame
    importance: pd.DataFrame
    parameters: dict[str, list[Any]]

    @property
    def title(self) -> str:
        """Number of specifications, parameters and claims."""
        return (
            f"{len(self.specifications):,} specifications of {len(self.parameters)} parameters, "
            f"{len(self.table)} claims"
        )

    def by_level(self, claim: str) -> pd.DataFrame:
        """Share of specifications in which a claim holds, by parameter and level."""
        held = self.specifications[claim] == _WORDS[True]
        rows = []
        for name in self.parameters:
            shown = self.specifications[name].map(level_name)
            for level, share in held.groupby(shown, sort=False).mean().items():
                rows.append((name, level, float(share)))
        return pd.DataFrame(rows, columns=["parameter", "level", "share"])

    def check(self, claim: str, *, minimum: float = 0.95) -> Check:
        """Hold the share of specifications in which a claim holds against a minimum."""
        if claim not in set(self.table["claim"]):
            raise ParameterError(f"no claim {claim!r}; allowed: {', '.join(self.table['claim'])}")
        row = self.table.set_index("claim").loc[claim]
        share = float(row["share"])
        return Check(
            check="multiverse",
            claim=claim,
            holds=None if row["undecided"] == row["specifications"] else share >= minimum,
            statistic=share,
            threshold=minimum,
            margin=share - minimum,
            table=self.importance[self.importance["claim"] == claim].reset_index(drop=True),
            sentence=self._sentence(claim, row, minimum),
            reference=_REFERENCE,
            measure="Share held",
        )

    def checks(self, *, minimum: float = 0.95) -> tuple[Check, ...]:
        """Return the check of every claim."""
        return tuple(self.check(claim, minimum=minimum) for claim in self.table["claim"])

    def _sentence(self, claim: str, row: pd.Series, minimum: float) -> str:
        n = int(row["specifications"])
        text = (
            f"{claim} holds in {row['share']:.1%} of {n:,} specifications of "
            f"{counted(len(self.parameters), 'parameter')} ({minimum:.0%} asked)"
        )
        if row["undecided"]:
            text += f", and is neither shown nor refuted in {row['undecided'] / n:.1%}"
        if not row["matters_most"]:
            return f"{text}; no parameter changes that."
        own = self.importance[
            (self.importance["claim"] == claim)
            & (self.importance["parameter"] == row["matters_most"])
        ].iloc[0]
        return (
            f"{text}; what matters most is {own['parameter']}: it holds in {own['lowest']:.1%} "
            f"with {own['lowest_at']} and in {own['highest']:.1%} with {own['highest_at']}."
        )


def multiverse(
    analysis: Judging,
    parameters: Mapping[str, Sequence[Any]],
    *,
    jobs: int = 1,
    progress: bool | None = None,
) -> Multiverse:
    """Run an analysis under every combination of its parameters.

    Parameters
    ----------
    analysis : callable
        Takes one value a parameter, by name, and returns for each claim True (holds), False
        (fails) or None (neither), e.g. :class:`MatrixAnalysis`. Called once a specification.
    parameters : mapping of name to sequence of values
        Levels of each parameter, the study's own first.
    jobs : int, default 1
        Processes; with more than one, `analysis` must be picklable (defined in a module).
    progress : bool, optional
        Whether to show a bar; default: on a terminal.

    Returns
    -------
    Multiverse
        Shares, specifications, and which parameter matters most: first-order and total indices
        of Sobol, exact because all combinations are run.

    Raises
    ------
    ParameterError, DataError
        If a parameter has no value, is unknown, or an analysis names other claims each time.

    References
    ----------
    Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), Increasing transparency through a multiverse
    analysis, Perspectives on Psychological Science 11, 702-712; Simonsohn, Simmons & Nelson (2020),
    Nature Human Behaviour 4, 1208-1214; Saltelli et al. (2010), Computer Physics Communications
    181, 259-270.

    Examples
    --------
    >>> def analysis(a, b):
    ...     return {"a alone": a > 0, "both": a > 0 and b > 0}
    >>> found = multiverse(analysis, {"a": [0, 1], "b": [0, 1]})
    >>> found.table[["claim", "share", "matters_most"]].to_dict("list")
    {'claim': ['a alone', 'both'], 'share': [0.5, 0.25], 'matters_most': ['a', 'a']}
    >>> found.importance["total"].round(3).tolist()
    [1.0, 0.0, 0.667, 0.667]
    """
    levels = {name: list(values) for name, values in parameters.items()}
    _check(analysis, levels)
    combinations = list(itertools.product(*levels.values()))
    verdicts = list(run(analysis, list(levels), combinations, jobs=jobs, progress=progress))
    claims = _claims(verdicts, combinations, levels)
    held = np.array([[found[claim] is True for claim in claims] for found in verdicts])
    words = [[_WORDS[found[claim]] for claim in claims] for found in verdicts]
    shown = pd.DataFrame(combinations, columns=list(levels), dtype=object)
    specifications = pd.concat([shown, pd.DataFrame(words, columns=claims)], axis=1)
    indices = importance(held, claims, levels)
    return Multiverse(_shares(specifications, claims, indices), specifications, indices, levels)


def _claims(
    verdicts: list[dict[str, bool | None]],
    combinations: list[tuple[Any, ...]],
    levels: Mapping[str, Sequence[Any]],
) -> list[str]:
    """Return the claims that the analysis judges, the same ones under every specification."""
    claims = list(verdicts[0])
    for combination, found in zip(combinations, verdicts, strict=True):
        if list(found) != claims:
            spec = dict(zip(levels, combination, strict=True))
            raise DataError(f"the analysis returned other claims under {spec}: {list(found)}")
    both = [claim for claim in claims if claim in levels]
    if both:
        raise DataError(f"{both[0]!r} is a parameter and a claim; rename one of them")
    return claims


def _check(analysis: Judging, levels: dict[str, list[Any]]) -> None:
    if not levels:
        raise ParameterError("no parameter is given; give a mapping of name to values")
    for name, values in levels.items():
        if not values:
            raise ParameterError(f"parameter {name!r} has no value; give at least one")
    total = math.prod(len(values) for values in levels.values())
    if total > _MOST_SPECIFICATIONS:
        raise ParameterError(f"{total:,} specifications are too many; leave out some levels")
    if isinstance(analysis, MatrixAnalysis):
        analysis.check_parameters(list(levels))


def _shares(specifications: pd.DataFrame, claims: list[str], indices: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for claim in claims:
        counts = specifications[claim].value_counts()
        own = indices[indices["claim"] == claim]
        best = own.loc[own["total"].idxmax()]
        n = len(specifications)
        rows.append(
            {
                "claim": claim,
                "specifications": n,
                "holds": int(counts.get(_WORDS[True], 0)),
                "fails": int(counts.get(_WORDS[False], 0)),
                "undecided": int(counts.get(_WORDS[None], 0)),
                "share": float(counts.get(_WORDS[True], 0) / n),
                "matters_most": best["parameter"] if best["total"] > 0 else "",
            }
        )
    return pd.DataFrame(rows)
