"""Pin every dependency, for every platform and Python that is supported, with its hashes.

    python scripts/make_lock.py

Needs `uv`. The lock names versions and hashes only, no address: any index that carries the same
files will do.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEAD = """\
# Every version with its hashes, for Python 3.11 to 3.14 on Linux, macOS and Windows.
# Made by scripts/make_lock.py from pyproject.toml; do not edit.
"""


def main() -> None:
    """Write requirements.lock."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if uv is None:
        sys.exit("make_lock: uv is not installed; pip install uv")
    done = subprocess.run(
        [
            uv, "pip", "compile", "pyproject.toml", "--group", "dev", "--universal",
            "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url",
            "--no-annotate", "--no-header", "--quiet", "--emit-build-options",
            *sys.argv[1:],
        ],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"make_lock: {done.stderr.strip()}")
    text = "".join(
        line + "\n"
        for line in done.stdout.splitlines()
        if not re.match(r"--(index|extra|find)", line)
    )
    if "://" in text:
        sys.exit("make_lock: an address stands in the lock")
    (ROOT / "requirements.lock").write_text(HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
