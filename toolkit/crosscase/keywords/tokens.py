"""Text to token ids, and token ids to counts: what every statistic of words starts from.

A token is a run of letters or digits; an apostrophe, hyphen, ampersand or full stop between two
of them belongs to it (``firm's``, ``co-operation``, ``R&D``, ``2.5``). Tokens are numbered in the
order of their first appearance: "a rose is a rose" is 0 1 2 0 1 with the vocabulary a, rose, is.

Most time goes into calls, not into text. So documents are joined to pieces of some megabytes, with
a control character between them that no word holds; one regular expression splits a piece, and
where its number comes up a document ends. Memory holds numbers, not words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeAlias, cast

import numpy as np
from scipy import sparse

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.document_features import Counts

__all__ = ["Texts", "Tokens", "tokenize", "words"]

Texts: TypeAlias = str | Mapping[str, str] | Iterable[str] | Iterable[Sequence[str]]
"""One document, named documents, documents in a row, or documents split into tokens."""

_SEPARATOR = "\x1e"
_WORD = r"[^\W_]+(?:[-\u2010\u2011'\u2019&.](?=[^\W_])[^\W_]+)*"
_Text: TypeAlias = str | Sequence[str]
_TOKEN = re.compile(_WORD)
_TOKEN_OR_END = re.compile(f"{_WORD}|{_SEPARATOR}")
# The separator counts as white space, so that `str.split` would lose it.
_RUN_OR_END = re.compile(rf"\S+|{_SEPARATOR}")
_SPACE = re.compile(r"\s")
# Larger pieces gain no time and cost memory; so do larger blocks, which are sorted one by one.
_PIECE_CHARACTERS = 2_000_000
_BLOCK_TOKENS = 400_000


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
    texts: Texts,
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
    documents = cast("Iterable[_Text]", [texts] if isinstance(texts, str) else texts)
    # The separator of documents is number 0; the words' numbers are moved down by one at the end.
    # A word that is new gets the size of the vocabulary as its number, without a look-up in Python.
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


def _pieces(documents: Iterable[_Text]) -> Iterator[list[_Text]]:
    """Collect documents until a piece is large enough to be worth a call."""
    piece: list[_Text] = []
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
    piece: list[_Text], number: Callable[[str], int], *, lower: bool, split: str
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
    text = _SEPARATOR.join(part.replace(_SEPARATOR, " ") for part in cast("list[str]", piece))
    found = _found(text + _SEPARATOR, lower=lower, split=split)
    ids = np.fromiter(map(number, found), np.int32, len(found))
    ends = np.flatnonzero(ids == 0)
    return ids[ids != 0], np.diff(np.concatenate([[-1], ends])) - 1


def _found(text: str, *, lower: bool, split: str) -> list[str]:
    text = text.lower() if lower else text
    if split == "whitespace":
        return _RUN_OR_END.findall(text)
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
