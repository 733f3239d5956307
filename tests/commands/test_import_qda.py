"""`crosscase import-qda`."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.study import Study
from tests.commands.conftest import Call
from tests.refi.archives import (
    CODE_A,
    USER,
    archive,
    project_xml,
    selection,
    simple,
    text_source,
    wards,
)


def files(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_text(tmp_path: Path) -> Path:
    return archive(tmp_path / "p.qdpx", project_xml(text_source(selection(1, 3, 9))), {})


def test_a_dry_run_prints_one_document_and_writes_nothing(tmp_path: Path, call: Call) -> None:
    text = "Q: What changed?\nWe lost two midwives. Nobody told us – why 😡.\n"
    path = simple(tmp_path, text, ["We lost two midwives.", "Nobody told us – why 😡."])
    before = files(tmp_path)
    done = call("import-qda", path, "--dry-run", "--json")
    assert (done.code, done.err) == (0, "")
    document = done.document
    assert set(document) == {"counts", "positions", "warnings", "codings"}
    assert document["counts"] == {"sources": 1, "codes": 2, "cases": 0, "codings": 2}
    assert document["positions"].startswith("code points")
    assert document["warnings"] == []
    assert document["codings"][0] == {
        "source": "ward 1.txt",
        "start": 17,
        "end": 38,
        "code": "Loss > Staff",
        "coder": "Lena",
        # printf 'We lost two midwives.' | sha1sum
        "quote_sha1": "4b14ee3f08631a195d612ee3d860a7dad6bdf226",
    }
    assert files(tmp_path) == before


def test_a_dry_run_needs_no_study(
    tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSCASE_STUDY", raising=False)
    path = wards(tmp_path)
    done = call("import-qda", path, "--dry-run")
    assert done.code == 0
    assert done.out == (
        "REFI-QDA project 'Wards' (Test): 1 source, 5 codes, 2 cases and 3 codings\n"
        "positions: code points (3 of 3 named quotes found there)\n"
    )
    refused = call("import-qda", path)
    assert (refused.code, refused.out) == (1, "")
    assert "no study here" in refused.err


def test_an_import_says_what_it_wrote(tmp_path: Path, study_folder: Path, call: Call) -> None:
    done = call("import-qda", wards(tmp_path), "--study", study_folder)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[2] == (
        "written: data/qda_sources.csv, data/qda_codes.csv, data/qda_cases.csv, "
        "data/qda_values.csv, data/qda_codings.csv, data/datapackage.json; "
        "2 files under private/"
    )
    codings = Study.open(study_folder).qda_codings
    assert codings["project_id"].unique().tolist() == ["my_wards"]


def test_json_of_an_import_is_that_of_the_dry_run(
    tmp_path: Path, study_folder: Path, call: Call
) -> None:
    path = wards(tmp_path)
    done = call("import-qda", path, "--study", study_folder, "--name", "w", "--json")
    assert done.document == call("import-qda", path, "--dry-run", "--json").document
    assert Study.open(study_folder).qda_codings["project_id"].unique().tolist() == ["w"]


def test_a_short_name_that_is_none(tmp_path: Path, study_folder: Path, call: Call) -> None:
    refused = call("import-qda", wards(tmp_path), "--study", study_folder, "--name", "../x")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "crosscase import-qda: the project's short name '../x' is not allowed: a–z, 0–9 and _ "
        "only; give another with --name\n"
    )


def test_missing_texts_stop_an_import_but_not_a_dry_run(
    tmp_path: Path, study_folder: Path, call: Call
) -> None:
    path, before = without_text(tmp_path), files(study_folder)
    refused = call("import-qda", path, "--study", study_folder)
    assert (refused.code, refused.out) == (1, "")
    assert f"{path}: the texts of 1 source are missing (ward 1.txt)" in refused.err
    assert files(study_folder) == before
    done = call("import-qda", path, "--dry-run", "--json")
    assert done.code == 0
    assert done.err.startswith("crosscase import-qda: 1 text is missing (ward 1.txt: ")
    assert done.document["warnings"][0] in done.err
    (coding,) = done.document["codings"]
    assert (coding["start"], coding["end"], coding["quote_sha1"]) == (3, 9, None)
    assert call("import-qda", path, "--study", study_folder, "--allow-missing").code == 0
    assert Study.open(study_folder).qda_codings["quote_sha1"].isna().all()


@pytest.mark.parametrize(("n", "more"), [(8, ""), (9, "… and 1 more (--json has them all)")])
def test_many_warnings_are_cut_short(tmp_path: Path, call: Call, n: int, more: str) -> None:
    selections = "".join(selection(i, 3, 90 + i) for i in range(n))
    path = archive(tmp_path / "p.qdpx", project_xml(text_source(selections)), {1: b"Short."})
    done = call("import-qda", path, "--dry-run", "--json")
    lines = done.err.splitlines()
    assert len(done.document["warnings"]) == n
    assert sum("lies beyond the text" in line for line in lines) == 8
    assert lines[8:] == ([f"crosscase import-qda: {more}"] if more else [])


def test_json_keeps_letters_as_they_are(tmp_path: Path, call: Call) -> None:
    path = simple(tmp_path, "Staff left.", ["Staff"])
    codes = project_xml(text_source(selection(1, 0, 5))).replace('"Staff"', '"Verlust – 😡"')
    archive(path, codes, {1: b"Staff left."})
    out = call("import-qda", path, "--dry-run", "--json").out
    assert '"Loss > Verlust – 😡"' in out
    assert out.startswith('{\n "counts": {')


HOSTILE = b'<!DOCTYPE P [<!ENTITY a "aaaa">]><Project name="&a;"/>'


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7 not this", "neither a zip archive (.qdpx) nor XML"),
        (b"<Project><Sources></Project>", "the XML is broken"),
        (b"<html/>", "the root element is: 'html'"),
        (HOSTILE, "the XML declares a document type"),
        (b"PK\x03\x04 cut off", "neither a zip archive"),
    ],
)
def test_files_that_are_no_projects_leave_the_study_alone(
    tmp_path: Path, study_folder: Path, call: Call, data: bytes, message: str
) -> None:
    path, before = tmp_path / "bad.qdpx", files(study_folder)
    path.write_bytes(data)
    for options in ([], ["--json"], ["--dry-run", "--json"]):
        refused = call("import-qda", path, "--study", study_folder, *options)
        assert (refused.code, refused.out) == (1, "")
        assert message in refused.err
    assert files(study_folder) == before


def test_references_that_lead_nowhere_are_all_told(
    tmp_path: Path, study_folder: Path, call: Call
) -> None:
    xml = project_xml(text_source(selection(1, 0, 5) + selection(2, 9, 5)))
    xml = xml.replace(f'guid="{CODE_A}"', f'guid="{USER}x"')
    xml = xml.replace("<Sources>", '<Cases><Case guid="k" name="K"><CodeRef targetGUID="n"/></Case>'
                      "</Cases><Sources>")  # fmt: skip
    path, before = archive(tmp_path / "p.qdpx", xml, {1: b"Staff left."}), files(study_folder)
    refused = call("import-qda", path, "--study", study_folder)
    assert (refused.code, refused.out) == (1, "")
    assert "positions out of order: '9–5'" in refused.err
    assert "the case 'K' refers to an unknown GUID: 'n'" in refused.err
    assert files(study_folder) == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "the following arguments are required: file"),
        (["a.qdpx", "--name"], "argument --name: expected one argument"),
        (["a.qdpx", "--wet-run"], "unrecognized arguments: --wet-run"),
    ],
)
def test_usage(call: Call, arguments: list[str], message: str) -> None:
    refused = call("import-qda", *arguments)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == f"crosscase import-qda: {message}\nTry 'crosscase import-qda --help'.\n"


def test_no_such_file(tmp_path: Path, call: Call) -> None:
    refused = call("import-qda", tmp_path / "no.qdpx", "--dry-run")
    assert (refused.code, refused.out) == (1, "")
    assert "no.qdpx: there is no such file; give a .qdpx, .qde or .qdc file" in refused.err
