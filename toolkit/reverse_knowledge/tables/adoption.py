"""Tables on the adoption scorecard: items, answers, scores, and what is known of Huawei."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase.results import Number, Table
from crosscase.scorecard import PrincipleScores, cronbach_alpha, oriented
from crosscase.study import Study

__all__ = [
    "STANDS_FOR",
    "alphas",
    "answer_counts",
    "beside_article",
    "item_statistics",
    "items_in_words",
    "named_scores",
    "numbers",
    "scores",
    "statements_on_principles",
    "tally",
    "whose_answers",
]

STANDS_FOR: Mapping[str, Sequence[str]] = {
    "customer_core": ["customer_centricity"],
    "pain_points": ["customers_drive_innovation", "information_exchange"],
    "decentralised_decisions": ["joint_decisions"],
    "long_term_relationships": ["long_term", "relationship_importance"],
    "customer_based_evaluation": [],
    "technology_and_data": [],
    "continuous_learning": ["enabling_promises", "knowledge_exchange"],
    "resilience": ["change"],
}
"""Constructs of the thesis that speak to each principle of the article; our choice."""

# To say that decisions are made jointly is to deny that the front line decides.
_AGAINST = ["joint_decisions"]
_TWO = 2


def items_in_words(items: pd.DataFrame, principles: pd.DataFrame) -> Table:
    """Return each statement of the scorecard with its principle, and whether it is turned round.

    Parameters
    ----------
    items : DataFrame
        The study's table ``scorecard_items``.
    principles : DataFrame
        The study's table ``principles``.
    """
    table = pd.DataFrame(
        {
            "item_id": items["item_id"],
            "principle": items["principle_id"].map(_words(principles)),
            "statement": items["item"],
            "turned": items["reverse_coded"],
        }
    )
    names = {"turned": "Turned round"}
    return Table(table.set_index("item_id"), names=names, evidence=list(items["item_id"]))


def _words(principles: pd.DataFrame) -> pd.Series:
    return principles.set_index("principle_id")["principle"]


def whose_answers(answers_file: str, *, made_up: bool) -> str:
    """Return a note that says whose answers are shown."""
    return "Synthetic answers: nobody gave them." if made_up else f"Answers from {answers_file}."


def answer_counts(answers: pd.DataFrame, items: pd.DataFrame) -> Table:
    """Return how many respondents chose each step of the scale, items turned the same way."""
    steps = range(items["scale_minimum"].min(), items["scale_maximum"].max() + 1)
    counts = oriented(answers, items).apply(pd.Series.value_counts).reindex(steps)
    table = counts.fillna(0).astype(int).T.rename(columns=str)
    return Table(table.rename_axis(index="item_id", columns=None))


def named_scores(found: PrincipleScores, principles: pd.DataFrame) -> pd.DataFrame:
    """Return the scores with the words of each principle as ``label``."""
    return found.table.assign(label=found.table["principle_id"].map(_words(principles)))


def scores(named: pd.DataFrame) -> Table:
    """Return mean, standard deviation and interval of each principle.

    Parameters
    ----------
    named : DataFrame
        By :func:`named_scores`.
    """
    table = named.set_index("label")[["items", "mean", "sd", "lower", "upper"]]
    return Table(table, names={"label": "Principle", "sd": "SD"}, digits=_TWO)


def alphas(found: pd.DataFrame, principles: pd.DataFrame) -> Table:
    """Return Cronbach's alpha of each principle and of all items.

    Parameters
    ----------
    found : DataFrame
        By :func:`crosscase.scorecard.reliability`.
    principles : DataFrame
        The study's table ``principles``.
    """
    label = found["principle_id"].map(_words(principles)).fillna("All items")
    table = found.assign(label=label).set_index("label")[["k", "n", "alpha", "lower", "upper"]]
    names = {"label": "Principle", "k": "Items", "n": "Respondents"}
    return Table(table, names=names, digits=_TWO)


def item_statistics(answers: pd.DataFrame, items: pd.DataFrame) -> Table:
    """Return how each item goes with the others of its principle.

    A principle on which all respondents have the same sum is left out: there is nothing to go
    together with.
    """
    matrix = oriented(answers, items)
    groups = [list(ids) for _, ids in items.groupby("principle_id", sort=False)["item_id"]]
    parts = [
        cronbach_alpha(matrix[ids]).table for ids in groups if matrix[ids].sum(axis=1).std() > 0
    ]
    names = {"sd": "SD", "item_rest_r": "Item-rest correlation"}
    return Table(pd.concat(parts).set_index("item_id"), names=names, digits=_TWO)


def statements_on_principles(study: Study) -> pd.DataFrame:
    """Return what the thesis says on the principles, with ``principle_id`` and ``sign``.

    Returns
    -------
    DataFrame
        Rows of ``thesis_evidence`` whose construct stands for a principle; ``sign`` is 1 for the
        principle and -1 against it.
    """
    principle = {name: key for key, names in STANDS_FOR.items() for name in names}
    rows = study.thesis_evidence
    rows = rows.assign(principle_id=rows["construct_id"].map(principle))
    turned = rows["construct_id"].isin(_AGAINST).map({True: -1, False: 1})
    return rows.assign(sign=turned * rows["stance"]).dropna(subset="principle_id")


def tally(rows: pd.DataFrame, principles: Sequence[str]) -> pd.DataFrame:
    """Return how many statements are for each principle and how many against it.

    Parameters
    ----------
    rows : DataFrame
        By :func:`statements_on_principles`.
    principles : sequence of str
        Their ids, in order.

    Returns
    -------
    DataFrame
        ``says_so, denies`` by principle.
    """
    counts = {
        "says_so": rows.loc[rows["sign"] == 1, "principle_id"].value_counts(),
        "denies": rows.loc[rows["sign"] == -1, "principle_id"].value_counts(),
    }
    table = pd.DataFrame(counts).reindex(list(principles))
    return table.fillna(0).astype(int).rename_axis("principle_id")


def beside_article(counts: pd.DataFrame, rows: pd.DataFrame, principles: pd.DataFrame) -> Table:
    """Return what the thesis says on each principle, beside what the article claims of Huawei.

    Parameters
    ----------
    counts : DataFrame
        By :func:`tally`.
    rows : DataFrame
        By :func:`statements_on_principles`.
    principles : DataFrame
        The study's table ``principles``.
    """
    words = _words(principles)
    claimed = principles.set_index("principle_id")["huawei_practice"]
    table = counts.assign(silent=counts.sum(axis=1).eq(0), article=claimed)
    ids = rows.groupby("principle_id")["evidence_id"]
    evidence = {(words[key], "says_so"): list(own) for key, own in ids}
    names = {
        "says_so": "Thesis: for",
        "denies": "Thesis: against",
        "silent": "Thesis silent",
        "article": "The article's claim",
    }
    return Table(table.rename(index=words).rename_axis("principle"), names=names, evidence=evidence)


def numbers(
    items: pd.DataFrame,
    answers: pd.DataFrame,
    counts: pd.DataFrame,
    reliability: pd.DataFrame,
    *,
    made_up: bool,
) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from the scorecard.

    Parameters
    ----------
    items, answers : DataFrame
        The scorecard and the answers to it.
    counts : DataFrame
        By :func:`tally`.
    reliability : DataFrame
        By :func:`crosscase.scorecard.reliability`.
    made_up : bool
        Whether nobody gave the answers.
    """
    whole = {
        "n_scorecard_items": len(items),
        "n_scorecard_principles": items["principle_id"].nunique(),
        "n_scorecard_respondents": len(answers),
        "n_scorecard_principles_thesis_silent": int(counts.sum(axis=1).eq(0).sum()),
    }
    found = {key: Number(n, key[2:].replace("_", " ")) for key, n in whole.items()}
    alpha = float(reliability.set_index("principle_id")["alpha"]["all"])
    title = "Cronbach's alpha of all items" + (" (synthetic answers)" if made_up else "")
    return {**found, "scorecard_alpha_all": Number(alpha, title, digits=_TWO)}
