"""Documents that say themselves what is a heading: units in reading order to placed paragraphs.

Readers of Markdown, HTML, Word and PDF give units; here they get sections and locators. A heading
that prints its number keeps it; others are counted by their level, so that ::

    Aim (level 1), Data (level 1), 4.2 Method (level 2), Firms (level 3), Findings (level 1)

become sections 1, 2, 4.2, 4.2.1 and 5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crosscase.texts.furniture import without_furniture
from crosscase.texts.headings import caption_label, is_back_matter, section_number
from crosscase.texts.lines import normalise
from crosscase.texts.paragraphs import LeftOut, Paragraph
from crosscase.texts.references import (
    AHEAD_TO_BEGIN,
    AHEAD_TO_GO_ON,
    entries_follow,
    list_goes_on,
)

__all__ = ["Unit", "place"]


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
    walk = _Walk([unit for unit in map(_clean, units) if unit.text])
    paragraphs, left_out = walk.found()
    paragraphs, furniture = without_furniture(paragraphs)
    return paragraphs, left_out + furniture


def _clean(unit: Unit) -> Unit:
    text = re.sub(r"\s+", " ", normalise(unit.text)).strip()
    return Unit(unit.kind, text, unit.level, unit.table)


def _top_level(units: Sequence[Unit]) -> int:
    """Return the level of chapters: the highest, or the one below where that is the title's.

    A page often has one heading of level 1, its title, and chapters of level 2: then these are
    sections 1, 2, 3, and not 1.1, 1.2, 1.3.
    """
    levels = [unit.level for unit in units if unit.kind == "heading" and unit.level > 0]
    highest = min(levels, default=1)
    titled = levels.count(highest) == 1 and len(levels) > 2 and _opens(units, highest)
    return min((level for level in levels if not titled or level > highest), default=1)


def _opens(units: Sequence[Unit], level: int) -> bool:
    """Say whether a heading of `level`, without a number, stands among the first five units."""
    head = next((unit for unit in units[:5] if unit.kind == "heading"), None)
    return head is not None and head.level == level and not section_number(head.text)


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
        self.top = _top_level(units)

    def found(self) -> tuple[list[Paragraph], list[LeftOut]]:
        for at, unit in enumerate(self.units):
            if unit.kind == "heading":
                self._heading(at, unit)
            elif self.back_level and list_goes_on(unit.text, self._texts_ahead(at)):
                self.left_out.append(LeftOut(0, "reference list", unit.text))
            else:
                self.back_level = 0
                self._unit(unit)
        return self.paragraphs, self.left_out

    def _texts_ahead(self, at: int) -> list[str]:
        ahead = self.units[at + 1 : at + 1 + AHEAD_TO_GO_ON]
        return [unit.text for unit in ahead if unit.kind != "heading"]

    def _heading(self, at: int, unit: Unit) -> None:
        level = max(unit.level - self.top + 1, 0)
        if is_back_matter(unit.text) and entries_follow(self._section_ahead(at)):
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

    def _section_ahead(self, at: int) -> list[str]:
        """Return what stands under a heading, up to the next one; sub-headings at once count."""
        ahead: list[str] = []
        for unit in self.units[at + 1 : at + 1 + AHEAD_TO_BEGIN]:
            if unit.kind == "heading" and ahead:
                break
            ahead.append(unit.text)
        return ahead

    def _numbered(self, text: str, level: int) -> tuple[str, str]:
        """Return a heading's number, its own or counted, and its title without it."""
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
        caption = caption_label(unit.text) if unit.kind in {"text", "caption"} else None
        if unit.kind == "row":
            base = self.table or f"table {unit.table}"
            self._add(f"{base}/{self._next(f'{base}#{unit.table}')}", "table", unit.text)
        elif caption:
            self.table = caption if caption.startswith("Table") else self.table
            self._add(caption, "caption", unit.text)
        elif unit.kind == "footnote":
            note = self._next(f"note {self.section}")
            self._add(f"s{self.section} note {note}", "footnote", unit.text)
        else:
            number = self._next(f"text {self.section}")
            self._add(f"s{self.section}¶{number}", "text", unit.text)

    def _next(self, what: str) -> int:
        self.counts[what] = self.counts.get(what, 0) + 1
        return self.counts[what]

    def _add(self, locator: str, kind: str, text: str) -> None:
        self.paragraphs.append(Paragraph(locator, self.section, self.heading, kind, text))
