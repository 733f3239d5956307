"""A project into a study: what is written where, and what is refused."""

from __future__ import annotations

import json
import shutil
import subprocess
import warnings
from dataclasses import replace
from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.refi import Project, import_project, read_project
from crosscase.refi.project import Case, Note, Source
from crosscase.study import Study
from tests.refi.archives import made_guid, simple


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_tables_go_to_data_and_texts_stay_private(coded: Project, study_folder: Path) -> None:
    before = contents(study_folder)
    written = import_project(coded, study_folder)
    guid = made_guid("src", 1)
    assert written == [
        f"private/qda/my_wards/{guid}.txt",
        "private/qda/my_wards/memos.json",
        *(f"data/qda_{name}.csv" for name in ("sources", "codes", "cases", "values", "codings")),
        "data/datapackage.json",
        ".gitignore",
    ]
    after = contents(study_folder)
    assert {name for name in after if after[name] != before.get(name)} == set(written)
    study = Study.open(study_folder)
    assert study.qda_codings["project_id"].unique().tolist() == ["my_wards"]
    assert study.qda_values[["variable", "value"]].values.tolist() == [["staff", "12"]]
    data = b"".join(text for name, text in after.items() if name.startswith("data/"))
    assert b"reports up" not in data
    assert b"private remark" not in data
    assert after[f"private/qda/my_wards/{guid}.txt"].startswith(b"They send reports up.\n")


def test_memos_keep_what_the_tables_do_not(study_folder: Path) -> None:
    project = Project(
        "Wärds", "Tool", positions="code points (assumed)",
        cases=(Case("k1", "A", "remark"), Case("k2", "B")),
        notes=(Note("n", "memo", "my \ud83d thought", ("k1",)),),
    )  # fmt: skip
    import_project(project, study_folder, project_id="w")
    text = (study_folder / "private/qda/w/memos.json").read_bytes()
    assert "Wärds".encode() in text
    assert text.startswith(b'{\n "name": ')
    assert text.endswith(b"}\n")
    assert json.loads(text.decode("utf-8", "surrogatepass")) == {
        "name": "Wärds",
        "origin": "Tool",
        "positions": "code points (assumed)",
        "notes": [{"guid": "n", "name": "memo", "about": ["k1"], "text": "my \ud83d thought"}],
        "case_descriptions": {"k1": "remark"},
    }


def test_the_study_is_found_as_everywhere(coded: Project, study_folder: Path) -> None:
    import_project(coded)  # $CROSSCASE_STUDY
    assert (study_folder / "data" / "qda_codings.csv").is_file()
    with pytest.raises(DataError, match="there is no such folder"):
        import_project(coded, study_folder.parent / "none")


@pytest.mark.parametrize(
    ("file", "name", "expected"),
    [("/x/My Wards.qdpx", "Other", "my_wards"), ("", "Project: B", "project_b")],
)
def test_the_short_name_is_made_from_the_file(
    coded: Project, study_folder: Path, file: str, name: str, expected: str
) -> None:
    import_project(replace(coded, file=file, name=name), study_folder)
    assert Study.open(study_folder).qda_codes["project_id"].unique().tolist() == [expected]


def test_twice_is_the_same_and_another_project_stays(
    coded: Project, study_folder: Path, tmp_path: Path
) -> None:
    other = read_project(simple(tmp_path, "Staff left.", ["Staff", "left"]))
    import_project(coded, study_folder, project_id="b")
    import_project(other, study_folder, project_id="a")
    before = contents(study_folder)
    import_project(coded, study_folder, project_id="b")
    assert contents(study_folder) == before
    codings = Study.open(study_folder).qda_codings
    assert codings["project_id"].tolist() == ["a", "a", "b", "b", "b"]
    assert codings["order"].tolist() == [1, 2, 1, 2, 3]


def test_rows_of_other_projects_stay_as_they_stand(coded: Project, study_folder: Path) -> None:
    import_project(coded, study_folder, project_id="a")
    path = study_folder / "data" / "qda_codes.csv"
    text = path.read_text().replace("P10 is none of ours", "007").replace("P2,P2", "NA,NA")
    path.write_text(text)
    import_project(coded, study_folder, project_id="b")
    assert path.read_text().startswith(text)


def test_ten_rows_come_in_the_order_of_numbers(study_folder: Path, tmp_path: Path) -> None:
    words = [f"w{n:02d}" for n in range(12)]
    project = read_project(simple(tmp_path, " ".join(words), words))
    for name in ("a", "b"):
        import_project(project, study_folder, project_id=name)
    assert Study.open(study_folder).qda_codings["order"].tolist() == [*range(1, 13)] * 2


def test_texts_of_an_earlier_import_that_are_no_more_go(coded: Project, study_folder: Path) -> None:
    import_project(coded, study_folder, project_id="w")
    folder = study_folder / "private" / "qda"
    (folder / "other").mkdir()
    (folder / "other" / "a.txt").write_text("another project's")
    import_project(replace(coded, sources=(), codings=()), study_folder, project_id="w")
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))
    assert there == ["other/a.txt", "w/memos.json"]


# --- the data package -----------------------------------------------------------------------


def test_tables_are_listed_behind_the_study_s_own(coded: Project, study_folder: Path) -> None:
    for _ in range(2):
        import_project(coded, study_folder, project_id="w")
        package = json.loads((study_folder / "data" / "datapackage.json").read_text())
        assert package["name"] == "my-study"
        assert [entry["name"] for entry in package["resources"]] == [
            "cases", "evidence", "propositions", "sources",
            "qda_sources", "qda_codes", "qda_cases", "qda_values", "qda_codings",
        ]  # fmt: skip
    assert not (study_folder / "data" / "schemas").exists()


def test_the_package_stays_a_file_that_people_read(coded: Project, study_folder: Path) -> None:
    path = study_folder / "data" / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"Case"', '"Fälle"'), "utf-8")
    (study_folder / "data" / "schemas").mkdir()
    import_project(coded, study_folder, project_id="w")
    schema = (study_folder / "data" / "schemas" / "qda_cases.json").read_text("utf-8")
    for text, indent in ((path.read_text("utf-8"), 1), (schema, 2)):
        assert text == json.dumps(json.loads(text), indent=indent, ensure_ascii=False) + "\n"
        assert "Fälle" in text


def test_a_stray_file_that_is_no_table_of_the_study_is_not_read(
    coded: Project, study_folder: Path
) -> None:
    (study_folder / "data" / "qda_codes.csv").write_text("left over")
    import_project(coded, study_folder, project_id="w")
    assert len(Study.open(study_folder).qda_codes) == 5


def test_a_study_with_schema_files_gets_them(coded: Project, study_folder: Path) -> None:
    (study_folder / "data" / "schemas").mkdir()
    import_project(coded, study_folder, project_id="w")
    package = json.loads((study_folder / "data" / "datapackage.json").read_text())
    names = [entry["name"] for entry in package["resources"]]
    assert names == sorted(names)
    for entry in package["resources"]:
        if entry["name"].startswith("qda_"):
            path = study_folder / "data" / "schemas" / f"{entry['name']}.json"
            assert entry["schema"] == json.loads(path.read_text())["schema"]
            assert path.read_text().endswith("}\n")


def test_headings_of_cases_and_propositions_are_those_of_the_study(
    coded: Project, study_folder: Path
) -> None:
    path = study_folder / "data" / "datapackage.json"
    text = path.read_text().replace('"Case"', '"Firm"').replace('"Name"', '"Called"')
    path.write_text(text)
    import_project(coded, study_folder, project_id="w")
    titles = Study.open(study_folder).titles
    assert titles("qda_cases")["case_id"] == titles()["case_id"] == "Firm"
    assert titles("qda_codings")["proposition_id"] == "Proposition"
    assert titles("qda_cases")["name"] == "Name"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (None, "private/\n"),
        ("build\n", "build\nprivate/\n"),
        ("build", "build\nprivate/\n"),
        ("", "private/\n"),
        ("my_private/\n", "my_private/\nprivate/\n"),
    ],
)
def test_git_is_told_to_ignore_private(
    coded: Project, study_folder: Path, old: str | None, new: str
) -> None:
    path = study_folder / ".gitignore"
    path.unlink(missing_ok=True)
    if old is not None:
        path.write_text(old)
    assert ".gitignore" in import_project(coded, study_folder)
    assert path.read_text() == new


@pytest.mark.parametrize("line", ["private", "private/", "/private", "/private/"])
def test_an_ignore_file_that_covers_it_stays(coded: Project, study_folder: Path, line: str) -> None:
    (study_folder / ".gitignore").write_text(f"build\n{line}\n")
    assert ".gitignore" not in import_project(coded, study_folder)


def test_git_sees_no_running_text(coded: Project, study_folder: Path) -> None:
    import_project(coded, study_folder, project_id="w")
    git = shutil.which("git")
    if git is None:
        warnings.warn("no git here", stacklevel=1)
        return
    for arguments in (["init", "-q"], ["add", "-A"]):
        subprocess.run([git, *arguments], cwd=study_folder, check=True)
    done = subprocess.run(
        [git, "ls-files"], cwd=study_folder, check=True, capture_output=True, text=True
    )
    assert "data/qda_codings.csv" in done.stdout.split()
    assert "private" not in done.stdout


# --- what is refused ------------------------------------------------------------------------


def _refused(project: Project, study_folder: Path, **options: object) -> str:
    before = contents(study_folder)
    with pytest.raises(DataError) as caught:
        import_project(project, study_folder, **options)  # type: ignore[arg-type]
    assert contents(study_folder) == before
    return str(caught.value)


@pytest.mark.parametrize("name", ["../x", "My", "a b", "", "ä"])
def test_short_names_that_are_none(coded: Project, study_folder: Path, name: str) -> None:
    assert _refused(coded, study_folder, project_id=name) == (
        f"the project's short name {name!r} is not allowed: a–z, 0–9 and _ only; "
        "give another with --name"
    )


def _without_texts(n: int, kind: str = "text") -> Project:
    sources = tuple(Source(f"s{i}", f"t{i}", kind, missing="no file") for i in range(n))
    return Project("Wards", "", sources=sources, file="w.qdpx")


@pytest.mark.parametrize(
    ("n", "texts"),
    [
        (1, "1 source are missing (t0)"),
        (8, "8 sources are missing (t0, t1, t2, t3, t4, t5, t6, t7)"),
        (9, "9 sources are missing (t0, t1, t2, t3, t4, t5, t6, t7, …)"),
    ],
)
def test_texts_that_are_missing(study_folder: Path, n: int, texts: str) -> None:
    assert _refused(_without_texts(n), study_folder) == (
        f"w.qdpx: the texts of {texts}; export the project with its sources, or add "
        "--allow-missing. Nothing was written"
    )
    nameless = replace(_without_texts(n), file="")
    assert _refused(nameless, study_folder).startswith("Wards: the texts of")


def test_texts_may_be_missing_where_that_is_allowed(study_folder: Path) -> None:
    import_project(_without_texts(1), study_folder, allow_missing=True)
    assert Study.open(study_folder).qda_sources["text_file"].isna().all()
    import_project(_without_texts(1, "note"), study_folder)  # a note has no text to lose


def test_tables_are_checked_before_anything_is_written(coded: Project, study_folder: Path) -> None:
    odd = replace(coded, sources=(*coded.sources, Source("s9", "x", "hologram")))
    assert _refused(odd, study_folder).startswith(
        "data/qda_sources.csv:3:kind: a level that is not allowed: 'hologram'"
    )


def test_a_study_with_faults_is_not_touched(coded: Project, study_folder: Path) -> None:
    path = study_folder / "data" / "cases.csv"
    path.write_text(path.read_text().replace("failure", "flop"))
    assert "data/cases.csv:4:role" in _refused(coded, study_folder)


def test_a_disk_that_is_full(
    coded: Project, study_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    message = _refused(coded, study_folder)
    assert message.endswith("cannot be written (No space left on device); nothing was changed")
