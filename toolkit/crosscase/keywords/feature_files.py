"""Extracted features: what a repository may hold of texts that are not its own.

For each source there is ``features/<source_id>.json``: each paragraph with its locator, length and
token counts, sorted by token and so without order; and ``features/<source_id>.codebook.json``: how
often each form of the codebook stands in each paragraph, and which firms it names. Both carry the
SHA-256 of the text they were made from, so that anybody with the file can make them again. The
first depends on the text alone, the second on the codebook and the firms' names too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from crosscase.errors import DataError, Problem
from crosscase.keywords.codebook import Found, Phrases, aliases, phrases
from crosscase.keywords.study_tables import StudyLike, opened, text_table
from crosscase.keywords.tokens import words
from crosscase.texts.documents import Document
from crosscase.texts.paragraphs import Paragraph, unique

__all__ = ["RULES", "features", "opened_features", "phrase_features", "problems"]

RULES = 1
"""Version of the rules by which text becomes paragraphs and tokens; part of every feature file."""


def features(source_id: str, document: Document) -> str:
    """Return the extracted features of a document as JSON text, one paragraph a line.

    Parameters
    ----------
    source_id : str
        Id of the source.
    document : Document
        The document.

    Returns
    -------
    str
        The bytes of ``features/<source_id>.json``, the same for the same document and rules.
    """
    head = {
        "source_id": source_id,
        "file": document.file,
        "sha256": document.sha256,
        "format": document.format,
        "encoding": document.encoding,
        "rules": RULES,
        "left_out": document.reasons,
    }
    rows = [
        _row(source_id, identity, paragraph)
        for identity, paragraph in zip(
            unique(document.paragraphs), document.paragraphs, strict=True
        )
    ]
    return _json(head, rows)


def _row(source_id: str, identity: str, paragraph: Paragraph) -> dict[str, Any]:
    found = words(paragraph.text)
    row: dict[str, Any] = {
        "id": f"{source_id}:{identity}",
        "locator": paragraph.locator,
        "section": paragraph.section,
        "heading": paragraph.heading,
        "kind": paragraph.kind,
        "characters": len(paragraph.text),
        "tokens": len(found),
    }
    if paragraph.speaker:
        row |= {"speaker": paragraph.speaker, "turn": paragraph.turn}
    return row | {"counts": dict(sorted(Counter(found).items()))}


def phrase_features(
    source_id: str, document: Document, codebook: Phrases | None, names: Phrases | None
) -> str:
    """Return the codebook's counts and the firms named, as JSON text, one paragraph a line.

    Parameters
    ----------
    source_id : str
        Id of the source.
    document : Document
        The document.
    codebook, names : Phrases or None
        The codebook and the firms' aliases; None where the study has no such table.

    Returns
    -------
    str
        The bytes of ``features/<source_id>.codebook.json``. Paragraphs without any match are
        left out.
    """
    head = {
        "source_id": source_id,
        "sha256": document.sha256,
        "rules": RULES,
        "codebook_sha256": codebook.sha256 if codebook else None,
        "aliases_sha256": names.sha256 if names else None,
    }
    rows = []
    for identity, paragraph in zip(unique(document.paragraphs), document.paragraphs, strict=True):
        found = codebook.find(paragraph.text) if codebook else {}
        row = _phrase_row(found) | _firm_row(paragraph.text, names)
        if row:
            rows.append({"id": f"{source_id}:{identity}"} | row)
    return _json(head, rows)


def _phrase_row(found: Mapping[str, Mapping[str, Found]]) -> dict[str, Any]:
    """Return what counts, as `phrases`, and what stands inside longer matches, as `nested`."""
    row: dict[str, Any] = {}
    for name, key in (("phrases", "matched"), ("nested", "nested")):
        layers = {
            layer: {form: getattr(hit, key) for form, hit in forms.items() if getattr(hit, key)}
            for layer, forms in found.items()
        }
        layers = {layer: forms for layer, forms in layers.items() if forms}
        if layers:
            row[name] = layers
    return row


def _firm_row(text: str, names: Phrases | None) -> dict[str, Any]:
    """Return how often each firm is named; an alias that two firms share counts for both."""
    if names is None:
        return {}
    firms: Counter[str] = Counter()
    for form, hit in names.find(text).get("firm", {}).items():
        for case in names.forms["firm"][form]:
            firms[case] += hit.n
    return {"firms": dict(sorted(firms.items()))} if firms else {}


def _json(head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    top = json.dumps(head, ensure_ascii=False, indent=1)
    return f'{top[:-2]},\n "paragraphs": [\n{lines}\n]\n}}\n'


def opened_features(path: Path) -> dict[str, Any]:
    """Return the parsed content of a feature file, with its `paragraphs`.

    Raises
    ------
    DataError
        If it is no JSON or has no paragraphs.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["paragraphs"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); make it again with ingest") from None
    return dict(content)


def problems(study: StudyLike = None) -> list[Problem]:
    """Return what is wrong with a study's feature files.

    Parameters
    ----------
    study : Study, str or Path, optional
        The study or its folder.

    Returns
    -------
    list of Problem
        Broken files, other rules, sources that are not in ``sources.csv`` or have another hash
        there, phrase counts that were made with another codebook or other aliases.
    """
    here = opened(study)
    hashes = _hashes(text_table(here, "sources"))
    wanted = {
        "codebook_sha256": _sha(text_table(here, "codebook"), phrases),
        "aliases_sha256": _sha(text_table(here, "firm_aliases"), aliases),
    }
    found = []
    for path in sorted((here.root / "data" / "features").glob("*.json")):
        found += _file_problems(path, hashes, wanted)
    return found


def _file_problems(
    path: Path, hashes: Mapping[str, str], wanted: Mapping[str, str | None]
) -> list[Problem]:
    name = f"data/features/{path.name}"
    try:
        head = opened_features(path)
    except DataError:
        return [Problem(name, None, None, "is broken", None, "make it again with ingest")]
    found: list[tuple[str, str | None, str]] = []
    if head.get("rules") != RULES:
        found.append(("made by other rules", str(head.get("rules")), f"rules {RULES}"))
    source = str(head.get("source_id"))
    if hashes and source not in hashes:
        found.append(("the source is not in sources.csv", source, "add it there"))
    elif hashes and hashes[source] != head.get("sha256"):
        found.append(("not the SHA-256 of sources.csv", str(head.get("sha256")), hashes[source]))
    for key, value in wanted.items() if path.stem.endswith(".codebook") else ():
        if head.get(key) != value:
            table = "codebook" if key.startswith("codebook") else "firm_aliases"
            found.append((f"stale: {table}.csv has changed since", None, "run ingest again"))
    return [Problem(name, None, None, what, value, allowed) for what, value, allowed in found]


def _sha(table: pd.DataFrame | None, reader: Callable[[pd.DataFrame], Phrases]) -> str | None:
    return None if table is None else reader(table).sha256


def _hashes(sources: pd.DataFrame | None) -> dict[str, str]:
    """Return the hash of each source; empty where the study states none."""
    if sources is None or not {"source_id", "sha256"} <= set(sources.columns):
        return {}
    return dict(zip(sources["source_id"], sources["sha256"], strict=True))
