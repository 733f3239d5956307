"""`Study`: a folder with data, notebooks and a paper, opened and checked as one thing."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError, ParameterError, Problem
from crosscase.study.package import (
    column_titles,
    file_sha256,
    find_root,
    primary_key,
    read_package,
    resource,
)
from crosscase.study.reading import foreign_problems, key_columns, nearest, read_table

__all__ = ["Study", "reads"]

_READS: dict[str, str] = {}


def reads() -> dict[str, str]:
    """Return the data files that this process has read: path within the study → SHA-256."""
    return dict(sorted(_READS.items()))


@dataclass(frozen=True)
class Study:
    """A validated study; every table of its data package is an attribute.

    Use :meth:`open`. Tables are DataFrames with the types of ``datapackage.json``; each access
    returns a copy, so that nothing done in a notebook reaches another one.

    Parameters
    ----------
    root : Path
        Folder of the study.
    package : mapping
        The parsed ``datapackage.json``.

    Examples
    --------
    >>> study = Study.open()          # doctest: +SKIP
    >>> study.evidence.shape          # doctest: +SKIP
    (213, 12)
    """

    root: Path
    package: Mapping[str, Any]
    _tables: Mapping[str, pd.DataFrame]

    @classmethod
    def open(cls, path: Path | str | None = None) -> Study:
        """Open and validate the study at (or above) `path`.

        Parameters
        ----------
        path : path, optional
            A folder in the study; by default ``$CROSSCASE_STUDY`` or the working folder.

        Returns
        -------
        Study

        Raises
        ------
        DataError
            With every problem found in any of the tables.
        """
        root = find_root(path)
        package, tables, problems = _load(root)
        if problems:
            raise DataError(problems)
        return cls(root, package, tables)

    @classmethod
    def validate(cls, path: Path | str | None = None) -> tuple[dict[str, int], list[Problem]]:
        """Return the rows of each table and every problem in the study's data."""
        _, tables, problems = _load(find_root(path))
        return {name: len(table) for name, table in tables.items()}, problems

    @property
    def name(self) -> str:
        """Name of the study as its data package says."""
        return str(self.package.get("name", self.root.name))

    @property
    def tables(self) -> list[str]:
        """Names of the tables, sorted."""
        return sorted(self._tables)

    def table(self, name: str) -> pd.DataFrame:
        """Return a copy of table `name`; its ``attrs["table"]`` says which table it is."""
        if name not in self._tables:
            raise DataError(self._no_table(name))
        self._note(resource(self.package, name)["path"])
        table = self._tables[name].copy()
        table.attrs["table"] = name
        return table

    def path(self, *parts: str) -> Path:
        """Return the path of a file under ``data/`` and note that it was read.

        Raises
        ------
        DataError
            If the file is not there.
        """
        path = self.root.joinpath("data", *parts)
        if not path.is_file():
            raise DataError(f"data/{'/'.join(parts)}: no such file in the study {self.root.name}")
        self._note("/".join(parts))
        return path

    def named(self, *, table: str = "cases", by: str = "name") -> Study:
        """Return the study with its cases called by their names instead of their ids.

        Every column that refers to the cases' key, or has its name, is changed with it, so that
        matrices, claims and figures of this study all speak of "North" and none of "north". An id
        that the table does not have stays as it is.

        Parameters
        ----------
        table : str, default "cases"
            The table whose key is replaced.
        by : str, default "name"
            Its column that holds the names.

        Raises
        ------
        ParameterError
            If the table has no such column, or two rows share a name or have none.
        """
        key, own = self.package_key(table), self._tables[table]
        if key is None or by not in own.columns:
            raise ParameterError(
                f"named(table={table!r}, by={by!r}): give a table with a key of one column, and a "
                f"column of it; {table} has: {', '.join(own.columns)}"
            )
        names = own.set_index(key)[by].astype(object)
        if names.isna().any() or names.duplicated().any():
            which = ", ".join(names.index[names.isna() | names.duplicated(keep=False)])
            raise ParameterError(f"{table}.{by}: empty or the same for {which}; names must differ")
        tables = {
            name: held.assign(
                **{
                    c: held[c].map(lambda id: names.get(id, id))
                    for c in self._referring(name, table, key)
                }
            )
            for name, held in self._tables.items()
        }
        return replace(self, _tables=tables)

    def _referring(self, name: str, table: str, key: str) -> list[str]:
        """Return the columns of `name` that hold the key of `table`."""
        found = [key] if key in self._tables[name].columns else []
        for link in resource(self.package, name)["schema"].get("foreignKeys", []):
            other = link["reference"]["resource"] or name
            pairs = zip(
                key_columns(link["fields"]), key_columns(link["reference"]["fields"]), strict=True
            )
            found += [ours for ours, theirs in pairs if (other, theirs) == (table, key)]
        return sorted(set(found))

    def package_key(self, name: str) -> str | None:
        """Return the name of table `name`'s single-column primary key, or None."""
        if name not in self._tables:
            raise DataError(self._no_table(name))
        return primary_key(resource(self.package, name))

    def titles(self, name: str | None = None) -> dict[str, str]:
        """Return the headings of columns as the schemas give them; of table `name` first."""
        return column_titles(self.package, name)

    def fields(self, name: str) -> pd.DataFrame:
        """Return the columns of table `name`: field, type, unit, title, description."""
        if name not in self._tables:
            raise DataError(self._no_table(name))
        listed = resource(self.package, name)["schema"]["fields"]
        plain = {"field": "name", "type": "type", "unit": "unit", "title": "title"}
        return pd.DataFrame(
            [
                {column: item.get(key, "string" if key == "type" else "")
                 for column, key in {**plain, "description": "description"}.items()}
                for item in listed
            ]
        )  # fmt: skip

    def overview(self) -> pd.DataFrame:
        """Return one row a table: its name, rows, columns and title."""
        rows = [
            (name, len(held), held.shape[1], resource(self.package, name).get("title", ""))
            for name, held in sorted(self._tables.items())
        ]
        return pd.DataFrame(rows, columns=["table", "rows", "columns", "holds"])

    def _note(self, relative: str) -> None:
        _READS[f"data/{relative}"] = file_sha256(self.root / "data" / relative)

    def _no_table(self, name: str) -> str:
        return (
            f"the study has no table {name!r}{nearest(name, self._tables)}; "
            f"its tables: {', '.join(self.tables)}"
        )

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._tables:
            return self.table(name)
        raise AttributeError(self._no_table(name))

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._tables})

    def __repr__(self) -> str:
        rows = sum(len(table) for table in self._tables.values())
        return f"Study {self.name}: {len(self._tables)} tables, {rows} rows"

    def _repr_html_(self) -> str:
        listed = self.overview().to_html(index=False, border=0, justify="left")
        return (
            f"<p><b>{html.escape(repr(self))}</b></p>\n"
            f'<div style="max-height: 24em; overflow: auto">\n{listed}\n</div>'
        )


def _load(root: Path) -> tuple[dict[str, Any], dict[str, pd.DataFrame], list[Problem]]:
    package = read_package(root)
    tables: dict[str, pd.DataFrame] = {}
    problems: list[Problem] = []
    described = [entry for entry in package["resources"] if "schema" in entry]
    for entry in described:
        path, shown = root / "data" / entry["path"], f"data/{entry['path']}"
        tables[entry["name"]], found = read_table(path, entry["schema"], shown=shown)
        problems += found
    for entry in described:
        problems += foreign_problems(entry, tables)
    for table in tables.values():
        table.attrs.clear()
    return package, tables, sorted(problems, key=lambda p: (p.file, p.row or 0, p.column or ""))
