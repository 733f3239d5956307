"""Files of other people to features: formats, hostile files, the command, what is committed."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import docx
import pandas as pd
import pytest
import typst
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from crosscase import keywords as corpus
from crosscase.cli import main
from crosscase.errors import DataError, ParameterError
from crosscase.keywords import codebook
from crosscase.texts.decoding import decode
from crosscase.texts.documents import read

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = (
    "The hub gathers what the spokes have learnt abroad and passes it on to every other unit.",
    "Managers meet their largest customers each month, and what they hear is written down.",
    "A laboratory in the north tests the ideas that the sales force brings home from visits.",
    "Nobody had asked the suppliers before, although they knew the product's weak points.",
    "What was learnt in one market was tried in a second one, and then became a rule.",
)


def prose(n):
    return [" ".join(SENTENCES[(i * 2 + j) % 5] for j in range(3 + i % 3)) for i in range(n)]


def texts(document):
    return [p.text for p in document.paragraphs if p.kind in {"text", "turn"}]


@pytest.fixture
def study(tmp_path):
    data = tmp_path / "study" / "data"
    data.mkdir(parents=True)
    (data / "codebook.csv").write_text(
        "code_id,term,variants\nk1,customers,\nk2,value for customers,\nk3,co-operation,\n"
    )
    (data / "firm_aliases.csv").write_text("case_id,alias\nzte,ZTE\nhuawei,Huawei\n")
    return tmp_path / "study"


# PDF ------------------------------------------------------------------------------------------

REPORT = """#set page(paper: "a4", columns: %d, margin: 2cm,
  header: [Annual Report 2016 #h(1fr) Learning],
  footer: context [#h(1fr) Page #counter(page).display() of 9 #h(1fr)])
#set par(justify: true, %s)
#set text(size: 10pt, hyphenate: true, lang: "en")
#set heading(numbering: "1.1")
#place(top + center, scope: "parent", float: true)[#text(17pt)[*Learning in reverse*]]
= Aim of the study

%s

= Findings

%s

#heading(numbering: none)[References]

Smith, J. (2010). Learning abroad. Journal of Things, 12(3), 4-19.

Jones, A. & Bo, C. (2012). Networks. Oxford University Press.
"""


@pytest.mark.parametrize("columns", [1, 2])
@pytest.mark.parametrize("style", ["first-line-indent: 1em, spacing: 0.65em", "spacing: 1.2em"])
def test_pdf_with_columns_heads_and_references(tmp_path, columns, style):
    wanted = prose(24)
    source = REPORT % (columns, style, "\n\n".join(wanted[:12]), "\n\n".join(wanted[12:]))
    (tmp_path / "report.typ").write_text(source)
    typst.compile(tmp_path / "report.typ", output=tmp_path / "report.pdf")
    found = read(tmp_path / "report.pdf")
    assert [t.replace("\u2019", "'") for t in texts(found)] == wanted
    headings = [p.text for p in found.paragraphs if p.kind == "heading"]
    assert headings == ["Learning in reverse", "1 Aim of the study", "2 Findings"]
    assert found.paragraphs[-1].locator == "s2¶12"
    assert {"page number", "running head", "reference list"} == set(found.reasons)


def test_pdf_without_text_or_with_a_password(tmp_path):
    import pypdf

    blank = pypdf.PdfWriter()
    blank.add_blank_page(200, 200)
    blank.write(tmp_path / "blank.pdf")
    with pytest.raises(DataError, match="holds no text; scanned pages need"):
        read(tmp_path / "blank.pdf")
    blank.encrypt("secret", algorithm="RC4-128")
    blank.write(tmp_path / "locked.pdf")
    with pytest.raises(DataError, match=r"locked\.pdf: is protected by a password"):
        read(tmp_path / "locked.pdf")


# Word -----------------------------------------------------------------------------------------


def word_file(path):
    document = docx.Document()
    document.add_heading("Knowledge in reverse", 0)
    document.sections[0].header.paragraphs[0].text = "Draft of May"
    document.add_heading("Method", 1)
    document.add_paragraph(prose(1)[0])
    document.add_heading("Cases", 2)
    changed = document.add_paragraph("Two firms ")
    namespace = nsdecls("w")
    changed._p.append(
        parse_xml(
            f'<w:ins {namespace} w:id="1" w:author="x"><w:r><w:t>from China</w:t></w:r></w:ins>'
        )
    )
    changed._p.append(
        parse_xml(f'<w:del {namespace} w:id="2"><w:r><w:delText>gone</w:delText></w:r></w:del>')
    )
    table = document.add_table(2, 2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("Firm", "Year", "ZTE", "1985"), strict=True
    ):
        cell.text = text
    document.add_heading("References", 1)
    document.add_paragraph("Smith, J. (2010). Learning abroad. Journal of Things, 12(3), 4-19.")
    document.save(path)


def test_word(tmp_path):
    word_file(tmp_path / "a.docx")
    found = read(tmp_path / "a.docx")
    assert [(p.locator, p.kind, p.text) for p in found.paragraphs] == [
        ("s0", "heading", "Knowledge in reverse"),
        ("s1", "heading", "Method"),
        ("s1¶1", "text", prose(1)[0]),
        ("s1.1", "heading", "Cases"),
        ("s1.1¶1", "text", "Two firms from China"),
        ("table 1/1", "table", "Firm | Year"),
        ("table 1/2", "table", "ZTE | 1985"),
    ]
    assert found.reasons == {"reference list": 2, "running head": 1}


def test_word_transcript(tmp_path):
    document = docx.Document()
    for speaker, text in [("Interviewer", "Why?"), ("R1", "To learn.")] * 3:
        line = document.add_paragraph()
        line.add_run(f"{speaker}: ").bold = True
        line.add_run(text)
    document.add_paragraph("And because we must.")
    document.save(tmp_path / "talk.docx")
    found = read(tmp_path / "talk.docx")
    turns = [(p.turn, p.speaker, p.text) for p in found.paragraphs]
    assert turns[:2] == [(1, "Interviewer", "Why?"), (2, "R1", "To learn.")]
    assert turns[-1] == (6, "R1", "And because we must.")
    assert {p.kind for p in found.paragraphs} == {"turn"}


# HTML and Markdown ----------------------------------------------------------------------------

PAGE = """<html><head><title>t</title><script>var x = 'no text';</script></head><body>
<nav><a>Home</a> <a>About</a></nav><article><h1>Title</h1><p>%s</p><div>Loose <b>text</b> in a block
over lines.<p>%s</p>tail</div><ul><li>one item<li>another</ul>
<table><tr><th>Firm</th><th>Year</th></tr><tr><td>ZTE<td>1985</table></article>
<footer>Copyright 2020 Example</footer></body></html>"""


def test_html(tmp_path):
    wanted = prose(2)
    (tmp_path / "a.html").write_text(PAGE % tuple(wanted))
    found = read(tmp_path / "a.html")
    assert texts(found) == [
        wanted[0], "Loose text in a block over lines.", wanted[1], "tail", "one item", "another",
    ]  # fmt: skip
    assert [p.text for p in found.paragraphs if p.kind == "table"] == ["Firm | Year", "ZTE | 1985"]
    assert found.reasons == {"web page furniture": 2}


def test_markdown(tmp_path):
    (tmp_path / "a.md").write_text(
        "---\ntitle: x\n---\n# Aim\n\nWe *ask* [why](http://x.y)\nand **how**.\n\n## Data\n\n"
        "- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\nEnd\n===\n\nlast[^1]\n\n"
        "[^1]: A note.\n"
    )
    found = read(tmp_path / "a.md")
    assert [(p.locator, p.kind, p.text) for p in found.paragraphs] == [
        ("s1", "heading", "Aim"),
        ("s1¶1", "text", "We ask why and how."),
        ("s1.1", "heading", "Data"),
        ("s1.1¶1", "text", "one"),
        ("s1.1¶2", "text", "two"),
        ("table 1/1", "table", "a | b"),
        ("table 1/2", "table", "1 | 2"),
        ("s1.1¶3", "text", "quoted"),
        ("s2", "heading", "End"),
        ("s2¶1", "text", "last"),
        ("s2 note 1", "footnote", "A note."),
    ]


# Encodings and hostile files ------------------------------------------------------------------


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"]
)
def test_encodings(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("Café first – “one”.\n\nSecond, of the café.".encode(encoding))
    assert texts(read(path)) == ["Café first – “one”.", "Second, of the café."]


def test_guesses_are_told():
    assert decode("华为公司".encode("gb18030") * 20)[1] == "gb18030"
    assert "read as cp1252" in decode("é".encode("cp1252"))[2][0]


def _archive(path, name, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)


def _entities(path):
    word_file(path)
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    bomb = b'?><!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"?>", bomb, 1)
    with zipfile.ZipFile(path, "w") as archive:
        for entry, content in parts.items():
            archive.writestr(entry, content)


HOSTILE = {
    "empty.txt": (lambda p: p.write_bytes(b""), "is empty"),
    "image.txt": (lambda p: p.write_bytes(b"\x89PNG\r\n" + bytes(range(256)) * 20), "is binary"),
    "nul.txt": (lambda p: p.write_bytes(b"text\x00text" * 50), "is binary"),
    "fake.pdf": (lambda p: p.write_bytes(b"no pdf"), "is no pdf file"),
    "cut.pdf": (lambda p: p.write_bytes(b"%PDF-1.7\n1 0 obj\n<<"), "broken PDF|cannot be read"),
    "fake.docx": (lambda p: p.write_bytes(b"no word"), "is no docx file"),
    "old.docx": (lambda p: p.write_bytes(b"\xd0\xcf\x11\xe0" * 9), "old or protected Office"),
    "zip.docx": (lambda p: _archive(p, "a.txt", "x"), "is a zip archive but no Word"),
    "bomb.docx": (
        lambda p: _archive(p, "word/document.xml", b"0" * 510_000_000),
        "unpacks to 510 MB",
    ),
    "cut.docx": (lambda p: p.write_bytes(b"PK\x03\x04broken"), "broken archive"),
    "entities.docx": (_entities, "declares XML entities"),
    "deep.html": (
        lambda p: p.write_text("<div>" * 9000 + "x" + "</div>" * 9000),
        "nested more than",
    ),
    "data.xlsx": (lambda p: p.write_bytes(b"a,b"), "is not known; allowed: .docx"),
    "folder.txt": (lambda p: p.mkdir(), "is a folder"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_named_with_one_message(tmp_path, name):
    make, message = HOSTILE[name]
    make(tmp_path / name)
    with pytest.raises(DataError, match=message) as caught:
        read(tmp_path / name)
    assert name in str(caught.value)
    assert "\n" not in str(caught.value)


def test_entities_in_html_are_not_unfolded(tmp_path):
    entities = "".join(f'<!ENTITY a{i} "{(f"&a{i - 1};" if i else "x") * 10}">' for i in range(12))
    (tmp_path / "a.html").write_text(f"<!DOCTYPE h [{entities}]><p>Some text &a11; here.</p>")
    assert sum(len(text) for text in texts(read(tmp_path / "a.html"))) < 2000


# The command ----------------------------------------------------------------------------------


def test_ingest_goes_on_after_broken_files(tmp_path, study, capsys):
    good = tmp_path / "good.txt"
    good.write_text("\n\n".join(prose(3)))
    word_file(tmp_path / "word.docx")
    broken = []
    for name in ("empty.txt", "fake.pdf", "zip.docx"):
        HOSTILE[name][0](tmp_path / name)
        broken.append(str(tmp_path / name))
    code = main(
        ["ingest", str(good), *broken, str(tmp_path / "word.docx"), "--study", str(study), "--json"]
    )
    document = json.loads(capsys.readouterr().out)
    assert code == 1
    assert document["failed"] == 3
    assert [file["status"] for file in document["files"]] == [
        "written", "failed", "failed", "failed", "written",
    ]  # fmt: skip
    assert document["files"][0]["paragraphs"] == 3
    assert (study / "data/features/word.json").exists()


def test_ingest_is_deterministic_and_verifies(tmp_path, study, capsys):
    file = tmp_path / "a.txt"
    file.write_text("\n\n".join(prose(5)))
    arguments = ["ingest", str(file), "--study", str(study)]
    assert main([*arguments, "--check"]) == 1
    assert main(arguments) == 0
    first = (study / "data/features/a.json").read_bytes()
    assert main([*arguments, "--check"]) == 0
    assert "byte for byte" in capsys.readouterr().out
    file.write_text("\n\n".join(prose(4)))
    assert main(arguments) == 0
    assert "of another text" in capsys.readouterr().out
    assert (study / "data/features/a.json").read_bytes() != first


def test_ingest_says_that_the_codebook_changed(tmp_path, study, capsys):
    file = tmp_path / "a.txt"
    file.write_text("Customers of ZTE learn.\n")
    assert main(["ingest", str(file), "--study", str(study)]) == 0
    assert not corpus.problems(study)
    (study / "data/codebook.csv").write_text("code_id,term\nk1,learn\n")
    assert "stale: codebook.csv has changed" in str(corpus.problems(study)[0])
    capsys.readouterr()
    assert main(["ingest", str(file), "--study", str(study), "--check"]) == 1
    assert "the codebook or the aliases have changed" in capsys.readouterr().out
    assert main(["ingest", str(file), "--study", str(study)]) == 0
    assert not corpus.problems(study)


def test_source_ids(tmp_path, study, capsys):
    (study / "data/sources.csv").write_text("source_id,file,sha256\nmain,a.txt,x\n")
    for name in ("a.txt", "b.txt", "b.md"):
        (tmp_path / name).write_text("Some words.\n")
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt", "b.md")]
    assert main(["ingest", *files, "--study", str(study)]) == 0
    names = {path.name for path in (study / "data/features").iterdir()}
    assert {"main.json", "b_txt.json", "b_md.json"} <= names
    assert "not the SHA-256 of sources.csv" in str(corpus.problems(study)[-1]) or any(
        "SHA-256" in str(problem) for problem in corpus.problems(study)
    )


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["{file}", "--source-id", "a", "b"], 2, "--source-id has 2 ids for 1 files"),
        (["{file}", "--source-id", "../x"], 2, "source id '../x'"),
        (["{file}", "{file}"], 2, "is given twice"),
        (["{file}", "--jobs", "0"], 2, "--jobs is 0"),
        (["{file}", "--study", "{file}x"], 1, "there is no such folder"),
        ([], 2, "required: FILE"),
    ],
)
def test_usage(tmp_path, study, capsys, arguments, code, message):
    file = tmp_path / "a.txt"
    file.write_text("Words.\n")
    given = [argument.replace("{file}", str(file)) for argument in arguments]
    study_given = [] if "--study" in given else ["--study", str(study)]
    assert main(["ingest", *given, *study_given]) == code
    assert message in capsys.readouterr().err


# Codebook -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("co-operation", "cooperation"),
        ("co-operation", "Co‑operations"),
        ("internationalisation", "internationalization"),
        ("labour", "Labor"),
        ("analyse sales data", "analyzing sales data"),
        ("trial-manufacturing", "trial manufacturing"),
        ("centre", "centers"),
        ("programme", "programs"),
        ("travelling", "traveled"),
        ("customers’ operations", "customer’s operation"),
        ("understanding", "understood"),
    ],
)
def test_variants_match(term, text):
    found = codebook.phrases(pd.DataFrame({"term": [term]})).find(text)
    assert sum(hit.n for forms in found.values() for hit in forms.values()) == 1
    assert corpus.inflected(term, text)


def test_overlaps_clauses_and_layers():
    table = pd.DataFrame(
        {
            "code_id": ["a", "b", "c"],
            "term": ["value for customers", "customers", "customers"],
            "construct_type": ["key word", "key word", "construct"],
        }
    )
    found = codebook.phrases(table).find("Value for customers. New value; for customers too.")
    key = found["key word"]
    assert key["valu for custom"].n == 1
    assert (key["custom"].n, sum(key["custom"].nested.values())) == (1, 1)
    assert found["construct"]["custom"].n == 2


def test_stems_that_are_no_inflection_are_told_apart(tmp_path, study):
    table = pd.DataFrame({"code_id": ["k"], "term": ["powerful"]})
    table.to_csv(study / "data/codebook.csv", index=False)
    (tmp_path / "a.txt").write_text("Power and the powerful.\n")
    assert main(["ingest", str(tmp_path / "a.txt"), "--study", str(study)]) == 0
    found = corpus.load(study)
    assert corpus.mentions(found, table)["n"].tolist() == [1]
    assert corpus.mentions(found, table, by="stem")["n"].tolist() == [2]
    assert corpus.mentions(found, table, by="stem")["matches"].tolist() == [
        "power (1); powerful (1)"
    ]
    with pytest.raises(ParameterError, match="by is 'x'"):
        corpus.mentions(found, table, by="x")


def test_firms_and_the_pronoun_rule(tmp_path, study):
    (tmp_path / "a.txt").write_text(
        "1. One\n\nHuawei and ZTE learn.\n\nThey share it.\n\nNothing here.\n\n"
        "2. Two\n\nThey come first.\n\nZTE's hub.\n\nIts spokes.\n"
    )
    assert main(["ingest", str(tmp_path / "a.txt"), "--study", str(study)]) == 0
    found = corpus.load(study).prose
    assert found.paragraphs["firms"].tolist() == [("huawei", "zte"), (), (), (), ("zte",), ()]
    after = found.following()
    assert after.paragraphs["firms"].tolist() == [
        ("huawei", "zte"), ("huawei", "zte"), (), (), ("zte",), ("zte",),
    ]  # fmt: skip
    assert after.paragraphs["followed"].sum() == 2
    assert len(after.where(only_firm="zte")) == 2
    assert after.by_firm.documents.tolist() == ["huawei", "zte"]
    assert len(found.where(section="2")) == 3
    with pytest.raises(ParameterError, match="no column 'colour'"):
        found.where(colour="x")


def test_kwic():
    found = corpus.kwic({"p1": "We co-operate. They value cooperation."}, "co-operation", window=1)
    assert found["match"].tolist() == ["co-operate", "cooperation"]
    assert found["after"].tolist() == ["They", ""]
    with pytest.raises(ParameterError, match="pattern is ''"):
        corpus.kwic("a", "")


# The committed features -----------------------------------------------------------------------


def test_committed_features_are_current():
    assert [str(problem) for problem in corpus.problems(ROOT)] == []


def test_committed_features_hold_no_order_and_add_up():
    found = corpus.load(ROOT)
    assert (found.counts.lengths == found.paragraphs["tokens"]).all()
    assert found.paragraphs["paragraph_id"].is_unique
    for path in (ROOT / "data/features").glob("*.json"):
        for row in json.loads(path.read_text(encoding="utf-8"))["paragraphs"]:
            assert "text" not in row
            tokens = list(row.get("counts", {}))
            assert tokens == sorted(tokens)


def test_evidence_locators_stand_in_the_features():
    found = corpus.load(ROOT).paragraphs
    known = set(found["source_id"] + ":" + found["locator"])
    evidence = pd.read_csv(ROOT / "data/evidence.csv", dtype=str)
    cited = evidence[evidence["locator"].str.fullmatch(r"s[\d.]+¶\d+[a-z]?")]
    missing = set(cited["source_id"] + ":" + cited["locator"]) - known
    assert not missing


def test_load_refuses(tmp_path):
    shutil.copytree(ROOT / "data/features", tmp_path / "data/features")
    with pytest.raises(DataError, match="no features of source 'nobody'"):
        corpus.load(tmp_path, sources=["nobody"])
    (tmp_path / "data/features/main.json").write_text("{")
    with pytest.raises(DataError, match=r"main.json: cannot be read"):
        corpus.load(tmp_path)
