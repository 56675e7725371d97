"""How exact and how fast Erlang's formulas are, what simulation finds, and what a day costs.

    python -m benchmarks.cloud [--rounds 5] [--customers 100000] [--runs 20] [--seed 1]

First Erlang C for more and more servers at 95 % load: the shortest time of all rounds, the largest
number on the way, the same by SciPy's Poisson distribution, and the formula with powers and
factorials as long as they fit into floats. Then the mean wait by simulation with its interval,
beside the formula. Of twelve intervals of 95 %, 0.6 miss on average; the last line tells how often
chance alone would let as many miss. At last a day of requests with servers that are fixed, follow
a rule, or know the future.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from math import factorial

import numpy as np
from scipy.stats import binom, poisson

from compmodels.cloud import load, prices, queues, scaling, simulation

LOAD = 0.95
SERVERS = (1, 10, 100, 1_000, 10_000)
QUEUES = [(servers, share) for servers in (1, 4, 20, 100) for share in (0.8, 0.9, 0.95)]
SERVER = scaling.Server(requests_per_s=100, usd_per_h=prices.price("c5.large us-east-1"))


def by_factorials(offered: float, servers: int) -> float:
    """Erlang C as it stands in books, which needs a^c and c!."""
    last = offered**servers / factorial(servers) * servers / (servers - offered)
    return last / (sum(offered**k / factorial(k) for k in range(servers)) + last)


def by_poisson(offered: float, servers: int) -> float:
    """Erlang C from the last share of a Poisson distribution that is cut off there."""
    lost = poisson.pmf(servers, offered) / poisson.cdf(servers, offered)
    return lost / (1 - (1 - lost) * offered / servers)


def largest(offered: float, servers: int) -> float:
    """The largest number that the recursion for Erlang B meets."""
    found, lost = 1.0, 1.0
    for n in range(1, servers + 1):
        found = max(found, offered * lost, n + offered * lost)
        lost = offered * lost / (n + offered * lost)
    return found


def fits(offered: float, servers: int) -> bool:
    """Whether the formula with factorials can be computed in floats."""
    try:
        by_factorials(offered, servers)
    except OverflowError:
        return False
    return True


def least_s(function: Callable[[], object], rounds: int) -> float:
    """The shortest time that a call took."""
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        function()
        times.append(time.perf_counter() - begin)
    return min(times)


def formulas(rounds: int) -> Iterator[str]:
    """For each number of servers Erlang C, what it takes, and what other ways give."""
    yield "servers   Erlang C       time   largest    Poisson takes, differs   factorials differ"
    for servers in SERVERS:
        offered = LOAD * servers
        value, other = queues.erlang_c(offered, servers), by_poisson(offered, servers)
        own_s = least_s(lambda a=offered, c=servers: queues.erlang_c(a, c), rounds)
        other_s = least_s(lambda a=offered, c=servers: by_poisson(a, c), rounds)
        naive = "overflow"
        if fits(offered, servers):
            naive = f"{abs(by_factorials(offered, servers) / value - 1):.0e}"
        yield (
            f"{servers:7,} {value:10.3e} {own_s * 1e6:7,.0f} us {largest(offered, servers):9,.1f}"
            f" {other_s / own_s:9.2f} times {abs(other / value - 1):8.0e} {naive:>19}"
        )
    first = next(servers for servers in range(1, 1_000) if not fits(LOAD * servers, servers))
    yield f"At {LOAD:.0%} load the formula with factorials overflows from {first} servers."


def simulated(customers: int, runs: int, seed: int) -> Iterator[str]:
    """For each queue the mean wait by the formula and by simulation, in mean times of service."""
    yield "servers  load   formula   simulated          interval             holds   takes"
    rng, held = np.random.default_rng(seed), 0
    for servers, share in QUEUES:
        queue = queues.Queue(share * servers, 1, servers)
        begin = time.perf_counter()
        found = simulation.estimate(queue, customers, rng, runs)
        takes_s = time.perf_counter() - begin
        holds = found.low < queue.wait_s < found.high
        held += holds
        yield (
            f"{servers:7} {share:5.0%} {queue.wait_s:9.4f} {found.mean:11.4f}"
            f"   [{found.low:8.4f}, {found.high:8.4f}] {'yes' if holds else 'no':>11}"
            f" {takes_s:6.1f} s"
        )
    chance = binom.cdf(held, len(QUEUES), 0.95)
    yield f"{held} of {len(QUEUES)} intervals of 95 % hold; by chance so few or fewer: {chance:.0%}"


def days() -> Iterator[str]:
    """Cost, lost requests and idle capacity of four ways to have servers on the lesson's day."""
    burst = load.Burst(start_h=20, length_h=1, factor=3)
    trace = load.day(np.random.default_rng(1), bursts=(burst,))
    mean, peak = (scaling.servers_for(rate, SERVER) for rate in (trace.mean, trace.peak))
    ways = {
        f"fixed, {mean} for the mean": scaling.fixed(trace, SERVER, mean),
        f"fixed, {peak} for the peak": scaling.fixed(trace, SERVER, peak),
        "autoscaled, usual rule": scaling.autoscaled(trace, SERVER, scaling.Rule()),
        "foresight": scaling.foresight(trace, SERVER),
    }
    least = ways["foresight"].cost_usd
    yield "servers for a day's load       cost      of foresight     lost     idle"
    for name, run in ways.items():
        yield (
            f"{name:26} {run.cost_usd:7.2f} USD {run.cost_usd / least:11.2f} times"
            f" {run.unmet:8.2%} {run.idle:8.1%}"
        )


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5, help="of each timing (default 5)")
    parser.add_argument("--customers", type=int, default=100_000, help="a run (default 100000)")
    parser.add_argument("--runs", type=int, default=20, help="of each queue (default 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the simulation (default 1)")
    given = parser.parse_args()
    waits = simulated(given.customers, given.runs, given.seed)
    for part in (formulas(given.rounds), waits, days()):
        for line in part:
            print(line, flush=True)
        print()


if __name__ == "__main__":
    main()
