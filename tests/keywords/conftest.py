"""What the tests of words share: a study with a codebook and two firms, and a corpus by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from crosscase.keywords.corpus import Corpus
from crosscase.keywords.counting import counts


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Folder of a study without a data package: a codebook and the names of two firms."""
    data = tmp_path / "study" / "data"
    data.mkdir(parents=True)
    (data / "codebook.csv").write_text(
        "code_id,term,variants\nk1,customers,\nk2,value for customers,\nk3,co-operation,\n"
    )
    (data / "firm_aliases.csv").write_text("case_id,alias\nzte,ZTE\nhuawei,Huawei\n")
    return tmp_path / "study"


@pytest.fixture
def corpus_of() -> Callable[..., Corpus]:
    """Return a corpus of (section, firms, text), all of the source "main"."""

    def made(*rows: tuple[str, tuple[str, ...], str], phrases: list[tuple] = ()) -> Corpus:
        ids = [f"main:s{section}¶{i}" for i, (section, _, _) in enumerate(rows, 1)]
        found = counts(dict(zip(ids, (text for _, _, text in rows), strict=True)))
        paragraphs = pd.DataFrame(
            {
                "paragraph_id": ids,
                "source_id": "main",
                "locator": [name.removeprefix("main:") for name in ids],
                "section": [section for section, _, _ in rows],
                "kind": "text",
                "tokens": found.lengths,
                "firms": [firms for _, firms, _ in rows],
            }
        )
        columns = ["paragraph_id", "layer", "form", "match", "n", "nested"]
        return Corpus(paragraphs, found, pd.DataFrame(list(phrases), columns=columns))

    return made
