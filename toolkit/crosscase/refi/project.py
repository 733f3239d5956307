"""A coded project as REFI-QDA exchanges it: sources, codes, cases and codings."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
from tqdm import tqdm

from crosscase.errors import DataError, Problem
from crosscase.refi.container import Container, open_container
from crosscase.refi.markup import local_name, parse
from crosscase.refi.positions import Decision, Document, Span, decide, to_code_points
from crosscase.results import Result

__all__ = [
    "Case",
    "Code",
    "Coding",
    "Note",
    "Project",
    "Source",
    "Value",
    "quote_sha1",
    "read_project",
]

SEPARATOR = " > "
_SOURCES = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
    "Note": "note",
}
_PARTS = {
    "Representation": "representation",
    "TextDescription": "description",
    "Transcript": "transcript",
}
_SELECTIONS = {
    "PlainTextSelection": "text",
    "TranscriptSelection": "transcript",
    "PDFSelection": "pdf",
    "PictureSelection": "picture",
    "AudioSelection": "audio",
    "VideoSelection": "video",
}
_PLACES = ("page", "firstX", "firstY", "secondX", "secondY", "begin", "end")
_NAMESPACES = ("urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0")


@dataclass(frozen=True)
class Code:
    """A code; `path` is the names from the top down, joined by `` > ``."""

    guid: str
    path: str
    name: str
    parent: str | None = None
    codable: bool = True
    color: str | None = None
    description: str | None = None
    sets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """A source, a note, or a text that belongs to a source (`parent`): transcript and the like."""

    guid: str
    name: str
    kind: str
    text: str | None = None
    parent: str | None = None
    missing: str | None = None


@dataclass(frozen=True)
class Coding:
    """One code on one selection; `start` and `end` are code points in the document's text."""

    guid: str
    source: str
    document: str
    selection: str
    kind: str
    start: int | None
    end: int | None
    code: str
    coder: str | None = None
    quote_sha1: str | None = None
    place: str | None = None


@dataclass(frozen=True)
class Case:
    """A case, with what it is linked to (GUIDs)."""

    guid: str
    name: str
    description: str | None = None
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    selections: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """The value of a variable for a case or a source."""

    owner_kind: str
    owner: str
    variable: str
    type: str
    value: str


@dataclass(frozen=True)
class Note:
    """A memo and the GUIDs of what it is about."""

    guid: str
    name: str
    text: str | None
    about: tuple[str, ...] = ()


@dataclass(frozen=True, repr=False)
class Project(Result):
    """A project or a codebook that was read; see :func:`read_project`.

    Parameters
    ----------
    name, origin : str
        Of the project; the tool that wrote it.
    codes, sources, cases, codings, values, notes : tuple
        In the order of the file. `sources` holds the notes and parts that have codings too.
    positions : str
        What the positions in the file count, and how that was found.
    warnings : tuple of str
        What was left out or could not be settled.
    """

    name: str
    origin: str
    codes: tuple[Code, ...] = ()
    sources: tuple[Source, ...] = ()
    cases: tuple[Case, ...] = ()
    codings: tuple[Coding, ...] = ()
    values: tuple[Value, ...] = ()
    notes: tuple[Note, ...] = ()
    positions: str = "none: a codebook has no codings"
    warnings: tuple[str, ...] = field(default=())

    @property
    def title(self) -> str:
        """Name, origin and counts in one line."""
        counts = ", ".join(f"{n} {what}" for what, n in self.counts.items())
        return f"REFI-QDA project {self.name!r} ({self.origin or 'origin not stated'}): {counts}"

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of sources, codes, cases and codings in the file."""
        own = [s for s in self.sources if s.parent is None and s.kind != "note"]
        return {
            "sources": len(own),
            "codes": len(self.codes),
            "cases": len(self.cases),
            "codings": len(self.codings),
        }

    @property
    def table(self) -> pd.DataFrame:
        """One row per coding: source, start, end, code, coder, quote_sha1."""
        columns = ["source", "start", "end", "code", "coder", "quote_sha1"]
        frame = pd.DataFrame(self.as_dict()["codings"], columns=columns)
        return frame.astype({"start": "Int64", "end": "Int64"})

    def as_dict(self) -> dict[str, Any]:
        """Return counts, positions and codings for JSON output."""
        paths = {code.guid: code.path for code in self.codes}
        names = {source.guid: source.name for source in self.sources}
        return {
            "counts": self.counts,
            "positions": self.positions,
            "codings": [
                {
                    "source": names[coding.source],
                    "start": coding.start,
                    "end": coding.end,
                    "code": paths[coding.code],
                    "coder": coding.coder,
                    "quote_sha1": coding.quote_sha1,
                }
                for coding in self.codings
            ],
        }


def quote_sha1(quote: str) -> str:
    """Return the SHA-1 of a quote's UTF-8 bytes as 40 hexadecimal digits.

    Examples
    --------
    >>> quote_sha1("We lost two midwives.")[:12]
    '4b14ee3f0863'
    """
    return hashlib.sha1(quote.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def read_project(path: Path | str) -> Project:
    """Read a REFI-QDA project (``.qdpx``, ``.qde``) or codebook (``.qdc``).

    Parameters
    ----------
    path : path
        The file.

    Returns
    -------
    Project
        Positions are code points in the source's text (line ends as they stand, without byte
        order mark), whatever the tool that wrote the file counted. Where the text is not at
        hand, positions stay as they are in the file and the quote's SHA-1 is None.

    Raises
    ------
    DataError
        If the file is damaged or hostile, or refers to codes, sources, variables or selections
        that it does not hold; with every such reference.

    References
    ----------
    REFI-QDA Standard 1.5 (2019), Rotterdam Exchange Format Initiative, sections 6 to 8.
    """
    container = open_container(path)
    shown = container.path.name
    root = parse(container.project, shown=shown)
    if local_name(root) not in {"Project", "CodeBook"}:
        problem = Problem(
            shown, root.sourceline, None, "not a REFI-QDA file: the root element is",
            local_name(root), "it must be Project or CodeBook",
        )  # fmt: skip
        raise DataError([problem])
    return _Reader(container, root, shown).project()


@dataclass
class _Selected:
    """A selection as it stands in the file."""

    guid: str
    kind: str
    name: str
    source: str
    document: str
    start: int | None
    end: int | None
    place: str | None
    coder: str | None
    codings: list[Any]
    line: int


class _Reader:
    """Reads one parsed file; collects every problem before it raises."""

    def __init__(self, container: Container, root: Any, shown: str) -> None:
        self.container, self.root, self.shown = container, root, shown
        self.problems: list[Problem] = []
        self.warnings: list[str] = []
        self.marked: set[str] = set()

    def project(self) -> Project:
        if self.root.tag.rpartition("}")[0].lstrip("{") not in _NAMESPACES:
            self.warnings.append(
                f"namespace {self.root.tag.rpartition('}')[0].lstrip('{')!r} is not that of "
                "the standard 1.0; read by the elements' names"
            )
        users = {_guid(u): u.get("name") or u.get("id") for u in self._all("User")}
        codes = self._codes()
        self.users, self.codes = users, {code.guid for code in codes}
        sources = self._sources()
        selections = [s for element, source in sources for s in self._selections(element, source)]
        cases, values = self._cases(), self._values()
        self._check_references(cases, {s.guid for _, s in sources}, {s.guid for s in selections})
        listed = [source for _, source in sources]
        decision, codings = self._codings(listed, selections)
        if self.problems:
            raise DataError(self.problems)
        self._warn_of_missing(listed)
        used = {coding.document for coding in codings}
        kept = [s for s in listed if s.kind != "note" or s.guid in used]
        is_project = local_name(self.root) == "Project"
        return Project(
            name=self.root.get("name") or self.container.path.stem,
            origin=self.root.get("origin") or "",
            codes=tuple(codes),
            sources=tuple(kept),
            cases=tuple(cases),
            codings=tuple(codings),
            values=tuple(values),
            notes=tuple(self._notes(listed)),
            positions=decision.sentence if is_project else "none: a codebook has no codings",
            warnings=tuple(dict.fromkeys(self.warnings)),
        )

    def _all(self, name: str) -> Iterator[Any]:
        return self.root.iter("{*}" + name)

    def _problem(self, element: Any, what: str, value: str, mend: str) -> None:
        self.problems.append(
            Problem(self.shown, element.sourceline, local_name(element), what, value, mend)
        )

    def _codes(self) -> list[Code]:
        sets: dict[str, list[str]] = {}
        for group in self._all("Set"):
            for member in group.iterfind("{*}MemberCode"):
                target = _plain(member.get("targetGUID") or member.get("guid") or "")
                sets.setdefault(target, []).append(group.get("name") or "")
        codes: list[Code] = []
        paths: dict[str, str] = {}
        for element in self._all("Code"):
            above = element.getparent()
            parent = _guid(above) if above is not None and local_name(above) == "Code" else None
            guid, name = self._own_guid(element), element.get("name") or ""
            if guid in paths:
                mend = "each code has its own GUID; export the project once more"
                self._problem(element, "two codes have the same GUID", guid, mend)
            path = f"{paths[parent]}{SEPARATOR}{name}" if parent in paths else name
            paths[guid] = path
            codes.append(
                Code(
                    guid, path, name, parent, (element.get("isCodable") or "true") != "false",
                    element.get("color"), _text(element, "Description"),
                    tuple(sets.get(guid, ())),
                )
            )  # fmt: skip
        return codes

    def _own_guid(self, element: Any) -> str:
        guid = _guid(element)
        if not guid:
            name = element.get("name") or local_name(element)
            self._problem(element, "the attribute guid is missing", name, "every element has one")
        return guid

    def _sources(self) -> list[tuple[Any, Source]]:
        """Return sources, their parts and the notes, in the order of the file."""
        found: list[tuple[Any, Source]] = []
        elements = [e for e in self.root.iter() if local_name(e) in _SOURCES]
        for element in tqdm(elements, desc="sources", disable=None, delay=2, leave=False):
            kind = _SOURCES[local_name(element)]
            source = self._source(element, kind, None)
            found.append((element, source))
            for part in element.iterchildren():
                if local_name(part) in _PARTS:
                    found.append((part, self._source(part, _PARTS[local_name(part)], source)))
        return found

    def _source(self, element: Any, kind: str, parent: Source | None) -> Source:
        guid = self._own_guid(element)
        given = element.get("name") or ""
        name = given if given.strip() else (parent.name if parent else guid)
        if kind in {"pdf", "picture", "audio", "video"}:
            return Source(guid, name, kind, None, None)
        text, missing = self._text_of(element)
        return Source(guid, name, kind, text, parent.guid if parent else None, missing)

    def _warn_of_missing(self, sources: Iterable[Source]) -> None:
        missing = [f"{s.name}: {s.missing}" for s in sources if s.missing and s.kind != "note"]
        if missing:
            more = ", …" if len(missing) > 3 else ""
            self.warnings.append(
                f"{len(missing)} texts are missing ({', '.join(missing[:3])}{more}); "
                "their codings keep the positions of the file, without a check sum"
            )

    def _text_of(self, element: Any) -> tuple[str | None, str | None]:
        reference = element.get("plainTextPath") or ""
        raw = self.container.read(reference) if reference else None
        if raw is not None:
            text, marked, note = _decoded(raw)
            if marked:
                self.marked.add(_guid(element))
            if note:
                self.warnings.append(f"{element.get('name') or reference}: {note}")
            return text, None
        inline = element.find("{*}PlainTextContent")
        if inline is not None:
            return inline.text or "", None
        return None, (f"no file {reference!r}" if reference else "no plain text in the project")

    def _selections(self, element: Any, source: Source) -> Iterator[_Selected]:
        owner = source.parent or source.guid
        syncs = {_guid(s): s.get("position") for s in element.iterchildren("{*}SyncPoint")}
        for child in element.iterchildren():
            kind = _SELECTIONS.get(local_name(child))
            if local_name(child) == "Coding":
                start, end = (0, len(source.text)) if source.text is not None else (None, None)
                yield _Selected(
                    "", "source", "", owner, source.guid, start, end, None, None, [child],
                    child.sourceline,
                )  # fmt: skip
            elif kind:
                start, end = self._ends(child, kind, syncs)
                places = [f"{key}={child.get(key)}" for key in _PLACES if child.get(key)]
                yield _Selected(
                    self._own_guid(child), kind, _quoted(child), owner, source.guid, start, end,
                    ";".join(places) or None, child.get("creatingUser"),
                    child.findall("{*}Coding"), child.sourceline,
                )  # fmt: skip

    def _ends(
        self, element: Any, kind: str, syncs: Mapping[str, str | None]
    ) -> tuple[int | None, int | None]:
        if kind == "text":
            start, end = element.get("startPosition"), element.get("endPosition")
        elif kind == "transcript":
            start = syncs.get(_plain(element.get("fromSyncPoint") or ""))
            end = syncs.get(_plain(element.get("toSyncPoint") or ""))
            if start is None or end is None:
                return None, None
        else:
            return None, None
        if not all(re.fullmatch(r"\s*[+-]?[0-9]{1,15}\s*", place or "") for place in (start, end)):
            mend = "startPosition and endPosition are whole numbers"
            self._problem(element, "not a position", f"{start}–{end}", mend)
            return None, None
        numbers = int(start or 0), int(end or 0)
        if not 0 <= numbers[0] <= numbers[1]:
            mend = "0 ≤ startPosition ≤ endPosition"
            self._problem(element, "positions out of order", f"{start}–{end}", mend)
            return None, None
        return numbers

    def _cases(self) -> list[Case]:
        return [
            Case(
                self._own_guid(element),
                element.get("name") or _guid(element),
                _text(element, "Description"),
                _targets(element, "CodeRef"),
                _targets(element, "SourceRef"),
                _targets(element, "SelectionRef"),
            )
            for element in self._all("Case")
        ]

    def _values(self) -> list[Value]:
        variables = {_guid(v): v for v in self._all("Variable")}
        values = []
        for element in self._all("VariableValue"):
            owner = element.getparent()
            target = next(iter(_targets(element, "VariableRef")), "")
            if target not in variables:
                mend = "the project has no variable of this GUID"
                self._problem(element, "an unknown variable", target, mend)
                continue
            given = next((e for e in element if local_name(e).endswith("Value")), None)
            if given is None or given.text is None:
                continue
            variable = variables[target]
            values.append(
                Value(
                    "case" if local_name(owner) == "Case" else "source",
                    _guid(owner),
                    variable.get("name") or target,
                    local_name(given).removesuffix("Value"),
                    given.text,
                )
            )
        return values

    def _check_references(
        self, cases: Iterable[Case], sources: set[str], selections: set[str]
    ) -> None:
        """Note what cases refer to and the file does not hold."""
        known = {"CodeRef": self.codes, "SourceRef": sources, "SelectionRef": selections}
        for element in self._all("Case"):
            for name, guids in known.items():
                for reference in element.iterchildren("{*}" + name):
                    if _plain(reference.get("targetGUID") or "") not in guids:
                        what = f"the case {element.get('name')!r} refers to an unknown GUID"
                        mend = "the project does not hold it; export the project once more"
                        self._problem(reference, what, reference.get("targetGUID") or "", mend)

    def _codings(
        self, sources: list[Source], selections: list[_Selected]
    ) -> tuple[Decision, list[Coding]]:
        texts = {s.guid: s.text for s in sources}
        with_text = [s for s in sources if s.text is not None]
        at = {source.guid: number for number, source in enumerate(with_text)}
        documents = [Document(s.text or "", s.guid in self.marked) for s in with_text]
        counted = [
            s for s in selections
            if s.kind in {"text", "transcript"} and s.document in at
            and s.start is not None and s.end is not None
        ]  # fmt: skip
        spans = [Span(at[s.document], s.start or 0, s.end or 0, s.name) for s in counted]
        decision = decide(documents, spans, origin=self.root.get("origin") or "")
        self._convert(documents, counted, spans, decision)
        names = {s.guid: s.name for s in sources}
        codings = []
        for selected in selections:
            quote = self._quote(selected, texts[selected.document], names)
            codings += [self._coding(element, selected, quote) for element in selected.codings]
        return decision, [coding for coding in codings if coding is not None]

    def _convert(
        self, documents: list[Document], counted: list[_Selected], spans: list[Span],
        decision: Decision,
    ) -> None:  # fmt: skip
        """Put code points into the selections."""
        members: dict[int, list[int]] = {}
        for number, span in enumerate(spans):
            members.setdefault(span.document, []).append(number)
        for document, mine in members.items():
            reading = decision.readings[document]
            last = int(reading.inclusive)
            starts = to_code_points(documents[document], [spans[n].start for n in mine], reading)
            ends = to_code_points(documents[document], [spans[n].end + last for n in mine], reading)
            for number, start, end in zip(mine, starts[0].tolist(), ends[0].tolist(), strict=True):
                counted[number].start, counted[number].end = start, end

    def _quote(self, selected: _Selected, text: str | None, names: Mapping[str, str]) -> str | None:
        start, end = selected.start, selected.end
        if text is None or start is None or end is None:
            return None
        if start < 0 or end > len(text):
            if selected.codings:
                self.warnings.append(
                    f"{names[selected.document]}: the selection {start}–{end} (line "
                    f"{selected.line}) lies beyond the text, which has {len(text)} characters"
                )
            return None
        return text[start:end]

    def _coding(self, element: Any, selected: _Selected, quote: str | None) -> Coding | None:
        target = next(iter(_targets(element, "CodeRef")), "")
        if target not in self.codes:
            mend = "the project has no code of this GUID; export the project once more"
            self._problem(element, "a coding refers to an unknown code", target, mend)
            return None
        user = _plain(element.get("creatingUser") or selected.coder or "")
        if user and user not in self.users:
            self.warnings.append(f"the coder {user} is not among the project's users; left empty")
        return Coding(
            self._own_guid(element), selected.source, selected.document,
            selected.guid or f"{selected.document}/source", selected.kind,
            selected.start, selected.end, target, self.users.get(user),
            None if quote is None else quote_sha1(quote), selected.place,
        )  # fmt: skip

    def _notes(self, sources: Iterable[Source]) -> Iterator[Note]:
        about: dict[str, list[str]] = {}
        for reference in self._all("NoteRef"):
            target = _plain(reference.get("targetGUID") or "")
            about.setdefault(target, []).append(_guid(reference.getparent()))
        for source in sources:
            if source.kind == "note":
                targets = tuple(dict.fromkeys(filter(None, about.get(source.guid, ()))))
                yield Note(source.guid, source.name, source.text, targets)


def _plain(guid: str) -> str:
    """Return a GUID without braces, in lower case: tools differ in both."""
    return guid.strip().strip("{}").lower()


def _guid(element: Any) -> str:
    return _plain(element.get("guid") or "")


def _text(element: Any, name: str) -> str | None:
    child = element.find("{*}" + name)
    return (child.text or None) if child is not None else None


def _quoted(element: Any) -> str:
    """Return what may repeat the quote: the selection's name, or its description."""
    return element.get("name") or _text(element, "Description") or ""


def _targets(element: Any, name: str) -> tuple[str, ...]:
    found = [_plain(e.get("targetGUID") or "") for e in element.iterchildren("{*}" + name)]
    return tuple(dict.fromkeys(found))


def _decoded(raw: bytes) -> tuple[str, bool, str | None]:
    """Return text, whether a byte order mark stood before it, and a remark."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace"), True, None
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace"), True, None
    try:
        return raw.decode("utf-8"), False, None
    except UnicodeDecodeError:
        remark = "the text is not UTF-8; read as Windows-1252"
        return raw.decode("cp1252", "replace"), False, remark
