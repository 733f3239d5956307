"""Word documents: their styles, and the same bytes each time."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from crosscase.paper.pandoc import pandoc_path

if TYPE_CHECKING:
    from docx.styles.style import CharacterStyle

__all__ = ["fix_times", "write_reference"]

_TEXT = {"Normal", "Body Text", "First Paragraph", "Bibliography"}
_CAPTIONS = {"Table Caption", "Image Caption", "Caption"}
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def write_reference(path: Path) -> None:
    """Write the styles that pandoc's Word documents take over.

    Small tables with narrow margins in their cells, captions and headings of one sans-serif face,
    the text in a serif one.

    Parameters
    ----------
    path : Path
        The reference document to write.
    """
    from docx import Document
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    default = subprocess.run(
        [pandoc_path(), "--print-default-data-file=reference.docx"],
        capture_output=True,
        check=True,
    )
    path.write_bytes(default.stdout)
    document = Document(str(path))
    for style in document.styles:
        if hasattr(style, "font"):  # a list's has none
            _set_font(style)
    note = document.styles.add_style("Note", WD_STYLE_TYPE.PARAGRAPH)
    note.font.name, note.font.size = "Arial", Pt(8)
    # Twentieths of a point: 2.5 pt beside a cell's text, where Word's own is 5.4.
    for margins in document.styles.element.iter(qn("w:tblCellMar")):
        for name in ("w:left", "w:right"):
            for side in margins.iter(qn(name)):
                side.set(qn("w:w"), "50")
    document.save(str(path))


def _set_font(style: CharacterStyle) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    font = style.font
    if style.name in _TEXT:
        font.name, font.size = "Times New Roman", Pt(11)
    elif style.name == "Compact":  # what stands in cells
        font.name, font.size = "Arial", Pt(7.5)
    elif style.name in _CAPTIONS:
        font.name, font.size, font.italic = "Arial", Pt(9), False
    elif style.name.startswith(("Heading", "Title", "Subtitle")):
        font.name, font.color.rgb = "Arial", RGBColor(0, 0, 0)
        # A face that the theme names would win over the one set here.
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name in _THEME:
            fonts.attrib.pop(qn(f"w:{name}"), None)


def fix_times(path: Path) -> None:
    """Write a Word document (a zip file) again with one fixed time for every entry.

    Parameters
    ----------
    path : Path
    """
    with zipfile.ZipFile(path) as archive:
        entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            entry = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
