"""The face of the package: what Tab shows, what a type checker knows, what waits."""

from __future__ import annotations

import ast
import json
import pkgutil
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import crosscase as cc

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
NAMES = ["Study", "claims", "dossier", "judge", "publish", "support_matrix"]
SUBJECTS = [name for name in dir(cc) if isinstance(getattr(cc, name), ModuleType)]


def test_the_face_is_a_few_names_and_the_subjects() -> None:
    assert sorted(set(dir(cc)) - set(SUBJECTS)) == NAMES
    assert {"qca", "agreement", "robustness", "keywords", "plots", "comparison"} <= set(SUBJECTS)


def test_every_module_and_folder_is_a_subject_or_ground_floor() -> None:
    there = {module.name for module in pkgutil.iter_modules(cc.__path__)}
    ground = {"cli", "commands", "errors", "results", "tables", "wording"}
    assert there - ground == set(SUBJECTS)


def subjects() -> list[ModuleType]:
    """Every module that a user reaches from the face by Tab."""
    found, waiting = [], [getattr(cc, name) for name in SUBJECTS]
    while waiting:
        module = waiting.pop()
        if module in found:
            continue
        found.append(module)
        inner = (getattr(module, name) for name in dir(module))
        modules = (item for item in inner if isinstance(item, ModuleType))
        waiting += [item for item in modules if item.__name__.startswith("crosscase")]
    return found


@pytest.mark.parametrize("module", subjects(), ids=lambda module: module.__name__)
def test_tab_shows_a_subjects_own_names_alone(module: ModuleType) -> None:
    shown = dir(module)
    assert shown == sorted(module.__all__)
    for name in shown:
        item = getattr(module, name)
        home = getattr(item, "__module__", None) or getattr(item, "__name__", "crosscase")
        assert home.startswith(("crosscase", "builtins", "pathlib", "typing")), (
            f"{name} is from {home}"
        )


def test_a_name_is_what_it_says_and_not_a_module_of_that_name() -> None:
    for module in subjects():
        for name in dir(module):
            if isinstance(getattr(module, name), ModuleType):
                assert module.__name__ in ("crosscase.plots", "crosscase.qca"), (
                    f"{module.__name__}.{name}"
                )


def test_nothing_heavy_is_loaded_before_it_is_used() -> None:
    heavy = "[m for m in ('numpy', 'pandas') if m in sys.modules]"
    code = f"import crosscase, crosscase.cli, sys; print({heavy})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match=r"No crosscase attribute jugde"):
        _ = cc.jugde


def test_a_type_checker_knows_the_face(tmp_path: Path, root: Path) -> None:
    api = pytest.importorskip("mypy.api")
    path = tmp_path / "use.py"
    path.write_text(
        "import crosscase as cc\n"
        "reveal_type(cc.judge)\n"
        "reveal_type(cc.Study.open)\n"
        "reveal_type(cc.qca.truth_table)\n"
        "reveal_type(cc.support_matrix)\n"
        "cc.jugde(1)\n"
        "cc.qca.minimise(1)\n"
        "cc.keywords.tokenise(1)\n",
        encoding="utf-8",
    )
    config = str(root / "pyproject.toml")
    # The cache of the type check of all: what is unchanged since is not read again.
    cache = str(root / ".mypy_cache")
    out, _, _ = api.run(["--config-file", config, "--cache-dir", cache, str(path)])
    lines = [line for line in out.splitlines() if "use.py" in line]
    told = {int(line.split(":")[1]): line for line in lines if not line.endswith(": note: ")}
    assert "def (matrix: crosscase.comparison.support_matrix.SupportMatrix" in told[2]
    assert "-> crosscase.comparison.verdicts.Verdicts" in told[2]
    assert "-> crosscase.study.study.Study" in told[3]
    assert "-> crosscase.qca.truth_tables.TruthTable" in told[4]
    assert "-> crosscase.comparison.support_matrix.SupportMatrix" in told[5]
    for number, name in ((6, "jugde"), (7, "minimise"), (8, "tokenise")):
        assert f'has no attribute "{name}"' in told[number]


def called(code: str) -> set[str]:
    """Return the names that a text of Python calls, plain or as attributes."""
    names = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call):
            name = node.func
            names |= {name.attr} if isinstance(name, ast.Attribute) else {getattr(name, "id", "")}
    return names


def test_what_one_notebook_alone_calls_is_a_method_for_every_study(root: Path) -> None:
    """A function of the package is exported by its subject, with an example or what it is from.

    What reshapes rows for one notebook belongs to the study's own package; a method that this
    study happens to use once does not.
    """
    code = {path: path.read_text(encoding="utf-8") for path in (root / "toolkit").rglob("*.py")}
    package = {path: text for path, text in code.items() if "crosscase" in path.parts}
    calls = [called(text) for path, text in code.items() if path not in package]
    for path in NOTEBOOKS:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        calls += [
            called("\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code"))
        ]
    exported = {name: getattr(module, name) for module in subjects() for name in dir(module)}
    inside = {path: called(text) for path, text in package.items()}
    found, wanting = 0, []
    for name, item in exported.items():
        home = getattr(item, "__module__", "")
        if not callable(item) or isinstance(item, type) or sum(name in c for c in calls) != 1:
            continue
        if any(name in c for path, c in inside.items() if path.stem != home.split(".")[-1]):
            continue
        found += 1
        if not re.search("Examples|References|Figure", item.__doc__ or ""):
            wanting.append(f"{home}.{name}")
    assert found > 10
    assert wanting == []
