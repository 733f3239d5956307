"""What positions count: by quotes, by edges, by what is known of a tool."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from crosscase.refi import positions, read_project
from crosscase.refi.counting import STANDARD, CodedText, CountingRule
from crosscase.refi.positions import Decision, Span, decide
from tests.refi.archives import (
    archive,
    made_guid,
    position,
    project_xml,
    quotes_in,
    selection,
    sha1,
    text_source,
)

TEXT = (
    "Anna: 😡😡 we lost them.\r\nNobody – told us why 😀.\r\nThe ward closed at night.\r\nWe cried."
)
QUOTES = ["we lost them.", "Nobody – told us why 😀.", "The ward closed at night.", "We cried."]


def spans(
    text: str, quotes: Sequence[str], reading: CountingRule, *, named: bool, marked: bool = False,
    number: int = 0,
) -> list[Span]:  # fmt: skip
    """The selections of these quotes as a tool of this habit writes them."""
    made = []
    for quote in quotes:
        at = text.index(quote)
        start = position(text, at, reading, marked=marked)
        end = position(text, at + len(quote), reading, marked=marked) - reading.inclusive
        made.append(Span(number, start, end, quote if named else ""))
    return made


def decided(text: str, *found: Span, marked: bool = False, origin: str = "") -> Decision:
    return decide([CodedText(text, marked)], found, origin=origin)


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(
    "reading",
    [
        CountingRule(),
        CountingRule("UTF-16 units"),
        CountingRule("UTF-8 bytes"),
        CountingRule(newline="CRLF counted as one"),
        CountingRule("UTF-16 units", "CRLF counted as one"),
        CountingRule("UTF-16 units", mark_counted=True),
        CountingRule(newline="CRLF counted as one", mark_counted=True),
    ],
    ids=str,
)
def test_each_way_of_counting_is_recognised(reading: CountingRule, named: bool) -> None:
    found = spans(TEXT, QUOTES, reading, named=named, marked=True)
    decision = decided(TEXT, *found, marked=True)
    assert decision.readings == (reading,)
    # Before the first line end, or where a mark and a line end make up for each other, a quote
    # lies where the standard has it too.
    same = len(set(found) & set(spans(TEXT, QUOTES, STANDARD, named=named)))
    if not named:
        reason = "by the edges of words, lines and sentences"
    elif reading == STANDARD:
        reason = "4 of 4 named quotes found there"
    else:
        reason = f"4 of 4 named quotes found there; as code points: {same}"
    assert decision.sentence == f"{reading} ({reason})"


def test_a_line_feed_counted_as_two() -> None:
    # A tool that counts its own CRLF but exports LF, or whose CRLF the XML parser has joined.
    text, reading = TEXT.replace("\r\n", "\n"), CountingRule(newline="line feed counted as two")
    decision = decided(text, *spans(text, QUOTES, reading, named=False))
    assert decision.readings == (reading,)


@pytest.mark.parametrize(
    "reading",
    [CountingRule(inclusive=True), CountingRule(inclusive=True, first=1), CountingRule(first=1)],
    ids=str,
)  # fmt: skip
def test_inclusive_ends_and_counts_from_one_need_quotes(reading: CountingRule) -> None:
    text, quotes = "Alpha beta gamma delta.", ["Alpha beta", "gamma", "delta"]
    assert decided(text, *spans(text, quotes, reading, named=True)).readings == (reading,)
    unnamed = decided(text, *spans(text, quotes, reading, named=False))
    assert unnamed.readings == (STANDARD,)


def test_odd_readings_need_a_tenth_more_quotes_than_plain_ones() -> None:
    # Ends of "aa" and "aaa" are both inside a run of a: each reading finds one of two names.
    text = "aaaaaaaa. bbbbbbbb."
    plain, odd = Span(0, 0, 8, "aaaaaaaa"), Span(0, 10, 17, "bbbbbbbb")
    assert decided(text, plain, odd).readings == (STANDARD,)
    assert decided(text, plain, odd, Span(0, 11, 17, "bbbbbbb")).readings == (
        CountingRule(inclusive=True),
    )


def test_one_sloppy_edge_does_not_move_the_standard_and_two_do() -> None:
    # In UTF-16 units the first selects "Monday afternoon." from the line's beginning, as code
    # points "onday afternoon.)": one edge is bad. The second also ends on a blank so.
    text = "Yes 😀.\nMonday afternoon.) was fine"
    at = text.index("onday")
    decision = decided(text, Span(0, at, at + len("Monday afternoon.")))
    assert decision == Decision((STANDARD,), "code points (assumed: the file does not decide)")
    decision = decided(text, Span(0, at, at + len("Monday afternoon.)")))
    assert decision.readings == (CountingRule("UTF-16 units"),)


def test_a_tool_that_is_known_is_taken_at_its_habit() -> None:
    text, span = "😀😀 中中中中中中中中", Span(0, 5, 7)
    assert decided(text, span, origin="NVivo for Windows 12.6").readings == (
        CountingRule("UTF-16 units"),
    )
    assert decided(text, span, origin="Other, not NVivo").readings == (STANDARD,)


def test_edges_beat_what_is_known_of_a_tool() -> None:
    found = spans(TEXT, QUOTES, STANDARD, named=False)
    assert decided(TEXT, *found, origin="NVivo").readings == (STANDARD,)


def test_names_that_are_labels_are_no_evidence() -> None:
    text = "Yes 😀 and Monday afternoon was fine"
    at = text.index("Monday")
    decision = decided(text, Span(0, at, at + 6, "Quotation 6:1"))
    assert decision.readings == (STANDARD,)
    assert "named quotes" not in decision.sentence


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("we lost them.", True),
        ("  we   lost\nthem. ", True),  # white space is collapsed, or added, by tools
        ("we lost …", True),
        ("we lost...", True),
        ("we", False),  # two letters stand by chance in too many places
        ("we lost", False),  # cut off without a sign: too short to tell from another quote
        ("lost them.", False),
        ("we lost them. And", False),
    ],
)
def test_what_counts_as_a_name_that_repeats_the_quote(name: str, found: bool) -> None:
    text = "😡😡 we lost them."
    span = Span(0, 5, 18, name)  # UTF-16 units
    sentence = decided(text, span).sentence
    assert sentence.startswith("UTF-16 units (1 of 1 named quotes found there") == found


def test_names_of_three_letters_are_enough() -> None:
    assert "1 of 1 named quotes" in decided("😡😡 why", Span(0, 5, 8, "why")).sentence
    assert "1 of 1 named quotes" in decided("😡😡 why not", Span(0, 5, 12, "why…")).sentence


def test_a_name_of_twenty_characters_may_be_cut_without_a_sign() -> None:
    text = "😡😡 they lost all of them in one night."
    end = len(text) + 2
    for name, found in (("they lost all of the", True), ("they lost all of th", False)):
        sentence = decided(text, Span(0, 5, end, name)).sentence
        assert ("1 of 1 named quotes" in sentence) == found


def test_beginnings_count_as_found_in_the_sentence_too() -> None:
    # Both readings find the beginning of the name, as the text repeats itself.
    text = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa😡 We left."
    found = [Span(0, 0, 25, "aaaaaaaaaaaaaaaaaaaa"), Span(0, 33, 41, "We left.")]
    assert decided(text, *found).sentence == (
        "UTF-16 units (2 of 2 named quotes found there; as code points: 1)"
    )


def test_blanks_at_the_ends_of_a_quote_tell_where_it_lies() -> None:
    # " them" and "them" read alike with white space collapsed; the count by one more is wrong.
    text = "😡 we lost them all"
    exact = text.index("them")
    decision = decided(text, Span(0, exact, exact + 4, "them"))
    assert decision.readings == (STANDARD,)
    decision = decided(text, Span(0, exact + 1, exact + 5, "them"))
    assert decision.readings == (CountingRule("UTF-16 units"),)


def test_places_that_every_reading_shares() -> None:
    decision = decided("plain words", Span(0, 0, 5))
    sentence = "code points (every way of counting gives the same places)"
    assert decision == Decision((STANDARD,), sentence)
    nvivo = decided("plain words", Span(0, 0, 5), origin="NVivo")
    assert nvivo.readings == (STANDARD,)


def test_no_selections_no_decision() -> None:
    sentence = "as in the file: no text with selections is at hand"
    assert decide([CodedText("x"), CodedText("y")], []) == Decision((STANDARD,) * 2, sentence)
    assert decide([], []) == Decision((), sentence)


# --- several texts --------------------------------------------------------------------------


def _two_texts(second: Sequence[str]) -> Decision:
    """Three quotes of the first text in code points, those of the second in UTF-16 units."""
    texts = [f"😀 Ward {n} closed early. Staff {n} left it." for n in (1, 2)]
    first = ["Ward 1 closed early.", "Staff 1 left it.", "closed early."]
    found = spans(texts[0], first, STANDARD, named=True)
    found += spans(texts[1], second, CountingRule("UTF-16 units"), named=True, number=1)
    return decide([CodedText(text) for text in texts], found)


def test_a_text_counted_otherwise_than_the_rest() -> None:
    decision = _two_texts(["Ward 2 closed early.", "Staff 2 left it."])
    assert decision.readings == (STANDARD, CountingRule("UTF-16 units"))
    assert decision.sentence == (
        "code points (3 of 5 named quotes found there); in single sources UTF-16 units"
    )


def test_one_quote_elsewhere_is_chance() -> None:
    decision = _two_texts(["Ward 2 closed early."])
    assert decision.readings == (STANDARD, STANDARD)
    assert decision.sentence == "code points (3 of 4 named quotes found there)"


def test_texts_without_selections_are_read_as_the_rest() -> None:
    texts = [CodedText("no emoji"), CodedText(TEXT), CodedText("😀")]
    found = spans(TEXT, QUOTES, CountingRule("UTF-16 units"), named=False, number=1)
    assert decide(texts, found).readings == (CountingRule("UTF-16 units"),) * 3


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        (TEXT, CountingRule("UTF-16 units")),
        (TEXT.replace("😡", "é").replace("😀", "é"), CountingRule("UTF-8 bytes")),
        (TEXT, CountingRule(newline="CRLF counted as one")),
        (TEXT.replace("\r\n", "\n"), CountingRule(newline="line feed counted as two")),
        (TEXT, CountingRule(mark_counted=True)),
    ],
    ids=str,
)
def test_a_reading_that_differs_in_one_text_alone_is_a_candidate(
    text: str, reading: CountingRule
) -> None:
    quotes = ["we lost them.", "The ward closed at night.", "We cried."]
    found = spans(text, quotes, reading, named=False, marked=True, number=1)
    plain = Span(0, 0, 5)
    decision = decide([CodedText("plain words"), CodedText(text, marked=True)], [plain, *found])
    assert decision.readings == (reading, reading)
    assert hash(decision) == hash(decide([CodedText("plain words"), CodedText(text, True)],
                                         [plain, *found]))  # fmt: skip


def test_a_sample_of_each_text_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    found = spans(TEXT, QUOTES, CountingRule("UTF-16 units"), named=True) * 30
    monkeypatch.setattr(positions, "_MOST_SPANS", 40)
    looked_at: list[int] = []
    scores = positions._quote_scores

    def counting(texts, spans, *rest):  # type: ignore[no-untyped-def]
        looked_at.append(len(spans))
        return scores(texts, spans, *rest)

    monkeypatch.setattr(positions, "_quote_scores", counting)
    short = CodedText("😀 Ward. Staff.")
    few = [Span(1, 2, 7, "Ward."), Span(1, 8, 14, "Staff.")]
    decision = decide([CodedText(TEXT), short], [*found, *few])
    assert decision.readings == (CountingRule("UTF-16 units"), STANDARD)
    assert set(looked_at) == {22}  # every sixth of 120, and both of the short text
    decide([CodedText(TEXT)], found[:40])
    assert looked_at[-1] == 40


# --- edges ----------------------------------------------------------------------------------

WORDS = ["Ward one. Staff left", "They went home", "Nobody: why?"]


@pytest.mark.parametrize(
    ("text", "quote", "other"),
    [
        # In each the quote has good edges at the standard count, and would have bad ones at the
        # place that UTF-16 units give; or the other way round.
        ("😀 ab cd ef gh", "cd ef", "d ef "),
        ("😀 ab\ncd\nef gh", "cd\nef", "d\nef "),
        ("😀 12 34 56 78", "34 56", "4 56 "),
    ],
)
def test_words_lines_and_numbers_have_edges(text: str, quote: str, other: str) -> None:
    at = text.index(quote)
    good = [Span(0, at, at + len(quote))] * 3
    bad = [Span(0, at + 1, at + 1 + len(quote))] * 3
    assert text[at + 1 : at + 1 + len(quote)] == other
    assert decided(text, *good).readings == (STANDARD,)
    assert decided(text, *bad).readings == (CountingRule("UTF-16 units"),)


STRONG, FAIR, BAD = positions._STRONG, positions._FAIR, positions._BAD


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [  # The edge is at "|"; how it looks as the beginning, and as the end, of a selection.
        ("|ab", STRONG, None),
        ("ab|", None, STRONG),
        ("a|b", BAD, BAD),
        ("a1|b", BAD, BAD),
        ("1|2", BAD, BAD),
        ("中|中", FAIR, FAIR),
        ("中|a", BAD, BAD),
        ("a| b", BAD, FAIR),
        ("a |b", FAIR, BAD),
        ("a  |b", STRONG, BAD),
        (" |b", STRONG, BAD),
        ("(|b", FAIR, FAIR),
        ("a.|b", STRONG, STRONG),
        ("a. |b", STRONG, BAD),
        ("a? |b", STRONG, BAD),
        ("a, |b", FAIR, BAD),
        ("a,| b", BAD, FAIR),
        ("a”| b", BAD, STRONG),
        ("a\n|b", STRONG, BAD),
        ("a\r\n |b", STRONG, BAD),
        ("a|\nb", BAD, STRONG),
        ("a|\r\nb", BAD, STRONG),
        ("a|-b", FAIR, FAIR),
        ("a-|b", FAIR, FAIR),
    ],
)
def test_how_an_edge_looks(text: str, start: float | None, end: float | None) -> None:
    at = text.index("|")
    text = text.replace("|", "")
    if start is not None:
        assert positions._start_score(text, at) == start
    if end is not None:
        assert positions._end_score(text, at) == end


def test_what_an_edge_weighs() -> None:
    assert (round(STRONG, 1), round(FAIR, 1), round(BAD, 1)) == (2.7, 0.7, -2.7)


def test_scripts_without_letter_case_have_no_words_to_cut() -> None:
    # Chinese is written without blanks: a place between two characters is no fault.
    text = "😀中文中文中文中文"
    assert decided(text, *[Span(0, 3, 5)] * 9).readings == (STANDARD,)


def test_a_selection_beyond_the_text_speaks_against_a_reading() -> None:
    text = "😀😀😀😀 end"
    beyond = Span(0, 9, 12)  # as code points the text ends at 8
    assert decided(text, beyond).readings == (CountingRule("UTF-16 units"),)


# --- whole projects -------------------------------------------------------------------------


def test_a_project_is_read_in_code_points_whatever_it_counts(tmp_path: Path) -> None:
    selections = "".join(
        selection(n, span.start, span.end)
        for n, span in enumerate(spans(TEXT, QUOTES, CountingRule("UTF-16 units"), named=False))
    )
    path = archive(
        tmp_path / "p.qdpx", project_xml(text_source(selections)),
        {1: b"\xef\xbb\xbf" + TEXT.encode()},
    )  # fmt: skip
    project = read_project(path)
    assert quotes_in(path, TEXT) == QUOTES
    assert project.positions.startswith("UTF-16 units (by the edges")
    assert [coding.quote_sha1 for coding in project.codings] == [sha1(q) for q in QUOTES]


def test_the_texts_of_a_project_may_be_counted_differently(tmp_path: Path) -> None:
    sources, texts = "", {}
    for number in (1, 2):
        text = f"😀 Ward {number} closed early. Staff {number} left it."
        quotes = [f"Ward {number} closed early.", f"Staff {number} left it."]
        quotes += ["closed early."] if number == 1 else []
        reading = CountingRule("UTF-16 units") if number == 2 else STANDARD
        found = spans(text, quotes, reading, named=True)
        sources += text_source(
            "".join(
                selection(10 * number + n, s.start, s.end, name=s.name) for n, s in enumerate(found)
            ),
            number,
        )
        texts[number] = text.encode()
    project = read_project(archive(tmp_path / "p.qdpx", project_xml(sources), texts))
    second = [c.quote_sha1 for c in project.codings if c.document == made_guid("src", 2)]
    assert second == [sha1("Ward 2 closed early."), sha1("Staff 2 left it.")]
    assert project.positions.endswith("in single sources UTF-16 units")


def test_peers_that_slice_by_code_points_are_wrong_on_nvivo_files(tmp_path: Path) -> None:
    """QdaPy 0.1.0 and pyqdpx 0.1.8 slice Python strings at the file's numbers.

    NVivo counts UTF-16 units: with two emoji before it, "we lost them." (13 characters from
    code point 9) stands in the file as 11–24, and Python's text[11:24] is " lost them.\\r\\n".
    """
    (span,) = spans(TEXT, QUOTES[:1], CountingRule("UTF-16 units"), named=False)
    assert (TEXT.index(QUOTES[0]), span.start, span.end) == (9, 11, 24)
    assert TEXT[span.start : span.end] == " lost them.\r\n"
    xml = project_xml(
        text_source(selection(1, span.start, span.end)), origin="NVivo for Windows 12.6"
    )
    path = archive(tmp_path / "p.qdpx", xml, {1: b"\xef\xbb\xbf" + TEXT.encode()})
    assert quotes_in(path, TEXT) == ["we lost them."]
