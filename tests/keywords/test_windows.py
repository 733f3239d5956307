"""Words near each other: quanteda's examples, two loops, blocks of types."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosscase.errors import ParameterError
from crosscase.keywords import windows as module
from crosscase.keywords.tokens import tokenize
from crosscase.keywords.windows import window_counts
from tests.keywords.documents import documents

REFERENCE = Path(__file__).parents[1] / "reference" / "words"
LETTERS = "A D A C E A D F E B A C E D"


def reference(kind):
    table = pd.read_csv(REFERENCE / "fcm_window.csv")
    return table[table["kind"] == kind].set_index("row").drop(columns="kind")


def square(matrix, types):
    frame = pd.DataFrame(matrix.toarray(), index=types, columns=types)
    return frame.loc[sorted(types), sorted(types)]


@pytest.mark.parametrize(
    ("kind", "weights"),
    [("frequency", None), ("weighted", [1, 1 / 2, 1 / 3]), ("321", [3, 2, 1])],
)
def test_quanteda(kind, weights):
    found = tokenize(LETTERS, lower=False)
    full = square(window_counts(found, 3, weights=weights, triangle=False), found.types)
    # Types by name, as quanteda's tests have them, and the upper triangle.
    upper = full.where(np.triu(np.ones(full.shape, dtype=bool)), 0)
    assert np.allclose(upper, reference(kind), atol=0.006)


def test_ordered_and_symmetric_quanteda():
    found = tokenize(LETTERS, lower=False)
    ordered = square(window_counts(found, 3, ordered=True), found.types)
    assert (ordered == reference("ordered")).all().all()
    both = square(window_counts(found, 3, triangle=False), found.types)
    assert (both == reference("symmetric")).all().all()


def naive(texts, window, weights, types):
    pairs = Counter()
    for document in (text.split() for text in texts):
        for i, first in enumerate(document):
            for step, second in enumerate(document[i + 1 : i + 1 + window]):
                pairs[first, second] += weights[step]
    place = {name: i for i, name in enumerate(types)}
    matrix = np.zeros((len(types), len(types)))
    for (a, b), n in pairs.items():
        matrix[place[a], place[b]] += n
    return matrix


@given(documents, st.integers(1, 6), st.sampled_from([1, 8, 30, 20_000_000]), st.booleans())
@settings(max_examples=25)
def test_counts_are_those_of_two_loops(texts, window, pairs, weighted):
    weights = [2.0**-i for i in range(window)] if weighted else None
    found = tokenize(texts)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_WINDOW_PAIRS", pairs)
        ordered = window_counts(found, window, ordered=True, weights=weights).toarray()
        both = window_counts(found, window, triangle=False, weights=weights).toarray()
        upper = window_counts(found, window, weights=weights).toarray()
    wanted = naive(texts, window, weights or [1] * window, found.types)
    assert np.allclose(ordered, wanted)
    assert np.allclose(both, wanted + wanted.T)
    assert np.allclose(upper, np.triu(wanted + wanted.T))


def test_five_tokens_by_default_and_none_of_another_document():
    found = tokenize(["a x x x x b x", "c"])
    a, b, c = (found.types.index(name) for name in "abc")
    counts = window_counts(found, triangle=False).toarray()
    assert counts[a, b] == 1
    assert window_counts(found, 4, triangle=False).toarray()[a, b] == 0
    assert counts[c].sum() == 0


@pytest.mark.parametrize("window", [127, 128, 300])
def test_wide_windows(window):
    found = tokenize("a " + "x " * 299 + "b " + "x " * 10)
    a, b = found.types.index("a"), found.types.index("b")
    counts = window_counts(found, window, triangle=False).toarray()
    assert counts[a, b] == (window >= 300)
    # x before and after b.
    assert counts[b].sum() == window + 10


@pytest.mark.parametrize("pairs", [1, 20_000_000])
def test_the_numbers_are_whole_unless_weighted(monkeypatch, pairs):
    monkeypatch.setattr(module, "_WINDOW_PAIRS", pairs)
    found = tokenize("a b a c")
    assert window_counts(found, 1).dtype == np.int32
    assert window_counts(found, 1, weights=[0.5]).toarray()[0].tolist() == [0, 1, 0.5]
    assert window_counts(tokenize([]), 2).shape == (0, 0)
    # An ordered matrix has no triangle.
    assert window_counts(tokenize("a b a"), 1, ordered=True).toarray().tolist() == [[0, 1], [1, 0]]


def test_refuses():
    with pytest.raises(ParameterError, match="window is 0; allowed: 1 and above"):
        window_counts(tokenize("a b"), 0)
    with pytest.raises(ParameterError, match="weights has 1 values; give 2, one a distance"):
        window_counts(tokenize("a b"), 2, weights=[1])
