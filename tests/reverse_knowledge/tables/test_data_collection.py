"""Interviews and informants, counted by hand on three rows, and for the study."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import data_collection as collection

FACTS = {
    "interviews": 4,
    "interviews_with_managers": 3,
    "interviews_with_scholars_and_policy_makers": 1,
}


@pytest.fixture
def small() -> Any:
    """Row 1 in one span, row 2 in two months and by video, row 3 with scholars."""
    interviews = pd.DataFrame(
        {
            "interview_id": ["i1", "i2", "i3"],
            "row": [1, 2, 3],
            "resource_group": ["face", "video", "face"],
            "mode": ["face-to-face", "video", "face-to-face"],
            "country": ["UK", None, "China"],
            "date_printed": ["From Feb2013 to Jan 2014", "Apr & Sep 2016", "Feb 2016"],
            "start_month": ["2013-02", "2016-04", "2016-02"],
            "end_month": ["2014-01", "2016-09", "2016-02"],
            "date_kind": ["span", "two months", "month"],
            "firm": ["Huawei", "ZTE", None],
            "people": ["CEO; Author", "Managers", "Scholars"],
            "topics": ["a", "b", "c"],
        }
    )
    rows = [
        ("ceo", 1, "i1", "CEO", "Huawei", "HQ", "Huawei", "manager", 1, True, True, None),
        ("author", 2, "i1", "Author", None, None, "Huawei", "author", 1, True, False, None),
        ("managers", 3, "i2", "Managers", "ZTE", "UK", "ZTE", "manager", None, True, False, None),
        ("scholars", 4, "i3", "Scholars", "CAS", "PRC", None, "scholar", None, True, False, None),
        ("founder", 5, None, "Founder", "Huawei", "HQ", "Huawei", "founder", 1, False, True, "ceo"),
    ]
    columns = (
        "informant_id order interview_id role organisation unit case_id kind count listed quoted "
        "maybe_same_as"
    )
    people = pd.DataFrame(rows, columns=columns.split())
    people = people.astype({"count": "Int64"}).assign(
        plural=people["count"].isna(), quoted_locator="s4", note="unsaid"
    )
    facts = pd.DataFrame({"fact": list(FACTS), "value_number": list(FACTS.values())})
    return SimpleNamespace(interviews=interviews, informants=people, study_facts=facts)


def test_interviews_print_the_date_with_spaces_and_know_their_roles(small: Any) -> None:
    found = collection.interviews(small)
    assert found.table.columns.tolist() == [
        "row", "resource_group", "date_printed", "people", "topics",
    ]  # fmt: skip
    assert found.table["date_printed"].tolist() == [
        "From Feb 2013 to Jan 2014", "Apr & Sep 2016", "Feb 2016",
    ]  # fmt: skip
    assert found.evidence[1, "people"] == ["ceo", "author", "i1"]
    assert found.evidence[2, "topics"] == ["i2"]
    assert len(found.evidence) == 3 * 4
    assert found.names == {"people": "People interviewed"}


def test_informants_have_a_row_each_and_several_people_no_number(small: Any) -> None:
    found = collection.informants(small)
    assert found.table.columns.tolist() == [
        "order", "role", "organisation", "unit", "kind", "number", "row", "quoted_locator",
    ]  # fmt: skip
    assert found.table["number"].tolist() == ["1", "1", "several", "several", "1"]
    assert found.table["row"].tolist()[:4] == [1, 1, 2, 3]
    assert pd.isna(found.table["row"][4])
    assert found.table["organisation"].tolist() == ["Huawei", "", "ZTE", "CAS", "Huawei"]
    assert found.evidence[5, "role"] == ["founder"]
    assert len(found.evidence) == 5 * 7
    assert found.names["order"] == "No."


def test_two_single_months_are_two_periods(small: Any) -> None:
    found = collection.periods(small)
    columns = ["label", "start_month", "end_month", "group"]
    assert found[columns].to_numpy().tolist() == [
        ["1  Huawei", "2013-02", "2014-01", "face-to-face, UK"],
        ["2  ZTE", "2016-04", "2016-04", "video"],
        ["2  ZTE", "2016-09", "2016-09", "video"],
        ["3  government, scholars", "2016-02", "2016-02", "face-to-face, China"],
    ]
    assert found["interview_id"].tolist() == ["i1", "i2", "i2", "i3"]


def test_authors_and_scholars_are_outside_the_firms(small: Any) -> None:
    roles = collection.listed_roles(small)
    assert roles["firm"].tolist() == ["Huawei", collection.OUTSIDE, "ZTE", collection.OUTSIDE]
    assert roles["place"].tolist() == ["UK", "UK", "video", "China"]


def test_coverage_counts_roles_with_the_firms_first(small: Any) -> None:
    found = collection.coverage(collection.listed_roles(small))
    assert list(found) == ["By place", "By kind"]
    assert found["By place"].index.tolist() == ["Huawei", "ZTE", collection.OUTSIDE]
    assert found["By place"].columns.tolist() == ["China", "UK", "video"]
    assert found["By place"].to_numpy().tolist() == [[0, 1, 0], [0, 0, 1], [1, 1, 0]]
    assert found["By kind"].loc[collection.OUTSIDE].to_dict() == {
        "author": 1, "manager": 0, "scholar": 1,
    }  # fmt: skip


@pytest.mark.parametrize(("least", "people"), [(2, [6, 4, 2]), (5, [12, 7, 5])])
def test_stated_stands_beside_listed(small: Any, least: int, people: list[int]) -> None:
    # CEO, author, managers and scholars; the last two are in the plural.
    found = collection.stated_and_listed(small, collection.listed_roles(small), least=least)
    table = found.table.set_index("group")
    assert table.index.tolist() == [
        "all", "managers of multinationals", "scholars and policy makers",
    ]  # fmt: skip
    assert table["stated"].tolist() == [4, 3, 1]
    assert table["rows"].tolist() == [3, 2, 1]
    assert table["roles"].tolist() == [4, 3, 1]
    assert table["plural"].tolist() == [2, 1, 1]
    assert table["people"].tolist() == people
    assert found.evidence["scholars and policy makers", "people"] == ["scholars"]
    assert found.evidence["all", "stated"] == ["main-d03"]
    assert found.names["people"] == "People at least"


def test_who_is_quoted_and_not_listed_is_named_with_who_it_could_be(small: Any) -> None:
    found = collection.quoted_not_listed(small)
    assert found.table.to_numpy().tolist() == [["Founder", "Huawei", "s4", "CEO", "unsaid"]]
    assert found.evidence == ["main-d05", "founder"]


def test_numbers_are_counted(small: Any) -> None:
    numbers = collection.numbers(small, collection.listed_roles(small))
    assert {key: number.value for key, number in numbers.items()} == {
        "n_interviews_stated": 4,
        "n_interviews_stated_managers": 3,
        "n_interviews_stated_others": 1,
        "n_interview_rows": 3,
        "n_informant_roles": 4,
        "n_informant_roles_plural": 2,
        "n_informant_roles_huawei": 1,
        "n_informant_roles_zte": 1,
        "n_informants_quoted": 2,
        "n_quoted_not_listed": 1,
    }
    assert numbers["n_interview_rows"].title == "interview rows"
    assert numbers["n_interview_rows"].evidence == ["main-d03"]


def test_the_study_lists_25_roles_in_ten_rows(flagship: Study) -> None:
    roles = collection.listed_roles(flagship)
    assert roles["firm"].value_counts().to_dict() == {
        "Huawei": 16, "ZTE": 6, collection.OUTSIDE: 3,
    }  # fmt: skip
    table = collection.stated_and_listed(flagship, roles, least=2).table
    assert table.iloc[:, 1:].to_numpy().tolist() == [
        [20, 10, 25, 6, 31], [18, 9, 23, 4, 27], [2, 1, 2, 2, 4],
    ]  # fmt: skip
    assert len(collection.periods(flagship)) == 11
    assert collection.quoted_not_listed(flagship).table["organisation"].tolist() == [
        "Huawei", "Huawei", "ZTE",
    ]  # fmt: skip
