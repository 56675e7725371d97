"""The record of a warp's steps: who takes part in which, against the launch's own counts."""

from __future__ import annotations

import numpy as np
import pytest

from compmodels.matrix import kernels, simt

WARP = 32


def parted(block, thread, apart, x):
    if thread.x < apart:
        x[thread.x] = 1
        x[thread.x] = 2
    else:
        x[thread.x] = 3


@pytest.mark.parametrize("apart", [0, 1, 16, 31, 32])
def test_the_two_sides_of_a_branch_come_one_after_the_other(apart: int):
    run = simt.launch(parted, 1, WARP, apart, np.zeros(WARP), record=True)
    everyone = tuple(range(WARP))
    first, second = everyone[:apart], everyone[apart:]
    expected = [everyone, first, first, second]
    assert [step.lanes for step in run.warp_steps] == [lanes for lanes in expected if lanes]


@pytest.mark.parametrize("threads", [32, 40, 64])
@pytest.mark.parametrize("kernel", [kernels.sum_interleaved, kernels.sum_strided])
def test_the_record_has_as_many_steps_as_the_counts(kernel, threads: int):
    run = simt.launch(kernel, 2, 64, np.arange(2.0 * threads), np.zeros(2), record=True)
    assert len(run.warp_steps) == run.counts.steps
    assert sum(len(step.lanes) for step in run.warp_steps) == run.counts.thread_steps
    assert {step.block.x for step in run.warp_steps} == {0, 1}
    assert {step.warp for step in run.warp_steps} == {0, 1}
    assert max(step.phase for step in run.warp_steps) == run.counts.barriers / 2


def test_only_what_was_to_be_recorded_is_recorded():
    assert simt.launch(parted, 1, WARP, 1, np.zeros(WARP)).warp_steps == ()
