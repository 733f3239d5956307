"""Plain text, typed or taken out of a PDF, to paragraphs with section locators.

Such text has hard line ends, page furniture and paragraphs cut by pages. Furniture goes first, then
lines become blocks, then blocks paragraphs in their sections.
"""

from __future__ import annotations

from collections.abc import Callable

from crosscase.texts.blocks import paragraph_blocks
from crosscase.texts.decoding import decode
from crosscase.texts.furniture import lines_without_furniture, without_furniture
from crosscase.texts.lines import normalise, word_counts
from crosscase.texts.paragraphs import LeftOut, Paragraph, Reading
from crosscase.texts.sections import in_sections
from crosscase.texts.transcripts import starts_turn, turn_lines

__all__ = ["read_plain", "split"]


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
    kept, left_out = lines_without_furniture(plain.split("\n"))
    blocks = paragraph_blocks(kept, word_counts(plain), starts)
    paragraphs, references = in_sections(blocks)
    paragraphs, furniture = without_furniture(paragraphs)
    return paragraphs, left_out + references + furniture


def read_plain(data: bytes) -> Reading:
    """Read plain text; in a transcript a paragraph begins with each turn."""
    text, encoding, notes = decode(data)
    speaking = turn_lines(normalise(text).split("\n"))
    starts = (lambda line: starts_turn(line, speaking)) if speaking else None
    paragraphs, left_out = split(text, starts=starts)
    return Reading(paragraphs, left_out, encoding, notes)
