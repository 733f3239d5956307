"""Run notebooks through papermill, several at the same time.

Each notebook runs in a worker process that starts a kernel and tells it, through the environment,
which study it belongs to and which folder of its own receives what it publishes.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from crosscase.errors import RunError
from crosscase.exhibits.folder import ExhibitFolder, Session
from crosscase.reproduction.runs import Run

__all__ = ["Task", "execute_notebook", "execute_runs", "open_executor"]

# Two runs must give the same bytes: no window is drawn to, no set is ordered by chance, and sums
# are not split between threads, whose number would change their last digit.
_REPEATABLE = {
    "MPLBACKEND": "agg",
    "PYTHONHASHSEED": "0",
    "OPENBLAS_NUM_THREADS": "1",
}
_CONNECT_S = 10  # a scheduler that has not answered by then is not there
_SHOWN_LINES = 8  # of a failing cell; the notebook itself is named beside them


class Task(NamedTuple):
    """What a worker must know to run one notebook.

    Parameters
    ----------
    notebook, output : Path
        The notebook, and where it is written as it was run.
    shown : str
        The path of `output` in messages.
    parameters : mapping
    environment : mapping of str to str
        Variables for the kernel.
    """

    notebook: Path
    output: Path
    shown: str
    parameters: Mapping[str, Any]
    environment: Mapping[str, str]

    @classmethod
    def of(cls, run: Run, root: Path, exhibits: Path, executed: Path) -> Task:
        """Return the task of a run whose exhibits go to the folder `exhibits`."""
        output = executed / f"{run.name}.ipynb"
        inside = output.is_relative_to(root)
        session = Session(exhibits, run.notebook.stem, run.name, run.values)
        return cls(
            run.notebook,
            output,
            output.relative_to(root).as_posix() if inside else str(output),
            run.parameters,
            {"CROSSCASE_STUDY": str(root), **session.environment(), **_REPEATABLE},
        )


def execute_notebook(task: Task) -> None:
    """Run one notebook; called in a worker, whose environment the kernel inherits.

    Raises
    ------
    RunError
        If a cell fails, with the cell and what it said; or the notebook cannot be run.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    os.environ.update(task.environment)
    try:
        papermill.execute_notebook(
            str(task.notebook),
            str(task.output),
            parameters=dict(task.parameters),
            cwd=str(task.notebook.parent),
            kernel_name="python3",
            progress_bar=False,
            log_output=False,
            extra_arguments=["--IPKernelApp.log_level=50"],
        )
    except PapermillExecutionError as error:
        where = f"notebooks/{task.notebook.name}, cell {error.cell_index + 1}"
        source = str(error.source).strip().splitlines()[:_SHOWN_LINES]
        lines = "\n".join(f"    {line}" for line in source)
        raise RunError(
            f"{where}: {error.ename}: {error.evalue}\n{lines}\n"
            f"the notebook as far as it came: {task.shown}; the exhibits are as they were"
        ) from None
    # Kernels die and sockets close in many ways: whatever it is, the reader must learn where.
    except Exception as error:
        name = task.notebook.name
        raise RunError(f"notebooks/{name}: {type(error).__name__}: {error}") from None


def execute_runs(
    runs: Sequence[Run],
    root: Path,
    executed: Path,
    keep: Callable[[Run, ExhibitFolder], None],
    *,
    jobs: int,
    scheduler: str | None = None,
) -> None:
    """Run notebooks at the same time; each that is done is kept even if a later one fails.

    Parameters
    ----------
    runs : sequence of Run
    root : Path
        The study.
    executed : Path
        Folder that receives the notebooks as they were run.
    keep : callable
        Called with each run that is done and the folder of its exhibits, which is gone
        afterwards.
    jobs : int
        Notebooks at the same time.
    scheduler : str, optional
        Address of a Dask scheduler that runs them instead.

    Raises
    ------
    RunError
        If a notebook fails; those that wait are not begun.
    """
    if not runs:
        return
    # Beside the notebooks: what is made there can be kept without copying it to another disk.
    with (
        tempfile.TemporaryDirectory(dir=executed) as scratch,
        open_executor(min(jobs, len(runs)), scheduler) as executor,
    ):
        futures = {}
        for run in runs:
            made = Path(scratch) / run.name
            made.mkdir()
            task = Task.of(run, root, made, executed)
            futures[executor.submit(execute_notebook, task)] = (run, ExhibitFolder(made))
        failed: list[BaseException] = []
        try:
            for future in as_completed(futures):
                if future.cancelled():
                    continue
                error = future.exception()
                if error is None:
                    keep(*futures[future])
                else:
                    failed.append(error)
                    _cancel(futures)
        finally:
            _cancel(futures)
        if failed:
            raise failed[0]


def _cancel(futures: Iterable[Future[None]]) -> None:
    """Let no more begin; what runs already runs to its end, and is kept."""
    for future in futures:
        future.cancel()


@contextmanager
def open_executor(jobs: int, scheduler: str | None) -> Iterator[Executor]:
    """Give what runs tasks: `jobs` processes here, or a Dask scheduler's workers.

    Raises
    ------
    RunError
        If the scheduler cannot be reached, or Dask is not installed.
    """
    if scheduler:
        with _distributed(scheduler) as executor:
            yield executor
        return
    # Spawned, not forked: a fork would take over the threads' locks and the sockets of whoever
    # calls this from JupyterLab, and hang now and then.
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
        client = Client(address, timeout=_CONNECT_S)
    except (OSError, ValueError, TimeoutError) as error:
        raise RunError(f"--scheduler {address}: cannot be reached ({error})") from None
    try:
        yield client.get_executor()
    finally:
        client.close()
