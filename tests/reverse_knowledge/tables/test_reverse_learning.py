"""The codebook, counted by hand on two topics, and for the study."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import reverse_learning as learning

TOPICS = {"a1": ("A", "Topic A"), "a2": ("A", "Topic A"), "b1": ("B", "Topic B")}


@pytest.fixture
def words() -> pd.DataFrame:
    """Ideas a1 and a2 of topic A and b1 of topic B; `Hub` stands in all, `Firm` in two."""
    rows = [("a1", "Hub"), ("a1", "spoke"), ("a2", "Firm"), ("a2", "hub"), ("b1", "firm"),
            ("b1", "HUB")]  # fmt: skip
    book = pd.DataFrame(rows, columns=["idea_id", "term"])
    book = book.assign(
        code_id=[f"k{n}" for n in range(1, 7)],
        construct_type="key word",
        order=range(1, 7),
        term_lower=book["term"].str.lower(),
        topic_id=[TOPICS[idea][0] for idea in book["idea_id"]],
        topic=[TOPICS[idea][1] for idea in book["idea_id"]],
        idea="Idea " + book["idea_id"],
        recurs=[True, False, True, True, True, True],
    )
    other = book[:1].assign(code_id="c1", construct_type="construct")
    return learning.key_words(SimpleNamespace(codebook=pd.concat([other, book])))  # type: ignore[arg-type]


@pytest.fixture
def ideas(words: pd.DataFrame) -> pd.DataFrame:
    return learning.key_ideas(words)


ACTIVITIES = pd.DataFrame(
    {
        "activity_id": ["x1", "x2", "x3", "x4"],
        "idea_id": ["a1", "a1", "a2", "b1"],
        "number_printed": ["(1)", "(2)", None, None],
        "activity": ["ask", "listen", "test", "watch"],
    }
)


def test_constructs_are_no_key_words(words: pd.DataFrame) -> None:
    assert words["code_id"].tolist() == ["k1", "k2", "k3", "k4", "k5", "k6"]


def test_ideas_are_numbered_within_their_topic(ideas: pd.DataFrame) -> None:
    assert ideas.to_numpy().tolist() == [
        ["1.1", "A", "Topic A", "a1", "Idea a1"],
        ["1.2", "A", "Topic A", "a2", "Idea a2"],
        ["2.1", "B", "Topic B", "b1", "Idea b1"],
    ]


def test_each_idea_has_its_activities_and_words(words: pd.DataFrame, ideas: pd.DataFrame) -> None:
    found = learning.codebook_by_idea(ideas, words, ACTIVITIES)
    assert found.table.columns.tolist() == ["no", "topic", "idea", "activities", "key_words"]
    assert found.table["activities"].tolist() == ["(1) ask; (2) listen", "test", "watch"]
    assert found.table["key_words"].tolist() == ["Hub; spoke", "Firm; hub", "firm; HUB"]
    assert found.evidence == {
        ("1.1", "activities"): ["x1", "x2"],
        ("1.2", "activities"): ["x3"],
        ("2.1", "activities"): ["x4"],
        ("1.1", "key_words"): ["k1", "k2"],
        ("1.2", "key_words"): ["k3", "k4"],
        ("2.1", "key_words"): ["k5", "k6"],
    }
    assert found.names["topic"] == "Key topic"


def test_words_know_the_number_of_their_idea(words: pd.DataFrame, ideas: pd.DataFrame) -> None:
    found = learning.words_by_idea(words, ideas)
    assert found.table.columns.tolist() == ["order", "term", "no", "idea", "recurs"]
    assert found.table["no"].tolist() == ["1.1", "1.1", "1.2", "1.2", "2.1", "2.1"]
    assert found.evidence[5, "term"] == ["k5"]
    assert len(found.evidence) == 6
    assert found.names["no"] == "Idea"


def test_words_and_activities_are_counted_by_idea(words: pd.DataFrame, ideas: pd.DataFrame) -> None:
    found = learning.counts_by_idea(ideas, words, ACTIVITIES)
    assert found["label"].tolist() == ["1.1 Idea a1", "1.2 Idea a2", "2.1 Idea b1"]
    assert found["Key words"].tolist() == [2, 2, 2]
    assert found["Key activities"].tolist() == [2, 1, 1]


@pytest.mark.parametrize(
    ("least", "ids"),
    [(2, ["k1", "k3", "k4", "k5", "k6"]), (3, ["k1", "k4", "k6"]), (4, [])],
)
def test_words_are_shared_whatever_their_capitals(
    words: pd.DataFrame, least: int, ids: list[str]
) -> None:
    found = learning.shared_words(words, least=least)
    assert found["code_id"].tolist() == ids
    assert set(found["word"]) <= {"Hub", "Firm"}


def test_shared_words_are_listed_with_their_ideas(words: pd.DataFrame) -> None:
    found = learning.sharing_ideas(learning.shared_words(words, least=2))
    assert found.table.to_numpy().tolist() == [
        ["Hub", "Idea a1, Idea a2, Idea b1"], ["Firm", "Idea a2, Idea b1"],
    ]  # fmt: skip
    assert found.table.columns.tolist() == ["key_word", "ideas"]
    assert found.evidence == {
        ("Hub", "ideas"): ["k1", "k4", "k6"], ("Firm", "ideas"): ["k3", "k5"],
    }  # fmt: skip


def test_ties_run_from_the_first_idea_word_by_word(words: pd.DataFrame) -> None:
    found = learning.ties(learning.shared_words(words, least=2))
    assert found.columns.tolist() == ["source_node", "target_node", "label"]
    assert found.to_numpy().tolist() == [
        ["a1", "a2", "Hub"], ["a1", "b1", "Hub"], ["a2", "b1", "Firm"],
    ]  # fmt: skip


def test_numbers_are_counted(words: pd.DataFrame, ideas: pd.DataFrame) -> None:
    shared = learning.shared_words(words, least=2)
    numbers = learning.numbers(ideas, words, ACTIVITIES, shared)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_topics": 2,
        "n_ideas": 3,
        "n_activities": 4,
        "n_key_words": 6,
        "n_key_words_distinct": 3,
        "n_key_words_shared": 2,
    }
    assert numbers["n_key_words"].title == "key words of Table 2"


def test_the_study_has_four_shared_words_of_114(flagship: Study) -> None:
    words = learning.key_words(flagship)
    ideas = learning.key_ideas(words)
    shared = learning.shared_words(words, least=2)
    numbers = learning.numbers(ideas, words, flagship.codebook_activities, shared)
    assert [number.value for number in numbers.values()] == [3, 11, 20, 118, 114, 4]
    assert ideas["no"].tolist()[3:5] == ["1.4", "2.1"]
    assert set(shared["code_id"]) == set(words.loc[words["recurs"], "code_id"])
    assert learning.ties(shared)["label"].tolist() == [
        "customers", "European market", "commercialising", "development",
    ]  # fmt: skip
