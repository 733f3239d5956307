"""Pattern matching: positions, scores, agreement, and what the errors say."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
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


@pytest.mark.parametrize(
    ("row", "score", "agreement", "pattern"),
    [
        ("yyyy", 1, "all agree", "matched"),
        ("yyy-", 0.75, "those who speak agree", "matched"),
        ("yy--", 0.5, "those who speak agree", "partly matched"),
        ("y---", 0.25, "one voice", "partly matched"),
        ("yy---", 0.4, "those who speak agree", "partly matched"),
        ("yyb-", 0.5, "split", "partly matched"),
        ("yyyb", 0.75, "split", "partly matched"),
        ("yyyn", 0.5, "split", "partly matched"),
        ("yynn", 0, "split", "contradicted"),
        ("ynn-", -0.25, "split", "contradicted"),
        ("nnnn", -1, "all agree", "contradicted"),
        ("n---", -0.25, "one voice", "contradicted"),
        ("bb--", 0, "those who speak agree", "partly matched"),
        ("b---", 0, "one voice", "partly matched"),
        ("----", 0, "none speaks", "not observed"),
    ],
)
def test_each_row_by_hand(row: str, score: float, agreement: str, pattern: str) -> None:
    words = {"y": "says so", "n": "denies", "b": "both", "-": "silent"}
    found = pm.respondent_scores(pd.DataFrame([[words[letter] for letter in row]])).iloc[0]
    assert (found["score"], found["agreement"], found["pattern"]) == (score, agreement, pattern)
    assert found[["says_so", "both", "denies", "silent"]].tolist() == [
        row.count(letter) for letter in "ybn-"
    ]


def test_voices_and_constructs_stand_as_they_are_asked_for() -> None:
    for function in (pm.positions, pm.position_evidence):
        table = function(ROWS, constructs=["trust", "space"], voices=["C", "A"])
        assert (table.index.tolist(), table.columns.tolist()) == (["trust", "space"], ["C", "A"])
        assert table.index.name == "construct_id"
    asked = {"constructs": ["trust", "space"], "voices": ["C", "A"]}
    assert pm.positions(ROWS, **asked).to_numpy().tolist() == [
        ["silent", "says so"], ["both", "denies"],
    ]  # fmt: skip
    assert pm.position_evidence(ROWS, **asked).to_numpy().tolist() == [
        [(), ("e1",)], [("e4", "e5"), ("e3",)],
    ]  # fmt: skip
    renamed = ROWS.rename(columns={"construct_id": "code", "respondent": "who"})
    options = {"constructs": ["space"], "voices": ["A"], "construct": "code", "voice": "who"}
    assert pm.positions(renamed, **options).loc["space", "A"] == "denies"
    assert pm.position_evidence(renamed, **options).loc["space", "A"] == ("e3",)


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
    noted = ROWS.assign(overruled_locator="s7¶1", overruled_how="explicit")
    assert pm.overruled(noted)["evidence_ids"].tolist() == [("e3", "e4")]
    assert pm.overruled(noted.assign(overruled_by_authors=False)).empty


def test_overruled_statements_stand_in_the_order_of_the_evidence_and_are_told_once() -> None:
    rows = ROWS.assign(
        overruled_by_authors=True, overruled_locator="s7¶1", overruled_how="explicit",
        locator="s1¶1", respondent="A",
    )  # fmt: skip
    table = pm.overruled(rows)
    assert table.columns.tolist() == [
        "construct_id", "actor_group", "stance", "overruled_at", "how", "respondents", "said_at",
        "evidence_ids",
    ]  # fmt: skip
    assert table["construct_id"].tolist() == ["trust", "space", "space"]
    assert table["stance"].tolist() == [1, -1, 1]
    assert table["respondents"].tolist() == ["A"] * 3
    assert table["said_at"].tolist() == ["s1¶1"] * 3
    assert table["evidence_ids"].tolist() == [("e1", "e2"), ("e3", "e4"), ("e5",)]


@settings(max_examples=20)
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
