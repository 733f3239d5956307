"""Coded statements become tests."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase import process_tracing
from crosscase.errors import DataError
from crosscase.process_tracing import tests_from_evidence, weigh


def test_evidence_becomes_tests():
    rows = pd.DataFrame(
        {
            "evidence_id": ["e1", "e2", "e3"],
            "case_id": ["a", "b", "a"],
            "proposition_id": "P",
            "stance": [1, 1, -1],
            "specificity": ["joint", "joint", "firm"],
            "evidence_type": ["document", "document", "interview"],
            "source_id": "s",
            "locator": ["¶1", "¶1", "¶2"],
        }
    )
    found = tests_from_evidence(rows, {"joint": (0.5, 0.4), "firm interview": (0.7, 0.3)})
    # e1 and e2 are one sentence.
    assert found["test_id"].tolist() == ["e1", "e3"]
    assert found.iloc[1][["p_e_h", "p_e_not_h"]].tolist() == [0.3, 0.7]


def test_statements_of_both_sides_in_one_sentence_are_two_tests():
    rows = pd.DataFrame({"case_id": "a", "proposition_id": "P", "stance": [1, -1],
                         "source_id": "s", "locator": "¶1"})  # fmt: skip
    found = tests_from_evidence(rows, {"firm": (0.6, 0.3)})
    assert found["p_e_h"].tolist() == [0.6, 0.3]
    assert found["observed"].all()
    # What one says for, the other says against: together they weigh nothing.
    assert weigh(found).weight_db == pytest.approx(0)


def test_a_kind_without_likelihoods_is_named():
    rows = pd.DataFrame({"case_id": ["a"], "proposition_id": ["P"], "stance": [1]})
    with pytest.raises(
        DataError, match="evidence e01: no likelihoods for 'firm unspecified'; add them for it or"
    ):
        tests_from_evidence(rows, {})


def test_tab_shows_the_subjects_own_names():
    assert dir(process_tracing) == sorted(process_tracing.__all__)
    assert all(hasattr(process_tracing, name) for name in process_tracing.__all__)
