"""What plans for one load cost, lose and leave idle, side by side.

A plan is a ``Run`` of ``compmodels.cloud.scaling``, where the numbers come from. How many servers
it has at which hour is shown by ``day``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.axes import Axes

from compmodels import _validate
from compmodels.cloud.scaling import Run
from compmodels.demos._stage import COLOURS, Picture, new_figure
from compmodels.demos._words import capitalised, counted

LOST = {"facecolor": "#ffd9bf", "edgecolor": COLOURS["vermillion"], "hatch": "xxxx"}
PANELS = {
    "bill (USD)": ("{:,.2f}", {"facecolor": COLOURS["sky"]}),
    "lost, of the requests (%)": ("{:.2f}", LOST),
    "idle, of the paid capacity (%)": ("{:.1f}", {"facecolor": "#cccccc"}),
}  # how numbers are written, and the look of the bars
ROOM = 1.5  # of an axis, in times of its longest bar, since numbers stand beside bars
WIDTH, ROW = 860, 38  # in pixels


def draw_bills(panels: Sequence[Axes], runs: Mapping[str, Run]) -> None:
    """Draw three panels of bars, each with a bar for every run."""
    rows = range(len(runs))
    columns = zip(*map(numbers, runs.values()), strict=True)
    for ax, column, (head, (written, look)) in zip(panels, columns, PANELS.items(), strict=True):
        bars = ax.barh(rows, column, height=0.6, **look)
        ax.bar_label(bars, fmt=written, padding=4)
        ax.set(xlabel=head, xlim=(0, ROOM * max(column) or 1))
        ax.tick_params("y", length=0)
    panels[0].set_yticks(rows, list(runs))
    panels[0].set_ylim(len(runs) - 0.5, -0.5)


def describe_bill(name: str, run: Run) -> str:
    """What a run costs, loses and leaves idle, and its most servers, in words."""
    bill, lost, idle = numbers(run)
    most = run.ready.max()
    return (
        f"{capitalised(name)}: the bill is {bill:,.2f} USD, {lost:.2f} % of the requests "
        f"are lost, {idle:.1f} % of the paid capacity is idle, and at the most "
        f"{counted(most, 'server')} {'is' if most == 1 else 'are'} ready."
    )


def bill_picture(runs: Mapping[str, Run]) -> Picture:
    """What each run costs, loses and leaves idle, by its name, with the sentences."""
    if not isinstance(runs, Mapping) or not runs:
        raise _validate.refuse("runs", runs, "a dict of at least one Run, by its name")
    for name, run in runs.items():
        _validate.instance(f"runs[{name!r}]", run, Run, "such as scaling.fixed returns")
    figure = new_figure(WIDTH, 90 + ROW * len(runs))
    draw_bills(figure.subplots(1, len(PANELS), sharey=True), runs)
    return Picture(figure, " ".join(describe_bill(name, run) for name, run in runs.items()))


def numbers(run: Run) -> tuple[float, float, float]:
    """The bill in US dollars, and what is lost and idle in per cent."""
    return run.cost_usd, 100 * run.unmet, 100 * run.idle
