"""Tables on the practices that the blog and the article tell of, and on how far to trust them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pandas as pd

from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "acquisitions",
    "by_firm",
    "furniture",
    "judgements_by_source",
    "kinds_by_firm",
    "numbers",
    "of_the_blog",
    "of_the_field",
    "ownership",
    "principles",
    "reliability",
    "shares_of_staff",
    "told_of_firms",
    "years_named",
]

_IN_WORDS = {"firm": "of this firm", "joint": "of several firms at once", "": ""}
_HEADINGS = {
    "four_cs": "The 4 Cs",
    "driver": "Drivers of success",
    "scaling_area": "Areas of scaling",
    "learning_channel": "Ways of learning",
    "national_context": "National context",
    "favoured_sector": "Favoured sectors",
    "dark_side": "Dark sides",
    "western_explanation": "Explanations preferred in the West",
    "government_measure": "Measures of government",
    "japan_parallel": "Parallel: Japan",
    "corporate_governance": "Ownership elsewhere",
}
_SOURCES = ("main", "thesis", "blog", "article")
_JUDGEMENTS = ("strong", "medium", "weak")


def of_the_blog(study: Study) -> pd.DataFrame:
    """Return the practices that the blog tells of."""
    practices = study.practices
    return practices[practices["source_id"] == "blog"]


def told_of_firms(
    blog: pd.DataFrame, firms: Collection[str], areas: Collection[str]
) -> pd.DataFrame:
    """Return what is told of the firms, and whether of one alone or of several at once.

    Parameters
    ----------
    blog : DataFrame
        By :func:`of_the_blog`.
    firms : collection of str
        The firms that are shown.
    areas : collection of str
        Areas of management that are shown.

    Returns
    -------
    DataFrame
        The rows of `blog`, with ``kind`` (``firm`` or ``joint``) and ``label``, the practice with
        its percentage.
    """
    told = blog[blog["actor"].isin(list(firms)) & blog["area"].isin(list(areas))]
    actors = told.groupby(["area", "practice"])["actor"].transform("nunique")
    kind = actors.gt(1).map({True: "joint", False: "firm"})
    name = told["practice"].str[:1].str.upper() + told["practice"].str[1:]
    percent = (": " + _plain(told["value_number"]) + " %").where(told["unit"] == "percent", "")
    return told.assign(kind=kind, label=name + percent)


def _plain(values: pd.Series) -> pd.Series:
    """Return numbers as text without needless zeros; missing ones stay missing."""
    return values.map(lambda value: f"{value:g}", na_action="ignore")


def kinds_by_firm(told: pd.DataFrame, firms: Sequence[str]) -> pd.DataFrame:
    """Return one row a practice, one column a firm: ``firm``, ``joint``, or empty.

    Parameters
    ----------
    told : DataFrame
        By :func:`told_of_firms`.
    firms : sequence of str
        The columns, in order.
    """
    wide = told.pivot_table(index="label", columns="actor", values="kind", aggfunc="first")
    return wide.reindex(index=told["label"].unique(), columns=list(firms)).astype(object).fillna("")


def by_firm(told: pd.DataFrame, firms: Sequence[str]) -> Table:
    """Return what is told of each firm in words, with the area of each practice.

    Parameters
    ----------
    told : DataFrame
        By :func:`told_of_firms`.
    firms : sequence of str
        The columns, in order.
    """
    area = told.drop_duplicates("label").set_index("label")["area"].str.replace("_", " ")
    table = kinds_by_firm(told, firms).replace(_IN_WORDS)
    table.insert(0, "area", area)
    evidence = {
        (label, firm): [id]
        for label, firm, id in zip(told["label"], told["actor"], told["practice_id"], strict=True)
    }
    table = table.rename_axis("practice").rename_axis(columns=None)
    return Table(table, evidence=evidence)


def of_the_field(blog: pd.DataFrame, firms: Collection[str]) -> Table:
    """Return what is told of Chinese firms in general, their setting and its comparisons.

    Parameters
    ----------
    blog : DataFrame
        By :func:`of_the_blog`.
    firms : collection of str
        Firms that are shown elsewhere, and left out here.
    """
    rows = blog[~blog["actor"].isin(list(firms)) & blog["area"].isin(list(_HEADINGS))]
    rank = rows["area"].map(list(_HEADINGS).index)
    rows = rows.assign(rank=rank).sort_values(["rank", "practice_id"], ignore_index=True)
    table = pd.DataFrame(
        {
            "no": range(1, len(rows) + 1),
            "heading": rows["area"].map(_HEADINGS),
            "actor": rows["actor"],
            "practice": rows["practice"],
            "value": (_plain(rows["value_number"]) + " %").fillna(""),
            "locator": rows["locator"],
        }
    )
    ids = zip(table["no"], rows["practice_id"], strict=True)
    names = {"no": "No.", "actor": "Said of", "practice": "What"}
    return Table(table, names=names, evidence={(str(no), "practice"): [id] for no, id in ids})


def acquisitions(blog: pd.DataFrame) -> Table:
    """Return the acquisitions that the blog names.

    Parameters
    ----------
    blog : DataFrame
        By :func:`of_the_blog`.
    """
    bought = blog[blog["area"] == "acquisition"].set_index("value_text")
    table = bought[["actor", "year", "practice", "locator"]]
    names = {"value_text": "Bought", "actor": "Firm", "practice": "Told as"}
    evidence = {(what, "year"): [id] for what, id in bought["practice_id"].items()}
    return Table(table, names=names, evidence=evidence)


def years_named(bought: Table) -> pd.DataFrame:
    """Return the acquisitions, the blog post and the book that it draws on, as events by year.

    Parameters
    ----------
    bought : Table
        By :func:`acquisitions`.
    """
    table = bought.table
    events = pd.DataFrame(
        {
            "year": [*table["year"], 2016, 2020],
            "label": [
                *(table["actor"] + ": " + table.index),
                "book on the 4 Cs (Yip & McKern)",
                "the blog post",
            ],
            "group": ["acquisition"] * len(table) + ["publication"] * 2,
        }
    )
    return events.sort_values(["year", "group"], kind="stable", ignore_index=True)


def shares_of_staff(blog: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the blog that give the share of a firm's equity that its staff hold."""
    return blog[(blog["area"] == "corporate_governance") & blog["unit"].eq("percent")]


def ownership(shares: pd.DataFrame) -> pd.DataFrame:
    """Return each share as a span; where the blog gives both ends they are joined.

    Parameters
    ----------
    shares : DataFrame
        By :func:`shares_of_staff`.

    Returns
    -------
    DataFrame
        ``label, lower_percent, upper_percent``, the same where one figure is given.
    """
    about = shares["practice"].str.replace(r", (?:lower|upper) end", "", regex=True)
    named = shares.assign(label=shares["actor"] + ": " + about)
    spans = named.groupby("label", sort=False)["value_number"]
    return spans.agg(lower_percent="min", upper_percent="max").reset_index()


def principles(study: Study) -> Table:
    """Return the article's principles, the practice ascribed to Huawei, and the advice."""
    rows = study.principles.sort_values("order").set_index("principle")
    table = rows[["kind", "huawei_practice", "advice", "evidence_named", "locator"]]
    ids = rows["principle_id"].items()
    return Table(table, evidence={(name, "huawei_practice"): [id] for name, id in ids})


def judgements_by_source(study: Study) -> Table:
    """Return how often each source is judged strong, medium and weak."""
    trust = study.source_reliability
    counts = pd.crosstab(trust["source_id"], trust["judgement"]).rename_axis(columns=None)
    table = counts.reindex(index=list(_SOURCES), columns=list(_JUDGEMENTS), fill_value=0)
    ids = trust.groupby(["source_id", "judgement"])["reliability_id"]
    return Table(table, evidence={cell: list(rows) for cell, rows in ids})


def reliability(study: Study) -> Table:
    """Return the judgement on each aspect of each source, with its reason and place."""
    trust = study.source_reliability
    number = trust["reliability_id"].str[-2:]
    table = trust[["source_id", "aspect", "judgement", "reason", "locator"]]
    table = table.set_axis(number, axis="index").rename_axis("no")
    ids = zip(number, trust["reliability_id"], strict=True)
    return Table(table, names={"no": "No."}, evidence={(no, "judgement"): [id] for no, id in ids})


def furniture(study: Study) -> Table:
    """Return what stands around the article and belongs to the page; Chinese is not reprinted."""
    facts = study.article_facts
    page = facts[facts["topic"] == "furniture"].set_index("attribute")
    chinese = page["value_text"].str.contains(r"[\u4e00-\u9fff]")
    table = page.assign(value_text=page["value_text"].where(~chinese, "(in Chinese)"))
    names = {"attribute": "Item", "value_text": "As printed", "statement": "Remark"}
    ids = page["fact_id"].items()
    return Table(
        table[["value_text", "statement", "locator"]],
        names=names,
        evidence={(item, "value_text"): [id] for item, id in ids},
    )


def numbers(study: Study, told: pd.DataFrame, firm: str = "Huawei") -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    study : Study
        Its tables ``practices``, ``principles`` and ``source_reliability``.
    told : DataFrame
        By :func:`told_of_firms`.
    firm : str, default "Huawei"
        The firm whose practices are counted apart.
    """
    blog, advice = of_the_blog(study), study.principles
    of_firm = told[told["actor"] == firm]
    counts = {
        "n_blog_practices": len(blog),
        "n_blog_practices_huawei": len(of_firm),
        "n_blog_practices_huawei_alone": (of_firm["kind"] == "firm").sum(),
        "n_article_principles": (advice["kind"] == "component").sum(),
        "n_article_evidence_named": (advice["evidence_named"] != "none").sum(),
        "n_reliability_judgements": len(study.source_reliability),
        "pct_huawei_equity_staff": shares_of_staff(blog)["value_number"].max(),
    }
    return {key: Number(int(n), key.replace("_", " ")) for key, n in counts.items()}
