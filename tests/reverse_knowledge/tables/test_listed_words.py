"""The key words of Table 2 in a text, counted by hand and for the study."""

from __future__ import annotations

from crosscase import keywords
from crosscase.study import Study
from reverse_knowledge.tables.listed_words import listed_words, mentioned
from tests.reverse_knowledge.tables.small_corpus import codebook, corpus


def test_of_key_words_that_overlap_the_longer_counts() -> None:
    book = codebook([("T", "I", "customers"), ("T", "I", "value for customers"), ("U", "J", "hub")])
    listed = book.merge(keywords.entries(book)[["code_id", "form"]], on="code_id")
    text = corpus([("main", (), "Value for customers and a customer"), ("main", (), "rain")], book)
    said = mentioned(text, listed)
    assert said[["paragraph_id", "code_id", "n", "topic", "idea"]].to_numpy().tolist() == [
        ["p1", "k1", 1, "T", "I"],
        ["p1", "k2", 1, "T", "I"],
    ]


def test_a_form_listed_twice_counts_once_in_an_idea_and_again_in_another() -> None:
    book = codebook([("T", "I", "hub"), ("T", "I", "hubs"), ("T", "J", "hub")])
    listed = book.merge(keywords.entries(book)[["code_id", "form"]], on="code_id")
    said = mentioned(corpus([("main", (), "One hub")], book), listed)
    assert said[["code_id", "idea", "n"]].to_numpy().tolist() == [["k1", "I", 1], ["k3", "J", 1]]


def test_the_study_lists_118_key_words_under_eleven_ideas(flagship: Study) -> None:
    listed = listed_words(flagship)
    assert len(listed) == 118
    assert listed["idea"].nunique() == 11
    assert listed["topic"].nunique() == 3
    assert listed["form"].notna().all()
