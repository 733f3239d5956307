"""Time sweeps of cut-offs, left-out cases and calibration anchors on Lipset's fuzzy data.

Run from the repository's root: ``python benchmarks/robustness_qca.py``. For comparison, in R on
two shared cores: SetMethods' rob.calibrange on one condition, 61 minimisations, 22.7 s; qcaERT's
loo.test on 18 cases, 95 minimisations, 39 s, and calib.test on two conditions, 606 minimisations,
222 s.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from crosscase import qca

DATA = Path(__file__).parents[1] / "tests" / "reference" / "qca" / "lipset_fuzzy.csv"
CONDITIONS = ["DEV", "URB", "LIT", "IND", "STB"]
OPTIONS: dict[str, Any] = {"outcome": "SURV", "conditions": CONDITIONS, "include": "?"}


def logistic(values: np.ndarray, anchors: Any) -> np.ndarray:
    low, middle, high = anchors
    width = np.where(values < middle, middle - low, high - middle)
    return 1 / (1 + np.exp(-np.log(19) * (values - middle) / width))


def timed(name: str, run: Callable[[], Any]) -> None:
    start = time.perf_counter()
    found = run()
    print(f"{name}: {time.perf_counter() - start:.2f} s, {len(found)} rows")


def main() -> None:
    data = pd.read_csv(DATA, index_col=0)
    # Raw values whose calibration at 20, 50 and 80 gives back the scores, but for the ends.
    scores = data["DEV"].clip(0.001, 0.999)
    raw = 50 + 30 * np.log(scores / (1 - scores)) / np.log(19)
    timed(
        "inclusion × frequency × PRI, 3,000 combinations",
        lambda: qca.cut_sweep(
            data, incl_cuts=np.arange(0.5, 1.0, 0.005), n_cuts=range(1, 6),
            pri_cuts=np.arange(0, 0.6, 0.1), **OPTIONS,
        ),
    )  # fmt: skip
    timed(
        "leave one case out",
        lambda: qca.subsample_stability(data, incl_cut=0.8, **OPTIONS)[0],
    )
    timed(
        "leave two cases out",
        lambda: qca.subsample_stability(data, incl_cut=0.8, leave_out=2, **OPTIONS)[0],
    )
    timed(
        "three anchors, up to 100 steps each way",
        lambda: qca.calibration_ranges(
            data, raw, (20, 50, 80), condition="DEV", calibrate=logistic, step=0.5, most_steps=100,
            incl_cut=0.8, **OPTIONS,
        ),
    )  # fmt: skip


if __name__ == "__main__":
    main()
