"""What holds for every page: it stands alone, has landmarks, and is the same each time."""

from __future__ import annotations

import itertools
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from compmodels.grading.pages import manual_page, summary_page, summary_text
from tests.checkout import ROOT
from tests.grading_pages.reading import soup
from tests.grading_pages.samples import ASSIGNMENTS, CLASS, PAGES

each_page = pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)


@each_page
def test_page_needs_nothing_from_elsewhere_and_runs_nothing(page: str):
    elements = soup(page).find_all(True)
    assert not {one.name for one in elements} & {"script", "link", "iframe", "object", "form"}
    addresses = [one[key] for one in elements for key in ("src", "href") if one.has_attr(key)]
    own = re.compile(r"#.*|data:image/png;base64,.*|feedback/[\w.~%-]+\.html", re.ASCII)
    assert [a for a in addresses if not own.fullmatch(a)] == []
    assert not re.search(r"url\(|@import|https?:", page)


@each_page
def test_page_forbids_all_but_its_style_and_pictures(page: str):
    first, policy = soup(page).head.find_all("meta")[:2]
    assert first["charset"] == "utf-8"
    assert policy["http-equiv"] == "Content-Security-Policy"
    rules = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
    assert policy["content"].startswith(rules)


@each_page
def test_page_has_what_screen_readers_go_by(page: str):
    whole = soup(page)
    assert whole.html["lang"] == "en"
    assert len(whole.find_all("main")) == len(whole.find_all("h1")) == 1
    levels = [int(one.name[1]) for one in whole.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert all(table.find_all("th") for table in whole.find_all("table"))
    names = [one["id"] for one in whole.find_all(id=True)]
    assert len(names) == len(set(names))
    places = [a["href"] for a in whole.find_all("a") if a["href"].startswith("#")]
    assert {place[1:] for place in places} <= set(names)


def test_same_reports_give_the_same_bytes_in_another_process(tmp_path: Path):
    odd = {"PYTHONHASHSEED": "7", "MATPLOTLIBRC": str(tmp_path / "matplotlibrc")}
    (tmp_path / "matplotlibrc").write_text("font.size: 20\naxes.facecolor: red\n")
    command = [sys.executable, "-m", "tests.grading_pages.samples", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, env=os.environ | odd, check=True)
    written = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.glob("*.html")}
    assert written == PAGES


@pytest.mark.parametrize("write", [summary_page, summary_text, manual_page])
def test_order_of_the_reports_does_not_matter(write: Callable):
    assert write(CLASS[::-1], ASSIGNMENTS) == write(CLASS, ASSIGNMENTS)
