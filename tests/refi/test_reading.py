"""Whole projects and codebooks: what is read, and what is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.refi import read_project
from crosscase.refi.project import Case, Code, Note, Value
from tests.refi.archives import (
    CODE_A,
    CODE_B,
    NAMESPACE,
    USER,
    archive,
    coding,
    made_guid,
    project_xml,
    selection,
    sha1,
    simple,
    text_source,
    wards,
)

STAFF = {1: b"Staff left."}


def bare(tmp_path: Path, body: str, *, name: str = "Wards", root: str = "Project") -> Path:
    path = tmp_path / "p.qde"
    path.write_text(f'<{root} xmlns="{NAMESPACE}" name="{name}">{body}</{root}>', "utf-8")
    return path


def test_quotes_coders_and_codes_by_hand(tmp_path: Path) -> None:
    text = "Q: What changed?\nWe lost two midwives. Nobody told us – why 😡.\n"
    path = simple(tmp_path, text, ["We lost two midwives.", "Nobody told us – why 😡."])
    project = read_project(path)
    assert project.file == str(path)
    assert (project.name, project.origin, project.warnings) == ("Wards", "Test", ())
    assert project.positions.startswith("code points")
    assert project.codes == (
        Code(CODE_A, "Loss", "Loss", color="#6366f1", description="taken away"),
        Code(CODE_B, "Loss > Staff", "Staff", parent=CODE_A),
    )
    first, second = project.codings
    assert (first.start, first.end, second.start) == (17, 38, 39)
    assert (first.guid, first.selection) == (made_guid("cod", 0), made_guid("sel", 0))
    assert first.source == first.document == made_guid("src", 1)
    assert (first.code, first.coder, first.kind) == (CODE_B, "Lena", "text")
    # printf 'We lost two midwives.' | sha1sum
    assert first.quote_sha1 == "4b14ee3f08631a195d612ee3d860a7dad6bdf226"


def test_three_codings_as_an_independent_reader_has_them(tmp_path: Path) -> None:
    # GUIDs that are none, two codes on one selection, no users: seen in a web tool's export.
    xml = (
        f'<Project name="s" xmlns="{NAMESPACE}"><CodeBook><Codes>'
        '<Code guid="c-1" name="Emotions" isCodable="true">'
        '<Code guid="c-2" name="Joy" isCodable="true"/></Code>'
        '<Code guid="c-3" name="Cost" isCodable="true"/></Codes></CodeBook><Sources>'
        '<TextSource guid="s-1" name="i.txt" plainTextPath="internal://s-1.txt">'
        '<PlainTextSelection guid="x-1" startPosition="0" endPosition="5">'
        '<Coding guid="k-1"><CodeRef targetGUID="C-2"/></Coding>'
        '<Coding guid="k-2"><CodeRef targetGUID="{c-3}"/></Coding></PlainTextSelection>'
        "</TextSource></Sources></Project>"
    )
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("p/project.qde", xml)
        made.writestr("p/sources/S-1.TXT", "Happy today")
    got = read_project(path).as_dict()["codings"]
    assert [(c["code"], c["coder"], c["quote_sha1"]) for c in got] == [
        ("Emotions > Joy", None, sha1("Happy")),
        ("Cost", None, sha1("Happy")),
    ]


def test_bare_project_draft_namespace_and_whole_source(tmp_path: Path) -> None:
    # Transana 3.22 writes a bare .qde, the draft namespace, and codes on whole sources.
    source = (
        f'<TextSource guid="{made_guid("src", 1)}" name="a"><PlainTextContent>Whole'
        f"</PlainTextContent>{coding(9, f'{{{CODE_A.upper()}}}')}</TextSource>"
    )
    path = tmp_path / "p.qde"
    path.write_text(project_xml(source).replace(NAMESPACE, "urn:QDA-XML:project:0:10"))
    project = read_project(path)
    (one,) = project.codings
    assert (one.start, one.end, one.code, one.quote_sha1) == (0, 5, CODE_A, sha1("Whole"))
    assert one.selection == f"{made_guid('src', 1)}/source"
    assert project.warnings == (
        "namespace 'urn:QDA-XML:project:0:10' is not that of the standard 1.0; "
        "read by the elements' names",
    )


def test_other_media_keep_their_place_and_missing_text_its_null(tmp_path: Path) -> None:
    # ATLAS.ti codes a passage of a PDF twice: as rectangle, and in the text of the page.
    src = [made_guid("src", n) for n in range(5)]
    sources = (
        f'<PDFSource guid="{src[1]}" name="a.pdf" path="internal://a.pdf">'
        f'<PDFSelection guid="{made_guid("sel", 1)}" page="0" firstX="1" firstY="2" secondX="3" '
        f'secondY="4">{coding(1)}</PDFSelection>'
        f'<Representation guid="{src[2]}" plainTextPath="internal://gone.txt">'
        f'<PlainTextSelection guid="{made_guid("sel", 1)}" startPosition="62" endPosition="69">'
        f"{coding(2)}</PlainTextSelection></Representation></PDFSource>"
        f'<VideoSource guid="{src[3]}" name="v.mp4"><Transcript guid="{src[4]}" name="t">'
        f'<PlainTextContent>Hello there, all</PlainTextContent><SyncPoint guid="y1" position="6"/>'
        f'<SyncPoint guid="y2" position="11"/><TranscriptSelection guid="{made_guid("sel", 2)}" '
        f'fromSyncPoint="y1" toSyncPoint="y2">{coding(3)}</TranscriptSelection></Transcript>'
        f'<VideoSelection guid="{made_guid("sel", 3)}" begin="10" end="20">{coding(4)}'
        "</VideoSelection></VideoSource>"
    )
    project = read_project(archive(tmp_path / "p.qdpx", project_xml(sources), {}))
    assert project.counts["sources"] == 2
    assert [(c.source, c.document, c.start, c.end, c.quote_sha1) for c in project.codings] == [
        (src[1], src[1], None, None, None),
        (src[1], src[2], 62, 69, None),
        (src[3], src[3], None, None, None),
        (src[3], src[4], 6, 11, sha1("there")),
    ]
    assert [c.kind for c in project.codings] == ["pdf", "text", "video", "transcript"]
    assert project.codings[0].place == "page=0;firstX=1;firstY=2;secondX=3;secondY=4"
    assert project.warnings[0].startswith("1 text is missing (a.pdf: no file")


def test_a_codebook_with_sets_and_braces(tmp_path: Path) -> None:
    path = tmp_path / "c.qdc"
    path.write_text(
        '\ufeff<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="T"><Codes>'
        f'<Code guid="{{{CODE_A.upper()}}}" name="x &amp; y" isCodable="false"/><Code '
        f'guid="{CODE_B}"/></Codes><Sets><Set name="group"><MemberCode guid="{CODE_A}"/></Set>'
        f'<Set><MemberCode targetGUID="{CODE_A}"/></Set></Sets></CodeBook>',
        "utf-8",
    )
    project = read_project(path)
    assert (project.name, project.origin) == ("c", "T")
    assert project.counts == {"sources": 0, "codes": 2, "cases": 0, "codings": 0}
    assert (project.positions, project.warnings) == ("none: a codebook has no codings", ())
    assert project.codes == (
        Code(CODE_A, "x & y", "x & y", codable=False, sets=("group", "")),
        Code(CODE_B, "", ""),
    )


def test_a_project_without_selections_says_so(tmp_path: Path) -> None:
    project = read_project(bare(tmp_path, "", name=""))
    assert (project.name, project.origin) == ("p", "")
    assert project.positions == "as in the file: no text with selections is at hand"


def test_cases_and_their_variables(tmp_path: Path) -> None:
    project = read_project(wards(tmp_path))
    case, source = made_guid("case", 1), made_guid("src", 1)
    assert project.cases == (
        Case(case, "FIRM A", "private remark", sources=(source,)),
        Case(made_guid("case", 2), "Firm Z"),
    )
    assert project.values == (Value("case", case, "staff", "Integer", "12"),)


def test_variables_of_sources_and_values_that_are_empty(tmp_path: Path) -> None:
    value = '<VariableValue><VariableRef targetGUID="{}"/>{}</VariableValue>'
    project = read_project(
        bare(
            tmp_path,
            '<Variables><Variable guid="a" name="age"/><Variable guid="b"/></Variables><Sources>'
            '<VideoSource guid="v" name="v.mp4">'
            + value.format("a", "<TextValue>old</TextValue>")
            + value.format("b", "<BooleanValue>true</BooleanValue>")
            + value.format("a", "<TextValue/>")
            + value.format("a", "")
            + "</VideoSource></Sources>",
        )
    )
    assert project.values == (
        Value("source", "v", "age", "Text", "old"),
        Value("source", "v", "b", "Boolean", "true"),
    )


def test_cases_refer_to_codes_sources_and_selections(tmp_path: Path) -> None:
    case = (
        f'<Cases><Case guid="k"><CodeRef targetGUID="{CODE_A}"/><SourceRef '
        f'targetGUID="{made_guid("src", 1)}"/><SelectionRef targetGUID="{made_guid("sel", 1)}"/>'
        "</Case></Cases>"
    )
    xml = project_xml(text_source(selection(1, 0, 5)), extra=case)
    (read,) = read_project(archive(tmp_path / "p.qdpx", xml, STAFF)).cases
    assert read == Case("k", "k", None, (CODE_A,), (made_guid("src", 1),), (made_guid("sel", 1),))


def test_notes_know_what_they_are_about_and_coded_ones_are_sources_too(tmp_path: Path) -> None:
    text = "<PlainTextContent>my thought</PlainTextContent>"
    project = read_project(
        bare(
            tmp_path,
            '<CodeBook><Codes><Code guid="c" name="C"><NoteRef targetGUID="{N1}"/></Code></Codes>'
            '</CodeBook><Sources><VideoSource guid="v" name="v"><NoteRef targetGUID="n1"/>'
            '<NoteRef targetGUID="n1"/></VideoSource></Sources><Notes>'
            f'<Note guid="n1" name="plain">{text}</Note><Note guid="n2" name="coded">{text}'
            '<PlainTextSelection guid="s" startPosition="3" endPosition="10"><Coding guid="k">'
            '<CodeRef targetGUID="c"/></Coding></PlainTextSelection></Note></Notes>',
        )
    )
    assert project.notes == (
        Note("n1", "plain", "my thought", ("c", "v")),
        Note("n2", "coded", "my thought"),
    )
    assert [(source.guid, source.kind) for source in project.sources] == [
        ("v", "video"), ("n2", "note"),
    ]  # fmt: skip
    assert project.counts["sources"] == 1
    assert project.codings[0].quote_sha1 == sha1("thought")


def test_the_coder_is_that_of_the_coding_or_of_its_selection(tmp_path: Path) -> None:
    both = (
        '<PlainTextSelection guid="s" startPosition="0" endPosition="5" creatingUser="u1">'
        f'<Coding guid="a" creatingUser="U2"><CodeRef targetGUID="{CODE_A}"/></Coding>'
        f'<Coding guid="b"><CodeRef targetGUID="{CODE_A}"/></Coding></PlainTextSelection>'
    )
    xml = project_xml(text_source(both)).replace(
        f'<User guid="{USER}" name="Lena"/>',
        '<User guid="u1" name="Lena"/><User guid="u2" id="B"/>',
    )
    project = read_project(archive(tmp_path / "p.qdpx", xml, STAFF))
    assert [one.coder for one in project.codings] == ["B", "Lena"]


def test_an_unknown_user_is_no_reason_to_lose_a_coding(tmp_path: Path) -> None:
    xml = project_xml(text_source(selection(1, 0, 5) + selection(2, 6, 10))).replace(
        f'creatingUser="{USER}"', f'creatingUser="{CODE_A}"'
    )
    project = read_project(archive(tmp_path / "p.qdpx", xml, STAFF))
    assert [one.coder for one in project.codings] == [None, None]
    assert project.warnings == (f"the coder {CODE_A} is not among the project's users; left empty",)


def test_a_selection_beyond_the_text_is_named_and_has_no_check_sum(tmp_path: Path) -> None:
    selections = selection(1, 3, 11) + selection(2, 3, 12) + selection(3, 3, 12)
    selections = selections.replace(coding(3, CODE_B), "")  # a selection without a code
    path = archive(tmp_path / "p.qdpx", project_xml(text_source(selections)), {1: b"Short text."})
    project = read_project(path)
    assert [one.quote_sha1 for one in project.codings] == [sha1("rt text."), None]
    assert project.warnings == (
        "ward 1.txt: the selection 3–12 (line 1) lies beyond the text, which has 11 characters",
    )


# --- what is refused ------------------------------------------------------------------------


@pytest.mark.parametrize("root", ["html", "project"])
def test_other_documents(tmp_path: Path, root: str) -> None:
    with pytest.raises(DataError) as caught:
        read_project(bare(tmp_path, "", root=root))
    assert str(caught.value) == (
        f"p.qde:1: not a REFI-QDA file: the root element is: '{root}'; "
        "it must be Project or CodeBook"
    )


CASE = '<Cases><Case guid="k" name="K">{}</Case></Cases><Sources>'
AGAIN = "export the project once more"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f'<CodeRef targetGUID="{CODE_B}"/>', '<CodeRef targetGUID="{X}"/>',
         f"Coding: a coding refers to an unknown code: 'x'; the project has no code of this GUID; "
         f"{AGAIN}"),
        (f'<CodeRef targetGUID="{CODE_B}"/>', "",
         f"Coding: a coding refers to an unknown code: ''; the project has no code of this GUID; "
         f"{AGAIN}"),
        (f'guid="{CODE_B}" name="Staff"', f'guid="{CODE_A}" name="Staff"',
         f"Code: two codes have the same GUID: '{CODE_A}'; each code has its own GUID; {AGAIN}"),
        (f'guid="{CODE_B}" name="Staff"', 'name="Staff"',
         "Code: the attribute guid is missing: 'Staff'; every element has one"),
        (f'<Coding guid="{made_guid("cod", 1)}">', "<Coding>",
         "Coding: the attribute guid is missing: 'Coding'; every element has one"),
        ('startPosition="0"', 'startPosition="9"',
         "PlainTextSelection: positions out of order: '9–5'; 0 ≤ startPosition ≤ endPosition"),
        ("<Sources>", CASE.format(f'<SourceRef targetGUID="{CODE_A}"/>'),
         f"SourceRef: the case 'K' refers to an unknown GUID: '{CODE_A}'; the project does not "
         f"hold it; {AGAIN}"),
        ("<Sources>", CASE.format('<CodeRef targetGUID="{X}"/>'),
         f"CodeRef: the case 'K' refers to an unknown GUID: '{{X}}'; the project does not hold it; "
         f"{AGAIN}"),
        ("<Sources>", CASE.format("<SelectionRef/>"),
         f"SelectionRef: the case 'K' refers to an unknown GUID: ''; the project does not hold it; "
         f"{AGAIN}"),
        ("<Sources>", '<Cases><Case name="K"/></Cases><Sources>',
         "Case: the attribute guid is missing: 'K'; every element has one"),
        ("<Sources>", CASE.format('<VariableValue><VariableRef targetGUID="{V}"/><TextValue>1'
                                  "</TextValue></VariableValue>"),
         "VariableValue: an unknown variable: 'v'; the project has no variable of this GUID"),
    ],
)  # fmt: skip
def test_references_that_lead_nowhere(tmp_path: Path, old: str, new: str, message: str) -> None:
    xml = project_xml(text_source(selection(1, 0, 5)))
    assert old in xml
    path = archive(tmp_path / "p.qdpx", xml.replace(old, new, 1), STAFF)
    with pytest.raises(DataError) as caught:
        read_project(path)
    assert f"p.qdpx:1:{message}" in str(caught.value).splitlines()


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    body = (
        '<Variables/><Sources><TextSource name="a">\n<PlainTextSelection guid="s" '
        'startPosition="x" endPosition="1"><Coding guid="k"/></PlainTextSelection></TextSource>\n'
        '</Sources><Cases><Case guid="c"><VariableValue/>\n<CodeRef targetGUID="y"/></Case></Cases>'
    )
    with pytest.raises(DataError) as caught:
        read_project(bare(tmp_path, body))
    places = [(problem.row, problem.column) for problem in caught.value.problems]
    assert places == [
        (1, "TextSource"), (2, "PlainTextSelection"), (3, "VariableValue"), (4, "CodeRef"),
        (2, "Coding"),
    ]  # fmt: skip
