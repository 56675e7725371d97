"""Each lesson, run in JupyterLab: no errors, every picture in words, no barrier in its outputs.

What its controls do is tested in ``test_demos``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.browsing import Lab
from tests.browser.conftest import NOTEBOOKS

each_notebook = pytest.mark.parametrize("notebook", NOTEBOOKS)


@each_notebook
def test_nothing_goes_wrong(open_lab: Callable[[str], Lab], notebook: str) -> None:
    lab = open_lab(notebook)
    assert lab.errors() == []
    assert lab.console_errors == []


@each_notebook
def test_every_picture_says_what_it_shows(open_lab: Callable[[str], Lab], notebook: str) -> None:
    texts = (
        open_lab(notebook)
        .page.locator(".jp-OutputArea-output img")
        .evaluate_all("images => images.map(image => image.alt)")
    )
    assert texts
    assert [text for text in texts if len(text.split()) < 4] == []


def barriers(lab: Lab, theme: str) -> dict[str, list[str]]:
    """What axe calls serious in the outputs, in that theme: the elements by the rule they break.

    JupyterLab's body has no height, which axe takes for a page that shows nothing; so it gets one.
    """
    lab.use_theme(theme)
    lab.page.add_style_tag(content="body { height: 100vh; }")
    found = Axe().run(lab.page, context=".jp-OutputArea-output").response["violations"]
    serious = (one for one in found if one["impact"] in ("serious", "critical"))
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in serious}


@each_notebook
@pytest.mark.parametrize("theme", ["dark", "light"])  # light last, so that it stays
def test_axe_finds_no_serious_barrier(
    open_lab: Callable[[str], Lab], notebook: str, theme: str
) -> None:
    assert barriers(open_lab(notebook), theme) == {}


@pytest.mark.parametrize(("theme", "colour"), [("dark", "#222"), ("light", "#ddd")])
def test_axe_would_find_a_sentence_that_can_hardly_be_read(
    open_lab: Callable[[str], Lab], theme: str, colour: str
) -> None:
    lab = open_lab("retina.ipynb")
    spoilt = lab.page.add_style_tag(content=f"figcaption {{ color: {colour} !important; }}")
    found = barriers(lab, theme)
    spoilt.evaluate("style => style.remove()")
    assert list(found) == ["color-contrast"]
    assert "figcaption" in found["color-contrast"][0]
