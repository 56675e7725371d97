"""Answers to ``entangle``."""

from __future__ import annotations

from functools import partial
from itertools import combinations

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def chain(n):
    return [("h", 0), *(("cx", q - 1, q) for q in range(1, n))]


# The sign


@wrong("entangle", hint="For the sign -1 you make the sum")
def sign_forgotten(n, sign):
    return chain(n)


@wrong("entangle", hint="For the sign -1 you make the sum")
def z_before_the_h(n, sign):
    return chain(n) if sign == 1 else [("z", 0), *chain(n)]


@wrong("entangle", hint="For the sign -1 you make the sum")
def z_on_the_others_before_they_join(n, sign):
    circuit = chain(n)
    return circuit if sign == 1 else [circuit[0], ("z", 1), *circuit[1:]]


@wrong("entangle", hint="For the sign -1 you make the sum")
def x_after_the_h(n, sign):
    circuit = chain(n)
    return circuit if sign == 1 else [circuit[0], ("x", 0), *circuit[1:]]


@wrong("entangle", hint="You make the difference for both signs")
def if_sign(n, sign):
    return [*chain(n), ("z", 0)] if sign else chain(n)


@wrong("entangle", hint="The two signs are exchanged")
def sign_upside_down(n, sign):
    return [*chain(n), ("z", n - 1)] if sign == 1 else chain(n)


@wrong("entangle", hint="A z on every qubit")
def z_everywhere(n, sign):
    return chain(n) + [("z", q) for q in range(n) if sign == -1]


@wrong("entangle", hint="and no sign is turned")
def x_for_z(n, sign):
    return chain(n) if sign == 1 else [*chain(n), ("x", 0)]


# How the qubits are joined


@wrong("entangle", hint="none is entangled")
def h_everywhere(n, sign):
    return [("h", q) for q in range(n)] + [("z", 0)] * (sign == -1)


@wrong("entangle", hint="none is entangled")
def h_everywhere_and_a_chain(n, sign):
    circuit = [("h", q) for q in range(n)] + [("cx", q, q + 1) for q in range(n - 1)]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


@wrong("entangle", hint="no cx has done anything")
def control_and_target_exchanged(n, sign):
    circuit = [("h", 0), *(("cx", q + 1, q) for q in range(n - 1))]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


@wrong("entangle", hint="no cx has done anything")
def control_and_target_exchanged_and_no_sign(n, sign):
    return [("h", 0), *(("cx", q, 0) for q in range(1, n))]


@wrong("entangle", hint="no cx has done anything")
def chain_before_the_h(n, sign):
    circuit = [*chain(n)[1:], ("h", 0)]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


@wrong("entangle", hint="no cx has done anything")
def h_on_the_highest(n, sign):
    circuit = [("h", n - 1), *(("cx", q, q + 1) for q in range(n - 1))]
    return circuit if sign == 1 else [*circuit, ("z", n - 1)]


@wrong("entangle", hint="Only two of the qubits belong together")
def two_qubits(n, sign):
    return [("h", 0), ("cx", 0, 1)] if sign == 1 else [("x", 0), ("h", 0), ("cx", 0, 1)]


@wrong("entangle", hint="Only two of the qubits belong together")
def last_cx_first(n, sign):
    circuit = [("h", 0), *(("cx", q, q + 1) for q in reversed(range(n - 1)))]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


@wrong("entangle", hint="Only two of the qubits belong together")
def every_pair(n, sign):
    circuit = [("h", 0), *(("cx", *pair) for pair in combinations(range(n), 2))]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


@wrong("entangle", hint="One qubit is left out at the end")
def one_round_too_few(n, sign):
    circuit = [("h", 0), *(("cx", 0, q) for q in range(1, n - 1))]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


@wrong("entangle", hint="The last cx flips the first qubit back")
def ring(n, sign):
    circuit = [("h", 0), *(("cx", q, (q + 1) % n) for q in range(n))]
    return circuit if sign == 1 else [("x", 0), *circuit]


@wrong("entangle", hint="Each qubit goes through an h in your loop")
def h_in_the_loop(n, sign):
    circuit = [gate for q in range(n - 1) for gate in (("h", q), ("cx", q, q + 1))]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


@wrong("entangle", hint="goes through an h again")
def h_at_both_ends(n, sign):
    return [*chain(n), ("h", 0)] if sign == 1 else [("x", 0), *chain(n), ("h", 0)]


@wrong("entangle", hint="An x flips its qubit whatever the first one is")
def x_for_cx(n, sign):
    circuit = [("h", 0), *(("x", q) for q in range(1, n))]
    return circuit if sign == 1 else [*circuit, ("z", 0)]


# What is no circuit on these qubits


@wrong("entangle", hint="There is no qubit 2: here they are the whole numbers 0 to 1")
def counted_from_1(n, sign):
    return [("h", 1), *(("cx", q, q + 1) for q in range(1, n))]


@wrong("entangle", hint="There is no qubit 0.0")
def qubits_that_are_no_whole_numbers(n, sign):
    return [("h", 0.0), *(("cx", 0, q) for q in range(1, n))]


@wrong("entangle", hint="control and target are the same qubit")
def loop_from_0(n, sign):
    return [("h", 0), *(("cx", 0, q) for q in range(n))]


@wrong("entangle", hint="'cnot' is no gate that there is")
def another_name(n, sign):
    return [("h", 0), *(("cnot", 0, q) for q in range(1, n))]


@wrong("entangle", hint='"cx" needs a control and a target')
def target_forgotten(n, sign):
    return [("h", 0), *(("cx", q) for q in range(1, n))]


@wrong("entangle", hint='"h" needs one qubit, and in ')
def all_in_one_gate(n, sign):
    return [("h", *range(n))]


@wrong("entangle", hint="'h' is no gate. Expected is a list of gates")
def one_gate(n, sign):
    return ("h", 0)


@wrong("entangle", hint="Expected is a list of gates")
def as_text(n, sign):
    return "h 0; cx 0 1"


@wrong("entangle", hint="These are 800 gates; allowed are 100.")
def too_many_gates(n, sign):
    return [("h", 0), *[("cx", 0, 1)] * 799]


@wrong("entangle", hint="None came back")
def nothing(n, sign):
    chain(n).append(("z", 0))


@right("entangle")
def star(n, sign):
    return [("h", 0), *(("cx", 0, q) for q in range(1, n))] + [("z", 0)] * (sign == -1)


@right("entangle")
def from_the_last_in_lists(n, sign):
    first = [["h", n - 1]] if sign == 1 else [["x", n - 1], ["h", n - 1]]
    return first + [["cx", q, q - 1] for q in range(n - 1, 0, -1)]


@right("entangle")
def in_few_steps(n, sign):
    circuit, joined = [("h", 0)], 1
    while joined < n:
        new = range(joined, min(2 * joined, n))
        circuit += [("cx", q - joined, q) for q in new]
        joined += len(new)
    return circuit if sign == 1 else [*circuit, ("z", n // 2)]


@right("entangle")
def with_another_global_phase(n, sign):
    turned = [("x", 0), ("z", 0), ("x", 0)]  # the sign of the part in which qubit 0 is 0
    return tuple(chain(n) + (turned if sign == -1 else [*turned, ("z", 0)]))


@right("entangle")
def cx_between_h(n, sign):
    # between h on both of its qubits, a cx has control and target exchanged
    everywhere = [("h", q) for q in range(n)]
    turned = [*everywhere, *(("cx", q, 0) for q in range(1, n)), *everywhere]
    return [("x", 0)] * (sign == -1) + [("h", 0), *turned]


@right("entangle")
def by_numpy(n, sign):
    circuit = [("h", np.int64(0)), *(("cx", np.int64(0), q) for q in np.arange(1, n))]
    return circuit + [("h", 0), ("x", 0), ("h", 0)] * ((1 - sign) // 2)
