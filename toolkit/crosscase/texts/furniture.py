"""What stands around a text: running heads, page numbers, contents; and a web page's own lines.

Furniture of lines is taken out before paragraphs are put together, since a page break may stand in
the middle of one. Furniture of paragraphs is taken out afterwards, and leaves its number unused, so
that the locators of all others stay when these rules grow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from crosscase.texts.lines import CLOSED
from crosscase.texts.paragraphs import LeftOut, Paragraph

__all__ = ["lines_without_furniture", "without_furniture"]

# Furniture of lines ---------------------------------------------------------------------------

_PAGE = re.compile(
    r"\s*[-\u2013]?\s*(?:page\s+)?\d{1,4}(?:\s*(?:\|\s*)?P\s?a\s?g\s?e|\s*(?:of|/)\s*\d+)?"
    r"\s*[-\u2013]?\s*",
    re.I,
)
_EDITORS_MARK = re.compile(r"^\s*Comment \[[A-Z]+\d+\]:|^\s*Insert \[?(?:Table|Figure) \d+\]? here")
_CONTENTS = re.compile(r"^\s*\S.{0,120}?(?:\.\s?){4,}\s*\d{1,4}\s*$")
# A longer line is a paragraph without line ends; patterns are not tried on it.
_LONGEST_LINE = 400
# A running head is found by coming back. Short lines come back in any text ("Yes.", "Q4", a name
# in a table), so a head has at least twelve characters; and three times may be chance.
_SHORTEST_HEAD, _LEAST_HEADS = 12, 4
# A head stands once a page, not on every line: where more than this share of the lines is the
# same, it is what the text is about (a log, a song).
_MOST_HEADS_SHARE = 0.15


def lines_without_furniture(lines: Sequence[str]) -> tuple[list[str], list[LeftOut]]:
    """Blank out editor's marks, page numbers, contents and running heads.

    A running head is a line, digits apart, that comes back at least four times and stands by
    itself each time.

    Parameters
    ----------
    lines : sequence of str
        The lines of a text.

    Returns
    -------
    lines : list of str
        As many lines, those blank.
    left_out : list of LeftOut
        Those, with their numbers.

    Examples
    --------
    >>> lines_without_furniture(["What they learn,", "", "Page 4 of 9", "", "they share."])
    (['What they learn,', '', '', '', 'they share.'],
     [LeftOut(line=3, reason='page number', text='Page 4 of 9')])
    """
    keys = [re.sub(r"\d+", "#", re.sub(r"\s+", " ", line.strip()[:300])) for line in lines]
    counts = Counter(key for key in keys if len(key) >= _SHORTEST_HEAD)
    most = max(_LEAST_HEADS, _MOST_HEADS_SHARE * sum(map(bool, keys)))
    kept, left_out = [], []
    for at, line in enumerate(lines):
        key = keys[at]
        repeats = _LEAST_HEADS <= counts[key] <= most and _apart(lines, at)
        reason = _line_reason(line, key, repeats=repeats)
        if reason:
            left_out.append(LeftOut(at + 1, reason, line.strip()))
        kept.append("" if reason else line)
    return kept, left_out


def _apart(lines: Sequence[str], at: int) -> bool:
    """Say whether a line stands between blank lines, page breaks or page numbers."""
    around = (lines[at - 1] if at else "", lines[at + 1] if at + 1 < len(lines) else "")
    return "\f" in lines[at] or all(
        not line.strip() or "\f" in line or bool(_PAGE.fullmatch(line)) for line in around
    )


def _line_reason(line: str, key: str, *, repeats: bool) -> str:
    if len(line) > _LONGEST_LINE:
        return ""
    if _EDITORS_MARK.match(line):
        return "editor's mark"
    # A bare number may be a row of a table: a page number says "page", or stands at a page break.
    if ("|" in line or "\f" in line or "age" in line) and _PAGE.fullmatch(line.replace("\f", " ")):
        return "page number"
    if _CONTENTS.match(line):
        return "table of contents"
    if repeats and not key.endswith((".", "?", "!", ",", ";", ":")):
        return "running head"
    return ""


# Furniture of paragraphs ----------------------------------------------------------------------

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
    # A Chinese page's foot: company, address, telephone, QQ, links, licence, WeChat.
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
_ABOUT_AUTHOR = re.compile(r"About the authors?|Author biograph(?:y|ies)", re.I)
# Furniture is short; "Share this" may also begin a paragraph of prose.
_LONGEST_FURNITURE = 200
# "About the author" ends a page only if little follows; else it is a section of the text.
_LONGEST_TAIL = 12
# Shorter lines come back without being a title ("Why?").
_SHORTEST_TITLE = 20


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
    tail = _tail(paragraphs)
    seen: set[str] = set()
    kept, left_out = [], []
    for at, paragraph in enumerate(paragraphs):
        after = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
        reason = "about the author" if at >= tail else _reason(paragraph, after, seen)
        if reason:
            left_out.append(LeftOut(0, reason, paragraph.text))
        else:
            kept.append(paragraph)
    return kept, left_out


def _tail(paragraphs: Sequence[Paragraph]) -> int:
    """Return where a closing "About the author" begins, or the number of paragraphs."""
    n = len(paragraphs)
    about = next((i for i, p in enumerate(paragraphs) if _ABOUT_AUTHOR.fullmatch(p.text)), n)
    return about if n - about <= _LONGEST_TAIL else n


def _reason(paragraph: Paragraph, after: str, seen: set[str]) -> str:
    """Say why a paragraph is furniture; `seen` are the lines that may be a page's title."""
    text = paragraph.text
    if paragraph.kind != "text" or len(text) > _LONGEST_FURNITURE:
        return ""
    if _WEB.fullmatch(text):
        return "web page furniture"
    if _COPYRIGHT.fullmatch(text):
        return "copyright"
    if _DISCLAIMER.fullmatch(text):
        return "disclaimer"
    if _DATE.fullmatch(text) or (re.fullmatch(_NAME, text) and _DATE.fullmatch(after)):
        return "byline"
    if paragraph.section == "0" and not CLOSED.search(text):
        title = re.sub(r"\s+\d{6,}$", "", text)
        if title in seen and len(title) > _SHORTEST_TITLE:
            return "repeated title"
        seen.add(title)
    return ""
