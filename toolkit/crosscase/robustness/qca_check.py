"""A QCA solution as a check: the robustness-fit parameters of Oana & Schneider, judged."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from crosscase.qca.case_data import CaseData
from crosscase.qca.robustness_fit import (
    Formula,
    RobustFit,
    Tests,
    formulas,
    formulas_of_tests,
    robust_cases,
    robust_fit,
)
from crosscase.robustness.check import Check
from crosscase.wording import counted, listed

__all__ = ["qca_robustness"]

REFERENCE = "Oana & Schneider (2024), Sociological Methods & Research 53, 57-88"


def qca_robustness(
    data: CaseData,
    *,
    outcome: str,
    initial: Formula,
    tests: Tests,
    conditions: str | Iterable[str] | None = None,
    claim: str | None = None,
    minimum: float = 0.75,
) -> Check:
    """Say whether a QCA solution is robust against test solutions.

    Parameters
    ----------
    data, outcome, initial, tests, conditions
        As in :func:`crosscase.qca.robust_fit`.
    claim : str, optional
        Id under which the check is listed; default: the initial formula.
    minimum : float, default 0.75
        Value that the least of the four robustness-fit parameters must reach. The protocol sets
        no cut-off (1 is best); declare yours.

    Returns
    -------
    Check
        `statistic` is the least of RF_cov, RF_cons, RF_SC_minTS and RF_SC_maxTS. Table: cases
        with their types.

    References
    ----------
    Oana & Schneider (2024), Sociological Methods & Research 53, 57-88.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0], "Y": [1, 1, 0, 0]},
    ...                     index=list("wxyz"))
    >>> qca_robustness(data, outcome="Y", initial="A", tests=["A*B", "A"]).verdict
    'fails'
    """
    fit = robust_fit(data, outcome=outcome, initial=initial, tests=tests, conditions=conditions)
    table, ratios = robust_cases(
        data, outcome=outcome, initial=initial, tests=tests, conditions=conditions
    )
    formula = formulas(initial)[0]
    undefined = [name for name, value in fit.parameters.items() if math.isnan(value)]
    statistic = math.nan if undefined else min(fit.parameters.values())
    if undefined:
        sentence = (
            f"The robust core of {formula} is empty or nobody is in the outcome, so "
            f"{listed(undefined)} cannot be computed."
        )
    else:
        against = f"Against {counted(len(formulas_of_tests(tests)), 'test solution')}, {formula}"
        sentence = f"{against} {_found(fit, table, int(ratios['RCC_Rank']), minimum)}"
    return Check(
        check="QCA robustness",
        claim=claim or formula,
        holds=None if undefined else statistic >= minimum,
        statistic=statistic,
        threshold=minimum,
        margin=statistic - minimum,
        table=table.reset_index(names="case"),
        sentence=sentence,
        reference=REFERENCE,
        measure="Least",
        digits=2,
    )


def _found(fit: RobustFit, table: pd.DataFrame, rank: int, minimum: float) -> str:
    """Say which parameter decides, and which cases only some of the solutions cover."""
    least = min(fit.parameters, key=fit.parameters.__getitem__)
    shaky, possible = (
        listed(table.index[table["type"].str.startswith(word)], most=6) or "none"
        for word in ("shaky", "possible")
    )
    return (
        f"has {fit.title}; the least, {least}, is held against {minimum}. Shaky cases: {shaky}; "
        f"possible cases: {possible} (rank {rank} of 4)."
    )
