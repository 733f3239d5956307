"""From notebooks to exhibits and documents: what is made, where it goes, what a failure leaves.

Most tests let a quick stand-in run the notebooks; the last ones run the template's for good.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from crosscase.cli import main
from crosscase.errors import DataError, ParameterError, RunError
from crosscase.exhibits import compare
from crosscase.exhibits.folder import ExhibitFolder, Session
from crosscase.reproduction import pipeline
from crosscase.reproduction.pipeline import reproduce
from crosscase.reproduction.runs import Run
from crosscase.study.package import file_sha256
from crosscase.study.study import Study


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


class Notebooks:
    """Stand-ins: each run publishes a table called like its notebook, and a number."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.monkeypatch = root, monkeypatch
        self.evidence = ["ev-001"]
        self.executed: list[str] = []
        self.options: dict[str, Any] = {}

    def execute(
        self,
        runs: Sequence[Run],
        root: Path,
        executed: Path,
        keep: Callable[[Run, ExhibitFolder], None],
        **options: Any,
    ) -> None:
        assert root == self.root
        assert executed.is_dir()
        self.options = {**options, "executed": executed}
        for run in runs:
            if "fail" in run.notebook.read_text(encoding="utf-8"):
                raise RunError(f"{run.name} failed")
            self.executed.append(run.name)
            keep(run, self.publish(run))

    def publish(self, run: Run) -> ExhibitFolder:
        folder = ExhibitFolder(self.root / "scratch" / run.name)
        session = Session(folder.path, run.notebook.stem, run.name, run.values)
        for name, value in session.environment().items():
            self.monkeypatch.setenv(name, value)
        evidence = {"all": self.evidence, "cells": {}}
        facts = {"id": run.notebook.stem, "kind": "table", "numeric": [], "evidence": evidence}
        folder.write({**facts, "title": "T"}, f"n\n{run.values['n']}\n".encode())
        folder.add("numbers", {f"number_{run.notebook.stem}": {"text": str(run.values["n"])}})
        return folder


@pytest.fixture
def notebooks(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Notebooks:
    """A study of two notebooks, `first` and `second`, that are quick to run."""
    (study_folder / "notebooks" / "01_compare_cases.ipynb").unlink()
    for name in ("first", "second"):
        cells = [
            {"cell_type": "code", "source": "n = 1", "metadata": {"tags": ["parameters"]}},
            {"cell_type": "code", "source": "", "metadata": {}},
        ]
        path = study_folder / "notebooks" / f"{name}.ipynb"
        path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    (study_folder / "paper" / "manuscript.md").write_text("{{number_first}}", encoding="utf-8")
    quick = Notebooks(study_folder, monkeypatch)
    inputs = {"data/evidence.csv": file_sha256(study_folder / "data" / "evidence.csv")}
    monkeypatch.setattr("crosscase.exhibits.folder.reads", lambda: inputs)
    monkeypatch.setattr(pipeline, "execute_runs", quick.execute)
    monkeypatch.setattr(pipeline, "code_hash", lambda root: "code")
    return quick


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Study, Path, Path]]:
    """Notes what would be rendered, instead of waiting for pandoc."""
    noted: list[tuple[Study, Path, Path]] = []

    def render(study: Study, *, exhibits: Path, out: Path) -> list[Path]:
        assert ExhibitFolder(exhibits).ids
        noted.append((study, exhibits, out))
        return [out / "paper.html"]

    monkeypatch.setattr(pipeline, "render", render)
    return noted


@pytest.fixture
def root(notebooks: Notebooks, rendered: list[Any]) -> Path:
    return notebooks.root


def baseline(root: Path) -> ExhibitFolder:
    return ExhibitFolder(root / "paper" / "exhibits")


def test_exhibits_take_the_baseline_s_place_and_documents_the_paper_s(
    root: Path, notebooks: Notebooks, rendered: list[tuple[Study, Path, Path]]
) -> None:
    outcome = reproduce(root)
    assert outcome.exhibits == root / "paper" / "exhibits"
    assert outcome.executed == ("first", "second")
    assert outcome.reused == ()
    assert outcome.documents == (root / "paper" / "paper.html",)
    assert baseline(root).ids == ["first", "second"]
    assert baseline(root).manifest["data"].keys() >= {"data/evidence.csv", "data/sources.csv"}
    assert list(baseline(root).manifest["runs"]) == ["first", "second"]
    ((_, exhibits, out),) = rendered
    assert out == root / "paper"
    assert exhibits != outcome.exhibits
    assert not exhibits.exists()
    assert notebooks.options["executed"] == root / "build" / "notebooks"
    with pytest.raises(FrozenInstanceError):
        outcome.executed = ()  # type: ignore[misc]


def test_nothing_is_run_again_where_nothing_changed(root: Path, notebooks: Notebooks) -> None:
    reproduce(root)
    before = snapshot(baseline(root).path)
    outcome = reproduce(root)
    assert (outcome.executed, outcome.reused) == ((), ("first", "second"))
    assert notebooks.executed == ["first", "second"]
    assert snapshot(baseline(root).path) == before


def test_what_changed_is_run_again(root: Path) -> None:
    reproduce(root)
    edit(root / "notebooks" / "second.ipynb", "n = 1", "n = 8")
    outcome = reproduce(root)
    assert (outcome.executed, outcome.reused) == (("second",), ("first",))
    assert baseline(root).rows("second") == (["n"], [["8"]])


def test_changed_code_runs_all_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reproduce(root)
    monkeypatch.setattr(pipeline, "code_hash", lambda root: f"other code of {root.name}")
    assert reproduce(root).executed == ("first", "second")


def test_all_can_be_run_again(root: Path) -> None:
    reproduce(root)
    assert reproduce(root, force=True).executed == ("first", "second")


def test_an_opened_study_is_opened_once_and_handed_down(
    root: Path, rendered: list[tuple[Study, Path, Path]], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Study.open(root)
    monkeypatch.setattr(Study, "open", None)
    reproduce(opened)
    assert rendered[0][0] is opened


def test_a_path_is_opened_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    whole = Study.open
    monkeypatch.setattr(Study, "open", lambda path: asked.append(path) or whole(path))
    reproduce(root / "notebooks")
    assert asked == [root / "notebooks"]


def test_parameters_make_a_variant_and_leave_the_baseline(
    root: Path, rendered: list[tuple[Study, Path, Path]]
) -> None:
    reproduce(root)
    before = snapshot(baseline(root).path)
    outcome = reproduce(root, parameters={"n": "5"})
    assert outcome.exhibits == root / "build" / "variant" / "exhibits"
    assert outcome.executed == ("first", "second")
    assert ExhibitFolder(outcome.exhibits).numbers["number_first"]["text"] == "5"
    assert rendered[1][2] == root / "build" / "variant"
    assert snapshot(baseline(root).path) == before


def test_all_goes_where_it_is_asked_to_go(
    root: Path, notebooks: Notebooks, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = reproduce(root, out="elsewhere")
    assert outcome.exhibits == tmp_path / "elsewhere" / "exhibits"
    assert outcome.documents == (tmp_path / "elsewhere" / "paper.html",)
    assert notebooks.options["executed"] == tmp_path / "elsewhere" / "notebooks"
    assert not baseline(root).path.exists()


def test_the_study_s_own_folder_is_the_baseline_s(root: Path) -> None:
    assert reproduce(root, out=root).exhibits == baseline(root).path


def test_one_notebook_can_be_run_and_the_others_exhibits_stay(root: Path) -> None:
    reproduce(root)
    first = snapshot(baseline(root).path)["first.json"]
    for name in ("first", "second"):
        edit(root / "notebooks" / f"{name}.ipynb", "n = 1", "n = 8")
    outcome = reproduce(root, only=["second"])
    assert (outcome.executed, outcome.reused) == (("second",), ())
    assert baseline(root).ids == ["first", "second"]
    assert baseline(root).rows("second") == (["n"], [["8"]])
    assert snapshot(baseline(root).path)["first.json"] == first
    assert baseline(root).numbers["number_first"]["text"] == "1"


def test_the_others_of_a_variant_are_those_of_the_baseline(root: Path) -> None:
    reproduce(root)
    outcome = reproduce(root, only=["second"], parameters={"n": "5"})
    assert outcome.executed == ("second",)
    variant = ExhibitFolder(outcome.exhibits)
    assert variant.rows("first") == (["n"], [["1"]])
    assert variant.rows("second") == (["n"], [["5"]])


def test_what_no_notebook_makes_any_more_goes(root: Path) -> None:
    reproduce(root)
    (root / "notebooks" / "second.ipynb").unlink()
    reproduce(root)
    assert baseline(root).ids == ["first"]


def test_an_unknown_exhibit_is_refused_before_anything_is_run(
    root: Path, notebooks: Notebooks
) -> None:
    with pytest.raises(ParameterError, match=r"--only third: neither an exhibit .* first, second$"):
        reproduce(root, only=["third"])
    assert notebooks.executed == []


def test_documents_can_be_left_out(root: Path, rendered: list[Any]) -> None:
    assert reproduce(root, paper=False).documents == ()
    assert rendered == []


def test_a_study_without_a_paper_has_exhibits_all_the_same(root: Path, rendered: list[Any]) -> None:
    shutil.rmtree(root / "paper")
    assert reproduce(root).documents == ()
    assert rendered == []
    assert baseline(root).ids == ["first", "second"]


@pytest.mark.parametrize(("cores", "jobs"), [(6, 6), (None, 1)])
def test_as_many_notebooks_run_at_once_as_there_are_processors(
    root: Path,
    notebooks: Notebooks,
    monkeypatch: pytest.MonkeyPatch,
    cores: int | None,
    jobs: int,
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    reproduce(root)
    assert notebooks.options["jobs"] == jobs


def test_jobs_and_scheduler_are_handed_on(root: Path, notebooks: Notebooks) -> None:
    reproduce(root, jobs=3, scheduler="tcp://s")
    assert notebooks.options["jobs"] == 3
    assert notebooks.options["scheduler"] == "tcp://s"


def test_progress_counts_each_run_fresh_or_not(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reproduce(root, only=["first"], show_progress=False)
    assert capsys.readouterr().err == ""
    reproduce(root, show_progress=True)
    shown = capsys.readouterr().err
    assert "2/2" in shown
    assert "notebook" in shown
    assert "second" in shown
    reproduce(root)
    assert capsys.readouterr().err == ""  # no terminal


@pytest.mark.parametrize("what", ["a notebook", "evidence", "rendering"])
def test_a_failure_leaves_the_baseline_and_nothing_else(
    root: Path, notebooks: Notebooks, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    reproduce(root)
    before = snapshot(baseline(root).path)
    if what == "a notebook":
        edit(root / "notebooks" / "second.ipynb", '"cells"', '"fail": 1, "cells"')
    elif what == "evidence":
        notebooks.evidence = ["ev-999"]
    else:
        monkeypatch.setattr(pipeline, "render", None)
    with pytest.raises((RunError, TypeError)):
        reproduce(root, force=True)
    assert snapshot(baseline(root).path) == before
    assert [path.name for path in (root / "build").iterdir()] == ["notebooks"]


def test_evidence_that_does_not_exist_is_named(root: Path, notebooks: Notebooks) -> None:
    notebooks.evidence = ["ev-999"]
    with pytest.raises(RunError, match=r"'first' names evidence 'ev-999', which no table"):
        reproduce(root)


def test_bad_data_stop_before_anything_is_run(root: Path, notebooks: Notebooks) -> None:
    edit(root / "data" / "evidence.csv", "firm_b,P2", "firm_b,P8")
    with pytest.raises(DataError, match=r"data/evidence\.csv:5:proposition_id"):
        reproduce(root)
    assert notebooks.executed == []


@pytest.fixture
def study(reproduced: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "study"
    shutil.copytree(reproduced, folder)
    return folder


def test_a_fresh_study_gives_exhibits_and_three_documents(reproduced: Path) -> None:
    exhibits = reproduced / "paper" / "exhibits"
    assert {p.name for p in exhibits.iterdir()} == {
        "evidence_matrix.csv",
        "evidence_matrix.json",
        "manifest.json",
        "numbers.json",
        "verdicts.json",
    }
    assert (reproduced / "paper" / "paper.pdf").read_bytes().startswith(b"%PDF")
    assert (reproduced / "paper" / "paper.docx").read_bytes().startswith(b"PK")
    assert "<table" in (reproduced / "paper" / "paper.html").read_text(encoding="utf-8")


def test_another_place_gives_the_same_bytes(study: Path) -> None:
    before = snapshot(study / "paper" / "exhibits")
    documents = {p.name: p.read_bytes() for p in (study / "paper").glob("paper.*")}
    outcome = reproduce(study, jobs=1, force=True)
    assert outcome.executed == ("01_compare_cases",)
    assert snapshot(study / "paper" / "exhibits") == before
    assert {p.name: p.read_bytes() for p in (study / "paper").glob("paper.*")} == documents


def test_check_notices_changed_cells_and_data_that_no_notebook_reads(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(study / "paper" / "exhibits")
    edit(
        study / "data" / "evidence.csv",
        "firm_b,P2,sharing/downward,-1",
        "firm_b,P2,sharing/downward,1",
    )
    edit(study / "data" / "sources.csv", "Annual reports", "Yearly reports")
    assert main(["reproduce", str(study), "--check", "--jobs", "1"]) == 1
    out = capsys.readouterr().out
    assert "cell: evidence_matrix [firm_b" in out
    assert "input: data/evidence.csv" in out
    assert "input: data/sources.csv" in out
    assert snapshot(study / "paper" / "exhibits") == before


def test_a_failing_notebook_names_its_cell(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(study / "notebooks" / "01_compare_cases.ipynb", "len(study.evidence)", "len(1 / 0)")
    assert main(["reproduce", str(study), "--jobs", "1"]) == 1
    message = capsys.readouterr().err
    assert (
        "notebooks/01_compare_cases.ipynb, cell 7: ZeroDivisionError: division by zero" in message
    )
    assert "Traceback" not in message
    assert "build/notebooks/01_compare_cases.ipynb" in message


def test_a_parameter_reaches_the_notebook(study: Path) -> None:
    outcome = reproduce(study, parameters={"include_joint": "false"}, jobs=1, paper=False)
    found = compare(study, outcome.exhibits)
    assert any(d.kind == "cell" and d.row.startswith("firm_c") for d in found)
    facts = json.loads((outcome.exhibits / "evidence_matrix.json").read_text(encoding="utf-8"))
    assert facts["parameters"] == {"include_blanket": True, "include_joint": False}
