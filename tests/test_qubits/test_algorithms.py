"""The circuits against all small cases, NumPy's Fourier transform, and closed forms."""

from __future__ import annotations

from itertools import combinations
from math import pi

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.qubits.algorithms import (
    bernstein_vazirani,
    best_iterations,
    deutsch_jozsa,
    grover,
    phase_estimation,
    qft,
    success,
)
from compmodels.qubits.gates import Gate, controlled, h, p
from compmodels.qubits.state import basis, probabilities, run


def after(circuit: list, n: int) -> np.ndarray:
    """The probabilities of all numbers after a circuit on ``n`` qubits that are 0."""
    return abs(run(circuit, n)) ** 2


def matrix(circuit: list, n: int) -> np.ndarray:
    """A circuit's matrix: column by column what becomes of each basis state."""
    return np.array([run(circuit, basis(n, column)) for column in range(2**n)]).T


# Deutsch and Jozsa, Bernstein and Vazirani


def test_all_balanced_functions_of_three_bits_are_told_from_the_constant_ones():
    for value in (0, 1):
        assert after(deutsch_jozsa([value] * 8), 3)[0] == pytest.approx(1, abs=1e-12)
    balanced = list(combinations(range(8), 4))
    assert len(balanced) == 70
    for ones in balanced:
        table = [int(number in ones) for number in range(8)]
        assert after(deutsch_jozsa(table), 3)[0] == pytest.approx(0, abs=1e-12)


@given(st.integers(1, 5), st.data())
@settings(deadline=None)
def test_any_function_gives_the_square_of_its_mean_sign(n, data):
    table = data.draw(st.lists(st.integers(0, 1), min_size=2**n, max_size=2**n))
    expected = (1 - 2 * np.mean(table)) ** 2
    assert after(deutsch_jozsa(table), n)[0] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("n", range(1, 6))
def test_every_secret_is_read_for_certain(n):
    for secret in range(2**n):
        assert after(bernstein_vazirani(secret, n), n)[secret] == pytest.approx(1, abs=1e-12)


def test_a_secret_is_a_function_for_deutsch_and_jozsas_circuit_too():
    for secret in range(16):
        table = [(number & secret).bit_count() % 2 for number in range(16)]
        found = run(deutsch_jozsa(table), 4)
        np.testing.assert_allclose(found, run(bernstein_vazirani(secret, 4), 4), atol=1e-12)


# Grover


def test_the_published_values_of_16_numbers_come_out():
    """0.961 after 3 iterations and 0.582 after 4: learn.padho.ai/wiki/grover-iterations."""
    for iterations, expected in ((3, 0.961), (4, 0.582)):
        assert after(grover(4, [6], iterations), 4)[6] == pytest.approx(expected, abs=5e-4)
        assert success(4, 1, iterations) == pytest.approx(expected, abs=5e-4)


@given(st.integers(1, 6), st.integers(0, 12), st.data())
@settings(deadline=None)
def test_the_circuit_follows_the_formula_and_all_marked_numbers_are_equal(n, iterations, data):
    marked = data.draw(st.lists(st.integers(0, 2**n - 1), min_size=1, max_size=2**n, unique=True))
    found = after(grover(n, marked, iterations), n)
    theta = np.arcsin(np.sqrt(len(marked) / 2**n))
    expected = np.sin((2 * iterations + 1) * theta) ** 2
    assert found[marked].sum() == pytest.approx(expected, abs=1e-10)
    assert success(n, len(marked), iterations) == pytest.approx(expected, abs=1e-12)
    np.testing.assert_allclose(found[marked], expected / len(marked), atol=1e-10)


def test_an_iteration_is_a_sign_and_a_reflection_about_the_mean():
    amplitudes = np.full(8, 8**-0.5)
    for iterations in range(6):
        np.testing.assert_allclose(run(grover(3, [2, 5], iterations), 3), amplitudes, atol=1e-12)
        amplitudes[[2, 5]] *= -1
        amplitudes = 2 * amplitudes.mean() - amplitudes


@pytest.mark.parametrize("n", range(1, 11))
def test_the_best_number_of_iterations_is_the_first_peak_of_the_curve(n):
    for marked_count in {1, 2, 2 ** (n - 1), 2**n - 1}:
        chances = [success(n, marked_count, k) for k in range(best_iterations(n, marked_count) + 2)]
        *rising, top, beyond = chances
        assert rising == sorted(rising)
        assert top >= max(rising, default=0) - 1e-12
        assert top >= beyond - 1e-12


def test_a_large_search_needs_a_quarter_of_pi_times_the_square_root():
    for n in (128, 1000):
        assert best_iterations(n, 1) == pytest.approx(pi / 4 * 2 ** (n // 2), rel=1e-12)


def test_a_million_numbers_need_about_eight_hundred_iterations():
    assert best_iterations(20, 1) == 804
    assert success(20, 1, 804) > 1 - 1e-6


# the Fourier transform


@pytest.mark.parametrize("n", range(1, 7))
def test_the_transform_is_numpys(n):
    forward = np.fft.ifft(np.eye(2**n), norm="ortho")
    np.testing.assert_allclose(matrix(qft(n), n), forward, atol=1e-12)
    np.testing.assert_allclose(matrix(qft(n, sign=-1), n), forward.conj().T, atol=1e-12)


def test_the_transform_of_ten_qubits_is_numpys_for_a_random_state():
    parts = np.random.default_rng(1).normal(size=(2, 1024))
    state = (parts[0] + 1j * parts[1]) / np.linalg.norm(parts)
    np.testing.assert_allclose(run(qft(10), state), np.fft.ifft(state, norm="ortho"), atol=1e-12)
    np.testing.assert_allclose(
        run(qft(10, sign=-1), state), np.fft.fft(state, norm="ortho"), atol=1e-12
    )


def test_the_transform_needs_so_many_gates():
    for n in range(1, 12):
        assert len(qft(n)) == len(qft(n, sign=-1)) == n + n * (n - 1) // 2 + n // 2


# phase estimation


def closed_form(phi: float, digits: int) -> np.ndarray:
    """The probability of each reading y: a geometric sum of exp(2 pi i k (phi - y / 2^t))."""
    size = 2**digits
    away = phi - np.arange(size) / size
    away -= np.round(away)
    return np.array([1.0 if abs(d) < 1e-12 else abs(np.sinc(size * d) / np.sinc(d)) ** 2
                     for d in away])  # fmt: skip


@given(st.integers(1, 7), st.floats(0, 1))
@settings(deadline=None)
def test_readings_follow_the_closed_form(digits, phi):
    powers = [p(2 * pi * phi * 2**k, digits) for k in range(digits)]
    found = probabilities(run(phase_estimation(powers), basis(digits + 1, 2**digits)))
    np.testing.assert_allclose(found[2**digits :], closed_form(phi, digits), atol=1e-9)
    assert found[: 2**digits].sum() == pytest.approx(0, abs=1e-12)


def test_a_phase_of_so_many_digits_is_read_for_certain():
    for digits in range(1, 7):
        for reading in range(2**digits):
            powers = [p(2 * pi * reading * 2**k / 2**digits, digits) for k in range(digits)]
            found = abs(run(phase_estimation(powers), basis(digits + 1, 2**digits))) ** 2
            assert found[2**digits + reading] == pytest.approx(1, abs=1e-12)


def test_a_sum_of_eigenstates_reads_each_phase_with_its_share():
    phis = np.array([0.1, 0.3, 0.62, 0.9])
    vectors = np.linalg.qr(np.random.default_rng(1).normal(size=(4, 4)))[0]
    turn = (vectors * np.exp(2j * pi * phis)) @ vectors.T
    powers = [Gate("U", (5, 6), np.linalg.matrix_power(turn, 2**k)) for k in range(5)]
    start = run([h(5)], 7)
    shares = abs(vectors.T @ start.reshape(4, 32)[:, 0]) ** 2
    expected = sum(s * closed_form(phi, 5) for s, phi in zip(shares, phis, strict=True))
    found = (abs(run(phase_estimation(powers), start)) ** 2).reshape(4, 32).sum(axis=0)
    np.testing.assert_allclose(found, expected, atol=1e-9)


# what is refused


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: deutsch_jozsa([0, 1, 1]), r"table is \[0, 1, 1\]; .* a power of two$"),
        (lambda: deutsch_jozsa([0, 2]), r"table is \[0, 2\]; .* whole numbers from 0 to 1$"),
        (lambda: deutsch_jozsa([1]), r"table is \[1\]; allowed: at least 2 whole numbers"),
        (lambda: bernstein_vazirani(8, 3), "secret is 8; allowed: a whole number from 0 to 7$"),
        (lambda: grover(2, [4], 1), r"marked is \[4\]; .* at least 1 whole numbers from 0 to 3$"),
        (lambda: grover(2, [], 1), r"marked is \[\]; allowed: at least 1 whole numbers"),
        (lambda: grover(2, [1], -1), "iterations is -1; allowed: a whole number from 0$"),
        (lambda: success(2, 5, 1), "marked_count is 5; allowed: a whole number from 1 to 4$"),
        (lambda: best_iterations(2, 0), "marked_count is 0; allowed: a whole number from 1 to 4$"),
        (lambda: bernstein_vazirani(0, 33), "n is 33; allowed: a whole number from 1 to 32$"),
        (lambda: success(1001, 1, 1), "n is 1001; allowed: a whole number from 1 to 1000$"),
        (lambda: qft(0), "n is 0; allowed: a whole number from 1 to 32$"),
        (lambda: qft(2, 0), "sign is 0; allowed: 1 or -1$"),
        (lambda: qft(2, 2), "sign is 2; allowed: 1 or -1$"),
        (lambda: qft(2, "no"), "sign is 'no'; allowed: 1 or -1$"),
        (lambda: phase_estimation([]), r"powers is \[\]; allowed: a list of gates, one for each"),
        (lambda: phase_estimation([h(0)]), "powers is .*; .* from the number of digits on$"),
        (lambda: phase_estimation([p(1, 2), controlled(p(1, 2), 0)]), "powers is .*digits on$"),
        (lambda: phase_estimation([1]), r"powers is \[1\]; allowed: a list of gates"),
    ],
)
def test_what_a_bad_argument_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
