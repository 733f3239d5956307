"""Words that are key to one text: more or less frequent there than in another.

For each word there is a 2×2 table of occurrences, ``[[a, b], [c, d]]``: the word in target and
reference, and all other words in both. Definitions follow quanteda where it has them, so that both
give the same numbers on the same tokens; where its code and its manual differ, that is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pandas as pd
import scipy  # its `stats` is loaded when first used
from numpy.typing import ArrayLike

from crosscase.errors import ParameterError
from crosscase.keywords.association import adjusted, chi2_p, log_likelihood, observed_part
from crosscase.keywords.counting import Countable, counts
from crosscase.results import Result

__all__ = ["Keyness", "keyness"]

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
    target: Countable,
    reference: Countable | None = None,
    *,
    documents: ArrayLike | None = None,
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
        Its `table` has one row a word.

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
    ranks[np.argsort(features.astype(str))] = np.arange(len(features))
    return ranks


def _two(
    target: Countable, reference: Countable | None, documents: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
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


Cells: TypeAlias = tuple[np.ndarray, ...]


def _statistic(cells: Cells, measure: str, correction: str) -> tuple[str, np.ndarray, np.ndarray]:
    """Return the statistic's name, its signed values and their p."""
    a, b, c, d = cells
    n = a + b + c + d
    sign = np.where(a > (a + b) * (a + c) / n, 1.0, -1.0)
    if measure == "exact":
        return "odds_ratio", *_fisher(cells)
    if measure == "pmi":
        # quanteda adds this, so that a word the target never has gets a number too.
        value = np.log(a * n / ((a + b) * (a + c)) + 1e-9)
        return "pmi", value, chi2_p(np.abs(value))
    if measure == "rayson":
        return _signed("G2", sign, _two_cells(cells))
    delta = _yates(cells) if correction in {"yates", "default"} else np.zeros_like(a)
    if measure == "chi2":
        spread = np.abs(a * d - b * c) - n * delta
        value = n * spread**2 / ((a + b) * (c + d) * (a + c) * (b + d))
    else:
        # Towards independence: half an occurrence less where there are more than expected.
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
    """Return the conditional odds ratio and Fisher's exact two-sided p of each table."""
    pairs = []
    for a, b, c, d in zip(*(cell.astype(int) for cell in cells), strict=True):
        table = [[a, b], [c, d]]
        odds = scipy.stats.contingency.odds_ratio(table, kind="conditional").statistic
        pairs.append((odds, scipy.stats.fisher_exact(table).pvalue))
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
