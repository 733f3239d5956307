"""Frequent words, and how evenly they are spread.

The functions take anything that :func:`crosscase.keywords.counts` takes: a corpus, tokens, a
document-feature matrix, or texts. Definitions follow quanteda where it has them, so that both
give the same numbers on the same tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd
from scipy import sparse

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.counting import Countable, counts
from crosscase.keywords.document_features import Counts
from crosscase.results import Result

__all__ = ["STOP_WORDS", "Frequencies", "dispersion", "frequencies"]

_TIES = ("min", "average", "first", "max", "dense")
STOP_WORDS = frozenset(
    """a about above after again against all also although am among an and any are aren't as at be
    because been before being below between both but by can can't cannot could couldn't did didn't
    do does doesn't doing don't down during e.g each either et etc few for from further had hadn't
    has hasn't have haven't having he he'd he'll he's hence her here here's hers herself him himself
    his how how's however i i'd i'll i'm i've i.e if in into is isn't it it's its itself let's may
    me might more most much must mustn't my myself neither no nor not of off often on once one only
    or other ought our ours ourselves out over own per rather same shall shan't she she'd she'll
    she's should shouldn't since so some such than that that's the their theirs them themselves then
    there there's therefore these they they'd they'll they're they've this those through thus to too
    toward towards under until up upon us very via was wasn't we we'd we'll we're we've were weren't
    what what's when when's where where's whether which while who who's whom why why's will with
    within without won't would wouldn't yet you you'd you'll you're you've your yours yourself
    yourselves""".split()  # noqa: SIM905
)
"""Words of grammar that frequencies and co-occurrence leave out unless told otherwise: articles,
pronouns, prepositions, conjunctions, auxiliaries, and adverbs that join sentences."""


@dataclass(frozen=True, repr=False)
class Frequencies(Result):
    """How often each word stands in a text.

    Parameters
    ----------
    table : DataFrame
        `feature`, `frequency`, `rank`, `docfreq` (documents with it), `group`, `per_1000`
        (occurrences per 1,000 tokens, stop words among them).
    tokens : int
        Tokens in all.
    """

    table: pd.DataFrame
    tokens: int

    @property
    def title(self) -> str:
        """Number of types and tokens."""
        return f"{self.table['feature'].nunique()} types in {self.tokens} tokens"


def _kept(found: Counts, stop_words: Iterable[str]) -> Counts:
    stop = set(stop_words)
    if not stop:
        return found
    return found.columns(np.array([word not in stop for word in found.features], dtype=bool))


def frequencies(
    data: Countable,
    *,
    stop_words: Iterable[str] = (),
    groups: Sequence[object] | None = None,
    n: int | None = None,
    ties: str = "min",
) -> Frequencies:
    """Count each word, with its rank and the number of documents that have it.

    Parameters
    ----------
    data : Corpus, Tokens, Counts, DataFrame or texts
        The documents.
    stop_words : iterable of str, default ()
        Words left out (after shares are taken); :data:`STOP_WORDS` is a list of them.
    groups : sequence, optional
        A group for each document; counted apart.
    n : int, optional
        How many words of each group are kept.
    ties : {"min", "average", "first", "max", "dense"}
        Rank of words with the same frequency.

    Returns
    -------
    Frequencies
        Sorted by group, then rank, then word; words that a group never has are not listed.

    References
    ----------
    Benoit et al. (2018), quanteda, JOSS 3(30), 774: ``textstat_frequency``.

    Examples
    --------
    The example of that function's tests:

    >>> frequencies(["a a b b c d", "a d d d", "a a a"]).table.iloc[:, :4]
      feature  frequency  rank  docfreq
    0       a          6     1        3
    1       d          4     2        2
    2       b          2     3        1
    3       c          1     4        1
    """
    if ties not in _TIES:
        raise ParameterError(f"ties is {ties!r}; allowed: {', '.join(map(repr, _TIES))}")
    everything = counts(data)
    found = _kept(everything, stop_words)
    labels = np.zeros(len(found.documents), int) if groups is None else np.asarray(groups, object)
    if len(labels) != len(found.documents):
        raise ParameterError(
            f"groups has {len(labels)} values, but there are {len(found.documents)} documents"
        )
    parts = []
    for group in sorted(set(labels.tolist())):
        mask = labels == group
        part = found.rows(mask)
        length = int(everything.lengths[mask].sum())
        parts.append(_frequency(part, "all" if groups is None else group, length, n, ties))
    table = pd.concat(parts, ignore_index=True) if parts else _frequency(found, "all", 0, n, ties)
    return Frequencies(table, int(everything.lengths.sum()))


def _frequency(found: Counts, group: object, length: int, n: int | None, ties: str) -> pd.DataFrame:
    there = np.flatnonzero(found.totals)
    table = pd.DataFrame(
        {"feature": found.features[there], "frequency": found.totals[there], "rank": 0}
    )
    table["docfreq"] = found.document_frequencies[there]
    table["group"] = group
    table["per_1000"] = 1000 * table["frequency"] / max(length, 1)
    table = table.sort_values(["frequency", "feature"], ascending=[False, True])
    rank = table["frequency"].rank(ascending=False, method=ties)
    table["rank"] = rank if ties == "average" else rank.astype(int)
    return table.head(n if n is not None else len(table)).reset_index(drop=True)


def dispersion(data: Countable, *, features: Sequence[str] | None = None) -> pd.DataFrame:
    """Say how evenly each word is spread over the documents (corpus parts).

    Parameters
    ----------
    data : Corpus, Tokens, Counts, DataFrame or texts
        The parts.
    features : sequence of str, optional
        Words to look at; all that occur by default.

    Returns
    -------
    DataFrame
        `feature`, `frequency`, `docfreq`, `DP` (Gries' deviation of proportions: 0 even, towards 1
        uneven), `DP_norm` (divided by its maximum, Lijffijt & Gries 2012), `juilland_D` (1 even;
        rates per part, population standard deviation), sorted by frequency, then word.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora, IJCL 13(4), 403-437; DP on
    pp. 415-416. Juilland, Brodin & Davidovitch (1970).

    Examples
    --------
    The small corpus of Gries (2008, p. 406): *a* in five parts of 9 to 11 words.

    >>> parts = ["b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a",
    ...          "b a g h a b e a a t", "b a h a a b e a x a t"]
    >>> dispersion(parts, features=["a"]).round(3)
      feature  frequency  docfreq    DP  DP_norm  juilland_D
    0       a         15        5  0.18     0.22       0.785
    """
    found = counts(data)
    sizes = found.lengths[found.lengths > 0].astype(float)
    if len(sizes) < 2:
        raise DataError(f"dispersion needs at least two parts with words; there are {len(sizes)}")
    part = found.rows(found.lengths > 0)
    if features is not None:
        part = part.columns(np.isin(part.features.astype(str), [str(f) for f in features]))
    part = part.columns(part.totals > 0)
    matrix = sparse.coo_array(part.matrix)
    s = sizes / sizes.sum()
    v = matrix.data / part.totals[matrix.col]
    column_sum = partial(np.bincount, matrix.col, minlength=len(part.features))
    # DP = ½ Σ |v - s| over all parts. A part without the word adds its share s: these are 1 minus
    # the shares of the parts that have it, so that only cells with a count are looked at.
    beyond = column_sum(weights=np.abs(v - s[matrix.row]))
    dp = 0.5 * (beyond + 1 - column_sum(weights=s[matrix.row]))
    p = matrix.data / sizes[matrix.row]
    mean = column_sum(weights=p) / len(sizes)
    variance = column_sum(weights=p**2) / len(sizes) - mean**2
    table = pd.DataFrame(
        {
            "feature": part.features,
            "frequency": part.totals,
            "docfreq": part.document_frequencies,
            "DP": dp,
            "DP_norm": dp / (1 - s.min()),
            "juilland_D": 1 - np.sqrt(np.maximum(variance, 0)) / mean / np.sqrt(len(sizes) - 1),
        }
    )
    order = ["frequency", "feature"]
    return table.sort_values(order, ascending=[False, True]).reset_index(drop=True)
