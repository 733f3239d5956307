"""Cluster diagnostics: whether a set relation holds within and between groups of cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from crosscase.errors import ParameterError
from crosscase.qca.engine.consistency import sufficiency_fit
from crosscase.qca.minimization import Solutions
from crosscase.results import Result, shortened

__all__ = ["ClusterDiagnostics", "cluster_diagnostics"]


@dataclass(frozen=True, repr=False)
class ClusterDiagnostics(Result):
    """Pooled, between and within consistency of each term and of the model.

    Parameters
    ----------
    model : str
        The model.
    distances : DataFrame
        A row a term: term, pooled (consistency), between, within (distances from evenness).
    table : DataFrame
        A row a term and cluster or unit: term, by, group, n, inclS, covS.
    """

    model: str
    distances: pd.DataFrame
    table: pd.DataFrame

    @property
    def title(self) -> str:
        """The model in one line."""
        return f"Cluster diagnostics of {shortened(self.model)}"


def cluster_diagnostics(
    solutions: Solutions,
    *,
    clusters: Sequence[object] | pd.Series,
    units: Sequence[object] | pd.Series | None = None,
    model: int = 1,
) -> ClusterDiagnostics:
    """Return consistency and coverage by cluster (and by unit), and how uneven they are.

    The distance is sqrt(sum_j (c_j / sum c - 1 / J)^2) over the J groups: 0 if all groups are
    alike.

    Parameters
    ----------
    solutions : Solutions
        From :func:`crosscase.qca.minimize`.
    clusters : sequence, n
        Cluster of each case (a country, a year), in the order of the data.
    units : sequence, n, optional
        Unit of each case, if units are seen in several clusters.
    model : int, default 1
        Number of the model.

    Returns
    -------
    ClusterDiagnostics

    Raises
    ------
    ParameterError
        If there is not one cluster a case.

    References
    ----------
    Garcia-Castro, R. and Arino, M. A. (2016). A general approach to panel data set-theoretic
    research. Journal of Advances in Management Sciences and Information Systems 2, 63-76.
    """
    scores = solutions.truth_table.scores
    groupings = {"cluster": clusters} if units is None else {"cluster": clusters, "unit": units}
    for name, groups in groupings.items():
        if len(groups) != len(scores.cases):
            raise ParameterError(
                f"{name}s has {len(groups)} entries for {len(scores.cases)} cases; give one a case"
            )
    cubes = solutions.model_cubes(model)
    members = {scores.words.term(cube): scores.membership(cube) for cube in cubes}
    members["model"] = scores.sum_membership(cubes)
    body, far = [], []
    for term, x in members.items():
        apart: dict[str, float] = {}
        for name, groups in groupings.items():
            labels = np.array([str(group) for group in groups])
            values = []
            for group in sorted(set(labels.tolist())):
                inside = labels == group
                fit = sufficiency_fit(x[inside], scores.y[inside])
                body.append([term, name, group, int(inside.sum()), fit.inclS, fit.covS])
                values.append(fit.inclS)
            apart[name] = _unevenness(values)
        pooled = sufficiency_fit(x, scores.y).inclS
        far.append([term, pooled, apart["cluster"], apart.get("unit", float("nan"))])
    columns = ["term", "by", "group", "n", "inclS", "covS"]
    return ClusterDiagnostics(
        solutions.expression(model),
        pd.DataFrame(far, columns=["term", "pooled", "between", "within"]),
        pd.DataFrame(body, columns=columns),
    )


def _unevenness(values: list[float]) -> float:
    known = np.array([1.0 if np.isnan(value) else value for value in values])
    if known.sum() == 0:
        return 0.0
    return float(np.sqrt(((known / known.sum() - 1 / len(known)) ** 2).sum()))
