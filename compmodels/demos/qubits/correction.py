"""The three-qubit code: how often it fails, against how often a qubit flips.

The code lives in ``compmodels.qubits.noise``. What errors do to a state that nobody corrects is
drawn in ``decoherence``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

import numpy as np
from matplotlib.axes import Axes

from compmodels import _validate
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos.qubits._phases import percent
from compmodels.demos.qubits.found import draw_spread
from compmodels.qubits import noise
from compmodels.qubits.gates import x
from compmodels.qubits.state import run

SENT = np.array([0.6, 0.8j])  # the qubit that the code keeps
LEAST = 1e-2  # probability of a flip at which the axis begins
PROBABILITIES = (0.05, 0.1, 0.2, 0.35, 0.5, 0.7)  # of the points
SHARES = np.geomspace(LEAST, 1, 121)  # where lines are drawn
LIMIT = 0.5  # from this probability on, 3p^2 - 2p^3 is no less than p
SIZE = (600, 420)


@lru_cache(maxsize=1)
def misled() -> np.ndarray:
    """Whether each of the eight patterns of flips misleads the code; bit q is that of qubit q."""
    kept, rng = run(noise.encode(), np.kron([1, 0, 0, 0], SENT)), np.random.default_rng(1)
    lost = []
    for bits in product((0, 1), repeat=3):  # the highest qubit first
        flips = [x(q) for q, bit in enumerate(reversed(bits)) if bit]
        _culprit, mended = noise.correct(run(flips, kept), rng)
        lost.append(abs(np.vdot(kept, mended)) ** 2 < 0.99)
    return np.array(lost)


def failures(probability: float, runs: int, rng: np.random.Generator) -> float:
    """The share of trajectories after which the three-qubit code does not hold what was sent.

    They are drawn all at once, and are the same as by ``noise.flips`` one by one.
    """
    flipped = rng.random((runs, 3)) < probability
    return float(misled()[flipped @ [1, 2, 4]].mean())


def draw_code(ax: Axes, measured: Mapping[float, float], runs: int) -> None:
    """Draw how often the code fails, and points of so many runs with what chance does to them."""
    ax.set(xscale="log", yscale="log", xlim=(SHARES[0], 1), ylim=(1e-4, 1))
    ax.set(xlabel="a qubit flips (probability, %)", ylabel="the code fails (probability, %)")
    for axis in (ax.xaxis, ax.yaxis):
        axis.set_major_formatter(lambda share, _: f"{100 * share:g}")
    formula = {"color": COLOURS["blue"], "linewidth": 2, "label": "three qubits, $3p^2 - 2p^3$"}
    ax.plot(SHARES, [noise.logical_error(p) for p in SHARES], "-", **formula)
    ax.plot(SHARES, SHARES, "--", color="black", linewidth=1.5, label="one qubit alone, $p$")
    draw_spread(ax, {p: noise.logical_error(p) for p in measured}, runs)
    points = {"color": COLOURS["vermillion"], "linestyle": "none", "markersize": 5}
    seen = {p: share for p, share in measured.items() if share}  # a logarithm has no place for 0
    ax.plot(list(seen), list(seen.values()), "o", **points, label="played through")
    ax.axvline(LIMIT, color="grey", linestyle=":", linewidth=1)
    ax.text(0.47, 2e-4, "no help from 50 % on", rotation=90, ha="right", va="bottom", fontsize=10)
    place = {"loc": "lower left", "bbox_to_anchor": (0, 1), "borderaxespad": 0}
    ax.legend(ncols=2, frameon=False, **place)


def describe_code(measured: Mapping[float, float], runs: int) -> str:
    """The picture of `draw_code` in words."""
    told = "; ".join(
        f"{percent(share)} at {percent(p)}, by the formula {percent(noise.logical_error(p))}"
        for p, share in measured.items()
    )
    many = "1 trajectory" if runs == 1 else f"{runs:,} trajectories"
    return (
        f"How often the three-qubit code fails, in {many} for each probability of "
        f"a flip: {told}. Half the probability of a flip means about a quarter of the failures "
        "when flips are rare; from 50 % on, one qubit alone is as good or better."
    )


def code_picture(runs: int = 10_000) -> Picture:
    """How often the three-qubit code fails, with the sentences.

    Parameters
    ----------
    runs
        Trajectories of each point; they are the same in each call.
    """
    runs, rng = _validate.count("runs", runs), np.random.default_rng(1)
    measured = {p: failures(p, runs, rng) for p in PROBABILITIES}
    figure = new_figure(*SIZE)
    draw_code(figure.add_subplot(), measured, runs)
    return Picture(figure, describe_code(measured, runs))
