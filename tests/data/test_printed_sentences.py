"""Each row of evidence names the printed sentence it rests on; the sentences against the texts."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.texts import Paragraph, sentences
from tests.data.tables import read

# Rows, distinct sentences, and sentences that more than one row rests on.
COUNTS = {
    "evidence": (283, 119, 79),
    "companion_evidence": (56, 45, 9),
    "rival_evidence": (56, 41, 11),
}
# The thesis's text has the cells of its Table 7.1 as paragraphs of the section around it.
CELLS = {"Table 7.1, Level 2/item 3": "s7.2.9¶12"}


def within(locator: str, sentence: str) -> bool:
    """Whether a sentence is one of a paragraph, or a line one of a table."""
    place, _, cell = CELLS.get(locator, locator).partition(", ")
    return sentence.startswith(f"{place}/" if cell else f"{place}.")


@pytest.fixture(scope="module")
def printed(paragraphs: dict[str, list[Paragraph]]) -> set[tuple[str, str]]:
    """Every sentence of every source by its id; a line that is one sentence has no number."""
    found = set()
    for source, texts in paragraphs.items():
        for paragraph in texts:
            count = len(sentences(paragraph.text))
            whole = paragraph.kind == "table" and count == 1
            ends = [""] if whole else [f".{number}" for number in range(1, count + 1)]
            found |= {(source, paragraph.locator + end) for end in ends}
    return found


@pytest.mark.parametrize(
    ("locator", "sentence", "expected"),
    [
        ("s4.4¶4", "s4.4¶4.2", True),
        ("s4.4¶4", "s4.4¶41.2", False),
        ("s4.4¶4", "s4.4¶4b.2", False),
        ("Table 4, Chery/Introduction", "Table 4/23", True),
        ("Table 4, Chery/Introduction", "Table 41/2", False),
        ("Table 7.1, Level 2/item 3", "s7.2.9¶12.3", True),
    ],
)
def test_a_sentence_is_of_its_own_paragraph_alone(
    locator: str, sentence: str, expected: bool
) -> None:
    assert within(locator, sentence) == expected


@pytest.mark.parametrize("table", COUNTS)
def test_a_sentence_begins_with_the_place_of_its_row(table: str) -> None:
    rows = read(table)
    astray = [row for row in rows.itertuples() if not within(row.locator, row.sentence_id)]
    assert not astray


@pytest.mark.parametrize("table", COUNTS)
def test_rows_of_one_statement_at_one_place_rest_on_one_sentence(table: str) -> None:
    rows = read(table).groupby(["source_id", "locator", "statement"])["sentence_id"]
    assert rows.nunique().max() == 1


@pytest.mark.needs_sources
@pytest.mark.parametrize("table", COUNTS)
def test_the_sentences_stand_in_the_texts(table: str, printed: set[tuple[str, str]]) -> None:
    rows = read(table)
    named = pd.Series(list(zip(rows["source_id"], rows["sentence_id"], strict=True)))
    assert set(named) <= printed
    per_sentence = named.value_counts()
    assert (len(rows), len(per_sentence), int((per_sentence > 1).sum())) == COUNTS[table]
