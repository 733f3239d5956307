"""Rows of evidence: what is filled in, what is refused."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison.evidence import complete, from_wide
from crosscase.errors import DataError


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stance": [0]}, "evidence e01: stance is '0'; allowed: 1"),
        ({"specificity": ["vague"]}, "specificity is 'vague'; allowed: firm, joint or blanket"),
        ({"case_id": [None]}, "case_id is empty"),
        ({"proposition_id": [None]}, "proposition_id is empty"),
    ],
)
def test_bad_rows_are_named(change, message):
    good = {"case_id": ["a"], "proposition_id": ["P"], "stance": [1]}
    with pytest.raises(DataError, match=message):
        complete(pd.DataFrame(good | change))


def test_missing_column_and_repeated_id():
    with pytest.raises(DataError, match="no column 'stance'"):
        complete(pd.DataFrame({"case_id": [], "proposition_id": []}))
    twice = pd.DataFrame(
        {"evidence_id": ["e", "e"], "case_id": "a", "proposition_id": "P", "stance": 1}
    )
    with pytest.raises(DataError, match="'e' stands twice"):
        complete(twice)


def test_zero_in_a_wide_table_is_refused():
    with pytest.raises(DataError, match="cell a, P is 0"):
        from_wide(pd.DataFrame({"P": [0]}, index=["a"]))


def test_what_may_be_left_out_is_filled_in() -> None:
    rows = complete(
        pd.DataFrame({"case_id": list("ba"), "proposition_id": "P", "stance": [1.0, -1.0]})
    )
    assert rows.columns.tolist() == [
        "case_id", "proposition_id", "stance", "evidence_id", "specificity", "evidence_type",
        "source_id", "informant_id", "locator", "passage", "sentence",
    ]  # fmt: skip
    assert rows.index.tolist() == [0, 1]
    assert rows["evidence_id"].tolist() == ["e01", "e02"]
    assert rows["stance"].tolist() == [1, -1]
    assert (rows["specificity"] == "firm").all()
    assert (rows["evidence_type"] == "unspecified").all()
    assert rows["passage"].tolist() == ["e01", "e02"]
    assert rows["sentence"].tolist() == ["e01", "e02"]
    assert rows["informant_id"].isna().all()


def test_ids_grow_with_the_number_of_rows_and_sort_as_text() -> None:
    many = pd.DataFrame({"case_id": ["a"] * 100, "proposition_id": "P", "stance": 1})
    ids = complete(many)["evidence_id"].tolist()
    assert ids == sorted(ids)
    assert (ids[0], ids[-1]) == ("e001", "e100")


def test_rows_with_one_statement_in_one_place_are_one_sentence() -> None:
    rows = pd.DataFrame(
        {
            "evidence_id": ["e6", "e5", "e4", "e3", "e2", "e1"],
            "case_id": list("efabcd"),
            "proposition_id": "P",
            "stance": 1,
            "source_id": ["s", "s", "s", "s", "s", "t"],
            "locator": ["¶1", "¶1", "¶1", "¶1", "¶1", "¶1"],
            "statement": [None, None, "x", "y", "x", "x"],
        }
    )
    before = rows.copy()
    assert complete(rows).index.tolist() == [0, 1, 2, 3, 4, 5]
    pd.testing.assert_frame_equal(rows, before)
    found = complete(rows).set_index("evidence_id")
    assert found.index.tolist() == ["e1", "e2", "e3", "e4", "e5", "e6"]
    assert found["passage"].tolist() == ["t ¶1", *["s ¶1"] * 5]
    assert found["sentence"].to_dict() == {
        "e1": "t ¶1 (e1)", "e2": "s ¶1 (e2)", "e3": "s ¶1 (e3)", "e4": "s ¶1 (e2)",
        "e5": "s ¶1 (e5)", "e6": "s ¶1 (e5)",
    }  # fmt: skip
    nowhere = complete(rows.assign(locator=pd.NA)).set_index("evidence_id")
    assert nowhere["sentence"].tolist() == ["e1", "e2", "e3", "e4", "e5", "e6"]


def test_a_wide_table_keeps_silence_silent() -> None:
    rows = from_wide(pd.DataFrame({"P": [1, None], "Q": [-1.0, 1]}, index=["a", "b"]))
    assert rows["evidence_id"].tolist() == ["a:P", "a:Q", "b:Q"]
    assert rows["stance"].tolist() == [1, -1, 1]
    with pytest.raises(DataError, match="cell b, Q is 2; allowed: 1, -1, or empty for silent"):
        from_wide(pd.DataFrame({"Q": [1, 2]}, index=["a", "b"]))


def test_rows_that_name_their_sentence_are_one_sentence() -> None:
    rows = pd.DataFrame(
        {
            "case_id": list("abcde"),
            "proposition_id": "P",
            "stance": 1,
            "source_id": ["s", "s", "t", "s", "s"],
            "locator": ["¶1", "¶1", "¶1", "¶2", "¶2"],
            "sentence_id": ["¶1.2", "¶1.2", "¶1.2", None, None],
            "statement": ["x", "y", "x", "z", "z"],
        }
    )
    found = complete(rows)
    # In two words, but printed once; the same number in t is another; unnamed ones are their own.
    assert found["sentence"].tolist() == ["s ¶1.2", "s ¶1.2", "t ¶1.2", "e04", "e05"]
    assert found["passage"].tolist() == ["s ¶1", "s ¶1", "t ¶1", "s ¶2", "s ¶2"]
    assert found["sentence_id"].tolist()[:3] == ["¶1.2"] * 3
    # Where no row names its sentence it goes by the statement, as if there were no such column.
    unnamed = complete(rows.assign(sentence_id=None))["sentence"].tolist()
    assert unnamed == ["s ¶1 (e01)", "s ¶1 (e02)", "t ¶1 (e03)", "s ¶2 (e04)", "s ¶2 (e04)"]
    assert unnamed == complete(rows.drop(columns="sentence_id"))["sentence"].tolist()
