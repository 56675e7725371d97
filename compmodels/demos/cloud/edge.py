"""Edge or cloud, for a user in Los Angeles: a job and places that the reader sets.

Prices come from ``compmodels.cloud.prices``. The distances are great circles between the cities'
coordinates in GeoNames; real routes are longer. The lines, how many servers there are and how busy
they are, is chosen to make an example, and not measured.
"""

from __future__ import annotations

import ipywidgets as widgets

from compmodels.cloud import prices
from compmodels.cloud.distance import Job, Place
from compmodels.demos._demo import WIDE, Demo
from compmodels.demos._stage import Stage, new_figure
from compmodels.demos._words import in_bytes, in_seconds
from compmodels.demos.cloud.places import draw_keys, draw_places, move_places
from compmodels.demos.cloud.response import describe_response, draw_response, move_response

MBIT = 1e6  # bits per second
NAMES = ("edge", "region", "far cloud")
KEYS = ("r5d.large us-west-2-lax-1", "r5d.large us-west-1", "r5d.large us-west-2")
EDGE_KM, REGION_KM = 20, 559  # in the same city; to San Francisco, along the great circle
VOLUMES = (*(a * 10**k for k in range(3, 9) for a in (1, 3)), 10**9)
TIMES_MS = (*(a * 10**k for k in range(5) for a in (1, 2, 5)), 10**5)
FAR_KM = (750, 1_000, 1_317, 2_000, 3_000, 4_000, 6_000, 8_000, 10_000, 15_000)
ACCESS_MBIT = (5, 10, 20, 50, 100, 300, 1_000)
MOST_WORK_MS = 1_000
START = {
    "data_bytes": 100_000,
    "deadline_ms": 50,
    "work_ms": 2,
    "far_km": 1_317,
    "access_mbit": 20,
    "edge_percent": 60,
}
SIZE = (860, 430)


def los_angeles(
    far_km: float = START["far_km"],
    access_mbit: float = START["access_mbit"],
    edge_percent: float = START["edge_percent"],
) -> tuple[Place, ...]:
    """Three places for a user in Los Angeles, at the prices of an r5d.large there.

    The edge is Amazon's Local Zone in the same city, which the user reaches on a direct line of
    1,000 Mbit/s; two servers are there. The region is Northern California, and the far cloud
    Oregon; both lie behind the user's access line, and have many servers.

    Parameters
    ----------
    far_km
        Length of the way to the far cloud. To Boardman in Oregon it is 1,317 km along the great
        circle.
    access_mbit
        Bandwidth of the access line in Mbit/s. The benchmark of the United States' Federal
        Communications Commission for uploads is 20 (2024).
    edge_percent
        How busy the two servers of the edge are.
    """
    near, region, far = map(prices.price, KEYS)
    access = MBIT * access_mbit
    return (
        Place(NAMES[0], EDGE_KM, 1_000 * MBIT, near, 2, edge_percent / 100),
        Place(NAMES[1], REGION_KM, access, region, 50, 0.8),
        Place(NAMES[2], far_km, access, far, 200, 0.8),
    )


def places_demo() -> Demo:
    """A job and places that the reader sets, for a user in Los Angeles."""
    figure = new_figure(*SIZE)
    sheet, chart = figure.subplots(1, 2, width_ratios=[1.15, 1])
    places, job = los_angeles(), job_of(START)
    on_map = draw_places(sheet, places, job.service_s)
    draw_keys(sheet, places)
    in_bars = draw_response(chart, places, job)

    def update(far_km: float, access_mbit: float, edge_percent: int, **values: float) -> str:
        places, job = los_angeles(far_km, access_mbit, edge_percent), job_of(values)
        move_places(on_map, places, job.service_s, job)
        move_response(in_bars, places, job)
        return f"{describe_response(places, job)} {_setting(far_km, access_mbit, edge_percent)}"

    title = "Near or far: who answers in time, and at what price?"
    return Demo(Stage(figure, [*on_map, *in_bars]), update, _controls(), title=title)


def job_of(values: dict[str, float]) -> Job:
    """The job that the controls are set to."""
    return Job(values["data_bytes"], values["work_ms"] / 1_000, values["deadline_ms"] / 1_000)


def _controls() -> dict[str, widgets.Widget]:
    """A slider for each number that the reader sets, by name."""
    times = [(in_seconds(each / 1_000), each) for each in TIMES_MS]
    options = {
        "data_bytes": ("Data volume of the job", [(in_bytes(each), each) for each in VOLUMES]),
        "deadline_ms": ("Deadline of the job", times),
        "work_ms": ("Work on a server", [each for each in times if each[1] <= MOST_WORK_MS]),
        "far_km": ("Way to the far cloud (km)", [(f"{each:,}", each) for each in FAR_KM]),
        "access_mbit": (
            "Access line to region and far cloud (Mbit/s)",
            [(f"{each:,}", each) for each in ACCESS_MBIT],
        ),
    }
    controls: dict[str, widgets.Widget] = {
        name: widgets.SelectionSlider(
            options=each, value=START[name], description=label, layout=WIDE
        )
        for name, (label, each) in options.items()
    }
    controls["edge_percent"] = widgets.IntSlider(
        START["edge_percent"], 10, 95, 5, description="Utilisation of the edge (%)", layout=WIDE
    )
    return controls


def _setting(far_km: float, access_mbit: float, edge_percent: float) -> str:
    return (
        f"The far cloud is {far_km:,} km away, the access line has {access_mbit:,} Mbit/s, "
        f"the edge is busy {edge_percent} % of the time."
    )
