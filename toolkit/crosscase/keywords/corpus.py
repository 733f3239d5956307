"""Texts as extracted features: what a repository may hold of texts that are not its own.

For each source there is ``features/<source_id>.json``: each paragraph with its locator, length and
token counts, sorted by token and so without order; and ``features/<source_id>.codebook.json``: how
often each form of the codebook stands in each paragraph, and which firms it names. Both carry the
SHA-256 of the text they were made from, so that anybody with the file can make them again. The
first depends on the text alone, the second on the codebook and the firms' names too.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from crosscase.errors import DataError, ParameterError, Problem
from crosscase.keywords import codebook as codebooks
from crosscase.keywords.tokens import Counts, Tokens, counts, words
from crosscase.study import Study, find_root
from crosscase.texts.documents import Document, read
from crosscase.texts.paragraphs import Paragraph, unique

__all__ = [
    "RULES",
    "Corpus",
    "Counts",
    "Document",
    "Tokens",
    "counts",
    "features",
    "firms_named",
    "kwic",
    "load",
    "mentions",
    "phrase_features",
    "problems",
    "read",
]

RULES = 1
"""Version of the rules by which text becomes paragraphs and tokens; part of every feature file."""

PRONOUNS = (
    "it", "its", "itself", "they", "them", "their", "theirs", "themselves", "company", "company's",
    "firm", "firm's", "corporation", "group", "we", "our", "us", "he", "she", "his", "her",
)  # fmt: skip
"""Words by which a paragraph may speak of the firm that was named before."""

PROSE = ("text", "turn")


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
    source_id: str,
    document: Document,
    phrases: codebooks.Phrases | None,
    names: codebooks.Phrases | None,
) -> str:
    """Return the codebook's counts and the firms named, as JSON text, one paragraph a line.

    Parameters
    ----------
    source_id : str
        Id of the source.
    document : Document
        The document.
    phrases, names : Phrases or None
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
        "codebook_sha256": phrases.sha256 if phrases else None,
        "aliases_sha256": names.sha256 if names else None,
    }
    rows = []
    for identity, paragraph in zip(unique(document.paragraphs), document.paragraphs, strict=True):
        row = _phrase_row(paragraph.text, phrases, names)
        if row:
            rows.append({"id": f"{source_id}:{identity}"} | row)
    return _json(head, rows)


def _phrase_row(
    text: str, phrases: codebooks.Phrases | None, names: codebooks.Phrases | None
) -> dict[str, Any]:
    row: dict[str, Any] = {}
    found = phrases.find(text) if phrases else {}
    for key in ("matched", "nested"):
        layers = {
            layer: {form: getattr(hit, key) for form, hit in forms.items() if getattr(hit, key)}
            for layer, forms in found.items()
        }
        layers = {layer: forms for layer, forms in layers.items() if forms}
        if layers:
            row["phrases" if key == "matched" else "nested"] = layers
    firms: Counter[str] = Counter()
    for form, hit in (names.find(text).get("firm", {}) if names else {}).items():
        for case in names.forms["firm"][form] if names else ():
            firms[case] += hit.n
    if firms:
        row["firms"] = dict(sorted(firms.items()))
    return row


def _json(head: Mapping[str, Any], rows: Iterable[Mapping[str, Any]]) -> str:
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    top = json.dumps(head, ensure_ascii=False, indent=1)
    return f'{top[:-2]},\n "paragraphs": [\n{lines}\n]\n}}\n'


@dataclass(frozen=True)
class Corpus:
    """Paragraphs and their counts: what all statistics of words start from.

    Parameters
    ----------
    paragraphs : DataFrame
        One row a paragraph: `paragraph_id`, `source_id`, `locator`, `section`, `heading`,
        `kind`, `characters`, `tokens`, `speaker`, `turn`, `firms` (a sorted tuple of case ids).
    counts : Counts
        Paragraphs by tokens, rows as in `paragraphs`.
    phrases : DataFrame
        Long: `paragraph_id`, `layer`, `form`, `match` (the words as they stand), `n`, `nested`.
    """

    paragraphs: pd.DataFrame
    counts: Counts
    phrases: pd.DataFrame

    def __len__(self) -> int:
        return len(self.paragraphs)

    def where(self, mask: Any = None, **conditions: Any) -> Corpus:
        """Return the paragraphs that fit.

        Parameters
        ----------
        mask : array of bool, optional
            One value a paragraph.
        **conditions
            Column and value, or values: ``source_id="main"``, ``kind=("text", "turn")``,
            ``section="4"`` (with all sections below it), ``firm="zte"`` (among others), or
            ``only_firm="zte"`` (and no other).

        Returns
        -------
        Corpus
            A smaller corpus with the same vocabulary.
        """
        keep = np.ones(len(self), bool) if mask is None else np.asarray(mask, dtype=bool)
        for column, value in conditions.items():
            keep &= self._fits(column, value)
        rows = self.paragraphs[keep].reset_index(drop=True)
        phrases = self.phrases[self.phrases["paragraph_id"].isin(rows["paragraph_id"])]
        return Corpus(rows, self.counts.rows(keep), phrases.reset_index(drop=True))

    def _fits(self, column: str, value: Any) -> np.ndarray:
        values = (value,) if isinstance(value, str) or not isinstance(value, Collection) else value
        if column == "firm":
            return np.array([any(v in firms for v in values) for firms in self.paragraphs["firms"]])
        if column == "only_firm":
            return np.array([firms == tuple(values) for firms in self.paragraphs["firms"]])
        if column not in self.paragraphs:
            known = ", ".join([*self.paragraphs.columns, "firm", "only_firm"])
            raise ParameterError(f"paragraphs have no column {column!r}; there are: {known}")
        found = self.paragraphs[column]
        if column == "section":
            below = tuple(f"{v}." for v in values)
            return (found.isin(values) | found.str.startswith(below)).to_numpy()
        return found.isin(values).to_numpy()

    @property
    def prose(self) -> Corpus:
        """The paragraphs of running text and speakers' turns: no headings, tables, captions."""
        return self.where(kind=PROSE)

    def following(self, *, pronouns: Sequence[str] = PRONOUNS) -> Corpus:
        """Let a paragraph that names no firm follow the last one named, within its section.

        Only a paragraph with one of `pronouns` follows; a new section starts anew. The rule is
        a choice, so it is a step of its own.

        Parameters
        ----------
        pronouns : sequence of str
            Words by which a paragraph may speak of a firm.

        Returns
        -------
        Corpus
            The same paragraphs with more in `firms`, and a column `followed` (bool).
        """
        columns = np.isin(self.counts.features.astype(str), list(pronouns))
        refers = np.asarray(self.counts.matrix[:, np.flatnonzero(columns)].sum(axis=1)).ravel() > 0
        firms, followed = [], []
        place: tuple[str, str] | None = None
        last: tuple[str, ...] = ()
        for row, spoken in zip(self.paragraphs.itertuples(), refers, strict=True):
            here = (row.source_id, row.section)
            last = last if here == place else ()
            place = here
            follows = not row.firms and bool(spoken) and bool(last)
            firms.append(last if follows else row.firms)
            followed.append(follows)
            last = row.firms or last
        return replace(self, paragraphs=self.paragraphs.assign(firms=firms, followed=followed))

    @cached_property
    def by_firm(self) -> Counts:
        """Tokens by firm; a paragraph that names several firms counts for each."""
        pairs = [(case, i) for i, firms in enumerate(self.paragraphs["firms"]) for case in firms]
        cases = sorted({case for case, _ in pairs})
        rows = [cases.index(case) for case, _ in pairs]
        belongs = sparse.csr_array(
            (np.ones(len(pairs), np.int64), (rows, [i for _, i in pairs])),
            shape=(len(cases), len(self)),
        )
        matrix = sparse.csr_array(belongs @ self.counts.matrix)
        return Counts(matrix, self.counts.features, np.array(cases, dtype=object))


def load(study: Any = None, *, sources: Sequence[str] | None = None) -> Corpus:
    """Read the extracted features of a study.

    Parameters
    ----------
    study : Study, str or Path, optional
        The study or its folder; the current folder by default.
    sources : sequence of str, optional
        Source ids; all by default.

    Returns
    -------
    Corpus
        Paragraphs, counts and the codebook's phrases of all sources, sources sorted by id.

    Raises
    ------
    DataError
        If there are no features, or a file is broken.
    """
    study = _opened_study(study)
    folder = study.root / "data" / "features"
    found = sorted(path for path in folder.glob("*.json") if not path.stem.endswith(".codebook"))
    chosen = [path for path in found if sources is None or path.stem in sources]
    missing = sorted(set(sources or ()) - {path.stem for path in found})
    if missing or not chosen:
        what = f"source {missing[0]!r}" if missing else "any source"
        raise DataError(f"{folder}: no features of {what}; make them with 'crosscase ingest'")
    return _corpus([_loaded(study, path) for path in chosen])


def _opened_study(study: Any) -> Study:
    """Return a study that notes what is read; its tables need not be valid for that."""
    if isinstance(study, Study):
        return study
    folder = Path(study) if study is not None else None
    if folder is not None and (folder / "data" / "features").is_dir():
        return Study(folder, {}, {})
    return Study(find_root(study), {}, {})


def _loaded(study: Study, path: Path) -> list[dict[str, Any]]:
    """Return the rows of one source, with phrases and firms put in."""
    rows = _opened(study.path("features", path.name))["paragraphs"]
    beside = path.with_suffix(".codebook.json")
    more = []
    if beside.exists():
        more = _opened(study.path("features", beside.name))["paragraphs"]
    extra = {row["id"]: row for row in more}
    return [{"source_id": path.stem, **row, **extra.get(row["id"], {})} for row in rows]


def _opened(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["paragraphs"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataError(f"{path}: cannot be read ({error}); make it again with ingest") from None
    return dict(content)


def _corpus(sources: Sequence[Sequence[Mapping[str, Any]]]) -> Corpus:
    rows = [row for source in sources for row in source]
    paragraphs = pd.DataFrame(
        {
            "paragraph_id": [row["id"] for row in rows],
            **{name: [row[name] for row in rows] for name in _COLUMNS},
            "speaker": [row.get("speaker", "") for row in rows],
            "turn": [row.get("turn", 0) for row in rows],
            "firms": [tuple(sorted(row.get("firms", {}))) for row in rows],
        }
    )
    vocabulary = sorted({word for row in rows for word in row["counts"]})
    place = {word: i for i, word in enumerate(vocabulary)}
    ends = np.cumsum([0, *(len(row["counts"]) for row in rows)])
    columns = np.array([place[word] for row in rows for word in row["counts"]], dtype=np.int32)
    numbers = np.array([n for row in rows for n in row["counts"].values()], dtype=np.int64)
    matrix = sparse.csr_array((numbers, columns, ends), shape=(len(rows), len(vocabulary)))
    ids = paragraphs["paragraph_id"].to_numpy(object)
    table = Counts(matrix, np.array(vocabulary, dtype=object), ids)
    return Corpus(paragraphs, table, _phrase_table(rows))


_COLUMNS = ("source_id", "locator", "section", "heading", "kind", "characters", "tokens")


def _phrase_table(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    records = []
    for row in rows:
        resolved, nested = row.get("phrases", {}), row.get("nested", {})
        for layer in sorted({*resolved, *nested}):
            found, inside = resolved.get(layer, {}), nested.get(layer, {})
            for form in sorted({*found, *inside}):
                as_found, as_inside = found.get(form, {}), inside.get(form, {})
                for surface in sorted({*as_found, *as_inside}):
                    both = as_found.get(surface, 0), as_inside.get(surface, 0)
                    records.append((row["id"], layer, form, surface, *both))
    columns = ["paragraph_id", "layer", "form", "match", "n", "nested"]
    return pd.DataFrame(records, columns=columns)


def firms_named(corpus: Corpus) -> pd.DataFrame:
    """Return one row a paragraph and firm: `paragraph_id`, `case_id`, `tokens`.

    Parameters
    ----------
    corpus : Corpus
        Paragraphs with the firms they name (or follow, after :meth:`Corpus.following`).

    Returns
    -------
    DataFrame
        Sorted as the corpus is.
    """
    rows = corpus.paragraphs[["paragraph_id", "firms", "tokens"]].explode("firms")
    rows = rows.dropna(subset="firms").rename(columns={"firms": "case_id"})
    return rows[["paragraph_id", "case_id", "tokens"]].reset_index(drop=True)


def mentions(
    corpus: Corpus, codebook: pd.DataFrame, *, by: str = "inflection", nested: bool = True
) -> pd.DataFrame:
    """Return how often each entry of the codebook stands in each paragraph.

    Parameters
    ----------
    corpus : Corpus
        Paragraphs with phrase counts.
    codebook : DataFrame
        The codebook that the features were made with, or some of its rows.
    by : {"inflection", "stem"}
        Whether words count that differ from the term (or one of its variants) by inflection and
        spelling alone, or all that have the same stem.
    nested : bool, default True
        Whether a term counts too where it stands inside a longer term of the codebook.

    Returns
    -------
    DataFrame
        `paragraph_id`, `code_id`, `n`, `matches` (the words as they stand, with counts), and the
        codebook's `construct_type`, `topic_id`, `idea_id`, `term` where it has them; one row a
        paragraph and entry found. Entries with the same form (a term listed twice) are each
        counted.
    """
    if by not in {"inflection", "stem"}:
        raise ParameterError(f"by is {by!r}; allowed: 'inflection', 'stem'")
    if "code_id" not in codebook:
        codebook = codebook.assign(code_id=[str(i) for i in range(len(codebook))])
    found = corpus.phrases.merge(codebooks.entries(codebook), on=["layer", "form"])
    found["n"] = found["n"] + (found["nested"] if nested else 0)
    fits = [
        by == "stem" or codebooks.inflected(term, match)
        for term, match in zip(found["term"], found["match"], strict=True)
    ]
    found = found[np.array(fits, dtype=bool) & (found["n"] > 0).to_numpy()]
    # A term and its variant may have one form: a match counts once.
    found = found.drop_duplicates(["paragraph_id", "code_id", "form", "match"])
    found["matches"] = found["match"] + " (" + found["n"].astype(str) + ")"
    summed = found.groupby(["paragraph_id", "code_id"], as_index=False).agg(
        n=("n", "sum"), matches=("matches", "; ".join)
    )
    about = [c for c in ("construct_type", "topic_id", "idea_id", "term") if c in codebook]
    summed = summed.merge(codebook[["code_id", *about]], on="code_id")
    order = {p: i for i, p in enumerate(corpus.paragraphs["paragraph_id"])}
    summed = summed.assign(at=summed["paragraph_id"].map(order)).sort_values(["at", "code_id"])
    return summed.drop(columns="at").reset_index(drop=True)


def kwic(
    text: Any, pattern: str, *, window: int = 5, names: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return each match of a word or phrase with what stands around it; the text must be at hand.

    Parameters
    ----------
    text : Document, str, mapping or iterable of str
        The text; a mapping names its parts.
    pattern : str
        A word or phrase; it matches by normal form, as the codebook does.
    window : int, default 5
        Tokens shown on each side.
    names : sequence of str, optional
        Names of the parts.

    Returns
    -------
    DataFrame
        `document`, `position` (of the first token, from 0), `before`, `match`, `after`.

    Examples
    --------
    >>> kwic("They co-operate with firms; cooperation pays.", "cooperation", window=2)
      document  position     before        match      after
    0        0         1       They   co-operate  with firms
    1        0         4  with firms  cooperation       pays
    """
    if window < 0:
        raise ParameterError(f"window is {window}; allowed: 0 and above")
    if isinstance(text, Document):
        text = {p.locator: p.text for p in text.paragraphs}
    if isinstance(text, str):
        text = [text]
    parts = dict(text) if isinstance(text, Mapping) else dict(enumerate(text))
    labels = list(names) if names is not None else list(parts)
    form = [part for word in words(pattern) for part in codebooks.normal(word)]
    if not form:
        raise ParameterError(f"pattern is {pattern!r}; give a word or phrase")
    rows = []
    for name, part in zip(labels, parts.values(), strict=True):
        rows += [(name, *match) for match in _concordance(words(part, lower=False), form, window)]
    return pd.DataFrame(rows, columns=["document", "position", "before", "match", "after"])


def _concordance(
    found: Sequence[str], form: Sequence[str], window: int
) -> list[tuple[int, str, str, str]]:
    stems = [(stem, at) for at, word in enumerate(found) for stem in codebooks.normal(word)]
    rows = []
    for i in range(len(stems) - len(form) + 1):
        if [stem for stem, _ in stems[i : i + len(form)]] == list(form):
            first, last = stems[i][1], stems[i + len(form) - 1][1]
            before = " ".join(found[max(0, first - window) : first])
            after = " ".join(found[last + 1 : last + 1 + window])
            rows.append((first, before, " ".join(found[first : last + 1]), after))
    return rows


def problems(study: Any = None) -> list[Problem]:
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
    data = _opened_study(study).root / "data"
    sources = _table(data / "sources.csv")
    hashes = {} if sources is None else _hashes(sources)
    wanted = {
        "codebook_sha256": _sha(_table(data / "codebook.csv"), codebooks.phrases),
        "aliases_sha256": _sha(_table(data / "firm_aliases.csv"), codebooks.aliases),
    }
    found = []
    for path in sorted((data / "features").glob("*.json")):
        found += _file_problems(path, hashes, wanted)
    return found


def _file_problems(
    path: Path, hashes: Mapping[str, str], wanted: Mapping[str, str | None]
) -> list[Problem]:
    name = f"data/features/{path.name}"
    try:
        head = _opened(path)
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


def _table(path: Path) -> pd.DataFrame | None:
    if not path.exists():
        return None
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def _sha(table: pd.DataFrame | None, reader: Any) -> str | None:
    return None if table is None else reader(table).sha256


def _hashes(sources: pd.DataFrame) -> dict[str, str]:
    if not {"source_id", "sha256"} <= set(sources.columns):
        return {}
    return dict(zip(sources["source_id"], sources["sha256"], strict=True))
