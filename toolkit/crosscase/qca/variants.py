"""One data set minimised under many cuts, each truth table once."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from crosscase.qca.case_data import CaseData, scores_of
from crosscase.qca.engine.configurations import check_cuts, observed_rows, out_code
from crosscase.qca.engine.literals import Expected
from crosscase.qca.engine.solutions import Included
from crosscase.qca.minimization import Solutions, minimize
from crosscase.qca.truth_tables import TruthTable

__all__ = ["Variants", "written"]


class Variants:
    """The solutions of one data set under any cuts.

    Parameters
    ----------
    data : DataFrame, cases × sets, or path of a CSV file
        Calibrated data; the index names the cases.
    outcome : str
        The outcome, ``~Y`` for its negation.
    conditions : str or iterable of str, optional
        Conditions; by default every other column.
    include, dir_exp
        As in :func:`crosscase.qca.minimize`.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"A": [1, 1, 1, 0], "B": [1, 1, 1, 1], "Y": [1, 1, 0, 0]})
    >>> variants = Variants(data, outcome="Y", include="?")
    >>> variants.under(0.6).models, variants.under(0.9).models
    ((('A',),), ())
    """

    def __init__(
        self,
        data: CaseData,
        *,
        outcome: str,
        conditions: str | Iterable[str] | None = None,
        include: Included = None,
        dir_exp: Expected = None,
    ) -> None:
        self.scores = scores_of(data, outcome, conditions, None)
        self._include, self._dir_exp = include, dir_exp
        # Inclusion, PRI and numbers of cases do not depend on the cuts: only the codes do, and
        # a few thousand cuts give a handful of different codings.
        self.rows = tuple(observed_rows(self.scores))
        self._known: dict[tuple[str, ...], Solutions] = {}

    def under(self, incl_cut: float, n_cut: int = 1, pri_cut: float = 0.0) -> Solutions:
        """Return the solution under these cuts.

        Raises
        ------
        ParameterError
            If a cut is outside its range.
        """
        upper, lower = check_cuts(incl_cut, n_cut, pri_cut)
        codes = tuple([out_code(row, upper, lower, n_cut, pri_cut) for row in self.rows])
        if codes not in self._known:
            rows = tuple(r._replace(out=code) for r, code in zip(self.rows, codes, strict=True))
            table = TruthTable(self.scores, rows, (incl_cut,), n_cut, pri_cut)
            self._known[codes] = minimize(table, include=self._include, dir_exp=self._dir_exp)
        return self._known[codes]

    def membership(self, solution: Solutions) -> np.ndarray:
        """Return the cases' membership in the first model of a solution; 0 if it has none."""
        return self.scores.sum_membership(solution.cubes[0] if solution.cubes else ())


def written(solution: Solutions) -> str:
    """Write all models of a solution, joined by " or "; empty if it has none."""
    return " or ".join(map(" + ".join, solution.models))
