"""Time a multiverse of more than 10,000 specifications on the study, in one process and in two.

Run from the repository's root: ``python benchmarks/robustness_multiverse.py``.
"""

from __future__ import annotations

import time
from pathlib import Path

import pandas as pd

from crosscase import robustness
from crosscase.comparison.claims import make_claims

DATA = Path(__file__).parents[1] / "data"
PARAMETERS = {
    "include_blanket": [True, False],
    "include_joint": [True, False],
    "evidence_types": [None, ("interview", "document")],
    "without": [None, ("informant_id", "huawei_uk_cfo"), ("specificity", "joint")],
    "silent": ["strict", "best", "worst", "ignore"],
    "conflict": ["net", "lenient", "severe"],
    "min_share": [1.0, 0.75, 0.5],
    "min_net": [0, 2],
    "absence": ["shown", "unrefuted"],
    "without_case": [None, "huawei", "zoomlion", "tcl"],
}


def study() -> robustness.MatrixAnalysis:
    evidence = pd.read_csv(DATA / "evidence.csv")
    cases = pd.read_csv(DATA / "cases.csv")
    groups = {role: tuple(cases.loc[cases["role"] == role, "case_id"]) for role in
              ("base", "success", "failure")}  # fmt: skip
    made = make_claims(
        pd.read_csv(DATA / "propositions.csv")["proposition_id"],
        present={"base": groups["base"], "check": groups["success"]},
        absent={"failed": groups["failure"]},
    )
    return robustness.MatrixAnalysis(evidence, made)


def main() -> None:
    for jobs in (1, 2):
        start = time.perf_counter()
        found = robustness.multiverse(study(), PARAMETERS, jobs=jobs)
        print(f"{found.title}, {jobs} process(es): {time.perf_counter() - start:.1f} s")
    print(found.table.to_string(index=False))


if __name__ == "__main__":
    main()
