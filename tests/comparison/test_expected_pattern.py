"""Expected pattern against evidence, and against every other labelling."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest

from crosscase.comparison.expected_pattern import expect, match, relabel
from crosscase.errors import DataError

HELD = pd.DataFrame({"P": [1, 1, -1, -1], "Q": [1, None, 1, None]}, index=list("abcd"))
OUTCOME = pd.Series({"a": 1, "b": 1, "c": 0, "d": 0})


def test_match_counts_and_names_cells():
    found = match(HELD, expect(OUTCOME, ["P", "Q"]))
    assert (found.matches, found.mismatches, found.silent) == (5, 1, 2)
    assert found.title == "5 cells match, 1 do not, 2 are silent"
    assert found.table["proposition"].tolist() == ["P", "Q"]
    assert found.table[["matches", "mismatches", "silent"]].to_numpy().tolist() == [
        [4, 0, 0], [1, 1, 2],
    ]  # fmt: skip
    assert found.table.loc[1, "cases_against"] == ("c",)
    assert found.table.loc[1, "cases_silent"] == ("b", "d")
    assert found.cells.loc["c"].tolist() == ["match", "mismatch"]
    assert found.title in repr(found)


def test_a_proposition_expected_everywhere_matches_in_failures_too():
    found = match(HELD, expect(OUTCOME, ["P", "Q"], everywhere=["Q"]))
    assert (found.matches, found.mismatches) == (6, 0)


def test_relabel_tries_every_choice_once():
    table = relabel(HELD[["P"]], OUTCOME)
    assert len(table) == math.comb(4, 2)
    assert table["own"].sum() == 1
    assert table.iloc[0][["without", "matches", "own"]].tolist() == [("c", "d"), 4, True]
    # The opposite labelling matches nowhere.
    assert table.iloc[-1][["without", "matches"]].tolist() == [("a", "b"), 0]


def test_relabel_expects_what_is_everywhere_of_every_choice():
    table = relabel(HELD[::-1], OUTCOME, everywhere=["Q"])
    # Q is seen in a and c and silent in the others: two matches, whatever the choice.
    assert table["matches"].tolist() == [6, 4, 4, 4, 4, 2]
    assert table["mismatches"].tolist() == [0, 2, 2, 2, 2, 4]
    assert table.index.tolist() == list(range(6))
    assert table.columns.tolist() == ["without", "matches", "mismatches", "own"]
    assert table.loc[0, "own"]
    assert set(table.loc[0, "without"]) == {"c", "d"}


def test_choices_that_match_alike_stand_in_the_order_of_the_cases():
    held = pd.DataFrame({"P": [1, -1] * 4}, index=list("abcdefgh"))
    table = relabel(held, pd.Series([0, 1] * 4, index=held.index))
    assert len(table) == math.comb(8, 4)
    for _, alike in table.groupby("matches"):
        assert alike["without"].is_monotonic_increasing
    assert table["matches"].is_monotonic_decreasing


def test_profiles_may_be_of_any_type() -> None:
    found = match(HELD.astype(object), expect(OUTCOME, ["P", "Q"]))
    expected = expect(OUTCOME, ["P", "Q"])
    pd.testing.assert_frame_equal(found.cells, match(HELD, expected).cells)
    again = match(HELD.astype(object), expected.astype(object))
    pd.testing.assert_frame_equal(found.cells, again.cells)
    with pytest.raises(FrozenInstanceError):
        found.cells = HELD  # type: ignore[misc]


def test_order_of_cases_does_not_matter():
    left = match(HELD, expect(OUTCOME, ["P", "Q"], everywhere=["Q"]))
    right = match(HELD, expect(OUTCOME[::-1], ["Q", "P"], everywhere=["Q"]))
    pd.testing.assert_frame_equal(left.cells, right.cells)


def test_labels_must_agree():
    with pytest.raises(DataError, match="not the same cases and columns"):
        match(HELD, expect(OUTCOME.drop("d"), ["P", "Q"]))
    with pytest.raises(DataError, match="not the same cases and columns"):
        match(HELD, expect(OUTCOME, ["P", "Q", "R"]))
