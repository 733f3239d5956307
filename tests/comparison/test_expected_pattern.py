"""Expected pattern against evidence, and against every other labelling."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.comparison.expected_pattern import expect, match, relabel
from crosscase.errors import DataError

HELD = pd.DataFrame({"P": [1, 1, -1, -1], "Q": [1, None, 1, None]}, index=list("abcd"))
OUTCOME = pd.Series({"a": 1, "b": 1, "c": 0, "d": 0})


def test_match_counts_and_names_cells():
    found = match(HELD, expect(OUTCOME, ["P", "Q"]))
    assert (found.matches, found.mismatches, found.silent) == (5, 1, 2)
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


def test_order_of_cases_does_not_matter():
    left = match(HELD, expect(OUTCOME, ["P", "Q"]))
    right = match(HELD, expect(OUTCOME[::-1], ["Q", "P"]))
    pd.testing.assert_frame_equal(left.cells, right.cells)


def test_labels_must_agree():
    with pytest.raises(DataError, match="not the same cases and columns"):
        match(HELD, expect(OUTCOME.drop("d"), ["P", "Q"]))
