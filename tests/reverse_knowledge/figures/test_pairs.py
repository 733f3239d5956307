"""Figures of pairs and patterns show what was counted."""

from __future__ import annotations

import numpy as np
import pandas as pd

from reverse_knowledge.figures import pairs as plots

HELD = pd.DataFrame(
    {"P": [1.0, 1.0, -1.0], "Q": [1.0, None, 1.0], "R": [None, None, -1.0]}, index=list("xyz")
)


def test_propositions_known_of_both_firms() -> None:
    figure = plots.draw_known_of_both(HELD, evidence=["e1"])
    (axes,) = figure.axes
    told = [int(text.get_text()) for text in axes.texts]
    assert told == [2, 1, 2, 1, 1, 1, 2, 1, 3]
    assert [text.get_text() for text in axes.get_yticklabels()] == ["x", "y", "z"]
    assert axes.get_title() == "Propositions known of both firms"
    assert np.isclose(figure.get_size_inches()[1], 2.9)
    assert vars(figure)["evidence"] == ("e1",)


def test_a_match_is_marked_as_present_or_absent() -> None:
    cells = pd.DataFrame(
        {
            "P": ["match", "match", "match"],
            "Q": ["match", "silent", "mismatch"],
            "R": ["silent", "silent", "match"],
        },
        index=list("xyz"),
    )
    figure = plots.draw_pattern(cells, HELD, evidence=["e1"])
    (axes,) = figure.axes
    marks = [np.asarray(line.get_xydata()).tolist() for line in axes.lines[:3]]
    # Firms across, propositions down.
    assert marks == [[[0, 0], [1, 0], [0, 1]], [[2, 0], [2, 2]], [[2, 1]]]
    labels = [line.get_label() for line in axes.lines[:3]]
    assert labels == ["present, as expected", "absent, as expected", "contrary to expectation"]
    assert np.isclose(figure.get_size_inches()[1], 2.7)
    assert vars(figure)["evidence"] == ("e1",)
