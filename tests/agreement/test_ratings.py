"""Ratings: what is a gap, what is a category, and from long to wide."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase import agreement
from crosscase.agreement.ratings import as_frame, categories_of, counts_by_unit
from crosscase.errors import DataError


def test_every_sign_of_a_gap_is_read_as_one():
    frame = as_frame({"A": ["", ".", "*", None], "B": [math.nan, pd.NA, "a", "b"]})
    assert frame["A"].tolist() == [None] * 4
    assert frame["B"].tolist() == [None, None, "a", "b"]


def test_a_table_is_left_as_it_was():
    given = pd.DataFrame({"A": ["a", "."], "B": ["a", "b"]})
    before = given.copy()
    as_frame(given)
    pd.testing.assert_frame_equal(given, before)


def test_categories_are_sorted_or_as_given():
    frame = as_frame({"A": ["b", "a"], "B": [None, "b"]})
    assert categories_of(frame) == ["a", "b"]
    assert categories_of(frame, ["b", "c", "a"]) == ["b", "c", "a"]
    # Numbers and words cannot be compared, so they are sorted as text.
    assert categories_of(as_frame({"A": [2, "x"], "B": [10, "b"]})) == [10, 2, "b", "x"]


def test_coders_are_counted_by_unit_and_category():
    frame = as_frame({"A": "aab", "B": "ab.", "C": "a.."})
    assert counts_by_unit(frame, ["a", "b", "c"]).tolist() == [[3, 0, 0], [1, 1, 0], [0, 1, 0]]


def test_long_and_wide():
    long = pd.DataFrame({"u": [2, 1, 1], "c": ["a", "b", "a"], "code": ["x", "y", "x"]})
    wide = agreement.ratings_from_long(long, unit="u", coder="c", code="code")
    assert wide.index.tolist() == [1, 2]
    assert wide.columns.tolist() == ["a", "b"]
    assert wide.loc[1].tolist() == ["x", "y"]
    assert wide.isna().loc[2].tolist() == [False, True]


def test_coders_stand_in_order_whatever_the_rows():
    long = pd.DataFrame({"u": [1, 1], "c": ["z", "b"], "code": ["x", "y"]})
    wide = agreement.ratings_from_long(long, unit="u", coder="c", code="code")
    assert wide.columns.tolist() == ["b", "z"]


def test_disagreements_are_listed_with_their_number():
    frame = pd.DataFrame(
        {"A": ["x", "y", None, "x"], "B": ["x", "z", "y", "y"], "C": ["x", "z", None, "z"]},
        index=["u1", "u2", "u3", "u4"],
    )
    found = agreement.disagreements(frame)
    assert found["labels"].to_dict() == {"u2": 2, "u4": 3}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: as_frame({"A": "ab", "B": "abc"}),
            r"different numbers of units: \{'A': 2, 'B': 3\}; mark gaps as None",
        ),
        (lambda: as_frame({"A": "ab"}), r"1 coder\(s\); at least 2 are needed, one a column"),
        (
            lambda: categories_of(as_frame({"A": "ab", "B": "ac"}), ["a", "b"]),
            r"rating 'c' is not among the categories \['a', 'b'\]",
        ),
        (
            lambda: agreement.ratings_from_long(
                pd.DataFrame({"u": [2, 1, 1], "c": ["b", "a", "a"], "k": ["x", "y", "z"]}),
                unit="u",
                coder="c",
                code="k",
            ),
            "coder a rated unit 1 twice; keep one of them",
        ),
        (
            lambda: agreement.ratings_from_long(
                pd.DataFrame({"u": []}), unit="u", coder="c", code="k"
            ),
            r"no column 'c'; they have \['u'\]",
        ),
    ],
)
def test_errors(call, message):
    with pytest.raises(DataError, match=message):
        call()


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        (
            ["unit_id", "proposition_id", "stance"],
            "unit_id, proposition_id and stance are no coders",
        ),
        (["A", "B", "unit_id"], "unit_id is no coder"),
        (["coder", "code"], "coder and code are no coders"),
    ],
)
def test_a_long_table_is_not_taken_for_coders(columns, named):
    rows = [["u1", "P", 1], ["u2", "P", 0]]
    table = pd.DataFrame([row[: len(columns)] for row in rows], columns=columns)
    with pytest.raises(DataError, match=f"one column a coder, but {named}; from one row a rating"):
        agreement.krippendorff_alpha(table)
    assert as_frame(table.set_axis(list("ABC")[: len(columns)], axis=1)).shape == table.shape
