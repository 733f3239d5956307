"""Words: tokens, frequencies, keyness, co-occurrence, codebooks, features of texts."""

from __future__ import annotations

from crosscase.keywords.association import adjusted, log_likelihood
from crosscase.keywords.codebook import Phrases, aliases, entries, inflected, normal, phrases
from crosscase.keywords.corpus import Corpus, features, firms_named, kwic, load, mentions, problems
from crosscase.keywords.frequency_tests import (
    STOP_WORDS,
    Frequencies,
    Keyness,
    dispersion,
    frequencies,
    keyness,
)
from crosscase.keywords.mention_rates import Rates, rates
from crosscase.keywords.networks import Cooccurrence, Network, cooccurrence, network, permutation
from crosscase.keywords.tokens import Counts, Tokens, counts, tokenize, window_counts, words

__all__ = [
    "STOP_WORDS",
    "Cooccurrence",
    "Corpus",
    "Counts",
    "Frequencies",
    "Keyness",
    "Network",
    "Phrases",
    "Rates",
    "Tokens",
    "adjusted",
    "aliases",
    "cooccurrence",
    "counts",
    "dispersion",
    "entries",
    "features",
    "firms_named",
    "frequencies",
    "inflected",
    "keyness",
    "kwic",
    "load",
    "log_likelihood",
    "mentions",
    "network",
    "normal",
    "permutation",
    "phrases",
    "problems",
    "rates",
    "tokenize",
    "window_counts",
    "words",
]


def __dir__() -> list[str]:
    return __all__
