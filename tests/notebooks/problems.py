"""The rules that every notebook of the course keeps: one small function a rule.

A rule takes a notebook and yields a line for each place where it is broken. ``RULES`` hold for all
notebooks, ``EXECUTED_RULES`` for those that are committed with outputs, ``UNEXECUTED_RULES`` for
exercises. Whether an exercise is complete is not asked here (``compmodels.grading.rules``).
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from nbformat import NotebookNode

from compmodels.notebooks import MEASURED, code_cells, failures, normalised, tags, text
from tests.notebooks.contents import alternatives, anchors, links, texts

KNOWN_TAGS = {"demo", "explanation", MEASURED, "nbval-ignore-output"}
MAX_BYTES = 1_000_000
KEBAB_CASE = re.compile(r"[a-z]+[0-9]*[a-z]*(-([a-z]+[0-9]*[a-z]*|[0-9]+))*")
RANDOM_ID = re.compile(r"(?=.*[0-9])[0-9a-f]{8}(-.*)?")
ABSOLUTE_PATH = re.compile(r"(?<![\w.:/])/(home|root|tmp|usr|Users|var|opt|mnt|work)/|\b[A-Z]:\\")
NETWORK = re.compile(
    r"https?://|\burlopen\b|\b(import|from) requests\b|^\s*[!%]+\s*(pip|conda)",
    re.MULTILINE,
)  # requests as a word is what comes to a server
EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\ufe0f]")
NOT_PROSE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]*\$|<[^>]*>|!(?=\[)", re.DOTALL)
NAMING = (
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.FunctionDef,
    ast.ClassDef,
)

Rule = Callable[[NotebookNode], Iterator[str]]


def unclear_ids(notebook: NotebookNode) -> Iterator[str]:
    """Cells are named by words, once each, so that a difference can be talked about."""
    for name, count in Counter(cell.get("id", "") for cell in notebook.cells).items():
        if count > 1:
            yield f"cell {name}: {count} cells have this id"
        if not KEBAB_CASE.fullmatch(name) or RANDOM_ID.fullmatch(name):
            yield f"cell {name}: the id is not words in lower case joined by hyphens"


def unknown_tags(notebook: NotebookNode) -> Iterator[str]:
    """A misspelt tag does nothing; a measured output is never compared."""
    for cell in notebook.cells:
        for tag in sorted(set(tags(cell)) - KNOWN_TAGS):
            yield f"cell {cell.id}: unknown tag {tag}"
        if MEASURED in tags(cell) and "nbval-ignore-output" not in tags(cell):
            yield f"cell {cell.id}: measured, but not tagged nbval-ignore-output"


def undescribed_pictures(notebook: NotebookNode) -> Iterator[str]:
    """Someone who does not see a picture is told what it shows, in a sentence."""
    for cell in notebook.cells:
        for alternative in alternatives(cell):
            if not is_sentence(alternative):
                yield f"cell {cell.id}: a picture's alternative text is no sentence: {alternative}"


def is_sentence(words: str) -> bool:
    """Whether the words begin with a capital, end with a full stop and say something."""
    return len(words) > 20 and words[0].isupper() and words.endswith(".")


def broken_anchors(notebook: NotebookNode) -> Iterator[str]:
    """A link within the notebook leads to a heading or a named place."""
    for name, target in links(notebook):
        if target.startswith("#") and target[1:] not in anchors(notebook):
            yield f"cell {name}: the notebook has no {target}"


def absolute_paths(notebook: NotebookNode) -> Iterator[str]:
    """A path of one machine means nothing on the reader's."""
    for cell in notebook.cells:
        for place in (cell.source, *texts(cell)):
            if ABSOLUTE_PATH.search(place):
                yield f"cell {cell.id}: an absolute path"


def network_use(notebook: NotebookNode) -> Iterator[str]:
    """A lesson runs without the network and installs nothing."""
    for cell in code_cells(notebook):
        if NETWORK.search(cell.source):
            yield f"cell {cell.id}: uses the network"


def too_large(notebook: NotebookNode) -> Iterator[str]:
    """A notebook opens quickly, and its history stays small."""
    size = len(text(notebook).encode())
    if size > MAX_BYTES:
        yield f"the notebook has {size} bytes, more than {MAX_BYTES}"


def not_normal(notebook: NotebookNode) -> Iterator[str]:
    """One form, kernel name included, so that a difference is a real one."""
    if notebook != normalised(notebook):
        yield "not in its normal form; run compmodels execute"


def loud_prose(notebook: NotebookNode) -> Iterator[str]:
    """The text is plain: no exclamation marks, no emoji."""
    for cell in notebook.cells:
        prose = NOT_PROSE.sub("", cell.source) if cell.cell_type == "markdown" else ""
        if "!" in prose:
            yield f"cell {cell.id}: an exclamation mark"
        if EMOJI.search(prose):
            yield f"cell {cell.id}: an emoji"


def trailing_semicolons(notebook: NotebookNode) -> Iterator[str]:
    """A semicolon that hides a value hides it from the comparison of outputs too."""
    for cell in code_cells(notebook):
        if cell.source.rstrip().endswith(";"):
            yield f"cell {cell.id}: ends in a semicolon"


def not_executed(notebook: NotebookNode) -> Iterator[str]:
    """Every code cell has run, once, in order."""
    counts = [cell.execution_count for cell in code_cells(notebook)]
    if counts != list(range(1, len(counts) + 1)):
        yield f"execution counts are {counts}, not 1, 2, 3 and so on"


def failed(notebook: NotebookNode) -> Iterator[str]:
    """No cell ended in an error or wrote to stderr."""
    yield from failures(notebook)


def silent_cells(notebook: NotebookNode) -> Iterator[str]:
    """A cell that computes something shows it; without an output nothing would be compared."""
    for cell in code_cells(notebook):
        if not cell.outputs and not _only_names_things(cell.source):
            yield f"cell {cell.id}: does something and shows nothing"


def has_run(notebook: NotebookNode) -> Iterator[str]:
    """An exercise reaches the student without anything run."""
    for cell in code_cells(notebook):
        if cell.outputs or cell.execution_count is not None:
            yield f"cell {cell.id}: has been run"


RULES: tuple[Rule, ...] = (
    unclear_ids,
    unknown_tags,
    undescribed_pictures,
    broken_anchors,
    absolute_paths,
    network_use,
    too_large,
    not_normal,
    loud_prose,
    trailing_semicolons,
)
EXECUTED_RULES: tuple[Rule, ...] = (not_executed, failed, silent_cells)
UNEXECUTED_RULES: tuple[Rule, ...] = (has_run,)


def problems(notebook: NotebookNode, rules: Iterable[Rule] = RULES) -> list[str]:
    """A line for each place where the notebook breaks one of the rules."""
    return [line for rule in rules for line in rule(notebook)]


def _only_names_things(source: str) -> bool:
    """Whether the source holds only imports, assignments and definitions."""
    try:
        statements = ast.parse(source).body
    except SyntaxError:  # IPython's own commands, such as %timeit
        return False
    return all(isinstance(statement, NAMING) for statement in statements)
