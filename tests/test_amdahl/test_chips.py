"""Hill and Marty's chips against Amdahl's law, brute force and their own published table."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.amdahl import chips, laws

FORMULAS = {
    "symmetric": chips.symmetric,
    "asymmetric": chips.asymmetric,
    "dynamic": chips.dynamic,
}
TABLE = {  # base cores: by Amdahl's law, then symmetric, asymmetric and dynamic at their best
    16: (14, 14, 14, 16),
    64: (39, 39, 49, 60),
    256: (72, 80, 166, 223),
    1024: (91, 161, 531, 782),
}
shares = st.floats(0, 1)
sizes = st.integers(1, 300)


def time_by_parts(kind: str, serial, chip, core, speed):
    """Time of a job that one base core does in 1, its parts added up core by core."""
    alone = serial / speed
    if kind == "symmetric":
        together = sum([speed] * int(chip / core))
    elif kind == "asymmetric":
        together = speed + sum([1] * (chip - core))
    else:
        together = sum([1] * chip)
    return alone + (1 - serial) / together


# the three formulas


@pytest.mark.parametrize("kind", chips.KINDS)
@given(st.integers(0, 100), st.integers(1, 5), st.integers(1, 12))
def test_each_formula_is_the_time_of_its_parts_in_exact_fractions(kind, percent, root, cores):
    serial, core = Fraction(percent, 100), root**2  # a whole speed
    chip = core * cores
    time = time_by_parts(kind, serial, chip, core, Fraction(isqrt(core)))
    speedup = FORMULAS[kind](float(serial), chip, core)
    assert speedup == pytest.approx(float(1 / time), rel=1e-12)


@given(shares, sizes)
def test_equal_cores_of_size_one_follow_amdahls_law(serial, chip):
    amdahl = pytest.approx(laws.amdahl(serial, chip), rel=1e-12)
    assert [formula(serial, chip, 1) for formula in FORMULAS.values()] == [amdahl] * 3


@given(shares, sizes)
def test_one_core_that_fills_the_chip_has_its_own_speed(serial, chip):
    own = pytest.approx(chips.core_speed(chip), rel=1e-12)
    assert chips.symmetric(serial, chip, chip) == chips.asymmetric(serial, chip, chip) == own


@given(st.floats(0, 1), st.floats(1, 1000), st.floats(0, 1))
def test_dynamic_is_no_slower_than_asymmetric_and_that_no_slower_than_symmetric(serial, chip, part):
    core = min(chip, 1 + part * (chip - 1))
    slowest, between, fastest = (formula(serial, chip, core) for formula in FORMULAS.values())
    assert slowest <= between * (1 + 1e-12) and between <= fastest * (1 + 1e-12)


@given(st.floats(1, 1e6))
def test_four_times_the_room_gives_twice_the_speed(size):
    assert chips.core_speed(4 * size) == pytest.approx(2 * chips.core_speed(size))
    assert chips.core_speed(size) == pytest.approx(sqrt(size))


@pytest.mark.parametrize("kind", chips.KINDS)
def test_many_sizes_are_as_one_by_one(kind):
    together = FORMULAS[kind](0.1, 10, [1, 2.5, 10])
    one_by_one = [FORMULAS[kind](0.1, 10, core) for core in (1, 2.5, 10)]
    assert isinstance(together, np.ndarray) and together.tolist() == one_by_one
    assert {type(value) for value in one_by_one} == {float}


# the best chip


@pytest.mark.parametrize("kind", chips.KINDS)
@given(shares, st.integers(1, 70))
@settings(max_examples=50)
def test_no_whole_design_is_faster_than_the_best(kind, serial, chip):
    best = chips.best(kind, serial, chip)
    whole = range(1, chip + 1)
    designs = [Fraction(chip, n) if kind == "symmetric" else n for n in whole]
    fastest = max(1 / time_by_parts(kind, serial, chip, core, sqrt(core)) for core in designs)
    assert best.kind == kind and best.speedup == pytest.approx(fastest, rel=1e-12)
    assert FORMULAS[kind](serial, chip, best.core) == best.speedup


@given(shares, st.integers(1, 200))
def test_the_cores_of_the_best_chip_fill_it(serial, chip):
    equal, one_large, joined = (chips.best(kind, serial, chip) for kind in chips.KINDS)
    assert equal.cores * equal.core == pytest.approx(chip)
    assert one_large.core + (one_large.cores - 1) == chip
    assert joined.cores == chip


@pytest.mark.parametrize("kind", chips.KINDS)
def test_of_equals_the_smaller_cores_are_chosen(kind):
    assert chips.best(kind, 0, 64).core == 1
    assert chips.best(kind, 1, 64).core == 64


@pytest.mark.parametrize("chip", TABLE)
def test_the_authors_table_for_a_job_that_is_99_percent_parallel(chip):
    """Hill and Marty, "Amdahl's law in the multicore era", table 1 of the manuscript."""
    speedups = [laws.amdahl(0.01, chip), *(chips.best(k, 0.01, chip).speedup for k in chips.KINDS)]
    assert tuple(round(speedup) for speedup in speedups) == TABLE[chip]


def test_the_best_core_depends_on_the_job():
    """What the formulas give for 256 base cores: the more is serial, the larger the core."""
    sizes = [chips.best("symmetric", serial, 256).core for serial in (0.001, 0.01, 0.1, 0.5)]
    assert sizes == sorted(sizes) and sizes[0] == 1 and sizes[-1] == 256
    assert chips.symmetric(0.025, 256, 256 / 36) == pytest.approx(51.2, abs=0.05)
    assert chips.best("asymmetric", 0.025, 256).speedup == pytest.approx(125.0, abs=0.05)
