"""Rows, columns, rules, keys and numbers stand where a reader looks for them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from crosscase.errors import DataError
from crosscase.plots import axes as parts
from crosscase.plots.style import new_figure
from tests.plots.inventory import assert_looks


@pytest.fixture
def axes() -> Axes:
    return new_figure(4, 2)[1]


def all_parts() -> Figure:
    figure, (left, right) = new_figure(6, 3, ncols=2)
    parts.name_rows(left, ["one", 2], edge=0.7, fontsize=6)
    parts.name_columns(left, ["a", 3], edge=0.6, fontsize=7)
    parts.part_rows(left, 3, -0.6, 1.6)
    parts.bare(left)
    parts.centred(left, 0, 1, "c", fontsize=6)
    for away in ((4, 0), (-4, 0), (0, 5), (0, -5)):
        parts.beside(left, "b", (1, 1), away, fontsize=6.5)
    parts.name_aslant(right, ["leave_one_out"], 45, edge=0.6)
    parts.grid(right, which="both", colour="#cccccc", width=0.5)
    marks = [parts.mark(name, "s", "red", ms=5) for name in "mno"]
    parts.key_below(figure, marks, columns=2)
    return figure


def shaded() -> Figure:
    figure, axes = new_figure(4, 2)
    shares = pd.DataFrame([[0.0, 0.72], [0.73, 1.0]])
    parts.grey_cells(axes, shares, {(1, 0): "just light", (0, 1): "just dark"})
    parts.grid(axes)
    axes.plot([0, 1], [0, 1], label="told")
    parts.key_below(figure, columns=3, loc="outside upper center", handlelength=0)
    return figure


def test_parts_look_as_they_did() -> None:
    assert_looks(__file__, {"parts": all_parts, "shaded": shaded})


def test_rows_run_down_and_columns_across(axes: Axes) -> None:
    parts.name_rows(axes, ["one", "two", "three"])
    parts.name_columns(axes, ["a", "b"])
    assert axes.get_ylim() == (2.5, -0.5)
    assert axes.get_xlim() == (-0.5, 1.5)
    assert [t.get_text() for t in axes.get_yticklabels()] == ["one", "two", "three"]


def test_names_aslant_stand_above_their_columns(axes: Axes) -> None:
    parts.name_aslant(axes, ["leave_one_out", "miscoding"], 40)
    assert axes.get_xlim() == (-0.5, 1.5)
    assert [t.get_text() for t in axes.get_xticklabels()] == ["leave one out", "miscoding"]


def test_a_text_grows_away_from_its_mark(axes: Axes) -> None:
    for away in ((3, 0), (-3, 0), (0, 3), (0, -3), (2, 2)):
        parts.beside(axes, "x", (0, 0), away)
    sides = [(text.get_ha(), text.get_va()) for text in axes.texts]
    assert sides == [("left", "center"), ("right", "center"), ("center", "bottom"),
                     ("center", "top"), ("left", "bottom")]  # fmt: skip


def test_letters_are_white_on_dark_cells(axes: Axes) -> None:
    parts.grey_cells(axes, pd.DataFrame([[0.72, 0.73]]), {(0, 0): "a", (1, 0): "b"})
    assert [text.get_color() for text in axes.texts] == ["black", "white"]
    parts.grey_cells(axes, pd.DataFrame([[np.nan]]), {(0, 0): "c"})
    assert axes.texts[-1].get_color() == "black"


def test_both_ways_from_zero_is_counted_upwards(axes: Axes) -> None:
    axes.set_xlim(-4.2, 1.1)
    parts.mirror_ticks(axes)
    shown = [t.get_text() for t in axes.get_xticklabels()]
    assert shown == ["4", "3", "2", "1", "0", "1"]
    # Half a statement is none: between 0 and 1 there is no tick.
    axes.set_xlim(-1, 1)
    axes.xaxis.set_major_locator(FixedLocator([-2, -1, -0.5, 0, 0.5, 1, 2]))
    parts.mirror_ticks(axes)
    assert [t.get_text() for t in axes.get_xticklabels()] == ["1", "0", "1"]


def test_the_key_is_of_what_has_a_label_or_of_what_is_given() -> None:
    figure, axes = new_figure()
    axes.plot([0], [0], label="told")
    axes.plot([1], [1])
    parts.key_below(figure, columns=1)
    parts.key_below(figure, [parts.mark("given", "o", "black")], columns=1)
    assert [[t.get_text() for t in key.get_texts()] for key in figure.legends] == [
        ["told"], ["given"],
    ]  # fmt: skip


def test_what_cannot_be_drawn_is_refused() -> None:
    table = pd.DataFrame({"a": [1], "b": [2]})
    parts.need(table, ["a", "b"], "the table")
    with pytest.raises(DataError, match="the table has no column 'c'; it needs a, c, d"):
        parts.need(table, ["a", "c", "d"], "the table")
    with pytest.raises(DataError, match="the table is empty; there is nothing to draw"):
        parts.need(table.head(0), ["a"], "the table")
