"""What doubles with each qubit or bit: the memory of a simulation, and the steps of factoring.

The counts come from ``compmodels.qubits``: ``state`` for bytes, ``classical`` for steps, ``shor``
for gates. Nothing here is timed.

Sources. Largest simulations: T. Haener, D. Steiger, arXiv:1704.01127 (45 qubits, 0.5 petabytes);
H. De Raedt and others, Computer Physics Communications 237, 47-61 (2019) (48 qubits, with an
eighth of the memory); H. De Raedt and others, arXiv:2511.03359 (2025) (50 qubits, the same way).
Gates of a full circuit: C. Gidney, M. Ekera, "How to factor 2048 bit RSA integers in 8 hours using
20 million noisy qubits", Quantum 5, 433 (2021), its abstract.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log2, log10

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import EngFormatter

from compmodels import _validate
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import in_bytes
from compmodels.qubits.classical import pollard_rho, trial_division
from compmodels.qubits.shor import order_finding
from compmodels.qubits.state import memory_bytes, most_qubits

LARGEST = {
    "2017": (45, memory_bytes(45)),
    "2019": (48, memory_bytes(48) // 8),
    "2025": (50, memory_bytes(50) // 8),
}
"""Qubits of the largest simulations of their time, and bytes of their states, by the year."""
ASIDE = {
    "2017": {"xytext": (-5, 2), "ha": "right", "va": "bottom"},
    "2019": {"xytext": (0, -7), "ha": "center", "va": "top"},
    "2025": {"xytext": (8, 0), "ha": "left", "va": "center"},
}
"""Where the years stand beside their marks, in points."""

BITS = tuple(range(10, 41, 3))  # of the numbers that are factored
RUNS = 9  # of Pollard's rho for each number; their median is drawn
BUILT = (15, 21, 35, 77, 143, 255)  # of which circuits are built
END = 128  # bits at which the picture of factoring ends
SIZE = (720, 430)


def draw_memory(ax: Axes, most: int, machine_bytes: float | None) -> None:
    """Draw the bytes of a state against its qubits, and what this machine and others hold."""
    qubits = np.arange(1, most + 1)
    sizes = [float(memory_bytes(n)) for n in range(1, most + 1)]
    ax.set(xlim=(0, most + 1), xlabel="qubits (count)", ylabel="memory of the state")
    top = 8 * max(sizes[-1], machine_bytes or 0)
    ax.set(yscale="log", ylim=(10, top))
    ax.set_yticks(10.0 ** np.arange(3, np.log10(top), 3))
    ax.yaxis.set_major_formatter(EngFormatter("B", places=0))
    ax.minorticks_off()
    label = "16 bytes an amplitude"
    ax.plot(qubits, sizes, "o-", color=COLOURS["blue"], markersize=3, linewidth=1, label=label)
    shown = {year: one for year, one in LARGEST.items() if one[0] <= most}
    if shown:
        style = {"color": COLOURS["vermillion"], "markersize": 9, "linestyle": "none"}
        ax.plot(*zip(*shown.values(), strict=True), "D", **style, label="largest of their time")
    for year, place in shown.items():
        ax.annotate(year, place, textcoords="offset points", fontsize=10, **ASIDE[year])
    if machine_bytes is not None:
        ax.axhline(machine_bytes, color="black", linestyle="--", linewidth=1.5)
        words = f"this machine: {in_bytes(machine_bytes)}, {most_qubits(machine_bytes)} qubits"
        ax.text(0.7, 1.3 * machine_bytes, words, va="bottom", fontsize=10)
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    ax.legend(ncols=2, frameon=False, **place)


def describe_memory(most: int, machine_bytes: float | None) -> str:
    """The picture of `draw_memory` in words."""
    told = [
        "Each qubit more doubles the memory of a state: "
        + ", ".join(f"{n} take {in_bytes(memory_bytes(n))}" for n in range(10, most + 1, 10))
        + "."
    ]
    if machine_bytes is not None:
        held = most_qubits(machine_bytes)
        told.append(f"This machine has {in_bytes(machine_bytes)}, which hold {held} qubits.")
    for year, (n, size) in LARGEST.items():
        if n <= most:
            fewer = " with 2 bytes an amplitude" if size < memory_bytes(n) else ""
            told.append(f"{n} qubits were simulated in {year}{fewer}, in {in_bytes(size)}.")
    return " ".join(told)


def memory_picture(most: int = 60, machine_bytes: float | None = None) -> Picture:
    """The bytes of a state against its qubits, with the sentences.

    Parameters
    ----------
    most
        Qubits where the picture ends, from 10 to 100.
    machine_bytes
        The memory of this machine, for a line; without it, none is drawn.
    """
    most = _validate.count("most", most, 10, 100)
    if machine_bytes is not None:
        machine_bytes = _validate.number("machine_bytes", machine_bytes, least=memory_bytes(1))
    figure = new_figure(*SIZE)
    draw_memory(figure.add_subplot(), most, machine_bytes)
    return Picture(figure, describe_memory(most, machine_bytes))


def hard_number(bits: int) -> int:
    """A number of so many bits, the product of two primes that are nearly equal.

    Examples
    --------
    >>> hard_number(10), trial_division(hard_number(10))
    (899, (29, 15))
    """
    first = _next_prime(int(2 ** (bits / 2 - 0.25)))
    return first * _next_prime(first + 1)


@lru_cache(maxsize=1)
def measured() -> dict[int, tuple[int, float]]:
    """For numbers of each length in bits, the steps of trial division and of Pollard's rho."""
    rng = np.random.default_rng(1)
    found = {}
    for bits in BITS:
        N = hard_number(bits)
        walked = [pollard_rho(N, rng)[1] for _ in range(RUNS)]
        found[N.bit_length()] = trial_division(N)[1], float(np.median(walked))
    return found


def built() -> dict[int, int]:
    """For numbers of each length in bits, the gates of the circuit that finds an order."""
    return {N.bit_length(): len(order_finding(2, N)) for N in BUILT}


def toffolis(bits: float) -> float:
    """Gates on three qubits that factoring takes by Gidney and Ekera's estimate.

    It is 0.3 n^3 + 0.0005 n^3 log2(n) for n bits.

    Examples
    --------
    >>> f"{toffolis(2048):.2g}"
    '2.6e+09'
    """
    return 0.3 * bits**3 + 0.0005 * bits**3 * log2(bits)


def extended(steps: Sequence[float], power: float) -> float:
    """The factor c with which c 2^(power bits) goes on from the measured numbers of steps."""
    ratios = [step / 2 ** (power * bits) for bits, step in zip(measured(), steps, strict=True)]
    return float(np.exp(np.mean(np.log(ratios))))


def draw_growth(ax: Axes) -> None:
    """Draw steps of two ways without qubits and gates of a circuit, against the bits of N."""
    ax.set(xlim=(0, END), yscale="log", ylim=(1, 1e20))
    ax.set(xlabel="length of N (bits)", ylabel="steps or gates (count)")
    for name, power, steps, (colour, marker) in _classical():
        style = {"color": COLOURS[colour], "linewidth": 1.5}
        measured_label, line_label = f"{name}, measured", f"{name}, extrapolated"
        ax.plot(list(measured()), steps, marker, **style, linestyle="none", label=measured_label)
        ends = np.array([max(measured()), END])
        goes_on = extended(steps, power) * 2 ** (power * ends)
        ax.plot(ends, goes_on, "--", **style, label=line_label)
    bits = np.arange(max(built()), END + 1)
    style = {"color": COLOURS["green"], "linewidth": 1.5}
    sizes = built()
    built_label = "circuit built here, large gates"
    ax.plot(list(sizes), list(sizes.values()), "^", **style, linestyle="none", label=built_label)
    ax.plot(
        bits, [toffolis(n) for n in bits], "-.", **style, label="circuit of small gates, estimate"
    )
    ax.legend(loc="upper left", frameon=False)


def describe_growth() -> str:
    """The picture of `draw_growth` in words."""
    most = max(measured())
    told = [
        f"{name} takes {steps[-1]:,.0f} steps for a number of {most} bits, by extrapolation "
        f"about 10^{round(log10(extended(steps, power) * 2 ** (power * END)))} for {END}"
        for name, power, steps, _look in _classical()
    ]
    gates = built()
    return (
        f"{'; '.join(told)}. The circuit that finds an order has {min(gates.values())} gates for "
        f"{min(gates)} bits and {max(gates.values())} for {max(gates)}, with each multiplication "
        f"as one large gate; made of gates on three qubits, by a formula for long numbers, about "
        f"{toffolis(most):,.0f} gates for {most} bits and {toffolis(END):,.0f} for {END}. Neither "
        "of the two ways without qubits is the fastest that is known."
    )


def growth_picture() -> Picture:
    """Steps and gates of factoring against the length of the number, with the sentences."""
    figure = new_figure(*SIZE)
    draw_growth(figure.add_subplot())
    return Picture(figure, describe_growth())


def _classical() -> list[tuple[str, float, list[float], tuple[str, str]]]:
    """The two ways without qubits: name, power of growth a bit, measured steps and look."""
    trial, rho = (list(steps) for steps in zip(*measured().values(), strict=True))
    return [
        ("Trial division", 1 / 2, trial, ("vermillion", "s")),
        ("Pollard's rho", 1 / 4, rho, ("blue", "o")),
    ]


def _next_prime(least: int) -> int:
    """The smallest prime from ``least`` on."""
    while trial_division(least)[0] != least:
        least += 1
    return least
