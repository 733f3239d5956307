"""Solutions of truth tables: textbook results, what they assume, what must not change them."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase import qca
from crosscase.errors import ParameterError
from crosscase.qca import minimization
from crosscase.qca.engine.primes import contains

from . import lipset
from .engine.charts import hard_rows
from .lipset import good, solutions


def frame(columns: str, rows: list[list[int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(columns))


def solve(data, incl_cut=1.0, **options):
    return qca.minimize(qca.truth_table(data, outcome="Y", incl_cut=incl_cut), **options)


# -- textbook results -------------------------------------------------------------------------


def test_lipset_crisp(crisp):
    """Rihoux & De Meur (2009), pp. 57-61."""
    found = solutions(crisp)
    assert found.models == (("DEV*LIT*IND*STB", "DEV*~URB*LIT*STB"),)
    terms = found.terms.set_index("term")
    assert terms["covS"].to_dict() == {"DEV*LIT*IND*STB": 0.75, "DEV*~URB*LIT*STB": 0.5}
    assert terms["covU"].to_dict() == {"DEV*LIT*IND*STB": 0.5, "DEV*~URB*LIT*STB": 0.25}
    short = solutions(crisp, include="?")
    assert (short.models, short.assumption_counts) == ((("DEV*STB",),), (5,))
    assert solutions(crisp, "~SURV", include="?").assumption_counts == (18,)


def test_lipset_multi_value():
    """Cronqvist & Berg-Schlosser (2009), pp. 80-81: four conditions, one contradictory row."""
    data = lipset.read("multi_value")
    table = qca.truth_table(data, outcome="SURV", conditions="DEV,URB,LIT,IND")
    found = qca.minimize(table, include="?")
    assert found.models == (("DEV[1]*IND[0]", "DEV[2]"),)
    assert found.assumption_counts == (9,)
    assert found.solution.loc[0, "covS"] == 0.875


def test_lipset_fuzzy(fuzzy):
    """Ragin (2009), p. 112, inclusion cut .70."""
    found = solutions(fuzzy, incl_cut=0.7)
    assert found.models == (("DEV*LIT*IND*STB", "DEV*~URB*LIT*STB"),)
    fit = found.solution.loc[0]
    assert fit[["inclS", "PRI", "covS"]].astype(float).round(3).tolist() == [0.871, 0.851, 0.818]


# -- what a solution tells --------------------------------------------------------------------

TWO = frame("ABCY", [[1, 1, 1, 1], [1, 1, 0, 1], [0, 1, 1, 1], [0, 0, 0, 0], [1, 0, 1, 0]])
"""Positive 111 110 011, negative 000 101: B alone, or without remainders A*B + B*C."""


def test_the_table_has_a_row_a_term_and_one_for_the_model():
    found = solve(TWO)
    assert found.table.columns.tolist() == [
        "model", "term", "inclS", "PRI", "covS", "covU", "cases",
    ]  # fmt: skip
    assert found.table.drop(columns=["PRI", "covU"]).round(3).to_numpy().tolist() == [
        ["M1", "A*B", 1.0, 0.667, "2; 1"],
        ["M1", "B*C", 1.0, 0.667, "3; 1"],
        ["M1", "model", 1.0, 1.0, ""],
    ]
    assert found.terms["covU"].round(3).tolist() == [0.333, 0.333]
    assert found.terms.index.tolist() == [0, 1]
    assert found.terms.columns.tolist() == found.table.columns.tolist()
    assert found.solution.to_numpy().tolist() == [["M1", 1.0, 1.0, 1.0]]
    assert found.solution.columns.tolist() == ["model", "inclS", "PRI", "covS"]


def test_cases_of_a_row_stay_together():
    data = pd.concat([TWO, TWO]).set_axis(list("pqrstuvwxy"))
    assert solve(data).terms["cases"].tolist() == ["q,v; p,u", "r,w; p,u"]


def test_titles_tell_kind_and_models():
    assert solve(TWO).title == "Conservative solution of Y: 1 model"
    two = solve(frame("ABY", [[1, 1, 1], [0, 0, 0]]), include="?")
    assert two.title == "Parsimonious solution of Y: 2 models"
    assert (two.kind, two.complete, two.notes) == ("parsimonious", True, ())
    capped = solve(frame("ABY", [[1, 1, 1], [0, 0, 0]]), include="?", cap=1)
    assert not capped.complete
    assert capped.title == (
        "Parsimonious solution of Y: 1 model; "
        "the list of models stops at 1; there are more (raise cap to see them)"
    )
    assert repr(two).startswith(two.title)


def test_models_by_number():
    found = solve(frame("ABY", [[1, 1, 1], [0, 0, 0]]), include="?")
    assert found.models == (("A",), ("B",))
    assert found.cubes == (((1, -1),), ((-1, 1),))
    assert (found.expression(), found.expression(2)) == ("A", "B")
    assert (found.model_cubes(), found.model_cubes(2)) == (((1, -1),), ((-1, 1),))
    assert solve(TWO).expression() == "A*B + B*C"
    for number in (0, 3):
        with pytest.raises(ParameterError, match=f"model is {number}; models go from 1 to 2$"):
            found.expression(number)


def test_without_a_model_the_reason_is_told():
    none = solve(frame("ABY", [[1, 1, 1], [1, 1, 0], [0, 0, 0]]))
    assert (none.models, none.essential, none.prime_implicants) == ((), (), ())
    assert none.table.empty
    assert none.chart.empty
    assert none.assumption_counts == ()
    message = "model is 1; there is no model; no row has OUT = 1, so there is no model"
    with pytest.raises(ParameterError, match=message):
        none.model_cubes()


def test_chart_and_essential_terms(crisp):
    found = solutions(crisp, include="?")
    assert found.chart.loc["DEV*STB"].all()
    assert set(found.prime_implicants) == set(found.chart.index)
    assert found.essential == ("DEV*STB",)
    assert solve(frame("ABY", [[1, 1, 1], [0, 0, 0]]), include="?").essential == ()


def test_a_chart_by_hand():
    found = solve(TWO)
    assert found.chart.columns.tolist() == [4, 7, 8]  # 011, 110, 111
    assert (found.chart.index.name, found.chart.index.tolist()) == ("term", ["A*B", "B*C"])
    assert found.chart.loc["A*B"].tolist() == [False, True, True]
    assert found.chart.loc["B*C"].tolist() == [True, False, True]
    assert found.prime_implicants == found.essential == ("A*B", "B*C")


def test_assumptions_by_hand():
    """B covers 010 beyond the three positive rows; without remainders nothing is assumed."""
    found = solve(TWO, include="?")
    assert found.models == (("B",),)
    assert found.assumption_counts == (1,)
    assert found.simplifying_assumptions == (("~A*B*~C",),)
    assert found.assumption_cubes == (((0, 1, 0),),)
    assert solve(TWO).assumption_counts == (0,)
    assert solve(TWO).simplifying_assumptions == ((),)


def test_assumptions_may_be_too_many_to_list():
    """One case with, one without the outcome, of 18 conditions and one of sixteen levels."""
    names = [*(f"C{i}" for i in range(18)), "M", "Y"]
    data = pd.DataFrame([[1] * 18 + [15, 1], [0] * 20], columns=names)
    found = solve(data, include="?")
    assert found.assumption_counts == (2**21 - 1,) * 18 + (2**18 - 1,)
    message = (
        "a model makes up to 2,097,151 simplifying assumptions, all models 38,010,861; "
        "131,072 and 10,000,000 can be listed: use assumption_counts"
    )
    with pytest.raises(ParameterError, match=message):
        _ = found.simplifying_assumptions


def test_assumptions_of_all_models_together_have_a_limit(monkeypatch):
    """111 against 000: A, B or C, each of which assumes three rows."""
    found = solve(frame("ABCY", [[1] * 4, [0] * 4]), include="?")
    monkeypatch.setattr(minimization, "MOST_TOGETHER", 8)
    with pytest.raises(ParameterError, match="up to 3 simplifying assumptions, all models 9;"):
        _ = found.assumption_cubes
    monkeypatch.setattr(minimization, "MOST_TOGETHER", 9)
    assert list(map(len, found.assumption_cubes)) == [3, 3, 3]


COUNTER = frame("ABCY", [[1, 0, 1, 1], [0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0]])


def test_counterfactuals_are_easy_or_difficult():
    """A*~B*C observed, A parsimonious: 111 is easy where B is expected, 110 and 100 are not."""
    found = solve(COUNTER, include="?", dir_exp="B,C")
    table = found.counterfactuals
    assert table.columns.tolist() == [
        "pair", "conservative", "parsimonious", "intermediate", "easy", "difficult",
    ]  # fmt: skip
    assert table.to_numpy().tolist() == [["C1P1", "A*~B*C", "A", ["A*C"], [8], [5, 7]]]
    assert solve(COUNTER, include="?").counterfactuals.empty


def test_one_term_is_enough_for_an_easy_counterfactual():
    """Parsimonious A + D of A*~B*C*~D and ~A*~B*C*D, both of which lose ~B where B is expected:
    111- and -111 beside them are easy, each inside one term."""
    rows = [[1, 0, 1, 0, 1], [0, 0, 1, 1, 1], *([0, b, c, 0, 0] for b in (0, 1) for c in (0, 1))]
    table = solve(frame("ABCDY", rows), include="?", dir_exp="B").counterfactuals
    assert table.drop(columns=["conservative", "difficult"]).to_numpy().tolist() == [
        ["C1P1", "A + D", ["A*C*~D + ~A*C*D"], [8, 15]]
    ]
    assert len(table.loc[0, "difficult"]) == 8


def test_pairs_are_numbered_by_name():
    data = frame("ABY", [[1, 1, 1], [0, 0, 0]])
    table = solve(data, include="?", dir_exp="~A,B").counterfactuals.set_index("parsimonious")
    assert table["pair"].to_dict() == {"A": "C1P1", "B": "C1P2"}
    assert table["intermediate"].to_dict() == {"A": ["A*B"], "B": ["B"]}
    assert table["easy"].to_dict() == {"A": [], "B": [2]}
    assert table["difficult"].to_dict() == {"A": [3], "B": []}


def test_pairs_of_several_models_are_numbered_by_name_too():
    """Every row but 000 and 111 has the outcome: two ways around a ring, whatever may be used."""
    rows = [[a, b, c, int(0 < a + b + c < 3)] for a, b, c in product((0, 1), repeat=3)]
    table = solve(frame("ABCY", rows), include="?", dir_exp="A").counterfactuals
    first, second = "A*~B + B*~C + ~A*C", "A*~C + ~A*B + ~B*C"
    assert sorted(table[["pair", "conservative", "parsimonious"]].to_numpy().tolist()) == [
        ["C1P1", first, first],
        ["C1P2", first, second],
        ["C2P1", second, first],
        ["C2P2", second, second],
    ]


def test_ten_thousand_models_are_listed_by_default():
    """Three successes, each told from the failure by any of its own 22 conditions."""
    rows = [[0] * 22 * n + [1] * 22 + [0] * 22 * (2 - n) + [1] for n in range(3)]
    data = pd.DataFrame([*rows, [0] * 67]).add_prefix("C").rename(columns={"C66": "Y"})
    found = solve(data, include="?")
    assert (len(found.models), found.complete) == (10_000, False)


@pytest.mark.parametrize(
    ("dir_exp", "model"),
    [
        (None, ("A",)),
        ("B", ("A*C",)),
        ("B,C", ("A*C",)),
        ("B*C", ("A",)),
        ("~B*C", ("A*~B*C",)),
        ("~B", ("A*~B*C",)),
    ],
)
def test_expectations_of_conjunctions(dir_exp, model):
    """A*~B*C observed, A alone parsimonious: of B*C, which it does not show, nothing is kept."""
    assert solve(COUNTER, include="?", dir_exp=dir_exp).models == (model,)


def test_contradictory_rows_may_be_used():
    data = frame("ABY", [[1, 1, 1], [1, 0, 1], [1, 0, 0], [0, 0, 0], [0, 1, 0]])
    cuts = (1, 0.4)
    assert solve(data, cuts).models == (("A*B",),)
    assert solve(data, cuts, include="C").models == (("A",),)
    assert solve(data, cuts, include="?").models == (("A*B",),)
    assert solve(data, cuts, include="?,C").models == (("A",),)


def test_observed_row_excluded_by_number_counts_as_negative(crisp):
    found = solutions(crisp, exclude=22)
    assert found.models == (("DEV*LIT*IND*STB",),)
    assert found.truth_table.table.loc[22, "OUT"] == "0"


def test_options_reach_the_engine():
    ring = [[*map(int, row), int(row not in ("010", "101"))] for row in
            ("000", "001", "010", "011", "100", "101", "110", "111")]  # fmt: skip
    data = frame("ABCY", ring)
    assert len(solve(data).models) == 2
    assert len(solve(data, all_sol=True).models) == 5
    assert len(solve(data, all_sol=True, cap=3).models) == 3
    data = frame("ABCY", [[1, 1, 1, 1], [1, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]])
    assert len(solve(data, include="?").prime_implicants) == 2
    assert len(solve(data, include="?", row_dom=True).prime_implicants) == 1


def test_the_limit_of_time_reaches_the_engine():
    ones, zeros = hard_rows()
    data = pd.DataFrame([*ones, *zeros]).add_prefix("C").assign(Y=[1] * 117 + [0])
    assert "not settled within 0 s" in solve(data, include="?", time_limit_s=0).title


def test_multi_value_expectations():
    data = pd.DataFrame({"A": [0, 1, 3, 3], "B": [1, 0, 1, 0], "Y": [2, 1, 2, 0]})
    table = qca.truth_table(data, outcome="Y{2}", conditions="A,B")
    assert qca.minimize(table, include="?").models == (("B[1]",),)
    expected = qca.minimize(table, include="?", dir_exp="A=0;3,B{1}")
    assert expected.models == (("A[0]*B[1]", "A[3]*B[1]"),)


def test_text_and_html_show_the_same(crisp):
    found = solutions(crisp)
    html = found._repr_html_()
    assert found.title in repr(found)
    for cell in repr(found).split():
        if cell.replace(".", "").isdigit() and "." in cell:
            assert cell in html


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"dir_exp": "A=1"}, "dir_exp needs include='[?]'"),
        ({"include": "?", "dir_exp": "Q=1"}, "'Q' is not a condition"),
        ({"include": "!"}, "include is '!'"),
        ({"include": "?", "exclude": 99}, "exclude names row 99; rows go from 1 to 4"),
        ({"cap": 0}, "cap is 0"),
    ],
)
def test_options_that_are_refused(options, message):
    with pytest.raises(ParameterError, match=message):
        solve(good(), **options)


# -- what must not change the result ----------------------------------------------------------


@st.composite
def crisp_data(draw):
    n = draw(st.integers(4, 14))
    bits = st.integers(0, 1)
    columns = {name: draw(st.lists(bits, min_size=n, max_size=n)) for name in "ABCDY"}
    data = pd.DataFrame(columns, index=[f"c{i}" for i in range(n)])
    data.loc[data.index[:2], "Y"] = [0, 1]
    return data


def models(data, conditions="A,B,C,D", outcome="Y", **options):
    table = qca.truth_table(data, outcome=outcome, conditions=conditions, incl_cut=0.75)
    return set(qca.minimize(table, include="?", **options).models)


@settings(max_examples=30)
@given(crisp_data())
def test_invariances(data):
    base = models(data)
    assert models(data.iloc[::-1]) == base
    relabelled = data.rename(index=lambda name: "x" + name)
    assert models(relabelled) == base
    reordered = models(data, conditions="D,B,A,C")
    assert {frozenset(frozenset(t.split("*")) for t in m) for m in reordered} == {
        frozenset(frozenset(t.split("*")) for t in m) for m in base
    }
    negated = models(data.assign(A=1 - data["A"]))
    swap = {"A": "~A", "~A": "A"}
    turned = {
        tuple(sorted("*".join(swap.get(lit, lit) for lit in t.split("*")) for t in m)) for m in base
    }
    assert negated == turned
    doubled = pd.concat([data, data.rename(index=lambda name: name + "_again")])
    assert models(doubled) == base
    constant = models(data.assign(E=1), conditions="A,B,C,D,E")
    assert base <= constant | {("1",)}


@settings(max_examples=30)
@given(crisp_data())
def test_intermediate_lies_between(data):
    table = qca.truth_table(data, outcome="Y", conditions="A,B,C,D", incl_cut=0.75)
    found = qca.minimize(table, include="?", dir_exp="A=1,B=1,C=0")
    small = qca.minimize(table)
    large = qca.minimize(table, include="?")
    for model in found.cubes:
        assert any(
            all(any(contains(big, cube) for big in other) for cube in model)
            or len(other) != len(model)
            for other in large.cubes
        )
    nothing = qca.minimize(table, include="?", dir_exp={"A": "-", "B": "-"})
    assert set(nothing.models) == (set(small.models) if large.models else set())


@settings(max_examples=30)
@given(crisp_data())
def test_excluding_every_assumption_gives_no_assumption(data):
    table = qca.truth_table(data, outcome="Y", conditions="A,B,C,D", incl_cut=0.75)
    free = qca.minimize(table, include="?", exclude="A + ~A")
    assert all(not rows for rows in free.simplifying_assumptions)
    if free.models:
        assert set(free.models) == set(qca.minimize(table).models)
