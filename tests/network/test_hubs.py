"""Hub-spoke networks of a given size, and what is left without their hubs."""

from __future__ import annotations

import pytest

from crosscase import network
from crosscase.errors import ParameterError
from crosscase.network import hub_spoke, removal


def test_the_smallest_network_in_full():
    nodes, edges = hub_spoke(1, 2)
    assert nodes.astype(object).where(nodes.notna(), None).to_dict("list") == {
        "node_id": ["hq", "rhq_1", "sub_1_1", "sub_1_2"],
        "label": ["Headquarters", "Regional headquarters 1", "Subsidiary 1.1", "Subsidiary 1.2"],
        "kind": ["headquarters", "regional headquarters", "subsidiary", "subsidiary"],
        "level": [1, 2, 3, 3],
        "region": [None, 1, 1, 1],
    }
    assert edges.to_numpy().tolist() == [
        ["rhq_1", "hq", "vertical", "solid", "both"],
        ["sub_1_1", "rhq_1", "vertical", "solid", "both"],
        ["sub_1_2", "rhq_1", "vertical", "solid", "both"],
        ["sub_1_1", "sub_1_2", "horizontal", "dotted", "both"],
    ]


def test_size_and_ties_without_the_horizontal_ones():
    nodes, edges = hub_spoke(3, 4, horizontal=False)
    assert len(nodes) == 1 + 3 + 12
    assert edges["kind"].value_counts().to_dict() == {"vertical": 15}
    assert hub_spoke(1, 1)[1]["kind"].tolist() == ["vertical", "vertical"]
    assert nodes["region"].value_counts().to_dict() == {1: 5, 2: 5, 3: 5}


def test_removal_of_hubs_by_hand():
    """Two regions of two tied subsidiaries: hubs gone, two pairs are left (4 of 12 arcs)."""
    nodes, edges = network.hub_spoke(2, 2)
    gone = {"nothing": [], "hq": ["hq"], "all hubs": ["hq", "rhq_1", "rhq_2"]}
    found = network.removal(nodes, edges, gone).set_index("removed")
    assert found["components"].to_dict() == {"nothing": 1, "hq": 2, "all hubs": 2}
    assert found.loc["nothing", "pairs_joined"] == 1
    assert found.loc["hq", "pairs_joined"] == pytest.approx(2 * 6 / 30)
    assert found.loc["all hubs", "pairs_joined"] == pytest.approx(4 / 12)
    assert found.loc["all hubs", "largest_share"] == pytest.approx(0.5)


def test_what_is_left_is_counted():
    nodes, edges = hub_spoke(1, 3)
    found = removal(nodes, edges, {"a": ["sub_1_1", "hq"]}).iloc[0]
    assert found.to_dict() == {
        "removed": "a", "units": 3, "ties": 3, "components": 1, "largest_share": 1.0,
        "pairs_joined": 1.0,
    }  # fmt: skip
    # Two units may be left.
    assert removal(nodes, edges, {"b": ["sub_1_1", "hq", "rhq_1"]})["units"].tolist() == [2]


@pytest.mark.parametrize("sizes", [(0, 2), (2, 0)])
def test_sizes_start_at_one(sizes):
    name = "regions" if sizes[0] == 0 else "subsidiaries"
    with pytest.raises(ParameterError, match=f"{name} is 0; allowed: 1 or more"):
        hub_spoke(*sizes)


def test_errors():
    nodes, edges = hub_spoke(1, 2)
    with pytest.raises(ParameterError, match="removal 'x': no node 'a' in the network"):
        removal(nodes, edges, {"x": ["hq", "centre", "a"]})
    with pytest.raises(
        ParameterError, match=r"removal 'x' leaves 1 unit\(s\); at least two must stay"
    ):
        network.removal(nodes, edges, {"x": ["hq", "rhq_1", "sub_1_1"]})
