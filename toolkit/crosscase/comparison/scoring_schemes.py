"""How a cell of the matrix becomes a score: declared schemes, and the rules of each condition."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.comparison.claims import Rule
from crosscase.comparison.verdicts import votes
from crosscase.errors import ParameterError

__all__ = ["COMBINE", "RULE_COLUMNS", "Scheme", "condition_set", "membership", "schemes"]

MEASURES = ("crisp", "fuzzy")
SILENCE = ("absent", "present", "missing")
COMBINE = ("pool", "all", "any")
RULE_COLUMNS = ("condition", "propositions")


@dataclass(frozen=True)
class Scheme:
    """How evidence on a condition becomes a membership score.

    Parameters
    ----------
    name : str
        Its id.
    measure : {"crisp", "fuzzy"}
        1 or 0 by the heavier side; or (for + 1) / (for + against + 2), Laplace's rule of
        succession, which approaches 1 as supporting evidence grows.
    silent : {"absent", "present", "missing"}
        A cell without evidence, or with equal weight on both sides, counts like one statement
        against, like one for, or stays empty.
    conflict : {"net", "lenient", "severe"}
        Crisp: evidence on both sides follows the heavier side, any support, any contradiction.
    joint_weight, blanket_weight : float, default 1
        Weight of joint and blanket statements beside firm ones (1).
    incl_cut : (float, float), default (1, 0.01)
        Truth table rows at least as consistent as the first are positive; rows below the second
        are negative; those between are contradictory.

    Examples
    --------
    >>> Scheme("strict", joint_weight=0, blanket_weight=0).weights
    array([1., 0., 0.])
    """

    name: str
    measure: str = "crisp"
    silent: str = "absent"
    conflict: str = "net"
    joint_weight: float = 1.0
    blanket_weight: float = 1.0
    incl_cut: tuple[float, float] = (1.0, 0.01)

    def __post_init__(self) -> None:
        for field, allowed in (("measure", MEASURES), ("silent", SILENCE)):
            if getattr(self, field) not in allowed:
                raise ParameterError(
                    f"scheme {self.name!r}: {field} is {getattr(self, field)!r}; allowed: "
                    f"{', '.join(allowed)}"
                )
        if self.measure == "fuzzy" and self.conflict != "net":
            raise ParameterError(
                f"scheme {self.name!r}: conflict is {self.conflict!r}; a fuzzy score weighs both "
                "sides, allowed: net"
            )
        upper, lower = self.incl_cut
        if not 0 <= lower <= upper <= 1:
            raise ParameterError(
                f"scheme {self.name!r}: incl_cut is {self.incl_cut}; allowed: upper and lower cut "
                "with 0 <= lower <= upper <= 1"
            )
        self.rule  # noqa: B018  (checks conflict and weights)

    @property
    def rule(self) -> Rule:
        """The rule by which a cell votes."""
        return Rule(
            conflict=self.conflict,
            joint_weight=self.joint_weight,
            blanket_weight=self.blanket_weight,
        )

    @property
    def weights(self) -> np.ndarray:
        """Weights of firm, joint and blanket statements, shape (3,)."""
        return self.rule.weights


def schemes(table: pd.DataFrame) -> dict[str, Scheme]:
    """Read schemes from a table.

    Parameters
    ----------
    table : DataFrame
        One row a scheme: ``scheme, measure, silent, conflict, joint_weight, blanket_weight,
        incl_cut_upper, incl_cut_lower``.

    Returns
    -------
    dict of str to Scheme
        In the order of the table.

    Raises
    ------
    ParameterError
        If a row holds something else than it may.

    Examples
    --------
    >>> row = {"scheme": "crisp", "measure": "crisp", "silent": "absent", "conflict": "net",
    ...        "joint_weight": 1, "blanket_weight": 0, "incl_cut_upper": 1, "incl_cut_lower": 0.01}
    >>> schemes(pd.DataFrame([row]))["crisp"].blanket_weight
    0.0
    """
    return {
        row["scheme"]: Scheme(
            row["scheme"],
            measure=row["measure"],
            silent=row["silent"],
            conflict=row["conflict"],
            joint_weight=float(row["joint_weight"]),
            blanket_weight=float(row["blanket_weight"]),
            incl_cut=(float(row["incl_cut_upper"]), float(row["incl_cut_lower"])),
        )
        for row in table.to_dict("records")
    }


def condition_set(rules: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the rules of one set of conditions.

    Parameters
    ----------
    rules : DataFrame
        With a column ``condition_set``.
    name : str
        One of its values.

    Returns
    -------
    DataFrame
        Its rows, in order, numbered anew.

    Raises
    ------
    ParameterError
        If there is no such set.

    Examples
    --------
    >>> rules = pd.DataFrame({"condition_set": ["a", "a", "b"], "condition": ["X", "Y", "Z"]})
    >>> condition_set(rules, "a")["condition"].tolist()
    ['X', 'Y']
    """
    known = list(dict.fromkeys(rules["condition_set"]))
    if name not in known:
        raise ParameterError(f"no set of conditions {name!r}; allowed: {', '.join(known)}")
    return rules[rules["condition_set"] == name].reset_index(drop=True)


def membership(weight_for: np.ndarray, weight_against: np.ndarray, *, scheme: Scheme) -> np.ndarray:
    """Return scores from the weight of evidence on each side.

    Parameters
    ----------
    weight_for, weight_against : ndarray, any one shape
        Weight of the supporting and of the contradicting statements.
    scheme : Scheme
        How they are scored.

    Returns
    -------
    ndarray of float
        The same shape, in [0, 1]; nan where the scheme leaves a cell empty.

    References
    ----------
    Laplace (1814), Essai philosophique sur les probabilités (rule of succession). Ragin (2008),
    Redesigning Social Inquiry, ch. 4-5 (membership from qualitative evidence).

    Examples
    --------
    >>> membership(np.array([3.0, 0, 0]), np.array([0, 2.0, 0]), scheme=Scheme("c"))
    array([1., 0., 0.])
    >>> membership(np.array([3.0, 0]), np.array([0, 2.0]), scheme=Scheme("f", measure="fuzzy"))
    array([0.8 , 0.25])
    """
    vote = votes(weight_for, weight_against, scheme.rule)
    undecided = vote == 0
    pro = np.where(undecided, float(scheme.silent == "present"), weight_for)
    contra = np.where(undecided, float(scheme.silent == "absent"), weight_against)
    if scheme.measure == "fuzzy":
        score = (pro + 1) / (pro + contra + 2)
    else:
        score = np.where(undecided, pro, vote > 0).astype(float)
    return np.where(undecided & (scheme.silent == "missing"), np.nan, score)
