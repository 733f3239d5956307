"""From an evidence id to the row of the study that it names: one rule for all who ask.

An id names the row whose primary key it is. Where several tables have that key, the table with a
``locator`` wins (it says where the source says so), then the first by name. An id that is no key
anywhere names the first row that refers to it in a column ``…_id``: a respondent of whom the study
has no table is still found where he is quoted. A row of a table without such a key, as a coder's
file is, is named by the table and its number there: ``second_reader:12``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from crosscase.study.study import Study

__all__ = ["EvidenceIndex", "EvidenceRow"]

# Columns that say in words what a row states, the fullest first.
_STATEMENTS = ("statement", "finding", "value_text")


@dataclass(frozen=True)
class EvidenceRow:
    """One row of a study's data that an exhibit rests on.

    Parameters
    ----------
    id : str
        Its id.
    table : str
        The table that holds it.
    record : dict
        Its cells by column; missing cells are left out.
    """

    id: str
    table: str
    record: dict[str, Any]

    @property
    def place(self) -> str:
        """Source and locator (or printed sentence), as far as the row has them."""
        where = self.record.get("locator", self.record.get("sentence_id", ""))
        parts = (self.record.get("source_id", ""), where)
        return " ".join(str(part) for part in parts if part)

    @property
    def statement(self) -> str:
        """What the row states, in words; empty where it holds none."""
        return next((str(self.record[name]) for name in _STATEMENTS if name in self.record), "")

    def as_dict(self) -> dict[str, Any]:
        """Return id, table and cells as plain JSON values."""
        plain = json.loads(json.dumps(self.record, default=str))
        return {"id": self.id, "table": self.table, **plain}


class EvidenceIndex:
    """The rows of a study by id.

    Parameters
    ----------
    study : Study
        An opened study.
    """

    def __init__(self, study: Study) -> None:
        self._tables = {name: study.table(name) for name in study.tables}
        self._place: dict[str, tuple[str, int]] = {}
        keys = {name: study.package_key(name) for name in study.tables}
        located = sorted(self._tables, key=lambda n: ("locator" not in self._tables[n].columns, n))
        for name in located:
            key = keys[name]
            self._add(name, [key] if key else [])
        for name in self._tables:
            columns = [c for c in self._tables[name].columns if str(c).endswith("_id")]
            self._add(name, columns)
            if not keys[name]:
                numbers = range(len(self._tables[name]))
                self._place.update({f"{name}:{at + 1}": (name, at) for at in numbers})

    def _add(self, name: str, columns: Iterable[str]) -> None:
        for column in columns:
            for at, value in enumerate(self._tables[name][column]):
                if not pd.isna(value):
                    self._place.setdefault(str(value), (name, at))

    def __contains__(self, id: str) -> bool:
        return id in self._place

    def rows(self, ids: Iterable[str]) -> list[EvidenceRow]:
        """Return the rows of those `ids` that there are, in the order given."""
        return [self._row(id) for id in ids if id in self._place]

    def _row(self, id: str) -> EvidenceRow:
        name, at = self._place[id]
        record = self._tables[name].iloc[at].astype(object)
        return EvidenceRow(id, name, record[record.notna()].to_dict())
