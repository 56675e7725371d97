"""What a notebook shows and points to: links, headings, pictures, texts.

What they should be like does not live here (``problems``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from nbformat import NotebookNode

from compmodels.notebooks import read

MARKDOWN_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)[^)]*\)")
MARKDOWN_PICTURE = re.compile(r"!\[([^\]]*)\]\(")
HEADING = re.compile(r"^#+ +(.*?) *#*$", re.MULTILINE)


def broken_links(notebook: NotebookNode, folder: Path) -> list[str]:
    """A line for each relative link that leads nowhere from ``folder``, heading included."""
    inner = [(name, target) for name, target in links(notebook) if ":" not in target]
    found = ((name, *target.partition("#")[::2]) for name, target in inner)
    return [
        f"cell {name}: {path}{'#' * bool(anchor)}{anchor} leads nowhere"
        for name, path, anchor in found
        if path and not _leads_somewhere(folder / path, anchor)
    ]


def _leads_somewhere(path: Path, anchor: str) -> bool:
    """Whether the file exists and, where it is a notebook, has the anchor."""
    if not anchor or path.suffix != ".ipynb":
        return path.exists()
    return path.exists() and anchor in anchors(read(path))


def links(notebook: NotebookNode) -> Iterator[tuple[str, str]]:
    """The id of the cell and the target, for each link in a markdown cell."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            targets = MARKDOWN_LINK.findall(cell.source) + attributes(cell.source, "a", "href")
            yield from ((cell.id, target) for target in targets)


def anchors(notebook: NotebookNode) -> set[str]:
    """What can be linked to: headings as JupyterLab names them, and elements with an id."""
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    headings = {re.sub(r"[`*_]", "", title).replace(" ", "-") for title in HEADING.findall(prose)}
    return headings | set(attributes(prose, "a", "id"))


def alternatives(cell: NotebookNode) -> Iterator[str]:
    """The alternative text of each picture of the cell, empty where there is none."""
    if cell.cell_type == "markdown":
        yield from MARKDOWN_PICTURE.findall(cell.source)
        yield from attributes(cell.source, "img", "alt")
    for data in _data(cell):
        page = "".join(data.get("text/html", ""))
        yield from attributes(page, "img", "alt")
        if "<img" not in page and any(form.startswith("image/") for form in data):
            yield ""


def _data(cell: NotebookNode) -> list[dict]:
    """What the cell's outputs show, each as a dictionary from its form to its content."""
    return [output.data for output in cell.get("outputs", []) if "data" in output]


def texts(cell: NotebookNode) -> Iterator[str]:
    """What the cell's outputs say."""
    for output in cell.get("outputs", []):
        yield output.get("text", "")
    for data in _data(cell):
        yield from (content for form, content in data.items() if form.startswith("text/"))


def attributes(page: str, element: str, attribute: str) -> list[str]:
    """The attribute of each such element; for ``a`` only where it is given."""
    found: list[str] = []

    class Reader(HTMLParser):
        """Notes the attribute of each element that it meets."""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            value = dict(attrs).get(attribute) or ""
            if tag == element and (value or element != "a"):
                found.append(value)

    Reader().feed(page)
    return found
