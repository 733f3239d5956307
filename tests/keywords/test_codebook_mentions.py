"""Mentions of a codebook's entries in paragraphs: inflections and stems, nested or not."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.errors import ParameterError
from crosscase.keywords.codebook_mentions import mentions

POWER = pd.DataFrame({"code_id": ["k"], "term": ["powerful"]})


@pytest.fixture
def corpus(corpus_of):
    rows = [("1", (), "x"), ("1", (), "y"), ("2", (), "z")]
    p1, p2, p3 = "main:s1¶1", "main:s1¶2", "main:s2¶3"
    return corpus_of(
        *rows,
        phrases=[
            (p3, "term", "power", "power", 1, 0),
            (p3, "term", "power", "powerful", 2, 3),
            (p1, "term", "hub", "hub", 0, 1),
            (p1, "term", "hub", "hubs", 4, 0),
            (p2, "term", "hub", "hubs", 1, 0),
            (p2, "other", "hub", "hubs", 9, 0),
            (p2, "term", "power", "power", 6, 0),
        ],
    )


def told(found, *columns):
    return found[["paragraph_id", *columns]].to_numpy().tolist()


def test_inflections_or_all_of_one_stem(corpus):
    assert told(mentions(corpus, POWER), "n", "matches") == [["main:s2¶3", 5, "powerful (5)"]]
    assert told(mentions(corpus, POWER, by="stem"), "n", "matches") == [
        ["main:s1¶2", 6, "power (6)"],
        ["main:s2¶3", 6, "power (1); powerful (5)"],
    ]
    with pytest.raises(ParameterError, match="by is 'x'; allowed: 'inflection', 'stem'"):
        mentions(corpus, POWER, by="x")


def test_nested_matches_count_unless_told_otherwise(corpus):
    hub = pd.DataFrame({"code_id": ["k"], "term": ["hub"]})
    assert told(mentions(corpus, hub), "n", "matches") == [
        ["main:s1¶1", 5, "hub (1); hubs (4)"],
        ["main:s1¶2", 1, "hubs (1)"],
    ]
    assert told(mentions(corpus, hub, nested=False), "n", "matches") == [
        ["main:s1¶1", 4, "hubs (4)"],
        ["main:s1¶2", 1, "hubs (1)"],
    ]


def test_a_term_and_its_variant_of_one_form_count_once(corpus):
    table = pd.DataFrame({"code_id": ["k"], "term": ["hub"], "variants": ["hubs"]})
    assert mentions(corpus, table)["n"].tolist() == [5, 1]


def test_entries_of_one_form_each_count_and_are_sorted(corpus):
    table = pd.DataFrame({"code_id": ["b", "a", "c"], "term": ["hub", "hubs", "powerful"]})
    assert told(mentions(corpus, table), "code_id", "n") == [
        ["main:s1¶1", "a", 5], ["main:s1¶1", "b", 5], ["main:s1¶2", "a", 1],
        ["main:s1¶2", "b", 1], ["main:s2¶3", "c", 5],
    ]  # fmt: skip


def test_what_the_codebook_says_of_an_entry_comes_along(corpus):
    table = pd.DataFrame({"term": ["hub"], "topic_id": ["t"], "idea_id": ["i"],
                          "construct_type": ["other"], "note": ["n"]})  # fmt: skip
    found = mentions(corpus, table)
    assert found.columns.tolist() == [
        "paragraph_id", "code_id", "n", "matches", "construct_type", "topic_id", "idea_id", "term",
    ]  # fmt: skip
    assert found.iloc[0].tolist() == [
        "main:s1¶2", "0", 9, "hubs (9)", "other", "t", "i", "hub",
    ]  # fmt: skip


def test_nothing_found_is_an_empty_table(corpus):
    assert mentions(corpus, pd.DataFrame({"term": ["spoke"]})).empty
