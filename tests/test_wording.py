"""Words for verdicts, lists and counts."""

from __future__ import annotations

import numpy as np
import pytest

from crosscase import wording


@pytest.mark.parametrize(
    ("codes", "holds", "word"),
    [
        ((True, 1, np.int64(1), np.array(1)), True, "holds"),
        ((False, 0, np.int64(0)), False, "fails"),
        ((None, -1, np.int64(-1)), None, "cannot be decided"),
    ],
)
def test_a_verdict_has_one_word_however_it_is_coded(codes, holds, word):
    for code in codes:
        assert wording.decision(code) is holds
        assert wording.verdict_of(code) == word
    assert wording.VERDICTS[holds] == word


@pytest.mark.parametrize(
    ("names", "most", "text"),
    [
        ([], None, ""),
        (["a"], None, "a"),
        ([1, 2], None, "1 and 2"),
        ("abc", None, "a, b and c"),
        ("abc", 3, "a, b and c"),
        ("abcd", 3, "a, b, c and 1 more"),
        ("abcd", 1, "a and 3 more"),
    ],
)
def test_names_are_joined(names, most, text):
    assert wording.listed(names, most=most) == text


def test_nouns_follow_their_number():
    assert [wording.counted(n, "case") for n in (0, 1, 2)] == ["0 cases", "1 case", "2 cases"]
    assert [wording.counted(n, "study", "studies") for n in (1, 2)] == ["1 study", "2 studies"]


@pytest.mark.parametrize(
    ("votes", "text"),
    [
        ((3, 4, 4), "3 of 4 cases bear it out, 4 are needed"),
        ((1, 1, 1), "1 of 1 case bears it out, 1 is needed"),
        ((0, 2, 1), "0 of 2 cases bear it out, 1 is needed"),
    ],
)
def test_the_state_of_a_claim_in_words(votes, text):
    assert wording.baseline(*votes) == text


def test_tab_shows_its_own_names_alone():
    assert dir(wording) == sorted(wording.__all__)


@pytest.mark.parametrize(
    ("verdict", "does"),
    [("holds", "holds"), ("not shown", "is not shown"), ("mixed", "is mixed"), ("fails", "fails")],
)
def test_what_a_claim_does_in_a_sentence(verdict, does):
    assert wording.said(verdict) == does
