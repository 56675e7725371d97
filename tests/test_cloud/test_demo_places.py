"""What the map of places and the bars beside it show and say, against sums in exact numbers.

That each control moves picture and sentence is tested in ``tests/test_demos.py``.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import inf

import nbformat
import numpy as np
import pytest

from compmodels.cloud import distance
from compmodels.cloud.distance import Job, Place
from compmodels.cloud.prices import price
from compmodels.demos._demo import Demo
from compmodels.demos._stage import new_figure
from compmodels.demos._words import in_seconds
from compmodels.demos.cloud import edge, places, response
from tests.checkout import ROOT
from tests.pictures import assert_background_is_fresh, assert_readable

# One server each, so that the mean wait is u / (1 - u) times of service.
HOME = Place("home", 0, 1e9, 0.3, servers=1, utilisation=0.1)
CITY = Place("city", 400, 1e8, 0.2, servers=1, utilisation=0.2)
ABROAD = Place("abroad", 5_000, 1e8, 0.1, servers=1, utilisation=0.8)
THREE = (HOME, CITY, ABROAD)
DEADLINES = (0.001, 0.01, 0.05, 0.1, 1, 100)


def total(place: Place, data_bytes: float, service_s: float) -> Fraction:
    """Seconds until the answer of a place with one server: way, transfer, wait and work."""
    km, rate, busy = (Fraction(str(n)) for n in (place.km, place.bits_per_s, place.utilisation))
    work = Fraction(str(service_s))
    way, wait = 2 * km * Fraction("4.9e-6"), busy / (1 - busy) * work
    return way + 8 * Fraction(data_bytes) / rate + wait + work


def best(data_bytes: float, deadline_s: float, service_s: float) -> str | None:
    """The name of the cheapest of `THREE` that is in time."""
    in_time = [each for each in THREE if total(each, data_bytes, service_s) <= deadline_s]
    return min(in_time, key=lambda each: each.usd_per_h).name if in_time else None


def test_the_demo_begins_with_the_places_of_the_lesson():
    lesson = nbformat.read(ROOT / "lessons" / "06-cloud.ipynb", as_version=4)
    (source,) = [cell.source for cell in lesson.cells if cell.id == "response-table"]
    known = {"cost": price, "distance": distance, "print": lambda *args, **kwargs: None}
    exec(source, known)
    assert known["PLACES"] == edge.los_angeles()


@cache
def demo() -> Demo:
    """The demo, built once for all tests that set its controls."""
    return edge.places_demo()


@cache
def on_map() -> tuple:
    """Axes with the map of `THREE`, and what moves in it, drawn once for all tests."""
    ax = new_figure(600, 430).add_subplot()
    return ax, places.draw_places(ax, THREE, 0.01)


@cache
def in_bars() -> tuple:
    """Axes with the bars of `THREE`, and what moves in them, drawn once for all tests."""
    ax = new_figure(600, 430).add_subplot()
    return ax, response.draw_response(ax, THREE, Job(1e5, 0.01, 0.1))


def moved_bars(job: Job) -> dict:
    """What moves in the bars, by what it is, after they were moved to a job."""
    ax, artists = in_bars()
    response.move_response(artists, THREE, job)
    *boxes, _first, _second, _third, line, words = artists
    totals = artists[-5:-2]
    end = ax.get_xlim()[1]
    return {"boxes": boxes, "totals": totals, "line": line, "words": words, "end": end}


@pytest.mark.parametrize("service_s", [0.001, 0.01, 1])
def test_each_cell_of_the_map_has_the_colour_of_the_cheapest_that_is_in_time(service_s: float):
    _ax, (image, *_others) = on_map()
    places.move_places(on_map()[1], THREE, service_s)
    colours = image.get_array()
    palette = dict(zip(("home", "city", "abroad", None), places._palette(3).tolist(), strict=True))
    volumes, deadlines = 10 ** np.linspace(3, 9, 151), 10 ** np.linspace(-3, 2, 151)
    for row in range(0, 151, 10):
        for column in range(0, 151, 10):
            name = best(volumes[column], deadlines[row], service_s)
            assert colours[row, column].tolist() == palette[name], (row, column)


def test_the_cells_lie_where_the_axes_say():
    ax, (image, *_others) = on_map()
    left, right, bottom, top = image.get_extent()
    step_x, step_y = (right - left) / 151, (top - bottom) / 151
    assert (left + step_x / 2, right - step_x / 2) == pytest.approx((3, 9))
    assert (bottom + step_y / 2, top - step_y / 2) == pytest.approx((-3, 2))
    assert ax.get_xlim() == pytest.approx((3, 9)) and ax.get_ylim() == pytest.approx((-3, 2))
    for axis, wanted in (
        (ax.xaxis, {"1 kB": 3, "10 MB": 7, "1 GB": 9}),
        (ax.yaxis, {"1 ms": -3, "1 s": 0, "100 s": 2}),
    ):
        names = [text.get_text() for text in axis.get_ticklabels()]
        assert wanted.items() <= dict(zip(names, axis.get_ticklocs(), strict=True)).items()


def test_bounds_are_where_the_winner_changes():
    for data_bytes in (1_000, 10**6, 10**9):
        totals = [float(total(each, data_bytes, 0.01)) for each in THREE]
        found = places.bounds(THREE, data_bytes, 0.01)
        wanted = [(t, best(data_bytes, Fraction(t) * Fraction("1.000001"), 0.01)) for t in totals]
        assert [name for _s, name in found] == [name for _s, name in sorted(wanted)]
        assert [s for s, _name in found] == pytest.approx(sorted(totals))


def test_a_place_that_is_dear_and_slow_is_in_no_bound():
    useless = Place("useless", 9_000, 1e6, 9, servers=1, utilisation=0.9)
    names = [name for _s, name in places.bounds((*THREE, useless), 1_000, 0.01)]
    assert names == ["home", "city", "abroad"]


def test_the_sentence_of_the_map_tells_the_bounds():
    said = places.describe_places(THREE, 0.01)
    first, second, third = (1_000 * float(total(each, 1_000, 0.01)) for each in THREE)
    assert f"For 1 kB: none below {first:.3g} ms, then home, from {second:.3g} ms city" in said
    assert f"from {third:.3g} ms abroad. For 1 MB: " in said


@pytest.mark.parametrize("data_bytes", [0, 10**7])
@pytest.mark.parametrize("service_s", [0.001, 2])
@pytest.mark.parametrize("deadline_s", [0.01, 5, inf])
def test_the_parts_of_a_bar_follow_each_other_up_to_the_total(
    data_bytes: float, service_s: float, deadline_s: float
):
    shown = moved_bars(Job(data_bytes, service_s, deadline_s))
    for row, place in enumerate(THREE):
        boxes = shown["boxes"][row::3]
        busy = place.utilisation
        lengths = (
            2 * 4.9e-6 * place.km,
            8 * data_bytes / place.bits_per_s,
            busy / (1 - busy) * service_s,
            service_s,
        )
        assert [box.get_width() for box in boxes] == pytest.approx(lengths, abs=1e-12)
        for before, after in pairwise(boxes):
            assert before.get_x() + before.get_width() == pytest.approx(after.get_x(), abs=1e-12)
        assert boxes[0].get_x() == 0
        assert {box.get_y() + box.get_height() / 2 for box in boxes} == {row}
        seconds = float(total(place, data_bytes, service_s))
        verdict = "\nlate" if seconds > deadline_s else "\nin time" if deadline_s < inf else ""
        assert shown["totals"][row].get_text() == in_seconds(seconds) + verdict
        assert seconds <= shown["end"]


@pytest.mark.parametrize("deadline_s", DEADLINES)
@pytest.mark.parametrize("data_bytes", [1_000, 10**7])
def test_the_line_stands_at_the_deadline_or_an_arrow_points_to_it(
    data_bytes: float, deadline_s: float
):
    shown = moved_bars(Job(data_bytes, 0.01, deadline_s))
    on_axis = deadline_s <= shown["end"]
    assert shown["line"].get_visible() == on_axis
    assert ("\N{RIGHTWARDS ARROW}" in shown["words"].get_text()) != on_axis
    if on_axis:
        assert shown["line"].get_xdata() == pytest.approx([deadline_s] * 2)


def test_without_a_deadline_there_is_no_line_and_no_word_of_it():
    shown = moved_bars(Job(1_000, 0.01))
    assert not shown["line"].get_visible() and shown["words"].get_text() == ""
    assert "however long it takes" in response.describe_response(THREE, Job(1_000, 0.01))


@pytest.mark.parametrize("longest_s", [0.0012, 0.07, 0.99, 3, 740])
@pytest.mark.parametrize("times", [0.01, 1, 1.5, 1.9, 100])
def test_the_axis_has_room_for_all_bars(longest_s: float, times: float):
    end = response.axis_end(longest_s, times * longest_s)
    needed = longest_s * (times if 1 < times < 2 else 1)
    assert 0.999 * needed < end < 2.001 * needed
    assert f"{end:e}"[0] in "1248" and float(f"{end:.0e}") == pytest.approx(end)


@pytest.mark.parametrize("deadline_s", DEADLINES)
def test_no_words_of_the_bars_lie_above_others_or_outside(deadline_s: float):
    moved_bars(Job(1_000, 0.01, deadline_s))
    ax = in_bars()[0]
    ax.figure.canvas.draw()
    texts = [*ax.texts, *ax.get_legend().get_texts(), *ax.get_xticklabels(), ax.xaxis.label]
    assert_readable(texts)


def test_the_totals_are_right_of_the_axes_and_inside_at_the_ends_of_the_demo():
    for name, value in (("data_bytes", 10**9), ("access_mbit", 5), ("work_ms", 1_000)):
        demo().controls[name].value = value
        ax = demo()._stage.figure.axes[1]
        for words in ax.texts[:3]:
            box = words.get_window_extent(ax.figure.canvas.get_renderer())
            assert ax.bbox.x1 < box.x0 and box.x1 <= edge.SIZE[0]
    demo().reset()


@pytest.mark.parametrize("deadline_s", DEADLINES)
@pytest.mark.parametrize("data_bytes", [1_000, 10**7])
def test_the_sentence_names_the_winner_and_says_why_the_others_do_not_win(
    data_bytes: float, deadline_s: float
):
    said = response.describe_response(THREE, Job(data_bytes, 0.01, deadline_s))
    name = best(data_bytes, Fraction(str(deadline_s)), 0.01)
    assert f" of work, within {in_seconds(deadline_s)} on average: " in said
    assert (f": {name} wins, " in said) if name else (": no place is in time." in said)
    for place in THREE:
        seconds = total(place, data_bytes, 0.01)
        took = in_seconds(float(seconds))
        if place.name == name:
            assert f"with an answer in {took} at {place.usd_per_h:g} USD" in said
            continue
        reason = said.split(f"{place.name.capitalize()} takes {took}, ")[1].split(". ")[0]
        late = seconds - Fraction(str(deadline_s))
        if late > 0:
            assert f": {in_seconds(float(late))} too late" in reason
        else:
            assert f": in time, but dearer, at {place.usd_per_h:g} USD an hour" in reason


def test_the_longest_part_is_named():
    said = response.describe_response(THREE, Job(10**8, 0.01, 100))
    assert said.count("the longest part for the transfer") == 2
    assert "the longest part for the wait" in response.describe_response(THREE, Job(1, 1, 0.5))
    assert "the longest part for the way" in response.describe_response(THREE, Job(1, 1e-4, 0.01))


def test_at_the_same_price_the_quicker_wins_and_the_sentence_says_so():
    twin = Place("twin", 500, 1e8, CITY.usd_per_h, servers=1, utilisation=0.2)
    said = response.describe_response((twin, CITY), Job(1_000, 0.01, 1))
    assert ": city wins, " in said and "Twin takes" in said
    assert "in time and at the same price, but not sooner" in said


def test_every_place_of_los_angeles_and_none_win_somewhere_on_the_map():
    ax = new_figure(600, 430).add_subplot()
    image = places.draw_places(ax, edge.los_angeles(), 0.002)[0]
    colours = {tuple(colour) for colour in image.get_array().reshape(-1, 4).tolist()}
    assert colours == {tuple(colour) for colour in places._palette(3).tolist()}


def test_los_angeles_gets_dearer_the_nearer():
    near, region, far = edge.los_angeles()
    assert near.usd_per_h > region.usd_per_h > far.usd_per_h
    assert near.km < region.km < far.km


def test_the_demo_marks_the_job_and_tells_what_is_set():
    mark = demo()._stage.figure.axes[0].lines[0]
    for data_bytes, deadline_ms in ((1_000, 1), (10**9, 100_000), (100_000, 50)):
        demo().controls["data_bytes"].value = data_bytes
        demo().controls["deadline_ms"].value = deadline_ms
        expected = np.log10([data_bytes, deadline_ms / 1_000])
        np.testing.assert_allclose(mark.get_xydata(), [expected])
        assert f"within {in_seconds(deadline_ms / 1_000)} on average: " in demo().sentence
        assert_background_is_fresh(demo())
    demo().reset()


def test_a_busy_edge_loses_to_a_far_cloud_that_has_many_servers():
    """Work of a second on two servers that are busy 95 % of the time waits longer than the way."""
    near, _region, far = edge.los_angeles(edge_percent=95)
    said = response.describe_response((near, far), Job(1_000, 1, 2))
    assert ": far cloud wins, " in said and "Edge takes 10.3 s" in said


def test_the_keys_above_the_map_tell_all_its_colours():
    legend = demo()._stage.figure.axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == [*edge.NAMES, "none in time"]
    shown = [patch.get_facecolor() for patch in legend.get_patches()[:3]]
    assert np.round(255 * np.array(shown)).tolist() == places._palette(3)[:3].tolist()


def test_the_colours_of_the_map_differ_without_colour_too():
    """Luminances by Rec. 601, as a printer makes greys; the last one is white."""
    colours = places._palette(response.MOST)[:-1, :3] @ [0.299, 0.587, 0.114]
    assert np.diff(sorted([*colours, 255])).min() > 40


@pytest.mark.parametrize(
    ("picture", "arguments", "named"),
    [
        (places.places_picture, ((), 0.01), "places"),
        (places.places_picture, ([HOME] * 5, 0.01), "places"),
        (places.places_picture, ("home", 0.01), "places"),
        (places.places_picture, (THREE, 0), "service_s"),
        (response.response_picture, (HOME, Job(1, 1)), "places"),
        (response.response_picture, (THREE, 5), "job"),
        (edge.los_angeles, (-1,), "km"),
        (edge.los_angeles, (1_000, 0), "bits_per_s"),
        (edge.los_angeles, (1_000, 20, 100), "utilisation"),
    ],
)
def test_what_no_places_can_be_is_refused(picture, arguments: tuple, named: str):
    with pytest.raises(ValueError, match=f"^{named} is "):
        picture(*arguments)
