"""Where a hard-wrapped paragraph ends: at page ends, in double spacing, beside notes and lists."""

from __future__ import annotations

import dataclasses
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
    return [f"F{'f' * 55} {i:02}." for i in range(n)]


# Lines to blocks ------------------------------------------------------------------------------


def test_a_block_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        blocks("One.")[0].fixed = True


def test_what_is_put_together_is_what_its_first_block_was():
    found = blocks(*filler(), "", "They learn", " " * 40, "from others.", "", *filler())
    assert [(b.text, b.page_start) for b in found][1] == ("They learn from others.", False)
    found = blocks(*filler(), " " * 40, "They learn", "", "from others.", "", *filler())
    assert [(b.text, b.page_start) for b in found][1] == ("They learn from others.", True)


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
    assert head("One.", "Table 2.3:Firms", "Two.") == ["One.", "Table 2.3:Firms", "Two."]
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


def test_after_a_long_sentence_the_number_is_shared_only_in_double_spacing():
    long = "Long lines " * 9 + "end."

    def shared(*around):
        given = [x for item in around for x in (*(item or f"{long}\n\nNext").split("\n"), "")]
        # Enough lines, far away, that the text is no wrapped one.
        return dict(letters(*given, *["Far.", ""] * 6))["Ne"]

    many = "Many.\nLines."
    assert shared("S.", "S.", None, "S.", "S.", "S.")
    assert shared("S.", many, None, many, "S.", "S.")
    assert not shared("S.", many, None, many, many, "S.")
    # Three blocks before and three after are looked at, and no more.
    assert not shared(many, "S.", None, many, many, "S.")
    assert shared(many, "S.", "S.", None, many, many, "S.")
    assert not shared("S.", "S.", None, many, many, many)
    assert shared("S.", "S.", None, many, many, "S.", many)
    # At the beginning of a text there are fewer.
    assert shared(None, "S.", "S.", many)
    assert not shared(None, many, many, "S.")


def test_a_footnote_shares_no_number():
    long = "Long lines " * 9
    lines = [*["S.", ""] * 8, long, " " * 40, "1 See there.", "", "Next.", ""]
    assert letters(*lines)[-2:] == [("1 ", False), ("Ne", False)]
    # Nor what follows a paragraph that shared one.
    lines = [*["S.", ""] * 8, long, "", f"Next {long}", "", "Third.", ""]
    assert letters(*lines)[-3:] == [("Lo", False), ("Ne", True), ("Th", False)]


def test_a_turn_is_a_paragraph_of_its_own_in_text_by_lines():
    lines = ["A: " + "x" * 100, "", *["A: one", "More here.", ""] * 6]
    found = blocks(*lines, starts=lambda s: s.startswith("A:"))
    assert [(b.text, b.fixed, b.lettered) for b in found[-2:]] == [
        ("A: one", True, False),
        ("More here.", False, False),
    ]


def test_a_line_that_goes_on_in_lower_case_is_joined():
    lines = ["S" * 150 + ".", "", *["They use", "iPhones", "", "Yes.", "no.", ""] * 3]
    assert [b.text for b in blocks(*lines)][1:4] == ["They use iPhones", "Yes.", "no."]


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
        ("w" * 50, "Others learn too.", True),
        ("w" * 49, "Others learn too.", False),
        # Not after a line that is no longer than 60 % of the width, long as the word may be.
        ("w" * 37, f"O{'t' * 40} learn too.", True),
        ("w" * 36, f"O{'t' * 40} learn too.", False),
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
    assert f"{cut} eBay was one." in said(*around, "", cut, "", "eBay was one.", "", *around)
    # Not if it is no longer than 60 % of the width: then nothing was cut.
    for length, joined in ((37, True), (36, False)):
        line = "12 Firms " + "w" * (length - 9)
        assert (
            f"{line} at once." in said(*around, "", line, "", "at once.", "", *around)
        ) == joined
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


# Double spacing -------------------------------------------------------------------------------

BROKEN, SHORT = "Broken off", "Short."
LAST = "L" + "l" * 58 + "."  # full, and a sentence ends with it
NEXT = "Target of it"
MANY = "Many\nlines."  # a block of two lines


def goes_on(*around, last=LAST, following=NEXT):
    """Say whether `following` goes on after `last`, both given as None among blocks."""
    place = iter((last, following))
    given = [next(place) if item is None else item for item in around]
    lines = [line for item in given for line in (*item.split("\n"), "")]
    if len(lines) > 12:
        # Far away, so many full lines that the text counts as wrapped.
        lines += [*[SHORT, ""] * 4, *filler(20)]
    found = said(*lines)
    whole = f"{last} {following}".replace("\n", " ")
    assert (whole in found) != (following.replace("\n", " ") in found)
    return whole in found


def test_double_spaced_lines_are_put_together():
    wanted = prose(9)
    lines = [line for p in wanted for line in wrapped(p, WIDTH)]
    found = said(*[x for line in lines for x in (line, "")])
    assert " ".join(found) == " ".join(wanted)
    assert len(found) < len(lines)


def test_in_double_spacing_a_full_line_goes_on_though_a_sentence_ended():
    assert goes_on(BROKEN, BROKEN, BROKEN, None, None, BROKEN, BROKEN, BROKEN)
    assert not goes_on(SHORT, SHORT, SHORT, None, None, SHORT, SHORT, SHORT)
    # The next word had room, if just so.
    for length, joined in ((54, True), (53, False)):
        last = "L" + "l" * (length - 2) + "."
        lines = (BROKEN, BROKEN, BROKEN, None, None, BROKEN, BROKEN, BROKEN)
        assert goes_on(*lines, last=last) == joined


def test_double_spacing_is_seen_by_seven_blocks_of_which_five_are_single_lines():
    assert goes_on(BROKEN, BROKEN, None, None, BROKEN, MANY, MANY)
    assert not goes_on(MANY, BROKEN, None, None, BROKEN, MANY, MANY)
    # Three before and three after are looked at, and no more.
    assert goes_on(MANY, BROKEN, BROKEN, None, None, BROKEN, MANY, MANY)
    assert not goes_on(MANY, BROKEN, None, None, BROKEN, MANY, MANY, BROKEN)
    assert goes_on(BROKEN, BROKEN, None, None, BROKEN, MANY, MANY, MANY)
    assert not goes_on(BROKEN, BROKEN, None, None, MANY, MANY, MANY, BROKEN)


def test_double_spacing_is_seen_by_seven_blocks_of_which_three_break_off():
    assert goes_on(SHORT, BROKEN, None, None, BROKEN, SHORT, SHORT)
    assert not goes_on(SHORT, SHORT, None, None, BROKEN, SHORT, SHORT)
    assert not goes_on(BROKEN, SHORT, SHORT, None, None, BROKEN, SHORT, SHORT, BROKEN)
    # A block of two lines does not break off as a line does.
    assert not goes_on(SHORT, "Many\nlines", None, None, BROKEN, SHORT, SHORT)


def test_double_spacing_is_seen_by_four_blocks_at_least():
    assert goes_on(None, None, BROKEN, BROKEN)
    assert not goes_on(None, None, BROKEN)


def test_in_double_spacing_only_single_lines_go_on_so():
    around = (BROKEN, BROKEN, BROKEN, None, None, BROKEN, BROKEN, BROKEN)
    assert not goes_on(*around, last=f"More\n{LAST}")
    assert not goes_on(*around, following="Target of\nit.")
    # Not after a paragraph of two lines either.
    before = "B" + "b" * 58
    lines = [BROKEN, BROKEN, before, LAST, NEXT, BROKEN, BROKEN, BROKEN]
    spaced = [x for line in lines for x in (line, "")]
    assert f"{before} {LAST}" in said(*spaced, *[SHORT, ""] * 4, *filler(20))


def test_in_double_spacing_a_footnote_waits_for_the_end():
    lines = ["w" * 58 + f" {i}" for i in range(8)]
    spaced = [x for line in lines for x in (line, "")]
    found = said(*spaced[:6], " " * 40, "1 See there.", "", *spaced[6:])
    assert found == [" ".join(lines), "1 See there."]


@pytest.mark.parametrize(("length", "joined"), [(50, False), (51, True), (55, True)])
def test_a_caption_goes_on_only_after_a_nearly_full_line(length, joined):
    caption = "Table 2: Firms " + "w" * (length - 15)
    row = "Internationalisation of each."
    found = said(*filler(), "", caption, "", row, "", *filler())
    assert (f"{caption} {row}" in found) == joined
    # Other lines need less.
    other = "w" * length
    assert f"{other} {row}" in said(*filler(), "", other, "", row, "", *filler())


@pytest.mark.parametrize(("after", "joined"), [(89, True), (90, False)])
def test_open_brackets_are_looked_for_in_the_last_90_characters(after, joined):
    # The bracket, then `after` characters: a full line, a space, and a line with room for a year.
    lines = ["(" + "x" * (after - 31), "y" * 30]
    found = said(*filler(), "", *lines, "", "2010 was the year.", "", *filler())
    assert ("2010 was the year." in found) == (not joined)


def test_open_brackets_are_looked_for_in_three_blocks():
    for between, joined in ((2, True), (3, False)):
        small = [x for _ in range(between) for x in ("and", "")]
        found = said(*filler(), "", "see (Li", "", *small, "2010 was the year.", "", *filler())
        assert ("2010 was the year." in found) == (not joined), between


def test_blocks_can_be_compared_and_keep_their_text():
    one = Block(("a-", "b"), False, Counter({"ab": 1}))
    assert one.text == "ab"
    assert one == Block(("a-", "b"), False, Counter({"ab": 1}))
    assert (one.lettered, one.fixed) == (False, False)
