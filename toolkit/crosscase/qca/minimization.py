"""Minimisation of a truth table: all models, with their fit and what they assume."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.engine.assumptions import (
    MOST_TOGETHER,
    assumption_counts,
    assumption_rows,
    assumptions_of,
)
from crosscase.qca.engine.configurations import row_number
from crosscase.qca.engine.consistency import model_fit
from crosscase.qca.engine.literals import Expected
from crosscase.qca.engine.primes import Cube, contains
from crosscase.qca.engine.solutions import (
    Excluded,
    FoundModels,
    Included,
    solutions_of,
)
from crosscase.qca.truth_tables import TruthTable
from crosscase.results import Result
from crosscase.wording import counted

__all__ = ["Solutions", "minimize"]

T = TypeVar("T")

MOST_LISTED = 1 << 17
"""Simplifying assumptions of a model that are listed: half the configurations of 18 conditions."""


@dataclass(frozen=True, repr=False)
class Solutions(Result):
    """All models of a truth table.

    Parameters
    ----------
    truth_table : TruthTable
        What was minimised.
    found : FoundModels
        Models as levels of conditions, prime implicants, and what is proven.
    """

    truth_table: TruthTable
    found: FoundModels

    @property
    def kind(self) -> str:
        """Conservative, parsimonious or intermediate."""
        return self.found.kind

    @property
    def complete(self) -> bool:
        """Whether every model is listed."""
        return self.found.complete

    @property
    def notes(self) -> tuple[str, ...]:
        """What is to be said where models are missing or there are none."""
        return self.found.notes

    @cached_property
    def cubes(self) -> tuple[tuple[Cube, ...], ...]:
        """The models as levels of conditions, in the order of `models`."""
        return tuple(tuple(cube for _name, cube in model) for model in self._named)

    @cached_property
    def models(self) -> tuple[tuple[str, ...], ...]:
        """The models as terms; terms and models sorted."""
        return tuple(tuple(name for name, _cube in model) for model in self._named)

    @cached_property
    def _named(self) -> list[list[tuple[str, Cube]]]:
        return self.truth_table.scores.words.ordered(self.found.models)

    @cached_property
    def table(self) -> pd.DataFrame:
        """One row a term of a model: inclS, PRI, covS, covU, cases; then the model as a whole."""
        body: list[list[object]] = []
        known: dict = {}
        for number, cubes in enumerate(self.cubes, start=1):
            terms, whole = model_fit(self.truth_table.scores, cubes, known)
            for cube, fit in zip(cubes, terms, strict=True):
                name = self.truth_table.scores.words.term(cube)
                body.append([f"M{number}", name, *fit, self._cases(cube)])
            body.append([f"M{number}", "model", *whole, ""])
        table = pd.DataFrame(
            body, columns=["model", "term", "inclS", "PRI", "covS", "covU", "cases"]
        )
        numbers = ["inclS", "PRI", "covS", "covU"]
        return table.astype(dict.fromkeys(numbers, float))

    def _cases(self, cube: Cube) -> str:
        rows = [r for r in self.truth_table.rows if r.out == "1" and contains(cube, r.values)]
        return "; ".join(",".join(row.cases) for row in rows)

    @property
    def terms(self) -> pd.DataFrame:
        """The rows of `table` that are terms."""
        return self.table[self.table["term"] != "model"].reset_index(drop=True)

    @property
    def solution(self) -> pd.DataFrame:
        """Fit of each model as a whole."""
        whole = self.table[self.table["term"] == "model"]
        return whole[["model", "inclS", "PRI", "covS"]].reset_index(drop=True)

    @property
    def title(self) -> str:
        """Kind, outcome, and number of models."""
        whole = f"{self.kind.capitalize()} solution of {self.truth_table.outcome}"
        return "; ".join([f"{whole}: {counted(len(self.models), 'model')}", *self.notes])

    def expression(self, model: int = 1) -> str:
        """Write model number `model` as a sum of products."""
        self.model_cubes(model)
        return " + ".join(self.models[model - 1])

    def model_cubes(self, model: int = 1) -> tuple[Cube, ...]:
        """Return the terms of model number `model` as levels of conditions.

        Raises
        ------
        ParameterError
            If there is no such model.
        """
        if not 1 <= model <= len(self.cubes):
            there = f"models go from 1 to {len(self.cubes)}" if self.cubes else "there is no model"
            raise ParameterError("; ".join([f"model is {model}", there, *self.notes]))
        return self.cubes[model - 1]

    @property
    def prime_implicants(self) -> tuple[str, ...]:
        """Every prime implicant that covers a positive row, sorted."""
        words = self.truth_table.scores.words
        return tuple(sorted(words.term(prime.cube) for prime in self.found.primes))

    @property
    def essential(self) -> tuple[str, ...]:
        """The terms that are in every model."""
        if not self.models:
            return ()
        shared = set(self.models[0]).intersection(*map(set, self.models[1:]))
        return tuple(sorted(shared))

    @cached_property
    def chart(self) -> pd.DataFrame:
        """The prime implicant chart: a row a prime implicant, a column a positive row."""
        words = self.truth_table.scores.words
        rows = [row for row in self.truth_table.rows if row.out == "1"]
        primes = sorted({prime.cube for prime in self.found.primes}, key=words.term)
        body = [[contains(cube, row.values) for row in rows] for cube in primes]
        names = [words.term(cube) for cube in primes]
        return pd.DataFrame(
            body,
            index=pd.Index(names, name="term"),
            columns=[row.number for row in rows],
            dtype=bool,
        )

    @cached_property
    def assumption_counts(self) -> tuple[int, ...]:
        """How many remainders each model declares positive."""
        ones = self.truth_table.configurations("1")
        return assumption_counts(self.cubes, ones, self.truth_table.levels)

    @cached_property
    def simplifying_assumptions(self) -> tuple[tuple[str, ...], ...]:
        """The remainders that each model declares positive, as configurations in row order."""
        return self._assumptions(self.truth_table.scores.words.term)

    @cached_property
    def assumption_cubes(self) -> tuple[tuple[Cube, ...], ...]:
        """The same as levels of conditions."""
        return self._assumptions(tuple)

    def _assumptions(self, form: Callable[[Cube], T]) -> tuple[tuple[T, ...], ...]:
        if self.kind == "conservative":
            return tuple(() for _ in self.cubes)
        most, together = max(self.assumption_counts, default=0), sum(self.assumption_counts)
        if most > MOST_LISTED or together > MOST_TOGETHER:
            raise ParameterError(
                f"a model makes up to {most:,} simplifying assumptions, all models {together:,}; "
                f"{MOST_LISTED:,} and {MOST_TOGETHER:,} can be listed: use assumption_counts"
            )
        ones = self.truth_table.configurations("1")
        return tuple(assumptions_of(self.cubes, ones, self.truth_table.levels, form))

    @cached_property
    def counterfactuals(self) -> pd.DataFrame:
        """Easy and difficult counterfactuals of each pair of models, as row numbers.

        Columns: pair (CxPy), conservative, parsimonious, intermediate, easy, difficult. Empty
        unless the solution is intermediate.
        """
        table, words = self.truth_table, self.truth_table.scores.words
        ones, levels = table.configurations("1"), table.levels
        small = sorted({pair.conservative for pair in self.found.pairs}, key=words.model)
        large = sorted({pair.parsimonious for pair in self.found.pairs}, key=words.model)
        body = []
        for pair in self.found.pairs:
            name = f"C{small.index(pair.conservative) + 1}P{large.index(pair.parsimonious) + 1}"
            used = assumption_rows(pair.parsimonious, ones, levels)
            easy = [row for row in used if any(contains(term, row) for term in pair.terms)]
            hard = [row for row in used if row not in set(easy)]
            body.append(
                [
                    name,
                    " + ".join(words.model(pair.conservative)),
                    " + ".join(words.model(pair.parsimonious)),
                    sorted(" + ".join(words.model(model)) for model in pair.models),
                    [row_number(row, levels) for row in easy],
                    [row_number(row, levels) for row in hard],
                ]
            )
        columns = ["pair", "conservative", "parsimonious", "intermediate", "easy", "difficult"]
        return pd.DataFrame(body, columns=columns)


def minimize(
    tt: TruthTable,
    *,
    include: Included = None,
    dir_exp: Expected = None,
    exclude: Excluded = None,
    all_sol: bool = False,
    row_dom: bool = False,
    cap: int = 10_000,
    time_limit_s: float = 20.0,
) -> Solutions:
    """Find all models of a truth table.

    Parameters
    ----------
    tt : TruthTable
        From :func:`truth_table`.
    include : str, optional
        None: conservative. "?": remainders may be used, the parsimonious solution. "C":
        contradictory rows may be used. Both: "?,C".
    dir_exp : str, mapping or sequence, optional
        Directional expectations, "A=1,B=0" or "A,~B"; with `include` "?" the intermediate
        solution. "A,~B*C": B absent and C present are expected together, each alone is not.
    exclude : str, int or several, optional
        Rows that must not be assumed positive: row numbers, or expressions such as "A*~B", of
        which the remainders are meant (enhanced standard analysis). An observed positive row
        that is named by its number counts as negative.
    all_sol : bool, default False
        All irredundant models, not only those with the fewest prime implicants.
    row_dom : bool, default False
        Leave out prime implicants that cover only part of what another one covers.
    cap : int, default 10000
        Most models listed; `complete` and `notes` tell if there are more.
    time_limit_s : float, default 20
        For charts that the search does not settle; then `notes` state the gap.

    Returns
    -------
    Solutions
        Without models if no row is positive, or none negative; `notes` say so.

    Raises
    ------
    ParameterError
        If an option is not understood, or expectations are given without remainders.

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry, ch. 8-9. Schneider, C. Q. and Wagemann, C.
    (2012). Set-Theoretic Methods, ch. 8 (enhanced standard analysis). Dusa, A. (2019). QCA with
    R, ch. 8.

    Examples
    --------
    >>> from crosscase.qca.truth_tables import truth_table
    >>> data = pd.DataFrame({"A": [1, 1, 0], "B": [1, 0, 0], "Y": [1, 1, 0]})
    >>> tt = truth_table(data, outcome="Y")
    >>> minimize(tt).models, minimize(tt, include="?").models
    ((('A',),), (('A',),))
    """
    found = solutions_of(
        tt.rows,
        tt.scores.words,
        include=include,
        dir_exp=dir_exp,
        exclude=exclude,
        all_sol=all_sol,
        row_dom=row_dom,
        cap=cap,
        time_limit_s=time_limit_s,
    )
    return solutions_from(tt, found)


def solutions_from(tt: TruthTable, found: FoundModels) -> Solutions:
    """Put models to the truth table they are from, with the rows as they were used."""
    return Solutions(replace(tt, rows=found.rows), found)
