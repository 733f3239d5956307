"""What the tests of documents share: a study without notebooks, its exhibits written by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.exhibits.folder import ExhibitFolder

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="72pt" height="36.3pt" viewBox="0 0 72 36.3">'
    '<rect width="72" height="36.3" fill="#0072b2"/></svg>'
)


@pytest.fixture
def exhibits(study_folder: Path, monkeypatch: pytest.MonkeyPatch) -> ExhibitFolder:
    """A table, a figure, a text, two numbers and a verdict in the baseline of a small study."""
    monkeypatch.setenv("CROSSCASE_NOTEBOOK", "01_compare_cases")
    monkeypatch.setenv("CROSSCASE_RUN", "01_compare_cases")
    monkeypatch.setattr("crosscase.exhibits.folder.reads", dict)
    folder = ExhibitFolder(study_folder / "paper" / "exhibits")
    about = {"note": "", "source": "", "evidence": {"all": [], "cells": {}}}
    table = {
        "numeric": ["rows"],
        "labels": {"case_id": "Case"},
        "evidence": {
            "all": ["ev-001", "ev-004"],
            "cells": {"firm_a": {"rows": ["ev-001"]}, "firm_b": {"rows": ["ev-004"]}},
        },
        "note": "Counted *by hand*.",
        "source": "main: Table 1",
    }
    folder.write(
        {**about, **table, "id": "counts", "kind": "table", "title": "Rows of each case"},
        b"case_id,rows,first_seen\nfirm_a,2,2023\nfirm_b,2,\n",
    )
    size = {"width_in": 1.0, "height_in": 0.504}
    folder.write(
        {**about, **size, "id": "drawing", "kind": "figure", "title": "A blue field"}, SVG.encode()
    )
    folder.write({**about, "id": "story", "kind": "text", "title": ""}, b"It *went* so.\n")
    numbers = {
        "rows": {"value": 5, "text": "5", "evidence": ["ev-002"], "notebook": "01_compare_cases"},
        "many": {"value": 17, "text": "17", "notebook": "01_compare_cases"},
    }
    folder.write_merged(numbers=numbers, verdicts={"P1 / seen": {"verdict": "holds"}}, manifest={})
    return folder


@pytest.fixture
def study(study_folder: Path, exhibits: ExhibitFolder) -> Path:
    """The study of these exhibits, with a manuscript still to be written."""
    return study_folder
