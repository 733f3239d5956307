"""Texts to extracted features in a study: what `crosscase ingest` does, for a notebook too.

Each file is read in a process of its own, since it is other people's: one that is broken is
reported and does not keep the others from being read.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.codebook import Phrases, aliases, phrases
from crosscase.keywords.feature_files import features, phrase_features
from crosscase.keywords.processes import Failed, each_apart
from crosscase.keywords.study_tables import text_table
from crosscase.results import Result
from crosscase.study import Study
from crosscase.texts.documents import Document, read
from crosscase.wording import counted

__all__ = ["FileReport", "Ingestion", "ingest"]

# Columns of sources.csv that may hold a file's name.
_FILE_COLUMNS = ("file", "file_name")
_SOURCE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,80}")
# How long one file may take: readers are slow on pages, and pages come with size.
_SECONDS, _SECONDS_PER_MB = 60, 3
# A report names the first lines that were left out, by their beginnings.
_MOST_LINES, _LONGEST_LINE = 1000, 100


@dataclass(frozen=True)
class FileReport:
    """What became of one file; as text, the sentence that `crosscase ingest` prints.

    Parameters
    ----------
    file : str
        The file, as it was given.
    source_id : str
        Id of the source that it is.
    status : {"written", "rewritten", "matches", "differs", "failed"}
        What happened to its features: "differs" where they were only compared.
    message : str
        Why.
    sha256, format, encoding : str
        As in :class:`crosscase.texts.Document`.
    notes : tuple of str
        What its reader had to guess.
    paragraphs : int
        Number of paragraphs.
    kinds : mapping of str to int
        Their number by kind.
    speakers : tuple of str
        Who speaks, sorted; empty where the text is no transcript.
    turns : int
        Number of turns.
    left_out : mapping of str to int
        What was left out, by reason.
    left_out_lines : tuple of mapping
        The first thousand of them: `line`, `reason`, `text`.
    """

    file: str
    source_id: str
    status: str
    message: str
    sha256: str = ""
    format: str = ""
    encoding: str = ""
    notes: tuple[str, ...] = ()
    paragraphs: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    speakers: tuple[str, ...] = ()
    turns: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    left_out_lines: tuple[Mapping[str, Any], ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the file could not be read, or its features differ from those in the study."""
        return self.status in {"failed", "differs"}

    def as_dict(self) -> dict[str, Any]:
        """Return the fields as plain values; of a file that failed, only who and why."""
        fields = asdict(self)
        if self.status == "failed":
            return {name: fields[name] for name in ("file", "source_id", "status", "message")}
        return fields

    def __str__(self) -> str:
        if self.status == "failed":
            return f"FAILED {self.message}"
        left = _parts(self.left_out) or "nothing"
        turns = f" ({self.turns} turns of {', '.join(self.speakers)})" if self.turns else ""
        notes = "".join(f"; {note}" for note in self.notes)
        return (
            f"{self.source_id}: {self.paragraphs} paragraphs{turns} from {self.file}; "
            f"left out: {left}{notes}; {self.status}: {self.message}"
        )


def _parts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {what}" for what, n in counts.items())


@dataclass(frozen=True, repr=False)
class Ingestion(Result):
    """What became of some files.

    Parameters
    ----------
    reports : tuple of FileReport
        One each, in the order in which they were given.
    """

    reports: tuple[FileReport, ...]

    @property
    def table(self) -> pd.DataFrame:
        """One row a file: `file`, `source_id`, `status`, `paragraphs`, …, `message`."""
        columns = (
            "file", "source_id", "status", "paragraphs", "turns", "speakers", "left_out", "notes",
            "message",
        )  # fmt: skip
        rows = [[getattr(report, name) for name in columns] for report in self.reports]
        table = pd.DataFrame(rows, columns=list(columns))
        table["left_out"] = [_parts(report.left_out) for report in self.reports]
        for name in ("speakers", "notes"):
            table[name] = ["; ".join(getattr(report, name)) for report in self.reports]
        return table

    @property
    def failed(self) -> tuple[FileReport, ...]:
        """The files that could not be read, or whose features differ."""
        return tuple(report for report in self.reports if report.failed)

    @property
    def title(self) -> str:
        """Number of files, and how many failed."""
        return f"{counted(len(self.reports), 'file')}, {len(self.failed)} failed"


def ingest(
    files: Sequence[str | Path],
    *,
    study: Study | Path | str = ".",
    source_ids: Sequence[str] | None = None,
    check: bool = False,
    jobs: int | None = None,
    progress: bool = False,
) -> Ingestion:
    """Read files to paragraphs and keep their extracted features in a study.

    Parameters
    ----------
    files : sequence of path
        Plain text, Markdown, Word, HTML, PDF, subtitles.
    study : Study or path, default "."
        The study or its folder, which holds `data/`; a data package is not needed. Its
        ``codebook.csv`` and ``firm_aliases.csv``, where it has them, say what is counted.
    source_ids : sequence of str, optional
        An id for each file; by default the id that ``sources.csv`` has for the file's name, else
        the name itself.
    check : bool, default False
        Whether features are only compared with those in the study, and nothing is written.
    jobs : int, optional
        How many files are read at once; one a processor by default.
    progress : bool, default False
        Whether a bar is shown on stderr.

    Returns
    -------
    Ingestion
        What became of each file. A file that cannot be read is reported there, not raised.

    Raises
    ------
    DataError
        If `study` is no folder with `data/`, or a table in it cannot be read.
    ParameterError
        If a file is given twice, ids are not one a file and different, or `jobs` is below 1.
    """
    here = _opened(study)
    names = [str(file) for file in files]
    ids = _ids(names, source_ids, here)
    if jobs is not None and jobs < 1:
        raise ParameterError(f"jobs is {jobs}; allowed: 1 and above")
    book, firms = text_table(here, "codebook"), text_table(here, "firm_aliases")
    looked_for = (
        phrases(book) if book is not None else None,
        aliases(firms) if firms is not None else None,
    )
    tasks = [
        _Task(file, source_id, here.root / "data" / "features", *looked_for, check)
        for file, source_id in zip(names, ids, strict=True)
    ]
    workers = min(jobs or os.cpu_count() or 1, len(tasks))
    done = each_apart(_ingested, tasks, workers=workers, patience_s=_patience_s)
    reports = {}
    for task, made in _shown(done, len(tasks)) if progress else done:
        reports[task.file] = _failure(task, made) if isinstance(made, Failed) else made
    return Ingestion(tuple(reports[name] for name in names))


def _opened(study: Study | Path | str) -> Study:
    if isinstance(study, Study):
        return study
    folder = Path(study)
    if not folder.is_dir():
        raise DataError(f"{folder}: there is no such folder; make one with 'crosscase new DIR'")
    if not (folder / "data").is_dir():
        raise DataError(f"{folder}: is no study, it has no folder 'data'")
    return Study(folder, {}, {})


# Ids ------------------------------------------------------------------------------------------


def _ids(files: Sequence[str], given: Sequence[str] | None, study: Study) -> list[str]:
    """Return the id of each file, all different, each fit for a file's name."""
    twice = next((file for file, n in Counter(files).items() if n > 1), None)
    if twice is not None:
        raise ParameterError(f"{twice} is given twice")
    if given and len(given) != len(files):
        raise ParameterError(
            f"source_ids has {len(given)} ids for {len(files)} files; give one each"
        )
    ids = list(given or _guessed_ids(files, study))
    for name in ids:
        if not _SOURCE_ID.fullmatch(name):
            raise ParameterError(f"source id {name!r}: allowed are letters, digits and . _ -")
    for name, n in Counter(ids).items():
        if n > 1:
            same = ", ".join(file for file, other in zip(files, ids, strict=True) if other == name)
            raise ParameterError(f"{same} would all be source {name!r}; give an id for each file")
    return ids


def _guessed_ids(files: Sequence[str], study: Study) -> list[str]:
    """Return ids by the file names in sources.csv, and else from the files' own names."""
    table = text_table(study, "sources")
    known: dict[str, str] = {}
    if table is not None and "source_id" in table:
        column = next((name for name in _FILE_COLUMNS if name in table), None)
        known = dict(zip(table[column], table["source_id"], strict=True)) if column else {}
    stems = Counter(map(_stem, files))
    ids = []
    for file in files:
        suffix = re.sub(r"[^A-Za-z0-9]", "", Path(file).suffix)
        own = _stem(file) if stems[_stem(file)] == 1 else f"{_stem(file)}_{suffix}"
        ids.append(known.get(Path(file).name) or own)
    return ids


def _stem(file: str) -> str:
    """Return a file's name without its suffix, as an id."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", Path(file).stem).strip("_.-") or "source"


# One file -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Task:
    """One file to read, what is looked for in it, and where its features go."""

    file: str
    source_id: str
    folder: Path
    codebook: Phrases | None
    names: Phrases | None
    check: bool


def _patience_s(task: _Task) -> float:
    path = Path(task.file)
    return _SECONDS + _SECONDS_PER_MB * (path.stat().st_size / 1e6 if path.exists() else 0)


def _failure(task: _Task, failed: Failed) -> FileReport:
    """Return the report of a file that came to nothing; its name stands once in the message."""
    name, message = Path(task.file).name, failed.message
    told = message if message.startswith((name, task.file)) else f"{name}: {message}"
    return FileReport(task.file, task.source_id, "failed", told)


def _ingested(task: _Task) -> FileReport:
    document = read(task.file)
    texts = {
        task.folder / f"{task.source_id}.json": features(task.source_id, document),
        task.folder / f"{task.source_id}.codebook.json": phrase_features(
            task.source_id, document, task.codebook, task.names
        ),
    }
    status, message = _stored(texts, document.sha256, check=task.check)
    return _report(task, document, status, message)


def _report(task: _Task, document: Document, status: str, message: str) -> FileReport:
    paragraphs = document.paragraphs
    lines = document.left_out[:_MOST_LINES]
    return FileReport(
        task.file, task.source_id, status, message,
        sha256=document.sha256,
        format=document.format,
        encoding=document.encoding,
        notes=document.notes,
        paragraphs=len(paragraphs),
        kinds=dict(sorted(Counter(p.kind for p in paragraphs).items())),
        speakers=tuple(sorted({p.speaker for p in paragraphs if p.speaker})),
        turns=max(p.turn for p in paragraphs),
        left_out=document.reasons,
        left_out_lines=tuple(
            asdict(item) | {"text": item.text[:_LONGEST_LINE]} for item in lines
        ),
    )  # fmt: skip


def _stored(texts: Mapping[Path, str], sha256: str, *, check: bool) -> tuple[str, str]:
    """Compare with what is there, write what is new, and say what was found."""
    there = {path: path.read_bytes() if path.exists() else None for path in texts}
    base = next(iter(texts))
    same = {path: there[path] == text.encode() for path, text in texts.items()}
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
    for path, text in texts.items():
        if not same[path]:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Written beside and moved: who is interrupted leaves the old file, not half a new one.
            scratch = path.with_name(f".{path.name}.{os.getpid()}")
            scratch.write_bytes(text.encode())
            scratch.replace(path)
    return ("written" if there[base] is None else "rewritten"), what


def _old_hash(content: bytes | None) -> str | None:
    try:
        return str(json.loads(content or b"{}").get("sha256"))
    except ValueError:
        return None


def _shown(
    done: Iterator[tuple[_Task, FileReport | Failed]], total: int
) -> Iterator[tuple[_Task, FileReport | Failed]]:
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would be in the way of a fork
    yield from tqdm(done, total=total, unit="file")
