"""Each match of a word or phrase with what stands around it (key word in context)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from crosscase.errors import ParameterError
from crosscase.keywords.tokens import words
from crosscase.keywords.word_forms import normal
from crosscase.texts.documents import Document
from crosscase.texts.paragraphs import unique

__all__ = ["kwic"]


def kwic(
    text: Document | str | Mapping[str, str] | Iterable[str],
    pattern: str,
    *,
    window: int = 5,
    names: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return each match of a word or phrase with what stands around it; the text must be at hand.

    Parameters
    ----------
    text : Document, str, mapping or iterable of str
        The text; a mapping names its parts.
    pattern : str
        A word or phrase; it matches by normal form, as the codebook does.
    window : int, default 5
        Tokens shown on each side.
    names : sequence of str, optional
        Names of the parts; those of the mapping, the locators, or 0, 1, … by default.

    Returns
    -------
    DataFrame
        `document`, `position` (of the first token, from 0), `before`, `match`, `after`.

    Examples
    --------
    >>> kwic("They co-operate with firms; cooperation pays.", "cooperation", window=2)
      document  position     before        match      after
    0        0         1       They   co-operate  with firms
    1        0         4  with firms  cooperation       pays
    """
    if window < 0:
        raise ParameterError(f"window is {window}; allowed: 0 and above")
    parts = _parts(text)
    labels = list(names) if names is not None else list(parts)
    if len(labels) != len(parts):
        raise ParameterError(f"names has {len(labels)} values for {len(parts)} parts of the text")
    form = [part for word in words(pattern) for part in normal(word)]
    if not form:
        raise ParameterError(f"pattern is {pattern!r}; give a word or phrase")
    rows = []
    for name, part in zip(labels, parts.values(), strict=True):
        rows += [(name, *match) for match in _concordance(words(part, lower=False), form, window)]
    return pd.DataFrame(rows, columns=["document", "position", "before", "match", "after"])


def _parts(
    text: Document | str | Mapping[str, str] | Iterable[str],
) -> dict[str, str] | dict[int, str]:
    """Return the parts of a text by name; a document's paragraphs by locator, each once."""
    if isinstance(text, Document):
        return dict(zip(unique(text.paragraphs), (p.text for p in text.paragraphs), strict=True))
    if isinstance(text, Mapping):
        return dict(text)
    return dict(enumerate([text] if isinstance(text, str) else text))


def _concordance(
    found: Sequence[str], form: Sequence[str], window: int
) -> list[tuple[int, str, str, str]]:
    """Return position, what stands before, match, and what stands after, of each match.

    A word may have several parts ("trial-manufacturing"), and a match may begin with the second:
    parts are compared, words are shown.
    """
    stems = [(stem, at) for at, word in enumerate(found) for stem in normal(word)]
    rows = []
    for i in range(len(stems)):
        if [stem for stem, _ in stems[i : i + len(form)]] == list(form):
            first, last = stems[i][1], stems[i + len(form) - 1][1]
            before = " ".join(found[max(0, first - window) : first])
            after = " ".join(found[last + 1 : last + 1 + window])
            rows.append((first, before, " ".join(found[first : last + 1]), after))
    return rows
