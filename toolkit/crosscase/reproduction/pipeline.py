"""From the notebooks of a study to its exhibits and documents, or nothing at all.

The order matters. Everything is made beside what is there: runs that are still fresh come from the
cache, the others are run, all are put together in a new folder, evidence ids are looked up, the
documents are rendered from that folder; then it takes the baseline's place. Whatever fails before
leaves the exhibits of the last run, which the paper in hand was made from.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from crosscase.exhibits.folder import BASELINE, ExhibitFolder
from crosscase.paper.documents import render
from crosscase.reproduction.cache import code_hash, fresh_exhibits, run_key, store_exhibits
from crosscase.reproduction.execution import execute_runs
from crosscase.reproduction.gather import (
    check_evidence,
    gather_exhibits,
    hash_data,
    keep_others,
    replace_folder,
)
from crosscase.reproduction.runs import Run, chosen_runs, planned_runs
from crosscase.study.evidence_index import EvidenceIndex
from crosscase.study.study import Study

__all__ = ["Outcome", "reproduce"]


@dataclass(frozen=True)
class Outcome:
    """What :func:`reproduce` did.

    Parameters
    ----------
    exhibits : Path
        The folder of exhibits.
    executed, reused : tuple of str
        Names of the runs that were run, and of those taken from the cache.
    documents : tuple of Path
        The documents that were rendered.
    """

    exhibits: Path
    executed: tuple[str, ...]
    reused: tuple[str, ...]
    documents: tuple[Path, ...]


@dataclass(frozen=True)
class _Places:
    """Where the exhibits, the documents and what is made on the way go."""

    exhibits: Path
    documents: Path
    work: Path

    @classmethod
    def of(cls, root: Path, out: Path | str | None, varied: bool) -> _Places:
        """Return the baseline's places, or those of a variant, which leaves the baseline alone."""
        folder = Path(out).resolve() if out else root / "build" / "variant" if varied else root
        if folder == root:
            return cls(root / BASELINE, root / "paper", root / "build")
        return cls(folder / "exhibits", folder, folder)


def reproduce(
    study: Study | Path | str | None = None,
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
    study : Study or path, optional
        An opened study, or a folder in one (default: the working folder).
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
    opened = study if isinstance(study, Study) else Study.open(study)
    root = opened.root
    places = _Places.of(root, out, bool(parameters))
    baseline = ExhibitFolder(root / BASELINE)
    runs = chosen_runs(planned_runs(root, parameters), only, baseline)
    # Beside its final place: on the same disk it is renamed there, and not copied.
    fresh = ExhibitFolder(places.work / ".exhibits.new")
    executed = places.work / "notebooks"
    executed.mkdir(parents=True, exist_ok=True)
    try:
        with _progress(len(runs), show_progress) as tick:
            at_once = jobs or os.cpu_count() or 1
            made, done = _made(runs, root, executed, tick, force, at_once, scheduler)
        gather_exhibits(runs, made, fresh)
        if only:
            keep_others(baseline, fresh)
        hash_data(root, fresh)
        check_evidence(EvidenceIndex(opened), fresh)
        # From the new folder, before it counts: a paper that cannot be rendered keeps the old one.
        rendered = paper and (root / "paper").is_dir()
        documents = render(opened, exhibits=fresh.path, out=places.documents) if rendered else []
        replace_folder(fresh.path, places.exhibits)
    finally:
        shutil.rmtree(fresh.path, ignore_errors=True)
    reused = tuple(run.name for run in runs if run.name not in done)
    return Outcome(places.exhibits, tuple(done), reused, tuple(documents))


def _made(
    runs: Sequence[Run],
    root: Path,
    executed: Path,
    tick: Callable[[str], None],
    force: bool,
    jobs: int,
    scheduler: str | None,
) -> tuple[dict[str, ExhibitFolder], list[str]]:
    """Return the exhibits of each run, from the cache or made now, and what was run for them."""
    code = code_hash(root)  # once for all: it reads every file of the package
    keys = {run.name: run_key(run, code) for run in runs}
    made: dict[str, ExhibitFolder] = {}
    for run in runs:
        cached = None if force else fresh_exhibits(root, run, keys[run.name])
        if cached is not None:
            made[run.name] = cached
            tick(run.name)
    pending = [run for run in runs if run.name not in made]

    # Stored as soon as it is done: if a later one fails, this one need not be run again.
    def keep(run: Run, folder: ExhibitFolder) -> None:
        made[run.name] = store_exhibits(root, run, keys[run.name], folder)
        tick(run.name)

    execute_runs(pending, root, executed, keep, jobs=jobs, scheduler=scheduler)
    return made, [run.name for run in pending]


@contextmanager
def _progress(total: int, show: bool | None) -> Iterator[Callable[[str], None]]:
    """Give what to call with the name of each run that is done; it moves a bar."""
    shown = sys.stderr.isatty() if show is None else show
    with tqdm(total=total, unit="notebook", disable=not shown, file=sys.stderr) as bar:

        def tick(name: str) -> None:
            bar.set_postfix_str(name)
            bar.update()

        yield tick
