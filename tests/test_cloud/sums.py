"""What comes of a run, added up step by step: the oracle for the pictures of days and bills."""

from __future__ import annotations

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
