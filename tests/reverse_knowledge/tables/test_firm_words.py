"""The words of the text on one firm, counted by hand and for the study."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from crosscase import keywords
from crosscase.keywords import Cooccurrence, Corpus
from reverse_knowledge.tables import firm_words
from reverse_knowledge.tables.listed_words import listed_words
from tests.reverse_knowledge.tables.small_corpus import codebook, corpus, flagship_prose

TERMS = [
    ("T", "I", "hub"),
    ("T", "I", "hubs"),
    ("T", "I", "regional hub"),
    ("U", "J", "learning"),
    ("U", "J", "silence"),
    ("U", "K", "hub"),
    ("U", "K", "novelty"),
]
BOOK = codebook(TERMS)
LISTED = BOOK.merge(keywords.entries(BOOK)[["code_id", "form"]], on="code_id")
TEXTS = [
    ("main", ("acme",), "The hub and a regional hub"),
    ("main", ("acme", "bolt"), "Learning of the hubs"),
    ("thesis", ("acme",), "The plant"),
]


@pytest.fixture
def text() -> Corpus:
    return corpus(TEXTS, BOOK)


def test_words_are_summed_by_source(text: Corpus) -> None:
    table = firm_words.by_source(text, "acme").table
    assert table.loc["main"].tolist() == [2, 10, 6]
    assert table.loc["thesis"].tolist() == [1, 2, 2]
    assert table.loc["all"].tolist() == [3, 12, 8]


def test_a_rate_has_its_exact_interval(text: Corpus) -> None:
    rates = firm_words.word_rates(text).set_index("label")
    assert rates.loc["hub", ["frequency", "docfreq"]].tolist() == [2, 1]
    assert rates.loc["hub", "per_1000"] == pytest.approx(2000 / 12)
    # Garwood's limits of a count of 2 are 0.2422 and 7.2247.
    assert rates.loc["hub", ["low", "high"]].tolist() == pytest.approx(
        [1000 * 0.2422 / 12, 1000 * 7.2247 / 12], rel=1e-4
    )
    assert rates["dp"].between(0, 1).all()


def test_words_of_grammar_are_left_out(text: Corpus) -> None:
    rates = firm_words.word_rates(text)
    assert rates["label"].iloc[0] == "the"
    content = firm_words.without_grammar(rates, 2)
    assert content["label"].tolist() == ["hub", "hubs"]
    shown = firm_words.frequent_words(content)
    assert shown.table.index.tolist() == ["hub", "hubs"]
    assert shown.names["dp"] == "DP (normed)"


def test_no_word_of_the_text_counts_twice_in_an_idea(text: Corpus) -> None:
    found = firm_words.by_idea(text, LISTED)
    assert found.table.index.tolist() == ["I", "J", "K"]
    # I: hub and hubs are one key word, met once each, and the longer one holds another hub.
    assert found.table[["topic", "listed", "said", "mentions"]].to_numpy().tolist() == [
        ["T", 2, 2, 3],
        ["U", 2, 1, 1],
        ["U", 2, 1, 2],
    ]
    assert found.evidence[("I", "mentions")] == ["k1", "k3"]
    rates = firm_words.idea_rates(found)
    assert rates[["label", "group"]].iloc[0].tolist() == ["I", "T"]
    assert {"per_1000", "low", "high"} <= set(rates.columns)


def test_an_idea_that_is_never_said_has_a_rate_of_0(text: Corpus) -> None:
    book = codebook([("T", "I", "silence")])
    listed = book.merge(keywords.entries(book)[["code_id", "form"]], on="code_id")
    row = firm_words.by_idea(text, listed).table.loc["I"]
    assert row[["said", "mentions", "per_1000", "low"]].tolist() == [0, 0, 0, 0]
    assert row["high"] == pytest.approx(1000 * 3.6889 / 12, rel=1e-4)


def test_key_words_of_one_form_are_one(text: Corpus) -> None:
    table = firm_words.key_words_by_paragraph(text, LISTED)
    assert table.columns.tolist() == ["hub", "learning", "regional hub"]
    assert table.to_numpy().tolist() == [[1, 0, 1], [1, 1, 0], [0, 0, 0]]


def found_pairs() -> Cooccurrence:
    table = pd.DataFrame({"feature_a": ["hub", "hub"], "feature_b": ["learn", "plant"]})
    table = table.assign(n_both=2, expected=1.0, npmi=0.5, jaccard=0.4, G2=[5.0, 1.0])
    table = table.assign(p_permutation=0.01, p_permutation_adjusted=[0.02, 0.2])
    return Cooccurrence(table, 10)


def test_the_strongest_pairs_are_named_by_both_words() -> None:
    found = firm_words.strongest_pairs(found_pairs(), 1)
    assert found.table.index.tolist() == ["hub, learn"]
    assert found.names["pair"] == "Key words"


def test_what_is_never_said_is_listed_with_its_first_idea(text: Corpus) -> None:
    found = firm_words.never_said(text, LISTED)
    assert found.table["terms"].to_dict() == {"J": "silence", "K": "novelty"}
    assert found.table[["listed", "n"]].to_numpy().tolist() == [[2, 1], [1, 1]]
    assert found.evidence == {("J", "terms"): ["k5"], ("K", "terms"): ["k7"]}


def test_numbers_are_counted(text: Corpus) -> None:
    never = firm_words.never_said(text, LISTED)
    told = firm_words.numbers(text, LISTED, never, found_pairs(), "Acme")
    assert {key: number.value for key, number in told.items()} == {
        "n_words": 12,
        "n_paragraphs": 3,
        "n_key_words_said": 4,
        "n_key_words_never_said": 2,
        "n_key_word_mentions": 4,
        "n_key_word_pairs": 2,
        "n_key_word_pairs_significant": 1,
    }
    assert told["n_key_words_said"].title == "Acme: key words said"


def test_of_huawei_29_key_words_are_never_said(root: Path) -> None:
    study, prose = flagship_prose(root)
    text, listed = prose.where(firm="huawei"), listed_words(study)
    assert firm_words.by_source(text, "huawei").table.loc["all"].tolist() == [276, 22154, 19690]
    assert firm_words.never_said(text, listed).table["n"].sum() == 29
    ideas = firm_words.by_idea(text, listed).table
    assert ideas["mentions"].max() == ideas.loc["Intangible assets", "mentions"] == 428
