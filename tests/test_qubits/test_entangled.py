"""Bell pairs, the CHSH value and teleportation against full matrices and what theory allows."""

from __future__ import annotations

from itertools import product
from math import pi, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from compmodels.qubits import entangled
from compmodels.qubits.entangled import chsh, chsh_classical, correlation, ghz, teleport
from compmodels.qubits.state import basis, run

X, Z = np.array([[0, 1], [1, 0]]), np.diag([1, -1])
seeds = st.integers(0, 2**32 - 1)


def drawn(n: int, seed: int) -> np.ndarray:
    """A random state of ``n`` qubits."""
    parts = np.random.default_rng(seed).normal(size=(2, 2**n))
    amplitudes = parts[0] + 1j * parts[1]
    return amplitudes / np.linalg.norm(amplitudes)


def looking(angle: float) -> np.ndarray:
    """What a partner observes at an angle from Z towards X."""
    return np.cos(angle) * Z + np.sin(angle) * X


def by_matrices(state: np.ndarray) -> float:
    """The CHSH sum from the four observables as full matrices; qubit 1 stands left."""
    (a, a2), (b, b2) = (map(looking, angles) for angles in ((0, pi / 2), (pi / 4, -pi / 4)))
    operator = np.kron(b, a) + np.kron(b2, a) + np.kron(b, a2) - np.kron(b2, a2)
    return float((state.conj() @ operator @ state).real)


# entangled states


def test_a_bell_pair_is_half_00_and_half_11():
    np.testing.assert_allclose(run(ghz(2), 2), [sqrt(0.5), 0, 0, sqrt(0.5)], atol=1e-15)


@pytest.mark.parametrize("n", range(2, 8))
def test_a_ghz_state_has_all_qubits_equal(n):
    expected = np.zeros(2**n)
    expected[[0, -1]] = sqrt(0.5)
    np.testing.assert_allclose(run(ghz(n), n), expected, atol=1e-15)


# correlations and CHSH


@given(seeds, st.floats(-7, 7), st.floats(-7, 7))
@settings(deadline=None)
def test_a_correlation_is_what_the_full_matrix_gives_for_any_two_angles(seed, one, other):
    state = drawn(2, seed)
    matrix = np.kron(looking(other), looking(one))
    found = correlation(state, (one, other))
    assert found == pytest.approx((state.conj() @ matrix @ state).real, abs=1e-12)


def test_a_mean_of_shots_is_as_near_to_the_correlation_as_chance_allows():
    state, shots, rng = drawn(2, 3), 4000, np.random.default_rng(1)
    for angles in [(0, 0), (0.3, 1.1), (-1, 2)]:
        exact = correlation(state, angles)
        spread = sqrt((1 - exact**2) / shots)
        found = [correlation(state, angles, shots, rng) for _ in range(5)]
        assert len(set(found)) > 1
        assert all(abs(value - exact) < 4 * spread for value in found)


def test_a_bell_pair_reaches_the_quantum_bound():
    assert chsh(run(ghz(2), 2)) == pytest.approx(2 * sqrt(2), abs=1e-12)


@given(seeds)
@settings(deadline=None)
def test_any_state_gives_what_the_full_matrices_give_and_never_more_than_the_bound(seed):
    state = drawn(2, seed)
    value = chsh(state)
    assert value == pytest.approx(by_matrices(state), abs=1e-12)
    assert abs(value) <= 2 * sqrt(2) + 1e-12


@given(seeds, seeds)
@settings(deadline=None)
def test_two_qubits_that_do_not_belong_together_stay_within_the_classical_bound(one, other):
    assert abs(chsh(np.kron(drawn(1, one), drawn(1, other)))) <= 2 + 1e-12


def test_no_answers_fixed_beforehand_give_more_than_2():
    sums = [a * (b + b2) + a2 * (b - b2) for a, a2, b, b2 in product((-1, 1), repeat=4)]
    assert set(sums) == {-2, 2}
    assert chsh_classical() == 2


def test_other_angles_give_no_more_for_a_bell_pair():
    state, rng = run(ghz(2), 2), np.random.default_rng(1)
    for a, a2, b, b2 in rng.uniform(0, 2 * pi, size=(200, 4)):
        one, other = looking(a), looking(a2)
        operator = np.kron(looking(b) + looking(b2), one) + np.kron(looking(b) - looking(b2), other)
        assert (state.conj() @ operator @ state).real <= chsh(state) + 1e-12


def test_many_shots_come_near_the_exact_value_and_beat_all_classical_partners():
    value = chsh(run(ghz(2), 2), 10_000, np.random.default_rng(1))
    spread = sqrt(4 * (1 - 0.5) / 10_000)  # each of the four means has variance (1 - E^2) / shots
    assert abs(value - 2 * sqrt(2)) < 4 * spread
    assert value > 2 + 4 * spread


def test_few_shots_give_a_mean_of_so_many_products():
    value = chsh(run(ghz(2), 2), 5, np.random.default_rng(3))
    assert value * 5 == pytest.approx(round(value * 5))
    assert round(value * 5) % 2 == 0


# teleportation


@given(seeds, seeds)
@settings(deadline=None)
def test_what_arrives_is_what_was_sent(seed, chance):
    sent = drawn(1, seed)
    _, received = teleport(sent, np.random.default_rng(chance))
    assert abs(np.vdot(sent, received)) ** 2 == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(received, sent, atol=1e-12)


def test_all_four_pairs_of_bits_are_sent_equally_often_and_the_state_arrives_with_each():
    rng, sent = np.random.default_rng(7), drawn(1, 5)
    seen = dict.fromkeys(product((0, 1), repeat=2), 0)
    for _ in range(400):
        bits, received = teleport(sent, rng)
        seen[bits] += 1
        np.testing.assert_allclose(received, sent, atol=1e-12)
    assert sum((count - 100) ** 2 / 100 for count in seen.values()) < 16.27  # chi-square, 0.1 %


def test_without_the_correction_other_bits_would_deliver_another_state(monkeypatch):
    """The bits are needed: 1 of 4 outcomes needs no gate, and the others arrive wrong without."""
    sent = drawn(1, 5)
    nothing = lambda q: entangled.ry(0, q)  # noqa: E731
    monkeypatch.setattr(entangled, "x", nothing)
    monkeypatch.setattr(entangled, "z", nothing)
    for seed in range(40):
        bits, received = teleport(sent, np.random.default_rng(seed))
        same = abs(np.vdot(sent, received)) ** 2 > 1 - 1e-9
        assert same == (bits == (0, 0))


@pytest.mark.parametrize(("name", "place"), [("z", 0), ("x", 1)])
def test_the_first_bit_asks_for_z_and_the_second_for_x(monkeypatch, name, place):
    sent = drawn(1, 5)
    monkeypatch.setattr(entangled, name, lambda q: entangled.ry(0, q))
    seen = set()
    for seed in range(40):
        bits, received = teleport(sent, np.random.default_rng(seed))
        wrong = abs(np.vdot(sent, received)) ** 2 < 1 - 1e-9
        assert wrong == bits[place]
        seen.add(bits)
    assert len(seen) == 4


def test_a_turned_qubit_arrives_with_its_phase():
    sent = expm(-0.3j * X) @ np.array([1, 0])
    _, received = teleport(sent, np.random.default_rng(2))
    np.testing.assert_allclose(received, sent, atol=1e-12)


# no argument is changed, and what is refused


def test_no_state_is_changed():
    pair, one = run(ghz(2), 2), drawn(1, 1)
    kept = pair.copy(), one.copy()
    chsh(pair)
    chsh(pair, 10, np.random.default_rng(1))
    teleport(one, np.random.default_rng(1))
    assert np.array_equal(pair, kept[0]) and np.array_equal(one, kept[1])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ghz(1), "n is 1; allowed: a whole number from 2 to 32$"),
        (lambda: chsh(basis(3)), "state is .*; allowed: 2.2 amplitudes whose"),
        (lambda: chsh(2), r"state is 2; allowed: 2\^2 amplitudes whose"),
        (lambda: chsh(basis(2), shots=5), "rng is None; allowed: a Generator"),
        (lambda: chsh(basis(2), rng=np.random.default_rng(1)), "shots is None; .*number from 1$"),
        (lambda: chsh(basis(2), 0, np.random.default_rng(1)), "shots is 0; .*number from 1$"),
        (lambda: correlation(basis(2), (0, 1, 2)), r"angles is .*finite numbers of shape \(2\)$"),
        (
            lambda: teleport(basis(2, 1), np.random.default_rng(1)),
            "state is .*: 2.1 amplitudes who",
        ),
        (lambda: teleport(basis(1), 1), "rng is 1; allowed: a Generator"),
    ],
)
def test_what_a_bad_argument_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
