"""Small projects as tools write them, made by hand: what the tests of refi read."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

from crosscase.refi import read_project
from crosscase.refi.counting import CountingRule

CODE_A = "aaaaaaaa-0000-4000-8000-000000000001"
CODE_B = "aaaaaaaa-0000-4000-8000-000000000002"
USER = "bbbbbbbb-0000-4000-8000-000000000001"
NAMESPACE = "urn:QDA-XML:project:1.0"
CODES = (
    f'<CodeBook><Codes><Code guid="{CODE_A}" name="Loss" isCodable="true" color="#6366f1">'
    f'<Description>taken away</Description><Code guid="{CODE_B}" name="Staff" isCodable="true"/>'
    "</Code></Codes></CodeBook>"
)


def made_guid(kind: str, number: int) -> str:
    return f"{hashlib.sha1(kind.encode()).hexdigest()[:8]}-0000-4000-8000-{number:012d}"


def sha1(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()


def coding(number: int, code: str = CODE_A) -> str:
    guid = made_guid("cod", number)
    return f'<Coding guid="{guid}"><CodeRef targetGUID="{code}"/></Coding>'


def selection(number: int, start: int, end: int, *, name: str = "", code: str = CODE_B) -> str:
    return (
        f'<PlainTextSelection guid="{made_guid("sel", number)}" name={quoteattr(name)} '
        f'startPosition="{start}" endPosition="{end}" creatingUser="{USER}">'
        f"{coding(number, code)}</PlainTextSelection>"
    )


def text_source(selections: str, number: int = 1) -> str:
    guid = made_guid("src", number)
    return (
        f'<TextSource guid="{guid}" name="ward {number}.txt" '
        f'plainTextPath="internal://{guid}.txt">{selections}</TextSource>'
    )


def project_xml(sources: str, *, codes: str = CODES, extra: str = "", origin: str = "Test") -> str:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NAMESPACE}" name="Wards" '
        f'origin="{origin}"><Users><User guid="{USER}" name="Lena"/></Users>{codes}{extra}'
        f"<Sources>{sources}</Sources></Project>"
    )


def archive(
    path: Path, xml: str | bytes, texts: Mapping[int, bytes], folder: str = "Sources"
) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("project.qde", xml)
        for number, data in texts.items():
            made.writestr(f"{folder}/{made_guid('src', number)}.txt", data)
    return path


def simple(folder: Path, text: str, quotes: Sequence[str], *, named: bool = False) -> Path:
    """A project of one text whose positions are code points."""
    selections = "".join(
        selection(n, text.index(q), text.index(q) + len(q), name=q if named else "")
        for n, q in enumerate(quotes)
    )
    return archive(folder / "p.qdpx", project_xml(text_source(selections)), {1: text.encode()})


def quotes_in(path: Path, text: str) -> list[str]:
    """What lies at the positions that are read."""
    return [text[c.start : c.end] for c in read_project(path).codings]


def position(text: str, at: int, reading: CountingRule, *, marked: bool) -> int:
    """The position that a tool of this habit writes, counted the slow way."""
    units = {
        "code points": lambda s: len(s),
        "UTF-16 units": lambda s: len(s.encode("utf-16-le")) // 2,
        "UTF-8 bytes": lambda s: len(s.encode()),
    }[reading.unit]
    before = text[:at]
    if reading.newline == "CRLF counted as one":
        before = before.replace("\r\n", "\n")
    elif reading.newline == "line feed counted as two":
        before = before.replace("\n", "\r\n")
    mark = units("\ufeff") if reading.mark_counted and marked else 0
    return units(before) + mark + reading.first


def wards(folder: Path) -> Path:
    """A project whose cases and codes are those of the template study, as a person names them.

    Case "FIRM A" is the template's firm_a and holds the source; "Firm Z" is not in the template.
    """
    text = "They send reports up.\nNothing comes back down.\n"
    codes = (
        "<CodeBook><Codes>"
        f'<Code guid="{made_guid("code", 1)}" name="P1: upward" isCodable="true">'
        f'<Code guid="{made_guid("code", 2)}" name="Supports" isCodable="true"/></Code>'
        f'<Code guid="{made_guid("code", 3)}" name="P2" isCodable="true">'
        f'<Code guid="{made_guid("code", 4)}" name="contradicts" isCodable="true"/></Code>'
        f'<Code guid="{made_guid("code", 5)}" name="P10 is none of ours" isCodable="true"/>'
        "</Codes></CodeBook>"
    )
    variable = made_guid("var", 1)
    cases = (
        f'<Variables><Variable guid="{variable}" name="staff" typeOfVariable="Integer"/>'
        f'</Variables><Cases><Case guid="{made_guid("case", 1)}" name="FIRM A">'
        "<Description>private remark</Description>"
        f'<VariableValue><VariableRef targetGUID="{variable}"/><IntegerValue>12</IntegerValue>'
        f'</VariableValue><SourceRef targetGUID="{made_guid("src", 1)}"/></Case>'
        f'<Case guid="{made_guid("case", 2)}" name="Firm Z"/></Cases>'
    )
    quotes = [("They send reports up.", 2), ("Nothing comes back down.", 4), ("reports", 5)]
    selections = "".join(
        selection(n, text.index(q), text.index(q) + len(q), name=q, code=made_guid("code", c))
        for n, (q, c) in enumerate(quotes)
    )
    xml = project_xml(text_source(selections), codes=codes, extra=cases)
    return archive(folder / "My Wards.qdpx", xml, {1: text.encode()})
