"""Codebook circularity on codebooks of a few words."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.robustness import circularity

WORDS = pd.DataFrame(
    {
        "keyword": ["hub", "spoke", "gatekeeper"],
        "proposition_id": ["P", "P", "Q"],
        "count_findings": [4, 0, 0],
        "count_theory": [2, 3, 0],
    }
)


def test_share_and_words_that_theory_alone_put_in() -> None:
    check = circularity(WORDS, "all")
    assert (check.check, check.claim, check.measure, check.digits) == (
        "codebook circularity",
        "all",
        "Share used",
        2,
    )
    assert check.holds is False
    assert check.statistic == pytest.approx(1 / 3)
    assert check.margin == pytest.approx(1 / 3 - 0.5)
    # Words that are not found come first, each kind by the alphabet.
    assert check.table["keyword"].tolist() == ["gatekeeper", "spoke", "hub"]
    assert check.table["theory_only"].tolist() == [False, True, False]
    assert check.table.index.tolist() == [0, 1, 2]
    assert check.sentence == "Of 3 key words, 2 never occur in the findings: gatekeeper and spoke."


def test_a_proposition_alone() -> None:
    check = circularity(WORDS, "P", proposition="P")
    # Half of them is enough at the default.
    assert (check.holds, check.statistic, check.margin) == (True, 0.5, 0.0)
    assert check.sentence == "Of 2 key words of P, 1 never occurs in the findings: spoke."
    none = circularity(WORDS, "R", proposition="R")
    assert none.holds is None
    assert none.sentence == "No key word of R is listed, so circularity cannot be judged."


def test_all_words_found() -> None:
    found = WORDS.assign(count_findings=1)
    check = circularity(found, "P", proposition="P", minimum_share=1)
    assert check.holds is True
    assert check.sentence == "All 2 key words of P occur in the findings."
    assert circularity(found[:1], "x").sentence == "The only key word occurs in the findings."


def test_a_word_of_two_propositions_is_one_word() -> None:
    twice = pd.DataFrame({"keyword": ["hub", "hub", "spoke"], "count_findings": [0, 2, 0]})
    check = circularity(twice, "x", minimum_share=0.0)
    assert check.table["count_findings"].tolist() == [0, 2]
    assert check.statistic == 0.5


def test_columns_of_other_names_and_no_theory() -> None:
    words = pd.DataFrame({"keyword": ["a", "b"], "f": [0, 0], "t": [1, 0]})
    assert circularity(words, "x", findings="f", theory="t").table["theory_only"].tolist() == [
        True,
        False,
    ]
    # Without a theory column all words count as put in by theory.
    plain = circularity(words, "x", findings="f").table
    assert plain.columns.tolist() == ["keyword", "f", "in_findings", "theory_only"]
    assert plain["theory_only"].all()


def test_eight_words_are_named_and_the_others_counted() -> None:
    words = pd.DataFrame({"keyword": list("abcdefghij"), "count_findings": 0})
    assert circularity(words, "x").sentence.endswith("a, b, c, d, e, f, g, h and 2 more.")
    assert circularity(words[:8], "x").sentence.endswith("a, b, c, d, e, f, g and h.")


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_share_out_of_range(share: float) -> None:
    with pytest.raises(ParameterError, match=f"minimum_share is {share}; allowed: 0 to 1"):
        circularity(WORDS, "x", minimum_share=share)


def test_missing_columns() -> None:
    with pytest.raises(DataError, match=r"no column 'keyword'; they have \[\]"):
        circularity(pd.DataFrame(), "x")
    with pytest.raises(DataError, match="no column 'count_findings'; they have"):
        circularity(WORDS[["keyword"]], "x")
    plain = WORDS.drop(columns="proposition_id")
    assert circularity(plain, "x").statistic == pytest.approx(1 / 3)
    with pytest.raises(DataError, match="no column 'proposition_id'"):
        circularity(plain, "x", proposition="P")
