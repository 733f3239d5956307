"""Exact tests against counting by hand, published values and scipy."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import DataError, ParameterError
from crosscase.robustness import cases_needed, exact_tests, smallest_p


def test_smallest_p_of_six_and_two() -> None:
    assert smallest_p(6, 2) == pytest.approx(1 / 28)
    assert round(smallest_p(6, 2), 4) == 0.0357
    # Four and four: as extreme the other way round.
    assert smallest_p(4, 4, alternative="two-sided") == pytest.approx(2 / 70)
    assert smallest_p(6, 2, alternative="two-sided") == pytest.approx(1 / 28)


def test_one_group_alone_shows_nothing() -> None:
    for counts in ((0, 0), (0, 3), (3, 0)):
        assert smallest_p(*counts) == smallest_p(*counts, alternative="two-sided") == 1


@pytest.mark.parametrize("counts", [(-1, 2), (2, -1)])
def test_negative_counts(counts: tuple[int, int]) -> None:
    said = f"{counts[0]} successes and {counts[1]} failures; none may be negative"
    with pytest.raises(ParameterError, match=said):
        smallest_p(*counts)


def test_unknown_alternative() -> None:
    with pytest.raises(ParameterError, match="is 'x'; allowed: 'greater', 'two-sided'"):
        smallest_p(1, 2, alternative="x")


def test_cases_needed_are_the_fewest() -> None:
    table = cases_needed(6, 2, tests=8).set_index("way")
    assert table.loc["more failures"].tolist() == [2, 6, 4, 1 / 210]
    assert smallest_p(6, 4) <= 0.05 / 8 < smallest_p(6, 3)
    assert table.loc["more successes"].tolist() == [11, 17, 2, smallest_p(17, 2)]
    assert smallest_p(17, 2) <= 0.05 / 8 < smallest_p(16, 2)
    assert table.loc["either"].tolist() == [2, 6, 4, 1 / 210]
    assert cases_needed(6, 2)["added"].tolist() == [0, 0, 0]


def test_either_way_adds_to_both_sides_where_that_is_fewest() -> None:
    # From one and one: three and three make 1/20, five cases 1/10 at best.
    table = cases_needed(1, 1).set_index("way")
    assert table.loc["either"].tolist() == [4, 3, 3, 1 / 20]
    assert table["added"].tolist() == [18, 18, 4]


def test_one_side_alone_is_divided_in_one_way() -> None:
    none = cases_needed(6, 0).set_index("way")
    assert none.loc["more successes"].isna().all()
    assert none.loc["more failures", "added"] == 2
    none = cases_needed(0, 6).set_index("way")
    assert none.loc["more failures"].isna().all()
    assert none.loc["more successes", "added"] == 2


def test_ten_thousand_more_cases_are_the_most() -> None:
    # One success beside n failures: p = 1/(n + 1).
    found = cases_needed(1, 1, alpha=1 / 10_002)["added"].tolist()
    assert found[:2] == [10_000, 10_000]
    beyond = cases_needed(1, 1, alpha=1 / 10_003)["added"].tolist()
    assert [math.isnan(added) for added in beyond] == [True, True, False]


@pytest.mark.parametrize("given", [{"alpha": 0}, {"alpha": 1}, {"tests": 0}])
def test_levels_out_of_range(given: dict[str, float]) -> None:
    alpha, tests = given.get("alpha", 0.05), given.get("tests", 1)
    said = rf"alpha {alpha} and tests {tests}; allowed: 0 < alpha < 1, tests >= 1"
    with pytest.raises(ParameterError, match=said):
        cases_needed(1, 2, **given)  # type: ignore[arg-type]


def test_exact_tests_on_the_lady_tasting_tea() -> None:
    # Fisher 1935, ch. 2: three of four cups right, one-sided p = 17/70 = 0.2429.
    said = pd.Series([1, 1, 1, 0, 1, 0, 0, 0], index=list("abcdefgh"))
    true = pd.Series([1, 1, 1, 1, 0, 0, 0, 0], index=list("abcdefgh"))
    table = exact_tests(said, true).set_index("test")
    for row in (table.loc["Fisher"], table.loc["permutation"]):
        assert row["n"] == 8
        assert row["statistic"] == pytest.approx(3 / 4 - 1 / 4)
        assert row["p_greater"] == pytest.approx(17 / 70)
        assert row["p_two_sided"] == pytest.approx(34 / 70)
        assert row["smallest_p"] == pytest.approx(1 / 70)


def test_groups_of_unequal_size() -> None:
    # Seen in two of three and in one of four: of C(7, 3) = 35 draws of cases, 12 + 1 are so good.
    seen = dict(zip("abcdefg", [1, 1, 0, 1, 0, 0, 0], strict=True))
    outcome = dict(zip("abcdefg", [1, 1, 1, 0, 0, 0, 0], strict=True))
    table = exact_tests(seen, outcome).set_index("test")
    assert table["statistic"].tolist() == pytest.approx([2 / 3 - 1 / 4] * 2)
    assert table["p_greater"].tolist() == pytest.approx([13 / 35] * 2)


def test_permutations_of_numbers_by_hand() -> None:
    # One success among 3, 0, 0, 1: differences from the others' mean 8/3, -4/3, -4/3 and 0.
    numbers = dict(zip("abcd", [3.0, 0, 0, 1], strict=True))
    best = exact_tests(numbers, dict(zip("abcd", [1, 0, 0, 0], strict=True)))
    assert best["test"].tolist() == ["permutation"]
    assert best.loc[0, ["n", "smallest_p", "p_greater", "p_two_sided"]].tolist() == [
        4,
        0.25,
        0.25,
        0.25,
    ]
    assert best.loc[0, "statistic"] == pytest.approx(8 / 3)
    worst = exact_tests(numbers, dict(zip("abcd", [0, 1, 0, 0], strict=True)))
    assert worst.loc[0, ["p_greater", "p_two_sided"]].tolist() == [1, 0.75]
    assert worst.loc[0, "statistic"] == pytest.approx(-4 / 3)


def test_outcome_without_failures_tests_nothing() -> None:
    for value in (0, 1):
        table = exact_tests({"a": 1, "b": 0}, {"a": value, "b": value})
        assert table["statistic"].isna().all()
        assert table["p_greater"].tolist() == table["p_two_sided"].tolist() == [1, 1]


def test_a_missing_value_leaves_the_case_out() -> None:
    table = exact_tests({"a": 1, "b": None, "c": 0, "d": 1}, {"a": 1, "b": 1, "c": 0, "e": 0})
    assert table["n"].tolist() == [2, 2]


@given(st.lists(st.tuples(st.integers(-3, 3), st.booleans()), min_size=2, max_size=8))
@settings(max_examples=30, deadline=None)
def test_permutation_test_equals_scipy(pairs: list[tuple[int, bool]]) -> None:
    from scipy.stats import permutation_test

    x = np.array([p[0] for p in pairs], dtype=float)
    y = np.array([p[1] for p in pairs])
    if min(y.sum(), (~y).sum()) < 2:
        return
    names = [f"c{i}" for i in range(len(x))]
    found = exact_tests(pd.Series(x, names), pd.Series(y.astype(float), names))
    expected = permutation_test(
        (x[y], x[~y]), lambda a, b: a.mean() - b.mean(), alternative="greater", n_resamples=10**6
    )
    row = found.set_index("test").loc["permutation"]
    assert row["p_greater"] == pytest.approx(expected.pvalue)


def test_outcomes_that_are_no_outcomes() -> None:
    with pytest.raises(DataError, match=r"outcome of b is 2.0; allowed: 1, 0 or empty"):
        exact_tests({"a": 1, "b": 1}, {"a": 1, "b": 2})
    with pytest.raises(DataError, match="no case has both a condition and an outcome"):
        exact_tests({"a": 1}, {"b": 1})


def test_too_many_divisions() -> None:
    # One success can stand in as many places as there are cases.
    many = np.zeros(200_001)
    many[0] = 1
    with pytest.raises(DataError, match="200001 cases can be divided in 200,001 ways, too many"):
        exact_tests(pd.Series(many), pd.Series(many))
    # One less is not too many.
    most = pd.Series(many[:-1])
    assert exact_tests(2 * most, most).loc[0, "p_greater"] == 1 / 200_000
