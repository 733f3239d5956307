"""Everything that `make test` asks: lint, types, tests, notebooks, and that the paper reproduces.

Each step runs even where one before it failed; the last line counts them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
STEPS = {
    "lint": ["ruff", "check", "--quiet", "."],
    "format": ["ruff", "format", "--check", "--quiet", "."],
    "types": ["mypy"],
    "unit and reference tests": [
        "python", "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", "toolkit", "tests",
    ],
    "notebooks as committed": [
        "python", "-m", "pytest", "-q", "-p", "no:doctest", "-o", "addopts=", "-n", "2",
        "--dist", "loadfile", "--nbval", "--nbval-current-env", "--nbval-cell-timeout", "600",
        "notebooks",
    ],
    "data": ["crosscase", "validate"],
    "paper as committed": ["crosscase", "reproduce", "--check"],
}  # fmt: skip


def main() -> int:
    """Run the steps; return 1 if any failed."""
    environment = {key: value for key, value in os.environ.items()
                   if key not in {"PYTHONDONTWRITEBYTECODE", "CROSSCASE_STUDY"}}  # fmt: skip
    environment["CROSSCASE_EXHIBITS"] = str(ROOT / "build" / "nbval")
    environment["OMP_NUM_THREADS"] = environment["OPENBLAS_NUM_THREADS"] = "1"
    failed = []
    for name, command in STEPS.items():
        print(f"== {name}", flush=True)
        began = time.monotonic()
        done = subprocess.run([str(BIN / command[0]), *command[1:]], cwd=ROOT, env=environment,
                              check=False)  # fmt: skip
        if done.returncode:
            failed.append(name)
        state = "failed" if done.returncode else "passed"
        print(f"== {name}: {state} in {time.monotonic() - began:.0f} s\n", flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}")
    print(f"{len(STEPS) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
