"""The parts of a project, what it shows of itself, and names under which it is kept."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pytest

from crosscase.refi import Project, quote_sha1, read_project
from crosscase.refi.project import Case, Code, Coding, Note, Source, Value, short_name
from tests.refi.archives import wards

MADE = Project(
    "Wards",
    "",
    codes=(Code("c", "Loss > Staff", "Staff"),),
    sources=(
        Source("s", "ward.txt", "text", "We left."),
        Source("v", "v.mp4", "video"),
        Source("t", "words", "transcript", "We", parent="v"),
        Source("n", "memo", "note", "x"),
    ),
    codings=(
        Coding("k1", "s", "s", "sel1", "text", 0, 2, "c", "Lena", quote_sha1("We")),
        Coding("k2", "v", "t", "sel2", "video", None, None, "c"),
    ),
    warnings=("something",),
)


def test_projects_and_their_parts_are_values_that_cannot_be_changed() -> None:
    parts = (MADE.codes[0], MADE.sources[0], MADE.codings[0], Case("k", "K"),
             Value("case", "k", "v", "Text", "x"), Note("n", "N", None), MADE)  # fmt: skip
    for part in parts:
        assert hash(part) == hash(replace(part))
        assert part == replace(part)


def test_a_code_may_be_used_unless_it_says_otherwise() -> None:
    assert Code("c", "a", "a").codable


def test_parts_and_notes_are_no_sources_of_their_own() -> None:
    assert MADE.counts == {"sources": 2, "codes": 1, "cases": 0, "codings": 2}
    assert MADE.summary == "2 sources, 1 code, 0 cases and 2 codings"
    assert MADE.title == f"REFI-QDA project 'Wards' (origin not stated): {MADE.summary}"


def test_json_names_sources_and_codes() -> None:
    assert MADE.as_dict() == {
        "counts": MADE.counts,
        "positions": "none: a codebook has no codings",
        "warnings": ["something"],
        "codings": [
            {"source": "ward.txt", "start": 0, "end": 2, "code": "Loss > Staff", "coder": "Lena",
             "quote_sha1": hashlib.sha1(b"We").hexdigest()},
            {"source": "v.mp4", "start": None, "end": None, "code": "Loss > Staff", "coder": None,
             "quote_sha1": None},
        ],
    }  # fmt: skip


def test_the_table_has_a_row_a_coding_and_whole_numbers() -> None:
    assert MADE.table.columns.tolist() == ["source", "start", "end", "code", "coder", "quote_sha1"]
    assert MADE.table["start"].tolist() == [0, pd.NA]
    assert Project("x", "y").table.shape == (0, 6)
    assert str(Project("x", "y").table["end"].dtype) == "Int64"


def test_text_and_html_show_the_same(tmp_path: Path) -> None:
    project = read_project(wards(tmp_path))
    assert "3 codings" in repr(project)
    for cell in ("ward 1.txt", "P2 > contradicts", "Lena"):
        assert escape(cell) in project._repr_html_()
        assert cell in repr(project)


def test_lone_surrogates_have_a_check_sum_too() -> None:
    assert quote_sha1("\ud83d") == hashlib.sha1(b"\xed\xa0\xbd").hexdigest()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("My Wards (2)", "my_wards_2"),
        ("--a--", "a"),
        ("ÄB", "b"),
        ("病房", "project"),
        ("", "project"),
    ],
)
def test_short_names(text: str, name: str) -> None:
    assert short_name(text) == name
