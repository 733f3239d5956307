"""Work on each item in a process of its own, so that none can take the others down.

A broken file may loop for ever, ask for all memory or kill its reader. A pool of workers would
wait, or break off as a whole. Here each item has its process, its time and its memory, and
whatever happens to it becomes one sentence.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from crosscase.errors import CrosscaseError

__all__ = ["Failed", "each_apart"]

Item = TypeVar("Item")
Made = TypeVar("Made")

_MOST_MEMORY = 6 * 2**30


@dataclass(frozen=True)
class Failed:
    """Why an item came to nothing."""

    message: str


def each_apart(
    work: Callable[[Item], Made],
    items: Sequence[Item],
    *,
    workers: int,
    patience_s: Callable[[Item], float],
) -> Iterator[tuple[Item, Made | Failed]]:
    """Run `work` on each item, several at once, each in a process of its own.

    Parameters
    ----------
    work : callable
        A function of a module, so that another process finds it; what it returns is pickled.
    items : sequence
        What it is given.
    workers : int
        How many run at once, at least 1.
    patience_s : callable
        Seconds that an item may take before it is given up.

    Yields
    ------
    item, made
        In the order in which they are done; :class:`Failed` where nothing was made.
    """
    context = _context(work.__module__)
    waiting = list(items)[::-1]
    running: dict[Connection, _Running[Item]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                begun = _Running.start(context, work, waiting.pop())
                running[begun.pipe] = begun
            # One second at most, so that patience is looked at even when nothing is done.
            ready = wait(list(running), timeout=1)
            for done in [one for pipe, one in running.items() if pipe in ready]:
                del running[done.pipe]
                yield done.item, done.received()
            for late in [one for one in running.values() if one.seconds > patience_s(one.item)]:
                running.pop(late.pipe).stop()
                limit = f"took more than {patience_s(late.item):.0f} s and was given up"
                yield late.item, Failed(limit)
    finally:
        for one in running.values():
            one.stop()


def _context(module: str) -> Any:
    """Return the fastest way to start a process that is safe here.

    A fork is ready at once, but a process with threads, such as a notebook's kernel, must not be
    forked: the copy may wait for ever for a lock that a thread held. There a server without
    threads, which has loaded what is needed, is forked instead.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    if threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([module])
    return context


@dataclass(frozen=True)
class _Running(Generic[Item]):
    """An item, the process that works on it, and the pipe through which it answers."""

    item: Item
    process: multiprocessing.Process
    pipe: Connection
    began: float

    @classmethod
    def start(cls, context: Any, work: Callable[[Item], object], item: Item) -> _Running[Item]:
        here, there = context.Pipe(duplex=False)
        arguments = (work, item, there, os.getcwd())
        process = context.Process(target=_run, args=arguments, daemon=True)
        process.start()
        # Closed here, the pipe ends when the process does, however that comes about.
        there.close()
        return cls(item, process, here, time.monotonic())

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began

    def received(self) -> Any:
        try:
            return self.pipe.recv()
        except (EOFError, OSError):  # before an answer, or in the middle of one
            self.process.join()
            return Failed(f"its reader broke off (code {self.process.exitcode})")
        finally:
            self.process.join()
            self.pipe.close()

    def stop(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def _run(work: Callable[[Item], object], item: Item, pipe: Connection, folder: str) -> None:
    """Work on one item and send what came of it; the body of each process."""
    os.chdir(folder)  # a server begins where the program did, which may have moved since
    logging.disable(logging.CRITICAL)
    _limit_memory()
    made: object
    try:
        made = work(item)
    except CrosscaseError as error:
        made = Failed(str(error))
    except MemoryError:
        made = Failed("needs more memory than there is")
    except Exception as error:  # What a reader trips over must not end the others' work.
        made = Failed(f"{type(error).__name__}: {error}")
    pipe.send(made)


def _limit_memory() -> None:
    """Let an item that asks for more than 6 GB fail alone."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_MEMORY if hard < 0 else min(_MOST_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
