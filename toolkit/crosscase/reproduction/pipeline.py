"""Run the notebooks of a study through papermill and collect what they publish.

A run is a notebook with its parameters. Its key is a hash of everything that its exhibits follow
from: the notebook's cells, the parameters, the toolkit's code, the versions of the packages. A
run whose key is known and whose input files are unchanged is taken from ``.crosscase/runs``.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import json
import multiprocessing
import os
import platform
import shutil
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crosscase.errors import DataError, ParameterError, RunError
from crosscase.study.study import file_sha256, find_root

__all__ = ["Outcome", "Run", "planned_runs", "reproduce", "run_all"]

BASELINE = Path("paper") / "exhibits"
CACHE = Path(".crosscase") / "runs"
_PACKAGES = ("ipykernel", "matplotlib", "networkx", "numpy", "pandas", "scipy", "seaborn",
             "statsmodels")  # fmt: skip


@dataclass(frozen=True)
class Run:
    """One notebook with the parameters it is run with."""

    notebook: Path
    name: str
    parameters: Mapping[str, Any]
    defaults: Mapping[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        """The parameters as the notebook sees them: defaults, then what was given."""
        return {**self.defaults, **self.parameters}


@dataclass(frozen=True)
class Outcome:
    """What :func:`reproduce` did."""

    exhibits: Path
    executed: tuple[str, ...]
    reused: tuple[str, ...]
    documents: tuple[Path, ...]


def planned_runs(root: Path, given: Mapping[str, Any] | None = None) -> list[Run]:
    """Return the runs of a study, in the order of their names.

    Parameters
    ----------
    root : Path
        Folder of the study. ``notebooks/runs.toml`` may give a notebook several runs:
        ``["10_describe_single_case"]`` with ``runs = [{case = "huawei"}, {case = "zte"}]``.
    given : mapping of str to str or value, optional
        Parameters for every notebook that declares them.

    Raises
    ------
    DataError, ParameterError
        If there is no notebook, or no notebook declares a given parameter.
    """
    notebooks = sorted(
        path
        for path in (root / "notebooks").glob("*.ipynb")
        if not path.name.startswith((".", "_"))
    )
    if not notebooks:
        raise DataError(f"{root.name}/notebooks: no notebook there; 'crosscase new' makes a start")
    several = _several(root, {path.stem for path in notebooks})
    declared = {path: _defaults(path, root) for path in notebooks}
    given = dict(given or {})
    known = sorted({name for defaults in declared.values() for name in defaults})
    for name in given:
        if name not in known:
            raise ParameterError(
                f"no notebook has a parameter {name!r}; parameters: {', '.join(known)}"
            )
    runs = []
    for path in notebooks:
        defaults = declared[path]
        over = {
            name: _typed(name, value, defaults[name])
            for name, value in given.items()
            if name in defaults
        }
        for fixed in several.get(path.stem, [{}]):
            unknown = sorted(set(fixed) - set(defaults))
            if unknown:
                raise DataError(
                    f"notebooks/runs.toml: {path.stem} has no parameter {unknown[0]!r}; "
                    f"its parameters: {', '.join(defaults)}"
                )
            suffix = "".join(f"--{value}" for value in fixed.values())
            runs.append(Run(path, f"{path.stem}{suffix}", {**over, **fixed}, defaults))
    return runs


def _several(root: Path, stems: set[str]) -> dict[str, list[dict[str, Any]]]:
    path = root / "notebooks" / "runs.toml"
    if not path.is_file():
        return {}
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"notebooks/runs.toml: not TOML ({error})") from None
    for stem, entry in listed.items():
        if stem not in stems:
            raise DataError(
                f"notebooks/runs.toml: no notebook {stem!r}; give the name without .ipynb"
            )
        if not isinstance(entry, dict) or not isinstance(entry.get("runs"), list):
            raise DataError(f"notebooks/runs.toml: {stem}: give runs = [{{name = value}}, ...]")
    return {stem: entry["runs"] for stem, entry in listed.items()}


def _defaults(path: Path, root: Path) -> dict[str, Any]:
    """Return the literals that the cell tagged `parameters` assigns."""
    notebook = _notebook(path, root)
    cells = [
        "".join(cell["source"])
        for cell in notebook["cells"]
        if "parameters" in cell.get("metadata", {}).get("tags", [])
    ]
    values: dict[str, Any] = {}
    for source in cells[:1]:
        try:
            body = ast.parse(source).body
        except SyntaxError as error:
            raise DataError(f"notebooks/{path.name}: its parameters cell: {error.msg}") from None
        for node in body:
            target = (
                node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            )
            value = getattr(node, "value", None)
            if isinstance(target, ast.Name) and value is not None:
                try:
                    values[target.id] = ast.literal_eval(value)
                except ValueError:
                    raise DataError(
                        f"notebooks/{path.name}: parameter {target.id!r} is computed; parameters "
                        "are literals (numbers, texts, lists), so that they can be replaced"
                    ) from None
    return values


def _notebook(path: Path, root: Path) -> dict[str, Any]:
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(notebook.get("cells"), list):
            raise ValueError("it has no cells")
    except (ValueError, AttributeError) as error:
        raise DataError(f"notebooks/{path.name}: not a notebook ({error})") from None
    return dict(notebook)


def _typed(name: str, value: Any, default: Any) -> Any:
    """Read a parameter given as text in the type of its default."""
    if not isinstance(value, str):
        return value
    if isinstance(default, str):
        return value
    text = {"true": "True", "false": "False", "none": "None", "null": "None"}.get(
        value.lower(), value
    )
    try:
        read = ast.literal_eval(text)
    except (ValueError, SyntaxError):
        read = value
    if isinstance(default, float) and isinstance(read, int) and not isinstance(read, bool):
        read = float(read)
    if isinstance(default, (list, tuple)) and not isinstance(read, (list, tuple)):
        read = [part.strip() for part in value.split(",") if part.strip()]
    allowed = default is None or isinstance(read, (type(default), list, tuple))
    if not allowed or (
        isinstance(default, (int, float)) and isinstance(read, bool) != isinstance(default, bool)
    ):
        raise ParameterError(
            f"parameter {name}: {value!r} is not of the type of its default {default!r}; "
            f"give a {type(default).__name__}"
        )
    return list(read) if isinstance(read, tuple) else read


def _key(run: Run, toolkit: str) -> str:
    """Return the hash of what a run's exhibits follow from, data files apart."""
    notebook = json.loads(run.notebook.read_text(encoding="utf-8"))
    cells = [[cell["cell_type"], "".join(cell["source"])] for cell in notebook["cells"]]
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES}
    facts = [cells, dict(run.values), toolkit, versions, platform.python_version()]
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def _toolkit_hash() -> str:
    folder = Path(__file__).parent
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".csv", ".json", ".txt"} and path.is_file():
            found.update(path.relative_to(folder).as_posix().encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def _fresh(root: Path, run: Run, key: str) -> Path | None:
    """Return the cached exhibits of a run if nothing that they follow from has changed."""
    folder = root / CACHE / run.name
    try:
        stamp = json.loads((folder / "stamp.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if stamp.get("key") != key or not stamp.get("inputs"):
        return None
    for name, sha in stamp["inputs"].items():
        path = root / name
        if not path.is_file() or file_sha256(path) != sha:
            return None
    return folder / "exhibits"


def _execute(task: Mapping[str, Any]) -> None:
    """Run one notebook in this process's child kernel; called in a worker."""
    import papermill
    from papermill.exceptions import PapermillExecutionError

    os.environ.update(task["environment"])
    try:
        papermill.execute_notebook(
            task["notebook"],
            task["output"],
            parameters=task["parameters"],
            cwd=task["cwd"],
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            extra_arguments=["--IPKernelApp.log_level=50"],
        )
    except PapermillExecutionError as error:
        where = f"notebooks/{Path(task['notebook']).name}, cell {error.cell_index + 1}"
        lines = "\n".join(f"    {line}" for line in str(error.source).strip().splitlines()[:8])
        raise RunError(
            f"{where}: {error.ename}: {error.evalue}\n{lines}\n"
            f"the notebook as far as it came: {task['shown']}; the exhibits are as they were"
        ) from None
    except Exception as error:
        name = Path(task["notebook"]).name
        raise RunError(f"notebooks/{name}: {type(error).__name__}: {error}") from None


@contextmanager
def _executor(jobs: int, scheduler: str | None) -> Iterator[Executor]:
    if scheduler:
        with _distributed(scheduler) as executor:
            yield executor
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as executor:
        yield executor


@contextmanager
def _distributed(address: str) -> Iterator[Executor]:
    try:
        from distributed import Client
    except ImportError:
        raise RunError(
            "--scheduler needs the package 'distributed'; install crosscase[scheduler]"
        ) from None
    try:
        client = Client(address, timeout=10)
    except (OSError, ValueError, TimeoutError) as error:
        raise RunError(f"--scheduler {address}: cannot be reached ({error})") from None
    try:
        yield client.get_executor()
    finally:
        client.close()


def run_all(
    runs: Sequence[Run],
    root: Path,
    exhibits: Path,
    executed: Path,
    *,
    jobs: int,
    force: bool,
    scheduler: str | None = None,
    progress: Callable[[str], None] | None = None,
) -> tuple[list[str], list[str]]:
    """Run notebooks, each into a folder of its own, and gather their exhibits.

    Parameters
    ----------
    runs : sequence of Run
    root : Path
        The study.
    exhibits : Path
        Folder that receives the exhibits (made anew).
    executed : Path
        Folder that receives the executed notebooks.
    jobs : int
        Notebooks run at the same time.
    force : bool
        Run also what is unchanged.
    scheduler : str, optional
        Address of a Dask scheduler.
    progress : callable, optional
        Called with the name of each run that is done.

    Returns
    -------
    executed, reused : list of str
        Names of the runs.

    Raises
    ------
    RunError
        If a notebook fails or two runs publish the same id; nothing else is touched.
    """
    toolkit = _toolkit_hash()
    keys = {run.name: _key(run, toolkit) for run in runs}
    done: dict[str, Path] = {}
    pending: list[Run] = []
    for run in runs:
        cached = None if force else _fresh(root, run, keys[run.name])
        if cached is None:
            pending.append(run)
        else:
            done[run.name] = cached
            if progress:
                progress(run.name)
    executed.mkdir(parents=True, exist_ok=True)
    if pending:

        def keep(run: Run, made: Path) -> None:
            done[run.name] = _store(root, run, keys[run.name], made)
            if progress:
                progress(run.name)

        _run_pending(pending, root, executed, jobs, scheduler, keep)
    _gather(runs, done, exhibits)
    names = [run.name for run in pending]
    return names, [run.name for run in runs if run.name not in names]


def _run_pending(
    pending: Sequence[Run],
    root: Path,
    executed: Path,
    jobs: int,
    scheduler: str | None,
    keep: Callable[[Run, Path], None],
) -> None:
    """Run notebooks at the same time; each that is done is kept even if a later one fails."""
    scratch = Path(tempfile.mkdtemp(prefix="crosscase-", dir=executed))
    made: dict[str, Path] = {}
    with _executor(min(jobs, len(pending)), scheduler) as executor:
        futures: dict[Future[None], Run] = {}
        for run in pending:
            made[run.name] = scratch / run.name
            made[run.name].mkdir()
            futures[executor.submit(_execute, _task(run, root, made[run.name], executed))] = run
        try:
            for future in as_completed(futures):
                future.result()
                keep(futures[future], made[futures[future].name])
        finally:
            for future in futures:
                future.cancel()
    shutil.rmtree(scratch, ignore_errors=True)


def _task(run: Run, root: Path, exhibits: Path, executed: Path) -> dict[str, Any]:
    output = executed / f"{run.name}.ipynb"
    try:
        shown = output.relative_to(root).as_posix()
    except ValueError:
        shown = str(output)
    environment = {
        "CROSSCASE_STUDY": str(root),
        "CROSSCASE_EXHIBITS": str(exhibits),
        "CROSSCASE_NOTEBOOK": run.notebook.stem,
        "CROSSCASE_RUN": run.name,
        "CROSSCASE_PARAMETERS": json.dumps(run.values, sort_keys=True),
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "JUPYTER_PREFER_ENV_PATH": "1",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
    }
    return {
        "notebook": str(run.notebook),
        "output": str(output),
        "shown": shown,
        "parameters": dict(run.parameters),
        "cwd": str(run.notebook.parent),
        "environment": environment,
    }


def _store(root: Path, run: Run, key: str, made: Path) -> Path:
    """Keep a run's exhibits with the stamp that says what they follow from."""
    part = made / f"_part_{run.name}.json"
    inputs = json.loads(part.read_text(encoding="utf-8"))["inputs"] if part.exists() else {}
    folder = root / CACHE / run.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    shutil.move(made, folder / "exhibits")
    stamp = json.dumps({"key": key, "inputs": inputs}, indent=1, sort_keys=True)
    (folder / "stamp.json").write_text(stamp, encoding="utf-8")
    return folder / "exhibits"


def _gather(runs: Sequence[Run], done: Mapping[str, Path], exhibits: Path) -> None:
    """Copy the exhibits of all runs into one folder and merge numbers and verdicts."""
    shutil.rmtree(exhibits, ignore_errors=True)
    exhibits.mkdir(parents=True)
    merged: dict[str, dict[str, Any]] = {"numbers": {}, "verdicts": {}, "runs": {}}
    owner: dict[str, str] = {}
    for run in runs:
        part_path = done[run.name] / f"_part_{run.name}.json"
        part = json.loads(part_path.read_text(encoding="utf-8")) if part_path.exists() else {}
        for kind in ("exhibits", "numbers", "verdicts"):
            for name in part.get(kind, {}):
                if f"{kind}:{name}" in owner:
                    raise RunError(
                        f"{run.name} and {owner[f'{kind}:{name}']} both publish {name!r}; "
                        "give each exhibit, number and verdict one home"
                    )
                owner[f"{kind}:{name}"] = run.name
        for name, file in part.get("exhibits", {}).items():
            shutil.copyfile(done[run.name] / file, exhibits / file)
            shutil.copyfile(done[run.name] / f"{name}.json", exhibits / f"{name}.json")
        merged["numbers"] |= part.get("numbers", {})
        merged["verdicts"] |= part.get("verdicts", {})
        merged["runs"][run.name] = {
            "notebook": run.notebook.stem,
            "parameters": dict(run.values),
            "inputs": part.get("inputs", {}),
        }
    _write_json(exhibits / "numbers.json", merged["numbers"])
    _write_json(exhibits / "verdicts.json", merged["verdicts"])
    _write_json(exhibits / "manifest.json", {"runs": merged["runs"]})


def _write_json(path: Path, value: Any) -> None:
    text = json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)
    temporary = path.with_name(f".{path.name}.tmp")
    temporary.write_text(text + "\n", encoding="utf-8")
    temporary.replace(path)


def _add_data_hashes(root: Path, exhibits: Path) -> None:
    """Record every data file, so that a change in one that no notebook reads is seen too."""
    hashes = {
        path.relative_to(root).as_posix(): file_sha256(path)
        for path in sorted((root / "data").rglob("*"))
        if path.is_file() and not path.name.startswith(".")
    }
    manifest = json.loads((exhibits / "manifest.json").read_text(encoding="utf-8"))
    _write_json(exhibits / "manifest.json", {**manifest, "data": hashes})


def reproduce(
    study: Path | str | None = None,
    *,
    only: Sequence[str] = (),
    parameters: Mapping[str, Any] | None = None,
    out: Path | str | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    force: bool = False,
    paper: bool = True,
    show_progress: bool | None = None,
) -> Outcome:
    """Run the notebooks, regenerate the exhibits, render the paper.

    Parameters
    ----------
    study : path, optional
        A folder in the study (default: the working folder).
    only : sequence of str
        Ids of exhibits, or names of notebooks: run just the notebooks that make them.
    parameters : mapping, optional
        Values for notebook parameters.
    out : path, optional
        Where exhibits, notebooks and documents go; by default the baseline ``paper/exhibits`` is
        replaced. With parameters the default is ``build/variant``: the baseline holds the
        default parameters.
    jobs : int, optional
        Notebooks at the same time (default: the number of processors).
    scheduler : str, optional
        Address of a Dask scheduler that runs the notebooks instead of local processes.
    force : bool
        Run also what is unchanged.
    paper : bool
        Render the documents of ``paper/`` too.
    show_progress : bool, optional
        By default where standard error is a terminal.

    Returns
    -------
    Outcome

    Raises
    ------
    CrosscaseError
        If the data are bad or a notebook fails; what was there before is as it was.
    """
    from crosscase.study.study import Study

    root = find_root(study)
    Study.open(root)
    runs = planned_runs(root, parameters)
    target = Path(out).resolve() if out else root / "build" / "variant" if parameters else root
    chosen = _chosen(runs, only, root)
    keep = root / BASELINE if only else None
    work = target / "build" if target == root else target
    work.mkdir(parents=True, exist_ok=True)
    fresh = work / ".exhibits.new"
    with _progress(len(chosen), show_progress) as tick:
        done, reused = run_all(
            chosen, root, fresh, work / "notebooks",
            jobs=jobs or os.cpu_count() or 1, force=force, scheduler=scheduler, progress=tick,
        )  # fmt: skip
    try:
        if keep is not None:
            _keep_others(keep, fresh, {run.name for run in chosen})
        _add_data_hashes(root, fresh)
        _check_evidence(root, fresh)
        documents: list[Path] = []
        if paper and (root / "paper").is_dir():
            from crosscase.paper.documents import render

            folder = root / "paper" if target == root else target
            documents = render(root, exhibits=fresh, out=folder)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    final = root / BASELINE if target == root else target / "exhibits"
    _swap(fresh, final)
    return Outcome(final, tuple(done), tuple(reused), tuple(documents))


def _chosen(runs: Sequence[Run], only: Sequence[str], root: Path) -> list[Run]:
    if not only:
        return list(runs)
    wanted: set[str] = set()
    names = {run.name for run in runs} | {run.notebook.stem for run in runs}
    homes = _homes(root / BASELINE)
    for item in only:
        name = item.removesuffix(".ipynb")
        if name in names:
            wanted.add(name)
        elif item in homes:
            wanted.add(homes[item])
        else:
            known = ", ".join(sorted(names))
            raise ParameterError(
                f"--only {item}: neither an exhibit of the baseline nor a notebook; "
                f"notebooks: {known}"
            )
    return [run for run in runs if run.name in wanted or run.notebook.stem in wanted]


def _homes(baseline: Path) -> dict[str, str]:
    """Return for each exhibit, number and verdict the notebook that made it."""
    homes: dict[str, str] = {}
    for path in sorted(baseline.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if path.stem in {"numbers", "verdicts"}:
            homes |= {key: entry["notebook"] for key, entry in content.items()}
        elif path.stem != "manifest":
            homes[path.stem] = content.get("notebook", "")
    return homes


def _keep_others(baseline: Path, fresh: Path, ran: set[str]) -> None:
    """Take over from the baseline what notebooks that were not run had published."""
    if not baseline.is_dir():
        return
    manifest = json.loads((fresh / "manifest.json").read_text(encoding="utf-8"))
    notebooks = {entry["notebook"] for entry in manifest["runs"].values()}
    for path in sorted(baseline.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if path.stem in {"numbers", "verdicts"}:
            old = {k: v for k, v in content.items() if v.get("notebook") not in notebooks}
            new = json.loads((fresh / path.name).read_text(encoding="utf-8"))
            _write_json(fresh / path.name, {**old, **new})
        elif path.stem == "manifest":
            old = {k: v for k, v in content.get("runs", {}).items() if k not in ran}
            manifest["runs"] = {**old, **manifest["runs"]}
        elif content.get("notebook") not in notebooks and not (fresh / path.name).exists():
            shutil.copyfile(path, fresh / path.name)
            shutil.copyfile(baseline / content["file"], fresh / content["file"])
    _write_json(fresh / "manifest.json", manifest)


def _check_evidence(root: Path, exhibits: Path) -> None:
    """Raise where an exhibit names an evidence id that no table of the study has."""
    known = _evidence_ids(root)
    for path in sorted(exhibits.glob("*.json")):
        content = json.loads(path.read_text(encoding="utf-8"))
        entries = content.values() if path.stem in {"numbers", "verdicts"} else [content]
        for entry in entries:
            cited = entry.get("evidence", []) if isinstance(entry, dict) else []
            ids = cited.get("all", []) if isinstance(cited, dict) else cited
            unknown = sorted(set(ids) - known)
            if unknown:
                raise RunError(
                    f"exhibit {path.stem!r} names evidence {unknown[0]!r}, which no table of the "
                    "study has; publish with ids from an evidence table"
                )


def _evidence_ids(root: Path) -> set[str]:
    from crosscase.study.study import Study

    study = Study.open(root)
    found: set[str] = set()
    for name in study.tables:
        table = study.table(name)
        for column in table.columns:
            if column.endswith("_id") or column == study.package_key(name):
                found |= set(table[column].dropna().astype(str))
    return found


def _swap(fresh: Path, final: Path) -> None:
    """Put `fresh` in the place of `final`; the old folder stays until the new one is there."""
    final.parent.mkdir(parents=True, exist_ok=True)
    old = final.with_name(f".{final.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    shutil.move(str(fresh), str(final))
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _progress(total: int, show: bool | None) -> Iterator[Callable[[str], None]]:
    from tqdm import tqdm

    shown = sys.stderr.isatty() if show is None else show
    with tqdm(total=total, unit="notebook", disable=not shown, file=sys.stderr) as bar:

        def tick(name: str) -> None:
            bar.set_postfix_str(name)
            bar.update()

        yield tick
