"""The search for a wiring, against the same done by hand with the machine of lesson 01."""

from __future__ import annotations

import numpy as np
import pytest

from compmodels import datasets
from compmodels.amdahl import jobs, search
from compmodels.perceptron import mark1

HELD_OUT = 60


@pytest.fixture(scope="module")
def digits() -> tuple[np.ndarray, np.ndarray]:
    all_digits = datasets.digits()
    return all_digits.pictures[:260], all_digits.labels[:260]


def learned(seed: int, pictures, labels, passes: int) -> mark1.MarkI:
    machine = mark1.build(np.random.default_rng(seed), responses=10)
    return mark1.run(machine, pictures, labels, passes=passes).machine


def done(job: jobs.Job) -> search.Found:
    return job.finish([job.work(*piece) for piece in job.pieces])


def test_share_read_is_the_share_of_unseen_digits_that_the_machine_reads(digits):
    pictures, labels = digits
    for seed in (0, 3):
        machine = learned(seed, pictures[:-HELD_OUT], labels[:-HELD_OUT], passes=1)
        right = mark1.predict(machine, pictures[-HELD_OUT:]) == labels[-HELD_OUT:]
        assert search.share_read(pictures, labels, HELD_OUT, seed) == right.sum() / HELD_OUT


def test_the_best_wiring_is_found_and_learns_everything(digits):
    pictures, labels = digits
    found = done(search.best_wiring(pictures, labels, HELD_OUT, machines=5, passes=3))
    shares = [search.share_read(pictures, labels, HELD_OUT, seed) for seed in range(5)]
    assert found.share == max(shares) == shares[found.seed]
    assert len(set(shares)) > 1
    by_hand = learned(found.seed, pictures, labels, passes=3)
    np.testing.assert_array_equal(found.machine.weights, by_hand.weights)
    np.testing.assert_array_equal(found.machine.wiring, by_hand.wiring)


def test_of_equally_good_wirings_the_first_is_taken():
    bars = np.tile(np.eye(2).repeat(10, axis=1), (4, 1))
    job = search.best_wiring(bars, np.tile([0, 1], 4), held_out=2, machines=3)
    assert job.finish([0.5, 1.0, 1.0]).seed == 1


def test_what_is_handed_in_stays_as_it_was(digits):
    pictures, labels = digits[0].copy(), digits[1].copy()
    done(search.best_wiring(pictures, labels, HELD_OUT, machines=1))
    np.testing.assert_array_equal(pictures, digits[0])
    np.testing.assert_array_equal(labels, digits[1])


@pytest.mark.parametrize("labels", [[0, 1, 0], [0, 1, 0, -1], "abcd"])
def test_labels_that_do_not_fit_are_refused(labels):
    with pytest.raises(ValueError, match="labels"):
        search.best_wiring(np.eye(4), labels, held_out=1)
