"""Invisible characters, and words cut at line ends."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.texts.lines import CLOSED, STOPPED, joined, normalise, word_counts


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("cafe\u0301", "caf\u00e9"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\u0085b\u2028c\u2029d", "a\nb\nc\nd"),
        ("a\u00a0b\u2003c\u202fd\te", "a b c d e"),
        ("co\u00adop\u200ber\u2060a\ufefftion\u200c\u200d", "cooperation"),
        ("a\x00b\x0bc\x1bd\x7fe", "abcde"),
        ("page\ftwo", "page\ftwo"),
        ("kept: \u2013 \u2019 \u4e2d", "kept: \u2013 \u2019 \u4e2d"),
    ],
)
def test_normalise(text, plain):
    assert normalise(text) == plain


@given(st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_normalise_twice_is_once(text):
    assert normalise(normalise(text)) == normalise(text)


def test_word_counts_take_a_word_with_hyphens_as_one():
    found = word_counts("Inter-firm, inter-firm; R2D2 caf\u00e9 -x- 12")
    assert found == Counter({"inter-firm": 2, "caf\u00e9": 1, "x": 1, "r": 1, "d": 1})


@pytest.mark.parametrize(
    ("lines", "known", "text"),
    [
        (["  one  ", "", " two\t"], {}, "one two"),
        (["one   two", "three"], {}, "one two three"),
        ([], {}, ""),
        # Without the document's word the hyphen stays, and no space comes in.
        (["inter-", "national"], {}, "inter-national"),
        (["inter-", "national"], {"international": 1}, "international"),
        # As often with the hyphen as without: it stays.
        (["inter-", "national"], {"international": 1, "inter-national": 1}, "inter-national"),
        (["inter-", "national"], {"international": 2, "inter-national": 1}, "international"),
        # Only the ends of the lines count, and their case does not.
        (["(the Inter-", "national, firms"], {"international": 1}, "(the International, firms"),
        (["a pre-inter-", "national"], {"pre-international": 1}, "a pre-international"),
        # No cut: a dash, a capital, a number, and a line that only ends so.
        (["a -", "b"], {"ab": 1}, "a - b"),
        (["Sino-", "German"], {"sinogerman": 1}, "Sino- German"),
        (["1990-", "95"], {}, "1990- 95"),
        (["one-", "", "two"], {"onetwo": 1}, "onetwo"),
        # The first letter says that it is a word cut in two.
        (["pre-", "mRNA"], {}, "pre-mRNA"),
    ],
)
def test_joined(lines, known, text):
    assert joined(lines, Counter(known)) == text


def test_joined_without_words_of_a_document_keeps_hyphens():
    assert joined(["inter-", "national"]) == "inter-national"


def test_how_sentences_and_parts_of_them_end():
    assert all(STOPPED.search(f"so{end}") for end in ".!?:")
    assert not any(STOPPED.search(f"so{end}") for end in [";", ",", ")", "", ".\u201d"])
    assert all(CLOSED.search(f"so{end}") for end in '.!?:;\u3002\u201d"\u2019)]')
    assert not any(CLOSED.search(f"so{end}") for end in [",", "", "-", "(", ". x"])
