"""The look of figures is theirs alone, and they carry what they show."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import rgb_to_hsv, to_rgb
from matplotlib.figure import Figure

from crosscase.plots import style


def test_the_style_is_left_behind() -> None:
    before = dict(mpl.rcParams)
    with style.figure_style():
        assert mpl.rcParams["font.family"] == ["DejaVu Sans"]
        assert mpl.rcParams["font.size"] == 8
        assert mpl.rcParams["axes.titlesize"] == 9
        assert mpl.rcParams["axes.labelsize"] == 8
        for part in ("legend.fontsize", "xtick.labelsize", "ytick.labelsize"):
            assert mpl.rcParams[part] == 7.5
        assert mpl.rcParams["lines.linewidth"] == 1.2
        assert mpl.rcParams["patch.linewidth"] == mpl.rcParams["axes.linewidth"] == 0.7
        assert mpl.rcParams["hatch.linewidth"] == 0.6
        assert mpl.rcParams["figure.dpi"] == 110
        assert mpl.rcParams["figure.constrained_layout.use"]
        assert not mpl.rcParams["axes.spines.top"]
        assert not mpl.rcParams["axes.spines.right"]
        assert mpl.rcParams["axes.prop_cycle"].by_key()["color"][:2] == ["#0072B2", "#E69F00"]
    assert dict(mpl.rcParams) == before


def test_a_figure_has_the_width_of_the_page() -> None:
    figure, axes = style.new_figure()
    assert figure.get_size_inches().tolist() == [6.3, 3.6]
    assert figure.get_layout_engine().__class__.__name__ == "ConstrainedLayoutEngine"
    figure, axes = style.new_figure(3, 2, nrows=2, sharex=True)
    assert figure.get_size_inches().tolist() == [3, 2]
    assert axes.shape == (2,)


def test_ticks_have_the_same_room_when_the_figure_is_saved_outside_of_the_style() -> None:
    figure, _ = style.new_figure(3, 2, ncols=2)
    outside = [axes.yaxis.get_tick_space() for axes in figure.axes]
    with style.figure_style():
        assert outside == [axes.yaxis.get_tick_space() for axes in figure.axes]
        assert outside == [Figure(figsize=(3, 2)).subplots().yaxis.get_tick_space()] * 2


def test_colours_are_told_apart_in_grey() -> None:
    grey = {
        name: float(np.dot(to_rgb(value), (0.299, 0.587, 0.114)))
        for name, value in style.COLOURS.items()
    }
    pairs = [("blue", "orange"), ("orange", "green"), ("vermilion", "sky"), ("sky", "black")]
    assert all(abs(grey[a] - grey[b]) > 0.1 for a, b in pairs)
    assert rgb_to_hsv(to_rgb(style.COLOURS["light"]))[1] == 0


def test_ids_are_carried_in_order_each_once() -> None:
    assert style.carry(Figure(), ["e2", "e1", "e2"]).evidence == ("e1", "e2")
    assert style.carry(Figure(), "e1").evidence == ("e1",)
    assert style.carry(Figure(), (i for i in (10, 9))).evidence == ("10", "9")
    many = [f"e{i}" for i in range(10)]
    assert style.carry(Figure(), reversed(many)).evidence == tuple(many)
    assert style.carry(Figure(), ()).evidence == ()
    figure = Figure()
    assert style.carry(figure, ()) is figure


@pytest.mark.parametrize(
    ("columns", "ids"),
    [
        ({"fact_id": ["f1", "f2"], "case_id": ["a", "b"]}, ("f1", "f2")),
        ({"case_id": ["a", "b"], "evidence_id": ["e1", "e2"]}, ("e1", "e2")),
        ({"label": ["x", "y"], "row_id": ["r1", None]}, ("r1",)),
        ({"label": ["x", "y"], "identity": ["r1", "r2"]}, ()),
        ({0: ["x", "y"]}, ()),
    ],
)
def test_the_ids_of_a_table_are_its_key(columns: dict, ids: tuple[str, ...]) -> None:
    assert style.carry(Figure(), (), pd.DataFrame(columns)).evidence == ids
    assert style.carry(Figure(), ["given"], pd.DataFrame(columns)).evidence == ("given",)


def test_several_tables_are_carried_together() -> None:
    one, two = pd.DataFrame({"node_id": ["n"]}), pd.DataFrame({"edge_id": ["e"]})
    assert style.carry(Figure(), (), one, two).evidence == ("e", "n")
