"""How fast the ways to one matrix product are beside each other, and how near points come to roofs.

    python -m benchmarks.matrix [--side 256] [--large 1024] [--runs 20]

Products of square matrices in single precision are timed in turns, with one thread: by loops, by
vectors, by blocks and by NumPy at the first side; at the large one, without the loops, whose
slowest would take minutes. Then the roofs of this machine and the points below them are measured
so many times. The aim is that no point lies above its roof by more than 5 %. Jobs that give a roof
themselves cannot lie above it, so they are left out.
"""

from __future__ import annotations

import argparse
import time
from functools import partial

import numpy as np

from compmodels.matrix import jobs, measuring, product, roofline

AIM = 1.05
ORDERS = ("ijk", "ikj", "jik", "jki", "kij", "kji")


def products(side: int, rounds: int = 2) -> str:
    """All ways to a product, with their times as multiples of NumPy's."""
    return beside("NumPy", measuring.measured_ways(side, rounds), f"products of side {side}")


def loop_orders(side: int, rounds: int = 3) -> str:
    """The six orders of three loops in Python, with their times as multiples of the first's."""
    A, B = np.full((2, side, side), 0.5, dtype=np.float32)
    runs = [(order, partial(product.by_loops, A, B, order=order)) for order in ORDERS]
    times_s = measuring.best_times_s(runs, rounds)
    return beside(ORDERS[0], times_s, f"orders of the loops, side {side}")


def large_products(side: int, rounds: int = 1) -> str:
    """The ways to a product in which NumPy does the inner work, as multiples of its own time."""
    A, B = np.full((2, side, side), 0.5, dtype=np.float32)
    runs = [
        *((f"vectors, inner {i}", partial(product.by_vectors, A, B, inner=i)) for i in "kji"),
        *((f"blocks of {tile}", partial(product.by_blocks, A, B, tile=tile)) for tile in (64, 256)),
        ("NumPy", partial(np.matmul, A, B)),
    ]
    return beside("NumPy", measuring.best_times_s(runs, rounds), f"products of side {side}")


def roofs_and_points(runs: int) -> str:
    """For each run its roofs, its seconds, and the point nearest to its roof."""
    lines, largest, give_roofs = ["roofs and points"], 0.0, names_of_roofs()
    for _ in range(runs):
        begin = time.perf_counter()
        roofs, points = measuring.measured()
        seconds = time.perf_counter() - begin
        free = [point for point in points if point.name not in give_roofs]
        shares = {point.name: roofline.share_of_roof(point, roofs) for point in free}
        nearest = max(shares, key=shares.get)
        largest = max(largest, shares[nearest])
        lines.append(
            f"  {roofs.operations_per_s / 1e9:7.1f} GFLOP/s {roofs.bytes_per_s / 1e9:6.1f} GB/s"
            f"   nearest {shares[nearest]:.3f} ({nearest})   {seconds:.1f} s"
        )
    verdict = "reached" if largest <= AIM else "MISSED"
    return "\n".join([*lines, f"  largest {largest:.3f}; aim at most {AIM}: {verdict}"])


def names_of_roofs() -> set[str]:
    """The names of the jobs from which the roofs are taken."""
    smallest = jobs.Sizes(memory=12_288, small=1, square=1, thin=1, inner=(1,))
    return {job.name for job in jobs.build(smallest)[0]}


def beside(base: str, times_s: dict[str, float], title: str) -> str:
    """A line for each time, with its ratio to one of them."""
    lines = [
        f"  {name:18} {seconds * 1e3:10.2f} ms {seconds / times_s[base]:10.2f} of {base}"
        for name, seconds in times_s.items()
    ]
    return "\n".join([title, *lines])


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--side", type=int, default=256, help="with loops (default 256)")
    parser.add_argument("--large", type=int, default=1024, help="without loops (default 1024)")
    parser.add_argument("--runs", type=int, default=20, help="of roofs and points (default 20)")
    arguments = parser.parse_args()
    print(products(arguments.side), flush=True)
    print(loop_orders(arguments.side // 2), flush=True)
    print(large_products(arguments.large), flush=True)
    print(roofs_and_points(arguments.runs))


if __name__ == "__main__":
    main()
