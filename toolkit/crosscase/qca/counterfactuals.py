"""Enhanced standard analysis: find assumptions that must not be made."""

from __future__ import annotations

from collections.abc import Iterable

from crosscase.errors import ParameterError
from crosscase.qca.engine.assumptions import assumption_rows
from crosscase.qca.engine.configurations import row_number
from crosscase.qca.engine.primes import contains
from crosscase.qca.minimization import Solutions
from crosscase.qca.truth_tables import TruthTable

__all__ = [
    "contradictory_assumptions",
    "find_rows",
    "simultaneous_subset_rows",
    "untenable_assumptions",
]


def find_rows(
    tt: TruthTable, expression: str | Iterable[str], *, rows: str = "remainders"
) -> tuple[int, ...]:
    """Return the numbers of the truth table rows inside an expression.

    Parameters
    ----------
    tt : TruthTable
        Any truth table.
    expression : str or iterable of str
        A sum of products, for example "A*~B + C".
    rows : {"remainders", "observed", "all"}, default "remainders"
        Which rows are meant.

    Returns
    -------
    tuple of int
        Row numbers, for `exclude` of :func:`crosscase.qca.minimize`.
    """
    if rows not in ("remainders", "observed", "all"):
        raise ParameterError(f"rows is {rows!r}; it may be 'remainders', 'observed' or 'all'")
    cubes = tt.scores.words.cubes(expression)
    seen = set(tt.configurations("0", "1", "C"))
    inside = assumption_rows(cubes, (), tt.levels)
    wanted = [row for row in inside if rows == "all" or (row in seen) == (rows == "observed")]
    return tuple(row_number(row, tt.levels) for row in wanted)


def contradictory_assumptions(solutions: Solutions, negated: Solutions) -> tuple[int, ...]:
    """Return remainders that some model assumes for the outcome and some for its negation.

    Parameters
    ----------
    solutions, negated : Solutions
        Parsimonious or intermediate solutions of Y and of ~Y over the same conditions.

    Returns
    -------
    tuple of int
        Row numbers, for `exclude`.

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods, pp. 197-211.
    """
    if solutions.truth_table.conditions != negated.truth_table.conditions:
        raise ParameterError("the two solutions are over different conditions; use the same ones")
    levels = solutions.truth_table.levels
    first = {row for model in solutions.assumption_cubes for row in model}
    second = {row for model in negated.assumption_cubes for row in model}
    return tuple(row_number(row, levels) for row in sorted(first & second))


def untenable_assumptions(tt: TruthTable, *, necessary: str) -> tuple[int, ...]:
    """Return the remainders that lack what is held necessary for the outcome.

    Where "A + B" is necessary for the outcome, no remainder without both may be declared
    sufficient for it: the two claims contradict each other.

    Parameters
    ----------
    tt : TruthTable
        Truth table of the outcome.
    necessary : str
        A necessary condition: a literal, or a sum of literals.

    Returns
    -------
    tuple of int
        Row numbers, for `exclude`.

    References
    ----------
    Schneider, C. Q. and Wagemann, C. (2012). Set-Theoretic Methods, pp. 201-203.
    """
    needed = tt.scores.words.cubes(necessary)
    free = (-1,) * len(tt.levels)
    seen = set(tt.configurations("0", "1", "C"))
    rows = assumption_rows([free], seen, tt.levels)
    lacking = [row for row in rows if not any(contains(cube, row) for cube in needed)]
    return tuple(row_number(row, tt.levels) for row in lacking)


def simultaneous_subset_rows(tt: TruthTable, negated: TruthTable) -> tuple[int, ...]:
    """Return observed rows that are coded 1 for the outcome and for its negation.

    Parameters
    ----------
    tt, negated : TruthTable
        Truth tables of Y and ~Y over the same conditions.

    Returns
    -------
    tuple of int
        Row numbers, for `exclude`.
    """
    both = set(tt.configurations("1")) & set(negated.configurations("1"))
    return tuple(row_number(row, tt.levels) for row in sorted(both))
