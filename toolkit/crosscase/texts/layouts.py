"""Documents that say themselves what is a heading: Markdown, HTML and Word; and PDF's pages.

Each reader turns bytes into units in reading order; :func:`place` numbers sections and paragraphs.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crosscase.errors import DataError
from crosscase.texts.documents import Reading, decode
from crosscase.texts.paragraphs import (
    LeftOut,
    Paragraph,
    is_back_matter,
    is_caption,
    is_reference,
    normalise,
    section_number,
    without_furniture,
)

__all__ = ["Unit", "docx", "html", "markdown", "pdf", "place"]

MAX_UNPACKED = 500_000_000
MAX_DEPTH = 2000


@dataclass(frozen=True)
class Unit:
    """A piece of a document in reading order.

    `kind` is one of ``heading``, ``text``, ``caption``, ``row`` (of a table), ``footnote``;
    `level` is that of a heading, from 1 (0: the title); `table` is the number of the table that a
    row belongs to, from 1.
    """

    kind: str
    text: str
    level: int = 0
    table: int = 0


def place(units: Sequence[Unit]) -> tuple[list[Paragraph], list[LeftOut]]:
    """Give units their sections and locators, and leave out lists of references.

    Parameters
    ----------
    units : sequence of Unit
        The units of one document.

    Returns
    -------
    paragraphs : list of Paragraph
        A heading's own number is kept (``4.2 Method`` opens section 4.2); other headings are
        counted by their level.
    left_out : list of LeftOut
        Entries under a heading such as "References", and web page furniture.

    Examples
    --------
    >>> found, _ = place([Unit("heading", "Aim", 1), Unit("text", "We ask."),
    ...                   Unit("heading", "Data", 2), Unit("text", "Two firms.")])
    >>> [p.locator for p in found]
    ['s1', 's1¶1', 's1.1', 's1.1¶1']
    """
    walk = _Walk([u for u in map(_clean, units) if u.text])
    paragraphs, left_out = walk.found()
    paragraphs, furniture = without_furniture(paragraphs)
    return paragraphs, left_out + furniture


def _clean(unit: Unit) -> Unit:
    text = re.sub(r"\s+", " ", normalise(unit.text)).strip()
    return Unit(unit.kind, text, unit.level, unit.table)


class _Walk:
    """Walk over units, keeping section, heading and paragraph number."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.paragraphs: list[Paragraph] = []
        self.left_out: list[LeftOut] = []
        self.section, self.heading = "0", ""
        self.counts: dict[str, int] = {}
        self.numbers: list[int] = []
        self.used: set[str] = set()
        self.back_level = 0
        self.table = ""
        levels = [u.level for u in units if u.kind == "heading" and u.level > 0]
        least = min(levels, default=1)
        titled = levels.count(least) == 1 and len(levels) > 2 and self._starts_with_heading(least)
        self.top = min((n for n in levels if not titled or n > least), default=1)

    def _starts_with_heading(self, level: int) -> bool:
        head = next((u for u in self.units[:5] if u.kind == "heading"), None)
        numbered = head is not None and section_number(head.text)
        return head is not None and head.level == level and not numbered

    def found(self) -> tuple[list[Paragraph], list[LeftOut]]:
        for at, unit in enumerate(self.units):
            if unit.kind == "heading":
                self._heading(at, unit)
            elif self.back_level and self._still_references(at):
                self.left_out.append(LeftOut(0, "reference list", unit.text))
            else:
                self.back_level = 0
                self._unit(unit)
        return self.paragraphs, self.left_out

    def _heading(self, at: int, unit: Unit) -> None:
        level = max(unit.level - self.top + 1, 0)
        if is_back_matter(unit.text) and self._references_follow(at):
            self.back_level = max(level, 1)
            self.left_out.append(LeftOut(0, "reference list", unit.text))
            return
        if self.back_level and level > self.back_level:
            self.left_out.append(LeftOut(0, "reference list", unit.text))
            return
        self.back_level, self.table = 0, ""
        number, title = self._numbered(unit.text, level)
        self.section, self.heading = number, title
        self._add(f"s{number}", "heading", unit.text)

    def _references_follow(self, at: int) -> bool:
        ahead: list[str] = []
        for unit in self.units[at + 1 : at + 9]:
            if unit.kind == "heading" and ahead:
                break
            ahead.append(unit.text)
        return bool(ahead) and sum(map(is_reference, ahead)) >= 0.5 * len(ahead)

    def _still_references(self, at: int) -> bool:
        if is_reference(self.units[at].text) or len(self.units[at].text) < 40:
            return True
        ahead = [u.text for u in self.units[at + 1 : at + 4] if u.kind != "heading"]
        return bool(ahead) and sum(map(is_reference, ahead)) > 0.5 * len(ahead)

    def _numbered(self, text: str, level: int) -> tuple[str, str]:
        own = section_number(text)
        if own and ".".join(map(str, own[0])) not in self.used:
            self.numbers = list(own[0])
            title = own[1]
        elif level <= 0:
            return "0", text
        else:
            depth = min(level, len(self.numbers) + 1)
            self.numbers = [*self.numbers, 0][:depth]
            self.numbers[-1] += 1
            while ".".join(map(str, self.numbers)) in self.used:
                self.numbers[-1] += 1
            title = text
        name = ".".join(map(str, self.numbers))
        self.used.add(name)
        return name, title

    def _unit(self, unit: Unit) -> None:
        caption = is_caption(unit.text) if unit.kind in {"text", "caption"} else None
        if unit.kind == "row":
            base = self.table or f"table {unit.table}"
            key = f"{base}#{unit.table}"
            self.counts[key] = self.counts.get(key, 0) + 1
            self._add(f"{base}/{self.counts[key]}", "table", unit.text)
        elif caption:
            self.table = caption if caption.startswith("Table") else self.table
            self._add(caption, "caption", unit.text)
        elif unit.kind == "footnote":
            self._add(f"s{self.section} note {self._next('note')}", "footnote", unit.text)
        else:
            self._add(f"s{self.section}¶{self._next('text')}", "text", unit.text)

    def _next(self, what: str) -> int:
        key = f"{what} {self.section}"
        self.counts[key] = self.counts.get(key, 0) + 1
        return self.counts[key]

    def _add(self, locator: str, kind: str, text: str) -> None:
        self.paragraphs.append(Paragraph(locator, self.section, self.heading, kind, text))


# Markdown ------------------------------------------------------------------------------------

_MD_INLINE = (
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
    (re.compile(r"\[\^[^\]]+\](?!:)"), ""),
    (re.compile(r"<(https?://[^>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>]{0,300}>"), ""),
    (re.compile(r"(\*\*|__)(?=\S)(.{1,2000}?)(?<=\S)\1"), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*]{1,2000})(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"(?<!\w)_(?=\S)([^_]{1,2000})(?<=\S)_(?!\w)"), r"\1"),
    (re.compile(r"`+([^`]{1,2000})`+"), r"\1"),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])"), r"\1"),
)
_MD_ITEM = re.compile(r"^\s{0,12}(?:[-*+]|\d{1,9}[.)])\s+(?=\S)")

_MD_SILENT = re.compile(r"^\s{0,3}(?:([-*_]\s*){3,}$|\[[^\]^]+\]:\s+\S+)")


def markdown(data: bytes) -> Reading:
    """Read Markdown: headings, paragraphs, items, rows of tables, footnotes."""
    text, encoding, notes = decode(data)
    lines = normalise(text).split("\n")
    left_out: list[LeftOut] = []
    first = 0
    if lines and lines[0].strip() == "---":
        end = next(
            (i for i, line in enumerate(lines[1:80], 1) if line.strip() in {"---", "..."}), 0
        )
        if end:
            left_out = [LeftOut(1, "front matter", " ".join(lines[1:end])[:200])]
            first = end + 1
    paragraphs, more = place(list(_markdown_units(lines[first:])))
    return paragraphs, left_out + more, encoding, notes


def _markdown_units(lines: Sequence[str]) -> Iterator[Unit]:
    held: list[str] = []
    tables = fence = 0
    kind, before_row = "text", False
    for line in [*lines, ""]:
        bare = re.sub(r"^\s{0,3}(?:>\s?)+", "", line)
        if re.match(r"^\s*(```|~~~)", bare):
            fence = 1 - fence
            bare = ""
        heading = None if fence else re.match(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$", bare)
        under = re.match(r"^\s{0,3}(=+|-{2,})\s*$", bare) if held and kind == "text" else None
        row = not fence and bool(re.match(r"^\s*\|.*\|\s*$", bare))
        note = re.match(r"^\[\^[^\]]+\]:\s*(.*)$", bare)
        if under and not fence and len(held) == 1:
            yield Unit("heading", _plain_markdown(held), 1 if under.group(1)[0] == "=" else 2)
            held = []
            continue
        ends = heading or row or note or not bare.strip() or bool(_MD_ITEM.match(bare))
        if held and ends:
            yield Unit(kind, _plain_markdown(held))
            held, kind = [], "text"
        if heading:
            yield Unit("heading", _plain_markdown([heading.group(2)]), len(heading.group(1)))
        elif row:
            tables += 0 if before_row else 1
            cells = [cell.strip() for cell in bare.strip().strip("|").split("|")]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                yield Unit("row", _plain_markdown([" | ".join(filter(None, cells))]), 0, tables)
        elif note:
            held, kind = [note.group(1)], "footnote"
        elif bare.strip() and not _MD_SILENT.match(bare):
            held.append(_MD_ITEM.sub("", bare) if not held else bare)
        before_row = row


def _plain_markdown(lines: Sequence[str]) -> str:
    text = " ".join(line.strip().rstrip("\\") for line in lines)
    for pattern, becomes in _MD_INLINE:
        text = pattern.sub(becomes, text)
    return text


# HTML ----------------------------------------------------------------------------------------

_BLOCKS = frozenset(
    """address article aside blockquote body caption center dd details div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre
    section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
_UNSEEN = (
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "title", "meta",
    "link", "base", "select", "textarea", "button",
)  # fmt: skip
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:cookie|breadcrumbs?|navbar|sidebar|newsletter|share|sharing|social|pagination|"
    r"skip-link|comment-form|site-header|site-footer|menu)(?:$|[-_ ])",
    re.I,
)


def html(data: bytes) -> Reading:
    """Read HTML: what stands in blocks; navigation, side and foot matter are left out."""
    from bs4 import BeautifulSoup

    try:
        text, encoding, notes = data.decode("utf-8-sig"), "utf-8", []
        soup = BeautifulSoup(text, "lxml")
    except UnicodeDecodeError:
        soup = BeautifulSoup(data, "lxml")
        encoding = str(soup.original_encoding or "unknown")
        notes = [] if soup.declared_html_encoding else [f"no encoding declared; read as {encoding}"]
    for tag in soup(list(_UNSEEN)):
        tag.decompose()
    left_out = _page_furniture(soup)
    paragraphs, more = place(list(_html_units(soup)))
    return paragraphs, left_out + more, encoding, notes


def _page_furniture(soup: Any) -> list[LeftOut]:
    """Take out what surrounds a page's text, unless that is most of the page."""
    whole = len(soup.get_text(" ", strip=True))
    inside: set[int] = set()
    depth: dict[int, int] = {}
    doomed = []
    for tag in soup.find_all(True):
        parent = id(tag.parent)
        depth[id(tag)] = depth.get(parent, 0) + 1
        if depth[id(tag)] > MAX_DEPTH:
            raise DataError(f"is nested more than {MAX_DEPTH} elements deep")
        if parent in inside:
            inside.add(id(tag))
        elif _is_around(tag):
            inside.add(id(tag))
            doomed.append(tag)
    texts = [re.sub(r"\s+", " ", tag.get_text(" ", strip=True)) for tag in doomed]
    if sum(map(len, texts)) > 0.5 * whole:
        return []
    for tag in doomed:
        tag.decompose()
    return [LeftOut(0, "web page furniture", text[:200]) for text in texts if text]


def _is_around(tag: Any) -> bool:
    """Say whether an element is navigation, head, foot or side matter of a page."""
    name = tag.name
    if name == "header":
        return not tag.find(["h1", "h2", "p"])
    if name in {"nav", "footer", "form", "aside"}:
        return True
    if str(tag.get("role", "")) in {"navigation", "banner", "contentinfo", "complementary"}:
        return True
    words = " ".join([*map(str, tag.get("class") or []), str(tag.get("id") or "")])
    return name in {"div", "ul", "section", "p"} and bool(_AROUND.search(words))


def _html_units(soup: Any) -> Iterator[Unit]:
    from bs4 import NavigableString
    from bs4.element import PreformattedString

    held: list[str] = []
    block: Any = None
    last_cell: Any = None
    row_of: dict[int, int] = {}
    for node in (soup.body or soup).descendants:
        if node.name == "br":
            held.append("\n")
            continue
        if not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
            continue
        nearest = next((p for p in node.parents if p.name in _BLOCKS), None)
        nearest = _whole_row(nearest)
        if nearest is not block:
            yield from _html_unit(block, held, row_of)
            held, block = [], nearest
        cell = node.find_parent(["td", "th"])
        if held and cell is not None and nearest.name == "tr" and cell is not last_cell:
            held.append(" | ")
        last_cell = cell
        held.append(str(node))
    yield from _html_unit(block, held, row_of)


def _whole_row(block: Any) -> Any:
    """Return the row of a cell's block, unless the table is there for layout alone."""
    row = block.find_parent("tr") if block is not None and block.name != "tr" else block
    if row is None or block.name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return block
    cells = row.find_all(["td", "th"], recursive=False)
    return block if len(cells) < 2 or row.find("table") else row


def _html_unit(block: Any, held: Sequence[str], row_of: dict[int, int]) -> Iterator[Unit]:
    text = re.sub(r"[ \t\r\f\v]+", " ", "".join(held))
    name = block.name if block is not None else ""
    if re.fullmatch(r"h[1-6]", name):
        yield Unit("heading", text, int(name[1]))
    elif name == "tr":
        table = id(block.find_parent("table"))
        number = row_of.setdefault(table, len(row_of) + 1)
        yield Unit("row", re.sub(r"(?:\s*\|\s*)+$|^(?:\s*\|\s*)+", "", text), 0, number)
    elif name in {"caption", "figcaption"}:
        yield Unit("caption", text)
    else:
        for part in re.split(r"\n\s*\n", text) if name != "pre" else [text]:
            yield Unit("text", part)


# Word ----------------------------------------------------------------------------------------

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def docx(data: bytes) -> Reading:
    """Read a Word file: body, tables, text boxes, footnotes; heads and feet are left out."""
    _safe_archive(data)
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(data))
    levels = _heading_levels(document)
    units = list(_docx_units(document.element.body, levels))
    left_out = [LeftOut(0, "table of contents", unit.text) for unit in units if unit.kind == "toc"]
    units = [unit for unit in units if unit.kind != "toc"]
    if not any(unit.kind == "heading" for unit in units):
        units = [_guessed_heading(unit) for unit in units]
    units += [Unit("footnote", text) for text in _docx_notes(document)]
    left_out += [LeftOut(0, "running head", text) for text in _docx_heads(document)]
    paragraphs, more = place(units)
    return paragraphs, left_out + more, "", []


def _safe_archive(data: bytes) -> None:
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
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MAX_UNPACKED or len(entries) > 20_000:
        raise DataError(f"unpacks to {unpacked / 1e6:.0f} MB; at most {MAX_UNPACKED / 1e6:.0f} MB")
    for entry in entries:
        if entry.file_size > 50_000_000 and entry.file_size > 200 * max(entry.compress_size, 1):
            raise DataError(
                f"{entry.filename} unpacks to {entry.file_size / 1e6:.0f} MB: a zip bomb"
            )
    with archive.open("word/document.xml") as part:
        if b"<!DOCTYPE" in part.read(4096):
            raise DataError("declares XML entities, which no Word file does")


def _heading_levels(document: Any) -> dict[str, int]:
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


def _docx_units(container: Any, levels: dict[str, int]) -> Iterator[Unit]:
    tables = 0
    waiting = list(container.iterchildren())[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag == f"{_W}p":
            yield from _docx_paragraph(element, levels)
        elif element.tag == f"{_W}tbl":
            tables += 1
            for row in element.iterchildren(f"{_W}tr", f"{_W}sdt"):
                cells = [_docx_cell(cell) for cell in row.iter(f"{_W}tc") if _row(cell) is row]
                yield Unit("row", " | ".join(filter(None, cells)), 0, tables)
        elif element.tag in {f"{_W}sdt", f"{_W}ins", f"{_W}sdtContent", f"{_W}customXml"}:
            waiting.extend(list(element.iterchildren())[::-1])


def _row(cell: Any) -> Any:
    parent = cell.getparent()
    while parent is not None and parent.tag not in {f"{_W}tr"}:
        parent = parent.getparent()
    return parent


def _docx_cell(cell: Any) -> str:
    return " ".join(filter(None, (_docx_text(p) for p in cell.iter(f"{_W}p"))))


def _docx_paragraph(element: Any, levels: dict[str, int]) -> Iterator[Unit]:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    outline = element.find(f"{_W}pPr/{_W}outlineLvl")
    level = levels.get(style.get(f"{_W}val")) if style is not None else None
    if outline is not None and int(outline.get(f"{_W}val", 9)) < 9:
        level = int(outline.get(f"{_W}val")) + 1
    text = _docx_text(element)
    if text:
        kind = "text" if level is None else "toc" if level < 0 else "heading"
        yield Unit(kind, text, max(level or 0, 0))
    for box in element.iter(f"{_W}txbxContent"):
        if not _within(box, f"{_MC}Fallback"):
            yield from _docx_units(box, levels)


def _docx_text(paragraph: Any) -> str:
    """Return a paragraph's text with what was inserted, without what was deleted or boxed."""
    pieces = []
    for node in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if _owner(node) is not paragraph or _within(node, f"{_W}del", f"{_MC}Fallback"):
            continue
        if node.tag == f"{_W}t":
            pieces.append(node.text or "")
        elif node.getparent().tag == f"{_W}r":
            pieces.append("-" if node.tag == f"{_W}noBreakHyphen" else " ")
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _owner(node: Any) -> Any:
    parent = node.getparent()
    while parent is not None and parent.tag != f"{_W}p":
        parent = parent.getparent()
    return parent


def _within(node: Any, *tags: str) -> bool:
    return any(parent.tag in tags for parent in node.iterancestors())


def _guessed_heading(unit: Unit) -> Unit:
    """Take a numbered short line for a heading where a file has no heading styles."""
    own = section_number(unit.text) if unit.kind == "text" else None
    return Unit("heading", unit.text, len(own[0])) if own else unit


def _docx_notes(document: Any) -> Iterator[str]:
    from lxml import etree

    safe = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    for kind in ("footnotes", "endnotes"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
                root = etree.fromstring(relation.target_part.blob, safe)
                for note in root.iterchildren():
                    if note.get(f"{_W}type") is None:
                        yield " ".join(_docx_text(p) for p in note.iter(f"{_W}p")).strip()


def _docx_heads(document: Any) -> list[str]:
    seen = []
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header,
                     section.first_page_footer):  # fmt: skip
            text = " ".join(p.text for p in part.paragraphs).strip()
            if text and text not in seen:
                seen.append(text)
    return seen


def pdf(data: bytes) -> Reading:
    """Read a PDF: columns, running heads, paragraphs over pages (see `crosscase.texts.pages`)."""
    from crosscase.texts.pages import pages_to_units

    units, left_out, notes = pages_to_units(data)
    paragraphs, more = place(units)
    return paragraphs, left_out + more, "", notes
