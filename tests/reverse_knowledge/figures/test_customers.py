"""Levels of two kinds of customers stand beside each other."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from crosscase.errors import DataError, ParameterError
from reverse_knowledge.figures import customers
from tests.plots.inventory import assert_looks, assert_readable

TABLE = pd.DataFrame(
    {
        "row_id": ["r1", "r2"],
        "trait": ["cost", "waiting time"],
        "common": ["low", "high"],
        "key": ["high", "normal"],
        "key_text": ["dear", "two days"],
    }
)
COLUMNS = {"common": "Common customers", "key": "Key customers"}
LEVELS = ["low", "normal", "high"]


def drawn(**options: object) -> Figure:
    return customers.draw_levels(TABLE, columns=COLUMNS, levels=LEVELS, **options)


def test_levels_look_as_they_did() -> None:
    assert_looks(__file__, {"levels": drawn})


@pytest.mark.filterwarnings("error")
def test_levels_can_be_read() -> None:
    assert_readable(drawn())


def test_levels_stand_in_their_order_and_are_joined() -> None:
    axes = drawn().axes[0]
    common, key = axes.lines
    assert common.get_xydata().tolist() == [[0, 0], [2, 1]]
    assert key.get_xydata().tolist() == [[2, 0], [1, 1]]
    joins = [segment.tolist() for segment in axes.collections[0].get_segments()]
    assert joins == [[[0, 0], [2, 0]], [[2, 1], [1, 1]]]
    assert [t.get_text() for t in axes.get_xticklabels()] == LEVELS
    assert [t.get_text() for t in axes.get_legend().get_texts()] == list(COLUMNS.values())


def test_words_stand_above_their_mark() -> None:
    told = [(t.get_text(), tuple(t.xy)) for t in drawn().axes[0].texts if t.get_text()]
    assert told == [("dear", (2, 0)), ("two days", (1, 1))]


def test_levels_carry_the_rows_that_they_show() -> None:
    assert drawn().evidence == ("r1", "r2")
    assert drawn(evidence=["e"]).evidence == ("e",)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ParameterError, match="level 'high'; allowed: low, normal"):
        customers.draw_levels(TABLE, columns=COLUMNS, levels=LEVELS[:2])
    many = pd.DataFrame({"trait": list("abcdefgh"), "common": list("hgfedcba"), "key": "low"})
    with pytest.raises(ParameterError, match="level 'a'; allowed: low"):
        customers.draw_levels(many, columns=COLUMNS, levels=["low"])
    with pytest.raises(ParameterError, match="1 columns of levels; the drawing joins two"):
        customers.draw_levels(TABLE, columns={"key": "Key"}, levels=LEVELS)
    with pytest.raises(DataError, match="the table of traits has no column 'trait'; it needs"):
        customers.draw_levels(TABLE.drop(columns="trait"), columns=COLUMNS, levels=LEVELS)
