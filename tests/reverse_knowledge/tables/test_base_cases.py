"""Two cases compared, counted by hand on seven statements, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.comparison import SupportMatrix, support_matrix
from crosscase.results import Table
from crosscase.study import Study
from reverse_knowledge.tables import base_cases


@pytest.fixture
def matrix() -> SupportMatrix:
    """On Q: e1 and e2 one joint statement, e3 of Ada alone, e4 blanket. On P: e5 to e7."""
    rows = [
        ("e1", "Ada", "Q", 1, "joint", "authors", "x", "both do x"),
        ("e2", "Bob", "Q", 1, "joint", "authors", "x", "both do x"),
        ("e3", "Ada", "Q", 1, "firm", "interview", "y", "Ada does y"),
        ("e4", "Ada", "Q", 1, "blanket", "authors", "z", "all do z"),
        ("e5", "Bob", "P", 1, "firm", "interview", "v", "Bob does v"),
        ("e6", "Bob", "P", -1, "firm", "authors", "x", "Bob denies x"),
        ("e7", "Bob", "P", 1, "blanket", "authors", "w", "all do w"),
    ]
    columns = [
        "evidence_id", "case_id", "proposition_id", "stance", "specificity", "evidence_type",
        "code", "statement",
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns).assign(locator="s1")
    return support_matrix(table, ["Ada", "Bob"], ["Q", "P"])


@pytest.fixture
def codes() -> pd.DataFrame:
    return pd.DataFrame({"code": list("vwxyz"), "label": ["Vee", "Wye", "Xen", "Yam", "Zoo"]})


def test_statements_are_counted_by_kind(matrix: SupportMatrix) -> None:
    subjects = pd.DataFrame({"proposition_id": ["P", "Q"], "heading": ["on p", "on q"]})
    found = base_cases.by_kind(matrix, subjects)
    assert found.table.columns.tolist() == [
        "heading", "ada_firm", "ada_joint", "ada_blanket", "bob_firm", "bob_joint", "bob_blanket",
    ]  # fmt: skip
    assert found.table.loc["Q"].tolist() == ["on q", 1, 1, 1, 0, 1, 0]
    assert found.table.loc["P"].tolist() == ["on p", 0, 0, 0, 2, 0, 1]
    assert found.table.index.tolist() == ["Q", "P"]
    assert found.names["ada_joint"] == "Ada: joint"
    assert isinstance(found.evidence, pd.DataFrame)
    assert found.evidence.loc["P", "bob_firm"] == ["e5", "e6"]
    assert found.evidence.loc["P", "ada_firm"] == []


def test_the_sides_of_the_drawing_have_the_same_rows(matrix: SupportMatrix) -> None:
    sides = base_cases.by_firm(matrix)
    assert list(sides) == ["Ada", "Bob"]
    assert sides["Ada"].to_numpy().tolist() == [[1, 1, 1], [0, 0, 0]]
    assert sides["Bob"].to_numpy().tolist() == [[0, 1, 0], [2, 0, 1]]
    assert sides["Bob"].columns.tolist() == ["firm", "joint", "blanket"]


def test_codes_are_shared_or_of_one_firm(matrix: SupportMatrix, codes: pd.DataFrame) -> None:
    found = base_cases.shared_and_own(matrix, codes)
    assert found.table.loc["Q"].to_dict() == {"both": "Xen", "ada": "Yam", "bob": ""}
    assert found.table.loc["P"].to_dict() == {"both": "", "ada": "", "bob": "Vee; Xen"}
    assert found.names == {"both": "Both", "ada": "Ada alone", "bob": "Bob alone"}
    assert isinstance(found.evidence, dict)
    assert found.evidence["Q", "both"] == ["e1", "e2"]
    assert found.evidence["P", "bob"] == ["e5", "e6"]
    assert found.evidence["Q", "bob"] == []


def test_a_joint_statement_stands_once(matrix: SupportMatrix) -> None:
    found = base_cases.statements(matrix)
    assert found.table["evidence_id"].tolist() == ["e1", "e3", "e5", "e6"]
    assert found.table["firms"].tolist() == ["Ada, Bob", "Ada", "Bob", "Bob"]
    assert found.table["proposition_id"].tolist() == ["Q", "Q", "P", "P"]
    assert found.table["type"].tolist() == ["authors", "interview", "interview", "authors"]
    assert isinstance(found.evidence, dict)
    assert found.evidence["e1", "statement"] == ["e1", "e2"]


def test_numbers_for_the_text(matrix: SupportMatrix) -> None:
    facts = Table(pd.DataFrame({"fact_id": ["f1", "f2"]}))
    found = base_cases.numbers(matrix, base_cases.statements(matrix), facts)
    assert {key: number.value for key, number in found.items()} == {
        "n_base_rows": 7,
        "n_base_rows_ada": 3,
        "n_base_rows_firm_ada": 1,
        "n_base_rows_bob": 4,
        "n_base_rows_firm_bob": 2,
        "n_base_rows_blanket": 2,
        "n_base_rows_joint": 2,
        "n_base_rows_against": 1,
        "n_base_rows_interview": 2,
        "n_base_statements": 4,
        "n_base_facts": 2,
    }
    assert found["n_base_rows_against"].title == "base rows against"


def test_what_the_study_tells_of_its_base_cases(flagship: Study) -> None:
    matrix = support_matrix(flagship, flagship.cases.query("role == 'base'"))
    counted = base_cases.by_kind(matrix, flagship.propositions).table
    assert counted.loc["APA5"].tolist() == ["Role of headquarters", 10, 0, 3, 0, 0, 3]
    likeness = base_cases.shared_and_own(matrix, flagship.evidence_codes).table
    assert likeness.loc["APA5", "zte"] == ""
    assert likeness.loc["APA5", "huawei"].count(";") == 6
    assert len(base_cases.statements(matrix).table) == 81


def test_without_blanket_statements_a_cell_is_empty(flagship: Study) -> None:
    matrix = support_matrix(flagship, ["Huawei", "ZTE"], include_blanket=False)
    counted = base_cases.by_kind(matrix, flagship.propositions).table
    assert counted.filter(like="blanket").to_numpy().sum() == 0
    assert counted.filter(like="zte").loc["APA5"].sum() == 0
