"""Tables on pairs of firms and on the pattern that is expected of them."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from crosscase.comparison import SupportMatrix, paired_cases
from crosscase.comparison.expected_pattern import PatternMatch
from crosscase.results import Number, Table
from crosscase.robustness import exact_tests, smallest_p
from crosscase.study import Study
from reverse_knowledge.tables import condition_scores

__all__ = [
    "as_good_as_own",
    "best_choices",
    "candidates",
    "compared",
    "every_pair",
    "fisher_tests",
    "least_p",
    "left_out",
    "numbers",
    "pattern",
    "profiles",
    "selected",
    "statements_that_deny",
    "what_cases_can_show",
]

_BEST = 8
_SIGNS = {1.0: "+", -1.0: "−"}
_PAIR_NAMES = {
    "known": "Known of both",
    "same": "Agree",
    "differ": "Part",
    "differing": "Part in",
}


def profiles(held: pd.DataFrame, matrix: SupportMatrix) -> Table:
    """Return what is shown, denied and silent of each firm, and how many assumptions are known.

    Parameters
    ----------
    held : DataFrame, firms × assumptions
        By :func:`crosscase.comparison.paired_cases.profiles`.
    matrix : SupportMatrix
        The evidence.
    """
    table = held.map(_SIGNS.get).fillna("").rename_axis("firm")
    table["known"] = held.notna().sum(axis=1)
    return Table(table, names={"firm": "Firm"}, evidence=matrix.wide("evidence_ids"))


def compared(held: pd.DataFrame, success: pd.Series, cases: pd.DataFrame) -> pd.DataFrame:
    """Compare every two firms on what is known of both, and on their industry.

    Parameters
    ----------
    held : DataFrame, firms × assumptions
        1 shown, -1 denied, empty where nothing is known.
    success : Series by firm
        1 success, 0 failure.
    cases : DataFrame
        ``case_id`` and ``industry``.

    Returns
    -------
    DataFrame
        As :func:`crosscase.comparison.paired_cases.compare_pairs`, with ``industry`` (``same`` or
        ``other``) and ``pair`` (both names).
    """
    found = paired_cases.compare_pairs(held, success)
    industry = cases.set_index("case_id")["industry"]
    one, two = (found[side].map(industry) for side in ("case_a", "case_b"))
    same = (one == two).map({True: "same", False: "other"})
    return found.assign(industry=same, pair=found["case_a"] + " – " + found["case_b"])


def every_pair(pairs: pd.DataFrame, matrix: SupportMatrix) -> Table:
    """Return all pairs: those with different outcomes first, the most alike first among them.

    Parameters
    ----------
    pairs : DataFrame
        By :func:`compared`.
    matrix : SupportMatrix
        The evidence.
    """
    order = pairs.sort_values(
        ["outcomes", "similarity", "known"], ascending=[True, False, False], kind="stable"
    )
    columns = ["pair", "known", "same", "differ", "silent", "similarity", "outcomes", "differing"]
    table = order[[*columns, "industry"]].reset_index(drop=True)
    ids = matrix.wide("evidence_ids").sum(axis=1)
    evidence = {
        (row.pair, "similarity"): [*ids[row.case_a], *ids[row.case_b]] for row in order.itertuples()
    }
    return Table(table, names=_PAIR_NAMES, digits=2, evidence=evidence)


def candidates(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs that designs of comparison ask for, with the ``kind`` of design.

    Parameters
    ----------
    pairs : DataFrame
        By :func:`compared`.
    """
    apart = pairs["outcomes"] == "different"
    kinds = {
        "most similar, different outcome": paired_cases.most_similar(pairs),
        "most different, same outcome": paired_cases.most_different(pairs),
        "same industry, different outcome": pairs[apart & (pairs["industry"] == "same")],
    }
    named = [found.assign(kind=kind) for kind, found in kinds.items()]
    return pd.concat(named, ignore_index=True)


def _alike_throughout(chosen: pd.DataFrame) -> pd.Series:
    return ~(chosen["similarity"].lt(1) | (chosen["outcomes"] == "different"))


def selected(chosen: pd.DataFrame) -> Table:
    """Return the pairs for a closer look, without those in which nothing differs.

    Parameters
    ----------
    chosen : DataFrame
        By :func:`candidates`.
    """
    columns = ["pair", "kind", "known", "same", "similarity", "differing"]
    table = chosen.loc[~_alike_throughout(chosen), columns].reset_index(drop=True)
    names = {name: text for name, text in _PAIR_NAMES.items() if name in columns}
    return Table(table, names=names, digits=2)


def left_out(chosen: pd.DataFrame) -> str:
    """Return a note on the pairs that :func:`selected` leaves out; empty if there are none."""
    alike = chosen["similarity"].eq(1) & chosen["outcomes"].eq("same")
    if not alike.any():
        return ""
    return (
        "Pairs that share the outcome and agree in all that is known of both are left out: there "
        "are no most different pairs with the same outcome."
    )


def pattern(found: PatternMatch, matrix: SupportMatrix) -> Table:
    """Return for each assumption in how many firms the evidence is as expected."""
    names = {
        "matches": "As expected",
        "mismatches": "Contrary",
        "cases_against": "Contrary in",
        "cases_silent": "Silent on",
    }
    return Table(found.table, names=names, evidence=_evidence_on(matrix, "matches"))


def _evidence_on(matrix: SupportMatrix, column: str) -> dict[tuple[str, str], list[str]]:
    """Return the evidence on each assumption, as that of its cell in `column`."""
    ids = matrix.rows.groupby("proposition_id")["evidence_id"]
    return {(str(name), column): list(own) for name, own in ids if name in matrix.propositions}


def best_choices(tried: pd.DataFrame) -> Table:
    """Return the choices of failures that fit the evidence best.

    Parameters
    ----------
    tried : DataFrame
        By :func:`crosscase.comparison.expected_pattern.relabel`, best first.
    """
    table = tried.assign(net=tried["matches"] - tried["mismatches"]).head(_BEST)
    names = {
        "without": "Firms taken as failures",
        "matches": "As expected",
        "mismatches": "Contrary",
        "own": "As in the study",
    }
    return Table(table, names=names)


def as_good_as_own(tried: pd.DataFrame) -> int:
    """Return how many choices of failures fit at least as well as the study's own, itself too."""
    net = tried["matches"] - tried["mismatches"]
    return int((net >= net[tried["own"]].iloc[0]).sum())


def fisher_tests(held: pd.DataFrame, success: pd.Series, matrix: SupportMatrix) -> Table:
    """Return Fisher's exact test of each assumption against success, with what it counts.

    Parameters
    ----------
    held : DataFrame, firms × assumptions
        1 shown, -1 denied, empty where nothing is known.
    success : Series by firm
        1 success, 0 failure.
    matrix : SupportMatrix
        The evidence.
    """
    rows = [{"proposition": name, **_fisher(held[name], success)} for name in held.columns]
    names = {
        "with_1": "Success: shown",
        "without_1": "Success: denied",
        "with_0": "Failure: shown",
        "without_0": "Failure: denied",
        "p": "p (one-sided)",
        "least": "Least p possible",
    }
    return Table(pd.DataFrame(rows), names=names, evidence=_evidence_on(matrix, "p"))


def _fisher(held: pd.Series, success: pd.Series) -> dict[str, float]:
    counts = {
        f"{word}_{side}": int(((held == sign) & (success == side)).sum())
        for side in (1, 0)
        for word, sign in (("with", 1), ("without", -1))
    }
    test = exact_tests(held.eq(1).where(held.notna()).astype(float), success).iloc[0]
    silent = int(held.isna().sum())
    return {**counts, "silent": silent, "p": test["p_greater"], "least": test["smallest_p"]}


def statements_that_deny(study: Study, failed: Iterable[str]) -> Table:
    """Return each statement that denies an assumption of the failures, once, with what it denies.

    Parameters
    ----------
    study : Study
        Its evidence.
    failed : iterable of str
        Names of the failures.
    """
    rows = condition_scores.denials(study, list(failed))
    table = rows.groupby(["locator", "statement"], sort=False).agg(
        propositions=("proposition_id", lambda ids: "; ".join(sorted(set(ids)))),
        firms=("case_id", lambda firms: "; ".join(dict.fromkeys(firms))),
        ids=("evidence_id", list),
    )
    table = table.reset_index()
    table.insert(0, "no", range(1, len(table) + 1))
    evidence = {(no, "statement"): ids for no, ids in zip(table["no"], table["ids"], strict=True)}
    names = {"no": "No.", "locator": "Place", "propositions": "Denies"}
    return Table(table.drop(columns="ids"), names=names, evidence=evidence)


def least_p(success: pd.Series) -> tuple[float, float]:
    """Return the least one-sided p that the design can reach, and if its failures count as one."""
    failures = int((success == 0).sum())
    successes = len(success) - failures
    return smallest_p(successes, failures), smallest_p(successes, min(failures, 1))


def _same_outcome_apart(pairs: pd.DataFrame) -> tuple[int, int]:
    """Return how many pairs share the outcome, and how many of these part in something."""
    alike = pairs[pairs["outcomes"] == "same"]
    return len(alike), int((alike["differ"] > 0).sum())


def what_cases_can_show(found: PatternMatch, pairs: pd.DataFrame, success: pd.Series) -> str:
    """Return in four points what so few cases can show, and what they cannot.

    Parameters
    ----------
    found : PatternMatch
        By :func:`crosscase.comparison.match`.
    pairs : DataFrame
        By :func:`compared`.
    success : Series by firm
        1 success, 0 failure.
    """
    alike, apart = _same_outcome_apart(pairs)
    floor, floor_one = least_p(success)
    spoken = found.matches + found.mismatches
    points = [
        "They can refute: one success without learning would have broken the claim, and "
        f"{found.mismatches} of {spoken} cells that speak are contrary.",
        f"They cannot part learning, sharing and integration: of {alike} pairs with the same "
        f"outcome {apart} part in anything known of both, and only that could part them.",
        "They cannot make a claim sure: perfect separation by chance has a probability of "
        f"{floor:.3f}, and of {floor_one:.3f} if the failures count as one.",
        f"They cannot speak where the text is silent: {found.silent} of {found.cells.size} cells.",
    ]
    return "\n".join(f"- {point}" for point in points)


def numbers(
    found: PatternMatch,
    pairs: pd.DataFrame,
    tried: pd.DataFrame,
    denying: Table,
    success: pd.Series,
) -> dict[str, Number]:
    """Return the numbers that the text of the paper takes from pairs and patterns.

    Parameters
    ----------
    found : PatternMatch
        By :func:`crosscase.comparison.match`.
    pairs : DataFrame
        By :func:`compared`.
    tried : DataFrame
        By :func:`crosscase.comparison.expected_pattern.relabel`.
    denying : Table
        By :func:`statements_that_deny`.
    success : Series by firm
        1 success, 0 failure.
    """
    floor, floor_one = least_p(success)
    counts = {
        "pairs_n": len(pairs),
        "pairs_n_same_outcome_apart": _same_outcome_apart(pairs)[1],
        "pattern_n_matches": found.matches,
        "pattern_n_mismatches": found.mismatches,
        "pattern_n_silent": found.silent,
        "pattern_n_relabellings": len(tried),
        "pattern_n_relabellings_as_good": as_good_as_own(tried),
        "pairs_n_denying_statements": len(denying.table),
    }
    whole = {key: Number(n, _words(key)) for key, n in counts.items()}
    one = "least one-sided p if the failures count as one"
    return {
        "pairs_p_smallest": Number(floor, "least one-sided p that the design can reach", digits=4),
        "pairs_p_smallest_one_failure": Number(floor_one, one, digits=4),
        **whole,
    }


def _words(key: str) -> str:
    return key.replace("pairs_n", "pairs").replace("pattern_n_", "").replace("_", " ")
