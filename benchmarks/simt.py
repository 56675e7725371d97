"""How fast the simulator of lesson 03 runs kernels, and how large a product it does in a second.

    python -m benchmarks.simt [--seconds 1.0] [--rounds 5]

Threads a second and simulated loads a second of three kernels, the least time of several rounds;
the largest square product whose launch stays under a limit; how many loads and transactions tiles
save; and the time of one small product beside numba's simulator, in a new interpreter.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count

import numpy as np

from compmodels.matrix import kernels
from compmodels.matrix.simt import Run, launch

TILE = 16
SMALL = 16  # side of the product that numba's simulator does as well, in tiles of 4
PROGRAM = """
import json, sys, time
import numpy as np
from compmodels.matrix import gpu_kernels as gpu
gpu.TILE, gpu.PADDED = 4, 5
A = np.ones(({n}, {n}), np.float32)
seconds = {{}}
for name in gpu.PRODUCTS:
    gpu.product(A[:4, :4], A[:4, :4], name)
    times = []
    for _ in range(3):
        start = time.perf_counter()
        gpu.product(A, A, name)
        times.append(time.perf_counter() - start)
    seconds[name] = min(times)
json.dump(seconds, sys.stdout)
"""


def saxpy(size: int) -> Run:
    """A launch of saxpy in blocks of 256 threads."""
    x = np.ones(size, np.float32)
    return launch(kernels.saxpy, -(-size // 256), 256, 2.0, x, x, np.zeros_like(x))


def product(kernel: Callable, n: int, tile: int = TILE) -> Run:
    """A launch of a product of two n x n matrices in square blocks."""
    A, blocks = np.ones((n, n), np.float32), -(-n // tile)
    return launch(kernel, (blocks, blocks), (tile, tile), A, A, np.zeros_like(A))


def timed(call: Callable[[], Run], rounds: int) -> tuple[float, Run]:
    """The least time of several calls, in seconds, and what the last one gave."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run = call()
        times.append(time.perf_counter() - start)
    return min(times), run


def largest(kernel: Callable, seconds: float) -> tuple[int, float]:
    """The largest side, in steps of a tile, of a product that takes no longer, and its time."""
    done = (0, 0.0)
    for n in count(TILE, TILE):
        took, _ = timed(partial(product, kernel, n), 1)
        if took > seconds:
            break
        done = n, took
    return done


def numba_seconds() -> dict[str, float]:
    """Seconds that numba's simulator takes for small products, by the name of the kernel."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(n=SMALL)],
        env=os.environ | {"NUMBA_ENABLE_CUDASIM": "1"},
        capture_output=True,
        check=True,
    )
    return json.loads(done.stdout)


def report_rates(rounds: int) -> None:
    """Print threads and loads a second of each kernel."""
    jobs = {
        "saxpy, 16,384 elements": partial(saxpy, 16_384),
        "naive product, side 32": partial(product, kernels.product_naive, 32),
        "tiled product, side 32": partial(product, kernels.product_tiled, 32),
    }
    for name, job in jobs.items():
        seconds, run = timed(job, rounds)
        loads = run.counts.global_loads + run.counts.shared_loads
        rates = f"{run.counts.threads / seconds:9,.0f} threads/s {loads / seconds:11,.0f} loads/s"
        print(f"{name:24} {seconds * 1e3:8.1f} ms {rates}")


def report_tiles() -> None:
    """Print what tiles save in a product of side 64."""
    naive, tiled = (
        product(kernel, 64).counts for kernel in (kernels.product_naive, kernels.product_tiled)
    )
    for what in ("global_loads", "load_transactions"):
        many, few = getattr(naive, what), getattr(tiled, what)
        print(f"side 64, {what.replace('_', ' ')}: {many:,} : {few:,} = {many / few:.2f}")


def report_numba(rounds: int) -> None:
    """Print how long numba's simulator takes beside ours."""
    for name, theirs in numba_seconds().items():
        ours, _ = timed(partial(product, getattr(kernels, name), SMALL, 4), rounds)
        beside = f"numba's simulator {theirs * 1e3:.0f} ms, {theirs / ours:.0f} times as long"
        print(f"{name}, side {SMALL}, tiles of 4: {ours * 1e3:.1f} ms; {beside}")


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=1.0, help="limit (default 1.0)")
    parser.add_argument("--rounds", type=int, default=5, help="launches of each (default 5)")
    options = parser.parse_args()
    report_rates(options.rounds)
    for kernel in (kernels.product_naive, kernels.product_tiled):
        side, took = largest(kernel, options.seconds)
        print(f"{kernel.__name__}: side {side} in {took:.2f} s, within {options.seconds:g} s")
    report_tiles()
    report_numba(options.rounds)


if __name__ == "__main__":
    main()
