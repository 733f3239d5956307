"""A study as a coded project: its evidence, its codebook, and what was imported."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from crosscase.errors import DataError
from crosscase.refi.identifiers import guid
from crosscase.refi.imported_projects import ImportedProject
from crosscase.refi.project import (
    SEPARATOR,
    Case,
    Code,
    Coding,
    Note,
    Project,
    Source,
    Value,
    quote_sha1,
)
from crosscase.refi.records import Record, records
from crosscase.refi.replacement import replace_files
from crosscase.refi.writing import codebook_xml, project_archive
from crosscase.study import Study

__all__ = ["export_study", "study_project"]

_STANCES = {1: "supports", -1: "contradicts"}
# Columns that say which row it is or where it stands, not what the case or the source is like.
_NO_VARIABLES = {"case_id", "source_id", "name", "order", "locator", "sha256", "file"}
# Columns of a codebook from the most general code down.
_LEVELS = ("mechanism", "topic", "idea", "term")


def export_study(
    study: Study, out: Path | str, *, with_evidence: bool = True
) -> tuple[Project, list[Path]]:
    """Write a study as ``.qdpx`` or ``.qdc``.

    Parameters
    ----------
    study : Study
    out : path
        ``X.qdpx``: the project. ``X.qdc``: the codebook. A folder, or a name without suffix:
        both, in that folder, under the study's name.
    with_evidence : bool, default True
        Also export the study's own evidence, and not only imported codings.

    Returns
    -------
    project : Project
    written : list of Path

    Raises
    ------
    DataError
        If the suffix is another one, there is nothing to export or a file cannot be written.
    """
    out = Path(out)
    suffix = out.suffix.lower()
    project = study_project(study, with_evidence=with_evidence)
    if suffix in {".qdpx", ".qdc"} and not out.is_dir():
        files = {out: project_archive(project) if suffix == ".qdpx" else codebook_xml(project)}
    elif suffix == "" or out.is_dir():
        files = {
            out / f"{study.name}.qdpx": project_archive(project),
            out / f"{study.name}.qdc": codebook_xml(project),
        }
    else:
        raise DataError(
            f"{out}: the suffix {out.suffix!r} is not one of an exchange file; "
            "give .qdpx (project), .qdc (codebook), or a folder for both"
        )
    replace_files(files)
    return project, list(files)


def study_project(study: Study, *, with_evidence: bool = True) -> Project:
    """Return a study as a project.

    Each source with evidence becomes a text of its statements, ``[locator] statement`` a line:
    the statements are the study's own words, the source's text is not needed. Each row is a
    selection with two codings, its code (``a/b`` becomes ``a > b``) and its proposition
    (``Propositions > P1 > supports``), and belongs to its case. The codebook's terms hang under
    ``Codebook``. Imported projects come out as they went in, with their texts where these still
    lie under ``private/``.

    Parameters
    ----------
    study : Study
    with_evidence : bool, default True

    Returns
    -------
    Project
    """
    builder = _Builder(study)
    if with_evidence:
        builder.add_propositions()
        builder.add_evidence()
        builder.add_codebook()
    builder.add_cases(with_evidence=with_evidence)
    builder.add_imported()
    return builder.project()


class _Builder:
    """Collects the parts of the project; GUIDs follow from the study's name and its ids."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.codes: dict[tuple[str, ...], Code] = {}
        self.imported_codes: list[Code] = []
        self.sources: list[Source] = []
        self.cases: dict[str, Case] = {}
        self.codings: list[Coding] = []
        self.values: list[Value] = []
        self.notes: list[Note] = []
        self.selected: dict[str, list[str]] = {}

    def project(self) -> Project:
        return Project(
            name=self.study.name,
            origin="crosscase",
            codes=(*self._ordered_codes(), *self.imported_codes),
            sources=tuple(self.sources),
            cases=tuple(self.cases.values()),
            codings=tuple(self.codings),
            values=tuple(self.values),
            notes=tuple(self.notes),
            positions="code points",
        )

    def _guid(self, *parts: str) -> str:
        return guid(self.study.name, *parts)

    def _table(self, name: str) -> pd.DataFrame:
        return self.study.table(name) if name in self.study.tables else pd.DataFrame()

    def _ordered_codes(self) -> Iterator[Code]:
        """Yield codes parents first, siblings as they came."""
        children: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
        for path in self.codes:
            children.setdefault(path[:-1], []).append(path)
        # Depth first, as a file nests them; evidence may name a code after one that is below it.
        waiting = list(reversed(children.get((), [])))
        while waiting:
            path = waiting.pop()
            yield self.codes[path]
            waiting += reversed(children.get(path, []))

    def _code(self, *path: str, description: str | None = None, codable: bool = True) -> str:
        """Return the GUID of a code, made with those above it where it is new."""
        for depth in range(1, len(path) + 1):
            part = path[:depth]
            if part not in self.codes:
                parent = self._guid("code", *part[:-1]) if depth > 1 else None
                last = depth == len(path)
                self.codes[part] = Code(
                    self._guid("code", *part), SEPARATOR.join(part), part[-1], parent,
                    codable or not last, None,
                    description if last else None,
                )  # fmt: skip
        return self.codes[path].guid

    def add_propositions(self) -> None:
        for row in records(self._table("propositions")):
            self._code("Propositions", codable=False)
            identifier = row["proposition_id"]
            self._code("Propositions", identifier, description=row.get("statement"))
            for stance in _STANCES.values():
                self._code("Propositions", identifier, stance)

    def add_evidence(self) -> None:
        evidence = self._table("evidence")
        definitions = {
            row["code"]: row.get("definition") for row in records(self._table("evidence_codes"))
        }
        for code, definition in definitions.items():
            self._code(*code.split("/"), description=definition)
        if evidence.empty:
            return
        for source, rows in evidence.groupby("source_id"):
            self._add_statements(str(source), rows)
        for row in records(self._table("sources")):
            owner = self._guid("source", row["source_id"])
            if any(s.guid == owner for s in self.sources):
                self.values += _variables("source", owner, row)

    def _add_statements(self, source: str, rows: pd.DataFrame) -> None:
        """Add a text of statements with a selection per row of evidence."""
        owner = self._guid("source", source)
        lines: dict[tuple[str, str], tuple[int, int]] = {}
        text = ""
        for row in records(rows):
            # Rows of one statement (joint, or on several propositions) share its place in the text.
            key = (row.get("locator") or "", row.get("statement") or "")
            if key not in lines:
                text += f"[{key[0]}] "
                lines[key] = (len(text), len(text) + len(key[1]))
                text += key[1] + "\n"
            start, end = lines[key]
            selection = self._guid("selection", row["evidence_id"])
            self.selected.setdefault(row["case_id"], []).append(selection)
            codes = {"code": self._code(*row["code"].split("/"))} if row.get("code") else {}
            stance = _STANCES.get(row.get("stance") or 0)
            if stance and row.get("proposition_id"):
                path = ("Propositions", row["proposition_id"], stance)
                codes["proposition"] = self._code(*path)
            for kind, code in codes.items():
                coding = self._guid("coding", row["evidence_id"], kind)
                self.codings.append(
                    Coding(
                        coding, owner, owner, selection, "text", start, end, code, None,
                        quote_sha1(key[1]),
                    )
                )  # fmt: skip
        self.sources.append(Source(owner, f"{source} (statements)", "text", text))

    def add_codebook(self) -> None:
        table = self._table("codebook")
        if "term" not in table:
            return
        for row in records(table):
            path = [str(row[level]) for level in _LEVELS if row.get(level)]
            self._code("Codebook", codable=False)
            self._code("Codebook", *path, description=row.get("definition"))

    def add_cases(self, *, with_evidence: bool) -> None:
        if not with_evidence:
            return
        for row in records(self._table("cases")):
            owner = self._guid("case", row["case_id"])
            selections = tuple(self.selected.get(row["case_id"], ()))
            self.cases[row["case_id"]] = Case(
                owner, row.get("name") or row["case_id"], selections=selections
            )
            self.values += _variables("case", owner, row)

    def add_imported(self) -> None:
        if "qda_codings" not in self.study.tables:
            return
        for project_id in self._table("qda_codes")["project_id"].unique():
            imported = ImportedProject(self.study, str(project_id), taken=self._taken())
            self.imported_codes += imported.codes()
            self.sources += imported.sources()
            self.values += imported.values()
            self.codings += imported.codings()
            self.notes += imported.notes()
            for case_id, case in imported.cases():
                self._add_case(case_id, case)

    def _taken(self) -> set[str]:
        """Return every GUID that is in use."""
        parts = (
            self.sources, self.imported_codes, self.cases.values(), self.codings, self.notes,
        )  # fmt: skip
        taken = {item.guid for part in parts for item in part}
        return taken | {coding.selection for coding in self.codings}

    def _add_case(self, case_id: str | None, case: Case) -> None:
        """Add a case, or what it refers to, to the study's case that it was matched with."""
        own = self.cases.get(case_id or "")
        if case_id is None or own is None:
            self.cases[case.guid] = case
            return
        self.cases[case_id] = replace(
            own,
            codes=(*own.codes, *case.codes),
            sources=(*own.sources, *case.sources),
            selections=(*own.selections, *case.selections),
        )


def _variables(kind: str, owner: str, row: Record) -> list[Value]:
    """Return a row's cells as values of variables that are called as the columns are."""
    values = []
    for name, cell in row.items():
        if name in _NO_VARIABLES or cell is None:
            continue
        if isinstance(cell, bool):
            values.append(Value(kind, owner, name, "Boolean", "true" if cell else "false"))
        elif isinstance(cell, int):
            values.append(Value(kind, owner, name, "Integer", str(cell)))
        elif isinstance(cell, float):
            shown = np.format_float_positional(cell, trim="-")
            values.append(Value(kind, owner, name, "Float", shown))
        else:
            values.append(Value(kind, owner, name, "Text", str(cell)))
    return values
