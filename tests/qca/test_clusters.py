"""Cluster diagnostics: consistency by group, and how uneven it is, by hand."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError

from .lipset import solutions

ROWS = [(1, 1, 1), (1, 1, 1), (1, 1, 0), (0, 1, 1), (0, 0, 0), (1, 0, 1)]
DATA = pd.DataFrame(ROWS, columns=list("ABY"), index=list("pqrstu"))


@pytest.fixture
def found():
    """A + B: 5 cases, 4 with the outcome; cases r lacks it."""
    solved = qca.minimize(qca.truth_table(DATA, outcome="Y", incl_cut=0.6), include="?")
    assert solved.models == (("A", "B"),)
    return solved


def test_consistency_by_cluster(found):
    result = qca.cluster_diagnostics(found, clusters=["x", "x", "y", "y", "y", "x"])
    assert (result.model, result.title) == ("A + B", "Cluster diagnostics of A + B")
    assert result.table.columns.tolist() == ["term", "by", "group", "n", "inclS", "covS"]
    assert result.table.to_numpy().tolist() == [
        ["A", "cluster", "x", 3, 1.0, 1.0],
        ["A", "cluster", "y", 3, 0.0, 0.0],
        ["B", "cluster", "x", 3, 1.0, 2 / 3],
        ["B", "cluster", "y", 3, 0.5, 1.0],
        ["model", "cluster", "x", 3, 1.0, 1.0],
        ["model", "cluster", "y", 3, 0.5, 1.0],
    ]
    assert result.distances.columns.tolist() == ["term", "pooled", "between", "within"]
    far = result.distances.set_index("term")
    assert far["pooled"].to_dict() == {"A": 0.75, "B": 0.75, "model": 0.8}
    # Shares of consistency 1 and 0, 2/3 and 1/3: sqrt(2 * .5 ** 2), sqrt(2 * (1/6) ** 2).
    assert far["between"].tolist() == pytest.approx([math.sqrt(1 / 2), *[math.sqrt(2) / 6] * 2])
    assert far["within"].isna().all()


def test_units_are_groups_of_their_own(found):
    result = qca.cluster_diagnostics(
        found, clusters=pd.Series([1, 1, 2, 2, 3, 3]), units=list("mnomno")
    )
    a = result.table[result.table["term"] == "A"].set_index(["by", "group"])
    assert a.index.tolist() == [
        ("cluster", "1"), ("cluster", "2"), ("cluster", "3"), ("unit", "m"), ("unit", "n"),
        ("unit", "o"),
    ]  # fmt: skip
    assert a["n"].tolist() == [2] * 6
    # m: p and s; n: q and t; o: r and u.
    assert a["inclS"].tolist() == [1, 0, 1, 1, 1, 0.5]
    far = result.distances.set_index("term").loc["A"]
    assert far["between"] == pytest.approx(math.sqrt(2 * (1 / 6) ** 2 + (1 / 3) ** 2))
    assert far["within"] == pytest.approx(math.sqrt(2 * (0.4 - 1 / 3) ** 2 + (0.2 - 1 / 3) ** 2))


def test_a_group_that_has_no_case_in_the_term_counts_as_consistent(found):
    result = qca.cluster_diagnostics(found, clusters=["x", "x", "x", "x", "y", "x"])
    y = result.table[result.table["group"] == "y"]
    assert y["inclS"].isna().all()
    assert result.distances["between"].tolist() == pytest.approx(
        [math.sqrt(2) * (1 / 1.75 - 0.5), math.sqrt(2) * (1 / 1.75 - 0.5),
         math.sqrt(2) * (1 / 1.8 - 0.5)]
    )  # fmt: skip


def test_where_no_group_is_consistent_none_is_uneven():
    """A cut of 0 lets A*B in, of which no case has the outcome."""
    data = pd.DataFrame([(1, 1, 0), (1, 1, 0), (0, 0, 1)], columns=list("ABY"))
    found = qca.minimize(qca.truth_table(data, outcome="Y", incl_cut=0))
    assert found.models == (("A*B", "~A*~B"),)
    far = qca.cluster_diagnostics(found, clusters="xyx").distances.set_index("term")
    assert far.loc["A*B", ["pooled", "between"]].tolist() == [0, 0]


def test_halves_of_lipset_are_even(crisp):
    found = solutions(crisp, include="?")
    halves = ["north", "south"] * 9
    table = qca.cluster_diagnostics(found, clusters=halves)
    assert table.distances["pooled"].tolist() == [1, 1]
    assert table.distances["between"].tolist() == pytest.approx([0, 0])
    assert table.table["n"].tolist() == [9, 9, 9, 9]


def test_another_model():
    data = pd.DataFrame([(1, 1, 1), (0, 0, 0)], columns=list("ABY"))
    found = qca.minimize(qca.truth_table(data, outcome="Y"), include="?")
    assert qca.cluster_diagnostics(found, clusters="xy", model=2).model == "B"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"clusters": "xy"}, "clusters has 2 entries for 6 cases; give one a case"),
        ({"clusters": "xyxyxy", "units": "a"}, "units has 1 entries for 6 cases"),
        ({"clusters": "xyxyxy", "model": 2}, "model is 2; models go from 1 to 1"),
    ],
)
def test_what_is_refused(found, options, message):
    with pytest.raises(ParameterError, match=message):
        qca.cluster_diagnostics(found, **options)


def test_results_show_their_titles_and_are_not_changed_by_accident(found):
    result = qca.cluster_diagnostics(found, clusters="xyxyxy")
    assert repr(result).startswith(result.title)
    with pytest.raises(FrozenInstanceError):
        result.model = "B"
