"""Tables on reverse learning: topics, key ideas, key activities and key words of the codebook."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "codebook_by_idea",
    "counts_by_idea",
    "key_ideas",
    "key_words",
    "numbers",
    "shared_words",
    "sharing_ideas",
    "ties",
    "words_by_idea",
]


def key_words(study: Study) -> pd.DataFrame:
    """Return the rows of the codebook that are key words, in the order of Table 2."""
    book = study.codebook
    return book[book["construct_type"] == "key word"]


def key_ideas(words: pd.DataFrame) -> pd.DataFrame:
    """Return the key ideas in order, each with its number: 1.2 is the second of the first topic.

    Parameters
    ----------
    words : DataFrame
        By :func:`key_words`.

    Returns
    -------
    DataFrame
        ``no``, ``topic_id``, ``topic``, ``idea_id``, ``idea``.
    """
    ideas = words.drop_duplicates("idea_id")[["topic_id", "topic", "idea_id", "idea"]]
    ideas = ideas.reset_index(drop=True)
    topic = pd.Series(pd.factorize(ideas["topic"])[0] + 1).astype(str)
    place = (ideas.groupby("topic").cumcount() + 1).astype(str)
    ideas.insert(0, "no", topic + "." + place)
    return ideas


def codebook_by_idea(ideas: pd.DataFrame, words: pd.DataFrame, activities: pd.DataFrame) -> Table:
    """Return Table 2 of the main study: each idea with its activities and its key words.

    Parameters
    ----------
    ideas : DataFrame
        By :func:`key_ideas`.
    words : DataFrame
        By :func:`key_words`.
    activities : DataFrame
        The study's ``codebook_activities``.
    """
    number = activities["number_printed"].fillna("")
    told = activities.assign(text=number.str.cat(activities["activity"], sep=" ").str.strip())
    parts = {"activities": (told, "text", "activity_id"), "key_words": (words, "term", "code_id")}
    table = ideas[["no", "topic", "idea", "idea_id"]]
    evidence: dict[tuple[str, str], list[str]] = {}
    for name, (rows, text, key) in parts.items():
        by_idea = rows.groupby("idea_id")
        table = table.assign(**{name: table["idea_id"].map(by_idea[text].agg("; ".join))})
        ids = table["idea_id"].map(by_idea[key].agg(list))
        evidence |= {(no, name): behind for no, behind in zip(table["no"], ids, strict=True)}
    names = {"no": "No.", "topic": "Key topic", "activities": "Key activities"}
    return Table(table.drop(columns="idea_id"), names=names, evidence=evidence)


def words_by_idea(words: pd.DataFrame, ideas: pd.DataFrame) -> Table:
    """Return the key words one by one, each with the number of its idea.

    Parameters
    ----------
    words : DataFrame
        By :func:`key_words`.
    ideas : DataFrame
        By :func:`key_ideas`.
    """
    numbered = words.assign(no=words["idea_id"].map(ideas.set_index("idea_id")["no"]))
    names = {"term": "Key word", "no": "Idea", "idea": "Name of the idea"}
    evidence = {(row.order, "term"): [row.code_id] for row in words.itertuples()}
    table = numbered[["order", "term", "no", "idea", "recurs"]]
    return Table(table, names=names, evidence=evidence)


def counts_by_idea(
    ideas: pd.DataFrame, words: pd.DataFrame, activities: pd.DataFrame
) -> pd.DataFrame:
    """Return how many key words and key activities each idea has, with a `label` for a figure.

    Parameters
    ----------
    ideas, words, activities : DataFrame
        As :func:`codebook_by_idea` takes them.
    """
    of = ideas["idea_id"]
    counts = {
        "Key words": of.map(words["idea_id"].value_counts()),
        "Key activities": of.map(activities["idea_id"].value_counts()),
    }
    return ideas.assign(label=ideas["no"] + " " + ideas["idea"], **counts)


def shared_words(words: pd.DataFrame, *, least: int) -> pd.DataFrame:
    """Return the key words that stand in at least so many ideas, one row for each of them.

    Parameters
    ----------
    words : DataFrame
        By :func:`key_words`.
    least : int
        How many ideas a word must stand in.

    Returns
    -------
    DataFrame
        Rows of `words`, and ``word``: how it is first printed.
    """
    same = words.groupby("term_lower")
    told = words.assign(word=same["term"].transform("first"))
    return told[same["idea_id"].transform("size") >= least]


def sharing_ideas(shared: pd.DataFrame) -> Table:
    """Return each shared word with the ideas that it stands in.

    Parameters
    ----------
    shared : DataFrame
        By :func:`shared_words`.
    """
    by_word = shared.groupby("word", sort=False)
    table = by_word["idea"].agg(", ".join).rename_axis("key_word").reset_index(name="ideas")
    evidence = {(word, "ideas"): list(ids) for word, ids in by_word["code_id"]}
    return Table(table, names={"ideas": "Key ideas"}, evidence=evidence)


def ties(shared: pd.DataFrame) -> pd.DataFrame:
    """Return ties between ideas that share a word: from the first idea to each other one.

    Parameters
    ----------
    shared : DataFrame
        By :func:`shared_words`.

    Returns
    -------
    DataFrame
        ``source_node``, ``target_node`` (ids of ideas) and ``label``, the word.
    """
    by_word = shared.groupby("word", sort=False)
    first = by_word["idea_id"].transform("first")
    told = shared.assign(source_node=first, target_node=shared["idea_id"], label=shared["word"])
    later = told.assign(nth=by_word.ngroup())[told.duplicated("word")]
    columns = ["source_node", "target_node", "label"]
    return later.sort_values("nth", kind="stable")[columns].reset_index(drop=True)


def numbers(
    ideas: pd.DataFrame, words: pd.DataFrame, activities: pd.DataFrame, shared: pd.DataFrame
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    ideas, words, activities : DataFrame
        As :func:`codebook_by_idea` takes them.
    shared : DataFrame
        By :func:`shared_words`.
    """
    counts = {
        "n_topics": ideas["topic"].nunique(),
        "n_ideas": len(ideas),
        "n_activities": len(activities),
        "n_key_words": len(words),
        "n_key_words_distinct": words["term_lower"].nunique(),
        "n_key_words_shared": shared["word"].nunique(),
    }
    return {key: Number(n, key[2:].replace("_", " ") + " of Table 2") for key, n in counts.items()}
