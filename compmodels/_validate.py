"""Checks at the door: is an argument what a model can work with?

Each function returns its argument in the form that the model computes with, or raises a
``ValueError`` that names the argument, its value and what is allowed. What the arguments
mean is the models' business and does not live here.
"""

from __future__ import annotations

import operator

import numpy as np

SHOWN = 60  # characters of a bad value that an error message repeats


def refuse(name: str, value: object, allowed: str) -> ValueError:
    """The error for a bad argument, ready to be raised."""
    text = " ".join(repr(value).split())
    text = text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
    return ValueError(f"{name} is {text}; allowed: {allowed}")


def array(name: str, value: object, shape: tuple[int | None, ...], what: str = "") -> np.ndarray:
    """``value`` as finite 64-bit floats of ``shape``, in which None stands for any length above 0."""
    allowed = f"finite numbers of shape {_shape_in_words(shape)}" + (f", {what}" if what else "")
    try:
        numbers = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise refuse(name, value, allowed) from None
    fits = numbers.ndim == len(shape) and all(
        length == wanted or (wanted is None and length > 0)
        for length, wanted in zip(numbers.shape, shape)
    )
    if not fits:
        raise refuse(name, f"of shape {numbers.shape}", allowed)
    if not np.isfinite(numbers).all():
        raise refuse(name, value, allowed)
    return numbers


def one_or_many(name: str, value: object, length: int) -> np.ndarray:
    """``value`` as one vector of ``length`` numbers, or as a table with such a vector in each row."""
    many = np.ndim(value) == 2 if _is_regular(value) else False
    return array(name, value, (None, length) if many else (length,), "or one such row")


def members(name: str, value: object, length: int, allowed: tuple[float, ...]) -> np.ndarray:
    """``value`` as a vector of ``length`` numbers, each of which is one of ``allowed``."""
    numbers = array(name, value, (length,))
    if not np.isin(numbers, allowed).all():
        raise refuse(name, value, "only the numbers " + ", ".join(f"{a:g}" for a in allowed))
    return numbers


def count(name: str, value: object, least: int = 1, most: int | None = None) -> int:
    """``value`` as a whole number from ``least`` to ``most``."""
    allowed = f"a whole number from {least}" + ("" if most is None else f" to {most}")
    try:
        number = operator.index(value)
    except TypeError:
        raise refuse(name, value, allowed) from None
    if number < least or (most is not None and number > most):
        raise refuse(name, value, allowed)
    return number


def number(name: str, value: object, above: float = -np.inf) -> float:
    """``value`` as one finite number greater than ``above``."""
    allowed = "a finite number" + ("" if above == -np.inf else f" above {above:g}")
    try:
        result = float(value)
    except (TypeError, ValueError):
        raise refuse(name, value, allowed) from None
    if not (np.isfinite(result) and result > above):
        raise refuse(name, value, allowed)
    return result


def generator(name: str, value: object) -> np.random.Generator:
    """``value``, which must be a NumPy random generator."""
    if not isinstance(value, np.random.Generator):
        raise refuse(name, value, "a generator such as numpy.random.default_rng(1)")
    return value


def _shape_in_words(shape: tuple[int | None, ...]) -> str:
    return "(" + ", ".join("any" if n is None else str(n) for n in shape) + ")"


def _is_regular(value: object) -> bool:
    try:
        np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        return False
    return True
