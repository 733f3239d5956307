"""Tables on where in the main study the key words of Table 2 stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase import keywords
from crosscase.keywords import Corpus
from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "READINGS",
    "by_idea",
    "by_reading",
    "counted",
    "distinct_words",
    "every_key_word",
    "found_by_reading",
    "looked_through",
    "not_in_findings",
    "numbers",
    "parts",
    "sections",
    "theory_and_findings",
]

READINGS = {
    "exact": "exact form",
    "inflection": "with inflections and spellings",
    "stem": "all words of one stem",
    "words": "all its words in one paragraph",
}
"""The ways of looking for a key word, from strict to generous, and what each is called."""

_PARTS = ("theory", "findings", "check", "elsewhere", "tables")
_BY_WEIGHT = ("findings", "check", "theory", "elsewhere", "tables")
_FIRST = {
    "findings": "In the findings",
    "check": "Else in the check",
    "theory": "Else in the theory",
    "elsewhere": "Else in other sections",
    "tables": "Else in other tables",
    "nowhere": "Nowhere",
}
_SHORT = {
    "findings": "Findings",
    "check": "Check",
    "theory": "Theory",
    "elsewhere": "Other sections",
    "tables": "Other tables",
    "nowhere": "Nowhere",
}
_OTHER_TABLES = "Tables 1, 3 to 5, Figure 1 (cells)"


def distinct_words(study: Study) -> pd.DataFrame:
    """Return the distinct key words of Table 2, one that stands in two ideas with the first."""
    codebook = study.codebook
    listed = codebook[codebook["construct_type"] == "key word"].drop_duplicates("term_lower")
    return listed.set_index("code_id", drop=False).rename_axis("code")


def looked_through(study: Study) -> Corpus:
    """Return the main study without its headings, its captions and Table 2 itself."""
    whole = keywords.load(study, sources=["main"])
    rows = whole.paragraphs
    left_out = rows["kind"].isin(["heading", "caption"]) | (rows["section"] == "Table 2")
    return whole.where(~left_out)


def parts(
    text: Corpus, *, theory: Sequence[str], findings: Sequence[str], check: Sequence[str]
) -> pd.Series:
    """Return the part of the study that each paragraph belongs to, by its id.

    Parameters
    ----------
    text : Corpus
        By :func:`looked_through`.
    theory, findings, check : sequence of str
        Numbers of the sections; all others are ``elsewhere``, cells of tables are ``tables``.
    """
    rows = text.paragraphs
    kinds = {
        **dict.fromkeys(theory, "theory"),
        **dict.fromkeys(findings, "findings"),
        **dict.fromkeys(check, "check"),
    }
    part = _top(text).map(kinds).fillna("elsewhere").mask(rows["kind"] == "table", "tables")
    return part.set_axis(rows["paragraph_id"])


def _top(text: Corpus) -> pd.Series:
    """Return the number of the section, without those below it."""
    return text.paragraphs["section"].str.split(".").str[0]


def sections(text: Corpus, part: pd.Series) -> Table:
    """Return the sections, paragraphs and words of each part.

    Parameters
    ----------
    text : Corpus
        By :func:`looked_through`.
    part : Series
        By :func:`parts`.
    """
    labels = part.to_numpy()
    table = text.paragraphs.groupby(labels)["tokens"].agg(paragraphs="size", words="sum")
    held = _top(text).groupby(labels).agg(lambda tops: ", ".join(sorted(set(tops))))
    table.insert(0, "sections", held)
    table.loc[table.index == "tables", "sections"] = _OTHER_TABLES
    ordered = table.reindex([name for name in _PARTS if name in table.index])
    return Table(ordered.rename_axis("part"), names={"part": "Part"})


def found_by_reading(text: Corpus, terms: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return where each key word is found under each of :data:`READINGS`.

    Parameters
    ----------
    text : Corpus
        By :func:`looked_through`.
    terms : DataFrame
        By :func:`distinct_words`.

    Returns
    -------
    dict of reading to DataFrame
        ``code_id, paragraph_id, n``, one row a key word and paragraph, or a wording of it.
    """
    return {
        "exact": _exact(text, terms),
        "inflection": keywords.mentions(text, terms),
        "stem": keywords.mentions(text, terms, by="stem"),
        "words": _together(text, terms),
    }


def _exact(text: Corpus, terms: pd.DataFrame) -> pd.DataFrame:
    """Return the matches that stand as the key word is printed, capitals aside."""
    forms = keywords.entries(terms.reset_index(drop=True))
    found = text.phrases.merge(forms, on=["layer", "form"])
    found = found.assign(n=found["n"] + found["nested"])
    return found[found["match"].str.lower() == found["term"].str.lower()]


def _together(text: Corpus, terms: pd.DataFrame) -> pd.DataFrame:
    """Return the paragraphs that have all words of a key word, by their stems."""
    vocabulary, matrix = text.counts.features, text.counts.matrix
    there = {
        id: _stems(vocabulary[matrix[[row]].indices])
        for row, id in enumerate(text.paragraphs["paragraph_id"])
    }
    wanted = {
        code: _stems(set(keywords.words(term)) - keywords.STOP_WORDS)
        for code, term in terms["term"].items()
    }
    met = [
        (code, paragraph, 1)
        for code, stems in wanted.items()
        for paragraph, found in there.items()
        if stems <= found
    ]
    return pd.DataFrame(met, columns=["code_id", "paragraph_id", "n"])


def _stems(words: Sequence[str] | set[str]) -> set[str]:
    return {stem for word in words for stem in keywords.normal(word)}


def counted(
    found: Mapping[str, pd.DataFrame], part: pd.Series, terms: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Return how often each part has each key word, under each reading.

    Parameters
    ----------
    found : mapping of reading to DataFrame
        By :func:`found_by_reading`.
    part : Series
        By :func:`parts`.
    terms : DataFrame
        By :func:`distinct_words`.

    Returns
    -------
    dict of reading to DataFrame
        One row a key word: a column a part, and ``where``, the weightiest part that has it:
        findings before check, theory, other sections and other tables; or ``nowhere``.
    """
    counts = {}
    for reading, rows in found.items():
        placed = rows.assign(part=rows["paragraph_id"].map(part))
        table = placed.pivot_table(index="code_id", columns="part", values="n", aggfunc="sum")
        table = table.reindex(index=terms.index, columns=list(_PARTS)).fillna(0).astype(int)
        there = table[list(_BY_WEIGHT)] > 0
        first = there.idxmax(axis=1).where(there.any(axis=1), "nowhere")
        counts[reading] = table.rename_axis(columns=None).assign(where=first)
    return counts


def by_reading(counts: Mapping[str, pd.DataFrame]) -> Table:
    """Return under each reading how many key words stand where, each counted once.

    Parameters
    ----------
    counts : mapping of reading to DataFrame
        By :func:`counted`.
    """
    tallies = {READINGS[name]: _tally(table) for name, table in counts.items()}
    table = pd.DataFrame(tallies).T
    table["all"] = table.sum(axis=1)
    codes = sorted(next(iter(counts.values())).index)
    names = {**_FIRST, "all": "Key words"}
    return Table(table.rename_axis("reading"), names=names, evidence=codes)


def _tally(counts: pd.DataFrame) -> pd.Series:
    return counts["where"].value_counts().reindex(list(_FIRST)).fillna(0).astype(int)


def by_idea(counts: pd.DataFrame, terms: pd.DataFrame) -> pd.DataFrame:
    """Return how many key words of each idea stand where, as a chart of bars needs it.

    Parameters
    ----------
    counts : DataFrame
        One reading of :func:`counted`.
    terms : DataFrame
        By :func:`distinct_words`.
    """
    table = pd.crosstab(terms["idea"], counts["where"])
    met = [name for name in _FIRST if name in table.columns]
    return table.reindex(index=terms["idea"].unique(), columns=met).rename(columns=_FIRST)


def not_in_findings(
    found: Mapping[str, pd.DataFrame],
    counts: Mapping[str, pd.DataFrame],
    part: pd.Series,
    terms: pd.DataFrame,
) -> Table:
    """Return the key words that the findings never print as listed, and where else they stand.

    Parameters
    ----------
    found : mapping of reading to DataFrame
        By :func:`found_by_reading`.
    counts : mapping of reading to DataFrame
        By :func:`counted`.
    part : Series
        By :func:`parts`.
    terms : DataFrame
        By :func:`distinct_words`.
    """
    lost = terms[counts["exact"]["findings"] == 0]
    stems = found["stem"]
    inside = stems[stems["paragraph_id"].map(part) == "findings"]
    forms = inside.groupby("code_id")["matches"].agg("; ".join)
    together = counts["words"].loc[lost.index, "findings"] > 0
    loose = together.map({True: "words of it in one paragraph", False: ""})
    table = pd.DataFrame(
        {
            "key_word": lost["term"],
            "idea": lost["idea"],
            "other_form": lost["code_id"].map(forms).fillna(loose),
        }
    )
    elsewhere = [name for name in _PARTS if name != "findings"]
    table = table.join(counts["inflection"][elsewhere])
    names = {"other_form": "In the findings, in another form"}
    names |= {name: _SHORT[name] for name in elsewhere}
    evidence = {(term, "idea"): [code] for code, term in lost["term"].items()}
    return Table(table.set_index("key_word"), names=names, evidence=evidence)


def theory_and_findings(counts: pd.DataFrame) -> Table:
    """Return how many key words stand in the theory, in the findings, in both and in neither.

    Parameters
    ----------
    counts : DataFrame
        One reading of :func:`counted`.
    """
    rows = (counts["theory"] > 0).map({True: "stand in the theory", False: "do not"})
    columns = (counts["findings"] > 0).map({True: "in_findings", False: "not_in_findings"})
    table = pd.crosstab(rows, columns).reindex(
        index=["stand in the theory", "do not"],
        columns=["in_findings", "not_in_findings"],
        fill_value=0,
    )
    names = {
        "theory": "Key words that",
        "in_findings": "In the findings",
        "not_in_findings": "Not in the findings",
    }
    return Table(
        table.rename_axis(index="theory", columns=None), names=names, evidence=list(counts.index)
    )


def every_key_word(counts: Mapping[str, pd.DataFrame], reading: str, terms: pd.DataFrame) -> Table:
    """Return every key word and how often each part of the study has it.

    Parameters
    ----------
    counts : mapping of reading to DataFrame
        By :func:`counted`.
    reading : str
        The reading that is counted by; the findings are counted by the exact form too.
    terms : DataFrame
        By :func:`distinct_words`.
    """
    table = pd.DataFrame(
        {
            "term": terms["term"],
            "no": terms["idea_id"].map(_numbered_ideas(terms)),
            "exact": counts["exact"]["findings"],
            **counts[reading][list(_BY_WEIGHT)],
            "where": counts[reading]["where"].map(_SHORT),
        }
    )
    names = {"term": "Key word", "no": "Idea", "exact": "Findings, exact", "where": "First place"}
    names |= {name: _SHORT[name] for name in _BY_WEIGHT}
    evidence = {(term, "no"): [code] for code, term in terms["term"].items()}
    return Table(table.set_index("term"), names=names, evidence=evidence)


def _numbered_ideas(terms: pd.DataFrame) -> dict[str, str]:
    """Return the number of each idea, as Table 2 lists topics and the ideas under each."""
    ideas = terms.drop_duplicates("idea_id")
    topic = ideas["topic_id"].ne(ideas["topic_id"].shift()).cumsum()
    within = ideas.groupby(topic).cumcount() + 1
    return dict(zip(ideas["idea_id"], topic.astype(str) + "." + within.astype(str), strict=True))


def numbers(counts: Mapping[str, pd.DataFrame], reading: str) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    counts : mapping of reading to DataFrame
        By :func:`counted`.
    reading : str
        The reading that is counted by; the exact form is counted beside it.
    """
    told = _placed(counts[reading], reading, "") | _placed(counts["exact"], "exact", "_exact")
    chosen = counts[reading]
    theory, findings = chosen["theory"] > 0, chosen["findings"] > 0
    told |= {
        "only_check": (
            (chosen["where"] == "check").sum(),
            "in the robustness check, not in the findings",
        ),
        "in_theory": (theory.sum(), "in the theory"),
        "in_findings_not_theory": (
            (findings & ~theory).sum(),
            "in the findings, not in the theory",
        ),
    }
    codes = list(chosen.index)
    return {
        f"n_key_words_{key}": Number(int(n), f"Key words of Table 2 {where}", evidence=codes)
        for key, (n, where) in told.items()
    }


def _placed(counts: pd.DataFrame, reading: str, end: str) -> dict[str, tuple[int, str]]:
    """Return what one reading finds where: the end of a number's key, the number, its name."""
    tally, how = _tally(counts), READINGS[reading]
    lost = len(counts) - tally["findings"]
    return {
        f"in_findings{end}": (tally["findings"], f"in the findings, {how}"),
        f"not_in_findings{end}": (lost, f"not in the findings, {how}"),
        f"only_theory{end}": (
            tally["theory"],
            f"in the theory, neither in findings nor check, {how}",
        ),
        f"nowhere{end}": (tally["nowhere"], f"nowhere outside Table 2, {how}"),
    }
