"""Positions are drawn for each theory, with a square where the authors overrule."""

from __future__ import annotations

import pandas as pd

from reverse_knowledge.figures import respondents

HELD = pd.DataFrame(
    {"A": ["says so", "denies"], "authors": ["silent", "says so"]}, index=["trust", "space"]
)
SAID = pd.DataFrame(
    {
        "evidence_id": ["e2", "e1"],
        "construct_id": ["space", "trust"],
        "respondent": ["A", "A"],
        "overruled_by_authors": [True, False],
    }
)


def test_each_theory_has_a_panel_and_each_overruling_a_square() -> None:
    figure = respondents.draw_held(
        HELD,
        {"trust": "Trust", "space": "Space"},
        {"Buyer and seller": ["trust"], "Network theory": ["space"]},
        SAID,
    )
    rows = [[text.get_text() for text in axes.get_yticklabels()] for axes in figure.axes]
    assert rows == [["Trust"], ["Space"]]
    assert [text.get_text() for text in figure.axes[0].get_xticklabels()] == ["A", "Au"]
    squares = [[line.get_marker() for line in axes.lines].count("s") for axes in figure.axes]
    assert squares == [0, 1]
    key = [text.get_text() for text in figure.legends[0].get_texts()]
    assert key[-1] == "overruled by the authors"
    assert figure.evidence == ("e1", "e2")  # type: ignore[attr-defined]
