"""The thesis's figures, made again: what they say, what is dashed, what stands behind them."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from crosscase.study import Study
from reverse_knowledge.figures import thesis
from tests.plots.inventory import assert_readable

Draw = Callable[[pd.DataFrame, Study], Figure]

DRAWN: dict[str, tuple[Draw, int, str]] = {
    # What is drawn, how many texts it has, and one of them.
    "1.1": (lambda p, s: thesis.draw_questions(p), 9, "Research questions"),
    "2.3": (lambda p, s: thesis.draw_lines_of_products(p), 13, "Pipe"),
    "3.1": (lambda p, s: thesis.draw_challenges(p), 5, "5. Encourage\nfeedback"),
    "4.1": (lambda p, s: thesis.draw_interface(p), 6, "buying\ndecision units"),
    "4.2": (lambda p, s: thesis.draw_reasons(p), 11, "Fear of dependency"),
    "4.3": (lambda p, s: thesis.draw_dimensions(p), 11, "Focal firm"),
    "4.4": (lambda p, s: thesis.draw_considerations(p), 12, "ARA model"),
    "4.5": (lambda p, s: thesis.draw_ara_model(p, s.thesis_constructs), 6, "Actor bonds"),
    "4.6": (lambda p, s: thesis.draw_interaction_model(p), 7, "Party B"),
    "4.7": (
        lambda p, s: thesis.draw_management_levels(p, s.thesis_management_levels),
        7,
        "Network visioning",
    ),
    "4.8": (lambda p, s: thesis.draw_functions(p, s.thesis_constructs), 9, "Closeness"),
    "4.9": (lambda p, s: thesis.draw_bonds(p, s.thesis_constructs), 11, "Time-related"),
    "6.3": (lambda p, s: thesis.draw_bonds_with_z(p, s.thesis_evidence), 11, "Technical bond"),
    "4.10": (lambda p, s: thesis.draw_trust(p), 8, "Bradach 1989"),
    "4.11": (lambda p, s: thesis.draw_promises(p, "Figure 4.11"), 6, "Firm"),
    "7.3": (
        lambda p, s: thesis.draw_promises(p, "Figure 7.3", s.thesis_position_trust_promises),
        6,
        "Huawei",
    ),
    "5.1": (lambda p, s: thesis.draw_research_model(p), 12, "Analysis"),
    "6.1": (lambda p, s: thesis.draw_classes(s.thesis_relationship_classes), 8, "Vendors"),
    "6.2": (lambda p, s: thesis.draw_customer_levels(s.thesis_customer_kinds), 12, "few"),
    "7.2": (lambda p, s: thesis.draw_departments(p), 25, "same team"),
}  # fmt: skip


@pytest.fixture(scope="module")
def figures(flagship: Study) -> dict[str, Figure]:
    parts = thesis.parts_of_drawings(flagship)
    return {number: draw(parts, flagship) for number, (draw, _, _) in DRAWN.items()}


def texts(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


@pytest.mark.parametrize("number", DRAWN)
def test_each_says_what_the_text_has_of_it(figures: dict[str, Figure], number: str) -> None:
    _, n, one = DRAWN[number]
    told = texts(figures[number])
    assert one in told
    assert len(told) == n


@pytest.mark.parametrize("number", ["4.1", "4.3", "4.6", "7.2", "7.3"])
def test_boxes_placed_here_can_be_read(figures: dict[str, Figure], number: str) -> None:
    assert_readable(figures[number])


def test_what_stands_behind_a_figure(figures: dict[str, Figure]) -> None:
    behind = {number: len(figure.evidence) for number, figure in figures.items()}  # type: ignore[attr-defined]
    assert {number: n for number, n in behind.items() if n} == {
        "4.5": 2, "4.7": 12, "4.8": 4, "4.9": 5, "6.1": 4, "6.2": 6, "6.3": 11, "7.3": 6,
    }  # fmt: skip


def test_assumed_lines_can_be_left_out(flagship: Study) -> None:
    stated = thesis.parts_of_drawings(flagship, show_assumed=False)
    assert set(stated.loc[stated["kind"] == "edge", "basis"]) == {"stated"}
    assert "assumed" in set(stated["basis"])
    for number, left in {"1.1": 0, "4.1": 0, "4.3": 2, "4.6": 0, "5.1": 1, "7.2": 5}.items():
        patches = DRAWN[number][0](stated, flagship).axes[0].patches
        assert sum(isinstance(patch, FancyArrowPatch) for patch in patches) == left, number


def test_works_cited_are_left_out_of_the_levels(figures: dict[str, Figure]) -> None:
    assert not [text for text in texts(figures["4.7"]) if "Ellis" in text]


def test_a_class_tells_how_many_and_with_whom(figures: dict[str, Figure]) -> None:
    told = [" ".join(text.split()) for text in texts(figures["6.1"])]
    assert told[1].endswith("development. Around 14: Telenor; Deutsche Telekom AG; Telefonica.")
    assert told[3].startswith("Rather long business")
    assert told[3].endswith("top class.")
