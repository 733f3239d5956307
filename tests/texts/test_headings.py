"""Headings, captions and parts without number, told from prose."""

from __future__ import annotations

import pytest

from crosscase.texts.headings import (
    BULLET,
    caption_label,
    is_appendix,
    is_back_matter,
    is_front_matter,
    is_lettered,
    is_numbered,
    is_subsection,
    section_number,
)


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        ("1 Aim", (1,), "Aim"),
        ("1. Aim of the study", (1,), "Aim of the study"),
        ("4.2.10. Learning", (4, 2, 10), "Learning"),
        ("12   \u00c9tudes", (12,), "\u00c9tudes"),
        ("3 \u201cReverse\u201d flows", (3,), "\u201cReverse\u201d flows"),
        ('3 "Reverse" flows', (3,), '"Reverse" flows'),
    ],
)
def test_section_numbers(text, number, title):
    assert section_number(text) == (number, title)
    assert is_numbered(text)


@pytest.mark.parametrize(
    "text",
    [
        "1 aim", "100 Firms", "1Aim", "1.Aim", "Aim", "1 A", "4.100 Learning", "",
        "2 Firms were chosen.", "2 Firms?", "2 Firms!", "2 Firms,", "2 Firms;", "2 Firms:",
    ],
)  # fmt: skip
def test_what_is_no_numbered_heading(text):
    assert section_number(text) is None
    assert not is_numbered(text)


def test_a_heading_has_ninety_five_characters_at_most():
    # The title itself may have 89 letters.
    assert section_number("1.2.3 A" + "b" * 88) == ((1, 2, 3), "A" + "b" * 88)
    assert section_number("1.2.3 A" + "b" * 89) is None
    assert is_numbered("10.10.10.10 A" + "b" * 82)
    assert not is_numbered("10.10.10.10 A" + "b" * 83)


def test_subsections_have_two_numbers_and_no_end_of_a_clause():
    assert is_subsection("3.2 Cases")
    assert is_subsection("3.2 Cases?")
    for other in ("3 Cases", "3. Cases", "3.2 cases", "3.2 Cases.", "3.2 Cases, ", "3.2 Cases;"):
        assert not is_subsection(other)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Table 3: Firms", "Table 3"),
        ("Table 3 : Firms", "Table 3"),
        ("Figure 12.3 \u2013 Flows", "Figure 12.3"),
        ("Figure 2 - Flows", "Figure 2"),
        ("Table 3. Firms", "Table 3"),
        ("Table 3 shows the firms", None),
        ("Table 3.Firms", None),
        ("Table 123: Firms", None),
        ("table 3: Firms", None),
        ("see Table 3: Firms", None),
        ("Table 3:", None),
    ],
)
def test_captions(text, label):
    assert caption_label(text) == label


def test_a_caption_is_shorter_than_160_characters():
    assert caption_label("Table 3: " + "a" * 150) == "Table 3"
    assert caption_label("Table 3: " + "a" * 151) is None


@pytest.mark.parametrize(
    ("test", "yes", "no"),
    [
        (is_back_matter, ["References", "9. BIBLIOGRAPHY ", "Works cited", "10 Literature"],
         ["Literature review", "The references", "100 References"]),
        (is_front_matter, ["Abstract", "SUMMARY", "Acknowledgements", "Acknowledgments",
                           "Acknowledgement", "Conclusion", "Method", "Introduction "],
         ["Abstracts", "Methods", "An introduction"]),
        (is_appendix, ["Appendix", "APPENDIX B: Questions", "Appendices"],
         ["The appendix", "Appendix " + "x" * 41, "Appendixes"]),
        (is_lettered, ["b) Learning from suppliers", "h) Abc"],
         ["i) Learning", "b) learning", "b. Learning", "b) Ab", "b) A" + "b" * 71]),
    ],
)  # fmt: skip
def test_parts_without_number(test, yes, no):
    assert [text for text in yes if not test(text)] == []
    assert [text for text in no if test(text)] == []
    assert all(test(text) in (True, False) for text in yes + no)


def test_bullets():
    for item in ("\u2022 one", "- one", "* one", "\u2013 one", "1. one", "12) one", "(3) one",
                 "(1). one", "\uf0b7 one"):  # fmt: skip
        assert BULLET.match(item), item
    for other in ("one", "-one", "1 one", "123. one", "\u2014 one"):
        assert not BULLET.match(other), other
