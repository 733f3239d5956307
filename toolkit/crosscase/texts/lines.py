"""Lines of text: invisible characters out, and hard-wrapped lines put together again.

A word that was cut at a line end is mended by what the document says elsewhere. ``inter-`` before
``national`` becomes *international* if the document has that word more often than
*inter-national*; ``long-`` before ``term`` stays *long-term*, since nobody writes *longterm*. A
dictionary would know no names; the document's own words do.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

__all__ = ["CLOSED", "STOPPED", "joined", "normalise", "word_counts"]

STOPPED = re.compile(r"[.!?:]$")
"""A line that ends a sentence, or announces what follows."""
CLOSED = re.compile(r"[.!?:;\u3002\u201d\"\u2019)\]]$")
"""A line that ends a sentence or part of one: a title does not end so."""


def normalise(text: str) -> str:
    """Return `text` in NFC with plain line ends and without invisible characters.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The same text; form feeds stay, because they say where a page begins.

    Examples
    --------
    >>> normalise("co\\u00adoperation\\r\\n")
    'cooperation\\n'
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    # Controls, the soft hyphen, joiners of no width, the byte-order mark.
    text = re.sub("[\x00-\x08\x0b\x0e-\x1f\x7f\u00ad\u200b\u200c\u200d\u2060\ufeff]", "", text)
    text = re.sub("[\u0085\u2028\u2029]", "\n", text)
    return re.sub("[\u00a0\u2000-\u200a\u202f\u205f\t]", " ", text)


def word_counts(text: str) -> Counter[str]:
    """Count the words of a text in lower case; one with a hyphen is one word.

    Examples
    --------
    >>> sorted(word_counts("A long-term plan, a plan").items())
    [('a', 2), ('long-term', 1), ('plan', 2)]
    """
    return Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))


def joined(lines: Sequence[str], known: Counter[str] | None = None) -> str:
    """Join hard-wrapped lines to one, mending words that were cut at a line end.

    Parameters
    ----------
    lines : sequence of str
        The lines.
    known : Counter of str, optional
        How often each word stands in the document, as :func:`word_counts` says: ``inter-`` and
        ``national`` become one word only if the document has that word more often than the one
        with the hyphen.

    Returns
    -------
    str
        One line with single spaces.

    Examples
    --------
    >>> joined(["a long-", "term plan of inter-", "national firms"], Counter(["international"]))
    'a long-term plan of international firms'
    """
    pieces: list[str] = []
    for line in lines:
        piece = line.strip()
        last = pieces[-1] if pieces else ""
        # A dash has a space before it, and before a capital a hyphen is no cut: "Sino-", "German".
        if last.endswith("-") and not last.endswith(" -") and piece[:1].islower():
            pieces[-1] = _mended(last, piece, known or Counter())
        elif piece:
            pieces.append(piece)
    return re.sub(r"\s{2,}", " ", " ".join(pieces))


def _mended(last: str, piece: str, known: Counter[str]) -> str:
    head = re.split(r"[^\w-]", last[:-1])[-1].lower()
    tail = re.split(r"[^\w-]", piece)[0].lower()
    if known[head + tail] > known[f"{head}-{tail}"]:
        return last[:-1] + piece
    return last + piece
