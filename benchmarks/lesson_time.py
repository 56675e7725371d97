"""How long each lesson takes and how much memory its kernel needs at most (Linux and macOS).

The aim is under 20 s and 1 GB on two slow cores. No test asserts it, since a machine may be busy.

    python -m benchmarks.lesson_time [NOTEBOOK ...]
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from nbformat.v4 import new_code_cell

from compmodels import notebooks

PEAK = "import resource as r, sys\nprint(r.getrusage(r.RUSAGE_SELF).ru_maxrss, sys.platform)"


def cost(path: Path) -> tuple[float, float]:
    """Wall seconds of a run of the notebook, kernel start included, and the kernel's peak in MB."""
    notebook = notebooks.read(path)
    notebook.cells.append(new_code_cell(PEAK, id="peak"))
    begin = time.perf_counter()
    result = notebooks.run(notebook, path.parent)
    seconds = time.perf_counter() - begin
    if wrong := list(notebooks.failures(result)):
        raise notebooks.NotebookError("\n".join(wrong))
    peak, platform = result.cells[-1].outputs[0].text.split()
    return seconds, int(peak) * (1 if platform == "darwin" else 1024) / 1e6


def main() -> None:
    """Print a line for each notebook named, or for each lesson."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", nargs="*", type=Path, help="default: all lessons")
    lessons = Path(__file__).parents[1] / "lessons"
    paths = parser.parse_args().notebook or sorted(lessons.glob("*.ipynb"))
    print(f"{'notebook':40} {'seconds':>8} {'peak MB':>8}")
    for path in paths:
        seconds, peak_mb = cost(path)
        print(f"{path.name:40} {seconds:8.1f} {peak_mb:8.0f}")


if __name__ == "__main__":
    main()
