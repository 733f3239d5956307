"""Tables on integration: the mini cases of Table 3, their kind, and their dated events."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = ["abbreviations", "cells_by_kind", "dated_events", "mini_cases", "numbers"]


def mini_cases(study: Study) -> Table:
    """Return Table 3 of the main study: a row for each level or step, two columns for each firm.

    Behind a mini case stand its cell and the rows of evidence that were coded from it.
    """
    cells = study.integration
    coded = study.evidence.groupby(["locator", "case_id"])["evidence_id"].agg(list)
    table = cells.drop_duplicates("row_id").set_index("row_id")
    table = table[["level_or_step", "group", "sub_mechanism"]]
    names = {"sub_mechanism": "What"}
    evidence = {}
    for firm, part in cells.groupby("case_id", sort=False):
        own, name = part.set_index("row_id"), str(firm).lower()
        table = table.assign(**{name: own["content"], f"{name}_kind": own["specificity"]})
        names |= {name: f"{firm} mini cases", f"{name}_kind": f"Kind ({firm})"}
        for row in part.itertuples():
            behind = coded.get((row.locator, firm), [])
            evidence[row.level_or_step, name] = [row.cell_id, *behind]
    return Table(table.reset_index(drop=True), names=names, evidence=evidence)


def abbreviations(study: Study, locator: str) -> str:
    """Return the abbreviations that are expanded at a place in the source, as one line."""
    short = study.abbreviations
    short = short[short["locator"] == locator]
    return "; ".join(short["abbreviation"] + ": " + short["expansion"])


def cells_by_kind(cells: pd.DataFrame, *, include_generic: bool) -> Table:
    """Return how many cells of each firm are specific to it, and how many generic.

    Parameters
    ----------
    cells : DataFrame
        The study's ``integration``.
    include_generic : bool
        Whether cells that only repeat general wording count.
    """
    counted = cells if include_generic else cells[cells["specificity"] != "generic"]
    table = pd.crosstab(counted["case_id"].rename("firm"), counted["specificity"])
    table = table.rename_axis(columns=None)
    return Table(table, names={"firm": "Firm"}, evidence=list(counted["cell_id"]))


def dated_events(study: Study) -> pd.DataFrame:
    """Return what Table 3 dates, for :func:`crosscase.plots.charts.draw_events`.

    Returns
    -------
    DataFrame
        ``fact_id``, ``lane`` (firm, and row of the table), ``year_start``, ``year_end``,
        ``label``. A period that only sums up other events is left out.
    """
    facts = study.case_facts
    told = facts[facts["locator"].str.startswith("Table 3") & facts["year"].notna()]
    told = told[told["fact"] != "gsm_period"]
    row = told["locator"].str.extract(r"Table 3, (.*)/")[0]
    number = told["value_number"].map("{:.0f} ".format)
    counted = told["qualifier"].fillna("") + " " + number
    counted = counted.where(told["unit"] != "year", "").str.lstrip()
    return pd.DataFrame(
        {
            "fact_id": told["fact_id"],
            "lane": told["case_id"] + ": " + row.str.lower(),
            "year_start": told["year"],
            "year_end": told["year_end"].fillna(told["year"]),
            "label": counted + told["value_text"],
        }
    )


def numbers(cells: pd.DataFrame, events: pd.DataFrame) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    cells : DataFrame
        The study's ``integration``.
    events : DataFrame
        By :func:`dated_events`.
    """
    counts = {
        "n_integration_cells": len(cells),
        "n_integration_cells_generic": (cells["specificity"] == "generic").sum(),
        "n_integration_cells_specific": (cells["specificity"] == "case-specific").sum(),
        "n_integration_events_dated": len(events),
    }
    return {
        key: Number(int(n), key[2:].replace("_", " ") + " of Table 3") for key, n in counts.items()
    }
