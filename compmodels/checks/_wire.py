"""Arguments and results of a check as JSON, so that the function may live in another process.

Only data crosses: nothing that is read here is ever executed, and arrays travel as lists of
numbers with their type and shape. Carrying a check out lives in ``_core``.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np


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
    """The value that ``dumps`` wrote as ``text``."""
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
    if isinstance(value, np.ndarray) and value.dtype.kind in "biufU":
        kept = {"shape": list(value.shape), "dtype": value.dtype.str}
        return {"array": value.ravel().tolist(), **kept}
    raise TypeError(f"a {type(value).__name__} is not plain data: use numbers, lists or arrays")


def _unpack(packed: Any) -> Any:
    if isinstance(packed, list):
        return [_unpack(item) for item in packed]
    if not isinstance(packed, dict):
        return packed
    if "tuple" in packed:
        return tuple(_unpack(item) for item in packed["tuple"])
    return np.array(packed["array"], dtype=packed["dtype"]).reshape(packed["shape"])
