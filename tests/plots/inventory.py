"""What a figure holds, in lines of text: each mark, text and axis, where it is and how it looks.

Tests of what a figure *says* stand in the test modules. That it still *looks* as it did (sizes,
colours, places, what is hidden) is held against lists in the folders ``looks``, which say in words
what a picture would show in pixels. After a wanted change, write them anew with::

    CROSSCASE_NEW_LOOKS=1 python -m pytest tests/plots tests/reverse_knowledge/figures

and read the difference.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch, Polygon, Rectangle
from matplotlib.text import Annotation

from crosscase.plots.style import FULL_WIDTH_IN

# What is not told, because nearly everything is so. Where things lie on each other (zorder) is told
# where matplotlib would have it otherwise.
ORDER = {"text": 3, "line": 2, "arrow": 1, "box": 1, "bar": 1, "polygon": 1, "mesh": 1, "rules": 2,
         "dots": 1}  # fmt: skip
PLAIN = {
    "size": "8", "weight": "normal", "style": "normal", "colour": "#000000", "turned": "0",
    "ha": "left", "va": "baseline", "edge": "none", "hatch": "None",
    "label": "", "ls": "-", "alpha": "None", "cap": "projecting", "fill": "full",
    "visible": "True", "clip": "None", "marker": "None", "spacing": "normal 1.2",
}  # fmt: skip


def number(value: Any) -> str:
    rounded = round(float(value), 4)
    return f"{rounded + 0.0:g}"


def numbers(values: Any) -> str:
    return " ".join(number(v) for v in np.asarray(values, dtype=float).ravel())


def colour(value: Any) -> str:
    if isinstance(value, str) and value == "none":
        return "none"
    shown = to_hex(value, keep_alpha=True)
    return "none" if shown.endswith("00") and len(shown) == 9 else shown.removesuffix("ff")


def colours(values: Any) -> str:
    return " ".join(dict.fromkeys(colour(v) for v in values)) or "none"


def told(kind: str, place: str, **facts: Any) -> str:
    """Return one line: what it is, where, and all that is not plain."""
    plain = {**PLAIN, "zorder": str(ORDER.get(kind, 3))}
    parts = [f"{k}={v}" for k, v in facts.items() if str(v) not in plain.get(k, "—").split(" ")]
    return " ".join([kind, place, *parts])


def text_line(text: Any, kind: str = "text") -> str:
    box = text.get_bbox_patch()
    facts = {
        "size": number(text.get_size()),
        "weight": text.get_weight(),
        "style": text.get_style(),
        "colour": colour(text.get_color()),
        "turned": number(text.get_rotation()),
        "mode": text.get_rotation_mode() or "default",
        "ha": text.get_ha(),
        "va": text.get_va(),
        "zorder": number(text.get_zorder()),
        "spacing": str(text._linespacing),
        "visible": text.get_visible(),
        "font": " ".join(text.get_family()),
    }
    if facts["mode"] == "default":
        del facts["mode"]
    if facts["font"] == "DejaVu Sans":
        del facts["font"]
    if box is not None:
        facts["on"] = f"{colour(box.get_facecolor())}/{colour(box.get_edgecolor())}"
        style = box.get_boxstyle()
        facts["on"] += f"/{type(style).__name__}/{number(style.pad)}/{number(box.get_linewidth())}"
    if isinstance(text, Annotation):
        facts["away"] = numbers(text.xyann) if text.anncoords == "offset points" else ""
        facts["clip"] = text.get_annotation_clip()
        if text.arrow_patch is not None:
            arrow = text.arrow_patch
            facts["line"] = f"{type(arrow.get_arrowstyle()).__name__} {arrow.get_linewidth():g}"
        at = numbers(text.xy)
    else:
        at = numbers(text.get_position())
    return told(kind, f"{text.get_text()!r} at {at}", **facts)


def line_line(line: Any) -> str:
    marker = line.get_marker()
    facts: dict[str, Any] = {
        "colour": colour(line.get_color()),
        "ls": line._linestyle if line._unscaled_dash_pattern[1] is None
        else f"{line._linestyle} {numbers(line._unscaled_dash_pattern[1])}",
        "lw": number(line.get_linewidth()),
        "cap": line.get_solid_capstyle(),
        "marker": marker,
        "zorder": number(line.get_zorder()),
        "label": "" if str(line.get_label()).startswith("_") else line.get_label(),
    }  # fmt: skip
    if facts["ls"] == "None":
        del facts["lw"], facts["cap"]
    if marker not in ("None", None, ""):
        facts |= {
            "ms": number(line.get_markersize()),
            "face": colour(line.get_markerfacecolor()),
            "edge": colour(line.get_markeredgecolor()),
            "mew": number(line.get_markeredgewidth()),
            "fill": line.get_fillstyle(),
        }
    return told("line", numbers(np.asarray(line.get_xydata()).ravel()), **facts)


def patch_line(patch: Any) -> str:
    facts = {
        "face": colour(patch.get_facecolor()),
        "edge": colour(patch.get_edgecolor()),
        "lw": number(patch.get_linewidth()),
        "ls": dashes(patch),
        "hatch": patch.get_hatch() or "None",
        "zorder": number(patch.get_zorder()),
        "label": "" if str(patch.get_label()).startswith("_") else patch.get_label(),
    }
    if patch.get_hatch():
        facts["hatch"] += f" {number(patch._hatch_linewidth)}"
    if isinstance(patch, FancyArrowPatch):
        facts["heads"] = type(patch.get_arrowstyle()).__name__
        facts["bend"] = number(patch.get_connectionstyle().rad)
        facts["scale"] = number(patch.get_mutation_scale())
        facts["shrink"] = numbers([patch.shrinkA, patch.shrinkB])
        facts["from_box"] = "" if patch.patchA is None else "yes"
        facts["to_box"] = "" if patch.patchB is None else "yes"
        return told("arrow", numbers(patch._posA_posB), **facts)
    if isinstance(patch, FancyBboxPatch):
        style = patch.get_boxstyle()
        place = [patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()]
        facts["round"] = numbers([style.pad, style.rounding_size])
        return told("box", numbers(place), **facts)
    if isinstance(patch, Polygon):
        return told("polygon", numbers(patch.get_xy()), **facts)
    if isinstance(patch, Rectangle):
        place = [patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()]
        return told("bar", numbers(place), **facts)
    raise TypeError(f"no words for a {type(patch).__name__}")


def dashes(artist: Any) -> str:
    style = artist.get_linestyle()
    if isinstance(style, str):
        return {"solid": "-"}.get(style, style)
    return numbers([*style[1], style[0]]) if style[1] is not None else "-"


def collection_line(found: Any) -> str:
    facts = {
        "face": colours(found.get_facecolor()),
        "edge": colours(found.get_edgecolor()),
        "lw": numbers(found.get_linewidth()),
        "ls": " ".join("-" if d[1] is None else numbers(d[1]) for d in found.get_linestyle()),
        "zorder": number(found.get_zorder()),
        "label": "" if str(found.get_label()).startswith("_") else found.get_label(),
    }
    kind = type(found).__name__
    if kind == "QuadMesh":
        facts["shades"] = f"{colour(found.cmap(0.0))} {colour(found.cmap(0.5))}"
        facts["shades"] += f" {colour(found.cmap(1.0))}"
        facts["limits"] = numbers(found.get_clim())
        del facts["face"]
        return told("mesh", numbers(found.get_array()), **facts)
    if kind == "LineCollection":
        del facts["face"]
        return told("rules", numbers(np.concatenate(found.get_segments())), **facts)
    path = found.get_paths()[0]
    facts |= {"s": numbers(found.get_sizes()), "shape": f"{len(path.vertices)} corners"}
    return told("dots", numbers(found.get_offsets()), **facts)


def image_line(image: Any) -> str:
    shades = " ".join(colour(image.cmap(v)) for v in (0.0, 0.5, 1.0))
    return told(
        "image", numbers(np.ma.filled(image.get_array(), -1)), shades=shades,
        limits=numbers(image.get_clim()), extent=numbers(image.get_extent()),
        blur=image.get_interpolation(), aspect=image.axes.get_aspect(),
    )  # fmt: skip


def legend_lines(legend: Any) -> Iterator[str]:
    facts = {
        "columns": legend._ncols, "framed": legend.get_frame_on(), "outside": legend._outside_loc,
        "loc": legend._loc_used if hasattr(legend, "_loc_used") else legend._loc,
        "handlelength": number(legend.handlelength), "pad": number(legend.handletextpad),
        "between": number(legend.columnspacing),
    }  # fmt: skip
    anchor = legend._bbox_to_anchor
    if anchor is not None:
        facts["at"] = numbers(legend.axes.transAxes.inverted().transform(anchor.bounds[:2]))
    yield told("key", "", **facts)
    for text, handle in zip(legend.get_texts(), legend.legend_handles, strict=True):
        look = {"size": number(text.get_size())}
        if hasattr(handle, "get_marker"):
            shown = line_line(handle).split(" ", 1)[1]
            shown = shown[next((i for i, c in enumerate(shown) if c.isalpha()), len(shown)) :]
        elif hasattr(handle, "get_hatch") and hasattr(handle, "get_bbox"):
            shown = f"face={colour(handle.get_facecolor())} edge={colour(handle.get_edgecolor())}"
            shown += f" hatch={handle.get_hatch()} lw={number(handle.get_linewidth())}"
        else:
            shown = f"dots {colours(handle.get_facecolor())} {numbers(handle.get_sizes())}"
        yield told("- ", repr(text.get_text()), **look) + " " + shown


def axis_lines(axes: Axes, name: str) -> Iterator[str]:
    axis = getattr(axes, f"{name}axis")
    limits = numbers(getattr(axes, f"get_{name}lim")())
    ticks = axis.get_majorticklocs()
    labels = axis.get_ticklabels()
    shown = [repr(label.get_text()) for label in labels]
    yield f"{name}: {limits} ticks {numbers(ticks)} {' '.join(shown) if any(shown) else ''}"
    looks = dict.fromkeys(
        told("", "", size=number(t.get_size()), weight=t.get_weight(), ha=t.get_ha(),
             turned=number(t.get_rotation()), mode=t.get_rotation_mode() or "default")
        for t in labels
    )  # fmt: skip
    tick = axis.get_major_ticks()[0] if len(ticks) else None
    if tick is not None:
        line = tick.gridline
        grid = f"{colour(line.get_color())} {number(line.get_linewidth())}"
        yield told(
            f"   {' |'.join(looks)}", axis.get_ticks_position(), length=number(tick._size),
            pad=number(tick._base_pad), grid=grid if line.get_visible() else "no",
            ticks=f"{tick.tick1line.get_visible()} {tick.tick2line.get_visible()}",
        )  # fmt: skip
    if axis.label.get_text():
        yield text_line(axis.label, f"   {name} label").replace(" at 0.5 0", "")


def axes_lines(axes: Axes) -> Iterator[str]:
    spec = axes.get_subplotspec()
    place = "whole figure"
    if spec is not None:
        grid = spec.get_gridspec()
        ratios = [grid.get_width_ratios(), grid.get_height_ratios()]
        place = f"{spec.num1} of {grid.nrows}x{grid.ncols}"
        place += "".join(f" ratios {numbers(r)}" for r in ratios if len(set(r)) > 1)
    sides = [side for side, spine in axes.spines.items() if spine.get_visible()]
    yield told(
        "axes", place, visible=axes.get_visible(), frame=",".join(sides), on=axes.axison,
        aspect=axes.get_aspect(), below=axes.get_axisbelow(), box=numbers(axes.get_position())
        if spec is None else "",
    )  # fmt: skip
    for title, side in ((axes.title, "title"), (axes._left_title, "title at the left"),
                        (axes._right_title, "title at the right")):  # fmt: skip
        if title.get_text():
            pad = axes.titleOffsetTrans.to_values()[5] * 72 / axes.figure.dpi
            yield text_line(title, side) + f" pad={number(pad)}"
    if axes.axison:
        yield from axis_lines(axes, "x")
        yield from axis_lines(axes, "y")
    yield from map(image_line, axes.images)
    yield from map(collection_line, axes.collections)
    yield from map(patch_line, axes.patches)
    yield from map(line_line, axes.lines)
    yield from map(text_line, axes.texts)
    if axes.get_legend() is not None:
        yield from legend_lines(axes.get_legend())


def inventory(figure: Figure) -> list[str]:
    """Return what a figure holds, a line each."""
    layout = type(figure.get_layout_engine()).__name__
    lines = [f"figure {numbers(figure.get_size_inches())} in, {layout}"]
    lines += [f"evidence {' '.join(getattr(figure, 'evidence', ('not told',)))}".rstrip()]
    for axes in figure.axes:
        lines += list(axes_lines(axes))
    if figure._supxlabel is not None:
        lines.append(text_line(figure._supxlabel, "x label of all"))
    for legend in figure.legends:
        lines += list(legend_lines(legend))
    return [line.rstrip() for line in lines]


def assert_looks(test: str, figures: Mapping[str, Callable[[], Figure]]) -> None:
    """Hold figures against their list: of ``test_charts.py`` it is ``looks/charts.txt``."""
    path = Path(test).parent / "looks" / f"{Path(test).stem.removeprefix('test_')}.txt"
    found = [line for name, draw in figures.items() for line in (f"== {name}", *inventory(draw()))]
    if os.environ.get("CROSSCASE_NEW_LOOKS"):
        path.write_text("\n".join(found) + "\n", encoding="utf-8")
    known = path.read_text(encoding="utf-8").splitlines()
    assert found == known


def extents(figure: Figure) -> tuple[list[tuple[str, Any]], tuple[int, int]]:
    """Return every text that is seen with its box in pixels, and the size of the figure."""
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer = canvas.get_renderer()
    pieces: list[Any] = []
    for axes in figure.axes:
        pieces += axes.texts
        if axes.axison and axes.get_visible():
            pieces += [axes.title, axes._left_title, axes._right_title]
            pieces += [axes.xaxis.label, axes.yaxis.label, *axis_labels(axes)]
    pieces += [text for legend in figure.legends for text in legend.get_texts()]
    seen = [p for p in pieces if p.get_text().strip() and p.get_visible()]
    return [(p.get_text(), p.get_window_extent(renderer)) for p in seen], canvas.get_width_height()


def axis_labels(axes: Axes) -> Iterable[Any]:
    for axis, (low, high) in ((axes.xaxis, sorted(axes.get_xlim())),
                              (axes.yaxis, sorted(axes.get_ylim()))):  # fmt: skip
        for place, label in zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=False):
            if low <= place <= high:
                yield label


def assert_readable(figure: Figure, *, apart: bool = True) -> None:
    """No text is cut off at the edge; where `apart`, no two texts lie on each other."""
    assert figure.get_size_inches()[0] <= FULL_WIDTH_IN + 1e-9
    found, (width, height) = extents(figure)
    assert found
    for text, box in found:
        assert box.x0 >= -1, text
        assert box.y0 >= -1, text
        assert box.x1 <= width + 1, text
        assert box.y1 <= height + 1, text
    for (one, a), (other, b) in combinations(found if apart else [], 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        down = min(a.y1, b.y1) - max(a.y0, b.y0)
        assert across <= 1 or down <= 1.5, (one, other)
