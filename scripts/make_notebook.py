"""Make a notebook from a text of cells, without outputs.

    python scripts/make_notebook.py cells.py notebooks/10_describe_x.ipynb

In the text ``# %% [markdown]`` begins a Markdown cell, ``# %%
[parameters]`` the cell tagged `parameters`, and ``# %%`` a code cell.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def cells(text: str) -> list[dict[str, object]]:
    """Return the cells of a notebook."""
    made: list[dict[str, object]] = []
    for part in re.split(r"^# %%", text, flags=re.M)[1:]:
        head, _, body = part.partition("\n")
        kind = head.strip().strip("[]")
        body = body.strip("\n")
        lines = [f"{line}\n" for line in body.split("\n")]
        lines[-1] = lines[-1].rstrip("\n")
        tags = {"tags": ["parameters"]} if kind == "parameters" else {}
        cell: dict[str, object] = {
            "cell_type": "markdown" if kind == "markdown" else "code",
            "id": f"cell-{len(made):02d}",
            "metadata": tags,
            "source": lines,
        }
        if cell["cell_type"] == "code":
            cell |= {"execution_count": None, "outputs": []}
        made.append(cell)
    return made


def main(source: str, target: str) -> None:
    """Write the notebook."""
    notebook = {
        "cells": cells(Path(source).read_text(encoding="utf-8")),
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    text = json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:3])
