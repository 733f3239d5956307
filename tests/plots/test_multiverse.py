"""Figures of a multiverse count its specifications."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from crosscase import robustness as rb
from crosscase.comparison.claims import make_claims
from crosscase.exhibits.figures import svg_bytes
from crosscase.plots import multiverse as plots
from crosscase.robustness.multiverse import Multiverse
from tests.plots.inventory import assert_looks, assert_readable

LONG = "a name of a level that has more than thirty-four letters"
# Four specifications: P holds in three, Q in one.
UNIVERSE = Multiverse(
    table=pd.DataFrame(
        {"claim": ["P", "Q"], "specifications": [4, 4], "holds": [3, 1], "fails": [1, 1],
         "undecided": [0, 2]}
    ),
    specifications=pd.DataFrame(
        {
            "silent": ["strict", "best", "strict", "best"],
            "include_joint": [True, True, False, False],
            "kind": pd.Series([None, LONG, None, LONG], dtype=object),
            "P": ["holds", "holds", "fails", "holds"],
            "Q": ["fails", "holds", "not shown or mixed", "not shown or mixed"],
        }
    ),
    importance=pd.DataFrame(
        {"claim": ["P", "P", "Q", "Q"], "parameter": ["silent", "include_joint"] * 2,
         "total": [0.72, 0.73, 0.005, 0.006]}
    ),
    parameters={"silent": ["strict", "best"], "include_joint": [True, False],
                "kind": [None, LONG]},
)  # fmt: skip
FIGURES = {
    "shares": lambda: plots.multiverse_shares(UNIVERSE, evidence=["e2", "e1"]),
    "curve": lambda: plots.specification_curve(UNIVERSE, evidence=["e"]),
    "curve in blocks": lambda: plots.specification_curve(UNIVERSE, columns=2),
    "importance": lambda: plots.importance(UNIVERSE, evidence=["e"]),
}


def test_figures_of_a_multiverse_look_as_they_did() -> None:
    assert_looks(__file__, FIGURES)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.filterwarnings("error")
def test_figures_of_a_multiverse_can_be_read(name: str) -> None:
    assert_readable(FIGURES[name](), apart=name != "importance")


def test_a_real_multiverse_is_the_same_bytes_twice() -> None:
    rows = pd.DataFrame({"case_id": list("abc"), "proposition_id": "P", "stance": [1, 1, -1]})
    claims = make_claims(["P"], present={"base": ["a", "b"]}, absent={"failed": ["c"]})

    def drawn() -> list[bytes]:
        universe = rb.multiverse(
            rb.MatrixAnalysis(rows, claims),
            {"silent": ["strict", "best"], "evidence_types": [None, ("unspecified",)]},
        )
        draw = (plots.multiverse_shares, plots.specification_curve, plots.importance)
        return [svg_bytes(one(universe)) for one in draw]

    assert drawn() == drawn()


def test_shares_are_parts_of_all_specifications() -> None:
    figure = FIGURES["shares"]()
    axes = figure.axes[0]
    bars = [(bar.get_x(), bar.get_width()) for bar in axes.patches]
    assert bars == [(0, 0.75), (0, 0.25), (0.75, 0.25), (0.25, 0.25), (1, 0), (0.5, 0.5)]
    assert axes.get_xlabel() == "share of 4 specifications"
    open_ended = replace(UNIVERSE, table=UNIVERSE.table.tail(1))
    assert plots.multiverse_shares(open_ended).axes[0].get_xlim() == (0, 1)
    told = [text.get_text() for text in figure.legends[0].get_texts()]
    assert told == ["holds", "fails", "not shown or mixed"]


def test_specifications_stand_by_the_number_of_claims_that_hold() -> None:
    above, below = FIGURES["curve"]().axes
    # Number three holds none, the first and the last one, the second both.
    assert above.lines[0].get_ydata().tolist() == [0, 1, 1, 2]
    assert above.lines[0].get_xdata() == pytest.approx(np.linspace(0, 1, 4))
    chosen = np.asarray(below.images[0].get_array())
    labels = [label.get_text() for label in below.get_yticklabels()]
    assert labels == [
        "silent: strict", "silent: best", "include joint: yes", "include joint: no", "kind: none",
        "kind: a name of a level that has more …",
    ]  # fmt: skip
    assert chosen.tolist() == [
        [1, 1, 0, 0], [0, 0, 1, 1], [0, 1, 0, 1], [1, 0, 1, 0], [1, 1, 0, 0], [0, 0, 1, 1],
    ]  # fmt: skip
    # A line parts each parameter from the next.
    assert [line.get_ydata()[0] for line in below.lines] == [1.5, 3.5]
    assert below.get_xlabel() == "4 specifications, by the number of claims that hold"


def test_specifications_with_as_many_claims_keep_their_order() -> None:
    even = [number % 2 == 0 for number in range(60)]
    table = pd.DataFrame({"even": even, "P": "fails", "Q": "fails"})
    tied = replace(UNIVERSE, specifications=table, parameters={"even": [True, False]})
    below = plots.specification_curve(tied).axes[1]
    assert np.asarray(below.images[0].get_array())[0].tolist() == even


def test_neighbours_are_joined_in_blocks() -> None:
    below = FIGURES["curve in blocks"]().axes[1]
    chosen = np.asarray(below.images[0].get_array())
    assert chosen.tolist()[:3] == [[1, 0], [0, 1], [0.5, 0.5]]


def test_a_level_of_34_letters_is_shortened() -> None:
    assert plots._choice("p", "x" * 33) == f"p: {'x' * 33}"
    assert plots._choice("p", "x" * 34) == f"p: {'x' * 32}…"


def test_importance_writes_shares_that_say_something() -> None:
    axes = FIGURES["importance"]().axes[0]
    told = {tuple(map(int, t.get_position())): t.get_text() for t in axes.texts}
    assert told == {(0, 0): "0.72", (1, 0): "0.73", (1, 1): "0.01"}
    assert [t.get_color() for t in axes.texts] == ["black", "white", "black"]
    names = [label.get_text() for label in axes.get_xticklabels()]
    assert names == ["silent", "include joint", "kind"]


def test_figures_of_a_multiverse_carry_the_evidence() -> None:
    assert FIGURES["shares"]().evidence == ("e1", "e2")
    assert FIGURES["curve"]().evidence == FIGURES["importance"]().evidence == ("e",)
