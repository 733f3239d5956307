"""`crosscase reproduce`: arguments handed on, what is printed, what a check says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crosscase.cli import main
from crosscase.exhibits.comparing import Difference
from crosscase.reproduction.pipeline import Outcome
from crosscase.study.study import Study


@pytest.fixture
def asked(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Notes how the study would be reproduced; two runs, one of them from the cache."""
    noted: list[dict[str, Any]] = []

    def reproduce(study: Any, **options: Any) -> Outcome:
        noted.append({"study": study, **options})
        exhibits = study_folder / "paper" / "exhibits"
        documents = (study_folder / "paper" / "paper.html", study_folder / "paper" / "paper.pdf")
        return Outcome(exhibits, ("a",), ("b",), documents)

    monkeypatch.setattr("crosscase.reproduction.reproduce", reproduce)
    monkeypatch.chdir(study_folder)
    return noted


def differ(monkeypatch: pytest.MonkeyPatch, count: int) -> list[tuple[Path, Path, float]]:
    """Let so many cells differ from the baseline; returns what is compared."""
    compared = []

    def compare(old: Path, new: Path, *, rtol: float) -> list[Difference]:
        compared.append((old, new, rtol))
        return [Difference("cell", "t", str(at), "n", "1", "2") for at in range(count)]

    monkeypatch.setattr("crosscase.exhibits.compare", compare)
    return compared


def test_what_was_made_is_told(
    asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reproduce"]) == 0
    said = capsys.readouterr()
    assert said.out == "exhibits: paper/exhibits\nhtml: paper/paper.html\npdf: paper/paper.pdf\n"
    assert said.err == "1 run, 1 unchanged\n"


def test_paths_outside_the_working_folder_are_told_in_full(
    asked: list[dict[str, Any]],
    study_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path_factory.mktemp("elsewhere"))
    assert main(["reproduce", str(study_folder)]) == 0
    assert f"exhibits: {study_folder / 'paper' / 'exhibits'}\n" in capsys.readouterr().out


def test_no_argument_is_needed(asked: list[dict[str, Any]]) -> None:
    main(["reproduce"])
    assert asked == [
        {"study": None, "only": [], "parameters": {}, "out": None, "jobs": None,
         "scheduler": None, "force": False}
    ]  # fmt: skip


def test_all_arguments_are_handed_on(asked: list[dict[str, Any]]) -> None:
    main(
        ["reproduce", "here", "--only", "x", "y", "-p", "n=1", "--parameter", " m = a=b", "--out",
         "there", "--jobs", "3", "--scheduler", "tcp://s", "--force"]
    )  # fmt: skip
    assert asked == [
        {"study": "here", "only": ["x", "y"], "parameters": {"n": "1", "m": " a=b"},
         "out": "there", "jobs": 3, "scheduler": "tcp://s", "force": True}
    ]  # fmt: skip


def test_a_variant_is_to_be_compared(
    asked: list[dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["reproduce", "-p", "n=1"])
    assert capsys.readouterr().err.endswith(
        "the baseline is as it was; compare with: crosscase diff paper/exhibits paper/exhibits\n"
    )
    main(["reproduce", "-p", "n=1", "--out", "there"])
    assert "compare with" not in capsys.readouterr().err


def test_a_check_runs_all_again_in_a_scratch_folder(
    asked: list[dict[str, Any]],
    study_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    old = study_folder / "build" / "check" / "old.txt"
    old.parent.mkdir(parents=True)
    old.write_text("of an earlier check", encoding="utf-8")
    compared = differ(monkeypatch, 0)
    check = ["reproduce", "--check", "--only", "x", "--jobs", "2", "--scheduler", "tcp://s"]
    assert main([*check, "--rtol", "0.5"]) == 0
    said = capsys.readouterr()
    assert said.out == (
        "reproduced: 1 notebook run, every exhibit, number and verdict as committed\n"
    )
    assert not old.exists()
    (options,) = asked
    assert isinstance(options.pop("study"), Study)
    assert options == {
        "only": ["x"], "out": study_folder / "build" / "check", "jobs": 2,
        "scheduler": "tcp://s", "force": True,
    }  # fmt: skip
    exhibits = study_folder / "paper" / "exhibits"
    assert compared == [(exhibits, exhibits, 0.5)]


def test_a_check_is_strict_to_nine_digits(
    asked: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = differ(monkeypatch, 0)
    main(["reproduce", "--check"])
    assert compared[0][2] == 1e-9


@pytest.mark.parametrize(
    ("count", "last"),
    [(1, "1 difference from"), (60, "60 differences from"), (61, "61 differences from")],
)
def test_a_check_tells_up_to_sixty_differences(
    asked: list[dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    count: int,
    last: str,
) -> None:
    differ(monkeypatch, count)
    assert main(["reproduce", "--check"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[-1] == f"{last} paper/exhibits; regenerated in paper/exhibits"
    assert len([line for line in lines if line.startswith("cell: t [")]) == min(count, 60)
    assert ("... and 1 more" in lines) == (count == 61)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-p", "x"], "-p x: give NAME=VALUE, e.g. -p include_blanket=false"),
        (["-p", "1x=2"], "-p 1x=2: give NAME=VALUE"),
        (["--check", "-p", "n=1"], "--check compares the default run with the baseline: no -p, no"),
        (["--check", "--out", "there"], "no -p, no --out"),
        (["--jobs", "0"], "'0': give a whole number of at least 1"),
        (["--jobs", "two"], "'two': give a whole number of at least 1"),
    ],
)
def test_faults_of_usage_exit_2(
    asked: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    assert main(["reproduce", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert asked == []


def test_one_job_is_enough(asked: list[dict[str, Any]]) -> None:
    assert main(["reproduce", "--jobs", "1"]) == 0
    assert asked[0]["jobs"] == 1


def test_the_help_says_what_each_argument_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["reproduce", "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    for words in (
        "folder of the study (default: here)",
        "ID [ID ...] exhibits or notebooks to regenerate",
        "NAME=VALUE a notebook parameter; may be given several times",
        "DIR write here instead of the baseline",
        "N notebooks at the same time",
        "ADDR address of a Dask scheduler",
        "run also what is unchanged",
        "regenerate in a scratch folder and compare with the committed exhibits",
    ):
        assert words in said
    assert "rtol" not in said
