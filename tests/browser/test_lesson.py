"""Each lesson, run in JupyterLab: no errors, every picture in words, no barrier in its outputs.

What its controls do is tested in ``test_demos``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.browsing import Lab
from tests.browser.conftest import NOTEBOOKS

pytestmark = pytest.mark.parametrize("notebook", NOTEBOOKS)


def test_nothing_goes_wrong(open_lab: Callable[[str], Lab], notebook: str) -> None:
    lab = open_lab(notebook)
    assert lab.errors() == []
    assert lab.console_errors == []


def test_every_picture_says_what_it_shows(open_lab: Callable[[str], Lab], notebook: str) -> None:
    texts = (
        open_lab(notebook)
        .page.locator(".jp-OutputArea-output img")
        .evaluate_all("images => images.map(image => image.alt)")
    )
    assert texts
    assert [text for text in texts if len(text.split()) < 4] == []


@pytest.mark.parametrize("theme", ["dark", "light"])  # light last, so that it stays
def test_axe_finds_no_serious_barrier(
    open_lab: Callable[[str], Lab], notebook: str, theme: str
) -> None:
    lab = open_lab(notebook)
    lab.use_theme(theme)
    found = Axe().run(lab.page, context=".jp-OutputArea").response["violations"]
    serious = {
        one["id"]: [node["html"] for node in one["nodes"]]
        for one in found
        if one["impact"] in ("serious", "critical")
    }
    assert serious == {}
