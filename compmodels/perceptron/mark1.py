"""The Mark I perceptron: 400 photocells, 512 association units, 8 response units.

The photocells see a picture. Each association unit is wired, once and at random, to a few
photocells, some of which excite and some of which inhibit it; it is active when the sum is
above its threshold. Nothing in this wiring learns. The response units are perceptrons (see
``unit``) whose inputs are the association units, one response unit for each character.

Numbers of units: C. Tappert, "Rosenblatt's contributions", Pace University (2011). How many
photocells an association unit is wired to is our choice: ten, the best of those tried.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from compmodels import _validate


@dataclass(frozen=True)
class MarkI:
    """The machine: what is wired and what is learned.

    Attributes
    ----------
    wiring
        Shape (association units, photocells): 1 excites, -1 inhibits, 0 is not connected.
    threshold
        An association unit is active when its sum is above this number.
    weights, bias
        Of the response units, shapes (response units, association units) and (response units,).
    """

    wiring: np.ndarray
    threshold: float
    weights: np.ndarray
    bias: np.ndarray


@dataclass(frozen=True)
class Run:
    """A trained machine, and how many of the examples it got wrong in each pass."""

    machine: MarkI
    mistakes: np.ndarray


def build(
    rng: np.random.Generator,
    photocells: int = 400,
    associations: int = 512,
    responses: int = 8,
    fan_in: int = 10,
    threshold: float = 0,
) -> MarkI:
    """A machine that has learned nothing, each association unit wired to ``fan_in`` photocells.

    Examples
    --------
    >>> machine = build(np.random.default_rng(1))
    >>> machine.wiring.shape, machine.weights.shape
    ((512, 400), (8, 512))
    """
    _validate.generator("rng", rng)
    photocells = _validate.count("photocells", photocells)
    associations = _validate.count("associations", associations)
    responses = _validate.count("responses", responses, least=2)
    fan_in = _validate.count("fan_in", fan_in, most=photocells)
    wiring = np.zeros((associations, photocells), dtype=np.int8)
    for unit in wiring:
        unit[rng.choice(photocells, fan_in, replace=False)] = rng.choice([-1, 1], fan_in)
    return MarkI(
        wiring,
        _validate.number("threshold", threshold),
        np.zeros((responses, associations)),
        np.zeros(responses),
    )


def activity(machine: MarkI, pictures: ArrayLike) -> np.ndarray:
    """Which association units are active: 1 or 0, shape (pictures, association units).

    ``pictures`` holds one picture in each row: 1 for a photocell that sees ink, 0 for one
    that does not.

    Examples
    --------
    >>> wires = np.array([[1, 1, 0], [0, 1, -1]])
    >>> machine = MarkI(wires, 0, np.zeros((2, 2)), np.zeros(2))
    >>> activity(machine, [[0, 1, 1]])
    array([[1., 0.]])
    """
    _validate.instance("machine", machine, MarkI, "as build makes it")
    pictures = _validate.array("pictures", pictures, (None, machine.wiring.shape[1]))
    return (pictures @ machine.wiring.T.astype(float) > machine.threshold).astype(float)


def sums(machine: MarkI, pictures: ArrayLike) -> np.ndarray:
    """Weighted sum of each response unit, shape (pictures, response units)."""
    return activity(machine, pictures) @ machine.weights.T + machine.bias


def predict(machine: MarkI, pictures: ArrayLike) -> np.ndarray:
    """The character read in each picture: the number of the response unit with the largest sum."""
    return sums(machine, pictures).argmax(axis=1)


def step(machine: MarkI, picture: ArrayLike, label: int) -> MarkI:
    """The machine after it has seen one ``picture`` of the character ``label``.

    The response unit of that character should answer +1 and all others -1; each that
    answers wrongly learns, by the rule of ``unit.step``.
    """
    _validate.instance("machine", machine, MarkI, "as build makes it")
    picture = _validate.array("picture", picture, (machine.wiring.shape[1],))
    (active,) = activity(machine, picture[None])
    label = _validate.count("label", label, 0, len(machine.bias) - 1)
    wanted = np.arange(len(machine.bias)) == label
    weights, bias, _ = _correct(machine.weights, machine.bias, active, wanted)
    return replace(machine, weights=weights, bias=bias)


def run(machine: MarkI, pictures: ArrayLike, labels: ArrayLike, passes: int = 5) -> Run:
    """The machine after ``passes`` through the pictures, one presentation at a time.

    It stops early after a pass in which no response unit answered wrongly.

    Examples
    --------
    >>> machine = build(np.random.default_rng(1), photocells=4, responses=2, fan_in=2)
    >>> run(machine, [[1, 1, 0, 0], [0, 0, 1, 1]], [0, 1]).mistakes
    array([2, 1, 0])
    """
    active = activity(machine, pictures)
    labels = _labels(labels, len(active), len(machine.bias))
    wanted = labels[:, None] == np.arange(len(machine.bias))
    weights, bias, mistakes = machine.weights, machine.bias, []
    for _ in range(_validate.count("passes", passes)):
        mistakes.append(0)
        for units, answers in zip(active, wanted, strict=True):
            weights, bias, wrong = _correct(weights, bias, units, answers)
            mistakes[-1] += wrong
        if mistakes[-1] == 0:
            break
    return Run(replace(machine, weights=weights, bias=bias), np.array(mistakes))


def _correct(weights, bias, active, wanted):
    """Weights and bias after one example, and whether any response unit answered wrongly."""
    wrong = (weights @ active + bias > 0) != wanted
    if not wrong.any():
        return weights, bias, False
    change = np.where(wanted, 1.0, -1.0) * wrong
    return weights + np.outer(change, active), bias + change, True


def _labels(labels, length: int, responses: int) -> np.ndarray:
    allowed = tuple(range(responses))
    return _validate.members("labels", labels, length, allowed).astype(int)
