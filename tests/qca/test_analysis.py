"""Worked examples, calibration, and what comes before and after minimisation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crosscase import qca
from crosscase.qca.theories import negation

HERE = Path(__file__).parents[1] / "reference" / "qca"
CONDITIONS = "DEV,URB,LIT,IND,STB"


@pytest.fixture
def crisp():
    return pd.read_csv(HERE / "lipset_crisp.csv", index_col="case")


@pytest.fixture
def fuzzy():
    return pd.read_csv(HERE / "lipset_fuzzy.csv", index_col="case")


def solutions(data, outcome="SURV", incl_cut=1.0, **options):
    table = qca.truth_table(data, outcome=outcome, conditions=CONDITIONS, incl_cut=incl_cut)
    return qca.minimize(table, **options)


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
    data = pd.read_csv(HERE / "lipset_multi_value.csv", index_col="case")
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


def test_direct_calibration():
    """Ragin (2008), p. 91: thresholds 400, 550, 900 of national income."""
    got = qca.calibrate([720, 468, 1098], thresholds={"e": 400, "c": 550, "i": 900})
    assert got.round(3).tolist() == [0.807, 0.167, 0.990]


@pytest.mark.filterwarnings("ignore:1 score")
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"thresholds": (2, 4, 8), "logistic": False}, [0, 0.25, 0.5, 0.75, 1]),
        ({"thresholds": (8, 4, 2), "logistic": False}, [1, 0.75, 0.5, 0.25, 0]),
        ({"thresholds": (2, 4, 8), "logistic": False, "below": 2}, [0, 0.125, 0.5, 0.75, 1]),
        ({"thresholds": (1, 2, 3, 6, 8, 10)}, [0.5, 1, 1, 1, 0.25]),
        ({"method": "tfr"}, [0, 0.25, 0.5, 0.75, 1]),
        ({"method": "rank"}, [0, 0.25, 0.5, 0.75, 1]),
        ({"thresholds": 4, "type": "crisp"}, [0, 0, 1, 1, 1]),
        ({"thresholds": (4, 6), "type": "crisp"}, [0, 0, 1, 2, 2]),
    ],
)
def test_calibration_by_hand(options, expected):
    assert qca.calibrate([2, 3, 4, 6, 9], **options).tolist() == pytest.approx(expected)


def test_logistic_calibration_meets_its_anchors():
    with pytest.warns(UserWarning, match="exactly 0.5"):
        got = qca.calibrate([1, 4, 9], thresholds=(1, 4, 9), idm=0.9)
    assert got.tolist() == pytest.approx([0.1, 0.5, 0.9])
    falling = qca.calibrate([1.5, 8], thresholds=(9, 4, 1), idm=0.9)
    rising = qca.calibrate([1.5, 8], thresholds=(1, 4, 9), idm=0.9)
    assert (1 - falling).tolist() == pytest.approx(rising.tolist())


def test_totally_fuzzy_with_ties():
    """(F(x) - F(lowest)) / (1 - F(lowest)) by hand: F = .4, .6, 1."""
    got = qca.calibrate([1, 1, 2, 3, 3], method="tfr")
    assert got.tolist() == pytest.approx([0, 0, 1 / 3, 1, 1])


def test_indirect_calibration_keeps_the_order():
    raw = np.linspace(1, 60, 30)
    got = qca.calibrate(raw, method="indirect", thresholds=(10, 20, 30, 45))
    assert (np.diff(got) >= 0).all()
    assert 0 <= got.min() < 0.2 < 0.8 < got.max() <= 1


INCOME = [40110, 34400, 25200, 24920, 20060, 17090, 15320, 13680, 11720, 11290, 10940, 9800,
          7470, 4670, 4100, 4070, 3740, 3690, 3590, 2980, 1000, 650, 450, 110]  # fmt: skip
"""Income per head, dollars, of 24 countries: Ragin (2008), pp. 88-97."""


def test_indirect_calibration_meets_its_score_equations():
    """R's QCA fits log x, root x, x and x squared; an income of 1000 is not above the cut 1000.

    A fractional logit is the one curve of its form whose residuals have no component along any
    of its terms, which tells the terms and the groups apart without fitting anything anew.
    """
    cuts = (1000, 4000, 5000, 10000, 20000)
    x = np.array(INCOME, dtype=float)
    group = np.array([sum(value > cut for cut in cuts) for value in INCOME]) / len(cuts)
    left = group - qca.calibrate(INCOME, method="indirect", thresholds=cuts).to_numpy()
    for column in (x**0, np.log(x), np.sqrt(x), x, x**2):
        assert abs(left @ column) / np.abs(column).sum() < 2e-6
    assert qca.calibrate([0, *INCOME], method="indirect", thresholds=cuts).iloc[0] < 0.01


@pytest.mark.parametrize(
    ("raw", "thresholds", "expected"),
    [
        (
            [33.4, 60.5, 69],
            (26.75, 49.75, 64.75),
            [0.109768097559334, 0.891888812951533, 0.977658111167803],
        ),
        (
            [98, 94.4, 95.9],
            (46.8, 66.95, 89.7),
            [0.98234066917487, 0.972151719474921, 0.976952472152231],
        ),
        ([48.9, 37.4], (18.05, 26.8, 44.65), [0.974555847627435, 0.851765829601081]),
        ([10, 4, 6], (5.5, 10.5, 16), [0.426916277038721, 0.0212947351672321, 0.0659893126563793]),
        ([-9, 10, 7], (-2.5, 1.5, 5.5), [0.000439623429119982, 0.998086551394422, 0.98285244823]),
    ],
)
def test_direct_calibration_of_the_lipset_data(raw, thresholds, expected):
    """Austria, Belgium, Czechoslovakia (urban, literate, industrial, stable, survival).

    Raw and calibrated values as in the textbook's data in R; the thresholds are those that all
    eighteen countries imply.
    """
    got = qca.calibrate(raw, thresholds=thresholds)
    assert got.tolist() == pytest.approx(expected, abs=1e-9)


def test_memberships_next_to_the_ends_are_full():
    """As in R's QCA: below 0.0001 is 0, above 0.9999 is 1."""
    assert qca.calibrate([-90, 90], thresholds=(1, 2, 4)).tolist() == [0, 1]


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
    rows = [[1, 0, 1, 1], [0, 0, 0, 0], [0, 1, 1, 0], [0, 0, 1, 0]]
    table = qca.truth_table(pd.DataFrame(rows, columns=list("ABCY")), outcome="Y")
    assert qca.minimize(table, include="?", dir_exp=dir_exp).models == (model,)


def test_find_thresholds():
    assert qca.find_thresholds([1, 2, 10, 11, 30, 31], n=2) == (6.0, 20.5)


def test_contradictions_and_two_cuts():
    data = pd.DataFrame(
        {"A": [1, 1, 1, 0, 0], "B": [1, 1, 1, 0, 1], "Y": [1, 1, 0, 0, 0]}, index=list("pqrst")
    )
    table = qca.truth_table(data, outcome="Y", incl_cut=(1, 0.5))
    assert table.table["OUT"].tolist() == ["0", "0", "C"]
    assert table.contradictions["case"].tolist() == ["r"]
    assert qca.minimize(table).models == ()
    assert qca.truth_table(data, outcome="Y", incl_cut=2 / 3).table["OUT"].tolist()[-1] == "1"
    few = qca.truth_table(data, outcome="Y", incl_cut=0.6, n_cut=2)
    assert few.table["OUT"].tolist() == ["?", "?", "1"]


def test_contradictory_rows_may_be_used():
    rows = [(1, 1, 1), (1, 0, 1), (1, 0, 0), (0, 0, 0), (0, 1, 0)]
    data = pd.DataFrame(rows, columns=["A", "B", "Y"])
    table = qca.truth_table(data, outcome="Y", incl_cut=(1, 0.4))
    assert qca.minimize(table).models == (("A*B",),)
    assert qca.minimize(table, include="C").models == (("A",),)
    assert qca.minimize(table, include="?").models == (("A*B",),)
    assert qca.minimize(table, include="?,C").models == (("A",),)


def test_multi_value_outcome_and_brackets():
    data = pd.DataFrame({"A": [0, 1, 3, 3], "B": [1, 0, 1, 0], "Y": [2, 1, 2, 0]})
    table = qca.truth_table(data, outcome="Y{2}", conditions="A,B")
    assert table.levels == (4, 2)  # level 2 of A is not observed
    assert table.outcome == "Y[2]"
    assert qca.minimize(table, include="?").models == (("B[1]",),)
    other = qca.truth_table(data, outcome="~Y[2]", conditions="A,B")
    assert other.configurations("1") == table.configurations("0")
    assert qca.minimize(table, include="?", dir_exp="A=0;3,B{1}").models


def test_complete_and_sorted_table(crisp):
    table = qca.truth_table(crisp, outcome="SURV", conditions=CONDITIONS, complete=True)
    assert (len(table.rows), table.remainder_count) == (32, 23)
    by_size = qca.truth_table(crisp, outcome="SURV", conditions=CONDITIONS, sort_by=["OUT", "n"])
    assert by_size.table["n"].tolist()[:3] == [4, 2, 2]


def test_chart_and_essential(crisp):
    found = solutions(crisp, include="?")
    assert found.chart.loc["DEV*STB"].all()
    assert set(found.prime_implicants) == set(found.chart.index)
    assert found.essential == ("DEV*STB",)


def test_enhanced_standard_analysis(crisp):
    """No remainder may be assumed for survival and for breakdown alike."""
    for_it, against = solutions(crisp, include="?"), solutions(crisp, "~SURV", include="?")
    both = qca.contradictory_assumptions(for_it, against)
    assert both == ()
    free = solutions(crisp, "~SURV", include="?", exclude=[3, 4, "DEV*STB"])
    rows = {row for model in free.assumption_cubes for row in model}
    assert (0, 0, 0, 1, 0) not in rows  # row 3
    table = for_it.truth_table
    lacking = qca.untenable_assumptions(table, necessary="LIT")
    assert lacking == qca.find_rows(table, "~LIT")
    kept = qca.minimize(table, include="?", exclude=lacking)
    assert all("LIT" in term.split("*") for model in kept.simplifying_assumptions for term in model)
    assert kept.models == (("DEV*LIT*STB",),)
    assert qca.find_rows(table, "DEV*LIT*STB", rows="observed") == (22, 24, 32)


def test_observed_row_excluded_by_number_counts_as_negative(crisp):
    found = solutions(crisp, exclude=22)
    assert found.models == (("DEV*LIT*IND*STB",),)


def test_simultaneous_subset_rows():
    data = pd.DataFrame({"A": [0.6, 0.9, 0.2], "B": [0.3, 0.1, 0.8], "Y": [0.7, 0.55, 0.2]})
    table = qca.truth_table(data, outcome="Y", incl_cut=0.5)
    negated = qca.truth_table(data, outcome="~Y", incl_cut=0.5)
    # memberships in ~A*B are .3, .1, .8 (sum 1.2), in A*~B .6, .9, .2 (sum 1.7)
    assert table.table["incl"].tolist() == pytest.approx([0.6 / 1.2, 1.35 / 1.7])
    assert negated.table["incl"].tolist() == pytest.approx([1.2 / 1.2, 0.95 / 1.7])
    assert qca.simultaneous_subset_rows(table, negated) == (2, 3)


def test_fit_of_an_expression(fuzzy):
    found = qca.fit(fuzzy, expression="DEV*LIT*IND*STB + DEV*~URB*LIT*STB", outcome="SURV")
    last = found.table.iloc[-1]
    assert [round(float(last[c]), 3) for c in ("inclS", "PRI", "covS")] == [0.871, 0.851, 0.818]
    one = qca.fit(fuzzy, expression="DEV", outcome="SURV").table
    assert one["term"].tolist() == ["DEV", "model"]


def test_necessity_of_a_disjunction(crisp):
    found = qca.necessity(crisp, outcome="SURV", expressions=["DEV+IND", "LIT*STB"]).table
    assert found["inclN"].tolist() == [1, 1]
    x = np.maximum(crisp["DEV"], crisp["IND"])
    assert found.loc[0, "covN"] == 8 / x.sum()


def test_searches(crisp):
    found = qca.subset_search(crisp, outcome="SURV", conditions=CONDITIONS, incl_cut=1)
    assert {"DEV*STB", "DEV*~IND"} <= set(found.table["term"])
    assert all(value == 1 for value in found.table["inclS"])
    needed = qca.superset_search(crisp, outcome="SURV", conditions=CONDITIONS, incl_cut=1)
    single = [t for t in needed.table["term"] if "*" not in t and "+" not in t]
    assert single == ["DEV", "LIT", "STB"]
    assert needed.table["inclN"].min() == 1


def test_theory_evaluation(crisp):
    found = qca.theory_evaluation(solutions(crisp, include="?"), theory="DEV*LIT + IND")
    table = found.table.set_index("area")
    assert table.loc["T*S", "expression"] == "DEV*IND*STB + DEV*LIT*STB"
    assert table.loc["T*S", "with_outcome"] == 8
    counts = table[["with_outcome", "without_outcome"]].to_numpy()
    assert counts.sum() == len(crisp)


def test_negation_of_multi_value_sums():
    assert negation([(2, -1), (0, 1)], (3, 2)) == [(0, 0), (1, -1)]


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


def test_cluster_diagnostics(crisp):
    found = solutions(crisp, include="?")
    halves = ["north", "south"] * 9
    table = qca.cluster_diagnostics(found, clusters=halves)
    assert table.distances["pooled"].tolist() == [1, 1]
    assert table.distances["between"].tolist() == pytest.approx([0, 0])
    assert table.table["n"].tolist() == [9, 9, 9, 9]


def test_text_and_html_show_the_same(crisp):
    for result in (solutions(crisp), solutions(crisp).truth_table):
        html = result._repr_html_()
        assert result.title in repr(result)
        for cell in repr(result).split():
            if cell.replace(".", "").isdigit() and "." in cell:
                assert cell in html
