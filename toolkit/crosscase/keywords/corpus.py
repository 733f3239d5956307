"""A corpus: the paragraphs of a study's texts with their counts, read from extracted features."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from crosscase.errors import DataError, ParameterError
from crosscase.keywords.document_features import Counts
from crosscase.keywords.feature_files import opened_features
from crosscase.keywords.study_tables import StudyLike, opened
from crosscase.study import Study

__all__ = ["PRONOUNS", "PROSE", "Corpus", "firms_named", "load"]

PRONOUNS = (
    "it", "its", "itself", "they", "them", "their", "theirs", "themselves", "company", "company's",
    "firm", "firm's", "corporation", "group", "we", "our", "us", "he", "she", "his", "her",
)  # fmt: skip
"""Words by which a paragraph may speak of the firm that was named before."""

PROSE = ("text", "turn")
"""Kinds of paragraphs that are running text."""

_COLUMNS = ("source_id", "locator", "section", "heading", "kind", "characters", "tokens")


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
            ``section="4"`` (with all sections below it), ``firm="acme"`` (among others), or
            ``only_firm="acme"`` (and no other).

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


def load(study: StudyLike = None, *, sources: Sequence[str] | None = None) -> Corpus:
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
    here = opened(study)
    folder = here.root / "data" / "features"
    found = sorted(path for path in folder.glob("*.json") if not path.stem.endswith(".codebook"))
    chosen = [path for path in found if sources is None or path.stem in sources]
    missing = sorted(set(sources or ()) - {path.stem for path in found})
    if missing or not chosen:
        what = f"source {missing[0]!r}" if missing else "any source"
        raise DataError(f"{folder}: no features of {what}; make them with 'crosscase ingest'")
    return _corpus([_loaded(here, path) for path in chosen])


def _loaded(study: Study, path: Path) -> list[dict[str, Any]]:
    """Return the rows of one source, with phrases and firms put in."""
    rows = opened_features(study.path("features", path.name))["paragraphs"]
    beside = path.with_suffix(".codebook.json")
    more = []
    if beside.exists():
        more = opened_features(study.path("features", beside.name))["paragraphs"]
    extra = {row["id"]: row for row in more}
    return [{"source_id": path.stem, **row, **extra.get(row["id"], {})} for row in rows]


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
    rows = rows.dropna().rename(columns={"firms": "case_id"})
    return rows[["paragraph_id", "case_id", "tokens"]].reset_index(drop=True)
