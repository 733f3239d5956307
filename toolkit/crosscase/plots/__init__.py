"""Figures: a result in, a matplotlib figure out, nothing computed."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = ["companion", "matrix", "network", "qca", "robustness", "study", "style", "words"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return importlib.import_module(f"crosscase.plots.{name}")
    raise AttributeError(f"module 'crosscase.plots' has no attribute {name!r}")
