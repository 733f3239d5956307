"""Vote counts on rows that can be counted by hand."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from crosscase import literature
from crosscase.errors import DataError
from crosscase.literature import leave_one_study_out, proposition_study, vote_count, wilson


def relations() -> pd.DataFrame:
    rows = [
        ("s1", "P", "supports"),
        ("s2", "P", "supports"),
        ("s3", "P", "opposes"),
        ("s4", "P", "extends"),
        ("s5", "P", "topic_label"),
        ("s1", "Q", "supports"),
    ]
    return pd.DataFrame(rows, columns=["study_id", "proposition_id", "relation"])


def test_vote_count():
    table = vote_count(relations(), propositions=["P", "Q", "R"])
    first, second, third = table.to_dict("records")
    assert (first["studies"], first["votes_for"], first["votes_against"]) == (5, 2, 1)
    assert (first["extends"], first["topic_label"]) == (1, 1)
    assert first["opposing"] == ("s3",)
    assert first["low"] == pytest.approx(wilson(2, 3)[0])
    assert (second["share"], second["p"]) == (1.0, 1.0)
    assert third["studies"] == 0
    assert math.isnan(third["share"])


def test_what_a_relation_counts_for_by_default():
    assert literature.SIGNS == {"supports": 1, "extends": 0, "opposes": -1, "topic_label": 0}


def test_extends_counts_where_it_is_told_to():
    signs = {"supports": 1, "extends": 1, "opposes": -1, "topic_label": 0}
    assert vote_count(relations(), signs=signs)["votes_for"].tolist() == [3, 1]


def test_grades_filter():
    graded = relations().assign(grade=["number", "label", "number", "number", "label", "label"])
    table = vote_count(graded, grades=["number"])
    assert table["votes_for"].tolist() == [1, 0]


def test_leave_one_study_out():
    table = leave_one_study_out(relations(), "P")
    assert table["left_out"].tolist() == ["s1", "s2", "s3"]
    assert table["votes_for"].tolist() == [1, 1, 2]
    assert table["votes_against"].tolist() == [1, 1, 0]
    assert leave_one_study_out(relations(), "R").empty


def test_leave_one_study_out_takes_one_row_where_labels_are_shared():
    rows = relations().set_axis([0] * len(relations()))
    table = leave_one_study_out(rows, "P")
    assert table["votes_for"].tolist() == [1, 1, 2]
    assert table["votes_against"].tolist() == [1, 1, 0]


def test_proposition_study():
    table = proposition_study(relations(), propositions=["Q", "P"])
    assert table.columns.tolist() == ["Q", "P"]
    assert table.loc["s1"].tolist() == ["supports", "supports"]
    assert table.loc["s3"].tolist() == ["", "opposes"]


def test_the_example_of_the_module():
    relation = ["supports"] * 3 + ["opposes", "topic_label"]
    rows = pd.DataFrame({"study_id": list("abcde"), "proposition_id": "P", "relation": relation})
    row = vote_count(rows).iloc[0]
    assert (row["share"], row["p"]) == (0.75, 0.625)
    assert (round(row["low"], 2), round(row["high"], 2)) == (0.30, 0.95)


def test_every_row_counts_at_its_level():
    table = vote_count(relations(), confidence=0.8)
    assert table["low"].tolist() == [
        wilson(2, 3, confidence=0.8)[0],
        wilson(1, 1, confidence=0.8)[0],
    ]
    left = leave_one_study_out(relations(), "P", confidence=0.8)
    assert left["high"].tolist()[0] == wilson(1, 2, confidence=0.8)[1]


def test_leaving_out_counts_as_it_is_told_to():
    signs = {"supports": -1, "extends": 1, "opposes": 0, "topic_label": 0}
    table = leave_one_study_out(relations(), "P", signs=signs)
    assert table[["left_out", "votes_for", "votes_against"]].to_numpy().tolist() == [
        ["s1", 1, 1], ["s2", 1, 1], ["s4", 0, 2],
    ]  # fmt: skip
    assert table["relation"].tolist() == ["supports", "supports", "extends"]


def test_without_its_only_study_there_is_no_share():
    row = leave_one_study_out(relations(), "Q").iloc[0]
    assert (row["left_out"], row["votes_for"], row["p"]) == ("s1", 0, 1.0)
    assert math.isnan(row["share"])


def test_where_no_study_votes_there_is_no_row_and_every_column():
    table = leave_one_study_out(relations(), "Z")
    assert table.empty
    assert table.columns.tolist() == leave_one_study_out(relations(), "P").columns.tolist()


def test_of_several_unknown_relations_the_first_is_named():
    rows = relations().assign(relation=[f"r{9 - i}" for i in range(len(relations()))])
    first = min(rows["relation"])
    with pytest.raises(DataError, match=f"relation '{first}' has no sign"):
        vote_count(rows)


def test_those_against_are_named_in_order():
    rows = pd.DataFrame({"study_id": ["z", "b"], "proposition_id": "P", "relation": "opposes"})
    assert vote_count(rows)["opposing"].tolist() == [("b", "z")]
    assert leave_one_study_out(rows, "P")["left_out"].tolist() == ["b", "z"]


def test_propositions_and_studies_are_sorted_or_as_given():
    rows = relations().iloc[::-1]
    assert vote_count(rows)["proposition_id"].tolist() == ["P", "Q"]
    table = proposition_study(rows, studies=["s3", "s1", "s9"])
    assert table.index.tolist() == ["s3", "s1", "s9"]
    assert table.loc["s9"].tolist() == ["", ""]


def test_any_relation_may_stand_in_the_cross_table():
    rows = relations().assign(relation="likes")
    assert proposition_study(rows).loc["s1", "P"] == "likes"


def test_tables_are_left_as_they_were():
    rows = relations()
    vote_count(rows)
    leave_one_study_out(rows, "P")
    pd.testing.assert_frame_equal(rows, relations())


def test_tab_shows_the_subjects_own_names():
    assert dir(literature) == sorted(literature.__all__)
    assert all(hasattr(literature, name) for name in literature.__all__)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: vote_count(relations().drop(columns="relation")),
            r"relations have no column 'relation'; they have \['study_id', 'proposition_id'\]",
        ),
        (
            lambda: vote_count(relations().assign(relation="likes")),
            "relation 'likes' has no sign; known: supports, extends, opposes, topic_label",
        ),
        (
            lambda: vote_count(pd.concat([relations(), relations()])),
            "study s1 stands twice for P; give it one relation a proposition",
        ),
        (
            lambda: vote_count(relations(), grades=["x"]),
            "relations have no column 'grade'; merge it from the studies first",
        ),
    ],
)
def test_errors(call, message):
    with pytest.raises(DataError, match=message):
        call()
