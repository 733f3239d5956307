"""A whole analysis in one call: truth table, models, their fit and what they assume.

What `crosscase qca` prints. It does without pandas until a table is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from crosscase.qca.case_data import CaseData, scores_of
from crosscase.qca.engine.assumptions import MOST_TOGETHER, assumption_counts, assumptions_of
from crosscase.qca.engine.configurations import Row, complete_rows, observed_rows
from crosscase.qca.engine.consistency import model_fit, necessity_of_literals
from crosscase.qca.engine.literals import Expected
from crosscase.qca.engine.primes import Cube
from crosscase.qca.engine.scores import Scores
from crosscase.qca.engine.solutions import Excluded, FoundModels, Included, solutions_of

if TYPE_CHECKING:
    import pandas as pd

    from crosscase.qca.minimization import Solutions
    from crosscase.qca.truth_tables import TruthTable
    from crosscase.results import Exhibit

__all__ = ["Analysis", "analyse", "necessity_as_dict"]

MOST_ASSUMPTIONS = 50_000
"""Simplifying assumptions of a model that are written out: some 2 MB of text."""


@dataclass(frozen=True, repr=False)
class Analysis:
    """A truth table and its models.

    Parameters
    ----------
    scores : Scores
        Checked data.
    rows : tuple of Row
        The truth table.
    found : FoundModels
        The models.
    incl_cut : tuple of float
        Inclusion cut, or the upper and the lower one.
    n_cut : int
        Fewest cases of a row.
    pri_cut : float
        PRI cut.
    """

    scores: Scores
    rows: tuple[Row, ...]
    found: FoundModels
    incl_cut: tuple[float, ...]
    n_cut: int
    pri_cut: float

    @cached_property
    def truth_table(self) -> TruthTable:
        """The truth table as :func:`crosscase.qca.truth_table` returns it."""
        from crosscase.qca.truth_tables import TruthTable

        return TruthTable(self.scores, self.rows, self.incl_cut, self.n_cut, self.pri_cut)

    @cached_property
    def solutions(self) -> Solutions:
        """The models as :func:`crosscase.qca.minimize` returns them."""
        from crosscase.qca.minimization import solutions_from

        return solutions_from(self.truth_table, self.found)

    @property
    def table(self) -> pd.DataFrame:
        """One row a term of a model, then the model as a whole."""
        return self.solutions.table

    @property
    def title(self) -> str:
        """Kind, outcome, and number of models."""
        return self.solutions.title

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said where models are missing, or assumptions are too many to list."""
        return (*self.found.notes, *self._assumptions[1])

    def __repr__(self) -> str:
        return f"{self.truth_table!r}\n\n{self.solutions!r}"

    def _repr_html_(self) -> str:
        return f"{self.truth_table._repr_html_()}\n{self.solutions._repr_html_()}"

    def _exhibit_(self) -> Exhibit:
        return self.solutions._exhibit_()

    @cached_property
    def _models(self) -> list[list[tuple[str, Cube]]]:
        return self.scores.words.ordered(self.found.models)

    @cached_property
    def _assumptions(self) -> tuple[list[list[str]], list[str]]:
        """Return the assumptions of each model by name, none where too many, and what to tell."""
        models = [[cube for _name, cube in model] for model in self._models]
        if self.found.kind == "conservative":
            return [[] for _ in models], []
        ones = [row.values for row in self.rows if row.out == "1"]
        words, together = self.scores.words, 0
        few, notes = [], []
        for number, count in enumerate(assumption_counts(models, ones, words.levels)):
            together += count
            if count > MOST_ASSUMPTIONS or together > MOST_TOGETHER:
                told = f"model {number + 1} rests on {count} assumptions: too many to list"
                notes.append(told)
            else:
                few.append(number)
        named = assumptions_of([models[n] for n in few], ones, words.levels, words.term)
        found: list[list[str]] = [[] for _ in models]
        for number, names in zip(few, named, strict=True):
            found[number] = list(names)
        return found, notes

    def as_dict(self) -> dict[str, Any]:
        """Return the analysis as `crosscase qca --json` prints it.

        Returns
        -------
        dict
            ``truth_table`` (a dict a row), ``models`` (a list of terms each), ``terms`` and
            ``solution`` (fit of the terms and of the whole of each model) and
            ``simplifying_assumptions`` (configurations, a list a model). None where a number is
            not defined.
        """
        terms, solution = [], []
        known: dict[Cube, Any] = {}  # terms that models share are fitted once
        for model in self._models:
            fits, whole = model_fit(self.scores, [cube for _name, cube in model], known)
            terms.append(
                [
                    {"term": name, **_plain(fit._asdict())}
                    for (name, _cube), fit in zip(model, fits, strict=True)
                ]
            )
            solution.append(_plain({"inclS": whole.inclS, "PRI": whole.PRI, "covS": whole.covS}))
        return {
            "truth_table": [self._row(row) for row in self.rows],
            "models": [[name for name, _cube in model] for model in self._models],
            "terms": terms,
            "solution": solution,
            "simplifying_assumptions": self._assumptions[0],
        }

    def _row(self, row: Row) -> dict[str, Any]:
        return {
            **dict(zip(self.scores.words.conditions, row.values, strict=True)),
            "OUT": row.out,
            "n": row.n,
            **_plain({"incl": row.incl, "PRI": row.pri}),
            "cases": list(row.cases),
        }


def _plain(numbers: dict[str, Any]) -> dict[str, Any]:
    """Put None where a number is not defined: JSON has no other word for it."""
    return {
        name: None if value is None or math.isnan(value) else value
        for name, value in numbers.items()
    }


def analyse(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    incl_cut: float | Sequence[float] = 1.0,
    n_cut: int = 1,
    pri_cut: float = 0.0,
    include: Included = None,
    dir_exp: Expected = None,
    exclude: Excluded = None,
    cases: str | None = None,
    complete: bool = False,
    all_sol: bool = False,
    row_dom: bool = False,
    cap: int = 10_000,
    time_limit_s: float = 20.0,
    progress: Callable[[str], None] | None = None,
) -> Analysis:
    """Build a truth table and find its models, as `crosscase qca` does.

    Parameters
    ----------
    data, outcome, conditions, incl_cut, n_cut, pri_cut, cases, complete
        As in :func:`crosscase.qca.truth_table`.
    include, dir_exp, exclude, all_sol, row_dom, cap, time_limit_s
        As in :func:`crosscase.qca.minimize`.
    progress : callable, optional
        Is told what is being worked on.

    Returns
    -------
    Analysis
        `truth_table` and `solutions` are what those two functions return; `as_dict` is for JSON.

    Raises
    ------
    ParameterError
        If a column or an option is not understood.
    DataError
        If the file cannot be read, or scores are missing or out of range.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"A": [1, 1, 0], "B": [1, 0, 0], "Y": [1, 1, 0]})
    >>> found = analyse(data, outcome="Y", include="?")
    >>> found.as_dict()["models"], found.solutions.models
    ([['A']], (('A',),))
    """
    scores = scores_of(data, outcome, conditions, cases)
    rows = observed_rows(scores, incl_cut=incl_cut, n_cut=n_cut, pri_cut=pri_cut)
    found = solutions_of(
        rows,
        scores.words,
        include=include,
        dir_exp=dir_exp,
        exclude=exclude,
        all_sol=all_sol,
        row_dom=row_dom,
        cap=cap,
        time_limit_s=time_limit_s,
        progress=progress,
    )
    shown = complete_rows(rows, scores.words.levels) if complete else rows
    cuts = [incl_cut] if isinstance(incl_cut, (int, float)) else incl_cut
    return Analysis(
        scores, tuple(shown), found, tuple(map(float, cuts)), int(n_cut), float(pri_cut)
    )


def necessity_as_dict(
    data: CaseData,
    *,
    outcome: str,
    conditions: str | Iterable[str] | None = None,
    cases: str | None = None,
) -> dict[str, list[dict[str, Any]]]:
    """Return the necessity of each condition and its negation as `crosscase qca` prints it.

    Parameters
    ----------
    data, outcome, conditions, cases
        As in :func:`crosscase.qca.necessity`.

    Returns
    -------
    dict
        ``necessity``: for each literal ``term, inclN, RoN, covN``; None where not defined.

    Examples
    --------
    >>> import pandas as pd
    >>> data = pd.DataFrame({"A": [1, 1, 0], "B": [1, 0, 0], "Y": [1, 1, 0]})
    >>> necessity_as_dict(data, outcome="Y")["necessity"][0]
    {'term': 'A', 'inclN': 1.0, 'RoN': 1.0, 'covN': 1.0}
    """
    found = necessity_of_literals(scores_of(data, outcome, conditions, cases))
    return {"necessity": [{"term": term, **_plain(fit._asdict())} for term, fit in found]}
