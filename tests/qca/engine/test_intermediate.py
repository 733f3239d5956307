"""Terms between a conservative and a parsimonious one, and the models made of them."""

from __future__ import annotations

import pytest

from crosscase.qca.engine.intermediate import MOST_PAIRS, easy_terms, intermediate_pairs
from crosscase.qca.engine.solve import models_of

SMALL, LARGE = (1, 0, 1), (1, -1, -1)
UP = {0: (1,), 1: (1,), 2: (1,)}


@pytest.mark.parametrize(
    ("expected", "together", "term"),
    [
        ({}, [], (1, 0, 1)),
        (UP, [], (1, -1, 1)),
        ({0: (0,), 1: (0,), 2: (0,)}, [], (1, 0, -1)),
        ({1: (0, 1)}, [], (1, 0, 1)),
        ({}, [(-1, 1, 1)], (1, -1, -1)),
        ({}, [(-1, 0, 1)], (1, 0, 1)),
        ({}, [(-1, 1, -1)], (1, -1, 1)),
        ({2: (0,)}, [(-1, 1, -1)], (1, -1, -1)),
        ({}, [(0, 0, 1)], (1, 0, 1)),
        ({}, [(0, 0, 0)], (1, -1, -1)),
        ({}, [(-1, 0, -1), (-1, -1, 0)], (1, 0, -1)),
    ],
)
def test_what_is_kept_of_a_term(expected, together, term):
    """A*~B*C inside A: A stays whatever is expected; of B and C what speaks for the outcome."""
    assert easy_terms([SMALL], [LARGE], expected, together) == (term,)


def test_conditions_that_are_not_there_are_not_dropped():
    """A*C inside A: of B and C expected together only C is there, and it is as expected."""
    assert easy_terms([(1, -1, 1)], [LARGE], {}, [(-1, 1, 1)]) == ((1, -1, 1),)
    assert easy_terms([(1, -1, 1)], [LARGE], {1: (0,)}) == ((1, -1, 1),)
    assert easy_terms([(1, -1, 0)], [LARGE], {}, [(-1, 1, 1)]) == ((1, -1, -1),)


def test_absent_conditions_of_the_parsimonious_term_stay():
    """~A*~B*C inside ~A: ~A stays although A is expected, alone or together with B."""
    assert easy_terms([(0, 0, 1)], [(0, -1, -1)], UP) == ((0, -1, 1),)
    assert easy_terms([(0, 0, 1)], [(0, -1, -1)], {}, [(1, 1, -1)]) == ((0, -1, 1),)


def test_levels_of_multi_value_conditions():
    assert easy_terms([(2, 1)], [(2, -1)], {1: (1, 2)}) == ((2, 1),)
    assert easy_terms([(2, 0)], [(2, -1)], {1: (1, 2)}) == ((2, -1),)


def test_terms_of_other_models_are_left_alone_and_the_rest_sorted():
    small = [(1, 1, 0), (0, 0, 1)]
    large = [(-1, -1, 1), (1, -1, -1), (0, 1, -1)]
    assert easy_terms(small, large, UP) == ((-1, -1, 1), (1, 1, -1))


def pairs(small, large, expected):
    asked = []

    def minimise(ones, off, levels):
        asked.append(off)
        return models_of(ones, off, levels)

    found = list(
        intermediate_pairs([(1, 0, 1)], (2, 2, 2), small, large, expected, minimise=minimise)
    )
    return found, asked


def test_models_of_each_pair():
    # Observed is A*~B*C alone; parsimonious A, or C. Expected B drops ~B, expected C keeps C.
    small, large = [((1, 0, 1),)], [((1, -1, -1),), ((-1, -1, 1),)]
    found, asked = pairs(small, large, {1: (1,), 2: (1,)})
    assert [pair.parsimonious for pair, _models in found] == large
    assert [pair.conservative for pair, _models in found] == small * 2
    assert [pair.terms for pair, _models in found] == [((1, -1, 1),)] * 2
    assert [pair.models for pair, _models in found] == [(((1, -1, 1),),)] * 2
    # Equal terms are minimised once, and the pairs share the answer.
    assert len(asked) == 1
    assert found[0][1] is found[1][1]


def test_positive_rows_and_easy_counterfactuals_are_what_terms_may_cover():
    small, large = [((1, 0, 1),)], [((1, -1, -1),)]
    (found,), _asked = pairs(small, large, {1: (1,), 2: (0,)})
    assert found[0].terms == ((1, -1, -1),)
    assert found[1].models == (((1, -1, -1),),)


def test_conditions_expected_together_reach_the_terms():
    found = intermediate_pairs(
        [(1, 0, 1)],
        (2, 2, 2),
        [((1, 0, 1),)],
        [((1, -1, -1),)],
        {},
        together=[(-1, 1, 1)],
        minimise=models_of,
    )
    assert [pair.models for pair, _models in found] == [(((1, -1, -1),),)]


def test_pairs_come_to_an_end():
    small, large = [((1, 0, 1),)] * 101, [((1, -1, -1),)] * 100
    assert len(pairs(small, large, UP)[0]) == MOST_PAIRS == 10_000
