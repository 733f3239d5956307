"""Speed of the QCA engine beside a plain Quine-McCluskey with Petrick's branches, in one run.

Run `python benchmarks/qca_speed.py`. The peer is what a textbook gives: all remainders are
written out, implicants are merged pair by pair, and the chart is solved by trying covers of
growing size. It is stopped after `LIMIT_S` seconds. CPU seconds of one process.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from itertools import combinations, product

from crosscase.qca.engine.solve import minimize_rows

LIMIT_S = 20.0


class TooSlow(Exception):
    """The peer used up its time."""


def random_table(k: int, n: int, seed: int) -> tuple[list, list]:
    """Return positive and negative rows, about half each, distinct."""
    rng = random.Random(seed)
    rows = [tuple(r >> i & 1 for i in range(k)) for r in rng.sample(range(2**k), min(n, 2**k))]
    half = len(rows) // 2
    return rows[:half], rows[half:]


def plain(ones: list, zeros: list, k: int) -> int:
    """Minimise with remainders by Quine-McCluskey; return the fewest prime implicants."""
    start = time.process_time()
    off = set(zeros)
    level = {row for row in product((0, 1), repeat=k) if row not in off}
    primes: set = set()
    while level:
        merged, larger = set(), set()
        by_dash: dict = {}
        for cube in level:
            by_dash.setdefault(tuple(v < 0 for v in cube), []).append(cube)
        for cubes in by_dash.values():
            for a, b in combinations(cubes, 2):
                apart = [i for i in range(k) if a[i] != b[i]]
                if len(apart) == 1:
                    merged |= {a, b}
                    larger.add((*a[: apart[0]], -1, *a[apart[0] + 1 :]))
            if time.process_time() - start > LIMIT_S:
                raise TooSlow
        primes |= level - merged
        level = larger
    chart = [
        {i for i, row in enumerate(ones) if all(v in (-1, r) for v, r in zip(p, row, strict=True))}
        for p in primes
    ]
    chart = [covered for covered in chart if covered]
    for size in range(1, len(ones) + 1):
        for number, chosen in enumerate(combinations(chart, size)):
            if number % 4096 == 0 and time.process_time() - start > LIMIT_S:
                raise TooSlow
            if len(set().union(*chosen)) == len(ones):
                return size
    return 0


def timed(work: Callable) -> tuple[float, object]:
    """Return CPU seconds and the result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def side_by_side() -> None:
    """Compare both on tables of growing size."""
    print(
        f"{'table':<14}{'primes':>8}{'fewest':>8}{'models':>8}{'ours s':>9}{'plain s':>10}  ratio"
    )
    for k, n in ((4, 10), (5, 16), (6, 20), (7, 24), (8, 30), (8, 60), (10, 60), (12, 60)):
        ones, zeros = random_table(k, n, seed=k * 1000 + n)
        mine, found = timed(lambda o=ones, z=zeros, k=k: minimize_rows(o, z, (2,) * k))
        try:
            theirs, size = timed(lambda o=ones, z=zeros, k=k: plain(o, z, k))
            agree = "" if size == found.size else "  DIFFERENT"
            peer, ratio = f"{theirs:.3f}", f"{theirs / max(mine, 1e-4):.0f}x{agree}"
        except TooSlow:
            peer, ratio = f"> {LIMIT_S:.0f}", f"> {LIMIT_S / mine:.0f}x"
        print(
            f"k={k:<3} n={n:<6}{len(found.primes):>8}{found.size:>8}{len(found.models):>8}"
            f"{mine:>9.3f}{peer:>10}  {ratio}"
        )


def sweep() -> None:
    """Time 10,000 re-minimisations of small tables."""
    for k, n in ((4, 9), (5, 10), (5, 16), (6, 20)):
        made = [random_table(k, n, seed) for seed in range(1000)]

        def work(made: list = made, k: int = k) -> None:
            for _ in range(10):
                for ones, zeros in made:
                    minimize_rows(ones, zeros, (2,) * k)

        seconds, _result = timed(work)
        print(f"10,000 re-minimisations, k={k} n={n}: {seconds:.2f} s")


def large() -> None:
    """Time tables with many prime implicants; state what is certified."""
    for k, n in ((20, 60), (10, 150), (14, 60), (14, 400)):
        ones, zeros = random_table(k, n, seed=1)
        seconds, found = timed(lambda o=ones, z=zeros, k=k: minimize_rows(o, z, (2,) * k))
        proof = "certified" if found.size == found.bound else f"at least {found.bound}"
        print(
            f"k={k} n={n}: {len(found.primes)} prime implicants, fewest {found.size} ({proof}), "
            f"{len(found.models)} models{'' if found.complete else ' listed'}, {seconds:.2f} s"
        )


if __name__ == "__main__":
    side_by_side()
    sweep()
    large()
