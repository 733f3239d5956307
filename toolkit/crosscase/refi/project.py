"""A coded project as REFI-QDA exchanges it: sources, codes, cases and codings."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TypedDict

import pandas as pd

from crosscase.results import Result
from crosscase.wording import counted, listed

__all__ = [
    "SEPARATOR",
    "Case",
    "Code",
    "Coding",
    "Note",
    "Project",
    "ProjectDict",
    "Source",
    "Value",
    "quote_sha1",
    "short_name",
]

SEPARATOR = " > "  # between the names of a code's path; a name itself may hold a slash


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


class CodingDict(TypedDict):
    """A coding for JSON output: names instead of GUIDs."""

    source: str
    start: int | None
    end: int | None
    code: str
    coder: str | None
    quote_sha1: str | None


class ProjectDict(TypedDict):
    """What :meth:`Project.as_dict` returns."""

    counts: dict[str, int]
    positions: str
    warnings: list[str]
    codings: list[CodingDict]


@dataclass(frozen=True, repr=False)
class Project(Result):
    """A coded project or a codebook; see :func:`crosscase.refi.read_project`.

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
    file : str
        The file that it was read from; empty for a project that was made.
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
    warnings: tuple[str, ...] = ()
    file: str = ""

    @property
    def title(self) -> str:
        """Name, origin and counts in one line."""
        origin = self.origin or "origin not stated"
        return f"REFI-QDA project {self.name!r} ({origin}): {self.summary}"

    @property
    def summary(self) -> str:
        """The counts in words."""
        return listed(counted(n, what.removesuffix("s")) for what, n in self.counts.items())

    @property
    def counts(self) -> dict[str, int]:
        """Numbers of sources, codes, cases and codings in the file."""
        # A transcript is part of its recording, and a memo that somebody coded is still a memo.
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

    def as_dict(self) -> ProjectDict:
        """Return counts, positions, warnings and codings for JSON output."""
        paths = {code.guid: code.path for code in self.codes}
        names = {source.guid: source.name for source in self.sources}
        return {
            "counts": self.counts,
            "positions": self.positions,
            "warnings": list(self.warnings),
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


def short_name(text: str) -> str:
    """Return a name in a–z, 0–9 and ``_``, as a project is kept under in a study.

    Examples
    --------
    >>> short_name("My Wards (2)"), short_name("病房")
    ('my_wards_2', 'project')
    """
    return re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_") or "project"
