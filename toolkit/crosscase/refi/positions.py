"""Where a selection lies: what the numbers of an exchange file count, decided by evidence.

The standard counts Unicode code points from 0, the end exclusive. Tools count what their own
strings count: UTF-16 units (NVivo and others on .NET or Java; tools in a browser), bytes; CRLF as
one character; the byte order mark as the first. Such a way of counting is a *reading*
(:mod:`crosscase.refi.counting`). Two kinds of evidence decide between readings. A file says of the
text ``😡😡 We closed it. Why?`` that a selection runs from 5 to 18:

    reading         what lies there    named "We closed it."    its two edges
    code points     " closed it. W"    not found                bad, bad
    UTF-16 units    "We closed it."    found                    fair, strong

Names of selections that repeat the quote come first: the reading that finds most of them is
taken. Without names, edges tell: people select from the beginning of a word or a line to the end
of a word or a sentence, and a wrong reading cuts anywhere. Each edge gives the logarithm of how
much likelier it is under the right reading than at a chance place; the sum, and what is known
before about each reading, decide.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from crosscase.refi.counting import (
    STANDARD,
    CodedText,
    CountingRule,
    Newline,
    PositionUnit,
    to_code_points,
)

__all__ = ["Decision", "Span", "decide"]

# What an edge weighs: log of its share among edges of selections over its share among all places.
# Of the places in running English prose 1 to 2 % are strong, 15 % fair and 83 % bad; transcripts
# have shorter lines, so that the shares used (3, 25, 72 %) give an edge less weight. The shares
# among selections are set by hand: half begin or end at a sentence or line, few inside a word.
_STRONG = math.log(0.45 / 0.03)
_FAIR = math.log(0.50 / 0.25)
_BAD = math.log(0.05 / 0.72)
# A span that is empty, or reaches beyond the text, is as bad as three bad edges at either end.
_OUTSIDE = -8.0

# How much less likely a reading is than the standard before a file is looked at (natural log, set
# by hand). -6 is a little more than a bad edge in place of a strong one (5.4): one sloppy edge is
# not enough to leave the standard, two are. Rarer habits need somewhat more.
_UNIT_PRIORS: Mapping[PositionUnit, float] = {
    "code points": 0.0, "UTF-16 units": -6.0, "UTF-8 bytes": -8.0,
}  # fmt: skip
_NEWLINE_PRIORS: Mapping[Newline, float] = {
    "": 0.0, "CRLF counted as one": -6.0, "line feed counted as two": -7.0,
}  # fmt: skip
_MARK_PRIOR = -7.0
# Tools known to count UTF-16 units start as far ahead as others start behind: -6 + 12.
_UTF16_ORIGINS = ("nvivo",)
_UTF16_ORIGIN_BONUS = 12.0
# An inclusive end, or a count from 1, moves every edge by one place; sloppy selections would often
# look better for it. So edges never decide for them: they need quotes, and a tenth more of these
# than a reading without them.
_NEVER_BY_EDGES = -1e6
_ODD_SHARE = 0.9

_MOST_SPANS = 4000  # more say no more, and each is looked at under up to 72 readings
_FEWEST_A_TEXT = 5  # of each text, where that many texts share the places
_DECIDED = 2.0  # lead at which edges decide: the next reading is seven times less likely
_SHORTEST_QUOTE = 3  # shorter names stand by chance in too many places
_SHORTEST_BEGINNING = 20  # length of a name that may be a quote cut off without a sign
_SENTENCE_END = frozenset(".!?…。！？\"”»'’)」』")

_Places: TypeAlias = tuple[NDArray[np.int64], NDArray[np.bool_]]
"""Starts and ends (n × 2) as code points, and whether each span lies on edges of its text."""


@dataclass(frozen=True)
class Span:
    """A selection: which text it is in, its two numbers, and what may repeat its quote."""

    text_number: int
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True)
class Decision:
    """The reading of each text, and a sentence that says how it was found."""

    readings: tuple[CountingRule, ...]
    sentence: str


def decide(texts: Sequence[CodedText], spans: Sequence[Span], *, origin: str = "") -> Decision:
    """Decide what the positions of a project count.

    Parameters
    ----------
    texts : sequence of CodedText
        The texts at hand.
    spans : sequence of Span
        The selections in them.
    origin : str
        The tool that wrote the file, as it says itself.

    Returns
    -------
    Decision
        One reading for the whole project, except for texts whose quotes are found by another
        reading alone.

    Examples
    --------
    >>> text = CodedText("😡😡 We closed it. Why?")
    >>> decide([text], [Span(0, 5, 18, "We closed it.")]).sentence
    'UTF-16 units (1 of 1 named quotes found there; as code points: 0)'
    >>> decide([text], [Span(0, 5, 18)]).sentence
    'UTF-16 units (by the edges of words, lines and sentences)'
    """
    if not spans:
        return Decision(
            (STANDARD,) * len(texts), "as in the file: no text with selections is at hand"
        )
    spans = _sample(spans)
    candidates = _candidates(texts, spans, origin)
    readings = [reading for reading, _ in candidates]
    priors = np.array([prior for _, prior in candidates])
    members = _members(spans)
    places = [_places(texts, spans, members, reading) for reading in readings]
    if all(np.array_equal(places[0][0], other) and bool(ok.all()) for other, ok in places):
        sentence = f"{readings[0]} (every way of counting gives the same places)"
        return Decision((readings[0],) * len(texts), sentence)
    quotes = np.array([_quote_scores(texts, spans, *place) for place in places])
    edges = np.array([_edge_scores(texts, spans, *place) for place in places])
    totals = edges.sum(axis=1) + priors
    best = _best(readings, quotes, totals)
    chosen = _by_text(best, quotes, priors, members, len(texts))
    margin = _margin(places, totals, best)
    sentence = _sentence(readings, chosen, best, quotes, margin)
    return Decision(tuple(readings[c] for c in chosen), sentence)


def _sample(spans: Sequence[Span]) -> list[Span]:
    """Return enough selections to decide by: all, or some of each text, evenly spaced."""
    if len(spans) <= _MOST_SPANS:
        return list(spans)
    members = _members(spans)
    share = max(_MOST_SPANS // len(members), _FEWEST_A_TEXT)
    chosen = [mine[:: -(-len(mine) // share)] for mine in members.values()]
    return [spans[at] for at in sorted(at for mine in chosen for at in mine)]


def _candidates(
    texts: Sequence[CodedText], spans: Sequence[Span], origin: str
) -> list[tuple[CountingRule, float]]:
    """Return the readings that can differ for these texts, the likeliest first."""
    used = [texts[number] for number in sorted({span.text_number for span in spans})]
    units: list[PositionUnit] = ["code points"]
    if any(re.search("[\U00010000-\U0010ffff]", coded.text) for coded in used):
        units.append("UTF-16 units")
    if any(not coded.text.isascii() for coded in used):
        units.append("UTF-8 bytes")
    newlines: list[Newline] = [""]
    if any("\r\n" in coded.text for coded in used):
        newlines.append("CRLF counted as one")
    if any(re.search(r"(?<!\r)\n", coded.text) for coded in used):
        newlines.append("line feed counted as two")
    marks = [False, True] if any(coded.marked for coded in used) else [False]
    named = any(span.name for span in spans)
    odd = [(False, 0), (False, 1), (True, 0), (True, 1)] if named else [(False, 0)]
    wide = origin.casefold().startswith(_UTF16_ORIGINS)
    listed = []
    for unit, newline, mark, (inclusive, first) in product(units, newlines, marks, odd):
        prior = _UNIT_PRIORS[unit] + _NEWLINE_PRIORS[newline] + _MARK_PRIOR * mark
        prior += _UTF16_ORIGIN_BONUS if wide and unit == "UTF-16 units" else 0.0
        prior += _NEVER_BY_EDGES * (inclusive + first)
        listed.append((CountingRule(unit, newline, mark, inclusive, first), prior))
    return sorted(listed, key=lambda item: -item[1])


def _members(spans: Sequence[Span]) -> dict[int, list[int]]:
    """Return the numbers of the spans in each text."""
    members: dict[int, list[int]] = {}
    for at, span in enumerate(spans):
        members.setdefault(span.text_number, []).append(at)
    return members


def _places(
    texts: Sequence[CodedText],
    spans: Sequence[Span],
    members: Mapping[int, list[int]],
    reading: CountingRule,
) -> _Places:
    where = np.zeros((len(spans), 2), dtype=np.int64)
    exact = np.zeros(len(spans), dtype=bool)
    last = int(reading.inclusive)
    for number, mine in members.items():
        starts = to_code_points(texts[number], [spans[at].start for at in mine], reading)
        ends = to_code_points(texts[number], [spans[at].end + last for at in mine], reading)
        where[mine] = np.column_stack([starts[0], ends[0]])
        exact[mine] = starts[1] & ends[1]
    return where, exact


def _best(
    readings: Sequence[CountingRule], quotes: NDArray[np.int64], totals: NDArray[np.float64]
) -> int:
    """Return the reading that finds most quotes; of equals, the one with the better edges."""
    odd = np.array([_ODD_SHARE ** (reading.inclusive + reading.first) for reading in readings])
    found = quotes.sum(axis=1) * odd
    return max(range(len(readings)), key=lambda r: (found[r], totals[r]))


def _by_text(
    best: int,
    quotes: NDArray[np.int64],
    priors: NDArray[np.float64],
    members: Mapping[int, list[int]],
    n_texts: int,
) -> list[int]:
    """Return the reading of each text: another than the best where that one finds nothing.

    Merged projects hold texts that were counted by different tools. One quote may stand at a
    wrong place by chance; two are believed.
    """
    chosen = [best] * n_texts
    for number, mine in members.items():
        own = quotes[:, mine]
        ranks = list(zip(own.sum(axis=1).tolist(), priors.tolist(), strict=True))
        other = ranks.index(max(ranks))
        if not own[best].any() and (own[other] > 0).sum() >= 2:
            chosen[number] = other
    return chosen


def _margin(places: Sequence[_Places], totals: NDArray[np.float64], best: int) -> float:
    """Return the lead of the best reading over those that put some span elsewhere."""
    same = [np.array_equal(places[best][0], where) for where, _ in places]
    rest = [total for total, equal in zip(totals.tolist(), same, strict=True) if not equal]
    return float(totals[best] - max(rest, default=totals[best]))


def _plain(text: str) -> str:
    return " ".join(text.split())


def _quote_scores(
    texts: Sequence[CodedText],
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
        if len(body) < _SHORTEST_QUOTE or not inside:
            scores.append(0)
            continue
        there = texts[span.text_number].text[start:end]
        quote = _plain(there)
        begins = quote.startswith(body) and (body != name or len(body) >= _SHORTEST_BEGINNING)
        starts = there[:1].isspace() == span.name[:1].isspace()
        ends = there[-1:].isspace() == span.name[-1:].isspace()
        scores.append(2 + (starts and ends) if quote == name else int(begins and starts))
    return scores


def _edge_scores(
    texts: Sequence[CodedText],
    spans: Sequence[Span],
    where: NDArray[np.int64],
    exact: NDArray[np.bool_],
) -> list[float]:
    """Return for each span how well it begins and ends (log ratio against a chance place)."""
    scores = []
    for span, (start, end), inside in zip(spans, where.tolist(), exact.tolist(), strict=True):
        text = texts[span.text_number].text
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
    readings: Sequence[CountingRule],
    chosen: Sequence[int],
    best: int,
    quotes: NDArray[np.int64],
    margin: float,
) -> str:
    """Say which reading was taken and by what evidence."""
    named = int((quotes.max(axis=0) > 0).sum())
    standard = readings.index(STANDARD)
    if named:
        found = int((quotes[best] > 0).sum())
        reason = f"{found} of {named} named quotes found there"
        if best != standard:
            reason += f"; as {STANDARD}: {int((quotes[standard] > 0).sum())}"
    elif margin > _DECIDED:
        reason = "by the edges of words, lines and sentences"
    else:
        reason = "assumed: the file does not decide"
    others = sorted({str(readings[c]) for c in chosen if c != best})
    tail = f"; in single sources {' / '.join(others)}" if others else ""
    return f"{readings[best]} ({reason}){tail}"
