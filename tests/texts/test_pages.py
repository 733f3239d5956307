"""Pieces of a page to lines, their estimated widths, and what comes back at heads and feet."""

from __future__ import annotations

import dataclasses

import pytest

from crosscase.texts.pages import Line, lines_of, width_of, without_heads


def line(text, x0=0.0, x1=None, y=700.0, size=10.0, bold=False):
    return Line(text, x0, x0 + 5.0 * len(text) if x1 is None else x1, y, size, bold, 1)


# Widths ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "ems"),
    [
        ("", 0), ("a", 0.5), ("A", 0.66), ("i", 0.29), (" ", 0.29), ("I", 0.29), ("W", 0.82),
        ("m", 0.82), ("\u2014", 0.82), ("\u00ad", 0.29), ("5", 0.5), ("\u4e2d", 1), ("\u2e80", 1),
        ("\u2e7f", 0.5), ("\uffef", 1), ("\ufff0", 0.5), ("mills", 0.82 + 3 * 0.29 + 0.5),
    ],
)  # fmt: skip
def test_width_of(text, ems):
    assert width_of(text, 10) == pytest.approx(10 * ems)
    assert width_of(text, 20) == pytest.approx(20 * ems)


# Lines ----------------------------------------------------------------------------------------


def joined(*pieces):
    return [found.text for found in lines_of(pieces)]


def test_a_line_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        line("a").x0 = 3


def test_pieces_beside_one_another_are_a_line():
    # "hub" ends at 15: what begins up to 1.5 points on goes on with the word.
    assert joined(line("hub"), line("s", 16.5)) == ["hubs"]
    assert joined(line("hub"), line("spoke", 16.6)) == ["hub spoke"]
    # Up to 2.2 ems it is a space, further on another column.
    assert joined(line("hub"), line("spoke", 36.9)) == ["hub spoke"]
    assert joined(line("hub"), line("spoke", 37)) == ["hub", "spoke"]
    # There is a space already.
    assert joined(line("hub ", x1=15), line("spoke", 20)) == ["hub spoke"]
    assert joined(line("hub"), line(" spoke", 20)) == ["hub spoke"]
    assert joined(line("inter"), line("\u00adnational", 30)) == ["inter\u00adnational"]


def test_widths_are_estimates():
    # A piece may begin before the line's end, by three ems and a quarter of the line.
    last = line("x" * 20)
    assert joined(last, line("y", 100 - 30 - 24.9)) == ["x" * 20 + "y"]
    assert joined(last, line("y", 100 - 30 - 25)) == ["x" * 20, "y"]


def test_heights_of_one_line():
    assert joined(line("hub"), line("s", 16, y=695.6)) == ["hubs"]
    assert joined(line("hub"), line("s", 16, y=695.5)) == ["hub", "s"]
    assert joined(line("hub"), line("s", 16, y=704.4)) == ["hubs"]
    # The larger of the two sizes counts.
    assert joined(line("hub"), line("s", 16, y=691.1, size=20)) == ["hubs"]
    assert joined(line("hub", size=20, x1=15), line("s", 16, y=691.1)) == ["hubs"]


def test_no_space_before_the_mark_of_a_note():
    assert joined(line("hub"), line("2", 20, y=703, size=7)) == ["hub2"]
    # Not raised, or not small, it is a word.
    assert joined(line("hub"), line("2", 20, y=701, size=7)) == ["hub 2"]
    assert joined(line("hub"), line("2", 20, y=703, size=8)) == ["hub 2"]
    assert joined(line("hub"), line("2", 20, y=697, size=7)) == ["hub2"]


def test_what_a_line_keeps_of_its_pieces():
    (found,) = lines_of([line("hub", bold=True), line("spokes", 20, size=11)])
    assert found == Line("hub spokes", 0, 50, 700, 11, False, 1)
    (found,) = lines_of([line("hub", bold=True), line("s", 15, x1=18, size=12, bold=True)])
    assert (found.size, found.bold, found.x1) == (10, True, 18)
    # As long as the piece after it, the line keeps its size; and its end is its furthest.
    (found,) = lines_of([line("hub", x1=30), line("new", 25, x1=28, size=11)])
    assert (found.size, found.x1) == (10, 30)


def test_empty_pieces_are_no_lines_and_ends_are_stripped():
    assert lines_of([]) == []
    assert joined(line(" "), line(" hub ", y=600)) == ["hub"]


# Heads and feet -------------------------------------------------------------------------------


def page(*texts, top=700):
    return [line(text, y=top - 20 * i) for i, text in enumerate(texts)]


def body(n):
    """Return the inner lines of page `n`, none of which comes back."""
    return [f"{'abcdefghij'[n % 10]} line {word}" for word in ("one", "two", "three", "four")]


def left(pages):
    kept, left_out = without_heads(pages)
    rest = [[item.text for item in lines] for lines in kept]
    return rest, [(item.line, item.reason, item.text) for item in left_out]


def test_heads_come_back_but_for_numbers():
    pages = [page(f"Report  of 201{n}", "iv HUBS" if n else "x Hubs", *body(n)) for n in range(2)]
    rest, found = left(pages)
    assert found == [
        (0, "running head", "Report  of 2010"), (0, "running head", "x Hubs"),
        (0, "running head", "Report  of 2011"), (0, "running head", "iv HUBS"),
    ]  # fmt: skip
    assert rest == [body(0), body(1)]


@pytest.mark.parametrize(
    ("pages", "times", "found"),
    [(6, 2, True), (7, 2, False), (7, 3, True), (10, 3, True), (11, 3, False), (2, 1, False),
     (1, 1, False)],
)  # fmt: skip
def test_a_head_stands_on_three_pages_of_ten_and_on_two_at_least(pages, times, found):
    given = [page(*(["Annual report"] if n < times else []), *body(n)) for n in range(pages)]
    _, told = left(given)
    assert len(told) == (times if found else 0)


def test_a_short_line_that_comes_back_in_the_middle_of_pages_is_text():
    given = [page(*body(n)[:2], "Yes.", *body(n)[2:]) for n in range(6)]
    assert left(given)[1] == []
    # The same line once a page counts once, however often it stands at an edge.
    twice = [page("Yes.", "Yes.", *body(n)) if n == 0 else page(*body(n)) for n in range(6)]
    assert left(twice)[1] == []


def test_the_two_highest_and_the_two_lowest_rows_are_edges():
    given = [page("a head", "b head", *body(n), "c foot", "d foot") for n in range(2)]
    rest, found = left(given)
    assert rest == [body(0), body(1)]
    assert [text for _, _, text in found] == ["a head", "b head", "c foot", "d foot"] * 2
    given = [page("a head", "b head", "c head", *body(n), "d foot", "e foot", "f foot")
             for n in range(2)]  # fmt: skip
    assert left(given)[0] == [["c head", *body(n), "d foot"] for n in range(2)]
    # A page of three rows has no row twice.
    assert left([page("a head", f"{x} x", "foot") for x in "pq"])[1] == [
        (0, "running head", "a head"), (0, "running head", "foot"),
    ] * 2  # fmt: skip


def test_pieces_of_one_row_stand_within_three_points():
    def given(n, height):
        return [*page("pqr"[n] * 3, *body(n)), line("2019", 300, y=40), line("Hub", y=40 - height)]

    found = left([given(n, 2.9) for n in range(3)])[1]
    assert [text for _, _, text in found] == ["2019", "Hub"] * 3
    assert {reason for _, reason, _ in found} == {"running head"}
    # Apart, the number is a page's.
    found = left([given(n, 3) for n in range(3)])[1]
    assert [reason for _, reason, _ in found] == ["page number", "running head"] * 3


def test_a_row_is_read_from_left_to_right():
    given = [[line("head", 300), line("The", 10), *page(*body(n), top=600)] for n in range(2)]
    other = [line("The head"), *page(*body(2), top=600)]
    assert [text for _, _, text in left([*given, other])[1]] == ["head", "The"] * 2 + ["The head"]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", True), ("- 12 -", True), ("\u2013 12 \u2013", True), ("Page 3", True),
        ("PAGE 3", True),
        ("3 of 9", True), ("3/9", True), ("3 | 9", True), ("xiv", True), ("1234", True),
        ("12345", False), ("3 pages", False), ("ABC", False), ("p. 3", False),
    ],
)  # fmt: skip
def test_page_numbers(text, number):
    given = [page(*body(0), text)]
    assert left(given)[1] == ([(0, "page number", text)] if number else [])


def test_no_pages():
    assert without_heads([]) == ([], [])
    assert without_heads([[]]) == ([[]], [])
