"""Text to tokens: what a word is, documents of many forms, pieces and blocks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import DataError, ParameterError
from crosscase.keywords import tokens as module
from crosscase.keywords.tokens import tokenize, words
from tests.keywords.documents import documents


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Two Firms", ["two", "firms"]),
        ("the firm’s R&D", ["the", "firm's", "r&d"]),
        ("co‐operation co‑operation", ["co-operation", "co-operation"]),
        ("2.5 % of 1,000", ["2.5", "of", "1", "000"]),
        ("end. (Next) a_b -x- 'q'", ["end", "next", "a", "b", "x", "q"]),
        ("café 中国", ["café", "中国"]),
        ("", []),
    ],
)
def test_words(text, wanted):
    assert words(text) == wanted


def test_case_is_kept_if_told():
    assert words("The Firm’s", lower=False) == ["The", "Firm's"]


# Documents ------------------------------------------------------------------------------------


def shape(found):
    return found.types, found.ids.tolist(), found.bounds.tolist(), found.documents.tolist()


@pytest.mark.parametrize(
    ("texts", "options", "wanted"),
    [
        ("A b a", {}, (["a", "b"], [0, 1, 0], [0, 3], [0])),
        (["a", "", "b a"], {}, (["a", "b"], [0, 1, 0], [0, 1, 1, 3], [0, 1, 2])),
        ({"x": "a b", "y": "c"}, {}, (["a", "b", "c"], [0, 1, 2], [0, 2, 3], ["x", "y"])),
        (["a", "b"], {"names": ["x", "y"]}, (["a", "b"], [0, 1], [0, 1, 2], ["x", "y"])),
        ([["A", "b"], ["b"]], {}, (["A", "b"], [0, 1, 1], [0, 2, 3], [0, 1])),
        ("A b, c", {"split": "whitespace"}, (["a", "b,", "c"], [0, 1, 2], [0, 3], [0])),
        (["A b,", "c"], {"split": "whitespace"}, (["a", "b,", "c"], [0, 1, 2], [0, 2, 3], [0, 1])),
        (["A", "a"], {"lower": False}, (["A", "a"], [0, 1], [0, 1, 2], [0, 1])),
        ("A a", {"lower": False}, (["A", "a"], [0, 1], [0, 2], [0])),
        ([], {}, ([], [], [0], [])),
        ("", {}, ([], [], [0, 0], [0])),
    ],
)
def test_documents_of_many_forms(texts, options, wanted):
    found = tokenize(texts, **options)
    assert shape(found) == wanted
    assert len(found) == len(wanted[1])
    assert found.ids.dtype == np.int32


def test_the_control_character_between_documents_is_a_blank_in_them():
    for texts in ("a\x1eb", ["a\x1eb", "c"], ["a\x1eb"]):
        for split in ("words", "whitespace"):
            assert tokenize(texts, split=split).words(0) == ["a", "b"]
    with pytest.raises(DataError, match=r"a token is the control character U\+001E; leave it out"):
        tokenize([["a", "\x1e"]])


def test_refuses():
    with pytest.raises(ParameterError, match="split is 'ngrams'; allowed: 'words', 'whitespace'"):
        tokenize("a", split="ngrams")
    with pytest.raises(ParameterError, match="names has 1 values for 2 documents"):
        tokenize(["a", "b"], names=["x"])


def test_words_of_a_document_and_without_some():
    found = tokenize(["a b a", "c a", "b"])
    assert [found.words(i) for i in range(3)] == [["a", "b", "a"], ["c", "a"], ["b"]]
    less = found.without(["a"])
    assert shape(less) == (["b", "c"], [0, 1, 0], [0, 1, 2, 3], [0, 1, 2])
    assert shape(found.without("abc")) == ([], [], [0, 0, 0, 0], [0, 1, 2])
    assert shape(tokenize([]).without("a")) == ([], [], [0], [])


def test_counts():
    found = tokenize({"x": "b a b", "y": "", "z": "c"})
    assert found.counts.table.to_dict("index") == {
        "x": {"b": 2, "a": 1, "c": 0}, "y": {"b": 0, "a": 0, "c": 0}, "z": {"b": 0, "a": 0, "c": 1},
    }  # fmt: skip
    assert found.counts.matrix.dtype == np.int64
    assert tokenize(["a b a", "a a"]).counts.document_frequencies.tolist() == [2, 1]
    assert tokenize("").counts.matrix.shape == (1, 0)
    assert tokenize([]).counts.matrix.shape == (0, 0)


# Pieces ---------------------------------------------------------------------------------------


@given(documents, st.integers(1, 60), st.integers(1, 30))
@settings(max_examples=25)
def test_reading_in_pieces_changes_nothing(texts, characters, block):
    whole = tokenize(texts)
    lists = tokenize([text.split() for text in texts])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PIECE_CHARACTERS", characters)
        patch.setattr(module, "_BLOCK_TOKENS", block)
        parts = tokenize(texts)
        assert shape(parts) == shape(whole)
        assert shape(tokenize([text.split() for text in texts])) == shape(lists) == shape(whole)
        assert parts.counts.table.equals(whole.counts.table)


def test_blocks_with_fewer_tokens_than_types(monkeypatch):
    texts = ["a b", "c", "d e f", "", "a a f"]
    whole = tokenize(texts).counts.table
    monkeypatch.setattr(module, "_BLOCK_TOKENS", 3)
    assert tokenize(texts).counts.table.equals(whole)


def test_one_long_document_is_the_same_in_pieces(monkeypatch):
    text = "alpha beta-beta gamma\n" * 500
    whole = tokenize(text)
    monkeypatch.setattr(module, "_PIECE_CHARACTERS", 100)
    assert shape(tokenize(text)) == shape(whole)
    assert shape(tokenize("x" * 500)) == (["x" * 500], [0], [0, 1], [0])


def test_a_piece_ends_where_the_next_document_is_too_long(monkeypatch):
    pieces = []
    numbered = module._numbered
    monkeypatch.setattr(module, "_PIECE_CHARACTERS", 10)
    monkeypatch.setattr(
        module, "_numbered", lambda piece, *a, **b: pieces.append(piece) or numbered(piece, *a, **b)
    )
    tokenize(["a" * 4, "b" * 6, "c", "d" * 11, "e", "f" * 10])
    assert [[len(text) for text in piece] for piece in pieces] == [[4, 6], [1], [11], [1, 10]]
