"""Where a study is on disk, and what its data package says of its tables."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crosscase.errors import DataError, Problem

__all__ = [
    "PACKAGE",
    "column_titles",
    "file_sha256",
    "find_root",
    "primary_key",
    "read_package",
    "resource",
]

PACKAGE = Path("data") / "datapackage.json"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file's bytes as 64 hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def find_root(start: Path | str | None = None) -> Path:
    """Return the folder of the study that `start` lies in.

    Parameters
    ----------
    start : path, optional
        A folder in or below the study; by default ``$CROSSCASE_STUDY`` or the working folder.

    Raises
    ------
    DataError
        If neither the folder nor one above it holds ``data/datapackage.json``.
    """
    given = start if start is not None else os.environ.get("CROSSCASE_STUDY", ".")
    place = Path(given).resolve()
    for folder in (place, *place.parents):
        if (folder / PACKAGE).is_file():
            return folder
    if start is not None and not place.exists():
        raise DataError(f"{given}: there is no such folder; give the folder of a study")
    raise DataError(
        f"{given}: no study here: neither this folder nor one above it has {PACKAGE.as_posix()}; "
        "give the study's folder, or make a study with 'crosscase new DIR'"
    )


def read_package(root: Path) -> dict[str, Any]:
    """Return the parsed ``data/datapackage.json`` of the study at `root`.

    Raises
    ------
    DataError
        If it is no JSON, lists no table, or a table lacks its name, path or fields.
    """
    path = root / PACKAGE
    try:
        package = json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        where = getattr(error, "lineno", None)
        raise DataError(
            [Problem(PACKAGE.as_posix(), where, None, f"not a JSON file in UTF-8 ({error})")]
        ) from None
    resources = package.get("resources") if isinstance(package, dict) else None
    if not isinstance(resources, list) or not resources:
        raise DataError(
            f"{PACKAGE.as_posix()}: 'resources' is missing or empty; list the study's tables there"
        )
    for number, entry in enumerate(resources, start=1):
        absent = [key for key in ("name", "path") if not isinstance(entry.get(key), str)]
        schema = entry.get("schema", {"fields": []})
        if absent or not isinstance(schema, dict) or not isinstance(schema.get("fields"), list):
            raise DataError(
                f"{PACKAGE.as_posix()}: resource {number} ({entry.get('name', '?')}) needs "
                "'name', 'path' and 'schema.fields'"
            )
    return dict(package)


def resource(package: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return the entry of table `name`."""
    return next(item for item in package["resources"] if item["name"] == name)


def primary_key(entry: Mapping[str, Any]) -> str | None:
    """Return a table's primary key if it is a single column."""
    key = entry.get("schema", {}).get("primaryKey")
    columns = [key] if isinstance(key, str) else list(key or [])
    return columns[0] if len(columns) == 1 else None


def column_titles(package: Mapping[str, Any], table: str | None = None) -> dict[str, str]:
    """Return the headings that the schemas give to columns: name → title.

    A column of `table` has that table's title. Of other columns those are known on whose title
    every table that has them agrees.

    Examples
    --------
    >>> field = {"name": "case_id", "title": "Firm"}
    >>> column_titles({"resources": [{"name": "cases", "schema": {"fields": [field]}}]})
    {'case_id': 'Firm'}
    """
    found: dict[str, set[str]] = {}
    own: dict[str, str] = {}
    for entry in package["resources"]:
        for field in entry.get("schema", {}).get("fields", []):
            title = field.get("title", "")
            found.setdefault(field["name"], set()).add(title)
            if entry["name"] == table and title:
                own[field["name"]] = title
    shared = {name: next(iter(titles)) for name, titles in found.items() if len(titles) == 1}
    return {**{name: title for name, title in shared.items() if title}, **own}
