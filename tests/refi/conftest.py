"""Opened studies and read projects that several tests only look at."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.refi import Project, read_project
from crosscase.study import Study
from tests.refi.archives import wards


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep imports away from the repository: one that goes wrong must not write into its data."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def template(root: Path) -> Study:
    """The study that `crosscase new` makes."""
    return Study.open(root / "toolkit" / "crosscase" / "study" / "template")


@pytest.fixture(scope="session")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The wards project, read."""
    return read_project(wards(tmp_path_factory.mktemp("wards")))
