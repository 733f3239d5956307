"""Heat maps of configurations show what was counted."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from crosscase import qca
from reverse_knowledge.figures import configurations as plots
from reverse_knowledge.tables.configurations import Outline

ROWS = pd.DataFrame(
    {
        "A": [0, 0, 1],
        "B": [0, 1, 1],
        "OUT": ["0", "?", "C"],
        "cases_with": [(), (), ("x", "y")],
        "cases_without": [("z",), (), ("w",)],
    },
    index=pd.Index([1, 2, 4], name="row"),
)


def shown(axes: Axes) -> list[int]:
    return [int(text.get_text()) for text in axes.texts]


def test_observed_rows_stand_beside_their_firms() -> None:
    figure = plots.draw_observed(ROWS, ["A", "B"], evidence=["e2", "e1", "e2"])
    left, right = figure.axes
    assert shown(left) == [0, 0, 1, 1]
    assert shown(right) == [0, 1, 2, 1]
    assert [text.get_text() for text in left.get_yticklabels()] == ["row 1: z", "row 4: x, y, w"]
    assert [left.get_title(), right.get_title()] == ["Condition present", "Firms"]
    assert np.isclose(figure.get_size_inches()[1], 1.5)
    assert set(vars(figure)["evidence"]) == {"e1", "e2"}


def test_conditions_are_counted_over_models_with_their_sign() -> None:
    # A and B do equally well: two models for success, two for failure.
    data = pd.DataFrame({"A": [1, 0], "B": [1, 0], "C": [1, 1], "SUCCESS": [1, 0]})
    best = [
        qca.minimize(qca.truth_table(data, outcome=side, conditions=["A", "B", "C"]), include="?")
        for side in ("SUCCESS", "~SUCCESS")
    ]
    tried = {("all", "crisp"): Outline({}, *best), ("firm", "fuzzy"): Outline({}, None, None)}
    figure = plots.draw_terms(tried, ["A", "B", "C"], evidence=["e1"])
    success, failure = figure.axes
    assert shown(success) == shown(failure) == [1, 1, 0, 0, 0, 0]
    labels = [text.get_text() for text in success.get_yticklabels()]
    assert labels == ["all: crisp", "firm: fuzzy"]
    assert success.get_title() == "Success (models)"
    assert np.isclose(figure.get_size_inches()[1], 1.12)
    assert vars(figure)["evidence"] == ("e1",)


def test_a_condition_counts_on_its_own_side_alone() -> None:
    data = pd.DataFrame({"A": [1, 1, 0, 0], "B": [0, 1, 0, 1], "SUCCESS": [1, 0, 0, 0]})
    only = qca.minimize(qca.truth_table(data, outcome="SUCCESS", conditions=["A", "B"]))
    figure = plots.draw_terms({("all", "own"): Outline({}, only, None)}, ["A", "B"])
    # A*~B: A is present in the model, B is not.
    assert shown(figure.axes[0]) == [1, 0]
