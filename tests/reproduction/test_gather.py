"""From many runs to one folder: doubles, what was not run, unknown evidence, the place taken."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from crosscase.errors import RunError
from crosscase.exhibits.folder import ExhibitFolder, Session
from crosscase.reproduction.gather import (
    check_evidence,
    gather_exhibits,
    hash_data,
    keep_others,
    replace_folder,
)
from crosscase.reproduction.runs import Run
from crosscase.study.evidence_index import EvidenceIndex
from crosscase.study.package import file_sha256
from crosscase.study.study import Study

INPUTS = {"data/evidence.csv": "0f3"}


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Publish as a run does: tables, numbers and verdicts by id, with the ids they rest on."""
    monkeypatch.setattr("crosscase.exhibits.folder.reads", lambda: INPUTS)
    count = itertools.count()

    def published(
        run: str, tables: tuple[str, ...] = (), numbers: tuple[str, ...] = (),
        verdicts: tuple[str, ...] = (), evidence: tuple[str, ...] = (),
    ) -> ExhibitFolder:  # fmt: skip
        folder = ExhibitFolder(tmp_path / f"run-{next(count)}")
        session = Session(folder.path, run.split("--")[0], run)
        for name, value in session.environment().items():
            monkeypatch.setenv(name, value)
        for id in tables:
            facts = {"id": id, "kind": "table", "evidence": {"all": [*evidence], "cells": {}}}
            folder.write(facts, f"made by\n{run}\n".encode())
        folder.add("numbers", {id: {"text": run, "evidence": [*evidence]} for id in numbers})
        folder.add("verdicts", {id: {"verdict": run, "evidence": [*evidence]} for id in verdicts})
        return folder

    return published


def run(name: str, **values: Any) -> Run:
    return Run(Path(f"{name.split('--')[0]}.ipynb"), name, values, {"n": 1})


@pytest.fixture
def target(tmp_path: Path) -> ExhibitFolder:
    return ExhibitFolder(tmp_path / "build" / "new")


def names(folder: ExhibitFolder) -> list[str]:
    return sorted(path.name for path in folder.path.iterdir())


def test_exhibits_numbers_and_verdicts_of_all_runs_come_together(
    publish, target: ExhibitFolder
) -> None:
    made = {"a": publish("a", ("one",), ("x",)), "b--2": publish("b--2", ("two",), (), ("P1",))}
    gather_exhibits([run("a"), run("b--2", n=2)], made, target)
    assert names(target) == [
        "manifest.json", "numbers.json", "one.csv", "one.json", "two.csv", "two.json",
        "verdicts.json",
    ]  # fmt: skip
    assert target.rows("two") == (["made by"], [["b--2"]])
    assert target.numbers == {"x": {"text": "a", "evidence": [], "notebook": "a"}}
    assert target.verdicts == {"P1": {"verdict": "b--2", "evidence": [], "notebook": "b"}}
    assert target.manifest == {
        "runs": {
            "a": {"notebook": "a", "parameters": {"n": 1}, "inputs": INPUTS},
            "b--2": {"notebook": "b", "parameters": {"n": 2}, "inputs": INPUTS},
        }
    }


def test_nothing_of_an_earlier_attempt_remains(publish, target: ExhibitFolder) -> None:
    target.path.mkdir(parents=True)
    (target.path / "old.csv").write_text("", encoding="utf-8")
    gather_exhibits([run("a")], {"a": publish("a", ("one",))}, target)
    assert "old.csv" not in names(target)


def test_a_run_that_publishes_nothing(tmp_path: Path, target: ExhibitFolder) -> None:
    gather_exhibits([run("a")], {"a": ExhibitFolder(tmp_path)}, target)
    assert target.manifest["runs"]["a"]["inputs"] == {}
    assert target.ids == []


@pytest.mark.parametrize("kind", ["tables", "numbers", "verdicts"])
def test_two_runs_that_publish_the_same_are_refused(
    publish, target: ExhibitFolder, kind: str
) -> None:
    made = {name: publish(name, **{kind: ("one", name)}) for name in ("a", "b")}
    with pytest.raises(RunError) as caught:
        gather_exhibits([run("a"), run("b")], made, target)
    assert str(caught.value) == (
        "b and a both publish 'one'; give each exhibit, number and verdict one home"
    )


def test_a_table_and_a_number_may_have_one_name(publish, target: ExhibitFolder) -> None:
    made = {"a": publish("a", ("one",)), "b": publish("b", (), ("one",), ("one",))}
    gather_exhibits([run("a"), run("b")], made, target)
    assert target.ids == ["one"]
    assert list(target.numbers) == list(target.verdicts) == ["one"]


def gathered(publish, folder: ExhibitFolder, **published: tuple[str, ...]) -> ExhibitFolder:
    """A folder to which each run published a table, a number and a verdict of these ids."""
    made = {name: publish(name, ids, ids, ids) for name, ids in published.items()}
    gather_exhibits([run(name) for name in published], made, folder)
    return folder


def test_what_was_not_run_is_taken_over(publish, target: ExhibitFolder, tmp_path: Path) -> None:
    baseline = gathered(publish, ExhibitFolder(tmp_path / "old"), a=("one", "gone"), b=("two",))
    fresh = gathered(publish, target, a=("one", "new"))
    fresh.write_merged(manifest={**fresh.manifest, "kept": True})
    keep_others(baseline, fresh)
    assert fresh.ids == ["new", "one", "two"]
    assert fresh.rows("two") == baseline.rows("two")
    assert sorted(fresh.numbers) == sorted(fresh.verdicts) == ["new", "one", "two"]
    assert sorted(fresh.manifest["runs"]) == ["a", "b"]
    assert fresh.manifest["kept"] is True


def test_what_was_made_now_wins(publish, target: ExhibitFolder, tmp_path: Path) -> None:
    """An exhibit, number and verdict have moved from notebook a to b; b alone is run."""
    baseline = gathered(publish, ExhibitFolder(tmp_path / "old"), a=("one", "two"))
    fresh = gathered(publish, target, b=("one",))
    keep_others(baseline, fresh)
    assert fresh.ids == ["one", "two"]
    assert fresh.rows("one") == (["made by"], [["b"]])
    assert fresh.facts("one")["notebook"] == "b"
    assert fresh.numbers["one"]["notebook"] == fresh.verdicts["one"]["notebook"] == "b"
    assert fresh.numbers["two"]["notebook"] == "a"


def test_of_a_notebook_that_was_run_no_other_run_remains(
    publish, target: ExhibitFolder, tmp_path: Path
) -> None:
    baseline = gathered(
        publish, ExhibitFolder(tmp_path / "old"), **{"a--1": ("x",), "a--2": ("y",)}
    )
    fresh = gathered(publish, target, **{"a--1": ("x",)})
    keep_others(baseline, fresh)
    assert fresh.ids == ["x"]
    assert list(fresh.manifest["runs"]) == ["a--1"]
    assert list(fresh.numbers) == ["x"]


def test_without_a_baseline_nothing_is_taken_over(
    publish, target: ExhibitFolder, tmp_path: Path
) -> None:
    fresh = gathered(publish, target, a=("one",))
    before = {name: (fresh.path / name).read_bytes() for name in names(fresh)}
    keep_others(ExhibitFolder(tmp_path / "nothing"), fresh)
    assert {name: (fresh.path / name).read_bytes() for name in names(fresh)} == before


def test_every_data_file_is_recorded(publish, target: ExhibitFolder, study_folder: Path) -> None:
    fresh = gathered(publish, target, a=("one",))
    runs = fresh.manifest["runs"]
    (study_folder / "data" / "coding").mkdir()
    (study_folder / "data" / "coding" / "pass.csv").write_text("a", encoding="utf-8")
    (study_folder / "data" / ".hidden").write_text("a", encoding="utf-8")
    hash_data(study_folder, fresh)
    assert fresh.manifest["runs"] == runs
    data = fresh.manifest["data"]
    assert data["data/coding/pass.csv"] == file_sha256(study_folder / "data/coding/pass.csv")
    assert "data/evidence.csv" in data
    assert len(data) == 6


@pytest.fixture
def known(study_folder: Path) -> EvidenceIndex:
    return EvidenceIndex(Study.open(study_folder))


@pytest.mark.parametrize("kind", ["tables", "numbers", "verdicts"])
def test_evidence_that_does_not_exist_is_refused(
    publish, target: ExhibitFolder, known: EvidenceIndex, kind: str
) -> None:
    made = publish("a", **{kind: ("one",)}, evidence=("ev-001", "ev-999", "ev-998"))
    gather_exhibits([run("a")], {"a": made}, target)
    with pytest.raises(RunError) as caught:
        check_evidence(known, target)
    assert str(caught.value) == (
        "'one' names evidence 'ev-998', which no table of the study has; "
        "publish with ids from an evidence table"
    )


def test_evidence_that_exists_is_well(publish, target: ExhibitFolder, known: EvidenceIndex) -> None:
    ids = ("ev-001", "firm_a", "a_manager")  # a row, a case, a respondent with no table
    made = publish("a", ("one",), ("one",), ("one",), ids)
    gather_exhibits([run("a")], {"a": made}, target)
    check_evidence(known, target)


def test_an_exhibit_that_names_no_evidence_is_well(
    publish, target: ExhibitFolder, known: EvidenceIndex
) -> None:
    fresh = gathered(publish, target, a=("one",))
    (fresh.path / "one.json").write_text(json.dumps({"id": "one"}), encoding="utf-8")
    fresh.write_merged(numbers={"x": {"text": "1"}})
    check_evidence(known, fresh)


def folder(path: Path, content: str) -> Path:
    path.mkdir(parents=True)
    (path / content).write_text(content, encoding="utf-8")
    return path


def test_a_new_folder_takes_the_place_of_the_old(tmp_path: Path) -> None:
    final = folder(tmp_path / "paper" / "exhibits", "old")
    folder(tmp_path / "paper" / ".exhibits.old", "left by a crash")
    replace_folder(folder(tmp_path / "new", "new"), final)
    assert [path.name for path in final.iterdir()] == ["new"]
    assert [path.name for path in final.parent.iterdir()] == ["exhibits"]
    assert not (tmp_path / "new").exists()


def test_a_new_folder_takes_an_empty_place(tmp_path: Path) -> None:
    final = tmp_path / "far" / "away" / "exhibits"
    replace_folder(folder(tmp_path / "new", "new"), final)
    assert [path.name for path in final.iterdir()] == ["new"]


def test_the_old_folder_is_there_if_the_new_one_cannot_come(tmp_path: Path) -> None:
    final = folder(tmp_path / "exhibits", "old")
    with pytest.raises(FileNotFoundError):
        replace_folder(tmp_path / "nothing", final)
    assert [path.name for path in final.iterdir()] == ["old"]


def test_half_a_copy_gives_way_to_the_old_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_off(source: Path, target: Path) -> None:
        folder(target, "half")
        raise OSError("disk full")

    monkeypatch.setattr("shutil.move", break_off)
    final = folder(tmp_path / "exhibits", "old")
    for _ in range(2):
        with pytest.raises(OSError, match="disk full"):
            replace_folder(folder(tmp_path / "new", "new"), final)
        assert [path.name for path in final.iterdir()] == ["old"]
        (tmp_path / "new" / "new").unlink()
        (tmp_path / "new").rmdir()
    (final / "old").unlink()
    final.rmdir()
    with pytest.raises(OSError, match="disk full"):
        replace_folder(folder(tmp_path / "new", "new"), final)
    assert not final.exists()
