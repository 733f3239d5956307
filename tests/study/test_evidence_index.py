"""One rule from an evidence id to its row."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest

from crosscase.study import EvidenceIndex, EvidenceRow, Study


def study_of(tables: dict[str, pd.DataFrame], keys: dict[str, str]) -> Study:
    resources = [
        {
            "name": n,
            "path": f"{n}.csv",
            "schema": {"fields": [], "primaryKey": keys.get(n)},
        }
        for n in tables
    ]
    study = Study(Path("study"), {"resources": resources}, tables)
    object.__setattr__(study, "_note", lambda path: None)
    return study


@pytest.fixture
def index() -> EvidenceIndex:
    actors = pd.DataFrame({"actor_id": ["a", "b"], "name": ["A", "B"]})
    quotes = pd.DataFrame(
        {
            "quote_id": ["b", "q1", None],
            "source_id": ["s", "s", "s"],
            "locator": ["p. 1", None, "p. 3"],
            "speaker_id": ["z", "z", "y"],
            "finding": ["said b", "said q1", None],
            "stance": [1, -1, 1],
        }
    )
    zebra = pd.DataFrame({"actor_id": ["a"], "extra": ["later"]})
    tables = {"actors": actors, "quotes": quotes, "zebra": zebra}
    return EvidenceIndex(
        study_of(tables, {"actors": "actor_id", "quotes": "quote_id", "zebra": "actor_id"})
    )


def test_a_key_of_several_tables_goes_to_the_one_with_a_locator_then_by_name(
    index: EvidenceIndex,
) -> None:
    assert [row.table for row in index.rows(["b", "a"])] == ["quotes", "actors"]


def test_an_id_that_is_no_key_goes_to_the_first_row_that_names_it(index: EvidenceIndex) -> None:
    row = index.rows(["z"])[0]
    assert (row.table, row.record["quote_id"], row.id) == ("quotes", "b", "z")
    assert index.rows(["y"])[0].record["locator"] == "p. 3"


def test_a_row_without_a_key_is_named_by_its_table_and_number() -> None:
    rows = pd.DataFrame({"sentence_id": ["s1¶2.1", "s1¶2.1"], "stance": [1, -1]})
    index = EvidenceIndex(study_of({"reader": rows}, {}))
    assert index.rows(["reader:2"])[0].record["stance"] == -1
    assert index.rows(["reader:1"])[0].place == "s1¶2.1"
    assert "reader:3" not in index
    assert "reader:0" not in index


def test_unknown_ids_are_left_out_and_can_be_asked_for(index: EvidenceIndex) -> None:
    assert index.rows(["nothing"]) == []
    assert "b" in index
    assert "nothing" not in index
    assert "A" not in index  # no id: the cell of a column of names


def test_place_and_statement_say_what_the_row_has(index: EvidenceIndex) -> None:
    b, q1 = index.rows(["b", "q1"])
    assert (b.place, b.statement) == ("s p. 1", "said b")
    assert (q1.place, q1.statement) == ("s", "said q1")
    assert index.rows(["a"])[0].place == ""
    assert index.rows(["a"])[0].statement == ""


def test_the_fullest_statement_wins() -> None:
    record = {"value_text": "v", "finding": "f", "statement": "s"}
    assert EvidenceRow("x", "t", record).statement == "s"
    assert EvidenceRow("x", "t", {"value_text": "v", "finding": "f"}).statement == "f"
    assert EvidenceRow("x", "t", {"value_text": "v"}).statement == "v"


def test_rows_become_plain_json_values(index: EvidenceIndex) -> None:
    told = index.rows(["q1"])[0].as_dict()
    assert told == {
        "id": "q1", "table": "quotes", "quote_id": "q1", "source_id": "s", "speaker_id": "z",
        "finding": "said q1", "stance": -1,
    }  # fmt: skip


def test_a_value_that_json_does_not_know_becomes_text() -> None:
    told = EvidenceRow("x", "t", {"day": pd.Timestamp("2020-01-02"), "n": 3}).as_dict()
    assert told == {"id": "x", "table": "t", "day": "2020-01-02 00:00:00", "n": 3}


def test_a_row_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        EvidenceRow("x", "t", {}).id = "y"  # type: ignore[misc]


def test_every_id_of_the_committed_exhibits_has_a_row(root: Path) -> None:
    index = EvidenceIndex(Study.open(root))
    assert index.rows(["main-001"])[0].place == "main s0.1¶1"
    assert index.rows(["thesis_a"])[0].record["informant_id"] == "thesis_a"
