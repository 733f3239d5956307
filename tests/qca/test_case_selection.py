"""Types of cases and pairs for comparison, with distances by hand."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import numpy as np
import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError

from .lipset import solutions

CASES = pd.DataFrame(
    [
        ("t1", 0.8, 0.2, 0.9),  # typical of A
        ("t2", 0.7, 0.1, 0.7),  # typical, right on the diagonal
        ("t3", 0.9, 0.3, 0.6),  # in both, deeper in the condition than in the outcome
        ("d1", 0.9, 0.4, 0.3),  # in the condition, not in the outcome
        ("d2", 0.6, 0.3, 0.4),
        ("v1", 0.2, 0.9, 0.8),  # in the outcome alone
        ("v2", 0.3, 0.4, 0.6),
        ("i1", 0.1, 0.8, 0.2),  # in neither
        ("i2", 0.4, 0.7, 0.1),
        ("i3", 0.2, 0.2, 0.3),
    ],
    columns=["case", "A", "B", "Y"],
).set_index("case")


@pytest.fixture
def found():
    """A*~B of the rows 10 alone: ~A*B, ~A*~B are not consistent enough."""
    table = qca.truth_table(CASES, outcome="Y", incl_cut=0.75)
    solved = qca.minimize(table, include="?", exclude=[1, 2, 4])
    assert solved.models == (("A*~B",),)
    return solved


def test_types_by_hand(found):
    types = qca.case_types(found)
    assert types.model == "A*~B"
    assert types.table.columns.tolist() == [
        "case", "solution", "outcome", "type", "terms", "row",
    ]  # fmt: skip
    table = types.table.set_index("case")
    assert table["solution"].tolist() == pytest.approx(
        [0.8, 0.7, 0.7, 0.6, 0.6, 0.1, 0.3, 0.1, 0.3, 0.2]
    )
    assert table["outcome"].tolist() == CASES["Y"].tolist()
    assert table["type"].to_dict() == {
        "t1": "typical",
        "t2": "typical",
        "t3": "typical (x > y)",
        "d1": "deviant consistency",
        "d2": "deviant consistency",
        "v1": "deviant coverage",
        "v2": "deviant coverage",
        "i1": "individually irrelevant",
        "i2": "individually irrelevant",
        "i3": "individually irrelevant",
    }
    assert table["terms"].tolist() == ["A*~B"] * 5 + [""] * 5
    assert table["row"].tolist() == [3] * 5 + [2, 1, 2, 2, 1]
    assert types.title == (
        "Cases under A*~B: 3 individually irrelevant, 2 typical, 2 deviant consistency, "
        "2 deviant coverage, 1 typical (x > y)"
    )


@pytest.mark.filterwarnings("ignore:1 case of exactly 0.5")
def test_one_half_is_undecided():
    data = CASES.assign(A=[0.5, *CASES["A"][1:]], Y=[*CASES["Y"][:-1], 0.5])
    found = qca.minimize(qca.truth_table(data, outcome="Y", incl_cut=0.7), exclude=[1, 2, 4])
    table = qca.case_types(found).table.set_index("case")
    assert table.loc[["t1", "i3"], "type"].tolist() == ["undecided", "undecided"]
    assert table.loc["t1", "terms"] == ""


@pytest.mark.filterwarnings("ignore:2 cases of exactly 0.5")
def test_cases_at_one_half_are_in_no_pair(found):
    """Undecided in the outcome, in the term, or in both from either side."""
    halves = [(0.9, 0.1, 0.5), (0.5, 0.1, 0.9), (0.2, 0.1, 0.5), (0.5, 0.1, 0.2), (0.2, 0.9, 0.5)]
    more = pd.DataFrame(halves, columns=list("ABY"), index=[f"h{i}" for i in range(5)])
    table = qca.truth_table(pd.concat([CASES, more]), outcome="Y", incl_cut=0.7)
    wide = qca.minimize(table, include="?", exclude=[1, 2, 4])
    assert wide.models == (("A*~B",),)
    for kind in (
        "typical-typical",
        "typical-deviant consistency",
        "typical-irrelevant",
        "deviant coverage-irrelevant",
    ):
        pairs = qca.case_pairs(wide, kind=kind, most=99).table
        assert pairs.equals(qca.case_pairs(found, kind=kind, most=99).table)


def test_terms_that_hold_and_models_by_number():
    rows = [(1, 1, 1, 1), (1, 0, 1, 1), (0, 1, 0, 1), (0, 0, 0, 0), (1, 1, 0, 1)]
    data = pd.DataFrame(rows, columns=list("ABCY"), index=list("pqrst"))
    found = qca.minimize(qca.truth_table(data, outcome="Y"), include="?")
    assert found.models == (("A", "B"), ("B", "C"))
    first, second = qca.case_types(found), qca.case_types(found, model=2)
    assert first.table["terms"].tolist() == ["A + B", "A", "B", "", "A + B"]
    assert second.table["terms"].tolist() == ["B + C", "C", "B", "", "B"]
    assert second.model == "B + C"
    pairs = qca.case_pairs(found, kind="typical-irrelevant", model=2).table
    assert set(pairs["term"]) == {"B", "C"}
    with pytest.raises(ParameterError, match="model is 3; models go from 1 to 2"):
        qca.case_types(found, model=3)
    with pytest.raises(ParameterError, match="model is 3; models go from 1 to 2"):
        qca.case_pairs(found, kind="typical-typical", model=3)


def pairs_of(found, kind, **options):
    result = qca.case_pairs(found, kind=kind, **options)
    assert (result.kind, result.title) == (kind, f"Best pairs: {kind}")
    return [tuple(row) for row in result.table.to_numpy().tolist()]


def test_typical_with_typical(found):
    """x, y of t1 .8 .9, of t2 .7 .7; first less second: .4 + .3 + .2, else .6 + .7 + .2."""
    assert pairs_of(found, "typical-typical") == [
        ("A*~B", "t1", "t2", pytest.approx(0.9)),
        ("A*~B", "t2", "t1", pytest.approx(1.5)),
    ]


def test_typical_with_deviant_for_consistency(found):
    """x, y of d1 .6 .3, of d2 .6 .4: t1 d1 .2 + .4 + .2 + .4, t2 d1 .1 + .6 + .3 + .4."""
    assert pairs_of(found, "typical-deviant consistency") == [
        ("A*~B", "t1", "d1", pytest.approx(1.2)),
        ("A*~B", "t1", "d2", pytest.approx(1.3)),
        ("A*~B", "t2", "d1", pytest.approx(1.4)),
        ("A*~B", "t2", "d2", pytest.approx(1.5)),
    ]


def test_typical_with_irrelevant(found):
    """t1 i1 (x, y .1 .2): .3 + .3 + .2 + .2; t1 i2 (.3 .1): .5 + .2 + .2 + .4."""
    found_pairs = pairs_of(found, "typical-irrelevant", most=2)
    assert found_pairs == [
        ("A*~B", "t1", "i1", pytest.approx(1.0)),
        ("A*~B", "t2", "i1", pytest.approx(1.1)),
    ]
    assert len(pairs_of(found, "typical-irrelevant")) == 5
    assert len(pairs_of(found, "typical-irrelevant", most=9)) == 6


def test_deviant_for_coverage_with_irrelevant_of_its_row(found):
    """Row ~A*~B: v2 (w .6) with i3 (.8); row ~A*B: v1 (.8) with i1 (.8) and i2 (.6)."""
    result = qca.case_pairs(found, kind="deviant coverage-irrelevant").table
    assert result.columns.tolist() == ["row", "first", "second", "distance"]
    assert [tuple(row) for row in result.to_numpy().tolist()] == [
        (1, "v2", "i3", pytest.approx(0.2 + 0.7 + 0.4 + 0.2)),
        (2, "v1", "i1", pytest.approx(0 + 0.4 + 0.2 + 0.2)),
        (2, "v1", "i2", pytest.approx(0.2 + 0.3 + 0.2 + 0.4)),
    ]
    best = pairs_of(found, "deviant coverage-irrelevant", most=1)
    assert [pair[:3] for pair in best] == [(1, "v2", "i3"), (2, "v1", "i1")]


def test_terms_are_ordered_by_name_and_ranked_each_by_itself(fuzzy):
    found = solutions(fuzzy, incl_cut=0.8, include="?")
    table = qca.case_pairs(found, kind="typical-irrelevant", most=3).table
    assert table["term"].tolist() == ["DEV*~IND"] * 3 + ["URB*STB"] * 3
    for _term, group in table.groupby("term"):
        assert group["distance"].is_monotonic_increasing


def test_case_types_and_pairs(fuzzy):
    found = solutions(fuzzy, incl_cut=0.8, include="?")
    types = qca.case_types(found)
    assert len(types.table) == len(fuzzy)
    by_hand = np.maximum(
        np.minimum(fuzzy["DEV"], 1 - fuzzy["IND"]), np.minimum(fuzzy["URB"], fuzzy["STB"])
    )
    assert types.table["solution"].tolist() == pytest.approx(by_hand.tolist())
    covered = set(types.table.query("type == 'deviant coverage'")["case"])
    assert covered == set(fuzzy.index[(by_hand < 0.5) & (fuzzy["SURV"] > 0.5)])
    pairs = qca.case_pairs(found, kind="typical-irrelevant", most=3).table
    first = pairs.iloc[0]
    terms = {"DEV*~IND": ("DEV", "IND"), "URB*STB": ("URB", "STB")}
    a, b = terms[first["term"]]
    x = np.minimum(fuzzy[a], 1 - fuzzy[b] if "~" in first["term"] else fuzzy[b])
    i, j, y = first["first"], first["second"], fuzzy["SURV"]
    distance = (
        (1 - (x[i] - x[j])) + (1 - (y[i] - y[j])) + 2 * abs(y[i] - x[i]) + 2 * abs(y[j] - x[j])
    )
    assert first["distance"] == pytest.approx(distance)
    rows = qca.case_pairs(found, kind="deviant coverage-irrelevant").table
    assert set(rows["first"]) <= covered


def test_a_kind_that_is_not_there(found):
    message = "kind is 'typical'; it may be 'typical-typical', 'typical-deviant consistency', 'typ"
    with pytest.raises(ParameterError, match=message):
        qca.case_pairs(found, kind="typical")


def test_results_show_their_titles_and_are_not_changed_by_accident(found):
    for result in (qca.case_types(found), qca.case_pairs(found, kind="typical-typical")):
        assert repr(result).startswith(result.title)
    with pytest.raises(FrozenInstanceError):
        qca.case_types(found).model = "B"
    with pytest.raises(FrozenInstanceError):
        qca.case_pairs(found, kind="typical-typical").kind = "other"
