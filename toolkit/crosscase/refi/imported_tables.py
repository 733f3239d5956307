"""The tables ``qda_…`` that a coded project becomes in a study."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import pandas as pd

from crosscase.refi.matching import known_ids
from crosscase.refi.project import Project
from crosscase.study import Study
from crosscase.study.known_tables import known_schema

__all__ = ["TABLES", "private_folder", "project_tables", "text_file"]

TABLES = ("qda_sources", "qda_codes", "qda_cases", "qda_values", "qda_codings")
_Row: TypeAlias = dict[str, str | int | None]
_Propositions: TypeAlias = Mapping[str, tuple[str | None, int | None]]


def project_tables(project: Project, study: Study, *, project_id: str) -> dict[str, pd.DataFrame]:
    """Return a project's tables, with ids of the study where its names match.

    A case matches a study's case by id, ``name`` or ``full_name``, whatever the letter case. A
    code belongs to a proposition if a name in its path is the proposition's id, alone or
    followed by a colon, full stop, dash or bracket (``P1: Roles``); below it a code named
    ``supports`` or ``contradicts`` (or ``pro``, ``against``, ``contra``, ``+``, ``-``) gives the
    stance. Without such a code the stance stays empty: it is not guessed. A coding belongs to
    the cases that hold its selection or, if none does, its source.

    Parameters
    ----------
    project : Project
    study : Study
    project_id : str

    Returns
    -------
    dict of str to DataFrame
        ``qda_sources``, ``qda_codes``, ``qda_cases``, ``qda_values``, ``qda_codings``.
    """
    known = known_ids(study)
    cases = {case.guid: known.case_id(case.name) for case in project.cases}
    codes = {code.guid: known.proposition(code.path) for code in project.codes}
    rows = {
        "qda_sources": _source_rows(project, project_id),
        "qda_codes": _code_rows(project, codes),
        "qda_cases": _case_rows(project, cases),
        "qda_values": _value_rows(project),
        "qda_codings": _coding_rows(project, cases, codes),
    }
    return {name: _table(name, listed, project_id) for name, listed in rows.items()}


def private_folder(project_id: str) -> str:
    """Return the folder of a project's texts and memos, within the study."""
    return f"private/qda/{project_id}"


def text_file(guid: str) -> str:
    """Return a file name for a source's text; a GUID that is none becomes its check sum.

    Examples
    --------
    >>> text_file("0458f113-b451-482e-9390-520e78c68b56")
    '0458f113-b451-482e-9390-520e78c68b56.txt'
    >>> text_file("../evil")
    '2d6afc710923ce47ddbfb2dc8b851f63.txt'
    """
    # Six characters or more: no name that Windows keeps for itself (con, nul, com1).
    safe = re.fullmatch(r"[a-z0-9][a-z0-9_-]{5,63}", guid)
    return f"{guid if safe else hashlib.sha256(guid.encode()).hexdigest()[:32]}.txt"


def _table(name: str, rows: Iterable[_Row], project_id: str) -> pd.DataFrame:
    # Cells are written as they are; types are those of the schema when the table is read again.
    columns = [field["name"] for field in known_schema(name)["schema"]["fields"]]
    numbered = [
        {"project_id": project_id, "order": number, **row}
        for number, row in enumerate(rows, start=1)
    ]
    return pd.DataFrame(numbered, columns=columns, dtype=object)


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


def _source_rows(project: Project, project_id: str) -> list[_Row]:
    rows: list[_Row] = []
    for source in project.sources:
        row: _Row = {
            "qda_source_id": source.guid,
            "parent_id": source.parent,
            "name": source.name,
            "kind": source.kind,
        }
        if source.text is not None:
            row["characters"] = len(source.text)
            data = source.text.encode("utf-8", "surrogatepass")
            row["sha256"] = hashlib.sha256(data).hexdigest()
            row["text_file"] = f"{private_folder(project_id)}/{text_file(source.guid)}"
        rows.append(row)
    return rows


def _code_rows(project: Project, propositions: _Propositions) -> list[_Row]:
    return [
        {
            "qda_code_id": code.guid,
            "code_path": code.path,
            "name": code.name,
            "parent_id": code.parent,
            "is_codable": "true" if code.codable else "false",
            "color": code.color,
            "sets": _joined(code.sets),
            "proposition_id": propositions[code.guid][0],
            "stance": propositions[code.guid][1],
            "description": code.description,
        }
        for code in project.codes
    ]


def _case_rows(project: Project, cases: Mapping[str, str | None]) -> list[_Row]:
    return [
        {
            "qda_case_id": case.guid,
            "name": case.name,
            "case_id": cases[case.guid],
            "source_ids": _joined(case.sources),
            "selection_ids": _joined(case.selections),
            "code_ids": _joined(case.codes),
        }
        for case in project.cases
    ]


def _value_rows(project: Project) -> list[_Row]:
    return [
        {
            "owner_kind": value.owner_kind,
            "owner_id": value.owner,
            "variable": value.variable,
            "type": value.type,
            "value": value.value,
        }
        for value in project.values
    ]


def _coding_rows(
    project: Project, cases: Mapping[str, str | None], propositions: _Propositions
) -> list[_Row]:
    by_selection, by_source = _case_ids(project, cases)
    names = {source.guid: source.name for source in project.sources}
    paths = {code.guid: code.path for code in project.codes}
    rows: list[_Row] = []
    for coding in project.codings:
        # A case that holds the passage itself says more than one that holds the whole source.
        held = by_selection.get(coding.selection) or by_source.get(coding.source) or set()
        rows.append(
            {
                "qda_coding_id": coding.guid,
                "qda_source_id": coding.document,
                "source": names[coding.source],
                "selection_id": coding.selection,
                "selection_kind": coding.kind,
                "start": coding.start,
                "end": coding.end,
                "qda_code_id": coding.code,
                "code_path": paths[coding.code],
                "coder": coding.coder,
                "quote_sha1": coding.quote_sha1,
                "case_ids": _joined(sorted(held)),
                "proposition_id": propositions[coding.code][0],
                "stance": propositions[coding.code][1],
                "place": coding.place,
            }
        )
    return rows


def _case_ids(
    project: Project, cases: Mapping[str, str | None]
) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the study's cases that hold each selection, and each source."""
    by_selection: dict[str, set[str]] = {}
    by_source: dict[str, set[str]] = {}
    for case in project.cases:
        identifier = cases[case.guid]
        for guids, index in ((case.selections, by_selection), (case.sources, by_source)):
            for guid in guids if identifier else ():
                index.setdefault(guid, set()).add(str(identifier))
    return by_selection, by_source
