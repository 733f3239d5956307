"""What is read of a study whose tables need not be valid yet: its folder, a table as text.

Features are made before evidence is coded, often in a folder with `data/` and no data package.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from crosscase.errors import DataError
from crosscase.study import Study, find_root, read_table

__all__ = ["StudyLike", "opened", "text_table"]

StudyLike: TypeAlias = Study | Path | str | None
"""A study, its folder, or None for the study that the working folder lies in."""


def opened(study: StudyLike) -> Study:
    """Return a study that notes what is read of it; its tables are neither read nor checked.

    Parameters
    ----------
    study : Study, Path, str or None
        A folder with `data/features` is taken as it is; another one may lie within a study.
    """
    if isinstance(study, Study):
        return study
    if study is not None and (Path(study) / "data" / "features").is_dir():
        return Study(Path(study), {}, {})
    return Study(find_root(study), {}, {})


def text_table(study: Study, name: str) -> pd.DataFrame | None:
    """Return ``data/<name>.csv`` with every cell as text, or None if there is no such file.

    Parameters
    ----------
    study : Study
        The study; its data package is not asked.
    name : str
        Name of the table.

    Returns
    -------
    DataFrame or None
        Columns as in the file's header; empty cells are "".

    Raises
    ------
    DataError
        If the file is not UTF-8, or a row cannot be read or has another length than the header.
    """
    if not (study.root / "data" / f"{name}.csv").is_file():
        return None
    path = study.path(f"{name}.csv")
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header = next(csv.reader(file), [])
    fields = [{"name": column.strip()} for column in header]
    schema = {"fields": fields, "mayBeEmpty": True}
    table, problems = read_table(path, schema, shown=f"data/{path.name}")
    if problems:
        raise DataError(problems)
    return table.astype(object).fillna("")
