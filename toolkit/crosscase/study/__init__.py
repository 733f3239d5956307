"""A study: a folder with data, notebooks and a paper, opened and checked as one thing."""

from __future__ import annotations

from crosscase.study.study import (
    Study,
    file_sha256,
    find_root,
    read_table,
    reads,
)

__all__ = [
    "Study",
    "file_sha256",
    "find_root",
    "read_table",
    "reads",
]


def __dir__() -> list[str]:
    return __all__
