"""Lines to paragraphs and headings: indents, gaps, sizes of type, cuts of columns and words."""

from __future__ import annotations

import pytest

from crosscase.texts.pages import Line
from crosscase.texts.typography import set_in_type
from crosscase.texts.units import Unit

LEADING = 12.0
RIGHT = 300.0


class Column:
    """Lines put one under the other; `text` is cut at "|"."""

    def __init__(self, leading=LEADING):
        self.lines, self.y, self.leading = [], 700.0, leading

    def put(self, text, *, indent=0.0, gap=0.0, size=10.0, bold=False, end=None):
        """Add lines: the first with an indent and a gap above, the last as wide as its text."""
        self.y -= gap
        pieces = text.split("|")
        for at, piece in enumerate(pieces):
            x0 = 50 + (indent if at == 0 else 0)
            last = at == len(pieces) - 1
            x1 = (end or 50 + 5 * len(piece)) if last else RIGHT
            self.lines.append(Line(piece, x0, x1, self.y, size, bold, 1))
            self.y -= self.leading
        return self

    def fill(self, n=3, **options):
        """Add `n` paragraphs of three lines each."""
        for i in range(n):
            self.put(f"The hub gathers what the {i}|spokes have learnt abroad|at once.", **options)
        return self


def units(*columns):
    return [(unit.kind, unit.text) for unit in set_in_type([c.lines for c in columns])]


def said(*columns):
    return [text for _, text in units(*columns)]


FILLED = [f"The hub gathers what the {i} spokes have learnt abroad at once." for i in range(3)]


def test_nothing():
    assert set_in_type([]) == []


# Where a paragraph begins ---------------------------------------------------------------------


def test_indents_begin_paragraphs():
    assert said(Column().fill(indent=10)) == FILLED


def test_gaps_begin_paragraphs():
    assert said(Column().fill(gap=6)) == FILLED


def test_short_last_lines_end_paragraphs_where_there_are_no_indents():
    assert said(Column().fill()) == FILLED
    # A short line in the middle of a sentence does not.
    column = Column().fill().put("They|learn").put("from others.")
    assert said(column)[-1] == "They learn from others."
    # Nor a line that ends a sentence and is not short.
    column = Column().fill().put("They|learn.", end=RIGHT).put("And so.")
    assert said(column)[-1] == "They learn. And so."


@pytest.mark.parametrize(("end", "short"), [(249, True), (250, False)])
def test_a_line_is_short_that_lacks_a_fifth_of_the_column(end, short):
    # The column goes from 50 to 300: 250 is four fifths.
    column = Column().fill().put("They|learn.", end=end).put("And so.")
    assert (said(column)[-1] == "And so.") == short


@pytest.mark.parametrize("stop", [".", "!", "?", ":", "\u2026", ".)", ".\u201d", '."', ".\u2019]"])
def test_what_ends_a_sentence(stop):
    column = Column().fill().put(f"They|learn{stop}").put("And so.")
    assert said(column)[-1] == "And so."


@pytest.mark.parametrize(("gap", "begins"), [(4.1, False), (4.3, True)])
def test_a_gap_is_wider_than_a_third_of_the_usual_distance(gap, begins):
    # 12 points usually, so that 16.2 is the limit; no sentence ends above.
    column = Column().fill().put("They|learn").put("from others.", gap=gap)
    assert (said(column)[-1] == "from others.") == begins


def test_a_gap_of_a_third_more_is_no_gap():
    # 1.35 times 20 is 27 without a rest.
    column = Column(leading=20).fill().put("They|learn").put("from others.", gap=7)
    assert said(column)[-1] == "They learn from others."
    column = Column(leading=20).fill().put("They|learn").put("from others.", gap=7.1)
    assert said(column)[-1] == "from others."


def test_lines_above_begin_a_paragraph():
    # Two lines have no usual distance; it is taken for 1.2 sizes.
    for up, lines in ((6, 1), (7, 2)):
        column = Column().put("They", end=RIGHT).put("from others.", gap=-LEADING - up)
        assert len(said(column)) == lines
    column = Column().fill().put("They|learn").put("from others.", gap=-LEADING - 6)
    assert said(column)[-1] == "They learn from others."
    column = Column().fill().put("They|learn").put("from others.", gap=-LEADING - 7)
    assert said(column)[-1] == "from others."


@pytest.mark.parametrize(("indent", "begins"), [(5, False), (5.1, True), (49.9, True), (50, False)])
def test_indents_are_half_an_em_to_five(indent, begins):
    # No sentence ends above, so that only the indent says it.
    column = Column().fill(indent=10).put("They|learn").put("from others.", indent=indent)
    assert (said(column)[-1] == "from others.") == begins


def test_some_lines_have_indents_and_far_from_all():
    # Of 40 lines one is indented (2.5 %): that is enough. Of 60 it is not.
    def column(n):
        found = Column().put("One|two|three", indent=10, end=RIGHT)
        for _ in range(n):
            found.put("four|five|six|seven", end=RIGHT)
        return found.put("They|learn.").put("And so.")

    assert said(column(8))[-1].endswith("They learn. And so.")
    assert said(column(14))[-1] == "And so."
    # Where nearly half have one they are no paragraphs.
    half = Column()
    for _ in range(8):
        half.put("Verse one", indent=10).put("verse two,")
    assert len(said(half)) == 1


def test_short_columns_say_nothing_of_indents():
    short = Column().put("One", indent=10).put("two|three|four.", end=RIGHT)
    assert said(short, Column().fill())[-3:] == FILLED


@pytest.mark.parametrize("apart", [0, 1])
def test_pieces_of_one_row_are_no_distance_of_lines(apart):
    column = Column().fill(gap=6)
    for i in range(20):
        column.put(f"cell {i}", gap=apart - LEADING if i else 6, end=RIGHT)
    assert said(column)[:3] == FILLED


def test_six_lines_say_whether_there_are_indents():
    column = Column().put("One|two|three", indent=10, end=RIGHT)
    assert len(said(column.put("four|five|six", indent=10, end=RIGHT))) == 2
    column = Column().put("One|two|three", indent=10, end=RIGHT)
    assert len(said(column.put("four|five", indent=10, end=RIGHT))) == 1


def test_items_begin_paragraphs():
    for mark in ("\u2022", "-", "\u2013", "*", "1.", "(2)", "12)", "\u00b7"):
        column = Column().fill().put("Such as", end=RIGHT).put(f"{mark} hubs", end=RIGHT)
        assert said(column)[-1] == f"{mark} hubs", mark
    column = Column().fill().put("Such as", end=RIGHT).put("1988 was the year", end=RIGHT)
    assert said(column)[-1] == "Such as 1988 was the year"


def test_lines_of_an_item_hang_under_its_text():
    column = Column().fill(n=6, indent=10).put("\u2022 hubs that", end=RIGHT)
    column.put("learn from spokes", indent=10)
    assert said(column)[-1] == "\u2022 hubs that learn from spokes"


# Cuts -----------------------------------------------------------------------------------------


def test_a_paragraph_that_a_column_cuts_is_one():
    first = Column().fill(n=2, indent=10).put("They|learn", indent=10, end=RIGHT)
    second = Column().put("from others.").fill(n=2, indent=10)
    assert said(first, second)[2] == "They learn from others."
    # An indent begins one even there.
    second = Column().put("From others.", indent=10).fill(n=2, indent=10)
    assert said(first, second)[2:4] == ["They learn", "From others."]


def test_with_indents_a_column_that_ends_with_a_short_sentence_ends_the_paragraph():
    def both(end, following="They know."):
        first = Column().fill(n=2, indent=10).put("They|learn.", indent=10, end=end)
        return said(first, Column().put(following).fill(n=2, indent=10))[2]

    assert both(274) == "They learn."
    assert both(276) == "They learn. They know."
    assert both(200, "they know.") == "They learn. they know."


def test_without_indents_a_sentence_that_ends_with_the_column_ends_the_paragraph():
    first = Column().fill(gap=6).put("They|learn.", gap=6, end=RIGHT)
    assert said(first, Column().put("And so.").fill(gap=6))[3:5] == ["They learn.", "And so."]
    first = Column().fill(gap=6).put("They|learn", gap=6, end=RIGHT)
    assert said(first, Column().put("And so.").fill(gap=6))[3] == "They learn And so."


def test_words_that_a_line_cuts():
    column = Column().fill().put("They inter\u00ad|nationalise in-|ternational hubs.")
    column.put("A co\u00adop of international hubs.", gap=6)
    assert said(column)[-2:] == [
        "They internationalise international hubs.",
        "A coop of international hubs.",
    ]
    assert said(Column().put("a long-|term plan"))[0] == "a long-term plan"


# Other type -----------------------------------------------------------------------------------


def test_larger_type_is_a_heading_of_a_level_by_its_size():
    column = Column().put("Title", size=20).put("Aim", size=14, gap=10).fill(gap=6)
    column.put("Data", size=14, gap=10).fill(gap=6)
    found = set_in_type([column.lines])
    assert [unit for unit in found if unit.kind == "heading"] == [
        Unit("heading", "Title", 1), Unit("heading", "Aim", 2), Unit("heading", "Data", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "options", "kind"),
    [
        ("Aim", {"size": 11.2}, "text"),
        ("Aim", {"size": 11.3}, "heading"),
        ("Aim.", {"size": 14}, "text"),
        ("Aim,", {"size": 14}, "text"),
        ("Aim;", {"size": 14}, "text"),
        ("Why?", {"size": 14}, "heading"),
        ("A" * 140, {"size": 14}, "heading"),
        ("A" * 141, {"size": 14}, "text"),
        ("One|two|three", {"size": 14}, "heading"),
        ("One|two|three|four", {"size": 14}, "text"),
        ("Aim", {"bold": True}, "heading"),
        ("Aim:", {"bold": True}, "text"),
        ("Aim.", {"bold": True}, "text"),
        ("A" * 100, {"bold": True}, "heading"),
        ("A" * 101, {"bold": True}, "text"),
        ("One|two|three|four", {"bold": True}, "text"),
        ("1 See there", {"size": 9.1}, "footnote"),
        ("12 See there", {"size": 8}, "footnote"),
        ("2See there", {"size": 8}, "footnote"),
        ("1 See there", {"size": 9.3}, "text"),
        ("1 see there", {"size": 8}, "text"),
        ("See there", {"size": 8}, "text"),
        ("123 See there", {"size": 8}, "text"),
    ],
)
def test_kinds(text, options, kind):
    column = Column().fill(gap=6).fill(gap=6).put(text, gap=20, **options).fill(n=1, gap=20)
    wanted = text.replace("|", " ")
    assert (kind, wanted) in units(column)


def test_the_size_of_most_characters_is_that_of_the_text():
    # More lines, but fewer characters.
    column = Column()
    for i in range(9):
        column.put("Aim", size=14, gap=9).put(f"{i} " + "text " * 12, gap=9)
    assert [kind for kind, _ in units(column)] == ["heading", "text"] * 9


def test_sizes_that_differ_by_hundredths_are_one():
    column = Column().put("A" * 130, size=14)
    for i, size in enumerate((10.04, 10.01, 9.98, 9.96)):
        column.put(f"The hub gathers what the {i}|spokes have learnt abroad.", gap=6, size=size)
    assert [kind for kind, _ in units(column)] == ["heading"] + ["text"] * 4


def test_a_note_is_smaller_than_92_percent_of_the_text():
    for size, kind in ((23, "text"), (22.9, "footnote")):
        column = Column(leading=30).fill(size=25, gap=15).put("1 See there", gap=30, size=size)
        assert units(column)[-1] == (kind, "1 See there")


def test_bold_headings_stand_below_the_larger_ones():
    column = Column().put("Aim", size=14).fill(gap=6).put("Data", bold=True, gap=6).fill(gap=6)
    heads = [unit for unit in set_in_type([column.lines]) if unit.kind == "heading"]
    assert heads == [Unit("heading", "Aim", 1), Unit("heading", "Data", 2)]


def test_other_type_begins_a_paragraph_unless_it_is_a_word_within_one():
    # Larger, without a gap.
    column = Column().fill(gap=6).put("Aim", size=14, end=RIGHT).put("they", end=RIGHT).fill(gap=6)
    assert said(column)[3:5] == ["Aim", "they"]
    # A bold name in a paragraph.
    column = Column().fill(gap=6).put("They ask", gap=6, end=RIGHT)
    column.put("ZTE", bold=True, end=RIGHT).put("why.")
    assert said(column)[3] == "They ask ZTE why."
    # Which is no heading, though one of its lines is bold.
    column = Column().fill(gap=6).put("They ask", gap=6, end=RIGHT).put("ZTE", bold=True)
    assert units(column)[3] == ("text", "They ask ZTE")
    # Two sizes of bold are two headings.
    column = Column().fill(gap=6).put("Aim", bold=True, gap=6, end=RIGHT)
    column.put("Data", bold=True, size=11, end=RIGHT).fill(gap=6)
    assert said(column)[3:5] == ["Aim", "Data"]
    # Nor does it go on in another column.
    first = Column().fill(gap=6).put("They ask", gap=6, end=RIGHT)
    assert said(first, Column().put("ZTE", bold=True, end=RIGHT).fill(gap=6))[3:5] == [
        "They ask",
        "ZTE",
    ]


def test_a_size_that_differs_by_less_than_a_tenth_is_the_same():
    column = Column().fill(gap=6).put("They", gap=6, size=10.9, end=RIGHT).put("learn.", size=10)
    assert said(column)[-1] == "They learn."
