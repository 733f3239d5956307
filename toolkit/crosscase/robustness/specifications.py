"""Specifications run one after the other, or in blocks by several processes."""

from __future__ import annotations

import math
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeAlias

from crosscase.errors import ParameterError

__all__ = ["Judging", "run"]

Judging: TypeAlias = Callable[..., Mapping[str, bool | None]]
"""What is run: takes one value a parameter, by name, and judges each claim."""


def run(
    analysis: Judging,
    names: list[str],
    combinations: list[tuple[Any, ...]],
    *,
    jobs: int = 1,
    progress: bool | None = None,
) -> Iterator[dict[str, bool | None]]:
    """Yield the verdicts of every specification, in their order.

    Parameters
    ----------
    analysis : callable
        Takes one value a parameter, by name; returns True, False or None for each claim.
    names : list of str
        The parameters.
    combinations : list of tuple
        Their values, one tuple a specification.
    jobs : int, default 1
        Processes.
    progress : bool, optional
        Whether to show a bar; default: on a terminal.

    Raises
    ------
    ParameterError
        If the analysis cannot be sent to other processes.

    Examples
    --------
    >>> list(run(lambda a: {"a": a > 0}, ["a"], [(0,), (1,)], progress=False))
    [{'a': False}, {'a': True}]
    """
    from tqdm import tqdm

    show = sys.stderr.isatty() if progress is None else progress
    bar = tqdm(total=len(combinations), disable=not show, unit="spec", desc="multiverse")
    # Blocks follow the order of the combinations, so that each process meets few data choices.
    size = max(1, min(2_000, math.ceil(len(combinations) / (4 * max(jobs, 1)))))
    blocks = [combinations[i : i + size] for i in range(0, len(combinations), size)]
    with bar:
        if jobs <= 1 or len(blocks) == 1:
            for block in blocks:
                yield from _block(analysis, names, block)
                bar.update(len(block))
            return
        _picklable(analysis)
        with ProcessPoolExecutor(jobs, initializer=_set_analysis, initargs=(analysis,)) as pool:
            tasks = [pool.submit(_block_in_process, names, block) for block in blocks]
            for task, block in zip(tasks, blocks, strict=True):
                yield from task.result()
                bar.update(len(block))


def _picklable(analysis: Judging) -> None:
    try:
        pickle.dumps(analysis)
    except Exception as error:
        raise ParameterError(
            f"the analysis cannot be sent to other processes ({error}); define it in a module, or "
            "use jobs=1"
        ) from None


def _block(
    analysis: Judging, names: list[str], block: list[tuple[Any, ...]]
) -> list[dict[str, bool | None]]:
    found = []
    for values in block:
        verdicts = analysis(**dict(zip(names, values, strict=True)))
        found.append({c: None if v is None else bool(v) for c, v in verdicts.items()})
    return found


_IN_PROCESS: list[Judging] = []


def _set_analysis(analysis: Judging) -> None:
    _IN_PROCESS[:] = [analysis]


def _block_in_process(
    names: list[str], block: list[tuple[Any, ...]]
) -> list[dict[str, bool | None]]:
    return _block(_IN_PROCESS[0], names, block)
