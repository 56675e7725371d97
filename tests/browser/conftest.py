"""One JupyterLab and one browser for all browser tests.

The folder served is a copy of ``lessons/`` with two notebooks of the tests beside it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from compmodels.commands.doctor import find_browser
from tests.browser.browsing import Lab, chromium, jupyterlab, write_notebook

TESTS = Path(__file__).parents[1]
LESSONS = TESTS.parent / "lessons"
expect.set_options(timeout=30_000)  # for a busy machine, as long as a page waits otherwise
NO_BROWSER = (
    "no Chromium found: install the package chromium, or name the browser to use in the "
    "environment variable COMPMODELS_CHROMIUM"
)

SAMPLES = {
    "wave.ipynb": [
        "from wave_demo import wave_demo, wave_picture\nwave_picture()",
        "wave_demo()",
        "wave_demo(pause_s=0.5)",
    ],
    "retina.ipynb": [
        "from retina_demo import ink_demo\nink_demo()",
    ],
}

NOTEBOOKS = [*SAMPLES, *sorted(path.name for path in LESSONS.glob("*.ipynb"))]


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that JupyterLab serves."""
    if find_browser() is None:
        pytest.skip(NO_BROWSER)
    folder = tmp_path_factory.mktemp("served")
    if LESSONS.exists():
        shutil.copytree(LESSONS, folder, dirs_exist_ok=True)
    for module in ("wave_demo.py", "retina_demo.py"):
        shutil.copy(TESTS / module, folder)
    for name, sources in SAMPLES.items():
        write_notebook(folder / name, sources)
    return folder


@pytest.fixture(scope="session")
def url(root: Path) -> Iterator[str]:
    """The address of JupyterLab."""
    with jupyterlab(root) as address:
        yield address


@pytest.fixture(scope="session")
def browser(root: Path) -> Iterator[Browser]:
    """The browser."""
    with chromium() as one:
        yield one


@pytest.fixture(scope="session")
def open_lab(browser: Browser, url: str) -> Callable[[str], Lab]:
    """Opens a notebook and runs it; each notebook once, the tests share what it shows."""
    labs: dict[str, Lab] = {}

    def opened(notebook: str) -> Lab:
        if notebook not in labs:
            labs[notebook] = Lab(browser, url, notebook)
            labs[notebook].run_all()
        labs[notebook].page.bring_to_front()
        return labs[notebook]

    return opened
