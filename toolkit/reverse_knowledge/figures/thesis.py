"""The thesis's own figures, made again from what its text says about them.

Each function takes the parts of the lost drawings (:func:`parts_of_drawings`) and draws one figure,
or the few that have the same form; where a box says more than its name, the words come from another
table of the study. What is solid stands in the text, what is dashed is assumed.
"""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from crosscase.plots.diagrams import draw_network
from crosscase.plots.drawing import Box
from crosscase.study import Study
from reverse_knowledge.figures.customers import draw_levels
from reverse_knowledge.figures.redrawn import BASIS, draw_chain, draw_star, figure_parts
from reverse_knowledge.figures.sales_network import place_zones
from reverse_knowledge.figures.shapes import draw_boxes, draw_hub, draw_pyramid, draw_triangle
from reverse_knowledge.figures.trees import draw_tree

__all__ = [
    "draw_ara_model",
    "draw_bonds",
    "draw_bonds_with_z",
    "draw_challenges",
    "draw_classes",
    "draw_considerations",
    "draw_customer_levels",
    "draw_departments",
    "draw_dimensions",
    "draw_functions",
    "draw_interaction_model",
    "draw_interface",
    "draw_lines_of_products",
    "draw_management_levels",
    "draw_promises",
    "draw_questions",
    "draw_reasons",
    "draw_research_model",
    "draw_trust",
    "parts_of_drawings",
]


def __dir__() -> list[str]:
    return __all__


_FUNCTIONS = ["closeness", "certainty", "conveying_information", "pressure_to_develop"]
_BONDS = ["technical_bond", "time_bond", "knowledge_bond", "social_bond", "economic_legal_bond"]
# Figure 4.4, clockwise from the top: what the text sets in relation stands side by side.
_CONSIDERATIONS = [
    "network", "embeddedness", "ara", "boundary", "pictures", "time_space", "interdependence",
    "complexity", "position", "social_capital",
]  # fmt: skip
# The text does not define actor bonds as a construct of its own.
_ACTOR_BONDS = "Actors know and trust each other and commit themselves."


def parts_of_drawings(study: Study, *, show_assumed: bool = True) -> pd.DataFrame:
    """Return the boxes and lines of the lost drawings, as the text gives them.

    Parameters
    ----------
    study : Study
        Its table ``thesis_figures``.
    show_assumed : bool
        Whether lines stay that no sentence states.
    """
    parts = study.thesis_figures
    return parts[parts["basis"].eq("stated") | parts["kind"].ne("edge") | show_assumed]


def draw_questions(parts: pd.DataFrame) -> Figure:
    """Draw Figure 1.1: the fields from which the research questions were formed."""
    nodes, edges = figure_parts(parts, "Figure 1.1")
    return draw_star(
        nodes,
        edges,
        centre="research_questions",
        height_in=3.1,
        box_width_in=1.5,
        start_degrees=120,
    )


def draw_lines_of_products(parts: pd.DataFrame) -> Figure:
    """Draw Figure 2.3: business groups and their lines of products."""
    return _tree(parts, "Figure 2.3")


def draw_reasons(parts: pd.DataFrame) -> Figure:
    """Draw Figure 4.2: why relations between organisations may fail."""
    return _tree(parts, "Figure 4.2")


def _tree(parts: pd.DataFrame, number: str) -> Figure:
    nodes, edges = figure_parts(parts, number)
    parents = dict(zip(edges["target_node"], edges["source_node"], strict=True))
    return draw_tree(parents, dict(zip(nodes["node_id"], nodes["label"], strict=True)))


def draw_challenges(parts: pd.DataFrame) -> Figure:
    """Draw Figure 3.1: five numbered challenges for an interaction orientation."""
    nodes, edges = figure_parts(parts, "Figure 3.1")
    numbered = [f"{i}. {label}" for i, label in enumerate(nodes["label"], 1)]
    return draw_chain(nodes.assign(label=numbered), edges, row_height_in=1.15, legend=False)


def draw_interface(parts: pd.DataFrame) -> Figure:
    """Draw Figure 4.1: units of two firms that meet at an interface."""
    nodes, edges = figure_parts(parts, "Figure 4.1")
    across = {"supplier_units": 0.75, "interface": 3.15, "customer_units": 5.55}
    placed = nodes.assign(
        x_in=nodes["node_id"].map(across),
        y_in=0.85,
        fill=["middle" if name == "interface" else "light" for name in nodes["node_id"]],
    )
    lines = edges[edges["target_node"] == "interface"]
    broken = [label.replace("buying ", "buying\n") for label in lines["label"]]
    return draw_network(
        placed,
        lines.assign(flow="both", label=broken),
        height_in=1.35,
        box_width_in=1.3,
        size_pt=7.5,
        entries=BASIS[1:],
        legend_at_in=(0.1, 0.3),
    )


def draw_dimensions(parts: pd.DataFrame) -> Figure:
    """Draw Figure 4.3: a firm with those above, below and beside it in its network."""
    nodes, edges = figure_parts(parts, "Figure 4.3")
    placed = place_zones(
        nodes,
        centre="focal_firm",
        left=["competitors"],
        right=["complementors"],
        top=[["suppliers"]],
        bottom=[["customers"]],
        height_in=2.9,
        width_in=5.4,
        box_width_in=1.25,
    )
    return draw_network(
        placed,
        edges.assign(flow="both"),
        width_in=5.4,
        height_in=2.9,
        size_pt=7.5,
        entries=BASIS,
        legend_at_in=(0.1, 0.5),
    )


def draw_considerations(parts: pd.DataFrame) -> Figure:
    """Draw Figure 4.4: what a network perspective makes one consider."""
    nodes, edges = figure_parts(parts, "Figure 4.4")
    around = nodes.set_index("node_id").loc[_CONSIDERATIONS].reset_index()
    plain = edges.assign(flow="none", label="")
    return draw_star(around, plain, centre="network", height_in=3.8, box_width_in=1.25)


def draw_ara_model(parts: pd.DataFrame, constructs: pd.DataFrame) -> Figure:
    """Draw Figure 4.5: actors, resources and activities, each with its definition.

    Parameters
    ----------
    parts : DataFrame
        By :func:`parts_of_drawings`.
    constructs : DataFrame
        The table ``thesis_constructs``.
    """
    nodes, _ = figure_parts(parts, "Figure 4.5")
    defined = constructs.set_index("construct_id")["definition"]
    meaning = {"actor_bonds": _ACTOR_BONDS, **defined}
    corners = [(row["label"], meaning[row["node_id"]]) for row in nodes.to_dict("records")]
    own = [name for name in nodes["node_id"] if name in defined.index]
    return draw_triangle(corners, ["", "", ""], line="dashed", evidence=own)


def draw_interaction_model(parts: pd.DataFrame) -> Figure:
    """Draw Figure 4.6: two parties and their exchange, in an atmosphere, in an environment."""
    nodes, edges = figure_parts(parts, "Figure 4.6")
    inside = nodes.dropna(subset="within").groupby("within")["label"].agg("; ".join)
    air, dealing = inside["atmosphere"], inside["interaction_process"]
    boxes = [
        Box("environment", 3.15, 1.6, 6.2, 3.1, heading="Environment", fill="plain",
            top=True),
        Box("atmosphere", 3.15, 1.45, 5.7, 2.55, heading="Atmosphere", text=air,
            fill="light", top=True),
        Box("party_a", 1.1, 1.25, 1.1, 0.8, heading="Party A", fill="warm"),
        Box("party_b", 5.2, 1.25, 1.1, 0.8, heading="Party B", fill="warm"),
        Box("interaction_process", 3.15, 1.25, 1.9, heading="Interaction process", text=dealing,
            fill="middle"),
    ]  # fmt: skip
    own = edges[edges["source_node"].isin(["party_a", "party_b"])]
    arrows = list(zip(own["source_node"], own["target_node"], strict=True))
    return draw_boxes(boxes, arrows, height_in=3.2, both_ways=True, line="dashed")


def draw_management_levels(parts: pd.DataFrame, levels: pd.DataFrame) -> Figure:
    """Draw Figure 4.7: four levels of managing a network, beside them what theory asks.

    Parameters
    ----------
    parts : DataFrame
        By :func:`parts_of_drawings`.
    levels : DataFrame
        The table ``thesis_management_levels``.
    """
    nodes, _ = figure_parts(parts, "Figure 4.7")
    theory = levels[levels["item_kind"] == "theory"]
    texts = theory.groupby("level_label")["item"].agg(" ".join)
    # Works cited stand below the figure.
    texts = texts.str.replace(r" \(Ellis.*?\)", "", regex=True)
    named = [(label, texts.get(label, "")) for label in nodes["label"]]
    return draw_pyramid(named, height_in=2.8, evidence=list(levels["item_id"]))


def draw_functions(parts: pd.DataFrame, constructs: pd.DataFrame) -> Figure:
    """Draw Figure 4.8: what a relationship is good for, by the theory."""
    return _defined_hub(parts, "Figure 4.8", constructs, _FUNCTIONS, height_in=2.6)


def draw_bonds(parts: pd.DataFrame, constructs: pd.DataFrame) -> Figure:
    """Draw Figure 4.9: what binds the parties of a relationship, by the theory."""
    return _defined_hub(parts, "Figure 4.9", constructs, _BONDS, height_in=3.1)


def _defined_hub(
    parts: pd.DataFrame,
    number: str,
    constructs: pd.DataFrame,
    ids: list[str],
    *,
    height_in: float,
) -> Figure:
    """Draw a hub whose spokes are constructs, each with its definition."""
    nodes, _ = figure_parts(parts, number)
    centre, *around = nodes["label"]
    meaning = constructs.set_index("construct_id").loc[ids, "definition"]
    spokes = list(zip(around, meaning, strict=True))
    return draw_hub(centre, spokes, height_in=height_in, evidence=ids)


def draw_bonds_with_z(parts: pd.DataFrame, statements: pd.DataFrame) -> Figure:
    """Draw Figure 6.3: what binds the Operator BG and one of its customers.

    Parameters
    ----------
    parts : DataFrame
        By :func:`parts_of_drawings`.
    statements : DataFrame
        The table ``thesis_evidence``: those on the five bonds stand behind the figure.
    """
    nodes, _ = figure_parts(parts, "Figure 6.3")
    centre, *around = nodes["label"]
    told = [label.split(": ", 1) for label in around]
    spokes = [(bond, text[0].upper() + text[1:]) for bond, text in told]
    rows = statements.loc[statements["construct_id"].isin(_BONDS), "evidence_id"]
    return draw_hub(centre, spokes, height_in=3.1, evidence=list(rows))


def draw_trust(parts: pd.DataFrame) -> Figure:
    """Draw Figure 4.10: what trust does, with the work that says so."""
    nodes, _ = figure_parts(parts, "Figure 4.10")
    centre, *around = nodes["label"]
    told = [label.removesuffix(")").partition(" (") for label in around]
    return draw_hub(centre, [(what, work) for what, _, work in told], height_in=2.3)


def draw_promises(
    parts: pd.DataFrame, number: str, positions: pd.DataFrame | None = None
) -> Figure:
    """Draw Figure 4.11 or 7.3: who makes, enables and keeps promises.

    Parameters
    ----------
    parts : DataFrame
        By :func:`parts_of_drawings`.
    number : {"Figure 4.11", "Figure 7.3"}
        The theory, or the same of Huawei.
    positions : DataFrame, optional
        The table ``thesis_position_trust_promises``: its rows on promises stand behind the figure.
    """
    nodes, edges = figure_parts(parts, number)
    corners = nodes.assign(
        x_in=[2.4, 0.85, 3.95], y_in=[1.95, 0.3, 0.3], fill=["middle", "light", "light"]
    )
    broken = [label.replace(": ", ",\n") for label in edges["label"]]
    told = [] if positions is None else positions[positions["topic"] == "promises"]["row_id"]
    return draw_network(
        corners,
        edges.assign(flow="source to target", label=broken),
        width_in=4.8,
        height_in=2.25,
        box_width_in=1.45,
        size_pt=7.5,
        evidence=list(told),
    )


def draw_research_model(parts: pd.DataFrame) -> Figure:
    """Draw Figure 5.1: the steps in which the thesis was made."""
    nodes, edges = figure_parts(parts, "Figure 5.1")
    return draw_chain(nodes, edges, row_height_in=0.95)


def draw_classes(classes: pd.DataFrame) -> Figure:
    """Draw Figure 6.1: classes of relationship from the highest down, with their traits.

    Parameters
    ----------
    classes : DataFrame
        The table ``thesis_relationship_classes``.
    """
    levels = [
        (row["label"], f"{row['traits'][0].upper()}{row['traits'][1:]}.{_counted(row)}")
        for row in classes.to_dict("records")
    ]
    return draw_pyramid(levels, height_in=2.9, evidence=list(classes["class_id"]))


def _counted(row: dict[str, object]) -> str:
    """Return how many relations a class has and with whom, where the text says it."""
    if pd.isna(row["count_stated"]):
        return ""
    about = str(row["count_qualifier"]).capitalize()
    return f" {about} {row['count_stated']:g}: {row['named_partners']}."


def draw_customer_levels(kinds: pd.DataFrame) -> Figure:
    """Draw Table 6.2 as levels: what common and key customers cost and get.

    Parameters
    ----------
    kinds : DataFrame
        The table ``thesis_customer_kinds``.
    """
    named = {
        "common_level": "common",
        "key_level": "key",
        "common_customers": "common_text",
        "key_customers": "key_text",
    }
    ordered = kinds.sort_values("order", ignore_index=True)
    return draw_levels(
        ordered.rename(columns=named),
        columns={"common": "Common customers", "key": "Key customers"},
        levels=["low", "normal", "high"],
        evidence=list(ordered["row_id"]),
    )


def draw_departments(parts: pd.DataFrame) -> Figure:
    """Draw in place of Figure 7.2 the units that the text names beside the sales departments."""
    nodes, edges = figure_parts(parts, "Figure 7.2")
    about = edges.set_index("target_node")["label"]
    others = [name for name in nodes["node_id"] if name != "sales"]
    worded = nodes.assign(
        text=nodes["node_id"].map(about).fillna(""),
        fill=["dark" if name == "sales" else "light" for name in nodes["node_id"]],
    )
    placed = place_zones(
        worded,
        centre="sales",
        left=others[:4],
        right=others[4:8],
        top=[others[8:10]],
        bottom=[others[10:]],
        height_in=3.8,
        foot_in=0.45,
        box_width_in=1.35,
    )
    return draw_network(
        placed,
        edges.assign(label="", flow="both"),
        height_in=3.8,
        entries=BASIS,
        legend_at_in=(0.1, 0.42),
    )
