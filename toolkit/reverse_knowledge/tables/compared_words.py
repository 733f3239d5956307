"""Tables on the words of the texts on the firms, one firm against another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from crosscase import keywords
from crosscase.keywords import Corpus, Keyness
from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "BASE",
    "NO_FIRM",
    "by_paragraphs_named",
    "called",
    "firms",
    "key_counts",
    "key_to_firms",
    "key_to_sources",
    "key_words_table",
    "numbers",
    "parts",
    "pronoun_rule",
    "strongest",
    "tested",
    "titled",
]

BASE = ("Huawei alone", "ZTE alone", "both base firms")
"""Parts of a text that are about the base cases and no other firm."""

NO_FIRM = "no firm"
"""The part of a text that is about no firm."""

_CHECK = "check firms"
_KEY = {
    "feature": "Word",
    "n_target": "Times in first",
    "n_reference": "Times in second",
    "log_ratio": "Log ratio",
    "G2": "G²",
    "p_adjusted": "Adjusted p",
}
_KEY_DIGITS = {"log_ratio": 2, "G2": 1, "p_adjusted": 3}


def called(ids: Iterable[str], study: Study) -> list[str]:
    """Return the names of firms; a firm that is no case is called by its id with a capital."""
    names = study.cases.set_index("case_id")["name"].to_dict()
    return [names.get(firm, firm.title()) for firm in ids]


def firms(prose: Corpus, study: Study, *, source: str, min_words: int) -> Table:
    """Return how much text there is on each firm, the firm with most text first.

    Parameters
    ----------
    prose : Corpus
        Running text of all sources.
    study : Study
        Its table ``cases``.
    source : str
        The source whose words are counted apart.
    min_words : int
        Words that are enough.

    Returns
    -------
    Table
        One row a firm: ``<source>_words, paragraphs, words, alone, enough``; ``alone`` counts the
        paragraphs that name no other firm.
    """
    named = keywords.firms_named(prose).groupby("case_id")["tokens"]
    here = keywords.firms_named(prose.where(source_id=source)).groupby("case_id")["tokens"]
    one = prose.paragraphs[prose.paragraphs["firms"].map(len) == 1]
    alone = one.assign(firm=one["firms"].str[0]).groupby("firm")["tokens"].sum()
    words_here = f"{source}_words"
    columns = {
        words_here: here.sum(),
        "paragraphs": named.size(),
        "words": named.sum(),
        "alone": alone,
    }
    table = pd.DataFrame(columns).fillna(0).astype(int)
    table = table.assign(enough=table["words"] >= min_words)
    names = {
        "firm": "Firm",
        words_here: f"Words in source {source}",
        "paragraphs": "Paragraphs, all sources",
        "words": "Words, all sources",
        "alone": "Words, no other firm named",
    }
    ordered = table.sort_values("words", ascending=False, kind="stable")
    ordered.index = pd.Index(called(ordered.index, study), name="firm")
    return Table(ordered, names=names)


def parts(text: Corpus, study: Study) -> pd.Series:
    """Return for each paragraph whom it names: a base firm alone, both, the others, or no firm."""
    cases = study.cases[study.cases["role"] == "base"]
    base = dict(zip(cases["case_id"], cases["name"], strict=True))
    return text.paragraphs["firms"].map(lambda named: _part(named, base))


def _part(named: Sequence[str], base: Mapping[str, str]) -> str:
    of_base, others = set(named) & set(base), set(named) - set(base)
    if not named:
        return NO_FIRM
    if not of_base:
        return _CHECK
    if others:
        return "base and check firms"
    return f"{base[named[0]]} alone" if len(named) == 1 else "both base firms"


def by_paragraphs_named(text: Corpus, part: pd.Series) -> Table:
    """Return paragraphs, words and share of the words of each part of a text."""
    tokens = text.paragraphs["tokens"].groupby(part)
    table = tokens.agg(paragraphs="size", words="sum").rename_axis("names")
    table["share"] = 100 * table["words"] / table["words"].sum()
    names = {"names": "Paragraphs that name", "share": "Share of words, %"}
    return Table(table, names=names, digits=1)


def key_to_firms(text: Corpus, study: Study, *, min_count: int) -> dict[str, Keyness]:
    """Return the words that are key to one firm, or group of firms, against another.

    Words of grammar and the firms' own names are left out.

    Parameters
    ----------
    text : Corpus
        One source.
    study : Study
        Its tables ``cases`` and ``firm_aliases``.
    min_count : int
        How often a word must stand in both texts together.

    Returns
    -------
    dict of title to Keyness
        Huawei against ZTE, in paragraphs that name one alone; and base against check firms.
    """
    aliases = study.firm_aliases["alias"]
    single = aliases[~aliases.str.contains(" ")].str.lower()
    stop = keywords.STOP_WORDS | set(single) | set(single + "'s")
    part = parts(text, study)
    huawei, zte, _ = BASE
    pairs = {
        "Huawei (right) and ZTE (left)": ([huawei], [zte]),
        "Base firms (right) and check firms (left)": (list(BASE), [_CHECK]),
    }
    return {
        title: keywords.keyness(
            text.where(part.isin(first)),
            text.where(part.isin(second)),
            stop_words=stop,
            min_count=min_count,
        )
        for title, (first, second) in pairs.items()
    }


def key_to_sources(prose: Corpus) -> dict[str, Keyness]:
    """Return the words that are key to each source against all others together."""
    source = prose.paragraphs["source_id"]
    return {
        name: keywords.keyness(
            prose.where(source == name),
            prose.where(source != name),
            stop_words=keywords.STOP_WORDS,
            min_count=5,
        )
        for name in sorted(set(source))
    }


def tested(found: Mapping[str, Keyness], alpha: float) -> str:
    """Return in words how many words were tested, and how many are key, one pair after another."""
    return "; ".join(
        f"{len(key.table)} words tested, {_below(key, alpha)} with adjusted p below {alpha}"
        for key in found.values()
    )


def key_counts(found: Mapping[str, Keyness], alpha: float) -> str:
    """Return in words how many words each text has significantly more often than the rest."""
    counts = {
        name: _below(replace(key, table=key.table[key.table["G2"] > 0]), alpha)
        for name, key in found.items()
    }
    return ", ".join(f"{name} {n}" for name, n in counts.items())


def _below(key: Keyness, alpha: float) -> int:
    return int((key.table["p_adjusted"] < alpha).sum())


def strongest(
    found: Mapping[str, Keyness], n: int, *, both_sides: bool = True
) -> dict[str, pd.DataFrame]:
    """Return the `n` words of each comparison with the largest G².

    Parameters
    ----------
    found : mapping of title to Keyness
        Comparisons.
    n : int
        How many words are kept.
    both_sides : bool, default True
        Whether words that the first text has less often are listed among them.
    """
    kept = {}
    for title, key in found.items():
        table = key.table
        if both_sides:
            strength = table["G2"].abs().sort_values(ascending=False, kind="stable")
            table = table.reindex(strength.index)
        kept[title] = table.head(n)
    return kept


def titled(best: Mapping[str, pd.DataFrame], kind: str) -> dict[str, pd.DataFrame]:
    """Return the same tables, each called by what it is: ``main`` becomes ``Source: main``."""
    return {f"{kind}: {name}": table for name, table in best.items()}


def key_words_table(best: Mapping[str, pd.DataFrame], *, by: str) -> Table:
    """Return the words of several comparisons below each other.

    Parameters
    ----------
    best : mapping of title to DataFrame
        By :func:`strongest`.
    by : {"comparison", "source"}
        What the titles are: two texts, or one source against the rest.
    """
    rows = [
        table.assign(**{by: title.replace(" (right)", "").replace(" (left)", "")})
        for title, table in best.items()
    ]
    table = pd.concat(rows)[[by, *_KEY]].reset_index(drop=True)
    names = dict(_KEY)
    if by == "source":
        names |= {"n_target": "Times", "n_reference": "Times elsewhere"}
    return Table(table, names=names, digits=_KEY_DIGITS)


def pronoun_rule(
    bare: Corpus,
    study: Study,
    listed: pd.DataFrame,
    *,
    source: str,
    min_count: int,
    alpha: float,
) -> Table:
    """Return what changes if paragraphs with a pronoun follow the firm named before.

    Parameters
    ----------
    bare : Corpus
        Running text; paragraphs belong to the firms that they name.
    study : Study
        Its tables ``cases`` and ``firm_aliases``.
    listed : DataFrame
        By :func:`reverse_knowledge.tables.listed_words.listed_words`.
    source : str
        The source that is compared by firm.
    min_count : int
        How often a word must stand in both texts together to be tested.
    alpha : float
        Words are key where their adjusted p is below it.
    """
    rules = {"named": bare, "following": bare.following()}
    columns = {
        name: _under(
            corpus.where(source_id=source), study, listed, min_count=min_count, alpha=alpha
        )
        for name, corpus in rules.items()
    }
    names = {
        "named": "Only where named",
        "following": "Pronouns follow the firm named last",
    }
    return Table(pd.DataFrame(columns, dtype=object).rename_axis("what"), names=names)


def _under(
    text: Corpus, study: Study, listed: pd.DataFrame, *, min_count: int, alpha: float
) -> dict[str, object]:
    part, tokens = parts(text, study), text.paragraphs["tokens"]
    to_firm, to_group = key_to_firms(text, study, min_count=min_count).values()
    words = keywords.firms_named(text).groupby("case_id")["tokens"].sum()
    on_firms = text.where(part != NO_FIRM)
    said = keywords.mentions(on_firms, listed.drop_duplicates("form"), nested=False)["n"].sum()
    return {
        "Paragraphs that belong to no firm": int((part == NO_FIRM).sum()),
        "Words on Huawei": int(words["huawei"]),
        "Words on ZTE": int(words["zte"]),
        "Words on check firms alone": int(tokens[part == _CHECK].sum()),
        "Key words per 1,000 words on firms": f"{1000 * said / tokens[part != NO_FIRM].sum():.1f}",
        "Words key to Huawei or ZTE": _below(to_firm, alpha),
        "Words key to base or check firms": _below(to_group, alpha),
    }


def numbers(
    prose: Corpus, enough: Table, split: Table, found: Mapping[str, Keyness], alpha: float
) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    prose : Corpus
        Running text of all sources.
    enough : Table
        By :func:`firms`.
    split : Table
        By :func:`by_paragraphs_named`.
    found : mapping of title to Keyness
        By :func:`key_to_firms`.
    alpha : float
        Words are key where their adjusted p is below it.
    """
    totals = prose.paragraphs.groupby("source_id")["tokens"].sum()
    words = split.table["words"]
    huawei, zte, both = BASE
    told: dict[str, tuple[float, str]] = {
        f"words_total_{source}": (int(n), f"words of running text, source {source}")
        for source, n in totals.items()
    }
    told |= {
        "n_firms_enough_text": (int(enough.table["enough"].sum()), "firms with enough text"),
        "n_firms_named": (len(enough.table), "firms named"),
        "words_both_base_firms_percent": (
            float(100 * words[both] / words[list(BASE)].sum()),
            "share of the words on base firms in paragraphs that name both",
        ),
        "words_huawei_alone": (int(words[huawei]), "words in paragraphs that name Huawei alone"),
        "words_zte_alone": (int(words[zte]), "words in paragraphs that name ZTE alone"),
        "n_keyness_huawei_zte": (
            _below(next(iter(found.values())), alpha),
            "words key to Huawei or ZTE",
        ),
    }
    return {key: Number(value, title, digits=1) for key, (value, title) in told.items()}
