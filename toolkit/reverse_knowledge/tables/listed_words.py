"""The key words that Table 2 lists, and how often a text has them."""

from __future__ import annotations

import pandas as pd

from crosscase.keywords import Corpus, entries, mentions
from crosscase.study import Study

__all__ = ["listed_words", "mentioned"]


def listed_words(study: Study) -> pd.DataFrame:
    """Return the key words of Table 2 in their order, each with the form that is looked for.

    Key words that differ by their ending alone share a ``form``.
    """
    codebook = study.codebook
    listed = codebook[codebook["construct_type"] == "key word"]
    return listed.merge(entries(codebook)[["code_id", "form"]], on="code_id")


def mentioned(text: Corpus, listed: pd.DataFrame) -> pd.DataFrame:
    """Return where a text has which key word, no word of the text counted twice for one idea.

    Parameters
    ----------
    text : Corpus
        Paragraphs.
    listed : DataFrame
        By :func:`listed_words`.

    Returns
    -------
    DataFrame
        ``paragraph_id, code_id, n, topic, idea, form``; one row a paragraph and key word found.
    """
    found = mentions(text, listed.drop_duplicates(["idea_id", "form"]), nested=False)
    about = listed[["code_id", "topic", "idea", "form"]]
    return found[["paragraph_id", "code_id", "n"]].merge(about, on="code_id")
