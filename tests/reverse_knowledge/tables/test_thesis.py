"""Tables of the thesis: its own made again, and what it finds; by hand and for the study."""

from __future__ import annotations

import pandas as pd

from crosscase.study import Study
from reverse_knowledge.tables import thesis


def test_exhibits_tell_what_is_there(flagship: Study) -> None:
    found = thesis.exhibits(flagship).table
    assert list(found.columns) == ["number", "title", "recoverable", "reason", "here"]
    assert found["recoverable"].value_counts().to_dict() == {"yes": 12, "partly": 9, "no": 3}
    assert found.loc[~found["here"], "number"].tolist() == ["Figure 2.1", "Figure 0.2",
                                                            "Figure 7.2"]  # fmt: skip


def test_what_is_lost_is_listed_with_the_reason(flagship: Study) -> None:
    gone = thesis.lost(flagship).table
    assert gone["number"].tolist() == ["Figure 2.1", "Figure 0.2", "Figure 7.2"]
    assert gone.index.tolist() == [0, 1, 2]
    assert gone["reason"][0] == "A trade mark; nothing to learn from it."


def test_a_barrier_without_evidence_has_no_voice() -> None:
    rows = pd.DataFrame(
        {
            "barrier_row_id": ["barrier-01", "barrier-02"],
            "reason": ["conflict", "lack of desire"],
            "sub_reason": [None, "no value"],
            "respondent": ["A", None],
            "evidence": ["good relations", None],
            "locator": ["s1¶1", None],
            "overcome_by": [None, None],
            "has_evidence": [True, False],
        }
    )
    found = thesis.barriers(rows)
    assert found.table["barrier_row_id"].tolist() == ["01", "02"]
    assert found.table["reason"].tolist() == ["conflict", "lack of desire: no value"]
    assert found.table["respondent"].tolist() == ["A", "none"]
    assert found.table["evidence"].tolist() == ["good relations", ""]
    assert "has_evidence" not in found.table
    assert found.evidence == {("01", "evidence"): ["barrier-01"],
                              ("02", "evidence"): ["barrier-02"]}  # fmt: skip


def test_two_barriers_of_the_study_have_no_evidence(flagship: Study) -> None:
    found = thesis.barriers(flagship.thesis_barriers).table
    silent = found.loc[found["respondent"] == "none", "reason"]
    assert [reason.split(": ")[1] for reason in silent] == [
        "lack of perceived value",
        "pace of technological change",
    ]
    assert len(found) == 16


STANCES = pd.DataFrame(
    {
        "interaction_id": ["interaction-07", "interaction-08"],
        "row_id": ["ptp-07", "ptp-08"],
        "part": "atmosphere",
        "topic": "trust",
        "element": "power",
        "actor_group": "suppliers",
        "respondent": ["A", "authors"],
        "stance": [-1, 1],
        "evidence": ["balanced", "Huawei leads"],
        "locator": "s1¶1",
    }
)


def test_stances_are_told_in_words() -> None:
    for found, first, second in (
        (thesis.interaction(STANCES), "interaction_id", "part"),
        (thesis.positions(STANCES), "row_id", "topic"),
    ):
        assert list(found.table.columns)[:3] == [first, second, "element"]
        assert found.table["stance"].tolist() == ["denies", "says so"]
        assert found.table[first].tolist() == ["07", "08"]
        assert found.names == {"stance": "Position"}
        assert isinstance(found.evidence, dict)
        assert found.evidence[("08", "evidence")] == [STANCES[first][1]]


def test_the_study_denies_power_towards_suppliers_thrice(flagship: Study) -> None:
    found = thesis.interaction(flagship.thesis_interaction).table
    power = found[(found["element"] == "power dependence") & (found["actor_group"] == "suppliers")]
    assert power["stance"].tolist() == ["denies"] * 3 + ["says so"]
    held = thesis.positions(flagship.thesis_position_trust_promises).table
    assert held.loc[held["topic"] == "trust", "stance"].eq("says so").all()
    assert held["topic"].value_counts().to_dict() == {"network position": 14, "trust": 15,
                                                      "promises": 6}  # fmt: skip


def test_distances_keep_their_order(flagship: Study) -> None:
    found = thesis.distances(flagship.thesis_distances)
    assert len(found.table) == 19
    assert found.table["distance"].drop_duplicates().tolist() == [
        "cultural", "social", "psychic", "geographic", "legal", "language",
    ]  # fmt: skip
    assert isinstance(found.evidence, dict)
    assert found.evidence[("17", "manifestation")] == ["distance-17"]


def test_a_level_holds_theory_and_evidence() -> None:
    rows = pd.DataFrame(
        {
            "item_id": ["i1", "i2", "i3", "i4"],
            "level": [2, 1, 2, 2],
            "level_label": ["Net", "Vision", "Net", "Net"],
            "item_kind": ["theory", "judgement", "evidence", "evidence"],
            "item": ["plan", "found", "people", "goods"],
        }
    )
    found = thesis.strategy(rows)
    assert found.table.to_dict("list") == {
        "level": [1, 2],
        "level_label": ["Vision", "Net"],
        "theory": ["", "plan"],
        "evidence": ["found", "people; goods"],
    }
    assert found.evidence == {
        ("1", "evidence"): ["i2"],
        ("2", "evidence"): ["i3", "i4"],
        ("2", "theory"): ["i1"],
    }


def test_the_first_level_of_the_study_has_no_theory(flagship: Study) -> None:
    found = thesis.strategy(flagship.thesis_management_levels).table
    assert (found["theory"] == "").tolist() == [True, False, False, False]
    assert (found["evidence"] != "").all()


def test_interviews_stand_in_columns(flagship: Study) -> None:
    found = thesis.interviews(flagship.thesis_respondents)
    assert found.table.columns.tolist() == ["A", "B", "C"]
    assert found.table.loc["Duration (hours)"].tolist() == ["3", "1", "2.5"]
    years = found.table.loc["Years in the industry"].tolist()
    assert years == ["", "", "10 (A or C; read from the layout)"]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("Place", "B")] == ["thesis_b"]


def test_years_that_are_certain_have_no_remark(flagship: Study) -> None:
    sure = flagship.thesis_respondents.assign(years_in_ict_industry_certain=True)
    assert thesis.interviews(sure).table.loc["Years in the industry", "C"] == "10"


def test_classes_and_customers_keep_the_source_s_order(flagship: Study) -> None:
    ranked = thesis.classes(flagship.thesis_relationship_classes)
    assert ranked.table["rank"].tolist() == [1, 2, 3, 4]
    assert isinstance(ranked.evidence, dict)
    assert ranked.evidence[("4", "traits")] == ["vendors"]
    turned = flagship.thesis_customer_kinds.iloc[::-1]
    kinds = thesis.customers(turned)
    assert kinds.table.index[0] == "length of relationship"
    assert kinds.table.loc["waiting time"].tolist() == ["long period", "short period"]
    assert isinstance(kinds.evidence, dict)
    assert kinds.evidence[("waiting time", "key_customers")] == ["waiting_time"]


def test_numbers_of_the_study(flagship: Study) -> None:
    numbers = thesis.numbers(flagship)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_thesis_exhibits": 24,
        "n_thesis_exhibits_recovered": 21,
        "n_thesis_exhibits_partly": 9,
        "n_thesis_respondents": 3,
        "n_thesis_distances": 19,
        "n_thesis_strategic_partnerships": 14,
        "thesis_interview_hours": 6.5,
    }
    assert numbers["n_thesis_exhibits"].title == "thesis exhibits"
    assert (numbers["thesis_interview_hours"].unit, numbers["thesis_interview_hours"].digits) == (
        "hours",
        1,
    )
