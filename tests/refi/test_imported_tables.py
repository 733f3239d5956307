"""The tables of an import, a row and a column at a time."""

from __future__ import annotations

import hashlib

import pytest

from crosscase.refi import Project, project_tables
from crosscase.refi.imported_tables import TABLES, private_folder, text_file
from crosscase.refi.project import Case, Code, Coding, Source, Value
from crosscase.study import Study
from crosscase.study.known_tables import known_schema
from tests.refi.archives import made_guid, sha1

GUID = "0458f113-b451-482e-9390-520e78c68b56"
MADE = Project(
    "Wards",
    "Tool",
    codes=(
        Code(GUID, "P1", "P1", None, False, "#fff", "upward", ("s1", "s2")),
        Code("c2", "P1 > contra", "contra", GUID),
    ),
    sources=(
        Source(GUID, "ward.txt", "text", "Wé 😀"),
        Source("v", "v.mp4", "video"),
        Source("t", "words", "transcript", None, "v", "no file"),
    ),
    cases=(
        Case("k1", "Firm A", "private", ("c2",), (GUID, "v"), ("x1",)),
        Case("k2", "firm_b", sources=(GUID,)),
        Case("k3", "Firm Z", sources=("v",), selections=("x2",)),
        Case("k4", "firm c", sources=(GUID,)),
    ),
    codings=(
        Coding("q1", GUID, GUID, "x1", "text", 0, 2, "c2", "Lena", sha1("Wé")),
        Coding("q2", "v", "t", "x2", "transcript", None, None, GUID, place="begin=1"),
        Coding("q3", GUID, GUID, "x3", "text", 3, 4, GUID),
    ),
    values=(Value("case", "k1", "staff", "Integer", "12"),),
)


@pytest.fixture(scope="module")
def rows(template: Study) -> dict[str, list[dict[str, object]]]:
    """The cells that are filled, by table and row."""
    tables = project_tables(MADE, template, project_id="w")
    assert tuple(tables) == TABLES
    return {
        name: [row.dropna().to_dict() for _, row in table.iterrows()]
        for name, table in tables.items()
    }


def test_columns_are_those_of_the_schemas(template: Study) -> None:
    for project in (MADE, Project("x", "")):
        for name, table in project_tables(project, template, project_id="w").items():
            fields = known_schema(name)["schema"]["fields"]
            assert list(table.columns) == [field["name"] for field in fields]


def test_sources(rows) -> None:  # type: ignore[no-untyped-def]
    assert rows["qda_sources"] == [
        {"project_id": "w", "qda_source_id": GUID, "order": 1, "name": "ward.txt", "kind": "text",
         "characters": 4, "sha256": hashlib.sha256("Wé 😀".encode()).hexdigest(),
         "text_file": f"private/qda/w/{GUID}.txt"},
        {"project_id": "w", "qda_source_id": "v", "order": 2, "name": "v.mp4", "kind": "video"},
        {"project_id": "w", "qda_source_id": "t", "order": 3, "parent_id": "v", "name": "words",
         "kind": "transcript"},
    ]  # fmt: skip


def test_codes(rows) -> None:  # type: ignore[no-untyped-def]
    assert rows["qda_codes"] == [
        {"project_id": "w", "qda_code_id": GUID, "order": 1, "code_path": "P1", "name": "P1",
         "is_codable": "false", "color": "#fff", "sets": "s1; s2", "proposition_id": "P1",
         "description": "upward"},
        {"project_id": "w", "qda_code_id": "c2", "order": 2, "code_path": "P1 > contra",
         "name": "contra", "parent_id": GUID, "is_codable": "true", "proposition_id": "P1",
         "stance": -1},
    ]  # fmt: skip


def test_cases_and_values(rows) -> None:  # type: ignore[no-untyped-def]
    assert rows["qda_cases"] == [
        {"project_id": "w", "qda_case_id": "k1", "order": 1, "name": "Firm A", "case_id": "firm_a",
         "source_ids": f"{GUID}; v", "selection_ids": "x1", "code_ids": "c2"},
        {"project_id": "w", "qda_case_id": "k2", "order": 2, "name": "firm_b", "case_id": "firm_b",
         "source_ids": GUID},
        {"project_id": "w", "qda_case_id": "k3", "order": 3, "name": "Firm Z", "source_ids": "v",
         "selection_ids": "x2"},
        {"project_id": "w", "qda_case_id": "k4", "order": 4, "name": "firm c", "case_id": "firm_c",
         "source_ids": GUID},
    ]  # fmt: skip
    assert rows["qda_values"] == [
        {"project_id": "w", "order": 1, "owner_kind": "case", "owner_id": "k1",
         "variable": "staff", "type": "Integer", "value": "12"},
    ]  # fmt: skip


def test_a_coding_belongs_to_the_cases_of_its_selection_or_else_of_its_source(rows) -> None:  # type: ignore[no-untyped-def]
    assert rows["qda_codings"] == [
        {"project_id": "w", "qda_coding_id": "q1", "order": 1, "qda_source_id": GUID,
         "source": "ward.txt", "selection_id": "x1", "selection_kind": "text", "start": 0,
         "end": 2, "qda_code_id": "c2", "code_path": "P1 > contra", "coder": "Lena",
         "quote_sha1": sha1("Wé"), "case_ids": "firm_a", "proposition_id": "P1", "stance": -1},
        # Its selection is in "Firm Z", which the study does not have: the source's cases count.
        {"project_id": "w", "qda_coding_id": "q2", "order": 2, "qda_source_id": "t",
         "source": "v.mp4", "selection_id": "x2", "selection_kind": "transcript",
         "qda_code_id": GUID, "code_path": "P1", "case_ids": "firm_a", "proposition_id": "P1",
         "place": "begin=1"},
        {"project_id": "w", "qda_coding_id": "q3", "order": 3, "qda_source_id": GUID,
         "source": "ward.txt", "selection_id": "x3", "selection_kind": "text", "start": 3,
         "end": 4, "qda_code_id": GUID, "code_path": "P1", "case_ids": "firm_a; firm_b; firm_c",
         "proposition_id": "P1"},
    ]  # fmt: skip


def test_a_coding_without_a_case_of_the_study(coded: Project, template: Study) -> None:
    table = project_tables(coded, template, project_id="w")["qda_codings"]
    assert table["case_ids"].tolist() == ["firm_a"] * 3
    assert table["proposition_id"].tolist() == ["P1", "P2", None]
    assert table["stance"].tolist() == [1, -1, None]
    assert table["source"].unique().tolist() == ["ward 1.txt"]
    assert table["qda_source_id"].unique().tolist() == [made_guid("src", 1)]


@pytest.mark.parametrize("guid", ["../evil", "con", "ABCDEF", "-bcdef", "x" * 65, "a.b.c.d", ""])
def test_a_guid_that_is_no_file_name_becomes_a_check_sum(guid: str) -> None:
    assert text_file(guid) == hashlib.sha256(guid.encode()).hexdigest()[:32] + ".txt"


@pytest.mark.parametrize("guid", [GUID, "abcdef", "0_-_-_", "x" * 64])
def test_a_plain_guid_is_a_file_name(guid: str) -> None:
    assert text_file(guid) == f"{guid}.txt"
    assert private_folder("w") == "private/qda/w"
