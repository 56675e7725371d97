"""Response times by hand, round trips that were measured, and the winner place by place."""

from __future__ import annotations

from fractions import Fraction
from math import asin, cos, inf, nextafter, radians, sin, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compmodels.cloud import distance
from compmodels.cloud.distance import Job, Place, Response
from tests.test_cloud.sums import erlangs_sums

EARTH_KM = 6371.0088  # mean radius
CITIES = {  # degrees north and east, from GeoNames (geonames.org, CC BY 4.0)
    "Hong Kong": (22.27832, 114.17469),
    "Singapore": (1.28967, 103.85007),
    "Tokyo": (35.6895, 139.69171),
    "Mumbai": (19.07283, 72.88261),
    "Sydney": (-33.86785, 151.20732),
    "Frankfurt": (50.11552, 8.68417),
    "Dublin": (53.33306, -6.24889),
    "Ashburn": (39.04372, -77.48749),
    "Cape Town": (-33.92584, 18.42322),
    "São Paulo": (-23.5475, -46.63611),
}
# Round trips between regions of AWS in milliseconds, from cloudping.co (TCP connections); the last
# from gist.github.com/caius/21eca095ba281393f0616e2325410278 (pings). Ashburn stands for Northern
# Virginia, Dublin for Ireland.
MEASURED_MS = {
    ("Singapore", "Hong Kong"): 34.01,
    ("Tokyo", "Hong Kong"): 52.55,
    ("Mumbai", "Hong Kong"): 93.60,
    ("Sydney", "Hong Kong"): 125.46,
    ("Ashburn", "Hong Kong"): 202.47,
    ("Frankfurt", "Hong Kong"): 198.54,
    ("Dublin", "Cape Town"): 156.57,
    ("Ashburn", "Cape Town"): 226.85,
    ("Sydney", "Cape Town"): 295.02,
    ("São Paulo", "Cape Town"): 337.25,
    ("Ashburn", "Dublin"): 66.6,
}

places = st.builds(
    Place,
    st.just("somewhere"),
    km=st.integers(0, 15_000),
    bits_per_s=st.sampled_from([1e6, 2e7, 1e9]),
    usd_per_h=st.sampled_from([0.05, 0.1, 0.2]),
    servers=st.sampled_from([1, 2, 10, 100]),
    utilisation=st.sampled_from([0, 0.5, 0.8, 0.95]),
)
lists_of_places = st.lists(places, min_size=1, max_size=5)
volumes = st.lists(st.floats(0, 1e9), min_size=1, max_size=4)
deadlines = st.lists(st.floats(1e-3, 100), min_size=1, max_size=4)
works = st.floats(1e-4, 10)


def great_circle_km(one: str, other: str) -> float:
    """The shortest way over the ground between two cities, by the haversine formula."""
    (north, east), (to_north, to_east) = (map(radians, CITIES[city]) for city in (one, other))
    across = sin((to_north - north) / 2) ** 2
    across += cos(north) * cos(to_north) * sin((to_east - east) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(across))


def exact_wait(servers: int, utilisation: Fraction, service: Fraction) -> Fraction:
    """The mean wait of an M/M/c queue by Erlang's sums as they are defined."""
    load = servers * utilisation
    return erlangs_sums(load, servers)[1] * service / (servers - load)


# the way and the data


@pytest.mark.parametrize(("pair", "measured_ms"), MEASURED_MS.items(), ids=str)
def test_no_measured_round_trip_is_below_the_floor_that_fibre_sets(pair, measured_ms):
    floor_ms = 1000 * distance.fibre_s(great_circle_km(*pair))
    assert floor_ms < measured_ms
    assert measured_ms < 6 * floor_ms  # so that a floor in wrong units would be noticed


def test_a_thousand_kilometres_are_about_ten_milliseconds():
    assert distance.fibre_s(1000) == pytest.approx(0.0098)
    assert distance.fibre_s([0, 100, 200]) == pytest.approx([0, 0.00098, 0.00196])


def test_fibre_is_about_two_thirds_as_fast_as_light():
    kilometres_a_second = 1 / distance.FIBRE_S_PER_KM
    assert kilometres_a_second == pytest.approx(204_190, rel=1e-3)
    assert 0.66 < kilometres_a_second / 299_792.458 < 0.69


def test_a_byte_is_eight_bits_on_the_line():
    assert distance.transfer_s(1, 8) == 1
    assert distance.transfer_s([0, 1e6], 8e6).tolist() == [0, 1]


def test_a_terabyte_through_twenty_megabits_takes_more_than_four_days():
    """1e12 x 8 / 20e6 = 400,000 s = 4.6 days."""
    assert distance.transfer_s(1e12, 20e6) == 400_000


# the whole time


def test_a_response_is_the_sum_of_its_four_parts():
    assert Response(0.25, 0.5, 1, 2).total_s == 3.75


def test_a_response_by_hand():
    """600 km, 2 MB over 100 Mbit/s, one server half busy: its wait is as long as its work."""
    found = distance.response(Place("a", 600, 100e6, 0.1, 1, 0.5), Job(2e6, 0.03))
    assert found.fibre_s == pytest.approx(0.00588)
    assert found.transfer_s == pytest.approx(0.16)
    assert found.wait_s == pytest.approx(0.03)
    assert found.service_s == 0.03
    assert found.total_s == pytest.approx(0.22588)


@pytest.mark.parametrize("servers", [1, 2, 5, 30])
@pytest.mark.parametrize("percent", [0, 10, 50, 99])
def test_the_wait_is_erlangs_by_exact_fractions(servers, percent):
    place = Place("a", 0, 1e9, 0.1, servers, percent / 100)
    found = distance.response(place, Job(0, 0.25))
    expected = exact_wait(servers, Fraction(percent, 100), Fraction(1, 4))
    assert found.wait_s == pytest.approx(float(expected), rel=1e-9)


@given(places, st.floats(0, 1e9), works)
def test_no_answer_comes_before_light_and_work_are_done(place, data_bytes, service_s):
    found = distance.response(place, Job(data_bytes, service_s))
    assert found.total_s >= distance.fibre_s(place.km) + service_s
    assert min(found.fibre_s, found.transfer_s, found.wait_s) >= 0


@given(st.integers(1, 1000))
def test_the_fullest_servers_that_are_allowed_have_a_finite_wait(servers):
    place = Place("a", 0, 1e9, 0.1, servers, 1 - 1e-9)
    assert 0 < distance.response(place, Job(0, 1)).wait_s < inf


# the winner


def test_a_looser_deadline_lets_the_cheaper_place_win():
    edge = Place("edge", 10, 1e9, usd_per_h=0.2, servers=2, utilisation=0.5)
    far = Place("far", 5000, 1e9, usd_per_h=0.1, servers=100, utilisation=0.5)
    # 5,000 km are 49 ms there and back, and then 10 ms of work; the edge needs 13.4 ms.
    found = [distance.winner([edge, far], Job(0, 0.01, s)) for s in (0.013, 0.014, 0.058, 0.060)]
    assert found == [None, edge, edge, far]


@given(lists_of_places, st.floats(0, 1e9), works)
def test_without_a_deadline_the_cheapest_wins_and_of_these_the_quickest(places, data, work):
    job = Job(data, work)
    found = distance.winner(places, job)
    cheapest = [place for place in places if place.usd_per_h == min(p.usd_per_h for p in places)]
    times = [distance.response(place, job).total_s for place in cheapest]
    assert found is cheapest[times.index(min(times))]


def test_of_equal_places_the_first_wins():
    twins = [Place(name, 10, 1e9, 0.1, 1, 0) for name in ("one", "other")]
    assert distance.winner(twins, Job(1, 1)) is twins[0]
    assert distance.winner(twins[::-1], Job(1, 1)) is twins[1]
    assert distance.winners(twins, [1], [10], 1).tolist() == [[0]]


def test_a_deadline_that_is_met_to_the_last_is_met():
    place, job = Place("a", 100, 1e6, 0.1, 3, 0.7), Job(1234, 0.05)
    total_s = distance.response(place, job).total_s
    earlier = nextafter(total_s, 0)
    assert distance.winner([place], Job(1234, 0.05, total_s)) is place
    assert distance.winner([place], Job(1234, 0.05, earlier)) is None
    assert distance.winners([place], [1234], [earlier, total_s], 0.05).tolist() == [[-1], [0]]


@given(lists_of_places, volumes, deadlines, works)
def test_a_map_of_winners_is_as_each_winner_alone(places, volumes, deadlines, work):
    found = distance.winners(places, volumes, deadlines, work)
    assert found.shape == (len(deadlines), len(volumes))
    for row, deadline in enumerate(deadlines):
        for column, volume in enumerate(volumes):
            alone = distance.winner(places, Job(volume, work, deadline))
            number = found[row, column]
            assert (places[number] if number >= 0 else None) is alone


@given(lists_of_places, volumes, deadlines, works)
def test_with_more_time_the_winner_is_never_dearer(places, volumes, deadlines, work):
    found = distance.winners(places, volumes, sorted(deadlines), work)
    costs = np.array([place.usd_per_h for place in places] + [inf])[found]  # -1, none, is the last
    assert (costs[1:] <= costs[:-1]).all()


def test_one_number_is_a_map_of_one():
    place = Place("a", 10, 1e9, 0.1, 1, 0)
    assert distance.winners([place], 1e3, 1.0, 0.01).tolist() == [[0]]


def test_arguments_are_left_as_they_were():
    data, until = np.array([1e6, 1e3]), np.array([1.0, 0.1])
    distance.winners([Place("a", 10, 1e9, 0.1, 1, 0)], data, until, 0.01)
    assert data.tolist() == [1e6, 1e3] and until.tolist() == [1.0, 0.1]


# wrong input

GOOD = {"name": "a", "km": 10, "bits_per_s": 1e9, "usd_per_h": 0.1, "servers": 1, "utilisation": 0}


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: Place(**{**GOOD, "utilisation": 1}), "utilisation is 1; allowed: .* to below 1"),
        (lambda: Place(**{**GOOD, "utilisation": 80}), "utilisation is 80; allowed: .* 0 to 1"),
        (lambda: Place(**{**GOOD, "servers": 1.5}), "servers is 1.5; allowed: a whole number from"),
        (lambda: Place(**{**GOOD, "bits_per_s": 0}), "bits_per_s is 0; allowed: .* above 0"),
        (lambda: Place(**{**GOOD, "km": -1}), "km is -1; allowed: a finite number from 0"),
        (lambda: Job(-1, 1), "data_bytes is -1; allowed: a finite number from 0"),
        (lambda: Job(1, 0), "service_s is 0; allowed: a finite number above 0"),
        (lambda: Job(1, 1, 0), "deadline_s is 0; allowed: a finite number above 0"),
        (lambda: distance.fibre_s(-5), "km is -5; allowed: a finite number from 0"),
        (lambda: distance.transfer_s(1, 0), "bits_per_s is 0; allowed: a finite number above 0"),
        (
            lambda: distance.winner([], Job(1, 1)),
            r"places is \[\]; allowed: a list or tuple of one",
        ),
        (lambda: distance.winner(Place(**GOOD), Job(1, 1)), "places is Place.*; allowed"),
        (lambda: distance.winner([Place(**GOOD)], 5), "job is 5; allowed: a Job, such as"),
        (
            lambda: distance.winners([Place(**GOOD)], 1, [1, 0], 1),
            r"deadlines_s is \[1, 0\]; allow",
        ),
        (lambda: distance.winners([Place(**GOOD)], 1, 1, 0), "service_s is 0; allowed: .* above 0"),
    ],
)
def test_what_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=f"^{message}"):
        call()
