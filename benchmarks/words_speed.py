"""Time tokens, counts, keyness and co-occurrence on synthetic text, beside a naive program.

    python benchmarks/words_speed.py --mb 10 100

The naive program is what one would write with the standard library; its window count is run on a
tenth of the text and scaled. Prints seconds of CPU, peak memory and ratios.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from crosscase import keywords
from crosscase.keywords import tokenize, window_counts

WORDS, WORDS_PER_LINE = 100_000, 80


def synthetic(megabytes: float, seed: int = 1) -> list[str]:
    """Return lines of about `megabytes` in all; frequencies follow Zipf's law."""
    rng = np.random.default_rng(seed)
    letters = np.array(list("etaoinshrdlucmfwypvbgk"))
    made = {"".join(rng.choice(letters, n)) for n in rng.integers(2, 11, WORDS)}
    words = np.array(sorted(made, key=lambda w: (len(w), w)), dtype=object)
    share = 1 / (np.arange(len(words)) + 2.7)
    per_line = WORDS_PER_LINE * (np.vectorize(len)(words) @ share / share.sum() + 1)
    lines = int(megabytes * 1e6 / per_line)
    chosen = rng.choice(len(words), (lines, WORDS_PER_LINE), p=share / share.sum())
    return [" ".join(words[row]) + "." for row in chosen]


def timed(label: str, work: Callable[[], Any]) -> tuple[Any, float]:
    """Run `work`; print and return its seconds of CPU."""
    start = time.process_time()
    result = work()
    seconds = time.process_time() - start
    print(f"  {label:<28} {seconds:8.2f} s", flush=True)
    return result, seconds


def naive_tokens(lines: list[str]) -> list[list[str]]:
    """Split with one regular expression a line."""
    return [re.findall(r"[^\W_]+(?:[-'&.][^\W_]+)*", line.lower()) for line in lines]


def naive_pairs(documents: list[list[str]], window: int) -> Counter[tuple[str, str]]:
    """Count pairs in a window with two loops."""

    def pairs() -> Iterator[tuple[str, str]]:
        for words in documents:
            for i, first in enumerate(words):
                for second in words[i + 1 : i + 1 + window]:
                    yield (first, second) if first <= second else (second, first)

    return Counter(pairs())


def compare(megabytes: float, window: int) -> None:
    """Time one size."""
    lines = synthetic(megabytes)
    print(f"{sum(map(len, lines)) / 1e6:.1f} MB, {len(lines)} documents")
    found, own_tokens = timed("tokens", lambda: tokenize(lines))
    counted, own_counts = timed("document-feature matrix", lambda: found.counts)
    half = np.arange(len(lines)) < len(lines) // 2
    timed("keyness", lambda: keywords.keyness(counted, documents=half))
    _, own_pairs = timed(f"window counts, {window}", lambda: window_counts(found, window))
    print(
        f"  peak memory {peak_gb():.2f} GB, {len(found.ids):,} tokens, {len(found.types):,} types"
    )
    if megabytes > 20:
        return
    split, naive = timed("naive: tokens", lambda: naive_tokens(lines))
    print(f"    {naive / own_tokens:.1f} times ours")
    _, naive = timed("naive: counts", lambda: [Counter(words) for words in split])
    print(f"    {naive / own_counts:.1f} times ours")
    tenth = split[: len(split) // 10]
    _, naive = timed("naive: window, a tenth", lambda: naive_pairs(tenth, window))
    print(f"    {10 * naive / own_pairs:.1f} times ours (scaled)")


def peak_gb() -> float:
    """Return the largest memory this process has held."""
    import resource
    import sys

    unit = 1e9 if sys.platform == "darwin" else 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=float, nargs="+", default=[10.0])
    parser.add_argument("--window", type=int, default=10)
    given = parser.parse_args()
    for size in given.mb:
        compare(size, given.window)
