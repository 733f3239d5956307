"""A project as REFI-QDA files: the same project, the same bytes."""

from __future__ import annotations

import io
import os
import re
import tempfile
import uuid
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from crosscase.errors import DataError
from crosscase.refi.project import Code, Coding, Note, Project, Source, Value

__all__ = ["codebook_xml", "guid", "project_archive", "project_xml", "write_bytes"]

PROJECT_NAMESPACE = "urn:QDA-XML:project:1.0"
CODEBOOK_NAMESPACE = "urn:QDA-XML:codebook:1.0"
_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, PROJECT_NAMESPACE)
_SNIPPET = 100
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TAGS = {
    "text": "TextSource", "pdf": "PDFSource", "picture": "PictureSource", "audio": "AudioSource",
    "video": "VideoSource", "note": "Note", "representation": "Representation",
    "description": "TextDescription", "transcript": "Transcript",
}  # fmt: skip
_SELECTION_TAGS = {
    "pdf": "PDFSelection", "picture": "PictureSelection", "audio": "AudioSelection",
    "video": "VideoSelection",
}  # fmt: skip
_XSD_VALUES = {
    "Boolean": r"true|false|0|1",
    "Integer": r"[+-]?\d+",
    "Float": r"[+-]?(\d+\.?\d*|\.\d+)",
    "Date": r"-?\d{4,}-\d\d-\d\d",
    "DateTime": r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)?",
}


def guid(*parts: str) -> str:
    """Return the GUID that stands for `parts`; a single GUID stands for itself.

    Examples
    --------
    >>> guid("0458F113-B451-482E-9390-520E78C68B56")
    '0458f113-b451-482e-9390-520e78c68b56'
    >>> guid("code", "sharing") == guid("code", "sharing") != guid("code", "learning")
    True
    """
    if len(parts) == 1 and _GUID.fullmatch(parts[0].lower()):
        return parts[0].lower()
    return str(uuid.uuid5(_NAMESPACE, "\x1f".join(parts)))


def codebook_xml(project: Project) -> bytes:
    """Return a project's codes as the XML of a ``.qdc`` file.

    Parameters
    ----------
    project : Project

    Returns
    -------
    bytes
        UTF-8, valid against Codebook.xsd.

    Raises
    ------
    DataError
        If there are no codes: the format has no empty codebook.
    """
    if not project.codes:
        raise DataError("there are no codes to export; code some evidence first")
    root = etree.Element(
        _qualified(CODEBOOK_NAMESPACE, "CodeBook"), nsmap={None: CODEBOOK_NAMESPACE}
    )
    root.set("origin", "crosscase")
    codes = _sub(root, "Codes")
    _write_codes(codes, project.codes, {})
    _write_sets(root, project.codes, "guid")
    return _serialised(root)


def project_xml(project: Project) -> bytes:
    """Return the XML of ``project.qde``; texts are referred to, not held.

    Parameters
    ----------
    project : Project

    Returns
    -------
    bytes
        UTF-8, valid against Project.xsd. Positions count code points.
    """
    return _serialised(_Writer(project).root())


def project_archive(project: Project) -> bytes:
    """Return the bytes of a ``.qdpx`` archive.

    Parameters
    ----------
    project : Project

    Returns
    -------
    bytes
        Members are stored, not compressed, with a fixed time: compressors differ between
        machines, the bytes of this file do not.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        _store(archive, "project.qde", project_xml(project))
        for source in sorted(project.sources, key=lambda s: s.guid):
            if source.text is not None:
                data = source.text.encode("utf-8", "surrogatepass")
                _store(archive, f"Sources/{guid(source.guid)}.txt", data)
    return buffer.getvalue()


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file under a temporary name, then rename it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".crosscase-", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).chmod(0o644)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise DataError(f"{path}: cannot be written ({error.strerror})") from None


def _store(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, data)


def _qualified(namespace: str, name: str) -> str:
    return f"{{{namespace}}}{name}"


def _sub(parent: Any, tag: str, /, **attributes: str | None) -> Any:
    """Append an element of the parent's namespace; attributes that are None are left out."""
    element = etree.SubElement(parent, _qualified(etree.QName(parent).namespace, tag))
    for key, value in attributes.items():
        if value is not None:
            element.set(key, _clean(value))
    return element


def _sub_text(parent: Any, name: str, text: str | None) -> None:
    if text is not None:
        _sub(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Replace what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


def _snippet(text: str | None, start: int | None, end: int | None) -> str | None:
    """Return a quote's beginning: it tells any reader what the positions count."""
    if text is None or start is None or end is None:
        return None
    quote = " ".join(text[start : min(end, start + 400)].split())
    return quote if len(quote) <= _SNIPPET else f"{quote[:_SNIPPET].rstrip()}…"


def _serialised(root: Any) -> bytes:
    etree.indent(root, space=" ")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _write_codes(parent: Any, codes: Iterable[Code], notes: Mapping[str, list[str]]) -> None:
    elements: dict[str | None, Any] = {}
    for code in codes:
        above = elements.get(code.parent, parent) if code.parent else parent
        colour = (
            code.color
            if re.fullmatch("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})", code.color or "")
            else None
        )
        element = _sub(
            above, "Code", guid=guid(code.guid), name=code.name,
            isCodable="true" if code.codable else "false", color=colour,
        )  # fmt: skip
        _sub_text(element, "Description", code.description)
        _note_refs(element, notes, code.guid)
        elements[code.guid] = element


def _write_sets(root: Any, codes: Iterable[Code], attribute: str) -> None:
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


def _note_refs(element: Any, notes: Mapping[str, list[str]], target: str) -> None:
    for note in notes.get(target, ()):
        _sub(element, "NoteRef", targetGUID=guid(note))


class _Writer:
    """Builds the tree of one project in the order that the schema wants."""

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
        self.types = self._variable_types()

    def root(self) -> Any:
        namespace = PROJECT_NAMESPACE
        root = etree.Element(_qualified(namespace, "Project"), nsmap={None: namespace})
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

    def _users(self, root: Any) -> None:
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

    def _variables(self, root: Any) -> None:
        if self.types:
            variables = _sub(root, "Variables")
            for name, kind in sorted(self.types.items()):
                _sub(
                    variables, "Variable", guid=guid("variable", name), name=name,
                    typeOfVariable=kind,
                )  # fmt: skip

    def _values(self, element: Any, kind: str, owner: str) -> None:
        for value in self._values_of(kind, owner):
            holder = _sub(element, "VariableValue")
            _sub(holder, "VariableRef", targetGUID=guid("variable", value.variable))
            _sub_text(holder, f"{self.types[value.variable]}Value", value.value)

    def _values_of(self, kind: str, owner: str) -> list[Value]:
        if not hasattr(self, "_by_owner"):
            self._by_owner: dict[tuple[str, str], list[Value]] = {}
            for value in self.project.values:
                self._by_owner.setdefault((value.owner_kind, value.owner), []).append(value)
        return self._by_owner.get((kind, owner), [])

    def _cases(self, root: Any) -> None:
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
            for selection in case.selections:
                if selection in known:
                    _sub(element, "SelectionRef", targetGUID=guid(selection))

    def _source(self, parent: Any, source: Source) -> None:
        path = f"internal://{guid(source.guid)}.txt" if source.text is not None else None
        element = _sub(
            parent, _TAGS[source.kind], guid=guid(source.guid), name=source.name,
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
        if source.kind == "transcript":
            return
        for coding in self.codings.get(source.guid, ()):
            if coding.kind == "source":
                self._coding(element, coding)
        _note_refs(element, self.about, source.guid)
        self._values(element, "source", source.guid)

    def _grouped(self, source: Source) -> dict[tuple[Any, ...], list[Coding]]:
        groups: dict[tuple[Any, ...], list[Coding]] = {}
        for coding in self.codings.get(source.guid, ()):
            if coding.kind != "source":
                key = (coding.selection, coding.kind, coding.start, coding.end, coding.place)
                groups.setdefault(key, []).append(coding)
        return groups

    def _sync_points(self, element: Any, source: Source) -> None:
        points = {
            (selection, position)
            for selection, kind, start, end, _ in self._grouped(source)
            if kind == "transcript" and start is not None
            for position in (start, end)
        }
        for selection, position in sorted(points):
            sync = guid("sync", selection, str(position))
            _sub(element, "SyncPoint", guid=sync, position=str(position))

    def _selections(self, element: Any, source: Source) -> None:
        for (selection, kind, start, end, place), codings in self._grouped(source).items():
            if kind == "transcript":
                tag = "TranscriptSelection"
                attributes = {} if start is None else {
                    "fromSyncPoint": guid("sync", selection, str(start)),
                    "toSyncPoint": guid("sync", selection, str(end)),
                }  # fmt: skip
            elif kind == "text":
                tag = "PlainTextSelection"
                attributes = {"startPosition": str(start), "endPosition": str(end)}
            else:
                tag = _SELECTION_TAGS[kind]
                attributes = dict(p.split("=", 1) for p in (place or "").split(";") if "=" in p)
            name = _snippet(source.text, start, end)
            child = _sub(element, tag, guid=guid(selection), name=name, **attributes)
            for coding in codings:
                self._coding(child, coding)
            _note_refs(child, self.about, selection)

    def _coding(self, parent: Any, coding: Coding) -> None:
        user = guid("user", coding.coder) if coding.coder else None
        element = _sub(parent, "Coding", guid=guid(coding.guid), creatingUser=user)
        _sub(element, "CodeRef", targetGUID=guid(coding.code))
        _note_refs(element, self.about, coding.guid)

    def _notes(self, root: Any) -> None:
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
