"""The rules of notebooks, each tried on a notebook that breaks it and all on one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbformat import NotebookNode

from compmodels import notebooks
from tests.notebooks import build
from tests.notebooks.contents import broken_links
from tests.notebooks.problems import EXECUTED_RULES, RULES, UNEXECUTED_RULES, problems

PICTURE = '<img alt="{}" src="data:image/png;base64,AA==">'
SENTENCE = "A line falls from left to right."
BAD = {
    "same id": ([build.markdown("a", "A"), build.markdown("a", "B")], "2 cells have this id"),
    "random id": ([build.markdown("3f2a9b1c", "A")], "not words"),
    "random id with a letter first": ([build.markdown("fb1f2f0e-11", "A")], "not words"),
    "capital in id": ([build.markdown("The-title", "A")], "not words"),
    "unknown tag": ([build.markdown("a", "A", tags=["mesured"])], "unknown tag mesured"),
    "measured and compared": (
        [build.code("a", "a = 1", tags=["measured"])],
        "not tagged nbval-ignore-output",
    ),
    "no alternative text": ([build.markdown("a", "![](a.png)")], "no sentence"),
    "html without alt": ([build.markdown("a", '<img src="a.png">')], "no sentence"),
    "alternative text of one word": (
        [build.code("a", "f()", build.display(text_html=PICTURE.format("Picture.")), count=1)],
        "no sentence",
    ),
    "alternative text in small letters": (
        [
            build.code(
                "a", "f()", build.display(text_html=PICTURE.format(SENTENCE.lower())), count=1
            )
        ],
        "no sentence",
    ),
    "bare picture": (
        [build.code("a", "f()", build.display(image_png="AA=="), count=1)],
        "no sentence",
    ),
    "broken anchor": ([build.markdown("a", "# One two\n[here](#One-three)")], "no #One-three"),
    "path in source": ([build.code("a", "open('/home/ada/x.csv')")], "an absolute path"),
    "path on Windows": ([build.markdown("a", "In C:\\Users\\Ada it is.")], "an absolute path"),
    "path in output": (
        [build.code("a", "f()", build.stream("wrote /tmp/x\n"), count=1)],
        "an absolute path",
    ),
    "download": ([build.code("a", "urlopen('example')")], "uses the network"),
    "install": ([build.code("a", "%pip install numpy")], "uses the network"),
    "large": ([build.markdown("a", "a" * 1_000_001)], "more than 1000000"),
    "not normal": ([build.code("a", "a = 1", collapsed=True)], "compmodels execute"),
    "exclamation": ([build.markdown("a", "Look!")], "an exclamation mark"),
    "emoji": ([build.markdown("a", "Done \u2705")], "an emoji"),
    "semicolon": ([build.code("a", "f();")], "ends in a semicolon"),
}
BAD_EXECUTED = {
    "not executed": ([build.code("a", "a = 1")], "execution counts are [None]"),
    "out of order": (
        [build.code("a", "a = 1", count=2), build.code("b", "b = 1", count=1)],
        "execution counts are [2, 1]",
    ),
    "error": (
        [
            build.code(
                "a",
                "f()",
                build.stream("x") | {"output_type": "error", "ename": "E", "evalue": "why"},
                count=1,
            )
        ],
        "E: why",
    ),
    "stderr": ([build.code("a", "f()", build.stream("w", "stderr"), count=1)], "wrote to stderr"),
    "silent call": ([build.code("a", "f()", count=1)], "shows nothing"),
    "silent magic": ([build.code("a", "%matplotlib inline", count=1)], "shows nothing"),
}
GOOD = build.notebook(
    build.markdown("title", "# What it does\n\n[Below](#The-end), [there](#there)."),
    build.code("set-up", "import math\n\nx = 2", count=1),
    build.code("picture-1", "f()", build.display(text_html=PICTURE.format(SENTENCE)), count=2),
    build.markdown("end", f'## The `end`\n\n`a != b`, $n!$ <a id="there"></a>![{SENTENCE}](a.png)'),
)


@pytest.mark.parametrize(("cells", "reason"), BAD.values(), ids=BAD.keys())
def test_bad_notebook_breaks_its_rule(cells: list[NotebookNode], reason: str):
    (line,) = problems(build.notebook(*cells))
    assert reason in line


@pytest.mark.parametrize(("cells", "reason"), BAD_EXECUTED.values(), ids=BAD_EXECUTED.keys())
def test_badly_executed_notebook_breaks_its_rule(cells: list[NotebookNode], reason: str):
    (line,) = problems(build.notebook(*cells), EXECUTED_RULES)
    assert reason in line


def test_good_notebook_breaks_no_rule():
    assert problems(GOOD, RULES + EXECUTED_RULES) == []


def test_executed_exercise_breaks_its_rule():
    assert problems(GOOD, UNEXECUTED_RULES) == [
        "cell set-up: has been run",
        "cell picture-1: has been run",
    ]


def test_link_to_another_notebook_is_followed(tmp_path: Path):
    notebooks.write(GOOD, tmp_path / "good.ipynb")
    links = "[a](good.ipynb#The-end) [b](https://example.org) [c](#here) [d](.)"
    assert broken_links(build.notebook(build.markdown("links", links)), tmp_path) == []
    links = '[a](good.ipynb#The-start) <a href="gone.md">b</a>'
    assert broken_links(build.notebook(build.markdown("links", links)), tmp_path) == [
        "cell links: good.ipynb#The-start leads nowhere",
        "cell links: gone.md leads nowhere",
    ]
