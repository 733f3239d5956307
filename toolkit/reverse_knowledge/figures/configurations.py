"""Heat maps of configurations: which are observed, and which conditions stand in the models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from crosscase.plots.charts import draw_heat_maps
from reverse_knowledge.tables.configurations import Outline

__all__ = ["draw_observed", "draw_terms"]


def __dir__() -> list[str]:
    return __all__


def draw_observed(
    rows: pd.DataFrame, conditions: Sequence[str], *, evidence: Iterable[str] = ()
) -> Figure:
    """Draw the configurations that firms show, beside how many firms succeed and fail in each.

    Parameters
    ----------
    rows : DataFrame
        By :func:`crosscase.qca.limited_diversity.truth_rows`; remainders are left out.
    conditions : sequence of str
        Its columns that are conditions.
    evidence : ids, optional
        The evidence behind the scores.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> rows = pd.DataFrame({"A": [0, 1], "OUT": ["?", "1"], "cases_with": [(), ("x", "y")],
    ...                      "cases_without": [(), ()]}, index=[1, 2])
    >>> [text.get_text() for text in draw_observed(rows, ["A"]).axes[1].texts]
    ['2', '0']
    """
    observed = rows[rows["OUT"] != "?"]
    firms = observed["cases_with"] + observed["cases_without"]
    labels = [f"row {row}: " + ", ".join(who) for row, who in firms.items()]
    counts = {
        "with success": observed["cases_with"].map(len),
        "without": observed["cases_without"].map(len),
    }
    parts = {"Condition present": observed[list(conditions)], "Firms": pd.DataFrame(counts)}
    shown = {title: part.set_axis(labels) for title, part in parts.items()}
    return draw_heat_maps(shown, height_in=0.9 + 0.3 * len(observed), evidence=evidence)


def draw_terms(
    tried: Mapping[tuple[str, str], Outline],
    conditions: Sequence[str],
    *,
    evidence: Iterable[str] = (),
) -> Figure:
    """Draw in how many parsimonious models a condition stands, by kind of evidence and scheme.

    Parameters
    ----------
    tried : mapping of (evidence, scheme) to Outline
        By :func:`reverse_knowledge.tables.configurations.outline`.
    conditions : sequence of str
        The columns; counted as present in the models of success, as absent in those of failure.
    evidence : ids, optional
        The evidence behind the scores.

    Returns
    -------
    matplotlib.figure.Figure

    Examples
    --------
    >>> none = Outline({}, None, None)
    >>> [axes.get_title() for axes in draw_terms({("all", "crisp"): none}, ["A"]).axes]
    ['Success (models)', 'Failure (absence) (models)']
    """
    rows = [f"{base}: {scheme}" for base, scheme in tried]
    panels = {"Success": ("success", ""), "Failure (absence)": ("failure", "~")}
    frames = {
        title: pd.DataFrame(
            [_present(found.models(side), conditions, sign) for found in tried.values()], index=rows
        )
        for title, (side, sign) in panels.items()
    }
    height = 0.7 + 0.21 * len(rows)
    return draw_heat_maps(frames, unit="models", height_in=height, evidence=evidence)


def _present(
    models: Iterable[Sequence[str]], conditions: Sequence[str], sign: str
) -> dict[str, int]:
    """Count the models in which each condition stands, with `sign` before it."""
    literals = ["*".join(model).split("*") for model in models]
    return {name: sum(f"{sign}{name}" in own for own in literals) for name in conditions}
