"""Opening and validating a study: one clear message for each fault, all faults at once."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from crosscase.cli import main
from crosscase.errors import DataError
from crosscase.study import Study


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def only_problem(folder: Path) -> str:
    _, problems = Study.validate(folder)
    assert len(problems) == 1, [str(p) for p in problems]
    return str(problems[0])


def test_tables_have_the_types_of_the_data_package(study_folder: Path) -> None:
    study = Study.open(study_folder)
    assert study.evidence.stance.tolist() == [1, 1, 1, -1, -1]
    assert str(study.evidence.year.dtype) == "Int64"
    assert pd.isna(study.evidence.informant_id[1])


def test_tables_cannot_be_changed_through_an_attribute(study_folder: Path) -> None:
    study = Study.open(study_folder)
    study.cases.loc[0, "name"] = "changed"
    assert study.cases.loc[0, "name"] == "Firm A"
    with pytest.raises(AttributeError):
        study.root = Path("/")  # type: ignore[misc]


def test_a_study_is_found_from_a_folder_within(study_folder: Path) -> None:
    assert Study.open(study_folder / "notebooks").root == study_folder.resolve()


def test_no_study_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"neither this folder nor one above.*crosscase new DIR"):
        Study.open(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"nowhere: there is no such folder"):
        Study.open(tmp_path / "nowhere")


def test_unknown_table_suggests_the_nearest(study_folder: Path) -> None:
    with pytest.raises(AttributeError, match=r"no table 'evidense' \(did you mean 'evidence'\?\)"):
        _ = Study.open(study_folder).evidense


def test_missing_file(study_folder: Path) -> None:
    (study_folder / "data" / "sources.csv").unlink()
    assert only_problem(study_folder).startswith("data/sources.csv: the file is missing; put")


def test_wrong_type_names_line_column_value_and_mend(study_folder: Path) -> None:
    change(
        study_folder / "data/evidence.csv",
        ",1,firm,interview,a_manager,2024",
        ",1,firm,interview,a_manager,late",
    )
    assert only_problem(study_folder) == (
        "data/evidence.csv:2:year: not of type year: 'late'; a year of four digits, e.g. 2013"
    )


def test_unknown_level_lists_the_levels_and_the_nearest(study_folder: Path) -> None:
    change(study_folder / "data/evidence.csv", "1,firm,interview", "1,firms,interview")
    assert only_problem(study_folder) == (
        "data/evidence.csv:2:specificity: a level that is not allowed: 'firms'; "
        "allowed: firm, joint, blanket (did you mean 'firm'?)"
    )


def test_unknown_proposition(study_folder: Path) -> None:
    change(study_folder / "data/evidence.csv", "firm_b,P2", "firm_b,P7")
    message = only_problem(study_folder)
    assert message.startswith(
        "data/evidence.csv:5:proposition_id: no such id in data/propositions.csv"
    )
    assert "'P7'" in message
    assert "known: P1, P2" in message


def test_duplicate_id_names_both_lines(study_folder: Path) -> None:
    change(study_folder / "data/evidence.csv", "ev-004", "ev-002")
    assert only_problem(study_folder) == (
        "data/evidence.csv:5:evidence_id: a duplicate: 'ev-002'; "
        "the same stands on line 3; ids are given once"
    )


def test_broken_encoding_names_line_and_byte(study_folder: Path) -> None:
    path = study_folder / "data/cases.csv"
    path.write_bytes(path.read_bytes().replace(b"Firm B", b"Firm \xe9"))
    first = Study.validate(study_folder)[1][0]
    assert str(first) == (
        "data/cases.csv:3: a byte that is not UTF-8: '0xe9'; save the file as UTF-8"
    )


def test_empty_table(study_folder: Path) -> None:
    path = study_folder / "data/evidence.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    assert only_problem(study_folder) == (
        "data/evidence.csv:1: the table is empty; give at least one row"
    )


def test_empty_file(study_folder: Path) -> None:
    (study_folder / "data/evidence.csv").write_text("", encoding="utf-8")
    assert "the file is empty" in only_problem(study_folder)


def test_missing_and_unknown_column(study_folder: Path) -> None:
    change(study_folder / "data/cases.csv", "role", "rolle")
    messages = [str(p) for p in Study.validate(study_folder)[1]]
    assert messages[0].startswith("data/cases.csv:1:role: the column is missing")
    assert "an unknown column: 'rolle'" in messages[1]
    assert "did you mean 'role'?" in messages[1]


def test_a_row_with_a_loose_comma(study_folder: Path) -> None:
    change(study_folder / "data/cases.csv", "Firm B,base", "Firm B, Inc.,base")
    message = str(Study.validate(study_folder)[1][0])
    assert message.startswith("data/cases.csv:3: the row has 4 cells, the header has 3")


def test_required_value(study_folder: Path) -> None:
    change(study_folder / "data/cases.csv", "Firm B", "")
    assert only_problem(study_folder) == "data/cases.csv:3:name: a value is required: ''; text"


def test_lines_count_cells_that_run_over_lines(study_folder: Path) -> None:
    path = study_folder / "data/sources.csv"
    path.write_text(
        'source_id,title,kind\ninterviews,"two\nlines",interview\nreports,R,pamphlet\n',
        encoding="utf-8",
    )
    assert only_problem(study_folder).startswith("data/sources.csv:4:kind:")


def test_every_fault_is_told_at_once(
    study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change(study_folder / "data/evidence.csv", "ev-004", "ev-002")
    change(study_folder / "data/evidence.csv", "firm_c,P1", "firm_x,P9")
    assert main(["validate", str(study_folder)]) == 1
    out = capsys.readouterr().out
    assert out.count("data/evidence.csv:") == 3
    assert out.strip().endswith("3 problems in 4 tables")


def test_validate_json(study_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", str(study_folder), "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["valid"] is True
    assert document["tables"]["evidence"] == 5


def test_a_broken_data_package(study_folder: Path) -> None:
    (study_folder / "data/datapackage.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/datapackage.json:1: not a JSON file"):
        Study.open(study_folder)


def test_the_studys_own_data_are_valid(root: Path) -> None:
    rows, problems = Study.validate(root)
    assert [str(p) for p in problems] == []
    assert rows["cases"] == 8
    assert rows["propositions"] == 8


def test_frictionless_agrees_that_the_template_is_valid(study_folder: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(study_folder / "data" / "datapackage.json"))
    assert report.valid, report.flatten(["message"])
