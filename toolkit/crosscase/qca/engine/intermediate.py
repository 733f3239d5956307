"""Intermediate models: between each conservative and each parsimonious model.

A conservative term keeps every condition of its cases, the parsimonious one around it only what
separates. With A*~B*C inside A, each of ~B and C may stay or go; expectations decide. If B is
expected to lead to the outcome, a case that shows it without B should show it with B as well:
A*B*C is an easy counterfactual, ~B goes. If C is expected, its presence in the case may be what
matters: C stays. The term between the two is A*C.

Positive rows and easy counterfactuals together are minimised as if both were observed; but only
the positive rows ask to be covered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import NamedTuple

from crosscase.qca.engine.primes import Cube, complement, contains
from crosscase.qca.engine.solve import RowModels

__all__ = ["MOST_PAIRS", "IntermediatePair", "easy_terms", "intermediate_pairs"]

MOST_PAIRS = 10_000
"""Pairs of a conservative and a parsimonious model that are worked through. Two tied solutions of
a hundred models each have as many; nobody reads more, and each pair takes a minimisation."""


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

    Parameters
    ----------
    conservative, parsimonious : iterable of cube
        Terms of the two models.
    expected : mapping
        Position of a condition: levels that are expected to lead to the outcome.
    together : sequence of cube
        Conditions that are expected only together.

    Returns
    -------
    tuple of cube
        Sorted.

    Examples
    --------
    >>> easy_terms([(1, 0, 1)], [(1, -1, -1)], {0: (1,), 1: (1,), 2: (1,)})
    ((1, -1, 1),)
    >>> easy_terms([(1, 0, 1)], [(1, -1, -1)], {}, [(-1, 1, 1)])
    ((1, -1, -1),)
    """
    large = list(parsimonious)
    terms = {
        _between(small, other, expected, together)
        for small in conservative
        for other in large
        if contains(other, small)
    }
    return tuple(sorted(terms))


def _between(
    small: Cube, large: Cube, expected: Mapping[int, tuple[int, ...]], together: Sequence[Cube]
) -> Cube:
    easy = [
        -1 if keep < 0 and value >= 0 and c in expected and value not in expected[c] else value
        for c, (value, keep) in enumerate(zip(small, large, strict=True))
    ]
    for group in together:
        own = [
            c for c, wanted in enumerate(group) if wanted >= 0 and small[c] >= 0 and large[c] < 0
        ]
        if any(small[c] != group[c] for c in own):
            for c in own:
                easy[c] = -1
    return tuple(easy)


def intermediate_pairs(
    ones: Sequence[Cube],
    levels: Sequence[int],
    conservative: Sequence[tuple[Cube, ...]],
    parsimonious: Sequence[tuple[Cube, ...]],
    expected: Mapping[int, tuple[int, ...]],
    *,
    together: Sequence[Cube] = (),
    minimise: Callable[[Sequence[Cube], Sequence[Cube], Sequence[int]], RowModels],
) -> Iterator[tuple[IntermediatePair, RowModels]]:
    """Yield, for each conservative and each parsimonious model, the models between them.

    Parameters
    ----------
    ones : sequence of cube
        Positive rows.
    levels : sequence of int
        Number of levels of each condition.
    conservative, parsimonious : sequence of tuple of cube
        The models of both kinds.
    expected, together
        As in :func:`easy_terms`.
    minimise : callable
        Takes positive rows, off-set and levels: :func:`crosscase.qca.engine.solve.models_of` with
        its options.

    Yields
    ------
    (IntermediatePair, RowModels)
        At most `MOST_PAIRS`; pairs with the same terms share one object of models.

    References
    ----------
    Ragin, C. C. (2008). Redesigning Social Inquiry, pp. 160-175. Dusa, A. (2019). QCA with R,
    ch. 8 (one intermediate solution for each pair CxPy).
    """
    known: dict[tuple[Cube, ...], RowModels] = {}
    for small, large in islice(product(conservative, parsimonious), MOST_PAIRS):
        terms = easy_terms(small, large, expected, together)
        if terms not in known:
            known[terms] = minimise(ones, complement([*ones, *terms], levels), levels)
        yield IntermediatePair(small, large, terms, known[terms].models), known[terms]
