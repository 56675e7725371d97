"""Check of ``qubits_that_fit``: how many qubits a simulator has room for.

The oracle doubles one array until the next would not fit, in fractions. A mistake is one of the
numbers that a student reckons with, or another way from the room for amplitudes to qubits. Each
comes twice: a student who makes it may have thought of a memory that is too small, or not.
"""

from __future__ import annotations

import math
from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception

GIB = 2**30


def _qubits_that_fit(memory_gib, copies, single):
    room, qubits = Fraction(memory_gib) * GIB / (copies * (8 if single else 16)), 0
    while 2 ** (qubits + 1) <= room:
        qubits += 1
    return qubits


def _floor_log2(room):
    """The largest whole number of which 2 to the power is not above the room."""
    bits = room.numerator.bit_length() - room.denominator.bit_length()
    return bits if 2**bits <= room else bits - 1


def _is_power(room):
    return 2 ** _floor_log2(room) == room


# What students do: other numbers, and other ways to the logarithm of the room


def _same(number):
    return number


def _room(memory_gib, copies, single, gib=GIB, sizes=(16, 8), arrays=_same, memory=_same):
    """The amplitudes for which one array has room."""
    return Fraction(memory(memory_gib)) * gib / (arrays(copies) * Fraction(sizes[bool(single)]))


def _answers(qubits=_floor_log2, **numbers):
    """The answers of two students with a mistake; the first returns nothing below 0."""

    def answer(*case):
        return qubits(_room(*case, **numbers))

    return lambda *case: max(0, answer(*case)), answer


def _strictly(room):
    return _floor_log2(room) - _is_power(room)


def _up(room):
    return _floor_log2(room) + (not _is_power(room))


def _one_array(copies):
    return 1


def _fewer(taken):
    """The answers of two students who subtract qubits for the copies."""

    def answer(memory_gib, copies, single):
        return taken(_floor_log2(_room(memory_gib, copies, single, arrays=_one_array)), copies)

    return lambda *case: max(0, answer(*case)), answer


def _if_too_small(value):
    """The right number, and something else where not even one qubit fits."""
    return lambda *case: _qubits_that_fit(*case) or value


# Machines


def _is_clear(memory_gib, copies, single):
    """Whether the usual ways give the right number, also in floating point."""
    each = 8 if single else 16
    ways = (
        math.log2(memory_gib * GIB / copies / each),
        math.log2(memory_gib * GIB / (copies * each)),
        math.log2(memory_gib * GIB / each / copies),
        math.log2(memory_gib / copies * GIB / each),
        math.log2(memory_gib / (copies * each)) + 30,
        math.log2(memory_gib * GIB) - math.log2(copies * each),
        math.log2(memory_gib * GIB) - math.log2(copies) - math.log2(each),
        math.log(memory_gib * GIB / copies / each, 2),
    )
    return {max(0, math.floor(way)) for way in ways} == {
        _qubits_that_fit(memory_gib, copies, single)
    }


def _draw_machine(rng):
    """A machine from a small board to the largest, of which a part of the memory is free."""
    while True:
        size = 2 ** rng.uniform(-6, 21)
        memory_gib = int(size) if size > 24 else math.ceil(size * 64) / 64
        case = memory_gib, int(rng.integers(1, 7)), bool(rng.random() < 0.4)
        if _is_clear(*case) and not _is_power(_room(*case)):
            return case


NOT_BELOW_0 = "Where not even one qubit fits, the answer is 0."
NEAREST = "There is no room for a part of a qubit, nor for one that nearly fits: round down."
GIBIBYTES = "A gibibyte is 2^30 bytes."
COPIES = (
    "Copies multiply the bytes. Two arrays need twice the memory, which is one qubit less; four "
    "need four times as much, which is two less."
)
MISTAKES = (
    (
        {"sizes": (8, 4)},
        "This is one qubit more than there is room for. Does an amplitude have 8 bytes with you? "
        "It has two parts of that size. Or does your loop end one step too late?",
    ),
    (
        {"sizes": (16, 16)},
        "You give every amplitude 16 bytes. In single precision it takes 8.",
    ),
    ({"sizes": (8, 8)}, "You give every amplitude 8 bytes. It takes 16 if `single` is False."),
    (
        {"sizes": (8, 16)},
        "The two sizes are swapped. Single precision is the smaller one.",
    ),
    (
        {"sizes": (Fraction(1, 8), Fraction(1, 8))},
        "You count 2^n bits. A qubit is no bit: the state has 2^n amplitudes, of 16 or 8 bytes "
        "each.",
    ),
    ({"sizes": (1, 1)}, "You give an amplitude one byte. It takes 16, or 8 in single precision."),
    (
        {"sizes": (128, 64)},
        "You give an amplitude 128 or 64 bytes. Those are its bits: it takes 16 or 8 bytes.",
    ),
    (
        {"arrays": _one_array},
        "The copies are missing. All the arrays have to fit at once.",
    ),
    (
        {"arrays": lambda copies: copies + 1},
        "You count one array too many. The state itself is one of the copies.",
    ),
    (
        {"arrays": lambda copies: Fraction(1, copies)},
        "You let the copies make room. Each of them takes as much as the state.",
    ),
    (
        {"memory": int},
        "You cut off the fractional part of `memory_gib`, so that 0.75 gibibytes are none. Round "
        "only at the end, where you have qubits.",
    ),
    ({"gib": 10**9}, f"You take 10^9 bytes for a gibibyte. {GIBIBYTES}"),
    ({"gib": 2**20}, f"2^20 bytes are a mebibyte. {GIBIBYTES}"),
    ({"gib": 1}, f"You take the memory for bytes. {GIBIBYTES}"),
    ({"gib": 2**33}, f"The 8 bits of a byte do not belong here. {GIBIBYTES}"),
    ({"qubits": lambda room: round(math.log2(room))}, NEAREST),
    ({"qubits": _up}, NEAREST),
    (
        {"qubits": lambda room: math.log2(room)},
        "This is the logarithm of the amplitudes for which there is room. How many whole qubits is "
        "that?",
    ),
    (
        {"qubits": _strictly},
        "What fits to the last byte fits. You ask for less memory than there is.",
    ),
    (
        {"qubits": lambda room: _floor_log2(room) - 1},
        "This is one qubit too few. The next one would still fit.",
    ),
    (
        {"qubits": math.floor},
        "This is the number of amplitudes of one array. So many amplitudes are the state of how "
        "many qubits?",
    ),
    (
        {"qubits": lambda room: math.floor(room / 2)},
        "You count two amplitudes for each qubit. A state of n qubits has 2^n of them.",
    ),
    (
        {"qubits": lambda room: 2 ** max(0, _floor_log2(room))},
        "This is the number of amplitudes. So many amplitudes are the state of how many qubits?",
    ),
    (
        {"qubits": lambda room: _floor_log2(room) // 2},
        "You make room for a matrix of 2^n rows and 2^n columns. The state is one column, and "
        "gates are applied to it without the matrix.",
    ),
    *(
        (
            {"qubits": lambda room, log=log: math.floor(log(room))},
            "The logarithm has another base. Each qubit doubles the array: base 2.",
        )
        for log in (math.log, math.log10)
    ),
)
TAKEN = (
    lambda qubits, copies: qubits - copies,
    lambda qubits, copies: qubits - (copies - 1),
    lambda qubits, copies: qubits // copies,
)

qubits_that_fit = Check(
    name="qubits_that_fit",
    oracle=_qubits_that_fit,
    forbidden=COURSE_CODE,
    draw=_draw_machine,
    edges=(
        (6, 3, False),
        (6, 3, True),
        (6, 4, False),
        (32, 1, False),
        (32, 1, True),
        (32, 2, False),
        (32, 4, False),
        (0.75, 3, True),
        (31.75, 1, False),
        (2.0**-25, 1, False),
        (2.0**-26, 1, False),
        (2.0**-27, 1, False),
        (2.0**-26, 1, True),
        (2.0**-25, 5, False),
        (2**19, 1, False),
        (2**19, 2, True),
    ),
    misconceptions=(
        *(
            Misconception(answer, hint)
            for mistake, hint in MISTAKES
            for answer in _answers(**mistake)
        ),
        *(Misconception(answer, COPIES) for taken in TAKEN for answer in _fewer(taken)),
        Misconception(
            lambda *case: _qubits_that_fit(*case) + 1,
            "This is one qubit more than there is room for. The number at which a loop ends is the "
            "first that does not fit; the one before it still does.",
        ),
        Misconception(_answers()[1], NOT_BELOW_0),
        *(Misconception(_if_too_small(value), NOT_BELOW_0) for value in (None, -1, 1)),
    ),
)
