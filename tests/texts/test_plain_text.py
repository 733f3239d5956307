"""Plain text to paragraphs: locators, furniture, references, double spacing, transcripts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.texts.lines import joined, normalise
from crosscase.texts.plain_text import read_plain, split
from crosscase.texts.transcripts import by_speaker, label, speakers

SENTENCES = (
    "The hub gathers what the spokes have learnt abroad and passes it on to every other unit.",
    "Managers meet their largest customers each month, and what they hear is written down at once.",
    "A laboratory in the north tests the ideas that the sales force brings home from its visits.",
    "Nobody had asked the suppliers before, although they knew the weak points of the product.",
    "What was learnt in one market was tried in a second one, and then became a rule for all.",
)


def prose(n, start=0):
    return [" ".join(SENTENCES[(i + j + start) % 5] for j in range(2 + i % 3)) for i in range(n)]


def wrapped(text, width=72):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]


def texts(found):
    return [p.text for p in found if p.kind == "text"]


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


def test_normalise_and_joined():
    assert normalise("cafe\u0301\u00a0x\r\ny\u200b") == "café x\ny"
    assert joined(["inter-", "national"]) == "inter-national"
    assert joined(["a -", "b"]) == "a - b"


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


@pytest.mark.parametrize(
    ("line", "speaker", "text"),
    [
        ("Q: Why?", "Q", "Why?"),
        ("**Interviewer:** Why?", "Interviewer", "Why?"),
        ("Speaker 1 (00:12): Well.", "Speaker 1", "Well."),
        ("John Smith  00:01:12", "John Smith", ""),
        ("受访者：我们学习。", "受访者", "我们学习。"),
    ],
)
def test_labels(line, speaker, text):
    found = label(line)
    assert (found.speaker, found.text) == (speaker, text)


@pytest.mark.parametrize("line", ["Note: this is no speaker", "see http://x.y", "It is so."])
def test_no_labels(line):
    assert label(line) is None


def test_prose_with_colons_is_no_transcript():
    assert not speakers(
        ["Trust: a word.", "Hub: the centre.", "Spoke: a unit.", "Firm: a case."] * 1
    )
    assert not speakers(prose(5))
