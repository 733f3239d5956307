"""`crosscase trace`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.conftest import Call


@pytest.mark.parametrize("arguments", [[], ["counts", "--number", "rows"], ["--row", "1"]])
def test_an_exhibit_or_a_number(exhibits: Path, call: Call, arguments: list[str]) -> None:
    refused = call("trace", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == "crosscase trace: give an exhibit id, or --number KEY\n"


def test_an_exhibit_as_lines(exhibits: Path, call: Call) -> None:
    done = call("trace", "counts")
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert "exhibit     counts" in lines
    assert "title       Rows by case" in lines
    assert "source      main: Table 1" in lines
    assert "notebook    01_a" in lines
    assert "parameters  include_joint=True" in lines
    (first,) = [line for line in lines if "ev-001" in line]
    assert first == (
        "evidence    ev-001  [interviews interview 1 ¶12]  Replace this row: what the source says "
        "in your own words"
    )
    assert sum(line.startswith("evidence") for line in lines) == 3


@pytest.mark.parametrize(
    ("options", "ids", "value"),
    [
        ([], ["ev-001", "ev-002", "ev-003"], None),
        (["--row", "Firm A", "--column", "n"], ["ev-001", "ev-002"], "2"),
        (["--row", "1", "--column", "share"], ["ev-001"], "0.50"),
        (["--row", "2", "--column", "Number"], ["ev-003"], "1"),
        (["--row", "Firm B"], ["ev-003"], None),
        (["--column", "share"], ["ev-001"], None),
    ],
)
def test_json_of_an_exhibit_or_a_cell(
    exhibits: Path, call: Call, options: list[str], ids: list[str], value: str | None
) -> None:
    document = call("trace", "counts", *options, "--json").document
    assert document["evidence"] == ids
    assert document.get("value") == value
    rows = document["evidence_rows"]
    assert [(row["id"], row["table"]) for row in rows] == [(id, "evidence") for id in ids]
    assert {row["source_id"] for row in rows} <= {"interviews", "reports"}
    assert document["exhibit"] == "counts"


def test_a_number_and_a_verdict(exhibits: Path, call: Call) -> None:
    document = call("trace", "--number", "rows", "--json").document
    assert (document["number"], document["value"]) == ("rows", 3)
    assert [row["id"] for row in document["evidence_rows"]] == ["ev-003"]
    lines = call("trace", "--number", "rows").out.splitlines()
    assert f"input       data/a.csv  sha256 {'f' * 12}" in lines
    lines = call("trace", "--number", "P1/base").out.splitlines()
    assert lines[:3] == ["number      P1/base", "verdict     holds", "sentence    It is seen."]


def test_where_no_evidence_is_recorded(exhibits: Path, call: Call) -> None:
    done = call("trace", "--number", "P2/base")
    line = "evidence    none recorded: computed from the inputs as a whole"
    assert line in done.out.splitlines()
    document = call("trace", "--number", "P2/base", "--json").document
    assert document["evidence"] == document["evidence_rows"] == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none"], "no exhibit 'none'; there are: counts"),
        (["counts", "--row", "0"], "exhibit 'counts' has no row '0'; rows: Firm A, Firm B"),
        (["counts", "--row", "3"], "exhibit 'counts' has no row '3'; rows: Firm A, Firm B"),
        (["counts", "--column", "x"], "exhibit 'counts' has no column 'x'; columns: "),
        (["--number", "x"], "no number 'x'; there are: rows"),
    ],
)
def test_what_is_not_there(exhibits: Path, call: Call, arguments: list[str], message: str) -> None:
    refused = call("trace", *arguments, "--json")
    assert (refused.code, refused.out) == (1, "")
    assert f"crosscase trace: {message}" in refused.err


def test_other_studies_and_other_exhibits(
    exhibits: Path, study_folder: Path, tmp_path: Path, call: Call,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("CROSSCASE_STUDY")
    monkeypatch.chdir(tmp_path)
    assert call("trace", "counts").code == 1
    assert call("trace", "counts", "--study", study_folder).code == 0
    other = tmp_path / "other"
    shutil.copytree(exhibits, other)
    path = other / "counts.json"
    path.write_text(path.read_text().replace("Rows by case", "Other title"))
    done = call("trace", "counts", "--study", study_folder, "--exhibits", other, "--json")
    assert done.document["title"] == "Other title"
    assert call("trace", "counts", "--study", study_folder, "--exhibits", tmp_path / "x").code == 1
