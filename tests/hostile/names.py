"""Submissions of students with odd names, or with answers that attack the pages that show them."""

from __future__ import annotations

from nbformat import NotebookNode

from tests.hostile.case import add, answered, at_top_level, error, hostile, wrong
from tests.notebooks import build

PAGE = "</pre></script><script>alert(1)</script><img src=x onerror=alert(1)>"

# The name of the folder, and what the tables make of it.
NAMES: dict[str, str] = {
    "..%2F..%2Fgrades": "..%2F..%2Fgrades",
    "..\\\\..\\\\grades": "..\\\\..\\\\grades",
    "..\N{FULLWIDTH SOLIDUS}..\N{DIVISION SLASH}etc": (
        "..\N{FULLWIDTH SOLIDUS}..\N{DIVISION SLASH}etc"
    ),
    "...": "...",
    "-rf": "'-rf",
    "--out": "'--out",
    "=cmd|' C calc'!A0": "'=cmd|' C calc'!A0",
    "@SUM(1+1)*2": "'@SUM(1+1)*2",
    "a;=1+1": "a;'=1+1",
    "<img src=x onerror=alert(1)>": "<img src=x onerror=alert(1)>",
    '"><script>alert(1)': '"><script>alert(1)',
    "two\nlines": "two lines (?)",
    "a\ttab": "a tab (?)",
    "\x1b[31mred\x07": "\ufffd[31mred\ufffd (?)",
    "turned \N{RIGHT-TO-LEFT OVERRIDE}round": "turned \ufffdround (?)",
    "half \udcff": "half ? (?)",
    "CON": "CON",
    "nul.txt": "nul.txt",
    "a:b|c*d?": "a:b|c*d?",
    "a b|c*d?": "a b|c*d?",
    "n" * 255: "n" * 255,
    "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}": "Zo\N{LATIN SMALL LETTER E WITH DIAERESIS}",
    "Zoe\N{COMBINING DIAERESIS}": "Zoe\N{COMBINING DIAERESIS}",
    "\N{GRINNING FACE}": "\N{GRINNING FACE}",
    " with spaces ": " with spaces ",
    "grades.csv": "grades.csv",
}

for name, shown in NAMES.items():
    add(name, answered, shown=shown)


@hostile()
def writes_a_page_as_an_answer() -> NotebookNode:
    """What a person is to read holds a page, a link that runs, and a formula."""
    return answered(
        open=f"=1+1\n{PAGE}\n\n[here](javascript:alert(1)) ![x](x onerror=alert(1)) "
        "$\\href{javascript:alert(1)}{x}$ \x1b]0;mine\x07 \ud800"
    )


@hostile()
def writes_a_very_long_answer() -> NotebookNode:
    """A book."""
    return answered(open="word " * 10**6)


@hostile(predict=error(f"predict stopped with RuntimeError: {PAGE}"))
def raises_a_page() -> NotebookNode:
    """The message of an error is shown to the student."""
    return answered(predict=f"def predict(w, b, x):\n    raise RuntimeError({PAGE!r})  # {PAGE}")


@hostile(predict=wrong("printed   '</pre>"))
def prints_and_returns_a_page() -> NotebookNode:
    """What a wrong answer gave and printed is shown too."""
    return answered(
        predict=f"def predict(w, b, x):\n    print({PAGE!r})\n    return [{PAGE[:30]!r}]"
    )


@hostile()
def stores_a_page_as_output() -> NotebookNode:
    """Outputs are never shown."""
    notebook = at_top_level("display(1)")
    build.cell(notebook, "own").outputs = [build.display(text_html=PAGE)]
    return notebook
