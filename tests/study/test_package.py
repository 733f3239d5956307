"""Where a study is, and what its data package says of its tables."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.study.package import (
    column_titles,
    file_sha256,
    find_root,
    primary_key,
    read_package,
    resource,
)


def package_of(path: Path, value: object) -> Path:
    (path / "data").mkdir()
    (path / "data" / "datapackage.json").write_text(json.dumps(value), encoding="utf-8")
    return path


def table(name: str, *fields: dict[str, str], **schema: object) -> dict[str, object]:
    return {"name": name, "path": f"{name}.csv", "schema": {"fields": list(fields), **schema}}


def test_a_study_is_found_from_below_by_the_environment_and_by_the_working_folder(
    study_folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert find_root(study_folder / "data") == study_folder.resolve()
    assert find_root() == study_folder.resolve()
    monkeypatch.delenv("CROSSCASE_STUDY")
    monkeypatch.chdir(study_folder / "notebooks")
    assert find_root() == study_folder.resolve()


def test_no_study_says_where_it_looked_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DataError, match=r"neither this folder nor one above.*crosscase new DIR"):
        find_root(tmp_path)
    with pytest.raises(DataError, match=r"nowhere: there is no such folder; give the folder"):
        find_root(tmp_path / "nowhere")
    monkeypatch.setenv("CROSSCASE_STUDY", str(tmp_path / "gone"))
    with pytest.raises(DataError, match=r"gone: no study here"):
        find_root()


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], r"'resources' is missing or empty"),
        ({"resources": []}, r"'resources' is missing or empty"),
        ({"resources": {}}, r"'resources' is missing or empty"),
        ({"resources": [{"name": "a"}]}, r"resource 1 \(a\) needs 'name', 'path'"),
        ({"resources": [table("a"), {"path": "b.csv"}]}, r"resource 2 \(\?\) needs"),
        ({"resources": [{"name": "a", "path": "a.csv", "schema": "x"}]}, r"resource 1 \(a\)"),
        ({"resources": [{"name": "a", "path": "a.csv", "schema": {}}]}, r"resource 1 \(a\)"),
    ],
)
def test_faults_of_a_package(tmp_path: Path, value: object, message: str) -> None:
    with pytest.raises(DataError, match=message):
        read_package(package_of(tmp_path, value))


def test_a_package_that_is_no_json_names_its_line(tmp_path: Path) -> None:
    root = package_of(tmp_path, {})
    (root / "data" / "datapackage.json").write_text('{\n"a": }', encoding="utf-8")
    with pytest.raises(DataError, match=r"data/datapackage.json:2: not a JSON file in UTF-8"):
        read_package(root)
    (root / "data" / "datapackage.json").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError, match=r"data/datapackage.json: not a JSON file in UTF-8"):
        read_package(root)


def test_a_resource_without_a_schema_is_a_file_of_its_own_kind(tmp_path: Path) -> None:
    listed = {"resources": [{"name": "notes", "path": "notes.md"}, table("a")]}
    package = read_package(package_of(tmp_path, listed))
    assert resource(package, "a")["path"] == "a.csv"
    assert primary_key(resource(package, "notes")) is None


def test_a_key_is_given_as_a_name_or_as_a_list() -> None:
    assert primary_key(table("a", primaryKey="case_id")) == "case_id"
    assert primary_key(table("a", primaryKey=["case_id"])) == "case_id"
    assert primary_key(table("a", primaryKey=["x", "y"])) is None
    assert primary_key(table("a")) is None


def test_titles_of_a_table_come_before_those_that_all_tables_share() -> None:
    field = {"name": "case_id", "title": "Firm"}
    other = {"name": "case_id", "title": "Case"}
    shared = {"name": "year", "title": "Year"}
    package = {"resources": [table("a", field, shared), table("b", other, {"name": "n"})]}
    assert column_titles(package) == {"year": "Year"}
    assert column_titles(package, "a") == {"year": "Year", "case_id": "Firm"}
    assert column_titles(package, "b") == {"year": "Year", "case_id": "Case"}


def test_the_hash_is_that_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"abc")
    assert file_sha256(path) == hashlib.sha256(b"abc").hexdigest()
