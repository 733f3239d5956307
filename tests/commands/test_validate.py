"""`crosscase validate`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.commands.conftest import Call


def spoil(study_folder: Path, *changes: tuple[str, str]) -> None:
    path = study_folder / "data" / "cases.csv"
    text = path.read_text()
    for old, new in changes:
        text = text.replace(old, new, 1)
    path.write_text(text)


def test_a_valid_study(study_folder: Path, call: Call) -> None:
    done = call("validate", study_folder)
    assert (done.code, done.out, done.err) == (0, "valid: 4 tables, 12 rows\n", "")
    assert call("validate") == done  # $CROSSCASE_STUDY
    document = call("validate", study_folder, "--json").document
    assert document == {
        "valid": True,
        "tables": {"cases": 3, "evidence": 5, "propositions": 2, "sources": 2},
        "problems": [],
    }


def test_every_problem_is_printed_and_counted(study_folder: Path, call: Call) -> None:
    spoil(study_folder, ("failure", "flop"))
    done = call("validate", study_folder)
    line = "data/cases.csv:4:role: a level that is not allowed: 'flop'; allowed: base, success"
    assert done.code == 1
    assert done.out.startswith(line)
    assert done.out.endswith("\n1 problem in 4 tables\n")
    spoil(study_folder, ("firm_a", "Firm A"))
    done = call("validate", study_folder)
    assert done.code == 1
    assert done.out.endswith("problems in 4 tables\n")
    n = len(done.out.splitlines()) - 1
    assert f"\n{n} problems in" in done.out


def test_json_has_each_problem_by_its_parts(study_folder: Path, call: Call) -> None:
    spoil(study_folder, ("failure", "flop"))
    done = call("validate", study_folder, "--json")
    assert done.code == 1
    assert done.err == ""
    assert not done.document["valid"]
    (problem,) = done.document["problems"]
    assert {key: problem[key] for key in ("file", "row", "column", "value")} == {
        "file": "data/cases.csv", "row": 4, "column": "role", "value": "flop",
    }  # fmt: skip


def test_features_are_checked_where_the_tables_are_right(study_folder: Path, call: Call) -> None:
    (study_folder / "data" / "features").mkdir()
    (study_folder / "data" / "features" / "interviews.json").write_text("{")
    done = call("validate", study_folder)
    assert done.code == 1
    assert "data/features/interviews.json" in done.out
    spoil(study_folder, ("failure", "flop"))
    assert "features" not in call("validate", study_folder).out


@pytest.mark.parametrize(
    ("name", "message"), [("none", "there is no such folder"), ("", "no study here")]
)
def test_where_there_is_no_study(tmp_path: Path, call: Call, name: str, message: str) -> None:
    done = call("validate", tmp_path / name, "--json")
    assert (done.code, done.out) == (1, "")
    assert message in done.err


def test_files_of_coders_are_checked_too(study_folder: Path, call: Call) -> None:
    from crosscase.study.known_tables import known_schema, resource_entry

    data = study_folder / "data"
    columns = [field["name"] for field in known_schema("coders")["schema"]["fields"]]
    told = {"coder_id": "x", "kind": "person", "file": "x.csv", "coded": "sentence"}
    row = ",".join(told.get(name, "") for name in columns)
    (data / "coders.csv").write_text(f"{','.join(columns)}\n{row}\n")
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    package["resources"].append(resource_entry("coders", known_schema("coders")))
    (data / "datapackage.json").write_text(json.dumps(package), "utf-8")
    done = call("validate", study_folder)
    assert (done.code, done.out.splitlines()[-1]) == (1, "1 problem in 5 tables")
    assert "data/x.csv: no such file in the study" in done.out
