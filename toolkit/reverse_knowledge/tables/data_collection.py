"""Tables on how the data were collected: who was interviewed, when, and does it add up."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "coverage",
    "informants",
    "interviews",
    "listed_roles",
    "numbers",
    "periods",
    "quoted_not_listed",
    "stated_and_listed",
]

OUTSIDE = "outside the firms"
# Rows of the table of discrepancies: the number of interviews; who is quoted and not listed.
_COUNT, _UNLISTED = "main-d03", "main-d05"
_STATED = {
    "all": "interviews",
    "managers of multinationals": "interviews_with_managers",
    "scholars and policy makers": "interviews_with_scholars_and_policy_makers",
}


def interviews(study: Study) -> Table:
    """Return Table 1 of the main study: a row for each period of interviewing a group."""
    rows, people = study.interviews, study.informants
    # Months and years are printed together in two rows.
    date = rows["date_printed"].str.replace(r"([a-z])(\d)", r"\1 \2", regex=True)
    columns = ["row", "resource_group", "date_printed", "people", "topics"]
    listed = people.dropna(subset="interview_id").groupby("interview_id")["informant_id"]
    roles = listed.agg(list)
    known = rows.set_index("row")["interview_id"]
    evidence = {(row, name): [id] for row, id in known.items() for name in columns[1:]}
    evidence |= {(row, "people"): [*roles[id], id] for row, id in known.items()}
    names = {"people": "People interviewed"}
    return Table(rows.assign(date_printed=date)[columns], names=names, evidence=evidence)


def informants(study: Study) -> Table:
    """Return one row for each role, with the row of Table 1 that lists it."""
    people = study.informants
    told = people.assign(
        organisation=people["organisation"].fillna(""),
        number=people["count"].astype("string").fillna("several"),
        row=people["interview_id"].map(study.interviews.set_index("interview_id")["row"]),
    )
    columns = ["order", "role", "organisation", "unit", "kind", "number", "row", "quoted_locator"]
    evidence = {
        (order, name): [id]
        for order, id in people.set_index("order")["informant_id"].items()
        for name in columns[1:]
    }
    names = {"order": "No.", "number": "People", "row": "Row of Table 1"}
    return Table(told[columns], names=names, evidence=evidence)


def periods(study: Study) -> pd.DataFrame:
    """Return the periods of interviewing, for :func:`crosscase.plots.charts.draw_timeline`.

    A row of Table 1 that names two single months has two periods.
    """
    rows = study.interviews
    place = (", " + rows["country"]).fillna("")
    firm = rows["firm"].fillna("government, scholars")
    spans = rows.assign(label=rows["row"].astype(str) + "  " + firm, group=rows["mode"] + place)
    months = spans["date_kind"] == "two months"
    first = spans[months].assign(end_month=spans["start_month"])
    second = spans[months].assign(start_month=spans["end_month"])
    return pd.concat([spans[~months], first, second]).sort_values(["row", "start_month"])


def listed_roles(study: Study) -> pd.DataFrame:
    """Return the roles that Table 1 lists, each with its `firm` and the `place` of the talk.

    An author who writes on a firm does not speak for it.
    """
    people = study.informants
    held = study.interviews[["interview_id", "mode", "country"]]
    roles = people[people["listed"]].merge(held, on="interview_id")
    speaks_for = roles["case_id"].where(roles["kind"] != "author")
    return roles.assign(firm=speaks_for.fillna(OUTSIDE), place=roles["country"].fillna("video"))


def coverage(roles: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return the roles counted by firm and place, and by firm and kind of informant.

    Parameters
    ----------
    roles : DataFrame
        By :func:`listed_roles`.
    """
    firms = [firm for firm in roles["firm"].unique() if firm != OUTSIDE]
    return {
        f"By {name}": pd.crosstab(roles["firm"], roles[name]).loc[[*firms, OUTSIDE]]
        for name in ("place", "kind")
    }


def stated_and_listed(study: Study, roles: pd.DataFrame, *, least: int) -> Table:
    """Return the stated number of interviews beside what Table 1 lists.

    Parameters
    ----------
    study : Study
        Its ``study_facts`` hold the stated numbers.
    roles : DataFrame
        By :func:`listed_roles`.
    least : int
        How many people stand at least behind a role that is printed in the plural.
    """
    stated = _stated(study)
    others = roles["kind"].isin(["scholar", "policy maker"])
    parts = dict(zip(_STATED, [roles, roles[~others], roles[others]], strict=True))
    rows = [
        {
            "group": group,
            "stated": stated[group],
            "rows": part["interview_id"].nunique(),
            "roles": len(part),
            "plural": int(part["plural"].sum()),
            "people": int(part["count"].fillna(least).sum()),
        }
        for group, part in parts.items()
    ]
    names = {
        "stated": "Interviews stated",
        "rows": "Rows of Table 1",
        "roles": "Roles named",
        "plural": "of these in the plural",
        "people": "People at least",
    }
    evidence = {
        (group, name): list(part["informant_id"])
        for group, part in parts.items()
        for name in ("roles", "plural", "people")
    }
    evidence |= {(group, "stated"): [_COUNT] for group in parts}
    return Table(pd.DataFrame(rows), names=names, evidence=evidence)


def _stated(study: Study) -> dict[str, int]:
    """Return the numbers of interviews that the text states, by group."""
    facts = study.study_facts.set_index("fact")["value_number"]
    return {group: int(facts[fact]) for group, fact in _STATED.items()}


def quoted_not_listed(study: Study) -> Table:
    """Return the people who speak in the findings and stand in no row of Table 1."""
    people = study.informants
    role = people.set_index("informant_id")["role"]
    told = people.assign(maybe_same_as=people["maybe_same_as"].map(role))
    gone = told[told["quoted"] & ~told["listed"]]
    columns = ["role", "organisation", "quoted_locator", "maybe_same_as", "note"]
    return Table(gone[columns], evidence=[_UNLISTED, *gone["informant_id"]])


def numbers(study: Study, roles: pd.DataFrame) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    study : Study
        The study.
    roles : DataFrame
        By :func:`listed_roles`.
    """
    every, managers, others = _stated(study).values()
    people = study.informants
    counts = {
        "n_interviews_stated": every,
        "n_interviews_stated_managers": managers,
        "n_interviews_stated_others": others,
        "n_interview_rows": len(study.interviews),
        "n_informant_roles": len(roles),
        "n_informant_roles_plural": roles["plural"].sum(),
        "n_informant_roles_huawei": (roles["firm"] == "Huawei").sum(),
        "n_informant_roles_zte": (roles["firm"] == "ZTE").sum(),
        "n_informants_quoted": people["quoted"].sum(),
        "n_quoted_not_listed": (people["quoted"] & ~people["listed"]).sum(),
    }
    return {
        key: Number(int(n), key[2:].replace("_", " "), evidence=[_COUNT])
        for key, n in counts.items()
    }
