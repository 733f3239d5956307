"""The printed sentence that each row of the thesis's evidence rests on."""

from __future__ import annotations

import re

import pytest

from crosscase.texts import Paragraph, sentences
from tests.data.tables import read


def test_a_sentence_lies_in_the_paragraph_of_its_row() -> None:
    for row in read("thesis_evidence").itertuples():
        paragraph, _, number = row.sentence_id.rpartition(".")
        assert paragraph == row.locator, row.evidence_id
        assert re.fullmatch(r"[1-9]\d*", number), row.evidence_id


def test_rows_and_sentences_are_as_many_as_were_read() -> None:
    rows = read("thesis_evidence")["sentence_id"].value_counts()
    assert (rows.sum(), len(rows), (rows > 1).sum()) == (331, 231, 55)


@pytest.mark.parametrize(
    ("constructs", "rows"),
    [
        # One sentence for all three managers and for two constructs.
        ({"balanced_power", "closeness"}, 6),
        ({"personal_contact", "trust_interpersonal"}, 6),
        ({"self_expectations", "price_pressure"}, 6),
    ],
)
def test_a_joint_sentence_has_one_id(constructs: set[str], rows: int) -> None:
    evidence = read("thesis_evidence")
    evidence = evidence[evidence["attribution"] == "joint"]
    by_sentence = evidence.groupby("sentence_id")["construct_id"]
    assert rows in [len(said) for _, said in by_sentence if set(said) == constructs]


@pytest.mark.needs_sources
def test_every_sentence_stands_in_the_text(paragraphs: dict[str, list[Paragraph]]) -> None:
    printed = {
        f"{paragraph.locator}.{number}"
        for paragraph in paragraphs["thesis"]
        for number, _ in enumerate(sentences(paragraph.text), start=1)
    }
    rows = read("thesis_evidence")
    assert not set(rows["sentence_id"]) - printed


@pytest.mark.needs_sources
@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("thesis-122", "dominant"),
        ("thesis-162", "Hungary"),
        ("thesis-192", "conflicts"),
        ("thesis-213", "compete as well as cooperate"),
        ("thesis-214", "TeliaSonera"),
        ("thesis-246", "3G"),
        ("thesis-283", "they can trust"),
    ],
)
def test_a_known_sentence_says_it(
    row: str, words: str, paragraphs: dict[str, list[Paragraph]]
) -> None:
    text = {paragraph.locator: paragraph.text for paragraph in paragraphs["thesis"]}
    found = read("thesis_evidence").set_index("evidence_id").loc[row]
    paragraph, _, number = found["sentence_id"].rpartition(".")
    assert words in sentences(text[paragraph])[int(number) - 1]
