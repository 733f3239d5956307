"""Models of rows: positive rows against everything that must not be covered.

One mechanism for all solutions; they differ in what must not be covered, the off-set::

    rows of A, B           conservative: off-set 01, 00         A*B + A*~B merge to A
    11, 10 positive        (all but the positive rows)
    00     negative        parsimonious: off-set 00             A, or with 01 assumed B: but B
    01     remainder       (the negative rows alone)            leaves 10 open, so A is the model

Prime implicants come from :mod:`~crosscase.qca.engine.primes`, the fewest of them that cover the
positive rows from :mod:`~crosscase.qca.engine.covers`. Names, cuts and options are dealt with in
:mod:`~crosscase.qca.engine.solutions`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from crosscase.errors import ParameterError
from crosscase.qca.engine.covers import irredundant_covers, minimum_covers
from crosscase.qca.engine.primes import Cube, Prime, complement, prime_implicants
from crosscase.qca.engine.reduction import undominated
from crosscase.wording import counted

__all__ = ["RowModels", "minimize_rows", "models_of"]


class RowModels(NamedTuple):
    """Models of a set of rows.

    Parameters
    ----------
    primes : tuple of Prime
        Every prime implicant that covers a positive row, sorted.
    models : tuple of tuple of cube
        Each model as sorted cubes.
    size, bound : int
        Fewest prime implicants, and what is proven: equal if the optimum is certified.
    complete : bool
        Whether all models are listed.
    notes : tuple of str
        What to tell the user if not.
    """

    primes: tuple[Prime, ...]
    models: tuple[tuple[Cube, ...], ...]
    size: int
    bound: int
    complete: bool
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        more = "" if self.complete else ", and more"
        return (
            f"RowModels({counted(len(self.primes), 'prime implicant')}; "
            f"{counted(len(self.models), 'model')}{more} of {self.size}, at least {self.bound})"
        )


def minimize_rows(
    ones: Sequence[Sequence[int]],
    zeros: Sequence[Sequence[int]] | None,
    levels: Sequence[int],
    *,
    all_sol: bool = False,
    row_dom: bool = False,
    cap: int = 10_000,
    time_limit_s: float = 20.0,
) -> RowModels:
    """Minimise rows of levels: the engine without names, for sweeps over many tables.

    Parameters
    ----------
    ones : sequence of rows
        Positive configurations, distinct.
    zeros : sequence of rows, or None
        Negative configurations; every other one is a remainder and may be used (parsimonious).
        None: every other configuration is negative (conservative).
    levels : sequence of int
        Number of levels of each condition.
    all_sol : bool, default False
        All irredundant models in place of those with the fewest prime implicants.
    row_dom : bool, default False
        Leave out prime implicants that another one dominates.
    cap : int, default 10000
        Most models that are listed.
    time_limit_s : float, default 20
        For charts that the search does not settle.

    Returns
    -------
    RowModels

    Raises
    ------
    ParameterError
        If a row is both positive and negative.

    Examples
    --------
    >>> minimize_rows([(1, 1), (1, 0)], [(0, 0)], (2, 2)).models
    (((1, -1),),)
    >>> minimize_rows([(1, 1), (1, 0), (0, 1)], None, (2, 2)).models
    (((-1, 1), (1, -1)),)
    """
    if zeros is None:
        off = complement([tuple(row) for row in ones], levels)
    else:
        both = set(map(tuple, ones)) & set(map(tuple, zeros))
        if both:
            raise ParameterError(
                f"row {min(both)} is both positive and negative; code each row once"
            )
        off = [tuple([1 << value for value in row]) for row in zeros]
    return models_of(
        ones, off, levels, all_sol=all_sol, row_dom=row_dom, cap=cap, time_limit_s=time_limit_s
    )


def models_of(
    ones: Sequence[Sequence[int]],
    off: Sequence[Cube],
    levels: Sequence[int],
    *,
    all_sol: bool = False,
    row_dom: bool = False,
    cap: int = 10_000,
    time_limit_s: float = 20.0,
) -> RowModels:
    """Minimise positive rows against an off-set of boxes.

    Parameters
    ----------
    ones, levels, all_sol, row_dom, cap, time_limit_s
        As in :func:`minimize_rows`.
    off : sequence of boxes
        What no implicant may touch: for each condition a bit set of values.

    Returns
    -------
    RowModels
        Without models where there is no positive row.

    Examples
    --------
    >>> models_of([(1, 1)], [(1, 3)], (2, 2))
    RowModels(1 prime implicant; 1 model of 1, at least 1)
    """
    if not ones:
        return RowModels((), (), 0, 0, True, ())
    primes = prime_implicants(ones, off, levels)
    if row_dom:
        primes = [primes[n] for n in undominated([prime.cover for prime in primes])]
    chart = [prime.cover for prime in primes]
    if all_sol:
        found = irredundant_covers(chart, len(ones), cap=cap)
    else:
        found = minimum_covers(chart, len(ones), cap=cap, time_limit_s=time_limit_s)
    models = tuple([tuple([primes[n].cube for n in model]) for model in found.models])
    return RowModels(tuple(primes), models, *found[1:])
