"""REFI-QDA: coded projects from NVivo, ATLAS.ti, MAXQDA, QualCoder, Taguette and others.

``read_project`` reads ``.qdpx``, ``.qde`` and ``.qdc``; ``import_project`` puts what was read
into a study; ``export_study`` writes a study as ``.qdpx`` or ``.qdc``. Running text of the
sources never goes to ``data/``: it lies under ``private/``, which git ignores.
"""

from __future__ import annotations

from crosscase.refi.coded_evidence import evidence_of_codings
from crosscase.refi.imported_tables import project_tables
from crosscase.refi.project import Project, quote_sha1
from crosscase.refi.reading import read_project
from crosscase.refi.study_export import export_study, study_project
from crosscase.refi.study_import import import_project

__all__ = [
    "Project",
    "evidence_of_codings",
    "export_study",
    "import_project",
    "project_tables",
    "quote_sha1",
    "read_project",
    "study_project",
]


def __dir__() -> list[str]:
    return __all__
