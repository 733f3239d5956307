"""Shares and events stand at their numbers."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.errors import DataError
from reverse_knowledge.figures import practices
from tests.plots.inventory import assert_looks, assert_readable

SHARES = pd.DataFrame(
    {
        "practice_id": ["p1", "p2", "p3", "p4"],
        "label": ["a single figure", "a range of shares that is told in more words", "most", "85"],
        "lower_percent": [40.0, 5.0, 80.0, 85.0],
        "upper_percent": [40.0, 15.0, 98.5, 85.0],
    }
)
EVENTS = pd.DataFrame(
    {
        "fact_id": ["f1", "f2", "f3"],
        "year": [2016, 2011, 2020],
        "label": ["GE Appliances", "Sanyo", "a book of many words on it"],
        "group": ["acquisition", "acquisition", "publication"],
    }
)
FIGURES = {
    "ownership": lambda: practices.draw_ownership(SHARES),
    "years": lambda: practices.draw_years(EVENTS),
    "years without groups": lambda: practices.draw_years(
        EVENTS.drop(columns=["group", "fact_id"]).head(1), height_in=1.4
    ),
}


def test_practices_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_practices_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_single_figures_and_ranges_are_told_apart() -> None:
    axes = FIGURES["ownership"]().axes[0]
    spans = [line.get_xydata().tolist() for line in axes.lines if len(line.get_xdata()) == 2]
    assert spans == [[[40, 0], [40, 0]], [[5, 1], [15, 1]], [[80, 2], [98.5, 2]], [[85, 3]] * 2]
    points = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert points == [40, 85]
    told = [(t.get_text(), t.xy[0], t.get_ha()) for t in axes.texts]
    # Beside a large share there is no room at the right.
    assert told == [("40 %", 40, "left"), ("5 to 15 %", 15, "left"), ("80 to 98.5 %", 80, "right"),
                    ("85 %", 85, "left")]  # fmt: skip


def test_a_large_share_has_its_number_at_the_left() -> None:
    rows = SHARES.head(2).assign(lower_percent=[85.0, 86.0], upper_percent=[85.0, 86.0])
    sides = [text.get_ha() for text in practices.draw_ownership(rows).axes[0].texts]
    assert sides == ["left", "right"]


def test_events_stand_at_their_years_above_and_below_in_turn() -> None:
    figure = FIGURES["years"]()
    axes = figure.axes[0]
    told = [(t.get_text().replace("\n", " "), t.xy[0], t.get_va()) for t in axes.texts]
    assert told == [("2011 Sanyo", 2011, "bottom"), ("2016 GE Appliances", 2016, "top"),
                    ("2020 a book of many words on it", 2020, "bottom")]  # fmt: skip
    marks = {line.get_label(): line.get_xdata().tolist() for line in axes.lines[1:]}
    assert marks == {"acquisition": [2016, 2011], "publication": [2020]}
    assert [t.get_text() for t in figure.legends[0].get_texts()] == ["acquisition", "publication"]
    assert not FIGURES["years without groups"]().legends


def test_a_line_of_years_has_room_at_both_ends() -> None:
    axes = FIGURES["years"]().axes[0]
    assert axes.get_xlim() == pytest.approx((2011 - 1.44, 2020 + 1.44))
    assert axes.get_xticks().tolist() == list(range(2010, 2022))
    one = FIGURES["years without groups"]().axes[0]
    assert one.get_xlim() == (2015, 2017)


def test_practices_carry_the_rows_that_they_show() -> None:
    assert FIGURES["ownership"]().evidence == ("p1", "p2", "p3", "p4")
    assert FIGURES["years"]().evidence == ("f1", "f2", "f3")
    assert practices.draw_years(EVENTS, evidence=["e"]).evidence == ("e",)
    assert practices.draw_ownership(SHARES, evidence=["e"]).evidence == ("e",)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(DataError, match="the table of events is empty"):
        practices.draw_years(EVENTS.head(0))
    with pytest.raises(DataError, match="the table of events has no column 'year'; it needs year"):
        practices.draw_years(EVENTS.drop(columns="year"))
    with pytest.raises(DataError, match="the table of shares has no column 'upper_percent'; it ne"):
        practices.draw_ownership(SHARES.drop(columns="upper_percent"))


def test_a_practice_of_one_firm_has_another_mark_than_one_of_several() -> None:
    rows = {"Acme": ["firm", "joint"], "Bolt": ["", "joint"]}
    told = practices.draw_told(
        pd.DataFrame(rows, index=["Buys to learn", "Asks"]), evidence=["p2", "p1"]
    )
    alone, several = told.axes[0].lines[:2]
    assert alone.get_xydata().tolist() == [[0, 0]]
    assert several.get_xydata().tolist() == [[0, 1], [1, 1]]
    assert alone.get_fillstyle() != several.get_fillstyle()
    assert told.evidence == ("p1", "p2")
    assert_readable(told)
