"""Texts of any format to paragraphs with locators, and interview transcripts by speaker."""

from __future__ import annotations

from crosscase.texts.documents import (
    Document,
    read,
)
from crosscase.texts.paragraphs import (
    LeftOut,
    Paragraph,
    split,
)
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
    "read",
    "speakers",
    "split",
    "starts_turn",
    "turn_lines",
]


def __dir__() -> list[str]:
    return __all__
