"""Words near each other: counts in a window, block by block.

For "a b a c" and a window of 1 the pairs in order are (a, b), (b, a), (a, c). A loop over all
pairs is slow, and a matrix of positions by types is too large. So tokens are sorted by type, and
for one block of types after the other all neighbours are looked up at once: ::

    type a, at positions 0 and 2;  offsets -1, +1  ->  neighbours b; b, c   ->  row a: b 2, c 1
    type b, at position 1;         offsets -1, +1  ->  neighbours a, a      ->  row b: a 2

Rows come out in order and are put one under the other. A block has so many types that its pairs
fill some hundred megabytes at most; a type with more pairs than that is a block of its own, and is
counted part by part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from crosscase.errors import ParameterError
from crosscase.keywords.tokens import Tokens

__all__ = ["window_counts"]

_WINDOW_PAIRS = 20_000_000


def window_counts(
    found: Tokens,
    window: int = 5,
    *,
    ordered: bool = False,
    weights: Sequence[float] | None = None,
    triangle: bool = True,
) -> sparse.csr_array:
    """Count how often two types stand within `window` tokens of each other.

    The counting is that of quanteda's ``fcm(context = "window")``: each pair of positions in one
    document, at most `window` apart, counts once for (first, second); without order the matrix
    is added to its transpose, so that a type beside itself counts twice.

    Parameters
    ----------
    found : Tokens
        Tokens in their order.
    window : int, default 5
        The largest distance, at least 1.
    ordered : bool, default False
        Whether rows are what comes first and columns what comes after.
    weights : sequence of float, shape (window,), optional
        Weight of each distance 1 to `window`; 1 by default.
    triangle : bool, default True
        Whether only the upper triangle is returned, as quanteda does (not with `ordered`).

    Returns
    -------
    csr_array, shape (types, types)
        The counts; rows and columns as in ``found.types``.

    Raises
    ------
    ParameterError
        If `window` is below 1 or `weights` has another length.

    Examples
    --------
    The example of quanteda's manual page of fcm:

    >>> from crosscase.keywords.tokens import tokenize
    >>> letters = tokenize("A D A C E A D F E B A C E D", lower=False)
    >>> window_counts(letters, 2).toarray()[0].tolist()
    [2, 3, 3, 4, 1, 1]
    """
    if window < 1:
        raise ParameterError(f"window is {window}; allowed: 1 and above")
    if weights is not None and len(weights) != window:
        raise ParameterError(f"weights has {len(weights)} values; give {window}, one a distance")
    triangle = triangle and not ordered
    ahead = np.arange(1, window + 1)
    offsets = ahead if ordered else np.concatenate([-ahead[::-1], ahead])
    weight = None if weights is None else np.asarray(weights, float)[np.abs(offsets) - 1]
    order, bounds = _by_type(found)
    back, forth = _room(found, window)
    parts = []
    for low, high in _type_ranges(bounds, len(offsets)):
        at = order[bounds[low] : bounds[high]]
        near = _Neighbours(found.ids, at, offsets, back[at], forth[at], weight, triangle)
        parts.append(near.summed(bounds[low : high + 1] - bounds[low], len(found.types)))
    return _stacked(parts, len(found.types))


def _by_type(found: Tokens) -> tuple[np.ndarray, np.ndarray]:
    """Return the positions of the tokens sorted by type, and where each type begins."""
    n = len(found.ids)
    one_hot = sparse.csr_array(
        (np.ones(n, np.int8), found.ids, np.arange(n + 1)), shape=(n, len(found.types))
    ).tocsc()
    # The conversion to columns sorts by counting, in linear time, and keeps the order of positions.
    return one_hot.indices, one_hot.indptr


def _room(found: Tokens, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many tokens of its document stand before and after each, at most `window`."""
    # One byte a token where that holds the window: these arrays are as long as the text.
    small = np.int8 if window < 2**7 else np.int32
    sizes = np.diff(found.bounds)
    here = np.arange(len(found.ids))
    back = np.minimum(here - np.repeat(found.bounds[:-1], sizes), window).astype(small)
    forth = np.minimum(np.repeat(found.bounds[1:], sizes) - 1 - here, window).astype(small)
    return back, forth


def _type_ranges(bounds: np.ndarray, width: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of types with about `_WINDOW_PAIRS` pairs, at least one type each."""
    low, n_types = 0, len(bounds) - 1
    while low < n_types:
        goal = bounds[low] + _WINDOW_PAIRS // width
        high = min(max(int(np.searchsorted(bounds, goal, side="right")) - 1, low + 1), n_types)
        yield low, high
        low = high


@dataclass(frozen=True)
class _Neighbours:
    """The tokens around the positions `at`, which are sorted by type.

    With `upper`, only neighbours whose id is not below the type's own: looked at from both sides
    this is the upper triangle of the symmetric matrix.
    """

    ids: np.ndarray
    at: np.ndarray
    offsets: np.ndarray
    back: np.ndarray
    forth: np.ndarray
    weight: np.ndarray | None
    upper: bool

    def summed(self, bounds: np.ndarray, n_types: int) -> sparse.csr_array:
        """Add up the neighbours of each type; `bounds` says where each type's positions end."""
        if len(bounds) == 2:
            return self._one_type(n_types)
        near, values, sizes = self._found(slice(None))
        rows = np.concatenate([[0], np.cumsum(sizes)])
        beside = sparse.csr_array((values, near, rows), shape=(len(self.at), n_types))
        ones = np.ones(len(self.at), values.dtype)
        of_type = sparse.csr_array(
            (ones, np.arange(len(self.at)), bounds), shape=(len(bounds) - 1, len(self.at))
        )
        return sparse.csr_array(of_type @ beside)

    def _one_type(self, n_types: int) -> sparse.csr_array:
        total = np.zeros(n_types, np.float64)
        step = max(1, _WINDOW_PAIRS // len(self.offsets))
        for start in range(0, len(self.at), step):
            near, values, _ = self._found(slice(start, start + step))
            total += np.bincount(near, None if self.weight is None else values, n_types)
        columns = np.flatnonzero(total).astype(np.int32)
        values = total[columns]
        if self.weight is None:
            values = values.astype(np.int32 if values.max(initial=0) < 2**31 else np.int64)
        return sparse.csr_array((values, columns, [0, len(columns)]), shape=(1, n_types))

    def _found(self, part: slice) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return ids and weights of the neighbours, and how many each position has."""
        at = self.at[part, None]
        places = at + self.offsets.astype(at.dtype)
        steps = self.offsets.astype(self.back.dtype)
        inside = (steps >= -self.back[part, None]) & (steps <= self.forth[part, None])
        near = self.ids.take(places, mode="clip")
        if self.upper:
            inside &= near >= self.ids[at]
        if self.weight is None:
            values = np.ones(int(inside.sum()), np.int32)
        else:
            values = np.broadcast_to(self.weight, inside.shape)[inside]
        return near[inside], values, inside.sum(axis=1)


def _stacked(parts: list[sparse.csr_array], n_types: int) -> sparse.csr_array:
    """Put blocks of rows one under the other, without a second copy of all of them."""
    if not parts:
        return sparse.csr_array((n_types, n_types), dtype=np.int64)
    sizes = np.concatenate([[0], *(np.diff(part.indptr) for part in parts)])
    columns, values = [part.indices for part in parts], [part.data for part in parts]
    parts.clear()
    ends = np.cumsum(sizes)
    return sparse.csr_array((_emptied(values), _emptied(columns), ends), shape=(n_types, n_types))


def _emptied(pieces: list[np.ndarray]) -> np.ndarray:
    """Join `pieces`, giving up each as soon as it is copied."""
    whole = np.empty(sum(map(len, pieces)), np.result_type(*pieces))
    end = len(whole)
    while pieces:
        piece = pieces.pop()
        whole[end - len(piece) : end] = piece
        end -= len(piece)
    return whole
