"""Parameters of fit by their formulas, and unique coverage by its definition."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.qca.engine.consistency import (
    NecessityFit,
    SufficiencyFit,
    coincidence,
    model_fit,
    necessity_fit,
    necessity_of_literals,
    ratio,
    sufficiency_fit,
)
from crosscase.qca.engine.scores import read_scores

X = np.array([1.0, 0.6, 0.2, 0.9])
Y = np.array([0.8, 0.7, 0.6, 0.1])


def test_sufficiency_by_hand():
    # min(x, y) = .8 .6 .2 .1, sum 1.7; with 1 - y too: .2 .3 .2 .1, sum .8; x sums to 2.7.
    fit = sufficiency_fit(X, Y)
    assert fit[:3] == pytest.approx((1.7 / 2.7, 0.9 / 1.9, 1.7 / 2.2))
    assert fit.covU is None


def test_necessity_by_hand():
    # 1 - x = 0 .4 .8 .1, sum 1.3; 1 - min(x, y) = .2 .4 .8 .9, sum 2.3.
    fit = necessity_fit(X, Y)
    assert fit.inclN == pytest.approx(1.7 / 2.2)
    assert fit.RoN == pytest.approx(1.3 / 2.3)
    assert fit.covN == pytest.approx(1.7 / 2.7)


def test_coincidence_by_hand():
    assert coincidence(X, Y) == pytest.approx(1.7 / (1 + 0.7 + 0.6 + 0.9))
    assert coincidence(X, X) == 1


def test_nothing_over_nothing_is_not_a_number():
    none = np.zeros(2)
    assert all(map(math.isnan, sufficiency_fit(none, none)[:3]))
    assert sufficiency_fit(none, np.ones(2)).covS == 0
    full = necessity_fit(np.ones(2), np.ones(2))
    assert (full.inclN, full.covN) == (1, 1)
    assert math.isnan(full.RoN)
    assert ratio(1, 4) == 0.25
    assert math.isnan(ratio(1, 0))


def scores(columns, y):
    return read_scores({**columns, "Y": y}, [f"c{i}" for i in range(len(y))], "Y", list(columns))


UNIT_SCORES = st.integers(1, 19).filter(lambda n: n != 10).map(lambda n: n / 20)


@settings(max_examples=30)
@given(st.lists(st.tuples(*[UNIT_SCORES] * 4), min_size=3, max_size=6))
def test_unique_coverage_is_what_no_other_term_covers(rows):
    columns = dict(zip("ABC", zip(*(row[:3] for row in rows), strict=True), strict=True))
    y = np.array([row[3] for row in rows])
    y[:2] = 0.9, 0.2
    data = scores(columns, y)
    cubes = [(1, -1, -1), (-1, 0, 1), (0, 1, -1)]
    terms, whole = model_fit(data, cubes)
    x = [data.membership(cube) for cube in cubes]
    total = np.minimum(np.max(x, axis=0), y).sum()
    assert whole.covS == pytest.approx(total / y.sum())
    assert whole.inclS == pytest.approx(total / np.max(x, axis=0).sum())
    for n, term in enumerate(terms):
        others = np.max([member for m, member in enumerate(x) if m != n], axis=0)
        own = sufficiency_fit(x[n], y)
        assert term[:3] == pytest.approx(own[:3], nan_ok=True)
        without = np.minimum(others, y).sum()
        assert term.covU == pytest.approx((total - without) / y.sum(), abs=1e-12)


def test_a_single_term_has_no_unique_coverage():
    data = scores({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0]}, [1, 0, 0, 0])
    terms, whole = model_fit(data, [(1, -1)])
    assert terms == [SufficiencyFit(0.5, 0.5, 1.0)]
    assert whole == SufficiencyFit(0.5, 0.5, 1.0)


def test_terms_that_models_share_are_fitted_once():
    data = scores({"A": [1, 1, 0, 0], "B": [1, 0, 1, 0]}, [1, 1, 1, 0])
    known: dict = {}
    first, _whole = model_fit(data, [(1, -1), (-1, 1)], known)
    assert [fit.covU for fit in first] == pytest.approx([1 / 3, 1 / 3])
    assert set(known) == {(1, -1), (-1, 1)}
    # What is known is believed: the term of another model takes its fit from there.
    known[1, -1] = (known[1, -1][0], SufficiencyFit(0.25, 0.25, 0.25))
    assert model_fit(data, [(1, -1)], known)[0] == [SufficiencyFit(0.25, 0.25, 0.25)]


def test_literals_are_listed_present_then_absent_or_level_by_level():
    crisp = scores({"A": [1, 1, 0], "B": [0, 1, 1]}, [1, 0, 0])
    found = dict(necessity_of_literals(crisp))
    assert list(found) == ["A", "~A", "B", "~B"]
    assert found["A"] == NecessityFit(1.0, 0.5, 0.5)
    assert found["~B"] == NecessityFit(1.0, 1.0, 1.0)
    several = scores({"A": [0, 1, 2], "B": [0, 1, 1]}, [1, 0, 0])
    levels = [name for name, _fit in necessity_of_literals(several)]
    assert levels == ["A[0]", "A[1]", "A[2]", "B[1]", "B[0]"]
