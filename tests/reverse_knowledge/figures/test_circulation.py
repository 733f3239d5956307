"""The circulation joins its three mechanisms both ways, within what surrounds them."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from crosscase.errors import ParameterError
from crosscase.plots.drawing import centre_in
from reverse_knowledge.figures import circulation
from tests.plots.inventory import assert_looks, assert_readable

THREE = [("Learning", "of subsidiaries"), ("Sharing", "over hubs"), ("Integration", "in steps")]
AROUND = {"background": ("Market", "the ground"), "driver": ("Abroad", "drives"),
          "support": ("Nets", "")}  # fmt: skip


def drawn() -> Figure:
    return circulation.draw_circulation(THREE, **AROUND, evidence=["e2", "e1"])


def test_the_circulation_looks_as_it_did() -> None:
    low = {"low": lambda: circulation.draw_circulation(THREE, **AROUND, height_in=4)}
    assert_looks(__file__, {"circulation": drawn} | low)


@pytest.mark.filterwarnings("error")
def test_the_circulation_can_be_read() -> None:
    assert_readable(drawn())


def test_mechanisms_go_round_clockwise_within_the_frame() -> None:
    axes = drawn().axes[0]
    found = [patch for patch in axes.patches if isinstance(patch, FancyBboxPatch)]
    frame, top, right, left, support, driver = found
    assert centre_in(left)[0] < centre_in(top)[0] < centre_in(right)[0]
    assert centre_in(left)[1] == centre_in(right)[1] < centre_in(top)[1]
    for inner in (top, right, left, support):
        assert frame.get_x() < inner.get_x()
        assert inner.get_x() + inner.get_width() < frame.get_x() + frame.get_width()
    assert driver.get_x() + driver.get_width() < frame.get_x()
    arrows = [patch for patch in axes.patches if isinstance(patch, FancyArrowPatch)]
    ends = [(tie.patchA, tie.patchB) for tie in arrows]
    assert ends == [(top, right), (right, left), (left, top), (driver, None)]
    assert {type(tie.get_arrowstyle()).__name__ for tie in arrows} == {"CurveFilledAB"}
    assert tuple(arrows[-1]._posA_posB[1]) == (frame.get_x(), centre_in(frame)[1])


def test_the_circulation_carries_the_rows_given() -> None:
    assert drawn().evidence == ("e1", "e2")


def test_there_are_three_mechanisms() -> None:
    with pytest.raises(ParameterError, match=r"2 mechanism\(s\); the drawing takes three"):
        circulation.draw_circulation(THREE[:2], **AROUND)
