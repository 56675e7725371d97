"""What ``import compmodels`` costs beside ``import numpy``: ``python benchmarks/import_cost.py``.

New interpreters import one or the other in turn, so that both meet the same load; the medians and
their ratio are printed. The time is the import alone, without the start of Python. The aim is a
ratio of at most 1.2.
"""

from __future__ import annotations

import statistics
import subprocess
import sys

ROUNDS = 25
PROGRAM = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"


def import_seconds(module: str) -> float:
    """Seconds that a new interpreter takes to import a module."""
    command = [sys.executable, "-c", PROGRAM.format(module)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def main() -> None:
    """Measure in turn and print."""
    modules = ("numpy", "compmodels", "compmodels.perceptron")
    times: dict[str, list[float]] = {module: [] for module in modules}
    for _ in range(ROUNDS):
        for module in modules:
            times[module].append(import_seconds(module))
    base = statistics.median(times["numpy"])
    for module in modules:
        median = statistics.median(times[module])
        print(f"{module:24} {median * 1e3:8.1f} ms   {median / base:5.2f} of numpy")


if __name__ == "__main__":
    main()
