"""Tables on other definitions of success, and on what so few firms could show at best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from crosscase.comparison import Claim, Rule
from crosscase.errors import ParameterError
from crosscase.results import Number, Table
from crosscase.robustness import Check, cases_needed, smallest_p
from crosscase.study import Study

__all__ = [
    "contrast_verdicts",
    "contrasts",
    "design_sizes",
    "firms_needed",
    "numbers",
    "outcomes",
    "smallest_p_by_size",
]

_DEFINITIONS = {
    "stated": "As stated",
    "later": "Both later",
    "later_tcl": "TCL later",
    "later_saic": "SAIC later",
}


def outcomes(study: Study, definitions: Sequence[str]) -> pd.DataFrame:
    """Return who counts as a success, by definition.

    Parameters
    ----------
    study : Study
        Its ``outcomes`` has ``case_id, outcome, success``.
    definitions : sequence of str
        Values of ``outcome``, the study's own first.

    Returns
    -------
    DataFrame, shape (firms, definitions)
        1 success, 0 failure; firms in the study's order.

    Raises
    ------
    ParameterError
        If the study has no such definition.
    """
    rated = study.outcomes.pivot(index="case_id", columns="outcome", values="success")  # noqa: PD010
    for definition in definitions:
        if definition not in rated.columns:
            raise ParameterError(
                f"definitions: the study has no outcome {definition!r}; allowed: "
                f"{', '.join(rated.columns)}"
            )
    order = study.cases.sort_values("order")["case_id"]
    return rated.loc[list(order), list(definitions)]


def contrasts(propositions: Sequence[str], own: pd.Series, rule: Rule) -> list[Claim]:
    """Return the stronger claims: seen in every success, and absent in every failure.

    Parameters
    ----------
    propositions : sequence of str
        Ids of the propositions; one claim each.
    own : Series by firm
        1 success, 0 failure.
    rule : Rule
        The rule of all of them.
    """
    successes, failures = tuple(own.index[own == 1]), tuple(own.index[own == 0])
    return [Claim(f"{p}/contrast", p, successes, failures, rule=rule) for p in propositions]


def contrast_verdicts(checks: Sequence[Check], claims: Sequence[Claim]) -> Table:
    """Return the verdict on each contrast under each definition of success.

    Parameters
    ----------
    checks : sequence of Check
        By :func:`crosscase.robustness.outcome_recoding`.
    claims : sequence of Claim
        What was checked, in the same order.
    """
    made = {claim.proposition: check for claim, check in zip(claims, checks, strict=True)}
    verdicts = {
        name: check.table.set_index("definition")["verdict"] for name, check in made.items()
    }
    table = pd.DataFrame(verdicts).T.rename_axis("proposition_id")
    known = {name: words for name, words in _DEFINITIONS.items() if name in table.columns}
    evidence = {(name, table.columns[0]): check.evidence for name, check in made.items()}
    return Table(table, names={"proposition_id": "Assumption", **known}, evidence=evidence)


def design_sizes(study: Study, own: pd.Series) -> dict[str, tuple[int, int]]:
    """Return the successes and failures of the whole design, and of the check firms alone.

    Parameters
    ----------
    study : Study
        Its ``cases`` say by their ``role`` which firms are base cases.
    own : Series by firm
        1 success, 0 failure.
    """
    base = study.cases.loc[study.cases["role"] == "base", "case_id"]
    checked = own.drop(base)
    return {
        "base cases and check firms": (int((own == 1).sum()), int((own == 0).sum())),
        "check firms alone": (int((checked == 1).sum()), int((checked == 0).sum())),
    }


def firms_needed(
    designs: Mapping[str, tuple[int, int]], *, alpha: float, tests: Sequence[int]
) -> Table:
    """Return how many more firms each design needs before a perfect result reaches the level.

    Parameters
    ----------
    designs : mapping of name to (successes, failures)
        By :func:`design_sizes`.
    alpha : float
        Level, one-sided.
    tests : sequence of int
        Numbers of claims among which the level is shared.
    """
    parts = [
        cases_needed(*size, alpha=alpha, tests=n).assign(
            design=name, have=f"{size[0]} and {size[1]}", p=smallest_p(*size), tests=n
        )
        for name, size in designs.items()
        for n in tests
    ]
    names = {
        "design": "Design",
        "have": "Successes and failures",
        "p": "Smallest p now",
        "tests": "Claims tested",
        "way": "Add",
        "added": "Firms",
        "smallest_p": "Smallest p then",
    }
    table = pd.concat(parts, ignore_index=True)[list(names)]
    return Table(table.astype({"added": "Int64"}), names=names, digits=4)


def smallest_p_by_size(successes: Sequence[int], failures: Sequence[int]) -> Table:
    """Return the smallest one-sided p of each design, successes down and failures across."""
    columns = {
        f"{f} failure{'s' if f > 1 else ''}": [smallest_p(s, f) for s in successes]
        for f in failures
    }
    table = pd.DataFrame({"successes": list(successes), **columns})
    return Table(table, names={"successes": "Successes"}, digits=4)


def numbers(
    designs: Mapping[str, tuple[int, int]],
    needed: Table,
    recoded: Sequence[Check],
    tested: Sequence[Check],
) -> Mapping[str, Number]:
    """Return the numbers that the text of the paper takes from this notebook.

    Parameters
    ----------
    designs : mapping of name to (successes, failures)
        By :func:`design_sizes`.
    needed : Table
        By :func:`firms_needed`.
    recoded : sequence of Check
        Each claim under other outcomes.
    tested : sequence of Check
        Each contrast, tested exactly.
    """
    whole, check = (smallest_p(*size) for size in designs.values())
    rows = needed.table
    shared = rows[(rows["tests"] == rows["tests"].max()) & (rows["way"] == "more failures")]
    both, alone = shared["added"]
    counts = {
        "n_ways_to_label": round(1 / whole),
        "n_failures_needed": int(both),
        "n_failures_needed_check_firms": int(alone),
        "n_claims_survive_outcomes": sum(c.holds is True for c in recoded),
        "n_claims_fall_by_outcome": sum(c.holds is False for c in recoded),
        "n_contrasts_significant": sum(c.holds is True for c in tested),
    }
    least = {
        f"p_smallest{end}": Number(p, f"smallest p of the design, {name}")
        for end, p, name in zip(("", "_check_firms"), (whole, check), designs, strict=True)
    }
    return least | {key: Number(value, key[2:].replace("_", " ")) for key, value in counts.items()}
