"""Plain text to paragraphs with section locators.

Text that was taken out of a PDF has hard line ends, page furniture and paragraphs cut by pages.
A paragraph ends where its last line still had room for the next word; a line that repeats on
several pages is furniture; a heading continues the numbering of the headings before it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

__all__ = ["LeftOut", "Paragraph", "normalise", "split"]

_PAGE = re.compile(r"^\s*(?:page\s+)?\d{1,4}(?:\s*(?:\|\s*)?P\s?a\s?g\s?e|\s+of\s+\d+)?\s*$", re.I)
_MARK = re.compile(r"^\s*Comment \[[A-Z]+\d+\]:|^\s*Insert \[?(?:Table|Figure) \d+\]? here")
_RULE = re.compile(r"^[\s_\-\u2500]{30,}$")
_FOOTNOTE = re.compile(r"^\s*\d{1,2} [A-Z]")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+([A-Z\u00c0-\u00de\u201c\"].{1,88})$")
_LETTERED = re.compile(r"^[a-h]\) [A-Z].{2,70}$")
_CAPTION = re.compile(
    r"^((?:Table|Figure) \d{1,2}(?:\.\d{1,2})?)\s?(?:[:\-\u2013]|\.(?=\s))\s?(\S.*)$"
)
_BULLET = re.compile(r"^(?:[\u2022\u25aa\u00b7\uf0b7\-\u2013*]\s|\(?\d{1,2}[.)]\s|\(\d\)\.)")
_BACK = re.compile(r"^(References|Bibliography|Works cited|Literature)\s*$", re.I)
_APPENDIX = re.compile(r"^(Appendix|Appendices)\b.{0,40}$", re.I)
_FRONT = re.compile(
    r"^(Abstract|Summary|Acknowledge?ments?|Conclusion|Method|Introduction)\s*$", re.I
)
_END = re.compile(r"[.!?:;\u3002\u201d\"\u2019)\]]$")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and where it stands: `locator` is ``s<section>¶<number>``."""

    locator: str
    section: str
    heading: str
    kind: str
    text: str


@dataclass(frozen=True)
class LeftOut:
    """A line that is no part of the text: its 1-based number, why, and what it says."""

    line: int
    reason: str
    text: str


@dataclass
class _Block:
    """Consecutive lines with nothing between them."""

    lines: list[str]
    page_start: bool

    @property
    def text(self) -> str:
        return _joined(self.lines)


def normalise(text: str) -> str:
    """Return `text` in NFC with plain line ends and without invisible characters.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text; form feeds stay, because they say where a page begins.

    Examples
    --------
    >>> normalise("co\\u00adoperation\\r\\n")
    'cooperation\\n'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = re.sub("[\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    return re.sub("[\u00a0\u2000-\u200a\u202f\u205f\t]", " ", text)


def split(text: str) -> tuple[list[Paragraph], list[LeftOut]]:
    """Split plain text into paragraphs.

    Parameters
    ----------
    text : str
        The text with its hard line ends.

    Returns
    -------
    paragraphs : list of Paragraph
        In reading order; `kind` is ``"text"``, ``"heading"``, ``"caption"``, ``"table"`` or
        ``"footnote"``. Headings have no number of their own.
    left_out : list of LeftOut
        Every line that was recognised as furniture, editor's mark or reference list.

    Examples
    --------
    >>> found, _ = split("1. Aim\\n\\nWe ask why.\\n\\n2. Method\\n\\nTwo cases.\\n")
    >>> [(p.locator, p.kind) for p in found]
    [('s1', 'heading'), ('s1¶1', 'text'), ('s2', 'heading'), ('s2¶1', 'text')]
    """
    kept, left_out = _without_furniture(normalise(text).split("\n"))
    blocks = list(_blocks(kept))
    width = _width(blocks)
    paragraphs, references = _located(_merged(blocks, width))
    return paragraphs, sorted(left_out + references, key=lambda item: item.line)


def _without_furniture(lines: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    keys = [re.sub(r"\d+", "#", re.sub(r"\s+", " ", line.strip())) for line in lines]
    counts = Counter(key for key in keys if len(key) >= 12)
    kept, left_out = [], []
    for number, (line, key) in enumerate(zip(lines, keys, strict=True), start=1):
        reason = ""
        if _MARK.match(line):
            reason = "editor's mark"
        elif "|" in line and _PAGE.match(line):
            reason = "page number"
        elif len(key) >= 12 and counts[key] >= 4 and not _sentence(key):
            reason = "running head"
        if reason:
            left_out.append(LeftOut(number, reason, line.strip()))
            kept.append("\x00")
        else:
            kept.append(line)
    return kept, left_out


def _sentence(key: str) -> bool:
    return key.endswith((".", "?", "!", ",", ";"))


def _blocks(lines: Sequence[str]) -> Iterator[_Block]:
    """Group lines; a line with one leading space right after text begins a page."""
    current: list[str] = []
    page = False
    for line in lines:
        new_page = "\f" in line or (bool(re.match(r"^ \S", line)) and bool(current))
        line = line.replace("\f", "")
        if line == "\x00" or not line.strip() or _RULE.match(line):
            if current:
                yield _Block(current, page)
                current, page = [], False
            if _RULE.match(line) and line.strip() == "" and len(line) >= 30:
                page = True
            continue
        caption = _CAPTION.match(line.strip())
        first = not current or new_page
        alone = caption and (first or "." not in caption.group(0)[-len(caption.group(2)) - 2 :][:2])
        alone = alone or _heading_like(line.strip())
        if new_page and current:
            yield _Block(current, page)
            current, page = [], True
        if alone and current:
            yield _Block(current, page)
            current, page = [], False
        current.append(line.rstrip())
        if alone:
            yield _Block(current, page)
            current, page = [], False
    if current:
        yield _Block(current, page)


def _heading_like(line: str) -> bool:
    match = _NUMBERED.match(line)
    return bool(match and "." in match.group(1) and not line.rstrip().endswith((".", ",", ";")))


def _width(blocks: Sequence[_Block]) -> int:
    lengths = sorted(len(line) for block in blocks for line in block.lines)
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def _joined(lines: Sequence[str]) -> str:
    text = ""
    for line in lines:
        piece = line.strip()
        if text.endswith("-") and not text.endswith(" -") and piece[:1].islower():
            text += piece
        else:
            text = f"{text} {piece}" if text else piece
    return re.sub(r" {2,}", " ", text)


def _continues(last: _Block, block: _Block, width: int, double: bool) -> bool:
    """Say whether `block` goes on with the paragraph that `last` began."""
    end, start = last.lines[-1].strip(), block.lines[0].strip()
    if _BULLET.match(start) or _CAPTION.match(start) or _heading_like(start):
        return False
    if _FOOTNOTE.match(start) and block.page_start:
        return False
    stopped = bool(re.search(r"[.!?:]$", end))
    if _open_bracket(last.text) and (start[0].isdigit() or start[0].islower()):
        return True
    if (start[0].islower() or start[0] == "(") and not stopped:
        return True
    if _CAPTION.match(last.text) and len(end) < 0.85 * width:
        return False
    room = width - len(end) - 1 - len(start.split(" ")[0])
    if stopped:
        return double and room < 0 and len(block.lines) == 1 and len(last.lines) == 1
    return room < 4 and len(end) > 0.6 * width and not end.isupper()


def _open_bracket(text: str) -> bool:
    """Say whether a citation was opened near the end of `text` and not closed."""
    tail = text[-90:]
    return tail.rfind("(") > tail.rfind(")")


def _merged(blocks: Sequence[_Block], width: int) -> list[_Block]:
    merged: list[_Block] = []
    footnotes: list[_Block] = []
    for number, block in enumerate(blocks):
        near = blocks[max(0, number - 3) : number + 4]
        double = sum(len(item.lines) == 1 for item in near) >= 0.7 * len(near)
        if merged and _FOOTNOTE.match(block.lines[0].strip()) and block.page_start:
            footnotes.append(block)
            continue
        last = merged[-1] if merged else None
        if last and _is_heading(last.text):
            cut = block.lines[0].strip()[0].islower() and "." not in last.text.split()[0][:-1]
            joins = cut and len(last.lines[-1]) > 0.6 * width
        else:
            joins = bool(last) and _continues(last, block, width, double)
        if last and joins:
            merged[-1] = _Block([*last.lines, *block.lines], last.page_start)
        else:
            merged.append(block)
        if footnotes and not double and merged[-1].lines[-1] == block.lines[-1]:
            merged.extend(footnotes)
            footnotes = []
    return merged + footnotes


def _is_heading(text: str) -> bool:
    return bool(_NUMBERED.match(text) and len(text) <= 90 and not re.search(r"[.?!,;:]$", text))


def _follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Say whether heading `number` can come after heading `last`."""
    if not last:
        return number == (1,)
    if number == (*last, 1):
        return True
    shared = len(number) - 1
    if shared >= len(last) or number[:shared] != last[:shared]:
        return False
    return number[-1] == last[shared] + 1


def _unnumbered(blocks: Sequence[_Block], at: int, in_table: bool) -> bool:
    block = blocks[at]
    text = block.text
    if in_table or len(block.lines) != 1 or len(text) > 72 or at + 1 >= len(blocks):
        return False
    if _FRONT.match(text) or _LETTERED.match(text):
        return True
    before = blocks[at - 1].text if at else "."
    after = blocks[at + 1].text
    words = text.split()
    calm = bool(re.search(r"[.!?:]$|here$", before)) or _is_heading(before)
    return (
        calm
        and len(words) <= 9
        and text[0].isupper()
        and not _END.search(text)
        and not _BULLET.match(text)
        and "," not in text
        and after[0].isupper()
        and len(after) > 80
    )


def _located(blocks: Sequence[_Block]) -> tuple[list[Paragraph], list[LeftOut]]:
    paragraphs: list[Paragraph] = []
    references: list[LeftOut] = []
    number: tuple[int, ...] = ()
    section, heading, count, sub = "0", "", 0, 0
    back = appendix = table = False
    for at, block in enumerate(blocks):
        text = block.text
        caption = _CAPTION.match(text) if len(text) < 160 else None
        numbered = _NUMBERED.match(text) if _is_heading(text) else None
        parts = tuple(map(int, numbered.group(1).split("."))) if numbered else ()
        if _BACK.match(text):
            back, table = True, False
            continue
        if _APPENDIX.match(text) and len(block.lines) == 1:
            appendix, back, table, section, heading, count = True, False, False, "A", text, 0
            paragraphs.append(Paragraph("sA", "A", text, "heading", text))
            continue
        if caption and block.lines[0].strip().startswith(caption.group(1)):
            table = ":" in text[: len(caption.group(1)) + 1]
            back = False if table else back
            if table:
                section, heading, count = caption.group(1), text, 0
            kind, place = "caption", caption.group(1)
            paragraphs.append(Paragraph(place, section, heading, kind, text))
            continue
        if back:
            references.append(LeftOut(0, "reference list", text))
            continue
        if numbered and not appendix and _follows(parts, number):
            number, section, sub = parts, numbered.group(1), 0
            heading, count, table = numbered.group(2), 0, False
            paragraphs.append(Paragraph(f"s{section}", section, heading, "heading", text))
            continue
        if _unnumbered(blocks, at, table or appendix):
            sub += 1
            base = ".".join(map(str, number)) or "0"
            section, heading, count = (
                f"{base}.{sub}" if len(number) < 2 else base,
                text,
                (0 if len(number) < 2 else count),
            )
            paragraphs.append(Paragraph(f"s{section}", section, heading, "heading", text))
            continue
        if block.page_start and _FOOTNOTE.match(text) and not table:
            place = f"s{section} note {text.split()[0]}"
            paragraphs.append(Paragraph(place, section, heading, "footnote", text))
            continue
        count += 1
        kind = "table" if table else "text"
        place = f"{section}/{count}" if table else f"s{section}¶{count}"
        paragraphs.append(Paragraph(place, section, heading, kind, text))
    return paragraphs, references
