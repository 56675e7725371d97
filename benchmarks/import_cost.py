"""What an import of the package, and of a model, costs beside ``import numpy``.

    python -m benchmarks.import_cost [--rounds 25]

New interpreters import one after the other in turn, so that all meet the same load; the medians and
their ratios are printed. The time is the import alone, without the start of Python. The aim is a
ratio of at most 1.2.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

MODULES = ("numpy", "compmodels", "compmodels.perceptron.unit")
PROGRAM = "import time; t = time.perf_counter(); import {}; print(time.perf_counter() - t)"


def import_seconds(module: str) -> float:
    """Seconds that a new interpreter takes to import a module."""
    command = [sys.executable, "-c", PROGRAM.format(module)]
    return float(subprocess.run(command, capture_output=True, check=True).stdout)


def main() -> None:
    """Read the command line, measure in turn, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=25, help="imports of each (default 25)")
    times: dict[str, list[float]] = {module: [] for module in MODULES}
    for _ in range(parser.parse_args().rounds):
        for module in MODULES:
            times[module].append(import_seconds(module))
    base = statistics.median(times["numpy"])
    for module in MODULES:
        median = statistics.median(times[module])
        print(f"{module:28} {median * 1e3:8.1f} ms   {median / base:5.2f} of numpy")


if __name__ == "__main__":
    main()
