"""What it costs to carry matrices to a GPU and back, and from which size it pays.

The machines work at their full speed here and start at once. A host that reaches less of its speed
lets the GPU pay from smaller sizes on, and a GPU or a link that reaches less, from larger ones. How
fast a machine really is is measured, in ``measuring``.
"""

from __future__ import annotations

import math
from fractions import Fraction

from compmodels import _validate

PCIE5_X16_BYTES_PER_S = 63.0e9
"""The usual link of a GPU, PCI Express 5.0 with 16 lanes, in one direction.

Source: https://hpc-notes.pages.dev/reference/pcie ("128 GB/s" adds both directions and rounds up).
"""


def transfer_s(bytes_moved: float, link_bytes_per_s: float) -> float:
    """Seconds that a link takes for so many bytes."""
    bytes_moved = _validate.number("bytes_moved", bytes_moved, above=0)
    return bytes_moved / _validate.number("link_bytes_per_s", link_bytes_per_s, above=0)


def product_bytes(side: int, itemsize: int = 4) -> int:
    """Bytes over the link for a product of square matrices: two go there, one comes back.

    Examples
    --------
    >>> product_bytes(1_000)
    12000000
    """
    return 3 * _validate.count("itemsize", itemsize) * _validate.count("side", side) ** 2


def compute_s(side: int, operations_per_s: float) -> float:
    """Seconds of a product of square matrices, 2 side^3 FLOP, on a machine that has the data."""
    side = _validate.count("side", side)
    return 2 * side**3 / _validate.number("operations_per_s", operations_per_s, above=0)


def offload_s(
    side: int, operations_per_s: float, link_bytes_per_s: float, products: int = 1
) -> float:
    """Seconds on a GPU for so many products on matrices that travel there and back only once.

    Examples
    --------
    Of one product of side 1,000 on an H100, most of the time is the way.

    >>> round(compute_s(1_000, 66.9e12) / offload_s(1_000, 66.9e12, PCIE5_X16_BYTES_PER_S), 2)
    0.14
    """
    compute = _validate.count("products", products) * compute_s(side, operations_per_s)
    return compute + transfer_s(product_bytes(side), link_bytes_per_s)


def break_even_side(
    host_operations_per_s: float,
    gpu_operations_per_s: float,
    link_bytes_per_s: float,
    products: int = 1,
) -> int:
    """The least side from which a GPU, transfers included, is faster than the host.

    The host has the data and needs 2 r n^3 / h seconds for r products of side n; the GPU needs
    2 r n^3 / g + 12 n^2 / link. The second is less where n exceeds 6 / (r link (1/h - 1/g)).

    Raises
    ------
    ValueError
        If the GPU is not faster than the host.

    Examples
    --------
    The EPYC 9654 and the H100 of ``machines``: once, and with the data used a hundred times.

    >>> break_even_side(7.3728e12, 66.9e12, PCIE5_X16_BYTES_PER_S)
    790
    >>> break_even_side(7.3728e12, 66.9e12, PCIE5_X16_BYTES_PER_S, products=100)
    8
    """
    host, gpu, link = (
        Fraction(_validate.number(name, value, above=0))
        for name, value in (
            ("host_operations_per_s", host_operations_per_s),
            ("gpu_operations_per_s", gpu_operations_per_s),
            ("link_bytes_per_s", link_bytes_per_s),
        )
    )
    if gpu <= host:
        raise _validate.refuse("gpu_operations_per_s", float(gpu), "more than the host's")
    saved_s_per_operation = 1 / host - 1 / gpu
    products = _validate.count("products", products)
    return math.floor(6 / (products * link * saved_s_per_operation)) + 1
