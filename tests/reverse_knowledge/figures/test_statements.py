"""Statements for stand at the right of zero or of their column, against on the other side."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from crosscase.errors import DataError, ParameterError
from reverse_knowledge.figures import statements
from tests.plots.inventory import assert_looks, assert_readable

SCORES = pd.DataFrame(
    {"label": ["principle one", "q", "r"], "mean": [3.0, 4.0, 2.0], "lower": [2.5, 3.0, 1.5],
     "upper": [3.25, 5.0, 2.5]}
)  # fmt: skip
COUNTS = pd.DataFrame(
    {"label": ["Price", "Scale", "State"], "says_so": [5, 0, 2], "denies": [1, 2, 0],
     "group": ["own", "own", "rival"]}
)  # fmt: skip
STANCES = pd.DataFrame(
    {"main for": [9, 0], "main against": [1, 0], "blog for": [0, 4], "blog against": [2, 0]},
    index=["APA1", "APA2"],
)
FIGURES = {
    "profile": lambda: statements.draw_profile(
        SCORES, COUNTS, scale=(1, 5), score_label="score", marks_label="n", evidence=["e"]
    ),
    "scoreboard": lambda: statements.draw_scoreboard(COUNTS, evidence=["e2", "e1"]),
    "parted scoreboard": lambda: statements.draw_scoreboard(
        COUNTS, group="group", x_label="Statements on one firm"
    ),
    "stances": lambda: statements.draw_stances(
        STANCES, columns=["main", "blog"], height_in=2, evidence=["e"]
    ),
    "no stance": lambda: statements.draw_stances(STANCES * 0, columns=["main", "blog"]),
}


def written(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def key(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.legends[0].get_texts()]


def test_statements_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_statements_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name]())


def test_statements_against_run_to_the_left() -> None:
    axes = FIGURES["scoreboard"]().axes[0]
    assert [float(bar.get_width()) for bar in axes.patches] == [5, 0, 2, -1, -2, 0]
    hatched = [bool(bar.get_hatch()) for bar in axes.patches]
    assert hatched == [False] * 3 + [True] * 3
    told = [(t.get_text(), float(t.xy[0]), t.get_ha()) for t in axes.texts]
    assert told == [("5", 5, "left"), ("1", -1, "right"), ("2", -2, "right"), ("2", 2, "left")]
    assert axes.get_xlim() == pytest.approx((-2 - 0.8, 5.8))
    assert [t.get_text() for t in axes.get_legend().get_texts()] == ["for", "against"]
    none = statements.draw_scoreboard(COUNTS.assign(says_so=0, denies=0)).axes[0]
    assert none.get_xlim() == pytest.approx((-0.16, 1.16))


def test_groups_of_a_scoreboard_are_parted_where_they_are_asked_for() -> None:
    rules = [line for line in FIGURES["parted scoreboard"]().axes[0].lines
             if len(set(line.get_ydata())) == 1]  # fmt: skip
    assert [line.get_ydata()[0] for line in rules] == [1.5]
    plain = FIGURES["scoreboard"]().axes[0].lines
    assert all(len(set(line.get_ydata())) > 1 for line in plain)


def test_a_profile_has_scores_beside_counts() -> None:
    figure = FIGURES["profile"]()
    left, right = figure.axes
    assert left.lines[0].get_xydata().tolist() == [[3, 0], [4, 1], [2, 2]]
    (error,) = left.collections
    ends = [segment[:, 0].tolist() for segment in error.get_segments()]
    assert ends == [[2.5, 3.25], [3, 5], [1.5, 2.5]]
    assert left.get_xlim() == (1, 5)
    assert [t.get_text() for t in left.get_yticklabels()] == list(SCORES["label"])
    assert [float(bar.get_width()) for bar in right.patches] == [5, 0, 2, -1, -2, 0]
    assert key(figure) == ["says so", "denies"]


def test_stances_are_as_large_as_they_are_many() -> None:
    figure = FIGURES["stances"]()
    axes = figure.axes[0]
    found = {tuple(np.round(line.get_xydata()[0], 9).tolist()): line for line in axes.lines}
    assert set(found) == {(-0.17, 0), (0.83, 1), (0.25, 0), (1.25, 0)}
    sizes = {spot: line.get_markersize() for spot, line in found.items()}
    assert sizes == {(-0.17, 0): 18, (0.83, 1): 15, (0.25, 0): 12,
                     (1.25, 0): pytest.approx(9 + 9 * (2 / 9) ** 0.5)}  # fmt: skip
    assert written(axes) == ["9", "4", "1", "2"]
    assert [found[0.83, 1].get_marker(), found[0.25, 0].get_marker()] == ["o", "s"]
    assert key(figure) == ["for", "against"]
    assert not FIGURES["no stance"]().axes[0].lines


def test_statements_carry_the_rows_given() -> None:
    assert FIGURES["scoreboard"]().evidence == ("e1", "e2")
    assert FIGURES["profile"]().evidence == FIGURES["stances"]().evidence == ("e",)


def test_what_cannot_be_drawn_is_refused() -> None:
    with pytest.raises(DataError, match="the scoreboard has no column 'denies'; it needs label, s"):
        statements.draw_scoreboard(COUNTS.drop(columns="denies"))
    with pytest.raises(DataError, match="the scoreboard has no column 'kind'"):
        statements.draw_scoreboard(COUNTS, group="kind")
    with pytest.raises(DataError, match="counts has no column 'main against'; it needs main for"):
        statements.draw_stances(STANCES[["main for"]], columns=["main"])
    options = {"scale": (1, 5), "score_label": "", "marks_label": ""}
    with pytest.raises(ParameterError, match="3 scores and 2 rows of counts; they pair up"):
        statements.draw_profile(SCORES, COUNTS.head(2), **options)
    with pytest.raises(DataError, match="the table of scores has no column 'upper'"):
        statements.draw_profile(SCORES.drop(columns="upper"), COUNTS, **options)
    with pytest.raises(DataError, match="the table of counts has no column 'says_so'"):
        statements.draw_profile(SCORES, COUNTS.drop(columns="says_so"), **options)
