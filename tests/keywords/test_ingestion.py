"""Files to features in a study: ids, what is written, compared, told, and refused."""

from __future__ import annotations

import hashlib
import json
import threading
from pathlib import Path

import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.keywords import ingestion
from crosscase.keywords.ingestion import FileReport, ingest
from crosscase.keywords.processes import each_apart
from crosscase.study import Study

TALK = "A: Why?\n\nB: So.\n\nA: How?\n\nB: So so.\n"


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    """Read in this process, which is faster; processes have tests of their own."""

    def worked(work, tasks, **_):
        for task in tasks:
            try:
                yield task, work(task)
            except DataError as error:
                yield task, ingestion.Failed(str(error))

    monkeypatch.setattr(ingestion, "each_apart", worked)


@pytest.fixture
def files(tmp_path, monkeypatch):
    """Write files beside one another, by name and text, and work in their folder."""
    monkeypatch.chdir(tmp_path)

    def written(**texts):
        for name, text in texts.items():
            Path(name.replace("__", ".")).write_text(text, encoding="utf-8")
        return [name.replace("__", ".") for name in texts]

    return written


def told(found):
    return [(report.source_id, report.status) for report in found.reports]


# What is written ------------------------------------------------------------------------------


def test_features_are_written_compared_and_renewed(files, study):
    given = files(a__txt="Customers of ZTE.\n")
    folder = study / "data" / "features"
    (first,) = ingest(given, study=study, check=True).reports
    assert (first.status, first.message) == ("differs", "there were no features yet")
    assert not folder.exists()
    (first,) = ingest(given, study=study).reports
    assert (first.status, first.message) == ("written", "there were no features yet")
    assert sorted(path.name for path in folder.iterdir()) == ["a.codebook.json", "a.json"]
    for check in (True, False):
        (again,) = ingest(given, study=study, check=check).reports
        assert again.status == "matches"
        assert again.message == "the features in the study match, byte for byte"
    old = hashlib.sha256(b"Customers of ZTE.\n").hexdigest()
    before = (folder / "a.json").read_bytes()
    files(a__txt="Other customers.\n")
    message = f"the features in the study were of another text (SHA-256 {old[:12]}…)"
    (other,) = ingest(given, study=study, check=True).reports
    assert (other.status, other.message) == ("differs", message)
    assert (folder / "a.json").read_bytes() == before
    (other,) = ingest(given, study=study).reports
    assert (other.status, other.message) == ("rewritten", message)
    assert json.loads((folder / "a.json").read_text(encoding="utf-8"))["sha256"] == other.sha256


def test_what_differs_for_the_same_text(files, study):
    given = files(a__txt="Customers of ZTE.\n")
    ingest(given, study=study)
    path = study / "data/features/a.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    (report,) = ingest(given, study=study, check=True).reports
    assert report.message == "the features in the study differ for the same text"
    path.write_text("{", encoding="utf-8")
    (report,) = ingest(given, study=study, check=True).reports
    assert report.message.startswith("the features in the study were of another text (SHA-256 None")


def test_a_codebook_that_changed_renews_its_counts_alone(files, study):
    given = files(a__txt="Customers of ZTE.\n")
    ingest(given, study=study)
    folder = study / "data" / "features"
    times = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    (study / "data/codebook.csv").write_text("code_id,term\nk1,ZTE\n")
    message = "the text's features match; the codebook or the aliases have changed"
    (report,) = ingest(given, study=study, check=True).reports
    assert (report.status, report.message) == ("differs", message)
    (report,) = ingest(given, study=study).reports
    assert (report.status, report.message) == ("rewritten", message)
    now = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert now["a.json"] == times["a.json"]
    assert now["a.codebook.json"] > times["a.codebook.json"]
    (study / "data/firm_aliases.csv").unlink()
    (report,) = ingest(given, study=study).reports
    assert (report.status, report.message) == ("rewritten", message)


def test_what_is_known_of_a_file(files, study):
    given = files(a__txt=TALK + "\nPage 3 of 9\n\nB: Yes.\n\nPage 4 of 9\n", b__html="<p>Hub</p>")
    talk, page = ingest(given, study=study).reports
    assert talk.as_dict() == {
        "file": "a.txt", "source_id": "a", "status": "written",
        "message": "there were no features yet", "sha256": talk.sha256, "format": "txt",
        "encoding": "utf-8", "notes": (), "paragraphs": 5, "kinds": {"turn": 5},
        "speakers": ("A", "B"), "turns": 5, "left_out": {"page number": 2},
        "left_out_lines": (
            {"line": 9, "reason": "page number", "text": "Page 3 of 9"},
            {"line": 13, "reason": "page number", "text": "Page 4 of 9"},
        ),
    }  # fmt: skip
    assert str(talk) == (
        "a: 5 paragraphs (5 turns of A, B) from a.txt; left out: 2 page number; "
        "written: there were no features yet"
    )
    assert (page.format, page.kinds, page.turns, page.speakers) == ("html", {"text": 1}, 0, ())
    assert str(page).startswith("b: 1 paragraphs from b.html; left out: nothing; written: ")


def test_notes_stand_in_the_sentence_and_the_table(files, study):
    files()
    Path("a.txt").write_bytes("é.".encode("cp1252"))
    found = ingest(["a.txt", "no.txt"], study=study)
    note = "not UTF-8; read as cp1252, check accents and quotation marks"
    assert f"left out: nothing; {note}; written: " in str(found.reports[0])
    table = found.table
    assert table.columns.tolist() == [
        "file", "source_id", "status", "paragraphs", "turns", "speakers", "left_out", "notes",
        "message",
    ]  # fmt: skip
    assert table.iloc[0].tolist()[:8] == ["a.txt", "a", "written", 1, 0, "", "", note]
    assert table["status"].tolist() == ["written", "failed"]
    assert found.title == "2 files, 1 failed"
    assert repr(found).startswith(found.title)
    assert [report.file for report in found.failed] == ["no.txt"]


def test_the_first_thousand_lines_left_out_are_told_by_their_beginnings(files, study):
    mark = "Comment [AB1]: " + "x" * 200
    given = files(a__txt="One.\n\n" + f"{mark}\n" * 1200)
    (report,) = ingest(given, study=study).reports
    assert len(report.left_out_lines) == 1000
    assert report.left_out == {"editor's mark": 1200}
    assert report.left_out_lines[0] == {"line": 3, "reason": "editor's mark", "text": mark[:100]}


# Failures -------------------------------------------------------------------------------------


def test_what_cannot_be_read_keeps_nobody_from_being_read(files, study, monkeypatch):
    monkeypatch.setattr(ingestion, "each_apart", each_apart)
    given = files(a__txt="", b__txt="Hub.\n", c__xlsx="x")
    found = ingest([*given, "none.txt"], study=study, jobs=2)
    assert told(found) == [("a", "failed"), ("b", "written"), ("c", "failed"), ("none", "failed")]
    assert [report.failed for report in found.reports] == [True, False, True, True]
    assert str(found.reports[0]) == "FAILED a.txt: is empty"
    assert str(found.reports[3]) == "FAILED none.txt: there is no such file"
    assert found.reports[0].as_dict() == {
        "file": "a.txt", "source_id": "a", "status": "failed", "message": "a.txt: is empty",
    }  # fmt: skip


def test_a_file_stands_once_in_the_message(files, study, tmp_path):
    files()
    (tmp_path / "deep").mkdir()
    broken = str(tmp_path / "deep" / "none.txt")
    (report,) = ingest([broken], study=study).failed
    assert report.message == f"{broken}: there is no such file"


def test_who_gives_up_names_the_file(files, study, monkeypatch):
    given = files(a__txt="Hub.\n")
    monkeypatch.setattr(ingestion, "each_apart", lambda work, tasks, **_: [
        (task, ingestion.Failed("took more than 60 s and was given up")) for task in tasks
    ])  # fmt: skip
    (report,) = ingest(given, study=study).reports
    assert report.message == "a.txt: took more than 60 s and was given up"


def test_patience_grows_with_the_file(files, study, monkeypatch):
    given = files(a__txt="x" * 2_000_000, b__txt="Hub.")
    asked = {}

    def noted(work, tasks, *, workers, patience_s):
        asked.update({task.file: patience_s(task) for task in tasks}, workers=workers)
        return [(task, ingestion.Failed("x")) for task in tasks]

    monkeypatch.setattr(ingestion, "each_apart", noted)
    ingest([*given, "none.txt"], study=study, jobs=2)
    assert asked == {"a.txt": 66, "b.txt": pytest.approx(60, abs=0.001), "none.txt": 60,
                     "workers": 2}  # fmt: skip
    # Never more than there are files, and one a processor unless told.
    ingest(given, study=study, jobs=9)
    assert asked["workers"] == 2
    for number in (1, None):
        monkeypatch.setattr("os.cpu_count", lambda number=number: number)
        ingest(given, study=study)
        assert asked["workers"] == 1


@pytest.mark.parametrize(
    ("status", "failed"),
    [("written", False), ("rewritten", False), ("matches", False), ("differs", True),
     ("failed", True)],
)  # fmt: skip
def test_what_counts_as_failed(status, failed):
    assert FileReport("a", "a", status, "m").failed == failed


def test_progress_is_shown_on_stderr_if_asked(files, study, capsys):
    given = files(a__txt="Hub.\n")
    ingest(given, study=study)
    assert capsys.readouterr().err == ""
    before = set(threading.enumerate())
    ingest(given, study=study, progress=True)
    shown = capsys.readouterr().err
    assert "1/1" in shown
    assert "file" in shown
    # The bar leaves no thread behind that would be in the way of a fork.
    assert set(threading.enumerate()) <= before


# Ids and studies ------------------------------------------------------------------------------


def ids(given, study, **options):
    return [report.source_id for report in ingest(given, study=study, **options).reports]


def test_ids_are_those_of_sources_or_of_names(files, study):
    given = files(a__txt="A.", b__txt="B.", b__md="B.")
    assert ids(given, study) == ["a", "b_txt", "b_md"]
    for column in ("file", "file_name"):
        (study / "data/sources.csv").write_text(f"source_id,{column}\nmain,b.md\n")
        assert ids(given, study) == ["a", "b_txt", "main"]
    assert ids(given, study, source_ids=["x", "y.1", "z-_"]) == ["x", "y.1", "z-_"]
    for other in ("source_id,title\nmain,b.md\n", "file\nb.md\n"):
        (study / "data/sources.csv").write_text(other)
        assert ids(given, study) == ["a", "b_txt", "b_md"]


def test_names_that_are_no_ids_become_some(files, study):
    files()
    for name, wanted in {
        "Two words (1).txt": "Two_words_1",
        "é.txt": "source",
        ".txt": "txt",
    }.items():
        Path(name).write_text("A.")
        assert ids([name], study) == [wanted], name
    Path("sub").mkdir()
    Path("sub/a.txt").write_text("A.")
    for path in ("sub/a.txt", "./sub/a.txt", "../" + Path.cwd().name + "/sub/a.txt"):
        assert ids([path], study) == ["a"], path


@pytest.mark.parametrize(
    ("given", "options", "message"),
    [
        (["a.txt", "b.txt"], {"source_ids": ["x"]}, "source_ids has 1 ids for 2 files; give one"),
        (["a.txt"], {"source_ids": ["../x"]}, "source id '../x': allowed are letters, digits and"),
        (["a.txt"], {"source_ids": ["x" * 82]}, "source id 'xxx"),
        (["a.txt"], {"source_ids": ["-x"]}, "source id '-x'"),
        (["a.txt", "b.txt", "c.txt"], {"source_ids": ["x", "y", "x"]},
         r"^a\.txt, c\.txt would all be source 'x'; give an id for each file"),
        (["a.txt", "b.txt", "a.txt"], {}, r"^a\.txt is given twice"),
        (["a.txt"], {"jobs": 0}, "jobs is 0; allowed: 1 and above"),
    ],
)  # fmt: skip
def test_refuses(study, given, options, message):
    with pytest.raises(ParameterError, match=message):
        ingest(given, study=study, **options)


def test_a_long_id_may_have_81_characters(files, study):
    given = files(a__txt="A.")
    assert ids(given, study, source_ids=["x" * 81]) == ["x" * 81]


def test_a_study_is_a_folder_with_data(files, study, tmp_path):
    given = files(a__txt="A.")
    assert ids(given, Study(study, {}, {})) == ["a"]
    assert told(ingest(given, study=Study(tmp_path / "new", {}, {}))) == [("a", "written")]
    with pytest.raises(DataError, match="none: there is no such folder; make one with 'crosscase"):
        ingest(given, study=tmp_path / "none")
    (tmp_path / "bare").mkdir()
    with pytest.raises(DataError, match="bare: is no study, it has no folder 'data'"):
        ingest(given, study=tmp_path / "bare")
    Path("data").mkdir()
    assert told(ingest(given)) == [("a", "written")]
