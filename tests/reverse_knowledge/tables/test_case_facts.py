"""Facts of firms put into words, by hand on nine facts, and for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import case_facts

COLUMNS = ["fact_id", "case_id", "fact", "value_number", "value_text", "unit", "year"]
HEADS = ["Firm", "Introduction", "Beginning of Internationalisation", "Main host countries"]


@pytest.fixture
def facts() -> pd.DataFrame:
    """Two firms; the second has a fact more in one cell."""
    rows = [
        ("f1", "Ada", "full_name", None, "Ada Ltd", None, None, "Ada（Ltd）", None, 0),
        ("f2", "Ada", "tv_sales_rank", 3.0, "TV sales", "rank", 2015, "third", "2015", 1),
        ("f3", "Ada", "joint_venture", 1985.0, "with X", "year", 1985, "1985", "since 1985", 2),
        ("f4", "Ada", "host_country", None, "USA", None, None, "USA", None, 3),
        ("f5", "Bob", "full_name", None, "Bob Inc", None, None, "Bob", None, 0),
        ("f6", "Bob", "assets", 7664000000.0, None, "CNY", None, "RMB 7.664 billion", None, 1),
        ("f7", "Bob", "founded", 1996.0, "alone", "year", 1996, "1996", "1996", 2),
        ("f8", "Bob", "share", 46.5, None, "percent", None, "46.5%", None, 3),
        ("f9", "Bob", "host_region", None, "Europe", None, None, "Europe", None, 3),
    ]
    table = pd.DataFrame(rows, columns=[*COLUMNS, "printed", "date_printed", "column"])
    table["year"] = table["year"].astype("Int64")
    place = table["column"].map(dict(enumerate(HEADS)))
    return table.assign(locator="Table 4, " + table["case_id"] + "/" + place)


def test_facts_are_typed(facts: pd.DataFrame) -> None:
    found = case_facts.typed(facts, ["unit", "printed"])
    assert found.table.columns.tolist() == ["fact_id", "firm", "fact", "value", "unit", "printed"]
    assert found.table["value"].tolist() == [
        "", "3", "1985", "", "", "7,664,000,000", "1996", "46.5", "",
    ]  # fmt: skip
    assert found.table["fact"].tolist()[1] == "tv sales rank"
    assert found.table["printed"].tolist()[0] == "Ada (Ltd)"
    assert isinstance(found.evidence, dict)
    assert found.evidence["f2", "printed"] == ["f2"]


def test_the_printed_table_is_put_together(facts: pd.DataFrame) -> None:
    found = case_facts.rebuilt(facts)
    assert found.table.index.tolist() == ["Ada", "Bob"]
    assert found.table.columns.tolist() == HEADS
    assert found.table.loc["Ada"].tolist() == [
        "Ada Ltd",
        "TV sales rank: third (TV sales), 2015",
        "Joint venture: with X, since 1985",
        "USA",
    ]
    assert found.table.loc["Bob"].tolist() == [
        "Bob Inc",
        "Assets: RMB 7.664 billion",
        "Founded: alone, 1996",
        "Share: 46.5%; Europe",
    ]
    assert isinstance(found.evidence, dict)
    assert found.evidence["Bob", "Main host countries"] == ["f8", "f9"]
    assert found.names["firm"] == "Short name"


def test_facts_of_the_text_and_of_a_table(flagship: Study) -> None:
    told = case_facts.in_text(flagship, ["Huawei", "ZTE"])
    assert told["case_id"].value_counts().to_dict() == {"Huawei": 64, "ZTE": 46}
    assert not told["locator"].str.startswith("Table").any()
    printed = case_facts.in_table(flagship, "Table 4")
    assert (len(printed), printed["case_id"].nunique()) == (49, 6)
    assert printed.attrs["table"] == "case_facts"


def test_table_4_of_the_study(flagship: Study) -> None:
    table = case_facts.rebuilt(case_facts.in_table(flagship, "Table 4")).table
    assert table.index.tolist() == ["Lenovo", "Zoomlion", "Chery", "Haier", "TCL", "SAIC"]
    assert table.loc["Lenovo", "Main host countries"] == "USA; Japan"
    assert table.notna().all().all()


def test_a_decade_becomes_a_range(flagship: Study) -> None:
    decades = {"the 1990s": (1990, 1999), "the late 1990s": (1997, 1999)}
    events = case_facts.beginnings(flagship, decades).set_index("lane")
    assert events.index[0] == "SAIC (failure)"
    assert events.index[-1] == "Lenovo (success)"
    assert events.loc["ZTE (base)", ["year_start", "year_end"]].tolist() == [1990, 1999]
    assert events.loc["Haier (success)", ["year_start", "year_end"]].tolist() == [1997, 1999]
    assert events.index[events["vague"]].tolist() == ["ZTE (base)", "Haier (success)"]
    assert events.loc["Haier (success)", "label"] == "the late 1990s"
    assert events.loc["Lenovo (success)", "label"] == "with the acquisition of IBM’s PC division"
    assert events["fact_id"].notna().all()
