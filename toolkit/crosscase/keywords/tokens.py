"""Text to token ids, and token ids to counts: what every statistic of words starts from.

A token is a run of letters or digits; an apostrophe, hyphen, ampersand or full stop between two
of them belongs to it (``firm's``, ``co-operation``, ``R&D``, ``2.5``). Tokens are numbered in the
order of their first appearance; text is read in pieces, so memory holds the numbers, not the words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from crosscase.errors import DataError, ParameterError

__all__ = ["Counts", "Tokens", "counts", "tokenize", "window_counts", "words"]

_SEPARATOR = "\x1e"
_WORD = r"[^\W_]+(?:[-\u2010\u2011'\u2019&.](?=[^\W_])[^\W_]+)*"
_TOKEN = re.compile(_WORD)
_TOKEN_OR_END = re.compile(f"{_WORD}|{_SEPARATOR}")
_SPACE = re.compile(r"\s")
_PIECE_CHARACTERS = 2_000_000
_BLOCK_TOKENS = 400_000
_WINDOW_PAIRS = 20_000_000


def words(text: str, *, lower: bool = True) -> list[str]:
    """Return the tokens of one text in reading order.

    Parameters
    ----------
    text : str
        Any text, in NFC.
    lower : bool, default True
        Whether case is folded to lower case.

    Returns
    -------
    list of str
        The tokens; typographic apostrophes and hyphens become plain ones.

    Examples
    --------
    >>> words("The firm\u2019s R&D co-operation rose 2.5 %.")
    ['the', "firm's", 'r&d', 'co-operation', 'rose', '2.5']
    """
    return _TOKEN.findall(_plain(text.lower() if lower else text))


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return text.replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")


@dataclass(frozen=True)
class Counts:
    """How often each feature stands in each document.

    Parameters
    ----------
    matrix : csr_array of int64, shape (documents, features)
        The counts.
    features : ndarray of object, shape (features,)
        The features, as the columns.
    documents : ndarray of object, shape (documents,)
        Names of the documents, as the rows.
    """

    matrix: sparse.csr_array
    features: np.ndarray
    documents: np.ndarray

    @cached_property
    def totals(self) -> np.ndarray:
        """Occurrences of each feature, shape (features,)."""
        return np.bincount(
            self.matrix.indices, weights=self.matrix.data, minlength=self.matrix.shape[1]
        ).astype(np.int64)

    @cached_property
    def document_frequencies(self) -> np.ndarray:
        """Documents in which each feature stands, shape (features,)."""
        present = self.matrix.indices[self.matrix.data > 0]
        return np.bincount(present, minlength=self.matrix.shape[1])

    @cached_property
    def lengths(self) -> np.ndarray:
        """Tokens in each document, shape (documents,)."""
        return np.asarray(self.matrix.sum(axis=1)).ravel().astype(np.int64)

    def rows(self, chosen: Any) -> Counts:
        """Return the documents that `chosen` (names, positions or a mask) picks."""
        mask = self.mask(chosen)
        return Counts(self.matrix[np.flatnonzero(mask)], self.features, self.documents[mask])

    def columns(self, mask: np.ndarray) -> Counts:
        """Return the features for which `mask`, shape (features,), is true."""
        return Counts(self.matrix[:, np.flatnonzero(mask)], self.features[mask], self.documents)

    def mask(self, chosen: Any) -> np.ndarray:
        """Return, for each document, whether `chosen` (names, positions or a mask) picks it."""
        picked = np.atleast_1d(np.asarray(chosen))
        if picked.dtype == bool:
            if len(picked) != len(self.documents):
                raise ParameterError(
                    f"the mask has {len(picked)} values, but there are {len(self.documents)} "
                    "documents; give one value a document"
                )
            return picked
        if np.issubdtype(picked.dtype, np.integer):
            bad = picked[(picked < 0) | (picked >= len(self.documents))]
            if len(bad):
                raise ParameterError(
                    f"there is no document {bad[0]}; positions go from 0 to "
                    f"{len(self.documents) - 1}"
                )
            return np.isin(np.arange(len(self.documents)), picked)
        missing = sorted(set(picked.tolist()) - set(self.documents.tolist()))
        if missing:
            raise ParameterError(f"there is no document named {missing[0]!r}")
        return np.isin(self.documents.astype(str), picked.astype(str))

    def grouped(self, groups: Sequence[Any]) -> Counts:
        """Return the counts with documents of the same group added up, groups sorted."""
        if len(groups) != len(self.documents):
            raise ParameterError(
                f"groups has {len(groups)} values, but there are {len(self.documents)} documents"
            )
        codes, names = pd.factorize(np.asarray(groups, dtype=object), sort=True)
        keep = np.flatnonzero(codes >= 0)
        sums = sparse.csr_array(
            (np.ones(len(keep), np.int64), (codes[keep], keep)),
            shape=(len(names), len(self.documents)),
        )
        return Counts(sparse.csr_array(sums @ self.matrix), self.features, np.asarray(names))

    @property
    def table(self) -> pd.DataFrame:
        """The counts as a DataFrame, documents by features (small data only)."""
        return pd.DataFrame(
            self.matrix.toarray(), index=self.documents.tolist(), columns=self.features.tolist()
        )


@dataclass(frozen=True)
class Tokens:
    """Token ids of documents, with the vocabulary.

    Parameters
    ----------
    ids : ndarray of int32, shape (tokens,)
        Position of each token's type in `types`, all documents one after the other.
    types : list of str
        The vocabulary, in the order of first appearance.
    bounds : ndarray of int64, shape (documents + 1,)
        Document `d` is ``ids[bounds[d]:bounds[d + 1]]``.
    documents : ndarray of object, shape (documents,)
        Names of the documents.
    """

    ids: np.ndarray
    types: list[str]
    bounds: np.ndarray
    documents: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def counts(self) -> Counts:
        """The document-feature matrix; features in the order of first appearance."""
        shape = (len(self.documents), len(self.types))
        blocks = [_block(self.ids, self.bounds[a : b + 1], shape[1]) for a, b in self._blocks()]
        matrix = sparse.csr_array(sparse.vstack(blocks, "csr")) if blocks else None
        if matrix is None:
            matrix = sparse.csr_array(shape, dtype=np.int64)
        return Counts(matrix, np.array(self.types, dtype=object), self.documents)

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Yield ranges of documents of about `_BLOCK_TOKENS` tokens."""
        first = 0
        while first < len(self.documents):
            goal = self.bounds[first] + _BLOCK_TOKENS
            last = int(np.searchsorted(self.bounds, goal, side="right")) - 1
            last = min(max(last, first + 1), len(self.documents))
            yield first, last
            first = last

    def words(self, document: int) -> list[str]:
        """Return the tokens of the document at position `document`."""
        return [self.types[i] for i in self.ids[self.bounds[document] : self.bounds[document + 1]]]

    def without(self, stop: Iterable[str]) -> Tokens:
        """Return the tokens without those in `stop`; what is left moves together."""
        stopped = set(stop)
        keep_type = np.array([word not in stopped for word in self.types], dtype=bool)
        keep = keep_type[self.ids] if len(self.ids) else np.zeros(0, dtype=bool)
        passed = np.concatenate([[0], np.cumsum(keep)])
        new_id = np.cumsum(keep_type, dtype=np.int32) - 1
        types = [word for word, kept in zip(self.types, keep_type, strict=True) if kept]
        return Tokens(new_id[self.ids[keep]], types, passed[self.bounds], self.documents)


def _block(ids: np.ndarray, bounds: np.ndarray, n_types: int) -> sparse.csr_array:
    """Count the documents between `bounds`; sorting by counting, twice, is linear."""
    part = ids[bounds[0] : bounds[-1]]
    if len(bounds) == 2:
        found = np.bincount(part, minlength=n_types)
        columns = np.flatnonzero(found)
        ends = np.array([0, len(columns)])
        return sparse.csr_array((found[columns], columns, ends), shape=(1, n_types))
    used, local = np.unique(part, return_inverse=True) if len(part) < n_types else (None, part)
    width = n_types if used is None else len(used)
    raw = sparse.csr_array(
        (np.ones(len(part), np.int32), local, bounds - bounds[0]), shape=(len(bounds) - 1, width)
    )
    block = sparse.csr_array(raw.tocsc().tocsr())
    block.sum_duplicates()
    columns = block.indices if used is None else used[block.indices]
    return sparse.csr_array(
        (block.data.astype(np.int64), columns, block.indptr), shape=(len(bounds) - 1, n_types)
    )


def tokenize(
    texts: str | Mapping[str, str] | Iterable[str] | Iterable[Sequence[str]],
    *,
    lower: bool = True,
    split: str = "words",
    names: Sequence[str] | None = None,
) -> Tokens:
    """Number the tokens of one or more documents.

    Parameters
    ----------
    texts : str, mapping of str, iterable of str, or iterable of token lists
        One document; named documents; documents one after the other (an open file gives its
        lines); or documents that are split into tokens already, which are taken as they are.
    lower : bool, default True
        Whether case is folded to lower case (not for documents that are split already).
    split : {"words", "whitespace"}
        How text is split: by this module's rule, or only at white space.
    names : sequence of str, optional
        Names of the documents; their positions, counted from 0, by default.

    Returns
    -------
    Tokens
        Ids, vocabulary and the documents' bounds; ``len()`` is the number of tokens.

    Raises
    ------
    ParameterError
        If `split` is not one of the two, or `names` has another length than the documents.

    Examples
    --------
    >>> found = tokenize(["a rose is a rose", "a daisy"])
    >>> found.types, found.ids.tolist(), found.bounds.tolist()
    (['a', 'rose', 'is', 'daisy'], [0, 1, 2, 0, 1, 0, 3], [0, 5, 7])
    """
    if split not in {"words", "whitespace"}:
        raise ParameterError(f"split is {split!r}; allowed: 'words', 'whitespace'")
    if isinstance(texts, Mapping):
        names, texts = list(texts), list(texts.values())
    documents: Iterable[Any] = [texts] if isinstance(texts, str) else texts
    # The separator of documents is number 0; the words' numbers are moved down by one at the end.
    vocabulary: defaultdict[str, int] = defaultdict(None, {_SEPARATOR: 0})
    vocabulary.default_factory = vocabulary.__len__
    parts: list[np.ndarray] = []
    lengths: list[np.ndarray] = []
    for piece in _pieces(documents):
        ids, sizes = _numbered(piece, vocabulary.__getitem__, lower=lower, split=split)
        parts.append(ids - np.int32(1))
        lengths.append(sizes)
    sizes = np.concatenate(lengths) if lengths else np.zeros(0, np.int64)
    labels = np.arange(len(sizes)).astype(object) if names is None else np.array([*names], object)
    if len(labels) != len(sizes):
        raise ParameterError(f"names has {len(labels)} values for {len(sizes)} documents")
    ids = np.concatenate(parts) if parts else np.zeros(0, np.int32)
    return Tokens(ids, list(vocabulary)[1:], np.concatenate([[0], np.cumsum(sizes)]), labels)


def _pieces(documents: Iterable[Any]) -> Iterator[list[Any]]:
    """Collect documents until a piece is large enough to be worth a call."""
    piece: list[Any] = []
    size = 0
    for document in documents:
        if len(document) > _PIECE_CHARACTERS and piece:
            yield piece
            piece, size = [], 0
        piece.append(document)
        size += len(document)
        if size >= _PIECE_CHARACTERS:
            yield piece
            piece, size = [], 0
    if piece:
        yield piece


def _numbered(
    piece: list[Any], number: Callable[[str], int], *, lower: bool, split: str
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ids of a piece and the length of each of its documents."""
    if not isinstance(piece[0], str):
        sizes = np.fromiter(map(len, piece), np.int64, len(piece))
        ids = np.fromiter(map(number, chain.from_iterable(piece)), np.int32, int(sizes.sum()))
        if not ids.all():
            raise DataError("a token is the control character U+001E; leave it out")
        return ids, sizes
    if len(piece) == 1:
        return _numbered_long(piece[0], number, lower=lower, split=split)
    text = _SEPARATOR.join(document.replace(_SEPARATOR, " ") for document in piece)
    found = _found(text + _SEPARATOR, lower=lower, split=split)
    ids = np.fromiter(map(number, found), np.int32, len(found))
    ends = np.flatnonzero(ids == 0)
    return ids[ids != 0], np.diff(np.concatenate([[-1], ends])) - 1


def _found(text: str, *, lower: bool, split: str) -> list[str]:
    text = text.lower() if lower else text
    if split == "whitespace":
        return text.replace(_SEPARATOR, f" {_SEPARATOR} ").split()
    return _TOKEN_OR_END.findall(_plain(text))


def _numbered_long(
    text: str, number: Callable[[str], int], *, lower: bool, split: str
) -> tuple[np.ndarray, np.ndarray]:
    """Number one document, however long, in pieces that end at white space."""
    parts = [np.zeros(0, np.int32)]
    start = 0
    while start < len(text):
        stop = _SPACE.search(text, min(start + _PIECE_CHARACTERS, len(text)))
        end = stop.end() if stop else len(text)
        found = _found(text[start:end].replace(_SEPARATOR, " "), lower=lower, split=split)
        parts.append(np.fromiter(map(number, found), np.int32, len(found)))
        start = end
    ids = np.concatenate(parts)
    return ids, np.array([len(ids)])


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
    return one_hot.indices, one_hot.indptr


def _room(found: Tokens, window: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many tokens of its document stand before and after each, at most `window`."""
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


def counts(data: Any) -> Counts:
    """Return `data` as a document-feature matrix, whatever form it has.

    Parameters
    ----------
    data : Counts, Tokens, DataFrame, Series, mapping, str or iterable
        Counts are returned as they are, and so are those of an object with an attribute `counts`;
        a DataFrame is documents by features, or long with columns `document`, `feature` and
        `n`; a Series or a mapping from feature to number is one document; all else goes through
        :func:`tokens`.

    Returns
    -------
    Counts
        The counts.

    Raises
    ------
    DataError
        If a count is negative, fractional or missing.

    Examples
    --------
    >>> counts({"wide": 2, "deep": 1}).table
       wide  deep
    0     2     1
    """
    if isinstance(data, Counts):
        return data
    held = getattr(data, "counts", None)
    if isinstance(held, Counts):
        return held
    if isinstance(data, pd.DataFrame):
        return _of_frame(data)
    if isinstance(data, Mapping) and all(isinstance(v, int | np.integer) for v in data.values()):
        data = pd.Series(dict(data), dtype=np.int64)
    if isinstance(data, pd.Series):
        return _of_frame(data.to_frame().T.reset_index(drop=True))
    return tokenize(data).counts


def _of_frame(frame: pd.DataFrame) -> Counts:
    if {"document", "feature", "n"} <= set(frame.columns):
        _check(frame["n"].to_numpy())
        rows, documents = pd.factorize(frame["document"])
        columns, features = pd.factorize(frame["feature"])
        shape = (len(documents), len(features))
        numbers = frame["n"].to_numpy().astype(np.int64)
        matrix = sparse.coo_array((numbers, (rows, columns)), shape=shape).tocsr()
        return Counts(matrix, np.asarray(features, object), np.asarray(documents, object))
    _check(frame.to_numpy())
    matrix = sparse.csr_array(frame.to_numpy().astype(np.int64))
    return Counts(matrix, frame.columns.to_numpy(object), frame.index.to_numpy(object))


def _check(numbers: np.ndarray) -> None:
    try:
        values = np.asarray(numbers, dtype=float)
    except (TypeError, ValueError):
        raise DataError("the counts hold text; give whole numbers, 0 or above") from None
    bad = values[~((values >= 0) & (values == np.floor(values)))]
    if bad.size:
        raise DataError(f"a count is {bad.flat[0]:g}; counts are whole numbers, 0 or above")
