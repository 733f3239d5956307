"""Where key words stand in the main study, counted by hand and for the study."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from crosscase.keywords import Corpus
from crosscase.study import Study
from reverse_knowledge.tables import word_places as places
from tests.reverse_knowledge.tables.small_corpus import codebook, corpus

TERMS = [
    ("T", "I", "hub"),
    ("T", "I", "product ideas"),
    ("T", "J", "innovation"),
    ("U", "K", "theories"),
    ("U", "K", "silence"),
]
STUDY = SimpleNamespace(codebook=codebook([*TERMS, ("U", "K", "HUB")]))
TEXTS = [
    ("2", "text", "A theory of hub and spoke"),
    ("4.1", "text", "The hub and hubs of a product"),
    ("4.2", "text", "An idea for a product of the innovative"),
    ("5", "text", "An innovation"),
    ("7", "text", "The product idea"),
    ("Table 1", "table", "hub"),
]


@pytest.fixture
def terms() -> pd.DataFrame:
    return places.distinct_words(STUDY)


@pytest.fixture
def text() -> Corpus:
    rows = [("main", (), words) for _, _, words in TEXTS]
    sections, kinds = [row[0] for row in TEXTS], [row[1] for row in TEXTS]
    return corpus(rows, STUDY.codebook, sections=sections, kinds=kinds)


@pytest.fixture
def part(text: Corpus) -> pd.Series:
    return places.parts(text, theory=["2"], findings=["4"], check=["5"])


@pytest.fixture
def found(text: Corpus, terms: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return places.found_by_reading(text, terms)


@pytest.fixture
def counts(
    found: dict[str, pd.DataFrame], part: pd.Series, terms: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    return places.counted(found, part, terms)


def test_a_word_listed_twice_is_looked_for_once(terms: pd.DataFrame) -> None:
    assert terms["term"].tolist() == [term for _, _, term in TERMS]
    assert terms.index.tolist() == ["k1", "k2", "k3", "k4", "k5"]


def test_paragraphs_belong_to_parts_by_section(part: pd.Series) -> None:
    assert part.to_dict() == {
        "p1": "theory",
        "p2": "findings",
        "p3": "findings",
        "p4": "check",
        "p5": "elsewhere",
        "p6": "tables",
    }


def test_parts_are_listed_with_their_sections_and_words(text: Corpus, part: pd.Series) -> None:
    table = places.sections(text, part).table
    assert table.index.tolist() == ["theory", "findings", "check", "elsewhere", "tables"]
    assert table.loc["findings"].tolist() == ["4", 2, 15]
    assert table.loc["elsewhere"].tolist() == ["7", 1, 3]
    assert table.loc["tables", "sections"].startswith("Tables 1")


def test_each_reading_finds_more_than_the_one_before(counts: dict[str, pd.DataFrame]) -> None:
    first = {reading: table["where"].tolist() for reading, table in counts.items()}
    assert first == {
        "exact": ["findings", "nowhere", "check", "nowhere", "nowhere"],
        "inflection": ["findings", "elsewhere", "check", "theory", "nowhere"],
        "stem": ["findings", "elsewhere", "findings", "theory", "nowhere"],
        "words": ["findings", "findings", "findings", "theory", "nowhere"],
    }
    assert counts["exact"].loc["k1"].tolist() == [1, 1, 0, 0, 1, "findings"]
    assert counts["inflection"].loc["k1"].tolist() == [1, 2, 0, 0, 1, "findings"]


def test_each_key_word_is_counted_once_by_reading(counts: dict[str, pd.DataFrame]) -> None:
    found = places.by_reading(counts)
    assert found.table.loc["exact form"].tolist() == [1, 1, 0, 0, 0, 3, 5]
    assert found.table.loc["all its words in one paragraph"].tolist() == [3, 0, 1, 0, 0, 1, 5]
    assert found.evidence == ["k1", "k2", "k3", "k4", "k5"]


def test_ideas_keep_their_order(counts: dict[str, pd.DataFrame], terms: pd.DataFrame) -> None:
    table = places.by_idea(counts["exact"], terms)
    assert table.index.tolist() == ["I", "J", "K"]
    assert table.columns.tolist() == ["In the findings", "Else in the check", "Nowhere"]
    assert table.to_numpy().tolist() == [[1, 0, 1], [0, 1, 0], [0, 0, 2]]


def test_what_the_findings_lack_says_what_they_have_instead(
    found: dict[str, pd.DataFrame],
    counts: dict[str, pd.DataFrame],
    part: pd.Series,
    terms: pd.DataFrame,
) -> None:
    lost = places.not_in_findings(found, counts, part, terms)
    assert lost.table["other_form"].to_dict() == {
        "product ideas": "words of it in one paragraph",
        "innovation": "innovative (1)",
        "theories": "",
        "silence": "",
    }
    assert lost.table.loc["theories", ["theory", "check", "elsewhere", "tables"]].tolist() == [
        1, 0, 0, 0,
    ]  # fmt: skip
    assert lost.evidence[("innovation", "idea")] == ["k3"]


def test_theory_and_findings_are_crossed(counts: dict[str, pd.DataFrame]) -> None:
    both = places.theory_and_findings(counts["inflection"]).table
    assert both.index.tolist() == ["stand in the theory", "do not"]
    assert both.to_numpy().tolist() == [[1, 1], [0, 3]]


def test_every_key_word_has_the_number_of_its_idea(
    counts: dict[str, pd.DataFrame], terms: pd.DataFrame
) -> None:
    every = places.every_key_word(counts, "inflection", terms)
    assert every.table["no"].tolist() == ["1.1", "1.1", "1.2", "2.1", "2.1"]
    assert every.table.loc["hub"].tolist() == ["1.1", 1, 2, 0, 1, 0, 1, "Findings"]
    assert every.table["where"].tolist()[1:] == ["Other sections", "Check", "Theory", "Nowhere"]


def test_numbers_are_counted_by_two_readings(counts: dict[str, pd.DataFrame]) -> None:
    told = places.numbers(counts, "inflection")
    values = {key.removeprefix("n_key_words_"): number.value for key, number in told.items()}
    assert values == {
        "in_findings": 1,
        "not_in_findings": 4,
        "only_theory": 1,
        "nowhere": 1,
        "in_findings_exact": 1,
        "not_in_findings_exact": 4,
        "only_theory_exact": 0,
        "nowhere_exact": 3,
        "only_check": 1,
        "in_theory": 2,
        "in_findings_not_theory": 0,
    }


def test_of_the_studys_key_words_82_stand_in_the_findings_as_printed(flagship: Study) -> None:
    terms, text = places.distinct_words(flagship), places.looked_through(flagship)
    assert len(terms) == 114
    assert not set(text.paragraphs["kind"]) & {"heading", "caption"}
    part = places.parts(text, theory=["2"], findings=["4"], check=["5"])
    counts = places.counted(places.found_by_reading(text, terms), part, terms)
    table = places.by_reading(counts).table
    assert table["findings"].tolist() == [
        82, 87, 88, 99,
    ]  # fmt: skip
