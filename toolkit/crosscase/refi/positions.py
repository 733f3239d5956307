"""Where a selection lies: what the numbers of an exchange file count, decided by evidence.

The standard counts Unicode code points from 0, the end exclusive. Tools count what their own
strings count: UTF-16 units (NVivo and others on .NET or Java; tools in a browser), bytes; CRLF as
one character; the byte order mark as the first. Such a way of counting is a *reading*. Two kinds
of evidence decide between readings: names of selections that repeat the quote, and, where there
are none, whether the selections begin and end at the edges of words, lines and sentences.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

__all__ = ["STANDARD", "Decision", "Document", "Reading", "Span", "decide", "to_code_points"]

# How much less likely a way of counting is before a file is looked at (natural logarithm).
# An edge in the middle of a word against one at a line's end weighs 5.4: one is not enough.
_PRIORS = {"code points": 0.0, "UTF-16 units": -6.0, "UTF-8 bytes": -8.0}
_NEWLINE_PRIORS = {"": 0.0, "CRLF counted as one": -6.0, "line feed counted as two": -7.0}
_BOM_PRIOR = -7.0
_NEVER_BY_EDGES = -1e6  # an inclusive end or a count from 1 needs quotes as evidence
_ENOUGH = 4000  # selections looked at
_ODD = 0.9  # and then, more quotes than a reading without them
_UTF16_ORIGINS = ("nvivo",)
# An edge that is strong, fair or bad: log ratio of right against wrong reading.
_STRONG, _FAIR, _BAD, _OUTSIDE = math.log(0.45 / 0.03), math.log(2.0), math.log(0.05 / 0.72), -8.0
_SENTENCE_END = frozenset(".!?…。！？\"”»'’)」』")


@dataclass(frozen=True)
class Reading:
    """A way of counting positions.

    Parameters
    ----------
    unit : {'code points', 'UTF-16 units', 'UTF-8 bytes'}
    newline : {'', 'CRLF counted as one', 'line feed counted as two'}
    mark_counted : bool
        The byte order mark is the first character.
    inclusive : bool
        The end is the last character's position instead of the one after it.
    first : {0, 1}
        The number of the first character.
    """

    unit: str = "code points"
    newline: str = ""
    mark_counted: bool = False
    inclusive: bool = False
    first: int = 0

    def __str__(self) -> str:
        parts = [self.unit, self.newline]
        parts.append("byte order mark counted" if self.mark_counted else "")
        parts.append("end inclusive" if self.inclusive else "")
        parts.append("counted from 1" if self.first else "")
        return ", ".join(part for part in parts if part)


STANDARD = Reading()


@dataclass(frozen=True)
class Document:
    """A text with positions in it; `marked` says that its file began with a byte order mark."""

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Span:
    """A selection: number of its document, its two numbers, and what may repeat its quote."""

    document: int
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class Decision:
    """The reading of each document, and a sentence that says how it was found."""

    readings: tuple[Reading, ...]
    sentence: str


def to_code_points(
    document: Document, positions: Sequence[int], reading: Reading
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return positions as code points in the text, and whether each lies on a code point's edge.

    Parameters
    ----------
    document : Document
    positions : sequence of int, n
        Numbers as they stand in the file (ends: exclusive, as :class:`Reading` allows).
    reading : Reading
        What the numbers count.

    Returns
    -------
    code_points : array of int, n
        A position inside a character becomes that of the character; one beyond the end stays
        beyond it by as much.
    exact : array of bool, n

    Examples
    --------
    >>> to_code_points(Document("a😡b"), [1, 3], Reading("UTF-16 units"))[0].tolist()
    [1, 2]
    >>> to_code_points(Document("a\\r\\nb"), [2, 3], Reading(newline="CRLF counted as one"))[0]
    array([3, 4])
    """
    wanted = np.asarray(positions, dtype=np.int64) - reading.first
    if reading.mark_counted and document.marked:
        wanted = wanted - (3 if reading.unit == "UTF-8 bytes" else 1)
    length = len(document.text)
    edges = _edges(document.text, reading)
    if edges is None:
        return wanted, (wanted >= 0) & (wanted <= length)
    total = int(edges[-1])
    found = np.searchsorted(edges, wanted, side="left")
    inside = np.minimum(found, length)
    exact = (wanted >= 0) & (wanted <= total) & (edges[inside] == wanted)
    floor = np.where(exact | (found > length), inside, inside - 1)
    points = np.where(wanted > total, length + wanted - total, floor)
    return np.where(wanted < 0, wanted, points), exact


def _edges(text: str, reading: Reading) -> NDArray[np.int64] | None:
    """Return each code point's first unit, and the total; None where they are 0, 1, 2, …"""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    widths = np.ones(len(codes), dtype=np.int64)
    if reading.unit == "UTF-16 units":
        widths += codes > 0xFFFF
    elif reading.unit == "UTF-8 bytes":
        widths += (codes > 0x7F).astype(np.int64) + (codes > 0x7FF) + (codes > 0xFFFF)
    feeds = codes == 0x0A
    after_return = np.concatenate([[False], codes[:-1] == 0x0D])[: len(codes)]
    if reading.newline == "CRLF counted as one":
        widths[:-1][(feeds & after_return)[1:]] = 0  # CR has no width: no edge lies within a pair
    elif reading.newline == "line feed counted as two":
        widths[feeds & ~after_return] = 2
    if bool((widths == 1).all()):
        return None
    return np.concatenate([[0], np.cumsum(widths)])


def decide(documents: Sequence[Document], spans: Sequence[Span], *, origin: str = "") -> Decision:
    """Decide what the positions of a project count.

    Parameters
    ----------
    documents : sequence of Document
        The texts at hand.
    spans : sequence of Span
        The selections in them.
    origin : str
        The tool that wrote the file, as it says itself.

    Returns
    -------
    Decision
        One reading for the whole project, except for documents whose quotes are found by
        another reading alone.

    Examples
    --------
    >>> document = Document("😡😡 We closed the ward.\\nNobody asked why.")
    >>> decide([document], [Span(0, 5, 24, "We closed the ward.")]).sentence
    'UTF-16 units (1 of 1 named quotes found there; as code points: 0)'
    """
    if not spans:
        return Decision(
            (STANDARD,) * len(documents), "as in the file: no text with selections is at hand"
        )
    spans = _sample(spans)
    readings = _candidates(documents, spans, origin)
    members = _members(spans)
    places = [_places(documents, spans, members, reading) for reading, _ in readings]
    if all(np.array_equal(places[0][0], other) and bool(ok.all()) for other, ok in places):
        sentence = f"{readings[0][0]} (every way of counting gives the same places)"
        return Decision((readings[0][0],) * len(documents), sentence)
    quotes = np.array([_quote_scores(documents, spans, *place) for place in places])
    edges = np.array([_edge_scores(documents, spans, *place) for place in places])
    priors = np.array([prior for _, prior in readings])
    totals = edges.sum(axis=1) + priors
    odd = np.array([_ODD ** (reading.inclusive + reading.first) for reading, _ in readings])
    found = quotes.sum(axis=1) * odd
    best = max(range(len(readings)), key=lambda r: (found[r], totals[r]))
    chosen = [best] * len(documents)
    for number, mine in members.items():
        own = quotes[:, mine]
        ranks = list(zip(own.sum(axis=1).tolist(), priors.tolist(), strict=True))
        other = ranks.index(max(ranks))
        if not own[best].any() and (own[other] > 0).sum() >= 2:
            chosen[number] = other
    same = [np.array_equal(places[best][0], where) for where, _ in places]
    rest = [total for total, equal in zip(totals, same, strict=True) if not equal]
    margin = totals[best] - max(rest, default=totals[best])
    sentence = _sentence([reading for reading, _ in readings], chosen, best, quotes, margin)
    return Decision(tuple(readings[c][0] for c in chosen), sentence)


def _sample(spans: Sequence[Span]) -> list[Span]:
    """Return enough selections to decide by: all, or some of each document, evenly spaced."""
    if len(spans) <= _ENOUGH:
        return list(spans)
    members = _members(spans)
    share = max(_ENOUGH // len(members), 5)
    chosen = [mine[:: -(-len(mine) // share)] for mine in members.values()]
    return [spans[at] for at in sorted(at for mine in chosen for at in mine)]


def _candidates(
    documents: Sequence[Document], spans: Sequence[Span], origin: str
) -> list[tuple[Reading, float]]:
    """Return the readings that can differ for these texts, the likeliest first."""
    used = [documents[number] for number in sorted({span.document for span in spans})]
    units = ["code points"]
    if any(re.search("[\U00010000-\U0010ffff]", document.text) for document in used):
        units.append("UTF-16 units")
    if any(not document.text.isascii() for document in used):
        units.append("UTF-8 bytes")
    newlines = [""]
    if any("\r\n" in document.text for document in used):
        newlines.append("CRLF counted as one")
    if any(re.search(r"(?<!\r)\n", document.text) for document in used):
        newlines.append("line feed counted as two")
    marks = [False, True] if any(document.marked for document in used) else [False]
    named = any(span.name for span in spans)
    odd = [(False, 0), (False, 1), (True, 0), (True, 1)] if named else [(False, 0)]
    wide = origin.casefold().startswith(_UTF16_ORIGINS)
    listed = []
    for unit, newline, mark, (inclusive, first) in product(units, newlines, marks, odd):
        prior = _PRIORS[unit] + _NEWLINE_PRIORS[newline] + _BOM_PRIOR * mark
        prior += 12.0 if wide and unit == "UTF-16 units" else 0.0
        prior += _NEVER_BY_EDGES * (inclusive + first)
        listed.append((Reading(unit, newline, mark, inclusive, first), prior))
    return sorted(listed, key=lambda item: -item[1])


def _members(spans: Sequence[Span]) -> dict[int, list[int]]:
    members: dict[int, list[int]] = {}
    for at, span in enumerate(spans):
        members.setdefault(span.document, []).append(at)
    return members


def _places(
    documents: Sequence[Document],
    spans: Sequence[Span],
    members: Mapping[int, list[int]],
    reading: Reading,
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return starts and ends (n × 2) as code points, and whether each span lies in its text."""
    where = np.zeros((len(spans), 2), dtype=np.int64)
    exact = np.zeros(len(spans), dtype=bool)
    last = int(reading.inclusive)
    for number, mine in members.items():
        document = documents[number]
        starts = to_code_points(document, [spans[at].start for at in mine], reading)
        ends = to_code_points(document, [spans[at].end + last for at in mine], reading)
        where[mine] = np.column_stack([starts[0], ends[0]])
        exact[mine] = starts[1] & ends[1]
    return where, exact


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quote_scores(
    documents: Sequence[Document],
    spans: Sequence[Span],
    where: NDArray[np.int64],
    exact: NDArray[np.bool_],
) -> list[int]:
    """Return for each span 3 if its name is the quote there, 1 if the quote begins with it.

    White space may differ, as names have it collapsed; at the quote's ends it costs a point.
    """
    scores = []
    for span, (start, end), inside in zip(spans, where.tolist(), exact.tolist(), strict=True):
        name = _plain(span.name)
        body = name.removesuffix("…").removesuffix("...").rstrip()
        if len(body) < 3 or not inside:
            scores.append(0)
            continue
        there = documents[span.document].text[start:end]
        quote = _plain(there)
        begins = quote.startswith(body) and (body != name or len(body) >= 20)
        starts = there[:1].isspace() == span.name[:1].isspace()
        ends = there[-1:].isspace() == span.name[-1:].isspace()
        scores.append(2 + (starts and ends) if quote == name else int(begins and starts))
    return scores


def _edge_scores(
    documents: Sequence[Document],
    spans: Sequence[Span],
    where: NDArray[np.int64],
    exact: NDArray[np.bool_],
) -> list[float]:
    """Return for each span how well it begins and ends (log ratio against a chance place)."""
    scores = []
    for span, (start, end), inside in zip(spans, where.tolist(), exact.tolist(), strict=True):
        text = documents[span.document].text
        if not inside or start >= end or end > len(text):
            scores.append(2 * _OUTSIDE)
            continue
        scores.append(_start_score(text, start) + _end_score(text, end))
    return scores


def _within_word(text: str, at: int) -> bool:
    """Say whether a word runs over this place; scripts without letter case do not tell."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    cased = before.lower() != before.upper() or after.lower() != after.upper()
    return before.isalnum() and after.isalnum() and (cased or before.isdigit())


def _start_score(text: str, at: int) -> float:
    if text[at].isspace() or _within_word(text, at):
        return _BAD
    before = text[max(at - 2, 0) : at].strip(" \t")
    return _STRONG if not before or before[-1] in "\r\n" or before[-1] in _SENTENCE_END else _FAIR


def _end_score(text: str, at: int) -> float:
    if text[at - 1].isspace() or _within_word(text, at):
        return _BAD
    closed = at == len(text) or text[at] in "\r\n" or text[at - 1] in _SENTENCE_END
    return _STRONG if closed else _FAIR


def _sentence(
    readings: Sequence[Reading],
    chosen: Sequence[int],
    best: int,
    quotes: NDArray[np.int64],
    margin: float,
) -> str:
    named = int((quotes.max(axis=0) > 0).sum())
    standard = readings.index(STANDARD)
    if named:
        found = int((quotes[best] > 0).sum())
        reason = f"{found} of {named} named quotes found there"
        if best != standard:
            reason += f"; as {STANDARD}: {int((quotes[standard] > 0).sum())}"
    else:
        reason = "by the edges of words, lines and sentences" if margin > 2 else "assumed"
        if margin <= 2:
            reason += ": the file does not decide"
    others = sorted({str(readings[c]) for c in chosen if c != best})
    tail = f"; in single sources {' / '.join(others)}" if others else ""
    return f"{readings[best]} ({reason}){tail}"
