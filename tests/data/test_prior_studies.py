"""The works that the main study cites: count, grades, relations, and each locator in the text."""

from __future__ import annotations

import re
from collections import Counter

import pandas as pd
import pytest

from crosscase.texts import Paragraph
from tests.data.tables import PROPOSITIONS, read, runs

LOCATOR = re.compile(r"s\d+(\.\d+)?(¶\d+| note \d+)")
NAME = r"[A-ZÅÄÖ][\w’'-]+"
CITATION = re.compile(
    rf"({NAME}(?:, {NAME})*(?:,? ?(?:&|and) {NAME})?(?: et al\.)?),? ?\(?((?:19|20)\d\d)"
)
NOT_AUTHORS = {"Feb", "Jan", "Sep", "Sept", "Oct", "Nov", "May", "In", "By", "Congress", "GSM"}


@pytest.fixture(scope="module")
def studies() -> pd.DataFrame:
    return read("prior_studies").astype({"year": int, "citations": int})


@pytest.fixture(scope="module")
def relations() -> pd.DataFrame:
    return read("prior_study_relations")


@pytest.fixture(scope="module")
def passages(paragraphs: dict[str, list[Paragraph]]) -> dict[str, str]:
    """The text of each paragraph and note of the main study."""
    kept = ("text", "footnote")
    return {item.locator: item.text for item in paragraphs["main"] if item.kind in kept}


def _plain(name: str) -> str:
    """Drop what printed variants of one reference differ in."""
    return " ".join(re.sub(r"[,&]|\band\b", " ", name).split())


def _cited(text: str) -> Counter[tuple[str, int]]:
    """Find author-year references in a text, and later years after the same authors."""
    found: Counter[tuple[str, int]] = Counter()
    for match in CITATION.finditer(text):
        authors = _plain(match[1].removeprefix("Specifically, "))
        if authors.split()[-1] not in NOT_AUTHORS:
            found[authors, int(match[2])] += 1
    return found


def test_118_distinct_works_in_198_citations(studies: pd.DataFrame) -> None:
    assert len(studies) == 118
    assert studies["study_id"].is_unique
    assert not studies.duplicated(["authors", "year"]).any()
    assert studies["citations"].sum() == 198


def test_same_authors_with_two_years_stay_two_works(studies: pd.DataFrame) -> None:
    years = studies.groupby("authors")["year"].apply(list)
    assert years["Buckley, Elia & Kafouros"] == [2010, 2014]
    assert years["Ciabuschi, Forsgren & Martín"] == [2011, 2012]
    assert (years.str.len() > 1).sum() == 4  # and Danneels, Deng


def test_locators_have_the_form_of_locators(studies: pd.DataFrame, relations: pd.DataFrame) -> None:
    for cell in [*studies["sections"], *relations["locator"]]:
        parts = cell.split(";")
        assert all(LOCATOR.fullmatch(part) for part in parts), cell
        assert len(set(parts)) == len(parts), cell


def test_grades_follow_from_what_is_recorded(studies: pd.DataFrame) -> None:
    grades = Counter(studies["grade"])
    assert grades["empirical_number"] == 3
    assert grades["empirical_result"] == 6
    assert grades["stated_proposition"] == 82
    assert grades["topic_label"] == 27
    has_finding = studies["finding"] != ""
    assert (has_finding == (studies["grade"] != "topic_label")).all()
    observed = studies["grade"].isin(["empirical_number", "empirical_result"])
    assert (observed == (studies["use"] == "finding")).all()


def test_three_works_come_with_a_number(studies: pd.DataFrame) -> None:
    numbers = studies[studies["statistic"] != ""].set_index("study_id")
    assert (numbers["grade"] == "empirical_number").all()
    values = {
        name: (float(row.statistic_value), row.statistic_kind) for name, row in numbers.iterrows()
    }
    assert values == {
        "criscuolo_2003": (21.0, "share"),
        "mansfield_romeo_1984": (47.0, "share"),
        "ambos_ambos_schlegelmilch_2006": (294.0, "sample_size"),
    }


def test_relations_point_at_studies_and_assumptions(
    studies: pd.DataFrame, relations: pd.DataFrame
) -> None:
    assert set(relations["study_id"]) <= set(studies["study_id"])
    assert set(relations["proposition_id"]) == set(PROPOSITIONS)
    assert not relations.duplicated(["study_id", "proposition_id"]).any()
    sections = studies.set_index("study_id")["sections"].str.split(";")
    for row in relations.itertuples():
        assert set(row.locator.split(";")) <= set(sections[row.study_id]), row
    assert (relations["reason"] != "").all()


def test_only_a_stated_finding_can_speak_for_or_against(
    studies: pd.DataFrame, relations: pd.DataFrame
) -> None:
    grade = studies.set_index("study_id")["grade"]
    labels = relations["study_id"].map(grade) == "topic_label"
    assert (relations.loc[labels, "relation"] == "topic_label").all()


def test_one_work_opposes(relations: pd.DataFrame) -> None:
    opposed = relations[relations["relation"] == "opposes"]
    assert opposed[["study_id", "proposition_id"]].to_numpy().tolist() == [
        ["leposky_arslan_kontkanen_2017", "APA1"]
    ]


def test_method_works_bear_on_no_assumption(studies: pd.DataFrame, relations: pd.DataFrame) -> None:
    method = studies.loc[studies["use"] == "method", "study_id"]
    assert not set(method) & set(relations["study_id"])


def test_works_cited_in_an_argument_have_a_relation(
    studies: pd.DataFrame, relations: pd.DataFrame
) -> None:
    name = {f"{row.authors} {row.year}": row.study_id for row in studies.itertuples()}
    pairs = set(zip(relations["proposition_id"], relations["study_id"], strict=True))
    for row in read("propositions").itertuples():
        for work in row.works_cited.split("; "):
            assert (row.proposition_id, name[work]) in pairs, (row.proposition_id, work)


@pytest.mark.needs_sources
def test_every_citation_in_the_text_is_in_the_table_and_no_other(
    studies: pd.DataFrame, passages: dict[str, str]
) -> None:
    in_text: dict[tuple[str, int], Counter[str]] = {}
    for locator, text in passages.items():
        for work, count in _cited(text).items():
            in_text.setdefault(work, Counter())[locator] += count
    in_table = {
        (_plain(row.authors), row.year): (row.sections.split(";"), row.citations)
        for row in studies.itertuples()
    }
    assert set(in_text) == set(in_table)
    for work, (sections, citations) in in_table.items():
        assert sections == list(in_text[work]), work
        assert citations == in_text[work].total(), work


@pytest.mark.needs_sources
def test_sentences_are_our_own(
    studies: pd.DataFrame, relations: pd.DataFrame, passages: dict[str, str]
) -> None:
    """No six words in a row: what the text says of a work is one sentence, so eight are many."""
    printed = set().union(*(runs(text, 6) for text in passages.values()))
    for text in [*studies["finding"], *studies["topic"], *studies["note"], *relations["reason"]]:
        assert not runs(text, 6) & printed, text
