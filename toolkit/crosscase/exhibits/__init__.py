"""Exhibits: publish a result with its evidence; compare two folders; trace a number."""

from __future__ import annotations

from crosscase.exhibits.publishing import (
    Difference,
    Published,
    compare,
    exhibit_folder,
    publish,
    trace,
)

__all__ = [
    "Difference",
    "Published",
    "compare",
    "exhibit_folder",
    "publish",
    "trace",
]


def __dir__() -> list[str]:
    return __all__
