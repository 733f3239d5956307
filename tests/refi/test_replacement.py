"""All files or none."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.refi.replacement import replace_files


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "old").mkdir()
    for name in ("a", "b", "c"):
        (tmp_path / "old" / name).write_text(name)
    return tmp_path


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """Make the nth call of a method of Path fail, as a full disk would."""

    def at(method: str, number: int, error: BaseException) -> None:
        whole, calls = getattr(Path, method), []

        def call(self: Path, *args: object, **options: object) -> object:
            calls.append(self)
            if len(calls) == number:
                raise error
            return whole(self, *args, **options)

        monkeypatch.setattr(Path, method, call)

    return at


def test_files_are_written_and_stale_ones_go(folder: Path) -> None:
    new = folder / "x" / "y" / "new"
    replace_files({new: b"1", folder / "old" / "a": b"2"}, stale=[folder / "old" / "c"])
    assert contents(folder) == {
        "x": None, "x/y": None, "x/y/new": b"1", "old": None, "old/a": b"2", "old/b": b"b",
    }  # fmt: skip
    assert new.stat().st_mode & 0o777 == 0o644


def test_files_wait_beside_their_place_where_nobody_looks(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, waiting = Path.replace, []

    def seen(self: Path, target: Path) -> object:
        waiting.append((self.parent == target.parent, self.name.startswith(".crosscase-")))
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", seen)
    replace_files({folder / "x" / "new": b"1", folder / "old" / "a": b"2"})
    assert waiting == [(True, True)] * 2


FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("method", "number", "at"),
    [
        ("chmod", 1, "old/a"),  # while files are staged
        ("chmod", 3, "x/y/new"),
        ("replace", 1, "old/a"),  # while they are renamed
        ("replace", 3, "x/y/new"),
        ("unlink", 2, "old/c"),  # while stale ones go: one has gone already
        ("mkdir", 4, "x/y/new"),
    ],
)
def test_where_one_fails_nothing_is_changed(
    failing, folder: Path, method: str, number: int, at: str
) -> None:  # type: ignore[no-untyped-def]
    before = contents(folder)
    failing(method, number, FULL)
    files = {folder / "old" / "a": b"1", folder / "old" / "d": b"2", folder / "x/y/new": b"3"}
    with pytest.raises(DataError) as caught:
        replace_files(files, stale=[folder / "old" / "b", folder / "old" / "c"])
    assert str(caught.value) == (
        f"{folder / at}: cannot be written (No space left on device); nothing was changed"
    )
    assert contents(folder) == before


@pytest.mark.parametrize("method", ["chmod", "replace"])
def test_a_stop_by_hand_changes_nothing_either(failing, folder: Path, method: str) -> None:  # type: ignore[no-untyped-def]
    before = contents(folder)
    failing(method, 2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        replace_files({folder / "old" / "a": b"1", folder / "x" / "new": b"2"})
    assert contents(folder) == before


def test_a_folder_that_is_a_file(folder: Path) -> None:
    target = folder / "old" / "a" / "new"
    with pytest.raises(DataError, match="cannot be written") as caught:
        replace_files({folder / "new": b"1", target: b"2"})
    assert str(caught.value).startswith(f"{target}: ")
    assert not (folder / "new").exists()


def test_folders_that_others_use_meanwhile_stay(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder made for a file is taken away only while it is empty."""

    def failing_late(self: Path, target: Path) -> object:
        (folder / "x" / "theirs").write_text("t")
        raise FULL

    monkeypatch.setattr(Path, "replace", failing_late)
    with pytest.raises(DataError):
        replace_files({folder / "x" / "new": b"1"})
    assert contents(folder)["x/theirs"] == b"t"
    assert "x/new" not in contents(folder)
