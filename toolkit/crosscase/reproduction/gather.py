"""From the exhibits of many runs to one folder that takes the baseline's place.

Each run leaves a folder of its own. They are put together in a new folder; what was not run is
taken over from the baseline; only when all is whole does the new folder take the place of the old.
"""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from crosscase.errors import RunError
from crosscase.exhibits.folder import ExhibitFolder
from crosscase.reproduction.runs import Run
from crosscase.study.evidence_index import EvidenceIndex
from crosscase.study.package import file_sha256

__all__ = [
    "check_evidence",
    "gather_exhibits",
    "hash_data",
    "keep_others",
    "replace_folder",
]


def gather_exhibits(
    runs: Sequence[Run], made: Mapping[str, ExhibitFolder], target: ExhibitFolder
) -> None:
    """Copy the exhibits of all runs into one folder, and merge numbers and verdicts.

    Parameters
    ----------
    runs : sequence of Run
    made : mapping of str to ExhibitFolder
        By the runs' names.
    target : ExhibitFolder
        Made anew.

    Raises
    ------
    RunError
        If two runs publish the same id.
    """
    shutil.rmtree(target.path, ignore_errors=True)
    target.path.mkdir(parents=True)
    owners: dict[tuple[str, str], str] = {}
    numbers: dict[str, Any] = {}
    verdicts: dict[str, Any] = {}
    about = {}
    # In the order of the runs, not of their ends, so that two doubles are always told alike.
    for run in runs:
        part = made[run.name].part(run.name)
        _own(owners, run.name, part)
        for id in part["exhibits"]:
            made[run.name].copy(id, target)
        numbers |= part["numbers"]
        verdicts |= part["verdicts"]
        about[run.name] = {
            "notebook": run.notebook.stem,
            "parameters": run.values,
            "inputs": part["inputs"],
        }
    target.write_merged(numbers=numbers, verdicts=verdicts, manifest={"runs": about})


def _own(owners: dict[tuple[str, str], str], run: str, part: Mapping[str, Iterable[str]]) -> None:
    """Note what a run publishes; refuse what another one has published."""
    for kind in ("exhibits", "numbers", "verdicts"):
        for name in part[kind]:
            owner = owners.setdefault((kind, name), run)
            if owner != run:
                raise RunError(
                    f"{run} and {owner} both publish {name!r}; "
                    "give each exhibit, number and verdict one home"
                )


def keep_others(baseline: ExhibitFolder, fresh: ExhibitFolder) -> None:
    """Take over from the baseline what notebooks that were not run had published.

    What a notebook that did run no longer publishes is not taken over.

    Parameters
    ----------
    baseline : ExhibitFolder
        Nothing is taken over if there is none.
    fresh : ExhibitFolder
        What was made now; receives the rest.
    """
    # By notebook and not by run: an exhibit knows only its notebook.
    manifest = fresh.manifest
    ran = {entry["notebook"] for entry in manifest["runs"].values()}
    made = fresh.ids  # may have moved here from a notebook that was not run
    for id in baseline.ids:
        if baseline.facts(id).get("notebook") not in ran and id not in made:
            baseline.copy(id, fresh)
    runs = {**_of_others(baseline.manifest.get("runs", {}), ran), **manifest["runs"]}
    fresh.write_merged(
        numbers={**_of_others(baseline.numbers, ran), **fresh.numbers},
        verdicts={**_of_others(baseline.verdicts, ran), **fresh.verdicts},
        manifest={**manifest, "runs": runs},
    )


def _of_others(entries: Mapping[str, Any], ran: Collection[str]) -> dict[str, Any]:
    return {key: entry for key, entry in entries.items() if entry.get("notebook") not in ran}


def hash_data(root: Path, exhibits: ExhibitFolder) -> None:
    """Record every data file, so that a change in one that no notebook reads is seen too."""
    hashes = {
        path.relative_to(root).as_posix(): file_sha256(path)
        for path in (root / "data").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    exhibits.write_merged(manifest={**exhibits.manifest, "data": hashes})


def check_evidence(known: EvidenceIndex, exhibits: ExhibitFolder) -> None:
    """Raise where an exhibit, number or verdict names evidence that the study does not have.

    Parameters
    ----------
    known : EvidenceIndex
        The study's rows by id.
    exhibits : ExhibitFolder

    Raises
    ------
    RunError
        With the exhibit and the first id that is unknown.
    """
    cited = {id: exhibits.facts(id).get("evidence", {}).get("all", []) for id in exhibits.ids}
    for entries in (exhibits.numbers, exhibits.verdicts):
        cited |= {key: entry.get("evidence", []) for key, entry in entries.items()}
    for name, ids in cited.items():
        unknown = sorted(id for id in ids if id not in known)
        if unknown:
            raise RunError(
                f"{name!r} names evidence {unknown[0]!r}, which no table of the study has; "
                "publish with ids from an evidence table"
            )


def replace_folder(fresh: Path, final: Path) -> None:
    """Put the folder `fresh` in the place of `final`.

    A copy that breaks off would leave half a baseline. A folder is renamed in one step: at each
    moment the old or the new one is there as a whole, and the old one goes last.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    old = final.with_name(f".{final.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if final.exists():
        final.rename(old)
    try:
        shutil.move(fresh, final)
    except BaseException:
        shutil.rmtree(final, ignore_errors=True)  # half a copy, from another disk
        if old.exists():
            old.rename(final)
        raise
    shutil.rmtree(old, ignore_errors=True)
