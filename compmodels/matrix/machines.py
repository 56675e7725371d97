"""A CPU and a GPU as machines made for latency and for throughput.

A machine has lanes. A lane is a pipeline: it can start one step in each cycle, and the result of a
step is there ``latency_cycles`` later. A step is one multiply-add, which is two operations (FLOP).
Steps of one chain depend on each other, so a chain alone leaves most of its lane idle; other
chains fill the gaps. Memory is not in this model: ``roofline`` has it, and ``offload`` the link.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from compmodels import _validate


@dataclass(frozen=True)
class Machine:
    """A machine for numbers in single precision.

    Attributes
    ----------
    name
        What it is called.
    lanes
        How many steps it can start in one cycle.
    clock_hz
        Cycles per second.
    latency_cycles
        Cycles from the start of a step to the start of one that needs its result.
    memory_bytes_per_s
        What its own memory gives and takes at the most.
    operations_per_step
        FLOP of one step: 2, a multiplication and an addition.
    """

    name: str
    lanes: int
    clock_hz: float
    latency_cycles: int
    memory_bytes_per_s: float
    operations_per_step: int = 2

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'GPU'")
        for name in ("lanes", "latency_cycles", "operations_per_step"):
            _validate.count(name, getattr(self, name))
        for name in ("clock_hz", "memory_bytes_per_s"):
            _validate.number(name, getattr(self, name), above=0)

    @property
    def operations_per_s(self) -> float:
        """FLOP per second when every lane starts a step in every cycle."""
        return self.lanes * self.operations_per_step * self.clock_hz

    @property
    def chains_to_fill(self) -> int:
        """The number of independent chains that keeps every lane busy (Little's law)."""
        return self.lanes * self.latency_cycles

    @property
    def team(self) -> Team:
        """The machine as a team: a worker for each chain that it can have under way."""
        chain_operations_per_s = self.operations_per_step * self.clock_hz / self.latency_cycles
        return Team(self.chains_to_fill, chain_operations_per_s)


@dataclass(frozen=True)
class Team:
    """A number of workers, each of whom does ``operations_per_s`` FLOP per second."""

    workers: int
    operations_per_s: float

    def __post_init__(self) -> None:
        _validate.count("workers", self.workers)
        _validate.number("operations_per_s", self.operations_per_s, above=0)


EPYC_9654 = Machine("EPYC 9654", 96 * 16, 2.4e9, 4, 460.8e9)
"""A CPU of AMD for servers, at its base clock.

96 cores, 2.4 GHz, 12 channels of DDR5-4800: https://www.hpctech.co.jp/product/amd-epyc-9004-series/
16 multiply-adds (32 FLOP) per core and cycle in single precision: the value of Zen 4 in
https://www.janschafrich.com/analysis-of-current-cpu-and-gpu-design/
4 cycles for a multiply-add (3 for an addition): ``WriteFMA`` and ``WriteFAdd`` in LLVM's model of
Zen 4, which names AMD's Software Optimization Guide as its source:
https://github.com/llvm/llvm-project/blob/main/llvm/lib/Target/X86/X86ScheduleZnver4.td
"""

H100_SXM5 = Machine("H100 SXM5", 16_896, 1.98e9, 4, 3.35e12)
"""A GPU of NVIDIA for servers.

16,896 lanes, 66.9 TFLOP/s in single precision and 3.35 TB/s:
https://glennklockwood.com/garden/processors/h100
The clock is derived from these: 66.9e12 / (2 x 16,896) Hz.
4 cycles for most arithmetic instructions is what NVIDIA's CUDA C++ Programming Guide, section
"Multiprocessor Level", says of the compute capability 7.x: https://docs.nvidia.com/cuda/
That it holds for the H100 (9.0) too is an assumption.
"""


def cycles(machine: Machine, chains: int, length: int) -> int:
    """Cycles until ``chains`` independent chains of ``length`` dependent steps each are done.

    A chain stays on its lane. The busiest lane has q = ceil(chains / lanes) chains and takes their
    steps in turn, so it comes back to a chain after max(q, latency) cycles. The last result is
    there after ``length * max(q, latency) + min(q, latency) - 1`` cycles; no order is faster.

    Examples
    --------
    >>> one_lane = Machine("one lane", 1, 1e9, 4, 1e9)
    >>> [cycles(one_lane, chains, 100) for chains in (1, 2, 4, 8)]
    [400, 401, 403, 803]
    """
    _validate.instance("machine", machine, Machine, "such as EPYC_9654")
    chains, length = _validate.count("chains", chains), _validate.count("length", length)
    on_busiest_lane = -(-chains // machine.lanes)
    shorter, longer = sorted((on_busiest_lane, machine.latency_cycles))
    return length * longer + shorter - 1


def time_s(machine: Machine, chains: int, length: int) -> float:
    """Seconds until ``chains`` independent chains of ``length`` dependent steps each are done.

    Examples
    --------
    One sum of a million numbers is done sooner by the CPU, ten thousand by the GPU.

    >>> [time_s(EPYC_9654, n, 10**6) < time_s(H100_SXM5, n, 10**6) for n in (1, 10_000)]
    [True, False]
    """
    return cycles(machine, chains, length) / machine.clock_hz


def crossing(cpu: Machine, gpu: Machine, length: int) -> int:
    """The least number of chains of ``length`` steps that the GPU finishes sooner than the CPU.

    Raises
    ------
    ValueError
        If the GPU cannot start more steps per second than the CPU.

    Examples
    --------
    >>> crossing(EPYC_9654, H100_SXM5, 1_000)
    6145
    """
    _validate.instance("cpu", cpu, Machine, "such as EPYC_9654")
    _validate.instance("gpu", gpu, Machine, "such as H100_SXM5")
    length = _validate.count("length", length)
    if gpu.lanes * gpu.clock_hz <= cpu.lanes * cpu.clock_hz:
        raise _validate.refuse("gpu", gpu, "a machine that starts more steps per second than cpu")
    return next(n for n in _slower_from(cpu) if time_s(gpu, n, length) < time_s(cpu, n, length))


def job_time_s(team: Team, operations: float, dependent: float) -> float:
    """Seconds of a team for a job of which the share ``dependent`` is a single chain.

    First one worker does the chain, then all share the rest equally. This is Amdahl's law, the
    subject of lesson 04.

    Examples
    --------
    >>> expert, pupils = Team(1, 100), Team(1_000, 1)
    >>> [round(job_time_s(team, 10_000, 0.5), 1) for team in (expert, pupils)]
    [100.0, 5005.0]
    """
    _validate.instance("team", team, Team, "such as Team(1_000, 1.0)")
    operations = _validate.number("operations", operations, above=0)
    dependent = _validate.share("dependent", dependent)
    alone_s = operations / team.operations_per_s
    return alone_s * (dependent + (1 - dependent) / team.workers)


def expert_wins_from(expert: Team, pupils: Team) -> float:
    """The least share of a job that must be one chain for the expert to be as fast as the pupils.

    Raises
    ------
    ValueError
        If one of the pupils is faster than the expert, so that there is no such share.

    Examples
    --------
    >>> round(expert_wins_from(Team(1, 100), Team(1_000, 1)), 4)
    0.009
    """
    _validate.instance("expert", expert, Team, "such as Team(1, 100.0)")
    _validate.instance("pupils", pupils, Team, "such as Team(1_000, 1.0)")
    if expert.operations_per_s < pupils.operations_per_s:
        raise _validate.refuse("expert", expert, "a team of workers as fast as a pupil, or faster")
    lost_at_none = job_time_s(expert, 1, 0) - job_time_s(pupils, 1, 0)
    won_at_all = job_time_s(pupils, 1, 1) - job_time_s(expert, 1, 1)
    return lost_at_none / (lost_at_none + won_at_all) if lost_at_none > 0 else 0.0


def lanes_on_chip(area: float, lane_area: float, core_area: float, lanes_per_core: int) -> int:
    """How many lanes fit on a chip on which so many lanes share a core's control and cache.

    ``area`` is that of the chip, ``lane_area`` that of one lane's arithmetic and ``core_area``
    that of what a core has besides its lanes, all in the same unit.

    Examples
    --------
    The same chip, once with much control and cache for few lanes, once with little for many.

    >>> lanes_on_chip(800, 1, 84, 16), lanes_on_chip(800, 1, 32, 128)
    (128, 640)
    """
    area = _validate.number("area", area, above=0)
    lane_area = _validate.number("lane_area", lane_area, above=0)
    core_area = _validate.number("core_area", core_area, above=0)
    lanes_per_core = _validate.count("lanes_per_core", lanes_per_core)
    return int(area // (core_area + lanes_per_core * lane_area)) * lanes_per_core


def _slower_from(machine: Machine) -> Iterator[int]:
    """Each number of chains for which the machine takes longer than for one chain less."""
    return (lane_chains * machine.lanes + 1 for lane_chains in count())
