"""`crosscase export-qda`."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.refi import read_project
from tests.commands.conftest import Call
from tests.refi.archives import wards


def test_each_file_is_named_with_what_it_holds(
    tmp_path: Path, study_folder: Path, call: Call
) -> None:
    out = tmp_path / "both"
    done = call("export-qda", study_folder, out)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        f"{out}/my-study.qdpx: 2 sources, 10 codes, 3 cases and 10 codings\n"
        f"{out}/my-study.qdc: 2 sources, 10 codes, 3 cases and 10 codings\n"
    )
    assert read_project(out / "my-study.qdpx").counts["codings"] == 10


def test_json_is_one_document(tmp_path: Path, study_folder: Path, call: Call) -> None:
    done = call("export-qda", study_folder, tmp_path / "o.qdpx", "--json")
    assert (done.code, done.err) == (0, "")
    assert done.document == {
        "counts": {"sources": 2, "codes": 10, "cases": 3, "codings": 10},
        "written": [f"{tmp_path}/o.qdpx"],
    }


def test_imported_codings_alone(tmp_path: Path, study_folder: Path, call: Call) -> None:
    call("import-qda", wards(tmp_path), "--study", study_folder)
    for options, codings in ([], 13), (["--imported-only"], 3):
        done = call("export-qda", study_folder, tmp_path / "o.qdpx", "--json", *options)
        assert done.document["counts"]["codings"] == codings


def test_what_cannot_be_written(tmp_path: Path, study_folder: Path, call: Call) -> None:
    (tmp_path / "file").write_text("")
    for out, message in (
        ("o.docx", "the suffix '.docx' is not one of an exchange file"),
        ("file/o.qdc", "cannot be written"),
    ):
        refused = call("export-qda", study_folder, tmp_path / out, "--json")
        assert (refused.code, refused.out) == (1, "")
        assert message in refused.err
    refused = call("export-qda", study_folder, tmp_path / "o.qdc", "--imported-only")
    assert (refused.code, refused.out) == (1, "")
    assert "there are no codes to export; code some evidence first" in refused.err


def test_where_there_is_no_study(tmp_path: Path, call: Call) -> None:
    refused = call("export-qda", tmp_path / "none", tmp_path / "o.qdc")
    assert (refused.code, refused.out) == (1, "")
    assert "there is no such folder" in refused.err


@pytest.mark.parametrize("arguments", [[], ["study"]])
def test_usage(call: Call, arguments: list[str]) -> None:
    refused = call("export-qda", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert "the following arguments are required: " in refused.err
    assert refused.err.endswith("Try 'crosscase export-qda --help'.\n")
