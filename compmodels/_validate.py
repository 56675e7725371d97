"""Checks at the door: is an argument what a model can work with?

Each function returns its argument in the form that the model computes with, or raises a
``ValueError`` that names the argument, its value and what is allowed. What the arguments
mean is the models' business and does not live here.
"""

from __future__ import annotations

import operator
from numbers import Real

import numpy as np

SHOWN = 60  # characters of a bad value that an error message repeats


def refuse(name: str, value: object, allowed: str) -> ValueError:
    """The error for a bad argument, ready to be raised."""
    text = " ".join(repr(value).split())
    text = text if len(text) <= SHOWN else text[: SHOWN - 3] + "..."
    if isinstance(value, np.ndarray):
        text += f" of shape {value.shape}"
    return ValueError(f"{name} is {text}; allowed: {allowed}")


def array(name: str, value: object, shape: tuple[int | None, ...], what: str = "") -> np.ndarray:
    """``value`` as finite floats of ``shape``, in which None stands for any length above 0."""
    allowed = f"finite numbers of shape {_shape_in_words(shape)}" + (f", {what}" if what else "")
    numbers = _as_floats(value)
    if numbers is None:
        raise refuse(name, value, allowed)
    fits = numbers.ndim == len(shape) and all(
        length == wanted or (wanted is None and length > 0)
        for length, wanted in zip(numbers.shape, shape, strict=True)
    )
    if not fits:
        raise refuse(name, numbers, allowed)
    if not np.isfinite(numbers).all():
        raise refuse(name, value, allowed)
    return numbers


def floats(name: str, value: object, shape: tuple[int | None, ...], what: str = "") -> np.ndarray:
    """``value`` as ``array`` gives it, but in single precision where it came so."""
    numbers = array(name, value, shape, what)
    single = isinstance(value, np.ndarray) and value.dtype == np.float32
    return np.asarray(value) if single else numbers


def complexes(name: str, value: object, allowed: str) -> np.ndarray:
    """``value`` as finite complex numbers of whatever shape; an array of them is not copied."""
    try:
        numbers = np.asarray(value)
    except ValueError:
        raise refuse(name, value, allowed) from None
    if numbers.dtype.kind not in "biufc" or not np.isfinite(numbers).all():
        raise refuse(name, value, allowed)
    return numbers.astype(complex, copy=False)


def one_or_many(name: str, value: object, length: int) -> np.ndarray:
    """``value`` as a vector of ``length`` numbers, or as a table with one in each row."""
    numbers = _as_floats(value)
    many = numbers is not None and numbers.ndim == 2
    return array(name, value, (None, length) if many else (length,), "or many such rows")


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


def counts(
    name: str, value: object, shortest: int = 0, least: int = 1, most: int | None = None
) -> list[int]:
    """``value`` as a list of at least ``shortest`` whole numbers from ``least`` to ``most``."""
    allowed = f"at least {shortest} whole numbers from {least}"
    allowed += "" if most is None else f" to {most}"
    try:
        numbers = [count(name, item, least, most) for item in value]
    except (TypeError, ValueError):
        raise refuse(name, value, allowed) from None
    if len(numbers) < shortest:
        raise refuse(name, value, allowed)
    return numbers


def number(name: str, value: object, above: float = -np.inf, least: float = -np.inf) -> float:
    """``value`` as one finite number greater than ``above`` and not below ``least``."""
    result = _as_floats(value)
    if result is None or result.ndim or not _in_range(result, above, least):
        raise refuse(name, value, "a finite number" + _range_in_words(above, least))
    return float(result)


def numbers(
    name: str,
    value: object,
    above: float = -np.inf,
    least: float = -np.inf,
    most: float = np.inf,
) -> float | np.ndarray:
    """``value`` as one finite number in a range, or as a vector of such numbers."""
    result = _as_floats(value)
    if result is None or result.ndim > 1 or not _in_range(result, above, least, most):
        words = _range_in_words(above, least, most)
        raise refuse(name, value, f"a finite number{words}, or a vector of such numbers")
    return result if result.ndim else float(result)


def quantity(name: str, value: object, zero: bool = False) -> Real:
    """``value`` as it came, a finite number above zero, or zero too; a Fraction stays exact."""
    allowed = "a finite number " + ("from 0" if zero else "above 0")
    if not isinstance(value, Real) or not (0 < value < np.inf or (zero and value == 0)):
        raise refuse(name, value, allowed)
    return value


def share(name: str, value: object) -> float:
    """``value`` as one number from 0 to 1."""
    result = _as_floats(value)
    if result is None or result.ndim or not 0 <= result <= 1:
        raise refuse(name, value, "a number from 0 to 1")
    return float(result)


def generator(name: str, value: object) -> np.random.Generator:
    """``value``, which must be a NumPy random generator."""
    return instance(name, value, np.random.Generator, "such as numpy.random.default_rng(1)")


def instance(name: str, value: object, kind: type, example: str) -> object:
    """``value``, which must be a ``kind``."""
    if not isinstance(value, kind):
        raise refuse(name, value, f"a {kind.__name__}, {example}")
    return value


def _shape_in_words(shape: tuple[int | None, ...]) -> str:
    return "(" + ", ".join("any" if n is None else str(n) for n in shape) + ")"


def _in_range(numbers: np.ndarray, above: float, least: float, most: float = np.inf) -> bool:
    """Whether there are numbers, all finite, above ``above`` and from ``least`` to ``most``."""
    fits = np.isfinite(numbers) & (numbers > above) & (numbers >= least) & (numbers <= most)
    return bool(numbers.size and fits.all())


def _range_in_words(above: float, least: float, most: float = np.inf) -> str:
    words = "" if above == -np.inf else f" above {above:g}"
    words += "" if least == -np.inf else f" from {least:g}"
    return words + ("" if most == np.inf else f" to {most:g}")


def _as_floats(value: object) -> np.ndarray | None:
    """``value`` as an array of floats, or None if it is not made of real numbers."""
    try:
        numbers = np.asarray(value)
    except ValueError:
        return None
    return numbers.astype(float) if numbers.dtype.kind in "biuf" else None
