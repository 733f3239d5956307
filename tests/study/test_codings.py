"""Every coder that is listed is read, from a file that the data package knows or does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import crosscase as cc
from crosscase.errors import DataError, ParameterError
from crosscase.study import Study, coded_sentences, codings
from crosscase.study.codings import coding_problems
from crosscase.study.known_tables import known_schema, resource_entry

HEAD = "sentence_id,case_id,proposition_id,stance,specificity"
FIRST = f"{HEAD}\np1.2,firm_a,P1,1,firm\np1.3,firm_a,P1,-1,joint\np2.1,firm_b,P2,1,blanket\n"
SECOND = f"{HEAD},remark\nx.2,firm_a,P1,1,firm,odd\nx.3,firm_b,P2,-1,firm,\n"
# The second reader's x.2 is our 2 and 3; x.3 is our p2.1.
MAP = "coder_sentence_id,sentence_id\nx.1,p1.1\nx.2,p1.2\nx.2,p1.3\nx.3,p2.1\n"
COLUMNS = [field["name"] for field in known_schema("coders")["schema"]["fields"]]


def listed(*coders: dict[str, str]) -> str:
    rows = [",".join(coder.get(name, "") for name in COLUMNS) for coder in coders]
    return "\n".join([",".join(COLUMNS), *rows]) + "\n"


ONE = {"coder_id": "one", "kind": "person", "file": "coding/one.csv", "coded": "sentence"}
TWO = {
    "coder_id": "two", "kind": "machine", "file": "coding/two.csv", "coded": "sentence",
    "sentence_map": "coding/map.csv",
}  # fmt: skip
UNITS = {"coder_id": "three", "kind": "person", "file": "coding/units.csv", "coded": "unit"}


@pytest.fixture
def folder(study_folder: Path) -> Path:
    data = study_folder / "data"
    (data / "coding").mkdir()
    (data / "coding" / "one.csv").write_text(FIRST)
    (data / "coding" / "two.csv").write_text(SECOND)
    (data / "coding" / "map.csv").write_text(MAP)
    (data / "coders.csv").write_text(listed(ONE, TWO, UNITS))
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    package["resources"].append(resource_entry("coders", known_schema("coders")))
    (data / "datapackage.json").write_text(json.dumps(package), "utf-8")
    return study_folder


def test_coders_stand_one_under_the_other_with_our_sentences(folder: Path) -> None:
    rows = codings(Study.open(folder))
    assert rows["coder"].tolist() == ["one"] * 3 + ["two"] * 2
    # p1.3 is called p1.2, since the second reader was given both as one.
    assert rows["sentence_id"].tolist() == ["p1.2", "p1.2", "p2.1", "p1.2", "p2.1"]
    assert rows["stance"].tolist() == [1, -1, 1, 1, -1]
    assert rows["evidence_id"].tolist() == ["one:1", "one:2", "one:3", "two:1", "two:2"]
    assert set(rows["evidence_type"]) == {"unspecified"}


def test_one_coder_alone(folder: Path) -> None:
    study = Study.open(folder)
    assert len(codings(study, coder="two")) == 2
    with pytest.raises(ParameterError, match=r"no coder 'tow' .*: one, two$"):
        codings(study, coder="tow")


def test_sentences_of_the_text_are_those_of_the_maps(folder: Path) -> None:
    assert coded_sentences(Study.open(folder)) == ["p1.1", "p1.2", "p2.1"]
    (folder / "data" / "coders.csv").write_text(listed(ONE))
    with pytest.raises(DataError, match="no coder has a sentence_map"):
        coded_sentences(Study.open(folder))


def test_cases_are_called_as_in_the_study(folder: Path) -> None:
    rows = codings(Study.open(folder).named())
    assert rows["case_id"].tolist() == ["Firm A", "Firm A", "Firm B", "Firm A", "Firm B"]


def test_a_matrix_under_a_coder(folder: Path) -> None:
    study = Study.open(folder)
    state = cc.support_matrix(study, coder="one").state
    assert state.loc["firm_a"].tolist() == ["mixed", "silent"]
    assert cc.support_matrix(study, coder="two").state.loc["firm_b", "P2"] == "contradicts"
    assert cc.support_matrix(study, coder="one", include_joint=False).state.loc["firm_a", "P1"] == (
        "supports"
    )
    with pytest.raises(ParameterError, match="no coder 'four'"):
        cc.support_matrix(study, coder="four")


def test_rows_of_a_file_that_the_package_knows_are_those_of_the_study(folder: Path) -> None:
    data = folder / "data"
    evidence = (data / "evidence.csv").read_text("utf-8").splitlines()
    (data / "coders.csv").write_text(listed({**ONE, "file": "evidence.csv"}, TWO))
    with pytest.raises(DataError, match=r"evidence\.csv:1:sentence_id: the column is missing"):
        codings(Study.open(folder))
    package = json.loads((data / "datapackage.json").read_text("utf-8"))
    entry = next(item for item in package["resources"] if item["name"] == "evidence")
    entry["schema"]["fields"].append({"name": "sentence_id", "title": "Printed sentence"})
    (data / "datapackage.json").write_text(json.dumps(package), "utf-8")
    told = [evidence[0] + ",sentence_id", *(f"{row},p1.3" for row in evidence[1:])]
    (data / "evidence.csv").write_text("\n".join(told) + "\n", "utf-8")
    (data / "coders.csv").write_text(
        listed({**ONE, "file": "evidence.csv", "source_id": "reports"}, TWO)
    )
    rows = codings(Study.open(folder), coder="one")
    assert rows["evidence_id"].tolist() == ["ev-002", "ev-005"]
    assert rows["evidence_type"].tolist() == ["document"] * 2


def test_a_study_without_coders_says_how_to_list_them(study_folder: Path) -> None:
    with pytest.raises(DataError, match=r"no table 'coders'; list them in data/coders\.csv"):
        codings(Study.open(study_folder))


@pytest.mark.parametrize(
    ("file", "text", "message"),
    [
        ("one.csv", None, r"data/coding/one\.csv: no such file in the study"),
        ("map.csv", None, r"data/coding/map\.csv: no such file in the study"),
        (
            "one.csv", f"{HEAD}\np1.2,firm_a,P1,1,firm\np1.2,firm_ä,P1,1,firm\n",
            r"one\.csv:3:case_id: no such id in data/cases\.csv: 'firm_ä'; known: firm_a, firm_b",
        ),
        (
            "one.csv", f"{HEAD}\np1.2,firm_a,P3,1,firm\n",
            r"one\.csv:2:proposition_id: no such id in data/propositions\.csv: 'P3'",
        ),
        ("one.csv", f"{HEAD}\np1.2,firm_a,P1,0,firm\n", r"2:stance: a level that is not allowed"),
        ("one.csv", "sentence_id,case_id\np1.2,firm_a\n", "1:stance: the column is missing"),
        (
            "two.csv", f"{HEAD}\ny.1,firm_a,P1,1,firm\n",
            r"two\.csv: sentence 'y\.1' does not stand in data/coding/map\.csv",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_once(
    folder: Path, file: str, text: str | None, message: str
) -> None:
    path = folder / "data" / "coding" / file
    if text is None:
        path.unlink()
    else:
        path.write_text(text, "utf-8")
    with pytest.raises(DataError, match=message):
        codings(Study.open(folder))


def test_validation_looks_into_the_files_of_all_coders(folder: Path) -> None:
    study = Study.open(folder)
    assert coding_problems(study) == []
    (folder / "data" / "coding" / "one.csv").write_text(f"{HEAD}\np1.2,firm_a,P9,1,firm\n")
    (folder / "data" / "coding" / "two.csv").unlink()
    told = [str(problem) for problem in coding_problems(study)]
    assert told[0].startswith("data/coding/one.csv:2:proposition_id: no such id")
    assert told[1:] == ["data/coding/two.csv: no such file in the study study"]
