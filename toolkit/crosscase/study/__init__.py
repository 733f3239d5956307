"""A study: a folder with data, notebooks and a paper, opened and checked as one thing."""

from __future__ import annotations

from crosscase.study.codings import coded_sentences, codings
from crosscase.study.evidence_index import EvidenceIndex, EvidenceRow
from crosscase.study.making import new_study
from crosscase.study.package import file_sha256, find_root
from crosscase.study.reading import read_table
from crosscase.study.study import Study, reads

__all__ = [
    "EvidenceIndex",
    "EvidenceRow",
    "Study",
    "coded_sentences",
    "codings",
    "file_sha256",
    "find_root",
    "new_study",
    "read_table",
    "reads",
]


def __dir__() -> list[str]:
    return __all__
