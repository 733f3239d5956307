"""Tables on the rates at which the texts on the firms have the key words of Table 2."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from statsmodels.stats.multitest import multipletests

from crosscase import keywords
from crosscase.keywords import Corpus, Rates
from crosscase.results import Table
from crosscase.study import Study
from reverse_knowledge.tables.compared_words import NO_FIRM, called
from reverse_knowledge.tables.listed_words import mentioned

__all__ = [
    "key_words_by_firm",
    "modelled_by_firm",
    "modelled_by_part",
    "rates_of_firms",
    "rates_of_parts",
    "rates_panels",
    "with_words_below",
    "words_of_firms",
]


def words_of_firms(text: Corpus, study: Study) -> pd.Series:
    """Return the words of the paragraphs that name each case, by name in the study's order."""
    words = keywords.firms_named(text).groupby("case_id")["tokens"].sum()
    words = words.reindex([case for case in study.cases["case_id"] if case in words])
    return words.set_axis(called(words.index, study))


def key_words_by_firm(text: Corpus, study: Study, listed: pd.DataFrame) -> Table:
    """Return the mentions of each idea's key words per 1,000 words of the text on each firm.

    Parameters
    ----------
    text : Corpus
        One source.
    study : Study
        Its table ``cases``.
    listed : DataFrame
        By :func:`reverse_knowledge.tables.listed_words.listed_words`.
    """
    words = words_of_firms(text, study)
    named = keywords.firms_named(text)
    named["case_id"] = called(named["case_id"], study)
    said = mentioned(text, listed).merge(named, on="paragraph_id")
    counts = said.pivot_table(index=["topic", "idea"], columns="case_id", values="n", aggfunc="sum")
    ideas = pd.MultiIndex.from_frame(listed[["topic", "idea"]].drop_duplicates())
    rates = 1000 * counts.reindex(index=ideas, columns=list(words.index)) / words
    table = rates.fillna(0).rename_axis(columns=None).reset_index().set_index("idea")
    codes = list(listed["code_id"])
    return Table(table, digits=1, evidence=codes)


def with_words_below(rates: Table, words: pd.Series) -> pd.DataFrame:
    """Return rates by idea for a heat map, each firm's column headed by its name and words.

    Parameters
    ----------
    rates : Table
        By :func:`key_words_by_firm`.
    words : Series
        By :func:`words_of_firms`.
    """
    headed = {name: f"{name}\n({n:,})" for name, n in words.items()}
    return rates.table[list(words.index)].rename(columns=headed)


def modelled_by_firm(
    text: Corpus, listed: pd.DataFrame, *, reference: str = "huawei"
) -> dict[str, Rates]:
    """Return for each topic the model of its mentions by firm; a paragraph counts for each firm.

    Parameters
    ----------
    text : Corpus
        One source.
    listed : DataFrame
        By :func:`reverse_knowledge.tables.listed_words.listed_words`.
    reference : str, default "huawei"
        The firm that ratios are taken to.
    """
    named = keywords.firms_named(text)
    return {
        topic: keywords.rates(_with_mentions(named, said), reference=reference)
        for topic, said in _by_topic(text, listed).items()
    }


def modelled_by_part(text: Corpus, part: pd.Series, listed: pd.DataFrame) -> dict[str, Rates]:
    """Return for each topic the model of its mentions by :func:`parts`, each paragraph once."""
    apart = text.paragraphs[part != NO_FIRM].assign(part=part)
    return {
        topic: keywords.rates(_with_mentions(apart, said), group="part")
        for topic, said in _by_topic(text, listed).items()
    }


def _by_topic(text: Corpus, listed: pd.DataFrame) -> dict[str, pd.Series]:
    """Return the mentions in each paragraph by topic; a word of two ideas of it counts once."""
    once = mentioned(text, listed).drop_duplicates(["paragraph_id", "topic", "form"])
    counts = once.groupby(["topic", "paragraph_id"])["n"].sum()
    return {topic: counts[topic] for topic in listed["topic"].unique()}


def _with_mentions(paragraphs: pd.DataFrame, said: pd.Series) -> pd.DataFrame:
    return paragraphs.assign(n=paragraphs["paragraph_id"].map(said).fillna(0))


def rates_of_firms(model: Mapping[str, Rates], study: Study) -> Table:
    """Return the rates of each topic by firm, firms in the study's order.

    Parameters
    ----------
    model : mapping of topic to Rates
        By :func:`modelled_by_firm`.
    study : Study
        Its table ``cases``.
    """
    order = list(study.cases["case_id"])
    rows = [
        found.table.assign(topic=topic, family=found.family).sort_values(
            "group", key=lambda cases: cases.map(order.index)
        )
        for topic, found in model.items()
    ]
    names = {
        "topic": "Topic",
        "group": "Firm",
        "family": "Model",
        "mentions": "Mentions",
        "rate_per_1000": "Per 1,000 words",
        "ci_low": "From",
        "ci_high": "To",
        "rate_ratio": "Ratio to Huawei",
        "p": "p",
    }
    digits = {"rate_per_1000": 1, "ci_low": 1, "ci_high": 1, "rate_ratio": 2, "p": 3}
    table = pd.concat(rows)[list(names)].reset_index(drop=True)
    table["group"] = called(table["group"], study)
    return Table(table, names=names, digits=digits)


def rates_panels(rates: Table) -> dict[str, pd.DataFrame]:
    """Return the rates of each topic apart, as :func:`crosscase.plots.words.draw_rates` needs."""
    plain = {"group": "label", "rate_per_1000": "per_1000", "ci_low": "low", "ci_high": "high"}
    rows = rates.table.rename(columns=plain)
    return {str(topic): rows[rows["topic"] == topic] for topic in rows["topic"].unique()}


def rates_of_parts(model: Mapping[str, Rates]) -> Table:
    """Return the rates of each topic by part of the text, with the test of equal rates.

    Parameters
    ----------
    model : mapping of topic to Rates
        By :func:`modelled_by_part`.
    """
    rows = [
        {
            "topic": topic,
            **found.table.set_index("group")["rate_per_1000"].to_dict(),
            "family": found.family,
            "LR": found.likelihood_ratio,
            "p": found.likelihood_ratio_p,
        }
        for topic, found in model.items()
    ]
    table = pd.DataFrame(rows).set_index("topic")
    table["p_holm"] = multipletests(table["p"], method="holm")[1]
    groups = [column for column in table if column not in {"family", "LR", "p", "p_holm"}]
    digits = {"LR": 2, "p": 3, "p_holm": 3, **dict.fromkeys(groups, 1)}
    names = {"family": "Model", "LR": "LR of equal rates", "p_holm": "Adjusted p"}
    return Table(table, names=names, digits=digits)
