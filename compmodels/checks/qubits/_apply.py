"""Check of ``apply_gate``: the state of n qubits after a gate on one of them.

The oracle looks up, for each index, the two amplitudes that its pair has. A student may take other
pairs, another matrix, or something else than amplitudes; ``apply_gate`` is a linear map, so most of
these mistakes are other matrices or other indices in the same sum.
"""

from __future__ import annotations

import numpy as np

from compmodels.checks._compare import difference
from compmodels.checks._core import COURSE_CODE, Check, Misconception

H = np.array([[1, 1], [1, -1]], complex) / np.sqrt(2)
X = np.array([[0, 1], [1, 0]], complex)
S = np.array([[1, 0], [0, 1j]])
ROTATION = np.array([[0.6, -0.8], [0.8, 0.6]], complex)
PHASES = np.array([[0.6, 0.8], [0.8j, -0.6j]])
LARGE = 16  # qubits; the whole matrix would have 64 GiB, which few machines give to anybody


def _pairs(state, q):
    """For each index its bit of qubit q, and the amplitudes of its pair, where that is 0 and 1."""
    index = np.arange(len(state))
    return index >> q & 1, state[index & ~(1 << q)], state[index | 1 << q]


def _apply_gate(state, matrix, q):
    bit, zero, one = _pairs(state, q)
    return matrix[bit, 0] * zero + matrix[bit, 1] * one


def _qubits(state):
    return len(state).bit_length() - 1


# What students take for the state after the gate.


def _other_qubit(which):
    """The state after the gate on another qubit, told from the right one and the number."""
    return lambda state, matrix, q: _apply_gate(state, matrix, which(q, _qubits(state)))


def _other_matrix(change):
    return lambda state, matrix, q: _apply_gate(state, change(matrix), q)


def _afterwards(change):
    return lambda state, matrix, q: change(_apply_gate(state, matrix, q))


def _on_all(state, matrix, q):
    for one in range(_qubits(state)):
        state = _apply_gate(state, matrix, one)
    return state


def _on_all_others(state, matrix, q):
    for one in range(_qubits(state)):
        state = _apply_gate(state, matrix, one) if one != q else state
    return state


def _on_probabilities(state, matrix, q):
    return _apply_gate(abs(state) ** 2, abs(matrix) ** 2, q)


def _overwritten(state, matrix, q):
    """The state of a student whose second line uses what the first one has changed."""
    bit, zero, one = _pairs(state, q)
    changed = matrix[0, 0] * zero + matrix[0, 1] * one
    return np.where(bit == 0, changed, matrix[1, 0] * changed + matrix[1, 1] * one)


def _on_one_pair(state, matrix, q):
    """The state of a student who changes only the amplitudes with all other qubits at 0."""
    first = [0, 1 << q]
    after = state.copy()
    after[first] = _apply_gate(state, matrix, q)[first]
    return after


def _with_partner(partner):
    """The state of a student who takes for each amplitude another partner, told from its index."""

    def after(state, matrix, q):
        index = np.arange(len(state))
        bit = index >> q & 1
        return matrix[bit, bit] * state + matrix[bit, 1 - bit] * state[partner(index, bit, q)]

    return after


def _written_in_pairs(partner, begun):
    """The state of a student who goes through the indices with qubit q at 0, and writes two."""

    def after(state, matrix, q):
        (a, b), (c, d), old, new = *matrix.tolist(), state.tolist(), begun(state).tolist()
        for zero in (index for index in range(len(old)) if not index >> q & 1):
            one = partner(zero, 0, q)
            new[zero] = a * old[zero] + b * old[one]
            new[one] = c * old[zero] + d * old[one]
        return np.array(new)

    return after


def _only_where_one(state, matrix, q):
    bit, _, _ = _pairs(state, q)
    return np.where(bit == 1, _apply_gate(state, matrix, q), state)


def _axes(state):
    return state.reshape((2,) * _qubits(state))


def _axis_left_in_front(place):
    """The state of a student who multiplies along the axis at this place and leaves it in front."""

    def after(state, matrix, q):
        axis = place(q, _qubits(state))
        return np.moveaxis(_axes(_apply_gate(state, matrix, _qubits(state) - 1 - axis)), axis, 0)

    return lambda *case: after(*case).ravel()


def _unitary(rng):
    """A unitary matrix, all of which are equally likely."""
    q, r = np.linalg.qr(rng.normal(size=(2, 2)) + 1j * rng.normal(size=(2, 2)))
    return q * (np.diag(r) / abs(np.diag(r)))


def _state(rng, n):
    amplitudes = rng.normal(size=2**n) + 1j * rng.normal(size=2**n)
    return amplitudes / np.linalg.norm(amplitudes)


def _draw(rng):
    n = int(rng.integers(2, 6))
    return _state(rng, n), _unitary(rng), int(rng.integers(n))


def _basis(n, index):
    return np.eye(1, 2**n, index, dtype=complex)[0]


def _large():
    """A state of many qubits with few amplitudes, which differ in their phases alone.

    Its zeros are short as text, so that a list of complex numbers may come back from a sandbox.
    """
    turns = np.random.default_rng(7).integers(4, size=2**8)
    state = np.zeros(2**LARGE, complex)
    state[5 :: 2 ** (LARGE - 8)] = 2.0**-4 * np.array([1, 1j, -1, -1j])[turns]
    return state


ORDER = (
    "The order of the qubits is turned round. Qubit 0 is the lowest bit of the index, so it pairs "
    "neighbours: 0 and 1, 2 and 3, and so on."
)
COLUMNS = (
    "The matrix is transposed. Its first row makes the new amplitude where the qubit is 0, its "
    "second row the one where it is 1."
)
ROWS = (
    "Where qubit q is 1, another row of the matrix is needed, or another order in it. The second "
    "row makes that amplitude, and its first number goes with the partner, whose qubit is 0."
)
ONE_QUBIT = "You apply the gate to all qubits. It acts on qubit q alone."
AMPLITUDES = (
    "Those are probabilities. A state has amplitudes: they may be negative or complex, and their "
    "signs decide what the next gate does."
)
REAL = (
    "The imaginary parts are lost. An array that is to hold amplitudes has to be complex from the "
    "beginning, such as np.zeros(4, complex)."
)
SAME_NUMBERS = (
    "This is the right state up to a global phase. Here that counts: return what the matrix gives."
)
FRONT = (
    "After the product the axis of the qubit is the first one, and the amplitudes stand in another "
    "order. np.moveaxis brings it back to its place."
)
PARTNER = (
    "Bit q of an index is worth 2^q. So the partner is 2^q away, or is index ^ 2**q, not index ^ q."
)
PARTNERS = (
    lambda index, bit, q: index ^ q,
    lambda index, bit, q: index + (1 - 2 * bit) * q,
)
FIXED = (
    (
        lambda q, n: 0,
        "You always take qubit 0. How far apart are the indices of a pair of qubit q?",
    ),
    (lambda q, n: n - 1, "You always take the highest qubit. The pairs depend on q."),
)
MATRICES = (
    (np.transpose, COLUMNS),
    (np.conj, "The matrix is complex conjugated. Nothing in a gate's action is conjugated."),
    (
        lambda matrix: matrix.conj().T,
        "You undo the gate: its conjugate transpose is the inverse. Apply the matrix as it is.",
    ),
    (np.real, REAL),
    (lambda matrix: matrix @ matrix, "You apply the gate twice."),
    (lambda matrix: matrix[[[0], [0]], [[0, 1], [1, 0]]], ROWS),
    (lambda matrix: matrix[[[0], [1]], [[0, 1], [1, 0]]], ROWS),
    (lambda matrix: matrix[[0, 0]], ROWS),
)


class _KnowsPhases(Check):
    """A check with one more hint, for answers that are right but for global phases of any size."""

    def _hint(self, cases, answers):
        known = super()._hint(cases, answers)
        return known or SAME_NUMBERS * self._is_right_but_for_phases(cases, answers)

    def _is_right_but_for_phases(self, cases, answers):
        """Whether each answer, where one came, is the right state up to a phase of its own."""
        return all(
            answer.error or difference(answer.value, self._right(case), phase_free=True) is None
            for case, answer in zip(cases, answers, strict=True)
        )


apply_gate = _KnowsPhases(
    name="apply_gate",
    oracle=_apply_gate,
    forbidden=COURSE_CODE,
    draw=_draw,
    edges=(
        (np.array([0.6, 0.8j]), ROTATION, 0),
        (np.array([0.5, 0.5j, -0.5, 0.5]), ROTATION, 1),
        (np.array([0.5, 0.5j, -0.5, 0.5]), PHASES, 0),
        (_basis(3, 0), X, 2),
        (_basis(3, 6), X, 0),
        (_basis(3, 5), H, 1),
        (_basis(2, 2), S, 1),
        (np.array([0, 0.6, 0, 0, 0, 0, 0.8j, 0]), PHASES, 2),
        (_basis(1, 1), PHASES, 0),
        (_large(), PHASES, 9),
    ),
    misconceptions=(
        Misconception(_other_qubit(lambda q, n: n - 1 - q), ORDER),
        *(Misconception(_other_matrix(change), hint) for change, hint in MATRICES),
        *(Misconception(_other_qubit(which), hint) for which, hint in FIXED),
        Misconception(
            lambda state, matrix, q: _apply_gate(state, matrix.T, _qubits(state) - 1 - q),
            f"{ORDER} And the matrix is transposed: its rows make the new amplitudes.",
        ),
        Misconception(_on_all, ONE_QUBIT),
        Misconception(_on_all_others, "You apply the gate to all qubits but q."),
        Misconception(_on_probabilities, AMPLITUDES),
        Misconception(_afterwards(lambda after: abs(after) ** 2), AMPLITUDES),
        Misconception(
            _afterwards(abs),
            "Those are the moduli of the amplitudes. Signs and phases belong to the state.",
        ),
        Misconception(_afterwards(np.real), REAL),
        Misconception(
            _overwritten,
            "The second amplitude of each pair is made from the first one as it is *after* the "
            "gate. Both need the two amplitudes from before it: keep copies of them, or write into "
            "a new array.",
        ),
        Misconception(
            lambda state, matrix, q: state + _apply_gate(state, matrix, q),
            "You add the state from before the gate. The new amplitudes replace the old ones: "
            "begin with zeros, or write = where you write +=.",
        ),
        *(Misconception(_with_partner(partner), PARTNER) for partner in PARTNERS),
        *(
            Misconception(_written_in_pairs(partner, begun), PARTNER)
            for partner in PARTNERS
            for begun in (np.zeros_like, np.copy)
        ),
        Misconception(
            _on_one_pair,
            "Only one pair is changed, the one with all other qubits at 0. There are as many pairs "
            "as the others have values.",
        ),
        Misconception(
            _only_where_one,
            "Only the amplitudes with qubit q at 1 are changed. The gate changes both of each "
            "pair.",
        ),
        *(
            Misconception(_axis_left_in_front(place), hint)
            for place, hint in (
                (lambda q, n: n - 1 - q, FRONT),
                (lambda q, n: q, f"{ORDER} {FRONT}"),
            )
        ),
    ),
)
