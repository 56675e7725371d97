"""JupyterLab in a real browser, for tests, screenshots and benchmarks.

``write_notebook`` makes a notebook, ``jupyterlab`` serves a folder, ``chromium`` opens a browser,
and ``Lab`` is a notebook open in both: run it, look at its outputs. What a lesson must show is
asserted in the tests.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_notebook
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, sync_playwright

from compmodels.commands import lab
from compmodels.commands.doctor import find_browser

TOKEN = "compmodels"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
START_S = 90
RUN_S = 180
SETTLE_MS = 500


def write_notebook(path: Path, sources: list[str]) -> None:
    """Write a notebook that has one code cell for each of ``sources``."""
    cells = [new_code_cell(source, id=f"cell-{i}") for i, source in enumerate(sources)]
    nbformat.write(new_notebook(cells=cells, metadata=KERNEL), path)


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def _environment(home: Path) -> dict[str, str]:
    """The variables of a JupyterLab with settings of its own, under ``home``, and no popups."""
    config = home / "config"
    file = config / "lab/user-settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"windowingMode": "none"}))  # keep all cells in the page
    places = {
        "HOME": home,
        "JUPYTER_CONFIG_DIR": config,
        "JUPYTER_CONFIG_PATH": lab.SETTINGS,
        "JUPYTER_DATA_DIR": home / "data",
    }
    own = {name: str(path) for name, path in places.items()}
    return os.environ | own | {"OPENBLAS_NUM_THREADS": "1"}


def _wait_until_up(url: str, server: subprocess.Popen, log: Path) -> None:
    """Return when the server answers; say what it printed when it does not."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"{url}/api/status?token={TOKEN}", timeout=2).close()
            return
        time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start in {START_S} s; it printed:\n{log.read_text()}")


def _stop(server: subprocess.Popen) -> None:
    """End the server and, with it, the kernels that it started."""
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


@contextlib.contextmanager
def jupyterlab(root: Path) -> Iterator[str]:
    """Serve ``root`` with JupyterLab on 127.0.0.1; the address, without a slash at its end."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        log = Path(home, "log")
        port = free_port()
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1"]
        command += [f"--port={port}", "--ServerApp.port_retries=0", f"--ServerApp.root_dir={root}"]
        command += [f"--IdentityProvider.token={TOKEN}", "--allow-root", "--expose-app-in-browser"]
        with log.open("w") as output:
            environment = _environment(Path(home))
            server = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        try:
            url = f"http://127.0.0.1:{port}"
            _wait_until_up(url, server, log)
            yield url
        finally:
            _stop(server)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window that can reach nothing but this machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


# True when each code cell has its count, or when one has failed and the others were given up.
ALL_RUN = """() => {
    const prompts = [...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')];
    const done = prompts.filter(prompt => /\\[\\d+\\]/.test(prompt.textContent));
    const error = document.querySelector("[data-mime-type='application/vnd.jupyter.stderr']");
    return prompts.length > 0 && (done.length === prompts.length || error !== null);
}"""


USE_THEME = "theme => jupyterapp.commands.execute('apputils:change-theme', { theme })"


class Lab:
    """A notebook open in JupyterLab.

    Parameters
    ----------
    browser, url
        From `chromium` and `jupyterlab`.
    notebook
        Path of the notebook under the served folder.
    height
        Of the window, in pixels.
    """

    def __init__(self, browser: Browser, url: str, notebook: str, height: int = 1000) -> None:
        self.page: Page = browser.new_page(viewport={"width": 1200, "height": height})
        self.page.set_default_timeout(30_000)
        self.console_errors: list[str] = []
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.goto(f"{url}/lab/tree/{notebook}?token={TOKEN}&reset")
        self.wait_until_idle()

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console_errors.append(f"{message.text} ({message.location.get('url', '')})")

    def wait_until_idle(self) -> None:
        """Return when the kernel has nothing to do."""
        self.page.wait_for_selector("#jp-main-statusbar :text('| Idle')", timeout=RUN_S * 1000)

    def run_all(self) -> None:
        """Run all cells and return when the last one has run."""
        self._choose("Edit", "editmenu:clear-all")  # so that a stored count is not taken for a run
        self._choose("Run", "runmenu:run-all")
        self.page.wait_for_function(ALL_RUN, timeout=RUN_S * 1000)
        self.wait_until_idle()

    def _choose(self, menu: str, command: str) -> None:
        self.page.click(f".lm-MenuBar-itemLabel:text-is('{menu}')")
        self.page.click(f".lm-Menu-item[data-command='{command}']")

    def use_theme(self, theme: str) -> None:
        """Show JupyterLab in its ``light`` or ``dark`` theme."""
        self.page.evaluate(USE_THEME, f"JupyterLab {theme.title()}")
        shown = f"document.body.dataset.jpThemeLight === '{str(theme == 'light').lower()}'"
        self.page.wait_for_function(shown)
        self.page.wait_for_timeout(SETTLE_MS)  # until every element has the colours of the theme

    def cells(self) -> Locator:
        """The cells of the notebook from top to bottom."""
        return self.page.locator(".jp-Notebook .jp-Cell")

    def show_whole(self) -> int:
        """Make the window as high as the notebook; the height of what it then shows in pixels."""
        height = self.page.evaluate(
            "document.querySelector('.jp-WindowedPanel-outer').scrollHeight + 150"
        )
        self.page.set_viewport_size({"width": 1200, "height": height})
        self.page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTop = 0")
        self.page.wait_for_timeout(1000)
        return height

    def errors(self) -> list[str]:
        """What the cells printed on standard error, exceptions included."""
        return self.page.locator(
            "[data-mime-type='application/vnd.jupyter.stderr']"
        ).all_inner_texts()

    def demos(self) -> list[Locator]:
        """The demos of the notebook from top to bottom."""
        self.page.wait_for_timeout(300)
        return self.page.locator(".compmodels-demo").all()
