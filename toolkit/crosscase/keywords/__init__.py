"""Words of texts: how often, where, of what case, beside what, and how far chance explains it.

:func:`ingest` makes extracted features of texts (counts without order, so that they may be shown),
:func:`load` opens those of a study as a :class:`Corpus`, and :func:`mentions` finds its codebook in
them. On a corpus, or on any texts, :func:`frequencies`, :func:`dispersion`, :func:`keyness`,
:func:`cooccurrence`, :func:`network` and :func:`rates` give the usual statistics, as quanteda and
statsmodels do.

>>> found = frequencies(["hubs learn from spokes", "spokes learn"])
>>> found.table[["feature", "frequency", "docfreq"]].head(2)
  feature  frequency  docfreq
0   learn          2        2
1  spokes          2        2
>>> cooccurrence(["hub spoke", "hub spoke", "firm"], min_documents=1).table["feature_b"].tolist()
['spoke']
"""

from __future__ import annotations

from crosscase.keywords.association import adjusted, log_likelihood
from crosscase.keywords.codebook import Phrases, aliases, entries, phrases
from crosscase.keywords.codebook_mentions import mentions
from crosscase.keywords.concordance import kwic
from crosscase.keywords.cooccurrences import Cooccurrence, cooccurrence, permutation
from crosscase.keywords.corpus import Corpus, firms_named, load
from crosscase.keywords.counting import counts
from crosscase.keywords.document_features import Counts
from crosscase.keywords.feature_files import features, problems
from crosscase.keywords.ingestion import FileReport, Ingestion, ingest
from crosscase.keywords.keyness_tests import Keyness, keyness
from crosscase.keywords.mention_rates import Rates, rates
from crosscase.keywords.networks import Network, network
from crosscase.keywords.tokens import Tokens, tokenize, words
from crosscase.keywords.windows import window_counts
from crosscase.keywords.word_forms import inflected, normal
from crosscase.keywords.word_frequencies import (
    STOP_WORDS,
    Frequencies,
    dispersion,
    frequencies,
)

__all__ = [
    "STOP_WORDS",
    "Cooccurrence",
    "Corpus",
    "Counts",
    "FileReport",
    "Frequencies",
    "Ingestion",
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
    "ingest",
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
