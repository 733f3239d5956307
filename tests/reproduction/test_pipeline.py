"""Running notebooks: what is run again, what a failure leaves behind, what a check notices."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from crosscase.cli import main
from crosscase.errors import DataError, ParameterError
from crosscase.exhibits import compare
from crosscase.reproduction.pipeline import planned_runs, reproduce


@pytest.fixture
def study(reproduced: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    shutil.copytree(reproduced, folder)
    return folder


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_a_fresh_study_gives_exhibits_and_three_documents(reproduced: Path) -> None:
    exhibits = reproduced / "paper" / "exhibits"
    assert {p.name for p in exhibits.iterdir()} == {
        "evidence_matrix.csv", "evidence_matrix.json", "manifest.json", "numbers.json",
        "verdicts.json",
    }  # fmt: skip
    assert (reproduced / "paper" / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert (reproduced / "paper" / "paper.docx").read_bytes().startswith(b"PK")
    assert "<table" in (reproduced / "paper" / "paper.html").read_text(encoding="utf-8")


def test_nothing_is_run_again_where_nothing_changed(study: Path) -> None:
    outcome = reproduce(study, jobs=1)
    assert outcome.executed == ()
    assert outcome.reused == ("01_compare_cases",)


def test_another_place_gives_the_same_bytes(study: Path) -> None:
    before = snapshot(study / "paper" / "exhibits")
    documents = {p.name: p.read_bytes() for p in (study / "paper").glob("paper.*")}
    outcome = reproduce(study, jobs=1, force=True)
    assert outcome.executed == ("01_compare_cases",)
    assert snapshot(study / "paper" / "exhibits") == before
    assert {p.name: p.read_bytes() for p in (study / "paper").glob("paper.*")} == documents


def test_check_passes_and_then_notices_one_changed_cell(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reproduce", str(study), "--check", "--jobs", "1"]) == 0
    assert "reproduced: 1 notebook run," in capsys.readouterr().out
    before = snapshot(study / "paper" / "exhibits")
    edit(
        study / "data" / "evidence.csv",
        "firm_b,P2,sharing/downward,-1",
        "firm_b,P2,sharing/downward,1",
    )
    assert main(["reproduce", str(study), "--check", "--jobs", "1"]) == 1
    out = capsys.readouterr().out
    assert "cell: evidence_matrix [firm_b" in out
    assert "input: data/evidence.csv" in out
    assert snapshot(study / "paper" / "exhibits") == before


def test_check_notices_a_change_that_no_notebook_reads(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(study / "data" / "sources.csv", "Annual reports", "Yearly reports")
    assert main(["reproduce", str(study), "--check", "--jobs", "1"]) == 1
    assert "input: data/sources.csv" in capsys.readouterr().out


def test_a_failing_notebook_names_its_cell_and_leaves_the_baseline(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(study / "paper" / "exhibits")
    edit(study / "notebooks" / "01_compare_cases.ipynb", "len(study.evidence)", "len(1 / 0)")
    assert main(["reproduce", str(study), "--jobs", "1"]) == 1
    message = capsys.readouterr().err
    assert (
        "notebooks/01_compare_cases.ipynb, cell 7: ZeroDivisionError: division by zero" in message
    )
    assert "Traceback" not in message
    assert "build/notebooks/01_compare_cases.ipynb" in message
    assert snapshot(study / "paper" / "exhibits") == before


def test_bad_data_stop_before_anything_is_run(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(study / "paper" / "exhibits")
    edit(study / "data" / "evidence.csv", "firm_b,P2", "firm_b,P8")
    assert main(["reproduce", str(study)]) == 1
    assert "data/evidence.csv:5:proposition_id" in capsys.readouterr().err
    assert snapshot(study / "paper" / "exhibits") == before


def test_a_parameter_changes_a_variant_and_not_the_baseline(study: Path) -> None:
    before = snapshot(study / "paper" / "exhibits")
    outcome = reproduce(study, parameters={"include_joint": "false"}, jobs=1)
    assert outcome.exhibits == study.resolve() / "build" / "variant" / "exhibits"
    assert snapshot(study / "paper" / "exhibits") == before
    found = compare(study, outcome.exhibits)
    assert any(d.kind == "cell" and d.row.startswith("firm_c") for d in found)
    facts = json.loads((outcome.exhibits / "evidence_matrix.json").read_text(encoding="utf-8"))
    assert facts["parameters"] == {"include_blanket": True, "include_joint": False}


def test_only_takes_an_exhibit_or_a_notebook(study: Path) -> None:
    assert reproduce(study, only=["evidence_matrix"], jobs=1, paper=False).reused
    assert reproduce(study, only=["01_compare_cases"], jobs=1, paper=False).reused
    with pytest.raises(ParameterError, match=r"--only nothing: neither an exhibit"):
        reproduce(study, only=["nothing"])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"colour": "1"}, r"no notebook has a parameter 'colour'; parameters: include_blanket"),
        ({"include_joint": "maybe"}, r"parameter include_joint: 'maybe' is not of the type"),
        ({"include_joint": "1"}, r"parameter include_joint: '1' is not of the type"),
    ],
)
def test_faults_of_parameters(study: Path, given: dict[str, str], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        planned_runs(study, given)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-p", "x"], "-p x: give NAME=VALUE"),
        (["--check", "-p", "include_joint=false"], "no -p, no --out"),
        (["--jobs", "0"], "'0': give a whole number of at least 1"),
    ],
)
def test_faults_of_usage_exit_2(
    study: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(["reproduce", str(study), *arguments]) == 2
    assert message in capsys.readouterr().err


def test_several_runs_of_one_notebook(study: Path) -> None:
    (study / "notebooks" / "runs.toml").write_text(
        '["01_compare_cases"]\nruns = [{include_joint = true}, {include_joint = false}]\n',
        encoding="utf-8",
    )
    runs = planned_runs(study)
    assert [run.name for run in runs] == ["01_compare_cases--True", "01_compare_cases--False"]
    with pytest.raises(Exception, match=r"both publish 'evidence_matrix'"):
        reproduce(study, jobs=2)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", r"notebooks/runs.toml: not TOML"),
        ('["x"]\nruns = []\n', r"no notebook 'x'"),
        ('["01_compare_cases"]\nruns = [{colour = 1}]\n', r"has no parameter 'colour'"),
    ],
)
def test_faults_of_the_runs_file(study: Path, text: str, message: str) -> None:
    (study / "notebooks" / "runs.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        planned_runs(study)


def test_a_notebook_that_is_none(study: Path) -> None:
    (study / "notebooks" / "02_broken.ipynb").write_text("no", encoding="utf-8")
    with pytest.raises(DataError, match=r"notebooks/02_broken.ipynb: not a notebook"):
        reproduce(study)


def test_evidence_that_does_not_exist(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(study / "notebooks" / "01_compare_cases.ipynb", "evidence=study.evidence.evidence_id",
         "evidence=['ev-999']")  # fmt: skip
    assert main(["reproduce", str(study), "--jobs", "1"]) == 1
    assert "names evidence 'ev-999'" in capsys.readouterr().err
