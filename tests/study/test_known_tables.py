"""The schemas that crosscase itself holds, and the template that is made from them."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any

import pytest

from crosscase.comparison import claims
from crosscase.study import Study
from crosscase.study.known_tables import known_schema, known_tables, resource_entry

KNOWN = {name: known_schema(name) for name in known_tables()}


def described(root: Path) -> list[tuple[str, dict[str, Any]]]:
    """The known schemas and those of the study in this repository."""
    own = sorted((root / "data" / "schemas").glob("*.json"))
    return [*KNOWN.items(), *((path.stem, json.loads(path.read_text("utf-8"))) for path in own)]


def test_known_are_the_tables_that_crosscase_reads_and_imports() -> None:
    imported = ["qda_cases", "qda_codes", "qda_codings", "qda_sources", "qda_values"]
    coded = ["coders", "coding", "evidence"]
    assert known_tables() == ["cases", "claims", *coded, "propositions", *imported, "sources"]


@pytest.mark.parametrize("name", KNOWN)
def test_keys_and_references_name_columns_that_are_there(name: str) -> None:
    schema = KNOWN[name]["schema"]
    fields = {field["name"] for field in schema["fields"]}
    key = schema["primaryKey"]
    assert set([key] if isinstance(key, str) else key) <= fields
    for link in schema.get("foreignKeys", []):
        pairs = [link["fields"], link["reference"]["fields"]]
        ours, theirs = ([item] if isinstance(item, str) else item for item in pairs)
        other = KNOWN[link["reference"]["resource"]]["schema"]["fields"]
        assert set(ours) <= fields
        assert set(theirs) <= {field["name"] for field in other}


def test_an_entry_says_where_the_table_is_and_how_it_is_written() -> None:
    entry = resource_entry("units", {"title": "Units", "schema": {"fields": []}})
    assert entry == {
        "name": "units", "path": "units.csv", "profile": "tabular-data-resource",
        "format": "csv", "encoding": "utf-8", "title": "Units", "schema": {"fields": []},
    }  # fmt: skip
    assert resource_entry("units", {}, path="coding/units.csv")["path"] == "coding/units.csv"


def test_the_template_follows_from_the_known_schemas(root: Path) -> None:
    made = runpy.run_path(str(root / "scripts" / "make_datapackage.py"))["template_datapackage"]()
    template = root / "toolkit" / "crosscase" / "study" / "template"
    assert (template / "data" / "datapackage.json").read_text("utf-8") == made
    assert [entry["name"] for entry in json.loads(made)["resources"]] == [
        "cases", "evidence", "propositions", "sources",
    ]  # fmt: skip


def test_claims_declared_by_the_known_schema_are_read(study_folder: Path) -> None:
    data = study_folder / "data"
    (data / "claims.csv").write_text(
        "claim_id,proposition_id,group,expects,min_share,silent,text\nP1/base,P1,base,present,,,\n"
    )
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    package["resources"].append(resource_entry("claims", KNOWN["claims"]))
    (data / "datapackage.json").write_text(json.dumps(package), "utf-8")
    (claim,) = claims(Study.open(study_folder))
    assert (claim.id, claim.present_in, claim.absent_in) == ("P1/base", ("firm_a", "firm_b"), ())


def test_every_column_has_a_heading_for_readers(root: Path) -> None:
    for table, schema in described(root):
        titles = [field.get("title", "") for field in schema["schema"]["fields"]]
        assert len(set(titles)) == len(titles), table
        for title in titles:
            assert 0 < len(title) <= 40, (table, title)
            assert title[0].isupper(), (table, title)
            assert "_" not in title, (table, title)
            assert not title.endswith(".") or title == "No.", (table, title)


def test_a_heading_names_the_unit_of_its_column(root: Path) -> None:
    fields = [field for _, schema in described(root) for field in schema["schema"]["fields"]]
    counted = [field for field in fields if "unit" in field]
    assert len(counted) > 40
    for field in counted:
        unit, title = field["unit"], field["title"]
        assert f"({unit})" in title or unit in title.lower(), field["name"]
