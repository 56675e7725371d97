"""Check of ``bound_by``: what limits a matrix product, the machine's arithmetic or its memory.

The oracle works with fractions, so that no rounding decides.
"""

from __future__ import annotations

from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception


def _bound(m, k, n, operations_per_s, bytes_per_s):
    return _slower(2 * m * k * n, 4 * (m * k + k * n + m * n), operations_per_s, bytes_per_s)


def _slower(operations, bytes_moved, operations_per_s, bytes_per_s):
    computing = Fraction(operations) / Fraction(operations_per_s)
    moving = Fraction(bytes_moved) / Fraction(bytes_per_s)
    return "compute" if computing >= moving else "memory"


def _with_work(work):
    """What comes of other operations and bytes."""
    return lambda m, k, n, *roofs: _slower(*work(m, k, n), *roofs)


def _swapped(*case):
    return "memory" if _bound(*case) == "compute" else "compute"


def _tie_to_memory(m, k, n, operations_per_s, bytes_per_s):
    doubled = _bound(m, k, n, 2 * operations_per_s, 2 * bytes_per_s)
    just_faster = _bound(
        m, k, n, Fraction(operations_per_s) * (1 + Fraction(1, 10**9)), bytes_per_s
    )
    return doubled if doubled == just_faster else "memory"


def _draw_product(rng):
    m, k, n = (int(side) for side in 2 ** rng.uniform(0, 11, 3))
    intensity = 2 * m * k * n / (4 * (m * k + k * n + m * n))
    away = 2 ** rng.uniform(0.1, 3)  # how far from the ridge: never upon it
    bytes_per_s = float(rng.integers(10, 4_000)) * 1e9
    ridge = intensity * (away if rng.random() < 0.5 else 1 / away)
    return m, k, n, float(f"{ridge * bytes_per_s:.4g}"), bytes_per_s


bound_by = Check(
    name="bound_by",
    oracle=_bound,
    forbidden=COURSE_CODE,
    draw=_draw_product,
    edges=(
        (12, 12, 12, 1e12, 1e12),
        (12, 12, 12, 3e12, 1e12),
        (12, 12, 12, 2e12, 1e12),
        (1, 100, 100, 4e11, 1e12),
        (1, 4096, 4096, 66.9e12, 3.35e12),
        (512, 4096, 4096, 66.9e12, 3.35e12),
        (100, 1, 100, 1e12, 1e12),
    ),
    misconceptions=(
        Misconception(
            _with_work(lambda m, k, n: (m * k * n, 4 * (m * k + k * n + m * n))),
            "You have half as many operations for each byte as there are. Is each multiply-add two "
            "operations, and does an element in single precision (float32) have 4 bytes?",
        ),
        Misconception(
            _with_work(lambda m, k, n: (2 * m * k * n, 4 * (m * k + k * n))),
            "The result is moved too: add its m * n elements.",
        ),
        Misconception(
            _with_work(lambda m, k, n: (2 * m * k * n, 4 * m * n)),
            "The two factors are moved too: add their m * k and k * n elements.",
        ),
        Misconception(
            _with_work(lambda m, k, n: (2 * m * k * n, m * k + k * n + m * n)),
            "These are elements. An element in single precision (float32) has 4 bytes.",
        ),
        Misconception(
            _with_work(lambda m, k, n: (2 * m * k * n, 4 * (m + k) * (k + n))),
            "Count the elements of the three matrices one by one: m * k, k * n and m * n.",
        ),
        Misconception(
            _tie_to_memory,
            "Where both take the same time the answer is compute.",
        ),
        Misconception(
            _swapped,
            "The two words are swapped: what takes longer is the limit.",
        ),
        Misconception(
            lambda m, k, n, operations_per_s, bytes_per_s: _slower(
                4 * (m * k + k * n + m * n), 2 * m * k * n, operations_per_s, bytes_per_s
            ),
            "Operations take 1 / operations_per_s each, and bytes 1 / bytes_per_s. The intensity "
            "is operations divided by bytes, not the other way round.",
        ),
        Misconception(
            lambda m, k, n, operations_per_s, bytes_per_s: _bound(
                m, k, n, bytes_per_s, operations_per_s
            ),
            "The machine's side is upside down: its ridge is operations_per_s divided by "
            "bytes_per_s.",
        ),
        Misconception(
            lambda m, k, n, operations_per_s, bytes_per_s: _bound(m, k, n, 1, 1),
            "You ask whether there are more operations than bytes. The limit is not 1 but the "
            "machine's own: operations_per_s divided by bytes_per_s.",
        ),
        Misconception(
            lambda m, k, n, operations_per_s, bytes_per_s: (
                "compute" if operations_per_s < bytes_per_s else "memory"
            ),
            "You compare the machine's two speeds. How much of each the product needs counts too.",
        ),
        Misconception(
            lambda m, k, n, operations_per_s, bytes_per_s: (
                2 * m * k * n / (4 * (m * k + k * n + m * n))
            ),
            "This is the intensity. Compare it with that of the ridge, and answer with a word.",
        ),
    ),
)
