"""Anything that holds words to a document-feature matrix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias, cast

import numpy as np
import pandas as pd
from scipy import sparse

from crosscase.errors import DataError
from crosscase.keywords.document_features import Counts
from crosscase.keywords.tokens import Texts, tokenize

__all__ = ["Countable", "counts"]


class HasCounts(Protocol):
    """What carries its document-feature matrix: tokens, a corpus."""

    @property
    def counts(self) -> Counts:
        """The matrix."""


Countable: TypeAlias = Counts | HasCounts | pd.DataFrame | pd.Series | Mapping[str, int] | Texts
"""What :func:`counts` takes, and with it every statistic of words."""


def counts(data: Countable) -> Counts:
    """Return `data` as a document-feature matrix, whatever form it has.

    Parameters
    ----------
    data : Counts, Tokens, DataFrame, Series, mapping, str or iterable
        Counts are returned as they are, and so are those of an object with an attribute `counts`;
        a DataFrame is documents by features, or long with columns `document`, `feature` and
        `n`; a Series or a mapping from feature to number is one document; all else goes through
        :func:`crosscase.keywords.tokenize`.

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
        data = pd.Series(dict(data))
    if isinstance(data, pd.Series):
        return _of_frame(data.to_frame().T.reset_index(drop=True))
    return tokenize(cast("Texts", data)).counts


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
