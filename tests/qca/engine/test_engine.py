"""The engine against exhaustive search, and what must not change the result."""

from __future__ import annotations

import random
from itertools import combinations, product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import qca
from crosscase.errors import ParameterError
from crosscase.qca.engine.assumptions import (
    assumption_count,
    assumption_masks,
    assumption_rows,
    mask_rows,
)
from crosscase.qca.engine.configurations import row_values
from crosscase.qca.engine.covers import irredundant_covers, minimum_covers
from crosscase.qca.engine.primes import complement, contains
from crosscase.qca.engine.reduction import undominated
from crosscase.qca.engine.solve import minimize_rows


@st.composite
def tables(draw, most_levels=3):
    levels = tuple(draw(st.lists(st.integers(2, most_levels), min_size=2, max_size=4)))
    codes = draw(
        st.lists(
            st.sampled_from("10?"), min_size=int(np.prod(levels)), max_size=int(np.prod(levels))
        )
    )
    rows = list(product(*map(range, levels)))
    ones = [row for row, code in zip(rows, codes, strict=True) if code == "1"]
    zeros = [row for row, code in zip(rows, codes, strict=True) if code == "0"]
    return levels, ones, zeros


def exhaustive_primes(ones, off, levels):
    """Prime implicants by trying every cube."""
    cubes = product(*[(-1, *range(n)) for n in levels])
    implicants = [c for c in cubes if not any(contains(c, row) for row in off)]
    primes = [c for c in implicants if not any(o != c and contains(o, c) for o in implicants)]
    return sorted(c for c in primes if any(contains(c, row) for row in ones))


def exhaustive_covers(ones, primes):
    """Smallest covers by trying every set of prime implicants."""
    for size in range(1, len(ones) + 1):
        covers = [
            tuple(sorted(chosen))
            for chosen in combinations(primes, size)
            if all(any(contains(c, row) for c in chosen) for row in ones)
        ]
        if covers:
            return sorted(covers)
    return []


@settings(max_examples=150, deadline=None)
@given(tables(), st.booleans())
def test_primes_and_models_are_those_of_exhaustive_search(table, remainders):
    levels, ones, zeros = table
    everything = product(*map(range, levels))
    off = zeros if remainders else [row for row in everything if row not in ones]
    primes = exhaustive_primes(ones, off, levels)
    found = minimize_rows(ones, zeros if remainders else None, levels)
    assert [prime.cube for prime in found.primes] == primes
    if len(primes) > 12:
        return
    assert sorted(found.models) == exhaustive_covers(ones, primes)
    assert found.complete
    assert found.size == found.bound


@settings(max_examples=100, deadline=None)
@given(tables())
def test_complement_holds_every_other_row_once(table):
    levels, ones, _zeros = table
    boxes = complement(ones, levels)
    for row in product(*map(range, levels)):
        inside = sum(all(b >> v & 1 for b, v in zip(box, row, strict=True)) for box in boxes)
        assert inside == (row not in ones)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(1, 127), min_size=1, max_size=9))
def test_covers_are_those_of_exhaustive_search(columns):
    whole = 0
    for column in columns:
        whole |= column
    rows = whole.bit_length()
    columns = [*columns, ((1 << rows) - 1) & ~whole] if whole != (1 << rows) - 1 else columns

    def covers(chosen):
        total = 0
        for n in chosen:
            total |= columns[n]
        return total == (1 << rows) - 1

    every = [c for k in range(1, len(columns) + 1) for c in combinations(range(len(columns)), k)]
    every = [c for c in every if covers(c)]
    fewest = min(map(len, every))
    assert minimum_covers(columns, rows).models == tuple(
        sorted(c for c in every if len(c) == fewest)
    )
    irredundant = [c for c in every if not any(covers(set(c) - {n}) for n in c)]
    assert irredundant_covers(columns, rows).models == tuple(sorted(irredundant))


def test_a_hard_chart_is_certified():
    """Steiner triple system on 27 points: a smallest cover has 18 (Fulkerson 1974)."""
    triples = steiner27()
    columns = [sum(1 << t for t, triple in enumerate(triples) if p in triple) for p in range(27)]
    found = minimum_covers(columns, len(triples), cap=5)
    assert (found.size, found.bound) == (18, 18)
    assert "there are more" in found.notes[0]


def steiner27():
    points = list(product(range(3), repeat=3))
    lines = {
        tuple(sorted((a, b, c)))
        for a, x in enumerate(points)
        for b, y in enumerate(points)
        if a < b
        for c, z in enumerate(points)
        if all((i + j + k) % 3 == 0 for i, j, k in zip(x, y, z, strict=True)) and c not in (a, b)
    }
    return sorted(lines)


def test_cap_is_told():
    columns = [1 << n for n in range(6) for _ in range(3)]
    found = minimum_covers(columns, 6, cap=10)
    assert len(found.models) == 10
    assert not found.complete
    assert "stops at 10" in found.notes[0]


def test_row_dominance_keeps_equal_columns():
    assert undominated([0b11, 0b11, 0b01]) == [0, 1]


def test_twenty_conditions_need_no_table_of_two_to_the_twenty():
    rng = np.random.default_rng(7)
    rows = np.unique(rng.integers(0, 2, (60, 20)), axis=0).tolist()
    ones, zeros = [tuple(r) for r in rows[:30]], [tuple(r) for r in rows[30:]]
    found = minimize_rows(ones, zeros, (2,) * 20, cap=10)
    assert found.size == found.bound
    for model in found.models:
        assert all(any(contains(cube, row) for cube in model) for row in ones)
        assert not any(contains(cube, row) for cube in model for row in zeros)


@settings(max_examples=60, deadline=None)
@given(tables())
def test_assumptions_are_counted_as_listed(table):
    levels, ones, zeros = table
    for model in minimize_rows(ones, zeros, levels).models[:3]:
        rows = assumption_rows(model, ones, levels)
        assert assumption_count(model, ones, levels) == len(rows)
        assert not set(rows) & {*ones, *zeros}


def test_row_both_positive_and_negative_is_refused():
    with pytest.raises(ParameterError, match="both positive and negative"):
        minimize_rows([(1, 1)], [(1, 1)], (2, 2))


# What must not change the result.


@st.composite
def crisp_data(draw):
    n = draw(st.integers(4, 14))
    bits = st.integers(0, 1)
    columns = {name: draw(st.lists(bits, min_size=n, max_size=n)) for name in "ABCDY"}
    data = pd.DataFrame(columns, index=[f"c{i}" for i in range(n)])
    data.loc[data.index[:2], "Y"] = [0, 1]
    return data


def models(data, conditions="A,B,C,D", outcome="Y", **options):
    table = qca.truth_table(data, outcome=outcome, conditions=conditions, incl_cut=0.75)
    return set(qca.minimize(table, include="?", **options).models)


@settings(max_examples=40, deadline=None)
@given(crisp_data())
def test_invariances(data):
    base = models(data)
    assert models(data.iloc[::-1]) == base
    relabelled = data.rename(index=lambda name: "x" + name)
    assert models(relabelled) == base
    reordered = models(data, conditions="D,B,A,C")
    assert {frozenset(frozenset(t.split("*")) for t in m) for m in reordered} == {
        frozenset(frozenset(t.split("*")) for t in m) for m in base
    }
    negated = models(data.assign(A=1 - data["A"]))
    swap = {"A": "~A", "~A": "A"}
    turned = {
        tuple(sorted("*".join(swap.get(lit, lit) for lit in t.split("*")) for t in m)) for m in base
    }
    assert negated == turned
    doubled = pd.concat([data, data.rename(index=lambda name: name + "_again")])
    assert models(doubled) == base
    constant = models(data.assign(E=1), conditions="A,B,C,D,E")
    assert base <= constant | {("1",)}


@settings(max_examples=40, deadline=None)
@given(crisp_data())
def test_intermediate_lies_between(data):
    table = qca.truth_table(data, outcome="Y", conditions="A,B,C,D", incl_cut=0.75)
    found = qca.minimize(table, include="?", dir_exp="A=1,B=1,C=0")
    small = qca.minimize(table)
    large = qca.minimize(table, include="?")
    for model in found.cubes:
        assert any(
            all(any(contains(big, cube) for big in other) for cube in model)
            or len(other) != len(model)
            for other in large.cubes
        )
    nothing = qca.minimize(table, include="?", dir_exp={"A": "-", "B": "-"})
    assert set(nothing.models) == (set(small.models) if large.models else set())


@settings(max_examples=40, deadline=None)
@given(crisp_data())
def test_excluding_every_assumption_gives_no_assumption(data):
    table = qca.truth_table(data, outcome="Y", conditions="A,B,C,D", incl_cut=0.75)
    free = qca.minimize(table, include="?", exclude="A + ~A")
    assert all(not rows for rows in free.simplifying_assumptions)
    if free.models:
        assert set(free.models) == set(qca.minimize(table).models)


def test_assumptions_as_bit_sets_are_those_found_row_by_row():
    rng = random.Random(4)
    for levels in ((2, 2, 2, 2), (3, 2, 4)):
        cubes = [tuple(rng.randrange(-1, n) for n in levels) for _ in range(3)]
        ones = [tuple(rng.randrange(n) for n in levels) for _ in range(2)]
        (mask,) = assumption_masks([cubes], ones, levels)
        rows = assumption_rows(cubes, ones, levels)
        assert [row_values(number, levels) for number in mask_rows(mask)] == rows
        assert mask.bit_count() == assumption_count(cubes, ones, levels)
