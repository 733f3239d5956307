"""Run every notebook with its default parameters and keep its outputs, the same bytes each time.

A notebook is written as JupyterLab writes it, so that saving it there again changes nothing.

    python scripts/refresh_notebooks.py [NAME ...]

Execution counts are kept, times, papermill's metadata and random ids are not.
"""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}


def refresh(path: Path) -> str:
    """Execute one notebook and write it back with clean metadata."""
    import nbformat
    from nbclient import NotebookClient

    scratch = tempfile.mkdtemp(prefix="crosscase-")
    os.environ |= {"CROSSCASE_STUDY": str(ROOT), "CROSSCASE_EXHIBITS": scratch, "MPLBACKEND": "agg"}
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook,
        timeout=600,
        kernel_name="python3",
        extra_arguments=["--IPKernelApp.log_level=50"],
        resources={"metadata": {"path": path.parent}},
    ).execute()
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number:02d}"
        tags = cell.metadata.get("tags", [])
        cell["metadata"] = {"tags": tags} if tags else {}
    language = notebook.metadata["language_info"]
    notebook["metadata"] = {"kernelspec": KERNEL, "language_info": language}
    temporary = path.with_name(f".{path.name}.tmp")
    nbformat.write(notebook, temporary)
    temporary.replace(path)
    return path.name


def main(names: list[str]) -> None:
    """Refresh the named notebooks, or all."""
    paths = sorted((ROOT / "notebooks").glob("*.ipynb"))
    if names:
        paths = [path for path in paths if path.stem in {Path(name).stem for name in names}]
    with ProcessPoolExecutor(min(2, len(paths) or 1)) as pool:
        for name in pool.map(refresh, paths):
            print(name)


if __name__ == "__main__":
    main(sys.argv[1:])
