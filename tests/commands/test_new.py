"""`crosscase new`."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Call


def test_it_makes_a_valid_study_and_says_how_to_go_on(tmp_path: Path, call: Call) -> None:
    folder = tmp_path / "a" / "study"
    made = call("new", folder)
    assert (made.code, made.err) == (0, "")
    assert made.out == (
        f"{folder}: a study with data/, notebooks/ and paper/\ntry:  crosscase reproduce {folder}\n"
    )
    assert call("validate", folder).code == 0


def test_it_refuses_a_folder_with_something_in_it(tmp_path: Path, call: Call) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    refused = call("new", tmp_path)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        f"crosscase new: {tmp_path}: already there and not an empty folder; nothing was written\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_it_needs_a_folder(call: Call) -> None:
    refused = call("new")
    assert (refused.code, refused.out) == (2, "")
    assert "the following arguments are required: dir" in refused.err
