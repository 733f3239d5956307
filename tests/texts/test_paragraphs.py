"""Paragraphs and their ids."""

from __future__ import annotations

import dataclasses

import pytest

from crosscase.texts.paragraphs import LeftOut, Paragraph, Reading, unique


def at(locator):
    return Paragraph(locator, "1", "Aim", "text", "We ask.")


def test_ids_are_locators_and_count_repeats_of_each():
    found = unique([at("s1"), at("s2"), at("s1"), at("s1"), at("s2")])
    assert found == ["s1", "s2", "s1#2", "s1#3", "s2#2"]
    assert unique([]) == []


def test_outside_a_transcript_nobody_speaks():
    assert (at("s1").speaker, at("s1").turn) == ("", 0)


def test_a_reading_has_no_encoding_and_no_notes_unless_told():
    reading = Reading([at("s1")], [LeftOut(3, "page number", "4")])
    assert (reading.encoding, reading.notes) == ("", ())


def test_nothing_can_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        at("s1").text = "Other"
    with pytest.raises(dataclasses.FrozenInstanceError):
        LeftOut(1, "r", "t").line = 2
    with pytest.raises(dataclasses.FrozenInstanceError):
        Reading([], []).encoding = "utf-8"
