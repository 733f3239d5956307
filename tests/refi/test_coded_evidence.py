"""Imported codings as rows of evidence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from crosscase.comparison import support_matrix
from crosscase.errors import DataError
from crosscase.refi import Project, evidence_of_codings, import_project
from crosscase.refi.project import Case, Code, Coding, Source
from crosscase.study import Study

CODES = (
    Code("c1", "P1 > supports", "supports"),
    Code("c2", "P2 > contra", "contra"),
    Code("c3", "P1", "P1"),
    Code("c4", "Themes", "Themes"),
)


def evidence(study_folder: Path, *codings: Coding) -> list[dict[str, Any]]:
    project = Project(
        "x", "", codes=CODES, codings=codings,
        sources=(Source("s1", "one.txt", "text", "We left them."), Source("s2", "b.pdf", "pdf"),
                 Source("s3", "c.txt", "text", "x")),
        cases=(Case("k1", "Firm A", sources=("s1", "s2")), Case("k2", "Firm B", sources=("s1",))),
    )  # fmt: skip
    import_project(project, study_folder, project_id="w")
    table = evidence_of_codings(Study.open(study_folder))
    return [row.dropna().to_dict() for _, row in table.iterrows()]


def text_coding(
    number: int, source: str = "s1", code: str = "c1", coder: str | None = None
) -> Coding:
    sha1 = "ab" * 20
    return Coding(f"q{number}", source, source, f"x{number}", "text", 3, 7, code, coder, sha1)


def test_a_row_a_coding_and_case(study_folder: Path) -> None:
    pdf = Coding("q2", "s2", "s2", "x2", "pdf", None, None, "c2", None, None, "page=0;firstX=1")
    none = Coding("q3", "s2", "s2", "x3", "video", None, None, "c1")
    rows = evidence(study_folder, text_coding(1, coder="Lena"), pdf, none)
    common = {"source_id": "one.txt", "locator": "characters 3–7", "proposition_id": "P1",
              "code": "P1 > supports", "stance": 1, "specificity": "joint", "coder": "Lena",
              "quote_sha1": "ab" * 20}  # fmt: skip
    assert rows == [
        {"evidence_id": "w-00001-firm_a", "case_id": "firm_a", **common},
        {"evidence_id": "w-00001-firm_b", "case_id": "firm_b", **common},
        {"evidence_id": "w-00002-firm_a", "source_id": "b.pdf", "locator": "page=0; firstX=1",
         "case_id": "firm_a", "proposition_id": "P2", "code": "P2 > contra", "stance": -1,
         "specificity": "firm"},
        {"evidence_id": "w-00003-firm_a", "source_id": "b.pdf", "locator": "",
         "case_id": "firm_a", "proposition_id": "P1", "code": "P1 > supports", "stance": 1,
         "specificity": "firm"},
    ]  # fmt: skip


def test_without_case_proposition_or_stance_there_is_no_row(study_folder: Path) -> None:
    codings = (text_coding(1, "s3"), text_coding(2, code="c3"), text_coding(3, code="c4"))
    assert evidence(study_folder, *codings) == []
    table = evidence_of_codings(Study.open(study_folder))
    assert table.columns.tolist()[:3] == ["evidence_id", "source_id", "locator"]


def test_a_choice_of_coders_makes_a_matrix(study_folder: Path) -> None:
    evidence(study_folder, text_coding(1, coder="Lena"), text_coding(2, code="c2", coder="Max"))
    table = evidence_of_codings(Study.open(study_folder))
    seen = []
    for coder in ("Lena", "Max"):
        cells = support_matrix(table[table["coder"] == coder]).table
        cells = cells[cells[["supports", "contradicts"]].sum(axis=1) > 0]
        seen.append(cells["proposition_id"].unique().tolist())
    assert seen == [["P1"], ["P2"]]


def test_it_needs_an_import(template: Study) -> None:
    with pytest.raises(DataError) as caught:
        evidence_of_codings(template)
    assert str(caught.value) == (
        "the study has no imported codings; bring some in with 'crosscase import-qda FILE'"
    )
