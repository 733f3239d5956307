"""A whole analysis in one call: what is printed as JSON, and the same as the steps one by one."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from itertools import product

import pandas as pd
import pytest

from crosscase import qca
from crosscase.errors import DataError, ParameterError
from crosscase.qca import analysis
from crosscase.qca.analysis import MOST_ASSUMPTIONS, analyse, necessity_as_dict

from .engine.charts import hard_rows
from .lipset import CONDITIONS, good

OPTIONS = {"outcome": "SURV", "conditions": CONDITIONS}


def test_an_analysis_as_json():
    found = analyse(good(), outcome="Y", include="?").as_dict()
    assert found == {
        "truth_table": [
            {"A": 0, "B": 0, "OUT": "0", "n": 1, "incl": 0.0, "PRI": 0.0, "cases": ["d"]},
            {"A": 0, "B": 1, "OUT": "0", "n": 1, "incl": 0.0, "PRI": 0.0, "cases": ["c"]},
            {"A": 1, "B": 0, "OUT": "1", "n": 1, "incl": 1.0, "PRI": 1.0, "cases": ["b"]},
            {"A": 1, "B": 1, "OUT": "1", "n": 1, "incl": 1.0, "PRI": 1.0, "cases": ["a"]},
        ],
        "models": [["A"]],
        "terms": [[{"term": "A", "inclS": 1.0, "PRI": 1.0, "covS": 1.0, "covU": None}]],
        "solution": [{"inclS": 1.0, "PRI": 1.0, "covS": 1.0}],
        "simplifying_assumptions": [[]],
    }


def test_what_is_not_defined_is_none():
    rows = analyse(good().iloc[[0, 3]], outcome="Y", complete=True).as_dict()["truth_table"]
    assert [row["OUT"] for row in rows] == ["0", "?", "?", "1"]
    assert (rows[1]["incl"], rows[1]["PRI"], rows[1]["n"], rows[1]["cases"]) == (None, None, 0, [])
    json.dumps(rows, allow_nan=False)


def test_several_models_with_their_fit_and_assumptions():
    """a against d: A, which assumes 10, or B, which assumes 01."""
    data = good().iloc[[0, 3]]
    found = analyse(data, outcome="Y", include="?").as_dict()
    assert found["models"] == [["A"], ["B"]]
    assert found["simplifying_assumptions"] == [["A*~B"], ["~A*B"]]
    assert [whole["covS"] for whole in found["solution"]] == [1, 1]
    assert [[term["term"] for term in terms] for terms in found["terms"]] == [["A"], ["B"]]
    none = analyse(data, outcome="Y").as_dict()
    assert (none["models"], none["simplifying_assumptions"]) == ([["A*B"]], [[]])


def test_terms_have_their_unique_coverage(crisp):
    found = analyse(crisp, **OPTIONS).as_dict()
    assert found["models"] == [["DEV*LIT*IND*STB", "DEV*~URB*LIT*STB"]]
    assert [term["covU"] for term in found["terms"][0]] == [0.5, 0.25]
    assert found["solution"] == [{"inclS": 1.0, "PRI": 1.0, "covS": 1.0}]


@pytest.mark.parametrize(
    ("cuts", "solve"),
    [
        ({"incl_cut": 0.7}, {}),
        ({"incl_cut": (0.8, 0.6)}, {"include": "?,C"}),
        ({"incl_cut": 0.7, "n_cut": 2}, {"include": "?"}),
        ({"incl_cut": [0.7], "pri_cut": 0.8}, {"include": "?", "dir_exp": "DEV,STB"}),
        ({"incl_cut": 0.7}, {"include": "?", "exclude": "DEV*~LIT"}),
        ({"incl_cut": 0.7}, {"include": "?", "all_sol": True, "row_dom": True, "cap": 3}),
    ],
)
def test_an_analysis_is_its_steps_one_by_one(fuzzy, cuts, solve):
    found = analyse(fuzzy, **OPTIONS, **cuts, **solve)
    table = qca.truth_table(fuzzy, **OPTIONS, **cuts)
    solutions = qca.minimize(table, **solve)
    pd.testing.assert_frame_equal(found.truth_table.table, table.table)
    assert (found.incl_cut, found.n_cut, found.pri_cut) == (
        table.incl_cut, table.n_cut, table.pri_cut,
    )  # fmt: skip
    assert found.truth_table.title == table.title
    pd.testing.assert_frame_equal(found.table, solutions.table)
    pd.testing.assert_frame_equal(found.solutions.table, solutions.table)
    assert (found.title, found.notes) == (solutions.title, solutions.notes)
    printed = found.as_dict()
    assert printed["models"] == [list(model) for model in solutions.models]
    assert printed["simplifying_assumptions"] == list(map(list, solutions.simplifying_assumptions))
    fits = [fit for terms in printed["terms"] for fit in terms]
    assert [fit["inclS"] for fit in fits] == solutions.terms["inclS"].tolist()
    assert [fit["covS"] for fit in printed["solution"]] == solutions.solution["covS"].tolist()


def test_text_html_and_exhibit_are_those_of_both_parts(crisp):
    found = analyse(crisp, **OPTIONS, complete=True)
    assert len(found.rows) == 32
    assert repr(found) == f"{found.truth_table!r}\n\n{found.solutions!r}"
    html = found._repr_html_()
    assert html.index(found.truth_table.title) < html.index(found.solutions.title)
    shown = found._exhibit_().content
    pd.testing.assert_frame_equal(shown, found.solutions._exhibit_().content)


def test_cases_may_be_named_by_a_column(tmp_path):
    data = good().assign(who=list("pqrs"))
    assert analyse(data, outcome="Y", cases="who").rows[0].cases == ("s",)
    data.to_csv(tmp_path / "data.csv", index=False)
    assert analyse(str(tmp_path / "data.csv"), outcome="Y", cases="who").rows[0].cases == ("s",)
    with pytest.raises(DataError, match="outcome 'Y' is 1 in all 4 cases"):
        analyse(good().assign(Y=1), outcome="Y")
    with pytest.raises(ParameterError, match="cap is 0"):
        analyse(good(), outcome="Y", cap=0)


def test_options_reach_the_engine():
    ring = [[a, b, c, int(0 < a + b + c < 3)] for a, b, c in product((0, 1), repeat=3)]
    data = pd.DataFrame(ring, columns=list("ABCY"))
    assert len(analyse(data, outcome="Y").found.models) == 2
    assert len(analyse(data, outcome="Y", all_sol=True).found.models) == 5
    assert len(analyse(data, outcome="Y", cap=1).found.models) == 1
    rows = [[1, 1, 1, 1], [1, 0, 0, 1], [0, 0, 0, 0], [0, 1, 0, 0]]
    data = pd.DataFrame(rows, columns=list("ABCY"))
    assert len(analyse(data, outcome="Y", include="?").found.primes) == 2
    assert len(analyse(data, outcome="Y", include="?", row_dom=True).found.primes) == 1
    ones, zeros = hard_rows()
    hard = pd.DataFrame([*ones, *zeros]).add_prefix("C").assign(Y=[1] * 117 + [0])
    found = analyse(hard, outcome="Y", include="?", time_limit_s=0)
    assert "not settled within 0 s" in found.notes[0]


def test_progress_is_told():
    told: list[str] = []
    analyse(good(), outcome="Y", include="?", progress=told.append)
    assert told == ["parsimonious models"]


def test_assumptions_that_are_too_many_are_told():
    """One case with and one without the outcome: each of 14 conditions assumes half of 131,072
    rows, and the last one, of eight levels, an eighth of them."""
    names = [*(f"C{i:02}" for i in range(14)), "M"]
    data = pd.DataFrame([[1] * 14 + [7, 1], [0] * 14 + [0, 0]], columns=[*names, "Y"])
    found = analyse(data, outcome="Y", include="?")
    counts = found.solutions.assumption_counts
    assert counts == (2**16 - 1,) * 14 + (2**14 - 1,)
    assert 2**14 < MOST_ASSUMPTIONS < 2**16 - 1
    lists = found.as_dict()["simplifying_assumptions"]
    assert list(map(len, lists)) == [0] * 14 + [2**14 - 1]
    assert lists[-1][0] == "*".join([*(f"C{i:02}[0]" for i in range(14)), "M[7]"])
    assert found.notes == tuple(
        f"model {n} rests on 65535 assumptions: too many to list" for n in range(1, 15)
    )


def test_assumptions_of_all_models_together_have_a_limit(monkeypatch):
    """111 against 000: A, B or C, each of which assumes three rows."""
    data = pd.DataFrame([[1] * 4, [0] * 4], columns=list("ABCY"))
    monkeypatch.setattr(analysis, "MOST_TOGETHER", 6)
    found = analyse(data, outcome="Y", include="?")
    assert list(map(len, found.as_dict()["simplifying_assumptions"])) == [3, 3, 0]
    assert found.notes == ("model 3 rests on 3 assumptions: too many to list",)


def test_necessity_as_json():
    data = good().assign(B=[0, 0, 1, 1])
    found = necessity_as_dict(data, outcome="Y")
    assert found["necessity"] == [
        {"term": "A", "inclN": 1.0, "RoN": 1.0, "covN": 1.0},
        {"term": "~A", "inclN": 0.0, "RoN": 0.5, "covN": 0.0},
        {"term": "B", "inclN": 0.0, "RoN": 0.5, "covN": 0.0},
        {"term": "~B", "inclN": 1.0, "RoN": 1.0, "covN": 1.0},
    ]
    constant = necessity_as_dict(data.assign(B=0), outcome="Y", conditions="A,B")
    assert constant["necessity"][2] == {"term": "B", "inclN": 0.0, "RoN": 1.0, "covN": None}
    named = necessity_as_dict(data.assign(who=list("pqrs")), outcome="~Y", cases="who")
    assert [row["term"] for row in named["necessity"]] == ["A", "~A", "B", "~B"]
    assert named["necessity"][0]["inclN"] == 0


def test_analyses_are_not_changed_by_accident():
    with pytest.raises(FrozenInstanceError):
        analyse(good(), outcome="Y").n_cut = 2
