"""Feature files: their bytes for a small document, and what may be wrong with those of a study."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from crosscase.errors import DataError
from crosscase.keywords.codebook import aliases, phrases
from crosscase.keywords.feature_files import features, opened_features, phrase_features, problems
from crosscase.texts.documents import Document
from crosscase.texts.paragraphs import LeftOut, Paragraph

BOOK = phrases(
    pd.DataFrame(
        {"code_id": ["a", "b"], "term": ["hubs", "new hub"], "construct_type": ["key", "key"]}
    )
)
NAMES = aliases(pd.DataFrame({"case_id": ["z", "y", "x"], "alias": ["ZTE", "Zhong", "ZTE"]}))


def document(*texts, speaker="", locator=None):
    paragraphs = tuple(
        Paragraph(locator or f"s1¶{i}", "1", "Aim", "text", text, speaker, 4 if speaker else 0)
        for i, text in enumerate(texts, 1)
    )
    return Document("é.txt", "f00", "txt", "utf-8", paragraphs, (LeftOut(3, "page number", "4"),))


# Features -------------------------------------------------------------------------------------


def test_features_byte_for_byte():
    assert features("main", document("Élan of hubs, of.", "B.")) == (
        '{\n "source_id": "main",\n "file": "é.txt",\n "sha256": "f00",\n "format": "txt",\n'
        ' "encoding": "utf-8",\n "rules": 1,\n "left_out": {\n  "page number": 1\n },\n'
        ' "paragraphs": [\n'
        '{"id":"main:s1¶1","locator":"s1¶1","section":"1","heading":"Aim","kind":"text",'
        '"characters":17,"tokens":4,"counts":{"hubs":1,"of":2,"élan":1}},\n'
        '{"id":"main:s1¶2","locator":"s1¶2","section":"1","heading":"Aim","kind":"text",'
        '"characters":2,"tokens":1,"counts":{"b":1}}\n'
        "]\n}\n"
    )


def test_ids_are_different_and_speakers_are_kept():
    rows = json.loads(features("m", document("a", "b", locator="s1", speaker="Q")))["paragraphs"]
    assert [row["id"] for row in rows] == ["m:s1", "m:s1#2"]
    assert [(row["speaker"], row["turn"]) for row in rows] == [("Q", 4)] * 2
    assert "speaker" not in json.loads(features("m", document("a")))["paragraphs"][0]


def phrase_rows(*texts, book=BOOK, names=NAMES, **options):
    content = json.loads(phrase_features("m", document(*texts, **options), book, names))
    return content["paragraphs"]


def test_phrases_and_firms_of_the_paragraphs_that_have_any():
    assert phrase_rows("New hub, hubs and a hub.", "Nothing.", "Zhong of ZTE and ZTE's.") == [
        {
            "id": "m:s1¶1",
            "phrases": {"key": {"hub": {"hub": 1, "hubs": 1}, "new hub": {"new hub": 1}}},
            "nested": {"key": {"hub": {"hub": 1}}},
        },
        {"id": "m:s1¶3", "firms": {"x": 2, "y": 1, "z": 2}},
    ]
    assert phrase_rows("hub", "hubs", locator="s1") == [
        {"id": "m:s1", "phrases": {"key": {"hub": {"hub": 1}}}},
        {"id": "m:s1#2", "phrases": {"key": {"hub": {"hubs": 1}}}},
    ]


def test_without_codebook_or_names():
    assert phrase_rows("A hub of ZTE", book=None) == [{"id": "m:s1¶1", "firms": {"x": 1, "z": 1}}]
    assert phrase_rows("A hub of ZTE", names=None)[0].keys() == {"id", "phrases"}
    head = json.loads(phrase_features("m", document("a"), None, NAMES))
    assert head == {
        "source_id": "m", "sha256": "f00", "rules": 1, "codebook_sha256": None,
        "aliases_sha256": NAMES.sha256, "paragraphs": [],
    }  # fmt: skip


@pytest.mark.parametrize("content", ["{", "{}", "[]", '{"rules": 1}', "3"])
def test_what_is_no_feature_file(tmp_path, content):
    path = tmp_path / "a.json"
    path.write_text(content)
    with pytest.raises(DataError, match=r"a\.json: cannot be read \(.*\); make it again with"):
        opened_features(path)
    with pytest.raises(DataError, match="cannot be read"):
        opened_features(tmp_path / "none.json")


# Problems -------------------------------------------------------------------------------------


@pytest.fixture
def ingested(study):
    """A study with features of one source, "a"."""
    folder = study / "data" / "features"
    folder.mkdir()
    book = phrases(pd.read_csv(study / "data/codebook.csv"))
    names = aliases(pd.read_csv(study / "data/firm_aliases.csv"))
    text = document("Customers of ZTE.")
    (folder / "a.json").write_text(features("a", text), encoding="utf-8")
    made = phrase_features("a", text, book, names)
    (folder / "a.codebook.json").write_text(made, encoding="utf-8")
    return study


def told(study):
    return [(p.file.removeprefix("data/features/"), p.message, p.value, p.allowed)
            for p in problems(study)]  # fmt: skip


def test_features_that_are_current(ingested):
    assert told(ingested) == []
    (ingested / "data/sources.csv").write_text("source_id,sha256\na,f00\n")
    assert told(ingested) == []
    # Sources without hashes say nothing.
    (ingested / "data/sources.csv").write_text("source_id,title\nb,B\n")
    assert told(ingested) == []


def test_sources_that_are_not_listed_or_have_changed(ingested):
    (ingested / "data/sources.csv").write_text("source_id,sha256\nb,f00\n")
    assert told(ingested) == [
        (name, "the source is not in sources.csv", "a", "add it there")
        for name in ("a.codebook.json", "a.json")
    ]
    (ingested / "data/sources.csv").write_text("source_id,sha256\na,f11\n")
    assert told(ingested) == [
        (name, "not the SHA-256 of sources.csv", "f00", "f11")
        for name in ("a.codebook.json", "a.json")
    ]


@pytest.mark.parametrize(
    ("table", "content"),
    [("codebook", "code_id,term\nk1,learn\n"), ("firm_aliases", "case_id,alias\nzte,Zhong\n")],
)
def test_a_codebook_or_names_that_have_changed(ingested, table, content):
    path = ingested / "data" / f"{table}.csv"
    path.write_text(content)
    wanted = ("a.codebook.json", f"stale: {table}.csv has changed since", None, "run ingest again")
    assert told(ingested) == [wanted]
    path.unlink()
    assert told(ingested) == [wanted]


def test_broken_files_and_other_rules(ingested):
    folder = ingested / "data/features"
    text = (folder / "a.json").read_text(encoding="utf-8")
    (folder / "a.json").write_text(text.replace('"rules": 1', '"rules": 0'), encoding="utf-8")
    (folder / "b.json").write_text("{")
    assert told(ingested) == [
        ("a.json", "made by other rules", "0", "rules 1"),
        ("b.json", "is broken", None, "make it again with ingest"),
    ]


def test_committed_features_are_current(root):
    assert told(root) == []
