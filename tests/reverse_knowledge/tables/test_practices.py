"""Practices of firms, what they rest on and how far to trust them, by hand and for the study."""

from __future__ import annotations

from types import SimpleNamespace

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import practices

COLUMNS = ["practice_id", "source_id", "actor", "area", "practice", "value_number", "unit"]
ROWS = [
    ("p1", "blog", "Acme", "learning_channel", "asks advisers", None, None),
    ("p2", "blog", "Acme", "learning_channel", "watches customers", None, None),
    ("p3", "blog", "Bolt", "learning_channel", "watches customers", None, None),
    ("p4", "blog", "Acme", "corporate_governance", "equity of staff", 98.5, "percent"),
    ("p5", "blog", "others", "corporate_governance", "equity, lower end", 5.0, "percent"),
    ("p6", "blog", "others", "corporate_governance", "equity, upper end", 15.0, "percent"),
    ("p7", "blog", "Bolt", "acquisition", "bought to learn", None, None),
    ("p8", "blog", "others", "four_cs", "customers", None, None),
    ("p9", "main", "Acme", "learning_channel", "not of the blog", None, None),
]
PRACTICES = pd.DataFrame(ROWS, columns=COLUMNS).assign(
    year=2015, value_text="Corp", locator=[f"s{n}" for n in range(1, 10)]
)
PRINCIPLES = pd.DataFrame(
    {
        "principle_id": ["b", "a"],
        "order": [1, 0],
        "kind": ["component", "core"],
        "principle": ["Second", "First"],
        "huawei_practice": ["does", "says"],
        "advice": ["do", "say"],
        "evidence_named": ["none", "none"],
        "locator": ["s2", "s1"],
    }
)
TRUST = pd.DataFrame(
    {
        "reliability_id": ["reliability-01", "reliability-02", "reliability-03"],
        "source_id": ["main", "article", "article"],
        "aspect": ["genre", "genre", "data"],
        "judgement": ["medium", "weak", "weak"],
        "reason": ["r1", "r2", "r3"],
        "locator": ["s1", "s2", "s3"],
    }
)
FACTS = pd.DataFrame(
    {
        "fact_id": ["f1", "f2", "f3"],
        "topic": ["text", "furniture", "furniture"],
        "attribute": ["title", "company", "owner"],
        "value_text": ["Adopt", "公司", "A. Person"],
        "statement": ["t", "c", "o"],
        "locator": ["s1", "s2", "s3"],
    }
)
STUDY = SimpleNamespace(
    practices=PRACTICES, principles=PRINCIPLES, source_reliability=TRUST, article_facts=FACTS
)
FIRMS = ["Acme", "Bolt"]
BLOG = practices.of_the_blog(STUDY)


@pytest.fixture
def told() -> pd.DataFrame:
    return practices.told_of_firms(BLOG, FIRMS, ["learning_channel", "corporate_governance"])


def test_a_practice_is_told_of_one_firm_or_of_several(told: pd.DataFrame) -> None:
    assert told["practice_id"].tolist() == ["p1", "p2", "p3", "p4"]
    assert told["kind"].tolist() == ["firm", "joint", "joint", "firm"]
    assert told["label"].tolist() == [
        "Asks advisers",
        "Watches customers",
        "Watches customers",
        "Equity of staff: 98.5 %",
    ]


def test_practices_stand_by_firm(told: pd.DataFrame) -> None:
    kinds = practices.kinds_by_firm(told, [*FIRMS, "Cog"])
    assert kinds.to_numpy().tolist() == [
        ["firm", "", ""],
        ["joint", "joint", ""],
        ["firm", "", ""],
    ]
    found = practices.by_firm(told, FIRMS)
    assert found.table.index.tolist()[:2] == ["Asks advisers", "Watches customers"]
    assert found.table.iloc[1].tolist() == [
        "learning channel",
        "of several firms at once",
        "of several firms at once",
    ]
    assert found.evidence[("Watches customers", "Bolt")] == ["p3"]


def test_the_field_is_told_by_heading() -> None:
    found = practices.of_the_field(BLOG, FIRMS)
    assert found.table[["no", "heading", "value"]].to_numpy().tolist() == [
        [1, "The 4 Cs", ""],
        [2, "Ownership elsewhere", "5 %"],
        [3, "Ownership elsewhere", "15 %"],
    ]
    assert found.evidence[("1", "practice")] == ["p8"]


def test_acquisitions_stand_on_the_line_of_years() -> None:
    bought = practices.acquisitions(BLOG)
    assert bought.table.loc["Corp", ["actor", "year"]].tolist() == ["Bolt", 2015]
    assert bought.evidence == {("Corp", "year"): ["p7"]}
    events = practices.years_named(bought)
    assert events["year"].tolist() == [2015, 2016, 2020]
    assert events["label"].iloc[0] == "Bolt: Corp"
    assert events["group"].tolist() == ["acquisition", "publication", "publication"]


def test_both_ends_of_a_share_are_one_span() -> None:
    shares = practices.shares_of_staff(BLOG)
    assert shares["practice_id"].tolist() == ["p4", "p5", "p6"]
    assert practices.ownership(shares).to_numpy().tolist() == [
        ["Acme: equity of staff", 98.5, 98.5],
        ["others: equity", 5.0, 15.0],
    ]


def test_principles_stand_in_their_order() -> None:
    found = practices.principles(STUDY)
    assert found.table.index.tolist() == ["First", "Second"]
    assert found.evidence == {
        ("First", "huawei_practice"): ["a"],
        ("Second", "huawei_practice"): ["b"],
    }


def test_judgements_are_counted_by_source() -> None:
    found = practices.judgements_by_source(STUDY)
    assert found.table.loc["main"].tolist() == [0, 1, 0]
    assert found.table.loc["article"].tolist() == [0, 0, 2]
    assert found.table.loc["blog"].tolist() == [0, 0, 0]
    assert found.evidence[("article", "weak")] == ["reliability-02", "reliability-03"]


def test_each_judgement_has_its_number() -> None:
    found = practices.reliability(STUDY)
    assert found.table.index.tolist() == ["01", "02", "03"]
    assert found.evidence[("02", "judgement")] == ["reliability-02"]


def test_chinese_is_not_reprinted() -> None:
    found = practices.furniture(STUDY)
    assert found.table["value_text"].to_dict() == {"company": "(in Chinese)", "owner": "A. Person"}
    assert found.evidence[("owner", "value_text")] == ["f3"]


def test_numbers_are_counted(told: pd.DataFrame) -> None:
    values = {k: n.value for k, n in practices.numbers(STUDY, told, firm="Acme").items()}
    assert values == {
        "n_blog_practices": 8,
        "n_blog_practices_huawei": 3,
        "n_blog_practices_huawei_alone": 2,
        "n_article_principles": 1,
        "n_article_evidence_named": 0,
        "n_reliability_judgements": 3,
        "pct_huawei_equity_staff": 98,
    }


def test_the_studys_article_names_no_evidence_and_only_haier_buys(flagship: Study) -> None:
    blog = practices.of_the_blog(flagship)
    bought = practices.acquisitions(blog).table
    assert set(bought["actor"]) == {"Haier"}
    assert len(bought) == 2
    advice = practices.principles(flagship).table
    assert advice["kind"].tolist() == ["core"] + ["component"] * 7
    assert set(advice["evidence_named"]) == {"none"}
    trust = practices.judgements_by_source(flagship).table
    assert trust.loc["article", ["strong", "medium"]].tolist() == [0, 0]
