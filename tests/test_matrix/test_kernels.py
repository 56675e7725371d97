"""Kernels in the simulator: results against NumPy, counts against closed forms and plain lists."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.matrix import kernels
from compmodels.matrix.memory import KernelError
from compmodels.matrix.simt import Run, launch

seeds = st.integers(0, 2**32 - 1)
sides = st.integers(1, 11)
tiles = st.integers(1, 5)
more = st.integers(0, 2)  # blocks beyond those that are needed
SUMS = [kernels.sum_interleaved, kernels.sum_strided, kernels.sum_sequential]
Requests = list[list[tuple[int, ...]]]  # each a list of the indices that a warp asks for


def drawn(seed: int, *shapes: int | tuple[int, ...]) -> list[np.ndarray]:
    """Random arrays of these shapes in single precision."""
    rng = np.random.default_rng(seed)
    return [rng.normal(size=shape).astype(np.float32) for shape in shapes]


def covering(length: int, side: int) -> int:
    """How many blocks of this side cover the length."""
    return -(-length // side)


def multiply(kernel, m: int, k: int, n: int, block: tuple[int, int], more: int = 0) -> Run:
    """A product of random matrices, m x k and k x n, in a grid that covers the result."""
    A, B = drawn(m + 100 * k + 10_000 * n, (m, k), (k, n))
    grid = covering(n, block[0]) + more, covering(m, block[1]) + more
    run = launch(kernel, grid, block, A, B, np.full((m, n), np.nan, np.float32))
    np.testing.assert_allclose(run.arrays["C"], A @ B, rtol=1e-4, atol=1e-5)
    np.testing.assert_array_equal(run.arrays["A"], A)
    return run


def transpose(m: int, n: int, block: tuple[int, int], *padding: int, more: int = 0) -> Run:
    """A transpose of a random matrix: through a tile if a padding is given."""
    (A,) = drawn(m + 100 * n, (m, n))
    grid = covering(n, block[0]) + more, covering(m, block[1]) + more
    kernel = kernels.transpose_tiled if padding else kernels.transpose_naive
    run = launch(kernel, grid, block, *padding, A, np.zeros((n, m), np.float32))
    np.testing.assert_array_equal(run.arrays["out"], A.T)
    return run


# results


@given(st.integers(1, 100), st.integers(1, 40), more, seeds)
@settings(max_examples=40, deadline=None)
def test_saxpy_is_what_numpy_gives(size, block, more, seed):
    x, y = drawn(seed, size, size)
    grid = covering(size, block) + more
    run = launch(kernels.saxpy, grid, block, 2.5, x, y, np.zeros(size, np.float32))
    np.testing.assert_allclose(run.arrays["out"], np.float32(2.5) * x + y, rtol=1e-6, atol=1e-6)
    assert run.counts.global_loads == 2 * size
    assert run.counts.global_stores == size
    assert run.counts.threads == grid * block


@given(sides, sides, sides, st.tuples(tiles, tiles), more)
@settings(max_examples=40, deadline=None)
def test_the_naive_product_loads_each_row_and_column_again_and_again(m, k, n, block, more):
    run = multiply(kernels.product_naive, m, k, n, block, more)
    assert run.counts.global_loads == 2 * m * k * n
    assert run.counts.global_stores == m * n
    assert (run.loads["A"] == n).all() and (run.loads["B"] == m).all()
    assert (run.stores["C"] == 1).all()


@given(sides, sides, sides, tiles, more)
@settings(max_examples=40, deadline=None)
def test_the_tiled_product_loads_each_element_once_for_each_block_that_needs_it(
    m, k, n, tile, more
):
    run = multiply(kernels.product_tiled, m, k, n, (tile, tile), more)
    assert (run.loads["A"] == covering(n, tile) + more).all()
    assert (run.loads["B"] == covering(m, tile) + more).all()
    assert run.counts.global_stores == m * n
    blocks = (covering(m, tile) + more) * (covering(n, tile) + more)
    assert run.counts.barriers == 2 * covering(k, tile) * blocks
    assert run.counts.shared_stores == 2 * tile**2 * covering(k, tile) * blocks
    assert run.counts.shared_loads == 2 * tile**3 * covering(k, tile) * blocks


@pytest.mark.parametrize("tile", [1, 2, 3, 4, 6, 12])
def test_tiling_divides_the_loads_by_the_width_of_the_tile(tile):
    naive = multiply(kernels.product_naive, 12, 12, 12, (4, 4)).counts
    tiled = multiply(kernels.product_tiled, 12, 12, 12, (tile, tile)).counts
    assert naive.global_loads == 2 * 12**3
    assert tiled.global_loads * tile == naive.global_loads


@pytest.mark.parametrize("kernel", SUMS)
@given(st.integers(1, 90), st.sampled_from([1, 2, 4, 8, 32, 64]), more, seeds)
@settings(max_examples=20, deadline=None)
def test_sums_are_those_of_each_blocks_part(kernel, size, block, more, seed):
    (x,) = drawn(seed, size)
    grid = covering(size, block) + more
    run = launch(kernel, grid, block, x, np.full(grid, np.nan, np.float32))
    parts = np.zeros(grid * block)
    parts[:size] = x
    wanted = parts.reshape(grid, block).sum(axis=1)
    np.testing.assert_allclose(run.arrays["sums"], wanted, rtol=1e-5, atol=1e-5)
    rounds = block.bit_length() - 1
    assert run.counts.barriers == grid * (1 + rounds)
    assert run.counts.shared_stores == grid * (2 * block - 1)  # each but one element is added once
    assert run.counts.shared_loads == grid * (2 * (block - 1) + 1)
    assert run.counts.global_loads == size


@given(st.integers(1, 13), st.integers(1, 13), st.tuples(tiles, tiles), more)
@settings(max_examples=40, deadline=None)
def test_the_naive_transpose_takes_any_block(m, n, block, more):
    run = transpose(m, n, block, more=more)
    assert run.counts.global_loads == run.counts.global_stores == m * n


@given(st.integers(1, 13), st.integers(1, 13), tiles, st.integers(0, 2), more)
@settings(max_examples=40, deadline=None)
def test_the_tiled_transpose_gives_the_same_with_any_padding(m, n, tile, padding, more):
    run = transpose(m, n, (tile, tile), padding, more=more)
    assert run.counts.global_loads == run.counts.global_stores == m * n
    assert run.counts.shared_loads == run.counts.shared_stores == m * n


# transactions, against a list of what each warp asks for


def warps(grid: tuple[int, int], block: tuple[int, int]) -> Iterator[list[tuple[int, ...]]]:
    """The threads of each warp, each as (column of the block, row of it, own column, own row)."""
    for row, column in np.ndindex(grid[1], grid[0]):
        threads = [(column, row, x, y) for y in range(block[1]) for x in range(block[0])]
        while threads:
            yield threads[:32]
            del threads[:32]


def moved(requests: Requests, columns: int, unit: int) -> int:
    """How many units of so many bytes the requests for elements of 4 bytes touch, in all."""
    return sum(len({4 * (i * columns + j) // unit for i, j in one}) for one in requests)


def naive_requests(m: int, k: int, n: int, block: tuple[int, int]) -> tuple[Requests, ...]:
    """What the warps of a naive product ask for in A, B and C."""
    A, B, C = [], [], []
    for warp in warps((covering(n, block[0]), covering(m, block[1])), block):
        own = [(by * block[1] + y, bx * block[0] + x) for bx, by, x, y in warp]
        own = [(row, column) for row, column in own if row < m and column < n]
        C.append(own)
        for step in range(k):
            A.append([(row, step) for row, _ in own])
            B.append([(step, column) for _, column in own])
    return A, B, C


def tiled_requests(m: int, k: int, n: int, tile: int) -> tuple[Requests, ...]:
    """What the warps of a tiled product ask for in A, B and C."""
    A, B, C = [], [], []
    for warp in warps((covering(n, tile), covering(m, tile)), (tile, tile)):
        own = [(by * tile + y, bx * tile + x, x, y) for bx, by, x, y in warp]
        C.append([(row, column) for row, column, _, _ in own if row < m and column < n])
        for start in range(0, k, tile):
            A.append([(r, start + x) for r, _, x, _ in own if r < m and start + x < k])
            B.append([(start + y, c) for _, c, _, y in own if start + y < k and c < n])
    return A, B, C


@given(sides, sides, sides, st.tuples(st.integers(1, 9), st.integers(1, 9)))
@settings(max_examples=40, deadline=None)
def test_transactions_of_the_naive_product_are_those_of_a_list(m, k, n, block):
    A, B, C = naive_requests(m, k, n, block)
    counts = multiply(kernels.product_naive, m, k, n, block).counts
    assert counts.load_transactions == moved(A, k, 32) + moved(B, n, 32)
    assert counts.store_transactions == moved(C, n, 32)


@given(sides, sides, sides, st.integers(1, 9))
@settings(max_examples=40, deadline=None)
def test_transactions_of_the_tiled_product_are_those_of_a_list(m, k, n, tile):
    A, B, C = tiled_requests(m, k, n, tile)
    counts = multiply(kernels.product_tiled, m, k, n, (tile, tile)).counts
    assert counts.load_transactions == moved(A, k, 32) + moved(B, n, 32)
    assert counts.store_transactions == moved(C, n, 32)


def all_moved(requests: tuple[Requests, ...], unit: int) -> int:
    return sum(moved(part, 64, unit) for part in requests)


def test_a_product_of_64_by_64_in_sectors_and_in_lines_of_128_bytes():
    naive, tiled = naive_requests(64, 64, 64, (16, 16)), tiled_requests(64, 64, 64, 16)
    assert (all_moved(naive, 128), all_moved(tiled, 128)) == (24_832, 2_304)
    assert (all_moved(naive, 32), all_moved(tiled, 32)) == (33_280, 4_608)
    counts = multiply(kernels.product_tiled, 64, 64, 64, (16, 16)).counts
    assert counts.load_transactions + counts.store_transactions == 4_608


def test_a_naive_product_of_32_by_32():
    counts = multiply(kernels.product_naive, 32, 32, 32, (16, 16)).counts
    # a request for a column of A reaches 2 sectors, for 16 neighbours in a row of B 2 sectors
    assert counts.load_transactions == 32 * 32 * (2 + 2)
    assert counts.store_transactions == 32 * 4


def test_saxpy_in_single_precision_moves_4_sectors_a_request():
    x, y = drawn(1, 256, 256)
    counts = launch(kernels.saxpy, 2, 128, 2.0, x, y, 0 * x).counts
    assert (counts.load_transactions, counts.store_transactions) == (2 * 8 * 4, 8 * 4)
    doubled = [array.astype(float) for array in (x, y, 0 * x)]
    counts = launch(kernels.saxpy, 2, 128, 2.0, *doubled).counts
    assert (counts.load_transactions, counts.store_transactions) == (2 * 8 * 8, 8 * 8)


def test_transposes_trade_scattered_stores_for_bank_conflicts_and_these_for_padding():
    costs = [
        (c.load_transactions, c.store_transactions, c.bank_conflicts)
        for c in (transpose(64, 64, (32, 32), *padding).counts for padding in ((), (0,), (1,)))
    ]
    requests = 64 * 64 // 32
    assert costs == [
        (4 * requests, 32 * requests, 0),
        (4 * requests, 4 * requests, 31 * requests),
        (4 * requests, 4 * requests, 0),
    ]


# divergence and bank conflicts of the three sums


def sum_counts(kernel, block: int):
    (x,) = drawn(1, block)
    return launch(kernel, 1, block, x, np.zeros(1, np.float32)).counts


@pytest.mark.parametrize("block", [2, 32, 64, 256])
def test_in_how_many_warps_the_threads_of_a_sum_part(block):
    rounds, warps = block.bit_length() - 1, covering(block, 32)
    strides = [2**k for k in range(rounds)]
    # the first `active` threads add: they part in a warp where not all 32 of them do
    first = sum(block // (2 * s) % min(32, block) > 0 for s in strides) + 1
    apart = sum(covering(block, max(32, 2 * s)) for s in strides) + 1
    parted = [sum_counts(kernel, block).divergent_branches for kernel in SUMS]
    assert parted == [apart, first, first]
    assert parted[0] <= rounds * warps + 1


def conflicts(addresses: list[int]) -> int:
    banks = [word % 32 for word in set(addresses)]
    return max(banks.count(bank) for bank in banks) - 1 if banks else 0


@pytest.mark.parametrize("block", [32, 64, 256])
def test_strided_sums_fill_banks_and_the_others_do_not(block):
    total = 0
    stride = 1
    while stride < block:
        for start in range(0, block, 32):
            targets = [2 * stride * i for i in range(start, start + 32) if 2 * stride * i < block]
            own, other = conflicts(targets), conflicts([t + stride for t in targets])
            total += 2 * own + other  # loaded, loaded, and stored
        stride *= 2
    assert [sum_counts(kernel, block).bank_conflicts for kernel in SUMS] == [0, total, 0]
    assert total > 0 or block == 32


# blocks of a form that a kernel does not take


@pytest.mark.parametrize("block", [(4, 2), (2, 4)])
def test_tiles_need_square_blocks(block):
    with pytest.raises(KernelError, match=r"tile_[ab]"):
        multiply(kernels.product_tiled, 8, 8, 8, block)
    with pytest.raises(KernelError, match="tile"):
        transpose(8, 8, block, 0)


def test_each_kernel_refuses_a_result_that_is_too_small():
    A, B, x = *drawn(3, (4, 4), (4, 4)), drawn(4, 8)[0]
    with pytest.raises(KernelError, match=r"loads A\[2, 0\], but A has the shape \(2, 4\)"):
        launch(unguarded_product, 1, (4, 4), A[:2], B, np.zeros((4, 4)))
    with pytest.raises(KernelError, match=r"stores to sums\[1\], but sums has the shape \(1,\)"):
        launch(kernels.sum_sequential, 2, 4, x, np.zeros(1))


def unguarded_product(block, thread, A, B, C):
    """A naive product without a guard."""
    C[thread.y, thread.x] = sum(A[thread.y, k] * B[k, thread.x] for k in range(B.shape[0]))
