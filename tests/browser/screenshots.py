"""Screenshots of a notebook that JupyterLab has run, to look at.

    python -m tests.browser.screenshots NOTEBOOK OUT_DIR [--theme dark]

writes the notebook from top to bottom in pieces (``page-01.png``, ...) and each demo at its start
and after each of its controls was moved (``demo-1-0.png``, ``demo-1-1.png``, ...).
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from tests.browser.browsing import Lab, chromium, jupyterlab
from tests.browser.moving import controls, move

PIECE_PX = 1200


def save_pages(lab: Lab, out: Path) -> None:
    """The whole notebook in pieces of `PIECE_PX` pixels."""
    height = lab.show_whole()
    for number, top in enumerate(range(0, height, PIECE_PX), start=1):
        clip = {"x": 0, "y": top, "width": 1200, "height": min(PIECE_PX, height - top)}
        lab.page.screenshot(path=out / f"page-{number:02}.png", clip=clip)


def save_demos(lab: Lab, out: Path) -> None:
    """Each demo at its start and after a move of each of its controls."""
    for number, demo in enumerate(lab.demos(), start=1):
        demo.screenshot(path=out / f"demo-{number}-0.png")
        for turn, control in enumerate(controls(demo), start=1):
            move(control)
            lab.page.wait_for_timeout(1000)
            demo.screenshot(path=out / f"demo-{number}-{turn}.png")


def main() -> None:
    """Read the command line, run the notebook, save the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebook", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--theme", choices=["light", "dark"], default="light")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as root:
        shutil.copytree(arguments.notebook.parent, root, dirs_exist_ok=True)
        with jupyterlab(Path(root)) as url, chromium() as browser:
            lab = Lab(browser, url, arguments.notebook.name)
            lab.use_theme(arguments.theme)
            lab.run_all()
            save_pages(lab, arguments.out)
            save_demos(lab, arguments.out)
            for line in [*lab.errors(), *lab.console_errors]:
                print(line)


if __name__ == "__main__":
    main()
