"""Entries of lists of references, and where a list begins and ends."""

from __future__ import annotations

import pytest

from crosscase.texts.plain_text import split
from crosscase.texts.references import entries_follow, is_reference, list_goes_on

ENTRY = "Nohria, N. (1999). The hub. MIT Press."
PROSE = "We asked the managers of both firms what their customers had taught them."


@pytest.mark.parametrize(
    "text",
    [
        ENTRY,
        "Smith, J. & Jones, A. (2010). Learning abroad. Journal of Things, 12(3), 4-19.",
        "van der Berg, K. (2001) Networks. Oxford.",
        "World Bank (2012). Doing business. http://example.org",
        "[12] A. Author, Title, 2004.",
        "3. Author, B. Title. Oxford University Press, pp. 12-14.",
        "(2011) The firm, annual report.",
        "Li J, Chen B. Networks abroad. Vol. 3, forthcoming",
        "Huang and Lee 2003. A paper.",
        "Ghoshal S., in press. The hub.",
        "Lee, K. (n.d.) Outlook",
        "A report of a bank, 1998.",
    ],
)
def test_entries(text):
    assert is_reference(text)


@pytest.mark.parametrize(
    "text",
    [PROSE, "Nohria, N. said so.", "", "the hub (1999). MIT Press."],
)
def test_what_is_no_entry(text):
    assert not is_reference(text)


def test_a_list_begins_if_half_of_what_follows_are_entries():
    assert entries_follow([ENTRY])
    assert entries_follow([ENTRY, PROSE])
    assert not entries_follow([ENTRY, PROSE, PROSE])
    assert not entries_follow([])


def test_a_list_goes_on_with_entries_short_lines_and_what_stands_among_entries():
    assert list_goes_on(ENTRY, [])
    assert list_goes_on("x" * 39, [PROSE])
    assert not list_goes_on("x" * 40, [PROSE])
    assert not list_goes_on(PROSE, [])
    assert list_goes_on(PROSE, [ENTRY, ENTRY, PROSE])
    # As many entries as others are no majority.
    assert not list_goes_on(PROSE, [ENTRY, PROSE])


def _left_out(*after):
    _, left_out = split("\n\n".join(["Literature", *after]))
    return [item.text for item in left_out if item.reason == "reference list"]


def test_eight_paragraphs_are_looked_at_where_a_list_may_begin():
    # Four entries among the first eight are half of them; of nine they are not.
    assert _left_out(*[ENTRY] * 4, *[PROSE] * 5)[:2] == ["Literature", ENTRY]
    # A fifth entry at the ninth place comes too late.
    assert _left_out(*[PROSE] * 5, *[ENTRY] * 3, ENTRY) == []


def test_three_paragraphs_are_looked_at_where_a_list_may_end():
    # Two of the next three are entries, so the paragraph before them is one in disguise.
    assert PROSE in _left_out(*[ENTRY] * 8, PROSE, PROSE, ENTRY, ENTRY)
    # So they are if the fourth is prose again.
    assert PROSE in _left_out(*[ENTRY] * 8, PROSE, ENTRY, ENTRY, PROSE, PROSE)
    # One of the next three is no majority.
    assert PROSE not in _left_out(*[ENTRY] * 8, PROSE, PROSE, PROSE, ENTRY, ENTRY)
    assert PROSE not in _left_out(*[ENTRY] * 8, PROSE, ENTRY, PROSE, PROSE, ENTRY, ENTRY)
