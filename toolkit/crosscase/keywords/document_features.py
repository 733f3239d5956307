"""The document-feature matrix: how often each word stands in each document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import sparse

from crosscase.errors import ParameterError

__all__ = ["Counts"]


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

    def rows(self, chosen: ArrayLike) -> Counts:
        """Return the documents that `chosen` (names, positions or a mask) picks, in their order."""
        mask = self.mask(chosen)
        return Counts(self.matrix[np.flatnonzero(mask)], self.features, self.documents[mask])

    def columns(self, mask: np.ndarray) -> Counts:
        """Return the features for which `mask`, shape (features,), is true."""
        return Counts(self.matrix[:, np.flatnonzero(mask)], self.features[mask], self.documents)

    def mask(self, chosen: ArrayLike) -> np.ndarray:
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

    def grouped(self, groups: Sequence[object]) -> Counts:
        """Return the counts with documents of the same group added up, groups sorted.

        A document whose group is missing (None) belongs to none.

        Examples
        --------
        >>> matrix = sparse.csr_array(np.array([[1, 0], [2, 1]]))
        >>> found = Counts(matrix, np.array(["hub", "spoke"]), np.array(["x", "y"]))
        >>> found.grouped(["g", "g"]).table
           hub  spoke
        g    3      1
        """
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
