"""Sentences of a paragraph, by the rules of Unicode.

A sentence ends where ICU's rules (Unicode Standard Annex 29, sentence boundaries) say so, but not

- after an abbreviation that more of the sentence follows: "(e.g. Chiva 2014)", "p. 9", "Dr. Li";
- after a quotation that the sentence goes on from: "“Is it so?” she asked.";
- within brackets: "(Why? Nobody says.)" ends where the bracket is closed.

A colon ends no sentence. So "Firms learn (e.g. from users, p. 9). They share." has two sentences.
The rules know the full stops of many scripts: "他们学习。然后分享。" has two as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["sentence_spans", "sentences"]

# Written with a full stop in the middle of sentences; those that often end one as well ("etc.",
# "Ltd.", "U.S.") are left to ICU, which looks at the next word.
_ABBREVIATION = re.compile(
    r"(?<![\w&])(?:e\.\s?g|i\.\s?e|cf|vs|al|ca|approx|p|pp|ch|chs|ed|eds|figs?|nos?|vols?|sec|tab"
    r"|dr|prof|mr|mrs|ms|st|resp|z\.\s?b|d\.\s?h|bzw|vgl)\.\s*\Z",
    re.IGNORECASE,
)
# "George W. Bush", "Smith, J. (2010)", "J. R. Smith": a letter after a name or another letter, or
# at the beginning; not "vitamin C. Then", nor "as told by Manager B. This".
_LABELLED = (
    "appendix|annex|case|class|company|coder|expert|figure|firm|grade|group|informant|interviewee"
    "|manager|model|option|panel|part|participant|person|phase|plan|respondent|section|site|stage"
    "|table|team|type|unit|version|vitamin"
)
_INITIAL = re.compile(
    rf"(?:\A|[^\W\d_]\.\s|\b(?!(?i:{_LABELLED})s?\b)(?=[A-Z\u00c0-\u00de])\w+,?\s)[^\W\d_a-z]\.\s*\Z"
)
_COMPANY = re.compile(r"(?:Ltd|Inc|LLC|PLC)\b")  # "Technologies Co. Ltd."
_QUOTED = re.compile(r"[?!…][”’»\"']\s*\Z")
_OPEN, _CLOSED = "([{（［「『", ")]}）］」』"


def sentences(text: str, *, language: str = "en") -> list[str]:
    """Return the sentences of a paragraph, without the white space around them.

    Parameters
    ----------
    text : str
        One paragraph.
    language : str, default "en"
        Its language, as a BCP 47 tag; some have rules of their own (Greek's question mark is a
        semicolon).

    Returns
    -------
    list of str

    References
    ----------
    Unicode Standard Annex 29, Unicode Text Segmentation, section 5.

    Examples
    --------
    >>> sentences("Firms learn (e.g. from users, p. 9). They share. What do they share?")
    ['Firms learn (e.g. from users, p. 9).', 'They share.', 'What do they share?']
    """
    found = (text[start:end].strip() for start, end in sentence_spans(text, language=language))
    return [sentence for sentence in found if sentence]


def sentence_spans(text: str, *, language: str = "en") -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, in code points; together they are the whole text.

    Parameters
    ----------
    text, language : str
        As :func:`sentences` takes them.

    Examples
    --------
    >>> list(sentence_spans("One. Two."))
    [(0, 5), (5, 9)]
    """
    from icu4py.breakers import SentenceBreaker

    # A bracket that is never closed must not swallow the rest: then brackets do not count.
    balanced = all(text.count(a) == text.count(b) for a, b in zip(_OPEN, _CLOSED, strict=True))
    first = end = depth = 0
    for part in SentenceBreaker(text, language):
        end += len(part)
        depth += sum(part.count(sign) for sign in _OPEN) - sum(part.count(s) for s in _CLOSED)
        within = balanced and depth > 0
        if end < len(text) and (within or _goes_on(text[first:end], text[end : end + 4])):
            continue
        yield first, end
        first = end


def _goes_on(so_far: str, following: str) -> bool:
    if following[:1].islower() and _QUOTED.search(so_far):
        return True
    if _COMPANY.match(following):
        return True
    return bool(_ABBREVIATION.search(so_far) or _INITIAL.search(so_far[-40:]))
