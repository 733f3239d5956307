"""Marks of a matrix say what its cells say, and the key explains no other."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from crosscase.comparison.support_matrix import support_matrix
from crosscase.errors import ParameterError
from crosscase.plots import matrix as plots
from crosscase.plots.style import COLOURS
from tests.plots.inventory import assert_looks, assert_readable

ROWS = pd.DataFrame(
    [
        ("a", "P", 1, "firm"),
        ("a", "P", 1, "firm"),
        ("a", "P", -1, "firm"),
        ("b", "P", 1, "joint"),
        ("c", "P", -1, "blanket"),
        ("c", "Q", -1, "firm"),
        ("b", "Q", 1, "blanket"),
    ],
    columns=["case_id", "proposition_id", "stance", "specificity"],
)
MATRIX = support_matrix(ROWS, ["a", "b", "c"], ["P", "Q"])
SAID = pd.DataFrame(
    {"Acme": ["one", "", "own"], "Bolt": ["several", "open", "one"]},
    index=["buys to learn", "sells a practice whose name is long enough to be broken", "lends"],
)
SIGNS = {"one": "of this firm", "several": "of several", "own": "of itself", "open": "in passing"}
HELD = pd.DataFrame(
    {"A": ["says so", "denies", "both"], "B": ["both", "silent", "says so"]},
    index=["trust", "space", "change"],
)
LABELS = {"trust": "Trust in each other", "space": "Space", "change": "Change of partners"}
GROUPS = {"First": ["trust", "space"], "Second": ["change"]}
FIGURES = {
    "support": lambda: plots.draw_support_matrix(
        MATRIX, case_names={"a": "Acme"}, groups={"base": 2, "failed": 1}
    ),
    "support without groups": lambda: plots.draw_support_matrix(MATRIX),
    "presence": lambda: plots.draw_presence(SAID, signs=SIGNS, evidence=["e2", "e1"]),
    "positions": lambda: plots.draw_positions(
        HELD, LABELS, GROUPS, marked=[("space", "A")], marked_label="overruled", evidence=["e1"]
    ),
    "positions without marks": lambda: plots.draw_positions(HELD, LABELS, {"All": ["change"]}),
}


def marks(axes: Axes) -> dict[tuple[float, float], tuple]:
    return {
        (float(line.get_xdata()[0]), round(float(line.get_ydata()[0]), 9)): (
            line.get_marker(), line.get_color(), line.get_fillstyle(),
        )
        for line in axes.lines if line.get_marker() not in ("None", "")
    }  # fmt: skip


def key(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def test_matrices_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_matrices_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_the_support_matrix_says_what_its_cells_say() -> None:
    axes = FIGURES["support"]().axes[0]
    blue, red, purple = (COLOURS[name] for name in ("blue", "vermilion", "purple"))
    assert marks(axes) == {
        (0, -0.14): ("D", purple, "full"),
        (0, 0.86): ("o", blue, "bottom"),
        (1, 0.86): ("o", blue, "none"),
        (0, 1.86): ("v", red, "none"),
        (1, 1.86): ("v", red, "full"),
    }
    counts = {t.get_position(): t.get_text() for t in axes.texts if t.get_text()[0] in "+−"}
    assert counts == {(0, 0.32): "+2 −1", (0, 1.32): "+1", (1, 1.32): "+1", (0, 2.32): "−1",
                      (1, 2.32): "−1"}  # fmt: skip
    (silent,) = [line for line in axes.lines if line.get_color() == COLOURS["grey"]]
    assert (sum(silent.get_xdata()) / 2, silent.get_ydata()[0]) == (1, 0)
    assert [t.get_text() for t in axes.get_yticklabels()] == ["Acme", "b", "c"]


def test_the_key_explains_the_marks_that_are_there() -> None:
    assert key(FIGURES["support"]()) == [
        "supports, joint at best", "supports, blanket alone", "mixed, firm", "contradicts, firm",
        "contradicts, blanket alone", "silent",
    ]  # fmt: skip
    spoken = support_matrix(ROWS.head(3), ["a"], ["P"])
    assert key(plots.draw_support_matrix(spoken)) == ["mixed, firm"]


def test_groups_of_cases_are_parted_and_named_at_their_middle() -> None:
    axes = FIGURES["support"]().axes[0]
    named = {t.get_text(): t.xy[1] for t in axes.texts if t.get_text() in ("base", "failed")}
    assert named == {"base": 0.5, "failed": 2.0}
    black = [line for line in axes.lines if line.get_color() == COLOURS["black"]]
    assert [list(line.get_ydata()) for line in black] == [[1.5, 1.5]]


def test_presence_has_a_mark_a_kind() -> None:
    axes = FIGURES["presence"]().axes[0]
    found = {(x, y): kind for kind, line in zip(SIGNS, axes.lines, strict=True)
             for x, y in line.get_xydata().tolist()}  # fmt: skip
    assert found == {(0, 0): "one", (1, 2): "one", (1, 0): "several", (0, 2): "own",
                     (1, 1): "open"}  # fmt: skip
    looks = [(line.get_marker(), line.get_fillstyle()) for line in axes.lines]
    assert looks == [("o", "full"), ("o", "left"), ("s", "full"), ("o", "none")]
    assert key(FIGURES["presence"]()) == list(SIGNS.values())


def test_positions_are_told_by_shape_and_fill() -> None:
    figure = FIGURES["positions"]()
    first, second = figure.axes
    shapes = {spot: (shape, fill) for spot, (shape, _, fill) in marks(second).items()}
    assert shapes == {(0, 0): ("o", "left"), (1, 0): ("o", "full")}
    drawn = [(line.get_marker(), *line.get_xydata()[0].tolist()) for line in first.lines]
    assert drawn == [("o", 0, 0), ("o", 1, 0), ("X", 0, 1), ("s", 0, 1), (".", 1, 1)]
    assert key(figure) == ["says so", "both", "denies", "silent", "overruled"]
    assert key(FIGURES["positions without marks"]()) == ["says so", "both", "denies", "silent"]


def test_panels_of_positions_are_level() -> None:
    figure = FIGURES["positions"]()
    assert [axes.get_ylim() for axes in figure.axes] == [(1.6, -0.6)] * 2
    assert [t.get_text() for t in figure.axes[1].get_yticklabels()] == ["Change of partners"]


def test_matrices_carry_the_rows_that_they_show() -> None:
    ids = tuple(sorted(MATRIX.rows["evidence_id"]))
    assert len(ids) == 7
    assert FIGURES["support"]().evidence == ids
    assert FIGURES["presence"]().evidence == ("e1", "e2")
    assert FIGURES["positions"]().evidence == ("e1",)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(ParameterError, match="kind 'odd'; allowed: one, several, own, open"):
        plots.draw_presence(SAID.replace("one", "odd"), signs=SIGNS)
    with pytest.raises(ParameterError, match="5 kinds in signs; 4 can be told apart"):
        plots.draw_presence(SAID, signs={**SIGNS, "more": "more"})
    with pytest.raises(ParameterError, match="groups is empty; give at least one heading with"):
        plots.draw_positions(HELD, LABELS, {})
    with pytest.raises(ParameterError, match="no positions on 'odd'; there are: trust, space, ch"):
        plots.draw_positions(HELD, LABELS, {"All": ["trust", "odd"]})
