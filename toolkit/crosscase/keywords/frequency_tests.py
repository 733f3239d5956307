"""Frequent words, words that are key to one text, and words that stand together.

All functions take anything that :func:`crosscase.keywords.tokens.counts` takes: a corpus, tokens, a
document-feature matrix, or texts. Definitions follow quanteda where it has them, so that both
give the same numbers on the same tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse, stats

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.association import adjusted, chi2_p, log_likelihood, observed_part
from crosscase.keywords.mention_rates import Rates, rates
from crosscase.keywords.networks import (
    Cooccurrence,
    Network,
    cooccurrence,
    network,
    permutation,
)
from crosscase.keywords.tokens import Counts, counts, window_counts
from crosscase.results import Result

__all__ = [
    "STOP_WORDS",
    "Cooccurrence",
    "Frequencies",
    "Keyness",
    "Network",
    "Rates",
    "cooccurrence",
    "dispersion",
    "frequencies",
    "keyness",
    "log_likelihood",
    "network",
    "permutation",
    "rates",
    "window_counts",
]

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
    data: Any,
    *,
    stop_words: Iterable[str] = (),
    groups: Sequence[Any] | None = None,
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
    if ties not in {"min", "average", "first", "max", "dense"}:
        raise ParameterError(
            f"ties is {ties!r}; allowed: 'min', 'average', 'first', 'max', 'dense'"
        )
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


def _frequency(found: Counts, group: Any, length: int, n: int | None, ties: str) -> pd.DataFrame:
    there = np.flatnonzero(found.totals)
    table = pd.DataFrame(
        {"feature": found.features[there], "frequency": found.totals[there], "rank": 0}
    )
    table["docfreq"] = found.document_frequencies[there]
    table["group"] = group
    table["per_1000"] = 1000 * table["frequency"] / max(length, 1)
    table = table.sort_values(["frequency", "feature"], ascending=[False, True], kind="stable")
    rank = table["frequency"].rank(ascending=False, method=ties)
    table["rank"] = rank if ties == "average" else rank.astype(int)
    return table.head(n if n is not None else len(table)).reset_index(drop=True)


def dispersion(data: Any, *, features: Sequence[str] | None = None) -> pd.DataFrame:
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


MEASURES = ("lr", "rayson", "chi2", "exact", "pmi")
CORRECTIONS = ("none", "yates", "williams", "default")


@dataclass(frozen=True, repr=False)
class Keyness(Result):
    """Words that one text has more or less often than another.

    Parameters
    ----------
    table : DataFrame
        `feature`, the statistic (`G2`, `chi2`, `odds_ratio` or `pmi`; signed, positive where the
        target has more than expected), `p`, `p_adjusted`, `n_target`, `n_reference`,
        `per_1000_target`, `per_1000_reference`, `log_ratio`, `difference_percent`, `odds_ratio`.
    measure, correction, adjust : str
        As they were asked for.
    """

    table: pd.DataFrame
    measure: str
    correction: str
    adjust: str

    @property
    def title(self) -> str:
        """Measure, correction and how p was adjusted."""
        return f"Keyness by {self.measure} (correction {self.correction}, p by {self.adjust})"


def keyness(
    target: Any,
    reference: Any = None,
    *,
    documents: Any = None,
    measure: str = "lr",
    correction: str = "none",
    adjust: str = "holm",
    stop_words: Iterable[str] = (),
    min_count: int = 0,
    smoothing: float = 0.5,
    sort: bool = True,
) -> Keyness:
    """Compare each word's frequency in a target with that in a reference.

    With `a` and `b` occurrences of the word in target and reference, and `c` and `d` of all
    others, ``lr`` is Dunning's G² of the full table [[a, b], [c, d]], ``rayson`` the two-cell form
    2 (a ln(a/E₁) + b ln(b/E₂)), ``chi2`` Pearson's, ``exact`` Fisher's test with the conditional
    odds ratio, ``pmi`` ln(a/E).

    Parameters
    ----------
    target : Corpus, Tokens, Counts, DataFrame, Series, mapping or texts
        The target; or, where `reference` is not given, all documents.
    reference : the same, optional
        The reference.
    documents : names, positions or mask, optional
        Which documents of `target` are the target if `reference` is not given; all others are
        the reference.
    measure : {"lr", "rayson", "chi2", "exact", "pmi"}
        The statistic.
    correction : {"none", "yates", "williams", "default"}
        Correction of ``lr`` and ``chi2``. ``default`` is what quanteda does by default: Yates'
        correction where a cell is expected below 5 (its manual says Williams' for ``lr``; its
        code does not do that).
    adjust : str, default "holm"
        A method of ``statsmodels.stats.multitest.multipletests``, or "none".
    stop_words : iterable of str
        Words that are not listed; the totals count them all the same.
    min_count : int, default 0
        Words below this sum of both counts are not listed (nor counted as tests).
    smoothing : float, default 0.5
        Put in place of a zero count in `log_ratio`.
    sort : bool, default True
        Whether the most key words come first (ties by word), or words as they are in the data.

    Returns
    -------
    Keyness

    Raises
    ------
    ParameterError
        For an unknown option, or a target that is empty or everything.

    References
    ----------
    Dunning (1993), Computational Linguistics 19(1), 61-74. Rayson & Garside (2000), Comparing
    corpora using frequency profiling, pp. 3-4. Hardie (2014), Log Ratio. Gabrielatos & Marchi
    (2012), %DIFF.

    Examples
    --------
    Dunning (1993, table 2): a bigram in a full 2×2 table.

    >>> a = {"the swiss": 110, "other": 2442}
    >>> b = {"the swiss": 111, "other": 29114}
    >>> keyness(a, b).table[["feature", "G2"]].round(2).head(1)
         feature      G2
    0  the swiss  270.72
    """
    _allowed("measure", measure, MEASURES)
    _allowed("correction", correction, CORRECTIONS)
    features, a, b = _two(target, reference, documents)
    c, d = a.sum() - a, b.sum() - b
    if not a.sum() or not b.sum():
        raise ParameterError("target or reference has no words; give texts with words to both")
    keep = a + b >= max(min_count, 1)
    stop = set(stop_words)
    if stop:
        keep &= np.array([word not in stop for word in features], dtype=bool)
    features, cells = features[keep], tuple(cell[keep].astype(float) for cell in (a, b, c, d))
    name, statistic, p = _statistic(cells, measure, correction)
    columns = {"feature": features, name: statistic, "p": p, "p_adjusted": adjusted(p, adjust)}
    table = pd.DataFrame(columns | _effects(cells, smoothing, with_odds=name != "odds_ratio"))
    if sort:
        table = table.iloc[np.lexsort((_ranks(features), -statistic))]
    return Keyness(table.reset_index(drop=True), measure, correction, adjust)


def _allowed(name: str, value: str, allowed: Sequence[str]) -> None:
    if value not in allowed:
        raise ParameterError(f"{name} is {value!r}; allowed: {', '.join(map(repr, allowed))}")


def _ranks(features: np.ndarray) -> np.ndarray:
    """Return the place of each feature in the order of code points."""
    ranks = np.empty(len(features), np.int64)
    ranks[np.argsort(features.astype(str), kind="stable")] = np.arange(len(features))
    return ranks


def _two(target: Any, reference: Any, documents: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the features and their counts in target and reference."""
    found = counts(target)
    if reference is None:
        chosen = found.mask([0] if documents is None else documents)
        if chosen.all() or not chosen.any():
            raise ParameterError(
                f"{chosen.sum()} of {len(chosen)} documents are the target; leave some as reference"
            )
        a = np.asarray(chosen.astype(np.int64) @ found.matrix).ravel()
        return found.features, a, found.totals - a
    if documents is not None:
        raise ParameterError("give either reference or documents, not both")
    other = counts(reference)
    if found.features is other.features or np.array_equal(found.features, other.features):
        return found.features, found.totals, other.totals
    index = pd.Index(found.features).append(pd.Index(other.features)).unique()
    a, b = np.zeros(len(index), np.int64), np.zeros(len(index), np.int64)
    a[: len(found.features)] = found.totals
    b[index.get_indexer(pd.Index(other.features))] = other.totals
    return index.to_numpy(object), a, b


Cells = tuple[np.ndarray, ...]


def _statistic(cells: Cells, measure: str, correction: str) -> tuple[str, np.ndarray, np.ndarray]:
    """Return the statistic's name, its signed values and their p."""
    a, b, c, d = cells
    n = a + b + c + d
    sign = np.where(a > (a + b) * (a + c) / n, 1.0, -1.0)
    if measure == "exact":
        return "odds_ratio", *_fisher(cells)
    if measure == "pmi":
        value = np.log(a * n / ((a + b) * (a + c)) + 1e-9)
        return "pmi", value, chi2_p(np.abs(value))
    if measure == "rayson":
        return _signed("G2", sign, _two_cells(cells))
    delta = _yates(cells) if correction in {"yates", "default"} else np.zeros_like(a)
    if measure == "chi2":
        spread = np.abs(a * d - b * c) - n * delta
        value = n * spread**2 / ((a + b) * (c + d) * (a + c) * (b + d))
    else:
        shift = np.where(a * d - b * c > 0, -delta, delta)
        value = log_likelihood(a + shift, b - shift, c - shift, d + shift)
    if correction == "williams":
        value = value / _williams(cells)
    return _signed("chi2" if measure == "chi2" else "G2", sign, value)


def _signed(name: str, sign: np.ndarray, value: np.ndarray) -> tuple[str, np.ndarray, np.ndarray]:
    return name, sign * value, chi2_p(value)


def _two_cells(cells: Cells) -> np.ndarray:
    """Return G² of a and b alone (Rayson & Garside 2000)."""
    a, b, c, d = cells
    share = (a + b) / (a + b + c + d)
    return np.maximum(
        2 * (observed_part(a, share * (a + c)) + observed_part(b, share * (b + d))), 0
    )


def _yates(cells: Cells) -> np.ndarray:
    """Return 0.5 where Yates' correction applies, and 0 elsewhere, as quanteda decides it."""
    a, b, c, d = cells
    n = a + b + c + d
    least = np.minimum(a + b, c + d) * np.minimum(a + c, b + d) / n
    return np.where((np.abs(a * d - b * c) >= n / 2) & (least < 5), 0.5, 0.0)


def _williams(cells: Cells) -> np.ndarray:
    """Return Williams' (1976) divisor of G² for a 2×2 table; 1 where a cell is empty."""
    a, b, c, d = cells
    n = a + b + c + d
    rows = n / np.maximum(a + b, 1) + n / np.maximum(c + d, 1) - 1
    columns = n / np.maximum(a + c, 1) + n / np.maximum(b + d, 1) - 1
    return np.where(a * b * c * d == 0, 1.0, 1 + rows * columns / (6 * n))


def _fisher(cells: Cells) -> tuple[np.ndarray, np.ndarray]:
    pairs = []
    for a, b, c, d in zip(*(cell.astype(int) for cell in cells), strict=True):
        table = [[a, b], [c, d]]
        odds = stats.contingency.odds_ratio(table, kind="conditional").statistic
        pairs.append((odds, stats.fisher_exact(table).pvalue))
    odds_ratios, p = np.array(pairs, dtype=float).reshape(-1, 2).T
    return odds_ratios, p


def _effects(cells: Cells, smoothing: float, *, with_odds: bool) -> dict[str, np.ndarray]:
    """Return counts, rates and effect sizes."""
    a, b, c, d = cells
    rate_a, rate_b = a / (a + c), b / (b + d)
    least_a, least_b = np.where(a > 0, a, smoothing), np.where(b > 0, b, smoothing)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            "n_target": a.astype(np.int64),
            "n_reference": b.astype(np.int64),
            "per_1000_target": 1000 * rate_a,
            "per_1000_reference": 1000 * rate_b,
            "log_ratio": np.log2((least_a / (a + c)) / (least_b / (b + d))),
            "difference_percent": 100 * (rate_a - rate_b) / rate_b,
        }
        if with_odds:
            found["odds_ratio"] = a * d / (b * c)
    return found
