"""A project that was imported into a study, put together again from its tables and its texts."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from crosscase.refi.identifiers import guid
from crosscase.refi.imported_tables import private_folder
from crosscase.refi.project import Case, Code, Coding, Note, Source, Value
from crosscase.refi.records import Record, records
from crosscase.study import Study

__all__ = ["ImportedProject"]


class ImportedProject:
    """One imported project on its way out again.

    Texts and memos come from ``private/``, where they still lie there; a clone of a study has
    the tables alone.

    Parameters
    ----------
    study : Study
        The study that it was imported into.
    project_id : str
        The short name that it has there.
    taken : collection of str
        GUIDs that are in use: what has one of these gets another. The same project may have been
        imported twice, under two names.
    """

    def __init__(self, study: Study, project_id: str, *, taken: Collection[str]) -> None:
        # Taken once, before the project adds its own: a GUID is changed everywhere or nowhere.
        self.study, self.project_id, self.taken = study, project_id, frozenset(taken)
        self._parents = {
            self._name(row["qda_source_id"]): self._name(row["parent_id"])
            for row in self._rows("qda_sources")
            if row["parent_id"]
        }
        self._memos = self._read_memos()

    def codes(self) -> list[Code]:
        """Return the codes, each after the one above it."""
        return [
            Code(
                self._name(row["qda_code_id"]), row["code_path"] or "", row["name"] or "",
                self._name(row["parent_id"]) if row["parent_id"] else None,
                bool(row["is_codable"]), row["color"], row["description"],
                _parts(row["sets"]),
            )
            for row in self._rows("qda_codes")
        ]  # fmt: skip

    def sources(self) -> list[Source]:
        """Return the sources and their parts, with their texts where these are at hand."""
        found = []
        for row in self._rows("qda_sources"):
            identifier = self._name(row["qda_source_id"])
            parent = self._parents.get(identifier)
            text = self._text(row["text_file"])
            found.append(Source(identifier, row["name"], row["kind"], text, parent))
        return found

    def cases(self) -> list[tuple[str | None, Case]]:
        """Return the cases, each with the id of the study's case that it was matched with."""
        descriptions = self._memos.get("case_descriptions", {})
        found = []
        for row in self._rows("qda_cases"):
            identifier = self._name(row["qda_case_id"])
            case = Case(
                identifier, row["name"] or identifier, descriptions.get(row["qda_case_id"]),
                self._names(row["code_ids"]), self._names(row["source_ids"]),
                self._names(row["selection_ids"]),
            )  # fmt: skip
            found.append((row["case_id"], case))
        return found

    def values(self) -> list[Value]:
        """Return the values of variables."""
        return [
            Value(
                row["owner_kind"], self._name(row["owner_id"]), row["variable"], row["type"],
                row["value"] or "",
            )
            for row in self._rows("qda_values")
        ]  # fmt: skip

    def codings(self) -> list[Coding]:
        """Return the codings."""
        found = []
        for row in self._rows("qda_codings"):
            document = self._name(row["qda_source_id"])
            found.append(
                Coding(
                    self._name(row["qda_coding_id"]), self._parents.get(document, document),
                    document, self._name(row["selection_id"]),
                    row["selection_kind"], row["start"], row["end"],
                    self._name(row["qda_code_id"]), row["coder"], row["quote_sha1"], row["place"],
                )
            )  # fmt: skip
        return found

    def notes(self) -> list[Note]:
        """Return the memos."""
        return [
            Note(
                self._name(memo["guid"]), memo["name"], memo["text"],
                tuple(self._name(target) for target in memo["about"]),
            )
            for memo in self._memos.get("notes", [])
        ]  # fmt: skip

    def _rows(self, name: str) -> list[Record]:
        table = self.study.table(name)
        return records(table[table["project_id"] == self.project_id])

    def _name(self, identifier: str) -> str:
        """Return a GUID that nothing else uses."""
        return guid(self.project_id, identifier) if identifier in self.taken else identifier

    def _names(self, joined: str | None) -> tuple[str, ...]:
        return tuple(self._name(part) for part in _parts(joined))

    def _text(self, file: str | None) -> str | None:
        path = self.study.root / (file or "")
        return path.read_bytes().decode("utf-8", "surrogatepass") if path.is_file() else None

    def _read_memos(self) -> dict[str, Any]:
        path = self.study.root / private_folder(self.project_id) / "memos.json"
        if not path.is_file():
            return {}
        read: dict[str, Any] = json.loads(path.read_text("utf-8", errors="surrogatepass"))
        return read


def _parts(joined: str | None) -> tuple[str, ...]:
    return tuple((joined or "").split("; ")) if joined else ()
