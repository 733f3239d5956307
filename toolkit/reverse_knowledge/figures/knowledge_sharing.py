"""The sharing network of Figure 1, drawn again."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from crosscase.plots.diagrams import draw_hub_spoke

__all__ = ["draw_sharing"]


def __dir__() -> list[str]:
    return __all__


# Round the rim: regions together, and units that share with another region turned towards it.
_ORDER = (
    *("sub_1_2", "huawei_uk", "sub_1_3"),
    *("sub_2_1", "sub_2_2", "sub_2_3"),
    *("sub_3_3", "sub_3_2", "sub_3_1"),
)
_HEIGHT_IN = 5.0


def draw_sharing(nodes: pd.DataFrame, edges: pd.DataFrame) -> Figure:
    """Draw headquarters, regional hubs and spokes with their solid and dotted ties.

    Parameters
    ----------
    nodes, edges : DataFrame
        The study's ``network_nodes`` and ``network_edges``.

    Returns
    -------
    matplotlib.figure.Figure
        It carries the ids of all units and ties.
    """
    return draw_hub_spoke(nodes, edges, _ORDER, height_in=_HEIGHT_IN)
