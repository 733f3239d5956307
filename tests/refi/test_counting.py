"""Ways of counting, each against the slow way."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.refi.counting import STANDARD, CodedText, CountingRule, to_code_points
from tests.refi.archives import position


def test_a_reading_says_how_it_counts() -> None:
    assert str(STANDARD) == "code points"
    assert str(CountingRule("UTF-8 bytes", "CRLF counted as one", True, True, 1)) == (
        "UTF-8 bytes, CRLF counted as one, byte order mark counted, end inclusive, counted from 1"
    )


# "é" is one code point, one UTF-16 unit and two bytes; "中" 1, 1, 3; "😀" 1, 2, 4.
@pytest.mark.parametrize(
    ("reading", "edges"),
    [
        (CountingRule(), [0, 1, 2, 3, 4]),
        (CountingRule(first=1), [1, 2, 3, 4, 5]),
        (CountingRule("UTF-16 units"), [0, 1, 2, 3, 5]),
        (CountingRule("UTF-8 bytes"), [0, 1, 3, 6, 10]),
        (CountingRule("UTF-8 bytes", mark_counted=True), [3, 4, 6, 9, 13]),
        (CountingRule("UTF-16 units", mark_counted=True), [1, 2, 3, 4, 6]),
    ],
    ids=str,
)
def test_widths_of_characters(reading: CountingRule, edges: list[int]) -> None:
    points, exact = to_code_points(CodedText("aé中😀", marked=True), edges, reading)
    assert points.tolist() == [0, 1, 2, 3, 4]
    assert exact.all()


@pytest.mark.parametrize(
    "text", ["\x7fa", "\u0080a", "\u07ffa", "\u0800a", "\uffffa", "\U00010000a"]
)
@pytest.mark.parametrize("unit", ["UTF-16 units", "UTF-8 bytes"])
def test_widths_at_the_limits_of_the_encodings(text: str, unit: str) -> None:
    reading = CountingRule(unit)  # type: ignore[arg-type]
    counted = [position(text, at, reading, marked=False) for at in (0, 1, 2)]
    assert to_code_points(CodedText(text), counted, reading)[0].tolist() == [0, 1, 2]


@pytest.mark.parametrize(
    ("newline", "text", "edges"),
    [
        ("CRLF counted as one", "a\r\nb\nc", [0, 1, 2, 3, 4, 5]),  # before a, CRLF, b, LF, c; end
        ("line feed counted as two", "a\r\nb\nc", [0, 1, 3, 4, 6, 7]),
        ("line feed counted as two", "\n\na", [0, 0, 2, 4, 5, 5]),
    ],
)
def test_line_ends(newline: str, text: str, edges: list[int]) -> None:
    reading = CountingRule(newline=newline)  # type: ignore[arg-type]
    at = [i for i in range(len(text) + 1) if text[i - 1 : i + 1] != "\r\n"]
    points, exact = to_code_points(CodedText(text), sorted(set(edges)), reading)
    assert points.tolist() == at
    assert exact.all()


def test_a_mark_that_was_not_there_is_not_counted() -> None:
    reading = CountingRule(mark_counted=True)
    assert to_code_points(CodedText("ab"), [1], reading)[0].tolist() == [1]
    assert to_code_points(CodedText("ab", marked=True), [1], reading)[0].tolist() == [0]


def test_a_position_within_a_character_is_that_of_the_character() -> None:
    # Units 0 a, 1–2 😀, 3 b, 4 end.
    points, exact = to_code_points(CodedText("a😀b"), [1, 2, 3], CountingRule("UTF-16 units"))
    assert points.tolist() == [1, 1, 2]
    assert exact.tolist() == [True, False, True]


@pytest.mark.parametrize("text", ["ab", "a😀"])
def test_positions_outside_stay_outside_by_as_much(text: str) -> None:
    units = len(text.encode("utf-16-le")) // 2
    reading = CountingRule("UTF-16 units")
    points, exact = to_code_points(CodedText(text), [-2, 0, units, units + 1, units + 4], reading)
    assert points.tolist() == [-2, 0, 2, 3, 6]
    assert exact.tolist() == [False, True, True, False, False]


@pytest.mark.parametrize("reading", [CountingRule(), CountingRule("UTF-8 bytes")], ids=str)
def test_an_empty_text_has_one_place(reading: CountingRule) -> None:
    points, exact = to_code_points(CodedText(""), [0, 1], reading)
    assert (points.tolist(), exact.tolist()) == ([0, 1], [True, False])


def test_no_positions_are_still_whole_numbers() -> None:
    assert to_code_points(CodedText("a"), [], STANDARD)[0].dtype == np.int64
    assert to_code_points(CodedText("😀"), [], CountingRule("UTF-8 bytes"))[0].dtype == np.int64


def test_ways_and_texts_are_values_that_cannot_be_changed() -> None:
    for made in (STANDARD, CodedText("a")):
        assert hash(made) == hash(type(made)(**vars(made)))
        with pytest.raises(FrozenInstanceError):
            made.text = "b"  # type: ignore[union-attr, misc]


def test_half_an_emoji_is_one_unit() -> None:
    # A tool that cuts UTF-16 strings may leave a lone surrogate in a text that was typed.
    points, _ = to_code_points(CodedText("\ud83da"), [1, 2], CountingRule("UTF-16 units"))
    assert points.tolist() == [1, 2]


_READINGS = st.builds(
    CountingRule,
    unit=st.sampled_from(["code points", "UTF-16 units", "UTF-8 bytes"]),
    newline=st.sampled_from(["", "CRLF counted as one", "line feed counted as two"]),
    mark_counted=st.booleans(),
    first=st.integers(0, 1),
)
_PIECES = st.sampled_from(["a", " ", "é", "中", "😀", "\n", "\r\n", "."])


@settings(max_examples=100, deadline=None)
@given(text=st.lists(_PIECES, max_size=40).map("".join), reading=_READINGS, marked=st.booleans())
def test_positions_come_back_from_every_count(
    text: str, reading: CountingRule, marked: bool
) -> None:
    if reading.newline == "line feed counted as two" and "\r\n" in text:
        return  # such a tool never sees a text with CRLF
    edges = [at for at in range(len(text) + 1) if text[max(at - 1, 0) : at + 1] != "\r\n"]
    counted = [position(text, at, reading, marked=marked) for at in edges]
    points, exact = to_code_points(CodedText(text, marked), counted, reading)
    assert points.tolist() == edges
    assert exact.all()
