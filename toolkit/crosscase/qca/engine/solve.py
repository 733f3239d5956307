"""Models of a set of rows: conservative, parsimonious and intermediate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from crosscase.errors import ParameterError
from crosscase.qca.engine.covers import Covers, irredundant_covers, minimum_covers, undominated
from crosscase.qca.engine.primes import Cube, Prime, complement, contains, prime_implicants

if TYPE_CHECKING:
    from crosscase.qca.engine.configurations import Row

__all__ = [
    "FoundModels",
    "IntermediatePair",
    "RowModels",
    "assumption_count",
    "assumption_masks",
    "assumption_rows",
    "easy_terms",
    "intermediate_pairs",
    "mask_rows",
    "minimize_rows",
    "models_of",
    "solutions_of_rows",
]

MOST_PAIRS = 10_000
"""Pairs of a conservative and a parsimonious model that are worked through."""


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
    word : str
        What to tell the user if not; else empty.
    """

    primes: tuple[Prime, ...]
    models: tuple[tuple[Cube, ...], ...]
    size: int
    bound: int
    complete: bool
    word: str


class IntermediatePair(NamedTuple):
    """Intermediate models of one conservative and one parsimonious model (R's CxPy).

    Parameters
    ----------
    conservative, parsimonious : tuple of cube
        The two models.
    terms : tuple of cube
        Terms between them: conservative ones without the literals that are not expected.
    models : tuple of tuple of cube
        The intermediate models.
    """

    conservative: tuple[Cube, ...]
    parsimonious: tuple[Cube, ...]
    terms: tuple[Cube, ...]
    models: tuple[tuple[Cube, ...], ...]


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
    return models_of(ones, off, levels, all_sol, row_dom, cap, time_limit_s)


def models_of(
    ones: Sequence[Sequence[int]],
    off: Sequence[Cube],
    levels: Sequence[int],
    all_sol: bool = False,
    row_dom: bool = False,
    cap: int = 10_000,
    time_limit_s: float = 20.0,
) -> RowModels:
    """Minimise positive rows against an off-set of boxes."""
    if not ones:
        return RowModels((), (), 0, 0, True, "")
    primes = prime_implicants(ones, off, levels)
    if row_dom:
        primes = [primes[n] for n in undominated([prime.cover for prime in primes])]
    chart = [prime.cover for prime in primes]
    if all_sol:
        covers: Covers = irredundant_covers(chart, len(ones), cap=cap)
    else:
        covers = minimum_covers(chart, len(ones), cap=cap, time_limit_s=time_limit_s)
    models = tuple([tuple([primes[n].cube for n in model]) for model in covers.models])
    return RowModels(tuple(primes), models, covers.size, covers.bound, covers.complete, covers.word)


def easy_terms(
    conservative: Iterable[Cube],
    parsimonious: Iterable[Cube],
    expected: Mapping[int, tuple[int, ...]],
    together: Sequence[Cube] = (),
) -> tuple[Cube, ...]:
    """Drop from conservative terms the literals that expectations speak against.

    A conservative term inside a parsimonious one keeps the literals of the latter, and of its
    own those on which nothing is expected or which are expected. Of conditions expected
    together it keeps all if all are as expected, else none.

    Examples
    --------
    >>> easy_terms([(1, 0, 1)], [(1, -1, -1)], {0: (1,), 1: (1,), 2: (1,)})
    ((1, -1, 1),)
    >>> easy_terms([(1, 0, 1)], [(1, -1, -1)], {}, [(-1, 1, 1)])
    ((1, -1, -1),)
    """
    large = list(parsimonious)
    terms: dict[Cube, None] = {}
    for term in conservative:
        for other in large:
            if contains(other, term):
                easy = [
                    -1 if keep < 0 and v >= 0 and c in expected and v not in expected[c] else v
                    for c, (v, keep) in enumerate(zip(term, other, strict=True))
                ]
                for group in together:
                    own = [
                        c
                        for c, wanted in enumerate(group)
                        if wanted >= 0 and term[c] >= 0 and other[c] < 0
                    ]
                    if any(term[c] != group[c] for c in own):
                        for c in own:
                            easy[c] = -1
                terms[tuple(easy)] = None
    return tuple(sorted(terms))


def intermediate_pairs(
    ones: Sequence[Cube],
    levels: Sequence[int],
    conservative: Sequence[tuple[Cube, ...]],
    parsimonious: Sequence[tuple[Cube, ...]],
    expected: Mapping[int, tuple[int, ...]],
    *,
    together: Sequence[Cube] = (),
    all_sol: bool = False,
    row_dom: bool = False,
    cap: int = 10_000,
    time_limit_s: float = 20.0,
) -> Iterator[tuple[IntermediatePair, RowModels]]:
    """Yield, for each conservative and each parsimonious model, the models between them.

    The remainders inside the terms of :func:`easy_terms` are easy counterfactuals. Positive
    rows and easy counterfactuals together are minimised; the chart asks for the positive rows.

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry, pp. 160-175. Dusa, A. (2019). QCA with R,
    ch. 8 (one intermediate solution for each pair CxPy).
    """
    known: dict[tuple[Cube, ...], RowModels] = {}
    for small, large in islice(product(conservative, parsimonious), MOST_PAIRS):
        terms = easy_terms(small, large, expected, together)
        if terms not in known:
            off = complement([*ones, *terms], levels)
            known[terms] = models_of(ones, off, levels, all_sol, row_dom, cap, time_limit_s)
        yield IntermediatePair(small, large, terms, known[terms].models), known[terms]


def assumption_count(cubes: Sequence[Cube], ones: Iterable[Cube], levels: Sequence[int]) -> int:
    """Count the configurations that cubes cover beyond the given rows, without listing them.

    Examples
    --------
    >>> assumption_count([(1, -1, -1)], [(1, 1, 1)], (2, 2, 2))
    3
    """
    outside = sum(prod(part.bit_count() for part in box) for box in complement(cubes, levels))
    inside = sum(any(contains(cube, row) for cube in cubes) for row in set(ones))
    return prod(levels) - outside - inside


def assumption_rows(
    cubes: Iterable[Cube], ones: Iterable[Cube], levels: Sequence[int]
) -> list[Cube]:
    """List the configurations that cubes cover beyond the given rows, in row order.

    Examples
    --------
    >>> assumption_rows([(1, -1)], [(1, 1)], (2, 2))
    [(1, 0)]
    """
    rows: set[Cube] = set()
    for cube in cubes:
        rows.update(
            product(*[range(n) if v < 0 else (v,) for v, n in zip(cube, levels, strict=True)])
        )
    return sorted(rows.difference(ones))


MOST_IN_MASKS = 1 << 18
"""Up to this many configurations, assumptions of many models are found with bit sets."""


def assumption_masks(
    models: Iterable[Sequence[Cube]], ones: Iterable[Cube], levels: Sequence[int]
) -> list[int]:
    """Return, for each model, the configurations that it covers beyond the given rows.

    Parameters
    ----------
    models : iterable of sequence of cube
        Models; their terms are worked out once, however many models share them.
    ones : iterable of cube
        Rows that are no assumptions.
    levels : sequence of int
        Number of levels of each condition.

    Returns
    -------
    list of int
        Bit sets: bit i stands for the configuration of row number i + 1.

    Examples
    --------
    >>> [bin(mask) for mask in assumption_masks([[(1, -1)]], [(1, 1)], (2, 2))]
    ['0b100']
    """
    known: dict[Cube, int] = {}

    def mask(cube: Cube) -> int:
        if cube not in known:
            bits, size = 1, 1
            for value, n in zip(reversed(cube), reversed(levels), strict=True):
                if value < 0:
                    bits = sum(bits << size * v for v in range(n))
                else:
                    bits <<= size * value
                size *= n
            known[cube] = bits
        return known[cube]

    observed = 0
    for row in ones:
        observed |= mask(row)
    found = []
    for model in models:
        covered = 0
        for cube in model:
            covered |= mask(cube)
        found.append(covered & ~observed)
    return found


def mask_rows(mask: int) -> list[int]:
    """Return the row numbers in a bit set of :func:`assumption_masks`.

    Examples
    --------
    >>> mask_rows(0b10100)
    [3, 5]
    """
    digits, rows, place = bin(mask)[:1:-1], [], -1
    while (place := digits.find("1", place + 1)) >= 0:
        rows.append(place + 1)
    return rows


class FoundModels(NamedTuple):
    """Models of a truth table.

    Parameters
    ----------
    kind : str
        "conservative", "parsimonious" or "intermediate".
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
    word : str
        What to tell the user; else empty.
    """

    kind: str
    models: tuple[tuple[Cube, ...], ...]
    primes: tuple[Prime, ...]
    pairs: tuple[IntermediatePair, ...]
    size: int
    bound: int
    complete: bool
    word: str


def solutions_of_rows(
    rows: Iterable[Row],
    levels: Sequence[int],
    kind: str,
    expected: Mapping[int, tuple[int, ...]],
    *,
    together: Sequence[Cube] = (),
    contradictions: bool = False,
    exclude: Sequence[Cube] = (),
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
        Observed rows; "C" counts as negative unless `contradictions`, "?" as remainder.
    levels : sequence of int
        Number of levels of each condition.
    kind : {"conservative", "parsimonious", "intermediate"}
        Which remainders may be used: none, all, or the easy ones.
    expected : mapping
        Directional expectations: position of a condition, expected levels.
    together : sequence of cube
        Conditions that are expected only together.
    contradictions : bool, default False
        Let contradictory rows be used like remainders.
    exclude : sequence of cube
        Remainders that must not be used.
    all_sol, row_dom, cap, time_limit_s
        As in :func:`minimize_rows`.
    progress : callable, optional
        Is told what is being worked on.

    Returns
    -------
    FoundModels
    """
    say = progress or (lambda text: None)
    listed = list(rows)
    ones = [row.values for row in listed if row.out == "1"]
    mixed = [row.values for row in listed if row.out == "C"]
    zeros = [row.values for row in listed if row.out == "0"] + ([] if contradictions else mixed)
    options = (all_sol, row_dom, cap, time_limit_s)
    if not ones:
        return FoundModels(kind, (), (), (), 0, 0, True, "no row has OUT = 1, so there is no model")
    usable = ones + (mixed if contradictions else [])
    if len(ones) == prod(levels) or (kind != "conservative" and not zeros and not exclude):
        word = "no row has OUT = 0, so every condition is minimised away and there is no model"
        return FoundModels(kind, (), (), (), 0, 0, True, word)
    if kind != "parsimonious":
        say("conservative models")
        found = models_of(ones, complement(usable, levels), levels, *options)
    if kind == "conservative":
        return FoundModels(kind, found.models, found.primes, (), *found[2:])
    off = [tuple([1 << v for v in row]) for row in zeros]
    for cube in exclude:
        box = tuple((1 << n) - 1 if v < 0 else 1 << v for v, n in zip(cube, levels, strict=True))
        off += complement(usable, levels, box)
    say("parsimonious models")
    large = models_of(ones, off, levels, *options)
    if kind == "parsimonious":
        return FoundModels(kind, large.models, large.primes, (), *large[2:])
    return _between(ones, levels, found, large, expected, together, options, say)


def _between(
    ones: list[Cube],
    levels: Sequence[int],
    small: RowModels,
    large: RowModels,
    expected: Mapping[int, tuple[int, ...]],
    together: Sequence[Cube],
    options: tuple[bool, bool, int, float],
    say: Callable[[str], None],
) -> FoundModels:
    all_sol, row_dom, cap, time_limit_s = options
    pairs, parts = [], [small, large]
    most = min(MOST_PAIRS, len(small.models) * len(large.models))
    models: dict[tuple[Cube, ...], None] = {}
    primes: dict[Prime, None] = {}
    for pair, found in intermediate_pairs(
        ones, levels, small.models, large.models, expected, together=together,
        all_sol=all_sol, row_dom=row_dom, cap=cap, time_limit_s=time_limit_s,
    ):  # fmt: skip
        pairs.append(pair)
        say(f"intermediate models, pair {len(pairs)} of {most}")
        if all(found is not part for part in parts):
            parts.append(found)
        models.update(dict.fromkeys(found.models))
        primes.update(dict.fromkeys(found.primes))
    cut = len(small.models) * len(large.models) > len(pairs)
    words = [part.word for part in parts if part.word]
    if cut:
        words.insert(0, f"worked through {len(pairs)} pairs of models; there are more")
    charts = parts[2:] or parts[:1]
    return FoundModels(
        "intermediate",
        tuple(sorted(models)),
        tuple(sorted(primes)),
        tuple(pairs),
        min(part.size for part in charts),
        min(part.bound for part in charts),
        not cut and all(part.complete for part in parts),
        words[0] if words else "",
    )
