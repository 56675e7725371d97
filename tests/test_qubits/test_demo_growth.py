"""What the pictures of memory, of factoring and of the CHSH sum show and say."""

from __future__ import annotations

import re
from math import log2

import numpy as np
import pytest
from matplotlib.axes import Axes

from compmodels.demos._stage import new_figure
from compmodels.demos.qubits import growth, inequality
from compmodels.qubits.entangled import ghz
from compmodels.qubits.gates import x, z
from compmodels.qubits.shor import order_finding
from compmodels.qubits.state import run
from tests.pictures import assert_readable

PAIR = run(ghz(2), 2)


def axes_of(draw, size: tuple[int, int], *arguments: object) -> Axes:
    """Axes with a static picture, with all texts in their places."""
    ax = new_figure(*size).add_subplot()
    draw(ax, *arguments)
    ax.figure.canvas.draw()
    return ax


def texts_of(ax: Axes) -> list:
    """All texts that must not lie on each other."""
    shown = [
        tick.label1
        for axis, (low, high) in ((ax.xaxis, ax.get_xlim()), (ax.yaxis, ax.get_ylim()))
        for tick in axis.get_major_ticks()
        if low <= tick.get_loc() <= high
    ]
    return [*ax.texts, *ax.get_legend().get_texts(), ax.xaxis.label, ax.yaxis.label, *shown]


def labelled(ax: Axes, label: str):
    """The line that has a label."""
    return next(line for line in ax.lines if line.get_label() == label)


# Memory


@pytest.mark.parametrize(("most", "machine"), [(60, 24e9), (10, None), (10, 1e12), (100, 64.0)])
def test_the_line_of_memory_is_two_floats_for_each_of_all_amplitudes(most: int, machine):
    ax = axes_of(growth.draw_memory, growth.SIZE, most, machine)
    for n, size in labelled(ax, "16 bytes an amplitude").get_xydata():
        assert size == np.dtype(complex).itemsize * 2**n
    assert ax.get_ylim()[1] > max(size, machine or 0)
    assert n == most
    assert_readable(texts_of(ax))


def test_this_machine_has_a_line_and_the_number_of_qubits_whose_state_it_holds():
    ax = axes_of(growth.draw_memory, growth.SIZE, 40, 8.25e9)
    line = next(line for line in ax.lines if line.get_linestyle() == "--")
    assert list(line.get_ydata()) == [8.25e9] * 2
    held = max(n for n in range(1, 60) if 16 * 2**n <= 8.25e9)
    assert f"this machine: 8.25 GB, {held} qubits" in [text.get_text() for text in ax.texts]
    told = f"This machine has 8.25 GB, which hold {held} qubits."
    assert told in growth.describe_memory(40, 8.25e9)


def test_the_largest_simulations_have_their_places():
    ax = axes_of(growth.draw_memory, growth.SIZE, 60, None)
    half = 2**49  # half a pebibyte
    points = labelled(ax, "largest of their time").get_xydata().tolist()
    assert points == [[45, half], [48, half], [50, 2**51]]
    assert [text.get_text().strip() for text in ax.texts] == ["2017", "2019", "2025"]
    assert_readable(texts_of(axes_of(growth.draw_memory, growth.SIZE, 50, None)))


def test_the_sentence_of_memory_tells_each_ten_qubits():
    said = growth.memory_picture(47).sentence
    assert "10 take 16.4 kB, 20 take 16.8 MB, 30 take 17.2 GB, 40 take 17.6 TB." in said
    assert "45 qubits were simulated in 2017, in 563 TB." in said and "48 qubits" not in said
    assert "machine" not in said
    said = growth.memory_picture(60).sentence
    assert "2019 with 2 bytes an amplitude, in 563 TB." in said
    assert "2025 with 2 bytes an amplitude, in 2.25 PB." in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((9,), "^most is 9; allowed: a whole number from 10 to 100"),
        ((60, 8), "^machine_bytes is 8; allowed: a finite number from 32"),
    ],
)
def test_what_memory_cannot_be_is_refused(arguments: tuple, said: str):
    with pytest.raises(ValueError, match=said):
        growth.memory_picture(*arguments)


# Factoring


def factors(N: int) -> list[int]:
    """The prime factors of a number, by dividing."""
    found, divisor = [], 2
    while divisor * divisor <= N:
        if N % divisor:
            divisor += 1
        else:
            found.append(divisor)
            N //= divisor
    return [*found, N]


@pytest.mark.parametrize("bits", [10, 13, 16, 25, 28])
def test_hard_numbers_have_so_many_bits_and_two_primes_that_are_nearly_equal(bits: int):
    N = growth.hard_number(bits)
    small, large = factors(N)
    assert N.bit_length() == bits
    assert small < large < 1.7 * small


def test_measured_steps_of_trial_division_are_half_the_smallest_factor():
    found = growth.measured()
    assert list(found) == list(growth.BITS)
    for bits in (10, 19, 28):
        assert found[bits][0] == (factors(growth.hard_number(bits))[0] + 1) / 2


def test_measured_steps_of_the_walk_are_near_the_root_of_the_smallest_factor():
    for bits, (_tries, steps) in growth.measured().items():
        root = 2 ** (bits / 4)
        assert root / 4 < steps < 3 * root


def test_points_and_lines_show_what_was_measured_and_where_it_goes_on():
    ax = axes_of(growth.draw_growth, growth.SIZE)
    for name, column, a_bit in (("Trial division", 0, 1 / 2), ("Pollard's rho", 1, 1 / 4)):
        points = labelled(ax, f"{name}, measured").get_xydata()
        expected = [[bits, steps[column]] for bits, steps in growth.measured().items()]
        assert points.tolist() == expected
        line = labelled(ax, f"{name}, extrapolated")
        (start, low), (end, high) = line.get_xydata()
        assert (start, end) == (points[-1, 0], 128)
        assert log2(high / low) == pytest.approx(a_bit * (end - start))
        apart = [log2(steps / low) - a_bit * (bits - start) for bits, steps in points]
        assert np.mean(apart) == pytest.approx(0, abs=1e-9)
        assert line.get_linestyle() == "--"
    assert_readable(texts_of(ax))


def test_gates_are_counted_in_the_circuits_and_estimated_by_the_formula():
    ax = axes_of(growth.draw_growth, growth.SIZE)
    built = dict(labelled(ax, "circuit built here, large gates").get_xydata().tolist())
    assert built[4] == len(order_finding(7, 15)) and built[5] == len(order_finding(5, 21))
    for n, gates in built.items():
        t = 2 * n  # digits: an H and a multiplication each, the transform back, one X
        assert gates == 1 + 2 * t + (t * (t + 1) / 2 + t // 2)
    for n, gates in labelled(ax, "circuit of small gates, estimate").get_xydata()[::20]:
        assert gates == pytest.approx(0.3 * n**3 + 0.0005 * n**3 * log2(n))


def test_the_formula_gives_the_three_billion_of_2048_bits():
    assert growth.toffolis(2048) == pytest.approx(2.6e9, rel=0.02)


def test_the_sentence_of_growth_tells_the_ends_of_the_lines():
    said = growth.growth_picture().sentence
    tries, walked = growth.measured()[40]
    assert f"Trial division takes {tries:,} steps for a number of 40 bits" in said
    assert f"Pollard's rho takes {walked:,.0f} steps for a number of 40 bits" in said
    powers = [int(power) for power in re.findall(r"about 10\^(\d+) for 128", said)]
    ends = [tries * 2**44, walked * 2**22]  # 88 bits more, at a half and at a quarter a bit
    assert powers == pytest.approx(np.log10(ends), abs=0.75)
    assert "57 gates for 4 bits and 177 for 8" in said


# The CHSH sum


def test_points_are_the_values_in_the_look_of_their_side_of_the_bound():
    values = {10: np.array([1.8, 2.0, 2 + 1e-12, 2.2]), 100: np.array([2.6, 2.9])}
    ax = axes_of(inequality.draw_chsh, inequality.SIZE, values)
    shown = {"o": [], "x": []}
    for line in ax.lines:
        if line.get_marker() in shown:
            shown[line.get_marker()] += list(line.get_ydata())
    assert shown == {"x": [1.8, 2.0, 2 + 1e-12], "o": [2.2, 2.6, 2.9]}
    assert labelled(ax, "2 sqrt 2").get_ydata()[0] ** 2 == pytest.approx(8)
    assert labelled(ax, "most by an agreement").get_ydata()[0] == 2
    assert_readable(texts_of(ax))


def test_points_of_one_number_of_measurements_stay_near_it():
    ax = axes_of(inequality.draw_chsh, inequality.SIZE, {3: np.full(40, 2.5), 10: np.full(40, 2.5)})
    places = np.concatenate([line.get_xdata() for line in ax.lines if line.get_marker() == "o"])
    for shots in (3, 10):
        near = (places > shots / 1.5) & (places < shots * 1.5)
        assert near.sum() == 40


def test_the_sentence_tells_the_exact_sum_and_how_much_values_vary():
    said = inequality.chsh_picture(PAIR, np.random.default_rng(1)).sentence
    assert said.startswith("The CHSH sum of this state is 2.828; partners who agree beforehand ")
    told = re.findall(r"with ([\d,]+) the middle half lies from (\S+) to ([^,]+), and (\d+)", said)
    assert [shots for shots, *_others in told] == ["3", "30", "300", "3,000"]
    for shots, low, high, above in told[1:]:
        # each of four means of so many answers has the variance (1 - 1/2) / shots
        spread = np.sqrt(4 * 0.5 / int(shots.replace(",", "")))
        assert 0.4 * 1.35 * spread < float(high) - float(low) + 0.01
        assert float(high) - float(low) < 2 * 1.35 * spread + 0.01
        assert float(low) < 2.85 and float(high) > 2.8 and int(above) >= 38


def test_a_sum_below_zero_is_as_far_beyond_an_agreement_as_one_above():
    turned = run([z(0), x(0)], PAIR)
    said = inequality.chsh_picture(turned, np.random.default_rng(1)).sentence
    assert said.startswith("The CHSH sum of this state is -2.828; ")
    low, above = re.search(
        r"with 3,000 .* lies from (\S+) to .* and (\d+) of 40 above 2", said
    ).groups()
    assert float(low) > 2.7 and int(above) == 40


def test_separate_qubits_stay_below_the_bound():
    said = inequality.chsh_picture([0.5, 0.5, 0.5, 0.5], np.random.default_rng(1)).sentence
    assert re.search(r"with 3,000 .* and 0 of 40 above 2\.$", said)


def test_the_same_generator_gives_the_same_picture():
    one, same = (inequality.chsh_picture(PAIR, np.random.default_rng(2)) for _ in range(2))
    assert (one.png, one.sentence) == (same.png, same.sentence)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (([1, 0], np.random.default_rng(1)), r"^state is \[1, 0\]; allowed: .*amplitudes"),
        ((PAIR, 1), "^rng is 1; allowed: a Generator"),
    ],
)
def test_what_has_no_such_sum_is_refused(arguments: tuple, said: str):
    with pytest.raises(ValueError, match=said):
        inequality.chsh_picture(*arguments)
