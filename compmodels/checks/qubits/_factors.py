"""Check of ``factors_from_measured``: the last steps of Shor's algorithm, after the measurement.

In each case the nearest fraction with a denominator below N leads to the same answer as the
convergents. Whoever looks for a factor at each multiple, or goes on from the first that passes the
test to the true order, finds no other factors. The wrong ideas and their hints are in
``_factors_hints``.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, isqrt

from compmodels.checks._core import COURSE_CODE, Check
from compmodels.checks.qubits._factors_hints import MISCONCEPTIONS
from compmodels.checks.qubits._factors_ideas import (
    MULTIPLES,
    largest_below,
    right_factors,
    run,
    smallest_multiple,
    split,
)

PRIMES = [p for p in range(3, 68) if all(p % q for q in range(2, isqrt(p) + 1))]


def _order(a, N):
    order, power = 1, a % N
    while power != 1:
        order, power = order + 1, power * a % N
    return order


def _is_clear(a, N, measured, digits):
    """Whether other sound ways through the last steps give the right answer, too."""
    right = right_factors(a, N, measured, digits)
    nearest = Fraction(measured, 2**digits).limit_denominator(N - 1).denominator
    guess = largest_below(N, measured, 2**digits)
    passed = smallest_multiple(guess, a, N)
    orders = [*(guess * k for k in range(1, MULTIPLES + 1)), *([_order(a, N)] if passed else [])]
    tried = [order // 2 for order in orders if order % 2 == 0]
    met = {
        (min(factor, N // factor), max(factor, N // factor))
        for half in tried
        for factor in (gcd(pow(a, half, N) - 1, N), gcd(pow(a, half, N) + 1, N))
        if 1 < factor < N
    }
    return (
        (passed or 0) < N
        and met <= {right}
        and right == run(lambda *_: nearest)(a, N, measured, digits)
    )


def _draw_run(rng):
    """A number, a base and what a run may have measured: a peak, now and then something else."""
    while True:
        p, q = sorted(int(p) for p in rng.choice(PRIMES, 2, replace=False))
        N = p * q * (int(rng.choice((3, 5, 7))) if rng.random() < 0.15 else 1)
        a = int(rng.integers(2, N - 1))
        if N > 5000 or gcd(a, N) > 1:
            continue
        order, digits = _order(a, N), 2 * N.bit_length() + int(rng.integers(0, 3))
        splits = order % 2 == 0 and split(pow(a, order // 2, N), N) is not None
        s = int(rng.integers(0, order))
        if rng.random() < 0.5 and (not splits or gcd(s, order) == 1):
            continue
        is_noise = rng.random() < 0.08
        noise = int(rng.integers(0, 2**digits))
        case = a, N, noise if is_noise else round(Fraction(s * 2**digits, order)), digits
        if _is_clear(*case):
            return case


factors_from_measured = Check(
    name="factors_from_measured",
    oracle=right_factors,
    forbidden=COURSE_CODE,
    draw=_draw_run,
    edges=(
        (5, 57, 910, 12),
        (2, 57, 910, 12),
        (4, 57, 910, 12),
        (5, 57, 228, 12),
        (5, 57, 2048, 12),
        (5, 57, 3868, 12),
        (64, 217, 26214, 16),
        (6, 221, 0, 16),
        (2, 143, 10923, 16),
        (2, 1541, 699051, 22),
        (4, 57, 228, 12),
        (2, 21, 0, 10),
        (5, 33, 0, 11),
        (8, 65, 0, 13),
        (16, 91, 0, 14),
        (15, 299, 1187, 17),
    ),
    misconceptions=MISCONCEPTIONS,
)
