"""Sources of a project as they are read: what they are, and their texts from the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tqdm import tqdm

from crosscase.refi.container import Container
from crosscase.refi.elements import Findings
from crosscase.refi.markup import Element, local_name
from crosscase.refi.project import Source
from crosscase.refi.vocabulary import PART_KINDS, SOURCE_KINDS
from crosscase.wording import counted

__all__ = ["SourceElement", "read_sources", "warn_of_missing"]

_WITHOUT_TEXT = {"pdf", "picture", "audio", "video"}
_NAMED = 3  # missing texts that a warning names


@dataclass(frozen=True)
class SourceElement:
    """A source with the element that it was read from.

    `marked` says that the file of its text began with a byte order mark, which some tools count.
    """

    element: Element
    source: Source
    marked: bool = False


def read_sources(root: Element, container: Container, findings: Findings) -> list[SourceElement]:
    """Return sources, their parts and the notes, in the order of the file.

    Parameters
    ----------
    root : lxml element
        Of the project.
    container : Container
        Where the texts are.
    findings : Findings
        What is wrong is added to it.
    """
    found = []
    elements = [element for element in root.iter() if local_name(element) in SOURCE_KINDS]
    for element in tqdm(elements, desc="sources", disable=None, delay=2, leave=False):
        own = _read(element, SOURCE_KINDS[local_name(element)], None, container, findings)
        found.append(own)
        for part in element.iterchildren():
            if local_name(part) in PART_KINDS:
                kind = PART_KINDS[local_name(part)]
                found.append(_read(part, kind, own.source, container, findings))
    return found


def warn_of_missing(sources: Iterable[Source], findings: Findings) -> None:
    """Add a warning that names texts which are not at hand."""
    missing = [f"{s.name}: {s.missing}" for s in sources if s.missing and s.kind != "note"]
    if missing:
        more = ", …" if len(missing) > _NAMED else ""
        verb = "is" if len(missing) == 1 else "are"
        findings.warnings.append(
            f"{counted(len(missing), 'text')} {verb} missing "
            f"({', '.join(missing[:_NAMED])}{more}); "
            "their codings keep the positions of the file, without a check sum"
        )


def _read(
    element: Element, kind: str, parent: Source | None, container: Container, findings: Findings
) -> SourceElement:
    guid = findings.own_guid(element)
    given = element.get("name") or ""
    name = given if given.strip() else (parent.name if parent else guid)
    if kind in _WITHOUT_TEXT:
        return SourceElement(element, Source(guid, name, kind))
    text, marked, missing = _text_of(element, container, findings)
    source = Source(guid, name, kind, text, parent.guid if parent else None, missing)
    return SourceElement(element, source, marked)


def _text_of(
    element: Element, container: Container, findings: Findings
) -> tuple[str | None, bool, str | None]:
    """Return the text, whether a byte order mark stood before it, and why it is missing."""
    reference = element.get("plainTextPath") or ""
    raw = container.read(reference) if reference else None
    if raw is not None:
        text, marked, remark = _decoded(raw)
        if remark:
            findings.warnings.append(f"{element.get('name') or reference}: {remark}")
        return text, marked, None
    # Some tools put the text into the project as well; the file is the one that positions count.
    inline = element.find("{*}PlainTextContent")
    if inline is not None:
        return inline.text or "", False, None
    missing = f"no file {reference!r}" if reference else "no plain text in the project"
    return None, False, missing


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
