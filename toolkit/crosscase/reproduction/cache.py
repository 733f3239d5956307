"""What a run made before, and whether it still stands.

A run's key is a hash of what its exhibits follow from: the notebook's cells, its parameters, the
code of crosscase and of the study's own package, the versions of the packages that compute and
draw, and Python's. Not in the key, because it changes no exhibit: a cell's outputs, its number and
its metadata, which JupyterLab writes anew with each save; and code that only renders documents
(Lua, CSS). The data files are not in it either: which ones a run reads is known only when it has
run, so their hashes stand beside the key in the run's stamp.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import shutil
from pathlib import Path

from crosscase.exhibits.folder import ExhibitFolder
from crosscase.reproduction.runs import Run, read_notebook
from crosscase.study.package import file_sha256

__all__ = ["code_hash", "fresh_exhibits", "run_key", "store_exhibits"]

_CACHE = Path(".crosscase") / "runs"
_PACKAGE = Path(__file__).parents[1]
# What computes or draws; a newer pandoc changes the documents and no exhibit.
_PACKAGES = (
    "ipykernel",
    "matplotlib",
    "networkx",
    "numpy",
    "pandas",
    "scipy",
    "seaborn",
    "statsmodels",
)
# Code, and the tables and word lists that it reads.
_SUFFIXES = {".py", ".csv", ".json", ".txt"}


def code_hash(root: Path) -> str:
    """Return the hash of the code that the notebooks of the study at `root` can call.

    That is crosscase itself, wherever it is installed, and the packages in the study's own
    ``toolkit/``.
    """
    own = sorted(path.parent.resolve() for path in (root / "toolkit").glob("*/__init__.py"))
    found = hashlib.sha256()
    for folder in dict.fromkeys([_PACKAGE.resolve(), *own]):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _SUFFIXES and path.is_file():
                found.update(path.relative_to(folder.parent).as_posix().encode())
                found.update(path.read_bytes())
    return found.hexdigest()


def run_key(run: Run, code: str) -> str:
    """Return the hash of what a run's exhibits follow from, data files apart.

    Parameters
    ----------
    run : Run
    code : str
        Of :func:`code_hash`.
    """
    notebook = read_notebook(run.notebook)
    cells = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES}
    facts = [cells, run.values, code, versions, platform.python_version()]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def fresh_exhibits(root: Path, run: Run, key: str) -> ExhibitFolder | None:
    """Return what a run made before, if nothing that it follows from has changed.

    Parameters
    ----------
    root : Path
        The study.
    run : Run
    key : str
        The run's key today.

    Returns
    -------
    ExhibitFolder or None
    """
    folder = root / _CACHE / run.name
    try:
        stamp = json.loads((folder / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    # A run that published nothing has recorded no data: whether they changed cannot be known.
    if stamp.get("key") != key or not stamp.get("inputs"):
        return None
    for name, sha in stamp["inputs"].items():
        path = root / name
        if not path.is_file() or file_sha256(path) != sha:
            return None
    return ExhibitFolder(folder / "exhibits")


def store_exhibits(root: Path, run: Run, key: str, made: ExhibitFolder) -> ExhibitFolder:
    """Move what a run has made to the cache, with the stamp that says what it follows from.

    Returns
    -------
    ExhibitFolder
        The folder in the cache.
    """
    stamp = {"key": key, "inputs": made.part(run.name)["inputs"]}
    folder = root / _CACHE / run.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)  # else the move would be a copy
    shutil.move(made.path, folder / "exhibits")
    # The stamp comes last: a folder without one counts as nothing.
    (folder / "stamp.json").write_text(json.dumps(stamp), encoding="utf-8")
    return ExhibitFolder(folder / "exhibits")
