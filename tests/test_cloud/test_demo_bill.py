"""What the picture of bills shows and says, against sums over single steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from matplotlib.axes import Axes

from compmodels.cloud import load, scaling
from compmodels.cloud.load import Trace
from compmodels.cloud.scaling import Rule, Run, Server
from compmodels.demos._stage import new_figure
from compmodels.demos.cloud import bill
from tests.test_cloud.sums import numbers

SERVER = Server(100, usd_per_h=0.5)
BUSY = load.day(np.random.default_rng(1), bursts=[load.Burst(20, 1, 3)])
RUNS = {
    "for the mean": scaling.fixed(BUSY, SERVER, 11),
    "for the peak": scaling.fixed(BUSY, SERVER, 35),
    "autoscaled": scaling.autoscaled(BUSY, SERVER, Rule()),
    "perfect foresight": scaling.foresight(BUSY, SERVER),
}
SHORT = Trace([150.0, 250.0], 3600)  # for the head: 400 requests a second and 2 hours


def panels_of(runs: Mapping[str, Run]) -> Sequence[Axes]:
    """Three axes with the bars of these runs."""
    panels = new_figure(bill.WIDTH, 300).subplots(1, 3, sharey=True)
    bill.draw_bills(panels, runs)
    return panels


def test_the_bars_of_bills_are_as_long_as_their_numbers():
    columns = zip(*map(numbers, RUNS.values()), strict=True)
    for ax, column, places in zip(panels_of(RUNS), columns, (2, 2, 1), strict=True):
        lengths = [bar.get_width() for bar in ax.patches]
        assert lengths == pytest.approx(list(column), abs=1e-9)
        assert [text.get_text() for text in ax.texts] == [f"{n:,.{places}f}" for n in column]
        assert max(lengths) < ax.get_xlim()[1]


def test_each_run_has_its_name_beside_its_bars_from_the_top_on():
    panels = panels_of(RUNS)
    rows = [label.get_text() for label in panels[0].get_yticklabels()]
    assert rows == list(RUNS)
    bottom, top = panels[0].get_ylim()
    assert bottom > len(RUNS) - 1 and top < 0
    for ax in panels:
        middles = [bar.get_y() + bar.get_height() / 2 for bar in ax.patches]
        assert middles == pytest.approx(panels[0].get_yticks())


def test_the_numbers_beside_the_bars_stay_inside_their_panels():
    runs = RUNS | {"dear": scaling.fixed(BUSY, Server(100, usd_per_h=31), 35)}
    panels = panels_of(runs)
    panels[0].figure.canvas.draw()
    assert panels[0].texts[-1].get_text() == "26,040.00"
    for ax in panels:
        for text in ax.texts:
            assert text.get_window_extent().x1 < ax.bbox.x1


def test_bars_of_nothing_can_be_drawn():
    enough = scaling.fixed(SHORT, SERVER, 3)
    lost = panels_of({"enough": enough})[1]
    assert [bar.get_width() for bar in lost.patches] == [0]
    assert lost.get_xlim() == (0, 1)


def test_the_sentences_tell_all_runs_in_order():
    # 2 servers lose 50 of 400 and can do 400, of which they do 350; 3 can do 600, and do 400.
    runs = {"two": scaling.fixed(SHORT, SERVER, 2), "Three": scaling.fixed(SHORT, SERVER, 3)}
    assert bill.bill_picture(runs).sentence == (
        "Two: the bill is 2.00 USD, 12.50 % of the requests are lost, 12.5 % of the paid capacity "
        "is idle, and at the most 2 servers are ready. Three: the bill is 3.00 USD, 0.00 % of the "
        "requests are lost, 33.3 % of the paid capacity is idle, and at the most 3 servers are "
        "ready."
    )


def test_those_who_start_are_not_told_as_ready():
    run = Run(SHORT, SERVER, ready=[1, 1], billed=[5, 5])
    assert "at the most 1 server is ready." in bill.describe_bill("slow", run)


@pytest.mark.parametrize(
    ("runs", "said"),
    [
        ({}, r"^runs is \{\}; allowed: a dict of at least one Run, by its name"),
        ([RUNS["autoscaled"]], r"^runs is \[Run.*; allowed: a dict"),
        ({"a": 1}, r"^runs\['a'\] is 1; allowed: a Run"),
    ],
)
def test_what_has_no_bill_is_refused(runs: object, said: str):
    with pytest.raises(ValueError, match=said):
        bill.bill_picture(runs)
