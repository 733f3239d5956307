"""What the tests share: a small study that runs, and the repository's root."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("MPLBACKEND", "agg")
# A busy machine is slow, not wrong.
settings.register_profile("crosscase", deadline=None)
settings.load_profile("crosscase")
ROOT = Path(__file__).resolve().parent.parent
SOURCES = Path(os.environ.get("CROSSCASE_SOURCES", ROOT.parent / "shared" / "seeds"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the source texts where they are not, all with one reason."""
    if not SOURCES.is_dir():
        reason = "the source texts are not here; set CROSSCASE_SOURCES to their folder"
        for item in items:
            if "needs_sources" in item.keywords:
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def sources() -> Path:
    """Folder of the four source texts; for tests marked `needs_sources`."""
    return SOURCES


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
