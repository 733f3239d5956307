"""Charts say what their tables say; nothing is cut off and nothing overlaps."""

from __future__ import annotations

from itertools import pairwise

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.colors import to_hex

from crosscase.errors import DataError, ParameterError
from crosscase.exhibits.figures import png_bytes, svg_bytes
from crosscase.plots import charts
from crosscase.plots.style import COLOURS
from tests.plots.inventory import assert_looks, assert_readable

PERIODS = pd.DataFrame(
    {
        "interview_id": ["i1", "i2", "i3"],
        "label": ["1 Acme", "2 Bolt", "2 Bolt"],
        "start_month": ["2013-02", "2014-01", "2016-04"],
        "end_month": ["2014-01", "2014-01", "2016-09"],
        "group": ["face-to-face", "video", "video"],
    }
)
COUNTS = pd.DataFrame({"firm": [4, 5, 0], "joint": [0, 3, 0]}, index=["P1", "P2", "P3"])
SAID = COUNTS.set_axis(["said of one firm", "said of several firms in one sentence"], axis=1)
LONG = pd.DataFrame(
    {"one": [1, 100], "other": [40, 2]}, index=["a label of many words that is broken", "short"]
)
EVENTS = pd.DataFrame(
    {
        "fact_id": ["f1", "f2", "f3", "f4"],
        "lane": ["Acme: high level", "Acme: high level", "Bolt: renew", "Bolt: release"],
        "year_start": [1991, 1998, 2001, 2013],
        "year_end": [1991, 2008, np.nan, 2013],
        "label": ["network opens abroad", "equipment in use in many countries", "at once",
                  "three units sold"],
        "vague": [False, True, False, False],
    }
)  # fmt: skip
FIGURES = {
    "timeline": lambda: charts.draw_timeline(PERIODS),
    "heat maps": lambda: charts.draw_heat_maps(
        {
            "one": COUNTS.set_axis(
                ["said of one firm", "said of several firms in one sentence"], axis=1
            ),
            "two": COUNTS[["firm"]] * 2,
        }
    ),
    "heat map with a unit": lambda: charts.draw_heat_maps(
        {"one": COUNTS * 0}, unit="roles", height_in=1.5, evidence=["e1"]
    ),
    "stacked": lambda: charts.draw_stacked(LONG, heading="Statements"),
    "butterfly": lambda: charts.draw_butterfly(
        COUNTS, COUNTS[::-1].set_axis(COUNTS.index), names=("A", "B"), heading="Statements"
    ),
    "events": lambda: charts.draw_events(EVENTS),
    "events of given years": lambda: charts.draw_events(
        EVENTS.drop(columns=["vague", "fact_id"]), span_years=(1980, 2020), label_width_in=0.9
    ),
}


def widths(axes: Axes) -> list[float]:
    return [float(bar.get_width()) for bar in axes.patches]


def written(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def faces(axes: Axes) -> list[str]:
    return [to_hex(bar.get_facecolor()).upper() for bar in axes.patches]


def test_charts_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_charts_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_charts_are_the_same_bytes_twice_and_leave_the_style_alone() -> None:
    before = dict(mpl.rcParams)
    assert svg_bytes(FIGURES["butterfly"]()) == svg_bytes(FIGURES["butterfly"]())
    png_bytes(FIGURES["timeline"]())
    assert dict(mpl.rcParams) == before


def test_a_label_with_two_periods_has_two_bars_on_one_line() -> None:
    axes = charts.draw_timeline(PERIODS).axes[0]
    assert [bar.get_y() + bar.get_height() / 2 for bar in axes.patches] == [0, 1, 1]
    # A month is included to its end: January 2014 alone is a twelfth of a year wide.
    assert widths(axes) == pytest.approx([1, 1 / 12, 1 / 2])
    assert [bar.get_x() for bar in axes.patches] == pytest.approx([2013 + 1 / 12, 2014, 2016.25])
    assert faces(axes) == [COLOURS["blue"], COLOURS["orange"], COLOURS["orange"]]


def test_a_timeline_covers_whole_years() -> None:
    axes = charts.draw_timeline(PERIODS).axes[0]
    assert axes.get_xlim() == (2013, 2017)
    assert axes.get_xticks().tolist() == [2013, 2014, 2015, 2016, 2017]


def test_heat_maps_shade_by_the_largest_number_of_all() -> None:
    figure = charts.draw_heat_maps({"one": COUNTS, "two": COUNTS * 2})
    limits = [axes.collections[0].get_clim() for axes in figure.axes]
    assert limits == [(0, 10), (0, 10)]
    # Of 10 at most, 0.62 of it and less is written in black.
    assert [t.get_color() for t in figure.axes[1].texts] == ["white", "black", "white", "black",
                                                             "black", "black"]  # fmt: skip
    edge = pd.DataFrame({"x": [62, 63, 100]})
    (axes,) = charts.draw_heat_maps({"": edge}).axes
    assert [text.get_color() for text in axes.texts] == ["black", "white", "white"]


def test_heat_maps_name_their_rows_once_and_their_unit() -> None:
    figure = charts.draw_heat_maps({"one": COUNTS, "two": COUNTS}, unit="roles")
    assert [axes.get_title() for axes in figure.axes] == ["one (roles)", "two (roles)"]
    assert [t.get_text() for t in figure.axes[0].get_yticklabels()] == ["P1", "P2", "P3"]
    assert charts.draw_heat_maps({"one": COUNTS}).axes[0].get_title() == "one"


def test_bars_have_the_length_of_their_counts() -> None:
    axes = charts.draw_stacked(COUNTS).axes[0]
    assert widths(axes) == [4, 5, 0, 0, 3, 0]
    assert [bar.get_x() for bar in axes.patches] == [0, 0, 0, 4, 5, 0]
    assert written(axes) == ["4", "5", "3"]
    axes = charts.draw_butterfly(COUNTS, COUNTS * 2, names=("A", "B")).axes[0]
    assert widths(axes) == [-4, -5, 0, 0, -3, 0, 8, 10, 0, 0, 6, 0]
    assert axes.get_xlim() == pytest.approx((-17.28, 17.28))


def test_a_part_too_short_for_its_number_has_none() -> None:
    table = pd.DataFrame({"a": [35, 34], "b": [965, 1]})
    assert written(charts.draw_stacked(table).axes[0]) == ["35", "965"]


def test_parts_are_told_apart_by_hatch_too() -> None:
    many = pd.DataFrame([[1] * 7], columns=list("abcdefg"))
    axes = charts.draw_stacked(many).axes[0]
    looks = [(to_hex(bar.get_facecolor()), bar.get_hatch()) for bar in axes.patches]
    assert len(set(looks[:6])) == 6
    assert len({hatch for _, hatch in looks[:6]}) == 6
    # The seventh begins again.
    assert looks[6] == looks[0]
    assert [t.get_text() for t in axes.get_legend().get_texts()] == list("abcdefg")


def test_sides_of_a_butterfly_are_named_above_the_first_row() -> None:
    axes = charts.draw_butterfly(COUNTS, COUNTS, names=("left", "right")).axes[0]
    sides = {text.get_text(): text.get_position() for text in axes.texts[-2:]}
    assert sides["left"][0] < 0 < sides["right"][0]
    assert sides["left"][1] == sides["right"][1] < -0.33
    assert [label.get_text() for label in axes.get_xticklabels()].count("0") == 1


def test_events_stand_at_their_years() -> None:
    axes = charts.draw_events(EVENTS, span_years=(1990, 2020)).axes[0]
    years = {t.get_text(): t.get_position()[0] for t in axes.texts if t.get_text().isdigit()}
    # Thirty years are labelled every fifth.
    assert list(map(int, years)) == [1990, 1995, 2000, 2005, 2010, 2015, 2020]
    steps = {round(b - a, 9) for a, b in pairwise(years.values())}
    assert len(steps) == 1
    a_year = steps.pop() / 5
    points = [line.get_xdata()[0] for line in axes.lines if line.get_marker() == "o"]
    assert points == pytest.approx([years["1990"] + a_year * n for n in (1, 11, 23)])
    (bar,) = axes.patches
    assert (bar.get_x(), bar.get_width()) == pytest.approx(
        (years["1990"] + 8 * a_year, 10 * a_year)
    )
    assert bar.get_hatch() == "////"


def test_events_name_their_years_unless_vague() -> None:
    told = [t.replace("\n", " ") for t in written(charts.draw_events(EVENTS).axes[0])]
    assert "1991: network opens abroad" in told
    assert "equipment in use in many countries" in told
    assert "2001: at once" in told
    sure = charts.draw_events(EVENTS.assign(vague=False)).axes[0]
    assert "1998–2008: equipment in use in many countries" in [
        text.replace("\n", " ") for text in written(sure)
    ]
    assert not sure.patches[0].get_hatch()


def test_lanes_are_named_once_and_parted() -> None:
    axes = charts.draw_events(EVENTS).axes[0]
    bold = [t.get_text().replace("\n", " ") for t in axes.texts if t.get_weight() == "bold"]
    assert bold == ["Acme: high level", "Bolt: renew", "Bolt: release"]
    level = [line for line in axes.lines if len(set(line.get_ydata())) == 1]
    rules = [line for line in level if line.get_xdata()[0] == 0.05]
    assert len(rules) == 2


def test_words_stand_at_the_side_with_room() -> None:
    rows = pd.DataFrame(
        {"lane": "a", "year_start": [1990, 2020], "year_end": [1990, 2020], "label": "some words"}
    )
    first, last = charts.draw_events(rows, span_years=(1990, 2020)).axes[0].texts[-2:]
    assert (first.get_ha(), last.get_ha()) == ("left", "right")


@pytest.mark.parametrize(
    ("years", "step"), [(9, 1), (10, 2), (18, 2), (19, 5), (45, 5), (46, 10), (91, 20), (181, 50)]
)
def test_an_axis_of_years_has_about_ten_labels(years: int, step: int) -> None:
    rows = pd.DataFrame({"lane": "a", "year_start": [2000], "year_end": [2000], "label": "x"})
    axes = charts.draw_events(rows, span_years=(2000, 2000 + years)).axes[0]
    labels = [int(text) for text in written(axes) if text.isdigit()]
    assert labels == list(range(2000, 2001 + years, step))


def test_tables_are_left_as_they_were() -> None:
    before = EVENTS.copy()
    charts.draw_events(EVENTS)
    pd.testing.assert_frame_equal(EVENTS, before)


def test_charts_carry_the_rows_that_they_show() -> None:
    assert charts.draw_timeline(PERIODS).evidence == ("i1", "i2", "i3")
    assert charts.draw_timeline(PERIODS, evidence=["other"]).evidence == ("other",)
    assert charts.draw_events(EVENTS).evidence == ("f1", "f2", "f3", "f4")
    assert charts.draw_events(EVENTS, evidence=["other"]).evidence == ("other",)
    assert charts.draw_stacked(COUNTS, evidence=["b", "a"]).evidence == ("a", "b")
    assert charts.draw_heat_maps({"": COUNTS}, evidence=["b", "a"]).evidence == ("a", "b")
    drawn = charts.draw_butterfly(COUNTS, COUNTS, names=("", ""), evidence=["b", "a"])
    assert drawn.evidence == ("a", "b")


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(DataError, match="periods has no column 'group'; it needs label, start_m"):
        charts.draw_timeline(PERIODS.drop(columns="group"))
    with pytest.raises(DataError, match="the table of events is empty"):
        charts.draw_events(EVENTS.head(0))
    with pytest.raises(DataError, match="events has no column 'lane'; it needs lane, year_start"):
        charts.draw_events(EVENTS.drop(columns="lane"))
    with pytest.raises(DataError, match="the table of counts is empty; there is nothing to draw"):
        charts.draw_stacked(COUNTS.head(0))
    for tables in ({}, {"one": COUNTS, "two": COUNTS.head(1)}):
        with pytest.raises(ParameterError, match="need at least one table and equal rows"):
            charts.draw_heat_maps(tables)
    for other in (COUNTS.head(1), COUNTS[["firm"]], COUNTS[::-1]):
        with pytest.raises(ParameterError, match="the two sides of the drawing differ in their"):
            charts.draw_butterfly(COUNTS, other, names=("A", "B"))
