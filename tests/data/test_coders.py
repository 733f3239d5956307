"""The coders of the main study: files as handed in, mapped by the text, compared as once before."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pandas as pd
import pytest

from crosscase.agreement import between_coders, coder_states
from crosscase.study import Study, coded_sentences, codings
from crosscase.texts import Paragraph, map_sentences, sentences
from tests.data.tables import DATA, read

# As they were handed in, line ends included.
HANDED_IN = {
    "coder_c.csv": "bfb68dbc130afc0e46392760adef6262d8583956c2132c94b6e0e683a8739dc1",
    "coder_d.csv": "da453afaf3e8d814631b95e89e2a922fddc4f2b9b750c29315bcaf5d3c917c17",
    "PROTOCOL.md": "aca2f1b456ca926dffbd1fbec66592f17b1aea17cefa74af2332a0e57b7b0bd1",
}
KINDS = {"firm": ["firm"], "firm and joint": ["firm", "joint"], "all": ["firm", "joint", "blanket"]}


@pytest.fixture(scope="module")
def rows(root: Path) -> pd.DataFrame:
    return codings(Study.open(root))


@pytest.mark.parametrize("name", HANDED_IN)
def test_files_are_as_they_were_handed_in(name: str) -> None:
    assert hashlib.sha256((DATA / "coding" / name).read_bytes()).hexdigest() == HANDED_IN[name]


def test_every_coder_is_told_truthfully() -> None:
    coders = read("coders").set_index("coder_id")
    assert coders.index.tolist() == ["A", "B", "C", "D"]
    assert set(coders["kind"]) == {"machine"}
    assert coders["model_family"].str.contains("not recorded").all()
    assert coders["saw"].tolist() == ["bare text", "units", "bare text", "bare text"]
    for row in coders.itertuples():
        assert (DATA / row.protocol).is_file()
        assert (DATA / row.file).is_file()
    blind = coders[coders["protocol"] == "coding/PROTOCOL.md"]
    assert set(blind["protocol_sha256"]) == {HANDED_IN["PROTOCOL.md"]}


def test_the_evidence_is_coder_a_and_all_sentences_are_known(
    root: Path, rows: pd.DataFrame
) -> None:
    assert rows.groupby("coder").size().to_dict() == {
        "A": len(read("evidence")),
        "C": 239,
        "D": 229,
    }
    assert set(rows["sentence_id"]) <= set(coded_sentences(Study.open(root)))


def test_the_two_blind_codings_share_most_rows(rows: pd.DataFrame) -> None:
    key = ["sentence_id", "case_id", "proposition_id", "stance"]
    c, d = (set(rows.loc[rows["coder"] == x, key].itertuples(index=False)) for x in "CD")
    assert (len(c & d), len(c | d)) == (222, 246)


@pytest.mark.needs_sources
def test_the_map_follows_from_the_texts(
    sources: Path, paragraphs: dict[str, list[Paragraph]]
) -> None:
    given = sources.parent / "coding" / "sentences.txt"
    if not given.is_file():
        pytest.skip("the text as the coders were given it is not here")
    theirs = dict(re.findall(r"^\[(.+?)\] (.*)$", given.read_text("utf-8"), flags=re.M))
    ours = {}
    for paragraph in paragraphs["main"]:
        cut = sentences(paragraph.text)
        whole = paragraph.kind == "table" and len(cut) == 1
        for number, text in enumerate(cut, start=1):
            ours[paragraph.locator + ("" if whole else f".{number}")] = text
    made = map_sentences(theirs, ours)
    assert made.to_csv(index=False, lineterminator="\n") == (
        DATA / "coding" / "sentence_map.csv"
    ).read_text("utf-8")
    assert len(theirs) == 611
    otherwise = made[made["match"] == "part"]["sentence_id"].str.rpartition(".")[0]
    assert otherwise.nunique() == 20


@pytest.mark.parametrize("counted", KINDS)
def test_alpha_over_cells_is_that_of_the_peer(rows: pd.DataFrame, counted: str) -> None:
    """Values: tests/reference/coders, computed before by another program."""
    axes = [read("cases")["case_id"], read("propositions")["proposition_id"]]
    units = pd.MultiIndex.from_product(axes, names=["case_id", "proposition_id"])
    kept = rows[rows["specificity"].isin(KINDS[counted])]
    found = between_coders(coder_states(kept, units=units), draws=0)
    table = pd.read_csv(DATA.parent / "tests" / "reference" / "coders" / "alpha.csv")
    peer = table[table["specificity"] == counted].reset_index(drop=True)
    assert found["units"].tolist() == [64] * 4
    assert found["value"].round(3).tolist() == peer["alpha"].tolist()
    told = peer["differ"].notna()
    assert found.loc[told, "differ"].tolist() == peer.loc[told, "differ"].tolist()
