"""The tables of the main study: counts, hard facts, and what its exhibits show."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.data.tables import read


def fact(case: str, name: str, **where: str) -> pd.DataFrame:
    facts = read("case_facts")
    rows = facts[(facts["case_id"] == case) & (facts["fact"] == name)]
    for column, value in where.items():
        rows = rows[rows[column] == value]
    return rows


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("cases", 8),
        ("codebook_activities", 20),
        ("integration", 10),
        ("interviews", 10),
        ("mechanisms", 15),
        ("propositions", 8),
        ("sources", 4),
        ("exhibits_of_sources", 30),
    ],
)
def test_number_of_rows(table: str, rows: int) -> None:
    assert len(read(table)) == rows


def test_codebook_holds_the_whole_of_table_2() -> None:
    words = read("codebook").query("construct_type == 'key word'")
    assert len(words) == 118
    assert words["term_lower"].nunique() == 114
    assert set(words.loc[words["recurs"] == "true", "term_lower"]) == {
        "customers",
        "commercialising",
        "development",
        "european market",
    }
    per_idea = words.groupby("idea_id", sort=False).size()
    assert list(per_idea) == [15, 12, 8, 12, 12, 11, 10, 10, 15, 6, 7]
    ideas = words.drop_duplicates("idea_id").groupby("topic_id", sort=False).size()
    assert ideas.to_dict() == {"customers": 4, "co_operation": 4, "host_country": 3}
    activities = read("codebook_activities").groupby("idea_id", sort=False).size()
    assert list(activities) == [4, 2, 4, 3, 1, 1, 1, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("case", "name", "value", "unit", "year", "qualifier"),
    [
        ("huawei", "annual_revenue", 521_574e6, "CNY", "2016", "up to"),
        ("zte", "annual_revenue", 101.2e9, "CNY", "2016", "more than"),
        ("huawei", "fortune_global_500_rank", 83, "rank", "2017", ""),
        ("huawei", "countries_and_regions_of_business", 170, "countries", "", "more than"),
        ("zte", "countries_served", 160, "countries", "", "more than"),
        ("huawei", "contract_sales", 8.2e9, "USD", "2005", "already"),
        ("huawei", "share_of_contract_sales_from_foreign_markets", 58, "percent", "2005", "nearly"),
        ("zte", "partner_operators", 150, "count", "2007", "more than"),
        ("zte", "countries_of_partner_operators", 60, "countries", "2007", "more than"),
        ("zte", "share_of_revenue_from_international_operations", 60, "percent", "2011", ""),
        ("zte", "smartphone_manufacturer_rank", 4, "rank", "2012", ""),
        ("huawei", "ngn_application", 50, "countries", "1998", "more than"),
        ("lenovo", "company_size", 30e9, "USD", "", ""),
        ("zoomlion", "registered_capital", 7.664e9, "CNY", "2010", ""),
        ("zoomlion", "employees", 22_000, "people", "2010", "more than"),
        ("chery", "assets", 79.2e9, "CNY", "2016", ""),
        ("chery", "employees", 16_721, "people", "2016", ""),
        ("chery", "cumulative_sales", 6e6, "units", "2016", "more than"),
        ("haier", "consecutive_years_as_no_1_brand", 6, "years", "2014", ""),
        ("haier", "countries_and_regions_of_business", 100, "countries", "2017", "more than"),
        ("tcl", "share_of_revenue_from_overseas", 46.5, "percent", "2015", ""),
        ("tcl", "tv_sales_rank", 3, "rank", "2015", ""),
        ("saic", "production", 4.5e6, "vehicles", "2014", "more than"),
        ("saic", "sales", 6.489e6, "units", "2016", ""),
    ],
)
def test_typed_figures(
    case: str, name: str, value: float, unit: str, year: str, qualifier: str
) -> None:
    rows = fact(case, name)
    assert len(rows) == 1
    row = rows.iloc[0]
    assert float(row["value_number"]) == pytest.approx(value, rel=0, abs=1e-9)
    assert (row["unit"], row["year"], row["qualifier"]) == (unit, year, qualifier)


@pytest.mark.parametrize(
    ("case", "name", "text", "year"),
    [
        ("lenovo", "acquisition", "former Personal Computer Division of IBM", "2005"),
        ("zoomlion", "acquisition", "Powermole (England)", "2001"),
        ("tcl", "acquisition", "Alcatel (France)", "2003"),
        ("tcl", "joint_venture", "TTE, jointly with Thomson", "2004"),
        ("zte", "collaboration_partner", "Portugal Telecom", "2005"),
        ("huawei", "first_major_european_sales", "Netherlands", "2001"),
    ],
)
def test_dated_events(case: str, name: str, text: str, year: str) -> None:
    assert list(fact(case, name, value_text=text)["year"]) == [year]


def test_informants_are_the_25_roles_of_table_1_and_three_more() -> None:
    informants = read("informants")
    listed = informants[informants["listed"] == "true"]
    assert list(listed.groupby("interview_id").size()) == [4, 1, 1, 2, 2, 2, 2, 2, 4, 5]
    assert set(informants.loc[informants["listed"] == "false", "informant_id"]) == {
        "huawei_terminal_cmo",
        "huawei_founder",
        "zte_board_chairman",
    }
    plural = informants["plural"] == "true"
    assert (informants.loc[plural, "count"] == "").all()


def test_interview_months_span_2011_to_2016() -> None:
    interviews = read("interviews")
    assert (interviews["start_month"] <= interviews["end_month"]).all()
    assert interviews["start_month"].min() == "2011-07"
    assert interviews["end_month"].max() == "2016-10"
    assert list(interviews.groupby("resource_group", sort=False).size()) == [4, 4, 2]


def test_integration_marks_the_two_generic_cells() -> None:
    cells = read("integration")
    assert set(cells.loc[cells["specificity"] == "generic", "cell_id"]) == {
        "t3_low_level_huawei",
        "t3_leverage_huawei",
    }
    assert list(cells.groupby("case_id").size()) == [5, 5]


def test_mechanisms_have_three_spanning_rows() -> None:
    cells = read("mechanisms")
    spanning = cells[cells["spanning"] == "true"]
    assert (spanning["mechanism"] == "all").all()
    assert list(spanning["row_id"]) == [
        "supporting_mechanism",
        "developed_market_background",
        "internationalisation",
    ]
    assert (cells[cells["spanning"] == "false"].groupby("row_id").size() == 3).all()


def test_network_lines_follow_the_note_of_figure_1() -> None:
    nodes = read("network_nodes").set_index("node_id")
    edges = read("network_edges")
    assert set(zip(edges["kind"], edges["line"], strict=True)) == {
        ("vertical", "solid"),
        ("horizontal", "dotted"),
    }
    ends = [edges[end].map(nodes["level"]).astype(int) for end in ("source_node", "target_node")]
    step = (ends[0] - ends[1]).where(edges["kind"] == "vertical", 1)
    assert (step == 1).all()
    horizontal = edges["kind"] == "horizontal"
    assert (ends[0][horizontal] == 3).all()
    assert (ends[1][horizontal] == 3).all()


def test_propositions_named_by_discrepancies_exist() -> None:
    known = set(read("propositions")["proposition_id"])
    named = read("discrepancies")["bears_on"].str.split("; ").explode()
    assert set(named) - {""} <= known
