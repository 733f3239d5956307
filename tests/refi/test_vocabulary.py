"""The words of the format, against its schema and against the tables of a study."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from crosscase.refi.vocabulary import (
    PART_KINDS,
    PROJECT_NAMESPACE,
    SELECTION_KINDS,
    SOURCE_KINDS,
)
from crosscase.study.known_tables import known_schema

SCHEMA = etree.parse(Path(__file__).parents[1] / "reference" / "refi" / "Project.xsd")


def allowed(table: str, column: str) -> list[str]:
    fields = known_schema(table)["schema"]["fields"]
    (found,) = [field["constraints"]["enum"] for field in fields if field["name"] == column]
    return list(found)


def test_every_element_is_one_of_the_schema() -> None:
    names = set(SCHEMA.xpath("//@name"))
    assert {*SOURCE_KINDS, *PART_KINDS, *SELECTION_KINDS} <= names
    assert SCHEMA.getroot().get("targetNamespace") == PROJECT_NAMESPACE


def test_every_kind_may_stand_in_the_tables_of_a_study() -> None:
    assert allowed("qda_sources", "kind") == [*SOURCE_KINDS.values(), *PART_KINDS.values()]
    assert allowed("qda_codings", "selection_kind") == [*SELECTION_KINDS.values(), "source"]
