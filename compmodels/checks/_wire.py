"""Arguments and results of a check as JSON, so that the function may live in another process.

Only data crosses: nothing that is read here is ever executed, and arrays travel as lists of
numbers with their type and shape. Carrying a check out lives in ``_core``.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

KINDS = "biufU"  # NumPy's letters for truth values, whole and real numbers, and strings
PLAIN = (bool, int, float, str)


def dumps(value: Any) -> str:
    """``value`` as JSON text.

    Raises
    ------
    TypeError
        If a part of it is not plain data: None, a truth value, a number, a string, a list, a
        tuple or an array of these.
    """
    return json.dumps(_pack(value))


def loads(text: str) -> Any:
    """The value that ``dumps`` wrote as ``text``.

    Raises
    ------
    ValueError
        If ``text`` is not what ``dumps`` writes, whoever wrote it.
    """
    return _unpack(json.loads(text))


def _pack(value: Any) -> Any:
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, list):
        return [_pack(item) for item in value]
    if isinstance(value, tuple):
        return {"tuple": [_pack(item) for item in value]}
    if isinstance(value, np.ndarray) and value.dtype.kind in KINDS:
        kept = {"shape": list(value.shape), "dtype": value.dtype.str}
        return {"array": value.ravel().tolist(), **kept}
    raise TypeError(f"a {type(value).__name__} is not plain data: use numbers, lists or arrays")


def _unpack(packed: Any) -> Any:
    if isinstance(packed, list):
        return [_unpack(item) for item in packed]
    if not isinstance(packed, dict):
        return packed
    if packed.keys() == {"tuple"} and isinstance(packed["tuple"], list):
        return tuple(_unpack(item) for item in packed["tuple"])
    if packed.keys() == {"array", "shape", "dtype"}:
        return _array(**packed)
    raise ValueError(f"{packed!r:.80} is neither a tuple nor an array")


def _array(array: Any, shape: Any, dtype: Any) -> np.ndarray:
    """The array of this content, if it is one that ``_pack`` could have written."""
    try:
        kind = np.dtype(str(dtype)).kind
        if kind not in KINDS or not all(isinstance(item, PLAIN) for item in array):
            raise TypeError(f"its items are of type {dtype}")
        return np.array(array, dtype=dtype).reshape(shape)
    except (TypeError, ValueError, OverflowError) as error:
        raise ValueError(f"this is no array of plain data: {error}") from error
