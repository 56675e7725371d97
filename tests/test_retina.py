"""The retina's Python side: what it accepts, what it gives, and that a demo can read it."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from compmodels.demos._retina import Retina
from tests.retina_demo import ink_demo
from tests.sweeping import sweep

SIZES = st.tuples(st.integers(1, 12), st.integers(1, 12))


@given(SIZES.flatmap(lambda size: hnp.arrays(bool, size)))
def test_image_is_what_was_shown(image: np.ndarray) -> None:
    retina = Retina(*image.shape)
    retina.show(image)
    np.testing.assert_array_equal(retina.image, image)
    assert retina.image.dtype == np.int64


def test_a_new_retina_is_empty() -> None:
    assert Retina().image.shape == (20, 20)
    assert not Retina().image.any()


def test_image_is_a_copy() -> None:
    retina = Retina(2, 2)
    retina.image[0, 0] = 1
    assert retina.pixels == [0, 0, 0, 0]


def test_pixels_go_to_the_browser_as_plain_numbers() -> None:
    retina = Retina(1, 3)
    retina.pixels = [np.int64(1), True, 0.0]
    assert [type(pixel) for pixel in retina.pixels] == [int, int, int]


@given(SIZES.filter(lambda size: size != (3, 4)))
def test_an_image_of_another_shape_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"image has shape .*; allowed is \(3, 4\)"):
        Retina(3, 4).show(np.zeros(size))


@pytest.mark.parametrize("value", [2, -1, 0.5, float("nan"), "1", None])
def test_a_value_other_than_0_and_1_is_refused_and_changes_nothing(value: object) -> None:
    retina = Retina(1, 2, pixels=[0, 1])
    with pytest.raises(ValueError, match=r"pixels holds .*; allowed are 0 and 1"):
        retina.pixels = [1, value]
    assert retina.pixels == [0, 1]


def test_too_few_pixels_are_refused() -> None:
    with pytest.raises(ValueError, match="pixels has 3 values; allowed are 4"):
        Retina(2, 2).pixels = [0, 0, 0]


@pytest.mark.parametrize("rows", [0, 65, -3, 2.5, "20"])
def test_an_impossible_size_is_refused(rows: object) -> None:
    with pytest.raises(ValueError, match=r"rows is .*; allowed is a whole number from 1 to 64"):
        Retina(rows=rows)


def test_a_demo_reads_the_retina() -> None:
    sweep(ink_demo(size=4))
