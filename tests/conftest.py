"""What the tests share: a small study that runs, and the repository's root."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

os.environ.setdefault("MPLBACKEND", "agg")
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    return ROOT


@pytest.fixture
def study_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh copy of the study that `crosscase new` makes."""
    folder = tmp_path / "study"
    shutil.copytree(ROOT / "toolkit" / "crosscase" / "study" / "template", folder)
    monkeypatch.setenv("CROSSCASE_STUDY", str(folder))
    monkeypatch.delenv("CROSSCASE_EXHIBITS", raising=False)
    return folder


@pytest.fixture(scope="session")
def reproduced(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template study after one `crosscase reproduce`; read it, do not change it."""
    from crosscase.reproduction.pipeline import reproduce

    folder = tmp_path_factory.mktemp("reproduced") / "study"
    shutil.copytree(ROOT / "toolkit" / "crosscase" / "study" / "template", folder)
    reproduce(folder, jobs=1)
    return folder
