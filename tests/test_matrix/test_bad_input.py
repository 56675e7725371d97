"""Every public function of lesson 03's model, tried with arguments that it must refuse.

A new function needs an entry in ``GOOD``. The simulator and its kernels are tested elsewhere.
"""

from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings

import compmodels.matrix
from compmodels.matrix import (
    convolution,
    jobs,
    machines,
    measuring,
    networks,
    offload,
    product,
    roofline,
)
from tests.bad_input import (
    assert_all_are_tried,
    assert_refused,
    modules_of,
    never_right,
    parameters,
)

SIMULATOR = {"simt", "results", "memory", "warps", "blocks", "lines", "texts"}
ELSEWHERE = {*SIMULATOR, "kernels", "gpu_kernels"}
FACTORS = {"A": [[1.0, 2.0]], "B": [[3.0], [4.0]]}
SIZES = {"m": 2, "k": 3, "n": 4}
PICTURE = np.arange(9.0).reshape(1, 3, 3)
LAYER = {"picture": PICTURE, "kernels": np.ones((1, 1, 2, 2)), "stride": 1, "padding": 0}
KERNEL = {"rows": 2, "columns": 2, "stride": 1, "padding": 0}
MACHINES = {"cpu": machines.EPYC_9654, "gpu": machines.H100_SXM5}
WORK = {"machine": machines.H100_SXM5, "chains": 3, "length": 5}
SPEEDS = {"operations_per_s": 4.0, "bytes_per_s": 2.0}
TIMED = {
    "rounds": 1,
    "sizes": jobs.Sizes(memory=12_288, small=2, square=2, thin=2, inner=(1,)),
    "progress": None,
}
GOOD = {
    product.operations: SIZES,
    product.steps: {**SIZES, "order": "kij"},
    product.by_loops: {**FACTORS, "order": "kij"},
    product.by_vectors: {**FACTORS, "inner": "j"},
    product.by_blocks: {**FACTORS, "tile": 2},
    product.count: {**FACTORS, "order": "kij"},
    convolution.output_side: {"side": 5, "kernel": 3, "stride": 2, "padding": 1},
    convolution.direct: LAYER,
    convolution.as_product: LAYER,
    convolution.im2col: {"picture": PICTURE, **KERNEL},
    convolution.im2col_index: {"row": 0, "column": 0, "places_across": 2, **KERNEL},
    convolution.macs: {"outputs": 2, "places": 9, "channels": 3, "rows": 2, "columns": 2},
    convolution.growth: {"height": 3, "width": 3, **KERNEL},
    networks.Convolution: {
        "name": "conv", "channels": 2, "side": 5, "outputs": 4, "kernel": 3, "stride": 1,
        "padding": 0, "groups": 2,
    },
    networks.Dense: {"name": "fc", "inputs": 3, "outputs": 4},
    networks.macs: {"layers": networks.ALEXNET},
    networks.operations: {"layers": networks.ALEXNET},
    networks.weights: {"layers": networks.ALEXNET},
    networks.training_operations: {"layers": networks.ALEXNET, "examples": 2, "passes": 3},
    networks.as_product_shape: {"layer": networks.ALEXNET[0], "batch": 2},
    networks.bytes_moved: {"layer": networks.ALEXNET[0], "batch": 2, "itemsize": 4},
    machines.cycles: WORK,
    machines.time_s: WORK,
    machines.crossing: {**MACHINES, "length": 5},
    machines.job_time_s: {"team": machines.Team(3, 1.0), "operations": 10.0, "dependent": 0.5},
    machines.expert_wins_from: {"expert": machines.Team(1, 9.0), "pupils": machines.Team(99, 1.0)},
    machines.lanes_on_chip: {"area": 9.0, "lane_area": 1.0, "core_area": 2.0, "lanes_per_core": 2},
    offload.transfer_s: {"bytes_moved": 8, "link_bytes_per_s": 2.0},
    offload.product_bytes: {"side": 2, "itemsize": 4},
    offload.compute_s: {"side": 2, "operations_per_s": 4.0},
    offload.offload_s: {
        "side": 2, "operations_per_s": 4.0, "link_bytes_per_s": 2.0, "products": 3,
    },
    offload.break_even_side: {
        "host_operations_per_s": 2.0, "gpu_operations_per_s": 4.0, "link_bytes_per_s": 2.0,
        "products": 3,
    },
    roofline.intensity: {"operations": 8, "bytes_moved": 4},
    roofline.attainable: {"intensity": 1.0, **SPEEDS},
    roofline.ridge: SPEEDS,
    roofline.bound: {"intensity": 1.0, **SPEEDS},
    roofline.product_intensity: {**SIZES, "itemsize": 4},
    roofline.share_of_roof: {
        "point": roofline.Point("any", 8, 4, 2.0), "roofs": roofline.Roofs(**SPEEDS),
    },
    jobs.build: {"sizes": TIMED["sizes"]},
    measuring.measured: TIMED,
    measuring.measured_ways: {"side": 2, "rounds": 1, "progress": None},
    measuring.best_times_s: {
        "runs": [("any", int)], "rounds": 1, "clock": time.perf_counter, "progress": None,
    },
}  # fmt: skip


ALLOWED_AFTER_ALL = [("name", "many"), ("picture", [[[1.0]]]), ("progress", None)]


def test_every_public_function_is_tried_with_bad_input():
    found = [m for m in modules_of(compmodels.matrix) if m.__name__.split(".")[-1] not in ELSEWHERE]
    assert_all_are_tried(found, GOOD)


@pytest.mark.parametrize(("function", "name"), parameters(GOOD))
@given(bad=never_right)
@settings(max_examples=30, deadline=None)
def test_bad_input_is_refused_by_name_with_what_is_allowed(function, name, bad):
    assert_refused(function, GOOD[function], name, bad, ALLOWED_AFTER_ALL)
