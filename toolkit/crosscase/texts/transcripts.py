"""Interview transcripts: who speaks, turn by turn.

A label is up to four words before a colon (``Interviewer:``, ``Manager B:``, ``Q:``), or a name
with a time on a line of its own. A text is a transcript if at least two labels come back, if they
take turns, and if enough of its paragraphs begin with one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from crosscase.texts.paragraphs import LeftOut, Paragraph

__all__ = ["Label", "by_speaker", "label", "speakers", "starts_turn", "turn_lines"]

_TIME = r"[\[(<]?\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\s*[\])>]?"
_SPEAKER = (
    r"(?:[A-Z\u00c0-\u00de\u4e00-\u9fff][\w.'\u2019&-]*"
    r"(?: (?!\(?\d{1,2}:\d)[\w.'\u2019&()-]+){0,3})"
)
_COLON = re.compile(
    rf"^\s*(?:{_TIME}\s*[-\u2013]?\s*)?(?:\*\*|__|<v )?({_SPEAKER})(?:\*\*|__)?\s*(?:{_TIME})?\s*"
    rf"(?:\*\*|__)?(?:[:>](?:\*\*|__)?(?:\s+|$)|\uff1a\s*)(?:{_TIME}\s*)?(.*)$",
    re.S,
)
_TIMED = re.compile(rf"^\s*(?:\*\*)?({_SPEAKER})(?:\*\*)?\s*[,-]?\s+{_TIME}\s*$")
_TIME_ONLY = re.compile(rf"^\s*(?:\d+\s*)?{_TIME}(?:\s*-->\s*{_TIME}.*)?\s*$|^WEBVTT.*$")
# What stands before a colon and is nobody.
_NO_SPEAKER = re.compile(
    r"(?:notes?|sources?|figures?|tables?|abstract|key ?words?|examples?|steps?|chapter|section|"
    r"question \d+|https?|date|time|place|location|duration|participants?|respondents?|topic|"
    r"aim|goal|e\.g\.|i\.e\.|first|second|third)",
    re.I,
)
# Fewer turns may be chance; and a paper that quotes a dialogue is no transcript.
_LEAST_TURNS, _LEAST_SHARE = 4, 0.15


@dataclass(frozen=True)
class Label:
    """A speaker's label and what follows it on the same line."""

    speaker: str
    text: str


def label(line: str) -> Label | None:
    """Return the label that a line begins with, or None.

    Examples
    --------
    >>> label("[00:01:12] Manager B: We meet them every week.")
    Label(speaker='Manager B', text='We meet them every week.')
    """
    match = _TIMED.match(line[:200])
    if match:
        return Label(match.group(1).strip(), "")
    match = _COLON.match(line[:200])
    if not match or len(match.group(1)) > 40 or _NO_SPEAKER.fullmatch(match.group(1)):
        return None
    # Underscores that mark bold type are letters to the pattern.
    return Label(match.group(1).strip().rstrip("_"), line[match.start(2) :].strip())


def speakers(starts: Sequence[str]) -> frozenset[str]:
    """Return who speaks, if `starts` (first lines of paragraphs) are those of a transcript.

    Parameters
    ----------
    starts : sequence of str
        What each paragraph begins with.

    Returns
    -------
    frozenset of str
        The labels; empty where the text is no transcript.

    Examples
    --------
    >>> sorted(speakers(["Q: Why?", "A: To learn.", "Q: How?", "A: By asking."]))
    ['A', 'Q']
    """
    labels = [found.speaker for found in map(label, starts) if found]
    counts = Counter(labels)
    often = {name for name, n in counts.items() if n >= 2}
    turns = [name for name in labels if name in often]
    changes = sum(a != b for a, b in pairwise(turns))
    enough = len(turns) >= _LEAST_TURNS and len(turns) >= _LEAST_SHARE * len(starts)
    if len(often) < 2 or not enough or changes < 0.5 * (len(turns) - 1):
        return frozenset()
    # Labels that never come back are speakers too, unless they are so many that they are not.
    if len(counts) > max(8, 0.4 * len(labels)):
        return frozenset(often)
    return frozenset(counts)


def turn_lines(lines: Sequence[str]) -> frozenset[str]:
    """Return who speaks in text given as lines, where a turn may begin on any line."""
    starts, before = [], ""
    for line in lines:
        if line.strip() and not _TIME_ONLY.match(line) and (not before.strip() or label(line)):
            starts.append(line)
        before = "" if _TIME_ONLY.match(line) else line
    return speakers(starts)


def starts_turn(line: str, names: frozenset[str]) -> bool:
    """Say whether a line holds nothing but a time, or begins with the label of one of `names`."""
    if _timed(line):
        return True
    found = label(line)
    return found is not None and found.speaker in names


def by_speaker(
    paragraphs: Sequence[Paragraph], left_out: Sequence[LeftOut]
) -> tuple[list[Paragraph], list[LeftOut]]:
    """Give each paragraph of a transcript its speaker and the number of its turn.

    Parameters
    ----------
    paragraphs : sequence of Paragraph
        The paragraphs of one document.
    left_out : sequence of LeftOut
        What was left out so far.

    Returns
    -------
    paragraphs : list of Paragraph
        With `kind` ``"turn"``, `speaker` and `turn` from the first label on, labels and times
        taken off; as they were if the document is no transcript.
    left_out : list of LeftOut
        With the lines that hold nothing but a time.
    """
    names = speakers([p.text for p in paragraphs if p.kind == "text" and not _timed(p.text)])
    if not names:
        return list(paragraphs), list(left_out)
    kept, dropped = [], list(left_out)
    speaker, turn = "", 0
    for paragraph in paragraphs:
        found = label(paragraph.text) if paragraph.kind in {"text", "heading"} else None
        if paragraph.kind == "text" and _timed(paragraph.text):
            dropped.append(LeftOut(0, "time stamp", paragraph.text))
            continue
        if found and found.speaker in names:
            speaker, turn = found.speaker, turn + 1
            paragraph = replace(paragraph, text=found.text, kind="text")
        if not paragraph.text:
            continue
        if turn and paragraph.kind == "text":
            paragraph = replace(paragraph, kind="turn", speaker=speaker, turn=turn)
        kept.append(paragraph)
    return kept, dropped


def _timed(text: str) -> bool:
    return bool(len(text) < 60 and _TIME_ONLY.match(text))
