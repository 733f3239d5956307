"""A REFI-QDA file read as a project: every reference in it checked, every problem told at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from crosscase.errors import DataError, Problem
from crosscase.refi.container import Container, open_container
from crosscase.refi.elements import Findings, child_text, children, descendants, guid_of, targets
from crosscase.refi.identifiers import plain_guid
from crosscase.refi.markup import Element, local_name, parse
from crosscase.refi.project import (
    SEPARATOR,
    Case,
    Code,
    Coding,
    Note,
    Project,
    Source,
    Value,
    quote_sha1,
)
from crosscase.refi.selections import Selected, in_code_points, read_selections
from crosscase.refi.source_texts import read_sources, warn_of_missing
from crosscase.refi.vocabulary import CODEBOOK_NAMESPACE, PROJECT_NAMESPACE

__all__ = ["read_project"]


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
    findings = Findings(container.path.name)
    root = parse(container.project, shown=findings.shown)
    if local_name(root) not in {"Project", "CodeBook"}:
        problem = Problem(
            findings.shown, root.sourceline, None, "not a REFI-QDA file: the root element is",
            local_name(root), "it must be Project or CodeBook",
        )  # fmt: skip
        raise DataError([problem])
    _check_namespace(root, findings)
    return _project(root, container, findings)


def _check_namespace(root: Element, findings: Findings) -> None:
    namespace = root.tag.rpartition("}")[0].lstrip("{")
    if namespace not in {PROJECT_NAMESPACE, CODEBOOK_NAMESPACE}:
        findings.warnings.append(
            f"namespace {namespace!r} is not that of the standard 1.0; read by the elements' names"
        )


def _project(root: Element, container: Container, findings: Findings) -> Project:
    codes = _codes(root, findings)
    found = read_sources(root, container, findings)
    sources = [item.source for item in found]
    selections = [s for item in found for s in read_selections(item, findings)]
    cases, values = _cases(root, findings), _values(root, findings)
    _check_cases(root, codes, sources, selections, findings)
    # Only now, with every selection known, can it be told what their numbers count.
    decision, settled = in_code_points(selections, found, origin=root.get("origin") or "")
    codings = _codings(settled, sources, codes, _users(root), findings)
    if findings.problems:
        raise DataError(findings.problems)
    warn_of_missing(sources, findings)
    coded = {coding.document for coding in codings}
    is_project = local_name(root) == "Project"
    return Project(
        name=root.get("name") or container.path.stem,
        origin=root.get("origin") or "",
        codes=tuple(codes),
        sources=tuple(s for s in sources if s.kind != "note" or s.guid in coded),
        cases=tuple(cases),
        codings=tuple(codings),
        values=tuple(values),
        notes=tuple(_notes(root, sources)),
        positions=decision.sentence if is_project else Project.positions,
        warnings=tuple(dict.fromkeys(findings.warnings)),
        file=str(container.path),
    )


def _users(root: Element) -> dict[str, str | None]:
    return {guid_of(u): u.get("name") or u.get("id") for u in descendants(root, "User")}


def _codes(root: Element, findings: Findings) -> list[Code]:
    """Return the codes in the order of the file: each after the one above it."""
    sets = _sets(root)
    codes: list[Code] = []
    paths: dict[str, str] = {}
    for element in descendants(root, "Code"):
        above = element.getparent()
        parent = guid_of(above) if above is not None and local_name(above) == "Code" else None
        guid, name = findings.own_guid(element), element.get("name") or ""
        # A code stands within the one above it, so that its path is known by now.
        if guid in paths:
            mend = "each code has its own GUID; export the project once more"
            findings.problem(element, "two codes have the same GUID", guid, mend)
        path = f"{paths[parent]}{SEPARATOR}{name}" if parent in paths else name
        paths[guid] = path
        codes.append(
            Code(
                guid, path, name, parent, (element.get("isCodable") or "true") != "false",
                element.get("color"), child_text(element, "Description"),
                tuple(sets.get(guid, ())),
            )
        )  # fmt: skip
    return codes


def _sets(root: Element) -> dict[str, list[str]]:
    """Return the names of the sets that each code is in."""
    sets: dict[str, list[str]] = {}
    for group in descendants(root, "Set"):
        for member in children(group, "MemberCode"):
            # The project's schema has targetGUID here, the codebook's has guid.
            target = plain_guid(member.get("targetGUID") or member.get("guid"))
            sets.setdefault(target, []).append(group.get("name") or "")
    return sets


def _cases(root: Element, findings: Findings) -> list[Case]:
    return [
        Case(
            findings.own_guid(element),
            element.get("name") or guid_of(element),
            child_text(element, "Description"),
            targets(element, "CodeRef"),
            targets(element, "SourceRef"),
            targets(element, "SelectionRef"),
        )
        for element in descendants(root, "Case")
    ]


def _values(root: Element, findings: Findings) -> list[Value]:
    """Return the values of variables; those without a text are left out."""
    variables = {guid_of(v): v for v in descendants(root, "Variable")}
    values = []
    for element in descendants(root, "VariableValue"):
        owner = element.getparent()
        target = next(iter(targets(element, "VariableRef")), "")
        if target not in variables:
            mend = "the project has no variable of this GUID"
            findings.problem(element, "an unknown variable", target, mend)
            continue
        # The value's element says its type: TextValue, IntegerValue, …
        given = next((e for e in element if local_name(e).endswith("Value")), None)
        if given is None or given.text is None:
            continue
        values.append(
            Value(
                "case" if local_name(owner) == "Case" else "source",
                guid_of(owner),
                variables[target].get("name") or target,
                local_name(given).removesuffix("Value"),
                given.text,
            )
        )
    return values


def _check_cases(
    root: Element,
    codes: Iterable[Code],
    sources: Iterable[Source],
    selections: Iterable[Selected],
    findings: Findings,
) -> None:
    """Note what cases refer to and the file does not hold."""
    known = {
        "CodeRef": {code.guid for code in codes},
        "SourceRef": {source.guid for source in sources},
        "SelectionRef": {selected.guid for selected in selections},
    }
    for element in descendants(root, "Case"):
        for name, guids in known.items():
            for reference in children(element, name):
                if plain_guid(reference.get("targetGUID")) not in guids:
                    what = f"the case {element.get('name')!r} refers to an unknown GUID"
                    mend = "the project does not hold it; export the project once more"
                    value = reference.get("targetGUID") or ""
                    findings.problem(reference, what, value, mend)


def _codings(
    selections: Iterable[Selected],
    sources: Sequence[Source],
    codes: Iterable[Code],
    users: Mapping[str, str | None],
    findings: Findings,
) -> list[Coding]:
    """Return a coding for each code on a selection."""
    by_guid = {source.guid: source for source in sources}
    known = {code.guid for code in codes}
    codings = []
    for selected in selections:
        sha1 = _sha1(selected, by_guid[selected.document], findings)
        for element in selected.codings:
            target = next(iter(targets(element, "CodeRef")), "")
            if target not in known:
                mend = "the project has no code of this GUID; export the project once more"
                findings.problem(element, "a coding refers to an unknown code", target, mend)
                continue
            codings.append(
                Coding(
                    findings.own_guid(element), selected.source, selected.document,
                    selected.guid or f"{selected.document}/source", selected.kind,
                    selected.start, selected.end, target,
                    _coder(element, selected, users, findings), sha1, selected.place,
                )
            )  # fmt: skip
    return codings


def _sha1(selected: Selected, document: Source, findings: Findings) -> str | None:
    """Return the check sum of the quote; None where the text or the place is not there."""
    text, start, end = document.text, selected.start, selected.end
    if text is None or start is None or end is None:
        return None
    if start < 0 or end > len(text):
        if selected.codings:
            findings.warnings.append(
                f"{document.name}: the selection {start}–{end} (line {selected.line}) lies "
                f"beyond the text, which has {len(text)} characters"
            )
        return None
    return quote_sha1(text[start:end])


def _coder(
    element: Element, selected: Selected, users: Mapping[str, str | None], findings: Findings
) -> str | None:
    """Return who coded: the coding's user, or that of the selection."""
    user = plain_guid(element.get("creatingUser") or selected.coder)
    if user and user not in users:
        findings.warnings.append(f"the coder {user} is not among the project's users; left empty")
    return users.get(user)


def _notes(root: Element, sources: Iterable[Source]) -> Iterator[Note]:
    about: dict[str, list[str]] = {}
    for reference in descendants(root, "NoteRef"):
        target = plain_guid(reference.get("targetGUID"))
        about.setdefault(target, []).append(guid_of(reference.getparent()))
    for source in sources:
        if source.kind == "note":
            targets_of_note = tuple(dict.fromkeys(filter(None, about.get(source.guid, ()))))
            yield Note(source.guid, source.name, source.text, targets_of_note)
