"""Lists of references: what looks like an entry, where a list begins, where it ends.

A heading "References" is not enough (a chapter may be called "Literature"), and a list has entries
that look like prose. So both are decided by the majority of what stands around.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["AHEAD_TO_BEGIN", "AHEAD_TO_GO_ON", "entries_follow", "is_reference", "list_goes_on"]

AHEAD_TO_BEGIN, AHEAD_TO_GO_ON = 8, 3
"""How many paragraphs ahead are looked at."""
# Below this length no prose: a wrapped end of an entry, a page number, an address.
_SHORT = 40
_CITED = re.compile(
    r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\(n\.\s?d\.\)|\bforthcoming\b|\bin press\b|\bdoi\b|https?://"
    r"|\bpp?\.\s?\d|^\[\d{1,3}\]|\bpress[,.]?$|\b[Vv]ol\. ?\d|\bISBN\b",
    re.I,
)
_ENTRY = re.compile(
    r"\W*(?:\[\d{1,3}\]|\d{1,3}\.\s|\(?\d{4}\)?|(?:[a-z]{1,3} ){0,2}[A-Z\u00c0-\u00de][\w'\u2019-]+"
    r"(?: [A-Z\u00c0-\u00de][\w'\u2019-]+)?,? (?:&|and|et al|(?:[A-Z]\.[ ,-]?)+|[A-Z]{1,3}[,.]"
    r"|[A-Z][\w-]+[,.(]|\(?(?:19|20)\d\d)|[A-Z][^.]{2,80}[.,] ?\(?(?:19|20)\d\d)"
)


def is_reference(text: str) -> bool:
    """Say whether `text` looks like an entry of a list of references.

    Examples
    --------
    >>> is_reference("Nohria, N. (1999). The hub. MIT Press."), is_reference("We asked managers.")
    (True, False)
    """
    return bool(_ENTRY.match(text) and _CITED.search(text))


def entries_follow(ahead: Sequence[str]) -> bool:
    """Say whether a list of references begins: at least half of what is ahead are entries.

    Parameters
    ----------
    ahead : sequence of str
        The next paragraphs, :data:`AHEAD_TO_BEGIN` at most.
    """
    return bool(ahead) and sum(map(is_reference, ahead)) >= 0.5 * len(ahead)


def list_goes_on(text: str, ahead: Sequence[str]) -> bool:
    """Say whether a list of references goes on with `text`.

    Parameters
    ----------
    text : str
        The next paragraph.
    ahead : sequence of str
        Those after it, :data:`AHEAD_TO_GO_ON` at most: where most of them are entries, `text` is
        one that does not look like it.
    """
    if is_reference(text) or len(text) < _SHORT:
        return True
    return bool(ahead) and sum(map(is_reference, ahead)) > 0.5 * len(ahead)
