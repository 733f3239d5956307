"""A QCA solution as a check: the robustness-fit parameters of Oana & Schneider, judged."""

from __future__ import annotations

import math
from collections.abc import Iterable

from crosscase.qca.case_data import CaseData
from crosscase.qca.robustness_fit import (
    Formula,
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
    least = min(fit.parameters, key=fit.parameters.__getitem__)
    statistic = math.nan if undefined else fit.parameters[least]
    if undefined:
        sentence = (
            f"The robust core of {formula} is empty or nobody is in the outcome, so "
            f"{listed(undefined)} cannot be computed."
        )
    else:
        shaky, possible = (
            listed(table.index[table["type"].str.startswith(word)], most=6) or "none"
            for word in ("shaky", "possible")
        )
        sentence = (
            f"Against {counted(len(formulas_of_tests(tests)), 'test solution')}, {formula} has "
            f"{fit.title}; the least, {least}, is held against {minimum}. Shaky cases: {shaky}; "
            f"possible cases: {possible} (rank {int(ratios['RCC_Rank'])} of 4)."
        )
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
