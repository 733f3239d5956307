"""What a line says it is: the numbered heading of a section, a caption, a part without number."""

from __future__ import annotations

import re

__all__ = [
    "BULLET",
    "CAPTION",
    "caption_label",
    "is_appendix",
    "is_back_matter",
    "is_front_matter",
    "is_lettered",
    "is_numbered",
    "is_subsection",
    "section_number",
]

_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)\.?\s+([A-Z\u00c0-\u00de\u201c\"].{1,88})$")
_LETTERED = re.compile(r"^[a-h]\) [A-Z].{2,70}$")
CAPTION = re.compile(
    r"^((?:Table|Figure) \d{1,2}(?:\.\d{1,2})?)\s?(?:[:\-\u2013]|\.(?=\s))\s?(\S.*)$"
)
"""Label and title of a table or figure: ``Table 3: Firms``; not ``Table 3 shows``."""
BULLET = re.compile(r"^(?:[\u2022\u25aa\u00b7\uf0b7\-\u2013*]\s|\(?\d{1,2}[.)]\s|\(\d\)\.)")
"""How an item of a list begins; U+F0B7 is what PDFs make of Symbol's bullet."""
_BACK = re.compile(r"^(?:\d{1,2}\.?\s+)?(References|Bibliography|Works cited|Literature)\s*$", re.I)
_APPENDIX = re.compile(r"^(Appendix|Appendices)\b.{0,40}$", re.I)
_FRONT = re.compile(
    r"^(Abstract|Summary|Acknowledge?ments?|Conclusion|Method|Introduction)\s*$", re.I
)
_LONGEST_HEADING = 95
_LONGEST_CAPTION = 160


def is_numbered(text: str) -> bool:
    """Say whether `text` is a heading that begins with its number, and ends as a title does.

    Examples
    --------
    >>> is_numbered("2 Method"), is_numbered("2 Firms were chosen.")
    (True, False)
    """
    title = _NUMBERED.match(text) if len(text) <= _LONGEST_HEADING else None
    return title is not None and not re.search(r"[.?!,;:]$", text)


def is_subsection(line: str) -> bool:
    """Say whether `line` is a heading of two or more levels, sure even without blank lines.

    ``3 firms`` may begin a line of prose by chance; ``3.2 Firms`` hardly does.

    Examples
    --------
    >>> is_subsection("3.2 Cases"), is_subsection("3 Cases"), is_subsection("3.2 Cases,")
    (True, False, False)
    """
    match = _NUMBERED.match(line)
    return bool(match and "." in match.group(1) and not line.rstrip().endswith((".", ",", ";")))


def section_number(text: str) -> tuple[tuple[int, ...], str] | None:
    """Return the number that a heading begins with, and the rest; None if it has none.

    Examples
    --------
    >>> section_number("4.2. Learning from customers")
    ((4, 2), 'Learning from customers')
    """
    match = _NUMBERED.match(text) if is_numbered(text) else None
    if not match:
        return None
    return tuple(map(int, match.group(1).split("."))), match.group(2)


def caption_label(text: str) -> str | None:
    """Return ``Table 3`` or ``Figure 1.2`` if `text` is the caption of one, else None.

    Examples
    --------
    >>> caption_label("Table 3: Firms"), caption_label("Table 3 shows the firms")
    ('Table 3', None)
    """
    caption = CAPTION.match(text) if len(text) < _LONGEST_CAPTION else None
    return caption.group(1) if caption else None


def is_back_matter(text: str) -> bool:
    """Say whether `text` is a heading such as "References"."""
    return bool(_BACK.match(text))


def is_front_matter(text: str) -> bool:
    """Say whether `text` is a heading such as "Abstract", which needs no number."""
    return bool(_FRONT.match(text))


def is_appendix(text: str) -> bool:
    """Say whether `text` is a heading such as "Appendix B: Questions"."""
    return bool(_APPENDIX.match(text))


def is_lettered(text: str) -> bool:
    """Say whether `text` is a heading such as "b) Learning from suppliers"."""
    return bool(_LETTERED.match(text))
