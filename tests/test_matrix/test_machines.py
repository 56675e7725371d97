"""Throughput machines and offload against step-by-step simulation, scans and exact fractions."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.matrix import machines, offload
from compmodels.matrix.machines import EPYC_9654, H100_SXM5, Machine, Team

small = st.integers(1, 9)
speeds = st.floats(1e-3, 1e3)
CPU = Machine("small CPU", 3, 2.0, 2, 1.0)
GPU = Machine("small GPU", 40, 1.0, 5, 1.0)


def simulated_cycles(lanes: int, latency: int, chains: int, length: int) -> int:
    """Cycles of a machine that, cycle by cycle, starts on each lane the step waited for longest."""
    steps_left, ready = [length] * chains, [0] * chains
    cycle = 0
    while any(steps_left):
        for lane in range(lanes):
            able = [c for c in range(lane, chains, lanes) if steps_left[c] and ready[c] <= cycle]
            if able:
                chain = min(able, key=lambda c: ready[c])
                steps_left[chain] -= 1
                ready[chain] = cycle + latency
        cycle += 1
    return max(ready)


@given(small, small, st.integers(1, 30), small)
def test_cycles_are_those_of_a_simulation(lanes, latency, chains, length):
    machine = Machine("any", lanes, 1.0, latency, 1.0)
    expected = simulated_cycles(lanes, latency, chains, length)
    assert machines.cycles(machine, chains, length) == expected


@given(small, small, st.integers(1, 100), small)
def test_no_time_is_below_the_longest_chain_or_the_work_of_the_busiest_lane(
    lanes, latency, chains, length
):
    machine = Machine("any", lanes, 1.0, latency, 1.0)
    cycles = machines.cycles(machine, chains, length)
    assert cycles >= length * latency
    assert cycles >= chains * length / lanes
    assert machines.cycles(machine, chains + 1, length) >= cycles
    assert machines.cycles(machine, chains, length + 1) > cycles


def speed(machine, chains, length):
    """The operations per second of so many chains."""
    operations = machine.operations_per_step * chains * length
    return operations / machines.time_s(machine, chains, length)


@pytest.mark.parametrize("machine", [EPYC_9654, H100_SXM5], ids=lambda m: m.name)
def test_one_chain_gets_a_step_in_each_latency_and_many_chains_get_all_lanes(machine):
    seconds = machines.time_s(machine, 1, 1000)
    assert seconds == pytest.approx(1000 * machine.latency_cycles / machine.clock_hz)
    many = 1000 * machine.lanes
    achieved = speed(machine, many, 1000)
    assert achieved == pytest.approx(machine.operations_per_s, rel=1e-4)
    full = speed(machine, machine.chains_to_fill, 10**6)
    one_less_filled = machine.chains_to_fill - machine.lanes
    less = speed(machine, one_less_filled, 10**6)
    assert full == pytest.approx(machine.operations_per_s, rel=1e-4)
    assert less == pytest.approx(machine.operations_per_s * 3 / 4, rel=1e-4)


def test_the_real_machines_have_the_speeds_of_their_data_sheets():
    assert H100_SXM5.operations_per_s == pytest.approx(66.9e12, rel=1e-3)
    assert EPYC_9654.operations_per_s == pytest.approx(7.4e12, rel=5e-3)
    assert H100_SXM5.operations_per_s / EPYC_9654.operations_per_s == pytest.approx(9, abs=0.1)
    assert EPYC_9654.memory_bytes_per_s == pytest.approx(12 * 4.8e9 * 8)


@pytest.mark.parametrize("length", [1, 2, 3, 10, 1000])
@pytest.mark.parametrize("gpu", [GPU, replace(GPU, latency_cycles=30), replace(GPU, lanes=7)])
def test_the_crossing_is_the_first_number_of_chains_that_a_scan_finds(gpu, length):
    scan = (
        n
        for n in range(1, 5000)
        if machines.time_s(gpu, n, length) < machines.time_s(CPU, n, length)
    )
    assert machines.crossing(CPU, gpu, length) == next(scan)


@pytest.mark.parametrize("length", [1_000, 10**6])
def test_beyond_the_crossing_of_the_real_machines_the_gpu_stays_ahead(length):
    first = machines.crossing(EPYC_9654, H100_SXM5, length)
    assert 1 < first < 10_000

    def gpu_is_ahead(n):
        return machines.time_s(H100_SXM5, n, length) < machines.time_s(EPYC_9654, n, length)

    before, beyond = range(1, first, 7), range(first, 40 * H100_SXM5.lanes, 997)
    assert not any(map(gpu_is_ahead, before)) and all(map(gpu_is_ahead, beyond))


def test_a_gpu_that_starts_no_more_steps_has_no_crossing():
    with pytest.raises(ValueError, match="gpu is Machine"):
        machines.crossing(GPU, CPU, 10)


# teams


@given(st.integers(1, 10**5), speeds, st.floats(1, 1e6), st.floats(0, 1))
def test_a_team_is_sped_up_as_amdahl_says(workers, speed, operations, dependent):
    alone = machines.job_time_s(Team(1, speed), operations, dependent)
    together = machines.job_time_s(Team(workers, speed), operations, dependent)
    exact = Fraction(dependent) + (1 - Fraction(dependent)) / workers
    assert alone == pytest.approx(operations / speed)
    assert alone / together == pytest.approx(float(1 / exact))


@given(st.integers(1, 50), st.integers(1, 10**4), speeds, speeds)
def test_the_expert_wins_from_the_share_on_and_loses_below(experts, pupils, one, other):
    quick, slow = Team(experts, max(one, other)), Team(pupils, min(one, other))
    share = machines.expert_wins_from(quick, slow)
    assert 0 <= share <= 1

    def lost_s(dependent):
        quick_s = machines.job_time_s(quick, 1e6, dependent)
        slow_s = machines.job_time_s(slow, 1e6, dependent)
        return (quick_s - slow_s) / slow_s

    assert all(lost_s(share + (1 - share) * part) <= 1e-9 for part in (0, 0.01, 0.5, 1))
    assert all(lost_s(share * part) >= -1e-9 for part in (0, 0.5, 0.99) if share > 0)


def test_shares_at_the_ends():
    assert machines.expert_wins_from(Team(1, 100), Team(99, 1)) == 0
    assert machines.expert_wins_from(Team(1, 1), Team(2, 1)) == 1
    assert machines.expert_wins_from(Team(5, 2), Team(5, 2)) == 0
    with pytest.raises(ValueError, match="expert is Team"):
        machines.expert_wins_from(Team(1, 1), Team(10, 2))


@pytest.mark.parametrize("machine", [EPYC_9654, H100_SXM5], ids=lambda m: m.name)
def test_a_machines_team_works_as_the_machine(machine):
    operations = machine.operations_per_step * 10**6
    one_chain = machines.job_time_s(machine.team, operations, 1)
    assert one_chain == pytest.approx(machines.time_s(machine, 1, 10**6))
    no_chain = machines.job_time_s(machine.team, operations * machine.chains_to_fill, 0)
    filled = machines.time_s(machine, machine.chains_to_fill, 10**6)
    assert no_chain == pytest.approx(filled, rel=1e-4)


@given(st.integers(1, 2000), st.integers(1, 20), st.integers(1, 50), small)
def test_the_lanes_on_a_chip_are_those_of_the_cores_that_fit(area, lane, core, per_core):
    lanes = machines.lanes_on_chip(area, lane, core, per_core)
    cores = lanes // per_core
    assert lanes % per_core == 0
    assert cores * (core + per_core * lane) <= area < (cores + 1) * (core + per_core * lane)


# offload

rates = st.integers(1, 10**6)


def exact_times(side: int, host: int, gpu: int, link: int, products: int):
    """Seconds on the host and, with the way there and back, on the GPU, as fractions."""
    work = Fraction(2 * products * side**3)
    return work / host, work / gpu + Fraction(12 * side**2, link)


@given(rates, rates, rates, st.integers(1, 100))
def test_the_break_even_side_is_the_least_that_pays(one, other, link, products):
    host, gpu = min(one, other), max(one, other) + 1
    side = offload.break_even_side(host, gpu, link, products)
    on_host, on_gpu = exact_times(side, host, gpu, link, products)
    assert on_gpu < on_host
    if side > 1:
        on_host, on_gpu = exact_times(side - 1, host, gpu, link, products)
        assert on_gpu >= on_host


@pytest.mark.parametrize("products", [1, 10, 100])
def test_the_break_even_side_of_the_real_machines_is_found_by_a_scan(products):
    host, gpu, link = EPYC_9654.operations_per_s, H100_SXM5.operations_per_s, 63.0e9
    pays = [
        offload.offload_s(n, gpu, link, products) < products * offload.compute_s(n, host)
        for n in range(1, 1200)
    ]
    first = pays.index(True)
    assert not any(pays[:first]) and all(pays[first:])
    assert offload.break_even_side(host, gpu, link, products) == first + 1


def test_data_that_stay_pay_from_a_side_smaller_by_the_number_of_products():
    once = offload.break_even_side(1e12, 20e12, 63e9)
    assert offload.break_even_side(1e12, 20e12, 63e9, products=once) == 1
    assert offload.break_even_side(1e12, 20e12, 63e9, products=4) == pytest.approx(
        ceil(once / 4), abs=1
    )


@given(st.integers(1, 3000), rates, rates, st.integers(1, 50))
def test_offload_takes_the_way_and_the_work(side, gpu, link, products):
    _, exact = exact_times(side, 1, gpu, link, products)
    assert offload.offload_s(side, gpu, link, products) == pytest.approx(float(exact))


def test_two_matrices_go_and_one_comes_back():
    assert offload.product_bytes(10) == 2 * 100 * 4 + 100 * 4
    assert offload.product_bytes(10, itemsize=8) == 2 * offload.product_bytes(10)
    assert offload.transfer_s(63e9, offload.PCIE5_X16_BYTES_PER_S) == 1


def test_a_gpu_that_is_no_faster_never_pays():
    with pytest.raises(ValueError, match="gpu_operations_per_s is 1000"):
        offload.break_even_side(1000, 1000, 10)


WRONG = [None, "many", float("nan"), -1, 0]
FIELDS = ["lanes", "clock_hz", "latency_cycles", "memory_bytes_per_s", "operations_per_step"]


@pytest.mark.parametrize("value", WRONG, ids=repr)
@pytest.mark.parametrize("field", FIELDS)
def test_a_machine_of_nonsense_is_refused(field, value):
    with pytest.raises(ValueError, match=f"{field} is .*allowed: "):
        replace(CPU, **{field: value})


@pytest.mark.parametrize("value", WRONG, ids=repr)
@pytest.mark.parametrize("field", ["workers", "operations_per_s"])
def test_a_team_of_nonsense_is_refused(field, value):
    with pytest.raises(ValueError, match=f"{field} is .*allowed: "):
        replace(Team(1, 1.0), **{field: value})
