"""Charts of words stand where their numbers are, on the side of the text that has more."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.plots import words
from crosscase.plots.style import COLOURS
from tests.plots.inventory import assert_looks, assert_readable

RATES = pd.DataFrame(
    {
        "label": ["hub", "regional headquarters in developed markets", "firm"],
        "per_1000": [2.0, 0.5, 3.0],
        "low": [1.0, 0.0, 2.5],
        "high": [4.0, 1.5, 3.5],
        "group": ["net", "net", "all"],
    },
    index=[7, 8, 9],
)
KEYS = pd.DataFrame(
    {
        "feature": ["hub", "spoke", "firm"],
        "log_ratio": [2.0, 0.0, -1.0],
        "p_adjusted": [0.01, 0.05, 0.001],
        "n_target": [8, 3, 1],
        "n_reference": [2, 3, 6],
    }
)
FIGURES = {
    "rates": lambda: words.draw_rates({"All": RATES, "First": RATES.head(1)}, evidence=["e"]),
    "shared rates": lambda: words.draw_rates(
        {"All": RATES, "Same": RATES.drop(columns="group")}, shared=True, heading="Per 1,000",
        label_width_in=2.4,
    ),
    "keyness": lambda: words.draw_keyness(
        {"One": KEYS, "Only more": KEYS.head(1), "Only less": KEYS.tail(1)}, evidence=["e"]
    ),
    "keyness in a column": lambda: words.draw_keyness(
        {"One": KEYS, "Two": KEYS[::-1]}, columns=1, alpha=0.005, heading="log ratio"
    ),
}  # fmt: skip


def test_charts_of_words_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_charts_of_words_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_rates_stand_within_their_intervals() -> None:
    first, second = FIGURES["rates"]().axes
    (dots,) = [line for line in first.lines if line.get_marker() == "o"]
    assert dots.get_xydata().tolist() == [[2, 0], [0.5, 1], [3, 2]]
    ends = [segment[:, 0].tolist() for segment in first.collections[0].get_segments()]
    assert ends == [[1, 4], [0, 1.5], [2.5, 3.5]]
    # One rule, where the group changes.
    rules = [line.get_ydata()[0] for line in first.lines if line.get_marker() != "o"]
    assert rules == [1.5]
    assert first.get_xlim() == (0, 4.2)
    assert len(second.lines) == 1


def test_panels_with_the_same_words_name_them_once() -> None:
    first, second = FIGURES["shared rates"]().axes
    assert [t.get_text().replace("\n", " ") for t in first.get_yticklabels()] == list(
        RATES["label"]
    )
    assert not second.yaxis.get_tick_params()["labelleft"]
    assert FIGURES["rates"]().axes[1].yaxis.get_tick_params()["labelleft"]


def test_key_words_stand_on_the_side_of_the_text_that_has_more() -> None:
    axes = FIGURES["keyness"]().axes[0]
    blue, red = COLOURS["blue"], COLOURS["vermilion"]
    marks = [line for line in axes.lines if line.get_marker() in "os"]
    looks = [(m.get_marker(), m.get_color(), m.get_markerfacecolor()) for m in marks]
    # An adjusted p of just alpha is not below it.
    assert looks == [("o", blue, blue), ("o", blue, "white"), ("s", red, red)]
    assert [t.get_text() for t in axes.texts] == ["8:2", "3:3", "1:6"]
    assert [t.get_ha() for t in axes.texts] == ["left", "left", "right"]
    assert axes.get_xlim() == pytest.approx((-1 - 0.6, 2 + 0.6))
    later = FIGURES["keyness in a column"]().axes[0]
    faces = [m.get_markerfacecolor() for m in later.lines if m.get_marker() in "os"]
    assert faces == ["white", "white", red]


def test_a_side_without_words_is_narrow() -> None:
    figure = FIGURES["keyness"]()
    assert figure.axes[1].get_xlim() == pytest.approx((-0.4, 2.6))
    assert figure.axes[2].get_xlim() == pytest.approx((-1.6, 0.4))
    assert words.draw_keyness({"": KEYS.head(2)}).axes[0].get_xlim()[0] == -0.4
    little = KEYS.tail(1).assign(log_ratio=-0.01)
    assert words.draw_keyness({"": little}).axes[0].get_xlim()[0] == -0.4


def test_places_without_a_panel_are_hidden() -> None:
    assert [axes.get_visible() for axes in FIGURES["keyness"]().axes] == [True, True, True, False]


def test_charts_of_words_carry_the_rows_behind_them() -> None:
    assert FIGURES["rates"]().evidence == ("e",)
    assert FIGURES["keyness"]().evidence == ("e",)
    assert FIGURES["shared rates"]().evidence == ()


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(DataError, match="panel 'One' has no column 'low'; it needs label, per_10"):
        words.draw_rates({"One": RATES.drop(columns="low")})
    with pytest.raises(ParameterError, match="panel 'Two' has other labels than the first"):
        words.draw_rates({"One": RATES, "Two": RATES[::-1]}, shared=True)
    words.draw_rates({"One": RATES, "Two": RATES[::-1]})
    with pytest.raises(DataError, match="panel 'One' has no column 'p_adjusted'; it needs feature"):
        words.draw_keyness({"One": KEYS.drop(columns="p_adjusted")})
    with pytest.raises(DataError, match="panel 'Two' is empty"):
        words.draw_keyness({"One": KEYS, "Two": KEYS.head(0)})
