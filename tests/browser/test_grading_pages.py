"""The pages of the grading in a browser: no barrier, nothing cut off, nothing of a student runs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from compmodels.grading.pages import feedback, manual_page, summary_page
from compmodels.grading.report import ERROR, MARKED, Mark, Report
from tests.grading_pages import samples
from tests.grading_pages.samples import PAGES

each_page = pytest.mark.parametrize("name", PAGES)
each_theme = pytest.mark.parametrize("theme", ["light", "dark"])
HOSTILE = (
    "</title></style></samp></pre><script>top.hit = 1</script><img src=x onerror='top.hit = 1'>"
    "<svg onload='top.hit = 1'><a href='javascript:top.hit = 1' autofocus onfocus='top.hit = 1'>"
)


@contextmanager
def opened(browser: Browser, path: Path, **options: object) -> Iterator[Page]:
    """The page of this file in the browser."""
    page = browser.new_page(**options)
    page.goto(path.as_uri())
    yield page
    page.close()


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The file of each sample."""
    folder = tmp_path_factory.mktemp("pages")
    return {name: write(folder / f"{name}.html", page) for name, page in PAGES.items()}


def write(path: Path, page: str) -> Path:
    """The file, with the page in it."""
    path.write_text(page, encoding="utf-8")
    return path


def barriers(page: Page) -> dict[str, list[str]]:
    """What axe objects to: the elements by the rule they break."""
    found = Axe().run(page).response["violations"]
    return {one["id"]: [node["html"] for node in one["nodes"]] for one in found}


@each_theme
@each_page
def test_axe_finds_no_barrier(browser: Browser, files: dict[str, Path], name: str, theme: str):
    with opened(browser, files[name], color_scheme=theme) as page:
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert barriers(page) == {}


@each_theme
def test_axe_would_find_words_that_can_hardly_be_read(
    browser: Browser, files: dict[str, Path], theme: str
):
    colour = {"light": "#ddd", "dark": "#333"}[theme]
    with opened(browser, files["feedback"], color_scheme=theme) as page:
        page.add_style_tag(content=f"strong.good {{ color: {colour} !important; }}")
        assert list(barriers(page)) == ["color-contrast"]


@each_page
def test_nothing_sticks_out_of_the_window(browser: Browser, files: dict[str, Path], name: str):
    with opened(browser, files[name]) as page:
        for width in (1000, 400, 320):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("name", ["summary", "manual"])
def test_nothing_is_cut_off_in_print(browser: Browser, files: dict[str, Path], name: str):
    with opened(browser, files[name], viewport={"width": 700, "height": 900}) as page:
        page.emulate_media(media="print")
        beyond = (
            "[...document.querySelectorAll('td')].map(one => one.getBoundingClientRect().right)"
        )
        assert max(page.evaluate(beyond)) <= 700


def test_answers_are_closed_on_the_screen_and_open_in_print(
    browser: Browser, files: dict[str, Path]
):
    with opened(browser, files["feedback"]) as page:
        code = page.locator("details code").first
        assert not code.is_visible()
        page.emulate_media(media="print")
        assert code.evaluate("one => one.checkVisibility()")


@pytest.mark.parametrize(
    "make",
    [
        lambda one: feedback(one, samples.LESSON_01),
        lambda one: summary_page([one], samples.ASSIGNMENTS),
        lambda one: manual_page([one], samples.ASSIGNMENTS),
    ],
    ids=["feedback", "summary", "manual"],
)
def test_nothing_that_a_student_wrote_runs(
    browser: Browser, tmp_path: Path, make: Callable[[Report], str]
):
    marks = (
        Mark("predict", 0, 1, ERROR, HOSTILE, HOSTILE),
        Mark("open", 1, 2, MARKED, HOSTILE, HOSTILE),
    )
    hostile = make(Report(HOSTILE, samples.NAME, f"graded: {HOSTILE}", marks))
    with opened(browser, write(tmp_path / "hostile.html", hostile)) as page:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.hit") is None
        assert page.locator("script, svg, img[onerror], [onload], a[href^=javascript]").count() == 0
        assert HOSTILE in page.locator("main").text_content()
