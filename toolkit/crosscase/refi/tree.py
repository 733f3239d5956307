"""A project as an XML tree, its elements in the order that the schema wants.

Selections in words are written in code points, as the standard has it, each with the beginning of
its quote for a name: a reader that counts otherwise can see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from lxml import etree

from crosscase.refi.identifiers import guid
from crosscase.refi.markup import Element
from crosscase.refi.project import Code, Coding, Note, Project, Source, Value
from crosscase.refi.vocabulary import (
    CODEBOOK_NAMESPACE,
    PART_KINDS,
    PROJECT_NAMESPACE,
    SELECTION_KINDS,
    SOURCE_KINDS,
)

__all__ = ["codebook_tree", "project_tree"]

_MOST_IN_NAME = 100
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COLOUR = re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")
_SOURCE_TAGS = {kind: tag for tag, kind in {**SOURCE_KINDS, **PART_KINDS}.items()}
_SELECTION_TAGS = {kind: tag for tag, kind in SELECTION_KINDS.items()}
# What a value of each type looks like in XML Schema; a variable of another type is Text.
_XSD_VALUES = {
    "Boolean": r"true|false|0|1",
    "Integer": r"[+-]?\d+",
    "Float": r"[+-]?(\d+\.?\d*|\.\d+)",
    "Date": r"-?\d{4,}-\d\d-\d\d",
    "DateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}
_Place: TypeAlias = tuple[str, str, int | None, int | None, str | None]
"""Selection, kind, start, end, place: codings that agree in these are on one selection."""


def codebook_tree(project: Project) -> Element:
    """Return the root of a codebook: codes and sets."""
    root = _root(CODEBOOK_NAMESPACE, "CodeBook")
    root.set("origin", "crosscase")
    _write_codes(_sub(root, "Codes"), project.codes, {})
    _write_sets(root, project.codes, "guid")
    return root


def project_tree(project: Project) -> Element:
    """Return the root of a project; texts are referred to, not held."""
    return _Writer(project).root()


def _root(namespace: str, name: str) -> Element:
    return etree.Element(_qualified(namespace, name), nsmap={None: namespace})


def _qualified(namespace: str | None, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _sub(parent: Element, tag: str, /, **attributes: str | None) -> Element:
    """Append an element of the parent's namespace; attributes that are None are left out."""
    element = etree.SubElement(parent, _qualified(etree.QName(parent).namespace, tag))
    for key, value in attributes.items():
        if value is not None:
            element.set(key, _clean(value))
    return element


def _sub_text(parent: Element, name: str, text: str | None) -> None:
    if text is not None:
        _sub(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _beginning(text: str | None, start: int | None, end: int | None) -> str | None:
    """Return a quote, or its beginning and "…"; white space as one blank."""
    if text is None or start is None or end is None:
        return None
    # Four times as much text is enough: what is cut after it would not be shown.
    quote = " ".join(text[start : min(end, start + 4 * _MOST_IN_NAME)].split())
    return quote if len(quote) <= _MOST_IN_NAME else f"{quote[:_MOST_IN_NAME].rstrip()}…"


def _write_codes(parent: Element, codes: Iterable[Code], notes: Mapping[str, list[str]]) -> None:
    elements: dict[str | None, Element] = {}
    for code in codes:
        above = elements.get(code.parent, parent)
        element = _sub(
            above, "Code", guid=guid(code.guid), name=code.name,
            isCodable="true" if code.codable else "false",
            color=code.color if _COLOUR.fullmatch(code.color or "") else None,
        )  # fmt: skip
        _sub_text(element, "Description", code.description)
        _note_refs(element, notes, code.guid)
        elements[code.guid] = element


def _write_sets(root: Element, codes: Iterable[Code], attribute: str) -> None:
    """Append the sets; the two schemas call the reference to a member differently."""
    members: dict[str, list[str]] = {}
    for code in codes:
        for name in code.sets:
            members.setdefault(name, []).append(code.guid)
    if not members:
        return
    sets = _sub(root, "Sets")
    for name, guids in sorted(members.items()):
        group = _sub(sets, "Set", guid=guid("set", name, *guids), name=name)
        for member in guids:
            _sub(group, "MemberCode", **{attribute: guid(member)})


def _note_refs(element: Element, notes: Mapping[str, list[str]], target: str) -> None:
    for note in notes.get(target, ()):
        _sub(element, "NoteRef", targetGUID=guid(note))


class _Writer:
    """Builds the tree of one project."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.codings: dict[str, list[Coding]] = {}
        for coding in project.codings:
            self.codings.setdefault(coding.document, []).append(coding)
        self.parts: dict[str, list[Source]] = {}
        for source in project.sources:
            if source.parent:
                self.parts.setdefault(source.parent, []).append(source)
        self.about: dict[str, list[str]] = {}
        for note in project.notes:
            for target in note.about:
                self.about.setdefault(target, []).append(note.guid)
        self.values: dict[tuple[str, str], list[Value]] = {}
        for value in project.values:
            self.values.setdefault((value.owner_kind, value.owner), []).append(value)
        self.types = self._variable_types()

    def root(self) -> Element:
        root = _root(PROJECT_NAMESPACE, "Project")
        root.set("name", _clean(self.project.name))
        root.set("origin", "crosscase")
        self._users(root)
        if self.project.codes:
            codes = _sub(_sub(root, "CodeBook"), "Codes")
            _write_codes(codes, self.project.codes, self.about)
        self._variables(root)
        self._cases(root)
        own = [s for s in self.project.sources if s.parent is None and s.kind != "note"]
        if own:
            sources = _sub(root, "Sources")
            for source in own:
                self._source(sources, source)
        self._notes(root)
        _write_sets(root, self.project.codes, "targetGUID")
        return root

    def _users(self, root: Element) -> None:
        names = sorted({coding.coder for coding in self.project.codings if coding.coder})
        if names:
            users = _sub(root, "Users")
            for name in names:
                _sub(users, "User", guid=guid("user", name), name=name)

    def _variable_types(self) -> dict[str, str]:
        """Return the type of each variable: its own, or Text where a value is not of it."""
        types: dict[str, set[str]] = {}
        for value in self.project.values:
            pattern = _XSD_VALUES.get(value.type)
            fits = pattern is not None and re.fullmatch(pattern, value.value.strip())
            types.setdefault(value.variable, set()).add(value.type if fits else "Text")
        return {name: t.pop() if len(t) == 1 else "Text" for name, t in types.items()}

    def _variables(self, root: Element) -> None:
        if self.types:
            variables = _sub(root, "Variables")
            for name, kind in sorted(self.types.items()):
                _sub(
                    variables, "Variable", guid=guid("variable", name), name=name,
                    typeOfVariable=kind,
                )  # fmt: skip

    def _values(self, element: Element, kind: str, owner: str) -> None:
        for value in self.values.get((kind, owner), []):
            holder = _sub(element, "VariableValue")
            _sub(holder, "VariableRef", targetGUID=guid("variable", value.variable))
            _sub_text(holder, f"{self.types[value.variable]}Value", value.value)

    def _cases(self, root: Element) -> None:
        if not self.project.cases:
            return
        known = {coding.selection for coding in self.project.codings}
        cases = _sub(root, "Cases")
        for case in self.project.cases:
            element = _sub(cases, "Case", guid=guid(case.guid), name=case.name)
            _sub_text(element, "Description", case.description)
            for code in case.codes:
                _sub(element, "CodeRef", targetGUID=guid(code))
            self._values(element, "case", case.guid)
            for source in case.sources:
                _sub(element, "SourceRef", targetGUID=guid(source))
            # A selection without a code is not written, so that nothing may refer to it.
            for selection in case.selections:
                if selection in known:
                    _sub(element, "SelectionRef", targetGUID=guid(selection))

    def _source(self, parent: Element, source: Source) -> None:
        """Append a source: parts, selections, the text layer, codes on the whole, notes, values.

        The schema wants the text layer of a PDF or picture behind the selections by page and
        corners, every other part before them.
        """
        path = f"internal://{guid(source.guid)}.txt" if source.text is not None else None
        element = _sub(
            parent, _SOURCE_TAGS[source.kind], guid=guid(source.guid), name=source.name,
            plainTextPath=path,
        )  # fmt: skip
        parts = self.parts.get(source.guid, [])
        for part in parts:
            if part.kind != "representation":
                self._source(element, part)
        if source.kind == "transcript":
            self._sync_points(element, source)
        self._selections(element, source)
        for part in parts:
            if part.kind == "representation":
                self._source(element, part)
        whole = source.kind != "transcript"  # of which the schema has no codes and no variables
        for coding in self.codings.get(source.guid, ()) if whole else ():
            if coding.kind == "source":
                self._coding(element, coding)
        _note_refs(element, self.about, source.guid)
        if whole:
            self._values(element, "source", source.guid)

    def _grouped(self, source: Source) -> dict[_Place, list[Coding]]:
        """Return the codings of each selection in a source."""
        groups: dict[_Place, list[Coding]] = {}
        for coding in self.codings.get(source.guid, ()):
            if coding.kind != "source":
                key = (coding.selection, coding.kind, coding.start, coding.end, coding.place)
                groups.setdefault(key, []).append(coding)
        return groups

    def _sync_points(self, element: Element, source: Source) -> None:
        """Append the points that selections in a transcript begin and end at."""
        points = {
            (selection, position)
            for selection, kind, start, end, _ in self._grouped(source)
            if kind == "transcript" and start is not None and end is not None
            for position in (start, end)
        }
        for selection, position in sorted(points):
            sync = guid("sync", selection, str(position))
            _sub(element, "SyncPoint", guid=sync, position=str(position))

    def _selections(self, element: Element, source: Source) -> None:
        for place, codings in self._grouped(source).items():
            selection, kind, start, end, _ = place
            name = _beginning(source.text, start, end)
            child = _sub(
                element, _SELECTION_TAGS[kind], guid=guid(selection), name=name,
                **_attributes(place),
            )  # fmt: skip
            for coding in codings:
                self._coding(child, coding)
            _note_refs(child, self.about, selection)

    def _coding(self, parent: Element, coding: Coding) -> None:
        user = guid("user", coding.coder) if coding.coder else None
        element = _sub(parent, "Coding", guid=guid(coding.guid), creatingUser=user)
        _sub(element, "CodeRef", targetGUID=guid(coding.code))
        _note_refs(element, self.about, coding.guid)

    def _notes(self, root: Element) -> None:
        """Append the notes; one that has codings itself is written as a source is."""
        coded = {s.guid: s for s in self.project.sources if s.kind == "note"}
        listed: dict[str, Note] = {note.guid: note for note in self.project.notes}
        for source in coded.values():
            listed.setdefault(source.guid, Note(source.guid, source.name, source.text))
        if not listed:
            return
        notes = _sub(root, "Notes")
        for note in listed.values():
            if note.guid in coded:
                self._source(notes, coded[note.guid])
                continue
            element = _sub(notes, "Note", guid=guid(note.guid), name=note.name)
            _sub_text(element, "PlainTextContent", note.text)


def _attributes(place: _Place) -> dict[str, str]:
    """Return where a selection is, as its element says it."""
    selection, kind, start, end, where = place
    if kind == "text":
        return {"startPosition": str(start), "endPosition": str(end)}
    if kind != "transcript":
        return dict(part.split("=", 1) for part in (where or "").split(";") if "=" in part)
    if start is None:
        return {}
    return {
        "fromSyncPoint": guid("sync", selection, str(start)),
        "toSyncPoint": guid("sync", selection, str(end)),
    }
