"""Two cuttings of a text are mapped by what is printed."""

from __future__ import annotations

import pytest

from crosscase.errors import DataError
from crosscase.texts import map_sentences


def pairs(theirs: dict[str, str], ours: dict[str, str]) -> list[tuple[str, ...]]:
    return list(map_sentences(theirs, ours).itertuples(index=False, name=None))


def test_the_same_cutting_maps_to_itself() -> None:
    cut = {"s1¶1.1": "One.", "s1¶1.2": "Two.", "Table 1/3": "Three"}
    assert pairs(cut, cut) == [(id, id, "same") for id in cut]


def test_a_sentence_that_we_cut_in_two_goes_to_both_and_later_numbers_shift() -> None:
    theirs = {"s1¶1.1": "In DMs. In 2001 too.", "s1¶1.2": "Then."}
    ours = {"s1¶1.1": "In DMs.", "s1¶1.2": "In 2001 too.", "s1¶1.3": "Then."}
    assert pairs(theirs, ours) == [
        ("s1¶1.1", "s1¶1.1", "part"), ("s1¶1.1", "s1¶1.2", "part"), ("s1¶1.2", "s1¶1.3", "same"),
    ]  # fmt: skip


def test_paragraphs_are_found_by_their_letters_and_white_space_does_not_count() -> None:
    theirs = {"s2¶7.1": "A  b.\n", "s2¶7.2": "C."}
    ours = {"s2¶8.1": "A b.", "s2¶8.2": "C.", "s2¶7.1": "Other."}
    assert pairs(theirs, ours) == [("s2¶7.1", "s2¶8.1", "same"), ("s2¶7.2", "s2¶8.2", "same")]


def test_a_line_printed_twice_goes_to_its_own_place() -> None:
    ours = {"Table 1/3": "From", "Table 1/11": "From"}
    assert pairs({"Table 1/11": "From"}, ours) == [("Table 1/11", "Table 1/11", "same")]
    assert pairs({"Table 9/1": "From"}, ours) == [("Table 9/1", "Table 1/3", "same")]


def test_a_line_that_one_of_two_cuts_is_one_paragraph_still() -> None:
    ours = {"Table 4/25.1": "Line (UK).", "Table 4/25.2": "In May"}
    assert [p[1] for p in pairs({"Table 4/25": "Line (UK). In May"}, ours)] == list(ours)


def test_a_text_that_is_not_ours_is_refused() -> None:
    with pytest.raises(DataError, match=r"sentence 's1¶1\.1': its paragraph stands nowhere"):
        map_sentences({"s1¶1.1": "Else."}, {"s1¶1.1": "This."})
