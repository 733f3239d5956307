"""What the tests of the commands share: a call, and a study with exhibits."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from crosscase.cli import main
from crosscase.exhibits.folder import ExhibitFolder


class Called(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        assert self.out.endswith("\n")
        return json.loads(self.out)


Call = Callable[..., Called]


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep commands away from the repository: one that goes wrong must not write into its data."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("CROSSCASE_STUDY", raising=False)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Call:
    """Run a command as the command line does."""

    def called(*arguments: object) -> Called:
        code = main([str(item) for item in arguments])
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Called(code, captured.out, captured.err)

    return called


@pytest.fixture
def exhibits(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The exhibits of a copy of the template study: a table, a number, two verdicts."""
    folder = study_folder / "paper" / "exhibits"
    folder.mkdir(parents=True)
    monkeypatch.setenv("CROSSCASE_EXHIBITS", str(folder))
    monkeypatch.setenv("CROSSCASE_NOTEBOOK", "01_a")
    monkeypatch.setenv("CROSSCASE_PARAMETERS", '{"include_joint": true}')
    held = ExhibitFolder(folder)
    cells = {
        "Firm A": {"n": ["ev-001", "ev-002"], "share": ["ev-001"]},
        "Firm B": {"n": ["ev-003"]},
    }
    held.write(
        {
            "id": "counts", "title": "Rows by case", "source": "main: Table 1", "kind": "table",
            "labels": {"n": "Number"},
            "evidence": {"all": ["ev-001", "ev-002", "ev-003"], "cells": cells},
        },
        b"case,share,n\nFirm A,0.50,2\nFirm B,0.25,1\n",
    )  # fmt: skip
    held.write_merged(
        numbers={"rows": {"value": 3, "text": "3", "evidence": ["ev-003"], "notebook": "01_a"}},
        verdicts={
            "P1/base": {"verdict": "holds", "sentence": "It is seen.", "evidence": ["ev-001"]},
            "P2/base": {"verdict": "fails", "sentence": "It is not.", "evidence": []},
        },
        manifest={"runs": {"01_a": {"parameters": {"p": 1}, "inputs": {"data/a.csv": "f" * 64}}}},
    )
    monkeypatch.delenv("CROSSCASE_EXHIBITS")
    return folder
