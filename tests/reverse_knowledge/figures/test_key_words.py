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


IDEAS = pd.DataFrame(
    {
        "topic_id": ["customers", "customers", "co_operation", "host_country"],
        "topic": ["Customers", "Customers", "Partners", "Country"],
        "idea_id": ["customers_value", "other", "partners", "alone"],
        "idea": ["Value", "Other", "Joint work", "Alone"],
    }
)
TIES = pd.DataFrame(
    {
        "source_node": ["customers_value", "other"],
        "target_node": ["other", "partners"],
        "label": ["price", "test"],
    }
)


@pytest.mark.filterwarnings("error")
def test_ideas_that_share_a_word_stand_in_the_column_of_their_topic() -> None:
    figure = key_words.draw_shared(IDEAS, TIES, evidence=["k2", "k1"])
    assert_readable(figure)
    assert figure.evidence == ("k1", "k2")  # type: ignore[attr-defined]
    assert figure.get_size_inches().tolist() == [6.3, 2.6]
    told = {text.get_text(): text.get_position() for text in figure.axes[0].texts}
    assert {"Value", "Other", "Joint work", "price", "test"} <= set(told)
    assert "Alone" not in told
    assert told["Value"][0] == told["Other"][0] == 0.8
    assert told["Value"][1] > told["Other"][1]
    assert told["Joint work"][0] == 3.15


def test_ideas_need_their_columns() -> None:
    with pytest.raises(DataError, match="the table of ideas has no column 'topic'"):
        key_words.draw_shared(IDEAS.drop(columns="topic"), TIES)
