"""What the pictures of order finding show and say, against the circuit and exact ratios.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from math import gcd

import numpy as np
import pytest

from compmodels.demos._demo import Demo
from compmodels.demos.qubits import _readings, peaks
from compmodels.qubits.algorithms import phase_estimation
from compmodels.qubits.gates import x
from compmodels.qubits.shor import multiplication, order_finding
from compmodels.qubits.state import probabilities, run
from tests import sweeping
from tests.pictures import assert_background_is_fresh, assert_readable, assert_same

SETTINGS = [
    {},
    {"N": 15, "a": 7, "digits": 8, "presses": 3},
    {"N": 15, "a": 14, "digits": 4, "presses": 1},
    {"N": 21, "a": 4, "digits": 5, "presses": 20},
    {"N": 35, "a": 3, "digits": 12, "presses": 2},
    {"N": 35, "a": 34, "digits": 6},
]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return peaks.peaks_demo()


def set_to(**values: int) -> Demo:
    """The demo with these controls set to values and the others as at the start."""
    return sweeping.set_to(demo(), **values)


@cache
def by_circuit(a: int, N: int, digits: int) -> np.ndarray:
    """The probabilities of the digits after the circuit, with as many digits as wanted."""
    powers = [multiplication(pow(a, 2**k, N), N, digits) for k in range(digits)]
    circuit = [x(digits), *phase_estimation(powers)]
    return probabilities(run(circuit, digits + N.bit_length()), range(digits))


def powers_until_1(a: int, N: int) -> int:
    """The order of a number, by listing its powers."""
    return [a**k % N for k in range(1, N)].index(1) + 1


def guess(value: int, digits: int, N: int) -> int:
    """The largest denominator below N of the ratio's continued fraction cut off somewhere."""
    ratio, terms = Fraction(value, 2**digits), []
    while True:
        terms.append(ratio.numerator // ratio.denominator)
        if ratio == terms[-1]:
            break
        ratio = 1 / (ratio - terms[-1])
    found = []
    for end in range(1, len(terms) + 1):
        whole = Fraction(terms[end - 1])
        for term in reversed(terms[: end - 1]):
            whole = term + 1 / whole
        found.append(whole.denominator)
    return max(each for each in found if each < N)


@cache
def leads(a: int, N: int, digits: int) -> list[bool]:
    """Whether each value gives a factor of N other than 1 and N."""
    tried = [guess(value, digits, N) for value in range(2**digits)]
    return [r % 2 == 0 and 1 < gcd(a ** (r // 2) - 1, N) < N for r in tried]


def lines(shown: Demo) -> list:
    """The lines of the chart: stems and marks that lead to factors, those that do not, others."""
    return shown._stage.figure.axes[0].lines


def tops(line) -> dict[float, float]:
    """How high a line of stems goes at each place."""
    places, heights = np.array(line.get_data())
    assert np.isnan(heights[2::3]).all() and (heights[::3] == 0).all()
    return dict(zip(places[1::3].tolist(), heights[1::3].tolist(), strict=True))


@pytest.mark.parametrize(
    ("a", "N", "digits"), [(7, 15, 8), (14, 15, 4), (2, 21, 10), (4, 21, 5), (3, 35, 6), (8, 35, 9)]
)
def test_the_probabilities_are_those_of_the_circuit(a: int, N: int, digits: int):
    shares = _readings.chances(_readings.order(a, N), digits)
    assert shares == pytest.approx(by_circuit(a, N, digits), abs=1e-12)


def test_the_circuit_of_the_model_has_just_these_digits():
    whole = probabilities(run(order_finding(2, 21), 15), range(10))
    assert by_circuit(2, 21, 10) == pytest.approx(whole, abs=1e-12)


@pytest.mark.parametrize("N", [15, 21, 35])
def test_bases_and_orders_are_all_of_them(N: int):
    shared = {a for p in (3, 5, 7) if N % p == 0 for a in range(0, N, p)}
    assert _readings.bases(N) == sorted({*range(2, N)} - shared)
    for a in _readings.bases(N):
        assert _readings.order(a, N) == powers_until_1(a, N) <= peaks.MOST_PEAKS


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_stems_are_the_probabilities_in_the_colour_of_what_they_lead_to(setting: dict):
    values = set_to(**setting).values
    a, N, digits = values["a"], values["N"], values["digits"]
    good, _marks, bad, *_others = lines(demo())
    r, useful = powers_until_1(a, N), leads(a, N, digits)
    drawn = {}
    for line, wanted in ((good, True), (bad, False)):
        for place, height in tops(line).items():
            value = round(place * 2**digits)
            assert useful[value] == wanted
            drawn[value] = height / r
    exact = by_circuit(a, N, digits)
    for value, share in enumerate(exact):
        assert drawn.get(value, 0) == pytest.approx(share, abs=1.01e-4)
    assert sum(drawn.values()) > 0.97


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_each_multiple_has_its_name_and_the_mark_of_the_value_nearest_to_it(setting: dict):
    values = set_to(**setting).values
    a, N, digits = values["a"], values["N"], values["digits"]
    r, useful = powers_until_1(a, N), leads(a, N, digits)
    _good, good, _bad, bad, guides, _star = lines(demo())
    shown = {"True": good.get_xdata(), "False": bad.get_xdata()}
    expected = {"True": [], "False": []}
    for s in range(r):
        expected[str(useful[round(s * 2**digits / r)])].append(s / r)
    for which, places in expected.items():
        assert list(shown[which]) == pytest.approx(places)
    assert list(tops(guides)) == pytest.approx([s / r for s in range(r)])
    named = {t.get_text(): t.get_position()[0] for t in demo()._stage.figure.axes[0].texts}
    for s in range(r):
        assert named[f"{s}/{r}"] == pytest.approx(s / r)
    assert f"{r}/{r}" not in named


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_numbers_on_the_axes_are_those_of_the_drawing(setting: dict):
    values = set_to(**setting).values
    r, size = powers_until_1(values["a"], values["N"]), 2 ** values["digits"]
    chart = demo()._stage.figure.axes[0]
    below = {t.get_text(): t.get_position()[0] for t in chart.texts if t.get_position()[1] < 0}
    assert below == {str(size * part // 4): part / 4 for part in range(5)}
    left = {t.get_text(): t.get_position()[1] for t in chart.texts if t.get_position()[0] < 0}
    assert left == {f"1/{2 * r}": 0.5, f"1/{r}": 1}


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_star_stands_on_the_value_that_was_measured(setting: dict):
    values = set_to(**setting).values
    star = lines(demo())[-1].get_xydata()
    if not values["presses"]:
        assert star.size == 0 and "easurement" not in demo().sentence
        return
    said = re.search(r"Measurement (\d+) reads (\d+), and \2/(\d+) points", demo().sentence)
    presses, value, size = map(int, said.groups())
    assert (presses, size) == (values["presses"], 2 ** values["digits"])
    share = by_circuit(values["a"], values["N"], values["digits"])[value]
    r = powers_until_1(values["a"], values["N"])
    assert star.tolist() == [[value / size, pytest.approx(r * share, abs=1e-9)]]


def test_measurements_follow_their_probabilities():
    drawn = _readings.measured(2, 21, 6, 4_000)
    times = np.bincount(drawn, minlength=64)
    exact = by_circuit(2, 21, 6)
    spread = np.sqrt(4_000 * exact * (1 - exact))
    assert (abs(times - 4_000 * exact) < 5 * spread + 1).all()
    assert _readings.measured(2, 21, 6, 17).tolist() == drawn[:17].tolist()


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_sentence_tells_order_peaks_and_probability(setting: dict):
    values = set_to(**setting).values
    a, N, digits = values["a"], values["N"], values["digits"]
    r, useful = powers_until_1(a, N), np.array(leads(a, N, digits))
    number = sum(useful[round(s * 2**digits / r)] for s in range(r))
    share = by_circuit(a, N, digits)[useful].sum()
    assert demo().sentence.startswith(f"The order of {a} modulo {N} is {r}; ")
    assert f"{number} of {r} peaks lead" in demo().sentence
    assert f"with probability {share:.3f}." in demo().sentence
    needed = 2 * len(f"{N:b}")
    told = f"So few digits blur the peaks: it takes {needed} for {N}."
    assert (told in demo().sentence) == ("blur" in demo().sentence) == (digits < needed)


def test_the_tally_counts_the_measurements_that_led_to_factors():
    good = 0
    for presses in range(1, 8):
        set_to(presses=presses)
        value = int(re.search(r"reads (\d+)", demo().sentence)[1])
        good += leads(2, 21, 10)[value]
        word = "measurement" if presses == 1 else "measurements"
        assert f"So far {good} of {presses} {word} led to the factors." in demo().sentence
    assert 0 < good < 7


@pytest.mark.parametrize(
    ("a", "N", "said"),
    [
        (2, 21, "is 6; 2^3 = 8 mod 21; 7 and 21 share the factor 7: 3 x 7. With 10 digits, 2 of 6"),
        (4, 21, "is 3; it is odd, so no factors."),
        (14, 15, "is 2; 14^1 = 14 mod 15, which is -1, so no factors."),
        (7, 15, "is 4; 7^2 = 4 mod 15; 3 and 15 share the factor 3: 3 x 5. With 8 digits, 3 of 4"),
    ],
)
def test_a_base_that_is_no_use_is_told_as_such(a: int, N: int, said: str):
    assert said in peaks.peaks_picture(a, N).sentence


def test_the_words_below_the_chart_tell_the_way_from_the_value_to_the_factors():
    presses = next(k for k in range(1, 50) if _readings.measured(2, 21, 10, k)[-1] == 171)
    table = set_to(presses=presses)._stage.figure.axes[1].texts[0].get_text()
    assert table.splitlines() == [
        "the order of 2 mod 21 is 6; 2^3 = 8 mod 21; 7 and 21 share the factor 7: 3 x 7",
        f"measurement {presses} reads 171: 171/1024 = 0.1670",
        "cut off where denominators are below 21: 0/1, 1/5, 1/6",
        "is the order 6? 2^3 = 8 mod 21; 7 and 21 share the factor 7: 3 x 7",
    ]
    assert "the order 6, which is right (2^3 = 8" in demo().sentence
    presses = next(k for k in range(1, 50) if _readings.measured(2, 21, 10, k)[-1] == 512)
    assert "the order 2, which is not right (2^1 = 2 mod 21; 1 and 21 share only 1" in (
        set_to(presses=presses).sentence
    )


def test_another_number_brings_its_own_bases():
    set_to(a=20)
    demo().controls["N"].value = 15
    assert demo().controls["a"].value == 2
    assert demo().controls["a"].options == (2, 4, 7, 8, 11, 13, 14)
    assert demo().sentence.startswith("The order of 2 modulo 15 is 4;")
    demo().reset()
    assert demo().sentence.startswith("The order of 2 modulo 21 is 6;")
    assert 20 in demo().controls["a"].options


def test_the_buttons_measure_and_forget():
    buttons = set_to().controls["presses"]
    buttons.press("Measure")
    assert demo().values["presses"] == 1 and "Measurement 1 reads" in demo().sentence
    buttons.press("Measure 10 times")
    assert "Measurement 11 reads" in demo().sentence
    buttons.press("Forget")
    assert "reads" not in demo().sentence


@pytest.mark.parametrize(("name", "value"), [("N", 15), ("a", 4), ("digits", 9)])
def test_what_was_measured_is_forgotten_when_the_circuit_changes(name: str, value: int):
    set_to(presses=10).controls[name].value = value
    assert demo().values["presses"] == 0
    assert "easurement" not in demo().sentence
    demo().controls["presses"].press("Measure")
    assert "of 1 measurement led" in demo().sentence


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_moved_demo_hides_nothing_and_its_texts_can_be_read(setting: dict):
    values = set_to(**setting).values
    assert_background_is_fresh(demo())
    chart, words = demo()._stage.figure.axes
    fixed = [chart.xaxis.label, chart.yaxis.label, *chart.get_legend().get_texts()]
    assert_readable([*chart.texts, *words.texts, *fixed])
    if not values["presses"]:
        assert_same(demo(), peaks.peaks_picture(values["a"], values["N"], values["digits"]))


@pytest.mark.parametrize("N", [15, 21, 35])
def test_all_that_is_said_of_any_base_fits_below_the_chart(N: int):
    for a in _readings.bases(N)[::3]:
        _chart, words = set_to(N=N, a=a, digits=12, presses=8)._stage.figure.axes
        assert_readable(words.texts)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((2, 33), "^N is 33; allowed: one of 15, 21, 35"),
        ((2, "21"), "^N is '21'; allowed: one of 15, 21, 35"),
        ((2, 15.0), "^N is 15.0; allowed: one of 15, 21, 35"),
        ((2.0, 15), "^a is 2.0; allowed: a whole number from 2 to 14 without a factor of 15"),
        ((6, 21), "^a is 6; allowed: a whole number from 2 to 20 without a factor of 21"),
        ((1, 21), "^a is 1; allowed: a whole number from 2 to 20 without a factor of 21"),
        ((2, 21, 3), "^digits is 3; allowed: a whole number from 4 to 12"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments: tuple, said: str):
    with pytest.raises(ValueError, match=said):
        peaks.peaks_picture(*arguments)
