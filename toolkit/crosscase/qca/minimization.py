"""Minimisation of a truth table: all models, with their fit and what they assume."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.engine.configurations import row_number, row_values
from crosscase.qca.engine.consistency import model_fit
from crosscase.qca.engine.primes import Cube, contains
from crosscase.qca.engine.solve import (
    MOST_IN_MASKS,
    FoundModels,
    assumption_count,
    assumption_masks,
    assumption_rows,
    mask_rows,
    solutions_of_rows,
)
from crosscase.qca.truth_tables import TruthTable
from crosscase.results import Result

__all__ = ["Solutions", "minimize"]

_MOST_LISTED = 1 << 17


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
    def word(self) -> str:
        """What is to be said where models are missing or there are none; else empty."""
        return self.found.word

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
        used = {cube for model in self.found.models for cube in model}
        names = {cube: self.truth_table.scores.words.term(cube) for cube in used}
        return sorted(sorted([(names[cube], cube) for cube in m]) for m in self.found.models)

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
        n = len(self.models)
        more = f"; {self.word}" if self.word else ""
        return (
            f"{self.kind.capitalize()} solution of {self.truth_table.outcome}: "
            f"{n} model{'' if n == 1 else 's'}{more}"
        )

    def expression(self, model: int = 1) -> str:
        """Write model number `model` as a sum of products."""
        if not 1 <= model <= len(self.models):
            raise ParameterError(f"model is {model}; there are {len(self.models)} models")
        return " + ".join(self.models[model - 1])

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
        levels = self.truth_table.levels
        if self.truth_table.row_count <= MOST_IN_MASKS:
            masks = assumption_masks(self.cubes, ones, levels)
            return tuple(mask.bit_count() for mask in masks)
        return tuple(assumption_count(cubes, ones, levels) for cubes in self.cubes)

    @cached_property
    def simplifying_assumptions(self) -> tuple[tuple[str, ...], ...]:
        """The remainders that each model declares positive, as configurations in row order."""
        words = self.truth_table.scores.words
        return tuple(tuple(words.term(row) for row in rows) for rows in self.assumption_cubes)

    @cached_property
    def assumption_cubes(self) -> tuple[tuple[Cube, ...], ...]:
        """The same as levels of conditions."""
        if self.kind == "conservative":
            return tuple(() for _ in self.cubes)
        most = max(self.assumption_counts, default=0)
        if most > _MOST_LISTED:
            raise ParameterError(
                f"a model makes {most} simplifying assumptions, more than {_MOST_LISTED}; "
                "use assumption_counts"
            )
        ones = self.truth_table.configurations("1")
        levels = self.truth_table.levels
        if self.truth_table.row_count > MOST_IN_MASKS:
            return tuple(tuple(assumption_rows(cubes, ones, levels)) for cubes in self.cubes)
        masks = [mask_rows(mask) for mask in assumption_masks(self.cubes, ones, levels)]
        values = {row: row_values(row, levels) for row in set().union(*masks)}
        return tuple(tuple(values[row] for row in rows) for rows in masks)

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
    include: str | Iterable[str] | None = None,
    dir_exp: str | Mapping[str, object] | Sequence[object] | None = None,
    exclude: str | int | Iterable[str | int] | None = None,
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
        Most models listed; `complete` and `word` tell if there are more.
    time_limit_s : float, default 20
        For charts that the search does not settle; then `word` states the gap.

    Returns
    -------
    Solutions
        Without models if no row is positive, or none negative; `word` says so.

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
    wanted = _included(include)
    if not isinstance(cap, int) or cap < 1:
        raise ParameterError(f"cap is {cap!r}; give a whole number of at least 1")
    if dir_exp is not None and "?" not in wanted:
        raise ParameterError(
            "dir_exp needs include='?': expectations judge remainders, and none are used"
        )
    expected = {} if dir_exp is None else tt.scores.words.expectations(dir_exp)
    together = () if dir_exp is None else tt.scores.words.conjunctions(dir_exp)
    kind = "conservative" if "?" not in wanted else "parsimonious"
    cubes, numbers = _excluded(tt, exclude)
    recoded = _recoded(tt, numbers)
    found = solutions_of_rows(
        recoded.rows,
        tt.levels,
        "intermediate" if dir_exp is not None else kind,
        expected,
        together=together,
        contradictions="C" in wanted,
        exclude=cubes,
        all_sol=all_sol,
        row_dom=row_dom,
        cap=cap,
        time_limit_s=time_limit_s,
    )
    return Solutions(recoded, found)


def _included(include: str | Iterable[str] | None) -> set[str]:
    parts = [] if include is None else include.split(",") if isinstance(include, str) else include
    wanted = {str(part).strip() for part in parts} - {"", "none"}
    wanted = {"?" if part == "remainders" else part for part in wanted}
    if wanted - {"?", "C"}:
        raise ParameterError(
            f"include is {include!r}; it may be None, '?' (remainders), 'C' (contradictions) "
            "or '?,C'"
        )
    return wanted


def _excluded(
    tt: TruthTable, exclude: str | int | Iterable[str | int] | None
) -> tuple[list[Cube], set[int]]:
    if exclude is None:
        return [], set()
    parts = [exclude] if isinstance(exclude, (str, int)) else list(exclude)
    cubes: list[Cube] = []
    numbers: set[int] = set()
    for part in parts:
        if isinstance(part, str) and not part.strip().isdigit():
            cubes += tt.scores.words.cubes(part)
            continue
        number = int(part)
        if not 1 <= number <= tt.row_count:
            raise ParameterError(f"exclude names row {number}; rows go from 1 to {tt.row_count}")
        numbers.add(number)
        cubes.append(row_values(number, tt.levels))
    return cubes, numbers


def _recoded(tt: TruthTable, numbers: set[int]) -> TruthTable:
    changed = {r.number for r in tt.rows if r.number in numbers and r.out in "1C"}
    if not changed:
        return tt
    rows = tuple(r._replace(out="0") if r.number in changed else r for r in tt.rows)
    return TruthTable(tt.scores, rows, tt.incl_cut, tt.n_cut, tt.pri_cut)
