"""Comparative case studies that can be rerun: evidence, comparison, robustness, paper.

The usual start::

    import crosscase as cc
    study = cc.Study.open()
    matrix = cc.matrix.support(study.evidence)
"""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

# Modules are loaded when first used: `crosscase --help` must not wait for pandas.
_MODULES = (
    "agreement", "association", "codebook", "cooccurrence", "corpus", "documents", "errors",
    "exhibits", "expected_pattern", "keywords", "layouts", "literature", "matrix", "network",
    "pages", "paired_cases", "paper", "paragraphs", "pattern_matching", "pipeline", "plots",
    "process_tracing", "qca", "rates", "refi", "results", "robustness", "scorecard", "scoring",
    "solutions", "study", "tables", "tokens", "transcripts",
)  # fmt: skip
_NAMES = {"Study": "study", "publish": "exhibits"}

__all__ = [*_MODULES, *_NAMES, "__version__"]


def __getattr__(name: str) -> Any:
    if name in _NAMES:
        return getattr(importlib.import_module(f"crosscase.{_NAMES[name]}"), name)
    if name in _MODULES:
        return importlib.import_module(f"crosscase.{name}")
    raise AttributeError(f"module 'crosscase' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
