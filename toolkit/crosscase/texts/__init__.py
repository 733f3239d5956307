"""Texts of any format to paragraphs with locators, and interview transcripts by speaker.

:func:`read` takes a file (plain text, Markdown, Word, HTML, PDF, subtitles) and returns a
:class:`Document`: paragraphs with the place where each stands, what was recognised as no part of
the text, and what had to be guessed. :func:`split` does the same for text that is at hand, and
:func:`by_speaker` finds who speaks in a transcript.

>>> found, left_out = split("1. Aim\\n\\nWe ask why firms learn.\\n\\nPage 1 of 9\\n")
>>> [(paragraph.locator, paragraph.text) for paragraph in found]
[('s1', '1. Aim'), ('s1¶1', 'We ask why firms learn.')]
>>> left_out
[LeftOut(line=5, reason='page number', text='Page 1 of 9')]
"""

from __future__ import annotations

from crosscase.texts.documents import Document, read
from crosscase.texts.paragraphs import LeftOut, Paragraph
from crosscase.texts.plain_text import split
from crosscase.texts.sentence_bounds import sentences
from crosscase.texts.sentence_maps import map_sentences
from crosscase.texts.transcripts import (
    Label,
    by_speaker,
    label,
    speakers,
    starts_turn,
    turn_lines,
)

__all__ = [
    "Document",
    "Label",
    "LeftOut",
    "Paragraph",
    "by_speaker",
    "label",
    "map_sentences",
    "read",
    "sentences",
    "speakers",
    "split",
    "starts_turn",
    "turn_lines",
]


def __dir__() -> list[str]:
    return __all__
