"""What coders say of a unit, and alpha over them: small cases by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase.agreement import between_coders, coder_states, krippendorff_alpha
from crosscase.errors import DataError, ParameterError


def codings(*rows: tuple[str, str, str, int]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["coder", "sentence_id", "case_id", "stance"])
    return table.assign(proposition_id="P")


ROWS = codings(
    ("a", "1", "x", 1), ("a", "2", "x", -1), ("b", "1", "x", 1), ("b", "1", "x", 1),
    ("b", "3", "y", -1),
)  # fmt: skip


def test_states_of_cells_and_of_sentences() -> None:
    cells = coder_states(ROWS)
    assert cells.loc["x", "P"].tolist() == ["mixed", "supports"]
    assert cells.loc["y", "P"].tolist() == ["silent", "contradicts"]
    sentences = coder_states(ROWS, ["sentence_id", "case_id", "proposition_id"])
    assert sentences["a"].tolist() == ["supports", "contradicts", "silent"]
    assert sentences["b"].tolist() == ["supports", "silent", "contradicts"]


def test_units_that_nobody_coded_and_coders_without_a_row_are_silent() -> None:
    units = pd.MultiIndex.from_product(
        [["x", "y", "z"], ["P"]], names=["case_id", "proposition_id"]
    )
    states = coder_states(ROWS, units=units, coders=["b", "a", "c"])
    assert states.columns.tolist() == ["b", "a", "c"]
    assert states.loc["z", "P"].tolist() == ["silent"] * 3
    assert set(states["c"]) == {"silent"}


def test_a_row_outside_the_units_and_a_missing_column_are_refused() -> None:
    units = pd.MultiIndex.from_product([["x"], ["P"]], names=["case_id", "proposition_id"])
    with pytest.raises(DataError, match=r"codings of \('y', 'P'\), which is none of the units"):
        coder_states(ROWS, units=units)
    with pytest.raises(DataError, match="codings have no column 'stance'"):
        coder_states(ROWS.drop(columns="stance"))


# Three coders on four units; of the pairs a-b differs once, a-c twice, b-c once.
STATES = pd.DataFrame(
    {
        "a": ["supports", "supports", "silent", "silent"],
        "b": ["supports", "silent", "silent", "silent"],
        "c": ["silent", "silent", "silent", "silent"],
    },
    index=pd.MultiIndex.from_tuples([("s", 1), ("s", 2), ("t", 1), ("u", 1)], names=["at", "n"]),
)


def test_all_coders_and_each_pair_are_compared() -> None:
    found = between_coders(STATES, draws=0)
    assert found["coders"].tolist() == ["a, b and c", "a and b", "a and c", "b and c"]
    assert found["units"].tolist() == [4] * 4
    assert found["differ"].tolist() == [2, 1, 2, 1]
    # a and b: 3 of 8 ratings support; D_o = 1/4, D_e = 2 x 3 x 5 / (8 x 7).
    assert found["value"][1] == pytest.approx(1 - (1 / 4) / (30 / 56))
    assert found["low"].isna().all()


def test_two_coders_are_one_comparison() -> None:
    assert len(between_coders(STATES[["a", "b"]], draws=0)) == 1


def test_units_on_which_those_compared_are_silent_are_left_out() -> None:
    found = between_coders(STATES, coded_only=True, draws=0)
    assert found["units"].tolist() == [2, 2, 2, 1]
    assert found["differ"].tolist() == [2, 1, 2, 1]
    # b and c on one unit: each rating is a value of its own, so alpha is 0.
    assert found["value"][3] == pytest.approx(0)


def test_coders_who_say_one_thing_throughout_have_no_alpha() -> None:
    assert math.isnan(between_coders(STATES[["c"]].assign(d="silent"))["value"][0])


def test_groups_name_a_level() -> None:
    with pytest.raises(ParameterError, match="groups is 'case'; the units have the levels: at, n"):
        between_coders(STATES, groups="case")
    grouped = between_coders(STATES, groups="at", draws=200, seed=3)
    alone = between_coders(STATES, draws=200, seed=3)
    assert grouped["value"].equals(alone["value"])
    assert not grouped["low"].equals(alone["low"])


def test_units_of_a_group_are_drawn_together() -> None:
    ratings = {"A": "aabb", "B": "abbb"}
    assert krippendorff_alpha(ratings, groups=[1, 2, 3, 4]).low == krippendorff_alpha(ratings).low
    one = krippendorff_alpha(ratings, groups=[1, 1, 1, 1])
    assert one.low == one.high == pytest.approx(one.value)
    assert one.interval.startswith("bootstrap over 1 groups of units, percentile")
    with pytest.raises(DataError, match="groups has 2 labels, but there are 4 units"):
        krippendorff_alpha(ratings, groups=[1, 2])


def test_a_group_loses_the_units_that_one_coder_rated_alone() -> None:
    kept = krippendorff_alpha({"A": "aabb", "B": "abb."}, groups=["x", "y", "y", "z"], draws=50)
    assert (kept.units, kept.interval[:27]) == (3, "bootstrap over 2 groups of ")
