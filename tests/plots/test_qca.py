"""Pictures of QCA show what the results hold."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError
from crosscase.exhibits.figures import svg_bytes
from crosscase.plots import qca as pictures

HERE = Path(__file__).parents[1] / "reference" / "qca"


@pytest.fixture
def solutions():
    data = pd.read_csv(HERE / "lipset_fuzzy.csv", index_col="case")
    table = qca.truth_table(data, outcome="SURV", incl_cut=(0.8, 0.6))
    return qca.minimize(table, include="?")


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_xy_plot_has_every_case(solutions):
    figure = pictures.xy_plot(qca.case_types(solutions))
    axes = figure.axes[0]
    assert sum(len(points.get_offsets()) for points in axes.collections) == 18
    named = {name for text in texts(axes) for name in text.split(",")}
    assert named == set(solutions.truth_table.scores.cases)


def test_heatmap_writes_out_and_inclusion(solutions):
    written = texts(pictures.truth_table_heatmap(solutions.truth_table).axes[0])
    assert written.count("C") == 1
    assert "0.80" in written
    assert "BE, CZ, NL, UK" in written


def test_chart_marks_what_is_covered(solutions):
    axes = pictures.prime_implicant_chart(solutions).axes[0]
    assert len(axes.collections) == solutions.chart.to_numpy().sum()
    assert axes.get_yticklabels()[0].get_text() == solutions.models[0][0]


def test_upset_counts_all_cases(solutions):
    top = pictures.upset_plot(solutions).axes[0]
    assert sum(bar.get_height() for bar in top.patches) == 18


def test_same_bytes_twice(solutions):
    first, second = (svg_bytes(pictures.upset_plot(solutions)) for _ in range(2))
    assert first == second


def test_model_that_is_not_there(solutions):
    for draw in (pictures.prime_implicant_chart, pictures.upset_plot):
        with pytest.raises(ParameterError, match="model is 7; there are 1 models"):
            draw(solutions, model=7)


def test_table_too_long_for_a_picture():
    data = pd.DataFrame([[i >> b & 1 for b in range(7)] + [i % 2] for i in range(128)])
    data.columns = [*"ABCDEFG", "Y"]
    table = qca.truth_table(data, outcome="Y")
    with pytest.raises(ParameterError, match="has 128 rows; a picture holds 64"):
        pictures.truth_table_heatmap(table)
