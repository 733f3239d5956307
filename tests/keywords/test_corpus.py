"""A corpus: what of it fits, whom its paragraphs speak of, and how it is read from features."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.corpus import firms_named, load


@pytest.fixture
def firms(corpus_of):
    return corpus_of(
        ("1", ("huawei", "zte"), "Huawei and ZTE learn"),
        ("1", (), "They share it"),
        ("1", (), "Nothing here"),
        ("1.1", (), "They come first"),
        ("1.1", ("zte",), "its hub"),
        ("1.1", (), "Its spokes"),
        ("10", ("huawei",), "hub"),
    )


def numbers(corpus):
    return [int(name.split("¶")[1]) for name in corpus.paragraphs["paragraph_id"]]


# What fits ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("conditions", "wanted"),
    [
        ({}, [1, 2, 3, 4, 5, 6, 7]),
        ({"section": "1"}, [1, 2, 3, 4, 5, 6]),
        ({"section": "1.1"}, [4, 5, 6]),
        ({"section": ["1.1", "10"]}, [4, 5, 6, 7]),
        ({"firm": "zte"}, [1, 5]),
        ({"firm": ["zte", "huawei"]}, [1, 5, 7]),
        ({"only_firm": "zte"}, [5]),
        ({"only_firm": ("huawei", "zte")}, [1]),
        ({"tokens": 3}, [2, 4]),
        ({"tokens": [4, 1]}, [1, 7]),
        ({"source_id": "main", "firm": "zte", "section": "1.1"}, [5]),
        ({"source_id": "other"}, []),
        ({"mask": [True, False, False, False, False, False, True]}, [1, 7]),
        ({"mask": [1, 0, 0, 0, 0, 0, 1], "section": "10"}, [7]),
    ],
)
def test_where(firms, conditions, wanted):
    assert numbers(firms.where(**conditions)) == wanted


def test_a_smaller_corpus_has_its_rows_phrases_and_the_same_vocabulary(corpus_of):
    whole = corpus_of(
        ("1", (), "a b"), ("2", (), "c"),
        phrases=[("main:s1¶1", "l", "f", "m", 1, 0), ("main:s2¶2", "l", "f", "m", 2, 0)],
    )  # fmt: skip
    part = whole.where(section="2")
    assert len(part) == 1
    assert part.paragraphs.index.tolist() == [0]
    assert part.paragraphs.columns.equals(whole.paragraphs.columns)
    assert part.phrases["n"].tolist() == [2]
    assert part.phrases.index.tolist() == [0]
    assert part.phrases.columns.equals(whole.phrases.columns)
    assert part.counts.table.to_dict("list") == {"a": [0], "b": [0], "c": [1]}


def test_prose_is_text_and_turns(firms):
    kinds = ["heading", "text", "turn", "table", "caption", "footnote", "text"]
    mixed = type(firms)(firms.paragraphs.assign(kind=kinds), firms.counts, firms.phrases)
    assert numbers(mixed.prose) == [2, 3, 7]


def test_where_names_the_columns(firms):
    with pytest.raises(ParameterError, match="no column 'colour'; there are: paragraph_id, "):
        firms.where(colour="x")


# Firms ----------------------------------------------------------------------------------------


def test_a_paragraph_follows_the_last_firm_named_in_its_section(firms):
    after = firms.following()
    assert after.paragraphs["firms"].tolist() == [
        ("huawei", "zte"), ("huawei", "zte"), (), (), ("zte",), ("zte",), ("huawei",),
    ]  # fmt: skip
    assert after.paragraphs["followed"].tolist() == [False, True, False, False, False, True, False]
    # Only these words, however often.
    some = firms.following(pronouns=["here", "share"]).paragraphs["followed"]
    assert some.tolist() == [False, True, True, False, False, False, False]
    assert not firms.following(pronouns=[]).paragraphs["followed"].any()


def test_a_pronoun_twice_follows_and_another_source_starts_anew(corpus_of):
    found = corpus_of(("1", ("a",), "Hub"), ("1", (), "it is it"), ("1", (), "it"))
    assert found.following().paragraphs["followed"].tolist() == [False, True, True]
    sources = found.paragraphs.assign(source_id=["x", "x", "y"])
    apart = type(found)(sources, found.counts, found.phrases)
    assert apart.following().paragraphs["followed"].tolist() == [False, True, False]


def test_tokens_by_firm(firms):
    table = firms.by_firm.table
    assert table.index.tolist() == ["huawei", "zte"]
    assert table["learn"].tolist() == [1, 1]
    assert table["hub"].tolist() == [1, 1]
    assert firms.by_firm.lengths.tolist() == [5, 6]
    # Whatever the last paragraph names.
    assert firms.where(section="1").by_firm.documents.tolist() == ["huawei", "zte"]
    assert firms.where(tokens=2, section="1").by_firm.matrix.shape[0] == 1
    assert firms.where(section="9").by_firm.matrix.shape == (0, len(firms.counts.features))


def test_firms_named(firms):
    assert firms_named(firms).to_numpy().tolist() == [
        ["main:s1¶1", "huawei", 4],
        ["main:s1¶1", "zte", 4],
        ["main:s1.1¶5", "zte", 2],
        ["main:s10¶7", "huawei", 1],
    ]
    assert firms_named(firms).index.tolist() == [0, 1, 2, 3]


# Reading --------------------------------------------------------------------------------------


def row(identity, counts, **more):
    return {
        "id": identity, "locator": identity.split(":")[1], "section": "1", "heading": "H",
        "kind": "text", "characters": 9, "tokens": sum(counts.values()), "counts": counts, **more,
    }  # fmt: skip


@pytest.fixture
def written(tmp_path):
    """A study with features of two sources, and phrases of one."""
    folder = tmp_path / "data" / "features"
    folder.mkdir(parents=True)

    def put(name, *rows):
        (folder / name).write_text(json.dumps({"paragraphs": rows}), encoding="utf-8")

    put("b.json", row("b:s1", {"hub": 2, "and": 1}, speaker="Q", turn=3), row("b:s2", {}))
    put("a.json", row("a:s1", {"spoke": 1}))
    put("b.codebook.json", {
        "id": "b:s1",
        "phrases": {
            "term": {"hub": {"hubs": 2, "hub": 1}},
            **{layer: {"x": {"x": 1}} for layer in "zfyg"},
        },
        "nested": {"term": {"hub": {"hubs": 4}, "a": {"a": 1}}},
        "firms": {"zte": 1, "acme": 2},
    })  # fmt: skip
    return tmp_path


def test_features_are_read_source_by_source(written):
    found = load(written)
    assert found.paragraphs.to_dict("records") == [
        {"paragraph_id": "a:s1", "source_id": "a", "locator": "s1", "section": "1", "heading": "H",
         "kind": "text", "characters": 9, "tokens": 1, "speaker": "", "turn": 0, "firms": ()},
        {"paragraph_id": "b:s1", "source_id": "b", "locator": "s1", "section": "1", "heading": "H",
         "kind": "text", "characters": 9, "tokens": 3, "speaker": "Q", "turn": 3,
         "firms": ("acme", "zte")},
        {"paragraph_id": "b:s2", "source_id": "b", "locator": "s2", "section": "1", "heading": "H",
         "kind": "text", "characters": 9, "tokens": 0, "speaker": "", "turn": 0, "firms": ()},
    ]  # fmt: skip
    assert found.counts.table.to_dict("index") == {
        "a:s1": {"and": 0, "hub": 0, "spoke": 1},
        "b:s1": {"and": 1, "hub": 2, "spoke": 0},
        "b:s2": {"and": 0, "hub": 0, "spoke": 0},
    }
    assert found.phrases.to_numpy().tolist() == [
        ["b:s1", "f", "x", "x", 1, 0],
        ["b:s1", "g", "x", "x", 1, 0],
        ["b:s1", "term", "a", "a", 0, 1],
        ["b:s1", "term", "hub", "hub", 1, 0],
        ["b:s1", "term", "hub", "hubs", 2, 4],
        ["b:s1", "y", "x", "x", 1, 0],
        ["b:s1", "z", "x", "x", 1, 0],
    ]


def test_sources_come_by_their_ids_whatever_the_folder_says(written, monkeypatch):
    glob = Path.glob
    monkeypatch.setattr(Path, "glob", lambda *given: sorted(glob(*given), reverse=True))
    assert load(written).paragraphs["source_id"].tolist() == ["a", "b", "b"]


def test_paragraphs_without_words(tmp_path):
    folder = tmp_path / "data" / "features"
    folder.mkdir(parents=True)
    (folder / "a.json").write_text(json.dumps({"paragraphs": [row("a:s1", {}), row("a:s2", {})]}))
    found = load(tmp_path).counts.matrix
    assert (found.shape, found.dtype) == ((2, 0), np.int64)


def test_some_sources(written):
    assert load(written, sources=["b"]).paragraphs["source_id"].tolist() == ["b", "b"]
    assert len(load(written, sources=["b", "a"])) == 3
    with pytest.raises(DataError, match=r"features: no features of source 'c'; make them with"):
        load(written, sources=["a", "d", "c"])
    with pytest.raises(DataError, match="no features of any source"):
        load(written, sources=[])


def test_no_features_and_broken_ones(written):
    (written / "data/features/a.json").write_text("{")
    with pytest.raises(DataError, match=r"a\.json: cannot be read"):
        load(written)
    shutil.rmtree(written / "data/features")
    (written / "data/features").mkdir()
    with pytest.raises(DataError, match="no features of any source"):
        load(written)


# The committed features -----------------------------------------------------------------------


def test_committed_features_add_up_and_hold_no_order(root):
    found = load(root)
    assert (found.counts.lengths == found.paragraphs["tokens"]).all()
    assert found.paragraphs["paragraph_id"].is_unique
    for path in (root / "data/features").glob("*.json"):
        for item in json.loads(path.read_text(encoding="utf-8"))["paragraphs"]:
            assert "text" not in item
            tokens = list(item.get("counts", {}))
            assert tokens == sorted(tokens)


def test_evidence_locators_stand_in_the_features(root):
    found = load(root).paragraphs
    known = set(found["source_id"] + ":" + found["locator"])
    evidence = pd.read_csv(root / "data/evidence.csv", dtype=str)
    cited = evidence[evidence["locator"].str.fullmatch(r"s[\d.]+¶\d+[a-z]?")]
    assert len(cited) > 100
    assert not set(cited["source_id"] + ":" + cited["locator"]) - known


def test_a_mask_is_one_value_a_paragraph(firms):
    assert numbers(firms.where(np.arange(7) > 4)) == [6, 7]
