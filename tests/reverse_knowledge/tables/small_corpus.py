"""A corpus of a few sentences, made for tests of tables on words; and that of the study."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pandas as pd

from crosscase.keywords import Corpus, counts, load, phrases, words
from crosscase.study import Study


@cache
def flagship_prose(root: Path) -> tuple[Study, Corpus]:
    """Return the study, its cases called by their ids as its texts call them, and the texts."""
    study = Study.open(root)
    return study, load(study).prose


def codebook(terms: Sequence[tuple[str, str, str]]) -> pd.DataFrame:
    """Return key words of a codebook, given as topic, idea, term."""
    table = pd.DataFrame(terms, columns=["topic", "idea", "term"])
    return table.assign(
        code_id=[f"k{n}" for n in range(1, len(terms) + 1)],
        construct_type="key word",
        topic_id=table["topic"].str.lower(),
        idea_id=table["idea"].str.lower(),
        term_lower=table["term"].str.lower(),
    )


def corpus(
    texts: Sequence[tuple[str, tuple[str, ...], str]],
    book: pd.DataFrame,
    *,
    sections: Sequence[str] = (),
    kinds: Sequence[str] = (),
) -> Corpus:
    """Return paragraphs given as source, firms that are named, and text; ids are p1, p2, …"""
    rows = [
        {
            "paragraph_id": f"p{n}",
            "source_id": source,
            "locator": f"s{n}",
            "section": sections[n - 1] if sections else str(n),
            "heading": "",
            "kind": kinds[n - 1] if kinds else "text",
            "characters": len(text),
            "tokens": len(words(text)),
            "speaker": "",
            "turn": 0,
            "firms": firms,
        }
        for n, (source, firms, text) in enumerate(texts, 1)
    ]
    look = phrases(book)
    said = []
    for row, (_, _, text) in zip(rows, texts, strict=True):
        for layer, forms in look.find(text).items():
            for form, found in forms.items():
                for match in sorted({*found.matched, *found.nested}):
                    both = found.matched.get(match, 0), found.nested.get(match, 0)
                    said.append((row["paragraph_id"], layer, form, match, *both))
    columns = ["paragraph_id", "layer", "form", "match", "n", "nested"]
    plain = [" ".join(words(text)) for _, _, text in texts]
    return Corpus(pd.DataFrame(rows), counts(plain), pd.DataFrame(said, columns=columns))
