"""Words that stand together in one paragraph: how much more often than chance would have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.association import adjusted, chi2_p, log_likelihood
from crosscase.keywords.counting import Countable, counts
from crosscase.keywords.document_features import Counts
from crosscase.results import Result

__all__ = ["Cooccurrence", "cooccurrence", "permutation"]


@dataclass(frozen=True, repr=False)
class Cooccurrence(Result):
    """Pairs of words and how strongly each is tied.

    Parameters
    ----------
    table : DataFrame
        `feature_a`, `feature_b`, `n_both`, `n_a`, `n_b` (documents), `expected`, `pmi` (bits),
        `npmi` (-1 to 1), `G2` (signed), `jaccard`, `dice`, `p` and `p_adjusted`; and
        `p_permutation` after :func:`permutation`.
    documents : int
        Documents looked at.
    """

    table: pd.DataFrame
    documents: int

    @property
    def title(self) -> str:
        """Number of pairs and documents."""
        return f"{len(self.table)} pairs in {self.documents} documents"


def _presence(
    data: Countable, features: Sequence[str] | None, stop_words: Iterable[str], min_documents: int
) -> Counts:
    found = counts(data)
    keep = found.document_frequencies >= max(min_documents, 1)
    stop = set(stop_words)
    keep &= np.array([word not in stop for word in found.features], dtype=bool)
    if features is not None:
        wanted = set(features)
        keep &= np.array([word in wanted for word in found.features], dtype=bool)
    found = found.columns(keep)
    order = np.array(sorted(range(len(found.features)), key=found.features.__getitem__), int)
    matrix = (found.matrix[:, order] > 0).astype(np.int64)
    return Counts(matrix, found.features[order], found.documents)


def cooccurrence(
    data: Countable,
    *,
    features: Sequence[str] | None = None,
    stop_words: Iterable[str] = (),
    min_documents: int = 2,
    min_both: int = 1,
    adjust: str = "holm",
) -> Cooccurrence:
    """Measure for each pair of words how often they share a document.

    A document (here: a paragraph) counts once however often the words stand in it. With N
    documents, n_a, n_b and n_ab of them: PMI = log₂(N n_ab / (n_a n_b)), NPMI =
    PMI / -log₂(n_ab / N), Jaccard = n_ab / (n_a + n_b - n_ab), G² of the 2×2 table of presence.

    Parameters
    ----------
    data : Corpus, Tokens, Counts, DataFrame or texts
        The documents.
    features : sequence of str, optional
        Words to look at; all by default.
    stop_words : iterable of str
        Words left out.
    min_documents : int, default 2
        Documents that a word must stand in.
    min_both : int, default 1
        Documents that a pair must share to be listed; 0 lists pairs that never meet too.
    adjust : str, default "holm"
        A method of statsmodels' ``multipletests``, or "none"; over the listed pairs.

    Returns
    -------
    Cooccurrence
        Sorted by G² (largest first), then by the words; ``feature_a < feature_b``.

    References
    ----------
    Church & Hanks (1990), Computational Linguistics 16(1), 22-29; Bouma (2009), Normalized
    (pointwise) mutual information; Dunning (1993).

    Examples
    --------
    >>> found = cooccurrence(["hub spoke", "hub spoke", "hub firm", "firm"], min_documents=1)
    >>> found.table[["feature_a", "feature_b", "n_both", "pmi", "jaccard"]].round(3)
      feature_a feature_b  n_both    pmi  jaccard
    0       hub     spoke       2  0.415    0.667
    1      firm       hub       1 -0.585    0.250
    """
    present = _presence(data, features, stop_words, min_documents)
    n = len(present.documents)
    if not n:
        raise DataError("there are no documents to look at")
    a, b, n_ab = _pairs(present, min_both)
    n_a, n_b = present.totals[a], present.totals[b]
    table = pd.DataFrame(
        {"feature_a": present.features[a], "feature_b": present.features[b], "n_both": n_ab}
        | {"n_a": n_a, "n_b": n_b}
        | _ties(n_ab.astype(float), n_a.astype(float), n_b.astype(float), n)
    )
    table["p_adjusted"] = adjusted(table["p"].to_numpy(), adjust)
    order = np.lexsort((b, a, -table["G2"].to_numpy()))
    return Cooccurrence(table.iloc[order].reset_index(drop=True), n)


def _pairs(present: Counts, min_both: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the positions of both words of each pair and the documents they share."""
    # X'X of the 0/1 matrix X: entry (i, j) is the number of documents with both.
    if min_both <= 0:
        a, b = np.triu_indices(len(present.features), 1)
        shared = (present.matrix.T @ present.matrix).toarray()
        return a, b, shared[a, b]
    shared = (present.matrix.T @ present.matrix).tocoo()
    keep = (shared.row < shared.col) & (shared.data >= min_both)
    order = np.lexsort((shared.col[keep], shared.row[keep]))
    return shared.row[keep][order], shared.col[keep][order], shared.data[keep][order]


def _ties(n_ab: np.ndarray, n_a: np.ndarray, n_b: np.ndarray, n: int) -> dict[str, np.ndarray]:
    """Return the measures of association of pairs in `n` documents."""
    expected = n_a * n_b / n
    g2 = log_likelihood(n_ab, n_a - n_ab, n_b - n_ab, n - n_a - n_b + n_ab)
    with np.errstate(divide="ignore", invalid="ignore"):
        pmi = np.log2(n_ab / expected)
        npmi = np.where(n_ab == n, 1.0, pmi / -np.log2(n_ab / n))
    return {
        "expected": expected,
        "pmi": pmi,
        "npmi": np.where(n_ab == 0, -1.0, npmi),
        "G2": np.where(n_ab >= expected, g2, -g2),
        "jaccard": n_ab / (n_a + n_b - n_ab),
        "dice": 2 * n_ab / (n_a + n_b),
        "p": chi2_p(g2),
    }


def permutation(
    found: Cooccurrence,
    data: Countable,
    *,
    n: int = 999,
    seed: int = 1,
    adjust: str = "holm",
) -> Cooccurrence:
    """Add how often chance alone brings a pair together at least as often.

    Each word's documents are dealt anew, at random, as many as before; words with many documents
    meet by chance more often, and that is taken into account.

    Parameters
    ----------
    found : Cooccurrence
        Pairs, from :func:`cooccurrence`.
    data : as there
        The same documents.
    n : int, default 999
        Number of permutations, at least 1.
    seed : int, default 1
        Seed of the random numbers.
    adjust : str, default "holm"
        How `p_permutation_adjusted` is adjusted.

    Returns
    -------
    Cooccurrence
        With `p_permutation` = (1 + permutations with as many or more) / (1 + n), one-sided, and
        `p_permutation_adjusted`.

    Examples
    --------
    Two words in the same three of six documents: of the 20 ways to deal the second, one does it.

    >>> texts = ["a b", "a b", "a b", "c", "c", "c"]
    >>> found = permutation(cooccurrence(texts, min_documents=1), texts, n=1999)
    >>> round(float(found.table["p_permutation"][0]), 2)
    0.05
    """
    if n < 1:
        raise ParameterError(f"n is {n}; allowed: 1 and above")
    named = sorted({*found.table["feature_a"], *found.table["feature_b"]})
    present = _presence(data, named, (), 1)
    place = {name: i for i, name in enumerate(present.features)}
    a = found.table["feature_a"].map(place).to_numpy(int)
    b = found.table["feature_b"].map(place).to_numpy(int)
    seen = found.table["n_both"].to_numpy()
    dense = present.matrix.toarray().astype(np.float32)
    rng = np.random.default_rng(seed)
    as_many = np.zeros(len(seen), np.int64)
    for _ in range(n):
        dealt = rng.permuted(dense, axis=0)
        # Sums of ones in float32, which multiplies fast, are whole numbers up to 2^24.
        as_many += (dealt.T @ dealt)[a, b] >= seen - 0.5
    p = (1 + as_many) / (1 + n)
    table = found.table.assign(p_permutation=p, p_permutation_adjusted=adjusted(p, adjust))
    return replace(found, table=table)
