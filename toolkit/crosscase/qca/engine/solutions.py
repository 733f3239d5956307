"""The solutions of a truth table: conservative, parsimonious, intermediate.

Options are read here (which remainders may be used, which must not, what is expected), the rows
are sorted into what is to be covered and what must not be, and the three kinds of solution follow:

- conservative: no remainder is used;
- parsimonious: any remainder that helps;
- intermediate: for each pair of the two above, only remainders that expectations make easy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import prod
from typing import NamedTuple

from crosscase.errors import ParameterError
from crosscase.qca.engine.configurations import Row, row_values
from crosscase.qca.engine.intermediate import (
    MOST_PAIRS,
    IntermediatePair,
    intermediate_pairs,
)
from crosscase.qca.engine.literals import Expected, Vocabulary
from crosscase.qca.engine.primes import Cube, Prime, complement
from crosscase.qca.engine.solve import RowModels, models_of
from crosscase.wording import counted

__all__ = ["Excluded", "FoundModels", "Included", "solutions_of"]

Included = str | Iterable[str] | None
"""None; "?" or "remainders"; "C"; or both."""

Excluded = str | int | Iterable[str | int] | None
"""Rows by number, or expressions of which the remainders are meant."""


class FoundModels(NamedTuple):
    """Models of a truth table.

    Parameters
    ----------
    kind : str
        "conservative", "parsimonious" or "intermediate".
    rows : tuple of Row
        The rows as they were used: one that is excluded by its number counts as negative.
    models : tuple of tuple of cube
        Distinct models.
    primes : tuple of Prime
        Prime implicants of the chart (for intermediate models, of all charts).
    pairs : tuple of IntermediatePair
        One for each CxPy; empty for the other kinds.
    size, bound : int
        Fewest prime implicants, and what is proven.
    complete : bool
        Whether all models are listed.
    notes : tuple of str
        What to tell the user.
    """

    kind: str
    rows: tuple[Row, ...]
    models: tuple[tuple[Cube, ...], ...] = ()
    primes: tuple[Prime, ...] = ()
    pairs: tuple[IntermediatePair, ...] = ()
    size: int = 0
    bound: int = 0
    complete: bool = True
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"FoundModels({self.kind}: {counted(len(self.models), 'model')} of {self.size})"


def solutions_of(
    rows: Iterable[Row],
    words: Vocabulary,
    *,
    include: Included = None,
    dir_exp: Expected = None,
    exclude: Excluded = None,
    all_sol: bool = False,
    row_dom: bool = False,
    cap: int = 10_000,
    time_limit_s: float = 20.0,
    progress: Callable[[str], None] | None = None,
) -> FoundModels:
    """Find the models of truth table rows.

    Parameters
    ----------
    rows : iterable of Row
        Observed rows; "C" counts as negative unless included, "?" as remainder.
    words : Vocabulary
        Names and levels of the conditions.
    include, dir_exp, exclude, all_sol, row_dom, cap, time_limit_s
        As in :func:`crosscase.qca.minimize`.
    progress : callable, optional
        Is told what is being worked on.

    Returns
    -------
    FoundModels
        Without models if no row is positive, or nothing must be kept out; `notes` say so.

    Raises
    ------
    ParameterError
        If an option is not understood, or expectations are given without remainders.
    """
    kind, contradictions = _asked(include, dir_exp)
    if isinstance(cap, bool) or not isinstance(cap, int) or cap < 1:
        raise ParameterError(f"cap is {cap!r}; give a whole number of at least 1")
    expected, together = words.expectations(dir_exp), words.conjunctions(dir_exp)
    cubes, numbers = _excluded(words, exclude)
    used = tuple(_recoded(row) if row.number in numbers else row for row in rows)
    levels, say = words.levels, progress or (lambda text: None)
    ones = [row.values for row in used if row.out == "1"]
    usable = [row.values for row in used if row.out == "1" or (row.out == "C" and contradictions)]
    if not ones:
        return FoundModels(kind, used, notes=("no row has OUT = 1, so there is no model",))
    off = {}
    if kind != "parsimonious":
        off["conservative models"] = complement(usable, levels)
    if kind != "conservative":
        off["parsimonious models"] = _negative(used, levels, usable, cubes, contradictions)
    if not all(off.values()):
        why = "no row has OUT = 0, so every condition is minimised away and there is no model"
        return FoundModels(kind, used, notes=(why,))
    minimise = partial(
        models_of, all_sol=all_sol, row_dom=row_dom, cap=cap, time_limit_s=time_limit_s
    )
    found = []
    for work, boxes in off.items():
        say(work)
        found.append(minimise(ones, boxes, levels))
    if kind != "intermediate":
        models = found[0]
        return FoundModels(kind, used, models.models, models.primes, (), *models[2:])
    small, large = found
    pairs = intermediate_pairs(
        ones, levels, small.models, large.models, expected, together=together, minimise=minimise
    )
    return _gathered(used, small, large, pairs, say)


def _asked(include: Included, dir_exp: Expected) -> tuple[str, bool]:
    """Return the kind of solution, and whether contradictory rows may be used."""
    parts = [] if include is None else include.split(",") if isinstance(include, str) else include
    wanted = {str(part).strip() for part in parts} - {"", "none"}
    wanted = {"?" if part == "remainders" else part for part in wanted}
    if wanted - {"?", "C"}:
        raise ParameterError(
            f"include is {include!r}; it may be None, '?' (remainders), 'C' (contradictions) "
            "or '?,C'"
        )
    if dir_exp is not None and "?" not in wanted:
        raise ParameterError(
            "dir_exp needs include='?': expectations judge remainders, and none are used"
        )
    with_remainders = "parsimonious" if dir_exp is None else "intermediate"
    return with_remainders if "?" in wanted else "conservative", "C" in wanted


def _excluded(words: Vocabulary, exclude: Excluded) -> tuple[list[Cube], set[int]]:
    """Return what is excluded as cubes, and the numbers of rows that are named by number."""
    if exclude is None:
        return [], set()
    parts = [exclude] if isinstance(exclude, (str, int)) else list(exclude)
    cubes: list[Cube] = []
    numbers: set[int] = set()
    for part in parts:
        if isinstance(part, str) and not part.strip().isdigit():
            cubes += words.cubes(part)
            continue
        number = int(part)
        if not 1 <= number <= prod(words.levels):
            raise ParameterError(
                f"exclude names row {number}; rows go from 1 to {prod(words.levels)}"
            )
        numbers.add(number)
        cubes.append(row_values(number, words.levels))
    return cubes, numbers


def _recoded(row: Row) -> Row:
    return row._replace(out="0") if row.out in "1C" else row


def _negative(
    rows: Iterable[Row],
    levels: Sequence[int],
    usable: Sequence[Cube],
    excluded: Iterable[Cube],
    contradictions: bool,
) -> list[Cube]:
    """Return as boxes what no parsimonious term may touch.

    Of an excluded expression only remainders are meant: observed positive rows are cut out of it.
    """
    negative = "0" if contradictions else "0C"
    off = [tuple([1 << v for v in row.values]) for row in rows if row.out in negative]
    for cube in excluded:
        box = tuple((1 << n) - 1 if v < 0 else 1 << v for v, n in zip(cube, levels, strict=True))
        off += complement(usable, levels, box)
    return off


def _gathered(
    rows: tuple[Row, ...],
    small: RowModels,
    large: RowModels,
    between: Iterable[tuple[IntermediatePair, RowModels]],
    say: Callable[[str], None],
) -> FoundModels:
    """Gather the models between all pairs; each is listed once however many pairs have it."""
    possible = len(small.models) * len(large.models)
    pairs: list[IntermediatePair] = []
    charts: dict[int, RowModels] = {}
    for pair, found in between:
        pairs.append(pair)
        say(f"intermediate models, pair {len(pairs)} of {min(MOST_PAIRS, possible)}")
        charts[id(found)] = found  # pairs with the same terms share their models
    models = {model for chart in charts.values() for model in chart.models}
    primes = {prime for chart in charts.values() for prime in chart.primes}
    parts = [small, large, *charts.values()]
    notes = [f"worked through {len(pairs)} pairs of models; there are more"]
    notes = notes if possible > len(pairs) else []
    notes += [note for part in parts for note in part.notes]
    return FoundModels(
        "intermediate",
        rows,
        tuple(sorted(models)),
        tuple(sorted(primes)),
        tuple(pairs),
        min(chart.size for chart in charts.values()),
        min(chart.bound for chart in charts.values()),
        possible <= len(pairs) and all(part.complete for part in parts),
        tuple(dict.fromkeys(notes)),
    )
