"""Products by loops, vectors and blocks against BLAS, exact arithmetic and counted runs."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg.blas import dgemm

from compmodels.matrix import product

sides = st.integers(1, 7)
shapes = st.tuples(sides, sides, sides)
seeds = st.integers(0, 2**32 - 1)
WAYS = {
    **{f"loops {order}": (product.by_loops, {"order": order}) for order in product.ORDERS},
    **{f"vectors {inner}": (product.by_vectors, {"inner": inner}) for inner in "ijk"},
    **{f"blocks {tile}": (product.by_blocks, {"tile": tile}) for tile in (1, 2, 3, 64)},
}
each_way = pytest.mark.parametrize(("multiply", "options"), WAYS.values(), ids=WAYS)


def factors(shape: tuple[int, int, int], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two random matrices, m x k and k x n."""
    m, k, n = shape
    rng = np.random.default_rng(seed)
    return rng.normal(size=(m, k)), rng.normal(size=(k, n))


def test_there_are_six_orders():
    assert len(set(product.ORDERS)) == 6
    assert {"".join(sorted(order)) for order in product.ORDERS} == {"ijk"}


@each_way
@given(shape=shapes, seed=seeds)
@settings(max_examples=40, deadline=None)
def test_each_way_gives_what_blas_gives(multiply, options, shape, seed):
    A, B = factors(shape, seed)
    before = A.copy(), B.copy()
    C = multiply(A, B, **options)
    assert C.dtype == np.float64
    np.testing.assert_allclose(C, dgemm(1.0, A, B), atol=1e-12)
    np.testing.assert_array_equal(A, before[0])
    np.testing.assert_array_equal(B, before[1])


@each_way
@pytest.mark.parametrize("shape", [(1, 9, 1), (9, 1, 4), (1, 1, 1), (1, 5, 8), (65, 67, 70)])
def test_each_way_does_thin_and_ragged_matrices(multiply, options, shape):
    A, B = factors(shape, seed=1)
    np.testing.assert_allclose(multiply(A, B, **options), np.einsum("ik,kj->ij", A, B), atol=1e-11)


@each_way
def test_single_precision_stays_single(multiply, options):
    A, B = (X.astype(np.float32) for X in factors((4, 3, 5), seed=2))
    C = multiply(A, B, **options)
    assert C.dtype == np.float32
    np.testing.assert_allclose(C, A.astype(float) @ B.astype(float), atol=1e-5)


@each_way
def test_mixed_precision_becomes_double(multiply, options):
    A, B = factors((2, 3, 2), seed=3)
    assert multiply(A.astype(np.float32), B, **options).dtype == np.float64


@given(shapes, st.sampled_from(product.ORDERS), seeds)
@settings(max_examples=40, deadline=None)
def test_fractions_are_multiplied_exactly(shape, order, seed):
    m, k, n = shape
    numbers = np.random.default_rng(seed).integers(-9, 10, (m * k + k * n, 2))
    exact = [Fraction(int(top), 7 + int(bottom) % 5) for top, bottom in numbers]
    A = np.array(exact[: m * k], dtype=object).reshape(m, k)
    B = np.array(exact[m * k :], dtype=object).reshape(k, n)
    wanted = [
        [sum(a * b for a, b in zip(row, column, strict=True)) for column in zip(*B, strict=True)]
        for row in A
    ]
    assert product.by_loops(A, B, order).tolist() == wanted


@given(shapes, seeds)
@settings(max_examples=40, deadline=None)
def test_the_order_of_the_loops_changes_no_digit(shape, seed):
    A, B = factors(shape, seed)
    results = {product.by_loops(A, B, order).tobytes() for order in product.ORDERS}
    assert len(results) == 1


@given(shapes, st.sampled_from(product.ORDERS))
@settings(max_examples=60, deadline=None)
def test_steps_are_those_of_written_out_loops(shape, order):
    m, k, n = shape
    lengths = {"i": range(m), "j": range(n), "k": range(k)}
    wanted = []
    for first in lengths[order[0]]:
        for second in lengths[order[1]]:
            for third in lengths[order[2]]:
                at = {order[0]: first, order[1]: second, order[2]: third}
                wanted.append((at["i"], at["j"], at["k"]))
    assert list(product.steps(m, k, n, order)) == wanted


@given(shapes, st.sampled_from(product.ORDERS))
@settings(max_examples=40, deadline=None)
def test_a_counted_run_does_2mkn_operations(shape, order):
    m, k, n = shape
    counted = product.count(*factors(shape, seed=0), order)
    assert counted.multiplications == counted.additions == len(list(np.ndindex(m, k, n)))
    assert counted.operations == product.operations(m, k, n)


def test_operations_are_whole_numbers_however_large():
    assert product.operations(10**6, np.int32(10**6), 10**6) == 2 * 10**18


@given(shapes, st.sampled_from("ij"), seeds)
@settings(max_examples=40, deadline=None)
def test_rows_and_columns_are_added_in_the_order_of_the_shared_index(shape, inner, seed):
    A, B = factors(shape, seed)
    np.testing.assert_array_equal(product.by_vectors(A, B, inner), product.by_loops(A, B))


@pytest.mark.parametrize(("tile", "rounded"), [(1, 0.0), (2, 1.0)])
def test_a_block_is_summed_before_it_is_added(tile, rounded):
    large = 2.0**53  # large + 1 is rounded to large, 1 - large is not rounded
    A = [[large, 1.0, 1.0, -large]]
    assert product.by_blocks(A, np.ones((4, 1)), tile) == rounded


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: product.by_loops([[1, 2]], [[1, 2]]), r"B is .*\(2, any\), as many rows as A"),
        (lambda: product.by_blocks([[1]], [[1], [2]]), r"B is .*allowed: .*\(1, any\)"),
        (lambda: product.by_loops([[1]], [[1]], "ij"), "order is 'ij'; allowed: one of ijk, ikj,"),
        (lambda: product.by_loops([[1]], [[1]], "iik"), "order is 'iik'"),
        (lambda: product.steps(1, 1, 1, "kij "), "order is 'kij '"),
        (lambda: product.by_vectors([[1]], [[1]], "jk"), "inner is 'jk'; allowed: one of k, j, i"),
        (lambda: product.by_blocks([[1]], [[1]], 0), "tile is 0; allowed: a whole number from 1"),
        (lambda: product.operations(2, 0, 2), "k is 0; allowed"),
        (lambda: product.count([[1, 2]], [[1]]), "B is .*as many rows as A has columns"),
        (lambda: product.by_loops(np.array([[None]]), [[1]]), "A is .*allowed: finite numbers"),
        (
            lambda: product.by_loops(np.array([Fraction(1)]), [[1]]),
            r"A is .*Fraction.* of shape \(1,\); allowed: a matrix",
        ),
        (
            lambda: product.by_loops([[1, 2]], np.array([[Fraction(1)]])),
            r"B is .*Fraction.* of shape \(1, 1\); allowed: as many rows as A has columns",
        ),
    ],
)
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
