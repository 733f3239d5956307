"""The words of the texts on the firms, counted by hand and for the study."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from crosscase import keywords
from crosscase.keywords import Corpus, Keyness
from reverse_knowledge.tables import compared_words as compared
from reverse_knowledge.tables.listed_words import listed_words
from tests.reverse_knowledge.tables.small_corpus import codebook, corpus, flagship_prose

BOOK = codebook([("T", "I", "learn"), ("T", "J", "hub")])
LISTED = BOOK.merge(keywords.entries(BOOK)[["code_id", "form"]], on="code_id")
TEXTS = [
    ("main", ("huawei",), "alpha alpha beta learn"),
    ("main", ("zte",), "gamma gamma gamma learn learn zte zte zte zte's"),
    ("main", ("huawei", "zte"), "learn hub"),
    ("main", ("tcl",), "delta delta delta hub"),
    ("main", ("huawei", "tcl"), "hub"),
    ("main", (), "they rain"),
    ("blog", ("acme",), "alpha beta"),
]
STUDY = SimpleNamespace(
    cases=pd.DataFrame(
        {
            "case_id": ["huawei", "zte", "haier", "tcl"],
            "name": ["Huawei", "ZTE", "Haier", "TCL"],
            "role": ["base", "base", "success", "failure"],
        }
    ),
    firm_aliases=pd.DataFrame({"alias": ["Huawei", "ZTE", "Alpha Beta"]}),
)


@pytest.fixture
def small() -> Corpus:
    return corpus(TEXTS, BOOK, sections=["1", "2", "3", "4", "5", "5", "1"])


def test_firms_are_called_by_name() -> None:
    assert compared.called(["zte", "acme"], STUDY) == ["ZTE", "Acme"]


def test_the_firm_with_most_text_comes_first(small: Corpus) -> None:
    found = compared.firms(small, STUDY, source="main", min_words=7)
    assert found.table.index.tolist() == ["ZTE", "Huawei", "TCL", "Acme"]
    assert found.table.to_numpy().tolist() == [
        [11, 2, 11, 9, True],
        [7, 3, 7, 4, True],
        [5, 2, 5, 4, False],
        [0, 1, 2, 2, False],
    ]
    assert found.names["main_words"] == "Words in source main"


def test_each_paragraph_stands_in_one_part(small: Corpus) -> None:
    assert compared.parts(small, STUDY).tolist() == [
        "Huawei alone",
        "ZTE alone",
        "both base firms",
        "check firms",
        "base and check firms",
        "no firm",
        "check firms",
    ]


def test_a_part_has_its_share_of_the_words(small: Corpus) -> None:
    text = small.where(source_id="main")
    table = compared.by_paragraphs_named(text, compared.parts(text, STUDY)).table
    assert table.loc["ZTE alone", ["paragraphs", "words"]].tolist() == [1, 9]
    assert table.loc["ZTE alone", "share"] == pytest.approx(900 / 22)
    assert table["share"].sum() == pytest.approx(100)


def test_words_key_to_firms_leave_out_the_firms_own_names(small: Corpus) -> None:
    found = compared.key_to_firms(small.where(source_id="main"), STUDY, min_count=3)
    alone, groups = (key.table.set_index("feature") for key in found.values())
    assert sorted(alone.index) == ["gamma", "learn"]
    assert alone.loc["gamma", ["n_target", "n_reference"]].tolist() == [0, 3]
    assert sorted(groups.index) == ["delta", "gamma", "learn"]
    assert groups.loc["learn", ["n_target", "n_reference"]].tolist() == [4, 0]
    assert groups.loc["delta", ["n_target", "n_reference"]].tolist() == [0, 3]


def test_words_key_to_a_source_are_compared_with_all_others() -> None:
    texts = [("a", (), "hub hub hub hub hub learn"), ("b", (), "learn"), ("c", (), "hub learn")]
    found = compared.key_to_sources(corpus(texts, BOOK))
    assert list(found) == ["a", "b", "c"]
    assert found["a"].table[["feature", "n_target", "n_reference"]].to_numpy().tolist() == [
        ["hub", 5, 1]
    ]


def keyness(*rows: tuple[str, float, float]) -> Keyness:
    table = pd.DataFrame(rows, columns=["feature", "G2", "p_adjusted"])
    table = table.assign(n_target=1, n_reference=2, log_ratio=0.5)
    return Keyness(table, "lr", "none", "holm")


FOUND = {"One (right) and two (left)": keyness(("x", 5.0, 0.01), ("y", 1.0, 1.0), ("z", -9.0, 0.0))}


def test_words_that_were_tested_are_told() -> None:
    assert compared.tested(FOUND, 0.05) == "3 words tested, 2 with adjusted p below 0.05"
    assert compared.key_counts({"main": next(iter(FOUND.values()))}, 0.05) == "main 1"


def test_the_strongest_words_are_of_both_sides_or_of_the_first() -> None:
    (both,) = compared.strongest(FOUND, 2).values()
    (first,) = compared.strongest(FOUND, 2, both_sides=False).values()
    assert both["feature"].tolist() == ["z", "x"]
    assert first["feature"].tolist() == ["x", "y"]


def test_comparisons_stand_below_each_other() -> None:
    pairs = compared.key_words_table(compared.strongest(FOUND, 1), by="comparison")
    assert pairs.table["comparison"].tolist() == ["One and two"]
    assert pairs.names["n_target"] == "Times in first"
    sources = compared.key_words_table(compared.strongest(FOUND, 1), by="source")
    assert sources.names["n_reference"] == "Times elsewhere"
    assert list(compared.titled({"main": pairs.table}, "Source")) == ["Source: main"]


def test_the_pronoun_rule_gives_firms_more_text(small: Corpus) -> None:
    options = {"source": "main", "min_count": 3, "alpha": 0.05}
    table = compared.pronoun_rule(small, STUDY, LISTED, **options).table
    assert table.loc["Paragraphs that belong to no firm"].tolist() == [1, 0]
    assert table.loc["Words on Huawei"].tolist() == [7, 9]
    assert table.loc["Words on ZTE"].tolist() == [11, 11]
    # learn 1 + 2 + 1, hub 1 + 1 + 1: seven key words in 20 words, then in 22.
    assert table.loc["Key words per 1,000 words on firms"].tolist() == ["350.0", "318.2"]


def test_numbers_are_counted(small: Corpus) -> None:
    text = small.where(source_id="main")
    enough = compared.firms(small, STUDY, source="main", min_words=7)
    split = compared.by_paragraphs_named(text, compared.parts(text, STUDY))
    told = compared.numbers(small, enough, split, FOUND, 0.05)
    assert told["words_total_main"].value == 22
    assert told["n_firms_enough_text"].value == 2
    assert told["n_firms_named"].value == 4
    assert told["words_both_base_firms_percent"].value == pytest.approx(100 * 2 / 15)
    assert told["n_keyness_huawei_zte"].value == 2


def test_in_the_study_two_firms_have_enough_text(root: Path) -> None:
    study, prose = flagship_prose(root)
    table = compared.firms(prose, study, source="main", min_words=1500).table
    assert table.index[table["enough"]].tolist() == ["Huawei", "ZTE"]
    assert table.loc["Haier"].tolist() == [487, 6, 739, 0, False]


def test_in_the_study_one_word_is_key_and_pronouns_change_nothing(root: Path) -> None:
    study, prose = flagship_prose(root)
    listed = listed_words(study)
    options = {"source": "main", "min_count": 3, "alpha": 0.05}
    table = compared.pronoun_rule(prose, study, listed, **options).table
    assert table.loc["Words key to Huawei or ZTE"].tolist() == [1, 1]
    assert table.loc["Words on ZTE"].tolist() == [2528, 3225]
