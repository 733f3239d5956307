"""The document-feature matrix: sums, parts of it, groups."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from crosscase.errors import ParameterError
from crosscase.keywords.counting import counts
from crosscase.keywords.document_features import Counts


@pytest.fixture
def three():
    return counts({"x": "a b b", "y": "b c", "z": "c"})


def test_sums(three):
    assert three.totals.tolist() == [1, 3, 2]
    assert three.document_frequencies.tolist() == [1, 2, 2]
    assert three.lengths.tolist() == [3, 2, 1]
    for numbers in (three.totals, three.lengths, three.document_frequencies):
        assert numbers.dtype == np.int64


def test_zeros_that_are_stored_are_no_documents():
    matrix = sparse.csr_array((np.array([0, 2]), np.array([0, 0]), np.array([0, 1, 2])), (2, 2))
    found = Counts(matrix, np.array(["a", "b"], object), np.array(["x", "y"], object))
    assert found.document_frequencies.tolist() == [1, 0]
    assert found.totals.tolist() == [2, 0]


@pytest.mark.parametrize(
    ("chosen", "wanted"),
    [
        (["x", "z"], ["x", "z"]),
        (["z", "x"], ["x", "z"]),
        ("y", ["y"]),
        (1, ["y"]),
        ([2, 0], ["x", "z"]),
        ([False, True, True], ["y", "z"]),
        ([], []),
    ],
)
def test_rows(three, chosen, wanted):
    found = three.rows(np.array(chosen, int) if chosen == [] else chosen)
    assert found.documents.tolist() == wanted
    assert found.lengths.tolist() == [{"x": 3, "y": 2, "z": 1}[name] for name in wanted]
    assert found.features.tolist() == ["a", "b", "c"]


def test_columns(three):
    found = three.columns(np.array([True, False, True]))
    assert found.table.to_dict("index") == {
        "x": {"a": 1, "c": 0}, "y": {"a": 0, "c": 1}, "z": {"a": 0, "c": 1},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ("q", "no document named 'q'"),
        ([*"ysrtuvwq"], "no document named 'q'"),
        (3, "no document 3; positions go from 0 to 2"),
        ([0, -1], "no document -1; positions go from 0 to 2"),
        ([True, False], "mask has 2 values, but there are 3 documents; give one value a document"),
    ],
)
def test_documents_that_are_not_there(three, chosen, message):
    with pytest.raises(ParameterError, match=message):
        three.rows(chosen)


def test_groups_are_added_up_and_sorted(three):
    found = three.grouped(["h", "g", "g"])
    assert found.documents.tolist() == ["g", "h"]
    assert found.table.to_dict("index") == {
        "g": {"a": 0, "b": 1, "c": 2}, "h": {"a": 1, "b": 2, "c": 0},
    }  # fmt: skip
    assert three.grouped([None, "g", None]).table.to_dict("index") == {
        "g": {"a": 0, "b": 1, "c": 1}
    }
    with pytest.raises(ParameterError, match="groups has 1 values, but there are 3 documents"):
        three.grouped(["g"])
