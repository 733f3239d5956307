"""Key word in context: matches by normal form, windows, names of parts."""

from __future__ import annotations

import pytest

from crosscase.errors import ParameterError
from crosscase.keywords.concordance import kwic
from crosscase.texts.documents import Document
from crosscase.texts.paragraphs import Paragraph

TEXT = "We co-operate. They value cooperation in trial-manufacturing."


def rows(*given, **options):
    return kwic(*given, **options).to_numpy().tolist()


def test_matches_with_what_stands_around():
    assert rows(TEXT, "cooperations", window=2) == [
        [0, 1, "We", "co-operate", "They value"],
        [0, 4, "They value", "cooperation", "in trial-manufacturing"],
    ]
    assert rows(TEXT, "co-operation", window=0) == [
        [0, 1, "", "co-operate", ""],
        [0, 4, "", "cooperation", ""],
    ]
    assert rows(TEXT, "we", window=1) == [[0, 0, "", "We", "co-operate"]]
    assert rows(TEXT, "hub") == []


def test_five_words_are_shown():
    assert rows("a b c d e f g h i j k l m", "g") == [[0, 6, "b c d e f", "g", "h i j k l"]]


def test_phrases_and_parts_of_words():
    assert rows(TEXT, "value cooperation", window=1) == [
        [0, 3, "They", "value cooperation", "in"],
    ]
    # The match begins with the first part of a word and ends with its last.
    assert rows(TEXT, "manufacturing", window=1) == [[0, 6, "in", "trial-manufacturing", ""]]
    assert rows("a hub-spoke model b", "spoke model", window=1) == [
        [0, 1, "a", "hub-spoke model", "b"],
    ]
    assert rows("hub", "hub spoke") == []


def test_parts_have_names():
    assert rows({"p": "a hub", "q": "hub"}, "hub", window=0) == [
        ["p", 1, "", "hub", ""],
        ["q", 0, "", "hub", ""],
    ]
    assert [row[0] for row in rows(["hub", "a", "hub"], "hub")] == [0, 2]
    assert [row[0] for row in rows(["hub", "a", "hub"], "hub", names=["x", "y", "z"])] == ["x", "z"]
    assert [row[0] for row in rows({"p": "hub"}, "hub", names=["x"])] == ["x"]


def test_a_document_is_named_by_its_locators_each_once():
    given = tuple(Paragraph("s1", "1", "", "text", f"hub {i}") for i in range(2))
    found = kwic(Document("a.txt", "", "txt", "", given, ()), "hub")
    assert found["document"].tolist() == ["s1", "s1#2"]
    assert found["after"].tolist() == ["0", "1"]


def test_refuses():
    with pytest.raises(ParameterError, match="window is -1; allowed: 0 and above"):
        kwic("a", "a", window=-1)
    with pytest.raises(ParameterError, match="names has 1 values for 2 parts"):
        kwic(["a", "b"], "a", names=["x"])
    with pytest.raises(ParameterError, match="pattern is '-'; give a word or phrase"):
        kwic("a", "-")
