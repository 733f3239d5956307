"""Small networks as the two tables that every measure takes."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

Tables = tuple[pd.DataFrame, pd.DataFrame]


def tables(pairs, names=None, **more) -> Tables:
    names = names or sorted({name for pair in pairs for name in pair})
    edges = pd.DataFrame(pairs, columns=["source_node", "target_node"]).assign(**more)
    return pd.DataFrame({"node_id": names}), edges


@pytest.fixture(name="tables", scope="session")
def _tables() -> Callable[..., Tables]:
    """Nodes and edges of pairs of names."""
    return tables
