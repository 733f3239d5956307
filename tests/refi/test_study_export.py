"""A study as a project: statements, codes, cases; and the files."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree

from crosscase.errors import DataError
from crosscase.refi import (
    Project,
    evidence_of_codings,
    export_study,
    import_project,
    read_project,
    study_project,
)
from crosscase.refi.identifiers import guid
from crosscase.refi.project import Case, Code, Coding, Note, Source, Value, quote_sha1
from crosscase.study import Study
from crosscase.study.known_tables import resource_entry

REFERENCE = Path(__file__).parents[1] / "reference" / "refi"


def valid(name: str, tree: etree._Element) -> None:
    etree.XMLSchema(etree.parse(REFERENCE / name)).assertValid(tree)


def add_table(
    study_folder: Path, name: str, text: str, types: dict[str, str] | None = None
) -> None:
    """Add a table whose columns are strings, or of the types given."""
    header = text.splitlines()[0].split(",")
    fields = [{"name": c, "type": (types or {}).get(c, "string")} for c in header]
    path = study_folder / "data" / "datapackage.json"
    package = json.loads(path.read_text())
    package["resources"] = [item for item in package["resources"] if item["name"] != name]
    package["resources"].append(resource_entry(name, {"schema": {"fields": fields}}))
    path.write_text(json.dumps(package))
    (study_folder / "data" / f"{name}.csv").write_text(text)


@pytest.fixture(scope="module")
def exported(template: Study) -> Project:
    return study_project(template)


# --- what it holds --------------------------------------------------------------------------


def test_each_source_is_a_text_of_its_statements(exported: Project, template: Study) -> None:
    names = [source.name for source in exported.sources]
    assert names == ["interviews (statements)", "reports (statements)"]
    for source, rows in zip(exported.sources, template.evidence.groupby("source_id"), strict=True):
        lines = [f"[{r.locator}] {r.statement}\n" for r in rows[1].itertuples()]
        assert source.text == "".join(lines)


def test_each_row_has_a_coding_for_its_code_and_one_for_its_stance(exported: Project) -> None:
    texts = {source.guid: source.text or "" for source in exported.sources}
    paths = {code.guid: code.path for code in exported.codes}
    rows = [
        (texts[c.document][c.start : c.end], paths[c.code], c.coder, c.kind)
        for c in exported.codings
    ]
    replaced = "Replace this row: what the source says in your own words"
    assert rows[:2] == [
        (replaced, "sharing > upward", None, "text"),
        (replaced, "Propositions > P1 > supports", None, "text"),
    ]
    assert [path for _, path, _, _ in rows].count("Propositions > P2 > contradicts") == 1
    for coding, (quote, *_) in zip(exported.codings, rows, strict=True):
        assert coding.quote_sha1 == quote_sha1(quote)
        assert coding.source == coding.document
    first, second = exported.codings[:2]
    assert (first.selection, first.guid != second.guid) == (second.selection, True)
    assert len({c.selection for c in exported.codings}) == len(rows) / 2


def test_rows_of_one_statement_share_its_place(study_folder: Path) -> None:
    path = study_folder / "data" / "evidence.csv"
    text = path.read_text()
    first = text.splitlines()[1]
    twin = first.replace("ev-001", "ev-900").replace("firm_a", "firm_b")
    other = twin.replace("ev-900", "ev-901").replace("interview 1 ¶12", "interview 9 ¶1")
    path.write_text(f"{text}{twin}\n{other}\n")
    project = study_project(Study.open(study_folder))
    places = [(c.start, c.end) for c in project.codings if c.document == project.sources[0].guid]
    replaced = "Replace this row: what the source says in your own words"
    assert (project.sources[0].text or "").count(replaced) == 2
    assert places[0] == places[1] == places[-4] != places[-2]
    assert len({c.selection for c in project.codings}) == 7


def test_codes_come_parents_first_and_siblings_as_they_came(exported: Project) -> None:
    assert [code.path for code in exported.codes] == [
        "Propositions",
        "Propositions > P1",
        "Propositions > P1 > supports",
        "Propositions > P1 > contradicts",
        "Propositions > P2",
        "Propositions > P2 > supports",
        "Propositions > P2 > contradicts",
        "sharing",
        "sharing > upward",
        "sharing > downward",
    ]
    by_path = {code.path: code for code in exported.codes}
    top, p1, stance = list(by_path.values())[:3]
    assert (top.codable, p1.codable, stance.codable) == (False, True, True)
    assert (top.parent, p1.parent, stance.parent) == (None, top.guid, p1.guid)
    assert p1.description == "Subsidiaries send what they learn to headquarters"
    assert (top.description, stance.description, stance.name) == (None, None, "supports")


def test_definitions_of_codes_and_the_codebook(study_folder: Path) -> None:
    add_table(study_folder, "evidence_codes", "code,definition\nsharing/upward,up it goes\nx/y,\n")
    add_table(
        study_folder, "codebook",
        "mechanism,topic,idea,term,definition\nlearning,clients,,listen,hear them\nlearning,,,,\n",
    )  # fmt: skip
    codes = {code.path: code for code in study_project(Study.open(study_folder)).codes}
    assert codes["sharing > upward"].description == "up it goes"
    assert codes["sharing"].description is codes["x > y"].description is None
    assert codes["Codebook > learning > clients > listen"].description == "hear them"
    assert codes["Codebook > learning"].codable
    assert not codes["Codebook"].codable
    assert codes["sharing"].codable


def test_a_codebook_without_terms_is_none(study_folder: Path) -> None:
    add_table(study_folder, "codebook", "mechanism,note\nlearning,x\n")
    paths = {code.path for code in study_project(Study.open(study_folder)).codes}
    assert not {path for path in paths if path.startswith("Codebook")}


def test_cases_hold_the_selections_of_their_rows(exported: Project, template: Study) -> None:
    assert [case.name for case in exported.cases] == ["Firm A", "Firm B", "Firm C"]
    rows = template.evidence["case_id"].value_counts()
    assert [len(case.selections) for case in exported.cases] == [
        rows[case] for case in ("firm_a", "firm_b", "firm_c")
    ]
    selections = {coding.selection for coding in exported.codings}
    assert {s for case in exported.cases for s in case.selections} == selections


def test_columns_become_variables(study_folder: Path) -> None:
    add_table(
        study_folder, "cases",
        "case_id,order,name,role,size,share,listed,locator\n"
        "firm_a,1,Firm A,base,12,0.1,true,p. 3\nfirm_b,2,,,,1e-7,false,\nfirm_c,3,Firm C,,7,,,\n",
        {"order": "integer", "size": "integer", "share": "number", "listed": "boolean"},
    )  # fmt: skip
    project = study_project(Study.open(study_folder))
    a, b, c = project.cases
    assert [case.name for case in project.cases] == ["Firm A", "firm_b", "Firm C"]
    assert [v for v in project.values if v.owner_kind == "case"] == [
        Value("case", a.guid, "role", "Text", "base"),
        Value("case", a.guid, "size", "Integer", "12"),
        Value("case", a.guid, "share", "Float", "0.1"),
        Value("case", a.guid, "listed", "Boolean", "true"),
        Value("case", b.guid, "share", "Float", "0.0000001"),
        Value("case", b.guid, "listed", "Boolean", "false"),
        Value("case", c.guid, "size", "Integer", "7"),
    ]


def test_sources_have_variables_if_they_have_statements(
    exported: Project, study_folder: Path
) -> None:
    values = [v for v in exported.values if v.owner_kind == "source"]
    assert [(v.owner, v.variable, v.value) for v in values] == [
        (exported.sources[0].guid, "title", "Interviews of your study"),
        (exported.sources[0].guid, "kind", "interview"),
        (exported.sources[1].guid, "title", "Annual reports of your firms"),
        (exported.sources[1].guid, "kind", "document"),
    ]
    path = study_folder / "data" / "sources.csv"
    path.write_text(path.read_text() + "unused,A source without evidence,document\n")
    assert len(study_project(Study.open(study_folder)).values) == len(exported.values)


def test_a_row_may_lack_code_stance_or_place(study_folder: Path) -> None:
    add_table(
        study_folder, "evidence",
        "evidence_id,source_id,case_id,proposition_id,code,stance,statement\n"
        "e1,s,firm_a,P1,,1,One\ne2,s,firm_a,,a,1,Two\ne3,s,firm_a,P1,a,,Three\ne4,s,firm_a,,,,\n",
        {"stance": "integer"},
    )  # fmt: skip
    project = study_project(Study.open(study_folder))
    assert project.sources[0].text == "[] One\n[] Two\n[] Three\n[] \n"
    paths = {code.guid: code.path for code in project.codes}
    assert [paths[c.code] for c in project.codings] == ["Propositions > P1 > supports", "a", "a"]


def test_a_study_without_these_tables_is_an_empty_project(study_folder: Path) -> None:
    package = {"name": "bare", "resources": []}
    (study_folder / "data" / "datapackage.json").write_text(json.dumps({**package, "resources": [
        resource_entry("notes", {"schema": {"fields": [{"name": "a", "type": "string"}]}})
    ]}))  # fmt: skip
    (study_folder / "data" / "notes.csv").write_text("a\nx\n")
    project = study_project(Study.open(study_folder))
    assert project == Project("bare", "crosscase", positions="code points")


def test_the_project_is_the_study_s(exported: Project) -> None:
    assert (exported.name, exported.origin, exported.positions) == (
        "my-study", "crosscase", "code points",
    )  # fmt: skip
    assert exported.counts == {"sources": 2, "codes": 10, "cases": 3, "codings": 10}
    assert {coding.coder for coding in exported.codings} == {None}


def test_sources_are_sorted_whatever_the_order_of_the_rows(study_folder: Path) -> None:
    path = study_folder / "data" / "evidence.csv"
    header, *rows = path.read_text().splitlines()
    path.write_text("\n".join([header, *reversed(rows)]) + "\n")
    names = [source.name for source in study_project(Study.open(study_folder)).sources]
    assert names == ["interviews (statements)", "reports (statements)"]


def test_imported_projects_follow_the_study_s_own(study_folder: Path, exported: Project) -> None:
    code = Code("c", "a", "a")
    source = Source("s", "one.txt", "text", "We left.")
    matched = Case("k1", "Firm A", None, ("c",), ("s",), ("x",))
    imported = Project(
        "x", "", (code,), (source,), (matched, Case("k2", "Z")),
        (Coding("q", "s", "s", "x", "text", 0, 2, "c"),), (Value("case", "k2", "v", "Text", "1"),),
        (Note("n", "memo", "x", ("c",)),),
    )  # fmt: skip
    for name in ("b", "a"):
        import_project(imported, study_folder, project_id=name)
    project = study_project(Study.open(study_folder))
    assert project.codes[:10] == exported.codes
    first, second = project.codes[10:]
    assert (first, second.guid) == (code, guid("b", "c"))  # "a" comes first and keeps its GUIDs
    assert [s.guid for s in project.sources[2:]] == ["s", guid("b", "s")]
    assert [c.guid for c in project.codings[10:]] == ["q", guid("b", "q")]
    assert [c.selection for c in project.codings[10:]] == ["x", guid("b", "x")]
    assert [n.guid for n in project.notes] == ["n", guid("b", "n")]
    own, *_, z, z_again = project.cases
    assert own == replace(
        exported.cases[0],
        codes=("c", guid("b", "c")),
        sources=("s", guid("b", "s")),
        selections=(*exported.cases[0].selections, "x", guid("b", "x")),
    )
    assert (z, z_again) == (Case("k2", "Z"), Case(guid("b", "k2"), "Z"))
    owners = [v.owner for v in project.values if v.variable == "v"]
    assert owners == ["k2", guid("b", "k2")]


# --- there and back -------------------------------------------------------------------------


def test_an_export_is_valid_and_the_same_bytes(tmp_path: Path, template: Study) -> None:
    out = tmp_path / "out.qdpx"
    project, written = export_study(template, out)
    first = out.read_bytes()
    export_study(Study.open(template.root), out)
    assert written == [out]
    assert out.read_bytes() == first
    with zipfile.ZipFile(out) as archive:
        valid("Project.xsd", etree.fromstring(archive.read("project.qde")))
    again = read_project(out)
    assert again.as_dict()["codings"] == project.as_dict()["codings"]
    assert (again.counts, again.warnings) == (project.counts, ())
    assert again.cases == tuple(replace(case, description=None) for case in project.cases)


def test_evidence_survives_the_round_trip(tmp_path: Path, study_folder: Path) -> None:
    study = Study.open(study_folder)
    export_study(study, tmp_path / "out.qdpx")
    import_project(read_project(tmp_path / "out.qdpx"), study_folder, project_id="again")
    columns = ["case_id", "proposition_id", "stance"]
    got = evidence_of_codings(Study.open(study_folder))[columns].sort_values(columns)
    want = study.evidence[columns].sort_values(columns)
    pd.testing.assert_frame_equal(
        got.reset_index(drop=True), want.reset_index(drop=True), check_dtype=False
    )


def test_the_repository_exports_valid_and_whole(tmp_path: Path, root: Path) -> None:
    study = Study.open(root)
    project, written = export_study(study, tmp_path / "both")
    assert [path.name for path in written] == [f"{study.name}.qdpx", f"{study.name}.qdc"]
    with zipfile.ZipFile(written[0]) as archive:
        valid("Project.xsd", etree.fromstring(archive.read("project.qde")))
    valid("Codebook.xsd", etree.parse(written[1]).getroot())
    again = read_project(written[0])
    assert again.as_dict()["codings"] == project.as_dict()["codings"]
    assert again.counts["codings"] == 2 * len(study.evidence)


# --- files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("out", "names"),
    [
        ("o.qdpx", ["o.qdpx"]),
        ("o.QDC", ["o.QDC"]),
        ("new", ["new/my-study.qdpx", "new/my-study.qdc"]),
        ("there.d", ["there.d/my-study.qdpx", "there.d/my-study.qdc"]),
        ("folder.qdpx", ["folder.qdpx/my-study.qdpx", "folder.qdpx/my-study.qdc"]),
    ],
)
def test_what_is_written_where(tmp_path: Path, template: Study, out: str, names: list[str]) -> None:
    for folder in ("there.d", "folder.qdpx"):
        (tmp_path / folder).mkdir()
    _, written = export_study(template, str(tmp_path / out))
    assert [path.relative_to(tmp_path).as_posix() for path in written] == names
    for path in written:
        start = b"PK" if path.suffix == ".qdpx" else b"<?xml"
        assert path.read_bytes().startswith(start)


def test_other_suffixes(tmp_path: Path, template: Study) -> None:
    out = tmp_path / "o.docx"
    with pytest.raises(DataError) as caught:
        export_study(template, out)
    assert str(caught.value) == (
        f"{out}: the suffix '.docx' is not one of an exchange file; "
        "give .qdpx (project), .qdc (codebook), or a folder for both"
    )


def test_a_place_that_cannot_be_written(tmp_path: Path, template: Study) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DataError, match=r"file/o\.qdc: cannot be written \("):
        export_study(template, tmp_path / "file" / "o.qdc")


def test_imported_codings_alone(tmp_path: Path, template: Study) -> None:
    assert study_project(template, with_evidence=False).counts == {
        "sources": 0, "codes": 0, "cases": 0, "codings": 0,
    }  # fmt: skip
    with pytest.raises(DataError, match="there are no codes to export"):
        export_study(template, tmp_path / "o.qdc", with_evidence=False)
