"""Sobol's indices of verdicts with variances that can be worked out by hand."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from crosscase.robustness.sobol_indices import importance, level_name

LEVELS = {"a": [0, 1], "b": ["low", "high"], "c": [None, True, ("x", "y")]}


def test_a_or_b_by_hand() -> None:
    spec = list(itertools.product(*LEVELS.values()))
    held = np.array([[a == 1 or b == "high", c is True, False] for a, b, c in spec])
    table = importance(held, ["late", "early", "never"], LEVELS)
    # Claims in the order given, whatever the alphabet says; parameters within.
    assert table["claim"].tolist() == ["late"] * 3 + ["early"] * 3 + ["never"] * 3
    assert table["parameter"].tolist() == ["a", "b", "c"] * 3
    # Variance 3/16; means 1/2 and 1 over the other; mean variance along a (1/4)/2.
    assert table["first_order"].tolist() == pytest.approx([1 / 3, 1 / 3, 0, 0, 0, 1, 0, 0, 0])
    assert table["total"].tolist() == pytest.approx([2 / 3, 2 / 3, 0, 0, 0, 1, 0, 0, 0])
    assert table.loc[0, "lowest":].tolist() == [0.5, "0", 1.0, "1"]
    assert table.loc[1, "lowest":].tolist() == [0.5, "low", 1.0, "high"]
    # The first level where several are alike.
    assert table.loc[5, "lowest":].tolist() == [0.0, "none", 1.0, "yes"]
    assert table.loc[8, "lowest":].tolist() == [0.0, "none", 0.0, "none"]


def test_a_verdict_that_hangs_on_both_at_once() -> None:
    # Exactly one of two: neither explains anything alone, each everything with the other.
    held = np.array([[False], [True], [True], [False]])
    table = importance(held, ["one"], {"a": [0, 1], "b": [0, 1]})
    assert table["first_order"].tolist() == [0, 0]
    assert table["total"].tolist() == [1, 1]


def test_many_specifications_of_which_one_differs() -> None:
    # The variance is small and still shared out.
    held = np.zeros((1000, 1), dtype=bool)
    held[0] = True
    table = importance(held, ["x"], {"a": list(range(1000))})
    assert table.loc[0, ["first_order", "total"]].tolist() == pytest.approx([1, 1])


def test_names_of_levels() -> None:
    assert level_name(False) == "no"
    assert level_name(["b", "a"]) == "b and a"
    assert level_name({"b", "a", "c"}) == level_name(frozenset("cab")) == "a, b and c"
    assert level_name(0.5) == "0.5"
    assert level_name(1) == "1"
