"""What the pictures of a day and of bills show and say, against sums over single minutes.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from matplotlib.axes import Axes

from compmodels.cloud import load, prices, scaling
from compmodels.cloud.load import Trace
from compmodels.cloud.scaling import Rule, Run, Server
from compmodels.demos._demo import Demo
from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.cloud import day
from tests.sweeping import positions
from tests.test_amdahl.pictures import assert_background_is_fresh, assert_same

SERVED, UNMET, STARTING = range(3)
BUSY = load.day(np.random.default_rng(1), load.Rhythm(mean=1000), (load.Burst(20, 1, 1.8),))
SMALL = Trace([*[150.0] * 12, *[60.0] * 6, *[250.0] * 6], 3600)  # one of hours, for the head
CHEAP = Server(100, usd_per_h=0.5)
SETTINGS = [
    {},
    {"start_min": 20, "cooldown_min": 30, "burst": 3.0},
    {"above": 50, "below": 45, "change": 10, "start_min": 20, "cooldown_min": 0, "burst": 3.0},
    {"above": 95, "below": 10, "start_min": 0, "burst": 1.0, "usd_per_h": 0.3},
]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return day.day_demo()


def set_to(**values: float) -> Demo:
    """The demo with these controls set to values and the others as at the start."""
    demo().reset()
    for name, value in values.items():
        demo().controls[name].value = value
    return demo()


def run_of(values: dict[str, float]) -> Run:
    """The run that a demo with these values is to show."""
    burst = load.Burst(20, 1, values["burst"])
    trace = load.day(np.random.default_rng(1), load.Rhythm(mean=1000), (burst,))
    shares = {name: values[name] / 100 for name in ("above", "below")}
    times = {f"{name}_s": 60 * values[f"{name}_min"] for name in ("start", "cooldown")}
    rule = Rule(**shares, **times, change=values["change"])
    return scaling.autoscaled(trace, Server(100, values["usd_per_h"]), rule)


def area(ax: Axes, band: int) -> float:
    """The area of a band of the picture, in requests: the formula of the shoelace."""
    (path,) = ax.collections[band].get_paths()
    x, y = path.vertices.T
    return abs(float(np.sum(x * np.roll(y, 1) - y * np.roll(x, 1)))) / 2 * 3600


def counted_up(run: Run) -> dict[str, float]:
    """What comes of a run, added up step by step."""
    hours, each = run.trace.step_s / 3600, run.server.requests_per_s
    total = dict.fromkeys(("usd", "came", "served", "lost", "paid", "starting"), 0.0)
    columns = (run.trace.requests_per_s, run.ready, run.billed)
    for rate, ready, billed in zip(*(column.tolist() for column in columns), strict=True):
        seconds = run.trace.step_s
        total["usd"] += billed * hours * run.server.usd_per_h
        total["came"] += rate * seconds
        total["served"] += min(rate, ready * each) * seconds
        total["lost"] += max(rate - ready * each, 0) * seconds
        total["paid"] += billed * each * seconds
        total["starting"] += (billed - ready) * each * seconds
    return total


def numbers(run: Run) -> list[float]:
    """Bill in dollars, unmet and idle in per cent."""
    total = counted_up(run)
    unmet, idle = total["lost"] / total["came"], 1 - total["served"] / total["paid"]
    return [total["usd"], 100 * unmet, 100 * idle]


def table(ax: Axes) -> list[list[str]]:
    """The rows of the table under a picture, from the head on."""
    rows: dict[float, list[str]] = {}
    for text in ax.texts:
        rows.setdefault(text.get_position()[1], []).append(text.get_text())
    return [rows[height] for height in sorted(rows)]


@pytest.mark.parametrize("factor", day.BURSTS)
def test_the_burst_is_that_of_the_model(factor: float):
    burst = load.Burst(20, 1, factor)
    expected = load.day(np.random.default_rng(1), load.Rhythm(mean=1000), (burst,))
    found = day.with_burst(day.quiet_day(), factor)
    assert found.requests_per_s == pytest.approx(expected.requests_per_s)
    assert found.step_s == expected.step_s


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_bands_are_as_large_as_what_they_stand_for(setting: dict[str, float]):
    whole, closer, _table = set_to(**setting)._stage.figure.axes
    total = counted_up(run_of(demo().values))
    for ax in (whole, closer):
        assert area(ax, SERVED) == pytest.approx(total["served"])
        assert area(ax, UNMET) == pytest.approx(total["lost"], abs=1)
        assert area(ax, STARTING) == pytest.approx(total["starting"], abs=1)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_line_is_the_room_on_the_ready_servers(setting: dict[str, float]):
    whole, closer, _table = set_to(**setting)._stage.figure.axes
    ready = run_of(demo().values).ready
    for ax in (whole, closer):
        times, room = next(line for line in ax.lines if len(line.get_xdata()) > 2).get_data()
        assert len(times) == 2 * len(ready)
        assert times[::2] == pytest.approx(np.arange(1440) / 60)
        assert times[1::2] == pytest.approx(np.arange(1, 1441) / 60)
        assert room[::2].tolist() == room[1::2].tolist() == (100 * ready).tolist()


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_table_and_sentence_tell_bill_unmet_and_idle_beside_perfect_foresight(
    setting: dict[str, float],
):
    shown = set_to(**setting)
    run = run_of(shown.values)
    best = scaling.foresight(run.trace, run.server)
    _head, first, second = table(shown._stage.figure.axes[2])
    assert (first[0], second[0]) == ("autoscaled", "perfect foresight")
    for name, one, row in (("Autoscaled", run, first), ("Perfect foresight", best, second)):
        bill, unmet, idle, servers = row[1:]
        for text, number, places in zip(row[1:4], numbers(one), (2, 2, 1), strict=True):
            assert float(text) == pytest.approx(number, abs=0.501 * 10**-places)
            assert len(text.split(".")[1]) == places
        assert servers == f"{min(one.billed)} to {max(one.billed)} servers"
        assert (
            f"{name}: {servers} are paid, and the bill is {bill} USD; {unmet} % of the requests "
            f"are unmet, {idle} % of the paid capacity is idle."
        ) in shown.sentence


def test_the_sentence_tells_rule_and_burst():
    assert set_to().sentence.startswith(
        "Above 80 % utilisation the rule starts 1 server, to serve after 5 minutes; below 65 % it "
        "stops as many; it may act again after 10 minutes. A burst from 20:00 to 21:00 multiplies "
        "the load by 1.8. On this day "
    )
    other = set_to(change=2, start_min=0, cooldown_min=1, burst=1.0).sentence
    assert "starts 2 servers, to serve in the next minute; below" in other
    assert "it may act again in the next minute. No burst comes." in other


def test_a_server_begins_with_the_price_of_the_table():
    assert demo()._start["usd_per_h"] == prices.price("c5.large us-east-1")


def test_at_the_start_requests_are_lost_in_the_burst_and_at_no_other_time():
    run = run_of(demo()._start)
    hours = run.trace.hours[run.lost_per_s > 0]
    assert 0.001 < run.unmet < 0.01
    assert hours.min() >= 20 and hours.max() < 21


def test_a_price_changes_the_bill_alone():
    rows = [table(set_to(usd_per_h=usd)._stage.figure.axes[2])[1] for usd in (0.05, 0.1)]
    assert float(rows[1][1]) == pytest.approx(2 * float(rows[0][1]), abs=0.02)
    assert rows[0][2:] == rows[1][2:]


def test_servers_never_stop_above_the_utilisation_where_they_start():
    assert set_to(above=50).values["below"] == 45
    assert set_to(below=90).values["below"] == 75
    assert "Above 80 % utilisation" in demo().sentence and "below 75 % it" in demo().sentence


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_load_and_capacity_lie_on_the_axes(setting: dict[str, float]):
    shown = set_to(**setting)
    run = run_of(shown.values)
    most = max(run.trace.requests_per_s.max(), 100 * run.billed.max())
    for ax in shown._stage.figure.axes[:2]:
        low, top = ax.get_ylim()
        assert low == 0 and top / 2 < most < top


@pytest.mark.parametrize("peak", [0.3, 1, 15, 97.9, 98.5, 2_000, 3e6])
def test_the_axis_suits_any_load(peak: float):
    run = scaling.fixed(Trace([peak] * 24, 3600), Server(peak / 10, 1), 5)
    assert 1.01 * peak < day.axis_top(run) < 2 * peak


def test_the_background_is_drawn_anew_when_the_axes_change():
    for setting in SETTINGS:
        assert_background_is_fresh(set_to(**setting))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_moved_demo_hides_nothing_of_a_picture_that_is_drawn_at_once(setting: dict[str, float]):
    shown = set_to(**setting)
    run = run_of(shown.values)
    best = scaling.foresight(run.trace, run.server)
    figure = new_figure(*day.SIZE)
    day.draw_day(day._three_axes(figure), run, best)
    assert_same(shown, Picture(figure, shown.sentence))
    assert shown.sentence.endswith(day.day_picture(run).sentence)


def test_a_day_can_stand_beside_any_run():
    always = scaling.fixed(SMALL, CHEAP, 2)
    rule = scaling.autoscaled(SMALL, CHEAP, Rule(change=1))
    said = day.day_picture(always, rule).sentence
    assert said.startswith("On this day 152 requests a second come on the average, and 250 at")
    # 2 servers for 24 hours; 50 of 250 requests for 6 hours, of 24 hours with 152.5
    assert "A fixed number: 2 servers are paid, and the bill is 24.00 USD; 8.20 % of" in said
    assert "Autoscaled: " in said and "foresight" not in said


def test_runs_are_named_by_what_they_are():
    assert day.name_of(scaling.fixed(SMALL, CHEAP, 3)) == "a fixed number"
    assert day.name_of(scaling.foresight(SMALL, CHEAP)) == "perfect foresight"
    assert day.name_of(scaling.autoscaled(SMALL, CHEAP, Rule())) == "autoscaled"


def test_the_bars_of_bills_are_as_long_as_their_numbers():
    runs = {
        "fixed at the mean": scaling.fixed(BUSY, CHEAP, 11),
        "fixed at the peak": scaling.fixed(BUSY, CHEAP, 21),
        "autoscaled": scaling.autoscaled(BUSY, CHEAP, Rule()),
        "perfect foresight": scaling.foresight(BUSY, CHEAP),
    }
    panels = new_figure().subplots(1, 3, sharey=True)
    day.draw_bills(panels, runs)
    columns = zip(*[numbers(run) for run in runs.values()], strict=True)
    for ax, column in zip(panels, columns, strict=True):
        lengths = [bar.get_width() for bar in ax.patches]
        assert lengths == pytest.approx(list(column), abs=0.0501)
        assert [float(text.get_text()) for text in ax.texts] == lengths
        assert max(lengths) < ax.get_xlim()[1]
        assert [bar.get_y() + bar.get_height() / 2 for bar in ax.patches] == [0, 1, 2, 3]
    assert [label.get_text() for label in panels[0].get_yticklabels()] == list(runs)
    said = day.bill_picture(runs).sentence
    places = [said.index(name.capitalize()) for name in runs]
    assert all(before < after for before, after in pairwise(places))
    assert "Fixed at the peak: 21 servers are paid, and the bill is 252.00 USD; 0.00 %" in said


def test_a_bill_of_a_thousand_dollars_can_be_drawn():
    dear = scaling.fixed(SMALL, Server(100, usd_per_h=1_000), 1)
    panels = new_figure().subplots(1, 3, sharey=True)
    day.draw_bills(panels, {"dear": dear})
    assert panels[0].texts[0].get_text() == "24,000.00"
    assert panels[0].patches[0].get_width() == 24_000


def test_another_day_can_be_played_with():
    # At 20:00 there are 250 requests a second, and 1.8 times as many in the burst.
    other = day.day_demo_of(SMALL)
    assert "and 450 at the peak" in other.sentence
    other.controls["burst"].value = 1.0
    assert "and 250 at the peak" in other.sentence


def test_every_slider_begins_where_it_can_stand():
    for name, control in day.day_demo().controls.items():
        low, *_middle, high = positions(control)
        assert low <= control.value <= high, name
        if hasattr(control, "step"):
            steps = (control.value - control.min) / control.step
            assert steps == pytest.approx(round(steps)), name


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: day.day_picture("run"), r"^run is 'run'; allowed: a Run, such as"),
        (lambda: day.day_picture(scaling.fixed(BUSY, CHEAP, 9), 9), r"^other is 9; allowed: a Run"),
        (
            lambda: day.day_picture(scaling.fixed(Trace([1, 2], 60), CHEAP, 9)),
            r"^run is Run.*; allowed: one of 24 hours",
        ),
        (lambda: day.bill_picture({}), r"^runs is \{\}; allowed: at least one run, by its name"),
        (lambda: day.bill_picture({"a": 1}), r"^runs\['a'\] is 1; allowed: a Run"),
        (lambda: day.day_demo_of([1, 2]), r"^trace is \[1, 2\]; allowed: a Trace"),
        (
            lambda: day.day_demo_of(Trace([1, 2], 60)),
            r"^trace is Trace.*; allowed: one of 24 hours",
        ),
    ],
)
def test_what_is_no_day_is_refused(wrong, said: str):
    with pytest.raises(ValueError, match=said):
        wrong()
