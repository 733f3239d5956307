"""Units of a document to places: counted and printed numbers, tables, notes, references."""

from __future__ import annotations

import dataclasses

import pytest

from crosscase.texts.units import Unit, place

LONG = "Managers meet their largest customers each month, and what they hear is written down."
ENTRY = "Nohria, N. (1999). The hub. MIT Press."


def head(text, level=1):
    return Unit("heading", text, level)


def row(text, table=1):
    return Unit("row", text, table=table)


def units(*given):
    return [Unit("text", item) if isinstance(item, str) else item for item in given]


def placed(*given):
    return [(p.locator, p.kind) for p in place(units(*given))[0]]


def sections(*given):
    return [p.section for p in place(units(*given))[0] if p.kind == "heading"]


def left_out(*given):
    return [item.text for item in place(units(*given))[1]]


def test_a_unit_cannot_be_changed_and_has_no_level_unless_told():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Unit("text", "One.").text = "Two."
    assert (Unit("text", "One.").level, Unit("text", "One.").table) == (0, 0)


def test_nothing_has_no_place_and_empty_units_are_dropped():
    assert place([]) == ([], [])
    assert placed("  \n ", head(""), "One.") == [("s0¶1", "text")]


def test_texts_are_normalised_to_one_line():
    (found,), _ = place([Unit("text", " One\u00a0 two\n three ")])
    assert found.text == "One two three"


def test_headings_open_sections_and_paragraphs_are_counted_in_each():
    found, _ = place(units("Front.", head("Aim"), "One.", "Two.", head("Data"), "Three."))
    assert [(p.locator, p.section, p.heading, p.kind) for p in found] == [
        ("s0¶1", "0", "", "text"),
        ("s1", "1", "Aim", "heading"),
        ("s1¶1", "1", "Aim", "text"),
        ("s1¶2", "1", "Aim", "text"),
        ("s2", "2", "Data", "heading"),
        ("s2¶1", "2", "Data", "text"),
    ]


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        ([1, 2, 2, 1, 2], ["1", "1.1", "1.2", "2", "2.1"]),
        # A level that is left out is not counted.
        ([1, 3, 3, 2, 1], ["1", "1.1", "1.1.1", "1.2", "2"]),
        ([2, 2, 3], ["1", "2", "2.1"]),
        ([3, 2, 3], ["1", "2", "2.1"]),
        # One heading of the highest level at the beginning, and more below: it is the title.
        ([1, 2, 2], ["0", "1", "2"]),
        ([1, 2, 3, 2], ["0", "1", "1.1", "2"]),
        ([2, 3, 4, 3], ["0", "1", "1.1", "2"]),
        ([1, 2], ["1", "1.1"]),
        ([2, 1, 2], ["1", "2", "2.1"]),
        ([0, 1, 2], ["0", "1", "1.1"]),
        ([0], ["0"]),
    ],
)
def test_levels_are_counted(levels, numbers):
    found = sections(*[head(f"Title {'abcde'[i]}", level) for i, level in enumerate(levels)])
    assert found == numbers


def test_a_title_stands_among_the_first_five_units_and_has_no_number():
    chapters = [head("One", 2), head("Two", 2)]
    assert sections(*["x."] * 4, head("Title"), *chapters) == ["0", "1", "2"]
    assert sections(*["x."] * 5, head("Title"), *chapters) == ["1", "1.1", "1.2"]
    assert sections(head("1 Title"), *chapters) == ["1", "1.1", "1.2"]
    # Another heading stands before it.
    assert sections(head("Sub", 2), head("Title"), *chapters)[1:] == ["2", "2.1", "2.2"]


def test_printed_numbers_are_kept_and_counted_on():
    assert sections(
        head("Aim"), head("Data"), head("4.2 Method", 2), head("Firms", 3), head("Findings")
    ) == ["1", "2", "4.2", "4.2.1", "5"]
    found, _ = place(units(head("4.2 Method")))
    assert (found[0].heading, found[0].text) == ("Method", "4.2 Method")


def test_a_number_that_was_used_is_not_used_again():
    assert sections(head("2 Method"), head("2 Method"), head("Firms")) == ["2", "3", "4"]
    found, _ = place(units(head("2 Method"), head("2 Method")))
    assert [p.heading for p in found] == ["Method", "2 Method"]
    # Counting passes over it.
    assert sections(head("2 Method"), head("1 Aim"), head("Firms"), head("Next")) == [
        "2", "1", "3", "4",
    ]  # fmt: skip


# Tables, captions, notes ----------------------------------------------------------------------


def test_rows_are_counted_in_their_table():
    assert placed(row("a"), row("b"), row("c", 2), head("Aim"), row("d", 3)) == [
        ("table 1/1", "table"),
        ("table 1/2", "table"),
        ("table 2/1", "table"),
        ("s1", "heading"),
        ("table 3/1", "table"),
    ]


def test_a_caption_names_the_tables_after_it_up_to_the_next_heading():
    assert placed("Table 3: Firms", row("a"), row("b"), "Text.", row("c"), row("d", 2),
                  head("Aim"), row("e", 2)) == [
        ("Table 3", "caption"),
        ("Table 3/1", "table"),
        ("Table 3/2", "table"),
        ("s0¶1", "text"),
        ("Table 3/3", "table"),
        ("Table 3/1", "table"),
        ("s1", "heading"),
        ("table 2/1", "table"),
    ]  # fmt: skip


def test_a_figure_names_no_table():
    assert placed("Table 3: Firms", "Figure 1: Flows", row("a"))[1:] == [
        ("Figure 1", "caption"),
        ("Table 3/1", "table"),
    ]
    assert placed("Figure 1: Flows", row("a"))[1] == ("table 1/1", "table")


def test_only_text_and_captions_may_be_captions():
    label = "Table 3: Firms"
    assert placed(Unit("caption", label)) == [("Table 3", "caption")]
    assert placed(Unit("caption", "The firms")) == [("s0¶1", "text")]
    assert placed(Unit("footnote", label)) == [("s0 note 1", "footnote")]
    assert placed(row(label)) == [("table 1/1", "table")]


def test_notes_are_counted_in_their_section():
    note = Unit("footnote", "See there.")
    assert placed(head("Aim"), note, "Text.", note, head("Data"), note) == [
        ("s1", "heading"), ("s1 note 1", "footnote"), ("s1¶1", "text"),
        ("s1 note 2", "footnote"), ("s2", "heading"), ("s2 note 1", "footnote"),
    ]  # fmt: skip


# References and furniture ---------------------------------------------------------------------


def test_references_are_left_out_up_to_the_next_heading():
    found, left = place(units(head("Aim"), LONG, head("References"), ENTRY, LONG, ENTRY, ENTRY,
                              head("Appendix"), LONG))  # fmt: skip
    assert [p.locator for p in found] == ["s1", "s1¶1", "s2", "s2¶1"]
    assert [(item.line, item.reason) for item in left] == [(0, "reference list")] * 5
    assert [item.text for item in left] == ["References", ENTRY, LONG, ENTRY, ENTRY]


def test_headings_below_that_of_the_references_are_part_of_them():
    given = [head("Aim"), head("References"), head("Books", 2), ENTRY, ENTRY, ENTRY]
    assert left_out(*given) == ["References", "Books", ENTRY, ENTRY, ENTRY]
    assert left_out(*given, head("Notes", 2), LONG)[-2:] == [ENTRY, "Notes"]
    # Of the same level, or above, they are not.
    assert left_out(*given, head("Notes")) == ["References", "Books", ENTRY, ENTRY, ENTRY]
    # Even a title's level counts as the first.
    title = [head("References", 0), ENTRY, ENTRY, head("Notes", 1), LONG]
    assert left_out(*title) == ["References", ENTRY, ENTRY]
    place_of_it, _ = place(units(head("Aim"), head("References"), head("Books", 2), ENTRY, ENTRY))
    assert [p.text for p in place_of_it] == ["Aim"]


def test_a_heading_literature_over_prose_is_a_section():
    assert placed(head("Literature"), LONG, LONG) == [
        ("s1", "heading"), ("s1¶1", "text"), ("s1¶2", "text"),
    ]  # fmt: skip
    # What stands under the next heading is not looked at.
    assert left_out(head("Literature"), LONG, head("Notes"), ENTRY, ENTRY, ENTRY) == []
    assert left_out(head("Literature")) == []


def test_eight_units_are_looked_at_where_a_list_may_begin():
    assert left_out(head("References"), *[LONG] * 4, *[ENTRY] * 4)[:1] == ["References"]
    assert left_out(head("References"), *[LONG] * 5, *[ENTRY] * 5) == []


def test_prose_ends_a_list_and_what_follows_stays():
    given = [head("References"), *[ENTRY] * 4, LONG, LONG, "short", ENTRY]
    assert left_out(*given) == ["References", *[ENTRY] * 4]


def test_three_units_ahead_without_headings_say_whether_a_list_goes_on():
    whole = [head("References"), *[ENTRY] * 4]
    assert LONG in left_out(*whole, LONG, ENTRY, ENTRY, LONG, LONG)
    assert LONG not in left_out(*whole, LONG, ENTRY, LONG, LONG, ENTRY, ENTRY)
    assert LONG in left_out(*whole, LONG, head("More", 2), ENTRY, head("More", 2), LONG)


def test_after_references_a_list_is_over():
    assert left_out(head("References"), ENTRY, head("Data"), "short") == ["References", ENTRY]


def test_furniture_goes_and_leaves_its_number():
    found, left = place(units("3 comments", LONG))
    assert [p.locator for p in found] == ["s0¶2"]
    assert [(item.reason, item.text) for item in left] == [("web page furniture", "3 comments")]


def test_what_is_left_out_comes_references_first():
    assert left_out("3 comments", head("References"), ENTRY) == [
        "References", ENTRY, "3 comments",
    ]  # fmt: skip
