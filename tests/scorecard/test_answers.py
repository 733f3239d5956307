"""A file of answers: one message for each fault, and every item turned the same way."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from crosscase import scorecard
from crosscase.errors import DataError
from crosscase.scorecard import example_answers, oriented, read_answers

HEAD = "respondent,core_1,core_2,learn_1,learn_2\n"


def answers_file(folder: Path, text: str) -> Path:
    path = folder / "answers.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read(items, tmp_path: Path):
    made = example_answers(items, respondents=5, seed=1)
    path = tmp_path / "answers.csv"
    made[["learn_2", "respondent", "core_1", "core_2", "learn_1"]].to_csv(path, index=False)
    pd.testing.assert_frame_equal(read_answers(path, items), made)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEAD + "a,6,1,1,1\n",
         "answers.csv:2:core_1: not an answer of the scale: '6'; a whole number from 1 to 5"),
        (HEAD + "a,0,1,1,1\n",
         "answers.csv:2:core_1: not an answer of the scale: '0'; a whole number from 1 to 5"),
        (HEAD + "a,1,1,1,1\nb,1,,1,1\n",
         "answers.csv:3:core_2: the answer is missing: ''; a whole number from 1 to 5"),
        (HEAD + "a,1,1,often,1\n",
         "answers.csv:2:learn_1: not an answer of the scale: 'often'; a whole number from 1 to 5"),
        (HEAD + "a,1,2.5,1,1\n",
         "answers.csv:2:core_2: not an answer of the scale: '2.5'; a whole number from 1 to 5"),
        (HEAD + "a,1,1,1,1\na,1,1,1,1\n",
         "answers.csv:3:respondent: a duplicate: 'a'; the same stands on line 2"),
        (HEAD + ",1,1,1,1\n",
         "answers.csv:2:respondent: a respondent without a name: ''; give each an id"),
        (HEAD.replace("learn_2\n", "learn_2,core_9\n") + "a,1,1,1,1,1\n",
         "answers.csv:1:core_9: an unknown item: 'core_9'; did you mean 'core_2'?"),
        ("respondent,core_1,core_2,learn_1\na,1,1,1\n",
         "answers.csv:1:learn_2: the item is missing; give a column 'learn_2'"),
        (HEAD, "answers.csv:1: no answers; give one row for each respondent"),
        ("", "answers.csv: the file is empty; the first line names the column 'respondent'"),
        (HEAD + "a,1,1,1\n", "answers.csv:2: the row has 4 cells, the header has 5"),
        (HEAD.replace(",", ";") + "a;1;1;1;1\n",
         "answers.csv:1: the columns are separated by ';'; save the file with commas"),
    ],
)  # fmt: skip
def test_each_fault_has_one_message(items, tmp_path: Path, text: str, message: str):
    with pytest.raises(DataError) as caught:
        read_answers(answers_file(tmp_path, text), items)
    assert len(caught.value.problems) == 1
    assert str(caught.value).startswith(message)


def test_every_fault_is_told_at_once(items, tmp_path: Path):
    path = answers_file(tmp_path, HEAD + "a,9,1,x,1\nb,1,1,1,\n")
    with pytest.raises(DataError) as caught:
        read_answers(path, items)
    places = [(p.row, p.column, p.value) for p in caught.value.problems]
    assert sorted(places) == [(2, "core_1", "9"), (2, "learn_1", "x"), (3, "learn_2", "")]


def test_a_file_that_is_not_there(items, tmp_path: Path):
    with pytest.raises(DataError, match=r"none\.csv: there is no such file of answers"):
        read_answers(tmp_path / "none.csv", items)


def test_the_name_in_messages_can_be_another(items, tmp_path):
    path = answers_file(tmp_path, HEAD + "a,6,1,1,1\n")
    with pytest.raises(DataError, match=r"^data/mine\.csv:2:core_1: not an answer"):
        read_answers(path, items, shown="data/mine.csv")


def test_a_semicolon_in_a_name_is_no_separator(items, tmp_path):
    path = answers_file(tmp_path, HEAD + "a;b,1,1,1,1\n")
    assert read_answers(path, items)["respondent"].tolist() == ["a;b"]
    # A first line with both has commas between its columns; then the item is unknown.
    path = answers_file(tmp_path, HEAD.replace("core_2", "core_2;") + "a,1,1,1,1\n")
    with pytest.raises(DataError, match="an unknown item: 'core_2;'; did you mean 'core_2'"):
        read_answers(path, items)


def test_an_item_like_no_other_gets_no_guess(items, tmp_path):
    path = answers_file(tmp_path, HEAD.replace("\n", ",zzz\n") + "a,1,1,1,1,1\n")
    with pytest.raises(DataError, match="'zzz'; the items are those of the scorecard"):
        read_answers(path, items)


def test_a_short_row_is_told_once_and_the_others_as_well(items, tmp_path):
    path = answers_file(tmp_path, HEAD + "a,1,1\nb,1,1,1,7\n")
    with pytest.raises(DataError) as caught:
        read_answers(path, items)
    assert sorted((p.row, p.column) for p in caught.value.problems if p.column) == [(3, "learn_2")]
    assert [p.row for p in caught.value.problems if p.column is None] == [2]


def test_answers_are_whole_numbers(items, tmp_path):
    path = answers_file(tmp_path, HEAD + "a,1,2,3,4\n")
    found = read_answers(path, items)
    assert found.dtypes.astype(str).tolist()[1:] == ["int64"] * 4
    assert found.attrs == {}


def test_reverse_coded_items_are_turned_round(items):
    answers = pd.DataFrame(
        {"learn_2": [5, 1], "respondent": ["a", "b"], "core_1": [5, 4], "core_2": [1, 2],
         "learn_1": [3, 3]}
    )  # fmt: skip
    found = oriented(answers, items)
    assert found.to_dict("list") == {
        "core_1": [5, 4], "core_2": [5, 4], "learn_1": [3, 3], "learn_2": [5, 1],
    }  # fmt: skip
    assert found.index.tolist() == ["a", "b"]
    assert answers["core_2"].tolist() == [1, 2]


def test_tab_shows_the_subjects_own_names():
    assert dir(scorecard) == sorted(scorecard.__all__)
    assert all(hasattr(scorecard, name) for name in scorecard.__all__)
