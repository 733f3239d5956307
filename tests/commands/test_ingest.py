"""`crosscase ingest`: what is printed and returned, and wrong calls."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "study" / "data").mkdir(parents=True)
    (tmp_path / "good.txt").write_text("Hubs learn.\n")
    (tmp_path / "empty.txt").write_text("")
    return tmp_path / "study"


def test_each_file_has_its_line_and_broken_ones_are_counted(study, call):
    found = call("ingest", "good.txt", "empty.txt", "--study", study, "--jobs", 1)
    assert found.code == 1
    assert found.out == (
        "good: 1 paragraphs from good.txt; left out: nothing; written: there were no features yet\n"
        "FAILED empty.txt: is empty\n"
    )
    assert found.err == "1 of 2 files failed\n"
    assert (study / "data/features/good.json").exists()


def test_json_is_one_document_and_lines_go_to_stderr(study, call):
    found = call("ingest", "good.txt", "empty.txt", "--study", study, "--json")
    assert found.code == 1
    assert found.document["study"] == str(study)
    assert found.document["failed"] == 1
    assert [file["status"] for file in found.document["files"]] == ["written", "failed"]
    assert "FAILED empty.txt: is empty" in found.err
    assert "files failed" not in found.err


def test_check_writes_nothing(study, call):
    assert call("ingest", "good.txt", "--study", study, "--check").code == 1
    assert not (study / "data/features").exists()
    assert call("ingest", "good.txt", "--study", study).code == 0
    assert call("ingest", "good.txt", "--study", study, "--check").code == 0


def test_ids_and_the_study_of_the_working_folder(study, call, monkeypatch):
    monkeypatch.chdir(study)
    assert call("ingest", "../good.txt", "--source-id", "main").code == 0
    assert Path("data/features/main.json").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["good.txt", "--source-id", "a", "b"], 2, "--source-id has 2 ids for 1 files"),
        (["good.txt", "--source-id", "../x"], 2, "source id '../x'"),
        (["good.txt", "good.txt"], 2, "good.txt is given twice"),
        (["good.txt", "--jobs", "0"], 2, "--jobs is 0"),
        (["good.txt", "--study", "none"], 1, "none: there is no such folder"),
        ([], 2, "required: FILE"),
    ],
)
def test_wrong_calls(study, call, arguments, code, message):
    given = [] if "--study" in arguments else ["--study", study]
    found = call("ingest", *arguments, *given)
    assert found.code == code
    assert message in found.err
    assert found.out == ""
