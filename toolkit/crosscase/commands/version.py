"""`crosscase version [--json]`: the version, Python, and the packages that matter."""

from __future__ import annotations

import argparse
import json
import platform
from importlib.metadata import PackageNotFoundError, version

from crosscase import __version__

__all__ = ["add_arguments", "run"]

PACKAGES = (
    "jupyterlab", "matplotlib", "networkx", "numpy", "pandas", "papermill",
    "pypandoc-binary", "scipy", "seaborn", "statsmodels", "typst",
)  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def run(arguments: argparse.Namespace) -> int:
    """Print the versions."""
    packages: dict[str, str | None] = {}
    for name in PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            packages[name] = None
    document = {
        "crosscase": __version__,
        "python": platform.python_version(),
        "packages": packages,
    }
    if arguments.json:
        print(json.dumps(document, indent=1))
    else:
        print(f"crosscase {__version__}, Python {document['python']}")
        for name, number in packages.items():
            print(f"  {name:<16} {number or 'not installed'}")
    return 0
