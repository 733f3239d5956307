"""One case in four sources: counted by hand for few rows, and what it gives for the study."""

from __future__ import annotations

import pandas as pd
import pytest

from crosscase.study import Study
from reverse_knowledge.tables import triangulation

LEFT_OUT = {"sources": ["article"], "kinds": ["authors"]}
PROPOSITIONS = pd.DataFrame(
    {"order": [1, 2, 3, 4, 5], "heading": list("vwxyz")},
    index=pd.Index(["P1", "P2", "P3", "P4", "P5"], name="proposition_id"),
)
# P1: the main study and the thesis; P2: thesis and article; P3: for and against; P4: one; P5: none.
ROWS = pd.DataFrame(
    [
        ("e1", "P1", "main", 1, "interview", "m1"),
        ("e2", "P1", "thesis", 1, "interview", "thesis_a"),
        ("e3", "P1", "thesis", 1, "document", None),
        ("e4", "P2", "thesis", 1, "authors", None),
        ("e5", "P2", "article", 1, "document", None),
        ("e6", "P3", "thesis", 1, "interview", "thesis_a"),
        ("e7", "P3", "thesis", -1, "interview", "thesis_technician"),
        ("e8", "P4", "blog", 1, "document", None),
    ],
    columns=["evidence_id", "proposition_id", "source_id", "stance", "evidence_type",
             "informant_id"],
).assign(year=2012, statement="s", locator="s1¶1")  # fmt: skip


@pytest.fixture
def others() -> pd.DataFrame:
    return triangulation.of_companions(ROWS, **LEFT_OUT)


def test_statements_are_those_on_the_case(flagship: Study) -> None:
    # The fixture calls cases by their names.
    firm = triangulation.statements(flagship, "Huawei", count_blanket=False)
    whole = triangulation.statements(flagship, "Huawei", count_blanket=True)
    assert set(firm["case_id"]) == {"Huawei"}
    assert "blanket" not in set(firm["specificity"])
    assert len(firm) == len(whole) - (whole["specificity"] == "blanket").sum() == 106
    assert set(firm["source_id"]) == set(triangulation.SOURCES)


def test_the_note_says_what_is_counted() -> None:
    assert triangulation.what_is_counted(True) == "Blanket sentences are counted."
    assert triangulation.what_is_counted(False).endswith("about all firms are left out.")


def test_every_source_has_two_columns() -> None:
    found = triangulation.by_source(ROWS, PROPOSITIONS)
    assert list(found.table.columns)[2:4] == ["thesis for", "thesis against"]
    assert found.table["thesis for"].tolist() == [2, 1, 1, 0, 0]
    assert found.table["thesis against"].tolist() == [0, 0, 1, 0, 0]
    assert found.table.loc["P5"].sum() == 0
    assert found.names["thesis for"] == "Thesis: for"
    assert isinstance(found.evidence, dict)
    assert found.evidence[("P1", "thesis for")] == ["e2", "e3"]


def test_sources_kinds_and_informants_are_told_apart() -> None:
    found = triangulation.independent(ROWS, PROPOSITIONS, **LEFT_OUT)
    table = found.table
    assert table["sources"].tolist() == ["main, thesis", "thesis", "thesis", "blog", ""]
    assert table["n_sources"].tolist() == [2, 1, 1, 1, 0]
    assert table["kinds"].tolist() == ["document, interview", "", "interview", "document", ""]
    assert table["n_kinds"].tolist() == [2, 0, 1, 1, 0]
    assert table["with_first_hand"].tolist() == ["main, thesis", "", "thesis", "blog", ""]
    assert table["n_informants"].tolist() == [2, 0, 1, 0, 0]
    assert table["n_informants_outside"].tolist() == [1, 0, 1, 0, 0]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("P1", "sources")] == ["e1", "e2", "e3"]
    assert ("P5", "sources") not in found.evidence


def test_there_is_a_claim_for_each_assumption_that_is_spoken_of() -> None:
    made = triangulation.claims(ROWS, PROPOSITIONS, "h", "in all")
    assert [claim.id for claim in made] == [f"P{n}, h in all" for n in (1, 2, 3, 4)]
    assert made[0].cases == ("h",)


def test_companions_are_what_did_not_enter_the_model(others: pd.DataFrame) -> None:
    assert others["evidence_id"].tolist() == ["e2", "e3", "e4", "e6", "e7", "e8"]
    assert others["first_hand"].tolist() == [True, True, False, True, True, True]


def test_verdicts_follow_first_hand_statements(others: pd.DataFrame) -> None:
    found = triangulation.out_of_sample(others, PROPOSITIONS, least=2)
    assert found.table["verdict"].tolist() == [
        "borne out", "not tested", "mixed", "thin", "not tested",
    ]  # fmt: skip
    assert found.table["all_for"].tolist() == [2, 1, 1, 1, 0]
    assert found.table["first_hand_for"].tolist() == [2, 0, 1, 1, 0]
    assert found.table["first_hand_against"].tolist() == [0, 0, 1, 0, 0]
    assert found.table.columns[0] == "heading"
    assert isinstance(found.evidence, dict)
    assert found.evidence[("P2", "all_for")] == ["e4"]
    assert found.evidence[("P2", "first_hand_for")] == []
    more = triangulation.out_of_sample(others, PROPOSITIONS, least=3)
    assert more.table.loc["P1", "verdict"] == "thin"


def test_observations_say_who_speaks(others: pd.DataFrame) -> None:
    found = triangulation.observations(others, PROPOSITIONS)
    assert found.table.index.tolist() == ["e2", "e3", "e6", "e7", "e8"]
    assert found.table["voice"].tolist() == [
        "respondent A", "document", "respondent A", "respondent technician", "document",
    ]  # fmt: skip
    assert found.table["side"].tolist() == ["for", "for", "for", "against", "for"]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("e6", "statement")] == ["e6"]


EXPLAINED = pd.DataFrame(
    [
        ("r1", "rival", "Price", "thesis", 1, "interview"),
        ("r2", "rival", "Price", "main", 1, "authors"),
        ("r3", "rival", "Price", "article", 1, "document"),
        ("r4", "rival", "State", "thesis", -1, "document"),
        ("e1", "mechanism", "Integration (APA4)", "main", 1, "interview"),
    ],
    columns=["id", "group", "label", "source_id", "stance", "evidence_type"],
)


def test_a_rival_of_which_nothing_is_said_is_listed() -> None:
    rivals = pd.DataFrame({"hypothesis": ["State", "Price", "Luck"]})
    found = triangulation.scoreboard(EXPLAINED, rivals, **LEFT_OUT)
    assert found.table.to_numpy().tolist() == [
        ["Integration (APA4)", "mechanism", 1, 0, "main", 1, 1],
        ["Price", "rival", 3, 0, "article, main, thesis", 1, 1],
        ["Luck", "rival", 0, 0, "", 0, 0],
        ["State", "rival", 0, 1, "thesis", 0, 0],
    ]
    assert isinstance(found.evidence, dict)
    assert found.evidence[("Price", "says_so")] == ["r1", "r2", "r3"]


def test_contradictions_are_shown_with_their_place() -> None:
    told = EXPLAINED.assign(statement="s", locator="s1¶1")
    found = triangulation.contradictions(told)
    assert found.table[["id", "label"]].to_numpy().tolist() == [["r4", "State"]]
    assert found.evidence == {("r4", "statement"): ["r4"]}


def test_what_the_study_gives(flagship: Study) -> None:
    propositions = triangulation.assumptions(flagship)
    rows = triangulation.statements(flagship, "Huawei", count_blanket=False)
    others = triangulation.of_companions(rows, **LEFT_OUT)
    borne = triangulation.out_of_sample(others, propositions, least=2)
    explained = triangulation.explanations(flagship, rows, "Huawei", False)
    board = triangulation.scoreboard(explained, flagship.rivals, **LEFT_OUT)
    assert borne.table["verdict"].value_counts().to_dict() == {
        "borne out": 5, "thin": 2, "not tested": 1,
    }  # fmt: skip
    assert board.table["label"].tolist()[:4] == [
        "Reverse learning (APA1, 2)", "Hub-and-spoke sharing (APA3, 5)", "Integration (APA4)",
        "Price and cost innovation",
    ]  # fmt: skip
    assert board.table["says_so"].tolist()[:4] == [67, 23, 15, 6]
    numbers = triangulation.numbers(flagship, rows, borne, board, **LEFT_OUT)
    assert numbers["n_sources_apa2_1"].value == 3
    assert numbers["n_first_hand_sources_apa4_2"].value == 1
    assert numbers["n_informants_apa2_1"].value == 6
    assert numbers["n_companion_rows"].value == 56
    assert numbers["n_out_of_sample_borne_out"].value == 5
    assert numbers["n_rivals"].value == 19
    assert numbers["n_rivals_firm_specific"].value == 12
    assert len(numbers) == 8 * 3 + 7
