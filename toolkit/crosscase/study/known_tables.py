"""The tables that any study may have; their schemas are held once, in ``schemas/``.

A study keeps its own copy in its data package, where it may say more: other columns, other words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

__all__ = ["known_schema", "known_tables", "resource_entry"]

_FOLDER = resources.files("crosscase.study") / "schemas"


def known_tables() -> list[str]:
    """Return the names of the tables whose schemas are known, sorted.

    Examples
    --------
    >>> known_tables()[:4]
    ['cases', 'claims', 'coders', 'coding']
    """
    return sorted(file.name.removesuffix(".json") for file in _FOLDER.iterdir())


def known_schema(name: str) -> dict[str, Any]:
    """Return a table's title, description and Frictionless schema.

    Parameters
    ----------
    name : str
        One of :func:`known_tables`.

    Returns
    -------
    dict
        ``{"title": …, "description": …, "schema": {"fields": […], "primaryKey": …}}``.

    Examples
    --------
    >>> [field["title"] for field in known_schema("cases")["schema"]["fields"]]
    ['Case', 'Name', 'Role']
    """
    read: dict[str, Any] = json.loads((_FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return read


def resource_entry(
    name: str, schema: Mapping[str, Any], *, path: str | None = None
) -> dict[str, Any]:
    """Return a table's entry in ``datapackage.json``.

    Parameters
    ----------
    name : str
        Name of the table.
    schema : mapping
        What :func:`known_schema` returns, or the same from a file of the study's own.
    path : str, optional
        Its file within ``data/``; the name with ``.csv`` by default.

    Examples
    --------
    >>> resource_entry("cases", known_schema("cases"))["path"]
    'cases.csv'
    """
    head = {"name": name, "path": path or f"{name}.csv", "profile": "tabular-data-resource"}
    return {**head, "format": "csv", "encoding": "utf-8", **schema}


def __dir__() -> list[str]:
    return __all__
