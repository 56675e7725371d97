"""Check of ``entangle``: a circuit that makes the sum or difference of all zeros and all ones.

Many circuits do, so what is compared is the state that a circuit makes. There are only 14 cases,
and all of them are tried. The wrong ideas are circuits: how the qubits are joined, and how the sign
comes in.
"""

from __future__ import annotations

import numpy as np

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.qubits._circuits import state_of


def _entangled(n, sign):
    state = np.zeros(2**n, complex)
    state[0], state[-1] = 1, sign
    return state / np.sqrt(2)


# How students join n qubits, of which the first is to be between 0 and 1.


def _chain(n):
    return [("h", 0), *(("cx", q, q + 1) for q in range(n - 1))]


def _h_everywhere(n):
    return [("h", q) for q in range(n)]


def _h_in_the_loop(n):
    return [gate for q in range(n - 1) for gate in (("h", q), ("cx", q, q + 1))]


def _alone(n):
    return [("h", 0)]


def _last_alone(n):
    return [("h", n - 1)]


def _x_on_the_others(n):
    return [("h", 0), *(("x", q) for q in range(1, n))]


def _two(n):
    return _chain(2)


def _all_but_the_last(n):
    return _chain(n - 1)


def _ring(n):
    return [*_chain(n), ("cx", n - 1, 0)]


def _h_at_the_end(n):
    return [*_chain(n), ("h", 0)]


# How the sign comes in.


def _never(circuit, n, sign):
    return circuit


def _by_z(circuit, n, sign):
    return [*circuit, ("z", 0)] if sign < 0 else circuit


def _by_z_on_the_last(circuit, n, sign):
    return [*circuit, ("z", n - 1)] if sign < 0 else circuit


def _by_x_first(circuit, n, sign):
    return [("x", 0), *circuit] if sign < 0 else circuit


def _with_sign(join, bring):
    return lambda n, sign: bring(join(n), n, sign)


def _if_negative(name, which):
    """A right circuit for the sum, and one more gate on each of some qubits for the difference."""
    return lambda n, sign: _chain(n) + [(name, q) for q in which(n) if sign < 0]


def _first(n):
    return [0]


def _each(n):
    return range(n)


PRODUCT = (
    "Each qubit alone is as it should be, 0 or 1 with the same chance, but they do not agree: your "
    "state is one qubit times the next, and none is entangled. Only one qubit may go through an h; "
    "the others follow it."
)
ALONE = (
    "One qubit is between 0 and 1, and all others are still 0: no cx has done anything. It acts "
    "only where its control is 1. Is the control the qubit that had the h? And does the cx come "
    "after the h?"
)
UNCONDITIONAL = (
    "An x flips its qubit whatever the first one is, so the others are 1 in both parts. They have "
    "to be flipped only where the first one is 1."
)
TWO = (
    "Only two of the qubits belong together. Each of the others needs one cx, with a control that "
    "is in the sum already. In which order do yours come, and is any qubit flipped twice?"
)
ONE_MISSING = "One qubit is left out at the end. How often does your loop go round?"
RING = (
    "The last cx flips the first qubit back to 0 where all are 1. A chain ends at the last qubit."
)
H_AGAIN = "Each qubit goes through an h in your loop. Only the first one may, before the loop."
SPLIT_AGAIN = (
    "After the last cx your first qubit goes through an h again, which splits each part into two."
)
JOINS = (
    (_h_everywhere, PRODUCT),
    (_alone, ALONE),
    (_last_alone, ALONE),
    (_x_on_the_others, UNCONDITIONAL),
    (_two, TWO),
    (_all_but_the_last, ONE_MISSING),
    (_ring, RING),
    (_h_in_the_loop, H_AGAIN),
    (_h_at_the_end, SPLIT_AGAIN),
)
NO_SIGN = (
    "For the sign -1 you make the sum, not the difference. A z turns the sign of the part in which "
    "its qubit is 1. Before the h there is no such part; and turned twice, a sign is as it was."
)

entangle = Check(
    name="entangle",
    oracle=_entangled,
    view=lambda value, n, sign: state_of(value, n),
    phase_free=True,
    forbidden=COURSE_CODE,
    edges=tuple((n, sign) for n in range(2, 9) for sign in (1, -1)),
    misconceptions=(
        Misconception(lambda n, sign: _chain(n), NO_SIGN),
        Misconception(
            lambda n, sign: [*_chain(n), ("z", 0)],
            "You make the difference for both signs.",
        ),
        Misconception(
            lambda n, sign: [*_chain(n), *[("z", 0)] * (sign > 0)],
            "The two signs are exchanged.",
        ),
        Misconception(
            _if_negative("z", _each),
            "A z on every qubit turns the sign of the ones n times. For an even n that is no turn "
            "at all.",
        ),
        Misconception(
            _if_negative("x", _first),
            "An x flips the qubit: 0 and 1 are exchanged in both parts, and no sign is turned.",
        ),
        *(
            Misconception(_with_sign(join, bring), hint)
            for join, hint in JOINS
            for bring in (_never, _by_z, _by_z_on_the_last, _by_x_first)
        ),
    ),
)
