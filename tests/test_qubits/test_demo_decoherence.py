"""What the pictures of errors show and say, against density matrices and exact sums.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

import re
from functools import cache, reduce
from itertools import product

import numpy as np
import pytest

from compmodels.demos._demo import Demo
from compmodels.demos._stage import new_figure
from compmodels.demos.qubits import correction, decoherence
from compmodels.qubits import noise
from compmodels.qubits.entangled import ghz
from compmodels.qubits.gates import h, x, y, z
from compmodels.qubits.state import run
from tests.pictures import assert_background_is_fresh, assert_readable, assert_same

ONE, X, Y, Z = (
    np.array(m)
    for m in ([[1, 0], [0, 1]], [[0, 1], [1, 0]], [[0, -1j], [1j, 0]], [[1, 0], [0, -1]])
)
SETTINGS = [(1, 1.0, 50), (5, 10, 100), (2, 0, 1), (3, 0.5, 20), (5, 0.1, 100)]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return decoherence.decoherence_demo()


def set_to(qubits: int, percent: float, depth: int) -> Demo:
    """The demo with its controls set to values."""
    values = {"qubits": qubits, "percent": percent, "depth": depth}
    for name, value in values.items():
        demo().controls[name].value = value
    assert demo().values == pytest.approx(values)
    return demo()


def whole(single: np.ndarray, qubit: int, n: int) -> np.ndarray:
    """A matrix of one qubit as one of n."""
    return reduce(np.kron, [single if each == qubit else ONE for each in range(n)])


def mixed(n: int, p: float, depth: int) -> tuple[float, float]:
    """Fidelity and mean product of X by the density matrix, with each error as a Kraus operator."""
    state = np.zeros(2**n)
    state[[0, -1]] = np.sqrt(0.5)
    start = rho = np.outer(state, state)
    for _ in range(depth):
        for qubit in range(n):
            gate = whole(X, qubit, n)
            rho = gate @ rho @ gate.conj().T
            errors = [whole(each, qubit, n) for each in (X, Y, Z)]
            rho = (1 - p) * rho + p / 3 * sum(e @ rho @ e.conj().T for e in errors)
    product_of_x = reduce(np.kron, [X] * n)
    return np.trace(rho @ start).real, np.trace(rho @ product_of_x).real


@pytest.mark.parametrize(
    ("n", "p", "depth"), [(1, 0.01, 50), (1, 0.75, 1), (2, 0.1, 3), (3, 0.05, 7), (4, 0.2, 2)]
)
def test_the_formulas_are_those_of_the_density_matrix(n: int, p: float, depth: int):
    fidelity, sign = mixed(n, p, depth)
    assert decoherence.fidelity(n, p, depth) == pytest.approx(fidelity, abs=1e-12)
    assert decoherence.shrunk(p, depth) ** n == pytest.approx(sign, abs=1e-12)


@pytest.mark.parametrize(("n", "p"), [(1, 0.3), (2, 0.2), (4, 0.1)])
def test_a_trajectory_is_what_its_gates_do_to_amplitudes(n: int, p: float):
    runs, depth = 20, 6
    fidelities, signs = decoherence.trajectories(n, p, depth, runs, np.random.default_rng(3))
    rng = np.random.default_rng(3)
    chances, kinds = rng.random((runs, depth, n)), rng.integers(3, size=(runs, depth, n))
    start = run([h(0)] if n == 1 else ghz(n), n)
    turn = [x(q) for q in range(n)]
    for i in range(runs):
        state = start
        for k in range(depth):
            hit = [q for q in range(n) if chances[i, k, q] < p]
            state = run([*turn, *((x, y, z)[kinds[i, k, q]](q) for q in hit)], state)
            assert fidelities[i, k] == pytest.approx(abs(np.vdot(start, state)) ** 2, abs=1e-12)
            assert signs[i, k] == pytest.approx(np.vdot(state, run(turn, state)).real, abs=1e-12)
    assert 0 < fidelities.mean() < 1 > signs.mean() > -1


def test_trajectories_are_those_of_the_models_noise_on_average():
    layer, p, depth, runs = [x(0), x(1)], 0.05, 8, 1_500
    start, rng = run(ghz(2), 2), np.random.default_rng(4)
    kept = [abs(np.vdot(start, noise.run(layer * depth, start, p, rng))) ** 2 for _ in range(runs)]
    fidelities, _signs = decoherence.trajectories(2, p, depth, 20_000, np.random.default_rng(5))
    assert np.mean(kept) == pytest.approx(fidelities[:, -1].mean(), abs=5 * 0.5 / np.sqrt(runs))


@pytest.mark.parametrize(("qubits", "percent", "depth"), SETTINGS)
def test_lines_are_formula_mean_and_single_runs(qubits: int, percent: float, depth: int):
    axes = set_to(qubits, percent, depth)._stage.figure.axes
    p, layers = percent / 100, np.arange(101)
    exact = decoherence.fidelity(qubits, p, layers), decoherence.shrunk(p, layers) ** qubits
    chosen = decoherence.trajectories(qubits, p, 100, 400, np.random.default_rng(1))
    for ax, curve, runs in zip(axes, exact, chosen, strict=True):
        *faint, mean, formula, mark = ax.lines
        assert np.array_equal(formula.get_xdata(), layers)
        assert formula.get_ydata() == pytest.approx(curve)
        assert mean.get_ydata()[0] == 1
        assert mean.get_ydata()[1:] == pytest.approx(runs.mean(axis=0))
        assert abs(mean.get_ydata() - curve).max() < 5 / np.sqrt(400)
        assert mark.get_xydata().tolist() == [[depth, pytest.approx(runs[:, depth - 1].mean())]]
        assert len(faint) == 3
        for line, one in zip(faint, runs, strict=False):
            assert line.get_ydata().tolist() == [1, *one]


@pytest.mark.parametrize(("qubits", "percent", "depth"), SETTINGS)
def test_the_sentence_tells_means_formulas_and_the_end(qubits: int, percent: float, depth: int):
    p = percent / 100
    numbers = re.findall(r"-?\d\.\d{3}", set_to(qubits, percent, depth).sentence)
    kept, exact, sign, exact_sign, clean = map(float, numbers[:5])
    means = [line.get_ydata()[depth] for ax in demo()._stage.figure.axes for line in [ax.lines[3]]]
    assert [kept, sign] == pytest.approx(means, abs=5.1e-4)
    assert exact == pytest.approx(decoherence.fidelity(qubits, p, depth), abs=5.1e-4)
    assert exact_sign == pytest.approx((1 - 4 * p / 3) ** (qubits * depth), abs=5.1e-4)
    assert clean == pytest.approx((1 - p) ** (qubits * depth), abs=5.1e-4)
    end = f"; what is left in the end is a fidelity of {0.5**qubits:.3g}."
    assert demo().sentence.endswith(f"with probability {clean:.3f}{end if percent else '.'}")


def test_the_sentence_names_the_state():
    for qubits, name in (
        (1, "One qubit in |+>, w"),
        (2, "A Bell pair, w"),
        (4, "A GHZ state of 4 "),
    ):
        assert set_to(qubits, 1, 50).sentence.startswith(name)


def test_a_depth_of_one_is_one_gate():
    assert "After 1 gate on each qubit, the mean" in set_to(1, 1, 1).sentence


@pytest.mark.parametrize(("qubits", "percent", "depth"), SETTINGS)
def test_a_moved_demo_hides_nothing_of_a_picture_that_is_drawn_at_once(
    qubits: int, percent: float, depth: int
):
    assert_same(
        set_to(qubits, percent, depth), decoherence.decoherence_picture(qubits, percent, depth)
    )
    assert_background_is_fresh(demo())
    texts = [t for ax in demo()._stage.figure.axes for t in ax.get_legend().get_texts()]
    assert_readable([*texts, *(ax.xaxis.label for ax in demo()._stage.figure.axes)])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((6,), "^qubits is 6; allowed: a whole number from 1 to 5"),
        ((1, -1), "^percent is -1; allowed: a finite number from 0"),
        ((1, 10.1), "^percent is 10.1; allowed: a number from 0 to 10"),
        ((1, 1, 101), "^depth is 101; allowed: a whole number from 1 to 100"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: tuple, said: str):
    with pytest.raises(ValueError, match=said):
        decoherence.decoherence_picture(*arguments)


# The code of three qubits


def exact_failure(p: float) -> float:
    """The probability that most of three qubits flip, by adding up all eight patterns."""
    return sum(
        np.prod([p if bit else 1 - p for bit in bits])
        for bits in product((0, 1), repeat=3)
        if sum(bits) >= 2
    )


def test_just_the_patterns_with_two_or_three_flips_mislead():
    assert correction.misled().tolist() == [bin(flips).count("1") >= 2 for flips in range(8)]


def test_shares_of_failures_are_near_their_probability():
    for p in (0.05, 0.3, 0.5):
        share = correction.failures(p, 2_000, np.random.default_rng(2))
        exact = exact_failure(p)
        assert share == pytest.approx(exact, abs=5 * np.sqrt(exact / 2_000))


def test_trajectories_of_the_code_are_those_of_the_model_one_by_one():
    one, same = (np.random.default_rng(3) for _ in range(2))
    lost = 0
    for _ in range(300):
        lost += len(noise.flips(3, 0.3, same)) >= 2
    assert 0 < lost == round(300 * correction.failures(0.3, 300, one))
    assert one.random() == same.random()


def test_the_picture_shows_formula_diagonal_and_points_that_are_not_zero():
    ax = new_figure(*correction.SIZE).add_subplot()
    correction.draw_code(ax, {0.1: 0.03, 0.05: 0.0, 0.5: 0.49}, runs=100)
    ax.figure.canvas.draw()
    code, alone, _middle, *_caps, points, limit = ax.lines
    (_line, _caps, (bars,)) = ax.containers[0]
    for (p, low), (same, high) in bars.get_segments():
        exact = exact_failure(p)
        assert p == same and (low + high) / 2 == pytest.approx(exact)
        assert (high - low) / 4 == pytest.approx(np.sqrt(exact * (1 - exact) / 100))
    for p, shown in code.get_xydata()[::10]:
        assert shown == pytest.approx(exact_failure(p), rel=1e-9)
    assert np.array_equal(*alone.get_data())
    assert points.get_xydata().tolist() == [[0.1, 0.03], [0.5, 0.49]]
    better = code.get_ydata() < alone.get_ydata() * (1 - 1e-9)
    where = limit.get_xdata()[0]
    assert (better == (code.get_xdata() < where))[:-1].all()
    assert_readable([*ax.texts, *ax.get_legend().get_texts(), ax.xaxis.label])


def test_the_sentence_tells_each_point_beside_the_formula():
    said = correction.code_picture(runs=500).sentence
    told = re.findall(r"([\d.]+) % at ([\d.]+) %, by the formula ([\d.]+) %", said)
    assert [float(p) for _share, p, _exact in told] == [5, 10, 20, 35, 50, 70]
    for share, p, exact in told:
        chance = exact_failure(float(p) / 100)
        assert float(exact) == pytest.approx(100 * chance, abs=0.051)
        assert float(share) == pytest.approx(100 * chance, abs=500 * np.sqrt(chance / 500))
    assert "in 500 trajectories for each" in said
    assert "in 1 trajectory for each" in correction.code_picture(runs=1).sentence
    assert "in 10,000 trajectories for each" in correction.code_picture().sentence


def test_a_picture_without_trajectories_is_refused():
    with pytest.raises(ValueError, match=r"^runs is 0; allowed: a whole number from 1$"):
        correction.code_picture(runs=0)
