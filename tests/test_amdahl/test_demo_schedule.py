"""What the pictures of schedules show and say, against what can be worked out by hand.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from compmodels.amdahl.examples import book as book_graph
from compmodels.amdahl.examples import graham, pairwise_sum
from compmodels.amdahl.graph import Task, TaskGraph
from compmodels.amdahl.schedule import Placed, Schedule, run
from compmodels.demos._demo import Demo
from compmodels.demos._stage import Picture, new_figure
from compmodels.demos.amdahl import book, schedule
from tests.pictures import assert_background_is_fresh, assert_same

IDLE, LOOKING_UP, TYPING = range(3)
DIVISORS = (1, 2, 4, 8, 16)
SETTINGS = [(20, 4, False), (0, 20, True), (100, 1, False), (5, 7, True), (50, 16, False)]
HAND_MADE = Schedule(
    TaskGraph([Task("a 1", 2), Task("a 2", 3, ("a 1",)), Task("b", 1)]),
    3,
    (
        Placed(Task("a 1", 2), 1, 0),
        Placed(Task("a 2", 3, ("a 1",)), 0, 4),
        Placed(Task("b", 1), 1, 2),
    ),
)


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return book.schedule_demo()


def set_to(percent: int, people: int, overlap: bool) -> Demo:
    """The demo with its controls set to values."""
    for name, value in {"percent": percent, "people": people, "overlap": overlap}.items():
        demo().controls[name].value = value
    return demo()


def bars(ax, kind: int) -> np.ndarray:
    """Row, start and end of each bar of a kind."""
    boxes = [path.vertices for path in ax.collections[kind].get_paths()]
    found = [
        (box[:, 1].mean().round(), box[:, 0].min(), box[:, 0].max())
        for box in (box[:4] for box in boxes)
    ]
    return np.array(found).reshape(-1, 3)


def total(found: np.ndarray) -> float:
    """The time of all bars together."""
    return float((found[:, 2] - found[:, 1]).sum())


def line(ax, label: str):
    """The one line of the axes with a label in the legend."""
    (found,) = [each for each in ax.lines if each.get_label() == label]
    return found


def drawn(one: Schedule):
    """Axes with a schedule on them."""
    ax = new_figure().add_subplot()
    schedule.draw_schedule(ax, one, "worker", one.workers, one.makespan)
    return ax


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_bars_are_the_days_of_the_book(setting: tuple[int, int, bool]):
    percent, people, _overlap = setting
    sheet = set_to(*setting)._stage.figure.axes[0]
    done = sheet.lines[2].get_xdata()[0]
    assert total(bars(sheet, LOOKING_UP)) == pytest.approx(100 - percent)
    assert total(bars(sheet, TYPING)) == pytest.approx(percent)
    assert bars(sheet, IDLE) == pytest.approx(np.array([(row, 0, done) for row in range(people)]))
    work = np.concatenate([bars(sheet, LOOKING_UP), bars(sheet, TYPING)])
    assert work[:, 2].max() == pytest.approx(done)
    for row in range(people):
        own = sorted(map(tuple, work[work[:, 0] == row]))
        assert all(a[2] <= b[1] + 1e-9 for a, b in pairwise(own))


@pytest.mark.parametrize("percent", [0, 5, 20, 55, 100])
@pytest.mark.parametrize("people", DIVISORS)
def test_a_book_that_can_be_divided_takes_the_time_of_the_law(percent: int, people: int):
    days = percent + (100 - percent) / people
    shown = set_to(percent, people, overlap=False)
    sheet, chart = shown._stage.figure.axes
    assert sheet.lines[2].get_xdata() == pytest.approx([days] * 2)
    assert line(chart, "shown").get_xydata()[0] == pytest.approx([people, 100 / days])
    if people > 1:
        assert f"{people} people need {days:.3g} days for what takes one 100:" in shown.sentence
        assert f"{100 / days:.3g} times as fast" in shown.sentence
        assert f"They are busy {100 * 100 / days / people:.3g} %" in shown.sentence
    else:
        assert "1 person needs 100 days" in shown.sentence


@pytest.mark.parametrize("percent", [5, 20, 100])
def test_curve_and_limit_are_those_of_the_law(percent: int):
    chart = set_to(percent, 20, overlap=False)._stage.figure.axes[1]
    people, speedups = line(chart, "Amdahl's law").get_data()
    assert (people[0], people[-1]) == (1, 20)
    assert speedups == pytest.approx(100 / (percent + (100 - percent) / people))
    assert line(chart, "its limit").get_ydata() == pytest.approx([100 / percent] * 2)
    assert chart.get_ylim()[1] > 100 / percent
    assert f"its limit is {100 // percent}." in demo().sentence


def test_without_typing_there_is_no_limit():
    chart = set_to(0, 16, overlap=False)._stage.figure.axes[1]
    assert np.isinf(line(chart, "its limit").get_ydata()).all()
    assert line(chart, "shown").get_xydata()[0] == pytest.approx([16, 16])
    assert "has no limit" in demo().sentence


def test_the_start_does_not_show_how_many_people_make_it_four_times_as_fast():
    start = book.schedule_demo()._stage.figure.axes[1]
    shown = [line(start, name) for name in ("Amdahl's law", "schedules", "shown")]
    assert all(max(each.get_ydata()) < 4 for each in shown)
    answer = set_to(20, 16, overlap=False)._stage.figure.axes[1]
    assert line(answer, "shown").get_xydata()[0] == pytest.approx([16, 4])


def test_no_schedule_lies_outside_the_axes():
    for percent in range(0, 101, 5):
        for overlap in (False, True):
            made = [book.book_schedule(percent, n, overlap) for n in range(1, book.MOST + 1)]
            assert max(float(each.speedup) for each in made) < book.top(percent)
            assert max(float(each.makespan) for each in made) <= 100 * (1 + 1e-9)


def test_typing_chapter_by_chapter_is_sooner_done_than_the_law_says():
    waits, overlaps = (book.describe_book(20, 4, overlap) for overlap in (False, True))
    assert "starts when all is looked up. Here 4 people need 40 days" in waits
    assert "starts chapter by chapter. Here 4 people need 27.5 days" in overlaps  # 110 / 4, by hand


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_the_background_is_drawn_anew_when_the_axis_changes(setting: tuple[int, int, bool]):
    set_to(*SETTINGS[0])
    assert_background_is_fresh(set_to(*setting))


@pytest.mark.parametrize("setting", SETTINGS, ids=str)
def test_a_moved_demo_hides_nothing_of_a_picture_that_is_drawn_at_once(
    setting: tuple[int, int, bool],
):
    figure = new_figure(*book.SIZE)
    book.draw_book(book._two_axes(figure), *setting)
    set_to(*SETTINGS[0])
    assert_same(set_to(*setting), Picture(figure, book.describe_book(*setting)))


def test_only_the_rows_of_those_who_work_have_a_name():
    sheet = set_to(20, 5, overlap=False)._stage.figure.axes[0]
    (cover,) = [patch for patch in sheet.patches if not patch.get_clip_on()]
    low, high = cover.get_y(), cover.get_y() + cover.get_height()
    named = [
        name.get_text()
        for name, row in zip(sheet.get_yticklabels(), sheet.get_yticks(), strict=True)
        if not low < row < high
    ]
    assert named == ["author", *(f"assistant {number}" for number in range(1, 5))]


def test_bars_and_critical_path_lie_where_a_schedule_says():
    ax = drawn(HAND_MADE)
    assert sorted(map(tuple, bars(ax, LOOKING_UP))) == [(0, 4, 7), (1, 0, 2), (1, 2, 3)]
    assert len(bars(ax, TYPING)) == 0
    wait, path, end = (each.get_xydata() for each in ax.lines[:3])
    below = schedule.PATH_BELOW
    assert wait.tolist() == [[0, 1 + below], [2, 1 + below], [4, below], [7, below]]
    assert path[~np.isnan(path[:, 0])].tolist() == wait.tolist()
    assert np.isnan(path[2]).all()
    assert end[:, 0].tolist() == [7, 7]


def test_the_words_of_a_schedule():
    assert schedule.describe_schedule(HAND_MADE) == (
        "Here 3 workers need 7 units for what takes one 6: 0.857 times as fast. "
        "They are busy 28.6 % of the time. "
        "The critical path (a 1 to 2) takes 5 units, however many work."
    )


@pytest.mark.parametrize(
    ("graph", "workers", "said"),
    [
        (graham(), 3, "3 workers need 12 units for what takes one 34"),
        (graham(), 4, "4 workers need 15 units for what takes one 34"),
        (pairwise_sum(16), 8, "8 workers need 4 units for what takes one 15: 3.75 times"),
    ],
)
def test_other_jobs_can_be_drawn(graph: TaskGraph, workers: int, said: str):
    picture = schedule.schedule_picture(run(graph, workers))
    assert said in picture.sentence


def written(one: Schedule) -> set[str]:
    """The names in the bars of the static picture."""
    ax = new_figure(720, 300).add_subplot()
    schedule.draw_schedule(ax, one, "worker", one.workers, float(one.makespan))
    before = len(ax.texts)
    schedule.name_bars(ax, one)
    return {text.get_text() for text in ax.texts[before:]}


def test_bars_bear_names_or_numbers_or_nothing_as_there_is_room():
    assert written(run(graham(), 3)) == {f"T{number}" for number in range(1, 10)}
    numbers = {str(number) for number in range(1, 17)}
    assert written(run(book_graph(), 4)) == numbers  # of looking up; typing has no room
    assert written(run(book_graph(), 16)) == {f"look up {n}" for n in numbers} | numbers
    assert written(run(book_graph(chapters=300), 4)) == set()


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["look up 1"], "look up 1"),
        (["look up 1", "type 1", "type 2", "type 3"], "look up 1, type 1 to 3"),
        (["type 9", "type 10", "type 12"], "type 9 to 10, type 12"),
        (["T1", "T9"], "T1, T9"),
        (["type 2", "type 1"], "type 2, type 1"),
    ],
)
def test_numbered_names_share_a_phrase(names: list[str], short: str):
    assert schedule.in_short(names) == short


def test_other_people_are_refused():
    with pytest.raises(ValueError, match="people is 'nobody'; allowed: 'author' or 'worker'"):
        schedule.schedule_picture(HAND_MADE, people="nobody")
