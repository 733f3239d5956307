"""What stands around a text: found, and not found where it is the text."""

from __future__ import annotations

import pytest

from crosscase.texts.furniture import lines_without_furniture, without_furniture
from crosscase.texts.paragraphs import Paragraph
from tests.texts.samples import SENTENCES

HEAD = "A study of hubs"


def reasons(lines):
    return [(item.line, item.reason) for item in lines_without_furniture(lines)[1]]


# Lines ----------------------------------------------------------------------------------------


def pages(head, n, *, between=20):
    """Return `n` pages of text with a head between blank lines."""
    body = [f"{SENTENCES[i % 5]} {i}" for i in range(between)]
    return [line for _ in range(n) for line in ["", head, "", *body]]


def test_what_is_taken_out_leaves_a_blank_line_and_its_number():
    kept, left_out = lines_without_furniture(["One", "Page 4 of 9", "Two"])
    assert kept == ["One", "", "Two"]
    assert [(item.line, item.text) for item in left_out] == [(2, "Page 4 of 9")]


@pytest.mark.parametrize(("times", "found"), [(3, 0), (4, 4), (5, 5)])
def test_a_running_head_comes_back_four_times(times, found):
    assert [reason for _, reason in reasons(pages(HEAD, times))] == ["running head"] * found


@pytest.mark.parametrize(("head", "found"), [("Eleven char", 0), ("Twelve chars", 9)])
def test_a_short_line_that_comes_back_is_no_running_head(head, found):
    assert len(reasons(pages(head, 9))) == found


def test_a_running_head_is_the_same_but_for_digits_and_spaces():
    lines = pages(HEAD, 2) + pages(f"  {HEAD}", 1) + pages("A study  of\thubs", 1)
    assert len(reasons(lines)) == 4
    numbered = [line for n in range(7, 12) for line in pages(f"Annual report {n}", 1)]
    assert len(reasons(numbered)) == 5


@pytest.mark.parametrize("end", [".", "?", "!", ",", ";", ":"])
def test_what_ends_a_clause_is_no_running_head(end):
    assert reasons(pages(HEAD + end, 6)) == []


def test_a_running_head_stands_by_itself():
    assert reasons([line for line in pages(HEAD, 6) if line]) == []
    above = pages(HEAD, 6)
    assert reasons([x for i, x in enumerate(above) if x or above[i - 1] != HEAD]) == []
    below = ["One.", *pages(HEAD, 6)]
    assert reasons([x for i, x in enumerate(below) if x or below[i + 1] != HEAD]) == []


def test_a_line_before_the_last_one_does_not_stand_by_itself():
    lines = [*pages(HEAD, 3), "", HEAD, "They learn."]
    assert [line for line, _ in reasons(lines)] == [2, 25, 48]
    assert [line for line, _ in reasons(lines[:-1])] == [2, 25, 48, 71]


def test_a_running_head_may_stand_beside_page_ends_and_page_numbers():
    body = pages("", 1)[3:]
    assert len(reasons([line for _ in range(4) for line in [*body, f"\f{HEAD}"]])) == 4
    beside = [line for n in range(4) for line in [*body, "", HEAD, f"Page {n}"]]
    assert [reason for _, reason in reasons(beside)].count("running head") == 4
    bare = [line for n in range(4) for line in [*body, str(n), HEAD, ""]]
    assert [reason for _, reason in reasons(bare)] == ["running head"] * 4
    fed = [line for n in range(4) for line in [*body, "", HEAD, f"\f{SENTENCES[n]}"]]
    assert len(reasons(fed)) == 4


def test_heads_may_begin_and_end_the_text():
    body = pages("", 1)[3:]
    assert len(reasons([HEAD, "", *body, "", HEAD, "", *body, "", HEAD, "", "", HEAD])) == 4


def test_a_line_on_every_seventh_line_is_no_running_head():
    # 8 of 53 lines with text are more than 15 %, 8 of 54 are less.
    assert (
        reasons(["", HEAD, ""] * 8 + [f"line {SENTENCES[i % 5]} {i}" * 1 for i in range(45)]) == []
    )
    assert (
        len(
            reasons(
                ["", HEAD, ""] * 8 + [f"{chr(97 + i // 26)}{chr(97 + i % 26)}" for i in range(46)]
            )
        )
        == 8
    )


def test_a_head_is_compared_by_its_first_300_characters():
    long = "word-" * 60
    lines = [line for n in range(4) for line in pages(long + "x" * n, 1)]
    assert len(reasons(lines)) == 4


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Page 12", "page number"),
        ("page 12 of 40", "page number"),
        ("- page 7 -", "page number"),
        ("12 | P a g e", "page number"),
        ("3|Page", "page number"),
        ("\f12", "page number"),
        ("\u2013 9 \u2013\f", "page number"),
        ("12", None),
        ("12 of 40", None),
        ("Page twelve", None),
        ("a page 12", None),
        ("Page 12345", None),
        ("Comment [AB1]: why?", "editor's mark"),
        ("  Insert Table 3 about here", None),
        ("  Insert Table 3 here", "editor's mark"),
        ("Insert [Figure 2] here", "editor's mark"),
        ("A comment [AB1]: why?", None),
        ("1 Aim ............ 3", "table of contents"),
        ("2 Method . . . . 17", "table of contents"),
        ("2 Method ... 17", None),
        ("1 Aim ............ page", None),
    ],
)
def test_lines(line, reason):
    assert reasons([line]) == ([(1, reason)] if reason else [])


def test_a_line_over_400_characters_is_a_paragraph():
    mark = "Comment [AB1]: "
    assert reasons([mark + "x" * (400 - len(mark))]) == [(1, "editor's mark")]
    assert reasons([mark + "x" * (401 - len(mark))]) == []


# Paragraphs -----------------------------------------------------------------------------------


def page(*texts, section="0", kind="text"):
    return [Paragraph(f"s{section}¶{i}", section, "", kind, t) for i, t in enumerate(texts, 1)]


def left(paragraphs):
    return [(item.text, item.reason) for item in without_furniture(paragraphs)[1]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("3 comments | 8 shares", "web page furniture"),
        ("1 like", "web page furniture"),
        ("Press Logo", "web page furniture"),
        ("Estimated reading time: 4 minutes", "web page furniture"),
        ("Leave a Reply", "web page furniture"),
        ("Leave a Comment below", "web page furniture"),
        ("Your email address will not be published.", "web page furniture"),
        ("Required fields are marked *", "web page furniture"),
        ("Posted In: Strategy", "web page furniture"),
        ("Share this on", "web page furniture"),
        ("Back to top", "web page furniture"),
        ("Skip to main content", "web page furniture"),
        ("Sign up for our newsletter", "web page furniture"),
        ("Read our Cookie Policy", "web page furniture"),
        ("By Jane Doe", "web page furniture"),
        ("Written by Jane van Doe", "web page furniture"),
        ("© 2021 Example Press", "copyright"),
        ("(c) 2019 Example", "copyright"),
        ("Copyright Example 2019", "copyright"),
        ("All rights reserved", "copyright"),
        ("This post gives the views of its author", "disclaimer"),
        ("This article reflects the views of nobody", "disclaimer"),
        ("March 3rd, 2021", "byline"),
        ("3 March 2021", "byline"),
        ("2021-03-03", "byline"),
    ],
)
def test_short_lines_of_a_page(text, reason):
    found = page("Firms learn from their customers.", text, "And they learn from their suppliers.")
    kept, left_out = without_furniture(found)
    assert [(item.line, item.reason, item.text) for item in left_out] == [(0, reason, text)]
    # What is left keeps its number.
    assert [p.locator for p in kept] == ["s0¶1", "s0¶3"]


@pytest.mark.parametrize(
    "text",
    ["They had three comments.", "A logo", "Jane Doe", "In March 2021", "A copyright of theirs",
     "This study gives the views of managers", "12 firms", "They share this view"],
)  # fmt: skip
def test_prose_is_no_furniture(text):
    assert left(page(text, "Firms learn.")) == []


def test_furniture_is_short_and_no_heading():
    text = "Share this " + "x" * 189
    assert len(text) == 200
    assert left(page(text)) == [(text, "web page furniture")]
    assert left(page(text + "x")) == []
    for kind in ("heading", "caption", "table", "footnote"):
        assert left(page("Back to top", kind=kind)) == []


def test_a_name_is_a_byline_if_a_date_follows():
    assert left(page("Jane Doe", "3 March 2021")) == [
        ("Jane Doe", "byline"), ("3 March 2021", "byline"),
    ]  # fmt: skip
    assert left(page("Jane Doe", "Firms learn.", "3 March 2021")) == [("3 March 2021", "byline")]
    assert left(page("They met", "3 March 2021")) == [("3 March 2021", "byline")]


TITLE = "How firms learn abroad"


def test_a_title_that_comes_back_before_the_first_section_is_left_out():
    assert left(page(TITLE, "Text one.", TITLE)) == [(TITLE, "repeated title")]
    # With a number after it, and whatever stands between.
    assert left(page(TITLE, f"{TITLE} 1234567890")) == [(f"{TITLE} 1234567890", "repeated title")]
    assert left(page(f"{TITLE} 123456", TITLE)) == [(TITLE, "repeated title")]
    assert left(page(TITLE, f"{TITLE} 12345")) == []


def test_what_comes_back_is_no_title_if_short_or_a_sentence_or_in_a_section():
    assert left(page("x" * 20, "x" * 20)) == []
    assert left(page("x" * 21, "x" * 21)) == [("x" * 21, "repeated title")]
    assert left(page(TITLE + ".", TITLE + ".")) == []
    assert left(page(TITLE, TITLE, section="1")) == []


@pytest.mark.parametrize("head", ["About the author", "About the Authors", "Author biography",
                                  "Author biographies"])  # fmt: skip
@pytest.mark.parametrize(("lines", "found"), [(0, True), (11, True), (12, False)])
def test_about_the_author_ends_a_page_if_little_follows(head, lines, found):
    text = page("Firms learn.", head, *[f"She wrote book {i}." for i in range(lines)])
    reasons = [reason for _, reason in left(text)]
    assert reasons == (["about the author"] * (lines + 1) if found else [])


def test_about_the_author_is_the_whole_line():
    assert left(page("About the author of this", "She.")) == []
