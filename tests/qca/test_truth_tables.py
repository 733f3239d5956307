"""Truth tables as users see them: columns, counts, order, contradictions."""

from __future__ import annotations

import math
from dataclasses import FrozenInstanceError

import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import DataError, ParameterError

from .lipset import CONDITIONS, good


def build(data=None, **options):
    data = good() if data is None else data
    return qca.truth_table(data, **{"outcome": "Y", "conditions": "A,B", **options})


def test_a_table_by_hand():
    table = build()
    assert table.table.columns.tolist() == ["A", "B", "OUT", "n", "incl", "PRI", "cases"]
    assert table.table.index.name == "row"
    assert table.table.reset_index().to_numpy().tolist() == [
        [1, 0, 0, "0", 1, 0.0, 0.0, "d"],
        [2, 0, 1, "0", 1, 0.0, 0.0, "c"],
        [3, 1, 0, "1", 1, 1.0, 1.0, "b"],
        [4, 1, 1, "1", 1, 1.0, 1.0, "a"],
    ]
    assert (table.outcome, table.conditions, table.levels) == ("Y", ("A", "B"), (2, 2))
    assert (table.row_count, table.remainder_count) == (4, 0)


def test_the_title_counts_rows():
    data = good().assign(Y=[1, 1, 0, 0])
    assert build(data).title == (
        "Truth table of Y: 2 rows coded 1, 2 coded 0; 0 remainders (incl.cut 1; n.cut 1; pri.cut 0)"
    )
    data = pd.DataFrame({"A": [1, 1, 0], "B": [1, 1, 0], "Y": [1, 0, 0]})
    assert build(data, incl_cut=(0.8, 0.25), pri_cut=0.5).title == (
        "Truth table of Y: 0 rows coded 1, 1 coded 0, 1 C; 2 remainders "
        "(incl.cut 0.8, 0.25; n.cut 1; pri.cut 0.5)"
    )
    assert "1 row coded 1, 0 coded 0; 3 remainders" in build(data, incl_cut=0.5, n_cut=2).title


def test_cuts_reach_the_rows_and_are_kept():
    data = pd.DataFrame({"A": [1, 1, 1, 0, 0], "B": [1, 1, 1, 0, 1], "Y": [1, 1, 0, 0, 0]})
    table = build(data, incl_cut=[1, 0.5])
    assert table.table["OUT"].tolist() == ["0", "0", "C"]
    assert (table.incl_cut, table.n_cut, table.pri_cut) == ((1.0, 0.5), 1, 0.0)
    assert qca.minimize(table).models == ()
    assert build(data, incl_cut=2 / 3).table["OUT"].tolist()[-1] == "1"
    few = build(data, incl_cut=0.6, n_cut=2)
    assert few.table["OUT"].tolist() == ["?", "?", "1"]
    assert (few.incl_cut, few.n_cut, few.remainder_count) == ((0.6,), 2, 3)
    assert build(data, incl_cut=0.6, pri_cut=0.7).configurations("1") == []


def test_configurations_are_listed_by_code():
    table = build(good().iloc[:3], complete=True)
    assert table.configurations("1") == [(1, 0), (1, 1)]
    assert table.configurations("0") == [(0, 1)]
    assert table.configurations("?", "0") == [(0, 0), (0, 1)]
    assert table.configurations() == []


def test_contradictory_cases_are_those_outside_the_outcome():
    rows = [(1, 1, 0.9), (1, 1, 0.2), (1, 0, 0.4), (0, 0, 0.1), (0, 1, 0.5)]
    data = pd.DataFrame(rows, columns=["A", "B", "Y"], index=list("pqrst"))
    table = build(data, incl_cut=(0.5, 0.3))
    assert table.table["OUT"].tolist() == ["0", "1", "C", "1"]
    found = table.contradictions
    assert found.columns.tolist() == ["row", "OUT", "case", "Y"]
    assert found.to_numpy().tolist() == [[3, "C", "r", 0.4], [4, "1", "q", 0.2]]
    assert build().contradictions.empty


def test_conditions_are_every_other_column_by_default():
    data = good().assign(C=[0, 1, 0, 1], who=["p", "q", "r", "s"])
    table = qca.truth_table(data, outcome="~Y", cases="who")
    assert table.conditions == ("A", "B", "C")
    assert table.table["cases"].tolist() == ["s", "r", "q", "p"]
    assert build(conditions=["B", "A"]).conditions == ("B", "A")


def test_multi_value_outcome_and_brackets():
    data = pd.DataFrame({"A": [0, 1, 3, 3], "B": [1, 0, 1, 0], "Y": [2, 1, 2, 0]})
    table = build(data, outcome="Y{2}")
    assert table.levels == (4, 2)  # level 2 of A is not observed
    assert (table.row_count, table.remainder_count) == (8, 4)
    assert table.outcome == "Y[2]"
    other = build(data, outcome="~Y[2]")
    assert other.configurations("1") == table.configurations("0")


def test_a_complete_table_has_every_configuration(crisp):
    table = qca.truth_table(crisp, outcome="SURV", conditions=CONDITIONS, complete=True)
    assert (len(table.rows), table.row_count, table.remainder_count) == (32, 32, 23)
    assert table.table.index.tolist() == list(range(1, 33))
    assert math.isnan(table.table.loc[3, "incl"])
    assert table.table.loc[3, ["OUT", "n", "cases"]].tolist() == ["?", 0, ""]


def test_tables_are_sorted_largest_first(crisp):
    options = {"outcome": "SURV", "conditions": CONDITIONS}
    by_size = qca.truth_table(crisp, **options, sort_by=["OUT", "n"]).table
    assert by_size["n"].tolist()[:3] == [4, 2, 2]
    assert by_size["OUT"].is_monotonic_decreasing
    assert qca.truth_table(crisp, **options, sort_by="n").table["n"].is_monotonic_decreasing
    data = good().iloc[:3]
    # Rows without cases last; equal ones stay in row order; names of cases rise.
    assert build(data, complete=True, sort_by="incl").table.index.tolist() == [3, 4, 2, 1]
    assert build(sort_by="cases").table["cases"].tolist() == ["a", "b", "c", "d"]
    kept = build(sort_by="A", incl_cut=0.9, n_cut=1, pri_cut=0.2)
    assert kept.table.index.tolist() == [3, 4, 1, 2]
    assert (kept.incl_cut, kept.n_cut, kept.pri_cut) == ((0.9,), 1, 0.2)


def test_text_and_html_show_the_same():
    table = build()
    html = table._repr_html_()
    assert table.title in repr(table)
    assert table.title in html
    for cell in ("OUT", "1.000", "0.000"):
        assert cell in repr(table)
        assert cell in html


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"incl_cut": 1.2}, "incl_cut is 1.2"),
        ({"incl_cut": (0.5, 0.8)}, "lower inclusion cut 0.8 is above"),
        ({"pri_cut": -0.1}, "pri_cut is -0.1"),
        ({"n_cut": 0}, "n_cut is 0"),
        ({"sort_by": "size"}, "sort_by names 'size'; the columns are A, B, OUT, n, incl, PRI, cas"),
        ({"sort_by": ["n", "size"]}, "sort_by names 'size'"),
        ({"cases": "name"}, "no column 'name' for cases"),
        ({"conditions": "A,Q"}, "no column 'Q'; the data have A, B, Y"),
    ],
)
def test_options_that_are_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        build(**options)


def test_outcomes_that_do_not_vary_are_refused():
    with pytest.raises(DataError, match="outcome 'Y' is 1 in all 4 cases"):
        build(good().assign(Y=1))


def test_a_complete_table_may_be_too_long():
    data = pd.DataFrame([[0] * 18, [1] * 18], columns=[f"C{i}" for i in range(17)] + ["Y"])
    with pytest.raises(ParameterError, match="has 131072 rows, more than 65536"):
        qca.truth_table(data, outcome="Y", complete=True)


def test_tables_are_not_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        build().n_cut = 2
