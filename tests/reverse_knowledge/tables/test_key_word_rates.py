"""Rates of key words by firm, counted by hand and for the study."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from crosscase import keywords
from crosscase.keywords import Corpus, Rates
from reverse_knowledge.tables import compared_words, key_word_rates
from reverse_knowledge.tables.listed_words import listed_words
from tests.reverse_knowledge.tables.small_corpus import codebook, corpus, flagship_prose

BOOK = codebook([("T", "I", "learn"), ("T", "J", "hub")])
LISTED = BOOK.merge(keywords.entries(BOOK)[["code_id", "form"]], on="code_id")
TEXTS = [
    ("main", ("huawei",), "alpha alpha beta learn"),
    ("main", ("zte",), "gamma gamma gamma learn learn"),
    ("main", ("huawei", "zte"), "learn hub"),
    ("main", ("tcl",), "delta delta delta hub"),
    ("main", (), "they learn"),
]
CASES = {"case_id": ["huawei", "zte", "haier", "tcl"], "name": ["Huawei", "ZTE", "Haier", "TCL"]}
STUDY = SimpleNamespace(cases=pd.DataFrame(CASES))


@pytest.fixture
def small() -> Corpus:
    return corpus(TEXTS, BOOK)


def modelled(*groups: str, p: float = 0.04, family: str = "poisson") -> Rates:
    table = pd.DataFrame({"group": groups, "mentions": 3, "rate_per_1000": 2.5})
    table = table.assign(ci_low=1.0, ci_high=4.0, rate_ratio=1.0, p=np.nan)
    return Rates(table, family, 0.0, 0.0, 1.0, 1.0, 5.5, p, 0.95)


def test_words_of_firms_follow_the_studys_order(small: Corpus) -> None:
    words = key_word_rates.words_of_firms(small, STUDY)
    assert words.to_dict() == {"Huawei": 6, "ZTE": 7, "TCL": 4}
    assert list(words.index) == ["Huawei", "ZTE", "TCL"]


def test_key_words_by_firm_are_per_1000_words(small: Corpus) -> None:
    found = key_word_rates.key_words_by_firm(small, STUDY, LISTED)
    assert found.table.index.tolist() == ["I", "J"]
    assert found.table.columns.tolist() == ["topic", "Huawei", "ZTE", "TCL"]
    assert found.table["Huawei"].tolist() == pytest.approx([2000 / 6, 1000 / 6])
    assert found.table["ZTE"].tolist() == pytest.approx([3000 / 7, 1000 / 7])
    assert found.table["TCL"].tolist() == pytest.approx([0, 250])
    assert found.evidence == ["k1", "k2"]


def test_the_heat_map_names_firms_with_their_words(small: Corpus) -> None:
    found = key_word_rates.key_words_by_firm(small, STUDY, LISTED)
    headed = key_word_rates.with_words_below(found, pd.Series({"Huawei": 6000, "TCL": 4}))
    assert headed.columns.tolist() == ["Huawei\n(6,000)", "TCL\n(4)"]


def test_rates_of_firms_stand_topic_by_topic_in_the_studys_order() -> None:
    model = {"T": modelled("tcl", "zte"), "U": modelled("huawei", family="negative binomial")}
    found = key_word_rates.rates_of_firms(model, STUDY)
    assert found.table[["topic", "group", "family"]].to_numpy().tolist() == [
        ["T", "ZTE", "poisson"],
        ["T", "TCL", "poisson"],
        ["U", "Huawei", "negative binomial"],
    ]
    panels = key_word_rates.rates_panels(found)
    assert list(panels) == ["T", "U"]
    assert panels["T"][["label", "per_1000", "low", "high"]].iloc[0].tolist() == [
        "ZTE", 2.5, 1.0, 4.0,
    ]  # fmt: skip


def test_rates_of_parts_adjust_p_for_the_topics() -> None:
    model = {"T": modelled("a", "b", p=0.02), "U": modelled("a", "b", p=0.6)}
    table = key_word_rates.rates_of_parts(model).table
    assert table.columns.tolist() == ["a", "b", "family", "LR", "p", "p_holm"]
    assert table["p_holm"].tolist() == pytest.approx([0.04, 0.6])


def test_in_the_study_no_rate_on_customers_differs_from_huaweis_for_sure(root: Path) -> None:
    study, prose = flagship_prose(root)
    listed = listed_words(study)
    listed = listed[listed["topic"] == "Learn from customers"]
    text = prose.where(source_id="main")
    firms = key_word_rates.modelled_by_firm(text, listed)
    of_firms = key_word_rates.rates_of_firms(firms, study).table
    assert of_firms["group"].tolist() == list(study.cases["name"])
    assert of_firms["p"].min() == pytest.approx(0.055, abs=5e-4)
    part = compared_words.parts(text, study)
    apart = key_word_rates.rates_of_parts(key_word_rates.modelled_by_part(text, part, listed))
    assert apart.table["p"].tolist() == pytest.approx([0.034], abs=5e-4)
    assert "no firm" not in apart.table.columns
