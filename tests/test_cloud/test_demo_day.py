"""What the picture of a day shows and says, against sums over single minutes.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch

from compmodels.cloud import load, prices, scaling
from compmodels.cloud.load import Trace
from compmodels.cloud.scaling import Rule, Run, Server
from compmodels.demos._demo import Demo
from compmodels.demos._stage import Picture
from compmodels.demos.cloud import day
from tests import sweeping
from tests.pictures import assert_background_is_fresh, assert_same
from tests.sweeping import positions
from tests.test_cloud.sums import counted_up, numbers

SERVED, LOST, STARTING, ROOM = range(4)
SETTINGS = [
    {},
    {"start_min": 20, "cooldown_min": 30, "burst": 4},
    {"above": 55, "below": 50, "change": 10, "start_min": 20, "cooldown_min": 0, "burst": 4},
    {"above": 95, "below": 10, "change": 1, "start_min": 0, "burst": 1, "usd_per_h": 0.3},
]


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return day.day_demo()


def set_to(**values: float) -> Demo:
    """The demo with these controls set to values and the others as at the start."""
    return sweeping.set_to(demo(), **values)


def lessons_day(burst: float = 3) -> Trace:
    """The day of the lesson, perhaps with another burst."""
    rhythm = load.Rhythm(mean=1000, swing=0.6, peak_hour=15, noise=0.05)
    return load.day(np.random.default_rng(1), rhythm, bursts=(load.Burst(20, 1, burst),))


def run_of(values: dict[str, float]) -> Run:
    """The run that a demo with these values is to show."""
    shares = {name: values[name] / 100 for name in ("above", "below")}
    times = {f"{name}_s": 60 * values[f"{name}_min"] for name in ("start", "cooldown")}
    rule = Rule(**shares, **times, change=values["change"])
    server = Server(100, values["usd_per_h"])
    return scaling.autoscaled(lessons_day(values["burst"]), server, rule)


def corners(ax: Axes, what: int) -> np.ndarray:
    """The corners of one of the stepped shapes on axes, a row for each."""
    shapes = [patch for patch in ax.patches if isinstance(patch, StepPatch)]
    return shapes[what].get_path().vertices


def area(ax: Axes, what: int) -> float:
    """The area of one of the stepped shapes, in requests: the formula of the shoelace."""
    x, y = corners(ax, what).T
    return abs(float(np.sum(x * np.roll(y, 1) - y * np.roll(x, 1)))) / 2 * 3600


def table(shown: Demo) -> list[list[str]]:
    """The numbers in the rows of the table under the picture."""
    _names, moving = shown._stage.figure.axes[2].texts
    return [row.replace(" USD", "").split() for row in moving.get_text().splitlines() if row]


def assert_shows(shown: Demo, static: Picture) -> None:
    """Assert that a demo shows and says what a picture does, once it has told its rule."""
    assert shown.sentence.endswith(static.sentence)
    static.sentence = shown.sentence
    assert_same(shown, static)


def test_the_demo_begins_as_the_lessons_picture():
    server = Server(requests_per_s=100, usd_per_h=prices.price("c5.large us-east-1"))
    rule = Rule(above=0.8, below=0.5, change=2, start_s=120, cooldown_s=300)
    static = day.day_picture(scaling.autoscaled(lessons_day(), server, rule))
    assert_shows(day.day_demo(), static)


@pytest.mark.parametrize(
    ("setting", "row"),
    [
        ({}, ["33.41", "0.86%", "34.9%", "40"]),
        ({"start_min": 10}, ["35.31", "1.43%", "38.8%", "42"]),
        ({"above": 60}, ["39.35", "0.86%", "44.8%", "46"]),
        ({"below": 40}, ["34.80", "0.55%", "37.4%", "40"]),
        ({"above": 60, "below": 40}, ["42.87", "0.18%", "48.9%", "52"]),
        ({"start_min": 10, "cooldown_min": 0}, ["36.56", "0.84%", "40.5%", "58"]),
    ],
)
def test_the_controls_reach_what_the_lesson_asks_for(setting: dict[str, float], row: list[str]):
    assert table(set_to(**setting)) == [row, ["22.88", "0.00%", "4.2%", "35"]]
    assert f"at the most {row[-1]} servers are ready. Perfect foresight: " in demo().sentence


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_shapes_are_as_large_as_what_they_stand_for(setting: dict[str, float]):
    whole, closer, _table = set_to(**setting)._stage.figure.axes
    total = counted_up(run_of(demo().values))
    for ax in (whole, closer):
        assert area(ax, SERVED) == pytest.approx(total["served"])
        assert area(ax, LOST) == pytest.approx(total["lost"], abs=1)
        assert area(ax, STARTING) == pytest.approx(total["starting"], abs=1)


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_shapes_lie_one_on_the_other(setting: dict[str, float]):
    whole, *_others = set_to(**setting)._stage.figure.axes
    run = run_of(demo().values)
    tops = {SERVED: run.trace.requests_per_s - run.lost_per_s, LOST: run.trace.requests_per_s}
    for what, top in (tops | {STARTING: 100 * run.billed}).items():
        assert corners(whole, what)[1 : 2 * len(top) + 1, 1] == pytest.approx(np.repeat(top, 2))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_line_is_the_room_on_the_ready_servers(setting: dict[str, float]):
    whole, closer, _table = set_to(**setting)._stage.figure.axes
    ready = run_of(demo().values).ready
    for ax in (whole, closer):
        times, room = corners(ax, ROOM)[1:-1].T
        assert len(times) == 2 * len(ready)
        assert times[::2] == pytest.approx(np.arange(1440) / 60)
        assert times[1::2] == pytest.approx(np.arange(1, 1441) / 60)
        assert room[::2].tolist() == room[1::2].tolist() == (100 * ready).tolist()


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_table_and_sentence_tell_bill_lost_and_idle_beside_perfect_foresight(
    setting: dict[str, float],
):
    run = run_of(set_to(**setting).values)
    best = scaling.foresight(run.trace, run.server)
    for name, one, row in zip(
        ("This plan", "Perfect foresight"), (run, best), table(demo()), strict=True
    ):
        bill, lost, idle = numbers(one)
        most = max(one.ready.tolist())
        assert row == [f"{bill:.2f}", f"{lost:.2f}%", f"{idle:.1f}%", str(most)]
        assert (
            f"{name}: the bill is {bill:.2f} USD, {lost:.2f} % of the requests are lost, "
            f"{idle:.1f} % of the paid capacity is idle, and at the most {most} servers are ready."
        ) in demo().sentence


def test_numbers_stand_under_their_heads():
    fixed, moving = set_to()._stage.figure.axes[2].texts
    head, *names = fixed.get_text().splitlines()
    empty, *rows = moving.get_text().splitlines()
    assert empty == "" and len(names) == len(rows)
    assert fixed.get_position() == moving.get_position()
    for name, row in zip(names, rows, strict=True):
        assert len(row) == len(head)
        assert row.startswith(" " * len(name))
        ends = [row.index(number) + len(number) for number in ("USD", *row.split()[2:])]
        assert ends == [head.index(word) + len(word) for word in ("day", "lost", "idle", "ready")]


def test_the_sentence_tells_rule_and_burst():
    assert set_to().sentence.startswith(
        "Above 80 % utilisation the rule starts 2 servers, which takes 2 minutes; below 50 % it "
        "stops as many. Its cool-down is 5 minutes. A burst from 20 to 21 h multiplies the load "
        "by 3. On this day 1,075 requests a second come on the average, and 3,415 at the peak. "
    )
    other = set_to(change=1, start_min=1, cooldown_min=0, burst=1).sentence
    assert "starts 1 server, which takes 1 minute; below" in other
    assert "Its cool-down is 0 minutes. A burst from 20 to 21 h multiplies the load by 1." in other


def test_a_price_changes_the_bill_alone():
    dear, cheap = (table(set_to(usd_per_h=usd))[0] for usd in (0.3, 0.15))
    assert float(dear[0]) == pytest.approx(2 * float(cheap[0]), abs=0.02)
    assert dear[1:] == cheap[1:]


def test_every_rule_that_can_be_set_stops_servers_below_where_it_starts_them():
    controls = demo().controls
    assert controls["below"].max < controls["above"].min


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_load_and_capacity_lie_on_the_axes(setting: dict[str, float]):
    run = run_of(set_to(**setting).values)
    most = max(run.trace.requests_per_s.max(), 100 * run.billed.max())
    for ax in demo()._stage.figure.axes[:2]:
        low, top = ax.get_ylim()
        assert low == 0 and top / 2 < most < top


@pytest.mark.parametrize("peak", [0.3, 1, 15, 97.9, 98.5, 2_000, 3e6])
def test_the_axis_suits_any_load(peak: float):
    run = scaling.fixed(Trace([peak] * 24, 3600), Server(peak / 10, 1), 5)
    assert 1.01 * peak < day.axis_top(run) < 2 * peak


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_moved_demo_hides_nothing_of_a_picture_that_is_drawn_at_once(setting: dict[str, float]):
    run = run_of(set_to(**setting).values)
    assert_background_is_fresh(demo())
    assert_shows(demo(), day.day_picture(run))


def test_a_day_of_hours_can_be_drawn():
    trace = Trace([*[150.0] * 12, *[60.0] * 6, *[250.0] * 6], 3600)
    said = day.day_picture(scaling.fixed(trace, Server(100, usd_per_h=0.5), 2)).sentence
    assert said.startswith("On this day 152 requests a second come on the average, and 250 at")
    # 2 servers for 24 hours; 50 of 250 requests for 6 hours, of 24 hours with 152.5
    assert "This plan: the bill is 24.00 USD, 8.20 % of the requests are lost" in said


def test_every_slider_begins_where_it_can_stand():
    for name, control in day.day_demo().controls.items():
        low, *_middle, high = positions(control)
        assert low <= control.value <= high, name
        steps = (control.value - control.min) / control.step
        assert steps == pytest.approx(round(steps)), name


@pytest.mark.parametrize(
    ("run", "said"),
    [
        ("run", r"^run is 'run'; allowed: a Run, such as"),
        (
            scaling.fixed(Trace([1, 2], 60), Server(1, 1), 9),
            r"^run is Run.*; allowed: one whose trace is 24 hours long",
        ),
    ],
)
def test_what_is_no_day_is_refused(run: object, said: str):
    with pytest.raises(ValueError, match=said):
        day.day_picture(run)
