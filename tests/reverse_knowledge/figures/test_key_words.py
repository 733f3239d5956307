"""Counts of key words stand at their numbers, by topic."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from crosscase.errors import DataError
from reverse_knowledge.figures import key_words
from tests.plots.inventory import assert_looks, assert_readable

COUNTS = pd.DataFrame(
    {
        "code_id": ["c1", "c2", "c3"],
        "idea": ["an idea of several words to be broken", "b", "c"],
        "topic": ["x", "x", "a topic of words"],
        "Words": [4, 5, 1],
        "Acts": [4, 3, 0],
        "Other": [1, 5, 1],
    }
)


def drawn(*values: str, **options: object) -> Figure:
    return key_words.draw_counts(
        COUNTS, label="idea", values=values or ["Words", "Acts", "Other"], group="topic", **options
    )


def test_counts_look_as_they_did() -> None:
    figures = {"three": lambda: drawn(heading="Number"), "one": lambda: drawn("Acts")}
    assert_looks(__file__, figures)


@pytest.mark.filterwarnings("error")
def test_counts_can_be_read() -> None:
    assert_readable(drawn("Words", "Acts"))


def test_each_kind_has_its_mark_at_its_number() -> None:
    axes = drawn().axes[0]
    assert [line.get_label() for line in axes.lines[:3]] == ["Words", "Acts", "Other"]
    marks = [(m.get_marker(), m.get_markerfacecolor()) for m in axes.lines[:3]]
    assert len(set(marks)) == 3
    assert axes.lines[1].get_xydata().tolist() == [[4, 0], [3, 1], [0, 2]]


def test_equal_numbers_are_written_once() -> None:
    told = [(t.get_text(), *map(float, t.xy)) for t in drawn().axes[0].texts if hasattr(t, "xy")]
    assert told == [("4", 4, 0), ("5", 5, 1), ("1", 1, 2), ("3", 3, 1), ("0", 0, 2), ("1", 1, 0)]


def test_topics_are_named_and_parted() -> None:
    axes = drawn().axes[0]
    names = {t.get_text(): t.get_position()[1] for t in axes.texts if t.get_style() == "italic"}
    assert names == {"x": -0.3, "a topic of words": 1.7}
    rules = [line.get_ydata()[0] for line in axes.lines[3:]]
    assert rules == [1.5]


def test_the_axis_ends_at_the_largest_count_and_leaves_room_for_names() -> None:
    axes = drawn().axes[0]
    assert axes.get_xlim() == (0, 5 * 1.65)
    assert axes.get_xticks().max() == 5


def test_counts_carry_the_rows_that_they_show() -> None:
    assert drawn().evidence == ("c1", "c2", "c3")
    assert drawn(evidence=["w"]).evidence == ("w",)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(DataError, match="the table of counts has no column 'None'; it needs idea"):
        drawn("None")
    with pytest.raises(DataError, match="the table of counts is empty"):
        key_words.draw_counts(COUNTS.head(0), label="idea", values=["Words"], group="topic")
