"""The source texts, for tests marked `needs_sources`."""

from __future__ import annotations

from pathlib import Path

import pytest

from crosscase.texts import Paragraph, split
from tests.data.tables import read


@pytest.fixture(scope="session")
def texts(sources: Path) -> dict[str, str]:
    """Each source's text by its id."""
    rows = read("sources").itertuples()
    return {row.source_id: (sources / row.file).read_text(encoding="utf-8") for row in rows}


@pytest.fixture(scope="session")
def paragraphs(texts: dict[str, str]) -> dict[str, list[Paragraph]]:
    """Each source's paragraphs by its id."""
    return {source: split(text)[0] for source, text in texts.items()}
