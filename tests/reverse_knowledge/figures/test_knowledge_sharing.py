"""The sharing network is drawn with every unit and tie of the study."""

from __future__ import annotations

import pytest

from crosscase.study import Study
from reverse_knowledge.figures import knowledge_sharing
from tests.plots.inventory import assert_readable


@pytest.mark.filterwarnings("error")
def test_units_and_ties_are_drawn_and_carried(flagship: Study) -> None:
    nodes, edges = flagship.network_nodes, flagship.network_edges
    figure = knowledge_sharing.draw_sharing(nodes, edges)
    assert_readable(figure, apart=False)
    assert len(figure.evidence) == 13 + 23  # type: ignore[attr-defined]
    assert figure.get_size_inches().tolist() == [6.3, 5.0]
    told = {text.get_text().replace("\n", " ") for text in figure.axes[0].texts}
    assert {"Headquarters", "Huawei UK", "Regional headquarters 1"} <= told
