"""Previous studies, counted by hand on four works, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.literature import vote_count
from crosscase.robustness import prior_studies as prior_check
from crosscase.study import Study
from reverse_knowledge.tables import prior_studies

SIGNS = {"supports": 1, "extends": 0, "opposes": -1, "topic_label": 0}
GRADES = ["stated_proposition", "empirical_number", "topic_label", "stated_proposition"]


@pytest.fixture
def works() -> pd.DataFrame:
    """Work d bears on nothing; b has a number; c is about a firm."""
    return pd.DataFrame(
        {
            "study_id": list("abcd"),
            "citation_text": ["Zed, 2001", "Bee, 2002", "Cee, 2003", "Dee, 2004"],
            "grade": GRADES,
            "use": ["theory", "finding", "theory", "context"],
            "case_id": [None, None, "Haier", None],
            "finding": ["fa", "fb", "fc", "fd"],
            "statistic": [None, "n = 9", None, None],
            "statistic_kind": [None, "sample_size", None, None],
            "sample": [None, "nine firms", None, None],
        }
    ).set_index("study_id")


@pytest.fixture
def relations(works: pd.DataFrame) -> pd.DataFrame:
    """On P: a and b for, c a topic. On Q: a against. On R: nothing."""
    rows = [
        ("a", "P", "supports"), ("b", "P", "supports"), ("c", "P", "topic_label"),
        ("a", "Q", "opposes"),
    ]  # fmt: skip
    told = works[["citation_text", "grade", "case_id", "finding"]].reset_index()
    table = pd.DataFrame(rows, columns=["study_id", "proposition_id", "relation"])
    return table.assign(locator="s1", reason="why").merge(told, on="study_id")


PQR = ["P", "Q", "R"]


def test_works_and_relations_of_the_study(flagship: Study) -> None:
    works, relations = prior_studies.works_and_relations(
        flagship, grades=[], include_firm_facts=True
    )
    assert (len(works), len(relations), relations["study_id"].nunique()) == (118, 118, 81)
    assert works.index.name == "study_id"
    assert relations[["citation_text", "grade"]].notna().all().all()
    assert relations["finding"].notna().any()


def test_works_on_the_firms_can_be_left_out(flagship: Study) -> None:
    _, every = prior_studies.works_and_relations(flagship, grades=[], include_firm_facts=True)
    _, general = prior_studies.works_and_relations(flagship, grades=[], include_firm_facts=False)
    assert len(general) == every["case_id"].isna().sum() < len(every)


def test_grades_choose_the_relations_that_count(flagship: Study) -> None:
    grades = ["empirical_number"]
    works, relations = prior_studies.works_and_relations(
        flagship, grades=grades, include_firm_facts=True
    )
    assert set(relations["grade"]) == {"empirical_number"}
    assert len(works) == 118


def test_works_are_counted_by_grade_and_use(works: pd.DataFrame, relations: pd.DataFrame) -> None:
    table = prior_studies.cited_by_grade(works, relations).table
    assert table.columns.tolist() == [
        "context", "finding", "theory", "all", "bearing on an assumption",
    ]  # fmt: skip
    assert table.loc["result with a number"].tolist() == [0, 1, 0, 1, 1]
    assert table.loc["result"].tolist() == [0, 0, 0, 0, 0]
    assert table.loc["stated proposition"].tolist() == [1, 0, 1, 2, 1]
    assert table.loc["topic only"].tolist() == [0, 0, 1, 1, 1]
    assert table.loc["all grades"].tolist() == [1, 1, 2, 4, 3]
    assert (table.index.name, table.columns.name) == ("grade", None)
    assert prior_studies.cited_by_grade(works, relations).names == {"grade": "Reported"}


def test_works_of_which_most_is_reported_stand_first(relations: pd.DataFrame) -> None:
    found = prior_studies.by_work(relations, PQR)
    assert found.table.columns.tolist() == ["study", "grade", *PQR]
    assert found.table.columns.name is None
    assert found.names == {"study": "Work", "grade": "Reported"}
    assert found.table["study"].tolist() == ["Bee, 2002", "Zed, 2001", "Cee, 2003"]
    assert found.table["grade"].tolist() == ["number", "stated", "topic"]
    assert found.table[PQR].to_numpy().tolist() == [
        ["for", "", ""], ["for", "against", ""], ["topic", "", ""],
    ]  # fmt: skip
    assert found.evidence == {
        ("Bee, 2002", "grade"): ["b"],
        ("Zed, 2001", "grade"): ["a"],
        ("Cee, 2003", "grade"): ["c"],
    }


def test_works_of_one_grade_stand_by_name(relations: pd.DataFrame) -> None:
    same = relations.assign(grade="topic_label")
    names = prior_studies.by_work(same, PQR).table["study"].tolist()
    assert names == ["Bee, 2002", "Cee, 2003", "Zed, 2001"]


def test_relations_are_counted_by_grade(relations: pd.DataFrame) -> None:
    found = prior_studies.counts_by_grade(relations, PQR)
    assert found.table.columns.tolist() == [
        "for, number", "for, stated", "against, stated", "topic, topic", "works",
    ]  # fmt: skip
    assert found.table.columns.name is None
    assert found.names == {"proposition_id": "Assumption", "works": "Works"}
    assert found.table.loc["P"].tolist() == [1, 1, 0, 1, 3]
    assert found.table.loc["Q"].tolist() == [0, 0, 1, 0, 1]
    assert found.table.loc["R"].tolist() == [0, 0, 0, 0, 0]
    assert found.evidence == {("P", "works"): ["a", "b", "c"], ("Q", "works"): ["a"]}


def test_votes_name_the_works_against(relations: pd.DataFrame) -> None:
    votes = vote_count(relations, propositions=PQR, signs=SIGNS)
    found = prior_studies.votes_for_and_against(votes, relations)
    assert found.table["opposing"].tolist() == ["", "Zed, 2001", ""]
    assert found.table["votes_for"].tolist() == [2, 0, 0]
    assert found.names["low"] == "From"
    assert found.evidence == {("P", "studies"): ["a", "b", "c"], ("Q", "studies"): ["a"]}
    assert found.digits == {"share": 2, "low": 2, "high": 2, "p": 4}


def test_the_work_without_which_p_is_largest_is_named(relations: pd.DataFrame) -> None:
    rows = pd.concat(
        [relations, relations[:1].assign(study_id="e", relation="opposes", citation_text="Eff")]
    )
    votes = vote_count(rows, propositions=PQR, signs=SIGNS)
    found = prior_studies.without_one_work(votes, rows, SIGNS)
    table = found.table.set_index("proposition_id")
    # For P 2 : 1, p = 1. Without a or b 1 : 1, p = 1; without e 2 : 0, p = 0.5. So a, then b.
    assert table.loc["P", ["left", "p_whole", "work", "relation"]].tolist() == [
        3, 1.0, "Zed, 2001", "supports",
    ]  # fmt: skip
    assert table.loc["P", ["votes_for", "votes_against", "p"]].tolist() == [1, 1, 1.0]
    assert table.loc["Q", "left"] == 1
    assert found.evidence[("P", "work")] == ["a", "b", "c", "e"]
    assert found.names["p_whole"] == "p with all"
    assert found.digits == 4


def test_leaving_out_follows_what_counts(relations: pd.DataFrame) -> None:
    signs = {**SIGNS, "topic_label": 1}
    votes = vote_count(relations, propositions=PQR, signs=signs)
    row = prior_studies.without_one_work(votes, relations, signs).table.iloc[0]
    assert (row["left"], row["votes_for"]) == (3, 2)


def test_an_assumption_without_votes_has_nothing_to_leave_out(relations: pd.DataFrame) -> None:
    votes = vote_count(relations, propositions=PQR, signs=SIGNS)
    row = prior_studies.without_one_work(votes, relations, SIGNS).table.iloc[2]
    assert (row["proposition_id"], row["left"]) == ("R", 0)
    assert pd.isna(row["work"])
    assert pd.isna(row["p"])


def test_votes_without_any_side_have_nothing_to_leave_out(relations: pd.DataFrame) -> None:
    topics = relations[relations["relation"] == "topic_label"]
    votes = vote_count(topics, propositions=["P"], signs=SIGNS)
    table = prior_studies.without_one_work(votes, topics, SIGNS).table
    assert table["left"].tolist() == [0]
    assert table["votes_for"].isna().all()


def test_works_against_are_listed_with_their_reason(relations: pd.DataFrame) -> None:
    found = prior_studies.opposing(relations)
    assert found.table.to_numpy().tolist() == [["Zed, 2001", "Q", "fa", "why", "s1"]]
    assert found.table.columns[0] == "work"
    assert found.names["reason"] == "Why it counts as against"
    assert found.evidence == ["a"]


def test_variants_count_by_other_rules(relations: pd.DataFrame) -> None:
    rows = relations.copy()
    rows.loc[rows["study_id"] == "b", "relation"] = "extends"
    table = prior_studies.votes_variants(rows, PQR, SIGNS, alpha=0.05).table
    first = table.iloc[0].to_dict()
    assert first == {
        "proposition_id": "P",
        "as declared": "1 : 0",
        "extends counts for": "2 : 0",
        "extends counts against": "1 : 1",
        "a topic counts for": "2 : 0",
        "without works on the firms": "1 : 0",
        "results with data alone": "0 : 0",
    }
    assert table["as declared"].tolist() == ["1 : 0", "0 : 1", "0 : 0"]


def test_works_on_the_firms_and_those_without_data_are_dropped(relations: pd.DataFrame) -> None:
    rows = relations.assign(relation="supports")
    table = prior_studies.votes_variants(rows, PQR, SIGNS, alpha=0.05).table
    assert table["as declared"][0] == "3 : 0"
    assert table["without works on the firms"][0] == "2 : 0"
    assert table["results with data alone"][0] == "1 : 0"


@pytest.mark.parametrize(("alpha", "star"), [(0.5, "2 : 0 *"), (0.49, "2 : 0")])
def test_a_star_marks_votes_that_reach_the_level(
    relations: pd.DataFrame, alpha: float, star: str
) -> None:
    # Two works on one side: p = 1/4 + 1/4.
    table = prior_studies.votes_variants(relations, PQR, SIGNS, alpha=alpha).table
    assert table["as declared"][0] == star


def test_reported_numbers_are_shown_in_words(works: pd.DataFrame) -> None:
    found = prior_studies.reported_numbers(works)
    assert found.table.to_numpy().tolist() == [
        ["Bee, 2002", "n = 9", "sample size", "nine firms", "fb"]
    ]
    assert found.evidence == ["b"]
    assert found.names["statistic"] == "Number"


def test_numbers_count_works_and_judgements(works: pd.DataFrame, relations: pd.DataFrame) -> None:
    checks = [prior_check(relations, p, alpha=0.5) for p in PQR]
    numbers = prior_studies.numbers(works, relations, checks)
    assert {key: number.value for key, number in numbers.items()} == {
        "n_prior_studies": 4,
        "n_prior_bearing": 3,
        "n_prior_supporting": 2,
        "n_prior_extending": 0,
        "n_prior_opposing": 1,
        "n_prior_topic": 1,
        "n_prior_judgements": 4,
        "n_prior_empirical": 1,
        "n_prior_with_number": 1,
        "n_prior_support_judgements": 2,
        "n_prior_holds": 0,
        "n_prior_undecided": 2,
        "n_prior_firm_facts": 1,
    }
    assert numbers["n_prior_studies"].title == "prior studies"
    on_p = prior_studies.numbers(works, relations[relations["proposition_id"] == "P"], [])
    assert on_p["n_prior_support_judgements"].value == 2


def test_a_relation_that_no_work_has_is_counted_as_none(
    works: pd.DataFrame, relations: pd.DataFrame
) -> None:
    numbers = prior_studies.numbers(works, relations[:0], [])
    keys = ["supporting", "extending", "opposing", "topic", "bearing", "judgements"]
    assert [numbers[f"n_prior_{key}"].value for key in keys] == [0] * 6
