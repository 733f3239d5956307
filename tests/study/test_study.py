"""An opened study: tables as attributes, copies, names of cases, what was read."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

import crosscase as cc
from crosscase.errors import DataError, ParameterError
from crosscase.study import Study, file_sha256, reads
from crosscase.study import study as module


@pytest.fixture
def study(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setattr(module, "_READS", {})
    return Study.open(study_folder)


def test_tables_have_the_types_of_the_data_package(study: Study) -> None:
    assert study.evidence.stance.tolist() == [1, 1, 1, -1, -1]
    assert str(study.evidence.year.dtype) == "Int64"
    assert pd.isna(study.evidence.informant_id[1])


def test_tables_cannot_be_changed_through_an_attribute(study: Study) -> None:
    changed = study.cases
    changed.loc[0, "name"] = "changed"
    assert study.cases.loc[0, "name"] == "Firm A"
    with pytest.raises(AttributeError):
        study.root = Path("/")  # type: ignore[misc]


def test_unknown_table_suggests_the_nearest(study: Study) -> None:
    message = (
        r"the study has no table 'evidense' \(did you mean 'evidence'\?\); "
        r"its tables: cases, evidence, propositions, sources"
    )
    with pytest.raises(AttributeError, match=message):
        _ = study.evidense
    for ask in (study.table, study.fields, study.package_key):
        with pytest.raises(DataError, match=message):
            ask("evidense")


def test_private_names_are_not_looked_up_among_the_tables(study: Study) -> None:
    with pytest.raises(AttributeError, match=r"^_nothing$"):
        _ = study._nothing
    assert {"cases", "evidence", "open", "named"} <= set(dir(study))


def test_what_was_read_is_noted_with_its_hash(study: Study) -> None:
    assert reads() == {}
    _ = study.evidence
    _ = study.cases
    path = study.path("sources.csv")
    assert path == study.root / "data" / "sources.csv"
    assert list(reads()) == ["data/cases.csv", "data/evidence.csv", "data/sources.csv"]
    assert reads()["data/cases.csv"] == file_sha256(study.root / "data" / "cases.csv")


def test_a_file_that_is_not_there_is_named(study: Study) -> None:
    with pytest.raises(DataError, match=r"data/features/main.json: no such file in the study"):
        study.path("features", "main.json")


def test_a_table_says_which_it_is_and_keeps_it_through_pandas(study: Study) -> None:
    assert study.evidence.attrs == {"table": "evidence"}
    assert study.evidence.query("stance > 0")[["case_id"]].attrs == {"table": "evidence"}


def test_cases_go_by_their_names_in_every_table(study: Study) -> None:
    named = study.named()
    assert named.cases.case_id.tolist() == ["Firm A", "Firm B", "Firm C"]
    assert named.evidence.case_id.tolist() == ["Firm A", "Firm A", "Firm B", "Firm B", "Firm C"]
    assert study.evidence.case_id[0] == "firm_a"
    assert named.propositions.proposition_id.tolist() == ["P1", "P2"]
    by_role = study.named(table="sources", by="title")
    assert by_role.evidence.source_id[0] == "Interviews of your study"
    assert by_role.evidence.case_id[0] == "firm_a"


def test_a_key_of_another_name_follows_its_foreign_key(study: Study) -> None:
    fields = [{"name": name} for name in ("left", "right", "quoted", "called")]
    links = [
        {"fields": "quoted", "reference": {"resource": "evidence", "fields": "case_id"}},
        {"fields": "called", "reference": {"resource": "cases", "fields": "name"}},
        {"fields": "left", "reference": {"resource": "cases", "fields": "case_id"}},
        {"fields": ["right"], "reference": {"resource": "sources", "fields": ["source_id"]}},
    ]
    entry = {
        "name": "pairs",
        "path": "pairs.csv",
        "schema": {"fields": fields, "foreignKeys": links},
    }
    package = {"resources": [*study.package["resources"], entry]}
    pairs = pd.DataFrame({"left": ["firm_a", "firm_z"], "right": ["firm_a", "reports"]})
    pairs = pairs.assign(quoted="firm_a", called="firm_a")
    wider = Study(study.root, package, {**study._tables, "pairs": pairs})
    named = wider.named()._tables["pairs"]
    assert named.left.tolist() == ["Firm A", "firm_z"]
    assert named.right.tolist() == ["firm_a", "reports"]
    assert named.quoted.tolist() == named.called.tolist() == ["firm_a", "firm_a"]


def test_a_case_that_names_another_case_follows_too(study: Study) -> None:
    link = {"fields": "parent", "reference": {"resource": "", "fields": "case_id"}}
    entry = {"name": "cases", "path": "cases.csv", "schema": {"fields": [], "foreignKeys": [link]}}
    entry["schema"]["primaryKey"] = "case_id"  # type: ignore[index]
    cases = study.cases.assign(parent=["firm_b", None, "firm_a"])
    named = Study(study.root, {"resources": [entry]}, {"cases": cases}).named()
    assert named._tables["cases"]["parent"].tolist()[::2] == ["Firm B", "Firm A"]


def test_names_must_be_there_and_differ(study: Study) -> None:
    with pytest.raises(
        ParameterError, match=r"named\(table='cases', by='x'\).*case_id, name, role"
    ):
        study.named(by="x")
    with pytest.raises(DataError, match=r"the study has no table 'nothing'"):
        study.named(table="nothing")
    with pytest.raises(
        ParameterError, match=r"cases.role: empty or the same for firm_a, firm_b; names"
    ):
        study.named(by="role")
    nameless = study.cases.assign(name=["Firm A", None, "Firm C"])
    with pytest.raises(ParameterError, match=r"cases.name: empty or the same for firm_b; names"):
        Study(study.root, study.package, {**study._tables, "cases": nameless}).named()


def test_keys_fields_and_titles_are_those_of_the_schema(study: Study) -> None:
    assert study.package_key("evidence") == "evidence_id"
    fields = study.fields("cases")
    assert fields.columns.tolist() == ["field", "type", "unit", "title", "description"]
    assert fields.field.tolist() == ["case_id", "name", "role"]
    assert fields.type.tolist() == ["string"] * 3
    assert study.fields("evidence").set_index("field").type["year"] == "year"
    assert set(fields.unit) == {""}
    assert isinstance(study.titles("cases"), dict)


def test_tables_are_listed_by_name_and_fields_are_text_unless_said(study: Study) -> None:
    described = [{"name": "a"}, {"name": "b", "type": "year", "unit": "years", "title": "B"}]
    entry = {"name": "z", "path": "z.csv", "title": "Zs", "schema": {"fields": described}}
    tables = {"z": pd.DataFrame({"a": ["x", "y", "z"], "b": [1, 2, 3]}), "a": pd.DataFrame()}
    package = {"resources": [entry, {"name": "a", "path": "a.csv", "schema": {"fields": []}}]}
    made = Study(study.root, package, tables)
    assert made.tables == ["a", "z"]
    assert made.overview().to_dict("records") == [
        {"table": "a", "rows": 0, "columns": 0, "holds": ""},
        {"table": "z", "rows": 3, "columns": 2, "holds": "Zs"},
    ]
    assert made.fields("z").to_numpy().tolist() == [
        ["a", "string", "", "", ""], ["b", "year", "years", "B", ""],
    ]  # fmt: skip


def test_faults_of_one_line_are_told_by_column_and_those_of_the_line_first(
    study_folder: Path,
) -> None:
    path = study_folder / "data" / "evidence.csv"
    first, second, third, *rest = path.read_text(encoding="utf-8").splitlines()
    second = second.replace(",1,firm,", ",5,firmly,") + ",one more"
    third = third.replace("P2,", "P9,")
    path.write_text("\n".join([first, second, third, *rest]) + "\n", encoding="utf-8")
    _, problems = Study.validate(study_folder)
    assert [(p.row, p.column) for p in problems] == [
        (2, None), (2, "specificity"), (2, "stance"), (3, "proposition_id"),
    ]  # fmt: skip


def test_a_file_without_a_schema_is_no_table(study_folder: Path) -> None:
    path = study_folder / "data" / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"].append({"name": "notes", "path": "notes.md"})
    path.write_text(json.dumps(package), encoding="utf-8")
    assert Study.open(study_folder).tables == ["cases", "evidence", "propositions", "sources"]


def test_titles_are_those_of_the_table_asked_for(study: Study) -> None:
    entries = [
        {"name": name, "path": "", "schema": {"fields": [{"name": "case_id", "title": title}]}}
        for name, title in (("firms", "Firm"), ("towns", "Town"))
    ]
    made = Study(study.root, {"resources": entries}, {})
    assert made.titles("firms") == {"case_id": "Firm"}
    assert made.titles() == {}


def test_text_and_html_tell_the_tables(study: Study) -> None:
    assert repr(study) == f"Study {study.name}: 4 tables, 12 rows"
    odd = Study(study.root, {"name": "a<b", "resources": []}, {})
    assert "<b>Study a&lt;b: 0 tables" in odd._repr_html_()
    html = study._repr_html_()
    assert repr(study) in html
    assert study.overview().table.tolist() == ["cases", "evidence", "propositions", "sources"]
    assert study.overview().rows.tolist() == [3, 5, 2, 2]
    for name in study.tables:
        assert f"<tr>\n      <td>{name}</td>" in html


def test_faults_stop_the_opening(study_folder: Path) -> None:
    path = study_folder / "data" / "cases.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("Firm B", ""), encoding="utf-8")
    with pytest.raises(DataError, match=r"data/cases.csv:3:name: a value is required"):
        Study.open(study_folder)


def test_every_fault_of_every_table_is_told_in_the_order_of_the_files(study_folder: Path) -> None:
    data = study_folder / "data"
    for name, old, new in (("evidence", "ev-004", "ev-002"), ("evidence", "firm_a,P1", "x,P1"),
                           ("cases", "Firm B", "")):  # fmt: skip
        text = (data / f"{name}.csv").read_text(encoding="utf-8")
        (data / f"{name}.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
    rows, problems = Study.validate(study_folder)
    assert rows == {"cases": 3, "evidence": 5, "propositions": 2, "sources": 2}
    assert [(p.file, p.row) for p in problems] == [
        ("data/cases.csv", 3), ("data/evidence.csv", 2), ("data/evidence.csv", 5),
    ]  # fmt: skip


def test_the_name_falls_back_on_the_folder(study: Study) -> None:
    assert Study(study.root, {"resources": []}, {}).name == "study"
    assert cc.Study is Study
