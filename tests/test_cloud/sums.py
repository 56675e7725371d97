"""Sums that several tests compare with: what comes of a run, and how many have to wait."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from compmodels.cloud.scaling import Run


def counted_up(run: Run) -> dict[str, float]:
    """Dollars, and requests that came, were served, were lost, or could have been served."""
    seconds, each = run.trace.step_s, run.server.requests_per_s
    total = dict.fromkeys(("usd", "came", "served", "lost", "paid", "starting"), 0.0)
    columns = (run.trace.requests_per_s, run.ready, run.billed)
    for rate, ready, billed in zip(*(column.tolist() for column in columns), strict=True):
        total["usd"] += billed * seconds / 3600 * run.server.usd_per_h
        total["came"] += rate * seconds
        total["served"] += min(rate, ready * each) * seconds
        total["lost"] += max(rate - ready * each, 0) * seconds
        total["paid"] += billed * each * seconds
        total["starting"] += (billed - ready) * each * seconds
    return total


def numbers(run: Run) -> list[float]:
    """Bill in dollars, lost and idle in per cent."""
    total = counted_up(run)
    lost, idle = total["lost"] / total["came"], 1 - total["served"] / total["paid"]
    return [total["usd"], 100 * lost, 100 * idle]


def erlangs_sums(offered: Fraction | Decimal, servers: int) -> tuple:
    """B and C from sums of a^k / k!, in numbers that are exact, or have very many digits."""
    term = below = type(offered)(1)
    for k in range(1, servers):
        term = term * offered / k
        below += term
    last = term * offered / servers
    waiting = last * servers / (servers - offered)
    return last / (below + last), waiting / (below + waiting)
