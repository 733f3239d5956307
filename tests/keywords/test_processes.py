"""Work in processes of their own: what comes back, and every way in which it may not."""

from __future__ import annotations

import dataclasses
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from crosscase.errors import DataError
from crosscase.keywords.processes import Failed, _limit_memory, each_apart

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of Unix")


def work(item):
    """Do what `item` says; a function of a module, so that another process finds it."""
    what, value = item
    if what == "raise":
        raise value
    if what == "sleep":
        time.sleep(value)
    if what == "die":
        os._exit(value)
    if what == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if what == "fill":
        return len(bytearray(value))
    if what == "folder":
        return os.getcwd()
    if what == "parent":
        return os.getppid()
    if what == "mark":
        time.sleep(0.05)
        Path(value).write_text("done")
    if what == "log":
        return logging.getLogger("x").isEnabledFor(logging.CRITICAL)
    return value


def done(*items, workers=2, patience=20):
    return dict(each_apart(work, items, workers=workers, patience_s=lambda _: patience))


def test_each_item_gives_what_was_made_of_it():
    items = [("give", i) for i in range(5)]
    assert done(*items) == {item: item[1] for item in items}
    assert done(("give", None)) == {("give", None): None}
    assert done() == {}


def test_one_at_once_they_come_in_order():
    found = each_apart(
        work, [("give", i) for i in range(4)], workers=1, patience_s=lambda _: 20
    )  # fmt: skip
    assert [made for _, made in found] == [0, 1, 2, 3]


def test_several_at_once_come_as_they_are_done():
    items = [("sleep", 0.6), ("sleep", 0)]
    found = each_apart(work, items, workers=2, patience_s=lambda _: 20)
    assert [item for item, _ in found] == items[::-1]


@pytest.mark.parametrize(
    ("item", "message"),
    [
        (("raise", DataError("a.txt: is empty")), "a.txt: is empty"),
        (("raise", MemoryError()), "needs more memory than there is"),
        (("raise", KeyError("x")), "KeyError: 'x'"),
        (("die", 3), "its reader broke off (code 3)"),
        (("kill", 0), "its reader broke off (code -9)"),
    ],
)
def test_what_fails_is_told_and_the_others_go_on(item, message):
    (first, failed), (last, made) = each_apart(
        work, [item, ("give", 1)], workers=1, patience_s=lambda _: 20
    )
    assert (first[0], failed) == (item[0], Failed(message))
    assert (last, made) == (("give", 1), 1)


def test_why_it_failed_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Failed("x").message = "y"


def test_memory_has_a_limit():
    assert done(("fill", 2**20)) == {("fill", 2**20): 2**20}
    # Five gigabytes may be asked for, seven may not; neither is touched.
    assert done(("fill", 7 * 2**30)) == {
        ("fill", 7 * 2**30): Failed("needs more memory than there is")
    }


@pytest.mark.parametrize(
    ("allowed", "limit"), [(-1, 6 * 2**30), (2**40, 6 * 2**30), (2**30, 2**30), (0, 0)]
)
def test_memory_is_limited_to_six_gigabytes_or_to_what_is_allowed(monkeypatch, allowed, limit):
    resource = pytest.importorskip("resource")
    limits = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (-1, allowed))
    monkeypatch.setattr(resource, "setrlimit", lambda _, pair: limits.append(pair))
    _limit_memory()
    assert limits == [(limit, allowed)]


def test_who_takes_too_long_is_given_up():
    began = time.monotonic()
    late, soon = ("sleep", 30), ("give", 1)
    patience = {late: 0.2, soon: 20}
    found = dict(each_apart(work, [late, soon], workers=2, patience_s=patience.__getitem__))
    assert found == {late: Failed("took more than 0 s and was given up"), soon: 1}
    assert time.monotonic() - began < 10
    assert not multiprocessing.active_children()


def test_work_begins_in_the_folder_of_now_and_says_nothing(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert done(("folder", 0), ("log", 0)) == {("folder", 0): str(tmp_path), ("log", 0): False}


def test_who_stops_listening_stops_the_work(tmp_path):
    items = [("give", 1), ("sleep", 60), ("mark", str(tmp_path / "never"))]
    found = each_apart(work, items, workers=2, patience_s=lambda _: 90)
    assert next(found) == (("give", 1), 1)
    # What is left would end with this program too.
    assert {child.daemon for child in multiprocessing.active_children()} == {True}
    found.close()
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform != "linux", reason="others never fork")
@pytest.mark.parametrize(("threads", "forked"), [(1, True), (2, False)])
def test_a_program_with_threads_is_not_forked(monkeypatch, threads, forked):
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    parent = done(("parent", 0))["parent", 0]
    assert (parent == os.getpid()) == forked
