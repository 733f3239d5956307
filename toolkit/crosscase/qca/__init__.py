"""Qualitative comparative analysis: calibration, truth tables, exact minimisation, fit.

The usual start::

    tt = cc.qca.truth_table(data, outcome="Y", conditions="A,B,C", incl_cut=0.8)
    cc.qca.minimize(tt, include="?", dir_exp="A=1,B=1,C=1")

Coincidence analysis (causal chains, several outcomes at once) is out of scope; the R package
cna by Ambuehl and Baumgartner is made for it. Names and definitions follow R's QCA package.
"""

from __future__ import annotations

import importlib
from typing import Any

_NAMES = {
    "Solutions": "minimization",
    "TruthTable": "truth_tables",
    "calibrate": "calibration",
    "case_pairs": "case_selection",
    "case_types": "case_selection",
    "cluster_diagnostics": "clusters",
    "contradictory_assumptions": "counterfactuals",
    "find_rows": "counterfactuals",
    "find_thresholds": "calibration",
    "fit": "evaluation",
    "minimize": "minimization",
    "minimize_rows": "solve",
    "necessity": "evaluation",
    "simultaneous_subset_rows": "counterfactuals",
    "subset_search": "evaluation",
    "superset_search": "evaluation",
    "theory_evaluation": "theories",
    "truth_table": "truth_tables",
    "untenable_assumptions": "counterfactuals",
}

__all__ = sorted(_NAMES)


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(importlib.import_module(f"{__name__}.{_NAMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return list(__all__)
