"""Bytes of the files: the same project, the same bytes."""

from __future__ import annotations

import io
import zipfile

import pytest

from crosscase.errors import DataError
from crosscase.refi import Project
from crosscase.refi.project import Code, Source
from crosscase.refi.writing import codebook_xml, project_archive, project_xml
from tests.refi.archives import made_guid

G = [made_guid("any", n) for n in range(3)]
MADE = Project(
    "Wards", "",
    codes=(Code(G[0], "Lö", "Lö"),),
    sources=(
        Source(G[2], "b", "text", "zwei\r\n"),
        Source(G[1], "a", "text", "\ufeffeins \ud83d"),
        Source("no guid", "c", "text", None),
    ),
)  # fmt: skip


def test_xml_is_utf_8_and_indented() -> None:
    text = codebook_xml(MADE).decode("utf-8")
    assert text == (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="crosscase">\n <Codes>\n'
        f'  <Code guid="{G[0]}" name="Lö" isCodable="true"/>\n </Codes>\n</CodeBook>\n'
    )
    assert project_xml(MADE).startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n<Project xmlns=")


def test_an_archive_is_stored_in_order_with_a_fixed_time() -> None:
    data = project_archive(MADE)
    assert data == project_archive(MADE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
        assert [entry.filename for entry in entries] == [
            "project.qde", f"Sources/{G[1]}.txt", f"Sources/{G[2]}.txt",
        ]  # fmt: skip
        for entry in entries:
            assert entry.compress_type == zipfile.ZIP_STORED
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert (entry.create_system, entry.external_attr >> 16) == (3, 0o644)
        assert archive.read("project.qde") == project_xml(MADE)
        assert archive.read(entries[1]) == b"\xef\xbb\xbfeins \xed\xa0\xbd"
        assert archive.read(entries[2]) == b"zwei\r\n"


def test_a_codebook_needs_codes() -> None:
    with pytest.raises(DataError) as caught:
        codebook_xml(Project("x", ""))
    assert str(caught.value) == "there are no codes to export; code some evidence first"
