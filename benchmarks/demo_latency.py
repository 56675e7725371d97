"""How long a reader waits for the new picture: a demo on the stage against ``interact``.

    python -m benchmarks.demo_latency [--moves 40]

opens JupyterLab in a browser and moves the slider of a demo and of ``interact`` with the same
figure in turn, by keyboard. The time goes from the key to the new picture decoded in the page.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

import numpy as np
from playwright.sync_api import Page

from tests.browser.browsing import Lab, chromium, jupyterlab, write_notebook

TESTS = Path(__file__).parents[1] / "tests"
INTERACT = """import matplotlib.pyplot as plt
from ipywidgets import IntSlider, interact
{imports}

def show(value):
    size = ({width} / 100, {height} / 100)
    figure, ax = plt.subplots(figsize=size, dpi=100, layout="constrained")
    {draw}
    plt.show()
    print({describe})

interact(show, value={slider});"""
WAVE = INTERACT.format(
    imports="from wave_demo import wave_demo, describe_wave, draw_wave",
    width=600,
    height=350,
    draw='draw_wave(ax, value, "sine")',
    describe='describe_wave(value, "sine")',
    slider='IntSlider(2, 1, 80, description="Frequency (Hz)")',
)
LINE = INTERACT.format(
    imports="from compmodels.demos.perceptron.line import describe_line, draw_line, line_demo",
    width=620,
    height=400,
    draw="draw_line(ax, value)",
    describe="describe_line(value)",
    slider='IntSlider(1, 0, 12, description="Mistakes made (count)")',
)
# Two figures, each in a demo on the stage and in interact: a small one, and one of lesson 01.
CELLS = [WAVE, "wave_demo()", LINE, "line_demo()"]
NAMES = ["wave, interact", "wave, stage", "line, interact", "line, stage"]
PAUSE_MS = 300

# Milliseconds from the next key to the next picture of a cell that is loaded and decoded.
NEXT_PICTURE = """cell => { window.nextPicture = new Promise(done => {
    let pressed;
    const key = () => { pressed = performance.now(); };
    const load = event => {
        if (!cell.contains(event.target) || pressed === undefined) return;
        document.removeEventListener('load', load, true);
        event.target.decode().then(() => done(performance.now() - pressed));
    };
    document.addEventListener('keydown', key, { capture: true, once: true });
    document.addEventListener('load', load, true);
}); }"""


def time_move_ms(page: Page, cell: int, key: str) -> float:
    """Milliseconds from a ``key`` on the slider of ``cell`` to its new picture."""
    place = page.locator(".jp-CodeCell").nth(cell)
    handle = place.locator(".noUi-handle")
    handle.focus()
    page.wait_for_timeout(PAUSE_MS)
    place.evaluate(NEXT_PICTURE)
    handle.press(key)
    return page.evaluate("window.nextPicture")


def measure_ms(lab: Lab, moves: int) -> dict[str, list[float]]:
    """The times of ``moves`` moves of each slider, in turn, after one of each to warm up."""
    times: dict[str, list[float]] = {name: [] for name in NAMES}
    for turn in range(moves + 1):
        key = "ArrowRight" if turn // 10 % 2 == 0 else "ArrowLeft"
        for cell, name in enumerate(NAMES):
            times[name].append(time_move_ms(lab.page, cell, key))
    return {name: waited[1:] for name, waited in times.items()}


def report(times: dict[str, list[float]]) -> str:
    """A line for each slider, and for each figure the ratio of its two medians."""
    medians = {name: statistics.median(waited) for name, waited in times.items()}
    lines = [
        f"{name:15} median {medians[name]:4.0f} ms   p95 {np.percentile(waited, 95):4.0f} ms"
        for name, waited in times.items()
    ]
    for figure in ("wave", "line"):
        ratio = medians[f"{figure}, interact"] / medians[f"{figure}, stage"]
        lines.append(f"{figure}: interact / stage = {ratio:.1f}")
    return "\n".join(lines)


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--moves", type=int, default=40, help="of each slider (default 40)")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        shutil.copy(TESTS / "wave_demo.py", root)
        write_notebook(Path(root, "latency.ipynb"), CELLS)
        with jupyterlab(Path(root)) as url, chromium() as browser:
            lab = Lab(browser, url, "latency.ipynb", height=3000)
            lab.run_all()
            print(report(measure_ms(lab, arguments.moves)))


if __name__ == "__main__":
    main()
