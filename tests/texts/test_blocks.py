"""Where a hard-wrapped paragraph ends: at page ends, in double spacing, beside notes and lists."""

from __future__ import annotations

from collections import Counter

import pytest

from crosscase.texts.blocks import Block, paragraph_blocks
from tests.texts.samples import prose, wrapped

WIDTH = 60
FULL = "w" * 59  # no word fits beside it


def blocks(*lines, starts=None, known=()):
    return paragraph_blocks(lines, Counter(known), starts)


def said(*lines, **options):
    return [block.text for block in blocks(*lines, **options)]


def filler(n=12):
    """Return a wrapped paragraph of `n` full lines, so that a text counts as hard-wrapped."""
    return [f"F{'f' * 54} {i:02}." for i in range(n)]


# Lines to blocks ------------------------------------------------------------------------------


def test_nothing_makes_no_block():
    assert blocks() == []
    assert blocks("", "   ", "_" * 30) == []


def test_a_block_knows_its_first_and_last_line():
    (block,) = blocks("  one", "two", "three ")
    assert (block.start, block.end, block.text) == ("one", "three", "one two three")


def test_blank_lines_and_rules_end_a_block():
    assert said("One.", "", "Two.") == ["One.", "Two."]
    assert said("One.", "-" * 30, "Two.") == ["One.", "Two."]
    assert said("One.", "=" * 29 + "x", "Two.") == [f"One. {'=' * 29}x Two."]
    assert said("One.", "-" * 29, "Two.") == [f"One. {'-' * 29} Two."]


def test_a_form_feed_or_one_leading_space_begins_a_page():
    assert said("One.", "\fTwo.") == ["One.", "Two."]
    assert said("One.", " Two.") == ["One.", "Two."]
    assert said("One.", "  Two.") == ["One. Two."]
    found = blocks("One.", "\fTwo.", "", "Three.")
    assert [block.page_start for block in found] == [False, True, False]
    # A space at the beginning of a block says nothing.
    assert [block.page_start for block in blocks("One.", "", " Two.")] == [False, False]


def test_a_wide_line_of_blanks_ends_a_page():
    assert [b.page_start for b in blocks("One.", " " * 30, "Two.")] == [False, True]
    assert [b.page_start for b in blocks("One.", " " * 29, "Two.")] == [False, False]
    # Blank lines after it take nothing back; text does.
    found = blocks("One.", " " * 30, "", "Two.", "", "Three.")
    assert [b.page_start for b in found] == [False, True, False]


def test_subsections_and_captions_stand_alone():
    def head(*lines):
        return said(*lines, "", *filler())[:-1]

    assert head("One.", "2.1 Cases", "Two.") == ["One.", "2.1 Cases", "Two."]
    assert head("One.", "2 Cases", "Two.") == ["One. 2 Cases Two."]
    assert head("One.", "Table 2: Firms", "Two.") == ["One.", "Table 2: Firms", "Two."]
    # With a full stop a caption may be the end of a sentence, unless a block begins with it.
    assert head("as in", "Table 2. Firms", "learn.") == ["as in Table 2. Firms learn."]
    assert head("One.", "", "Table 2. Firms", "Two.") == ["One.", "Table 2. Firms", "Two."]
    assert head("One.", "\fTable 2. Firms", "Two.") == ["One.", "Table 2. Firms", "Two."]


def test_a_line_over_400_characters_stands_not_alone():
    # In text by lines what stands in one block shares a number.
    long = "Table 2: " + "X" * 391
    assert [block.lettered for block in blocks("One.", long)] == [False, False]
    assert [block.lettered for block in blocks("One.", long + "X")] == [False, True]


def test_what_stands_alone_keeps_the_page_it_begins():
    found = blocks("One.", "\f2.1 Cases", "Two.")
    assert [b.page_start for b in found] == [False, False, False]
    assert [b.page_start for b in blocks(" " * 30, "2.1 Cases", "Two.")] == [True, False]


def test_a_line_that_surely_begins_a_paragraph():
    found = blocks("A: one", "B: two", "goes on", "A: three", starts=lambda s: s[1] == ":")
    assert [(b.text, b.fixed) for b in found] == [
        ("A: one", True), ("B: two goes on", True), ("A: three", True),
    ]  # fmt: skip
    assert said("A: one", "goes on", "", "B: and", starts=lambda s: s[1] == ":")[-1] == "B: and"
    # Not even a heading is one then.
    assert [b.fixed for b in blocks("2.1 Cases", starts=lambda s: True)] == [True]
    assert [b.fixed for b in blocks("2.1 Cases", starts=lambda s: False)] == [False]
    after = blocks("A: one.", "", "Two.", starts=lambda s: s[1] == ":")
    assert [b.fixed for b in after] == [True, False]


# Hard line ends or not ------------------------------------------------------------------------


def test_text_whose_lines_are_full_is_wrapped_text_whose_lines_are_not_is_taken_by_lines():
    # 8 lines, of which 3 are longer than 80 % of the widest: 30 % would be 2.4.
    full, short = ["X" * 81] * 2 + ["X" * 100], ["Y" * 80] * 5
    assert len(said(*full, *short)) == 1
    assert len(said(*full[1:], "Y" * 80, *short)) == 8
    # 3 of 10 lines are enough.
    assert len(said(*full, *short, *["Y" * 80] * 2)) == 1
    # Fewer than eight lines say nothing: they are taken for wrapped.
    assert len(said("X" * 100, *["Y" * 80] * 6)) == 1


def test_lines_over_200_characters_are_no_hard_line_ends():
    assert len(said("X" * 200, "Y" * 200)) == 1
    assert len(said("X" * 201, "Y" * 201)) == 2


def test_one_line_that_sticks_out_does_not_change_the_width():
    # Of 20 lines the longest is looked at, of 21 the second longest: then 10 characters are full.
    assert len(said("X" * 50, *["Y" * 10] * 19)) == 20
    assert len(said("X" * 50, *["Y" * 10] * 20)) == 1


# Text by lines --------------------------------------------------------------------------------


def letters(*lines):
    return [(block.text[:2], block.lettered) for block in blocks(*lines)]


def test_lines_within_a_block_share_its_number():
    long = "L" * 100
    found = letters(*["S.", "T.", "", long, "U.", ""] * 4)
    assert found[:4] == [("S.", False), ("T.", True), ("LL", False), ("U.", True)]


def test_text_of_one_paragraph_a_line_has_no_letters():
    # Blocks are less than 30 % of the lines: the lines are the paragraphs.
    one = [letter for _, letter in letters(*["S.", "T.", "U.", "V.", "W." * 99, ""] * 4)]
    assert one == [False] * 20
    # 6 blocks of 20 lines are 30 %, 7 are more.
    six = [*["a.", "b.", "c.", ""] * 5, "a." * 50, "b.", "c.", "d.", "e."]
    assert not any(letter for _, letter in letters(*six))
    seven = [*["a.", "b.", "c.", ""] * 6, "a." * 50, "b."]
    assert any(letter for _, letter in letters(*seven))


def test_what_follows_one_of_the_longest_lines_shares_its_number():
    # No sentence ends with it, and it reaches the width.
    long = "Long lines " * 9
    found = letters(*["S.", ""] * 8, long, "", "Next one.", "", "Another.", "")
    assert found[-3:] == [("Lo", False), ("Ne", True), ("An", False)]


def test_a_turn_is_a_paragraph_of_its_own_in_text_by_lines():
    lines = ["A: " + "x" * 100, "", *["A: one", "More here.", ""] * 6]
    found = blocks(*lines, starts=lambda s: s.startswith("A:"))
    assert [(b.text, b.fixed, b.lettered) for b in found[-2:]] == [
        ("A: one", True, False),
        ("More here.", False, False),
    ]


def test_a_line_that_goes_on_in_lower_case_is_joined():
    lines = ["S" * 150 + ".", "", *["They learn", "from others", "", "Yes.", "no.", ""] * 3]
    assert [b.text for b in blocks(*lines)][1:4] == ["They learn from others", "Yes.", "no."]


# Wrapped text ---------------------------------------------------------------------------------


def test_a_page_end_within_a_paragraph_is_mended():
    lines = wrapped(prose(1)[0], WIDTH)
    for at in range(1, len(lines)):
        cut = [*filler(), "", *lines[:at], "", *lines[at:], "", *filler()]
        assert said(*cut)[1] == " ".join(lines), at


def test_words_cut_at_a_page_end_are_mended_by_the_document():
    text = said(*filler(), "", "the inter-", "", "national firms", known={"international": 2})
    assert text[-1] == "the international firms"


@pytest.mark.parametrize(
    ("last", "following", "joined"),
    [
        # In lower case it goes on, however short the line before, unless a sentence ended.
        ("They learn", "from others.", True),
        ("They learn.", "from others.", False),
        ("They learn", "(from others).", True),
        ("They learn.", "(from others).", False),
        # A capital: only if the next word had no room.
        (FULL, "Others learn too.", True),
        ("w" * 49, "Others learn too.", True),
        ("w" * 48, "Others learn too.", False),
        # Not after a line that is no longer than 60 % of the width, long as the word may be.
        ("w" * 36, f"O{'t' * 40} learn too.", True),
        ("w" * 35, f"O{'t' * 40} learn too.", False),
        (FULL + ".", "Others learn too.", False),
        ("W" * 59, "Others learn too.", False),
        # An open citation goes on with a number.
        ("as said (Li and Bo,", "2010) they learn.", True),
        ("as said (Li and Bo)", "2010 was the year.", False),
        ("as said (Li and Bo,", "Learning) they learn.", False),
        # Items of lists, captions and subsections begin.
        ("and these", "- one of them", False),
        (FULL, "1. one of them", False),
        (FULL, "Table 2: Firms", False),
        (FULL, "2.1 Cases", False),
    ],
)
def test_what_goes_on_after_a_blank_line(last, following, joined):
    found = said(*filler(), "", last, "", following, "", *filler())
    assert (f"{last} {following}" in found) == joined
    assert (following in found) == (not joined)


def test_a_numbered_heading_is_not_joined_unless_it_is_a_sentence_cut():
    around = filler()
    assert "2 Method" in said(*around, "", "2 Method", "", "Two firms were asked.", "", *around)
    cut = "12 Firms in the north of the country were looked at"
    assert f"{cut} at once." in said(*around, "", cut, "", "at once.", "", *around)
    # A short one is a heading, whatever follows, and so is one with a subsection's number.
    assert "2 Method" in said(*around, "", "2 Method", "", "at once.", "", *around)
    sub = "2.1 Firms in the north of the country were looked at"
    assert sub in said(*around, "", sub, "", "at once.", "", *around)
    # After the heading and a line of text no heading is asked for.
    found = said(*around, "", cut, "", "at once", "", "they learn.", "", *around)
    assert f"{cut} at once they learn." in found


def test_footnotes_follow_the_paragraph_that_their_page_cut():
    lines = wrapped(prose(1)[0], WIDTH)
    cut = [*filler(), "", *lines[:2], " " * 40, "1 See the report of", "the year.", "", *lines[2:]]
    assert said(*cut, "", *filler())[1:3] == [" ".join(lines), "1 See the report of the year."]


def test_a_footnote_that_breaks_off_takes_the_next_block():
    lines = wrapped(prose(1)[0], WIDTH)
    cut = [*filler(), "", *lines[:2], " " * 40, "1 See the report", "", "of the year.", "",
           *lines[2:], "", *filler()]  # fmt: skip
    assert said(*cut)[1:3] == [" ".join(lines), "1 See the report of the year."]


def test_notes_at_the_very_end_and_beginning():
    assert said(*filler(), " " * 40, "1 See there.")[-1] == "1 See there."
    # Nothing stands before it: no footnote, but a paragraph.
    assert said(" " * 40, "1 See there.", "", *filler())[0] == "1 See there."


def test_what_begins_like_a_note_within_a_page_is_none():
    found = said(*filler(), "", FULL, "", "1 See there what they say.", "", *filler())
    assert f"{FULL} 1 See there what they say." in found


def test_double_spacing():
    wanted = prose(9)
    lines = [line for p in wanted for line in wrapped(p, WIDTH)]
    found = said(*[x for line in lines for x in (line, "")])
    assert " ".join(found) == " ".join(wanted)
    assert len(found) < len(lines)


def test_a_caption_is_not_joined_with_the_row_below_it():
    found = said(*filler(), "", "Table 2: Firms", "", "Name and year of each", "", *filler())
    assert "Table 2: Firms" in found


def test_open_brackets_are_looked_for_near_the_end():
    far = ("(" + "x" * 50, "y" * 59)
    found = said(*filler(), "", *far, "", "2010 was the year.", "", *filler())
    assert any(text.startswith("2010") for text in found) is False
    near = said(*filler(), "", "z" * 30 + " (" + "x" * 40, "", "2010 was the year.")
    assert near[-1].endswith("2010 was the year.")


def test_blocks_can_be_compared_and_keep_their_text():
    one = Block(("a-", "b"), False, Counter({"ab": 1}))
    assert one.text == "ab"
    assert one == Block(("a-", "b"), False, Counter({"ab": 1}))
    assert (one.lettered, one.fixed) == (False, False)
