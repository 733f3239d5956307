"""The repository holds together: what is said of it is so, what is made from it is current."""

from __future__ import annotations

import ast
import csv
import json
import math
import re
import runpy
import statistics
import subprocess
import tomllib
from pathlib import Path

import nbformat
import pytest


def tracked(root: Path) -> list[str]:
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=root, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        pytest.skip("not a git checkout")
    return sorted(path for path in done.stdout.splitlines() if (root / path).exists())


def test_architecture_names_what_is_there(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `([^`]+)` \|", text, flags=re.M)
    absent = [path for path in named if not list(root.glob(path.rstrip("/")))]
    assert absent == []


def test_architecture_names_every_module_and_top_level_entry(root: Path) -> None:
    text = (root / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = [path.rstrip("/") for path in re.findall(r"^\| `([^`]+)` \|", text, flags=re.M)]
    wanted = {path.split("/")[0] for path in tracked(root)}
    package = root / "toolkit" / "crosscase"
    wanted |= {
        f"toolkit/crosscase/{item.name}"
        for item in package.iterdir()
        if (item.suffix == ".py" or (item.is_dir() and item.name != "__pycache__"))
        and item.name != "__init__.py"
    }
    assert sorted(wanted - set(named)) == []


def test_environment_follows_from_pyproject(root: Path) -> None:
    made = runpy.run_path(str(root / "scripts" / "make_environment.py"))["environment"]()
    assert (root / "environment.yml").read_text(encoding="utf-8") == made


def test_the_data_package_follows_from_the_schemas(root: Path) -> None:
    made = runpy.run_path(str(root / "scripts" / "make_datapackage.py"))["datapackage"]()
    assert (root / "data" / "datapackage.json").read_text(encoding="utf-8") == made


def test_the_lock_has_every_dependency_with_hashes_and_no_address(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    lock = (root / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==([^ ;\\]+)", lock, flags=re.M))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    names = {re.split(r"[<>=!~ ]", item)[0].lower() for item in wanted}
    assert names - set(pinned) == set()
    entries = re.split(r"^(?=[a-z0-9])", lock, flags=re.M)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_every_data_file_is_in_the_data_package(root: Path) -> None:
    package = json.loads((root / "data" / "datapackage.json").read_text(encoding="utf-8"))
    listed = {resource["path"] for resource in package["resources"]}
    there = {p.relative_to(root / "data").as_posix() for p in (root / "data").rglob("*.csv")}
    assert there - listed == set()


def test_nothing_tracked_names_a_machine(root: Path) -> None:
    marks = re.compile(r"/(?:home|root|work|Users)/[a-z]|/tmp/[a-z]")
    found = []
    for path in tracked(root):
        if Path(path).suffix in {".py", ".md", ".json", ".csv", ".ipynb", ".toml", ".yml", ".sh"}:
            text = (root / path).read_text(encoding="utf-8")
            found += [f"{path}: {m.group(0)}" for m in marks.finditer(text)]
    assert [item for item in found if "test_repository" not in item] == []


def test_the_package_validates_without_assert(root: Path) -> None:
    lines = [
        f"{path.name}: {line}"
        for path in (root / "toolkit").rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.match(r"\s*assert\b", line)
    ]
    assert lines == []


def test_the_package_knows_no_study(root: Path) -> None:
    """The toolkit is for any study: no firm, source or assumption of the flagship in it."""
    names = set()
    for table, columns in {
        "cases": ("case_id", "name"),
        "sources": ("source_id", "authors"),
    }.items():
        with (root / "data" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                names |= {row[column] for column in columns if row[column]}
    assert {"zte", "Haier", "thesis", "Jonathan Liebenau"} <= names
    words = re.compile(rf"\b(?:{'|'.join(sorted(names - {'main'}))}|APA ?\d)\b", re.IGNORECASE)
    # What web pages say of themselves, and an element of HTML, are no study's.
    words_of_the_web = re.compile(r"\(\?:article\|post\|blog post\)|address article aside")
    found = []
    for path in tracked(root):
        if path.startswith("toolkit/crosscase/"):
            text = words_of_the_web.sub("", (root / path).read_text(encoding="utf-8"))
            found += [f"{path}: {match.group(0)}" for match in words.finditer(text)]
    assert found == []


def test_one_name_says_one_thing(root: Path) -> None:
    """No public name is defined twice, but where its folder tells them apart."""
    # A command's two functions; a figure, or a subject's overview, is asked for by its subject.
    told_apart = {"add_arguments", "run", "summary", "importance"}
    homes: dict[str, list[str]] = {}
    for path in sorted((root / "toolkit" / "crosscase").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                names = [node.name]
            elif isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                names = [t.id for t in targets if isinstance(t, ast.Name) and not t.id.isupper()]
            else:
                continue
            for name in names:
                if not name.startswith("_"):
                    homes.setdefault(name, []).append(path.stem)
    twice = {name: where for name, where in homes.items() if len(where) > 1}
    assert {name: where for name, where in twice.items() if name not in told_apart} == {}


def test_the_readme_names_the_two_commands(root: Path) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    assert "make paper" in text
    assert "make test" in text


NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_follow_the_house_style(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cells = notebook["cells"]
    assert "".join(cells[0]["source"]).startswith("# ")
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", [])]
    assert len(tagged) == 1
    prose = "".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    assert "## Limits" in prose
    headings = [line for line in prose.splitlines() if line.startswith("#")]
    assert all(re.match(r"#{1,3} [^#\s]", line) for line in headings)
    for cell in code:
        assert not any(output["output_type"] == "error" for output in cell["outputs"])
        assert not any(output.get("name") == "stderr" for output in cell["outputs"])
    assert "papermill" not in notebook["metadata"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_can_be_read(path: Path) -> None:
    """Few short lines a cell, and more prose than code; lines as they wrap at 88 columns."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    lines = sorted(
        sum(math.ceil(len(line) / 88) for line in "".join(cell["source"]).splitlines() if line)
        for cell in cells
        if cell["cell_type"] == "code"
    )
    words = sum(len("".join(c["source"]).split()) for c in cells if c["cell_type"] == "markdown")
    assert statistics.median(lines) <= 4
    assert lines[int(0.9 * (len(lines) - 1))] <= 10
    assert words >= 12 * sum(lines)
    assert path.stat().st_size <= 500_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_are_saved_as_jupyterlab_saves_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert nbformat.writes(notebook) + "\n" == text
    assert notebook.metadata.language_info.pygments_lexer == "ipython3"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)
def test_notebooks_link_to_their_neighbours_and_the_map(path: Path) -> None:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    prose = "".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    links = set(re.findall(r"\]\((\d\d_\w+\.ipynb)\)", prose))
    assert links <= {other.name for other in NOTEBOOKS}
    at = NOTEBOOKS.index(path)
    neighbours = {other.name for other in NOTEBOOKS[max(at - 1, 0) : at + 2] if other != path}
    assert (neighbours | {NOTEBOOKS[0].name}) - {path.name} <= links


def test_the_readmes_python_runs_as_printed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (root / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", text, flags=re.M | re.S)
    monkeypatch.setenv("CROSSCASE_STUDY", str(root))
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})
    assert len(blocks) == 1
    assert capsys.readouterr().out == "3 of 24 verdicts hang on blanket statements\n"
