"""The kernels for a real graphics processor: results beside NumPy's and the simulator's.

They run on a real one if there is one, and always in numba's simulator of one, which has to be
chosen before numba is imported: so both are new interpreters that answer in JSON.
"""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys

import numpy as np
import pytest

from compmodels.matrix import gpu_kernels, kernels
from compmodels.matrix.simt import launch

TILE, THREADS = 4, 8  # small, since numba's simulator makes a thread of the system for each
PROGRAM = f"""
import json, sys
from compmodels.matrix import gpu_kernels as gpu
gpu.TILE, gpu.PADDED, gpu.THREADS = {TILE}, {TILE + 1}, {THREADS}
A, B, x, y = json.load(sys.stdin)
answers = {{"saxpy": gpu.scaled_sum(2.5, x, y)}}
answers |= {{name: gpu.product(A, B, name) for name in gpu.PRODUCTS}}
answers |= {{name: gpu.sums(x, name) for name in gpu.SUMS}}
answers |= {{name: gpu.transpose(A, name) for name in gpu.TRANSPOSES}}
single = all(answer.dtype == "float32" for answer in answers.values())
answers = {{name: answer.tolist() for name, answer in answers.items()}}
json.dump([gpu.available(), gpu.is_simulated(), single, answers], sys.stdout)
"""
NAMES = tuple(gpu_kernels.KERNELS)
SIMULATOR = "numba's simulator"
PLACE = "a graphics processor" if gpu_kernels.available() else SIMULATOR


def arrays() -> list[np.ndarray]:
    """A, B, x and y, whose sizes are no multiples of those of blocks."""
    rng = np.random.default_rng(7)
    return [
        rng.normal(size=shape).astype(np.float32)
        for shape in ((12, 10), (10, 9), 2 * THREADS + 5, 2 * THREADS + 5)
    ]


@functools.cache
def answered(place: str) -> tuple[bool, bool, bool, dict[str, list]]:
    """What a new interpreter computes there: is it real, is it simulated, is it single, results."""
    variables = {"NUMBA_ENABLE_CUDASIM": str(int(place == SIMULATOR))}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        input=json.dumps([array.tolist() for array in arrays()]),
        env=os.environ | variables,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return tuple(json.loads(done.stdout))


def by_numpy(name: str) -> np.ndarray:
    """The right result of a kernel."""
    A, B, x, y = arrays()
    if name in gpu_kernels.SUMS:
        return np.add.reduceat(x, range(0, len(x), THREADS))
    return {"s": 2.5 * x + y, "p": A @ B, "t": A.T}[name[0]]


def by_the_course(name: str) -> np.ndarray:
    """What the kernel of this name gives in the simulator of the course."""
    A, B, x, y = arrays()
    if name == "saxpy":
        return launch(kernels.saxpy, 3, THREADS, 2.5, x, y, 0 * x).arrays["out"]
    if name in gpu_kernels.SUMS:
        sums = np.zeros(3, np.float32)
        return launch(getattr(kernels, name), 3, THREADS, x, sums).arrays["sums"]
    if name in gpu_kernels.PRODUCTS:
        C = np.zeros((12, 9), np.float32)
        return launch(getattr(kernels, name), (3, 3), (TILE, TILE), A, B, C).arrays["C"]
    padding = {"transpose_naive": (), "transpose_tiled": (0,), "transpose_padded": (1,)}[name]
    kernel = kernels.transpose_tiled if padding else kernels.transpose_naive
    return launch(kernel, (3, 3), (TILE, TILE), *padding, A, A.T.copy() * 0).arrays["out"]


@pytest.mark.parametrize("place", dict.fromkeys([SIMULATOR, PLACE]))
@pytest.mark.parametrize("name", NAMES)
def test_results_are_those_of_numpy_and_of_the_course(place, name):
    answer = answered(place)[3][name]
    np.testing.assert_allclose(answer, by_numpy(name), rtol=1e-5, atol=1e-6)
    np.testing.assert_allclose(answer, by_the_course(name), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("place", dict.fromkeys([SIMULATOR, PLACE]))
def test_where_they_ran_is_told(place):
    real, simulated, single, answers = answered(place)
    assert (real, simulated) == (place != SIMULATOR, place == SIMULATOR)
    assert single
    assert set(answers) == set(NAMES)


def test_each_kernel_of_the_course_has_its_like_here():
    ours = {name for name, member in vars(kernels).items() if callable(member) and member.__doc__}
    ours = {name for name in ours if getattr(kernels, name).__module__ == kernels.__name__}
    assert set(NAMES) == ours | {"transpose_padded"}


def test_import_needs_no_numba():
    program = "import sys, compmodels.matrix.gpu_kernels; print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == "False\n", done.stderr


def test_without_numba_it_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "numba", None)
    gpu_kernels._compiled.cache_clear()
    assert gpu_kernels.available() is False
    with pytest.raises(ImportError, match=r"^[^\n]*install numba: python -m pip install numba$"):
        gpu_kernels.sums([1.0])


def test_without_a_graphics_processor_it_says_what_is_missing(monkeypatch):
    gpu_kernels._compiled.cache_clear()
    monkeypatch.setattr(gpu_kernels, "available", lambda: False)
    monkeypatch.setattr(gpu_kernels, "is_simulated", lambda: False)
    with pytest.raises(RuntimeError, match=r"^numba finds no .*NVIDIA.*NUMBA_ENABLE_CUDASIM=1"):
        gpu_kernels.transpose([[1.0]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: gpu_kernels.scaled_sum("2", [1], [1]), "a is '2'; allowed: a finite number"),
        (lambda: gpu_kernels.scaled_sum(2, [[1]], [1]), r"x is .*allowed: .*\(any\)"),
        (lambda: gpu_kernels.scaled_sum(2, [1, 2], [1]), r"y is .*allowed: .*\(2\)"),
        (lambda: gpu_kernels.product([1], [[1]]), r"A is .*allowed: .*\(any, any\)"),
        (lambda: gpu_kernels.product([[1, 2]], [[1]]), r"B is .*allowed: .*\(2, any\)"),
        (lambda: gpu_kernels.product([[1]], [[1]], "tiled"), "kernel is 'tiled'; allowed: one of"),
        (lambda: gpu_kernels.product([[1]], [[1]], np.sum), "kernel is .*allowed: one of product_"),
        (lambda: gpu_kernels.sums([np.nan]), "x is .*finite"),
        (lambda: gpu_kernels.sums([1], "transpose_naive"), "kernel is .*one of sum_interleaved, "),
        (lambda: gpu_kernels.transpose([]), "A is .*any, any"),
        (lambda: gpu_kernels.transpose([[1]], None), "kernel is None; allowed: one of transpose_"),
    ],
)
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
