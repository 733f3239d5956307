"""The tables against the source texts: locators lead somewhere, sentences are our own."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from crosscase.texts import Paragraph
from tests.data.tables import TABLES, places, read, runs, words

pytestmark = pytest.mark.needs_sources
# Titles, full names, and lists of roles or of cited works: names, not sentences.
NAMES = {
    ("cases", "full_name"),
    ("exhibits_of_sources", "title"),
    ("interviews", "people"),
    ("propositions", "works_cited"),
    ("sources", "title"),
}
# Lines around the text proper (bylines, page furniture): counted with the paragraphs, not kept.
AROUND = {
    "blog": {"s0¶2", "s0¶3", "s0¶5", "s0¶6", "s0.2¶9", "s0.2¶10"},
    "article": {"s0¶2", "s0¶11", "s0¶12", "s0¶13", "s0¶15", "s0¶14", "s0¶16", "s0¶17"},
}
# Tables without a column for the source: whose they are.
OWNERS = {"principles": "article", "prior_study_relations": "main"}


@pytest.fixture(scope="module")
def printed(texts: dict[str, str]) -> set[tuple[str, ...]]:
    """Every run of eight words in any source."""
    return set().union(*(runs(text, 8) for text in texts.values()))


def test_check_sums_match_the_sources_at_hand(sources: Path) -> None:
    rows = read("sources")
    sums = [hashlib.sha256((sources / name).read_bytes()).hexdigest() for name in rows["file"]]
    assert sums == list(rows["sha256"])


def test_words_do_not_know_of_quotes_and_dashes() -> None:
    assert words("The firm’s “own” e-mail – in 2013_a") == [
        "the", "firm", "s", "own", "e", "mail", "in", "2013", "a",
    ]  # fmt: skip


@pytest.mark.parametrize("table", TABLES)
def test_no_eight_words_in_a_row_are_those_of_a_source(
    table: str, printed: set[tuple[str, ...]]
) -> None:
    data = read(table)
    if "attribute" in data.columns:
        data.loc[data["attribute"] == "title", "value_text"] = ""  # the name of a work is a name
    for column in data.columns:
        if (table, column) not in NAMES:
            copied = [cell for cell in data[column].unique() if runs(cell, 8) & printed]
            assert not copied, column


@pytest.fixture(scope="module")
def known(paragraphs: dict[str, list[Paragraph]]) -> dict[str, set[str]]:
    """The places of each source."""
    return {
        source: {paragraph.locator for paragraph in found} | AROUND.get(source, set())
        for source, found in paragraphs.items()
    }


@pytest.mark.parametrize("table", [t for t in TABLES if "locator" in read(t).columns])
def test_locators_are_paragraphs_of_the_source(table: str, known: dict[str, set[str]]) -> None:
    data = read(table)
    owner = OWNERS.get(table, "thesis" if table.startswith("thesis") else "main")
    owners = data["source_id"] if "source_id" in data.columns else [owner] * len(data)
    for source, cell in zip(owners, data["locator"], strict=True):
        found = {place for place in places(cell) if place.startswith("s")}
        assert found <= known[source], (source, cell)


@pytest.mark.parametrize("column", ["locator_a", "locator_b"])
def test_both_places_of_a_discrepancy_are_there(column: str, known: dict[str, set[str]]) -> None:
    rows = read("discrepancies")
    for own, cell in zip(rows["source_id"], rows[column], strict=True):
        for place in places(cell):
            first, _, rest = place.partition(" ")
            source, locator = (first, rest) if first in known else (own, place)
            assert not locator.startswith("s") or locator in known[source], (own, cell)
