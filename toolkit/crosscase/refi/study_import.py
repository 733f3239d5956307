"""A coded project into a study: tables in ``data/``, running text under ``private/``."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError
from crosscase.refi.imported_tables import TABLES, private_folder, project_tables, text_file
from crosscase.refi.project import Project, short_name
from crosscase.refi.replacement import replace_files
from crosscase.study import Study, find_root, read_table
from crosscase.study.known_tables import known_schema, resource_entry
from crosscase.wording import counted

__all__ = ["import_project"]

_NAMED = 8  # sources without text that a message names


def import_project(
    project: Project,
    study: Path | str | None = None,
    *,
    project_id: str | None = None,
    allow_missing: bool = False,
) -> list[str]:
    """Write a project into a study, all of it or nothing.

    The tables ``qda_sources``, ``qda_codes``, ``qda_cases``, ``qda_values`` and ``qda_codings``
    go into ``data/`` and its ``datapackage.json``; texts and memos go to
    ``private/qda/<project_id>/``, which git is told to ignore. Rows of an earlier import of
    the same `project_id` are replaced, those of other projects stay.

    Parameters
    ----------
    project : Project
        From :func:`crosscase.refi.read_project`.
    study : path, optional
        Folder of the study; by default ``$CROSSCASE_STUDY`` or the working folder.
    project_id : str, optional
        Short name under which the project is kept: a–z, 0–9 and ``_``. By default it is made
        from the name of the project's file.
    allow_missing : bool, default False
        Import although texts of sources are missing; their codings stay without a check sum.

    Returns
    -------
    list of str
        Files written, relative to the study's folder.

    Raises
    ------
    DataError
        If texts are missing, the short name is not allowed, the study's data are not valid, or a
        file cannot be written.
    """
    root = find_root(study)
    opened = Study.open(root)
    if project_id is None:
        project_id = short_name(Path(project.file).stem or project.name)
    _check_name(project_id)
    if not allow_missing:
        _check_texts(project)
    folder = private_folder(project_id)
    files = _private_files(project, folder)
    files.update(_tables_text(opened, project_tables(project, opened, project_id=project_id)))
    files.update(_package_text(opened))
    files.update(_ignore_text(root))
    _check_tables(files)
    # Texts of an earlier import whose sources are no longer in the project.
    stale = [p for p in (root / folder).glob("*") if f"{folder}/{p.name}" not in files]
    replace_files({root / name: data for name, data in files.items()}, stale=stale)
    return list(files)


def _check_name(project_id: str) -> None:
    if not re.fullmatch(r"[a-z0-9_]+", project_id):
        raise DataError(
            f"the project's short name {project_id!r} is not allowed: a–z, 0–9 and _ only; "
            "give another with --name"
        )


def _check_texts(project: Project) -> None:
    """Refuse a project whose texts are missing: its quotes could never be checked again."""
    missing = [s.name for s in project.sources if s.missing and s.kind != "note"]
    if missing:
        more = ", …" if len(missing) > _NAMED else ""
        raise DataError(
            f"{project.file or project.name}: the texts of {counted(len(missing), 'source')} are "
            f"missing ({', '.join(missing[:_NAMED])}{more}); export the project with its "
            "sources, or add --allow-missing. Nothing was written"
        )


def _private_files(project: Project, folder: str) -> dict[str, bytes]:
    """Return what is somebody's own words: texts of sources, memos, descriptions of cases."""
    files = {
        f"{folder}/{text_file(source.guid)}": source.text.encode("utf-8", "surrogatepass")
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
        if name in study.tables:
            # As strings: what is not ours goes back as it stands, 007 as 007 and NA as NA.
            old = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""])
            old = old[~old["project_id"].isin(table["project_id"].unique())]
            table = pd.concat([old.astype(object), table])
            table["order"] = table["order"].astype(int)
            table = table.sort_values(["project_id", "order"], kind="stable")
        text = table.to_csv(index=False, lineterminator="\n")
        files[f"data/{name}.csv"] = text.encode("utf-8", "surrogatepass")
    return files


def _package_text(study: Study) -> dict[str, bytes]:
    """Return the data package with the tables, and schema files where the study has some."""
    schemas = {name: _schema(name, study.titles()) for name in TABLES}
    files = {}
    listed = [item for item in study.package["resources"] if item["name"] not in TABLES]
    listed += [resource_entry(name, schema) for name, schema in schemas.items()]
    if (study.root / "data" / "schemas").is_dir():
        for name, schema in schemas.items():
            text = json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
            files[f"data/schemas/{name}.json"] = text.encode()
        listed.sort(key=lambda item: item["name"])  # such a study lists its tables by name
    package = {**study.package, "resources": listed}
    text = json.dumps(package, indent=1, ensure_ascii=False) + "\n"
    return {**files, "data/datapackage.json": text.encode()}


def _schema(name: str, titles: Mapping[str, str]) -> dict[str, Any]:
    """Return a table's schema, with the study's own headings over its cases and propositions."""
    known = known_schema(name)
    for field in known["schema"]["fields"]:
        if field["name"] in {"case_id", "proposition_id"}:
            field["title"] = titles.get(field["name"], field["title"])
    return known


def _ignore_text(root: Path) -> dict[str, bytes]:
    """Return a .gitignore that covers private/, or nothing where it does already."""
    path = root / ".gitignore"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    if {"private", "private/", "/private", "/private/"} & set(text.split()):
        return {}
    gap = "\n" if text and not text.endswith("\n") else ""
    return {".gitignore": f"{text}{gap}private/\n".encode()}


def _check_tables(files: Mapping[str, bytes]) -> None:
    """Read the new tables against their schemas before anything is replaced."""
    with tempfile.TemporaryDirectory(prefix="crosscase-") as folder:
        problems = []
        for name in TABLES:
            path = Path(folder) / f"{name}.csv"
            path.write_bytes(files[f"data/{name}.csv"])
            schema = known_schema(name)["schema"]
            problems += read_table(path, schema, shown=f"data/{name}.csv")[1]
    if problems:
        raise DataError(problems)
