"""When two results are the same, and how a result is shown to a student.

Form is treated with tolerance: a list may stand for an array or a tuple, an integer for a
float, a real number for a complex one, a NumPy scalar or an array without axes for a number.
Content is not: the shape and every number must agree, what is not a number never equals one, and a
complex number is wrong where a real one is expected, so an oracle for states gives complex arrays.
Where a global phase does not count, an array may be multiplied by one number of modulus 1.
"""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from typing import Any

import numpy as np

SHOWN_ITEMS = 12
MANY_PARTS = 2000
SHOWN_CHARACTERS = 1500
SHOWN_DEEP_DOWN = 3  # of the items of what lies three levels deep or deeper
SHORT = reprlib.Repr()
SHORT.maxother = 120
OTHER = "This is not what is expected."
NO_RETURN = "None came back: every way through the function must end with return."


def difference(
    got: Any, expected: Any, tolerance: float = 1e-6, phase_free: bool = False
) -> str | None:
    """What distinguishes ``got`` from ``expected``, in a sentence; None if nothing does.

    Examples
    --------
    >>> difference([1j, 0], np.array([1, 0j]))
    'Not all numbers agree.'
    >>> difference([1j, 0], np.array([1, 0j]), phase_free=True) is None
    True
    """
    if got is None and expected is not None:
        return NO_RETURN
    if isinstance(expected, (tuple, list)):
        return _different_items(got, expected, tolerance, phase_free)
    if isinstance(expected, (str, bool)) or expected is None:
        same = isinstance(got, (str, bool, np.bool_)) and got == expected
        return None if same or got is expected else OTHER
    return _different_numbers(got, np.asarray(expected), tolerance, phase_free)


def first_changed(before: tuple, after: tuple) -> int | None:
    """Position of the first argument that a call changed; None if it changed none."""
    for position, (old, new) in enumerate(zip(before, after, strict=True)):
        if type(old) is not type(new) or difference(new, old, 0) is not None:
            return position
    return None


def has_many_parts(value: Any) -> bool:
    """Whether a list of lists has more than ``MANY_PARTS`` parts, an array being one."""
    seen, rest = 0, [value]
    while rest and seen <= MANY_PARTS:
        one = rest.pop()
        seen += 1
        rest.extend(one[: MANY_PARTS + 1] if isinstance(one, (list, tuple)) else ())
    return seen > MANY_PARTS


def shown(value: Any) -> str:
    """The value in one line, arrays as lists, long and deep ones cut."""
    text = _shown(value, 6)
    return text if len(text) <= SHOWN_CHARACTERS else f"{text[:SHOWN_CHARACTERS]} ... (cut)"


def as_code(value: Any) -> str:
    """The value as a student could type it; long ones cut."""
    if isinstance(value, np.ndarray) and value.ndim:
        return f"np.array({shown(value)})"
    return shown(value)


def _shown(value: Any, depth: int) -> str:
    """The value in one line, with no more than so many levels of what is in what."""
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
        value = value.item()
    if isinstance(value, (float, np.longdouble)):
        return repr(float(f"{value:.6g}"))
    if isinstance(value, (complex, np.clongdouble)):
        return _complex(complex(value))
    if isinstance(value, np.ndarray):
        value = value.tolist()
    if not isinstance(value, (list, tuple)) or depth == 0:
        return SHORT.repr(value)[:200]
    most = SHOWN_ITEMS if depth > 4 else SHOWN_DEEP_DOWN
    inner = ", ".join(_shown(item, depth - 1) for item in value[:most])
    inner += f", ... ({len(value)} in all)" if len(value) > most else ""
    return f"[{inner}]" if isinstance(value, list) else f"({inner})"


def _complex(value: complex) -> str:
    """A complex number as Python writes it, without a part too small to count beside the other."""
    least = 1e-9 * max(abs(value.real), abs(value.imag))
    real, imag = (0.0 if abs(part) < least else part for part in (value.real, value.imag))
    return f"{complex(real, imag):.6g}"


def _different_items(
    got: Any, expected: tuple | list, tolerance: float, phase_free: bool
) -> str | None:
    items = got if isinstance(got, (tuple, list)) or np.ndim(_as_numbers(got)) else None
    if items is None or len(items) != len(expected):
        return _other_length(items, expected)
    for place, pair in enumerate(zip(items, expected, strict=True), start=1):
        problem = difference(*pair, tolerance, phase_free)
        if problem:
            return f"In result {place} of {len(expected)}: {problem}"
    return None


def _other_length(items: Any, expected: tuple | list) -> str:
    """How many items came back and how many are expected; ``items`` is None for what has none."""
    kind, wanted = type(expected).__name__, len(expected)
    expects = "One result is" if wanted == 1 else f"{wanted or 'No'} results are"
    came = f"what came back is no {kind}" if items is None else f"{len(items) or 'none'} came back"
    return f"{expects} expected in the {kind}; {came}."


def _different_numbers(
    got: Any, expected: np.ndarray, tolerance: float, phase_free: bool
) -> str | None:
    numbers = _as_numbers(got)
    if numbers is None:
        return "The result is not made of numbers."
    if (numbers.dtype == bool) != (expected.dtype == bool):
        kind = "True or False" if expected.dtype == bool else "numbers, not True or False"
        return f"Expected are {kind}."
    if numbers.shape != expected.shape:
        return _other_shape(numbers.shape, expected.shape)
    if np.isnan(numbers).any() and not np.isnan(expected).any():
        return "There is a nan (not a number) in it: was something divided by zero?"
    phase_free = phase_free and expected.ndim > 0 and expected.dtype != bool
    if numbers.dtype.kind == "c" and expected.dtype.kind != "c" and not phase_free:
        return "Expected are real numbers, not complex ones."
    if _agree(numbers, expected, tolerance):
        return None
    if phase_free:
        return _different_states(numbers, expected, tolerance)
    return OTHER if numbers.ndim == 0 else "Not all numbers agree."


def _agree(numbers: np.ndarray, expected: np.ndarray, tolerance: float) -> bool:
    """Whether numbers of the same shape are the same up to rounding."""
    return np.allclose(numbers, expected, rtol=tolerance, atol=tolerance * 1e-3, equal_nan=True)


def _different_states(numbers: np.ndarray, expected: np.ndarray, tolerance: float) -> str | None:
    """What distinguishes two arrays of which a global phase does not count."""
    with np.errstate(all="ignore"):  # of what overflows nothing agrees
        turned = _turned(numbers, expected)
        norm, right = np.linalg.norm(turned), np.linalg.norm(expected)
        if _agree(turned, expected, tolerance):
            return None
        if norm > 0 and right > 0 and _agree(turned * (right / norm), expected, tolerance):
            return f"It is right up to a global phase, but its norm is {norm:.8g}, not {right:.8g}."
    return "Not all numbers agree, not even up to a global phase."


def _turned(numbers: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """``numbers`` times the factor of modulus 1 that brings them nearest to ``expected``."""
    overlap = np.vdot(numbers.astype(complex), expected)
    return numbers * (overlap / abs(overlap)) if overlap else numbers


def _other_shape(got: tuple, expected: tuple) -> str:
    if expected == ():
        return f"Expected is one number, not an array or a list of shape {got}."
    return f"Its shape is {got}; expected is {expected}."


def _as_numbers(value: Any) -> np.ndarray | None:
    """``value`` as an array of numbers or truth values, or None if it is not made of them."""
    if not isinstance(value, (bool, int, float, complex, np.generic, np.ndarray, Sequence)):
        return None
    try:
        numbers = np.asarray(value)
    except (ValueError, OverflowError):
        return None
    return numbers if numbers.dtype.kind in "biufc" else None
