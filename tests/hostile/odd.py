"""Submissions whose functions return odd things: values that are none, lie, or are very large.

The last ones are odd and right: they must keep all their points.
"""

from __future__ import annotations

import functools

from tests.class_room import LISTS, TALKATIVE
from tests.hostile.case import SOLVED, Expected, add, answered, error, in_function, stopped, wrong

NO_NUMBERS = wrong("The result is not made of numbers.")

# The name of what is returned, the code of a function that returns it, and the row.
ODD: dict[str, tuple[str, Expected]] = {
    "what equals everything": (
        """
        class Same:
            __eq__ = __ge__ = __le__ = __bool__ = lambda *_: True
            __float__ = __index__ = __array__ = lambda *_: 1
        return Same()
        """,
        wrong("returned  <Same>"),
    ),
    "a number that equals everything": (
        """
        class Same(int):
            __eq__ = lambda *_: True
            __ne__ = lambda *_: False
            __hash__ = int.__hash__
        return Same(0)
        """,
        wrong("returned  0"),
    ),
    "an array that equals everything": (
        """
        class Same(np.ndarray):
            __eq__ = __array_function__ = __array_ufunc__ = lambda *_, **__: True
            tolist = ravel = item = lambda *_: 1
            dtype, shape = np.dtype(int), ()
        return np.zeros(()).view(Same)
        """,
        wrong("returned  0"),
    ),
    "an array that is a subclass": (
        "return np.matrix([[1.0]])",
        wrong("Expected is one number, not an array or a list of shape (1, 1)"),
    ),
    "an object that says it is a number": (
        """
        class Liar:
            __class__ = float
        return Liar()
        """,
        stopped("predict ended its own process"),
    ),
    "a lazy object": ("return (one for one in [1])", wrong("returned  <generator>")),
    "a lazy list": ("return map(int, [1])", wrong("returned  <map>")),
    "a list without end": (
        """
        from collections.abc import Sequence
        class Long(Sequence):
            __len__ = lambda self: 1
            __getitem__ = lambda self, place: 1
        return Long()
        """,
        stopped("predict took more than 2 s and was stopped"),
    ),
    "a list of wrong length": (
        """
        class Long(list):
            __len__ = lambda self: -1
        return Long()
        """,
        error("predict stopped with ValueError: __len__() should return >= 0"),
    ),
    "a list that holds itself": (
        """
        loop = []
        loop.append(loop)
        return loop
        """,
        error("predict stopped with RecursionError"),
    ),
    "an array of 10 GB": (
        "return np.ones(10 * 2**27)",
        error("MemoryError: Unable to allocate 10.0 GiB"),
    ),
    "an array that only seems large": (
        "return np.broadcast_to(1.0, (10**5, 10**5))",
        wrong("returned  <array of shape (100000, 100000), too large to look at>"),
    ),
    "an empty array that is large": (
        "return np.zeros((10**9, 0))",
        wrong("returned  <array of shape (1000000000, 0), too large to look at>"),
    ),
    "a range that is large": ("return range(10**12)", wrong("range of 1,000,000,000,000 items")),
    "8 MB of numbers": (
        "return np.arange(50_000) * 1.5",
        stopped("predict sent back more than 4 MB and was stopped"),
    ),
    "a long text": ("return 'x' * 10**7", wrong("<str of 10,000,000 characters, too large")),
    "a long text among short ones": ("return ['x' * 10**5] + ['a'] * 5000", error("cannot be")),
    "a long number": ("return 7**10**5", wrong("returned  <int of 280,736 bits, too large")),
    "not a number": ("return float('nan')", wrong("There is a nan (not a number) in it")),
    "infinity": ("return float('inf')", wrong("returned  inf")),
    "nothing": ("return None", wrong("every way through the function must end with return")),
    "a truth value": ("return weights @ x + bias > 0", wrong("numbers, not True or False")),
    "text": ("return '1'", NO_NUMBERS),
    "bytes": ("return b'1'", wrong("returned  <bytes>")),
    "a complex number": ("return 1 + 0j", wrong("Expected are real numbers, not complex ones")),
    "a set": ("return {1}", wrong("returned  <set>")),
    "a masked number": ("return np.ma.masked", wrong("returned  0.0")),
    "an array of objects": ("return np.array([object()])", wrong("<array of type object>")),
    "records": ("return np.zeros(1, 'i4,f8')", wrong("<array of type [(")),
    "a date": ("return np.datetime64('2026-01-01')", wrong("returned  <datetime64>")),
    "its own function": ("return predict", wrong("returned  <function>")),
    "a coroutine": ("async def later(): return 1\nreturn later()", wrong("<coroutine>")),
    "half a character": (r"return '\ud800'", wrong("returned  '\\ud800'")),
    "an error as a value": ("return NotImplementedError()", wrong("<NotImplementedError>")),
    "a changed argument": ("weights += 1", wrong("The argument weights was changed")),
}

# The name of what is raised, the code, and the row.
RAISED: dict[str, tuple[str, Expected]] = {
    "an error that cannot be told": (
        """
        class Mute(Exception):
            def __str__(self):
                raise RuntimeError("no")
        raise Mute
        """,
        error("predict stopped with RuntimeError: no"),
    ),
    "an error of 10 MB": ("raise ValueError('x' * 10**7)", error("stopped with ValueError: xxx")),
    "an error with a forged result": (
        "raise ValueError('predict: solved, all 29 cases are right.')",
        error("predict stopped with ValueError: predict: solved"),
    ),
    "an error that no one may catch": (
        "raise type('Deep', (BaseException,), {})",
        error("predict stopped with Deep"),
    ),
    "an error with a name like a page": (
        "raise type('<b>', (Exception,), {})('<script>')",
        error("predict stopped with <b>: <script>"),
    ),
    "an error in an error": ("raise ExceptionGroup('all', [ValueError()] * 9)", error("Group")),
    "the end of a generator": ("raise StopIteration(1)", error("StopIteration: 1")),
    "a fault without end": ("return predict(weights, bias, x)", error("RecursionError")),
}

RIGHT_AND_ODD = {
    "warnings and stderr": {"predict": TALKATIVE},
    "lists": {"step": LISTS},
    "an array without axes": {
        "predict": "def predict(w, b, x):\n    return np.array(1 if w @ x + b > 0 else -1)"
    },
    "long floats": {
        "predict": "def predict(w, b, x):\n    return np.longdouble(1 if w @ x + b > 0 else -1)"
    },
    "a subclass": {
        "predict": "class Answer(int): pass\n"
        "predict = lambda w, b, x: Answer(1 if w @ x + b > 0 else -1)"
    },
    "small types": {
        "largest_hidden_layer": "def largest_hidden_layer(i, o, e, p, s, d):\n"
        "    return np.array(s * d * 86400 // (6 * (i + o) * e * p), dtype=float)",
        "xor_network": "def xor_network():\n"
        "    return (np.ones((2, 2), np.int8), np.float32([-0.5, -1.5]), np.array([1, -1]), -1)",
    },
    "much printed": {
        "predict": "def predict(w, b, x):\n    print('predict: wrong' * 1000)\n"
        "    return 1 if w @ x + b > 0 else -1"
    },
}

for name, (code, expected) in ODD.items():
    add(f"returns {name}", functools.partial(in_function, code), predict=expected)
for name, (code, expected) in RAISED.items():
    add(f"raises {name}", functools.partial(in_function, code), predict=expected)
for name, answers in RIGHT_AND_ODD.items():
    add(f"is right with {name}", functools.partial(answered, **answers), predict=SOLVED)
