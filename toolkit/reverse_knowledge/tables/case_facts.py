"""Tables on the facts of the firms: as typed, and put together again as the source printed them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from crosscase.results import Table
from crosscase.study import Study

__all__ = ["beginnings", "in_table", "in_text", "rebuilt", "typed"]

# The columns of the printed table whose cells the facts are put together to.
_COLUMNS = ["Firm", "Introduction", "Beginning of Internationalisation", "Main host countries"]
# What the names of facts lose when they are written in lower case.
_CAPITALS = {"Pc ": "PC ", "Tv ": "TV ", "chinese": "Chinese"}


def in_text(study: Study, cases: Iterable[str]) -> pd.DataFrame:
    """Return the facts on some firms that stand in the running text of their source.

    Parameters
    ----------
    study : Study
        Its table ``case_facts``.
    cases : iterable of str
        The firms.
    """
    facts = study.case_facts
    return facts[facts["case_id"].isin(list(cases)) & ~facts["locator"].str.startswith("Table")]


def in_table(study: Study, number: str) -> pd.DataFrame:
    """Return the facts that stand in one table of their source, e.g. ``"Table 4"``."""
    facts = study.case_facts
    return facts[facts["locator"].str.startswith(number)]


def typed(facts: pd.DataFrame, columns: Sequence[str]) -> Table:
    """Return facts for a reader: what of whom, its value and unit, and how it was printed.

    Parameters
    ----------
    facts : DataFrame
        Rows of ``case_facts``.
    columns : sequence of str
        What is shown beside number, firm, fact and value; columns of ``case_facts``.

    Returns
    -------
    Table
        ``fact_id, firm, fact, value`` and `columns`. A year is the value of a fact that has years
        for its unit; brackets of Chinese print are those of English print.
    """
    value = facts["value_number"].map("{:,.14g}".format).replace("nan", "")
    is_year = facts["unit"] == "year"
    shown = facts.assign(
        firm=facts["case_id"],
        fact=_in_words(facts["fact"]),
        value=value.mask(is_year, facts["year"].astype("string")),
        printed=facts["printed"].str.replace("（", " (").str.replace("）", ")"),
    )
    table = shown[["fact_id", "firm", "fact", "value", *columns]].reset_index(drop=True)
    evidence = {(id, "printed"): [id] for id in table["fact_id"]}
    return Table(table, names={"firm": "Firm"}, evidence=evidence)


def rebuilt(facts: pd.DataFrame) -> Table:
    """Return the printed table on the check firms, each cell put together from its facts.

    Parameters
    ----------
    facts : DataFrame
        By :func:`in_table`; a locator ends in the column's heading after a slash.

    Returns
    -------
    Table
        One row a firm, with the facts behind each cell.
    """
    column = facts["locator"].str.split("/").str[1]
    full_name = facts["value_text"].where(column == "Firm")
    lines = facts.assign(column=column, line=full_name.fillna(_line(facts)), firm=facts["case_id"])
    cells = lines.groupby(["firm", "column"], sort=False)
    joined = cells["line"].agg("; ".join)
    texts = joined.unstack(sort=False)[_COLUMNS]  # noqa: PD010
    names = {
        "firm": "Short name",
        "Beginning of Internationalisation": "Beginning of internationalisation",
        "Main host countries": "Main host countries (this study)",
    }
    evidence = cells["fact_id"].agg(list).to_dict()
    return Table(texts.rename_axis(columns=None), names=names, evidence=evidence)


def _in_words(names: pd.Series) -> pd.Series:
    return names.str.replace("_", " ")


def _line(facts: pd.DataFrame) -> pd.Series:
    """Return each fact as a line: its name, what it is or how much, and when."""
    counted = facts["value_number"].notna() & (facts["unit"] != "year")
    remark = (" (" + facts["value_text"] + ")").fillna("")
    what = facts["value_text"].where(~counted, facts["printed"] + remark)
    when = (", " + facts["date_printed"]).fillna("")
    name = _in_words(facts["fact"]).str.capitalize().replace(_CAPITALS, regex=True) + ": "
    return name.where(~facts["fact"].str.startswith("host_"), "") + what + when


def beginnings(study: Study, decades: Mapping[str, Sequence[int]]) -> pd.DataFrame:
    """Return when each firm began to go abroad, ready to be drawn.

    Parameters
    ----------
    study : Study
        Its ``cases`` give a year, or a decade as it is printed; its ``case_facts`` the occasion.
    decades : mapping of str to (first, last)
        Years in which the beginning lies, by what is printed in place of a year.

    Returns
    -------
    DataFrame
        ``fact_id, lane, year_start, year_end, label, vague``, the earliest first.
    """
    cases = study.cases
    year, printed = (cases[f"internationalisation_start_{name}"] for name in ("year", "printed"))
    facts = study.case_facts
    began = facts[facts["fact"] == "internationalisation_start"]
    began = began.drop_duplicates("case_id", keep="last").set_index("case_id")
    first, last = (printed.map({text: ends[at] for text, ends in decades.items()}) for at in (0, 1))
    occasion = cases["case_id"].map(began["value_text"])
    events = pd.DataFrame(
        {
            "fact_id": cases["case_id"].map(began["fact_id"]),
            "lane": cases["case_id"] + " (" + cases["role"] + ")",
            "year_start": year.fillna(first),
            "year_end": year.fillna(last),
            "label": occasion.where(year.notna(), printed),
            "vague": year.isna(),
        }
    )
    return events.sort_values(["year_start", "lane"])
