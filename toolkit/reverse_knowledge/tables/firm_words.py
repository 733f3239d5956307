"""Tables on the words of the text on one firm."""

from __future__ import annotations

import pandas as pd
from statsmodels.stats.rates import confint_poisson

from crosscase import keywords
from crosscase.keywords import Cooccurrence, Corpus
from crosscase.results import Number, Table
from reverse_knowledge.tables.listed_words import mentioned

__all__ = [
    "by_idea",
    "by_source",
    "frequent_words",
    "idea_rates",
    "key_words_by_paragraph",
    "never_said",
    "numbers",
    "strongest_pairs",
    "without_grammar",
    "word_rates",
]

_INTERVAL = {"per_1000": "Per 1,000 words", "low": "From", "high": "To"}


def by_source(text: Corpus, case: str) -> Table:
    """Return the paragraphs and words of each source, and the words that name no other firm.

    Parameters
    ----------
    text : Corpus
        Paragraphs that name the firm.
    case : str
        Id of the firm.
    """
    rows = text.paragraphs
    alone = rows["tokens"].where(rows["firms"] == (case,), 0)
    table = rows.assign(alone=alone).groupby("source_id").agg(
        paragraphs=("tokens", "size"), words=("tokens", "sum"), alone=("alone", "sum")
    )  # fmt: skip
    table.loc["all"] = table.sum()
    return Table(table, names={"alone": "Words, no other firm named"})


def word_rates(text: Corpus) -> pd.DataFrame:
    """Return every word's rate per 1,000 words, the most frequent first.

    Returns
    -------
    DataFrame
        ``label`` (the word), ``frequency, per_1000, low, high`` (exact 95 % interval of a Poisson
        count), ``docfreq`` (paragraphs) and ``dp`` (0: evenly spread over paragraphs, 1: heaped).
    """
    found = keywords.frequencies(text).table.rename(columns={"feature": "label"})
    spread = keywords.dispersion(text).set_index("feature")["DP_norm"]
    found = found.assign(dp=found["label"].map(spread))
    return found.join(_interval(found["frequency"], _size(text)))


def _size(text: Corpus) -> int:
    return int(text.paragraphs["tokens"].sum())


def _interval(counts: pd.Series, words: int) -> pd.DataFrame:
    """Return the exact 95 % interval of counts, per 1,000 words."""
    low, high = confint_poisson(counts, 1, method="exact-c")
    limits = pd.DataFrame({"low": low, "high": high}, index=counts.index).fillna(0)
    return 1000 * limits / words


def without_grammar(rates: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the `n` most frequent words that are no words of grammar."""
    return rates[~rates["label"].isin(keywords.STOP_WORDS)].head(n)


def frequent_words(rates: pd.DataFrame) -> Table:
    """Return words with their rates for a reader.

    Parameters
    ----------
    rates : DataFrame
        By :func:`word_rates`.
    """
    names = {
        "label": "Word",
        "frequency": "Times",
        **_INTERVAL,
        "docfreq": "Paragraphs",
        "dp": "DP (normed)",
    }
    return Table(rates[list(names)].set_index("label"), names=names, digits=2)


def by_idea(text: Corpus, listed: pd.DataFrame) -> Table:
    """Return how many key words of each idea are said, how often, and at what rate.

    Parameters
    ----------
    text : Corpus
        Paragraphs that name the firm.
    listed : DataFrame
        By :func:`reverse_knowledge.tables.listed_words.listed_words`.
    """
    book = listed.drop_duplicates(["idea_id", "form"])
    table = book.groupby("idea", sort=False).agg(topic=("topic", "first"), listed=("form", "size"))
    said = mentioned(text, listed).groupby("idea")
    table["said"] = said["code_id"].nunique()
    table["mentions"] = said["n"].sum()
    table = table.fillna(0).astype({"said": int, "mentions": int})
    words = _size(text)
    table["per_1000"] = 1000 * table["mentions"] / words
    names = {"listed": "Key words", **_INTERVAL}
    evidence = {(idea, "mentions"): list(codes) for idea, codes in book.groupby("idea")["code_id"]}
    whole = table.join(_interval(table["mentions"], words))
    return Table(whole, names=names, digits=2, evidence=evidence)


def idea_rates(ideas: Table) -> pd.DataFrame:
    """Return the rates of ideas, as :func:`crosscase.plots.words.draw_rates` needs them."""
    return ideas.table.reset_index(names="label").rename(columns={"topic": "group"})


def key_words_by_paragraph(text: Corpus, listed: pd.DataFrame) -> pd.DataFrame:
    """Return how often each paragraph has each key word, key words of one form as one."""
    once = listed.drop_duplicates("form")
    found = keywords.mentions(text, once, nested=False)
    table = found.pivot_table(index="paragraph_id", columns="term", values="n", aggfunc="sum")
    return table.reindex(text.paragraphs["paragraph_id"]).fillna(0).astype(int)


def strongest_pairs(pairs: Cooccurrence, n: int) -> Table:
    """Return the `n` pairs of key words with the largest G².

    Parameters
    ----------
    pairs : Cooccurrence
        By :func:`crosscase.keywords.permutation`.
    n : int
        How many pairs are kept.
    """
    names = {
        "pair": "Key words",
        "n_both": "Together",
        "expected": "Expected",
        "npmi": "NPMI",
        "jaccard": "Jaccard",
        "G2": "G²",
        "p_permutation": "p",
        "p_permutation_adjusted": "Adjusted p",
    }
    digits = {
        "expected": 1,
        "npmi": 2,
        "jaccard": 2,
        "G2": 1,
        "p_permutation": 4,
        "p_permutation_adjusted": 3,
    }
    found = pairs.table.head(n)
    table = found.assign(pair=found["feature_a"] + ", " + found["feature_b"])
    return Table(table[list(names)].set_index("pair"), names=names, digits=digits)


def never_said(text: Corpus, listed: pd.DataFrame) -> Table:
    """Return for each idea the distinct key words that the text never has, in any form.

    Parameters
    ----------
    text : Corpus
        Paragraphs that name the firm.
    listed : DataFrame
        By :func:`reverse_knowledge.tables.listed_words.listed_words`; a key word that stands in
        two ideas is listed with the first.
    """
    terms = listed.drop_duplicates("term_lower")
    never = terms[~terms["code_id"].isin(keywords.mentions(text, terms)["code_id"])]
    table = never.groupby("idea", sort=False).agg(n=("term", "size"), terms=("term", "; ".join))
    table.insert(0, "listed", terms.groupby("idea").size())
    evidence = {(idea, "terms"): list(codes) for idea, codes in never.groupby("idea")["code_id"]}
    names = {"n": "Never said", "terms": "Which"}
    return Table(table, names=names, evidence=evidence)


def numbers(
    text: Corpus, listed: pd.DataFrame, never: Table, pairs: Cooccurrence, name: str
) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    text : Corpus
        Paragraphs that name the firm.
    listed : DataFrame
        By :func:`reverse_knowledge.tables.listed_words.listed_words`.
    never : Table
        By :func:`never_said`.
    pairs : Cooccurrence
        By :func:`crosscase.keywords.permutation`.
    name : str
        Name of the firm.
    """
    unsaid = never.table["n"].sum()
    counts = {
        "words": _size(text),
        "paragraphs": len(text),
        "key_words_said": listed["term_lower"].nunique() - unsaid,
        "key_words_never_said": unsaid,
        "key_word_mentions": key_words_by_paragraph(text, listed).to_numpy().sum(),
        "key_word_pairs": len(pairs.table),
        "key_word_pairs_significant": (pairs.table["p_permutation_adjusted"] < 0.05).sum(),
    }
    return {
        f"n_{key}": Number(int(n), f"{name}: {key.replace('_', ' ')}") for key, n in counts.items()
    }
