"""`crosscase ingest FILE… --study DIR`: texts to paragraphs and extracted features."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

__all__ = ["Job", "add_arguments", "run"]

SECONDS, SECONDS_PER_MB = 60, 3
"""How long one file may take before it is given up."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("files", nargs="+", metavar="FILE", help="txt, md, docx, html or pdf")
    parser.add_argument("--study", default=".", help="folder of the study (default: here)")
    parser.add_argument(
        "--source-id",
        nargs="+",
        metavar="ID",
        help="an id for each file, in their order (default: as in data/sources.csv, else from "
        "the file's name)",
    )
    parser.add_argument("--jobs", type=int, metavar="N", help="files read at once")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 if features differ"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")


@dataclass(frozen=True)
class Job:
    """One file to read, and where its features go."""

    file: str
    source_id: str
    study: str
    check: bool


def run(arguments: argparse.Namespace) -> int:
    """Read the files, write or check the features, report; return 1 if a file failed."""
    study = _study(Path(arguments.study))
    jobs = _jobs(arguments, study)
    reports: list[dict[str, Any]] = []
    for report in _progress(_reports(jobs, _workers(arguments.jobs, len(jobs))), len(jobs)):
        reports.append(report)
    place = {job.file: i for i, job in enumerate(jobs)}
    reports.sort(key=lambda report: place[report["file"]])
    failed = [report for report in reports if report["status"] in {"failed", "differs"}]
    for report in reports:
        print(_sentence(report), file=sys.stderr if arguments.json else sys.stdout)
    if arguments.json:
        document = {"study": str(arguments.study), "failed": len(failed), "files": reports}
        print(json.dumps(document, indent=1, ensure_ascii=False))
    elif failed:
        print(f"{len(failed)} of {len(jobs)} files failed", file=sys.stderr)
    return 1 if failed else 0


def _study(folder: Path) -> Path:
    from crosscase.errors import DataError

    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder; make one with 'crosscase new DIR'")
    if not (folder / "data").is_dir():
        raise DataError(f"{folder}: is no study, it has no folder 'data'")
    return folder


def _jobs(arguments: argparse.Namespace, study: Path) -> list[Job]:
    from crosscase.errors import UsageError

    files = list(arguments.files)
    if len(set(files)) < len(files):
        twice = next(file for file in files if files.count(file) > 1)
        raise UsageError(f"{twice} is given twice")
    if arguments.source_id and len(arguments.source_id) != len(files):
        raise UsageError(
            f"--source-id has {len(arguments.source_id)} ids for {len(files)} files; give one each"
        )
    ids = arguments.source_id or _source_ids(files, study)
    for bad in (name for name in ids if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}", name)):
        raise UsageError(f"source id {bad!r}: allowed are letters, digits and . _ -")
    for name in ids:
        if ids.count(name) > 1:
            same = ", ".join(file for file, other in zip(files, ids, strict=True) if other == name)
            raise UsageError(f"{same} would all be source {name!r}; name them with --source-id")
    return [
        Job(file, name, str(study), arguments.check) for file, name in zip(files, ids, strict=True)
    ]


def _source_ids(files: Sequence[str], study: Path) -> list[str]:
    """Return ids by the file names in sources.csv, and else from the files' own names."""
    import pandas as pd

    table = study / "data" / "sources.csv"
    known: dict[str, str] = {}
    if table.exists():
        frame = pd.read_csv(table, dtype=str, keep_default_na=False)
        column = next((c for c in ("file", "file_name") if c in frame), None)
        if column and "source_id" in frame:
            known = dict(zip(frame[column], frame["source_id"], strict=True))
    stems = Counter(map(_stem, files))
    return [
        known.get(Path(file).name)
        or (_stem(file) if stems[_stem(file)] == 1 else _stem(file) + _stem(Path(file).suffix))
        for file in files
    ]


def _stem(file: str) -> str:
    """Return a file's name as an id; a suffix becomes ``_suffix``."""
    if file.startswith("."):
        return "_" + re.sub(r"[^A-Za-z0-9]", "", file)
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", Path(file).stem).strip("_.-") or "source"


def _workers(asked: int | None, files: int) -> int:
    from crosscase.errors import UsageError

    if asked is not None and asked < 1:
        raise UsageError(f"--jobs is {asked}; allowed: 1 and above")
    return min(asked or os.cpu_count() or 1, files)


def _progress(reports: Iterator[dict[str, Any]], total: int) -> Iterator[dict[str, Any]]:
    from tqdm import tqdm

    shown = sys.stderr.isatty()
    tqdm.monitor_interval = 0
    yield from tqdm(reports, total=total, unit="file", disable=not shown, file=sys.stderr)


def _reports(jobs: Sequence[Job], workers: int) -> Iterator[dict[str, Any]]:
    """Run each job in a process of its own, so that no file can take the others down."""
    method = "fork" if sys.platform == "linux" else "spawn"
    context: Any = multiprocessing.get_context(method)
    if method == "fork":
        import crosscase.keywords.corpus  # noqa: F401  (loaded once, before the forks)
    waiting = list(jobs)[::-1]
    running: dict[Any, tuple[Job, Any, float]] = {}
    here: Any
    while waiting or running:
        while waiting and len(running) < workers:
            job = waiting.pop()
            here, there = context.Pipe(duplex=False)
            process = context.Process(target=_work, args=(job, there), daemon=True)
            process.start()
            there.close()
            running[here] = (job, process, time.monotonic())
        for here in wait(list(running), timeout=1):
            job, process, _ = running.pop(here)
            yield _received(here, job, process)
        for here, (job, process, began) in list(running.items()):
            if time.monotonic() - began > _patience(job):
                del running[here]
                process.kill()
                yield _failure(job, f"took more than {_patience(job):.0f} s and was given up")


def _patience(job: Job) -> float:
    path = Path(job.file)
    return SECONDS + SECONDS_PER_MB * (path.stat().st_size / 1e6 if path.exists() else 0)


def _received(here: Any, job: Job, process: Any) -> dict[str, Any]:
    try:
        report: dict[str, Any] = here.recv()
    except EOFError:
        process.join()
        return _failure(job, f"its reader broke off (code {process.exitcode})")
    process.join()
    return report


def _failure(job: Job, message: str) -> dict[str, Any]:
    name = Path(job.file).name
    told = message if message.startswith((name, job.file)) else f"{name}: {message}"
    return {
        "file": job.file, "source_id": job.source_id, "status": "failed", "message": told,
    }  # fmt: skip


def _work(job: Job, pipe: Connection) -> None:
    """Read one file and send its report."""
    import logging

    from crosscase.errors import CrosscaseError

    logging.disable(logging.CRITICAL)
    _limit_memory()
    try:
        report = _ingested(job)
    except CrosscaseError as error:
        report = _failure(job, str(error))
    except MemoryError:
        report = _failure(job, "needs more memory than there is")
    except Exception as error:
        report = _failure(job, f"{type(error).__name__}: {error}")
    pipe.send(report)
    pipe.close()


def _limit_memory() -> None:
    """Let a file that asks for more than 6 GB fail alone."""
    try:
        import resource
    except ImportError:
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = 6 * 2**30
    resource.setrlimit(resource.RLIMIT_AS, (most if hard < 0 else min(most, hard), hard))


def _ingested(job: Job) -> dict[str, Any]:
    from crosscase.keywords import codebook, corpus

    document = corpus.read(job.file)
    data = Path(job.study) / "data"
    phrases = _table(data / "codebook.csv", codebook.phrases)
    names = _table(data / "firm_aliases.csv", codebook.aliases)
    folder = data / "features"
    wanted = {
        folder / f"{job.source_id}.json": corpus.features(job.source_id, document),
        folder / f"{job.source_id}.codebook.json": corpus.phrase_features(
            job.source_id, document, phrases, names
        ),
    }
    status, message = _stored(wanted, document.sha256, check=job.check)
    kinds = [paragraph.kind for paragraph in document.paragraphs]
    return {
        "file": job.file,
        "source_id": job.source_id,
        "status": status,
        "message": message,
        "sha256": document.sha256,
        "format": document.format,
        "encoding": document.encoding,
        "notes": list(document.notes),
        "paragraphs": len(kinds),
        "kinds": {kind: kinds.count(kind) for kind in sorted(set(kinds))},
        "speakers": sorted({p.speaker for p in document.paragraphs if p.speaker}),
        "turns": max((p.turn for p in document.paragraphs), default=0),
        "left_out": document.reasons,
        "left_out_lines": [
            asdict(item) | {"text": item.text[:100]} for item in document.left_out[:1000]
        ],
    }


def _table(path: Path, reader: Any) -> Any:
    import pandas as pd

    if not path.exists():
        return None
    return reader(pd.read_csv(path, dtype=str, keep_default_na=False))


def _stored(wanted: Mapping[Path, str], sha256: str, *, check: bool) -> tuple[str, str]:
    """Compare with what is there, write what is new, and say what was found."""
    there = {path: path.read_bytes() if path.exists() else None for path in wanted}
    base = next(iter(wanted))
    same = {path: there[path] == text.encode() for path, text in wanted.items()}
    if all(same.values()):
        return "matches", "the features in the study match, byte for byte"
    old = _old_hash(there[base])
    if there[base] is None:
        what = "there were no features yet"
    elif old != sha256:
        what = f"the features in the study were of another text (SHA-256 {str(old)[:12]}…)"
    elif not same[base]:
        what = "the features in the study differ for the same text"
    else:
        what = "the text's features match; the codebook or the aliases have changed"
    if check:
        return "differs", what
    for path, text in wanted.items():
        if not same[path]:
            path.parent.mkdir(parents=True, exist_ok=True)
            scratch = path.with_name(f".{path.name}.{os.getpid()}")
            scratch.write_bytes(text.encode())
            scratch.replace(path)
    return ("written" if there[base] is None else "rewritten"), what


def _old_hash(content: bytes | None) -> str | None:
    try:
        return str(json.loads(content or b"{}").get("sha256"))
    except ValueError:
        return None


def _sentence(report: Mapping[str, Any]) -> str:
    if report["status"] == "failed":
        return f"FAILED {report['message']}"
    left = ", ".join(f"{n} {reason}" for reason, n in report["left_out"].items()) or "nothing"
    turns = f" ({report['turns']} turns of {', '.join(report['speakers'])})" * bool(report["turns"])
    notes = "".join(f"; {note}" for note in report["notes"])
    return (
        f"{report['source_id']}: {report['paragraphs']} paragraphs{turns} from {report['file']}; "
        f"left out: {left}{notes}; {report['status']}: {report['message']}"
    )
