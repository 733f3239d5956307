"""Whatever holds words becomes a document-feature matrix."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from crosscase.errors import DataError
from crosscase.keywords.counting import counts
from crosscase.keywords.tokens import tokenize
from tests.keywords.documents import documents


@given(documents)
@settings(max_examples=30)
def test_counts_are_those_of_a_counter(texts):
    found = counts(texts)
    for row, text in zip(found.matrix.toarray(), texts, strict=True):
        wanted = Counter(text.split())
        assert {f: n for f, n in zip(found.features, row, strict=True) if n} == dict(wanted)


def test_what_has_counts_gives_them():
    found = counts("a b")
    assert counts(found) is found
    tokens = tokenize("a b")
    assert counts(tokens) is tokens.counts


def test_a_long_table_has_columns_document_feature_n():
    long = pd.DataFrame(
        {"document": ["y", "x", "y", "y"], "feature": ["b", "b", "a", "b"], "n": [2, 1, 3, 4],
         "note": ["", "", "", ""]}
    )  # fmt: skip
    found = counts(long)
    # In the order of their first appearance; what comes twice is added up.
    assert found.table.to_dict("index") == {"y": {"b": 6, "a": 3}, "x": {"b": 1, "a": 0}}
    assert found.totals.tolist() == [7, 3]


def test_tables_without_rows():
    assert counts(pd.DataFrame(columns=["document", "feature", "n"])).matrix.shape == (0, 0)
    assert counts(pd.DataFrame({"a": [], "b": []})).matrix.shape == (0, 2)
    assert counts({}).matrix.shape == (1, 0)


def test_a_wide_table_is_documents_by_features():
    wide = pd.DataFrame({"b": [2, 0], "a": [0.0, 3.0]}, index=["x", "y"])
    found = counts(wide)
    assert found.table.to_dict("index") == {"x": {"b": 2, "a": 0}, "y": {"b": 0, "a": 3}}
    assert found.matrix.dtype == np.int64
    assert counts(found.table).table.equals(found.table)


def test_a_series_or_a_mapping_to_numbers_is_one_document():
    for given_ in ({"a": 2, "b": 1}, pd.Series({"a": 2, "b": 1}), {"a": np.int64(2), "b": 1}):
        found = counts(given_)
        assert found.table.to_dict("index") == {0: {"a": 2, "b": 1}}


def test_a_mapping_to_text_is_named_documents():
    assert counts({"x": "a a", "y": "b"}).table.to_dict("index") == {
        "x": {"a": 2, "b": 0}, "y": {"a": 0, "b": 1},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([-1, 2], "a count is -1; counts are whole numbers, 0 or above"),
        ([1, 0.5], r"a count is 0\.5"),
        ([1, np.nan], "a count is nan"),
        (["x", "y"], "the counts hold text; give whole numbers, 0 or above"),
    ],
)
def test_counts_are_whole_numbers(values, message):
    with pytest.raises(DataError, match=message):
        counts(pd.DataFrame({"a": values}))
    with pytest.raises(DataError, match=message):
        counts(pd.DataFrame({"document": "x", "feature": "a", "n": values}))
