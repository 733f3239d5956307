"""A new study: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from importlib import resources
from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.study import Study, new_study


def test_a_new_study_is_valid_and_holds_what_it_needs(tmp_path: Path) -> None:
    made = new_study(tmp_path / "deep" / "er" / "down")
    assert made == tmp_path / "deep" / "er" / "down"
    assert len(Study.open(made).evidence) == 5
    assert sorted(p.name for p in made.iterdir()) == ["README.md", "data", "notebooks", "paper"]
    assert [p.name for p in made.parent.iterdir()] == ["down"]  # no scratch folder stays


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert Study.open(new_study(str(tmp_path / "empty"))).tables
    assert [p.name for p in tmp_path.iterdir()] == ["empty"]


def test_it_is_made_beside_its_place_and_on_the_same_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "no such disk"))
    assert new_study(tmp_path / "made").is_dir()


def test_what_the_template_was_run_with_is_not_copied(
    study_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("build", "notebooks/__pycache__"):
        (study_folder / name).mkdir()
    package = tmp_path / "package"
    package.mkdir()
    study_folder.rename(package / "template")
    monkeypatch.setattr(resources, "files", lambda name: package)
    made = new_study(tmp_path / "made")
    assert (made / "data" / "cases.csv").is_file()
    assert not (made / "build").exists()
    assert not (made / "notebooks" / "__pycache__").exists()


def test_what_is_there_stays(tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("mine", encoding="utf-8")
    with pytest.raises(DataError, match=r"kept: already there and not an empty folder; nothing"):
        new_study(tmp_path / "kept")
    with pytest.raises(DataError, match=r"already there and not an empty folder"):
        new_study(tmp_path)
    assert (tmp_path / "kept").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DataError, match=rf"file{os.sep}new: cannot be written \(.+\)"):
        new_study(tmp_path / "file" / "new")
