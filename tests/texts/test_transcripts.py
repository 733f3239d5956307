"""Who speaks: labels, what makes a transcript, turns."""

from __future__ import annotations

import dataclasses

import pytest

from crosscase.texts.paragraphs import LeftOut, Paragraph
from crosscase.texts.transcripts import Label, by_speaker, label, speakers, starts_turn, turn_lines
from tests.texts.samples import prose


@pytest.mark.parametrize(
    ("line", "speaker", "text"),
    [
        ("Q: Why?", "Q", "Why?"),
        ("**Interviewer:** Why?", "Interviewer", "Why?"),
        ("**Interviewer**: Why?", "Interviewer", "Why?"),
        ("__Interviewer__: Why?", "Interviewer", "Why?"),
        ("<v Anna> Why?", "Anna", "Why?"),
        ("Speaker 1 (00:12): Well.", "Speaker 1", "Well."),
        ("[00:01:12] Manager B: We meet.", "Manager B", "We meet."),
        ("00:12 - Manager B: We meet.", "Manager B", "We meet."),
        ("Manager B: [00:12] We meet.", "Manager B", "We meet."),
        ("Manager of the hub: We meet.", "Manager of the hub", "We meet."),
        ("Manager B:", "Manager B", ""),
        ("  Q: Why?  ", "Q", "Why?"),
        ("John Smith  00:01:12", "John Smith", ""),
        ("**John Smith**, [1:12]", "John Smith", ""),
        ("受访者：我们学习。", "受访者", "我们学习。"),
        ("Q: One: two.", "Q", "One: two."),
        ("Élise: Oui.", "Élise", "Oui."),
    ],
)
def test_labels(line, speaker, text):
    assert label(line) == Label(speaker, text)


@pytest.mark.parametrize(
    "line",
    ["Note: this is no speaker", "Sources: none", "Question 3: Why?", "e.g.: this", "First: this",
     "see http://x.y", "It is so.", "q: why?", "Q:why?", "The managers of the hub: we meet.",
     "", "12:30", "Manager B", "https: //x"],
)  # fmt: skip
def test_no_labels(line):
    assert label(line) is None


def test_a_label_has_forty_letters_at_most():
    assert label("A" * 40 + ": yes").speaker == "A" * 40
    assert label("A" * 41 + ": yes") is None


def test_a_label_stands_in_the_first_200_characters_and_the_text_is_whole():
    long = "word " * 100
    assert label(f"Q: {long}").text == long.strip()
    assert label(" " * 198 + "Q: Why?") == Label("Q", "Why?")
    assert label(" " * 199 + "Q: Why?") is None
    assert label("Q" + " " * 194 + "12:30") == Label("Q", "")
    assert label("Q" + " " * 195 + "12:30") is None
    with pytest.raises(dataclasses.FrozenInstanceError):
        label("Q: Why?").text = "Because."


# Transcripts ----------------------------------------------------------------------------------


def test_two_who_take_turns_four_times_make_a_transcript():
    assert speakers(["A: x", "B: x", "A: x", "B: x"]) == {"A", "B"}
    assert speakers(["A: x", "B: x", "A: x"]) == frozenset()
    # Each comes back.
    assert speakers(["A: x", "A: x", "A: x", "A: x"]) == frozenset()
    assert speakers(["A: x", "B: x", "A: x", "C: x", "A: x"]) == frozenset()
    assert speakers(["A: x", "B: x", "C: x", "D: x"]) == frozenset()


def test_they_take_turns_at_half_of_the_changes_at_least():
    # 5 turns have 4 places where the speaker may change: 2 are enough, 1 is not.
    assert speakers(["A: x", "A: x", "B: x", "B: x", "A: x"]) == {"A", "B"}
    assert speakers(["A: x", "A: x", "A: x", "B: x", "B: x"]) == frozenset()
    assert speakers(["A: x", "A: x", "A: x", "B: x", "B: x", "A: x"]) == frozenset()


def test_at_least_fifteen_percent_of_the_paragraphs_begin_with_a_label():
    talk = ["A: x", "B: x", "A: x", "B: x", "A: x", "B: x"]
    assert speakers(talk + ["text"] * 34) == {"A", "B"}
    assert speakers(talk + ["text"] * 35) == frozenset()


def test_someone_who_speaks_once_is_a_speaker_unless_there_are_many():
    talk = ["A: x", "B: x"] * 5
    assert speakers([*talk, "C: x"]) == {"A", "B", "C"}
    once = [f"C{i}: x" for i in range(6)]
    assert speakers([*talk, *once]) == {"A", "B", *(line[:2] for line in once)}
    # Nine labels are more than eight, and more than 40 % of seventeen.
    assert speakers([*talk, *once, "C6: x"]) == {"A", "B"}
    # Of 25 they are less than 40 %.
    assert len(speakers([*talk, *["A: x", "B: x"] * 4, *once, "C6: x"])) == 9


def test_prose_with_colons_is_no_transcript():
    assert speakers(["Trust: a word.", "Hub: the centre.", "Spoke: a unit."]) == frozenset()
    assert speakers(prose(5)) == frozenset()
    assert speakers([]) == frozenset()


def test_in_lines_a_turn_begins_after_a_blank_line_or_with_a_label():
    talk = ["A: x", "goes on", "B: x", "", "A: x", "more", "B: x"]
    assert turn_lines(talk) == {"A", "B"}
    # Lines that go on are no paragraphs: 4 of 4 begin with a label, not 4 of 44.
    long = [line for start in ("A: x", "B: x", "A: x", "B: x") for line in (start, *["on"] * 10)]
    assert turn_lines(long) == {"A", "B"}
    apart = [x for line in long for x in (line, "")]
    assert turn_lines(apart) == frozenset()


def test_lines_of_time_count_as_blank():
    timed = ["1", "00:00:01,000 --> 00:00:04,000", "A: x", "", "2", "00:05", "B: x"] * 3
    assert turn_lines(timed) == {"A", "B"}
    # What stands after a time begins a paragraph: 4 of 28 are less than 15 %.
    loose = ["A: x", "B: x", "A: x", "B: x", *["00:05", "text"] * 24]
    assert turn_lines(loose) == frozenset()
    # The times themselves are none: 4 of 24.
    fewer = ["A: x", "B: x", "A: x", "B: x", *["00:05", "text"] * 20]
    assert turn_lines(fewer) == {"A", "B"}


def test_what_begins_a_turn():
    names = frozenset({"A"})
    assert starts_turn("A: x", names)
    assert not starts_turn("B: x", names)
    assert not starts_turn("text", names)
    for time in ("00:12", "[00:01:12]", "3 00:12", "00:00:01,000 --> 00:00:04,000", "WEBVTT"):
        assert starts_turn(time, names), time
    assert starts_turn("WEBVTT" + "x" * 53, names)
    assert not starts_turn("WEBVTT" + "x" * 54, names)


def paragraphs(*given, kind="text"):
    return [Paragraph(f"s0¶{i}", "0", "", kind, text) for i, text in enumerate(given, 1)]


def test_turns_are_counted_and_go_on():
    found, left = by_speaker(
        paragraphs("Talk of May", "A: Why?", "More.", "00:12", "B: So.", "A: What?", "B:", "Well."),
        [LeftOut(3, "page number", "4")],
    )
    assert [(p.locator, p.kind, p.turn, p.speaker, p.text) for p in found] == [
        ("s0¶1", "text", 0, "", "Talk of May"),
        ("s0¶2", "turn", 1, "A", "Why?"),
        ("s0¶3", "turn", 1, "A", "More."),
        ("s0¶5", "turn", 2, "B", "So."),
        ("s0¶6", "turn", 3, "A", "What?"),
        # A label alone on its line has no text, but the turn is B's.
        ("s0¶8", "turn", 4, "B", "Well."),
    ]
    assert left == [LeftOut(3, "page number", "4"), LeftOut(0, "time stamp", "00:12")]


def test_headings_may_be_labels_and_other_kinds_are_not():
    talk = paragraphs("A: Why?", "B: So.", "A: Why?", "B: So.")
    heading = paragraphs("A: What?", kind="heading") + paragraphs("Part two", kind="heading")
    table = paragraphs("A: 12", kind="table") + paragraphs("00:12", kind="table")
    found, left = by_speaker([*talk, *heading, *table], [])
    assert [(p.kind, p.turn, p.text) for p in found[4:]] == [
        ("turn", 5, "What?"), ("heading", 0, "Part two"), ("table", 0, "A: 12"),
        ("table", 0, "00:12"),
    ]  # fmt: skip
    assert left == []


def test_labels_of_others_are_text():
    found, _ = by_speaker(paragraphs("A: x", "B: x", "A: x", "B: x", "Note: so it is"), [])
    assert found[-1].text == "Note: so it is"


def test_times_do_not_count_among_the_paragraphs_of_a_transcript():
    talk = ["A: x", "B: x", "A: x", "B: x"]
    found, _ = by_speaker(paragraphs(*talk, *["00:12"] * 40), [])
    assert [p.kind for p in found] == ["turn"] * 4
    # Other kinds do not count either.
    found, _ = by_speaker(paragraphs(*talk) + paragraphs(*["x"] * 40, kind="table"), [])
    assert found[0].kind == "turn"


def test_what_is_no_transcript_stays_as_it_was():
    given, left = paragraphs("One.", "A: x", "00:12"), [LeftOut(1, "r", "t")]
    assert by_speaker(given, left) == (given, left)
