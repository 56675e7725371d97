"""The roofline against its definition in words, closed forms and exact fractions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.matrix import roofline
from compmodels.matrix.machines import H100_SXM5
from compmodels.matrix.roofline import Point, Roofs

rates = st.floats(1e3, 1e15)
intensities = st.floats(1e-3, 1e6)
sides = st.integers(1, 5000)


@given(intensities, rates, rates)
def test_the_attainable_time_is_that_of_the_slower_of_arithmetic_and_memory(
    intensity, operations_per_s, bytes_per_s
):
    bytes_moved = 1e6
    operations = intensity * bytes_moved
    seconds = max(operations / operations_per_s, bytes_moved / bytes_per_s)
    attainable = roofline.attainable(intensity, operations_per_s, bytes_per_s)
    assert attainable == pytest.approx(operations / seconds)


@given(rates, rates)
def test_the_roofs_meet_at_the_ridge(operations_per_s, bytes_per_s):
    corner = roofline.ridge(operations_per_s, bytes_per_s)
    roofs = (operations_per_s, bytes_per_s)
    assert roofline.attainable(corner, *roofs) == pytest.approx(operations_per_s)
    assert roofline.attainable(corner / 2, *roofs) == pytest.approx(operations_per_s / 2)
    assert roofline.attainable(corner * 2, *roofs) == operations_per_s
    assert roofline.bound(corner, *roofs) == "compute"
    assert roofline.bound(np.nextafter(corner, 0), *roofs) == "memory"
    assert Roofs(*roofs).ridge == corner


@given(st.lists(intensities, min_size=1, max_size=20), rates, rates)
def test_many_intensities_are_answered_as_one_by_one_and_never_fall(values, peak, bandwidth):
    values = np.sort(values)
    many = roofline.attainable(values, peak, bandwidth)
    assert many.tolist() == [roofline.attainable(v, peak, bandwidth) for v in values]
    assert (np.diff(many) >= 0).all() and (many <= peak).all()


@given(sides, sides, sides, st.sampled_from([2, 4, 8]))
def test_the_intensity_of_a_product_is_counted_from_its_matrices(m, k, n, itemsize):
    numbers = sum(rows * columns for rows, columns in ((m, k), (k, n), (m, n)))
    exact = Fraction(2 * m * k * n, itemsize * numbers)
    assert roofline.product_intensity(m, k, n, itemsize) == pytest.approx(float(exact))


def test_the_limits_of_a_products_intensity():
    assert roofline.product_intensity(600, 600, 600) == pytest.approx(600 / 6)
    assert roofline.product_intensity(10**6, 10**6, 1) == pytest.approx(0.5, rel=1e-5)
    for k in (1, 16, 512):
        thin = roofline.product_intensity(10**8, k, 10**8)
        assert thin == pytest.approx(k / 2, rel=1e-4)


def test_the_ridge_of_a_gpu():
    roofs = H100_SXM5.operations_per_s, H100_SXM5.memory_bytes_per_s
    assert roofline.ridge(*roofs) == pytest.approx(20, abs=0.1)
    assert roofline.bound(roofline.product_intensity(1024, 1024, 1), *roofs) == "memory"
    assert roofline.bound(roofline.product_intensity(1024, 1024, 1024), *roofs) == "compute"


@given(st.integers(1, 10**12), st.integers(1, 10**12), st.floats(1e-6, 1e3))
def test_a_point_has_the_rates_of_its_counts(operations, bytes_moved, seconds):
    point = Point("any", operations, bytes_moved, seconds)
    assert point.intensity == pytest.approx(operations / bytes_moved)
    assert point.operations_per_s == pytest.approx(operations / seconds)
    assert point.intensity == roofline.intensity(operations, bytes_moved)


@given(st.floats(0.01, 1), st.floats(1e-3, 1e3), rates, rates)
def test_a_point_is_as_near_to_its_roof_as_its_time_to_the_least(share, intensity, peak, bandwidth):
    bytes_moved, operations = 10**9, max(1, round(intensity * 10**9))
    least_s = max(operations / peak, bytes_moved / bandwidth)
    point = Point("any", operations, bytes_moved, least_s / share)
    assert roofline.share_of_roof(point, Roofs(peak, bandwidth)) == pytest.approx(share)


WRONG = [None, "many", float("nan"), -1, 0]


@pytest.mark.parametrize("value", [*WRONG, [], [1, 0], [[1, 2]], ["a"], [1, np.inf]], ids=repr)
def test_nonsense_among_intensities_is_refused(value):
    with pytest.raises(ValueError, match=r"intensity is .*allowed: "):
        roofline.attainable(value, 1.0, 1.0)


@pytest.mark.parametrize("value", WRONG, ids=repr)
@pytest.mark.parametrize(
    ("good", "field"),
    [
        (Roofs(1.0, 1.0), "operations_per_s"),
        (Roofs(1.0, 1.0), "bytes_per_s"),
        (Point("any", 1, 1, 1.0), "operations"),
        (Point("any", 1, 1, 1.0), "bytes_moved"),
        (Point("any", 1, 1, 1.0), "seconds"),
    ],
)
def test_roofs_and_points_of_nonsense_are_refused(good, field, value):
    with pytest.raises(ValueError, match=f"{field} is .*allowed: "):
        replace(good, **{field: value})
