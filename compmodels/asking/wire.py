"""Arguments and results of a check as JSON, so that the function may live in another process.

Only data crosses: nothing that is read here is ever executed. Arrays travel as lists of numbers
with their type and shape, complex numbers as their real and imaginary parts. ``dumps`` refuses what
is not plain data; for answers, which may be anything, ``plain`` first puts a ``Foreign`` in the
place of every part that is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from compmodels.asking.call import Answer
from compmodels.asking.size import MOST_ITEMS, is_large, refuse_heavy, too_large

KINDS = "biufcU"  # NumPy's letters for truth values, whole, real and complex numbers, and strings
PARTS = {"c8": "f4", "c16": "f8"}  # the type of a complex number's real and imaginary parts
DTYPE = re.compile(r"[<>|](b1|[iu][1248]|f[248]|c8|c16|U[0-9]{1,9})")
PLAIN = (bool, int, float, str)  # those that are JSON's own, too
LONG = {np.dtype(np.longdouble): float, np.dtype(np.clongdouble): complex}  # what stands for them
TEXTS = ("printed", "error", "message", "raised_in")
TEXT_CHARACTERS = 2000  # of each of these
ADDRESS = re.compile(r"\bat 0x[0-9a-fA-F]+")


@dataclass(frozen=True)
class Foreign:
    """Stands for a value that is not plain data, of which only a description is known."""

    what: str

    def __repr__(self) -> str:
        return f"<{' '.join(self.what.split())}>"


def dumps(value: Any) -> str:
    """``value`` as JSON text.

    Raises
    ------
    TypeError
        If a part of it is not plain data: None, a truth value, a number, a string, a list, a
        tuple, an array of these, or a ``Foreign``.
    """
    return json.dumps(pack(value))


def loads(text: str) -> Any:
    """The value that ``dumps`` wrote as ``text``.

    Raises
    ------
    ValueError
        If ``text`` is not what ``dumps`` writes, whoever wrote it.
    """
    return unpack(parse(text))


def parse(text: str | bytes) -> Any:
    """The JSON value in the text, which may come from anybody.

    Raises
    ------
    ValueError
        If it is not JSON, or nested too deeply to be data.
    """
    try:
        return json.loads(text)
    except RecursionError:
        raise ValueError("this is nested too deeply to be data") from None


def pack(value: Any) -> Any:
    """``value`` in JSON's own types; a ``TypeError`` as in ``dumps``."""
    if isinstance(value, np.generic):
        value = LONG[value.dtype](value) if value.dtype in LONG else value.item()
    if value is None or isinstance(value, PLAIN):
        return value
    if isinstance(value, list):
        return [pack(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [pack(item) for item in value]}
    if isinstance(value, complex):
        return {"real": value.real, "imag": value.imag}
    if isinstance(value, Foreign):
        return {"foreign": value.what}
    if isinstance(value, np.ndarray) and value.dtype.kind in KINDS:
        value = np.asarray(value).astype(LONG.get(value.dtype, value.dtype), copy=False)
        kept = {"shape": list(value.shape), "dtype": value.dtype.str}
        return {"array": _parts(value.ravel()).tolist(), **kept}
    raise TypeError(f"a {type(value).__name__} is not plain data: use numbers, lists or arrays")


def _parts(items: np.ndarray) -> np.ndarray:
    """The items of a flat array, of complex ones the real and imaginary parts in turn."""
    return items.view(items.real.dtype) if items.dtype.kind == "c" else items


def unpack(packed: Any) -> Any:
    """The value that ``pack`` made this of; a ``ValueError`` as in ``loads``."""
    try:
        refuse_heavy(packed)
        return _unpack(packed)
    except RecursionError:
        raise ValueError("this is nested too deeply to be data") from None


def _unpack(packed: Any) -> Any:
    if isinstance(packed, list):
        return [_unpack(item) for item in packed]
    if not isinstance(packed, dict):
        return packed
    if packed.keys() == {"tuple"} and isinstance(packed["tuple"], list):
        return tuple(_unpack(item) for item in packed["tuple"])
    if packed.keys() == {"foreign"} and isinstance(packed["foreign"], str):
        return Foreign(packed["foreign"])
    if packed.keys() == {"real", "imag"} and all(type(one) is float for one in packed.values()):
        return complex(packed["real"], packed["imag"])
    if packed.keys() == {"array", "shape", "dtype"}:
        return _array(**packed)
    raise ValueError(f"{packed!r:.80} is no tuple, complex number or array")


def _array(array: Any, shape: Any, dtype: Any) -> np.ndarray:
    """The array of this content, if it is one that ``pack`` could have written."""
    try:
        if not DTYPE.fullmatch(dtype) or not all(isinstance(item, PLAIN) for item in array):
            raise TypeError(f"its items are of type {dtype:.20}")
        if not all(type(side) is int and side >= 0 for side in shape) or is_large(shape):
            raise ValueError("it has no shape, or one that is too large")
        of_parts = dtype[0] + PARTS.get(dtype[1:], dtype[1:])
        items = np.array(array, dtype=of_parts)
        return (items if of_parts == dtype else items.view(dtype)).reshape(shape)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"this is no array of plain data: {error}") from error


def plain(value: Any) -> Any:
    """``value`` with a ``Foreign`` in the place of every part that is not plain data.

    What can be read like a list (a range, a deque) becomes one, and what has more than
    ``MOST_ITEMS`` items is foreign as well.
    """
    if value is None or isinstance(value, (*PLAIN, complex, np.generic)):
        return _plain_scalar(value)
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    if not isinstance(value, Sequence) or isinstance(value, (bytes, bytearray, memoryview)):
        return Foreign(type(value).__name__)
    if len(value) > MOST_ITEMS:
        return Foreign(f"{type(value).__name__} of {len(value):,} items, too large to look at")
    items = [plain(item) for item in value]
    return tuple(items) if isinstance(value, tuple) else items


def _plain_scalar(value: Any) -> Any:
    if isinstance(value, np.generic):
        return value if value.dtype.kind in KINDS else Foreign(type(value).__name__)
    what = too_large(value) if isinstance(value, (str, int)) else ""
    return Foreign(what) if what else value


def _plain_array(value: np.ndarray) -> Any:
    if value.dtype.kind not in KINDS:
        return Foreign(f"array of type {value.dtype}")
    if is_large(value.shape):
        return Foreign(f"array of shape {value.shape}, too large to look at")
    return np.asarray(value)


def pack_answer(answer: Answer) -> dict[str, Any]:
    """What came of a call, in JSON's own types; long texts are cut."""
    texts = {name: brief(getattr(answer, name)) for name in TEXTS}
    return {"value": pack(plain(answer.value)), "arguments": pack(plain(answer.arguments)), **texts}


def brief(words: str) -> str:
    """The beginning of a text, without addresses in memory, which differ from run to run."""
    return ADDRESS.sub("at 0x...", words[:TEXT_CHARACTERS])[:TEXT_CHARACTERS]


def unpack_answer(packed: Any, case: tuple) -> Answer:
    """What came of the call for a case, from what somebody says that ``pack_answer`` wrote.

    Raises
    ------
    ValueError
        If it is not what ``pack_answer`` writes for an answer to this case.
    """
    if not isinstance(packed, dict) or packed.keys() != {"value", "arguments", *TEXTS}:
        raise ValueError("this is not what comes of a call")
    texts = {name: packed[name] for name in TEXTS}
    arguments = unpack(packed["arguments"])
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("what is no text stands for one")
    if not texts["error"] and not (isinstance(arguments, tuple) and len(arguments) == len(case)):
        raise ValueError("the arguments are not those of the case")
    return Answer(unpack(packed["value"]), arguments, **texts)
