"""One case in four sources: who carries each assumption, and what rivals explain the same.

Two lists say what is no evidence of its own: *sources* that stand on nothing they show, and *kinds*
such as ``authors``, since what authors say without a source is the claim itself. What is left of
the other kinds is called first hand.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from crosscase.comparison import Claim
from crosscase.results import Number, Table
from crosscase.study import Study

__all__ = [
    "assumptions",
    "by_source",
    "claims",
    "contradictions",
    "explanations",
    "independent",
    "numbers",
    "observations",
    "of_companions",
    "out_of_sample",
    "scoreboard",
    "statements",
    "what_is_counted",
]

SOURCES = ["main", "thesis", "blog", "article"]
_SIDES = {1: "for", -1: "against"}
_MECHANISMS = {
    "learning": "Reverse learning (APA1, 2)",
    "sharing": "Hub-and-spoke sharing (APA3, 5)",
    "integration": "Integration (APA4)",
}
_INDEPENDENT = {
    "sources": "Independent sources",
    "n_sources": "Number",
    "kinds": "Kinds of evidence",
    "n_kinds": "Number of kinds",
    "with_first_hand": "Sources with interview or document",
    "n_informants": "Informants",
    "n_informants_outside": "of these outside the main study",
}
_SCOREBOARD = {
    "label": "Explanation",
    "group": "Kind",
    "says_so": "For",
    "denies": "Against",
    "sources": "Sources",
    "first_hand": "First hand for",
    "first_hand_sources": "Sources at first hand",
}


def assumptions(study: Study) -> pd.DataFrame:
    """Return the assumptions in their order, by id."""
    return study.propositions.sort_values("order").set_index("proposition_id")


def statements(study: Study, case: str, *, count_blanket: bool) -> pd.DataFrame:
    """Return what the four sources say on the assumptions about one case.

    Parameters
    ----------
    study : Study
        Its tables ``evidence`` and ``companion_evidence``.
    case : str
        Id of the case.
    count_blanket : bool
        Whether sentences about all cases at once count.
    """
    rows = pd.concat([study.evidence, study.companion_evidence], ignore_index=True)
    return _about(rows, case, count_blanket)


def what_is_counted(count_blanket: bool) -> str:
    """Return the note that says whether sentences about all cases at once count."""
    if count_blanket:
        return "Blanket sentences are counted."
    return (
        "Statements about the firm alone or jointly with others; blanket sentences about all "
        "firms are left out."
    )


def _about(rows: pd.DataFrame, case: str, count_blanket: bool) -> pd.DataFrame:
    own = rows[rows["case_id"] == case]
    return own[own["specificity"].ne("blanket") | count_blanket]


def by_source(rows: pd.DataFrame, propositions: pd.DataFrame) -> Table:
    """Return how many statements of each source speak for and against each assumption.

    Parameters
    ----------
    rows : DataFrame
        By :func:`statements`.
    propositions : DataFrame
        By :func:`assumptions`.
    """
    column = rows["source_id"] + " " + rows["stance"].map(_SIDES)
    columns = [f"{source} {side}" for source in SOURCES for side in _SIDES.values()]
    counts = pd.crosstab(rows["proposition_id"], column)
    counts = counts.reindex(index=propositions.index, columns=columns, fill_value=0)
    ids = rows.groupby(["proposition_id", column])["evidence_id"].agg(list)
    names = {name: name.capitalize().replace(" ", ": ") for name in columns}
    return Table(counts.rename_axis(columns=None), names=names, evidence=ids.to_dict())


def independent(
    rows: pd.DataFrame,
    propositions: pd.DataFrame,
    *,
    sources: Collection[str],
    kinds: Collection[str],
) -> Table:
    """Return which independent sources, kinds and informants speak for each assumption.

    Parameters
    ----------
    rows : DataFrame
        By :func:`statements`.
    propositions : DataFrame
        By :func:`assumptions`.
    sources, kinds : collection of str
        What is no evidence of its own.
    """
    pro = rows[rows["stance"] == 1]
    free = pro[~pro["source_id"].isin(list(sources))]
    real = free[~free["evidence_type"].isin(list(kinds))]
    outside = pro[pro["source_id"] != "main"]
    columns = {
        "sources": _named(free, "source_id"),
        "n_sources": _counted(free, "source_id"),
        "kinds": _named(real, "evidence_type"),
        "n_kinds": _counted(real, "evidence_type"),
        "with_first_hand": _named(real, "source_id"),
        "n_informants": _counted(pro, "informant_id"),
        "n_informants_outside": _counted(outside, "informant_id"),
    }
    table = pd.DataFrame(columns).reindex(propositions.index)
    filled = {name: 0 if name.startswith("n_") else "" for name in columns}
    table = table.fillna(filled).astype({name: int for name in columns if name.startswith("n_")})
    ids = free.groupby("proposition_id")["evidence_id"].agg(list)
    evidence = {(p, "sources"): found for p, found in ids.items()}
    return Table(table, names=_INDEPENDENT, evidence=evidence)


def _named(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return the values that occur with each assumption, as one text."""
    values = rows.dropna(subset=column).groupby("proposition_id")[column]
    return values.agg(lambda found: ", ".join(sorted(set(found))))


def _counted(rows: pd.DataFrame, column: str) -> pd.Series:
    """Return how many different values occur with each assumption."""
    return rows.groupby("proposition_id")[column].nunique()


def claims(rows: pd.DataFrame, propositions: pd.DataFrame, case: str, where: str) -> list[Claim]:
    """Return the claim that an assumption is seen in the case, for each with a statement.

    Parameters
    ----------
    rows : DataFrame
        By :func:`statements`.
    propositions : DataFrame
        By :func:`assumptions`.
    case : str
        Id of the case.
    where : str
        What the rows are, e.g. "in four sources"; ends the name of the claim.
    """
    spoken = [p for p in propositions.index if p in set(rows["proposition_id"])]
    return [Claim(f"{p}, {case} {where}", p, (case,)) for p in spoken]


def of_companions(
    rows: pd.DataFrame, *, sources: Collection[str], kinds: Collection[str]
) -> pd.DataFrame:
    """Return what independent sources beside the main study say: what did not enter the model.

    Parameters
    ----------
    rows : DataFrame
        By :func:`statements`.
    sources, kinds : collection of str
        What is no evidence of its own.

    Returns
    -------
    DataFrame
        The rows, with ``first_hand``: whether the kind counts.
    """
    others = rows[rows["source_id"].ne("main") & ~rows["source_id"].isin(list(sources))]
    return others.assign(first_hand=~others["evidence_type"].isin(list(kinds)))


def out_of_sample(others: pd.DataFrame, propositions: pd.DataFrame, *, least: int) -> Table:
    """Return whether the companions bear each assumption out.

    Parameters
    ----------
    others : DataFrame
        By :func:`of_companions`.
    propositions : DataFrame
        By :func:`assumptions`.
    least : int
        First-hand statements that are asked for.

    Returns
    -------
    Table
        With ``verdict``: ``borne out`` (enough first-hand statements for it, and more than
        against), ``thin`` (more for than against, and fewer than asked), ``mixed`` (as many
        against it, or more), ``not tested`` (none).
    """
    hand = others[others["first_hand"]]
    sets = {
        f"{name}_{side}": rows[rows["stance"] == stance]
        for name, rows in (("all", others), ("first_hand", hand))
        for stance, side in _SIDES.items()
    }
    counts = {name: rows.groupby("proposition_id").size() for name, rows in sets.items()}
    table = pd.DataFrame(counts).reindex(propositions.index).fillna(0).astype(int)
    pairs = zip(table["first_hand_for"], table["first_hand_against"], strict=True)
    verdicts = [_verdict(speak_for, against, least) for speak_for, against in pairs]
    table.insert(0, "heading", propositions["heading"])
    names = {
        "heading": "About",
        "all_for": "For",
        "all_against": "Against",
        "first_hand_for": "First hand for",
        "first_hand_against": "First hand against",
        "verdict": "Out of sample",
    }
    evidence = {
        (p, name): list(rows.loc[rows["proposition_id"] == p, "evidence_id"])
        for name, rows in sets.items()
        for p in propositions.index
    }
    return Table(table.assign(verdict=verdicts), names=names, evidence=evidence)


def _verdict(speak_for: int, against: int, least: int) -> str:
    if speak_for + against == 0:
        return "not tested"
    if speak_for <= against:
        return "mixed"
    return "borne out" if speak_for >= least else "thin"


def observations(others: pd.DataFrame, propositions: pd.DataFrame) -> Table:
    """Return the first-hand statements of the companions, by assumption.

    Parameters
    ----------
    others : DataFrame
        By :func:`of_companions`.
    propositions : DataFrame
        By :func:`assumptions`.
    """
    hand = others[others["first_hand"]]
    rows = hand.assign(
        side=hand["stance"].map(_SIDES),
        voice=[_voice(informant) for informant in hand["informant_id"]],
        order=hand["proposition_id"].map(propositions["order"]),
    )
    rows = rows.sort_values(["order", "stance", "evidence_id"], ascending=[True, False, True])
    shown = rows.set_index("evidence_id")
    shown = shown[["proposition_id", "side", "voice", "year", "statement", "locator"]]
    names = {"proposition_id": "On", "statement": "What is said"}
    evidence = {(id, "statement"): [id] for id in shown.index}
    return Table(shown, names=names, evidence=evidence)


def _voice(informant: object) -> str:
    """Return who speaks: a respondent of the thesis, or a document where nobody is named."""
    if not isinstance(informant, str):
        return "document"
    name = informant.removeprefix("thesis_")
    return f"respondent {name.upper() if len(name) == 1 else name}"


def explanations(study: Study, rows: pd.DataFrame, case: str, count_blanket: bool) -> pd.DataFrame:
    """Return the statements on mechanisms and on rivals, each with what it explains.

    Parameters
    ----------
    study : Study
        Its tables ``propositions``, ``rivals`` and ``rival_evidence``.
    rows : DataFrame
        By :func:`statements`.
    case : str
        Id of the case.
    count_blanket : bool
        Whether sentences about all cases at once count.

    Returns
    -------
    DataFrame
        The rows of both, with ``id``, ``group`` (mechanism, rival) and ``label``.
    """
    mechanism = assumptions(study)["mechanism"].map(_MECHANISMS)
    hypothesis = study.rivals.set_index("hypothesis_id")["hypothesis"]
    rivals = _about(study.rival_evidence, case, count_blanket)
    own = rows.assign(
        group="mechanism",
        label=rows["proposition_id"].map(mechanism),
        id=rows["evidence_id"],
    )
    other = rivals.assign(
        group="rival",
        label=rivals["hypothesis_id"].map(hypothesis),
        id=rivals["rival_evidence_id"],
    )
    return pd.concat([own, other])


def scoreboard(
    explained: pd.DataFrame,
    rivals: pd.DataFrame,
    *,
    sources: Collection[str],
    kinds: Collection[str],
) -> Table:
    """Return how much is said for and against each mechanism and each rival.

    Parameters
    ----------
    explained : DataFrame
        By :func:`explanations`.
    rivals : DataFrame
        The table ``rivals``; those of whom nothing is said are listed too.
    sources, kinds : collection of str
        What is no evidence of its own.
    """
    spoken = set(explained["label"])
    labels = [("mechanism", label) for label in _MECHANISMS.values() if label in spoken]
    labels += [("rival", label) for label in rivals["hypothesis"]]
    real = explained[
        ~explained["source_id"].isin(list(sources)) & ~explained["evidence_type"].isin(list(kinds))
    ]
    rows = [
        {"label": label, "group": group, **_counts(explained, real, label)}
        for group, label in labels
    ]
    board = pd.DataFrame(rows).sort_values(
        ["group", "says_so", "label"], ascending=[True, False, True]
    )
    ids = explained.groupby("label")["id"].agg(list)
    evidence = {(label, "says_so"): found for label, found in ids.items()}
    return Table(board.reset_index(drop=True), names=_SCOREBOARD, evidence=evidence)


def _counts(explained: pd.DataFrame, real: pd.DataFrame, label: str) -> dict[str, object]:
    own = explained[explained["label"] == label]
    hand = real[(real["label"] == label) & (real["stance"] == 1)]
    return {
        "says_so": int((own["stance"] == 1).sum()),
        "denies": int((own["stance"] == -1).sum()),
        "sources": ", ".join(sorted(set(own["source_id"]))),
        "first_hand": len(hand),
        "first_hand_sources": hand["source_id"].nunique(),
    }


def contradictions(explained: pd.DataFrame) -> Table:
    """Return the statements that contradict a mechanism or a rival.

    Parameters
    ----------
    explained : DataFrame
        By :func:`explanations`.
    """
    names = {
        "id": "Evidence",
        "group": "Kind",
        "label": "Contradicts",
        "source_id": "Source",
        "evidence_type": "From",
        "statement": "What is said",
        "locator": "Locator",
    }
    against = explained[explained["stance"] == -1].sort_values(["group", "label"], kind="stable")
    evidence = {(id, "statement"): [id] for id in against["id"]}
    return Table(against[list(names)].reset_index(drop=True), names=names, evidence=evidence)


def numbers(
    study: Study, rows: pd.DataFrame, borne: Table, board: Table, **left_out: Collection[str]
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    study : Study
        Its tables ``companion_evidence``, ``propositions`` and ``rivals``.
    rows : DataFrame
        By :func:`statements`.
    borne : Table
        By :func:`out_of_sample`.
    board : Table
        By :func:`scoreboard`.
    **left_out : collection of str
        `sources` and `kinds` that are no evidence of their own.
    """
    propositions = assumptions(study)
    table = independent(rows, propositions, **left_out).table
    first_hand = [len(_parts(named)) for named in table["with_first_hand"]]
    keys = [p.lower().replace("-", "_") for p in propositions.index]
    counts = {
        **_keyed("n_sources", keys, table["n_sources"]),
        **_keyed("n_first_hand_sources", keys, first_hand),
        **_keyed("n_informants", keys, table["n_informants"]),
        "n_companion_rows": len(study.companion_evidence),
    }
    for verdict in ("borne out", "mixed", "thin", "not tested"):
        key = f"n_out_of_sample_{verdict.replace(' ', '_')}"
        counts[key] = (borne.table["verdict"] == verdict).sum()
    spoken = board.table[(board.table["group"] == "rival") & (board.table["says_so"] > 0)]
    counts |= {"n_rivals": len(study.rivals), "n_rivals_firm_specific": len(spoken)}
    return {key: Number(int(n), key[2:].replace("_", " ")) for key, n in counts.items()}


def _parts(named: str) -> list[str]:
    return [part for part in named.split(", ") if part]


def _keyed(name: str, keys: Sequence[str], values: Sequence[int] | pd.Series) -> dict[str, int]:
    return {f"{name}_{key}": int(n) for key, n in zip(keys, values, strict=True)}
