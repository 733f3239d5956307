"""What a run's key covers and what not; when what a run made before still stands."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import shutil
from pathlib import Path
from typing import Any

import pytest

from crosscase.exhibits.folder import ExhibitFolder
from crosscase.reproduction import cache
from crosscase.reproduction.cache import code_hash, fresh_exhibits, run_key, store_exhibits
from crosscase.reproduction.runs import Run
from crosscase.study.package import file_sha256

CELLS: list[dict[str, Any]] = [
    {"cell_type": "markdown", "source": ["# Title"], "metadata": {}},
    {"cell_type": "code", "source": ["n = 1\n", "n"], "metadata": {}, "outputs": [],
     "execution_count": None},
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Run:
    path = tmp_path / "a.ipynb"
    write(path, CELLS)
    return Run(path, "a", {"n": 2}, {"n": 1, "m": True})


def write(path: Path, cells: list[dict[str, Any]], **more: Any) -> None:
    path.write_text(json.dumps({"cells": cells, "metadata": {}, **more}), encoding="utf-8")


def changed(run: Run, **more: Any) -> Run:
    return Run(**{**vars(run), **more})


def test_a_key_is_the_same_each_time(run: Run) -> None:
    key = run_key(run, "code")
    assert key == run_key(run, "code")
    assert len(key) == 64
    again = changed(run, parameters={"n": 2}, defaults={"m": True, "n": 1})
    assert run_key(again, "code") == key


def test_the_code_is_part_of_the_key(run: Run) -> None:
    assert run_key(run, "code") != run_key(run, "other code")


@pytest.mark.parametrize("more", [{"parameters": {"n": 3}}, {"defaults": {"n": 1, "m": False}}])
def test_the_parameters_are_part_of_the_key(run: Run, more: dict[str, Any]) -> None:
    assert run_key(changed(run, **more), "code") != run_key(run, "code")


@pytest.mark.parametrize(
    "cells",
    [
        CELLS[:1],
        CELLS[::-1],
        [CELLS[0], {**CELLS[1], "source": ["n = 2\n", "n"]}],
        [{**CELLS[0], "source": ["# Another"]}, CELLS[1]],
        [{**CELLS[0], "cell_type": "raw"}, CELLS[1]],
    ],
)
def test_each_cell_is_part_of_the_key(run: Run, cells: list[dict[str, Any]]) -> None:
    key = run_key(run, "code")
    write(run.notebook, cells)
    assert run_key(run, "code") != key


def test_what_saving_changes_is_no_part_of_the_key(run: Run) -> None:
    key = run_key(run, "code")
    outputs = [{"output_type": "stream", "text": ["1"]}]
    shown = {**CELLS[1], "source": "n = 1\nn", "outputs": outputs, "execution_count": 7,
             "metadata": {"collapsed": True}, "id": "x"}  # fmt: skip
    write(run.notebook, [CELLS[0], shown], nbformat=4)
    assert run_key(run, "code") == key


@pytest.mark.parametrize(
    "package",
    ["ipykernel", "matplotlib", "networkx", "numpy", "pandas", "scipy", "seaborn", "statsmodels"],
)
def test_the_version_of_each_package_that_computes_is_part_of_the_key(
    run: Run, monkeypatch: pytest.MonkeyPatch, package: str
) -> None:
    key = run_key(run, "code")
    versions = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: "0.0" if name == package else versions(name)
    )
    assert run_key(run, "code") != key


def test_the_version_of_python_is_part_of_the_key(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = run_key(run, "code")
    monkeypatch.setattr(platform, "python_version", lambda: "3.99.0")
    assert run_key(run, "code") != key


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small package that stands for crosscase."""
    folder = tmp_path / "installed" / "crosscase"
    for name in ("__init__.py", "qca/fit.py", "words.csv", "schema.json", "stop.txt", "page.css"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name, encoding="utf-8")
    monkeypatch.setattr(cache, "_PACKAGE", folder)
    return folder


def test_the_whole_of_crosscase_is_hashed(tmp_path: Path) -> None:
    """Not only the folder that the code of the cache lies in."""
    assert (cache._PACKAGE / "qca").is_dir()
    assert (cache._PACKAGE / "cli.py").is_file()
    assert code_hash(tmp_path) == code_hash(tmp_path)


@pytest.mark.parametrize("name", ["qca/fit.py", "words.csv", "schema.json", "stop.txt"])
def test_each_file_of_code_and_what_it_reads_is_hashed(
    package: Path, tmp_path: Path, name: str
) -> None:
    before = code_hash(tmp_path)
    (package / name).write_text("changed", encoding="utf-8")
    after = code_hash(tmp_path)
    assert after != before
    (package / name).rename((package / name).with_stem("renamed"))
    assert code_hash(tmp_path) not in {before, after}


def test_the_folder_that_a_file_lies_in_is_hashed(package: Path, tmp_path: Path) -> None:
    before = code_hash(tmp_path)
    (package / "qca").rename(package / "fsqca")
    assert code_hash(tmp_path) != before


def test_what_only_documents_use_is_not_hashed(package: Path, tmp_path: Path) -> None:
    before = code_hash(tmp_path)
    (package / "page.css").write_text("changed", encoding="utf-8")
    (package / "folder.py").mkdir()
    assert code_hash(tmp_path) == before


def test_the_study_s_own_package_is_hashed(package: Path, tmp_path: Path) -> None:
    before = code_hash(tmp_path)
    own = tmp_path / "toolkit" / "own"
    own.mkdir(parents=True)
    (own / "tables.py").write_text("1", encoding="utf-8")
    assert code_hash(tmp_path) == before  # no package yet
    (own / "__init__.py").write_text("", encoding="utf-8")
    first = code_hash(tmp_path)
    (own / "tables.py").write_text("2", encoding="utf-8")
    assert len({before, first, code_hash(tmp_path)}) == 3


def test_the_order_in_which_the_disk_lists_files_is_not_hashed(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("own", "other"):
        (tmp_path / "toolkit" / name).mkdir(parents=True)
        (tmp_path / "toolkit" / name / "__init__.py").write_text(name, encoding="utf-8")
    found = set()
    for backwards in (False, True):
        for listing in ("glob", "rglob"):
            whole = getattr(Path, listing)
            monkeypatch.setattr(
                Path,
                listing,
                lambda path, pattern, whole=whole, back=backwards, **more: sorted(
                    whole(path, pattern, **more), reverse=back
                ),
            )
        found.add(code_hash(tmp_path))
    assert len(found) == 1


def test_where_the_code_lies_is_not_hashed(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = code_hash(tmp_path)
    elsewhere = tmp_path / "elsewhere" / "crosscase"
    shutil.copytree(package, elsewhere)
    monkeypatch.setattr(cache, "_PACKAGE", elsewhere)
    assert code_hash(tmp_path) == before


def stored(root: Path, run: Run, inputs: dict[str, str]) -> ExhibitFolder:
    made = ExhibitFolder(root / "scratch")
    made.path.mkdir()
    (made.path / "counts.csv").write_text("a\n", encoding="utf-8")
    part = {"exhibits": {"counts": "counts.csv"}, "inputs": inputs}
    (made.path / f"_part_{run.name}.json").write_text(json.dumps(part), encoding="utf-8")
    return store_exhibits(root, run, "key", made)


@pytest.fixture
def data(tmp_path: Path) -> dict[str, str]:
    """Two data files, with the hashes that a run would note of them."""
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    return {name: file_sha256(tmp_path / name) for name in ("one.csv", "two.csv")}


def test_what_was_stored_is_fresh(tmp_path: Path, run: Run, data: dict[str, str]) -> None:
    kept = stored(tmp_path, run, data)
    assert not (tmp_path / "scratch").exists()
    assert (kept.path / "counts.csv").read_text(encoding="utf-8") == "a\n"
    assert kept.part("a")["exhibits"] == {"counts": "counts.csv"}
    assert fresh_exhibits(tmp_path, run, "key") == kept
    assert kept.path.is_relative_to(tmp_path / ".crosscase")


def test_what_was_made_is_moved_and_not_copied(
    tmp_path: Path, run: Run, data: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "copytree", None)
    assert stored(tmp_path, run, data).path.is_dir()


def test_storing_again_leaves_nothing_of_before(
    tmp_path: Path, run: Run, data: dict[str, str]
) -> None:
    (stored(tmp_path, run, data).path / "old.csv").write_text("", encoding="utf-8")
    kept = stored(tmp_path, run, data)
    assert not (kept.path / "old.csv").exists()


def test_runs_are_kept_apart(tmp_path: Path, run: Run, data: dict[str, str]) -> None:
    stored(tmp_path, run, data)
    assert fresh_exhibits(tmp_path, changed(run, name="a--2"), "key") is None


def test_another_key_is_not_fresh(tmp_path: Path, run: Run, data: dict[str, str]) -> None:
    stored(tmp_path, run, data)
    assert fresh_exhibits(tmp_path, run, "other") is None


@pytest.mark.parametrize("name", ["one.csv", "two.csv"])
def test_changed_data_are_not_fresh(
    tmp_path: Path, run: Run, data: dict[str, str], name: str
) -> None:
    stored(tmp_path, run, data)
    (tmp_path / name).write_text("changed", encoding="utf-8")
    assert fresh_exhibits(tmp_path, run, "key") is None
    (tmp_path / name).unlink()
    assert fresh_exhibits(tmp_path, run, "key") is None


def test_a_run_that_read_no_data_is_not_fresh(tmp_path: Path, run: Run) -> None:
    stored(tmp_path, run, {})
    assert fresh_exhibits(tmp_path, run, "key") is None


@pytest.mark.parametrize("text", [None, "{", '{"key": "key"}', "{}"])
def test_without_a_whole_stamp_nothing_is_fresh(
    tmp_path: Path, run: Run, data: dict[str, str], text: str | None
) -> None:
    stamp = stored(tmp_path, run, data).path.parent / "stamp.json"
    if text is None:
        stamp.unlink()
    else:
        stamp.write_text(text, encoding="utf-8")
    assert fresh_exhibits(tmp_path, run, "key") is None
