"""Lines to blocks, and blocks to paragraphs: where a hard-wrapped paragraph ends.

In text with hard line ends a line is full if the next word had no room on it. So in ::

    Managers meet their largest customers
    each month, and what they hear is

    written down at once.

    A laboratory in the north tests

the first blank line is a page's end and not the paragraph's ("written" had no room above it, and no
sentence ended), the second one ends a paragraph ("A" had room). Text whose lines are not full has
no hard line ends, and is taken line by line.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from crosscase.texts.headings import BULLET, CAPTION, is_numbered, is_subsection
from crosscase.texts.lines import CLOSED, STOPPED, joined

__all__ = ["FOOTNOTE", "Block", "paragraph_blocks"]

FOOTNOTE = re.compile(r"^\s*\d{1,2} [A-Z]")
"""How a footnote begins, if it stands where a page ends."""
_RULE = re.compile(r"^[\s_\-\u2500=*]{30,}$")
# A page that was typed at a fixed pitch has 60 to 120 columns; wider lines are no hard line ends.
_WIDEST = 200
_LONGEST_LINE = 400


@dataclass(frozen=True)
class Block:
    """Consecutive lines with nothing between them.

    Parameters
    ----------
    lines : tuple of str
        The lines, at least one.
    page_start : bool
        Whether a page begins with it.
    known : Counter of str
        Words of the whole document (see :func:`crosscase.texts.lines.joined`).
    lettered : bool
        Whether it shares the number of the paragraph before it (``¶4b``).
    fixed : bool
        Whether a paragraph surely begins with it.
    """

    lines: tuple[str, ...]
    page_start: bool
    known: Counter[str]
    lettered: bool = False
    fixed: bool = False

    @cached_property
    def text(self) -> str:
        """The lines as one."""
        return joined(self.lines, self.known)

    @property
    def start(self) -> str:
        """The first line."""
        return self.lines[0].strip()

    @property
    def end(self) -> str:
        """The last line."""
        return self.lines[-1].strip()


def paragraph_blocks(
    lines: Sequence[str], known: Counter[str], starts: Callable[[str], bool] | None = None
) -> list[Block]:
    """Group lines so that each block is a paragraph, a heading, a caption or a footnote.

    Parameters
    ----------
    lines : sequence of str
        Lines without furniture.
    known : Counter of str
        Words of the whole document.
    starts : callable, optional
        Says of a line whether a paragraph surely begins with it.

    Returns
    -------
    list of Block
        In reading order; a footnote follows the paragraph that its page's end cut.

    Examples
    --------
    >>> cut = ["What managers hear from", "customers is written", "", "down at once."]
    >>> [block.text for block in paragraph_blocks(cut, Counter())]
    ['What managers hear from customers is written down at once.']
    """
    blocks = list(_blocks(lines, known, starts or _never))
    if not blocks:
        return []
    return _merged(blocks, _width(blocks)) if _wrapped(blocks) else list(_as_lines(blocks))


def _never(_: str) -> bool:
    return False


def _blocks(
    lines: Sequence[str], known: Counter[str], starts: Callable[[str], bool]
) -> Iterator[Block]:
    """Group lines; a line with one leading space right after text begins a page."""
    current: list[str] = []
    page = fixed = False
    for raw in lines:
        new_page = "\f" in raw or (bool(re.match(r"^ \S", raw)) and bool(current))
        line = raw.replace("\f", "")
        empty = not line.strip() or bool(_RULE.match(line))
        begins = not empty and starts(line)
        alone = not empty and not begins and _stands_alone(line.strip(), not current or new_page)
        if current and (empty or new_page or alone or begins):
            yield Block(tuple(current), page, known, fixed=fixed)
            current, page, fixed = [], new_page and not alone and not empty, False
        if empty:
            # Converters leave a line of blanks, as wide as the page, where a page ended.
            page = page or (len(line) >= 30 and not line.strip())
            continue
        current.append(line.rstrip())
        fixed = fixed or begins
        if alone:
            yield Block(tuple(current), page, known)
            current, page = [], False
    if current:
        yield Block(tuple(current), page, known, fixed=fixed)


def _stands_alone(line: str, first: bool) -> bool:
    """Say whether a line is a heading or a caption even without blank lines around it.

    ``Table 3.`` in the middle of a paragraph may end a sentence; ``Table 3:`` does not.
    """
    if len(line) > _LONGEST_LINE:
        return False
    caption = CAPTION.match(line)
    if caption and (first or "." not in line[: caption.start(2)][-2:]):
        return True
    return is_subsection(line)


def _width(blocks: Sequence[Block]) -> int:
    """Return the width of the text: nearly the longest line, since one line may stick out."""
    lengths = sorted(len(line) for block in blocks for line in block.lines)
    return lengths[int(len(lengths) * 0.95)]


def _wrapped(blocks: Sequence[Block]) -> bool:
    """Say whether lines end where the next word had no room, and not where a paragraph ends."""
    width = _width(blocks)
    lengths = [len(line) for block in blocks for line in block.lines]
    full = sum(length > 0.8 * width for length in lengths)
    return width <= _WIDEST and (len(lengths) < 8 or full >= 0.3 * len(lengths))


# Text without hard line ends -------------------------------------------------------------------


def _as_lines(blocks: Sequence[Block]) -> Iterator[Block]:
    """Make each line a paragraph, for text without hard line ends.

    Numbers count what blank lines set apart; further lines get letters. So does what follows
    one of the longest lines, which earlier rules took for one paragraph with it.
    """
    spaced = len(blocks) > 0.3 * sum(len(block.lines) for block in blocks)
    width = _width(blocks)
    last: Block | None = None
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
        if whole and line.strip()[:1].islower() and not CLOSED.search(whole[-1].strip()):
            whole[-1] = f"{whole[-1].rstrip()} {line.strip()}"
        else:
            whole.append(line)
    return whole


# Text with hard line ends ----------------------------------------------------------------------


def _merged(blocks: Sequence[Block], width: int) -> list[Block]:
    """Join the blocks that page ends or double spacing cut; footnotes follow their paragraph.

    Double-spaced text has a blank line after each line, so that blocks are single lines and most
    of them break off; there a blank line says nothing at all.
    """
    single = [len(block.lines) == 1 for block in blocks]
    broken = [len(block.lines) == 1 and not STOPPED.search(block.end) for block in blocks]
    groups: list[list[Block]] = []
    footnotes: list[Block] = []
    for number, block in enumerate(blocks):
        near = slice(max(0, number - 3), number + 4)
        count = len(single[near])
        double = min(sum(single[near]) / 0.7, sum(broken[near]) / 0.3) >= count > 3
        if groups and block.page_start and FOOTNOTE.match(block.start):
            footnotes.append(block)
            continue
        if footnotes and not block.page_start and not STOPPED.search(footnotes[-1].end):
            footnotes[-1] = _as_one([footnotes[-1], block])
            continue
        if groups and _joins(groups[-1], block, width, double):
            groups[-1].append(block)
        else:
            groups.append([block])
        # The footnotes of a page stand between the halves of a paragraph: now it is whole.
        if footnotes and not double:
            groups.extend([note] for note in footnotes)
            footnotes = []
    groups.extend([note] for note in footnotes)
    return [_as_one(group) for group in groups]


def _as_one(group: Sequence[Block]) -> Block:
    return replace(group[0], lines=tuple(line for block in group for line in block.lines))


def _joins(group: Sequence[Block], block: Block, width: int, double: bool) -> bool:
    """Say whether `block` goes on with the paragraph that `group` began."""
    first, last = group[0], group[-1]
    if block.fixed:
        return False
    if len(group) == 1 and is_numbered(first.text):
        # A sentence that begins with a number ("12 firms …") and was cut looks like a heading.
        cut = block.start[0].islower() and "." not in first.text.split()[0][:-1]
        return cut and len(first.lines[-1]) > 0.6 * width
    if BULLET.match(block.start) or CAPTION.match(block.start) or is_subsection(block.start):
        return False
    if FOOTNOTE.match(block.start) and block.page_start:
        return False
    stopped = bool(STOPPED.search(last.end))
    letter = block.start[0]
    if _open_bracket(group) and (letter.isdigit() or letter.islower()):
        return True
    if (letter.islower() or letter == "(") and not stopped:
        return True
    if CAPTION.match(first.text) and len(last.end) < 0.85 * width:
        return False
    room = width - len(last.end) - 1 - len(block.start.split(" ")[0])
    if stopped:
        alone = len(block.lines) == 1 and sum(len(item.lines) for item in group) == 1
        return double and room < 0 and alone
    return room < 4 and len(last.end) > 0.6 * width and not last.end.isupper()


def _open_bracket(group: Sequence[Block]) -> bool:
    """Say whether a citation was opened near the end of the text and not closed."""
    tail = " ".join(item.text for item in group[-3:])[-90:]
    return tail.rfind("(") > tail.rfind(")")
