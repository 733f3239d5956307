"""XML from strangers: hostile, broken, in any encoding."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.refi import markup
from crosscase.refi.markup import local_name, parse


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE P [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><Project name="&b;"/>',
        b'<?xml version="1.0"?><!DOCTYPE P SYSTEM "file:///etc/hostname"><Project/>',
        b"<!-- first a remark --><!DOCTYPE P><Project/>",
        '<!DOCTYPE P [<!ENTITY a "x">]><Project/>'.encode("utf-16"),
    ],
)
def test_a_document_type_is_refused(data: bytes) -> None:
    with pytest.raises(DataError) as caught:
        parse(data, shown="x.qdc")
    assert str(caught.value) == (
        "x.qdc: the XML declares a document type (<!DOCTYPE …>); exchange files have none; "
        "entities are not read"
    )


def test_entities_would_stay_unread_behind_the_first_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "x.dtd").write_text('<!ENTITY c "loaded">')
    monkeypatch.setattr(markup, "_refuse_doctype", lambda data, shown: None)
    secret, dtd = (tmp_path / "secret.txt").as_uri(), (tmp_path / "x.dtd").as_uri()
    for entity, name in (('<!ENTITY a "large">', "a"), (f'<!ENTITY b SYSTEM "{secret}">', "b")):
        data = f'<!DOCTYPE P SYSTEM "{dtd}" [{entity}]><P>&{name};</P>'
        assert (parse(data.encode(), shown="x").text or "") == ""


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"<Project>\n<Sources></Project>", 2),
        (b"<Project/>\n\n<Project/>", 3),
        (b'<?xml version="1.0" encoding="no-such"?><P/>', None),
        (b"\n <Project", 1),
    ],
)
def test_broken_xml_is_named_with_its_line(data: bytes, line: int | None) -> None:
    with pytest.raises(DataError) as caught:
        parse(data, shown="x.qdc")
    (problem,) = caught.value.problems
    assert (problem.file, problem.row) == ("x.qdc", line)
    assert problem.message.startswith("the XML is broken (")
    assert problem.allowed == "export the project once more, or mend the XML at this line"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1"])
def test_any_encoding_that_xml_names(encoding: str) -> None:
    data = f'<?xml version="1.0" encoding="{encoding}"?><Code name="é"/>'.encode(encoding)
    assert parse(data, shown="x").get("name") == "é"


def test_remarks_and_instructions_are_left_out_and_long_texts_kept() -> None:
    long = "x" * 11_000_000  # libxml2 refuses more than ten million characters by default
    root = parse(f"\n<a><!-- r --><?p i?><b>{long}</b></a>".encode(), shown="x")
    assert [local_name(child) for child in root] == ["b"]
    assert len(root[0].text) == len(long)


def test_names_are_without_their_namespace() -> None:
    root = parse(b'<a xmlns="urn:x" xmlns:q="urn:y"><q:b/></a>', shown="x")
    assert (local_name(root), local_name(root[0])) == ("a", "b")
