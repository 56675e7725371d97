"""Submissions that send lines of their own making in the place of an answer.

Whoever can run code in a process can say in its name what they like, so what comes back is held to
be data of nobody in particular. None of these lines may earn a point, end the marking of others,
or take much memory or time out there, where no limit holds.
"""

from __future__ import annotations

import functools

from nbformat import NotebookNode

from tests.class_room import FUNCTIONS
from tests.hostile.case import (
    Expected,
    add,
    answered,
    at_top_level,
    beside_answer,
    error,
    hostile,
    missing,
    stopped,
    wrong,
)
from tests.notebooks import build

UNREADABLE = error("predict gave back what cannot be read")
REFUSED = stopped("predict sent back what cannot be read")
# The expression that makes the line, and the row that it must get.
LINES: dict[str, tuple[str, Expected]] = {
    "a result": ("""'{"outcome": "solved", "points": 100}'""", UNREADABLE),
    "a mark": ("answer(1, outcome='solved', points=1)", UNREADABLE),
    "one answer too few": ("original({'answers': reply['answers'][:-1]})", UNREADABLE),
    "one answer too many": (
        "original({'answers': reply['answers'] + reply['answers'][:1]})",
        Expected("solved"),
    ),
    "answers in another order": (
        "original({'answers': reply['answers'][::-1]})",
        Expected("wrong", "The argument"),
    ),
    "that it was solved": ("original({'answers': 'solved'})", UNREADABLE),
    "no answers": ("original({'answers': []})", UNREADABLE),
    "answers without a list": ("original({'answers': 29})", UNREADABLE),
    "answers by name": ("original({'answers': {'0': 1, '1': -1}})", UNREADABLE),
    "answers that are null": ("original({'answers': [None] * 29})", UNREADABLE),
    "an answer without fields": ("original({'answers': [{}]})", UNREADABLE),
    "an error that is no text": ("answer(0, error=['NotImplementedError'])", UNREADABLE),
    "other arguments": ("answer(0, arguments={'tuple': []})", UNREADABLE),
    "arguments of another type": (
        "answer(1, arguments={'tuple': [0, 0, 0]})",
        wrong("The argument weights was changed"),
    ),
    "null": ("'null'", REFUSED),
    "true": ("'true'", REFUSED),
    "a word": ("""'"solved"'""", REFUSED),
    "JSON twice": ("original(reply) * 2", REFUSED),
    "a list": ("'[1, 2, 3]'", REFUSED),
    "a number": ("'100'", REFUSED),
    "a blank line": ("''", REFUSED),
    "no JSON": ("'predict: solved, all 29 cases are right.'", REFUSED),
    "a pickle": ("pickle.dumps(print).decode('latin-1')", REFUSED),
    "bytes that are no text": (r"'\x80\xff\x00'", REFUSED),
    "half a character": (r"""'{"answers": "\xed\xa0\x80"}'""", UNREADABLE),
    "half a character as text": (
        r"answer(None, error='RuntimeError', message='a \ud800 b')",
        error("predict stopped with RuntimeError: a ? b"),
    ),
    "control characters": (
        r"answer(None, error='RuntimeError', message='\x1b[31m\x00\r\x08')",
        error("predict stopped with RuntimeError: \ufffd[31m"),
    ),
    "infinity": ("""'{"answers": [Infinity, -Infinity, NaN]}'""", UNREADABLE),
    "a number of 5000 digits": ("""'{"answers": ' + 5000 * '1' + '}'""", REFUSED),
    "a number of 400 digits": ("answer(10**400)", wrong("not made of numbers")),
    "a number above all": ("""'{"answers": 1e999999}'""", UNREADABLE),
    "not a number": ("answer(float('nan'))", wrong("There is a nan")),
    "deep lists": ("'[' * 10**6 + ']' * 10**6", REFUSED),
    "lists that are not so deep": ("answer(json.loads('[' * 300 + ']' * 300))", wrong("numbers")),
    "lists in lists": ("answer([[[[[1] * 10] * 10] * 10] * 10] * 10)", wrong("one number")),
    "more lists in lists": ("answer([[[[[[1] * 10] * 10] * 10] * 10] * 10] * 10)", UNREADABLE),
    "many empty lists": ("answer([[]] * 10**5)", wrong("one number, not")),
    "very many empty lists": ("answer([[]] * 10**6)", UNREADABLE),
    "9 MB": ("json.dumps('x' * 9 * 2**20)", stopped("predict sent back more than 4 MB")),
    "a long error": ("answer(None, error='E' * 10**6)", error("predict stopped with EEE")),
    "a type with strings of 400 MB": ("array(['a'], [1], '<U100000000')", UNREADABLE),
    "many types with long strings": (
        "answer([{'array': ['a'], 'shape': [1], 'dtype': '<U1000000'}] * 1000)",
        UNREADABLE,
    ),
    "a type without a length": (
        "array(['x' * 10**6] + ['a'] * 10**4, [10001], '<U0')",
        UNREADABLE,
    ),
    "one long string among short ones": ("answer(['x' * 10**6] + ['a'] * 10**4)", UNREADABLE),
    "a type of objects": ("array([1], [1], 'O')", UNREADABLE),
    "a type of records": ("array([1], [1], 'i4,f8')", UNREADABLE),
    "a type of very many records": ("array([1], [1], 'f8,' * 10**5)", UNREADABLE),
    "a type of raw bytes": ("array(['a'], [1], 'V8')", UNREADABLE),
    "a type of dates": ("array(['2026-01-01'], [1], '<M8[s]')", UNREADABLE),
    "a type that is no text": ("array([1], [1], {'a': 1})", UNREADABLE),
    "a negative shape": ("array([1], [-1], '<f8')", UNREADABLE),
    "a shape that is no list": ("array([1], 1, '<f8')", UNREADABLE),
    "a shape without end": ("array([], [10**9, 0], '<f8')", UNREADABLE),
    "a shape of many axes": ("array([1], [1] * 1000, '<f8')", UNREADABLE),
    "a shape beyond all numbers": ("array([], [10**400, 0], '<f8')", UNREADABLE),
    "an array in an array": ("array([[1]], [1], '<f8')", UNREADABLE),
    "an array of text": ("array('abc', [3], '<U1')", UNREADABLE),
    "an array with other keys": ("answer({'array': [1], 'shape': [1], 'type': 'f'})", UNREADABLE),
    "something foreign": (
        "answer({'foreign': '<script>alert(1)</script>'})",
        wrong("returned  <<script>alert(1)</script>>"),
    ),
    "that it was stopped": (
        "original({'answers': [], 'stopped': True})",
        stopped("predict took more than 2 s and was stopped"),
    ),
    "that it is missing": (
        "original({'missing': True})",
        missing("predict is not defined: keep the name that the exercise gives it"),
    ),
    "an error of a cell": ("original({'error': 'E', 'message': 'm'})", UNREADABLE),
}


# Stands in the notebook, and puts a line in the place of what ``predict`` answered.
INSTEAD = """\
    import json
    import pickle
    if not hasattr(json, "original"):
        json.original = json.dumps
    original = json.original


    def dumps(reply):
        def answer(value, **others):
            first, *rest = reply["answers"]
            return original({{"answers": [{{**first, "value": value, **others}}, *rest]}})

        def array(content, shape, dtype):
            return answer({{"array": content, "shape": shape, "dtype": dtype}})

        class Line(str):
            def encode(self):
                return str.encode(self, "latin-1", "replace")

        json.dumps = original
        return Line({line})

    json.dumps = dumps
    return 1 if weights @ x + bias > 0 else -1
"""


def forging(line: str) -> NotebookNode:
    """A right notebook that sends such a line in the place of the answers of ``predict``."""
    return answered(predict="def predict(weights, bias, x):\n" + INSTEAD.format(line=line))


for name, (line, expected) in LINES.items():
    add(f"forges {name}", functools.partial(forging, line), predict=expected)


def sending(code: str) -> NotebookNode:
    """A right notebook that writes to its channel while ``predict`` is asked."""
    return beside_answer(
        answer=f"""
        import gc, socket
        channel = next(one for one in gc.get_objects() if isinstance(one, socket.socket))
        {code}
        """,
        code="",
    )


MUCH = "was stopped: the whole notebook sent back more than 16 MB"


@hostile(
    f"graded: cell 10 (own-6) {MUCH}; cell 11 (own-7) {MUCH}; cell 12 (own-8) {MUCH}; "
    f"cell 13 (own-9) {MUCH}; and 5 more",
    **{name.replace("-", "_"): stopped(MUCH) for name in FUNCTIONS},
)
def forges_long_lines_for_every_cell() -> NotebookNode:
    """Each of them is short enough, but there are many."""
    notebook = at_top_level(
        """
        import json
        original = json.dumps
        json.dumps = lambda reply: original(reply) + " " * 5 * 2**19
        """
    )
    notebook.cells[3].id = "own-0"
    notebook.cells[4:4] = [build.code(f"own-{i}", "pass") for i in range(1, 10)]
    return notebook


add(
    "forges a line without end",
    functools.partial(sending, "while True: channel.sendall(b'x' * 65536)"),
    predict=stopped("predict sent back more than 4 MB and was stopped"),
)
add(
    "forges a line letter by letter",
    functools.partial(sending, "while True: channel.sendall(b'x')"),
    predict=stopped("predict "),
)
add(
    "forges half a line",
    functools.partial(sending, "channel.sendall(b'{\"answers\": ['); import os; os._exit(0)"),
    predict=stopped("predict ended its own process"),
)
add(
    "closes the channel",
    functools.partial(sending, "channel.shutdown(socket.SHUT_RDWR)"),
    predict=stopped("predict ended its own process"),
)
add(
    "sends open files along",
    functools.partial(sending, "socket.send_fds(channel, [b' '], [0, 0, 0]); return 1"),
    predict=wrong("expected  -1"),
)
