"""Tables on the coders of the main study: where they differ, how far they agree, what it turns.

A coder says of a cell (firm and assumption) or of a printed sentence, firm and assumption that it
is silent, supports, contradicts, or both. Each question is asked three times: counting the rows
about one firm alone, those and the joint ones, and all rows, blanket ones too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from crosscase.agreement import between_coders, coder_states
from crosscase.comparison import Claim, judge, support_matrix
from crosscase.results import Number, Table
from crosscase.study import Study, coded_sentences, codings
from crosscase.wording import listed

__all__ = [
    "COUNTED",
    "agreement",
    "by_assumption",
    "cells_that_differ",
    "described",
    "numbers",
    "sentences_that_differ",
    "verdicts",
]

COUNTED: Mapping[str, tuple[str, ...]] = {
    "firm": ("firm",),
    "firm and joint": ("firm", "joint"),
    "all": ("firm", "joint", "blanket"),
}
_CELL = ["case_id", "proposition_id"]
_SENTENCE = ["sentence_id", *_CELL]
_LEVELS = {
    "cells": "cell",
    "coded": "sentence, coded by one at least",
    "text": "sentence, all text",
}
_KINDS = {"whether": "whether it bears", "whom": "which firms", "how": "for or against"}
_TO_FILL = {"decision": "Decision", "reason": "Reason"}


def described(study: Study) -> Table:
    """Return who coded, what each was given, and by what protocol.

    Parameters
    ----------
    study : Study
        Its ``coders``; of a protocol's SHA-256 the first 12 digits are shown.
    """
    coders = study.coders.assign(
        protocol_sha256=lambda rows: rows["protocol_sha256"].str[:12],
        reading_order=lambda rows: rows["reading_order"].fillna("not recorded"),
    )
    shown = ["coder_id", "kind", "model_family", "saw", "basis", "coded", "reading_order",
             "protocol", "protocol_sha256", "note"]  # fmt: skip
    names = {"coded": "Coded", "protocol_sha256": "SHA-256, first digits"}
    return Table(coders[shown], names=names, evidence=list(coders["coder_id"]))


def _rows(study: Study, counted: str) -> pd.DataFrame:
    rows = codings(study)
    return rows[rows["specificity"].isin(COUNTED[counted])]


def _axes(study: Study) -> tuple[list[str], list[str]]:
    """Return firms and assumptions in the study's order."""
    cases, propositions = (
        study.table(name).sort_values("order")[key]
        for name, key in zip(("cases", "propositions"), _CELL, strict=True)
    )
    return list(cases), list(propositions)


def _cells(study: Study, counted: str) -> pd.DataFrame:
    units = pd.MultiIndex.from_product(_axes(study), names=_CELL)
    return coder_states(_rows(study, counted), units=units, coders=_coders(study))


def _sentences(study: Study, counted: str, *, text: bool = False) -> pd.DataFrame:
    units = None
    if text:
        axes = (coded_sentences(study), *_axes(study))
        units = pd.MultiIndex.from_product(axes, names=_SENTENCE)
    return coder_states(_rows(study, counted), _SENTENCE, units=units, coders=_coders(study))


def _coders(study: Study) -> list[str]:
    return list(dict.fromkeys(codings(study)["coder"]))


def _differ(states: pd.DataFrame) -> pd.DataFrame:
    return states[states.ne(states.iloc[:, 0], axis=0).any(axis=1)]


def cells_that_differ(study: Study) -> Table:
    """Return the worklist of cells on which the coders differ, by assumption.

    Parameters
    ----------
    study : Study
        Its ``coders`` and their files, and its ``doubts``.

    Returns
    -------
    Table
        One row a cell and set of rows counted: what each coder says, the printed sentences of
        those rows, and decision and reason; the reason is that of a doubt noted there before.
    """
    cases, propositions = _axes(study)
    doubts = _doubts(study)
    rows: list[dict[str, Any]] = []
    evidence: dict[tuple[str, str], list[str]] = {}
    for counted in COUNTED:
        of_cell = dict(list(_rows(study, counted).groupby(_CELL)))
        for (case, proposition), said in _differ(_cells(study, counted)).iterrows():
            coded = of_cell[case, proposition]
            rows.append(
                {
                    "proposition_id": proposition, "case_id": case, "counted": counted,
                    **said, "sentence_id": _places(coded), "decision": "",
                    "reason": _doubted(doubts, coded), "coded": coded,
                }
            )  # fmt: skip
    rows.sort(key=lambda r: (propositions.index(r["proposition_id"]), cases.index(r["case_id"])))
    for number, row in enumerate(rows, start=1):
        coded = row.pop("coded")
        evidence |= _own(str(number), coded)
    table = pd.DataFrame(rows)
    table.insert(0, "item", [str(number) for number in range(1, len(table) + 1)])
    names = {"item": "No.", "counted": "Rows counted", "sentence_id": "Printed sentences"}
    return Table(table, names={**names, **_headed(study), **_TO_FILL}, evidence=evidence)


def _headed(study: Study) -> dict[str, str]:
    return {coder: f"Coder {coder}" for coder in _coders(study)}


def _own(item: str, coded: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    """Return the ids of each coder's rows, by cell of the worklist."""
    own = coded.groupby("coder")["evidence_id"].agg(list)
    return {(item, str(coder)): ids for coder, ids in own.items()}


def _places(coded: pd.DataFrame) -> str:
    return ", ".join(dict.fromkeys(coded["sentence_id"]))


def _doubts(study: Study) -> pd.DataFrame:
    """Return the doubts noted before, each with its place: a sentence, or a paragraph and a stop.

    A doubt about a row is one about its sentence; one that gave no row, about its paragraph.
    """
    at = codings(study).drop_duplicates("evidence_id").set_index("evidence_id")["sentence_id"]
    doubts = study.doubts
    place = doubts["evidence_id"].map(at).fillna(doubts["locator"] + ".")
    return doubts[[*_CELL, "reason"]].assign(place=place)


def _doubted(doubts: pd.DataFrame, coded: pd.DataFrame) -> str:
    """Return the reasons of the doubts on the firms, assumptions and sentences of some rows."""
    pairs = coded.merge(doubts, on=_CELL)
    meant = [
        sentence == place or (place.endswith(".") and sentence.startswith(place))
        for sentence, place in zip(pairs["sentence_id"], pairs["place"], strict=True)
    ]
    return " ".join(dict.fromkeys(pairs.loc[meant, "reason"]))


def sentences_that_differ(study: Study) -> Table:
    """Return the worklist of printed sentences that the coders read otherwise, by assumption.

    Parameters
    ----------
    study : Study
        As for :func:`cells_that_differ`.

    Returns
    -------
    Table
        One row a sentence and assumption: the firms for which each coder sees support (or, marked
        "not", a denial) there, what kind of difference it is, decision and reason.
    """
    states = _differ(_sentences(study, "all"))
    keys = states.reset_index()[["proposition_id", "sentence_id"]].drop_duplicates()
    order = {name: at for at, name in enumerate([*_axes(study)[1], *coded_sentences(study)])}
    keys = keys.sort_values(
        ["proposition_id", "sentence_id"], key=lambda ids: ids.map(order), kind="stable"
    )
    of_place = dict(list(_rows(study, "all").groupby(["proposition_id", "sentence_id"])))
    cases, coders, doubts = _axes(study)[0], _coders(study), _doubts(study)
    rows: list[dict[str, str]] = []
    evidence: dict[tuple[str, str], list[str]] = {}
    for number, (proposition, sentence) in enumerate(keys.itertuples(index=False), start=1):
        coded = of_place[proposition, sentence]
        evidence |= _own(str(number), coded)
        said = {c: _firms(coded[coded["coder"] == c], cases) for c in coders}
        rows.append(
            {
                "item": str(number), "proposition_id": proposition, "sentence_id": sentence,
                **said, "kind": _kind(coded, coders), "decision": "",
                "reason": _doubted(doubts, coded),
            }
        )  # fmt: skip
    names = {"item": "No.", "sentence_id": "Printed sentence", "kind": "They differ on"}
    return Table(
        pd.DataFrame(rows), names={**names, **_headed(study), **_TO_FILL}, evidence=evidence
    )


def _firms(rows: pd.DataFrame, cases: Sequence[str]) -> str:
    """Return the firms that a coder's rows at one place are about, denials marked."""
    told = []
    for word, stance in (("", 1), ("not ", -1)):
        about = set(rows.loc[rows["stance"] == stance, "case_id"])
        named = "all firms" if about >= set(cases) else ", ".join(c for c in cases if c in about)
        told += [word + named] if about else []
    return "; ".join(told) or "silent"


def _kind(coded: pd.DataFrame, coders: Sequence[str]) -> str:
    """Return what the coders differ on: whether it bears on the assumption, on whom, or how."""
    if set(coded["coder"]) < set(coders):
        return _KINDS["whether"]
    return _KINDS["how" if coded.groupby("case_id")["stance"].nunique().max() > 1 else "whom"]


def by_assumption(study: Study) -> Table:
    """Return on how much the coders differ, by assumption.

    Parameters
    ----------
    study : Study
        As for :func:`cells_that_differ`.
    """
    _, propositions = _axes(study)
    made = {}
    for counted in ("firm and joint", "all"):
        cells, sentences = _cells(study, counted), _sentences(study, counted)
        made[f"cells {counted}"] = _per_assumption(_differ(cells))
        made[f"coded {counted}"] = _per_assumption(sentences)
        made[f"differ {counted}"] = _per_assumption(_differ(sentences))
    table = pd.DataFrame(made).reindex(propositions).fillna(0).astype(int)
    table.loc["all assumptions"] = table.sum()
    names = {
        "cells firm and joint": "Cells that differ, no blanket rows",
        "coded firm and joint": "Sentences by firm, no blanket rows",
        "differ firm and joint": "of these differ",
        "cells all": "Cells that differ, all rows",
        "coded all": "Sentences by firm, all rows",
        "differ all": "of them differ",
    }
    return Table(
        table.rename_axis("proposition_id").reset_index(), names=names,
        evidence=sorted(set(codings(study)["evidence_id"])),
    )  # fmt: skip


def _per_assumption(states: pd.DataFrame) -> pd.Series:
    return states.groupby(level="proposition_id").size()


def agreement(study: Study, *, confidence: float, draws: int, seed: int) -> Table:
    """Return Krippendorff's alpha between all coders and each two, by level and rows counted.

    Parameters
    ----------
    study : Study
        As for :func:`cells_that_differ`.
    confidence, draws, seed
        Of the intervals: cells are drawn one by one, sentences with all their firms and
        assumptions.
    """
    ask: dict[str, Any] = {"confidence": confidence, "draws": draws, "seed": seed}
    found = [_alpha_on_levels(study, counted, ask) for counted in COUNTED]
    names = {
        "level": "Level",
        "counted": "Rows counted",
        "coders": "Coders",
        "units": "Number",
        "differ": "Differ",
        "value": "Alpha",
        "low": "From",
        "high": "To",
    }
    order = list(_LEVELS.values())
    table = pd.concat(found, ignore_index=True)[list(names)]
    table = table.sort_values("level", key=lambda c: c.map(order.index), kind="stable")
    return Table(
        table.reset_index(drop=True), names=names,
        evidence=sorted(set(codings(study)["evidence_id"])),
    )  # fmt: skip


def _alpha_on_levels(study: Study, counted: str, ask: Mapping[str, Any]) -> pd.DataFrame:
    """Return alpha between the coders by cells, by sentences coded, and over all text."""
    states = {
        "cells": _cells(study, counted),
        "coded": _sentences(study, counted),
        "text": _sentences(study, counted, text=True),
    }
    found = [
        between_coders(
            of_level,
            coded_only=level == "coded",
            groups=None if level == "cells" else "sentence_id",
            **ask,
        ).assign(level=_LEVELS[level], counted=counted)
        for level, of_level in states.items()
    ]
    return pd.concat(found, ignore_index=True)


def verdicts(study: Study, claims: Iterable[Claim]) -> Table:
    """Return the verdict on each claim under each coder, with and without blanket rows.

    Parameters
    ----------
    study : Study
        As for :func:`cells_that_differ`.
    claims : iterable of Claim
        What is judged.
    """
    claims = list(claims)
    columns: dict[str, pd.Series] = {}
    names: dict[str, str] = {}
    evidence: dict[tuple[str, str], list[str]] = {}
    for blanket, told in ((True, ""), (False, ", no blanket")):
        for coder in _coders(study):
            matrix = support_matrix(study, coder=coder, include_blanket=blanket)
            judged = judge(matrix, claims).table.set_index("claim")
            column = coder if blanket else f"{coder}_strict"
            columns[column] = judged["verdict"]
            names[column] = f"Coder {coder}{told}"
            evidence |= {(id, column): ids for id, ids in judged["evidence_ids"].items() if ids}
    table = pd.DataFrame(columns).rename_axis("claim").reset_index()
    return Table(table, names={"claim": "Claim", **names}, evidence=evidence)


def numbers(study: Study, found: Table, differ: Table, judged: Table) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from the comparison of coders.

    Parameters
    ----------
    study : Study
        As for :func:`cells_that_differ`.
    found, differ, judged : Table
        By :func:`agreement`, :func:`sentences_that_differ` and :func:`verdicts`.
    """
    coders, rows, made = study.coders, codings(study), {}
    for key, part in {
        "n_coders": coders,
        "n_coders_human": coders[coders["kind"] == "person"],
        "n_coders_of_sentences": coders[coders["coded"] == "sentence"],
    }.items():
        made[key] = Number(len(part), key[2:].replace("_", " "), list(part["coder_id"]))
    for coder, part in rows.groupby("coder"):
        key = f"n_coding_rows_{str(coder).lower()}"
        made[key] = Number(len(part), f"rows of coder {coder}", list(part["evidence_id"]))
    together = listed(_coders(study))
    return {**made, **_alphas(found.table, rows, together), **_read(differ), **_turned(judged)}


def _alphas(found: pd.DataFrame, rows: pd.DataFrame, together: str) -> dict[str, Number]:
    """Return alpha over all coders and the units that differ, by level and rows counted."""
    short = {told: level for level, told in _LEVELS.items()}
    made = {}
    for row in found[found["coders"] == together].itertuples():
        key = f"{short[row.level]}_{row.counted.replace(' ', '_')}"
        kept = rows["specificity"].isin(COUNTED[row.counted])
        told = f"{together}, {row.level}, {row.counted} rows"
        ids = list(rows.loc[kept, "evidence_id"])
        made[f"alpha_{key}"] = Number(row.value, f"Krippendorff's alpha: {told}", ids)
        if row.level != _LEVELS["text"]:
            made[f"n_differ_{key}"] = Number(row.differ, f"units that differ: {told}", ids)
            made[f"n_units_{key}"] = Number(row.units, f"units: {told}", ids)
    return made


def _read(differ: Table) -> dict[str, Number]:
    own: Mapping[Any, Iterable[str]] = differ.evidence if isinstance(differ.evidence, dict) else {}
    parts = {
        "n_sentences_differ": differ.table,
        "n_sentences_differ_on_firms": differ.table[differ.table["kind"] == _KINDS["whom"]],
    }
    made = {}
    for key, part in parts.items():
        items = set(part["item"])
        ids = sorted({id for (item, _), listed in own.items() if item in items for id in listed})
        told = "printed sentences by assumption that the coders read otherwise"
        made[key] = Number(len(part), told + (": whom it means" if "firms" in key else ""), ids)
    return made


def _turned(judged: Table) -> dict[str, Number]:
    table = judged.table.set_index("claim")
    own: Mapping[Any, Iterable[str]] = judged.evidence if isinstance(judged.evidence, dict) else {}
    strict = [column for column in table if str(column).endswith("_strict")]
    parts = {"": table.drop(columns=strict), "_without_blanket": table[strict]}
    made = {}
    for name, part in parts.items():
        turned = _differ(part)
        ids = {
            id
            for (claim, column), listed in own.items()
            if claim in turned.index and column in part
            for id in listed
        }
        title = "claims with another verdict under another coder" + name.replace("_", " ")
        made[f"n_claims_turn_by_coder{name}"] = Number(len(turned), title, sorted(ids))
    return made
