"""REFI-QDA in and out: positions of every kind of tool, hostile files, round trips."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import warnings
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crosscase.cli import main
from crosscase.errors import DataError
from crosscase.refi import (
    container,
    evidence_of_codings,
    export_study,
    import_project,
    read_project,
    replacement,
    study_project,
)
from crosscase.refi.counting import CodedText, Reading, to_code_points
from crosscase.refi.positions import Span, decide
from crosscase.study import Study

REFERENCE = Path(__file__).parents[1] / "reference" / "refi"
CODE_A = "aaaaaaaa-0000-4000-8000-000000000001"
CODE_B = "aaaaaaaa-0000-4000-8000-000000000002"
USER = "bbbbbbbb-0000-4000-8000-000000000001"
NAMESPACE = "urn:QDA-XML:project:1.0"
CODES = (
    f'<CodeBook><Codes><Code guid="{CODE_A}" name="Loss" isCodable="true" color="#6366f1">'
    f'<Description>taken away</Description><Code guid="{CODE_B}" name="Staff" isCodable="true"/>'
    "</Code></Codes></CodeBook>"
)


def _guid(kind: str, number: int) -> str:
    return f"{hashlib.sha1(kind.encode()).hexdigest()[:8]}-0000-4000-8000-{number:012d}"


def _selection(number: int, start: int, end: int, *, name: str = "", code: str = CODE_B) -> str:
    return (
        f'<PlainTextSelection guid="{_guid("sel", number)}" name={quoteattr(name)} '
        f'startPosition="{start}" endPosition="{end}" creatingUser="{USER}">'
        f'<Coding guid="{_guid("cod", number)}"><CodeRef targetGUID="{code}"/></Coding>'
        "</PlainTextSelection>"
    )


def _project(sources: str, *, codes: str = CODES, extra: str = "", origin: str = "Test") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NAMESPACE}" name="Wards" '
        f'origin="{origin}"><Users><User guid="{USER}" name="Lena"/></Users>{codes}{extra}'
        f"<Sources>{sources}</Sources></Project>"
    )


def _text_source(selections: str, number: int = 1) -> str:
    guid = _guid("src", number)
    return (
        f'<TextSource guid="{guid}" name="ward {number}.txt" '
        f'plainTextPath="internal://{guid}.txt">{selections}</TextSource>'
    )


def _archive(
    path: Path, xml: str | bytes, texts: dict[int, bytes], folder: str = "Sources"
) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", xml)
        for number, data in texts.items():
            archive.writestr(f"{folder}/{_guid('src', number)}.txt", data)
    return path


def _simple(tmp_path: Path, text: str, quotes: list[str], **options: object) -> Path:
    """A project whose positions are code points."""
    selections = "".join(
        _selection(n, text.index(q), text.index(q) + len(q), name=q if options.get("named") else "")
        for n, q in enumerate(quotes)
    )
    return _archive(tmp_path / "p.qdpx", _project(_text_source(selections)), {1: text.encode()})


def _quotes(path: Path, text: str) -> list[str]:
    return [text[c["start"] : c["end"]] for c in read_project(path).as_dict()["codings"]]


# --- what is read ---------------------------------------------------------------------------


def test_dry_run_prints_the_contract_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "Q: What changed?\nWe lost two midwives. Nobody told us – why 😡.\n"
    path = _simple(tmp_path, text, ["We lost two midwives.", "Nobody told us – why 😡."])
    before = sorted(tmp_path.rglob("*"))
    assert main(["import-qda", str(path), "--dry-run", "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert out["counts"] == {"sources": 1, "codes": 2, "cases": 0, "codings": 2}
    assert out["positions"].startswith("code points")
    assert set(out) == {"counts", "positions", "warnings", "codings"}
    assert out["codings"][0] == {
        "source": "ward 1.txt",
        "start": 17,
        "end": 38,
        "code": "Loss > Staff",
        "coder": "Lena",
        # printf 'We lost two midwives.' | sha1sum
        "quote_sha1": "4b14ee3f08631a195d612ee3d860a7dad6bdf226",
    }
    assert sorted(tmp_path.rglob("*")) == before


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
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("p/project.qde", xml)
        archive.writestr("p/sources/S-1.TXT", "Happy today")
    got = read_project(path).as_dict()
    joy = hashlib.sha1(b"Happy").hexdigest()
    assert [(c["code"], c["coder"], c["quote_sha1"]) for c in got["codings"]] == [
        ("Emotions > Joy", None, joy),
        ("Cost", None, joy),
    ]


def test_bare_project_draft_namespace_and_whole_source(tmp_path: Path) -> None:
    # Transana 3.22 writes a bare .qde, the draft namespace, and codes on whole sources.
    source = (
        f'<TextSource guid="{_guid("src", 1)}" name="a"><PlainTextContent>Whole</PlainTextContent>'
        f'<Coding guid="{_guid("cod", 9)}"><CodeRef targetGUID="{{{CODE_A.upper()}}}"/></Coding>'
        "</TextSource>"
    )
    path = tmp_path / "p.qde"
    path.write_text(_project(source).replace(NAMESPACE, "urn:QDA-XML:project:0:10"))
    project = read_project(path)
    (coding,) = project.as_dict()["codings"]
    assert (coding["start"], coding["end"], coding["code"]) == (0, 5, "Loss")
    assert "urn:QDA-XML:project:0:10" in project.warnings[0]


def test_texts_beside_a_bare_project_are_found(tmp_path: Path) -> None:
    (tmp_path / "Sources").mkdir()
    (tmp_path / "Sources" / f"{_guid('src', 1)}.txt").write_text("Staff left.")
    path = tmp_path / "p.qde"
    path.write_text(_project(_text_source(_selection(1, 0, 5))))
    assert _quotes(path, "Staff left.") == ["Staff"]


def test_other_media_keep_their_place_and_missing_text_its_null(tmp_path: Path) -> None:
    # ATLAS.ti codes a passage of a PDF twice: as rectangle, and in the text of the page.
    coding = '<Coding guid="{}"><CodeRef targetGUID="' + CODE_A + '"/></Coding>'
    sources = (
        f'<PDFSource guid="{_guid("src", 1)}" name="a.pdf" path="internal://a.pdf">'
        f'<PDFSelection guid="{_guid("sel", 1)}" page="0" firstX="1" firstY="2" secondX="3" '
        f'secondY="4">{coding.format(_guid("cod", 1))}</PDFSelection>'
        f'<Representation guid="{_guid("src", 2)}" plainTextPath="internal://gone.txt">'
        f'<PlainTextSelection guid="{_guid("sel", 1)}" startPosition="62" endPosition="69">'
        f"{coding.format(_guid('cod', 2))}</PlainTextSelection></Representation></PDFSource>"
        f'<VideoSource guid="{_guid("src", 3)}" name="v.mp4">'
        f'<Transcript guid="{_guid("src", 4)}" name="t"><PlainTextContent>Hello there, all'
        f'</PlainTextContent><SyncPoint guid="{_guid("syn", 1)}" position="6"/>'
        f'<SyncPoint guid="{_guid("syn", 2)}" position="11"/>'
        f'<TranscriptSelection guid="{_guid("sel", 2)}" fromSyncPoint="{_guid("syn", 1)}" '
        f'toSyncPoint="{_guid("syn", 2)}">{coding.format(_guid("cod", 3))}</TranscriptSelection>'
        f'</Transcript><VideoSelection guid="{_guid("sel", 3)}" begin="10" end="20">'
        f"{coding.format(_guid('cod', 4))}</VideoSelection></VideoSource>"
    )
    project = read_project(_archive(tmp_path / "p.qdpx", _project(sources), {}))
    rows = [
        (c["source"], c["start"], c["end"], c["quote_sha1"]) for c in project.as_dict()["codings"]
    ]
    assert project.counts["sources"] == 2
    assert rows == [
        ("a.pdf", None, None, None),
        ("a.pdf", 62, 69, None),
        ("v.mp4", None, None, None),
        ("v.mp4", 6, 11, hashlib.sha1(b"there").hexdigest()),
    ]
    assert project.codings[0].place == "page=0;firstX=1;firstY=2;secondX=3;secondY=4"
    assert "1 text is missing" in project.warnings[0]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xef\xbb\xbfStaff left.", "Staff"),
        ("Staff left.".encode("utf-16"), "Staff"),
        ("Staff é left.".encode("cp1252"), "Staff"),
    ],
)
def test_encodings_of_texts(tmp_path: Path, data: bytes, expected: str) -> None:
    path = _archive(tmp_path / "p.qdpx", _project(_text_source(_selection(1, 0, 5))), {1: data})
    (coding,) = read_project(path).as_dict()["codings"]
    assert coding["quote_sha1"] == hashlib.sha1(expected.encode()).hexdigest()


def test_codebook_with_sets_and_braces(tmp_path: Path) -> None:
    path = tmp_path / "c.qdc"
    path.write_text(
        '\ufeff<?xml version="1.0"?><CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="T"><Codes>'
        f'<Code guid="{{{CODE_A.upper()}}}" name="x &amp; y" isCodable="false"/></Codes><Sets>'
        f'<Set name="group" guid="{CODE_B}"><MemberCode guid="{CODE_A}"/></Set></Sets></CodeBook>'
    )
    project = read_project(path)
    assert project.as_dict() == {
        "counts": {"sources": 0, "codes": 1, "cases": 0, "codings": 0},
        "positions": "none: a codebook has no codings",
        "warnings": [],
        "codings": [],
    }
    assert (project.codes[0].path, project.codes[0].sets) == ("x & y", ("group",))
    assert not project.codes[0].codable


# --- what positions count -------------------------------------------------------------------

TEXT = (
    "Anna: 😡😡 we lost them.\r\nNobody – told us why 😀.\r\nThe ward closed at night.\r\nWe cried."
)
QUOTES = ["we lost them.", "Nobody – told us why 😀.", "The ward closed at night.", "We cried."]


def _count(text: str, at: int, reading: Reading, *, marked: bool) -> int:
    """The position that a tool of this habit writes, counted the slow way."""
    units = {
        "code points": lambda s: len(s),
        "UTF-16 units": lambda s: len(s.encode("utf-16-le")) // 2,
        "UTF-8 bytes": lambda s: len(s.encode()),
    }[reading.unit]
    before = text[:at]
    if reading.newline == "CRLF counted as one":
        before = before.replace("\r\n", "\n")
    elif reading.newline == "line feed counted as two":
        before = before.replace("\n", "\r\n")
    mark = units("\ufeff") if reading.mark_counted and marked else 0
    return units(before) + mark + reading.first


@pytest.mark.parametrize("named", [False, True])
@pytest.mark.parametrize(
    "reading",
    [
        Reading(),
        Reading("UTF-16 units"),
        Reading("UTF-8 bytes"),
        Reading(newline="CRLF counted as one"),
        Reading("UTF-16 units", "CRLF counted as one"),
        Reading("UTF-16 units", mark_counted=True),
        Reading(newline="CRLF counted as one", mark_counted=True),
    ],
    ids=str,
)
def test_each_way_of_counting_is_recognised(tmp_path: Path, reading: Reading, named: bool) -> None:
    selections = ""
    for number, quote in enumerate(QUOTES):
        at = TEXT.index(quote)
        start = _count(TEXT, at, reading, marked=True)
        end = _count(TEXT, at + len(quote), reading, marked=True)
        selections += _selection(number, start, end, name=quote if named else "")
    data = b"\xef\xbb\xbf" + TEXT.encode()
    path = _archive(tmp_path / "p.qdpx", _project(_text_source(selections)), {1: data})
    project = read_project(path)
    assert _quotes(path, TEXT) == QUOTES
    assert project.positions.startswith(str(reading))
    assert [c.quote_sha1 for c in project.codings] == [
        hashlib.sha1(q.encode()).hexdigest() for q in QUOTES
    ]


def test_line_feed_counted_as_two(tmp_path: Path) -> None:
    # A tool that counts its own CRLF but exports LF, or whose CRLF the XML parser has joined.
    text = TEXT.replace("\r\n", "\n")
    reading = Reading(newline="line feed counted as two")
    selections = "".join(
        _selection(
            n,
            _count(text, text.index(q), reading, marked=False),
            _count(text, text.index(q) + len(q), reading, marked=False),
        )
        for n, q in enumerate(QUOTES)
    )
    path = _archive(tmp_path / "p.qdpx", _project(_text_source(selections)), {1: text.encode()})
    assert _quotes(path, text) == QUOTES


@pytest.mark.parametrize("first", [0, 1])
def test_inclusive_ends_need_quotes_as_evidence(tmp_path: Path, first: int) -> None:
    text = "Alpha beta gamma delta."
    quotes = ["Alpha beta", "gamma"]
    selections = "".join(
        _selection(n, text.index(q) + first, text.index(q) + len(q) - 1 + first, name=q)
        for n, q in enumerate(quotes)
    )
    path = _archive(tmp_path / "p.qdpx", _project(_text_source(selections)), {1: text.encode()})
    assert _quotes(path, text) == quotes
    assert "end inclusive" in read_project(path).positions


def test_sloppy_selections_do_not_move_the_standard_reading(tmp_path: Path) -> None:
    text = "Yes 😀 and Monday afternoon was fine"
    at = text.index("onday")  # one edge within a word is no evidence for another count
    path = _archive(
        tmp_path / "p.qdpx",
        _project(_text_source(_selection(1, at, at + len("onday afternoon")))),
        {1: text.encode()},
    )
    assert _quotes(path, text) == ["onday afternoon"]
    assert read_project(path).positions.startswith("code points")


def test_names_that_are_labels_are_no_evidence(tmp_path: Path) -> None:
    text = "Yes 😀 and Monday afternoon was fine"
    at = text.index("Monday")
    selections = _selection(1, at, at + 6, name="Quotation 6:1")
    path = _archive(tmp_path / "p.qdpx", _project(_text_source(selections)), {1: text.encode()})
    assert _quotes(path, text) == ["Monday"]


def test_a_source_counted_otherwise_than_the_rest(tmp_path: Path) -> None:
    texts = {n: f"😀 Ward {n} closed early. Staff {n} left it." for n in (1, 2)}
    sources = ""
    for number, text in texts.items():
        reading = Reading("UTF-16 units") if number == 2 else Reading()
        quotes = [f"Ward {number} closed early.", f"Staff {number} left it."]
        quotes += ["closed early."] if number == 1 else []
        sources += _text_source(
            "".join(
                _selection(
                    10 * number + n,
                    _count(text, text.index(q), reading, marked=False),
                    _count(text, text.index(q) + len(q), reading, marked=False),
                    name=q,
                )
                for n, q in enumerate(quotes)
            ),
            number,
        )
    path = _archive(
        tmp_path / "p.qdpx", _project(sources), {n: t.encode() for n, t in texts.items()}
    )
    project = read_project(path)
    assert {c.quote_sha1 for c in project.codings if c.document == _guid("src", 2)} == {
        hashlib.sha1(q.encode()).hexdigest() for q in ("Ward 2 closed early.", "Staff 2 left it.")
    }
    assert project.positions.endswith("in single sources UTF-16 units")


def test_peers_that_slice_by_code_points_are_wrong_on_nvivo_files(tmp_path: Path) -> None:
    """QdaPy 0.1.0 and pyqdpx 0.1.8 slice Python strings at the file's numbers.

    NVivo counts UTF-16 units: with two emoji before it, "we lost them." (13 characters from
    code point 9) stands in the file as 11–24, and Python's text[11:24] is " lost them.\\r\\n".
    """
    at = TEXT.index(QUOTES[0])
    start, end = (_count(TEXT, p, Reading("UTF-16 units"), marked=False) for p in (at, at + 13))
    assert (at, start, end) == (9, 11, 24)
    assert TEXT[start:end] == " lost them.\r\n"
    xml = _project(_text_source(_selection(1, start, end)), origin="NVivo for Windows 12.6")
    path = _archive(tmp_path / "p.qdpx", xml, {1: b"\xef\xbb\xbf" + TEXT.encode()})
    assert _quotes(path, TEXT) == ["we lost them."]


_READINGS = st.builds(
    Reading,
    unit=st.sampled_from(["code points", "UTF-16 units", "UTF-8 bytes"]),
    newline=st.sampled_from(["", "CRLF counted as one", "line feed counted as two"]),
    mark_counted=st.booleans(),
    first=st.integers(0, 1),
)
_PIECES = st.sampled_from(["a", " ", "é", "中", "😀", "\n", "\r\n", "."])
_TEXTS = st.lists(_PIECES, max_size=40).map("".join)


@settings(max_examples=200, deadline=None)
@given(text=_TEXTS, reading=_READINGS, marked=st.booleans())
def test_positions_come_back_from_every_count(text: str, reading: Reading, marked: bool) -> None:
    edges = [
        at
        for at in range(len(text) + 1)
        if not (0 < at < len(text) and text[at - 1 : at + 1] == "\r\n")
    ]
    if reading.newline == "line feed counted as two" and "\r\n" in text:
        return  # such a tool never sees a text with CRLF
    counted = [_count(text, at, reading, marked=marked) for at in edges]
    points, exact = to_code_points(CodedText(text, marked), counted, reading)
    assert points.tolist() == edges
    assert bool(exact.all())


def test_positions_beyond_the_text_stay_beyond_it() -> None:
    points, exact = to_code_points(CodedText("a😀"), [2, 3, 7], Reading("UTF-16 units"))
    assert points.tolist() == [1, 2, 6]  # within the emoji; its end; four units too far
    assert exact.tolist() == [False, True, False]


def test_no_selections_no_decision() -> None:
    assert decide([CodedText("x")], []).sentence.startswith("as in the file")
    same = decide([CodedText("plain words")], [Span(0, 0, 5)])
    assert str(same.readings[0]) == "code points"


def test_a_selection_beyond_the_text_is_named_and_has_no_check_sum(tmp_path: Path) -> None:
    path = _archive(
        tmp_path / "p.qdpx", _project(_text_source(_selection(1, 3, 99))), {1: b"Short text."}
    )
    project = read_project(path)
    assert project.as_dict()["codings"][0]["quote_sha1"] is None
    assert "ward 1.txt: the selection 3–99" in project.warnings[0]
    assert "lies beyond the text, which has 11 characters" in project.warnings[0]


# --- files that are broken or hostile -------------------------------------------------------


def _fails(path: Path, study: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Import for real: exit 1, one message, the study as it was."""
    before = {p: p.read_bytes() for p in study.rglob("*") if p.is_file()}
    assert main(["import-qda", str(path), "--study", str(study)]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert {p: p.read_bytes() for p in study.rglob("*") if p.is_file()} == before
    return captured.err


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7 not this", "neither a zip archive (.qdpx) nor XML"),
        (b"<Project><Sources></Project>", "the XML is broken"),
        (b"<html/>", "the root element is: 'html'"),
        (
            b'<!DOCTYPE P [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Project name="&b;"/>',
            "document type",
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE P SYSTEM "file:///etc/hostname"><Project/>',
            "document type",
        ),
        ('<!DOCTYPE P [<!ENTITY a "x">]><Project/>'.encode("utf-16"), "document type"),
        (b"PK\x03\x04 cut off", "neither a zip archive"),
    ],
)
def test_files_that_are_no_projects(
    tmp_path: Path,
    study_folder: Path,
    capsys: pytest.CaptureFixture[str],
    data: bytes,
    message: str,
) -> None:
    path = tmp_path / "bad.qdpx"
    path.write_bytes(data)
    assert message in _fails(path, study_folder, capsys)


def test_missing_file(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "there is no such file" in _fails(tmp_path / "no.qdpx", study_folder, capsys)


def test_archive_without_or_with_two_projects(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Sources/a.txt", "x")
    assert "must hold one project file (project.qde); found: none" in _fails(
        path, study_folder, capsys
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a.qde", "<Project/>")
        archive.writestr("b.qde", "<Project/>")
    assert "found: a.qde, b.qde" in _fails(path, study_folder, capsys)


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/evil.txt", "C:/evil.txt", "a\\..\\..\\b"])
def test_archive_with_a_name_that_leads_out(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = _simple(tmp_path, "Staff left.", ["Staff"])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "x")
    assert "leads out of it" in _fails(path, study_folder, capsys)


def test_source_path_that_leads_out(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    xml = _project(_text_source(_selection(1, 0, 5))).replace("internal://", "internal://../../")
    path = _archive(tmp_path / "p.qdpx", xml, {})
    assert "leads out of the project" in _fails(path, study_folder, capsys)
    assert container.Container(path, b"", {}).read("absolute:///etc/hostname") is None
    assert container.Container(path, b"", None).read("/etc/hostname") is None


def test_zip_bomb(tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "p.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * (32 * 2**20))
    message = _fails(path, study_folder, capsys)
    assert "-fold when unpacked, 200-fold is allowed" in message


def test_files_over_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, study_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = _simple(tmp_path, "Staff left. " * 200, ["Staff"])
    monkeypatch.setattr(container, "MAX_TEXT_BYTES", 1000)
    assert "is larger than" in _fails(path, study_folder, capsys)
    monkeypatch.setattr(container, "MAX_MEMBERS", 1)
    assert "2 files in the archive, 1 are allowed" in _fails(path, study_folder, capsys)


def test_damaged_member(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _simple(tmp_path, "Staff left.", ["Staff"])
    path.write_bytes(path.read_bytes().replace(b"Staff left.", b"Stuff left."))
    assert "in the archive is damaged" in _fails(path, study_folder, capsys)


def test_encrypted_member(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _simple(tmp_path, "Staff left.", ["Staff"])
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # the flag in the central directory
    path.write_bytes(bytes(data))
    assert "is encrypted" in _fails(path, study_folder, capsys)


def test_missing_text_stops_an_import_but_not_a_dry_run(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _archive(tmp_path / "p.qdpx", _project(_text_source(_selection(1, 3, 9))), {})
    assert "the texts of 1 source are missing (ward 1.txt)" in _fails(path, study_folder, capsys)
    assert main(["import-qda", str(path), "--dry-run", "--json"]) == 0
    captured = capsys.readouterr()
    (coding,) = json.loads(captured.out)["codings"]
    assert (coding["start"], coding["end"], coding["quote_sha1"]) == (3, 9, None)
    assert "1 text is missing" in captured.err
    assert main(["import-qda", str(path), "--study", str(study_folder), "--allow-missing"]) == 0
    assert Study.open(study_folder).qda_codings["quote_sha1"].isna().all()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (f'<CodeRef targetGUID="{CODE_B}"/>', f'<CodeRef targetGUID="{_guid("x", 1)}"/>',
         "a coding refers to an unknown code"),
        (f'guid="{CODE_B}" name="Staff"', f'guid="{CODE_A}" name="Staff"',
         "two codes have the same GUID"),
        (f'guid="{CODE_B}" name="Staff"', 'name="Staff"', "the attribute guid is missing: 'Staff'"),
        ('startPosition="0"', 'startPosition="zero"', "not a position: 'zero–5'"),
        ('startPosition="0"', f'startPosition="{10**30}"', f"not a position: '{10**30}–5'"),
        ('startPosition="0"', 'startPosition="-1"', "positions out of order: '-1–5'"),
        ('startPosition="0"', 'startPosition="9"', "positions out of order: '9–5'"),
        ("<Sources>", f'<Cases><Case guid="{USER}" name="K"><SourceRef targetGUID="{CODE_A}"/>'
         "</Case></Cases><Sources>", "the case 'K' refers to an unknown GUID"),
        ("<Sources>", f'<Cases><Case guid="{USER}" name="K"><VariableValue><VariableRef '
         f'targetGUID="{CODE_A}"/><TextValue>1</TextValue></VariableValue></Case></Cases><Sources>',
         "an unknown variable"),
    ],
)  # fmt: skip
def test_references_that_lead_nowhere(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str],
    old: str, new: str, message: str,
) -> None:  # fmt: skip
    xml = _project(_text_source(_selection(1, 0, 5)))
    assert old in xml
    path = _archive(tmp_path / "p.qdpx", xml.replace(old, new, 1), {1: b"Staff left."})
    error = _fails(path, study_folder, capsys)
    assert "project.qde" in error or "p.qdpx:1:" in error
    assert message in error


def test_unknown_user_is_no_reason_to_lose_a_coding(tmp_path: Path) -> None:
    xml = _project(_text_source(_selection(1, 0, 5))).replace(
        f'creatingUser="{USER}"', f'creatingUser="{CODE_A}"'
    )
    project = read_project(_archive(tmp_path / "p.qdpx", xml, {1: b"Staff left."}))
    assert project.codings[0].coder is None
    assert "is not among the project's users" in project.warnings[0]


# --- into a study ---------------------------------------------------------------------------

CASE = _guid("case", 1)
VARIABLE = _guid("var", 1)


def _coded(tmp_path: Path) -> Path:
    """A project whose cases and codes are those of the template study, as a person names them."""
    text = "They send reports up.\nNothing comes back down.\n"
    codes = (
        "<CodeBook><Codes>"
        f'<Code guid="{_guid("code", 1)}" name="P1: upward" isCodable="true">'
        f'<Code guid="{_guid("code", 2)}" name="Supports" isCodable="true"/></Code>'
        f'<Code guid="{_guid("code", 3)}" name="P2" isCodable="true">'
        f'<Code guid="{_guid("code", 4)}" name="contradicts" isCodable="true"/></Code>'
        f'<Code guid="{_guid("code", 5)}" name="P10 is none of ours" isCodable="true"/>'
        "</Codes></CodeBook>"
    )
    cases = (
        f'<Variables><Variable guid="{VARIABLE}" name="staff" typeOfVariable="Integer"/>'
        "</Variables>"
        f'<Cases><Case guid="{CASE}" name="FIRM A"><Description>private remark</Description>'
        f'<VariableValue><VariableRef targetGUID="{VARIABLE}"/><IntegerValue>12</IntegerValue>'
        f'</VariableValue><SourceRef targetGUID="{_guid("src", 1)}"/></Case>'
        f'<Case guid="{_guid("case", 2)}" name="Firm Z"/></Cases>'
    )
    quotes = [("They send reports up.", 2), ("Nothing comes back down.", 4), ("reports", 5)]
    selections = "".join(
        _selection(n, text.index(q), text.index(q) + len(q), name=q, code=_guid("code", c))
        for n, (q, c) in enumerate(quotes)
    )
    xml = _project(_text_source(selections), codes=codes, extra=cases)
    return _archive(tmp_path / "My Wards.qdpx", xml, {1: text.encode()})


def test_import_writes_tables_and_keeps_texts_private(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _coded(tmp_path)
    assert main(["import-qda", str(path), "--study", str(study_folder)]) == 0
    assert "1 source, 5 codes, 2 cases and 3 codings" in capsys.readouterr().out
    study = Study.open(study_folder)
    assert study.qda_codings["project_id"].unique().tolist() == ["my_wards"]
    assert study.qda_cases["case_id"].tolist()[0] == "firm_a"
    assert study.qda_cases["case_id"].isna().tolist() == [False, True]
    assert study.qda_values[["variable", "value"]].values.tolist() == [["staff", "12"]]
    evidence = evidence_of_codings(study)
    assert evidence[["case_id", "proposition_id", "stance"]].values.tolist() == [
        ["firm_a", "P1", 1],
        ["firm_a", "P2", -1],
    ]
    written = b"".join(p.read_bytes() for p in (study_folder / "data").rglob("*.*"))
    assert b"reports up" not in written
    assert b"private remark" not in written
    text = (study_folder / study.qda_sources["text_file"][0]).read_text()
    assert text.startswith("They send reports up.")
    assert "private/" in (study_folder / ".gitignore").read_text().split()


def test_import_twice_is_the_same_and_another_project_stays(
    tmp_path: Path, study_folder: Path
) -> None:
    path = _coded(tmp_path)
    other = _simple(tmp_path, "Staff left.", ["Staff"])

    def contents() -> dict[Path, bytes]:
        return {p: p.read_bytes() for p in study_folder.rglob("*") if p.is_file()}

    for file in (path, other):
        assert main(["import-qda", str(file), "--study", str(study_folder)]) == 0
    before = contents()
    assert main(["import-qda", str(path), "--study", str(study_folder)]) == 0
    assert contents() == before
    assert Study.open(study_folder).qda_codings["project_id"].tolist() == ["my_wards"] * 3 + ["p"]


def test_a_study_with_schema_fragments_gets_them(tmp_path: Path, study_folder: Path) -> None:
    (study_folder / "data" / "schemas").mkdir()
    import_project(read_project(_coded(tmp_path)), study_folder, project_id="w")
    fragment = json.loads((study_folder / "data" / "schemas" / "qda_codings.json").read_text())
    package = json.loads((study_folder / "data" / "datapackage.json").read_text())
    entry = next(r for r in package["resources"] if r["name"] == "qda_codings")
    assert entry["schema"] == fragment["schema"]


def test_nothing_is_half_written(
    tmp_path: Path, study_folder: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    path = _coded(tmp_path)
    whole = Path.replace
    renamed: list[Path] = []

    def failing(self: Path, target: Path) -> Path:
        if len(renamed) == 4:
            raise OSError(28, "No space left on device", str(target))
        renamed.append(target)
        return whole(self, target)

    monkeypatch.setattr(replacement.Path, "replace", failing)
    before = sorted(study_folder.rglob("*"))
    message = _fails(path, study_folder, capsys)
    assert "cannot be written (No space left on device); nothing was changed" in message
    assert len(renamed) == 4
    assert sorted(study_folder.rglob("*")) == before


def test_short_name_and_study_are_checked(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _coded(tmp_path)
    arguments = ["import-qda", str(path), "--study", str(study_folder), "--name", "../x"]
    assert main(arguments) == 1
    assert "short name '../x' is not allowed" in capsys.readouterr().err
    assert main(["import-qda", str(path), "--study", str(tmp_path / "none")]) == 1
    assert "there is no such folder" in capsys.readouterr().err


def test_evidence_of_codings_needs_an_import(study_folder: Path) -> None:
    with pytest.raises(DataError, match="no imported codings"):
        evidence_of_codings(Study.open(study_folder))


# --- out of a study -------------------------------------------------------------------------


def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(REFERENCE / name))


def test_export_is_valid_deterministic_and_reads_back(tmp_path: Path, study_folder: Path) -> None:
    study = Study.open(study_folder)
    out = tmp_path / "out.qdpx"
    project, written = export_study(study, out)
    first = out.read_bytes()
    export_study(Study.open(study_folder), out)
    assert written == [out]
    assert out.read_bytes() == first
    with zipfile.ZipFile(out) as archive:
        _schema("Project.xsd").assertValid(etree.fromstring(archive.read("project.qde")))
    again = read_project(out)
    assert again.as_dict()["codings"] == project.as_dict()["codings"]
    assert again.counts == {"sources": 2, "codes": 10, "cases": 3, "codings": 10}
    assert again.warnings == ()


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


def test_imported_projects_go_out_as_they_came_in(tmp_path: Path, study_folder: Path) -> None:
    original = read_project(_coded(tmp_path))
    import_project(original, study_folder, project_id="w")
    export_study(Study.open(study_folder), tmp_path / "o.qdpx", with_evidence=False)
    again = read_project(tmp_path / "o.qdpx")
    assert again.as_dict()["codings"] == original.as_dict()["codings"]
    assert again.counts == original.counts
    assert again.values == original.values
    assert again.codes == original.codes
    assert [c.sources for c in again.cases] == [c.sources for c in original.cases]
    assert again.cases[0].description == "private remark"
    with zipfile.ZipFile(tmp_path / "o.qdpx") as archive:
        _schema("Project.xsd").assertValid(etree.fromstring(archive.read("project.qde")))


def test_two_imports_of_one_project_do_not_clash_on_the_way_out(
    tmp_path: Path, study_folder: Path
) -> None:
    project = read_project(_coded(tmp_path))
    for name in ("one", "two"):
        import_project(project, study_folder, project_id=name)
    export_study(Study.open(study_folder), tmp_path / "o.qdpx")
    again = read_project(tmp_path / "o.qdpx")
    assert again.counts["codings"] == 10 + 2 * project.counts["codings"]
    matched = next(case for case in again.cases if case.name == "Firm A")
    assert len(matched.sources) == 2


def test_texts_that_are_gone_leave_positions(tmp_path: Path, study_folder: Path) -> None:
    original = read_project(_coded(tmp_path))
    import_project(original, study_folder, project_id="w")
    shutil.rmtree(study_folder / "private")  # as in a clone: private/ is not in git
    export_study(Study.open(study_folder), tmp_path / "o.qdpx", with_evidence=False)
    again = read_project(tmp_path / "o.qdpx")
    places = [(c.start, c.end) for c in again.codings]
    assert places == [(c.start, c.end) for c in original.codings]
    assert all(c.quote_sha1 is None for c in again.codings)


def test_codebook_is_valid(tmp_path: Path, study_folder: Path) -> None:
    export_study(Study.open(study_folder), tmp_path / "o.qdc")
    tree = etree.parse(tmp_path / "o.qdc")
    _schema("Codebook.xsd").assertValid(tree)
    assert read_project(tmp_path / "o.qdc").counts["codes"] == 10


def test_the_repository_exports_valid_and_whole(tmp_path: Path, root: Path) -> None:
    study = Study.open(root)
    project, written = export_study(study, tmp_path / "both")
    assert [path.suffix for path in written] == [".qdpx", ".qdc"]
    with zipfile.ZipFile(written[0]) as archive:
        _schema("Project.xsd").assertValid(etree.fromstring(archive.read("project.qde")))
    _schema("Codebook.xsd").assertValid(etree.parse(written[1]))
    again = read_project(written[0])
    assert again.as_dict()["codings"] == project.as_dict()["codings"]
    assert again.counts["codings"] == 2 * len(study.evidence)


def test_control_characters_do_not_break_the_xml(tmp_path: Path, study_folder: Path) -> None:
    path = study_folder / "data" / "propositions.csv"
    path.write_text(path.read_text().replace("Subsidiaries", "Sub\x0bsidiaries <&>", 1))
    export_study(Study.open(study_folder), tmp_path / "o.qdpx")
    codes = {c.name: c for c in read_project(tmp_path / "o.qdpx").codes}
    assert (codes["P1"].description or "").startswith("Sub\ufffdsidiaries <&>")


def test_export_command(
    tmp_path: Path, study_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export-qda", str(study_folder), str(tmp_path / "o.qdpx"), "--json"]) == 0
    out = json.loads(capsys.readouterr().out)
    assert out["counts"]["codings"] == 10
    assert main(["export-qda", str(study_folder), str(tmp_path / "o.docx")]) == 1
    assert "the suffix '.docx' is not one of an exchange file" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["export-qda", str(study_folder), str(tmp_path / "file" / "o.qdc")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_empty_codebook_cannot_be_exported(tmp_path: Path, study_folder: Path) -> None:
    with pytest.raises(DataError, match="there are no codes to export"):
        export_study(Study.open(study_folder), tmp_path / "o.qdc", with_evidence=False)


def test_project_shows_the_same_numbers_as_text_and_html(tmp_path: Path) -> None:
    project = read_project(_coded(tmp_path))
    assert "3 codings" in repr(project)
    for cell in ("ward 1.txt", "P2 &gt; contradicts", "Lena"):
        assert cell in project._repr_html_()
    assert escape("P2 > contradicts") in project._repr_html_()


def test_git_sees_no_running_text(tmp_path: Path, study_folder: Path) -> None:
    import_project(read_project(_coded(tmp_path)), study_folder, project_id="w")
    git = shutil.which("git")
    if git is None:
        warnings.warn("no git here", stacklevel=1)
        return
    subprocess.run([git, "init", "-q"], cwd=study_folder, check=True)
    subprocess.run([git, "add", "-A"], cwd=study_folder, check=True)
    listed = subprocess.run(
        [git, "ls-files"], cwd=study_folder, check=True, capture_output=True, text=True
    ).stdout
    assert "data/qda_codings.csv" in listed
    assert "private" not in listed.replace(".gitignore", "")


def test_study_project_names_no_coder(study_folder: Path) -> None:
    assert {c.coder for c in study_project(Study.open(study_folder)).codings} == {None}
