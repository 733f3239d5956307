"""Imported projects on their way out again."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from crosscase.refi import Project, export_study, import_project, read_project, study_project
from crosscase.refi.imported_projects import ImportedProject
from crosscase.refi.project import Case, Code, Coding, Note, Source
from crosscase.study import Study
from tests.refi.archives import made_guid
from tests.refi.test_tree import FULL

SCHEMA = Path(__file__).parents[1] / "reference" / "refi" / "Project.xsd"


def sent_on(study_folder: Path, *, with_evidence: bool = False) -> Project:
    """What the study's export holds when it is read again."""
    out = study_folder.parent / "out.qdpx"
    export_study(Study.open(study_folder), out, with_evidence=with_evidence)
    with zipfile.ZipFile(out) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    etree.XMLSchema(etree.parse(SCHEMA)).assertValid(root)
    return read_project(out)


@pytest.mark.parametrize("which", ["wards", "everything"])
def test_they_go_out_as_they_came_in(study_folder: Path, coded: Project, which: str) -> None:
    original = coded if which == "wards" else FULL
    import_project(original, study_folder, project_id="w")
    again = sent_on(study_folder)
    assert again.codes == original.codes
    assert again.cases == original.cases
    assert again.values == original.values
    for parts in ("sources", "codings", "notes"):
        ours, theirs = getattr(again, parts), getattr(original, parts)
        assert {part.guid for part in ours} == {part.guid for part in theirs}
    assert {c.guid: c for c in again.codings} == {c.guid: c for c in original.codings}
    assert {s.guid: s for s in again.sources} == {s.guid: s for s in original.sources}


def test_parts_of_a_project_as_the_tables_have_them(study_folder: Path) -> None:
    import_project(FULL, study_folder, project_id="w")
    found = ImportedProject(Study.open(study_folder), "w", taken=())
    assert tuple(found.codes()) == FULL.codes
    assert tuple(found.sources()) == FULL.sources
    assert tuple(found.codings()) == FULL.codings
    assert tuple(found.values()) == FULL.values
    assert tuple(found.notes()) == FULL.notes
    assert found.cases() == [("firm_a", FULL.cases[0]), ("firm_b", FULL.cases[1])]


def test_memos_keep_what_xml_cannot_hold(study_folder: Path) -> None:
    note = Note("n", "memo", "half an emoji \ud83d")
    import_project(Project("x", "", notes=(note,)), study_folder, project_id="w")
    assert ImportedProject(Study.open(study_folder), "w", taken=()).notes() == [note]


def test_empty_cells_are_empty_texts(study_folder: Path) -> None:
    project = Project(
        "x", "", codes=(Code("c", "", ""),), cases=(Case("k", ""),), sources=FULL.sources[:1]
    )
    import_project(project, study_folder, project_id="w")
    found = ImportedProject(Study.open(study_folder), "w", taken=())
    assert found.codes() == [Code("c", "", "")]
    assert found.cases() == [(None, Case("k", "k"))]


def test_texts_and_memos_that_are_gone_leave_the_rest(study_folder: Path, coded: Project) -> None:
    import_project(coded, study_folder, project_id="w")
    shutil.rmtree(study_folder / "private")  # as in a clone: private/ is not in git
    again = sent_on(study_folder)
    assert [(c.start, c.end) for c in again.codings] == [(c.start, c.end) for c in coded.codings]
    assert all(c.quote_sha1 is None for c in again.codings)
    assert again.cases[0].description is None
    assert again.notes == ()


def test_cases_of_the_study_take_up_what_they_were_matched_with(
    study_folder: Path, coded: Project
) -> None:
    import_project(coded, study_folder, project_id="w")
    own = study_project(Study.open(study_folder)).cases
    before = study_project(Study.open(study_folder), with_evidence=True)
    names = [case.name for case in own]
    assert names == ["Firm A", "Firm B", "Firm C", "Firm Z"]
    assert own[0].sources == (made_guid("src", 1),)
    assert len(own[0].selections) == 2
    assert before.counts["codings"] == 10 + 3


# Two codings of two cases that the study does not have, told apart by selections alone.
APART = Project(
    "x", "", codes=(Code(made_guid("c", 1), "a", "a"),),
    sources=(Source(made_guid("s", 1), "one.txt", "text", "We left them."),),
    cases=tuple(Case(made_guid("k", n), f"Z{n}", selections=(made_guid("x", n),)) for n in (1, 2)),
    codings=tuple(
        Coding(made_guid("q", n), made_guid("s", 1), made_guid("s", 1), made_guid("x", n), "text",
               3 * n, 3 * n + 2, made_guid("c", 1))
        for n in (1, 2)
    ),
    notes=(Note(made_guid("n", 1), "memo", "on a code", (made_guid("c", 1),)),),
)  # fmt: skip


def test_two_imports_of_one_project_stay_apart(study_folder: Path) -> None:
    for name in ("one", "two"):
        import_project(APART, study_folder, project_id=name)
    again = sent_on(study_folder)
    assert again.counts == {"sources": 2, "codes": 2, "cases": 4, "codings": 4}
    for parts in (again.codes, again.sources, again.cases, again.codings, again.notes):
        assert len({part.guid for part in parts}) == len(parts)
    where = {coding.selection: (coding.source, coding.start) for coding in again.codings}
    held = [where[selection] for case in again.cases for selection in case.selections]
    assert len(held) == len(set(held)) == 4
    assert [start for _, start in held] == [3, 6, 3, 6]
    assert [note.about for note in again.notes] == [(code.guid,) for code in again.codes]


def test_codes_on_whole_sources_stay_with_their_source(study_folder: Path) -> None:
    whole = Coding(
        made_guid("q", 1), made_guid("s", 1), made_guid("s", 1), f"{made_guid('s', 1)}/source",
        "source", 0, 13, made_guid("c", 1),
    )  # fmt: skip
    project = Project("x", "", codes=APART.codes, sources=APART.sources, codings=(whole,))
    for name in ("one", "two"):
        import_project(project, study_folder, project_id=name)
    again = sent_on(study_folder)
    assert [(c.source, c.kind, c.start, c.end) for c in again.codings] == [
        (source.guid, "source", 0, 13) for source in again.sources
    ]


def test_an_import_beside_the_study_s_own_evidence(study_folder: Path, coded: Project) -> None:
    for name in ("one", "two"):
        import_project(coded, study_folder, project_id=name)
    again = sent_on(study_folder, with_evidence=True)
    assert again.counts["codings"] == 10 + 2 * coded.counts["codings"]
    (matched,) = [case for case in again.cases if case.name == "Firm A"]
    assert len(matched.sources) == 2
