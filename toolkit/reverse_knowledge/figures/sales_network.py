"""The sales network: a focal unit with its groups at four sides; ties with a voice left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from crosscase.errors import ParameterError
from crosscase.plots.axes import need
from crosscase.plots.diagrams import draw_network
from crosscase.plots.drawing import canvas, wrap, write
from crosscase.plots.style import FULL_WIDTH_IN, carry

__all__ = ["draw_group_panels", "draw_outside", "draw_without_voices", "place_zones"]


def __dir__() -> list[str]:
    return __all__


# Distance of the outermost row from the edge of the drawing, and of one row from the next.
_EDGE_IN, _ROW_IN = 0.32, 0.78
_PANELS_IN_A_ROW = 2
# Names that are too long for a box.
_SHORT = {
    "huawei": "Huawei, its Operator BG and its units",
    "local_engineering_latin_america": "Engineers, Latin America",
    "component_suppliers": "Component suppliers",
    "transport_provider_hungary": "Transport firm, Hungary",
    "iron_supplier": "Iron supplier (example)",
    "cable_manufacturer_x": "Cable maker X (example)",
    "transport_supplier_y": "Transport firm Y (example)",
    "enterprise_customers_of_carriers": "Firms served by carriers",
    "end_users": "Consumers",
    "former_suppliers": "Former suppliers",
    "opponents": "Opponents",
    "competitors": "Competitors",
    "network_solutions_llc": "Network Solutions",
}
_FILLS = {
    "suppliers": "warm",
    "carriers": "middle",
    "competitors": "grey",
    "opponents": "grey",
    "internal": "dark",
}
# Sides of the drawing, each from the top: single actors stand beside the class they belong to.
_LEFT = [
    "microsoft", "citrix", "intel", "ibm", "siemens", "iron_supplier", "component_suppliers",
    "logistics_suppliers", "dhl", "yusen", "cable_manufacturer_x", "transport_supplier_y",
    "local_suppliers", "local_engineering_latin_america", "transport_provider_hungary",
]  # fmt: skip
_RIGHT = [
    "telenor", "deutsche_telekom", "telefonica", "teliasonera", "strategic_partners",
    "key_customers", "enterprise_customers_of_carriers", "carrier_customers", "end_users",
    "partners", "optimized_vendors", "vendors", "company_z", "third_party_bank",
]  # fmt: skip
_TOP = [["competitors", "ericsson", "network_solutions_llc"]]
_BOTTOM = [
    ["opponents", "former_suppliers"],
    ["us_government", "canadian_enterprises", "regional_governments"],
]
# Where a line would run through a box, the box stands aside.
_ASIDE_IN = {
    "opponents": 1.7,
    "former_suppliers": 4.6,
    "us_government": 2.1,
    "regional_governments": 4.2,
}
# Types of tie: the line, and how far it bends, so that two between the same actors can be told.
_TIES = {
    "actor bond": ("solid", 0.0),
    "resource tie": ("dashed", 0.1),
    "activity link": ("dotted", -0.1),
}
_GROUPS_AT = {
    "Suppliers": (0.0, 0.74),
    "Huawei": (0.5, 0.45),
    "Carriers": (1.0, 0.74),
    "Competitors": (0.5, 1.0),
    "Opponents": (0.16, 0.0),
    "Others": (1.0, 0.0),
}

Place = tuple[float, float]


def place_zones(
    nodes: pd.DataFrame,
    *,
    centre: str,
    left: Sequence[str] = (),
    right: Sequence[str] = (),
    top: Sequence[Sequence[str]] = (),
    bottom: Sequence[Sequence[str]] = (),
    width_in: float = FULL_WIDTH_IN,
    height_in: float = 7.0,
    box_width_in: float = 1.0,
    foot_in: float = 0.0,
) -> pd.DataFrame:
    """Place a focal unit in the middle and its groups at the four sides.

    Parameters
    ----------
    nodes : DataFrame
        ``node_id`` and what else :func:`crosscase.plots.diagrams.draw_network` takes.
    centre : str
        The focal unit.
    left, right : sequence of node ids
        Columns, from the top.
    top, bottom : sequence of rows of node ids
        Rows between the columns, from the top.
    width_in, height_in, box_width_in : float
        Sizes.
    foot_in : float
        Left free below, e.g. for a legend.

    Returns
    -------
    DataFrame
        The nodes that were named, with ``x_in``, ``y_in`` and ``width_in``.

    Raises
    ------
    ParameterError
        If a named unit is no node, or is named twice.

    Examples
    --------
    >>> nodes = pd.DataFrame({"node_id": ["f", "s"], "label": ["Firm", "Supplier"]})
    >>> place_zones(nodes, centre="f", left=["s"])[["node_id", "x_in", "y_in"]]
      node_id  x_in  y_in
    0       f  3.15   3.5
    1       s  0.52   3.5
    """
    named = [centre, *left, *right, *(name for row in [*top, *bottom] for name in row)]
    _refuse_unknown(named, set(nodes["node_id"]))
    high, side = height_in - foot_in, 0.02 + box_width_in / 2
    spots: dict[str, Place] = {centre: (width_in / 2, high / 2)}
    for x, members in ((side, left), (width_in - side, right)):
        pitch = high / max(1, len(members))
        spots |= {name: (x, high - (i + 0.5) * pitch) for i, name in enumerate(members)}
    inner = width_in - 2 * box_width_in - 0.6
    for rows, first in (
        (top, high - _EDGE_IN),
        (bottom, _EDGE_IN + _ROW_IN * (len(bottom) - 1)),
    ):
        for r, row in enumerate(rows):
            step, begin = inner / max(1, len(row)), (width_in - inner) / 2
            y = first - _ROW_IN * r
            spots |= {name: (begin + (i + 0.5) * step, y) for i, name in enumerate(row)}
    kept = nodes[nodes["node_id"].isin(spots)]
    return kept.assign(
        x_in=[spots[name][0] for name in kept["node_id"]],
        y_in=[foot_in + spots[name][1] for name in kept["node_id"]],
        width_in=box_width_in,
    )


def _refuse_unknown(named: Sequence[str], known: set[str]) -> None:
    unknown = sorted(set(named) - known)
    if unknown:
        raise ParameterError(f"no node {unknown[0]!r}; nodes: {', '.join(sorted(known))}")
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise ParameterError(f"{twice[0]!r} stands twice; a unit has one place")


def draw_outside(nodes: pd.DataFrame, edges: pd.DataFrame) -> Figure:
    """Draw the sales network: Huawei in the middle, the groups around it at four sides.

    Parameters
    ----------
    nodes, edges : DataFrame
        By :func:`reverse_knowledge.tables.sales_network.outside`: ``node_id``, ``name``,
        ``actor_group``, ``is_named``; ``source_node``, ``target_node``, ``tie_type``, ``flow``,
        ``tie_id``.

    Returns
    -------
    matplotlib.figure.Figure
        Ties of one type between two actors are one line; actors without a name have a dashed
        outline.
    """
    there = set(nodes["node_id"])
    placed = place_zones(
        _looks(nodes),
        centre="huawei",
        left=[name for name in _LEFT if name in there],
        right=[name for name in _RIGHT if name in there],
        top=[[name for name in row if name in there] for row in _TOP],
        bottom=[[name for name in row if name in there] for row in _BOTTOM],
        box_width_in=0.98,
        height_in=7.5,
        foot_in=0.6,
    )
    aside = placed["node_id"].map(_ASIDE_IN)
    return draw_network(
        placed.assign(x_in=aside.fillna(placed["x_in"])),
        _lines(edges, set(placed["node_id"])),
        height_in=7.5,
        size_pt=6.6,
        entries=[(line, name) for name, (line, _) in _TIES.items()],
        legend_at_in=(0.1, 0.58),
        evidence=list(edges["tie_id"]),
    )


def _looks(nodes: pd.DataFrame) -> pd.DataFrame:
    """Return the nodes with a label that fits, the fill of their group, and a dashed outline."""
    plain = nodes["name"].str.replace(r" \(.*\)| AG$", "", regex=True)
    return nodes.assign(
        label=nodes["node_id"].map(_SHORT).fillna(plain),
        fill=nodes["actor_group"].map(_FILLS).fillna("plain"),
        schematic=~nodes["is_named"],
    )


def _lines(edges: pd.DataFrame, placed: set[str]) -> pd.DataFrame:
    """Return one line for all ties of a type between two actors that have a place."""
    ends = ["source_node", "target_node"]
    lines = edges.groupby([*ends, "tie_type"], as_index=False)["flow"].first()
    look = pd.DataFrame.from_dict(_TIES, orient="index", columns=["line", "bend"])
    lines = lines.join(look, on="tie_type")
    return lines[lines[ends].isin(placed).all(axis=1)]


def draw_without_voices(
    panels: Mapping[str, pd.DataFrame], *, evidence: Iterable[str] = ()
) -> Figure:
    """Draw the ties between the groups around Huawei, with each voice left out.

    Parameters
    ----------
    panels : mapping of title to DataFrame
        By :func:`reverse_knowledge.tables.sales_network.between_groups`.
    evidence : ids, optional
        The ties.

    Returns
    -------
    matplotlib.figure.Figure
    """
    return draw_group_panels(panels, _GROUPS_AT, height_in=6.0, evidence=evidence)


def draw_group_panels(
    panels: Mapping[str, pd.DataFrame],
    places: Mapping[str, Place],
    *,
    height_in: float = 5.0,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw the network of groups several times, the ties that are lost dashed.

    Parameters
    ----------
    panels : mapping of title to DataFrame
        ``one``, ``other`` (groups) and ``ties`` (their number). The first panel is the whole.
    places : mapping of group to (x, y)
        Where each stands, from 0 to 1.
    height_in : float
        Height of the figure; two panels stand beside each other.
    evidence : ids, optional
        Rows that tell of the ties.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        If the whole lacks a column or has no tie.

    Examples
    --------
    >>> whole = pd.DataFrame({"one": ["hub"], "other": ["spoke"], "ties": [3]})
    >>> places = {"hub": (0.2, 0.5), "spoke": (0.8, 0.5)}
    >>> drawn = draw_group_panels({"All": whole, "Without A": whole.assign(ties=1)}, places)
    >>> [text.get_text() for text in drawn.axes[0].texts]
    ['All', '3', 'hub', 'spoke', 'Without A', '1', 'hub', 'spoke']
    """
    figure, axes = canvas(FULL_WIDTH_IN, height_in)
    rows = -(-len(panels) // _PANELS_IN_A_ROW)
    wide, high = FULL_WIDTH_IN / _PANELS_IN_A_ROW, height_in / rows
    whole = next(iter(panels.values()))
    need(whole, ("one", "other", "ties"), "the whole network")
    for number, (title, panel) in enumerate(panels.items()):
        row, column = divmod(number, _PANELS_IN_A_ROW)
        left, top = column * wide, height_in - row * high
        write(axes, left + 0.06, top - 0.12, title, size_pt=8, bold=True, horizontal="left")
        spots = {
            group: (left + 0.5 + x * (wide - 1.0), top - high + 0.25 + y * (high - 0.75))
            for group, (x, y) in places.items()
        }
        _draw_panel(axes, whole, panel, spots)
    return carry(figure, evidence)


def _draw_panel(
    axes: Axes, whole: pd.DataFrame, panel: pd.DataFrame, spots: Mapping[str, Place]
) -> None:
    most = float(whole["ties"].max())
    now = {(row.one, row.other): int(row.ties) for row in panel.itertuples(index=False)}
    for tie in whole.itertuples(index=False):
        ties = now.get((tie.one, tie.other), 0)
        _draw_tie(axes, spots[tie.one], spots[tie.other], ties, ties / most)
    look = {"boxstyle": "round,pad=0.28", "facecolor": "#E3F1FA", "edgecolor": "black"}
    for group, (x, y) in spots.items():
        shown, frame = wrap(group, 0.9, 6.8), {**look, "linewidth": 0.8}
        axes.text(x, y, shown, ha="center", va="center", fontsize=6.8, zorder=7, bbox=frame)


def _draw_tie(axes: Axes, one: Place, other: Place, ties: int, share: float) -> None:
    """Draw a line as wide as its share of the most ties, dashed where none is left."""
    (x0, y0), (x1, y1) = one, other
    line = axes.plot([x0, x1], [y0, y1], color="#333333", lw=0.8 + 4.2 * share, zorder=2)[0]
    line.set_solid_capstyle("butt")
    if not ties:
        line.set(color="#777777", linestyle=(0, (3, 2.4)))
    write(axes, x0 + 0.4 * (x1 - x0), y0 + 0.4 * (y1 - y0), str(ties), size_pt=6.5, halo=True)
