"""HTML to units: what stands in blocks; navigation, side and foot matter are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from crosscase.errors import DataError
from crosscase.texts.paragraphs import LeftOut, Reading
from crosscase.texts.units import Unit, place

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

__all__ = ["read_html"]

# Deeper nesting is no page; what walks over it would break off without a word.
_DEEPEST = 2000
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


# Where most of a page stands in elements that look like its surroundings, they are its text.
_MOST_AROUND = 0.5


def read_html(data: bytes) -> Reading:
    """Read HTML; scripts, forms and what surrounds a page's text are left out."""
    from bs4 import BeautifulSoup
    from bs4.dammit import EncodingDetector

    try:
        text, encoding, notes = data.decode("utf-8-sig"), "utf-8", []
        soup = BeautifulSoup(text, "lxml")
    except UnicodeDecodeError:
        soup = BeautifulSoup(data, "lxml")
        encoding = str(soup.original_encoding or "unknown")
        # Asked of the bytes: over lxml a soup does not know what its page declares.
        declared = EncodingDetector.find_declared_encoding(data, is_html=True)
        notes = [] if declared else [f"no encoding declared; read as {encoding}"]
    for tag in soup(list(_UNSEEN)):
        tag.decompose()
    left_out = _page_furniture(soup)
    paragraphs, more = place(list(_units(soup)))
    return Reading(paragraphs, left_out + more, encoding, notes)


def _page_furniture(soup: BeautifulSoup) -> list[LeftOut]:
    """Take out what surrounds a page's text, unless that is most of the page."""
    whole = len(soup.get_text(" ", strip=True))
    inside: set[int] = set()
    depth: dict[int, int] = {}
    doomed = []
    for tag in soup.find_all(True):
        parent = id(tag.parent)
        depth[id(tag)] = depth.get(parent, 0) + 1
        if depth[id(tag)] > _DEEPEST:
            raise DataError(f"is nested more than {_DEEPEST} elements deep")
        if parent in inside:
            inside.add(id(tag))
        elif _is_around(tag):
            inside.add(id(tag))
            doomed.append(tag)
    texts = [re.sub(r"\s+", " ", tag.get_text(" ", strip=True)) for tag in doomed]
    if sum(map(len, texts)) > _MOST_AROUND * whole:
        return []
    for tag in doomed:
        tag.decompose()
    return [LeftOut(0, "web page furniture", text[:200]) for text in texts if text]


def _is_around(tag: Tag) -> bool:
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


def _units(soup: BeautifulSoup) -> Iterator[Unit]:
    """Yield units: a string belongs to the block it is nearest to.

    ``<div>Loose <b>text</b><p>inner</p>tail</div>`` gives "Loose text", "inner" and "tail": what
    stands beside a block within a block is a paragraph of its own.
    """
    from bs4 import NavigableString
    from bs4.element import PreformattedString

    held: list[str] = []
    block: Tag = soup
    last_cell: Tag | None = None
    row_of: dict[int, int] = {}
    node: Any  # a tag or a string; the type of both has no name
    for node in soup.descendants:
        if node.name == "br":
            held.append("\n")
            continue
        if not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
            continue
        nearest = _whole_row(next((p for p in node.parents if p.name in _BLOCKS), soup))
        if nearest is not block:
            yield from _unit(block, held, row_of)
            held, block = [], nearest
        cell = node.find_parent(["td", "th"])
        if held and cell is not None and nearest.name == "tr" and cell is not last_cell:
            held.append(" | ")
        last_cell = cell
        held.append(str(node))
    yield from _unit(block, held, row_of)


def _whole_row(block: Tag) -> Tag:
    """Return the row of a cell's block, unless the table is there for layout alone."""
    row = block.find_parent("tr")
    if row is None or block.name in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return block
    cells = row.find_all(["td", "th"])
    return block if len(cells) < 2 or row.find("table") else row


def _unit(block: Tag, held: Sequence[str], row_of: dict[int, int]) -> Iterator[Unit]:
    text = re.sub(r"[ \t\r\f\v]+", " ", "".join(held))
    name = block.name
    if re.fullmatch(r"h[1-6]", name):
        yield Unit("heading", text, int(name[1]))
    elif name == "tr":
        table = id(block.find_parent("table"))
        number = row_of.setdefault(table, len(row_of) + 1)
        yield Unit("row", re.sub(r"(?:\s*\|\s*)+$|^(?:\s*\|\s*)+", "", text), table=number)
    elif name in {"caption", "figcaption"}:
        yield Unit("caption", text)
    else:
        for part in re.split(r"\n\s*\n", text) if name != "pre" else [text]:
            yield Unit("text", part)
