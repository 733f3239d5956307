"""How often each entry of a codebook is mentioned in each paragraph of a corpus."""

from __future__ import annotations

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.keywords.codebook import entries
from crosscase.keywords.corpus import Corpus
from crosscase.keywords.word_forms import inflected

__all__ = ["mentions"]


def mentions(
    corpus: Corpus, codebook: pd.DataFrame, *, by: str = "inflection", nested: bool = True
) -> pd.DataFrame:
    """Return how often each entry of the codebook stands in each paragraph.

    Parameters
    ----------
    corpus : Corpus
        Paragraphs with phrase counts.
    codebook : DataFrame
        The codebook that the features were made with, or some of its rows.
    by : {"inflection", "stem"}
        Whether words count that differ from the term (or one of its variants) by inflection and
        spelling alone, or all that have the same stem.
    nested : bool, default True
        Whether a term counts too where it stands inside a longer term of the codebook.

    Returns
    -------
    DataFrame
        `paragraph_id`, `code_id`, `n`, `matches` (the words as they stand, with counts), and the
        codebook's `construct_type`, `topic_id`, `idea_id`, `term` where it has them; one row a
        paragraph and entry found. Entries with the same form (a term listed twice) are each
        counted.
    """
    if by not in {"inflection", "stem"}:
        raise ParameterError(f"by is {by!r}; allowed: 'inflection', 'stem'")
    if "code_id" not in codebook:
        codebook = codebook.assign(code_id=[str(i) for i in range(len(codebook))])
    found = corpus.phrases.merge(entries(codebook), on=["layer", "form"])
    found["n"] = found["n"] + (found["nested"] if nested else 0)
    fits = [
        by == "stem" or inflected(term, match)
        for term, match in zip(found["term"], found["match"], strict=True)
    ]
    found = found[np.array(fits, dtype=bool) & (found["n"] > 0).to_numpy()]
    # A term and its variant may have one form: a match counts once.
    found = found.drop_duplicates(["paragraph_id", "code_id", "form", "match"])
    found["matches"] = found["match"] + " (" + found["n"].astype(str) + ")"
    summed = found.groupby(["paragraph_id", "code_id"], as_index=False).agg(
        n=("n", "sum"), matches=("matches", "; ".join)
    )
    about = [c for c in ("construct_type", "topic_id", "idea_id", "term") if c in codebook]
    summed = summed.merge(codebook[["code_id", *about]], on="code_id")
    order = {p: i for i, p in enumerate(corpus.paragraphs["paragraph_id"])}
    summed = summed.assign(at=summed["paragraph_id"].map(order)).sort_values(["at", "code_id"])
    return summed.drop(columns="at").reset_index(drop=True)
