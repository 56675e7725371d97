"""Trajectories against exact density matrices, and the code against all patterns of flips."""

from __future__ import annotations

from functools import reduce
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.qubits import noise
from compmodels.qubits import state as exact
from compmodels.qubits.gates import cx, h, ry, t, x, z
from compmodels.qubits.noise import correct, encode, flips, logical_error

PAULIS = np.array([[[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]]])
seeds = st.integers(0, 2**32 - 1)


def drawn(n: int, seed: int) -> np.ndarray:
    """A random state of ``n`` qubits."""
    parts = np.random.default_rng(seed).normal(size=(2, 2**n))
    return (parts[0] + 1j * parts[1]) / np.linalg.norm(parts)


def on(qubit: int, pauli: np.ndarray, n: int) -> np.ndarray:
    """A one-qubit matrix as one for all ``n`` qubits; the highest qubit stands left."""
    return reduce(np.kron, [pauli if q == qubit else np.eye(2) for q in reversed(range(n))])


def density(circuit: list, n: int, probability: float, paulis: np.ndarray = PAULIS) -> np.ndarray:
    """The exact density matrix after a noisy circuit on |00...0>."""
    rho = np.zeros((2**n, 2**n), dtype=complex)
    rho[0, 0] = 1
    for gate in circuit:
        matrix = np.array([exact.run([gate], exact.basis(n, i)) for i in range(2**n)]).T
        rho = matrix @ rho @ matrix.conj().T
        for qubit in gate.targets + gate.controls:
            errors = [on(qubit, pauli, n) for pauli in paulis]
            noisy = sum(error @ rho @ error.conj().T for error in errors) / len(errors)
            rho = (1 - probability) * rho + probability * noisy
    return rho


# depolarising noise

CIRCUIT = [h(0), cx(0, 1), ry(0.7, 2), cx(1, 2), t(1), h(2)]


@pytest.mark.parametrize("probability", [0.05, 0.1])
def test_the_mean_of_trajectories_is_the_density_matrix(probability):
    rng, runs = np.random.default_rng(1), 2000
    states = np.array([noise.run(CIRCUIT, 3, probability, rng) for _ in range(runs)])
    mean = states.T @ states.conj() / runs
    # the mean square of this distance is (1 - trace of the matrix squared) / runs
    assert np.linalg.norm(mean - density(CIRCUIT, 3, probability)) < 3 / runs**0.5


def test_the_wrong_noise_would_be_told_from_the_right_one():
    right = density(CIRCUIT, 3, 0.1)
    wrong = [density(CIRCUIT, 3, 0.05), *(density(CIRCUIT, 3, 0.1, PAULIS[[k]]) for k in range(3))]
    assert min(np.linalg.norm(other - right) for other in wrong) > 3 / 2000**0.5


def test_without_errors_a_run_is_exact():
    found = noise.run(CIRCUIT, 3, 0, np.random.default_rng(1))
    np.testing.assert_allclose(found, exact.run(CIRCUIT, 3), atol=1e-15)


@given(seeds, st.floats(0, 1))
@settings(deadline=None)
def test_a_trajectory_is_a_state_and_the_one_given_stays(seed, probability):
    start = drawn(3, seed)
    kept = start.copy()
    found = noise.run(CIRCUIT, start, probability, np.random.default_rng(seed))
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-12)
    assert np.array_equal(start, kept) and not np.shares_memory(start, found)


def test_each_qubit_that_a_gate_touches_is_hit_with_the_probability_and_by_each_pauli_alike():
    """Each qubit has a partner that no gate touches, so that every pattern of errors is seen."""
    rng, runs, share = np.random.default_rng(6), 400, 0.3
    start = np.eye(8).ravel() / 8**0.5
    clean = exact.run([h(0), cx(1, 2)], start).reshape(8, 8)
    patterns = list(product(range(4), repeat=3))
    one = [np.eye(2), *PAULIS]
    ends = np.array([(reduce(np.kron, [one[k] for k in p]) @ clean.T).T.ravel() for p in patterns])
    seen = np.zeros((3, 4), dtype=int)
    for _ in range(runs):
        fits = abs(ends.conj() @ noise.run([h(0), cx(1, 2)], start, share, rng))
        assert np.sort(fits)[-2:] == pytest.approx([0, 1], abs=1e-12)
        seen[range(3), patterns[fits.argmax()]] += 1
    expected = runs * np.array([1 - share, *[share / 3] * 3])
    assert (((seen - expected) ** 2 / expected).sum(axis=1) < 16.27).all()  # chi-square, 0.1 %


def test_a_certain_error_hits_each_qubit_of_a_gate_and_is_each_pauli_equally_often():
    rng, seen = np.random.default_rng(3), np.zeros((3, 3), dtype=int)
    start = drawn(2, 4)
    errors = [[np.kron(one, other) for other in PAULIS] for one in PAULIS]
    for _ in range(900):
        found = noise.run([cx(0, 1)], start, 1, rng)
        clean = exact.run([cx(0, 1)], start)
        fits = np.array(
            [[abs(np.vdot(e @ clean, found)) > 1 - 1e-9 for e in row] for row in errors]
        )
        assert fits.sum() == 1
        seen += fits
    assert ((seen - 100) ** 2 / 100).sum() < 26.12  # chi-square, 8 degrees of freedom, 0.1 %


# the three-qubit code


def spread(a: complex, b: complex) -> np.ndarray:
    """a|000> + b|111>."""
    return np.array([a, 0, 0, 0, 0, 0, 0, b])


@given(seeds)
@settings(deadline=None)
def test_encoding_spreads_a_qubit_over_three(seed):
    a, b = drawn(1, seed)
    found = exact.run(encode(), np.kron([1, 0, 0, 0], [a, b]))
    np.testing.assert_allclose(found, spread(a, b), atol=1e-15)


@pytest.mark.parametrize("pattern", list(product((0, 1), repeat=3)))
def test_one_flip_is_undone_and_more_mislead_for_all_patterns(pattern):
    a, b = drawn(1, 7)
    flipped = [q for q in range(3) if pattern[q]]
    hit = exact.run([x(q) for q in flipped], spread(a, b))
    culprit, mended = correct(hit, np.random.default_rng(1))
    few = [flipped, [q for q in range(3) if q not in flipped]][len(flipped) > 1]
    assert culprit == (few[0] if few else None)
    expected = spread(a, b) if len(flipped) < 2 else spread(b, a)
    np.testing.assert_allclose(mended, expected, atol=1e-12)


def test_a_flip_by_some_angle_is_a_whole_flip_or_none_once_the_parities_are_measured():
    a, b = drawn(1, 9)
    half = exact.run([h(1), z(1), h(1)], spread(a, b))
    turned = np.sqrt(0.7) * spread(a, b) + 1j * np.sqrt(0.3) * half
    rng, seen = np.random.default_rng(2), []
    for _ in range(300):
        culprit, mended = correct(turned, rng)
        seen.append(culprit)
        assert abs(np.vdot(spread(a, b), mended)) == pytest.approx(1, abs=1e-12)
    assert set(seen) == {None, 1}
    assert abs(seen.count(1) - 90) < 4 * (300 * 0.3 * 0.7) ** 0.5


def test_a_sign_that_changed_is_not_noticed():
    a, b = drawn(1, 3)
    culprit, mended = correct(exact.run([z(0)], spread(a, b)), np.random.default_rng(1))
    assert culprit is None
    np.testing.assert_allclose(mended, spread(a, -b), atol=1e-12)


def test_what_is_corrected_is_a_new_state():
    sent = spread(0.6, 0.8).astype(complex)
    _, mended = correct(sent, np.random.default_rng(1))
    assert not np.shares_memory(sent, mended)
    assert np.array_equal(sent, spread(0.6, 0.8))


@pytest.mark.parametrize("probability", [0, 0.01, 0.1, 0.3, 0.5, 1])
def test_the_logical_error_is_that_of_two_or_three_flips_of_three(probability):
    patterns = product((0, 1), repeat=3)
    chances = [(sum(p), np.prod([probability if one else 1 - probability for one in p]))
               for p in patterns]  # fmt: skip
    expected = sum(chance for flipped, chance in chances if flipped >= 2)
    assert logical_error(probability) == pytest.approx(expected, abs=1e-15)


def test_the_code_fails_as_often_as_the_formula_says():
    rng, runs, p = np.random.default_rng(1), 1500, 0.2
    sent = spread(0.6, 0.8)
    failures = 0
    for _ in range(runs):
        _, mended = correct(exact.run(flips(3, p, rng), sent), rng)
        failures += abs(np.vdot(sent, mended)) ** 2 < 0.99
    expected = logical_error(p)
    assert abs(failures / runs - expected) < 3.3 * (expected * (1 - expected) / runs) ** 0.5


def test_the_code_helps_below_a_half_and_harms_above():
    assert all(logical_error(p) < p for p in (0.001, 0.1, 0.49))
    assert all(logical_error(p) > p for p in (0.51, 0.9))


def test_flips_hit_each_qubit_with_their_probability():
    rng, runs = np.random.default_rng(5), 2000
    numbers = np.bincount([len(flips(4, 0.3, rng)) for _ in range(runs)], minlength=5)
    expected = runs * np.array([comb(4, k) * 0.3**k * 0.7 ** (4 - k) for k in range(5)])
    assert ((numbers - expected) ** 2 / expected).sum() < 18.47  # chi-square, 4 degrees, 0.1 %
    hit = np.bincount([q for _ in range(runs) for f in flips(4, 0.3, rng) for q in f.targets])
    assert (abs(hit - 600) < 4 * (runs * 0.21) ** 0.5).all()


# what is refused


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: noise.run([], 1, 1.5, np.random.default_rng(1)), "probability is 1.5; .* 0 to 1$"),
        (lambda: noise.run([1], 1, 0.5, np.random.default_rng(1)), r"circuit is \[1\]; .*gates on"),
        (lambda: noise.run([], 1, 0.5, None), "rng is None; allowed: a Generator"),
        (lambda: flips(0, 0.5, np.random.default_rng(1)), "n is 0; allowed: a whole number from 1"),
        (lambda: flips(33, 1, np.random.default_rng(1)), "n is 33; .* whole number from 1 to 32$"),
        (lambda: flips(3, -1, np.random.default_rng(1)), "probability is -1; .* from 0 to 1$"),
        (
            lambda: correct(exact.basis(2), np.random.default_rng(1)),
            r"state is .*; allowed: 2\^3 amplitudes whose",
        ),
        (lambda: correct(exact.basis(3), 1), "rng is 1; allowed: a Generator"),
        (lambda: logical_error(2), "probability is 2; allowed: a number from 0 to 1$"),
    ],
)
def test_what_a_bad_argument_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
