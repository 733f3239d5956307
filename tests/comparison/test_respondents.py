"""Pattern matching: positions, scores, agreement, and what the errors say."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosscase.comparison import respondents as pm
from crosscase.errors import DataError, ParameterError

ROWS = pd.DataFrame(
    {
        "evidence_id": ["e1", "e2", "e3", "e4", "e5"],
        "construct_id": ["trust", "trust", "space", "space", "space"],
        "respondent": ["A", "B", "A", "C", "C"],
        "stance": [1, 1, -1, -1, 1],
        "actor_group": "carriers",
        "locator": ["s1¶1", "s1¶2", "s2¶1", "s2¶2", "s2¶3"],
        "overruled_by_authors": [False, False, True, True, False],
        "overruled_locator": [None, None, "s7¶1", "s7¶1", None],
        "overruled_how": [None, None, "explicit", "explicit", None],
    }
)


def held() -> pd.DataFrame:
    return pm.positions(ROWS, constructs=["trust", "space", "change"], voices=["A", "B", "C"])


def test_positions_keep_silence_apart_from_denial() -> None:
    assert held().loc["trust"].tolist() == ["says so", "says so", "silent"]
    assert held().loc["space"].tolist() == ["denies", "silent", "both"]
    assert held().loc["change"].tolist() == ["silent"] * 3


def test_evidence_stands_behind_each_cell() -> None:
    ids = pm.position_evidence(ROWS, constructs=["trust", "space"], voices=["A", "C"])
    assert ids.loc["space", "C"] == ("e4", "e5")
    assert ids.loc["trust", "C"] == ()


def test_scores_and_patterns() -> None:
    table = pm.respondent_scores(held())
    assert table["score"].round(3).tolist() == [0.667, -0.333, 0.0]
    assert table["agreement"].tolist() == ["those who speak agree", "split", "none speaks"]
    assert table["pattern"].tolist() == ["matched", "contradicted", "not observed"]


def test_pairs_count_where_both_speak() -> None:
    table = pm.respondent_pairs(held()).set_index("pair")
    assert table.loc["A - B", ["both_speak", "same"]].tolist() == [1, 1]
    assert table.loc["A - C", ["both_speak", "same"]].tolist() == [1, 0]
    assert pd.isna(table.loc["B - C", "share"])


def test_overruled_statements_are_gathered() -> None:
    table = pm.overruled(ROWS)
    assert table["respondents"].tolist() == ["A, C"]
    assert table["said_at"].tolist() == ["s2¶1; s2¶2"]
    assert table["evidence_ids"].tolist() == [("e3", "e4")]


@given(st.permutations(range(5)))
def test_order_of_rows_does_not_matter(order: list[int]) -> None:
    shuffled = ROWS.iloc[order]
    again = pm.positions(shuffled, constructs=["trust", "space", "change"], voices=["A", "B", "C"])
    pd.testing.assert_frame_equal(again, held())


def test_a_repeated_statement_changes_nothing() -> None:
    twice = pd.concat([ROWS, ROWS.iloc[[0]]])
    again = pm.positions(twice, constructs=["trust", "space", "change"], voices=["A", "B", "C"])
    pd.testing.assert_frame_equal(again, held())


def test_errors() -> None:
    with pytest.raises(ParameterError, match="voices is empty"):
        pm.positions(ROWS, constructs=["trust"], voices=[])
    with pytest.raises(DataError, match="evidence has no column 'respondent'"):
        pm.positions(ROWS.drop(columns="respondent"), constructs=["trust"], voices=["A"])
    with pytest.raises(DataError, match="a stance is 2; allowed: 1, -1"):
        pm.positions(ROWS.assign(stance=2), constructs=["trust"], voices=["A"])
