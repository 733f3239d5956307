"""Plain text to paragraphs: locators, furniture, references, double spacing, transcripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.texts.lines import normalise
from crosscase.texts.plain_text import read_plain, split
from crosscase.texts.transcripts import by_speaker
from tests.texts.samples import prose, texts, wrapped


@pytest.mark.parametrize("form", ["blank", "unwrapped", "one line each"])
def test_no_paragraph_is_lost_or_joined(form):
    wanted = prose(12)
    if form == "blank":
        text = "\n\n".join("\n".join(wrapped(p)) for p in wanted)
    else:
        text = ("\n\n" if form == "unwrapped" else "\n").join(wanted)
    found, left_out = split(text)
    assert texts(found) == wanted
    assert not left_out


def test_double_spaced_text_is_put_together():
    wanted = prose(9)
    text = "\n\n".join(line for p in wanted for line in wrapped(p))
    found = texts(split(text)[0])
    assert " ".join(found) == " ".join(wanted)
    assert len(found) >= len(wanted) - 1


def test_a_page_break_with_head_and_number_is_mended():
    lines = wrapped(prose(1)[0] + " " + prose(1, 2)[0])
    pages = []
    for number in range(1, 7):
        pages += [
            *lines[:2],
            "",
            "A study of hubs and spokes",
            f"{number} | P a g e",
            "",
            *lines[2:],
            "",
        ]
    filler = [line for p in prose(30) for line in [*wrapped(p), ""]]
    found, left_out = split("\n".join(pages + filler))
    assert texts(found)[:6] == [" ".join(lines)] * 6
    assert {item.reason for item in left_out} == {"running head", "page number"}


def test_sections_captions_tables_notes():
    text = """1. Introduction

Why do firms learn from their units abroad? We ask.

2. Method

2.1 Cases

Two firms were chosen for what they had in common.

3.14 is not a section.

Table 1: Firms

Name  Year

3. Findings

They learn.
"""
    found, _ = split(text)
    places = [(p.locator, p.kind) for p in found]
    assert ("s2.1¶1", "text") in places
    assert ("Table 1", "caption") in places
    assert ("Table 1/1", "table") in places
    assert ("s3¶1", "text") in places
    assert not any(p.kind == "heading" and p.text.startswith("3.14") for p in found)


def test_references_go_and_what_follows_stays():
    text = """1. Aim

We ask why, and we answer with what the managers said.

References

Nohria, N. (1999). The hub. MIT Press.

Smith, J. & Jones, A. (2010). Learning abroad. Journal of Things, 12(3), 4-19.

World Bank (2012). Doing business. http://example.org

Appendix A

The questions that were asked of each manager stand here.
"""
    found, left_out = split(text)
    assert sum(item.reason == "reference list" for item in left_out) == 4
    assert found[-1].text.startswith("The questions")


def test_a_heading_literature_over_prose_is_no_reference_list():
    text = "Literature\n\n" + "\n\n".join(prose(4))
    assert len(texts(split(text)[0])) == 4


def test_web_furniture_keeps_the_numbers():
    text = "\n\n".join(
        ["Jane Doe", "March 3rd, 2021", "0 comments | 8 shares", *prose(3),
         "© 2021 Example Press. All rights reserved."]
    )  # fmt: skip
    found, left_out = split(text)
    assert texts(found) == prose(3)
    assert [p.locator for p in found] == ["s0¶4", "s0¶5", "s0¶6"]
    assert {"byline", "web page furniture", "copyright"} == {item.reason for item in left_out}


def test_contents_are_left_out():
    text = "1 Aim ............ 3\n2 Method ......... 7\n\n" + "\n\n".join(prose(2))
    found, left_out = split(text)
    assert texts(found) == prose(2)
    assert [item.reason for item in left_out] == ["table of contents"] * 2


def test_a_line_on_every_line_is_no_running_head():
    found, left_out = split("the same words on each line of the text\n" * 200)
    assert found
    assert not left_out


@given(st.text(max_size=400))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_without_error_and_nothing_vanishes(text):
    found, left_out = split(text)
    kept = "".join(p.text for p in found) + "".join(item.text for item in left_out)
    letters = [c for c in normalise(text) if c.isalnum()]
    assert sum(c.isalnum() for c in kept) >= len(letters)


# Transcripts ----------------------------------------------------------------------------------

TALK = """Interview with a manager, 12 May

Interviewer: How do you learn from customers?
Manager B: We meet them every month. We write down what they
say, and the hub reads it.

They like that.
Interviewer: And from suppliers?
[00:03:10] Manager B: Less often.
Interviewer: Why?
Manager B: Note: we have few of them. It takes time: more than we have.
"""


def test_turns():
    reading = read_plain(TALK.encode())
    found, _ = by_speaker(reading.paragraphs, reading.left_out)
    turns = [(p.turn, p.speaker, p.text) for p in found if p.kind == "turn"]
    assert turns == [
        (1, "Interviewer", "How do you learn from customers?"),
        (
            2,
            "Manager B",
            "We meet them every month. We write down what they say, and the hub reads it.",
        ),
        (2, "Manager B", "They like that."),
        (3, "Interviewer", "And from suppliers?"),
        (4, "Manager B", "Less often."),
        (5, "Interviewer", "Why?"),
        (6, "Manager B", "Note: we have few of them. It takes time: more than we have."),
    ]
    assert found[0].text == "Interview with a manager, 12 May"


def test_a_text_without_speakers_has_no_turns():
    reading = read_plain("One.\n\nNote: two.\n".encode("utf-16"))
    assert texts(reading.paragraphs) == ["One.", "Note: two."]
    assert (reading.encoding, reading.notes) == ("utf-16", [])
    assert read_plain("é.".encode("cp1252")).notes == [
        "not UTF-8; read as cp1252, check accents and quotation marks"
    ]


def test_furniture_and_references_come_in_the_order_of_their_rules():
    entry = "Nohria, N. (1999). The hub. MIT Press."
    _, left_out = split(f"3 comments\n\nOne.\n\nPage 2\n\nTwo.\n\nReferences\n\n{entry}\n")
    assert [(item.line, item.reason) for item in left_out] == [
        (5, "page number"), (0, "reference list"), (0, "reference list"),
        (0, "web page furniture"),
    ]  # fmt: skip


def test_in_wrapped_lines_a_turn_begins_a_paragraph_without_a_blank_line():
    spoken = [
        f"{name}: {text}" for text, name in zip(prose(6), ["Q", "Manager B"] * 3, strict=True)
    ]
    lines = [line for turn in spoken for line in wrapped(turn)]
    assert texts(read_plain("\n".join(lines).encode()).paragraphs) == spoken
