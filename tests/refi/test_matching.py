"""Names of a project and ids of a study."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from crosscase.refi.matching import KnownIds, known_ids
from crosscase.study import Study
from crosscase.study.known_tables import resource_entry

KNOWN = KnownIds({"firm a": "a", "a": "a"}, ("APA2-1", "APA2", "P1"))


@pytest.mark.parametrize(
    ("name", "case"), [("Firm A", "a"), (" FIRM\u00a0 a", "a"), ("A", "a"), ("Firm", None)]
)
def test_cases_by_id_or_name(name: str, case: str | None) -> None:
    assert KNOWN.case_id(name) == case


@pytest.mark.parametrize(
    ("name", "proposition"),
    [
        ("P1", "P1"),
        (" p1 ", "P1"),
        ("P1: upward", "P1"),
        ("P1. Upward", "P1"),
        ("P1 – upward", "P1"),
        ("P1 - upward", "P1"),
        ("P1 (upward)", "P1"),
        ("P1, P2 and more", "P1"),
        ("P1:upward", "P1"),
        ("P1-upward", None),
        ("P10", None),
        ("P1 upward", None),
        ("on P1", None),
        ("APA2", "APA2"),
        ("APA2-1", "APA2-1"),
        ("APA2-1: roles", "APA2-1"),
        ("APA2 - roles", "APA2"),
        ("APA2-3", None),
    ],
)
def test_propositions_by_id(name: str, proposition: str | None) -> None:
    assert KNOWN.proposition(name) == (proposition, None)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("P1 > supports", ("P1", 1)),
        ("P1 >  CONTRA ", ("P1", -1)),
        ("P1 > +", ("P1", 1)),
        ("P1 > -", ("P1", -1)),
        ("Themes > P1: upward > roles > against", ("P1", -1)),
        ("P1 > pro > contra", ("P1", 1)),  # the first below the proposition
        ("supports > P1", ("P1", None)),  # not above it
        ("P1 > APA2 > supports", ("P1", 1)),
        ("Themes > supports", (None, None)),
    ],
)
def test_the_stance_stands_below_the_proposition(path: str, found: tuple[str, int]) -> None:
    assert KNOWN.proposition(path) == found


@pytest.mark.parametrize(
    ("stance", "names"),
    [
        (1, ["supports", "support", "supporting", "pro", "+"]),
        (-1, ["contradicts", "contradict", "contradicting", "against", "contra", "-"]),
        (None, ["neutral", "supported", "0"]),
    ],
)
def test_words_for_a_stance(stance: int | None, names: list[str]) -> None:
    assert {KNOWN.proposition(f"P1 > {name}") for name in names} == {("P1", stance)}


def test_a_study_may_have_neither_cases_nor_propositions(study_folder: Path) -> None:
    path = study_folder / "data" / "datapackage.json"
    package = json.loads(path.read_text())
    fields = [{"name": "id", "type": "string"}]
    for names in (["sources"], ["sources", "cases", "propositions"]):
        package["resources"] = [
            resource_entry(name, {"schema": {"fields": fields}}) for name in names
        ]
        path.write_text(json.dumps(package))
        for name in names:
            (study_folder / "data" / f"{name}.csv").write_text("id\nx\n")
        assert known_ids(Study.open(study_folder)) == KnownIds({}, ())


def test_signs_in_an_id_are_taken_as_they_are() -> None:
    known = KnownIds({}, ("P.1",))
    assert known.proposition("P.1")[0] == "P.1"
    assert known.proposition("Px1")[0] is None


def test_known_ids_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        KNOWN.cases = {}  # type: ignore[misc]


def _with(study_folder: Path, table: str, text: str) -> KnownIds:
    (study_folder / "data" / f"{table}.csv").write_text(text)
    return known_ids(Study.open(study_folder))


def test_ids_of_a_study(study_folder: Path) -> None:
    known = known_ids(Study.open(study_folder))
    assert known.cases == {
        "firm_a": "firm_a", "firm a": "firm_a", "firm_b": "firm_b", "firm b": "firm_b",
        "firm_c": "firm_c", "firm c": "firm_c",
    }  # fmt: skip
    assert known.propositions == ("P1", "P2")


def test_an_id_goes_before_a_name_and_longer_ids_before_shorter(study_folder: Path) -> None:
    rows = "case_id,name,role\nfirm_a,firm_b,base\nfirm_b,Firm B,base\nfirm_c,Firm C,failure\n"
    assert _with(study_folder, "cases", rows).cases["firm_b"] == "firm_b"
    rows = (study_folder / "data" / "propositions.csv").read_text() + "P2-1,finer\n"
    assert _with(study_folder, "propositions", rows).propositions == ("P2-1", "P1", "P2")
