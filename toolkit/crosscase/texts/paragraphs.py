"""Plain text to paragraphs with section locators.

Text that was taken out of a PDF has hard line ends, page furniture and paragraphs cut by pages.
A paragraph ends where its last line still had room for the next word; a line that repeats on
several pages is furniture; a heading continues the numbering of the headings before it. A
paragraph that is left out as furniture keeps its number, so that locators stay when rules grow.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

__all__ = [
    "LeftOut",
    "Paragraph",
    "is_back_matter",
    "is_caption",
    "is_reference",
    "joined",
    "normalise",
    "section_number",
    "split",
    "unique",
    "without_furniture",
]

_PAGE = re.compile(
    r"\s*[-\u2013]?\s*(?:page\s+)?\d{1,4}(?:\s*(?:\|\s*)?P\s?a\s?g\s?e|\s*(?:of|/)\s*\d+)?"
    r"\s*[-\u2013]?\s*",
    re.I,
)
_MARK = re.compile(r"^\s*Comment \[[A-Z]+\d+\]:|^\s*Insert \[?(?:Table|Figure) \d+\]? here")
_CONTENTS = re.compile(r"^\s*\S.{0,120}?(?:\.\s?){4,}\s*\d{1,4}\s*$")
_RULE = re.compile(r"^[\s_\-\u2500=*]{30,}$")
_FOOTNOTE = re.compile(r"^\s*\d{1,2} [A-Z]")
_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+([A-Z\u00c0-\u00de\u201c\"].{1,88})$")
_LETTERED = re.compile(r"^[a-h]\) [A-Z].{2,70}$")
_CAPTION = re.compile(
    r"^((?:Table|Figure) \d{1,2}(?:\.\d{1,2})?)\s?(?:[:\-\u2013]|\.(?=\s))\s?(\S.*)$"
)
_BULLET = re.compile(r"^(?:[\u2022\u25aa\u00b7\uf0b7\-\u2013*]\s|\(?\d{1,2}[.)]\s|\(\d\)\.)")
_BACK = re.compile(r"^(?:\d{1,2}\.?\s+)?(References|Bibliography|Works cited|Literature)\s*$", re.I)
_APPENDIX = re.compile(r"^(Appendix|Appendices)\b.{0,40}$", re.I)
_FRONT = re.compile(
    r"^(Abstract|Summary|Acknowledge?ments?|Conclusion|Method|Introduction)\s*$", re.I
)
_END = re.compile(r"[.!?:;\u3002\u201d\"\u2019)\]]$")
_STOP = re.compile(r"[.!?:]$")
_CITED = re.compile(
    r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\(n\.\s?d\.\)|\bforthcoming\b|\bin press\b|\bdoi\b|https?://"
    r"|\bpp?\.\s?\d|^\[\d{1,3}\]|\bpress[,.]?$|\b[Vv]ol\. ?\d|\bISBN\b",
    re.I,
)
_ENTRY = re.compile(
    r"\W*(?:\[\d{1,3}\]|\d{1,3}\.\s|\(?\d{4}\)?|(?:[a-z]{1,3} ){0,2}[A-Z\u00c0-\u00de][\w'\u2019-]+"
    r"(?: [A-Z\u00c0-\u00de][\w'\u2019-]+)?,? (?:&|and|et al|(?:[A-Z]\.[ ,-]?)+|[A-Z]{1,3}[,.]"
    r"|[A-Z][\w-]+[,.(]|\(?(?:19|20)\d\d)|[A-Z][^.]{2,80}[.,] ?\(?(?:19|20)\d\d)"
)
_NAME = r"[A-Z][\w.'\u2019-]+(?: (?:[a-z]{1,3} )?[A-Z][\w.'\u2019-]*){1,3}"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_DATE = re.compile(
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}"
    r"|\d{4}-\d\d-\d\d)"
)
_WEB = re.compile(
    r"(?:.*\bLogo)+|\d+ (?:comments?|shares?|likes?)\b.*|.*Estimated reading time.*"
    r"|Leave a (?:Reply|Comment).*|Your email address will not be published.*"
    r"|Required fields are marked.*|Posted [Ii]n:.*|Share (?:this|on)\b.*|Back to top"
    r"|Skip to (?:main )?content.*|Sign up .{0,40}newsletter.*|.*\bCookie (?:Policy|Settings)\b.*"
    r"|(?:Written )?[Bb]y "
    + _NAME
    + r"|\d{6,} CONTACT US|.*\u516c\u53f8[:\uff1a]\S+|.*\u5730\u5740[:\uff1a]\S+"
    r"|.*\u7535\u8bdd[:\uff1a]\s*[\d-]+.*|Q\s?Q[:\uff1a]\s?\d+|\u53cb\u60c5\u94fe\u63a5[:\uff1a].*"
    r"|.*ICP\u5907\d+\u53f7.*|.*\u5fae\u4fe1\u626b\u7801.*|\d{6,}|[A-Z]\w+ Highlight .*"
)
_COPYRIGHT = re.compile(
    r".*(?:\u00a9|\(c\) (?:19|20)\d\d|\bCopyright\b[^.]{0,30}\d{4}|All rights reserved).*", re.I
)
_DISCLAIMER = re.compile(
    r"This (?:article|post|blog post) (?:gives|represents|expresses|reflects) the views of .*"
)
_AUTHOR = re.compile(r"About the authors?|Author biograph(?:y|ies)", re.I)
_HARD_WRAP = 200
_WEB_LENGTH = 200


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and where it stands.

    Parameters
    ----------
    locator : str
        ``s<section>¶<number>``, counted from the section's heading, or ``Table 4/7``.
    section, heading : str
        Number and heading of the section.
    kind : {"text", "heading", "caption", "table", "footnote", "turn"}
        What it is.
    text : str
        What it says, on one line.
    speaker : str, default ""
        Who speaks, in a transcript.
    turn : int, default 0
        Number of the speaker's turn, from 1; 0 outside a transcript.
    """

    locator: str
    section: str
    heading: str
    kind: str
    text: str
    speaker: str = ""
    turn: int = 0


@dataclass(frozen=True)
class LeftOut:
    """A line that is no part of the text: its 1-based number, why, and what it says.

    `line` is 0 where a whole paragraph was left out.
    """

    line: int
    reason: str
    text: str


@dataclass(frozen=True)
class _Block:
    """Consecutive lines with nothing between them.

    `lettered` if it shares the last number; `fixed` if it surely begins a paragraph.
    """

    lines: tuple[str, ...]
    page_start: bool
    known: Counter[str]
    lettered: bool = False
    fixed: bool = False

    @cached_property
    def text(self) -> str:
        return joined(self.lines, self.known)

    @property
    def start(self) -> str:
        return self.lines[0].strip()

    @property
    def end(self) -> str:
        return self.lines[-1].strip()


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
    text = re.sub("[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    text = re.sub("[\u0085\u2028\u2029]", "\n", text)
    return re.sub("[\u00a0\u2000-\u200a\u202f\u205f\t]", " ", text)


def joined(lines: Sequence[str], known: Counter[str] | None = None) -> str:
    """Join hard-wrapped lines to one, mending words that were cut at a line end.

    Parameters
    ----------
    lines : sequence of str
        The lines.
    known : Counter of str, optional
        How often each word stands in the document, in lower case: ``inter-`` and ``national``
        become one word only if the document has that word and not the one with the hyphen.

    Returns
    -------
    str
        One line with single spaces.

    Examples
    --------
    >>> joined(["a long-", "term plan of inter-", "national firms"], Counter(["international"]))
    'a long-term plan of international firms'
    """
    pieces: list[str] = []
    for line in lines:
        piece = line.strip()
        last = pieces[-1] if pieces else ""
        if last.endswith("-") and not last.endswith(" -") and piece[:1].islower():
            pieces[-1] = _mended(last, piece, known or Counter())
        elif piece:
            pieces.append(piece)
    return re.sub(r"\s{2,}", " ", " ".join(pieces))


def _mended(last: str, piece: str, known: Counter[str]) -> str:
    head = re.split(r"[^\w-]", last[:-1])[-1].lower()
    tail = re.split(r"[^\w-]", piece)[0].lower()
    if known[head + tail] > known[f"{head}-{tail}"]:
        return last[:-1] + piece
    return last + piece


def split(
    text: str, *, starts: Callable[[str], bool] | None = None
) -> tuple[list[Paragraph], list[LeftOut]]:
    """Split plain text into paragraphs.

    Parameters
    ----------
    text : str
        The text with its hard line ends.
    starts : callable, optional
        Says of a line whether a paragraph surely begins with it (a speaker's turn).

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
    plain = normalise(text)
    known = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", plain.lower()))
    kept, left_out = _without_marks(plain.split("\n"))
    blocks = list(_blocks(kept, known, starts or _never))
    blocks = _merged(blocks, _width(blocks)) if _wrapped(blocks) else list(_as_lines(blocks))
    paragraphs, references = _Places(blocks).found()
    paragraphs, furniture = without_furniture(paragraphs)
    return paragraphs, sorted(left_out, key=lambda item: item.line) + references + furniture


def _without_marks(lines: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    """Blank out editor's marks, page numbers, contents and running heads (NUL in their place)."""
    keys = [re.sub(r"\d+", "#", re.sub(r"\s+", " ", line.strip()[:300])) for line in lines]
    counts = Counter(key for key in keys if len(key) >= 12)
    most = max(4, 0.15 * sum(map(bool, keys)))  # a head stands once a page, not on every line
    kept, left_out = [], []
    for number, (line, key) in enumerate(zip(lines, keys, strict=True), start=1):
        often = 4 <= counts[key] <= most and _apart(lines, number - 1)
        reason = _reason(line, key, repeats=often)
        if reason:
            left_out.append(LeftOut(number, reason, line.strip()))
        kept.append("\x00" if reason else line)
    return kept, left_out


def _apart(lines: Sequence[str], at: int) -> bool:
    """Say whether a line stands between blank lines, page breaks or page numbers."""
    around = (lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else "")
    return "\f" in lines[at] or all(
        not line.strip() or "\f" in line or bool(_PAGE.fullmatch(line)) for line in around
    )


def _reason(line: str, key: str, *, repeats: bool) -> str:
    if len(line) > 400:
        return ""
    if _MARK.match(line):
        return "editor's mark"
    if ("|" in line or "\f" in line or "age" in line) and _PAGE.fullmatch(line.replace("\f", " ")):
        return "page number"
    if _CONTENTS.match(line):
        return "table of contents"
    if repeats and not key.endswith((".", "?", "!", ",", ";", ":")):
        return "running head"
    return ""


def _never(_: str) -> bool:
    return False


def _blocks(
    lines: Sequence[str], known: Counter[str], starts: Callable[[str], bool]
) -> Iterator[_Block]:
    """Group lines; a line with one leading space right after text begins a page."""
    current: list[str] = []
    page = fixed = False
    for raw in lines:
        new_page = "\f" in raw or (bool(re.match(r"^ \S", raw)) and bool(current))
        line = raw.replace("\f", "")
        empty = line == "\x00" or not line.strip() or bool(_RULE.match(line))
        begins = not empty and starts(line)
        alone = not empty and not begins and _stands_alone(line.strip(), not current or new_page)
        if current and (empty or new_page or alone or begins):
            yield _Block(tuple(current), page, known, fixed=fixed)
            current, page, fixed = [], new_page and not alone and not empty, False
        if empty:
            page = page or (len(line) >= 30 and not line.strip())
            continue
        current.append(line.rstrip())
        fixed = fixed or begins
        if alone:
            yield _Block(tuple(current), page, known)
            current, page = [], False
    if current:
        yield _Block(tuple(current), page, known, fixed=fixed)


def _stands_alone(line: str, first: bool) -> bool:
    """Say whether a line is a heading or a caption even without blank lines around it."""
    if len(line) > 400:
        return False
    caption = _CAPTION.match(line)
    if caption and (first or "." not in caption.group(0)[-len(caption.group(2)) - 2 :][:2]):
        return True
    return _heading_like(line)


def _heading_like(line: str) -> bool:
    match = _NUMBERED.match(line)
    return bool(match and "." in match.group(1) and not line.rstrip().endswith((".", ",", ";")))


def _width(blocks: Sequence[_Block]) -> int:
    lengths = sorted(len(line) for block in blocks for line in block.lines)
    return lengths[int(len(lengths) * 0.95)] if lengths else 0


def _wrapped(blocks: Sequence[_Block]) -> bool:
    """Say whether lines end where the next word had no room, and not where a paragraph ends."""
    width = _width(blocks)
    lengths = [len(line) for block in blocks for line in block.lines]
    full = sum(length > 0.8 * width for length in lengths)
    return width <= _HARD_WRAP and (len(lengths) < 8 or full >= 0.3 * len(lengths))


def _as_lines(blocks: Sequence[_Block]) -> Iterator[_Block]:
    """Make each line a paragraph, for text without hard line ends.

    Numbers count what blank lines set apart; further lines get letters. So does what follows
    one of the longest lines, which earlier rules took for one paragraph with it.
    """
    spaced = len(blocks) > 0.3 * sum(len(block.lines) for block in blocks)
    width = _width(blocks)
    last: _Block | None = None
    for number, block in enumerate(blocks):
        near = blocks[max(0, number - 3) : number + 4]
        double = sum(len(item.lines) == 1 for item in near) >= 0.7 * len(near)
        after = last is not None and spaced and _joins([last], block, width, double)
        for place, line in enumerate(_whole(block.lines)):
            lettered = spaced and not block.fixed and (after or place > 0)
            fixed = block.fixed and place == 0
            yield replace(block, lines=(line,), lettered=lettered, fixed=fixed)
        last = None if after else block


def _whole(lines: Sequence[str]) -> list[str]:
    """Join lines that go on in lower case after one that does not end a sentence."""
    whole: list[str] = []
    for line in lines:
        if whole and line.strip()[:1].islower() and not _END.search(whole[-1].strip()):
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
        else:
            whole.append(line)
    return whole


def _merged(blocks: Sequence[_Block], width: int) -> list[_Block]:
    """Join the blocks that page ends or double spacing cut; footnotes follow their paragraph."""
    single = [len(block.lines) == 1 for block in blocks]
    broken = [
        one and not _STOP.search(block.end) for one, block in zip(single, blocks, strict=True)
    ]
    groups: list[list[_Block]] = []
    footnotes: list[_Block] = []
    for number, block in enumerate(blocks):
        near = slice(max(0, number - 3), number + 4)
        count = len(single[near])
        double = min(sum(single[near]) / 0.7, sum(broken[near]) / 0.3) >= count > 3
        if groups and block.page_start and _FOOTNOTE.match(block.start):
            footnotes.append(block)
            continue
        if footnotes and not block.page_start and not _STOP.search(footnotes[-1].end):
            footnotes[-1] = _as_one([footnotes[-1], block])
            continue
        if groups and _joins(groups[-1], block, width, double):
            groups[-1].append(block)
        else:
            groups.append([block])
        if footnotes and not double:
            groups.extend([note] for note in footnotes)
            footnotes = []
    groups.extend([note] for note in footnotes)
    return [_as_one(group) for group in groups]


def _as_one(group: Sequence[_Block]) -> _Block:
    if len(group) == 1:
        return group[0]
    return replace(group[0], lines=tuple(line for block in group for line in block.lines))


def _joins(group: Sequence[_Block], block: _Block, width: int, double: bool) -> bool:
    """Say whether `block` goes on with the paragraph that `group` began."""
    first, last = group[0], group[-1]
    if block.fixed:
        return False
    opening = " ".join(item.text for item in group[:4])[:160]
    if len(group) == 1 and _is_heading(first.text):
        cut = block.start[0].islower() and "." not in first.text.split()[0][:-1]
        return cut and len(first.lines[-1]) > 0.6 * width
    if _BULLET.match(block.start) or _CAPTION.match(block.start) or _heading_like(block.start):
        return False
    if _FOOTNOTE.match(block.start) and block.page_start:
        return False
    stopped = bool(_STOP.search(last.end))
    letter = block.start[0]
    if _open_bracket(group) and (letter.isdigit() or letter.islower()):
        return True
    if (letter.islower() or letter == "(") and not stopped:
        return True
    if _CAPTION.match(opening) and len(last.end) < 0.85 * width:
        return False
    room = width - len(last.end) - 1 - len(block.start.split(" ")[0])
    if stopped:
        alone = len(block.lines) == 1 and sum(len(item.lines) for item in group) == 1
        return double and room < 0 and alone
    return room < 4 and len(last.end) > 0.6 * width and not last.end.isupper()


def _open_bracket(group: Sequence[_Block]) -> bool:
    """Say whether a citation was opened near the end of the text and not closed."""
    tail = " ".join(item.text[-90:] for item in group[-3:])[-90:]
    return tail.rfind("(") > tail.rfind(")")


def _is_heading(text: str) -> bool:
    return bool(len(text) <= 95 and _NUMBERED.match(text) and not re.search(r"[.?!,;:]$", text))


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


class _Places:
    """Walk over blocks, keeping section, heading and paragraph number."""

    def __init__(self, blocks: Sequence[_Block]) -> None:
        self.blocks = blocks
        self.paragraphs: list[Paragraph] = []
        self.references: list[LeftOut] = []
        self.number: tuple[int, ...] = ()
        self.section, self.heading, self.count, self.sub = "0", "", 0, 0
        self.letter = 0
        self.back = self.appendix = self.table = False

    def found(self) -> tuple[list[Paragraph], list[LeftOut]]:
        for at, block in enumerate(self.blocks):
            self._place(at, block)
        return self.paragraphs, self.references

    def _place(self, at: int, block: _Block) -> None:
        text = block.text
        if block.fixed:
            self._text(block)
        elif _BACK.match(text) and self._references_follow(at):
            self.back, self.table = True, False
            self.references.append(LeftOut(0, "reference list", text))
        elif _APPENDIX.match(text) and len(block.lines) == 1:
            self.appendix, self.back, self.table = True, False, False
            self._open("A", text)
        elif self._caption(block):
            return
        elif self.back and self._still_references(at):
            self.references.append(LeftOut(0, "reference list", text))
        elif not self._numbered(text) and not self._named(at):
            self.back = False
            self._text(block)

    def _references_follow(self, at: int) -> bool:
        ahead = [block.text for block in self.blocks[at + 1 : at + 9]]
        return bool(ahead) and sum(map(is_reference, ahead)) >= 0.5 * len(ahead)

    def _still_references(self, at: int) -> bool:
        if is_reference(self.blocks[at].text) or len(self.blocks[at].text) < 40:
            return True
        ahead = [block.text for block in self.blocks[at + 1 : at + 4]]
        return bool(ahead) and sum(map(is_reference, ahead)) > 0.5 * len(ahead)

    def _open(self, section: str, text: str, heading: str | None = None, count: int = 0) -> None:
        self.section, self.heading, self.count = section, heading or text, count
        self.table = False
        place = f"s{section}"
        self.paragraphs.append(Paragraph(place, section, self.heading, "heading", text))

    def _caption(self, block: _Block) -> bool:
        text = block.text
        caption = _CAPTION.match(text) if len(text) < 160 else None
        if not caption or not block.start.startswith(caption.group(1)):
            return False
        place = caption.group(1)
        self.table = ":" in text[: len(place) + 1]
        if self.table:
            self.back = False
            self.section, self.heading, self.count = place, text, 0
        self.paragraphs.append(Paragraph(place, self.section, self.heading, "caption", text))
        return True

    def _numbered(self, text: str) -> bool:
        match = _NUMBERED.match(text) if _is_heading(text) and not self.appendix else None
        if not match:
            return False
        parts = tuple(map(int, match.group(1).split(".")))
        if not _follows(parts, self.number):
            return False
        self.number, self.sub, self.back = parts, 0, False
        self._open(match.group(1), text, match.group(2))
        return True

    def _named(self, at: int) -> bool:
        """Open a section without a number: ``s4.2`` in section 4; in 4.3.2 it stays ``s4.3.2``."""
        if not self._unnumbered(at):
            return False
        self.sub += 1
        base = ".".join(map(str, self.number)) or "0"
        if len(self.number) < 2:
            self._open(f"{base}.{self.sub}", self.blocks[at].text)
        else:
            self._open(base, self.blocks[at].text, count=self.count)
        return True

    def _unnumbered(self, at: int) -> bool:
        block, text = self.blocks[at], self.blocks[at].text
        last = at + 1 >= len(self.blocks)
        if self.table or self.appendix or len(block.lines) != 1 or len(text) > 72 or last:
            return False
        if _FRONT.match(text) or _LETTERED.match(text):
            return True
        before = self.blocks[at - 1].text if at else "."
        after = self.blocks[at + 1].text
        calm = bool(re.search(r"[.!?:]$|here$", before)) or _is_heading(before)
        plain = not _END.search(text) and not _BULLET.match(text) and "," not in text
        title = len(text.split()) <= 9 and text[0].isupper() and plain
        return calm and title and after[0].isupper() and len(after) > 80

    def _text(self, block: _Block) -> None:
        if block.page_start and _FOOTNOTE.match(block.text) and not self.table:
            place = f"s{self.section} note {block.text.split()[0]}"
            kind = "footnote"
        else:
            self.letter = self.letter + 1 if block.lettered and self.count else 0
            self.count += 0 if self.letter else 1
            kind = "table" if self.table else "text"
            mark = f"{self.section}/" if self.table else f"s{self.section}¶"
            place = f"{mark}{self.count}{_letters(self.letter)}"
        self.paragraphs.append(Paragraph(place, self.section, self.heading, kind, block.text))


def _letters(number: int) -> str:
    """Return "" for 0, "b" for 1, … "z" for 25, "ba" for 26."""
    digits = ""
    while number:
        number, last = divmod(number, 26)
        digits = chr(ord("a") + last) + digits
    return digits


def section_number(text: str) -> tuple[tuple[int, ...], str] | None:
    """Return the number that a heading begins with, and the rest; None if it has none.

    Examples
    --------
    >>> section_number("4.2. Learning from customers")
    ((4, 2), 'Learning from customers')
    """
    match = _NUMBERED.match(text) if _is_heading(text) else None
    if not match:
        return None
    return tuple(map(int, match.group(1).split("."))), match.group(2)


def is_caption(text: str) -> str | None:
    """Return ``Table 3`` or ``Figure 1.2`` if `text` is the caption of one, else None."""
    caption = _CAPTION.match(text) if len(text) < 160 else None
    return caption.group(1) if caption else None


def is_back_matter(text: str) -> bool:
    """Say whether `text` is a heading such as "References"."""
    return bool(_BACK.match(text))


def is_reference(text: str) -> bool:
    """Say whether `text` looks like an entry of a list of references.

    Examples
    --------
    >>> is_reference("Nohria, N. (1999). The hub. MIT Press."), is_reference("We asked managers.")
    (True, False)
    """
    return bool(_ENTRY.match(text) and _CITED.search(text))


def without_furniture(
    paragraphs: Sequence[Paragraph],
) -> tuple[list[Paragraph], list[LeftOut]]:
    """Leave out what a web page or a publisher puts around a text; numbers stay as they are.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        The paragraphs of one document.

    Returns
    -------
    paragraphs : list of Paragraph
        What is left.
    left_out : list of LeftOut
        Bylines, share and reply lines, copyright and contact lines, repeated titles, and what
        stands under "About the author" at the end.

    Examples
    --------
    >>> page = [Paragraph("s0¶1", "0", "", "text", "3 comments | 8 shares"),
    ...         Paragraph("s0¶2", "0", "", "text", "Firms learn from their customers.")]
    >>> [p.locator for p in without_furniture(page)[0]]
    ['s0¶2']
    """
    about = next((i for i, p in enumerate(paragraphs) if _AUTHOR.fullmatch(p.text)), None)
    tail = len(paragraphs)
    if about is not None and len(paragraphs) - about <= 12:
        tail = about
    seen: set[str] = set()
    kept, left_out = [], []
    for at, paragraph in enumerate(paragraphs):
        reason = "about the author" if at >= tail else _web_reason(paragraphs, at, seen)
        if reason:
            left_out.append(LeftOut(0, reason, paragraph.text))
        else:
            kept.append(paragraph)
    return kept, left_out


def _web_reason(paragraphs: Sequence[Paragraph], at: int, seen: set[str]) -> str:
    paragraph = paragraphs[at]
    text = paragraph.text
    if paragraph.kind != "text" or len(text) > _WEB_LENGTH:
        return ""
    if _WEB.fullmatch(text):
        return "web page furniture"
    if _COPYRIGHT.fullmatch(text):
        return "copyright"
    if _DISCLAIMER.fullmatch(text):
        return "disclaimer"
    if _DATE.fullmatch(text):
        return "byline"
    after = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
    if re.fullmatch(_NAME, text) and _DATE.fullmatch(after):
        return "byline"
    if paragraph.section == "0" and not _END.search(text):
        title = re.sub(r"\s+\d{6,}$", "", text)
        if title in seen and len(title) > 20:
            return "repeated title"
        seen.add(title)
    return ""


def unique(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return an id for each paragraph: its locator, with ``#2`` and so on where it repeats.

    Examples
    --------
    >>> unique([Paragraph("s1", "1", "A", "heading", "A"), Paragraph("s1", "1", "B", "text", "b")])
    ['s1', 's1#2']
    """
    seen: Counter[str] = Counter()
    ids = []
    for paragraph in paragraphs:
        seen[paragraph.locator] += 1
        again = seen[paragraph.locator]
        ids.append(paragraph.locator + (f"#{again}" if again > 1 else ""))
    return ids
