"""Selections: the places in sources that codes are put on, as the file has them and as code points.

A selection in words has two numbers. What they count differs from tool to tool, so that they are
read as they stand first, and put into code points when the whole project has been looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from crosscase.refi.counting import CodedText, to_code_points
from crosscase.refi.elements import Findings, child_text, children, guid_of
from crosscase.refi.identifiers import plain_guid
from crosscase.refi.markup import Element, local_name
from crosscase.refi.positions import Decision, Span, decide
from crosscase.refi.source_texts import SourceElement
from crosscase.refi.vocabulary import SELECTION_KINDS

__all__ = ["Selected", "in_code_points", "read_selections"]

_PLACES = ("page", "firstX", "firstY", "secondX", "secondY", "begin", "end")
# A longer number than any text has characters would not fit an array of positions.
_NUMBER = re.compile(r"\s*[+-]?[0-9]{1,15}\s*")


@dataclass(frozen=True)
class Selected:
    """A selection with the elements of its codings; `name` may repeat the quote."""

    guid: str
    kind: str
    name: str
    source: str
    document: str
    start: int | None
    end: int | None
    place: str | None
    coder: str | None
    codings: tuple[Element, ...]
    line: int


def read_selections(found: SourceElement, findings: Findings) -> Iterator[Selected]:
    """Return the selections of a source or part; a code on the whole source is one too.

    Parameters
    ----------
    found : SourceElement
        The source or part.
    findings : Findings
        Positions that are none are added to it.
    """
    element, source = found.element, found.source
    owner = source.parent or source.guid
    syncs = {guid_of(s): s.get("position") for s in children(element, "SyncPoint")}
    for child in element.iterchildren():
        kind = SELECTION_KINDS.get(local_name(child))
        # A code on the source itself is a selection of all of it, without a GUID of its own.
        if local_name(child) == "Coding":
            end = None if source.text is None else len(source.text)
            yield Selected(
                "", "source", "", owner, source.guid, None if end is None else 0, end, None, None,
                (child,), child.sourceline,
            )  # fmt: skip
        elif kind:
            start, end = _ends(child, kind, syncs, findings)
            places = [f"{key}={child.get(key)}" for key in _PLACES if child.get(key)]
            yield Selected(
                findings.own_guid(child), kind, _quoted(child), owner, source.guid, start, end,
                ";".join(places) or None, child.get("creatingUser"),
                tuple(children(child, "Coding")), child.sourceline,
            )  # fmt: skip


def in_code_points(
    selections: Sequence[Selected], sources: Sequence[SourceElement], *, origin: str
) -> tuple[Decision, list[Selected]]:
    """Return what the positions count, and the selections with code points in their place.

    Parameters
    ----------
    selections : sequence of Selected
        Of the whole project, as they stand in the file.
    sources : sequence of SourceElement
        The sources and parts that they lie in.
    origin : str
        The tool that wrote the file, as it says itself.
    """
    # Texts at hand alone can be evidence; positions in others stay as they are.
    with_text = [found for found in sources if found.source.text is not None]
    at = {found.source.guid: number for number, found in enumerate(with_text)}
    texts = [CodedText(found.source.text or "", found.marked) for found in with_text]
    spans: dict[int, Span] = {}
    for number, s in enumerate(selections):
        counted = s.kind in {"text", "transcript"} and s.document in at
        if counted and s.start is not None and s.end is not None:
            spans[number] = Span(at[s.document], s.start, s.end, s.name)
    decision = decide(texts, list(spans.values()), origin=origin)
    places = _converted(texts, spans, decision)
    settled = [
        replace(s, start=places[number][0], end=places[number][1]) if number in places else s
        for number, s in enumerate(selections)
    ]
    return decision, settled


def _converted(
    texts: Sequence[CodedText], spans: Mapping[int, Span], decision: Decision
) -> dict[int, tuple[int, int]]:
    """Return start and end in code points by the selection's number; a text at a time."""
    members: dict[int, list[int]] = {}
    for number, span in spans.items():
        members.setdefault(span.text_number, []).append(number)
    places: dict[int, tuple[int, int]] = {}
    for text, mine in members.items():
        reading = decision.readings[text]
        last = int(reading.inclusive)
        starts, _ = to_code_points(texts[text], [spans[n].start for n in mine], reading)
        ends, _ = to_code_points(texts[text], [spans[n].end + last for n in mine], reading)
        places.update(zip(mine, zip(starts.tolist(), ends.tolist(), strict=True), strict=True))
    return places


def _ends(
    element: Element, kind: str, syncs: Mapping[str, str | None], findings: Findings
) -> tuple[int | None, int | None]:
    """Return the two numbers of a selection in words; None of one by page, corners or time."""
    if kind == "text":
        start, end = element.get("startPosition"), element.get("endPosition")
    elif kind == "transcript":
        start = syncs.get(plain_guid(element.get("fromSyncPoint")))
        end = syncs.get(plain_guid(element.get("toSyncPoint")))
        if start is None or end is None:
            return None, None
    else:
        return None, None
    if not (start and end and _NUMBER.fullmatch(start) and _NUMBER.fullmatch(end)):
        mend = "startPosition and endPosition are whole numbers"
        findings.problem(element, "not a position", f"{start}–{end}", mend)
        return None, None
    numbers = int(start), int(end)
    if not 0 <= numbers[0] <= numbers[1]:
        mend = "0 ≤ startPosition ≤ endPosition"
        findings.problem(element, "positions out of order", f"{start}–{end}", mend)
        return None, None
    return numbers


def _quoted(element: Element) -> str:
    """Return what may repeat the quote: the selection's name, or its description."""
    return element.get("name") or child_text(element, "Description") or ""
