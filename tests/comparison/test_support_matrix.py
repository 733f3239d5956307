"""From rows of evidence to a matrix of support, contradiction and silence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import crosscase as cc
from crosscase.comparison.claims import Claim, Rule
from crosscase.comparison.support_matrix import find_claim, support_matrix
from crosscase.errors import ParameterError
from crosscase.study import Study, reads
from tests.comparison.conftest import CASES, seven_rows, small_study


def test_states_and_counts():
    matrix = support_matrix(seven_rows(), cases=CASES)
    assert matrix.state["P"].tolist() == ["supports", "supports", "mixed", "contradicts"]
    assert matrix.state["Q"].tolist() == ["silent", "supports", "silent", "silent"]
    assert matrix.wide("basis").loc["b"].tolist() == ["joint", "blanket"]
    assert matrix.evidence_ids("c", "P") == ("e4", "e5")
    cell = matrix.table.set_index(["case_id", "proposition_id"]).loc[("a", "P")]
    assert (cell.supports, cell.supports_firm, cell.supports_joint, cell.supports_blanket) == (
        2,
        1,
        0,
        1,
    )
    assert cell.net == 2
    assert matrix.wide("supports").loc["a"].tolist() == [2, 0]
    assert set(matrix.wide("supports").dtypes) == {np.dtype(int)}


def test_each_filter_leaves_out_what_it_names():
    def state(**options):
        return support_matrix(seven_rows(), cases=CASES, propositions=["P", "Q"], **options).state

    assert (state(include_blanket=False)["Q"] == "silent").all()
    assert state(include_joint=False)["P"].tolist()[1:3] == ["silent", "contradicts"]
    assert state(evidence_types=["interview"])["P"].tolist() == ["supports"] + ["silent"] * 3
    assert state(sources=["s2"])["P"].tolist() == ["silent", "silent", "contradicts", "contradicts"]
    assert state(without={"evidence_id": "e5"})["P"].tolist()[2] == "supports"


def test_axes_keep_their_order_and_unseen_labels_are_silent():
    matrix = support_matrix(seven_rows(), cases=["d", "z", "a"], propositions=["Q", "P"])
    assert matrix.cases == ("d", "z", "a")
    assert matrix.state.loc["z"].tolist() == ["silent", "silent"]
    assert len(matrix.rows) == 3


def test_axes_may_be_tables():
    frame = pd.DataFrame({"case_id": ["d", "a"], "name": ["D", "A"]})
    assert support_matrix(seven_rows(), cases=frame).cases == ("d", "a")
    assert support_matrix(seven_rows(), cases=frame.set_index("case_id")).cases == ("d", "a")


def test_axes_that_the_evidence_names_are_sorted():
    rows = pd.DataFrame({"case_id": ["b", "a"], "proposition_id": ["Q", "P"], "stance": 1})
    matrix = support_matrix(rows)
    assert (matrix.cases, matrix.propositions) == (("a", "b"), ("P", "Q"))


def test_weights_by_hand():
    """P: a has a firm and a blanket row for it, b a joint one; c a joint one and a firm against."""
    matrix = support_matrix(seven_rows(), cases=CASES, propositions=["P"])
    pro, contra = matrix.weighed(Rule(joint_weight=0.5, blanket_weight=0.25))
    assert pro[:, 0].tolist() == [1.25, 0.5, 0.5, 0]
    assert contra[:, 0].tolist() == [0, 0, 1, 1]


def test_nothing_is_mutated():
    before = seven_rows()
    after = seven_rows()
    support_matrix(after, include_blanket=False)
    pd.testing.assert_frame_equal(before, after)


def test_repr_and_html_show_the_same_numbers():
    matrix = support_matrix(seven_rows())
    assert "4 cases × 2 propositions, 7 rows" in repr(matrix)
    assert "4 cases × 2 propositions, 7 rows" in matrix._repr_html_()


@settings(max_examples=20)
@given(st.permutations(range(7)))
def test_order_of_rows_does_not_matter(order):
    shuffled = seven_rows().iloc[list(order)]
    pd.testing.assert_frame_equal(
        support_matrix(shuffled).table, support_matrix(seven_rows()).table
    )


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(st.sampled_from(CASES), st.sampled_from("PQ"), st.sampled_from([1, -1])),
        max_size=30,
    )
)
def test_counts_are_the_rows(rows):
    frame = pd.DataFrame(rows, columns=["case_id", "proposition_id", "stance"])
    frame["stance"] = frame["stance"].astype(int)
    matrix = support_matrix(frame, cases=CASES, propositions=["P", "Q"])
    assert matrix.counts.sum() == len(rows)
    for case, proposition, stance in set(rows):
        cell = matrix.counts[CASES.index(case), "PQ".index(proposition)]
        assert cell[int(stance < 0)].sum() == rows.count((case, proposition, stance))


def test_leaving_out_by_weight_and_by_filter_agree():
    for specificity in ("joint", "blanket"):
        filtered = support_matrix(
            seven_rows(),
            cases=CASES,
            propositions=["P", "Q"],
            **{f"include_{specificity}": False},
        )
        rule = Rule(**{f"{specificity}_weight": 0})
        weighed = support_matrix(seven_rows(), cases=CASES, propositions=["P", "Q"]).weighed(rule)
        for one, other in zip(filtered.weighed(Rule()), weighed, strict=True):
            np.testing.assert_allclose(one, other)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sources": ["nowhere"]}, "no evidence has source_id 'nowhere'; allowed: s1, s2"),
        ({"sources": ["z", "y", "x", "w", "v", "u"]}, "no evidence has source_id 'u'"),
        ({"evidence_types": ["rumour"]}, "evidence_type 'rumour'"),
        ({"without": {"colour": "red"}}, "no column 'colour'"),
        ({"cases": ["a", "a"]}, "has a label twice"),
    ],
)
def test_filters_that_name_nothing(options, message):
    with pytest.raises(ParameterError, match=message):
        support_matrix(seven_rows(), **options)


def test_a_study_gives_the_axes_in_the_order_of_its_tables(study_folder) -> None:
    study = Study.open(study_folder)
    matrix = cc.support_matrix(study)
    assert matrix.cases == ("firm_a", "firm_b", "firm_c")
    assert matrix.propositions == ("P1", "P2")
    assert matrix.state.loc["firm_b"].tolist() == ["supports", "contradicts"]
    assert cc.support_matrix(study, cases=["firm_c", "firm_a"]).cases == ("firm_c", "firm_a")
    assert cc.support_matrix(study, cases=[]).cases == matrix.cases
    assert cc.support_matrix(study, propositions=["P2"]).propositions == ("P2",)
    assert cc.support_matrix(study.named()).cases == ("Firm A", "Firm B", "Firm C")
    message = r"the study has no case_id 'firm_d' \(did you mean 'firm_[abc]'\?\); allowed: firm_a"
    with pytest.raises(ParameterError, match=message):
        cc.support_matrix(study, cases=["firm_d"])


def test_what_a_matrix_is_made_of_is_noted_as_read(
    study_folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crosscase.study.study._READS", {})
    support_matrix(Study.open(study_folder))
    assert list(reads()) == ["data/cases.csv", "data/evidence.csv", "data/propositions.csv"]


def test_a_column_order_comes_before_the_order_of_rows() -> None:
    cases = pd.DataFrame({"case_id": ["b", "a", "c"], "order": [2, 1, 3]})
    propositions = pd.DataFrame({"proposition_id": ["Q", "P"]})
    tables = {"cases": cases, "propositions": propositions, "evidence": seven_rows()}
    package = {"resources": [{"name": n, "path": f"{n}.csv", "schema": {}} for n in tables]}
    study = Study(None, package, tables)  # type: ignore[arg-type]
    object.__setattr__(study, "_note", lambda path: None)
    matrix = support_matrix(study)
    assert matrix.cases == ("a", "b", "c")
    assert matrix.propositions == ("Q", "P")


def test_the_matrix_shows_and_publishes_itself_as_a_matrix(evidence) -> None:
    matrix = support_matrix(evidence)
    pd.testing.assert_frame_equal(matrix.view, matrix.state)
    told = matrix._exhibit_()
    pd.testing.assert_frame_equal(told.content, matrix.state)
    assert told.headings == {"P": "P", "Q": "Q"}
    assert told.evidence == {
        ("a", "P"): ("e1", "e2"), ("b", "P"): ("e3",), ("b", "Q"): ("e7",),
        ("c", "P"): ("e4", "e5"), ("d", "P"): ("e6",),
    }  # fmt: skip


def test_rows_of_one_coder(evidence) -> None:
    coded = evidence.assign(coder=["x", "y", "x", "x", "y", "y", "x"])
    assert support_matrix(coded, coder="y").rows["evidence_id"].tolist() == ["e2", "e5", "e6"]
    with pytest.raises(ParameterError, match="no evidence has coder 'z'; allowed: x, y"):
        support_matrix(coded, coder="z")
    with pytest.raises(ParameterError, match="evidence has no column 'coder' to choose rows by"):
        support_matrix(evidence, coder="y")


def test_one_word_where_a_list_is_due(evidence) -> None:
    with pytest.raises(ParameterError, match=r"source_id is 's1'; give a list: \['s1'\]"):
        support_matrix(evidence, sources="s1")


def test_an_empty_list_of_types_or_sources_means_all(evidence) -> None:
    assert len(support_matrix(evidence, sources=[], evidence_types=()).rows) == 7
    several = support_matrix(evidence, without={"informant_id": "i1", "evidence_id": ["e5", "e6"]})
    assert several.rows["evidence_id"].tolist() == ["e2", "e3", "e4", "e7"]


def test_a_matrix_of_a_study_knows_its_claims() -> None:
    study = small_study()
    assert [claim.id for claim in support_matrix(study).claims] == ["P/base", "Q/base", "P/failed"]
    assert support_matrix(study).claims[2].absent_in == ("c", "d")
    # Of a proposition or cases left out, none; of a group, the cases that are left.
    assert [claim.id for claim in support_matrix(study, propositions=["Q"]).claims] == ["Q/base"]
    only = support_matrix(study, cases=["b"]).claims
    assert [(claim.id, claim.cases) for claim in only] == [("P/base", ("b",)), ("Q/base", ("b",))]
    assert support_matrix(small_study(declaring=False)).claims == ()
    assert support_matrix(seven_rows()).claims == ()


def test_a_claim_is_found_by_its_id() -> None:
    matrix = support_matrix(small_study())
    assert find_claim(matrix, "Q/base") == Claim(
        "Q/base", "Q", ("a", "b"), text="Q is seen in a and b"
    )
    # A claim is itself, whatever the matrix knows.
    own = Claim("Q/base", "Q", ("d",))
    assert find_claim(matrix, own) is own
    assert find_claim(seven_rows(), own) is own


@pytest.mark.parametrize(
    ("evidence", "claim", "message"),
    [
        (
            support_matrix(small_study()),
            "P/basis",
            r"no claim 'P/basis' \(did you mean 'P/base'\?\); claims: P/base, Q/base and P/failed$",
        ),
        (support_matrix(small_study()), "zzz", "no claim 'zzz'; claims: P/base, Q/base and P/fai"),
        (
            support_matrix(seven_rows()),
            "P/base",
            "claim 'P/base': only a matrix that support_matrix made from a study with claims knows "
            "them by id; give the Claim itself$",
        ),
        (support_matrix(small_study(declaring=False)), "P/base", "from a study with claims knows"),
        (seven_rows(), "P/base", "only a matrix that support_matrix made from a study"),
        (support_matrix(small_study()), ["P/base"], "a claim is given as list; give one Claim, or"),
        (seven_rows(), None, "a claim is given as NoneType; give one Claim, or its id as text$"),
    ],
)
def test_claims_that_cannot_be_found(evidence, claim, message) -> None:
    with pytest.raises(ParameterError, match=message):
        find_claim(evidence, claim)
