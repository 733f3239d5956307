"""What a text is once it is read: paragraphs with their places, and what was left out.

This is the floor of the package: readers of every format make these, and import nothing else of
one another's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["LeftOut", "Paragraph", "Reading", "unique"]


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
class Reading:
    """What the reader of one format makes of a file.

    Parameters
    ----------
    paragraphs : list of Paragraph
        In reading order.
    left_out : list of LeftOut
        What was recognised as no part of the text.
    encoding : str, default ""
        Encoding of the text; empty where the format says it itself.
    notes : sequence of str
        What the reader had to guess.
    """

    paragraphs: list[Paragraph]
    left_out: list[LeftOut]
    encoding: str = ""
    notes: Sequence[str] = ()


def unique(paragraphs: Sequence[Paragraph]) -> list[str]:
    """Return an id for each paragraph: its locator, with ``#2`` and so on where it repeats.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        The paragraphs of one document.

    Returns
    -------
    list of str
        One id each, in their order.

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
