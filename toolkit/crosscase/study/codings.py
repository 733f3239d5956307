"""All codings of a study in one long table: whoever is listed in ``coders.csv`` is read.

Coders may have been given the text cut otherwise. A map says which of their sentences share text
with ours, and sentences that one of them was given as one are one for all, called by the first of
ours. With theirs x = our 2 and 3, a row of ours at 3 and a row of theirs at x both stand at 2.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

import pandas as pd

from crosscase.errors import DataError, ParameterError, Problem
from crosscase.study.known_tables import known_schema
from crosscase.study.reading import nearest, read_table
from crosscase.study.study import Study

__all__ = ["coded_sentences", "coding_problems", "codings"]

_COLUMNS = [
    "coder", "evidence_id", "source_id", "sentence_id", "case_id", "proposition_id", "stance",
    "specificity", "evidence_type",
]  # fmt: skip


def codings(study: Study, *, coder: str | None = None) -> pd.DataFrame:
    """Return the rows of every coder of sentences, one row a coding.

    Parameters
    ----------
    study : Study
        Its ``coders`` has ``coder_id``, ``file`` (below ``data/``), ``coded`` ("sentence"; coders
        of other units are left out), and may have ``sentence_map`` (a file of
        ``coder_sentence_id, sentence_id``) and ``source_id`` (rows on other sources are left out).
        A file has ``sentence_id, case_id, proposition_id, stance, specificity``.
    coder : str, optional
        Rows of this coder alone.

    Returns
    -------
    DataFrame
        ``coder, evidence_id, source_id, sentence_id, case_id, proposition_id, stance,
        specificity, evidence_type``, in the order of ``coders`` and of the files. A file without
        ``evidence_id`` has its name and the number of the row there ("second_reader:12").

    Raises
    ------
    DataError
        If a file is missing, lacks a column, or names a case, proposition or sentence that there
        is not.
    ParameterError
        If no such coder is listed.
    """
    listed = _listed(study)
    if coder is not None and coder not in set(listed["coder_id"]):
        known = list(listed["coder_id"])
        raise ParameterError(
            f"no coder {coder!r}{nearest(coder, known)}; coders of sentences in data/coders.csv: "
            f"{', '.join(known)}"
        )
    chosen = listed if coder is None else listed[listed["coder_id"] == coder]
    called = _called(study, listed)
    rows = [_of_coder(study, one, called) for one in chosen.to_dict("records")]
    return pd.concat(rows, ignore_index=True)


def coded_sentences(study: Study) -> list[str]:
    """Return every sentence that the coders were given, as :func:`codings` calls them.

    Parameters
    ----------
    study : Study
        As for :func:`codings`; at least one coder has a ``sentence_map``.

    Raises
    ------
    DataError
        If no map says which sentences there are.

    References
    ----------
    Krippendorff (2018), Content Analysis, 4th ed., ch. 5: the units of coding are all that the
    coders were given, those that nobody coded among them.
    """
    called = _called(study, _listed(study))
    if not called:
        raise DataError("no coder has a sentence_map, so the sentences of the text are not known")
    return list(dict.fromkeys(called.values()))


def coding_problems(study: Study) -> list[Problem]:
    """Return what is wrong in the files of the coders that the study lists, a file a time.

    Parameters
    ----------
    study : Study
        As for :func:`codings`.
    """
    found: list[Problem] = []
    for coder, file in _listed(study)[["coder_id", "file"]].itertuples(index=False):
        try:
            codings(study, coder=coder)
        except DataError as error:
            found += error.problems or [_told(f"data/{file}", str(error))]
    return list(dict.fromkeys(found))


def _told(file: str, message: str) -> Problem:
    return Problem(file, None, None, message.removeprefix(f"{file}: "))


def _listed(study: Study) -> pd.DataFrame:
    if "coders" not in study.tables:
        raise DataError(
            "the study has no table 'coders'; list them in data/coders.csv, a row a coder: "
            "coder_id, kind, file, coded"
        )
    table = study.table("coders")
    return table[table["coded"] == "sentence"]


def _called(study: Study, listed: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Return what a sentence is called, by map ("" is our own cutting) and id there."""
    maps = sorted(set(listed["sentence_map"].dropna())) if "sentence_map" in listed else []
    pairs = [
        (("", ours), (name, theirs))
        for name in maps
        for theirs, ours in _map(study, name).itertuples(index=False)
    ]
    first: dict[tuple[str, str], str] = {}
    # Pairs stand in the order of the text, so a sentence is called before those it is joined to.
    for ours, theirs in pairs:
        name = first.get(ours) or first.get(theirs) or ours[1]
        first[ours] = first[theirs] = name
    return first


def _map(study: Study, file: str) -> pd.DataFrame:
    names = ["coder_sentence_id", "sentence_id"]
    return _read(study, file, {name: {"name": name} for name in names})[names]


def _of_coder(
    study: Study, coder: Mapping[str, Any], called: Mapping[tuple[str, str], str]
) -> pd.DataFrame:
    """Return one coder's rows with the names and the ids of the study."""
    fields = {item["name"]: item for item in known_schema("coding")["schema"]["fields"]}
    rows = _read(study, str(coder["file"]), fields)
    _check(study, str(coder["file"]), rows)
    source, map_name = coder.get("source_id"), coder.get("sentence_map")
    map_name = "" if pd.isna(map_name) else str(map_name)
    if map_name:
        _check_sentences(coder, rows, called)
    stem = str(coder["file"]).rpartition("/")[2].removesuffix(".csv")
    own = {
        "coder": coder["coder_id"],
        "sentence_id": [called.get((map_name, id), id) for id in rows["sentence_id"]],
        "evidence_id": [f"{stem}:{number}" for number in range(1, len(rows) + 1)],
        "source_id": source,
        "evidence_type": "unspecified",
    }
    kept = {name: rows[name] for name in _COLUMNS[1:] if name in rows and name != "sentence_id"}
    made = rows.assign(**{**own, **kept})[_COLUMNS].astype({"stance": int})
    return made if pd.isna(source) else made[made["source_id"] == source]


def _read(study: Study, file: str, fields: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Return a file as the study reads it, or by `fields` if no data package describes it."""
    for entry in study.package["resources"]:
        if entry["path"] == file and entry["name"] in study.tables:
            return study.table(entry["name"])
    path = study.path(*file.split("/"))
    with path.open(encoding="utf-8-sig", newline="") as opened:
        header = next(csv.reader(opened), [])
    needed = [
        name
        for name, item in fields.items()
        if len(item) == 1 or item.get("constraints", {}).get("required")
    ]
    names = list(dict.fromkeys([*header, *needed]))
    schema = {"fields": [fields.get(name, {"name": name}) for name in names]}
    table, problems = read_table(path, schema, shown=f"data/{file}")
    if problems:
        raise DataError(problems)
    if "case_id" in table and "case_id" in fields:
        table["case_id"] = [_names(study).get(id, id) for id in table["case_id"]]
    return table


def _names(study: Study) -> dict[str, str]:
    """Return what the cases of the file are called in this study; see :meth:`Study.named`."""
    entry = next(item for item in study.package["resources"] if item["name"] == "cases")
    as_printed, _ = read_table(
        study.path(*entry["path"].split("/")), entry["schema"], shown=entry["path"]
    )
    return dict(zip(as_printed["case_id"], study.table("cases")["case_id"], strict=True))


def _check(study: Study, file: str, rows: pd.DataFrame) -> None:
    """Refuse rows about a case or a proposition that the study does not have."""
    shown, problems = f"data/{file}", []
    lines = rows.attrs.get("lines", [None] * len(rows))
    needed = ["sentence_id", "case_id", "proposition_id", "stance", "specificity"]
    for column in needed:
        if column not in rows:
            mend = f"a coder's file needs {', '.join(needed)}"
            raise DataError([Problem(shown, 1, column, "the column is missing", None, mend)])
    for table, column in (("cases", "case_id"), ("propositions", "proposition_id")):
        known = list(study.table(table)[column])
        problems += [
            Problem(
                shown, line, column, f"no such id in data/{table}.csv", str(value),
                f"known: {', '.join(known)}{nearest(str(value), known)}",
            )
            for line, value in zip(lines, rows[column], strict=True)
            if value not in known
        ]  # fmt: skip
    if problems:
        raise DataError(problems)


def _check_sentences(
    coder: Mapping[str, Any], rows: pd.DataFrame, called: Mapping[tuple[str, str], str]
) -> None:
    name = str(coder["sentence_map"])
    for id in rows["sentence_id"]:
        if (name, id) not in called:
            raise DataError(
                f"data/{coder['file']}: sentence {id!r} does not stand in data/{name}; add it "
                "there, or leave sentence_map empty if the file uses the study's own numbers"
            )
