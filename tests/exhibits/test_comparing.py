"""What two folders of exhibits do not share."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crosscase.exhibits import Difference, changes, compare
from crosscase.exhibits.folder import ExhibitFolder

TABLE = "case,share,n\na,0.50,1\nb,0.25,2\nc,0.75,3\n"
Edit = Callable[[Path], None]


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A table, a figure and a text, with a number, a verdict, one of a check, and a manifest."""
    place = tmp_path / "old"
    monkeypatch.setenv("CROSSCASE_EXHIBITS", str(place))
    folder = ExhibitFolder(place)
    cells = {"a": {"n": ["e1", "e2"]}, "b": {"n": ["e3"]}}
    evidence = {"all": ["e1", "e2", "e3"], "cells": cells}
    folder.write({"id": "t", "kind": "table", "title": "T", "evidence": evidence}, TABLE.encode())
    folder.write({"id": "f", "kind": "figure", "title": "F"}, b"<svg/>")
    folder.write({"id": "w", "kind": "text", "title": "W"}, b"words\n")
    verdict = {"verdict": "holds", "statistic": 1.0, "threshold": 0.5, "margin": 0.5, "claim": "P"}
    number = {"value": 2.0, "text": "2.0", "evidence": ["e1"]}
    folder.write_merged(
        numbers={"n": number, "k": {"value": 0, "text": "0"}},
        verdicts={"P": verdict | {"check": ""}, "P / x": verdict | {"check": "x"}},
        manifest={"data": {"data/a.csv": "0123456789abcdef"}},
    )
    return place


def differences(old: Path, edit: Edit, **tolerance: float) -> list[str]:
    new = old.with_name("new")
    shutil.copytree(old, new)
    edit(new)
    return [str(item) for item in compare(old, new, **tolerance)]


def in_json(name: str, **changes: object) -> Edit:
    """Change keys of an entry: ``"numbers.n"`` is entry n of numbers.json."""
    file, _, entry = name.partition(".")

    def edit(folder: Path) -> None:
        path = folder / f"{file}.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        (content[entry] if entry else content).update(changes)
        path.write_text(json.dumps(content), encoding="utf-8")

    return edit


def in_table(text: str) -> Edit:
    return lambda folder: (folder / "t.csv").write_text(text, encoding="utf-8") and None


def test_the_same_folders_do_not_differ(old: Path) -> None:
    assert differences(old, lambda folder: None) == []


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (in_table(TABLE.replace("0.25", "0.30")), ["cell: t [b, share]: 0.25 -> 0.30"]),
        (in_table(TABLE.replace("0.25", "")), ["cell: t [b, share]: 0.25 -> (empty)"]),
        (in_table(TABLE.replace("b,0.25", "x,0.25")),
         ["row: t [b]: there -> gone", "row: t [x]: absent -> there",
          "row: t [order]: a, c -> a, c"][:2]),
        (in_table("case,share,n\nb,0.25,2\na,0.50,1\nc,0.75,3\n"),
         ["row: t [order]: a, b, c -> b, a, c"]),
        (in_table("case,share,n\nb,0.25,9\na,0.50,1\nc,0.75,3\n"),
         ["cell: t [b, n]: 2 -> 9", "row: t [order]: a, b, c -> b, a, c"]),
        (in_table(TABLE.replace("share", "part")),
         ["added: t [column part]", "removed: t [column share]"]),
        (in_json("numbers.n", value=2.5), ["number: n [value]: 2.0 -> 2.5"]),
        (in_json("numbers.n", evidence=["e9"]), ["number: n [evidence]: ['e1'] -> ['e9']"]),
        (in_json("numbers.n", text="2.00"), []),
        (in_json("numbers", m={"value": 1}), ["added: number m"]),
        (in_json("verdicts.P / x", verdict="fails"), ["check: P / x: holds -> fails"]),
        (in_json("verdicts.P", verdict="mixed"), ["conclusion: P: holds -> mixed"]),
        (in_json("verdicts", Q={"verdict": "holds"}), ["conclusion: Q: absent -> holds"]),
        (in_json("verdicts.P / x", margin=0.4), ["number: P / x [margin]: 0.5 -> 0.4"]),
        (in_json("verdicts.P / x", statistic=None), ["number: P / x [statistic]: 1.0 -> None"]),
        (in_json("verdicts.P / x", claim="Q"), ["number: P / x [claim]: P -> Q"]),
        (in_json("manifest.data", **{"data/a.csv": "f" * 16}),
         ["input: data/a.csv: 0123456789ab -> ffffffffffff"]),
        (in_json("manifest.data", **{"data/b.csv": "f" * 16}),
         ["input: data/b.csv: absent -> ffffffffffff"]),
        (in_json("manifest.data", **{f"data/{x}": "f" for x in "zyxwvu"}),
         [f"input: data/{x}: absent -> f" for x in "uvwxyz"]),
        (in_json("t", note="x" * 120), [f"about: t [note]: null -> {'x' * 120}"]),
        (in_json("t", note={"b": 1, "a": 2}), ['about: t [note]: null -> {"a": 2, "b": 1}']),
        (in_json("t", notebook="02_b"), ["about: t [notebook]: (empty) -> 02_b"]),
        (in_json("t", parameters={"p": 1}), ['about: t [parameters]: {} -> {"p": 1}']),
        (in_json("t", labels={"n": "N"}), ['about: t [labels]: null -> {"n": "N"}']),
        (in_json("t", title="U"), ["about: t [title]: T -> U"]),
        (in_json("t", note="x" * 121), [f"about: t [note]: null -> {'x' * 117}..."]),
        (in_json("t", inputs={"a": "b"}, order=7), []),
        (lambda folder: (folder / "f.svg").write_text("<svg></svg>") and None,
         ["figure: f: one drawing -> another"]),
        (lambda folder: (folder / "w.md").write_text("other") and None,
         ["text: w: one drawing -> another"]),
        (lambda folder: (folder / "f.json").unlink(), ["removed: f"]),
    ],
)  # fmt: skip
def test_one_change_is_told_once(old: Path, edit: Edit, told: list[str]) -> None:
    assert differences(old, edit) == told


def test_evidence_of_a_cell_and_of_the_whole(old: Path) -> None:
    cells = {"a": {"n": ["e1"]}, "b": {"n": ["e2", "e3"]}}
    moved = in_json("t", evidence={"all": ["e1", "e2", "e3"], "cells": cells})
    assert differences(old, moved) == [
        "evidence: t [a, n]: e1, e2 -> e1",
        "evidence: t [b, n]: e3 -> e2, e3",
    ]


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"a": {"n": ["e1", "e3"]}, "b": {"n": ["e3"]}}, "[a, n]: e1, e2 -> e1, e3"),
        ({"b": {"n": ["e3"]}}, "[a, n]: e1, e2 -> (empty)"),
        ({"a": {"n": ["e1", "e2"]}, "b": {}}, "[b, n]: e3 -> (empty)"),
        (
            {"a": {"n": ["e1", "e2"]}, "b": {"n": ["e3"]}, "c": {"share": ["e2"]}},
            "[c, share]: (empty) -> e2",
        ),
    ],
)
def test_evidence_of_one_cell(old: Path, cells: dict[str, dict[str, list[str]]], told: str) -> None:
    """The exhibit as a whole rests on the same three rows."""
    changed = in_json("t", evidence={"all": ["e1", "e2", "e3"], "cells": cells})
    assert differences(old, changed) == [f"evidence: t {told}"]


def test_evidence_that_comes_and_goes(old: Path) -> None:
    ids = [*"jihgfedcba", "e1"]
    assert differences(old, in_json("t", evidence={"all": ids, "cells": {}})) == [
        "evidence: t: e2, e3 -> a, b, c, d, e, f, g, h, i, j"
    ]


def test_evidence_in_another_column(old: Path) -> None:
    cells = {"a": {"n": ["e1", "e2"], "share": ["e1"]}, "b": {"n": ["e3"]}}
    assert differences(old, in_json("t", evidence={"all": ["e1", "e2", "e3"], "cells": cells})) == [
        "evidence: t [a, share]: (empty) -> e1"
    ]


@pytest.mark.parametrize(
    ("value", "tolerance", "same"),
    [
        (2.0 * (1 + 0.9e-9), {}, True),
        (2.0 * (1 + 2e-9), {}, False),
        (2.09, {"rtol": 0.05}, True),
        (2.11, {"rtol": 0.05}, False),
        (2.3, {"rtol": 0, "atol": 0.31}, True),
        (2.3, {"rtol": 0, "atol": 0.29}, False),
        (2.5, {"rtol": 0.15, "atol": 0.2}, True),
    ],
)
def test_numbers_within_the_tolerance_are_the_same(
    old: Path, value: float, tolerance: dict[str, float], same: bool
) -> None:
    assert (differences(old, in_json("numbers.n", value=value), **tolerance) == []) is same


def test_the_tolerance_is_relative_to_the_old_value(old: Path) -> None:
    assert differences(old, in_json("numbers.k", value=1), rtol=1.0)
    assert differences_of_cells(old, "0.50", "1.0", rtol=1.0) == []
    assert differences_of_cells(old, "0.50", "1.01", rtol=1.0) != []
    assert differences_of_cells(old, "0.50", "x", rtol=1.0) == ["cell: t [a, share]: 0.50 -> x"]


def differences_of_cells(old: Path, before: str, after: str, rtol: float) -> list[str]:
    shutil.rmtree(old.with_name("new"), ignore_errors=True)
    return differences(old, in_table(TABLE.replace(before, after)), rtol=rtol)


def test_verdict_statistics_have_the_tolerance_too(old: Path) -> None:
    edit = in_json("verdicts.P / x", statistic=1.01, threshold=0.505, margin=0.505)
    assert differences(old, edit, rtol=0.02) == []


def test_an_exhibit_that_changes_its_kind_is_told_without_its_cells(old: Path) -> None:
    def edit(folder: Path) -> None:
        in_json("t", kind="text", file="t.md")(folder)
        (folder / "t.md").write_text("x", encoding="utf-8")

    assert differences(old, edit) == ["about: t [kind]: table -> text"]


def test_conclusions_come_first_and_inputs_last(old: Path) -> None:
    def edit(folder: Path) -> None:
        in_json("manifest.data", **{"data/a.csv": "f" * 16})(folder)
        in_json("numbers.n", value=3)(folder)
        in_table(TABLE.replace("0.25", "0.30"))(folder)
        in_json("verdicts.P / x", verdict="fails")(folder)
        in_json("verdicts.P", verdict="not shown")(folder)
        in_json("t", title="U")(folder)

    kinds = [line.split(":")[0] for line in differences(old, edit)]
    assert kinds == ["conclusion", "check", "cell", "number", "about", "input"]


def test_a_folder_may_be_named_by_the_study_that_holds_it(old: Path) -> None:
    study = old.with_name("study")
    shutil.copytree(old, study / "paper" / "exhibits")
    in_json("t", title="U")(study / "paper" / "exhibits")
    assert [str(item) for item in compare(old, study)] == ["about: t [title]: T -> U"]
    assert [str(item) for item in compare(study, old)] == ["about: t [title]: U -> T"]


def test_what_is_of_one_kind_is_told_in_alphabetical_order(tmp_path: Path) -> None:
    names = "qwertyuiop"
    places = tmp_path / "old", tmp_path / "new"
    for place, value in zip(places, (1, 2), strict=True):
        folder = ExhibitFolder(place)
        for name in names:
            folder.write({"id": name, "kind": "text", **dict.fromkeys("zyx", value)}, b"words")
        verdict = {"verdict": "holds", "margin": value}
        folder.write_merged(
            numbers={name: {"value": value} for name in names},
            verdicts=dict.fromkeys(names, verdict),
            manifest={},
        )
        for name in "lkjhg":
            folder.write({"id": f"{name}{value}", "kind": "text"}, b"words")
    told = [str(item) for item in compare(*places)]
    assert told == [
        *(f"number: {name} [margin]: 1 -> 2" for name in sorted(names)),
        *(f"number: {name} [value]: 1 -> 2" for name in sorted(names)),
        *(f"about: {name} [{part}]: 1 -> 2" for name in sorted(names) for part in "xyz"),
        *(f"added: {name}2" for name in "ghjkl"),
        *(f"removed: {name}1" for name in "ghjkl"),
    ]


def test_equal_differences_are_one_in_a_set() -> None:
    assert len({Difference("row", "t", "a"), Difference("row", "t", "a")}) == 1


def test_a_difference_names_its_place() -> None:
    assert str(Difference("cell", "t", "", "x", "1", "2")) == "cell: t [x]: 1 -> 2"
    assert str(Difference("cell", "t", "r", "", "", "2")) == "cell: t [r]: (empty) -> 2"


def test_changes_are_counted_by_kind_conclusions_apart(old: Path) -> None:
    new = old.with_name("new")
    shutil.copytree(old, new)
    assert changes(old, new).headline == "0 of 1 conclusions changed"
    assert changes(old, new).rest == "nothing else"
    in_json("verdicts.P / x", verdict="fails")(new)
    in_json("verdicts.P", verdict="not shown")(new)
    in_json("verdicts", Q={"verdict": "holds", "claim": "Q", "check": ""})(new)
    in_json("numbers.n", value=3, evidence=["e9"])(new)
    in_table(TABLE.replace("0.25", "0.30").replace("0.75", "0.70"))(new)
    in_json("t", title="U")(new)
    (new / "f.svg").write_bytes(b"<svg>x</svg>")
    found = changes(old, new)
    assert found.headline == "2 of 2 conclusions changed"
    assert found.rest == (
        "1 verdict of a check, 1 number, 1 table (cells: 2), 1 figure, 1 title, evidence or input"
    )
    assert found.as_dict() == {
        "same": False,
        "claims": {
            "changed": [
                {"claim": "P", "old": "holds", "new": "not shown"},
                {"claim": "Q", "old": "absent", "new": "holds"},
            ],
            "total": 2,
        },
        "checks": [{"claim": "P", "check": "x", "old": "holds", "new": "fails"}],
        "numbers": [
            {"key": "n", "part": "evidence", "old": "['e1']", "new": "['e9']"},
            {"key": "n", "part": "value", "old": "2.0", "new": "3"},
        ],
        "tables": [
            {
                "exhibit": "t",
                "cells": [
                    {"row": "b", "column": "share", "old": "0.25", "new": "0.30"},
                    {"row": "c", "column": "share", "old": "0.75", "new": "0.70"},
                ],
            }
        ],
        "figures": ["f"],
        "texts": [],
        "other": ["about: t [title]: T -> U"],
    }


def test_tolerances_reach_the_counting(old: Path) -> None:
    new = old.with_name("new")
    shutil.copytree(old, new)
    in_json("numbers.n", value=2.1)(new)
    assert changes(old, new, rtol=0.06).rest == "nothing else"
    assert changes(old, new, atol=0.2).rest == "nothing else"
    assert changes(old, new).rest == "1 number"
