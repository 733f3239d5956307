"""Fit of expressions, necessity, and searches for what is sufficient or necessary."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import ParameterError

from .lipset import CONDITIONS, good

SETS = pd.DataFrame(
    {"A": [0.9, 0.8, 0.3, 0.1], "B": [0.2, 0.7, 0.6, 0.4], "Y": [0.8, 0.9, 0.4, 0.2]}
)
LEVELS = pd.DataFrame({"A": [0, 1, 2, 2], "B": [0, 1, 1, 0], "Y": [0, 0, 1, 1]})


# -- sufficiency ------------------------------------------------------------------------------


def test_fit_of_a_textbook_solution(fuzzy):
    """Ragin (2009), p. 112."""
    found = qca.fit(fuzzy, expression="DEV*LIT*IND*STB + DEV*~URB*LIT*STB", outcome="SURV")
    last = found.table.iloc[-1]
    assert [round(float(last[c]), 3) for c in ("inclS", "PRI", "covS")] == [0.871, 0.851, 0.818]


def test_fit_by_hand():
    # A: .9 .8 .3 .1, min with Y .8 .8 .3 .1; A*B: .2 .7 .3 .1; ~B: .8 .3 .4 .6, with Y .8 .3 .4 .2.
    found = qca.fit(SETS, expression="A*B + ~B", outcome="Y")
    assert (found.outcome, found.relation, found.title) == ("Y", "sufficiency", "Sufficiency for Y")
    table = found.table.set_index("term")
    assert list(table.index) == ["A*B", "~B", "model"]
    assert table["inclS"].tolist() == pytest.approx([1, 1.7 / 2.1, 2.1 / 2.5])
    assert table["covS"].tolist() == pytest.approx([1.3 / 2.3, 1.7 / 2.3, 2.1 / 2.3])
    # Both together cover .8 .7 .4 .2; A*B adds .4 in the second case, ~B .6 + .1 + .1.
    assert table["covU"].tolist()[:2] == pytest.approx([0.4 / 2.3, 0.8 / 2.3])
    assert np.isnan(table.loc["model", "covU"])


def test_fit_of_one_term_or_of_the_negation():
    one = qca.fit(SETS, expression="A", outcome="~Y").table
    assert one["term"].tolist() == ["A", "model"]
    # min(A, 1 - Y) = .2 .1 .3 .1.
    assert one["inclS"].tolist() == pytest.approx([0.7 / 2.1] * 2)
    assert one["covU"].isna().all()


def test_fit_reads_levels_and_names_of_cases():
    data = LEVELS.assign(who=list("pqrs"), other="text")
    found = qca.fit(data, expression="A{2}*B[0] + A[1]", outcome="Y", cases="who").table
    assert found["term"].tolist() == ["A[2]*B[0]", "A[1]", "model"]
    assert found["covS"].tolist() == [0.5, 0.0, 0.5]
    with pytest.raises(ParameterError, match="no column 'nobody' for cases"):
        qca.fit(data, expression="A[1]", outcome="Y", cases="nobody")
    with pytest.raises(ParameterError, match="no column 'Q'"):
        qca.fit(data, expression="A[1]*Q", outcome="Y")


# -- necessity --------------------------------------------------------------------------------


def test_necessity_of_every_literal():
    found = qca.necessity(SETS, outcome="Y")
    assert (found.relation, found.title) == ("necessity", "Necessity for Y")
    table = found.table.set_index("term")
    assert list(table.index) == ["A", "~A", "B", "~B"]
    # min(A, Y) = .8 .8 .3 .1 (2.0); 1 - A sums to 1.9, 1 - min to 2.0.
    assert table.loc["A"].tolist() == pytest.approx([2 / 2.3, 1.9 / 2, 2 / 2.1])
    some = qca.necessity(SETS, outcome="~Y", conditions="B").table
    assert some["term"].tolist() == ["B", "~B"]
    # min(B, 1 - Y) = .2 .1 .6 .4 (1.3) of 1 - Y = .2 .1 .6 .8 (1.7).
    assert some["inclN"].tolist()[0] == pytest.approx(1.3 / 1.7)


def test_necessity_of_expressions(crisp):
    found = qca.necessity(crisp, outcome="SURV", expressions=["DEV+IND", "LIT*STB"]).table
    assert found["term"].tolist() == ["DEV+IND", "LIT*STB"]
    assert found["inclN"].tolist() == [1, 1]
    x = np.maximum(crisp["DEV"], crisp["IND"])
    assert found.loc[0, "covN"] == 8 / x.sum()
    one = qca.necessity(SETS, outcome="Y", expressions="A+~B").table
    # max(A, 1 - B) = .9 .8 .4 .6, with Y .8 .8 .4 .2.
    assert one.loc[0, ["inclN", "covN"]].tolist() == pytest.approx([2.2 / 2.3, 2.2 / 2.7])


def test_cases_may_be_named_by_a_column():
    data = SETS.assign(who=list("pqrs"))
    assert len(qca.necessity(data, outcome="Y", cases="who").table) == 4
    assert len(qca.necessity(data, outcome="Y", expressions="A", cases="who").table) == 1
    assert len(qca.subset_search(data, outcome="Y", cases="who", depth=1).table) == 2
    assert len(qca.superset_search(data, outcome="Y", cases="who", incl_cut=0.8).table) > 0
    with pytest.raises(ParameterError, match="no column 'nobody' for cases"):
        qca.necessity(data, outcome="Y", expressions="A", cases="nobody")


# -- searches ---------------------------------------------------------------------------------


def test_sufficient_products_of_lipset(crisp):
    found = qca.subset_search(crisp, outcome="SURV", conditions=CONDITIONS, incl_cut=1)
    assert {"DEV*STB", "DEV*~IND"} <= set(found.table["term"])
    assert all(value == 1 for value in found.table["inclS"])
    needed = qca.superset_search(crisp, outcome="SURV", conditions=CONDITIONS, incl_cut=1)
    single = [t for t in needed.table["term"] if "*" not in t and "+" not in t]
    assert single == ["DEV", "LIT", "STB"]
    assert needed.table["inclN"].min() == 1


def parts(fit_of, data, joined):
    """Fit of every literal, and of every product or sum of two."""
    names = [sign + name for name in "AB" for sign in ("", "~")]
    pairs = [joined.join(p) for p in combinations(names, 2) if p[0][-1] != p[1][-1]]
    return fit_of(data, [*names, *pairs])


def sufficient(data, terms):
    return {t: qca.fit(data, expression=t, outcome="Y").table.iloc[-1] for t in terms}


def necessary(data, terms):
    return qca.necessity(data, outcome="Y", expressions=terms).table.set_index("term").T


@pytest.mark.parametrize("incl_cut", [0.95, 0.9, 0.8])
def test_sufficient_products_are_minimal(incl_cut):
    """A has 2.0 / 2.1; B 1.7 / 1.9 = .895, so that only products with it reach .9."""
    found = qca.subset_search(SETS, outcome="Y", incl_cut=incl_cut)
    assert found.relation == "sufficiency"
    assert found.table["term"].tolist()[:1] == ["A"]
    fits = parts(sufficient, SETS, "*")
    reached = {t for t, f in fits.items() if f["inclS"] >= incl_cut}
    minimal = {t for t in reached if "*" not in t or not set(t.split("*")) & reached}
    assert set(found.table["term"]) == minimal
    for row in found.table.itertuples():
        assert [row.inclS, row.PRI, row.covS] == pytest.approx(fits[row.term].iloc[1:4].tolist())


@pytest.mark.parametrize("cut", ["incl_cut", "pri_cut", "cov_cut"])
def test_cuts_of_sufficiency_are_reached_by_equal_values(cut):
    column = {"incl_cut": "inclS", "pri_cut": "PRI", "cov_cut": "covS"}[cut]
    fits = sufficient(SETS, ["A", "~A", "B", "~B"])
    loose = {"incl_cut": 0.0, "pri_cut": 0.0, "cov_cut": 0.0}
    for term, own in fits.items():
        found = qca.subset_search(SETS, outcome="Y", depth=1, **{**loose, cut: own[column]}).table
        assert set(found["term"]) == {t for t in fits if fits[t][column] >= own[column]}
        assert term in set(found["term"])


@pytest.mark.parametrize("cut", ["incl_cut", "ron_cut", "cov_cut"])
def test_cuts_of_necessity_are_reached_by_equal_values(cut):
    column = {"incl_cut": "inclN", "ron_cut": "RoN", "cov_cut": "covN"}[cut]
    fits = necessary(SETS, ["A", "~A", "B", "~B"])
    loose = {"incl_cut": 0.0, "ron_cut": 0.0, "cov_cut": 0.0}
    for term in fits:
        options = {**loose, cut: fits[term][column]}
        found = qca.superset_search(SETS, outcome="Y", depth=1, **options).table
        assert set(found["term"]) == {t for t in fits if fits[t][column] >= fits[term][column]}


@pytest.mark.parametrize(("incl_cut", "wanted"), [(0.85, {"A"}), (0.9, {"A+B", "A+~B"})])
def test_necessary_products_and_minimal_sums(incl_cut, wanted):
    """inclN of A is 2.0 / 2.3 = .870, of B 1.7 / 2.3; A+B has 2.2 / 2.3, A*B 1.4 / 2.3."""
    found = qca.superset_search(SETS, outcome="Y", incl_cut=incl_cut)
    assert found.relation == "necessity"
    products, sums = (parts(necessary, SETS, sign) for sign in "*+")
    enough = {t for t in products if products[t]["inclN"] >= incl_cut}
    joined = {t for t in sums if "+" in t and sums[t]["inclN"] >= incl_cut}
    minimal = {t for t in joined if not set(t.split("+")) & enough}
    assert set(found.table["term"]) == enough | minimal == wanted
    for row in found.table.itertuples():
        own = sums[row.term] if "+" in row.term else products[row.term]
        assert [row.inclN, row.RoN, row.covN] == pytest.approx(own.tolist())


def test_sums_beside_an_absent_condition_that_is_necessary():
    """~A in both successes; B in the one and C in the other, so that either sum is necessary."""
    rows = [(0, 1, 0, 1), (0, 0, 1, 1), (1, 1, 0, 0), (0, 0, 0, 0)]
    data = pd.DataFrame(rows, columns=list("ABCY"))
    found = qca.superset_search(data, outcome="Y", incl_cut=1).table
    assert found["term"].tolist() == ["~A", "B+C", "~B+~C"]


def test_a_pri_that_is_not_defined_is_below_every_cut_but_zero():
    """A is no deeper in any case than the outcome is in doubt: PRI is 0 over 0."""
    data = pd.DataFrame({"A": [0.3, 0.4, 0.2], "Y": [0.6, 0.5, 0.7]})
    options = {"outcome": "Y", "incl_cut": 0.95}
    found = qca.subset_search(data, **options).table
    assert found["term"].tolist() == ["A"]
    assert found["PRI"].isna().all()
    assert qca.subset_search(data, **options, pri_cut=0.01).table.empty


def test_necessary_products_may_hold_shorter_ones():
    data = good().assign(C=[1, 1, 0, 1])
    found = qca.superset_search(data, outcome="Y", incl_cut=1).table["term"].tolist()
    assert found == ["A", "C", "A*C"]
    turned = qca.superset_search(data.assign(A=1 - data["A"]), outcome="Y", incl_cut=1).table
    assert turned["term"].tolist() == ["~A", "C", "~A*C"]


def test_depth_limits_products_and_sums(fuzzy):
    def longest(search, **options):
        found = search(fuzzy, outcome="SURV", conditions=CONDITIONS, **options).table["term"]
        return [max(term.count(sign) for term in found) + 1 for sign in "*+"]

    assert [longest(qca.subset_search, incl_cut=0.87, depth=n)[0] for n in (2, 3)] == [2, 3]
    assert longest(qca.subset_search, incl_cut=0.87) == [3, 1]
    assert longest(qca.superset_search, incl_cut=0.3, depth=1) == [1, 1]
    assert longest(qca.superset_search, incl_cut=0.6, depth=3)[0] == 3
    assert longest(qca.superset_search, incl_cut=0.9, depth=2) == [2, 2]
    assert longest(qca.superset_search, incl_cut=0.9) == [2, 2]


def test_levels_are_searched_one_by_one():
    found = qca.subset_search(LEVELS, outcome="Y", incl_cut=1, depth=2).table
    assert found["term"].tolist() == ["A[2]"]
    needed = qca.superset_search(LEVELS, outcome="Y", incl_cut=1, depth=2).table
    assert needed["term"].tolist()[0] == "A[2]"
    assert "B[1]+B[0]" not in set(needed["term"])


def test_default_cuts(fuzzy):
    """0.8 for what is sufficient, 0.9 for what is necessary."""
    options = {"outcome": "SURV", "conditions": CONDITIONS}
    found = qca.subset_search(fuzzy, **options).table
    assert 0.8 <= found["inclS"].min() < 0.85
    found = qca.superset_search(fuzzy, **options).table
    assert 0.9 <= found["inclN"].min() < 0.92


@pytest.mark.parametrize(
    ("search", "options", "message"),
    [
        (qca.subset_search, {"depth": 0}, "depth is 0; it must be at least 1"),
        (qca.subset_search, {"incl_cut": 1.1}, r"incl_cut is 1.1; it must lie in \[0, 1\]"),
        (qca.subset_search, {"pri_cut": -1}, r"pri_cut is -1; it must lie in \[0, 1\]"),
        (qca.subset_search, {"cov_cut": 2}, r"cov_cut is 2; it must lie in \[0, 1\]"),
        (qca.superset_search, {"depth": 0}, "depth is 0; it must be at least 1"),
        (qca.superset_search, {"incl_cut": -0.1}, r"incl_cut is -0.1; it must lie in"),
        (qca.superset_search, {"ron_cut": 1.5}, r"ron_cut is 1.5; it must lie in"),
        (qca.superset_search, {"cov_cut": 1.5}, r"cov_cut is 1.5; it must lie in"),
    ],
)
def test_options_that_are_refused(search, options, message):
    with pytest.raises(ParameterError, match=message):
        search(SETS, outcome="Y", **options)


def test_results_show_their_titles_and_are_not_changed_by_accident():
    found = qca.necessity(SETS, outcome="Y")
    assert repr(found).startswith(found.title)
    with pytest.raises(FrozenInstanceError):
        found.outcome = "Z"
