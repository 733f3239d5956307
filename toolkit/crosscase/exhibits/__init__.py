"""Exhibits: publish a result with its evidence; compare two folders; trace a number."""

from __future__ import annotations

from crosscase.exhibits.changes_page import changes_page
from crosscase.exhibits.comparing import Changes, Difference, changes, compare
from crosscase.exhibits.folder import BASELINE, ExhibitFolder, exhibit_folder
from crosscase.exhibits.publishing import Published, publish
from crosscase.exhibits.tracing import evidence_rows, trace

__all__ = [
    "BASELINE",
    "Changes",
    "Difference",
    "ExhibitFolder",
    "Published",
    "changes",
    "changes_page",
    "compare",
    "evidence_rows",
    "exhibit_folder",
    "publish",
    "trace",
]


def __dir__() -> list[str]:
    return __all__
