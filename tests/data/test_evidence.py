"""The coded evidence of the main study: known facts, coding passes, and each row in its source."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from crosscase.texts import Paragraph
from tests.data.tables import PROPOSITIONS, read

CHECK_FIRMS = ["lenovo", "zoomlion", "chery", "haier", "tcl", "saic"]


@pytest.fixture(scope="module")
def evidence() -> pd.DataFrame:
    rows = read("evidence").assign(stance=lambda d: d["stance"].astype(int))
    return rows[rows["source_id"] == "main"]


@pytest.fixture(scope="module")
def doubts() -> pd.DataFrame:
    return read("doubts").astype({"stance": int, "other_stance": int})


def test_at_least_150_rows_without_duplicates(evidence: pd.DataFrame) -> None:
    assert len(evidence) >= 150
    keys = ["locator", "case_id", "proposition_id", "statement"]
    assert not evidence.duplicated(keys).any()
    assert list(evidence["evidence_id"]) == [f"main-{n:03d}" for n in range(1, len(evidence) + 1)]


def test_informants_are_given_for_interviews_alone(evidence: pd.DataFrame) -> None:
    named = evidence[evidence["informant_id"] != ""]
    assert set(named["evidence_type"]) == {"interview"}
    assert set(named["specificity"]) == {"firm"}
    finance = named[named["informant_id"] == "huawei_uk_cfo"]
    assert list(finance["locator"].unique()) == ["s4.2¶1", "s4.4¶3", "s4.4¶4"]


def test_joint_and_blanket_statements_cover_several_firms(evidence: pd.DataFrame) -> None:
    several = evidence[evidence["specificity"] != "firm"]
    groups = several.groupby(["locator", "proposition_id", "statement"])["case_id"].nunique()
    assert groups.min() >= 2


def test_no_interview_at_the_check_firms(evidence: pd.DataFrame) -> None:
    check = evidence[evidence["case_id"].isin(CHECK_FIRMS)]
    assert set(check["evidence_type"]) == {"authors", "document"}


def test_zoomlion_is_never_spoken_of_alone(evidence: pd.DataFrame) -> None:
    rows = evidence[evidence["case_id"] == "zoomlion"]
    assert set(rows["specificity"]) == {"joint", "blanket"}
    joint = rows[rows["specificity"] == "joint"]
    assert list(joint["proposition_id"]) == ["APA1"]
    assert set(rows["proposition_id"]) == {"APA1", "APA5"}


def test_headquarters_of_the_check_firms_rest_on_a_blanket_claim(evidence: pd.DataFrame) -> None:
    rows = evidence[(evidence["proposition_id"] == "APA5") & evidence["case_id"].isin(CHECK_FIRMS)]
    assert set(rows["case_id"]) == set(CHECK_FIRMS)
    assert set(rows["specificity"]) == {"blanket"}
    assert set(rows["locator"]) == {"s5¶6"}
    assert set(rows["stance"]) == {1}


def test_only_the_two_failures_are_contradicted(evidence: pd.DataFrame) -> None:
    against = evidence[evidence["stance"] == -1]
    assert set(against["case_id"]) == {"tcl", "saic"}
    assert set(against["specificity"]) == {"joint"}
    denied = against.groupby("case_id")["proposition_id"].agg(set)
    expected = {"APA1", "APA2-2", "APA2-3", "APA3", "APA4-1", "APA4-2"}
    assert denied["tcl"] == denied["saic"] == expected


def test_silence_has_no_row(evidence: pd.DataFrame) -> None:
    assert set(evidence["stance"]) == {1, -1}
    spoken = set(zip(evidence["case_id"], evidence["proposition_id"], strict=True))
    silent = {(case, item) for case in CHECK_FIRMS for item in PROPOSITIONS} - spoken
    assert ("lenovo", "APA2-1") in silent
    assert ("haier", "APA2-2") in silent
    assert ("chery", "APA3") in silent
    assert len([case for case, _ in silent if case == "zoomlion"]) == 6


def test_solar_storage_has_the_code_of_a_developing_market(evidence: pd.DataFrame) -> None:
    rows = evidence[evidence["code"] == "learning/host_country/developing_market"]
    assert list(zip(rows["case_id"], rows["proposition_id"], strict=True)) == [("zte", "APA2-3")]
    assert "Africa" in rows["statement"].item()


def test_the_customer_database_rests_on_one_joint_statement(evidence: pd.DataFrame) -> None:
    rows = evidence[evidence["code"] == "learning/customers/database"]
    assert list(rows["case_id"]) == ["huawei", "zte"]
    assert set(rows["specificity"]) == {"joint"}


def test_codes_list_the_propositions_they_are_used_for(evidence: pd.DataFrame) -> None:
    codes = read("evidence_codes").set_index("code")["propositions"].str.split("; ")
    used = evidence.groupby("code")["proposition_id"].agg(set)
    assert {code: set(items) for code, items in codes.items() if code in used} == used.to_dict()


def test_first_pass_covers_every_unit_and_agrees_with_the_evidence(evidence: pd.DataFrame) -> None:
    units, first = read("units"), read("pass_1")
    assert len(first) == len(units) * len(PROPOSITIONS)
    assert units["locator"].str.match(r"s[45](\.\d)?(¶| note )").all()
    assert not units.duplicated(["source_id", "locator", "case_id"]).any()
    keys = ["locator", "case_id", "proposition_id"]
    coded = first.merge(units, on="unit_id").set_index(keys)["stance"].astype(int)
    found = evidence[evidence["locator"].str.match(r"s[45]")].groupby(keys)["stance"].agg(set)
    assert coded[coded != 0].map(lambda stance: {stance}).to_dict() == found.to_dict()


def test_doubts_name_a_row_or_a_silence(evidence: pd.DataFrame, doubts: pd.DataFrame) -> None:
    assert (doubts["stance"] != doubts["other_stance"]).all()
    keys = ["locator", "case_id", "proposition_id"]
    spoken = set(evidence[keys].itertuples(index=False, name=None))
    for row in doubts.itertuples(index=False):
        if row.stance == 0:
            assert row.evidence_id == ""
            assert (row.locator, row.case_id, row.proposition_id) not in spoken
        else:
            coded = evidence.set_index("evidence_id").loc[row.evidence_id]
            assert [coded[key] for key in keys] == [getattr(row, key) for key in keys]
            assert coded["stance"] == row.stance


@pytest.mark.needs_sources
def test_a_named_firm_stands_in_the_paragraph(
    evidence: pd.DataFrame, paragraphs: dict[str, list[Paragraph]]
) -> None:
    text = {paragraph.locator: paragraph.text.lower() for paragraph in paragraphs["main"]}
    rows = evidence[~evidence["locator"].str.startswith("Table")]
    rows = rows[rows["specificity"] != "blanket"]
    missing = [row for row in rows.itertuples() if row.case_id not in text[row.locator]]
    assert not missing


@pytest.mark.needs_sources
def test_figures_of_a_statement_stand_in_its_paragraph(
    evidence: pd.DataFrame, texts: dict[str, str], paragraphs: dict[str, list[Paragraph]]
) -> None:
    text = {paragraph.locator: paragraph.text for paragraph in paragraphs["main"]}
    tables = texts["main"][texts["main"].index("Table 1: Interview Coverage") :]
    for row in evidence.itertuples():
        place = tables if row.locator.startswith("Table") else text[row.locator]
        for figure in re.findall(r"\d+(?:\.\d+)?", row.statement):
            assert figure in place, (row.evidence_id, figure)
