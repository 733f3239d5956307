"""Exhibits: publish a result with its evidence; compare two folders; trace a number."""

from __future__ import annotations

from crosscase.exhibits.comparing import Difference, compare
from crosscase.exhibits.folder import BASELINE, ExhibitFolder, exhibit_folder
from crosscase.exhibits.publishing import Published, publish
from crosscase.exhibits.tracing import evidence_rows, trace

__all__ = [
    "BASELINE",
    "Difference",
    "ExhibitFolder",
    "Published",
    "compare",
    "evidence_rows",
    "exhibit_folder",
    "publish",
    "trace",
]


def __dir__() -> list[str]:
    return __all__
