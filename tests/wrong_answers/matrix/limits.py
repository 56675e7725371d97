"""Answers to ``bound_by`` and ``smallest_side``."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


# bound_by


@wrong("bound_by", hint="half as many operations for each byte")
def bound_by_macs(m, k, n, operations_per_s, bytes_per_s):
    intensity = m * k * n / (4 * (m * k + k * n + m * n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="have 4 bytes?")
def bound_by_double_precision(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (8 * (m * k + k * n + m * n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="The result is moved too")
def bound_by_without_the_result(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m * k + k * n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="The two factors are moved too")
def bound_by_the_result_alone(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * m * n)
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="These are elements")
def bound_by_elements(m, k, n, operations_per_s, bytes_per_s):
    seconds = 2 * m * k * n / operations_per_s, (m * k + k * n + m * n) / bytes_per_s
    return "compute" if seconds[0] >= seconds[1] else "memory"


@wrong("bound_by", hint="one by one")
def bound_by_sides_added_up(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m + k) * (k + n))
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="Where both take the same time")
def bound_by_memory_on_the_ridge(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m * k + k * n + m * n))
    return "memory" if intensity <= operations_per_s / bytes_per_s else "compute"


@wrong("bound_by", hint="The two words are swapped")
def bound_by_the_faster(m, k, n, operations_per_s, bytes_per_s):
    seconds = 2 * m * k * n / operations_per_s, 4 * (m * k + k * n + m * n) / bytes_per_s
    return "memory" if seconds[0] >= seconds[1] else "compute"


@wrong("bound_by", hint="not the other way round")
def bound_by_bytes_for_each_operation(m, k, n, operations_per_s, bytes_per_s):
    intensity = 4 * (m * k + k * n + m * n) / (2 * m * k * n)
    return "compute" if intensity >= operations_per_s / bytes_per_s else "memory"


@wrong("bound_by", hint="The machine's side is upside down")
def bound_by_a_ridge_upside_down(m, k, n, operations_per_s, bytes_per_s):
    intensity = 2 * m * k * n / (4 * (m * k + k * n + m * n))
    return "compute" if intensity >= bytes_per_s / operations_per_s else "memory"


@wrong("bound_by", hint="The limit is not 1")
def bound_by_an_intensity_of_one(m, k, n, operations_per_s, bytes_per_s):
    operations, moved = 2 * m * k * n, 4 * (m * k + k * n + m * n)
    return "compute" if operations >= moved else "memory"


@wrong("bound_by", hint="You compare the machine's two speeds")
def bound_by_the_machine_alone(m, k, n, operations_per_s, bytes_per_s):
    return "memory" if operations_per_s >= bytes_per_s else "compute"


@wrong("bound_by", hint="This is the intensity")
def bound_by_a_number(m, k, n, operations_per_s, bytes_per_s):
    return m * k * n / 2 / (m * k + k * n + m * n)


@wrong("bound_by", hint="What is printed is not returned")
def bound_by_printing(m, k, n, operations_per_s, bytes_per_s):
    print(bound_by_time(m, k, n, operations_per_s, bytes_per_s))


@right("bound_by")
def bound_by_time(m, k, n, operations_per_s, bytes_per_s):
    seconds = {
        "compute": 2 * m * k * n / operations_per_s,
        "memory": 4 * (m * k + k * n + m * n) / bytes_per_s,
    }
    return max(seconds, key=seconds.get)


@right("bound_by")
def bound_by_inverse_sides(m, k, n, operations_per_s, bytes_per_s):
    intensity = 1 / (2 / m + 2 / k + 2 / n)
    roof = min(operations_per_s, intensity * bytes_per_s * (1 + 1e-12))
    return np.array(["memory", "compute"])[int(roof == operations_per_s)]


# smallest_side


@wrong("smallest_side", hint="At this side both take the same time")
def side_where_it_is_not_later(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return max(1, math.ceil(12 / link_bytes_per_s / saved))


@wrong("smallest_side", hint="not yet sooner")
def side_rounded_down(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(12 / link_bytes_per_s / saved)


@wrong("smallest_side", hint="Rounding to the nearest number")
def side_rounded(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return round(12 / link_bytes_per_s / saved)


@wrong("smallest_side", hint="A side is a whole number")
def exact_side(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return 12 / link_bytes_per_s / saved


@wrong("smallest_side", hint="Three matrices go over the link")
def side_with_one_matrix(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(4 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="The result must come back")
def side_with_the_way_there(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(8 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="is each multiply-add two operations?")
def side_with_macs(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 1 / host_operations_per_s - 1 / device_operations_per_s
    return int(12 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="Does each matrix go over the link once")
def side_with_both_ways(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(2 * 12 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="You send a byte for each element")
def side_with_a_byte_an_element(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(3 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="These are bits")
def side_with_bits(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    saved = 2 / host_operations_per_s - 2 / device_operations_per_s
    return int(12 * 8 / link_bytes_per_s / saved) + 1


@wrong("smallest_side", hint="The device needs time to compute as well")
def side_from_the_transfer_alone(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    return int(12 / link_bytes_per_s / (2 / host_operations_per_s)) + 1


@wrong("smallest_side", hint="after the matrices have arrived")
def side_with_all_at_once(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    side = 1
    while max(12 * side**2 / link_bytes_per_s, 2 * side**3 / device_operations_per_s) >= (
        2 * side**3 / host_operations_per_s
    ):
        side += 1
    return side


@wrong("smallest_side", hint="one too large")
def side_after_the_first(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    return side_by_formula(host_operations_per_s, device_operations_per_s, link_bytes_per_s) + 1


@wrong("smallest_side", hint="how many elements a matrix has")
def elements_of_the_matrix(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    side = side_by_formula(host_operations_per_s, device_operations_per_s, link_bytes_per_s)
    return side * side


def side_by_formula(host, device, link):
    return int(6 / (link * (1 / host - 1 / device))) + 1


@right("smallest_side")
def side_by_trying(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    side, on_host, on_device = 0, 0.0, 0.0
    while on_host <= on_device:
        side += 1
        on_host = 2 * side**3 / host_operations_per_s
        on_device = 12 * side**2 / link_bytes_per_s + 2 * side**3 / device_operations_per_s
    return side


@right("smallest_side")
def side_by_harmonic_difference(host_operations_per_s, device_operations_per_s, link_bytes_per_s):
    faster = device_operations_per_s - host_operations_per_s
    net = host_operations_per_s * device_operations_per_s / faster
    return np.floor(6 * net / link_bytes_per_s) + 1.0
