"""Word files (.docx) to units: body, tables, text boxes, footnotes; heads and feet are left out."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from crosscase.errors import DataError
from crosscase.texts.headings import section_number
from crosscase.texts.paragraphs import LeftOut, Reading
from crosscase.texts.units import Unit, place

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

__all__ = ["read_word"]

Element: TypeAlias = Any
"""An element of lxml, which says nothing of its types."""

# What an archive may unpack to. XML shrinks to a tenth, seldom to a fiftieth: a large part that
# shrank to less than a 200th was made to fill the memory of whoever opens it.
_MOST_UNPACKED, _MOST_PARTS = 500_000_000, 20_000
_LARGE_PART, _MOST_SHRUNK = 50_000_000, 200
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read_word(data: bytes) -> Reading:
    """Read a Word file with what was inserted in it, without what was deleted."""
    _refuse_unsafe(data)
    import docx

    document = docx.Document(io.BytesIO(data))
    levels = _heading_levels(document)
    units = list(_units(document.element.body, levels))
    left_out = [LeftOut(0, "table of contents", unit.text) for unit in units if unit.kind == "toc"]
    units = [unit for unit in units if unit.kind != "toc"]
    if not any(unit.kind == "heading" for unit in units):
        units = [_guessed_heading(unit) for unit in units]
    units += [Unit("footnote", text) for text in _notes(document)]
    left_out += [LeftOut(0, "running head", text) for text in _heads(document)]
    paragraphs, more = place(units)
    return Reading(paragraphs, left_out + more)


def _refuse_unsafe(data: bytes) -> None:
    """Refuse an archive that is no Word file, is protected, or unpacks to far too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise DataError(f"is a broken archive ({error})") from None
    if not any(entry.filename == "word/document.xml" for entry in entries):
        raise DataError("is a zip archive but no Word file (.docx)")
    if any(entry.flag_bits & 1 for entry in entries):
        raise DataError("is protected by a password; save it without")
    _refuse_bombs(entries)
    with archive.open("word/document.xml") as part:
        if b"<!DOCTYPE" in part.read(4096):
            raise DataError("declares XML entities, which no Word file does")


def _refuse_bombs(entries: Sequence[zipfile.ZipInfo]) -> None:
    """Refuse by the sizes that the archive states, before anything is unpacked."""
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > _MOST_UNPACKED:
        raise DataError(
            f"unpacks to {unpacked / 1e6:.0f} MB; at most {_MOST_UNPACKED / 1e6:.0f} MB"
        )
    if len(entries) > _MOST_PARTS:
        raise DataError(f"holds {len(entries):,} files; at most {_MOST_PARTS:,}")
    for entry in entries:
        size = entry.file_size
        if size > _LARGE_PART and size > _MOST_SHRUNK * max(entry.compress_size, 1):
            raise DataError(f"{entry.filename} unpacks to {size / 1e6:.0f} MB: a zip bomb")


def _heading_levels(document: WordDocument) -> dict[str, int]:
    """Return the heading level of each style id; 0 for titles, -1 for tables of contents."""
    levels = {}
    for style in document.styles.element.iterchildren(f"{_W}style"):
        name = style.find(f"{_W}name")
        label = (name.get(f"{_W}val") if name is not None else "") or ""
        match = re.fullmatch(r"heading (\d)", label.lower())
        outline = style.find(f"{_W}pPr/{_W}outlineLvl")
        identity = style.get(f"{_W}styleId")
        if match:
            levels[identity] = int(match.group(1))
        elif label.lower() == "title":
            levels[identity] = 0
        elif label.lower().startswith(("toc ", "table of figures")):
            levels[identity] = -1
        elif outline is not None and int(outline.get(f"{_W}val", 9)) < 9:
            levels[identity] = int(outline.get(f"{_W}val")) + 1
    return levels


def _units(container: Element, levels: dict[str, int]) -> Iterator[Unit]:
    """Yield units in reading order, from content controls and tracked insertions too."""
    tables = 0
    waiting = list(container.iterchildren())[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}p":
            yield from _paragraph(element, levels)
        elif element.tag == f"{_W}tbl":
            tables += 1
            rows = [row for row in element.iter(f"{_W}tr") if _nearest(row, "tbl") is element]
            yield from (Unit("row", _row(row), table=tables) for row in rows)
        elif element.tag in {f"{_W}sdt", f"{_W}ins", f"{_W}sdtContent", f"{_W}customXml"}:
            waiting.extend(list(element.iterchildren())[::-1])


def _nearest(node: Element, name: str) -> Element:
    """Return the nearest element of this name around `node`: tables stand in cells of tables."""
    return next(node.iterancestors(f"{_W}{name}"), None)


def _row(row: Element) -> str:
    """Return the cells of a row, a table within a cell as part of it."""
    cells = [cell for cell in row.iter(f"{_W}tc") if _nearest(cell, "tr") is row]
    texts = (" ".join(filter(None, map(_text, cell.iter(f"{_W}p")))) for cell in cells)
    return " | ".join(filter(None, texts))


def _paragraph(element: Element, levels: dict[str, int]) -> Iterator[Unit]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    level = levels.get(style.get(f"{_W}val")) if style is not None else None
    if outline is not None and int(outline.get(f"{_W}val", 9)) < 9:
        level = int(outline.get(f"{_W}val")) + 1
    text = _text(element)
    if text:
        kind = "text" if level is None else "toc" if level < 0 else "heading"
        yield Unit(kind, text, max(level or 0, 0))
    for box in element.iter(f"{_W}txbxContent"):
        # Word writes a text box twice: as it draws it now, and as older versions can.
        if not _within(box, f"{_MC}Fallback"):
            yield from _units(box, levels)


def _text(paragraph: Element) -> str:
    """Return a paragraph's text with what was inserted, without what was deleted or boxed."""
    pieces = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if _nearest(node, "p") is not paragraph or _within(node, f"{_W}del", f"{_MC}Fallback"):
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.getparent().tag == f"{_W}r":
            pieces.append("-" if node.tag == f"{_W}noBreakHyphen" else " ")
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _within(node: Element, *tags: str) -> bool:
    return any(parent.tag in tags for parent in node.iterancestors())


def _guessed_heading(unit: Unit) -> Unit:
    """Take a numbered short line for a heading where a file has no heading styles."""
    own = section_number(unit.text) if unit.kind == "text" else None
    return Unit("heading", unit.text, len(own[0])) if own else unit


def _notes(document: WordDocument) -> Iterator[str]:
    """Yield footnotes and endnotes; those with a type are the lines drawn above them."""
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False)
    for kind in ("footnotes", "endnotes"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                root = etree.fromstring(relation.target_part.blob, safe)
                for note in root.iterchildren():
                    if note.get(f"{_W}type") is None:
                        yield " ".join(_text(p) for p in note.iter(f"{_W}p")).strip()


def _heads(document: WordDocument) -> list[str]:
    """Return what stands at the head or foot of pages, each text once."""
    seen: list[str] = []
    for section in document.sections:
        first = (section.first_page_header, section.first_page_footer)
        for part in (section.header, section.footer, *first):
            text = " ".join(p.text for p in part.paragraphs).strip()
            if text and text not in seen:
                seen.append(text)
    return seen
