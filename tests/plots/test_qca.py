"""Pictures of QCA show what the results hold."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from crosscase import qca
from crosscase.errors import ParameterError
from crosscase.exhibits.figures import svg_bytes
from crosscase.plots import qca as pictures
from crosscase.qca.case_selection import CaseTypes
from tests.plots.inventory import assert_looks, assert_readable

HERE = Path(__file__).parents[1] / "reference" / "qca"


@pytest.fixture(scope="module")
def solutions() -> qca.Solutions:
    data = pd.read_csv(HERE / "lipset_fuzzy.csv", index_col="case")
    table = qca.truth_table(data, outcome="SURV", incl_cut=(0.8, 0.6))
    return qca.minimize(table, include="?")


@pytest.fixture(scope="module")
def three_levels() -> qca.Solutions:
    """Two conditions, one of them of three levels; two cases contradict each other."""
    rows = [("c1", 0, 2, 1), ("c2", 1, 2, 1), ("c3", 1, 0, 0), ("c4", 0, 1, 0), ("c5", 1, 1, 1),
            ("c6", 1, 1, 0), ("case of a long name", 0, 2, 1), ("c8", 0, 2, 1)]  # fmt: skip
    data = pd.DataFrame(rows, columns=["case", "B", "LEVELS", "Y"]).set_index("case")
    return qca.minimize(qca.truth_table(data, outcome="Y"), include="?")


def texts(axes: Axes) -> list[str]:
    return [text.get_text() for text in axes.texts]


def types(table: pd.DataFrame, model: str = "A*B") -> CaseTypes:
    return CaseTypes(model, table)


def crowd(n: int) -> pd.DataFrame:
    """`n` cases on one point, and one alone."""
    return pd.DataFrame(
        {
            "case": [*(f"k{i}" for i in range(n)), "alone"],
            "solution": [0.8] * n + [0.2],
            "outcome": [0.9] * n + [0.1],
            "type": ["typical"] * n + ["individually irrelevant"],
        }
    )


def test_pictures_look_as_they_did(solutions, three_levels) -> None:
    wide = pd.DataFrame(np.eye(9, dtype=int)[:6], columns=[*"ABCDEFGH", "Y"])
    wide.index = [f"case {i}" for i in range(6)]
    figures = {
        "xy": lambda: pictures.xy_plot(qca.case_types(solutions), evidence=["e2", "e1"]),
        "xy without names": lambda: pictures.xy_plot(types(crowd(2)), names=False),
        "xy of a crowd": lambda: pictures.xy_plot(types(crowd(5))),
        "truth table": lambda: pictures.truth_table_heatmap(solutions.truth_table, evidence=["e"]),
        "levels": lambda: pictures.truth_table_heatmap(three_levels.truth_table),
        "chart": lambda: pictures.prime_implicant_chart(solutions, evidence=["e"]),
        "short chart": lambda: pictures.prime_implicant_chart(three_levels, most=1),
        "upset": lambda: pictures.upset_plot(solutions, evidence=["e"]),
        "upset of levels": lambda: pictures.upset_plot(three_levels),
    }
    assert_looks(__file__, figures)


@pytest.mark.filterwarnings("error")
def test_pictures_can_be_read(solutions, three_levels) -> None:
    assert_readable(pictures.xy_plot(qca.case_types(solutions)))
    assert_readable(pictures.truth_table_heatmap(three_levels.truth_table), apart=False)
    assert_readable(pictures.prime_implicant_chart(solutions))
    assert_readable(pictures.upset_plot(three_levels))


def test_xy_plot_has_every_case(solutions) -> None:
    figure = pictures.xy_plot(qca.case_types(solutions))
    axes = figure.axes[0]
    assert sum(len(points.get_offsets()) for points in axes.collections) == 18
    named = {name for text in texts(axes) for name in text.split(",")}
    assert named == set(solutions.truth_table.scores.cases)
    assert axes.get_title("right") == ""
    assert not texts(pictures.xy_plot(qca.case_types(solutions), names=False).axes[0])


@pytest.mark.parametrize(
    ("n", "label", "title"),
    [
        (3, "k0,k1,k2", ""),
        (4, "k0,k1,+2", "no room for 2 names"),
        (6, "k0,k1,+4", "no room for 4 names"),
    ],
)
def test_cases_on_one_point_share_a_label(n: int, label: str, title: str) -> None:
    axes = pictures.xy_plot(types(crowd(n))).axes[0]
    assert texts(axes) == [label, "alone"]
    assert axes.get_title("right") == title


def test_names_cover_neither_points_nor_each_other() -> None:
    rng = np.random.default_rng(4)
    table = pd.DataFrame(
        {
            "case": [f"case {i}" for i in range(40)],
            "solution": rng.uniform(0.4, 0.6, 40).round(2),
            "outcome": rng.uniform(0.4, 0.6, 40).round(2),
            "type": "typical",
        }
    )
    axes = pictures.xy_plot(types(table)).axes[0]
    boxes = []
    for text in axes.texts:
        (left, y), wide = text.get_position(), 0.0165 * len(text.get_text()) + 0.016
        boxes.append((left, y - 0.018, left + wide, y + 0.018))
        assert left > -0.04
        assert left + wide < 1.04
    points = {(x, y) for x, y in table[["solution", "outcome"]].itertuples(index=False)}
    boxes += [(x - 0.016, y - 0.016, x + 0.016, y + 0.016) for x, y in points]
    named = [(a, b) for a, b in combinations(boxes, 2) if boxes.index(a) < len(axes.texts)]
    assert not any(pictures._overlap(a, b) for a, b in named)
    # What stands far from its point is joined to it.
    joined = [line for line in axes.lines if line.get_color() == "0.5"]
    assert len(joined) > 10


def test_a_name_without_room_is_counted() -> None:
    table = crowd(1).assign(case="n" * 70)
    axes = pictures.xy_plot(types(table)).axes[0]
    assert texts(axes) == []
    assert axes.get_title("right") == "no room for 2 names"


def test_a_label_grows_away_from_its_point() -> None:
    wide = 0.0165 * 2 + 0.016
    assert pictures._label_box((0.5, 0.5), (0.1, 0), "ab") == pytest.approx(
        (0.6, 0.482, 0.6 + wide, 0.518)
    )
    assert pictures._label_box((0.5, 0.5), (-0.1, 0), "ab") == pytest.approx(
        (0.4 - wide, 0.482, 0.4, 0.518)
    )
    assert pictures._label_box((0.5, 0.5), (0, 0.1), "ab") == pytest.approx(
        (0.5 - wide / 2, 0.582, 0.5 + wide / 2, 0.618)
    )


def test_overlap_is_more_than_touching() -> None:
    assert pictures._overlap((0, 0, 2, 2), (1, 1, 3, 3))
    for other in ((2, 0, 3, 2), (0, 2, 2, 3), (3, 3, 4, 4), (-2, 0, 0, 2), (0, -2, 2, 0)):
        assert not pictures._overlap((0, 0, 2, 2), other)


def test_a_long_model_is_broken_between_its_terms() -> None:
    label = pictures.xy_plot(types(crowd(1), " + ".join(["LONG*TERM"] * 5))).axes[0].get_xlabel()
    lines = label.removeprefix("membership in ").split("\n")
    assert "".join(lines) == " + ".join(["LONG*TERM"] * 5)
    assert [len(line) for line in lines] == [45, 12]
    # 48 letters are a line.
    assert pictures._wrapped("A" * 20 + " + " + "B" * 25, 48) == "A" * 20 + " + " + "B" * 25
    assert "\n" in pictures._wrapped("A" * 20 + " + " + "B" * 26, 48)
    assert pictures._wrapped("A" * 60, 48) == "A" * 60


def test_heatmap_writes_out_and_inclusion(solutions) -> None:
    written = texts(pictures.truth_table_heatmap(solutions.truth_table).axes[0])
    assert written.count("C") == 1
    assert "0.80" in written
    assert "BE, CZ, NL, UK" in written


def test_heatmap_is_the_darker_the_higher_the_level(three_levels) -> None:
    axes = pictures.truth_table_heatmap(three_levels.truth_table).axes[0]
    cells = {}
    for row, made in enumerate(three_levels.truth_table.rows):
        for column, value in enumerate(made.values):
            patch = next(p for p in axes.patches if p.get_xy() == (column, row))
            cells[column, value] = round(float(patch.get_facecolor()[0]), 3)
    assert cells == {(0, 0): 1, (0, 1): 0.25, (1, 0): 1, (1, 1): 0.625, (1, 2): 0.25}
    inks = {t.get_text(): t.get_color() for t in axes.texts if t.get_position()[0] == 1.5
            and t.get_text().isdigit()}  # fmt: skip
    assert inks == {"0": "black", "1": "black", "2": "white"}


def test_a_heatmap_is_as_wide_as_its_cases_need() -> None:
    data = pd.DataFrame({"A": [1, 0], "B": [0, 1], "Y": [1, 0]}, index=["x", "y"])
    for names, right in ((["x", "y"], 7.4), (["x" * 30, "y"], 6.4 + 0.014 * 30 * 8)):
        table = qca.truth_table(data.set_axis(names), outcome="Y")
        assert pictures.truth_table_heatmap(table).axes[0].get_xlim()[1] == pytest.approx(right)


def test_long_lists_of_cases_are_cut() -> None:
    assert pictures._shortened(["a", "b"]) == "a, b"
    assert pictures._shortened(["a" * 17, "b" * 15]) == f"{'a' * 17}, {'b' * 15}"
    assert pictures._shortened(["a" * 17, "b" * 16]) == f"{'a' * 17} +1"
    assert pictures._shortened(["a" * 17, "b" * 16, "c"]) == f"{'a' * 17} +2"
    assert pictures._shortened([]) == ""


def test_chart_marks_what_is_covered(solutions) -> None:
    axes = pictures.prime_implicant_chart(solutions).axes[0]
    assert len(axes.collections) == solutions.chart.to_numpy().sum()
    labels = axes.get_yticklabels()
    assert labels[0].get_text() == solutions.models[0][0]
    used = [label.get_text() for label in labels if label.get_fontweight() == "bold"]
    assert used == list(solutions.models[0])
    filled = {
        (int(x), int(y))
        for dots in axes.collections
        for x, y in dots.get_offsets()
        if dots.get_facecolor()[0].tolist() != [1, 1, 1, 1]
    }
    chart = solutions.chart.loc[used].to_numpy()
    assert filled == {(int(x), int(y)) for y, x in zip(*np.nonzero(chart), strict=True)}


def test_a_chart_cut_short_says_so(solutions) -> None:
    every = len(solutions.chart)
    assert every > 1
    axes = pictures.prime_implicant_chart(solutions, most=1).axes[0]
    assert axes.get_title("left") == f"Filled: terms of model 1; {every - 1} more"
    assert len(axes.get_yticks()) == 1
    whole = pictures.prime_implicant_chart(solutions, most=every).axes[0]
    assert whole.get_title("left") == "Filled: terms of model 1"


def test_upset_counts_all_cases(solutions) -> None:
    figure = pictures.upset_plot(solutions)
    top, low = figure.axes
    assert sum(bar.get_height() for bar in top.patches) == 18
    for text in texts(top):
        yes, total = map(int, text.split("/"))
        assert yes <= total
    assert [t.get_text() for t in low.get_yticklabels()] == list(solutions.models[0])
    assert [t.get_text() for t in figure.legends[0].get_texts()] == ["with SURV", "without SURV"]


def test_upset_has_the_frequent_first_and_cases_without_a_term_last(three_levels) -> None:
    groups = pictures._cases_by_terms(three_levels, 1)
    assert sum(map(sum, groups.values())) == 8
    sizes = [sum(counts) for held, counts in groups.items() if any(held)]
    assert sizes == sorted(sizes, reverse=True)
    assert [any(held) for held in groups] == sorted((any(held) for held in groups), reverse=True)


def test_same_bytes_twice(solutions) -> None:
    first, second = (svg_bytes(pictures.upset_plot(solutions)) for _ in range(2))
    assert first == second


def test_pictures_carry_the_rows_behind_the_memberships(solutions) -> None:
    def drawn() -> list[Figure]:
        ids = {"evidence": ["e2", "e1"]}
        return [
            pictures.xy_plot(qca.case_types(solutions), **ids),
            pictures.truth_table_heatmap(solutions.truth_table, **ids),
            pictures.prime_implicant_chart(solutions, **ids),
            pictures.upset_plot(solutions, **ids),
        ]

    assert {figure.evidence for figure in drawn()} == {("e1", "e2")}


def test_model_that_is_not_there(solutions) -> None:
    for draw in (pictures.prime_implicant_chart, pictures.upset_plot):
        for model in (0, 7):
            with pytest.raises(ParameterError, match=f"model is {model}; there are 1 models"):
                draw(solutions, model=model)


def truth_table(conditions: int) -> qca.TruthTable:
    rows = [[i >> b & 1 for b in range(conditions)] + [i % 2] for i in range(2**conditions)]
    data = pd.DataFrame(rows, columns=[*"ABCDEFG"[:conditions], "Y"])
    return qca.truth_table(data, outcome="Y")


def test_table_too_long_for_a_picture() -> None:
    with pytest.raises(ParameterError, match="has 128 rows; a picture holds 64"):
        pictures.truth_table_heatmap(truth_table(7))
    assert len(pictures.truth_table_heatmap(truth_table(6)).axes[0].patches) == 64 * 7
