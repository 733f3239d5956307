"""Blocks of plain text to paragraphs with locators: which block is a heading of which section.

Plain text says of no line that it is a heading. A numbered line is one if its number can come next:
after 2.1 that is 2.2, 2.1.1 or 3, so that ``3.14 is the number`` after section 2 stays text, and so
does ``5 firms``. A line without number is a heading if it looks like a title and prose follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crosscase.texts.blocks import FOOTNOTE, Block
from crosscase.texts.headings import (
    BULLET,
    caption_label,
    is_appendix,
    is_back_matter,
    is_front_matter,
    is_lettered,
    is_numbered,
    section_number,
)
from crosscase.texts.lines import CLOSED
from crosscase.texts.paragraphs import LeftOut, Paragraph
from crosscase.texts.references import (
    AHEAD_TO_BEGIN,
    AHEAD_TO_GO_ON,
    entries_follow,
    list_goes_on,
)

__all__ = ["in_sections"]

_LONGEST_TITLE, _MOST_TITLE_WORDS = 72, 9
# What follows a title without number must be prose: longer than any line of a list.
_SHORTEST_PROSE = 80


def in_sections(blocks: Sequence[Block]) -> tuple[list[Paragraph], list[LeftOut]]:
    """Give blocks their sections and locators, and leave out lists of references.

    Parameters
    ----------
    blocks : sequence of Block
        The blocks of one text, in reading order.

    Returns
    -------
    paragraphs : list of Paragraph
        `kind` is ``"text"``, ``"heading"``, ``"caption"``, ``"table"`` or ``"footnote"``.
    left_out : list of LeftOut
        Entries of lists of references, and their heading.
    """
    walk = _Walk(blocks)
    for at, block in enumerate(blocks):
        walk.place(at, block)
    return walk.paragraphs, walk.references


def _follows(number: tuple[int, ...], last: tuple[int, ...]) -> bool:
    """Say whether heading `number` can come after heading `last`."""
    if number == (*last, 1):  # the first of all, or of a deeper level
        return True
    shared = len(number) - 1
    if shared >= len(last) or number[:shared] != last[:shared]:
        return False
    return number[-1] == last[shared] + 1


class _Walk:
    """Walk over blocks, keeping section, heading and paragraph number."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.paragraphs: list[Paragraph] = []
        self.references: list[LeftOut] = []
        self.number: tuple[int, ...] = ()
        self.section, self.heading, self.count, self.sub = "0", "", 0, 0
        self.letter = 0
        self.back = self.appendix = self.table = False

    def place(self, at: int, block: Block) -> None:
        text = block.text
        if block.fixed:
            self._text(block)
        elif is_back_matter(text) and entries_follow(self._ahead(at, AHEAD_TO_BEGIN)):
            self.back, self.table = True, False
            self.references.append(LeftOut(0, "reference list", text))
        elif is_appendix(text) and len(block.lines) == 1:
            self.appendix, self.back, self.table = True, False, False
            self._open("A", text)
        elif self._caption(block):
            return
        elif self.back and list_goes_on(text, self._ahead(at, AHEAD_TO_GO_ON)):
            self.references.append(LeftOut(0, "reference list", text))
        elif not self._numbered(text) and not self._named(at):
            self.back = False
            self._text(block)

    def _ahead(self, at: int, most: int) -> list[str]:
        return [block.text for block in self.blocks[at + 1 : at + 1 + most]]

    def _open(self, section: str, text: str, heading: str | None = None, count: int = 0) -> None:
        self.section, self.heading, self.count = section, heading or text, count
        self.table = False
        self.paragraphs.append(Paragraph(f"s{section}", section, self.heading, "heading", text))

    def _caption(self, block: Block) -> bool:
        """Place a caption; ``Table 3: …`` opens a section of its own, whose rows are counted."""
        text, place = block.text, caption_label(block.text)
        # Where the label was put together from two lines, a sentence was cut: "see Table / 3: …".
        if not place or not block.start.startswith(place):
            return False
        self.table = ":" in text[: len(place) + 1]
        if self.table:
            self.back = False
            self.section, self.heading, self.count = place, text, 0
        self.paragraphs.append(Paragraph(place, self.section, self.heading, "caption", text))
        return True

    def _numbered(self, text: str) -> bool:
        own = section_number(text) if not self.appendix else None
        if not own or not _follows(own[0], self.number):
            return False
        self.number, self.sub, self.back = own[0], 0, False
        self._open(_printed(text), text, own[1])
        return True

    def _named(self, at: int) -> bool:
        """Open a section without a number: ``s4.2`` in section 4; in 4.3.2 it stays ``s4.3.2``."""
        if not self._titled(at):
            return False
        self.sub += 1
        base = ".".join(map(str, self.number)) or "0"
        if len(self.number) < 2:
            self._open(f"{base}.{self.sub}", self.blocks[at].text)
        else:
            self._open(base, self.blocks[at].text, count=self.count)
        return True

    def _titled(self, at: int) -> bool:
        """Say whether a block without number is a title, by its look and what stands around."""
        block, text = self.blocks[at], self.blocks[at].text
        last = at + 1 >= len(self.blocks)
        if self.table or self.appendix or len(block.lines) != 1 or last:
            return False
        if len(text) > _LONGEST_TITLE:
            return False
        if is_front_matter(text) or is_lettered(text):
            return True
        before = self.blocks[at - 1].text if at else "."
        after = self.blocks[at + 1].text
        # "here" ends the publisher's note "Insert Table 3 about here".
        calm = bool(re.search(r"[.!?:]$|here$", before)) or is_numbered(before)
        plain = not CLOSED.search(text) and not BULLET.match(text) and "," not in text
        title = len(text.split()) <= _MOST_TITLE_WORDS and text[0].isupper() and plain
        return calm and title and after[0].isupper() and len(after) > _SHORTEST_PROSE

    def _text(self, block: Block) -> None:
        if block.page_start and FOOTNOTE.match(block.text) and not self.table:
            place = f"s{self.section} note {block.text.split()[0]}"
            kind = "footnote"
        else:
            self.letter = self.letter + 1 if block.lettered and self.count else 0
            self.count += 0 if self.letter else 1
            kind = "table" if self.table else "text"
            mark = f"{self.section}/" if self.table else f"s{self.section}¶"
            place = f"{mark}{self.count}{_letters(self.letter)}"
        self.paragraphs.append(Paragraph(place, self.section, self.heading, kind, block.text))


def _printed(text: str) -> str:
    """Return the number of a heading as it is printed, without a full stop after it."""
    return text.split()[0].rstrip(".")


def _letters(number: int) -> str:
    """Return "" for 0, "b" for 1, … "z" for 25, "ba" for 26."""
    digits = ""
    while number:
        number, last = divmod(number, 26)
        digits = chr(ord("a") + last) + digits
    return digits
