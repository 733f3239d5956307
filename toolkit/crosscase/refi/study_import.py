"""A coded project into a study: tables in ``data/``, running text under ``private/``."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError
from crosscase.refi.project import SEPARATOR, Case, Coding, Project
from crosscase.refi.schemas import SCHEMAS, resource
from crosscase.study.study import Study, find_root, read_table

__all__ = ["evidence_of_codings", "import_project", "project_tables"]

_STANCES = {
    "supports": 1, "support": 1, "supporting": 1, "pro": 1, "+": 1,
    "contradicts": -1, "contradict": -1, "contradicting": -1, "against": -1, "contra": -1, "-": -1,
}  # fmt: skip
_ID_TAIL = r"\s*([:.,–—(\-]\s|[:.(–—]|$)"


@dataclass(frozen=True)
class _Known:
    """The ids of the study that names in a project are matched with."""

    cases: Mapping[str, str]
    propositions: tuple[str, ...]


def import_project(project: Project, study: Path | str | None, *, project_id: str) -> list[str]:
    """Write a project into a study, all of it or nothing.

    The tables ``qda_sources``, ``qda_codes``, ``qda_cases``, ``qda_values`` and ``qda_codings``
    go into ``data/`` and its ``datapackage.json``; texts and memos go to
    ``private/qda/<project_id>/``, which git is told to ignore. Rows of an earlier import of
    the same `project_id` are replaced, those of other projects stay.

    Parameters
    ----------
    project : Project
        From :func:`crosscase.refi.read_project`.
    study : path or None
        Folder of the study.
    project_id : str
        Short name under which the project is kept: a–z, 0–9 and ``_``.

    Returns
    -------
    list of str
        Files written, relative to the study's folder.

    Raises
    ------
    DataError
        If the study's data are not valid, or a file cannot be written.
    """
    root = find_root(study)
    opened = Study.open(root)
    if not re.fullmatch(r"[a-z0-9_]+", project_id):
        raise DataError(
            f"the project's short name {project_id!r} is not allowed: a–z, 0–9 and _ only; "
            "give another with --name"
        )
    private = f"private/qda/{project_id}"
    files = _private_files(project, private)
    files.update(_tables_text(opened, project_tables(project, opened, project_id=project_id)))
    files.update(_package_text(opened))
    ignore = _ignore_text(root)
    if ignore is not None:
        files[".gitignore"] = ignore
    _check(files)
    stale = [p for p in (root / private).glob("*") if f"{private}/{p.name}" not in files]
    _replace_all(root, files, stale)
    return list(files)


def project_tables(project: Project, study: Study, *, project_id: str) -> dict[str, pd.DataFrame]:
    """Return a project's tables, with ids of the study where its names match.

    A case matches a study's case by id, ``name`` or ``full_name``, whatever the letter case. A
    code belongs to a proposition if a name in its path is the proposition's id, alone or
    followed by a colon, full stop, dash or bracket (``APA1: Roles``); below it a code named
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
    known = _known(study)
    cases = {case.guid: _case_id(case, known) for case in project.cases}
    codes = {code.guid: _proposition(code.path, known) for code in project.codes}
    rows = {
        "qda_sources": _source_rows(project, project_id),
        "qda_codes": _code_rows(project, codes),
        "qda_cases": _case_rows(project, cases),
        "qda_values": [
            {
                "owner_kind": value.owner_kind,
                "owner_id": value.owner,
                "variable": value.variable,
                "type": value.type,
                "value": value.value,
            }
            for value in project.values
        ],
        "qda_codings": _coding_rows(project, cases, codes),
    }
    tables = {}
    for name, listed in rows.items():
        columns = [item["name"] for item in SCHEMAS[name]["schema"]["fields"]]
        numbered = [
            {"project_id": project_id, "order": number, **row}
            for number, row in enumerate(listed, start=1)
        ]
        tables[name] = pd.DataFrame(numbered, columns=columns, dtype=object)
    return tables


def evidence_of_codings(study: Study) -> pd.DataFrame:
    """Return imported codings as rows of evidence: case × proposition with a stance.

    Parameters
    ----------
    study : Study
        A study into which projects were imported.

    Returns
    -------
    DataFrame
        ``evidence_id, source_id, locator, case_id, proposition_id, code, stance, specificity,
        coder, quote_sha1``, one row per coding and case; codings without case, proposition or
        stance are left out. After a
        choice of coders it can be given to :func:`crosscase.comparison.support_matrix`.
        Specificity is ``firm`` for a coding of one case, else ``joint``.

    Raises
    ------
    DataError
        If no project was imported.
    """
    if "qda_codings" not in study.tables:
        raise DataError(
            "the study has no imported codings; bring some in with 'crosscase import-qda FILE'"
        )
    codings = study.table("qda_codings").dropna(subset=["case_ids", "proposition_id", "stance"])
    rows = []
    for coding in codings.itertuples(index=False):
        cases = coding.case_ids.split("; ")
        for case in cases:
            rows.append(
                {
                    "evidence_id": f"{coding.project_id}-{coding.order:05d}-{case}",
                    "source_id": coding.source,
                    "locator": f"characters {coding.start}–{coding.end}",
                    "case_id": case,
                    "proposition_id": coding.proposition_id,
                    "code": coding.code_path,
                    "stance": int(coding.stance),
                    "specificity": "firm" if len(cases) == 1 else "joint",
                    "coder": coding.coder,
                    "quote_sha1": coding.quote_sha1,
                }
            )
    columns = [
        "evidence_id", "source_id", "locator", "case_id", "proposition_id", "code", "stance",
        "specificity", "coder", "quote_sha1",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _known(study: Study) -> _Known:
    cases: dict[str, str] = {}
    if "cases" in study.tables:
        table = study.table("cases")
        for column in ("full_name", "name", "case_id"):
            if column in table and "case_id" in table:
                pairs = zip(table[column], table["case_id"], strict=True)
                cases.update({_folded(a): b for a, b in pairs if isinstance(a, str)})
    ids: list[str] = []
    if "propositions" in study.tables and "proposition_id" in study.table("propositions"):
        ids = study.table("propositions")["proposition_id"].dropna().tolist()
    return _Known(cases, tuple(sorted(ids, key=len, reverse=True)))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _case_id(case: Case, known: _Known) -> str | None:
    return known.cases.get(_folded(case.name))


def _proposition(path: str, known: _Known) -> tuple[str | None, int | None]:
    names = path.split(SEPARATOR)
    for depth, name in enumerate(names):
        for identifier in known.propositions:
            if re.match(re.escape(identifier) + _ID_TAIL, name.strip(), re.IGNORECASE):
                below = [_STANCES.get(_folded(n)) for n in names[depth + 1 :]]
                return identifier, next((s for s in below if s is not None), None)
    return None, None


def _joined(parts: Any) -> str | None:
    return "; ".join(parts) or None


def _text_file(guid: str) -> str:
    """Return a file name for a source; a GUID that is none becomes its check sum."""
    safe = re.fullmatch(r"[a-z0-9][a-z0-9_-]{5,63}", guid)
    return f"{guid if safe else hashlib.sha256(guid.encode()).hexdigest()[:32]}.txt"


def _source_rows(project: Project, project_id: str) -> list[dict[str, Any]]:
    rows = []
    for source in project.sources:
        text = source.text
        data = None if text is None else text.encode("utf-8", "surrogatepass")
        rows.append(
            {
                "qda_source_id": source.guid,
                "parent_id": source.parent,
                "name": source.name,
                "kind": source.kind,
                "characters": None if text is None else len(text),
                "sha256": None if data is None else hashlib.sha256(data).hexdigest(),
                "text_file": None
                if text is None
                else f"private/qda/{project_id}/{_text_file(source.guid)}",
            }
        )
    return rows


def _code_rows(
    project: Project, matched: Mapping[str, tuple[str | None, int | None]]
) -> list[dict[str, Any]]:
    return [
        {
            "qda_code_id": code.guid,
            "code_path": code.path,
            "name": code.name,
            "parent_id": code.parent,
            "is_codable": "true" if code.codable else "false",
            "color": code.color,
            "sets": _joined(code.sets),
            "proposition_id": matched[code.guid][0],
            "stance": matched[code.guid][1],
            "description": code.description,
        }
        for code in project.codes
    ]


def _case_rows(project: Project, matched: Mapping[str, str | None]) -> list[dict[str, Any]]:
    return [
        {
            "qda_case_id": case.guid,
            "name": case.name,
            "case_id": matched[case.guid],
            "source_ids": _joined(case.sources),
            "selection_ids": _joined(case.selections),
            "code_ids": _joined(case.codes),
        }
        for case in project.cases
    ]


def _coding_rows(
    project: Project,
    cases: Mapping[str, str | None],
    codes: Mapping[str, tuple[str | None, int | None]],
) -> list[dict[str, Any]]:
    by_selection: dict[str, list[str]] = {}
    by_source: dict[str, list[str]] = {}
    for case in project.cases:
        identifier = cases[case.guid]
        for guids, index in ((case.selections, by_selection), (case.sources, by_source)):
            for guid in guids:
                index.setdefault(guid, []).extend([identifier] if identifier else [])
    names = {source.guid: source.name for source in project.sources}
    paths = {code.guid: code.path for code in project.codes}

    def cases_of(coding: Coding) -> set[str]:
        return set(by_selection.get(coding.selection) or by_source.get(coding.source) or [])

    return [
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
            "case_ids": _joined(sorted(cases_of(coding))),
            "proposition_id": codes[coding.code][0],
            "stance": codes[coding.code][1],
            "place": coding.place,
        }
        for coding in project.codings
    ]


def _private_files(project: Project, folder: str) -> dict[str, bytes]:
    files = {
        f"{folder}/{_text_file(source.guid)}": source.text.encode("utf-8", "surrogatepass")
        for source in project.sources
        if source.text is not None
    }
    memos = {
        "name": project.name,
        "origin": project.origin,
        "positions": project.positions,
        "notes": [
            {"guid": n.guid, "name": n.name, "about": list(n.about), "text": n.text}
            for n in project.notes
        ],
        "case_descriptions": {c.guid: c.description for c in project.cases if c.description},
    }
    text = json.dumps(memos, indent=1, ensure_ascii=False) + "\n"
    files[f"{folder}/memos.json"] = text.encode("utf-8", "surrogatepass")
    return files


def _tables_text(study: Study, tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    """Return the CSV files: other projects' rows as they stand, then this project's."""
    files = {}
    for name, table in tables.items():
        path = study.root / "data" / f"{name}.csv"
        if name in study.tables and path.is_file():
            old = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
            old = old[~old["project_id"].isin(table["project_id"].unique())]
            table = pd.concat([old.astype(object), table], ignore_index=True)
            table["order"] = table["order"].astype(int)
            table = table.sort_values(["project_id", "order"], kind="stable")
        text = table.to_csv(index=False, lineterminator="\n")
        files[f"data/{name}.csv"] = text.encode("utf-8", "surrogatepass")
    return files


def _package_text(study: Study) -> dict[str, bytes]:
    """Return the data package with the tables, and fragments where the study has some."""
    files = {}
    if (study.root / "data" / "schemas").is_dir():
        for name, schema in SCHEMAS.items():
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            files[f"data/schemas/{name}.json"] = text.encode()
    others = [item for item in study.package["resources"] if item["name"] not in SCHEMAS]
    listed = [*others, *(resource(name) for name in SCHEMAS)]
    if files:  # a study with fragments lists its tables by name
        listed.sort(key=lambda item: item["name"])
    package = {**study.package, "resources": listed}
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    return {**files, "data/datapackage.json": text.encode()}


def _ignore_text(root: Path) -> bytes | None:
    """Return a .gitignore that covers private/, or None where it does already."""
    path = root / ".gitignore"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if {"private", "private/", "/private", "/private/"} & set(text.split()):
        return None
    return (text + ("\n" if text and not text.endswith("\n") else "") + "private/\n").encode()


def _check(files: Mapping[str, bytes]) -> None:
    """Read the new tables against their schemas before anything is replaced."""
    with tempfile.TemporaryDirectory(prefix="crosscase-") as folder:
        problems = []
        for name in SCHEMAS:
            path = Path(folder) / f"{name}.csv"
            path.write_bytes(files[f"data/{name}.csv"])
            problems += read_table(path, SCHEMAS[name]["schema"], shown=f"data/{name}.csv")[1]
    if problems:
        raise DataError(problems)


def _replace_all(root: Path, files: Mapping[str, bytes], stale: list[Path]) -> None:
    """Write every file beside its place, then rename all; put the old ones back if one fails."""
    staged: list[tuple[Path, Path]] = []
    before: dict[Path, bytes | None] = {}
    made: list[Path] = []
    try:
        for name, data in files.items():
            target = root / name
            made += _make_folders(target.parent)
            handle, temporary = tempfile.mkstemp(prefix=".crosscase-", dir=target.parent)
            staged.append((Path(temporary), target))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(temporary).chmod(0o644)
        for temporary_path, target in staged:
            before[target] = target.read_bytes() if target.is_file() else None
            temporary_path.replace(target)
        for path in stale:
            path.unlink()
    except BaseException as error:
        _undo(staged, before, made)
        if isinstance(error, OSError):
            where = error.filename or root
            raise DataError(
                f"{where}: cannot be written ({error.strerror}); nothing was changed"
            ) from None
        raise


def _make_folders(folder: Path) -> list[Path]:
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _undo(
    staged: list[tuple[Path, Path]], before: Mapping[Path, bytes | None], made: list[Path]
) -> None:
    for target, old in before.items():
        if old is None:
            target.unlink(missing_ok=True)
        else:
            target.write_bytes(old)
    for temporary, _ in staged:
        temporary.unlink(missing_ok=True)
    for folder in sorted(made, key=lambda p: len(p.parts), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
