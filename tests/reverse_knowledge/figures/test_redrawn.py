"""Figures of the companion cases: they show what they are given, and nothing is cut off."""

from __future__ import annotations

import pandas as pd
import pytest
from matplotlib.figure import Figure

from crosscase.errors import DataError, ParameterError
from crosscase.exhibits.figures import svg_bytes
from crosscase.plots import matrix, style
from reverse_knowledge.figures import customers, practices, redrawn, sales_network, statements

NODES = pd.DataFrame({"node_id": ["h", "a", "b"], "label": ["Hub", "Spoke one", "Spoke two"]})
EDGES = pd.DataFrame(
    {"source_node": ["a", "b"], "target_node": ["h", "h"], "line": ["solid", "dashed"]}
)
HELD = pd.DataFrame({"A": ["says so", "denies"], "B": ["both", "silent"]}, index=["trust", "space"])
PARTS = pd.DataFrame(
    {
        "figure_number": "Figure 9",
        "element_id": ["a", "b", "i", "e"],
        "label": ["A", "B", "inner", None],
        "kind": ["node", "node", "item", "edge"],
        "from_element_id": [None, None, "a", "a"],
        "to_element_id": [None, None, None, "b"],
        "basis": ["stated", "assumed", "stated", "assumed"],
    }
)


def texts(figure: Figure) -> str:
    found = [t.get_text() for axes in figure.axes for t in axes.texts]
    found += [t.get_text() for axes in figure.axes for t in axes.get_yticklabels()]
    return " ".join(found).replace("\n", " ")


def all_figures() -> dict[str, Figure]:
    counts = pd.DataFrame({"label": ["Price", "Scale"], "says_so": [5, 0], "denies": [1, 2]})
    scores = pd.DataFrame({"label": ["p", "q"], "mean": 3.0, "lower": 2.5, "upper": 3.5})
    ties = pd.DataFrame({"one": ["hub"], "other": ["spoke"], "ties": [3]})
    stances = pd.DataFrame({"main for": [9], "main against": [1]}, index=["APA1"])
    shares = pd.DataFrame({"label": ["x"], "lower_percent": [98.0], "upper_percent": [98.0]})
    levels = pd.DataFrame({"trait": ["cost"], "common": ["low"], "key": ["high"]})
    return {
        "star": redrawn.draw_star(NODES, EDGES, centre="h"),
        "chain": redrawn.draw_chain(NODES, EDGES.iloc[:1]),
        "positions": matrix.draw_positions(
            HELD, {"trust": "Trust", "space": "Space"}, {"All": ["trust", "space"]},
            marked=[("space", "A")],
        ),
        "panels": sales_network.draw_group_panels(
            {"All": ties, "Less": ties.iloc[:0]}, {"hub": (0, 0.5), "spoke": (1, 0.5)}
        ),
        "levels": customers.draw_levels(
            levels, columns={"common": "C", "key": "K"}, levels=["low", "high"]
        ),
        "presence": matrix.draw_presence(
            pd.DataFrame({"Haier": ["firm", ""]}, index=["buys", "sells"]), signs={"firm": "own"}
        ),
        "ownership": practices.draw_ownership(shares),
        "years": practices.draw_years(pd.DataFrame({"year": [2011, 2016], "label": ["x", "y"]})),
        "profile": statements.draw_profile(
            scores, counts, scale=(1, 5), score_label="score", marks_label="n"
        ),
        "scoreboard": statements.draw_scoreboard(counts),
        "stances": statements.draw_stances(stances, columns=["main"]),
    }  # fmt: skip


@pytest.mark.parametrize("name", list(all_figures()))
def test_nothing_is_cut_off_and_bytes_repeat(name: str) -> None:
    figure = all_figures()[name]
    width, height = figure.get_size_inches()
    assert width <= style.FULL_WIDTH_IN + 1e-6
    with style.figure_style():
        figure.draw_without_rendering()
        box = figure.get_tightbbox()
    assert box.x0 >= -0.02
    assert box.y0 >= -0.02
    assert box.x1 <= width + 0.02
    assert box.y1 <= height + 0.02
    assert svg_bytes(all_figures()[name]) == svg_bytes(all_figures()[name])


def test_parts_tell_stated_from_assumed() -> None:
    nodes, edges = redrawn.figure_parts(PARTS, "Figure 9")
    assert nodes["schematic"].tolist() == [False, True, False]
    assert nodes["within"].tolist()[2] == "a"
    assert edges["line"].tolist() == ["dashed"]


def test_zones_place_every_named_unit_inside() -> None:
    placed = sales_network.place_zones(NODES, centre="h", left=["a"], top=[["b"]], height_in=4)
    assert placed["node_id"].tolist() == ["h", "a", "b"]
    assert placed["y_in"].between(0, 4).all()


def test_scoreboard_writes_its_numbers() -> None:
    shown = texts(all_figures()["scoreboard"])
    assert all(number in shown for number in ("5", "1", "2"))


def test_lost_ties_show_zero() -> None:
    assert " 0 " in f" {texts(all_figures()['panels'])} "


def test_errors() -> None:
    with pytest.raises(ParameterError, match="no 'Figure 1' among the redrawn figures"):
        redrawn.figure_parts(PARTS, "Figure 1")
    with pytest.raises(ParameterError, match="no node 'z'; nodes: h, a, b"):
        redrawn.draw_star(NODES, EDGES, centre="z")
    with pytest.raises(ParameterError, match="no node 'z'"):
        sales_network.place_zones(NODES, centre="h", left=["z"])
    with pytest.raises(ParameterError, match="'a' stands twice"):
        sales_network.place_zones(NODES, centre="h", left=["a"], right=["a"])
    with pytest.raises(ParameterError, match="groups is empty"):
        matrix.draw_positions(HELD, {}, {})
    with pytest.raises(ParameterError, match="no positions on 'change'"):
        matrix.draw_positions(HELD, {"change": "c"}, {"All": ["change"]})
    with pytest.raises(ParameterError, match="level 'huge'; allowed: low, high"):
        customers.draw_levels(
            pd.DataFrame({"trait": ["x"], "a": ["huge"], "b": ["low"]}),
            columns={"a": "A", "b": "B"}, levels=["low", "high"],
        )  # fmt: skip
    with pytest.raises(ParameterError, match="kind 'odd'; allowed: firm"):
        matrix.draw_presence(pd.DataFrame({"x": ["odd"]}), signs={"firm": "own"})
    with pytest.raises(DataError, match="the scoreboard has no column 'denies'"):
        statements.draw_scoreboard(pd.DataFrame({"label": ["x"], "says_so": [1]}))
    with pytest.raises(DataError, match="the table of events is empty"):
        practices.draw_years(pd.DataFrame({"year": [], "label": []}))
    with pytest.raises(ParameterError, match="1 scores and 2 rows of counts"):
        statements.draw_profile(
            pd.DataFrame({"label": ["p"], "mean": [3], "lower": [2], "upper": [4]}),
            pd.DataFrame({"says_so": [1, 2], "denies": [0, 0]}),
            scale=(1, 5), score_label="", marks_label="",
        )  # fmt: skip
