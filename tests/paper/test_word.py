"""Word documents: the styles that pandoc takes over, and the same bytes each time."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor

from crosscase.paper.word import fix_times, write_reference


@pytest.fixture(scope="module")
def styles(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("word") / "reference.docx"
    write_reference(path)
    return Document(str(path)).styles


@pytest.mark.parametrize(
    ("style", "face", "points"),
    [
        ("Normal", "Times New Roman", 11),
        ("Body Text", "Times New Roman", 11),
        ("First Paragraph", "Times New Roman", 11),
        ("Bibliography", "Times New Roman", 11),
        ("Compact", "Arial", 7.5),
        ("Table Caption", "Arial", 9),
        ("Image Caption", "Arial", 9),
        ("Caption", "Arial", 9),
        ("Note", "Arial", 8),
    ],
)
def test_text_cells_captions_and_notes(styles, style: str, face: str, points: float) -> None:
    (font,) = (held.font for held in styles if held.name == style)
    assert (font.name, font.size.pt) == (face, points)


@pytest.mark.parametrize("style", ["Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"])
def test_headings_are_black_and_of_no_theme(styles, style: str) -> None:
    assert styles[style].font.name == "Arial"
    assert styles[style].font.color.rgb == RGBColor(0, 0, 0)
    fonts = styles[style].element.rPr.rFonts
    assert not [name for name in fonts.attrib if name.endswith(("Theme", "theme"))]


def test_captions_stand_upright(styles) -> None:
    assert styles["Table Caption"].font.italic is False
    assert styles["Image Caption"].font.italic is False


def test_cells_have_narrow_margins(styles) -> None:
    margins = list(styles.element.iter(qn("w:tblCellMar")))
    assert margins
    for margin in margins:
        assert margin.find(qn("w:left")).get(qn("w:w")) == "50"
        assert margin.find(qn("w:right")).get(qn("w:w")) == "50"


def test_a_document_made_at_another_time_has_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for year in (2001, 2020):
        path = tmp_path / f"{year}.docx"
        with zipfile.ZipFile(path, "w") as archive:
            for name in ("word/document.xml", "[Content_Types].xml"):
                archive.writestr(zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6)), "text " * 999)
        fix_times(path)
        made.append(path.read_bytes())
        with zipfile.ZipFile(path) as archive:
            assert [e.filename for e in archive.infolist()] == [
                "word/document.xml",
                "[Content_Types].xml",
            ]
            assert archive.read("word/document.xml") == b"text " * 999
            for entry in archive.infolist():
                assert dt.datetime(*entry.date_time) == dt.datetime(2025, 1, 1)
                assert entry.compress_size < 100
    assert made[0] == made[1]
