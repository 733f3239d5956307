"""Sources, their parts, and their texts in whatever encoding."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from crosscase.refi.container import open_container
from crosscase.refi.elements import Findings
from crosscase.refi.markup import parse
from crosscase.refi.project import Source
from crosscase.refi.source_texts import read_sources, warn_of_missing


def sources_of(
    tmp_path: Path, elements: str, texts: dict[str, bytes] | None = None
) -> tuple[list[tuple[Source, bool]], Findings]:
    path, findings = tmp_path / "p.qdpx", Findings("p.qdpx")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("project.qde", f'<Project xmlns="urn:x">{elements}</Project>')
        for name, data in (texts or {}).items():
            archive.writestr(name, data)
    container = open_container(path)
    root = parse(container.project, shown="p.qdpx")
    found = read_sources(root, container, findings)
    assert len(set(found)) == len(found)
    return [(item.source, item.marked) for item in found], findings


@pytest.mark.parametrize(
    ("data", "text", "marked"),
    [
        (b"Staff left.", "Staff left.", False),
        (b"\xef\xbb\xbfStaff left.", "Staff left.", True),
        ("Staff left.".encode("utf-16"), "Staff left.", True),
        (b"\xfe\xff" + "Staff é left.".encode("utf-16-be"), "Staff é left.", True),
        (b"one\r\ntwo\rthree\n", "one\r\ntwo\rthree\n", False),
        (b"\xef\xbb\xbfa\xff", "a\ufffd", True),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str, marked: bool) -> None:
    element = '<TextSource guid="s" name="a" plainTextPath="internal://s.txt"/>'
    ((source, was_marked),), findings = sources_of(tmp_path, element, {"s.txt": data})
    assert (source, was_marked) == (Source("s", "a", "text", text), marked)
    assert findings.warnings == []


@pytest.mark.parametrize(("name", "shown"), [("a", "a"), ("", "internal://s.txt")])
def test_a_text_that_is_not_utf_8_is_told(tmp_path: Path, name: str, shown: str) -> None:
    element = f'<TextSource guid="s" name="{name}" plainTextPath="internal://s.txt"/>'
    data = "Staff é – left.".encode("cp1252")
    ((source, marked),), findings = sources_of(tmp_path, element, {"s.txt": data})
    assert (source.text, marked) == ("Staff é – left.", False)
    assert findings.warnings == [f"{shown}: the text is not UTF-8; read as Windows-1252"]


def test_a_text_may_stand_in_the_project_itself(tmp_path: Path) -> None:
    inline = "<PlainTextContent>in the project</PlainTextContent>"
    elements = (
        f'<TextSource guid="a" name="a">{inline}</TextSource>'
        f'<TextSource guid="b" name="b" plainTextPath="internal://b.txt">{inline}</TextSource>'
        f'<TextSource guid="c" name="c" plainTextPath="internal://c.txt">{inline}</TextSource>'
        '<TextSource guid="d" name="d"><PlainTextContent/></TextSource>'
        '<TextSource guid="e" name="e" plainTextPath="internal://e.txt"/>'
        '<TextSource guid="f" name="f"/>'
    )
    found, _ = sources_of(tmp_path, elements, {"Sources/b.txt": b"in the archive"})
    assert not any(marked for _, marked in found)
    assert [(source.text, source.missing) for source, _ in found] == [
        ("in the project", None),
        ("in the archive", None),
        ("in the project", None),
        ("", None),
        (None, "no file 'internal://e.txt'"),
        (None, "no plain text in the project"),
    ]


def test_parts_follow_their_source_and_have_its_name(tmp_path: Path) -> None:
    elements = (
        '<Notes><Note guid="n" name="memo"><PlainTextContent>x</PlainTextContent></Note></Notes>'
        '<Sources><PDFSource guid="P" name="a.pdf" plainTextPath="internal://p.txt">'
        '<Representation guid="r" name=" "><PlainTextContent>page</PlainTextContent>'
        "</Representation></PDFSource>"
        '<PictureSource guid="i" name="i.jpg"><TextDescription guid="d" name="seen"/>'
        '</PictureSource><AudioSource guid="a"><Transcript guid="t1" name=""/>'
        '<Transcript guid="t2" name="second"/></AudioSource><VideoSource guid="v" name="v"/>'
        "</Sources>"
    )
    found, findings = sources_of(tmp_path, elements, {"p.txt": b"not read"})
    none = "no plain text in the project"
    assert [source for source, _ in found] == [
        Source("n", "memo", "note", "x"),
        Source("p", "a.pdf", "pdf"),
        Source("r", "a.pdf", "representation", "page", "p"),
        Source("i", "i.jpg", "picture"),
        Source("d", "seen", "description", None, "i", none),
        Source("a", "a", "audio"),
        Source("t1", "a", "transcript", None, "a", none),
        Source("t2", "second", "transcript", None, "a", none),
        Source("v", "v", "video"),
    ]
    assert findings.problems == []


def test_a_source_needs_a_guid(tmp_path: Path) -> None:
    _, findings = sources_of(tmp_path, '<VideoSource name="v"/>')
    assert [str(problem) for problem in findings.problems] == [
        "p.qdpx:1:VideoSource: the attribute guid is missing: 'v'; every element has one"
    ]


def test_missing_texts_are_named() -> None:
    def warnings(n: int, kind: str = "text") -> list[str]:
        findings = Findings("p.qdpx")
        warn_of_missing([Source(f"{i}", f"t{i}", kind, missing="gone") for i in range(n)], findings)
        return findings.warnings

    tail = "; their codings keep the positions of the file, without a check sum"
    assert warnings(0) == warnings(2, "note") == []
    assert warnings(1) == [f"1 text is missing (t0: gone){tail}"]
    assert warnings(3) == [f"3 texts are missing (t0: gone, t1: gone, t2: gone){tail}"]
    assert warnings(4) == [f"4 texts are missing (t0: gone, t1: gone, t2: gone, …){tail}"]
