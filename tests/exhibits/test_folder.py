"""A folder of exhibits: names on disk, parts of runs, merged files, sessions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.exhibits.folder import BASELINE, ExhibitFolder, Session, exhibit_folder


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExhibitFolder:
    session = Session(tmp_path / "x", "01_a", "01_a--b", {"p": 1})
    for key, value in session.environment().items():
        monkeypatch.setenv(key, value)
    return ExhibitFolder(tmp_path / "x")


def test_a_session_goes_through_the_environment(folder: ExhibitFolder) -> None:
    assert Session.current() == Session(folder.path, "01_a", "01_a--b", {"p": 1})
    assert exhibit_folder() == folder.path
    assert folder.path.is_dir()


def test_without_a_session_a_notebook_never_touches_the_baseline(
    study_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for key in Session().environment():
        monkeypatch.delenv(key, raising=False)
    assert Session.current() == Session(None, "", "session", {})
    assert exhibit_folder() == study_folder / "build" / "exhibits"
    assert exhibit_folder().is_dir()  # twice: it may be there


def test_an_exhibit_is_written_with_its_facts_and_listed(folder: ExhibitFolder) -> None:
    folder.write({"id": "b", "kind": "table", "title": "B"}, b"x,y\n1,2\n")
    folder.write({"id": "a", "kind": "text"}, b"words")
    folder.write({"id": "c", "kind": "figure"}, b"<svg/>")
    folder.write({"id": "b", "kind": "table", "title": "B again"}, b"x,y\n1,3\n")
    assert folder.ids == ["a", "b", "c"]
    names = sorted(path.name for path in folder.path.iterdir())
    assert names == [
        "_part_01_a--b.json", "a.json", "a.md", "b.csv", "b.json", "c.json", "c.svg",
    ]  # fmt: skip
    facts = folder.facts("b")
    assert (facts["title"], facts["order"], facts["file"]) == ("B again", 0, "b.csv")
    assert (facts["notebook"], facts["parameters"]) == ("01_a", {"p": 1})
    assert [folder.facts(id)["order"] for id in "abc"] == [1, 0, 2]
    assert folder.rows("b") == (["x", "y"], [["1", "3"]])
    assert Session(None, parameters={"b": 1, "a": "é"}).environment()["CROSSCASE_PARAMETERS"] == (
        '{"a": "\\u00e9", "b": 1}'
    )
    assert folder.part("01_a--b")["exhibits"] == {"b": "b.csv", "a": "a.md", "c": "c.svg"}


def test_a_part_collects_what_one_run_publishes(folder: ExhibitFolder) -> None:
    assert folder.part("none") == {"exhibits": {}, "numbers": {}, "verdicts": {}, "inputs": {}}
    folder.add("numbers", {"n": {"value": 1}})
    folder.add("numbers", {"m": {"value": 2}})
    folder.add("verdicts", {"v": {"verdict": "holds"}})
    part = folder.part("01_a--b")
    assert list(part["numbers"]) == ["n", "m"]
    assert part["numbers"]["n"] == {"value": 1, "notebook": "01_a"}
    assert part["verdicts"] == {"v": {"verdict": "holds", "notebook": "01_a"}}


def test_what_is_published_again_takes_the_place_of_the_first(
    folder: ExhibitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = {"data/a.csv": "aa"}
    monkeypatch.setattr("crosscase.exhibits.folder.reads", lambda: dict(read))
    folder.add("numbers", {"n": {"value": 1}})
    assert folder.part("01_a--b")["inputs"] == read
    read["data/b.csv"] = "bb"
    folder.add("numbers", {"n": {"value": 2}})
    assert folder.part("01_a--b")["numbers"]["n"]["value"] == 2
    assert folder.part("01_a--b")["inputs"] == read


def test_facts_of_an_earlier_run_do_not_outlive_it(folder: ExhibitFolder) -> None:
    stale = {"notebook": "00_x", "parameters": {"p": 9}, "order": 7, "inputs": {"x": "y"}}
    folder.write({"id": "t", "kind": "text", "file": "t.csv", **stale}, b"words")
    assert folder.facts("t") == {
        "id": "t", "kind": "text", "file": "t.md", "notebook": "01_a", "parameters": {"p": 1},
        "order": 0, "inputs": folder.part("01_a--b")["inputs"],
    }  # fmt: skip


def test_merged_files_are_written_apart(folder: ExhibitFolder) -> None:
    folder.write_merged(numbers={"é": 3}, manifest={})
    assert "é" in (folder.path / "numbers.json").read_text(encoding="utf-8")
    folder.write_merged(numbers={"b": 1, "a": 2}, manifest={"runs": {}})
    assert folder.numbers == {"a": 2, "b": 1}
    assert folder.manifest == {"runs": {}}
    assert folder.verdicts == {}
    assert not (folder.path / "verdicts.json").exists()
    folder.write_merged(verdicts={"v": {}})
    assert folder.verdicts == {"v": {}}
    assert folder.numbers == {"a": 2, "b": 1}
    assert folder.ids == []
    text = (folder.path / "numbers.json").read_text(encoding="utf-8")
    assert text == '{\n "a": 2,\n "b": 1\n}\n'


def test_a_cell_of_several_lines_keeps_them(folder: ExhibitFolder) -> None:
    folder.write({"id": "t", "kind": "table"}, b'x,y\na,"1\r\n2"\n')
    assert folder.rows("t")[1] == [["a", "1\r\n2"]]


def test_rows_with_one_label_are_told_apart(folder: ExhibitFolder) -> None:
    folder.write({"id": "t", "kind": "table"}, b"x,y\na,1\nb,2\na,3\na,\n")
    cells = folder.cells("t")
    assert cells.index.tolist() == ["a", "b", "a#2", "a#3"]
    assert cells.y.tolist() == ["1", "2", "3", ""]


def test_a_folder_is_found_from_its_study(tmp_path: Path) -> None:
    baseline = tmp_path / BASELINE
    baseline.mkdir(parents=True)
    with pytest.raises(DataError, match=r"no exhibits there; give a folder.*such as paper/exhib"):
        ExhibitFolder.find(tmp_path)
    (baseline / "numbers.json").write_text("{}", encoding="utf-8")
    assert ExhibitFolder.find(tmp_path).path == baseline
    assert ExhibitFolder.find(str(baseline)).path == baseline
    other = tmp_path / "exhibits"
    other.mkdir()
    (other / "manifest.json").write_text("{}", encoding="utf-8")
    assert ExhibitFolder.find(tmp_path).path == other
    (tmp_path / "t.json").write_text("{}", encoding="utf-8")
    assert ExhibitFolder.find(tmp_path).path == tmp_path


def test_what_is_missing_or_broken_is_named(folder: ExhibitFolder) -> None:
    folder.write({"id": "t", "kind": "table"}, b"x\n1\n")
    (folder.path / "t.csv").unlink()
    with pytest.raises(DataError, match=r"t.csv: the exhibit's file is missing; run 'crosscase"):
        folder.file("t")
    assert folder.facts("nothing") == {}
    for broken in ("{", "[]", "3"):
        (folder.path / "numbers.json").write_text(broken, encoding="utf-8")
        if broken == "[]":
            assert folder.numbers == {}
            continue
        with pytest.raises(DataError, match=r"numbers.json: not JSON \(.+\); run 'crosscase"):
            _ = folder.numbers


def test_two_processes_that_write_one_file_do_not_meet(
    folder: ExhibitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    replace = Path.replace

    def other_first(path: Path, target: Path) -> Path:
        """Let another process write and replace the same file just before this one does."""
        made.append(path)
        if len(made) == 1:
            with monkeypatch.context() as other:
                other.setattr("os.getpid", lambda: -1)
                folder.write_merged(numbers={"n": 2})
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", other_first)
    folder.write_merged(numbers={"n": 1})
    assert folder.numbers == {"n": 1}
    assert len({path.name for path in made}) == 2


def test_hidden_files_and_parts_are_no_exhibits(folder: ExhibitFolder) -> None:
    folder.write({"id": "t", "kind": "table"}, b"x\n1\n")
    for name in (".hidden.json", "_part_x.json", "numbers.json", "verdicts.json", "manifest.json"):
        (folder.path / name).write_text("{}", encoding="utf-8")
    assert folder.ids == ["t"]


def test_ids_are_sorted_whatever_the_disk_says(
    folder: ExhibitFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    for id in "bac":
        folder.write({"id": id, "kind": "text"}, b"words")
    glob = Path.glob
    monkeypatch.setattr(
        Path, "glob", lambda path, pattern: sorted(glob(path, pattern), reverse=True)
    )
    assert folder.ids == ["a", "b", "c"]


def test_copying_takes_both_files(folder: ExhibitFolder, tmp_path: Path) -> None:
    folder.write({"id": "t", "kind": "table"}, b"x\n1\n")
    (tmp_path / "y").mkdir()
    other = ExhibitFolder(tmp_path / "y")
    folder.copy("t", other)
    assert other.facts("t") == folder.facts("t")
    assert other.rows("t") == folder.rows("t")


def test_a_folder_is_made_where_it_is_missing(tmp_path: Path) -> None:
    made = ExhibitFolder(tmp_path / "far" / "away")
    made.write_merged(numbers={"n": 1})
    assert ExhibitFolder.find(tmp_path / "far" / "away").numbers == {"n": 1}


def test_numbers_that_json_cannot_hold_are_refused(folder: ExhibitFolder) -> None:
    with pytest.raises(ValueError, match="JSON"):
        folder.write_merged(numbers={"n": float("nan")})
    assert json.dumps(folder.numbers) == "{}"
