"""The tree of a project: each part as the schema wants it, and read again as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from crosscase.refi import Project, read_project
from crosscase.refi.identifiers import guid
from crosscase.refi.project import Case, Code, Coding, Note, Source, Value, quote_sha1
from crosscase.refi.tree import codebook_tree, project_tree
from crosscase.refi.writing import codebook_xml, project_archive, project_xml
from tests.refi.archives import made_guid, sha1

REFERENCE = Path(__file__).parents[1] / "reference" / "refi"
G = [made_guid("any", n) for n in range(40)]
TEXT = "We lost two midwives. Nobody told us why."


@pytest.fixture(scope="module")
def project_schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(REFERENCE / "Project.xsd"))


def one_text(*codings: Coding, text: str | None = TEXT, **parts: object) -> Project:
    source = Source(G[1], "ward.txt", "text", text)
    return Project(
        "Wards", "", codes=(Code(G[0], "Loss", "Loss"),), sources=(source,), codings=codings,
        **parts,
    )  # type: ignore[arg-type]  # fmt: skip


def words(n: int, start: int | None, end: int | None, **changes: object) -> Coding:
    made = Coding(G[10 + n], G[1], G[1], G[20 + n], "text", start, end, G[0])
    return replace(made, **changes)  # type: ignore[arg-type]


def elements(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter("{*}" + name))


def attributes(root: etree._Element, name: str) -> list[dict[str, str]]:
    return [dict(element.attrib) for element in elements(root, name)]


# Everything that a project can hold, each kind at least once.
FULL = Project(
    "Wards & <others>",
    "Tool",
    codes=(
        Code(G[0], "Loss", "Loss", None, False, "#6366f1", "taken <away>", ("all", "bad")),
        Code(G[2], "Loss > Staff", "Staff", G[0], sets=("all",)),
    ),
    sources=(
        Source(G[1], "ward.txt", "text", TEXT),
        Source(G[3], "a.pdf", "pdf"),
        Source(G[4], "a.pdf", "representation", "page text", G[3]),
        Source(G[5], "v.mp4", "video"),
        Source(G[6], "words", "transcript", "Hello there", G[5]),
        Source(G[7], "i.jpg", "picture"),
        Source(G[8], "i.jpg", "description", "a ward", G[7]),
        Source(G[9], "memo", "note", "my thought"),
    ),
    cases=(
        Case(G[30], "Firm A", "remark", (G[0],), (G[1],), (G[20],)),
        Case(G[31], "Firm B"),
    ),
    codings=(
        words(0, 0, 21, coder="Lena", quote_sha1=quote_sha1(TEXT[:21])),
        words(1, 0, 21, coder="Max", code=G[2], quote_sha1=sha1(TEXT[:21]), selection=G[20]),
        Coding(G[12], G[1], G[1], f"{G[1]}/source", "source", 0, len(TEXT), G[2], None, sha1(TEXT)),
        Coding(G[13], G[3], G[3], G[23], "pdf", None, None, G[0], place="page=0;firstX=1;firstY=2;"
               "secondX=3;secondY=4"),
        Coding(G[14], G[3], G[4], G[24], "text", 5, 9, G[0], None, sha1("text")),
        Coding(G[15], G[5], G[6], G[25], "transcript", 6, 11, G[0], None, sha1("there")),
        Coding(G[16], G[5], G[5], G[26], "video", None, None, G[0], place="begin=10;end=20"),
        Coding(G[17], G[7], G[7], G[27], "picture", None, None, G[0],
               place="firstX=1;firstY=2;secondX=3;secondY=4"),
        Coding(G[18], G[7], G[8], G[28], "text", 2, 6, G[0], None, sha1("ward")),
        Coding(G[19], G[9], G[9], G[29], "text", 3, 10, G[0], None, sha1("thought")),
    ),
    values=(
        Value("case", G[30], "staff", "Integer", "12"),
        Value("source", G[1], "place", "Text", "north"),
    ),
    notes=(
        Note(G[32], "memo 2", "on a code", (G[0], G[10], G[20], G[1])),
        Note(G[9], "memo", "my thought"),
    ),
)  # fmt: skip


def test_everything_is_valid_and_comes_back(
    tmp_path: Path, project_schema: etree.XMLSchema
) -> None:
    project_schema.assertValid(etree.fromstring(project_xml(FULL)))
    path = tmp_path / "o.qdpx"
    path.write_bytes(project_archive(FULL))
    again = read_project(path)
    assert (again.name, again.origin, again.warnings) == (FULL.name, "crosscase", ())
    assert again.codes == FULL.codes
    assert again.cases == FULL.cases
    assert again.values == FULL.values
    assert {source.guid: source for source in again.sources} == {s.guid: s for s in FULL.sources}
    assert {coding.guid: coding for coding in again.codings} == {c.guid: c for c in FULL.codings}
    assert {note.guid: set(note.about) for note in again.notes} == {
        G[32]: {G[0], G[10], G[20], G[1]}, G[9]: set(),
    }  # fmt: skip


def test_an_empty_project_is_valid(project_schema: etree.XMLSchema) -> None:
    root = project_tree(Project("", ""))
    project_schema.assertValid(root)
    assert len(root) == 0
    assert root.nsmap == {None: "urn:QDA-XML:project:1.0"}
    assert dict(root.attrib) == {"name": "", "origin": "crosscase"}


def test_a_codebook_is_valid() -> None:
    root = etree.fromstring(codebook_xml(FULL))
    etree.XMLSchema(etree.parse(REFERENCE / "Codebook.xsd")).assertValid(root)
    assert root.get("origin") == "crosscase"
    assert [element.get("name") for element in elements(root, "Set")] == ["all", "bad"]
    assert [e["guid"] for e in attributes(root, "MemberCode")] == [G[0], G[2], G[0]]
    assert elements(codebook_tree(one_text()), "Sets") == []


@pytest.mark.parametrize(
    ("colour", "written"),
    [("#6366F1", "#6366F1"), ("#fff", "#fff"), ("red", None), ("#ffff", None), (None, None)],
)
def test_colours_that_the_schema_takes(colour: str | None, written: str | None) -> None:
    root = codebook_tree(Project("x", "", codes=(Code(G[0], "a", "a", color=colour),)))
    assert elements(root, "Code")[0].get("color") == written


def test_a_code_whose_parent_is_not_there_stands_at_the_top() -> None:
    codes = (Code(G[0], "a", "a", parent=G[5]), Code(G[1], "a > b", "b", parent=G[0]))
    root = codebook_tree(Project("x", "", codes=codes))
    assert [e.get("name") for e in elements(root, "Codes")[0]] == ["a"]
    assert [e.get("name") for e in elements(root, "Code")[0]] == ["b"]


# --- selections -----------------------------------------------------------------------------


def test_codings_of_one_place_share_a_selection() -> None:
    same = replace(words(1, 0, 2), selection=G[20])
    other = replace(words(2, 3, 7), selection=G[20])  # seen: one GUID, two places
    root = project_tree(one_text(words(0, 0, 2), same, other))
    found = elements(root, "PlainTextSelection")
    assert [(e.get("startPosition"), e.get("endPosition"), len(e)) for e in found] == [
        ("0", "2", 2), ("3", "7", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "start", "end", "name"),
    [
        ("We  lost\n them.", 0, 15, "We lost them."),
        ("x" * 100, 0, 100, "x" * 100),
        ("x" * 101, 0, 101, "x" * 100 + "…"),
        ("x" * 99 + " yz", 0, 102, "x" * 99 + "…"),
        (" " * 390 + "ab", 0, 392, "ab"),
        ("abcdef", 1, 3, "bc"),
        (None, 0, 3, None),
    ],
)
def test_a_selection_has_its_quote_s_beginning_for_a_name(
    text: str | None, start: int, end: int, name: str | None
) -> None:
    (element,) = elements(
        project_tree(one_text(words(0, start, end), text=text)), "PlainTextSelection"
    )
    assert element.get("name") == name


def test_a_transcript_without_places_has_no_points(project_schema: etree.XMLSchema) -> None:
    sources = (
        Source(G[5], "v.mp4", "video"),
        Source(G[6], "words", "transcript", "Hello there you", G[5]),
    )
    codings = tuple(
        Coding(G[10 + n], G[5], G[6], G[20 + n], "transcript", start, end, G[0])
        for n, (start, end) in enumerate([(6, 11), (None, None), (2, 6)])
    )
    root = project_tree(
        Project("x", "", codes=(Code(G[0], "a", "a"),), sources=sources, codings=codings)
    )
    project_schema.assertValid(root)
    points = {e["guid"]: e["position"] for e in attributes(root, "SyncPoint")}
    assert sorted(points.values()) == ["11", "2", "6", "6"]
    first, none, _ = attributes(root, "TranscriptSelection")
    assert (points[first["fromSyncPoint"]], points[first["toSyncPoint"]]) == ("6", "11")
    assert set(none) == {"guid"}


def test_a_transcript_has_neither_codes_nor_variables_of_its_own(
    project_schema: etree.XMLSchema,
) -> None:
    project = replace(
        FULL,
        notes=(Note(G[32], "memo", "on a transcript", (G[6],)),),
        values=(Value("source", G[6], "v", "Text", "x"),),
        codings=(
            *FULL.codings,
            Coding(G[33], G[5], G[6], f"{G[6]}/source", "source", 0, 11, G[0]),
        ),
    )
    root = project_tree(project)
    project_schema.assertValid(root)
    assert {element.tag.rpartition("}")[2] for element in elements(root, "Transcript")[0]} == {
        "SyncPoint", "TranscriptSelection", "NoteRef",
    }  # fmt: skip


def test_odd_places_are_left_out() -> None:
    coding = Coding(G[10], G[3], G[3], G[20], "pdf", None, None, G[0], place="page=0;odd;begin=1=2")
    project = replace(one_text(coding), sources=(Source(G[3], "a.pdf", "pdf"),))
    (found,) = attributes(project_tree(project), "PDFSelection")
    assert found == {"guid": G[20], "page": "0", "begin": "1=2"}


# --- users, variables, cases, notes ---------------------------------------------------------


def test_coders_become_users_once_and_sorted() -> None:
    codings = [words(n, n, n + 1, coder=c) for n, c in enumerate(["Max", "Lena", "Max", None, ""])]
    root = project_tree(one_text(*codings))
    assert attributes(root, "User") == [
        {"guid": guid("user", name), "name": name} for name in ("Lena", "Max")
    ]
    users = [e.get("creatingUser") for e in elements(root, "Coding")]
    assert users == [guid("user", "Max"), guid("user", "Lena"), guid("user", "Max"), None, None]
    assert elements(project_tree(one_text(words(0, 0, 1))), "Users") == []


@pytest.mark.parametrize(
    ("types", "values", "written"),
    [
        ("Integer", ["12", " -3 "], "Integer"),
        ("Integer", ["12", "a dozen"], "Text"),
        ("Float", ["1.5", ".5", "2", "-1."], "Float"),
        ("Float", ["1e5"], "Text"),
        ("Boolean", ["true", "0"], "Boolean"),
        ("Boolean", ["yes"], "Text"),
        ("Date", ["2024-02-01"], "Date"),
        ("Date", ["1.2.2024"], "Text"),
        ("DateTime", ["2024-02-01T10:00:00", "2024-02-01T10:00:00.5+01:00"], "DateTime"),
        ("DateTime", ["2024-02-01"], "Text"),
        ("Text", ["12"], "Text"),
        ("Odd", ["12"], "Text"),
    ],
)
def test_a_variable_has_one_type_that_all_its_values_are_of(
    project_schema: etree.XMLSchema, types: str, values: list[str], written: str
) -> None:
    cases = tuple(Case(G[n], f"case {n}") for n in range(len(values)))
    made = tuple(Value("case", G[n], "v", types, value) for n, value in enumerate(values))
    root = project_tree(Project("x", "", cases=cases, values=made))
    project_schema.assertValid(root)
    (variable,) = attributes(root, "Variable")
    assert variable == {"guid": guid("variable", "v"), "name": "v", "typeOfVariable": written}
    assert [e.text for e in elements(root, f"{written}Value")] == values


def test_variables_are_sorted_and_values_stand_with_their_owner() -> None:
    values = (
        Value("source", G[1], "b", "Text", "of the source"),
        Value("case", G[1], "a", "Text", "of the case"),
    )
    root = project_tree(one_text(cases=(Case(G[1], "k"),), values=values))
    assert [e["name"] for e in attributes(root, "Variable")] == ["a", "b"]
    owners = {e.text: e.getparent().getparent().tag for e in elements(root, "TextValue")}
    assert owners["of the source"].endswith("TextSource")
    assert owners["of the case"].endswith("Case")


def test_a_case_refers_to_no_selection_that_is_not_written() -> None:
    case = Case(G[30], "k", selections=(G[20], G[21]))
    root = project_tree(one_text(words(0, 0, 2), cases=(case,)))
    assert attributes(root, "SelectionRef") == [{"targetGUID": G[20]}]


def test_a_coded_note_is_written_as_a_source_and_others_as_texts() -> None:
    note = Source(G[9], "memo", "note", "my thought")
    coding = Coding(G[10], G[9], G[9], G[20], "text", 3, 10, G[0])
    project = replace(
        one_text(coding), sources=(note,), notes=(Note(G[32], "plain", "x"), Note(G[33], "y", None))
    )
    root = project_tree(project)
    assert elements(root, "Sources") == []
    found = elements(root, "Note")
    assert [(e.get("name"), [c.tag.rpartition("}")[2] for c in e]) for e in found] == [
        ("plain", ["PlainTextContent"]), ("y", []), ("memo", ["PlainTextSelection"]),
    ]  # fmt: skip
    assert found[2].get("plainTextPath") == f"internal://{G[9]}.txt"


def test_what_xml_cannot_hold_is_replaced() -> None:
    project = replace(one_text(), name="a\x0bb\ud83d\uffff\tc", codes=(
        Code(G[0], "x", "\x00", description="é 😀\x1f"),
    ))  # fmt: skip
    root = project_tree(project)
    assert root.get("name") == "a\ufffdb\ufffd\ufffd\tc"
    (code,) = elements(root, "Code")
    assert (code.get("name"), code[0].text) == ("\ufffd", "é 😀\ufffd")
