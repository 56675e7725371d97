"""Answers to ``apply_gate``."""

from __future__ import annotations

from functools import partial

import numpy as np
from scipy import sparse

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def qubits(state):
    return len(state).bit_length() - 1


def in_pairs(state, matrix, q):
    """What the gate makes of each pair, in the shape of the pairs."""
    return np.einsum("ij,ajb->aib", matrix, state.reshape(-1, 2, 2**q))


# Another pair


@wrong("apply_gate", hint="Bit q of an index is worth 2^q")
def partner_by_the_qubits_number(state, matrix, q):
    after = np.empty(len(state), complex)
    for index, old in enumerate(state):
        other = state[index ^ q]
        row = matrix[index >> q & 1]
        after[index] = row @ ((other, old) if index >> q & 1 else (old, other))
    return after


@wrong("apply_gate", hint="Bit q of an index is worth 2^q")
def partner_so_many_further(state, matrix, q):
    after = []
    for index, old in enumerate(state.tolist()):
        if index & 2**q:
            after.append(matrix[1, 0] * state[index - q] + matrix[1, 1] * old)
        else:
            after.append(matrix[0, 0] * old + matrix[0, 1] * state[index + q])
    return np.array(after)


@wrong("apply_gate", hint="Bit q of an index is worth 2^q")
def pairs_by_the_qubits_number(state, matrix, q):
    after = np.zeros(len(state), complex)
    for index in range(len(state)):
        if index & 1 << q == 0:
            after[[index, index ^ q]] = matrix @ state[[index, index ^ q]]
    return after


@wrong("apply_gate", hint="Bit q of an index is worth 2^q")
def pairs_so_many_further(state, matrix, q):
    after = np.array(state)
    for index in range(len(state)):
        if (index >> q) % 2 == 0:
            after[[index, index + q]] = matrix @ state[[index, index + q]]
    return after


@wrong("apply_gate", hint="You add the state from before the gate")
def added_to_a_copy(state, matrix, q):
    after = state.copy()
    pairs = after.reshape(-1, 2, 2**q)
    pairs += in_pairs(state, matrix, q)
    return after


# Another qubit


@wrong("apply_gate", hint="The order of the qubits is turned round")
def highest_qubit_first(state, matrix, q):
    return np.einsum("ij,ajb->aib", matrix, state.reshape(2**q, 2, -1)).ravel()


@wrong("apply_gate", hint="You always take qubit 0")
def neighbours(state, matrix, q):
    return (state.reshape(-1, 2) @ matrix.T).ravel()


@wrong("apply_gate", hint="You always take the highest qubit")
def halves(state, matrix, q):
    return (matrix @ state.reshape(2, -1)).ravel()


@wrong("apply_gate", hint="You apply the gate to all qubits. It acts on qubit q alone")
def every_qubit(state, matrix, q):
    for one in range(qubits(state)):
        state = in_pairs(state, matrix, one).ravel()
    return state


@wrong("apply_gate", hint="You apply the gate to all qubits but q")
def every_other_qubit(state, matrix, q):
    for one in range(qubits(state)):
        gate = np.eye(2) if one == q else matrix
        state = in_pairs(state, gate, one).ravel()
    return state


@wrong("apply_gate", hint="After the product the axis of the qubit is the first one")
def axis_left_in_front(state, matrix, q):
    n = qubits(state)
    return np.tensordot(matrix, state.reshape((2,) * n), axes=(1, n - 1 - q)).ravel()


@wrong("apply_gate", hint="2 and 3, and so on. After the product the axis")
def wrong_axis_left_in_front(state, matrix, q):
    axes = state.reshape((2,) * qubits(state))
    return np.tensordot(matrix, axes, axes=(1, q)).ravel()


@wrong("apply_gate", hint="Only one pair is changed")
def one_pair(state, matrix, q):
    after = state.copy()
    after[[0, 2**q]] = matrix @ state[[0, 2**q]]
    return after


@wrong("apply_gate", hint="Only the amplitudes with qubit q at 1 are changed")
def like_a_control(state, matrix, q):
    after = state.copy().reshape(-1, 2, 2**q)
    after[:, 1] = in_pairs(state, matrix, q)[:, 1]
    return after.ravel()


# Another matrix


def gathered(state, matrix, q, row, column):
    """Each amplitude from itself and its partner, with these numbers of the matrix."""
    after = np.zeros(len(state), complex)
    for index, amplitude in enumerate(state):
        bit, partner = index >> q & 1, state[index ^ 1 << q]
        numbers = matrix[row(bit)]
        after[index] = numbers[column(bit)] * amplitude + numbers[1 - column(bit)] * partner
    return after


@wrong("apply_gate", hint="Where qubit q is 1, another row of the matrix is needed")
def first_row_with_the_partner_second(state, matrix, q):
    return gathered(state, matrix, q, row=lambda bit: 0, column=lambda bit: 0)


@wrong("apply_gate", hint="and its first number goes with the partner")
def partner_always_second(state, matrix, q):
    return gathered(state, matrix, q, row=lambda bit: bit, column=lambda bit: 0)


@wrong("apply_gate", hint="The second row makes that amplitude")
def first_row_for_both(state, matrix, q):
    return gathered(state, matrix, q, row=lambda bit: 0, column=lambda bit: bit)


@wrong("apply_gate", hint="The matrix is transposed. Its first row")
def pairs_times_matrix(state, matrix, q):
    return np.einsum("ajb,ji->aib", state.reshape(-1, 2, 2**q), matrix).ravel()


@wrong("apply_gate", hint="And the matrix is transposed")
def order_and_matrix_turned_round(state, matrix, q):
    return np.einsum("ji,ajb->aib", matrix, state.reshape(2**q, 2, -1)).ravel()


@wrong("apply_gate", hint="The matrix is complex conjugated")
def conjugated(state, matrix, q):
    return in_pairs(state, np.conj(matrix), q).ravel()


@wrong("apply_gate", hint="You undo the gate")
def adjoint(state, matrix, q):
    return in_pairs(state, matrix.conj().T, q).ravel()


@wrong("apply_gate", hint="The imaginary parts are lost")
def real_matrix(state, matrix, q):
    return in_pairs(state, matrix.real, q).ravel()


@wrong("apply_gate", hint="You apply the gate twice")
def twice(state, matrix, q):
    once = in_pairs(state, matrix, q)
    return in_pairs(once, matrix, q).ravel()


# Something else than the amplitudes after the gate


@wrong("apply_gate", hint="Those are probabilities")
def squares(state, matrix, q):
    return abs(in_pairs(state, matrix, q).ravel()) ** 2


@wrong("apply_gate", hint="Those are probabilities")
def like_coins(state, matrix, q):
    return in_pairs(abs(state) ** 2, abs(matrix) ** 2, q).ravel()


@wrong("apply_gate", hint="Those are the moduli")
def moduli(state, matrix, q):
    return abs(in_pairs(state, matrix, q).ravel())


@wrong("apply_gate", hint="The imaginary parts are lost")
def real_parts(state, matrix, q):
    after = np.zeros(len(state))
    after[:] = in_pairs(state, matrix, q).real.ravel()
    return after


@wrong("apply_gate", hint="Both need the two amplitudes from before it")
def second_from_the_changed_first(state, matrix, q):
    after = state.copy()
    pairs = after.reshape(-1, 2, 2**q)
    pairs[:, 0] = matrix[0, 0] * pairs[:, 0] + matrix[0, 1] * pairs[:, 1]
    pairs[:, 1] = matrix[1, 0] * pairs[:, 0] + matrix[1, 1] * pairs[:, 1]
    return after


@wrong("apply_gate", hint="right state up to a global phase. Here that counts")
def gates_of_determinant_1(state, matrix, q):
    return in_pairs(state, matrix / np.sqrt(np.linalg.det(matrix)), q).ravel()


@wrong("apply_gate", hint="right state up to a global phase. Here that counts")
def first_amplitude_made_real(state, matrix, q):
    after = in_pairs(state, matrix, q).ravel()
    first = next(one for one in after if abs(one) > 1e-9)
    return after / first * abs(first)


@wrong("apply_gate", hint="right state up to a global phase. Here that counts")
def quarter_turn_added(state, matrix, q):
    return 1j * in_pairs(state, matrix, q).ravel()


@wrong("apply_gate", hint="right state up to a global phase. Here that counts")
def first_number_of_the_gate_made_real(state, matrix, q):
    return in_pairs(state, matrix * np.exp(-1j * np.angle(matrix[0, 0])), q).ravel()


@wrong("apply_gate", hint="right state up to a global phase. Here that counts")
def sign_turned_for_the_highest_qubit(state, matrix, q):
    after = in_pairs(state, matrix, q).ravel()
    return -after if q == qubits(state) - 1 else after


@wrong("apply_gate", hint="The argument state was changed")
def in_place(state, matrix, q):
    pairs = state.reshape(-1, 2, 2**q)
    pairs[:] = in_pairs(state, matrix, q)
    return state


@wrong("apply_gate", hint="Its shape is (1, 2, 1)")
def left_in_pairs(state, matrix, q):
    return in_pairs(state, matrix, q)


@right("apply_gate")
def by_whole_matrices_or_sparse_ones(state, matrix, q):
    n = qubits(state)
    kron, eye = (np.kron, np.eye) if n < 8 else (sparse.kron, sparse.eye_array)
    return kron(eye(2 ** (n - 1 - q)), kron(matrix, eye(2**q))) @ state


@right("apply_gate")
def index_by_index(state, matrix, q):
    after = [0j] * len(state)
    for index, amplitude in enumerate(state):
        came_from = (index >> q) % 2
        for goes_to in (0, 1):
            after[index + (goes_to - came_from) * 2**q] += matrix[goes_to, came_from] * amplitude
    return after


@right("apply_gate")
def along_an_axis(state, matrix, q):
    n = qubits(state)
    axes = state.reshape((2,) * n)
    after = np.tensordot(matrix, axes, axes=(1, n - 1 - q))
    return np.moveaxis(after, 0, n - 1 - q).ravel()


@right("apply_gate")
def half_by_half(state, matrix, q):
    if len(state) == 2 ** (q + 1):
        zero, one = np.split(state, 2)
        return np.concatenate([row[0] * zero + row[1] * one for row in matrix])
    return np.concatenate([half_by_half(half, matrix, q) for half in np.split(state, 2)])
