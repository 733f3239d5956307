"""Knowledge networks of firms: who is tied to whom, at which level, what a hub holds together."""

from __future__ import annotations

from crosscase.network.flows import ROLES, brokerage, reach
from crosscase.network.hubs import hub_spoke, removal
from crosscase.network.positions import levels, measures
from crosscase.network.structure import centralisation, summary
from crosscase.network.ties import graph, shares

__all__ = [
    "ROLES",
    "brokerage",
    "centralisation",
    "graph",
    "hub_spoke",
    "levels",
    "measures",
    "reach",
    "removal",
    "shares",
    "summary",
]


def __dir__() -> list[str]:
    return __all__
