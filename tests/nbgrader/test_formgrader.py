"""The formgrader in JupyterLab: it sees the course, and a person marks the open question there."""

from __future__ import annotations

import contextlib
import json
import shutil
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page

from compmodels.commands.doctor import find_browser
from tests.browser.browsing import TOKEN, chromium, jupyterlab
from tests.browser.conftest import NO_BROWSER
from tests.checkout import ROOT
from tests.class_room import ASSIGNMENT, READY
from tests.nbgrader.conftest import Course


@pytest.fixture(scope="module")
def taught(course: Course, tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A copy of the marked course, for a person to mark in."""
    folder = tmp_path_factory.mktemp("taught") / "course"
    shutil.copytree(course.folder, folder)
    return Course(folder, course.home)


@pytest.fixture(scope="module")
def url(taught: Course) -> Iterator[str]:
    """The address of a JupyterLab that was started in the course folder."""
    with contextlib.chdir(taught.folder), jupyterlab(taught.folder) as address:
        yield address


def get(address: str) -> bytes:
    """What the server answers with status 200."""
    request = urllib.request.Request(address, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        assert answer.status == 200
        return answer.read()


def browse(use: Callable[[Page], list[str]]) -> list[str]:
    """What ``use`` reads off a page of a browser.

    It has a thread to itself, since only one browser can be open in each.
    """
    if find_browser() is None:
        pytest.skip(NO_BROWSER)

    def seen() -> list[str]:
        with chromium() as browser:
            return use(browser.new_page(viewport={"width": 1200, "height": 1000}))

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(seen).result()


def open_formgrader(page: Page, url: str) -> FrameLocator:
    """The formgrader, opened from JupyterLab's menu."""
    page.goto(f"{url}/lab?token={TOKEN}&reset")
    page.click(".lm-MenuBar-itemLabel:text-is('Nbgrader')")
    page.click(".lm-Menu-itemLabel:text-is('Formgrader')")
    return page.frame_locator("iframe[src*='formgrader']")


def test_the_server_has_the_formgrader_without_further_settings(url: str):
    assert b"Manage Assignments" in get(f"{url}/formgrader")
    found = {each["name"]: each for each in json.loads(get(f"{url}/formgrader/api/assignments"))}
    assert found.keys() == {path.stem for path in ROOT.glob("solutions/*/*.ipynb")}
    assignment = found[ASSIGNMENT]
    assert assignment["num_submissions"] == len(READY)
    assert assignment["max_score"] == 10
    assert Path(assignment["source_path"]) == Path("solutions", ASSIGNMENT)


def test_jupyterlab_shows_the_assignment_and_its_submissions(url: str):
    def look(page: Page) -> list[str]:
        formgrader = open_formgrader(page, url)
        row = formgrader.get_by_role("row").filter(has_text=ASSIGNMENT)
        count = row.get_by_role("link", name=str(len(READY)), exact=True)
        count.click()
        students = formgrader.locator("tbody tr")
        students.filter(has_text="ada").wait_for()
        return [" ".join(text.split()) for text in students.all_inner_texts()]

    assert browse(look) == [
        "None, None ada None needs manual grading 8 / 10",
        "None, None ben None needs manual grading 3 / 10",
        "None, None cem None graded 0 / 10",
    ]


def test_a_person_marks_the_open_question(taught: Course, url: str):
    def mark(page: Page) -> list[str]:
        page.goto(f"{url}/formgrader?token={TOKEN}")
        page.goto(f"{url}/formgrader/gradebook/{ASSIGNMENT}/{ASSIGNMENT}")
        page.get_by_role("row").filter(has_text="8 / 10").get_by_role("link").first.click()
        page.locator("input#open.needs_manual_grade").wait_for()  # marked so once it is loaded
        points = page.locator("input#open")
        with page.expect_response(lambda answer: "/api/grade/" in answer.url) as saved:
            points.fill("1.5")
            points.press("Tab")
        return [f"{saved.value.request.method} {saved.value.status}"]

    assert browse(mark) == ["PUT 200"]
    assert taught.points("ada") == READY["ada"].points | {"open": 1.5}
    assert taught.unread("ada") == []
