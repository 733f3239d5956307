"""Write ``environment.yml`` (conda, mamba) from ``pyproject.toml``.

python scripts/make_environment.py [--print]
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Packages that conda-forge has under another name, or not at all.
CONDA_NAMES = {"pypandoc-binary": None, "typst": None, "icu4py": None}


def environment() -> str:
    """Return the text of environment.yml."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    conda, pip = [], []
    for item in sorted(wanted):
        name = item.split(">")[0].split("=")[0].split("<")[0].strip()
        other = CONDA_NAMES.get(name, name)
        if other is None:
            pip.append(item)
        else:
            conda.append(item.replace(name, other, 1))
    python = project["project"]["requires-python"]
    lines = [
        "# Made by scripts/make_environment.py from pyproject.toml; do not edit.",
        "name: crosscase",
        "channels:",
        "  - conda-forge",
        "dependencies:",
        f'  - "python{python}"',
        "  - pip",
        *(f'  - "{item}"' for item in conda),
        "  - pip:",
        *(f'      - "{item}"' for item in pip),
        "      - -e .",
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write or print the file."""
    if "--print" in sys.argv[1:]:
        print(environment(), end="")
    else:
        (ROOT / "environment.yml").write_text(environment(), encoding="utf-8")


if __name__ == "__main__":
    main()
