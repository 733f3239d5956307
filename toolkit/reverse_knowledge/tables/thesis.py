"""Tables of the thesis: its own, made again, and what it finds under each head of its theory."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "barriers",
    "classes",
    "customers",
    "distances",
    "exhibits",
    "interaction",
    "interviews",
    "lost",
    "numbers",
    "positions",
    "strategy",
]

_POSITIONS = {1: "says so", -1: "denies"}


def exhibits(study: Study) -> Table:
    """Return the numbered exhibits of the thesis: what can be recovered of each, and why.

    Parameters
    ----------
    study : Study
        Its table ``exhibits_of_sources``.
    """
    listed = _listed(study)
    shown = listed[["number", "title", "recoverable", "reason"]]
    return Table(shown.assign(here=listed["exhibit_id"].notna()), names={"here": "Redrawn here"})


def lost(study: Study) -> Table:
    """Return the exhibits of the thesis that cannot be recovered, with the reason."""
    listed = _listed(study)
    gone = listed[listed["recoverable"] == "no"].reset_index(drop=True)
    return Table(gone[["number", "title", "reason"]])


def _listed(study: Study) -> pd.DataFrame:
    listed = study.exhibits_of_sources
    return listed[listed["source_id"] == "thesis"].reset_index(drop=True)


def _by_row(
    rows: pd.DataFrame, columns: list[str], told: str, names: Mapping[str, str] | None = None
) -> Table:
    """Return columns of rows, the first their id, of which the number alone is shown.

    Parameters
    ----------
    rows : DataFrame
        Rows of a table of the study.
    columns : list of str
        The key, then what else is shown.
    told : str
        The column that a row is evidence for.
    names : mapping of column to str, optional
        Headings.
    """
    key = columns[0]
    shown = rows[columns].reset_index(drop=True)
    evidence = {(id[-2:], told): [id] for id in shown[key]}
    numbered = shown.assign(**{key: shown[key].str[-2:]})
    return Table(numbered, names=names or {}, evidence=evidence)


def barriers(rows: pd.DataFrame) -> Table:
    """Return against each reason why relations fail what is found of it at Huawei.

    Parameters
    ----------
    rows : DataFrame
        The table ``thesis_barriers``; a reason on which nothing is found has no respondent.
    """
    filled = rows.fillna(
        {"sub_reason": "", "respondent": "none", "evidence": "", "overcome_by": ""}
    )
    below = filled["sub_reason"]
    reason = filled["reason"] + (": " + below).where(below != "", "")
    columns = ["barrier_row_id", "reason", "respondent", "evidence", "locator", "overcome_by"]
    return _by_row(filled.assign(reason=reason), columns, "evidence")


def interaction(rows: pd.DataFrame) -> Table:
    """Return for each part of the interaction model what is said of it at Huawei.

    Parameters
    ----------
    rows : DataFrame
        The table ``thesis_interaction``.
    """
    return _stances(rows, ["interaction_id", "part"])


def positions(rows: pd.DataFrame) -> Table:
    """Return what is said on network position, trust and promises.

    Parameters
    ----------
    rows : DataFrame
        The table ``thesis_position_trust_promises``.
    """
    return _stances(rows, ["row_id", "topic"])


def _stances(rows: pd.DataFrame, first: list[str]) -> Table:
    """Return rows that take a stance, the stance in words."""
    worded = rows.assign(stance=rows["stance"].map(_POSITIONS))
    rest = ["element", "actor_group", "respondent", "stance", "evidence", "locator"]
    return _by_row(worded, [*first, *rest], "evidence", {"stance": "Position"})


def distances(rows: pd.DataFrame) -> Table:
    """Return how each distance to partners abroad shows, and what overcomes it.

    Parameters
    ----------
    rows : DataFrame
        The table ``thesis_distances``.
    """
    numbered = rows.fillna("").rename(columns={"distance_row_id": "row"})
    columns = ["row", "distance", "respondent", "market", "manifestation", "overcome_by", "locator"]
    return _by_row(numbered, columns, "manifestation")


def strategy(levels: pd.DataFrame) -> Table:
    """Return Table 7.1: on each level of managing a network the theory and the evidence.

    Parameters
    ----------
    levels : DataFrame
        The table ``thesis_management_levels``; a judgement of the authors counts as evidence.
    """
    kind = levels["item_kind"].replace({"judgement": "evidence"})
    items = levels.assign(kind=kind)
    wide = items.pivot_table(
        index=["level", "level_label"], columns="kind", values="item", aggfunc="; ".join
    )
    table = wide.reindex(columns=["theory", "evidence"]).fillna("").rename_axis(columns=None)
    ids = items.groupby(["level", "kind"])["item_id"].agg(list)
    return Table(
        table.reset_index(),
        names={"theory": "Theory", "evidence": "Huawei's Operator BG"},
        evidence={(str(level), kind): found for (level, kind), found in ids.items()},
    )


def interviews(respondents: pd.DataFrame) -> Table:
    """Return Table 5.2: who was asked, when, where and for how long.

    Parameters
    ----------
    respondents : DataFrame
        The table ``thesis_respondents``; those whom the source lists in its table.
    """
    asked = respondents[respondents["listed_in_table"]].set_index("respondent")
    years = asked["years_in_ict_industry"].astype("string")
    doubted = years + " (A or C; read from the layout)"
    items = {
        "Anonymity": asked["anonymity"],
        "Position": asked["position"],
        "Country": asked["country"],
        "Years at Huawei": asked["years_at_huawei"],
        "Years in the industry": years.where(
            asked["years_in_ict_industry_certain"].fillna(True), doubted
        ),
        "Date": asked["interview_date"],
        "Weekday": asked["weekday"],
        "Place": asked["place"],
        "Medium": asked["medium"],
        "Record": asked["record"],
        "Duration (hours)": asked["duration_hours"].map("{:g}".format),
        "Attitude": asked["attitude"],
    }
    plain = {item: values.astype("string") for item, values in items.items()}
    table = pd.DataFrame(plain).T.fillna("").rename_axis("Item")
    ids = asked["informant_id"]
    evidence = {(item, voice): [ids[voice]] for item in table.index for voice in table.columns}
    return Table(table, evidence=evidence)


def classes(rows: pd.DataFrame) -> Table:
    """Return the classes of relationship with their traits.

    Parameters
    ----------
    rows : DataFrame
        The table ``thesis_relationship_classes``.
    """
    columns = ["rank", "label", "actor_kind", "traits", "attention", "said_by", "locator"]
    evidence = {(str(row.rank), "traits"): [str(row.class_id)] for row in rows.itertuples()}
    return Table(rows[columns].reset_index(drop=True), names={"label": "Class"}, evidence=evidence)


def customers(kinds: pd.DataFrame) -> Table:
    """Return Table 6.2: traits of common and of key customers.

    Parameters
    ----------
    kinds : DataFrame
        The table ``thesis_customer_kinds``.
    """
    shown = ["common_customers", "key_customers"]
    ordered = kinds.sort_values("order")
    evidence = {
        (str(row.trait), column): [str(row.row_id)]
        for row in ordered.itertuples()
        for column in shown
    }
    return Table(ordered.set_index("trait")[shown], evidence=evidence)


def numbers(study: Study) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    study : Study
        Its tables on the exhibits, respondents, distances and classes of the thesis.
    """
    recoverable = _listed(study)["recoverable"]
    asked = study.thesis_respondents
    asked = asked[asked["listed_in_table"]]
    counts = {
        "n_thesis_exhibits": len(recoverable),
        "n_thesis_exhibits_recovered": (recoverable != "no").sum(),
        "n_thesis_exhibits_partly": (recoverable == "partly").sum(),
        "n_thesis_respondents": len(asked),
        "n_thesis_distances": len(study.thesis_distances),
        "n_thesis_strategic_partnerships": study.thesis_relationship_classes["count_stated"].max(),
    }
    told = {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}
    hours = Number(
        float(asked["duration_hours"].sum()),
        "hours of interviews in the thesis",
        digits=1,
        unit="hours",
    )
    return {**told, "thesis_interview_hours": hours}
