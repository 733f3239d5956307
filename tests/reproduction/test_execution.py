"""Running notebooks: what a worker is told, what a failure says, what is kept and cleared away."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from crosscase.errors import RunError
from crosscase.exhibits.folder import ExhibitFolder
from crosscase.reproduction import execution
from crosscase.reproduction.execution import Task, execute_notebook, execute_runs, open_executor
from crosscase.reproduction.runs import Run


@pytest.fixture
def study(tmp_path: Path) -> Path:
    (tmp_path / "study" / "build").mkdir(parents=True)
    return tmp_path / "study"


def run(study: Path, name: str) -> Run:
    notebook = study / "notebooks" / f"{name.split('--')[0]}.ipynb"
    return Run(notebook, name, {"n": 2}, {"n": 1, "m": True})


@pytest.fixture
def task(study: Path) -> Task:
    return Task.of(run(study, "a--2"), study, study / "made", study / "build")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def test_a_worker_is_told_study_folder_notebook_run_and_parameters(study: Path, task: Task) -> None:
    assert task.notebook == study / "notebooks" / "a.ipynb"
    assert task.output == study / "build" / "a--2.ipynb"
    assert task.parameters == {"n": 2}
    told = dict(task.environment)
    assert json.loads(told.pop("CROSSCASE_PARAMETERS")) == {"n": 2, "m": True}
    assert told == {
        "CROSSCASE_STUDY": str(study),
        "CROSSCASE_EXHIBITS": str(study / "made"),
        "CROSSCASE_NOTEBOOK": "a",
        "CROSSCASE_RUN": "a--2",
        "MPLBACKEND": "agg",
        "PYTHONHASHSEED": "0",
        "OPENBLAS_NUM_THREADS": "1",
    }


def test_a_notebook_is_shown_by_its_place_in_the_study(study: Path, task: Task) -> None:
    assert task.shown == "build/a--2.ipynb"
    outside = Task.of(run(study, "a"), study, study / "made", study.parent / "out")
    assert outside.shown == str(study.parent / "out" / "a.ipynb")


def stub(monkeypatch: pytest.MonkeyPatch, does: Callable[..., None]) -> None:
    monkeypatch.setattr(papermill, "execute_notebook", does)


def test_papermill_runs_the_notebook_in_its_folder(
    monkeypatch: pytest.MonkeyPatch, task: Task
) -> None:
    seen: dict[str, Any] = {}

    def execute(*paths: str, **options: Any) -> None:
        seen.update(options, paths=paths, run=os.environ["CROSSCASE_RUN"])

    stub(monkeypatch, execute)
    execute_notebook(task)
    assert seen.pop("extra_arguments") == ["--IPKernelApp.log_level=50"]
    assert seen == {
        "paths": (str(task.notebook), str(task.output)),
        "parameters": {"n": 2},
        "cwd": str(task.notebook.parent),
        "kernel_name": "python3",
        "progress_bar": False,
        "log_output": False,
        "run": "a--2",
    }


def test_a_failing_cell_is_told_with_its_first_lines(
    monkeypatch: pytest.MonkeyPatch, task: Task
) -> None:
    def execute(*_: str, **__: Any) -> None:
        source = "\n" + "\n".join(f"line {at}" for at in range(1, 12))
        raise PapermillExecutionError(6, 3, source, "ZeroDivisionError", "division by zero", [])

    stub(monkeypatch, execute)
    with pytest.raises(RunError) as caught:
        execute_notebook(task)
    lines = "".join(f"    line {at}\n" for at in range(1, 9))
    assert str(caught.value) == (
        f"notebooks/a.ipynb, cell 7: ZeroDivisionError: division by zero\n{lines}"
        "the notebook as far as it came: build/a--2.ipynb; the exhibits are as they were"
    )
    assert caught.value.__suppress_context__


def test_whatever_else_fails_is_told_with_the_notebook(
    monkeypatch: pytest.MonkeyPatch, task: Task
) -> None:
    def execute(*_: str, **__: Any) -> None:
        raise RuntimeError("Kernel died")

    stub(monkeypatch, execute)
    with pytest.raises(RunError, match=r"^notebooks/a\.ipynb: RuntimeError: Kernel died$"):
        execute_notebook(task)


class Threads:
    """Runs tasks in threads instead of processes; notes how many were asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[int, str | None]] = []
        self.submitted: list[Future[None]] = []

    @contextmanager
    def open(self, jobs: int, scheduler: str | None) -> Iterator[Executor]:
        self.asked.append((jobs, scheduler))
        with ThreadPoolExecutor(jobs) as threads:
            yield SimpleNamespace(submit=lambda *args: self.note(threads.submit(*args)))  # type: ignore[misc]

    def note(self, future: Future[None]) -> Future[None]:
        self.submitted.append(future)
        return future


@pytest.fixture
def threads(monkeypatch: pytest.MonkeyPatch) -> Threads:
    """A run writes its name to its folder; "bad" ones fail, and "slow" ones take their time."""
    made = Threads()

    def execute(task: Task) -> None:
        name = task.environment["CROSSCASE_RUN"]
        time.sleep(0.1 * name.startswith("slow"))
        if name.endswith("bad"):
            raise RunError(f"{name} failed")
        folder = Path(task.environment["CROSSCASE_EXHIBITS"])
        (folder / "name.txt").write_text(name, encoding="utf-8")

    monkeypatch.setattr(execution, "open_executor", made.open)
    monkeypatch.setattr(execution, "execute_notebook", execute)
    return made


def test_each_run_has_a_folder_of_its_own_while_it_is_kept(study: Path, threads: Threads) -> None:
    kept = {}

    def keep(run: Run, made: ExhibitFolder) -> None:
        kept[run.name] = (made.path / "name.txt").read_text(encoding="utf-8")
        assert made.path.is_relative_to(study / "build")  # on the same disk

    runs = [run(study, name) for name in ("a", "b--1", "b--2")]
    execute_runs(runs, study, study / "build", keep, jobs=2)
    assert kept == {"a": "a", "b--1": "b--1", "b--2": "b--2"}
    assert threads.asked == [(2, None)]
    assert list((study / "build").iterdir()) == []


def test_there_are_no_more_workers_than_notebooks(study: Path, threads: Threads) -> None:
    def keep(run: Run, made: ExhibitFolder) -> None:
        pass

    execute_runs([run(study, "a")], study, study / "build", keep, jobs=8, scheduler="tcp://s")
    assert threads.asked == [(1, "tcp://s")]


def test_what_was_done_before_a_failure_is_kept_and_what_waits_is_not_begun(
    study: Path, threads: Threads
) -> None:
    kept: list[str] = []

    def keep(run: Run, made: ExhibitFolder) -> None:
        kept.append(run.name)

    runs = [run(study, name) for name in ("a", "bad", *(f"slow--{at}" for at in range(12)))]
    with pytest.raises(RunError, match=r"^bad failed$"):
        execute_runs(runs, study, study / "build", keep, jobs=1)
    assert kept[0] == "a"
    assert len(kept) < 12  # one or two had begun
    assert threads.submitted[-1].cancelled()
    assert list((study / "build").iterdir()) == []


def test_the_first_failure_is_told(
    study: Path, threads: Threads, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = threading.Event()

    def execute(task: Task) -> None:
        """The one that was submitted last fails first."""
        name = task.environment["CROSSCASE_RUN"]
        if name == "late":
            begun.wait()
            time.sleep(0.2)
        begun.set()
        raise RunError(f"{name} failed")

    monkeypatch.setattr(execution, "execute_notebook", execute)
    runs = [run(study, name) for name in ("late", "bad")]
    with pytest.raises(RunError, match=r"^bad failed$"):
        execute_runs(runs, study, study / "build", lambda run, made: None, jobs=2)
    assert not any(future.cancelled() for future in threads.submitted)


def test_waiting_notebooks_are_cancelled_where_keeping_fails(study: Path, threads: Threads) -> None:
    def keep(run: Run, made: ExhibitFolder) -> None:
        raise OSError("disk full")

    runs = [run(study, name) for name in ("a", "slow--1", "slow--2", "slow--3")]
    with pytest.raises(OSError, match="disk full"):
        execute_runs(runs, study, study / "build", keep, jobs=1)
    assert threads.submitted[-1].cancelled()


def test_no_worker_is_started_for_nothing(study: Path, threads: Threads) -> None:
    execute_runs([], study, study / "nowhere", lambda run, made: None, jobs=1)
    assert threads.asked == []


def test_workers_are_spawned() -> None:
    """A fork would take over the threads and sockets of a running JupyterLab."""
    with open_executor(1, None) as executor:
        inherited = "'papermill' in __import__('sys').modules"
        assert eval(inherited)
        assert executor.submit(eval, inherited).result() is False


class Client:
    """Stands for a connection to a Dask scheduler."""

    def __init__(self, address: str, timeout: float = 1e9) -> None:
        if address == "tcp://gone":
            raise OSError("timed out")
        self.address, self.timeout, self.closed = address, timeout, False
        opened.append(self)

    def get_executor(self) -> str:
        return f"executor of {self.address}"

    def close(self) -> None:
        self.closed = True


opened: list[Client] = []


@pytest.fixture
def dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", SimpleNamespace(Client=Client))
    opened.clear()


def test_a_scheduler_runs_the_tasks_and_is_left_again(dask: None) -> None:
    with open_executor(3, "tcp://s") as executor:
        assert executor == "executor of tcp://s"
        assert 1 <= opened[0].timeout <= 60
        assert not opened[0].closed
    assert opened[0].closed


def test_a_scheduler_is_left_after_a_failure_too(dask: None) -> None:
    with pytest.raises(OSError, match="failed"), open_executor(3, "tcp://s"):
        raise OSError("failed")
    assert opened[0].closed


def test_a_scheduler_that_cannot_be_reached(dask: None) -> None:
    with (
        pytest.raises(RunError, match=r"^--scheduler tcp://gone: cannot be reached \(timed out\)$"),
        open_executor(1, "tcp://gone"),
    ):
        pass


def test_a_scheduler_without_dask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(RunError, match=r"needs the package 'distributed'; install crosscase\[sched"),
        open_executor(1, "tcp://s"),
    ):
        pass
