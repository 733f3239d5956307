"""What is planned: notebooks, their parameters and types, several runs of one, a choice of them."""

from __future__ import annotations

import json
from dataclasses import FrozenInstanceError
from pathlib import Path
from typing import Any

import pytest

from crosscase.errors import DataError, ParameterError
from crosscase.exhibits.folder import ExhibitFolder
from crosscase.reproduction.runs import Run, chosen_runs, planned_runs, read_notebook


def notebook(
    root: Path, name: str, *parameters: str, tags: tuple[str, ...] = ("parameters",)
) -> Path:
    """Write a notebook whose cells with these sources are tagged."""
    cells: list[dict[str, Any]] = [{"cell_type": "code", "source": ["import os"], "metadata": {}}]
    cells += [
        {"cell_type": "code", "source": source.splitlines(True), "metadata": {"tags": [*tags]}}
        for source in parameters
    ]
    path = root / "notebooks" / f"{name}.ipynb"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return path


def several(root: Path, text: str) -> None:
    (root / "notebooks" / "runs.toml").write_text(text, encoding="utf-8")


def only_values(root: Path, **given: str) -> dict[str, Any]:
    (run,) = planned_runs(root, given)
    return run.values


def test_each_notebook_is_a_run_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("20_b", "10_a", "_draft", ".hidden"):
        notebook(tmp_path, name, "n = 1")
    (tmp_path / "notebooks" / "notes.md").write_text("no", encoding="utf-8")
    runs = planned_runs(tmp_path)
    assert [run.name for run in runs] == ["10_a", "20_b"]
    assert runs[0].notebook == tmp_path / "notebooks" / "10_a.ipynb"


def test_the_order_does_not_hang_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        notebook(tmp_path, name)
    glob = Path.glob
    for backwards in (False, True):
        monkeypatch.setattr(
            Path, "glob", lambda path, what, b=backwards: sorted(glob(path, what), reverse=b)
        )
        assert [run.name for run in planned_runs(tmp_path)] == ["a", "b", "c"]


def test_defaults_are_read_from_the_first_tagged_cell(tmp_path: Path) -> None:
    source = "a = 1\nb: float = 0.5\nc: str\nd.e = 3\nprint(a)\nf = [1, 'x']\nf[0] = 2\ng = -1"
    notebook(tmp_path, "a", source, "a = 99")
    assert only_values(tmp_path) == {"a": 1, "b": 0.5, "f": [1, "x"], "g": -1}


def test_a_notebook_may_have_no_parameters(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "n = 1", tags=("other",))
    notebook(tmp_path, "b")
    assert [run.values for run in planned_runs(tmp_path)] == [{}, {}]


def test_given_parameters_go_to_the_notebooks_that_declare_them(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "n = 1\nm = 2")
    notebook(tmp_path, "b", "m = 2")
    first, second = planned_runs(tmp_path, {"n": 5})
    assert (first.parameters, first.values) == ({"n": 5}, {"n": 5, "m": 2})
    assert (second.parameters, second.values) == ({}, {"m": 2})


def test_a_run_cannot_be_changed(tmp_path: Path) -> None:
    notebook(tmp_path, "a")
    with pytest.raises(FrozenInstanceError):
        planned_runs(tmp_path)[0].name = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("default", "text", "read"),
    [
        ("'x'", "0.5", "0.5"),
        ("1", "12", 12),
        ("1", "-3", -3),
        ("0.5", "2", 2.0),
        ("0.5", "1e-3", 0.001),
        ("True", "false", False),
        ("False", "TRUE", True),
        ("None", "none", None),
        ("None", "Null", None),
        ("None", "3", 3),
        ("None", "word", "word"),
        ("None", "(1, 2)", [1, 2]),
        ("['a']", "b, c,,", ["b", "c"]),
        ("['a']", "['b']", ["b"]),
        ("('a', 'b')", "'c', 'd'", ["c", "d"]),
        ("[1]", "2", [2]),
        ("[1.0, 0.75]", "0.5", [0.5]),
        ("[1.0, 2]", "1, 0.5", [1.0, 0.5]),
        ("[True, False]", "false", [False]),
        ("[True, False]", "[false, true]", [False, True]),
        ("[['a', 'b'], ['c']]", "a,b", [["a", "b"]]),
        ("[['a', 'b'], ['c']]", "[['b'], ['c']]", [["b"], ["c"]]),
        ("[1, 'a']", "2", ["2"]),
        ("[]", "2", ["2"]),
        ("[1]", "2,3", [2, 3]),
    ],
)
def test_a_text_is_read_in_the_type_of_the_default(
    tmp_path: Path, default: str, text: str, read: Any
) -> None:
    notebook(tmp_path, "a", f"p = {default}")
    found = only_values(tmp_path, p=text)["p"]
    assert (found, type(found)) == (read, type(read))


def test_a_value_that_is_no_text_is_taken_as_it_is(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "p = 'x'")
    (run,) = planned_runs(tmp_path, {"p": 5})
    assert run.values == {"p": 5}


KINDS = [
    ("1", "1.5", "int"),
    ("1", "true", "int"),
    ("1", "[1, 2]", "int"),
    ("1", "none", "int"),
    ("0.5", "x", "float"),
    ("0.5", "true", "float"),
    ("True", "1", "bool"),
    ("True", "maybe", "bool"),
    ("{'a': 1}", "a", "dict"),
]


def test_one_part_of_another_type_is_refused(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "p = [True, False]")
    with pytest.raises(ParameterError, match=r"p: 'maybe' is not of the type of its default True"):
        planned_runs(tmp_path, {"p": "true,maybe"})


@pytest.mark.parametrize(
    ("default", "text", "kind"),
    KINDS,
)
def test_a_text_of_another_type_is_refused(
    tmp_path: Path, default: str, text: str, kind: str
) -> None:
    notebook(tmp_path, "a", f"p = {default}")
    with pytest.raises(ParameterError) as caught:
        planned_runs(tmp_path, {"p": text})
    assert str(caught.value) == (
        f"parameter p: {text!r} is not of the type of its default {default}; give a {kind}"
    )


def test_an_unknown_parameter_is_refused(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "n = 1")
    notebook(tmp_path, "b", "m = 1\nn = 2")
    with pytest.raises(
        ParameterError, match=r"^no notebook has a parameter 'k'; parameters: m, n$"
    ):
        planned_runs(tmp_path, {"n": 1, "k": 1})


def test_a_notebook_is_run_once_for_each_entry(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "case = 'x'\nn = 1\nm = 1")
    notebook(tmp_path, "b", "n = 1")
    several(tmp_path, '[a]\nruns = [{case = "p"}, {case = "q", n = 7}]\n')
    runs = planned_runs(tmp_path, {"n": 3, "m": 4})
    assert [run.name for run in runs] == ["a--p", "a--q--7", "b"]
    assert [run.parameters for run in runs] == [
        {"n": 3, "m": 4, "case": "p"},
        {"n": 7, "m": 4, "case": "q"},
        {"n": 3},
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[", r"^notebooks/runs\.toml: not TOML \(.+\)$"),
        ("[x]\nruns = []\n", r"^notebooks/runs\.toml: no notebook 'x'; give the name without \.ip"),
        ("a = 1\n", r"^notebooks/runs\.toml: a: give runs = \[\{name = value\}, \.\.\.\]$"),
        ("[a]\nruns = 3\n", r"^notebooks/runs\.toml: a: give runs = \["),
        (
            "[a]\nruns = [{colour = 1, b = 2}]\n",
            r"^notebooks/runs\.toml: a has no parameter 'b'; its parameters: n, m$",
        ),
        (
            "[a]\nruns = [{n = 1}, {n = 2}, {n = 1}]\n",
            r"^notebooks/runs\.toml: a--1 is listed twice; leave one out$",
        ),
    ],
)
def test_faults_of_the_runs_file(tmp_path: Path, text: str, message: str) -> None:
    notebook(tmp_path, "a", "n = 1\nm = 1")
    several(tmp_path, text)
    with pytest.raises(DataError, match=message):
        planned_runs(tmp_path)


def test_a_runs_file_that_is_not_utf_8(tmp_path: Path) -> None:
    notebook(tmp_path, "a")
    (tmp_path / "notebooks" / "runs.toml").write_bytes(b"# \xff\n")
    with pytest.raises(DataError, match="not TOML"):
        planned_runs(tmp_path)


def test_a_study_without_notebooks(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=rf"^{tmp_path.name}/notebooks: no notebook there; 'cross"):
        planned_runs(tmp_path)


def test_parameters_are_literals(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "n = 1\nm = n + 1")
    with pytest.raises(
        DataError, match=r"^notebooks/a\.ipynb: parameter 'm' is computed; parameter"
    ):
        planned_runs(tmp_path)


def test_a_parameters_cell_that_is_not_python(tmp_path: Path) -> None:
    notebook(tmp_path, "a", "n = ")
    with pytest.raises(
        DataError, match=r"^notebooks/a\.ipynb: its parameters cell: invalid syntax"
    ):
        planned_runs(tmp_path)


@pytest.mark.parametrize(
    ("text", "why"),
    [("no", "Expecting value"), ("[]", "has no attribute"), ('{"cells": 1}', "it has no cells")],
)
def test_a_file_that_is_no_notebook(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "broken.ipynb"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=rf"^notebooks/broken\.ipynb: not a notebook \(.*{why}"):
        read_notebook(path)


@pytest.fixture
def baseline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExhibitFolder:
    """A table by notebook b; a number by b; a verdict by c."""
    monkeypatch.setenv("CROSSCASE_NOTEBOOK", "b")
    monkeypatch.setattr("crosscase.exhibits.folder.reads", dict)
    folder = ExhibitFolder(tmp_path / "exhibits")
    folder.write({"id": "counts", "kind": "table"}, b"a\n1\n")
    folder.write_merged(
        numbers={"rows": {"notebook": "b"}}, verdicts={"P1 / seen": {"notebook": "c"}}
    )
    return folder


def run(name: str) -> Run:
    return Run(Path(f"{name.split('--')[0]}.ipynb"), name, {}, {})


RUNS = [run("a"), run("b--1"), run("b--2"), run("c")]


@pytest.mark.parametrize(
    ("only", "names"),
    [
        ([], ["a", "b--1", "b--2", "c"]),
        (["a"], ["a"]),
        (["c.ipynb", "a"], ["a", "c"]),
        (["b"], ["b--1", "b--2"]),
        (["counts"], ["b--1", "b--2"]),
        (["rows", "a"], ["a", "b--1", "b--2"]),
        (["P1 / seen"], ["c"]),
        (["b--2"], ["b--1", "b--2"]),
    ],
)
def test_the_runs_that_make_what_is_named(
    baseline: ExhibitFolder, only: list[str], names: list[str]
) -> None:
    assert [run.name for run in chosen_runs(RUNS, only, baseline)] == names


def test_a_name_that_nothing_has(baseline: ExhibitFolder) -> None:
    with pytest.raises(ParameterError) as caught:
        chosen_runs(RUNS, ["a", "d"], baseline)
    assert str(caught.value) == (
        "--only d: neither an exhibit of the baseline nor a notebook; notebooks: a, b, c"
    )


def test_a_notebook_may_be_named_before_there_is_a_baseline(tmp_path: Path) -> None:
    nothing = ExhibitFolder(tmp_path / "nothing")
    assert [run.name for run in chosen_runs(RUNS, ["c"], nothing)] == ["c"]
