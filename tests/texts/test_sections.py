"""Headings in plain text: which number can come next, what is a title, where tables begin."""

from __future__ import annotations

from collections import Counter

import pytest

from crosscase.texts.blocks import Block
from crosscase.texts.sections import in_sections

LONG = "Managers meet their largest customers each month, and what they hear is written down."
ENTRY = "Nohria, N. (1999). The hub. MIT Press."


def block(text, **options):
    return Block(tuple(text.split("\n")), options.pop("page_start", False), Counter(), **options)


def placed(*given):
    """Return locator, kind and heading of each paragraph; texts become blocks."""
    found, _ = in_sections([block(item) if isinstance(item, str) else item for item in given])
    return [(p.locator, p.kind, p.heading) for p in found]


def places(*given):
    return [place for place, _, _ in placed(*given)]


def test_nothing_has_no_place():
    assert in_sections([]) == ([], [])


def test_paragraphs_are_counted_from_their_heading():
    assert placed("Front.", "1 Aim", "One.", "Two.", "2. Method", "Three.") == [
        ("s0¶1", "text", ""),
        ("s1", "heading", "Aim"),
        ("s1¶1", "text", "Aim"),
        ("s1¶2", "text", "Aim"),
        ("s2", "heading", "Method"),
        ("s2¶1", "text", "Method"),
    ]


def test_a_heading_says_its_whole_text_and_its_section():
    (heading,), _ = in_sections([block("1. Aim")])
    assert (heading.text, heading.section) == ("1. Aim", "1")


@pytest.mark.parametrize(
    ("numbers", "sections"),
    [
        (["1", "2", "3"], ["1", "2", "3"]),
        (["1", "1.1", "1.2", "1.2.1", "1.3", "2"], ["1", "1.1", "1.2", "1.2.1", "1.3", "2"]),
        # The first is 1; numbers neither skip nor return.
        (["2", "1"], ["1"]),
        (["1.1", "1"], ["1"]),
        (["1", "3", "1", "2"], ["1", "2"]),
        (["1", "1.2", "1.1"], ["1", "1.1"]),
        (["1", "1.1", "1.1.1.1", "2.1", "1.1.2", "1.3", "2"], ["1", "1.1", "2"]),
        (["1", "1.1", "1.1.1", "1.1.2", "3", "1.2"], ["1", "1.1", "1.1.1", "1.1.2", "1.2"]),
        (["1", "2", "2.1", "1.2", "3"], ["1", "2", "2.1", "3"]),
    ],
)
def test_which_number_can_come_next(numbers, sections):
    found = placed(*[f"{number} Title" for number in numbers])
    assert [place[1:] for place, kind, _ in found if kind == "heading"] == sections


def test_the_number_is_kept_as_it_is_printed():
    assert places("01. Aim", "One.") == ["s01", "s01¶1"]


# Titles without number ------------------------------------------------------------------------


def test_titles_without_number_are_counted_below_the_last_number():
    assert placed("1 Aim", "One.", "What we ask", LONG, "Why we ask", LONG, "2 Method",
                  "How we asked", LONG) == [
        ("s1", "heading", "Aim"), ("s1¶1", "text", "Aim"),
        ("s1.1", "heading", "What we ask"), ("s1.1¶1", "text", "What we ask"),
        ("s1.2", "heading", "Why we ask"), ("s1.2¶1", "text", "Why we ask"),
        ("s2", "heading", "Method"),
        ("s2.1", "heading", "How we asked"), ("s2.1¶1", "text", "How we asked"),
    ]  # fmt: skip
    assert places("What we ask", LONG) == ["s0.1", "s0.1¶1"]


def test_in_a_subsection_they_open_none_and_paragraphs_count_on():
    assert placed("1 Aim", "1.1 Firms", "One.", "What we ask", LONG)[2:] == [
        ("s1.1¶1", "text", "Firms"),
        ("s1.1", "heading", "What we ask"),
        ("s1.1¶2", "text", "What we ask"),
    ]


def titled(title="What we ask", before="One.", after=LONG):
    return "heading" in [kind for _, kind, _ in placed(before, title, after)]


@pytest.mark.parametrize(
    ("title", "yes"),
    [
        ("What we ask", True),
        ("A b c d e f g h i", True),
        ("A b c d e f g h i j", False),
        ("what we ask", False),
        ("What we ask.", False),
        ("What we ask)", False),
        ("What, then", False),
        ("\u2022 What we ask", False),
        ("What we\nask", False),
        ("W" + "w" * 71, True),
        ("W" + "w" * 72, False),
        ("b) What we ask, then", True),
        ("Abstract", True),
    ],
)
def test_what_looks_like_a_title(title, yes):
    assert titled(title) == yes


@pytest.mark.parametrize(
    ("before", "yes"),
    [("One.", True), ("One?", True), ("One!", True), ("One:", True), ("One,", False),
     ("One", False), ("Insert it about here", True), ("Here", False)],
)  # fmt: skip
def test_before_a_title_a_sentence_has_ended(before, yes):
    assert titled(before=before) == yes


def test_a_title_may_begin_the_text_or_follow_a_heading():
    assert placed("What we ask", LONG)[0][1] == "heading"
    assert placed("1 Aim", "What we ask", LONG)[1][:2] == ("s1.1", "heading")
    # A numbered line that is no heading here still looks like one.
    assert placed("7 Aim", "What we ask", LONG)[1][1] == "heading"


@pytest.mark.parametrize(
    ("after", "yes"),
    [("W" * 81, True), ("W" * 80, False), ("w" * 81, False), ("1" * 81, False)],
)
def test_after_a_title_prose_follows(after, yes):
    assert titled(after=after) == yes


def test_front_matter_needs_no_prose_but_something_after_it():
    assert titled("Abstract", before="One,", after="short")
    assert titled("b) Learning from them", before="One,", after="short")
    assert "heading" not in [kind for _, kind, _ in placed("One.", "Abstract")]
    assert "heading" not in [kind for _, kind, _ in placed("One.", "What we ask")]


# Tables, appendices, references, notes --------------------------------------------------------


def test_a_caption_with_a_colon_opens_a_table_that_the_next_heading_ends():
    assert placed("1 Aim", "One.", "Table 2: Firms", "Hub", "What we ask", LONG, "2 Method",
                  "Two.") == [
        ("s1", "heading", "Aim"),
        ("s1¶1", "text", "Aim"),
        ("Table 2", "caption", "Table 2: Firms"),
        ("Table 2/1", "table", "Table 2: Firms"),
        ("Table 2/2", "table", "Table 2: Firms"),
        ("Table 2/3", "table", "Table 2: Firms"),
        ("s2", "heading", "Method"),
        ("s2¶1", "text", "Method"),
    ]  # fmt: skip


def test_a_caption_without_a_colon_opens_none():
    assert placed("1 Aim", "One.", "Figure 2 - Flows", "Two.") == [
        ("s1", "heading", "Aim"),
        ("s1¶1", "text", "Aim"),
        ("Figure 2", "caption", "Aim"),
        ("s1¶2", "text", "Aim"),
    ]
    assert placed("Table 2 : Firms", "Two.")[1][:2] == ("s0¶1", "text")
    # A colon in the title is none after the label.
    assert placed("Figure 2 - Flows: three", "Two.")[1][:2] == ("s0¶1", "text")
    # Another caption ends a table.
    assert places("Table 1: Firms", "Hub", "Figure 2 - Flows", "Two.")[-1] == "sTable 1¶2"


def test_a_label_over_two_lines_is_no_caption():
    assert placed("Table\n2: Firms", "Two.")[0][:2] == ("s0¶1", "text")


def test_an_appendix_has_no_numbered_headings_and_no_titles():
    assert placed("1 Aim", "Appendix B: Questions", "2 Method", "What we ask", LONG) == [
        ("s1", "heading", "Aim"),
        ("sA", "heading", "Appendix B: Questions"),
        ("sA¶1", "text", "Appendix B: Questions"),
        ("sA¶2", "text", "Appendix B: Questions"),
        ("sA¶3", "text", "Appendix B: Questions"),
    ]
    assert placed("Appendix B:\nQuestions", "Two.")[0][1] == "text"
    # It ends a table and a list of references.
    assert places("Table 1: Firms", "Hub", "Appendix", "One.")[-1] == "sA¶1"
    given = ("References", ENTRY, ENTRY, "Appendix", "One.")
    found, left = in_sections([block(text) for text in given])
    assert [p.locator for p in found] == ["sA", "sA¶1"]
    assert [(item.line, item.reason) for item in left] == [(0, "reference list")] * 3
    assert [item.text for item in left] == ["References", ENTRY, ENTRY]


def left_out(*given):
    return [item.text for item in in_sections([block(text) for text in given])[1]]


def test_references_are_left_out_until_prose_or_a_heading():
    assert left_out("One.", "References", ENTRY, ENTRY) == ["References", ENTRY, ENTRY]
    assert left_out("References", LONG, LONG, LONG) == []
    whole = ["References", *[ENTRY] * 4]
    assert left_out(*whole, LONG, ENTRY, ENTRY) == [*whole, LONG, ENTRY, ENTRY]
    assert left_out(*whole, LONG, LONG, "short") == whole
    assert left_out(*whole, "Table 1: Firms", "short") == whole
    # A caption without a colon stands in the list.
    assert left_out(*whole, "Figure 1 - Flows", "short") == [*whole, "short"]


def test_a_long_heading_ends_a_list_of_references_and_begins_a_section():
    whole = ["References", *[ENTRY] * 4]
    title = "What the managers of both firms had to say of it"
    assert left_out("1 Aim", *whole, f"2 {title}", "short") == whole
    assert left_out("1 Aim", *whole, title, LONG, "short") == whole


def test_references_end_a_table():
    assert places("Table 1: Firms", "Hub", "References", ENTRY, LONG)[-1] == "sTable 1¶2"


def test_footnotes_stand_at_the_beginning_of_a_page():
    note = block("12 See there.", page_start=True)
    assert placed("1 Aim", "One.", note, "Two.")[2:] == [
        ("s1 note 12", "footnote", "Aim"),
        ("s1¶2", "text", "Aim"),
    ]
    assert places("1 Aim", "12 See there.") == ["s1", "s1¶1"]
    assert places("1 Aim", block("See there.", page_start=True)) == ["s1", "s1¶1"]
    assert places("Table 1: Firms", note) == ["Table 1", "Table 1/1"]


def test_letters_share_a_number():
    more = block("More.", lettered=True)
    assert places("One.", more, more, "Two.", more) == [
        "s0¶1", "s0¶1b", "s0¶1c", "s0¶2", "s0¶2b",
    ]  # fmt: skip
    # Without a paragraph before it there is no number to share.
    assert places(more, more) == ["s0¶1", "s0¶1b"]
    assert places("One.", "1 Aim", more, more) == ["s0¶1", "s1", "s1¶1", "s1¶1b"]
    many = places("One.", *[more] * 27)
    assert many[1:3] + many[25:] == ["s0¶1b", "s0¶1c", "s0¶1z", "s0¶1ba", "s0¶1bb"]


def test_what_surely_begins_a_paragraph_is_no_heading():
    assert placed(block("1 Aim", fixed=True), block("Table 1: Firms", fixed=True)) == [
        ("s0¶1", "text", ""),
        ("s0¶2", "text", ""),
    ]
