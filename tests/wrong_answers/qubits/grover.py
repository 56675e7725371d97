"""Answers to ``grover_iterations``."""

from __future__ import annotations

import math
from functools import partial
from itertools import count, pairwise

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def angle(n, marked):
    return math.asin(math.sqrt(marked / 2**n))


def chance(n, marked, k):
    return math.sin((2 * k + 1) * angle(n, marked)) ** 2


# Rounding


@wrong("grover_iterations", hint="Sometimes one iteration too many")
def to_the_nearest(n, marked):
    return round(math.pi / 4 / angle(n, marked))


@wrong("grover_iterations", hint="Sometimes one iteration too many")
def rounded_up(n, marked):
    return math.ceil(math.pi / 4 / angle(n, marked))


@wrong("grover_iterations", hint="Sometimes one iteration too many")
def until_it_falls(n, marked):
    k = 1
    while 2 * marked < 2**n and chance(n, marked, k) > chance(n, marked, k - 1):
        k += 1
    return k


@wrong("grover_iterations", hint="Sometimes one iteration too few")
def half_off_and_rounded_down(n, marked):
    return int(math.pi / 4 / angle(n, marked) - 0.5)


@wrong("grover_iterations", hint="half of an iteration cannot be done")
def not_rounded(n, marked):
    return math.pi / 4 / angle(n, marked) - 0.5


@wrong("grover_iterations", hint="You take theta for its sine")
def small_angle_rounded_down(n, marked):
    return int(math.pi / 4 * math.sqrt(2**n / marked))


@wrong("grover_iterations", hint="You take theta for its sine")
def small_angle_rounded_up(n, marked):
    return math.ceil(math.pi / 4 * math.sqrt(2**n / marked))


def sought(n, marked, theta):
    """The first k after which the probability falls, for another angle."""
    chances = (math.sin((2 * k + 1) * theta) ** 2 for k in count())
    return next(k for k, (now, then) in enumerate(pairwise(chances)) if then <= now)


@wrong("grover_iterations", hint="You take theta for its sine")
def small_angle_but_half_asked(n, marked):
    theta = math.sqrt(marked / 2**n)
    return 0 if 2 * marked >= 2**n else round(math.pi / (4 * theta) - 0.5)


@wrong("grover_iterations", hint="You take theta for its sine")
def small_angle_by_looking_but_half_asked(n, marked):
    return 0 if 2 * marked >= 2**n else sought(n, marked, math.sqrt(marked / 2**n))


@wrong("grover_iterations", hint="You find one marked number")
def one_marked_but_half_asked(n, marked):
    return 0 if 2 * marked >= 2**n else by_looking(n, 1)


@wrong("grover_iterations", hint="Sometimes one iteration too many")
def to_the_nearest_but_half_asked(n, marked):
    return 0 if 2 * marked >= 2**n else round(math.pi / 4 / angle(n, marked))


# None at all, or one more than that


@wrong("grover_iterations", hint="With half of all numbers marked")
def tie_taken_for_a_gain(n, marked):
    if marked == 2**n:
        return 0
    return math.floor(math.pi / 4 / angle(n, marked) + 1e-12)


@wrong("grover_iterations", hint="Then the answer is 0")
def at_least_one(n, marked):
    return max(1, by_looking(n, marked))


@wrong("grover_iterations", hint="Then the answer is 0")
def nothing_if_none_helps(n, marked):
    best, k = None, 1
    while 2 * marked < 2**n and chance(n, marked, k) > chance(n, marked, k - 1):
        best, k = k, k + 1
    return best


# The number of marked ones


@wrong("grover_iterations", hint="You find one marked number")
def one_marked(n, marked):
    return by_looking(n, 1)


@wrong("grover_iterations", hint="You find one marked number")
def one_marked_by_the_root(n, marked):
    return round(math.pi / 4 * 2 ** (n / 2))


@wrong("grover_iterations", hint="it belongs under the root")
def marked_beside_the_root(n, marked):
    return round(math.pi / 4 * math.sqrt(2**n) / marked)


# The formula


@wrong("grover_iterations", hint="The factor pi/4 is missing")
def root_alone(n, marked):
    return int(math.sqrt(2**n / marked))


@wrong("grover_iterations", hint="each iteration turns by 2 theta. You find one")
def root_of_all(n, marked):
    return int(math.sqrt(2**n))


@wrong("grover_iterations", hint="So many iterations make half a turn")
def half_a_turn(n, marked):
    return round(math.pi / 2 / angle(n, marked))


@wrong("grover_iterations", hint="So many iterations make half a turn")
def half_a_turn_less_a_half(n, marked):
    return int(math.pi / 2 / angle(n, marked) - 0.5)


@wrong("grover_iterations", hint="The top is at a quarter turn. You find one")
def half_a_turn_by_the_root(n, marked):
    return math.floor(math.pi / 2 * math.sqrt(2**n))


@wrong("grover_iterations", hint="So many tries does an ordinary search take")
def half_of_all(n, marked):
    return 2**n // 2


@wrong("grover_iterations", hint="So many tries does an ordinary search take")
def share_of_all(n, marked):
    return round(2**n / (2 * marked))


@wrong("grover_iterations", hint="There is no root in it")
def no_root(n, marked):
    return round(math.pi / 4 * 2**n / marked)


@wrong("grover_iterations", hint="n is the number of qubits")
def root_of_the_qubits(n, marked):
    return round(math.pi / 4 * math.sqrt(n / marked))


@wrong("grover_iterations", hint="the root is of that. You find one")
def root_of_the_qubits_alone(n, marked):
    return int(math.pi / 4 * math.sqrt(n))


@wrong("grover_iterations", hint="Halving the list each time takes an order")
def one_for_each_qubit(n, marked):
    return n


@wrong("grover_iterations", hint="One iteration is enough only in rare cases")
def all_at_once(n, marked):
    return 1


# Another aim


@wrong("grover_iterations", hint="more likely than not")
def until_likelier_than_not(n, marked):
    k = 0
    while chance(n, marked, k) < 0.5 - 1e-9:
        k += 1
    return k


@wrong("grover_iterations", hint="A later top of the curve")
def best_of_many(n, marked):
    return max(range(math.isqrt(2**n) + 1), key=lambda k: round(chance(n, marked, k), 12))


@wrong("grover_iterations", hint="With half of all numbers marked")
def best_of_some_if_not_more_than_half(n, marked):
    if marked > 2**n / 2:
        return 0
    k = np.arange(int(math.pi / 4 * math.sqrt(2**n / marked)) + 2)
    return k[np.argmax(np.sin((2 * k + 1) * angle(n, marked)) ** 2)]


@wrong("grover_iterations", hint="A later top of the curve")
def best_of_a_few_more(n, marked):
    k = range(int(math.pi / 4 * math.sqrt(2**n / marked)) + 10)
    return max(k, key=lambda k: chance(n, marked, k))


@wrong("grover_iterations", hint="A later top of the curve")
def best_of_half_a_turn_and_half_asked(n, marked):
    k = np.arange(int(math.pi / 2 * math.sqrt(2**n)) + 1)
    chances = np.sin((2 * k + 1) * angle(n, marked)) ** 2
    return 0 if 2 * marked >= 2**n else int(chances.argmax())


@wrong("grover_iterations", hint="A later top of the curve")
def best_of_a_thousand(n, marked):
    k = np.arange(1001)
    return np.argmax(np.round(np.sin((2 * k + 1) * angle(n, marked)) ** 2, 12))


@wrong("grover_iterations", hint="A later top of the curve")
def best_of_two_thousand(n, marked):
    return int(np.argmax([chance(n, marked, k) for k in range(2000)]))


@wrong("grover_iterations", hint="A later top of the curve")
def best_of_five_hundred_and_half_asked(n, marked):
    if 2 * marked >= 2**n:
        return 0
    return max(range(501), key=lambda k: chance(n, marked, k))


@wrong("grover_iterations", hint="A later top of the curve")
def best_of_very_many_and_half_asked(n, marked):
    k = np.arange(100_000)
    chances = np.sin((2 * k + 1) * angle(n, marked)) ** 2
    return 0 if 2 * marked >= 2**n else int(chances.argmax())


@wrong("grover_iterations", hint="The result is not made of numbers")
def beyond_floats(n, marked):
    return 2**5000


@wrong("grover_iterations", hint="Expected are real numbers, not complex ones")
def with_an_imaginary_part(n, marked):
    return np.complex128(marked + 1j)


@right("grover_iterations")
def by_looking(n, marked):
    if 2 * marked >= 2**n:
        return 0
    k = 0
    while chance(n, marked, k + 1) > chance(n, marked, k):
        k += 1
    return k


@right("grover_iterations")
def by_the_angle(n, marked):
    if 2 * marked == 2**n:
        return 0
    return int(np.pi / (4 * np.arcsin(np.sqrt(marked / 2**n))))


@right("grover_iterations")
def nearest_to_the_top(n, marked):
    top = math.pi / 4 / math.atan2(math.sqrt(marked), math.sqrt(2**n - marked)) - 0.5
    return math.ceil(top - 0.5 - 1e-9)


@right("grover_iterations")
def by_two_amplitudes(n, marked):
    others, k = 2**n - marked, 0
    of_marked = of_other = 2 ** (-n / 2)
    while True:
        mean = (others * of_other - marked * of_marked) / 2**n
        following = 2 * mean + of_marked
        if abs(following) <= abs(of_marked):
            return k
        of_marked, of_other, k = following, 2 * mean - of_other, k + 1


@right("grover_iterations")
def by_turning_a_vector(n, marked):
    share = marked / 2**n  # the vector is (cos / cos theta, sin * sin theta), without any root
    turn = np.array([[1 - 2 * share, -2], [2 * share * (1 - share), 1 - 2 * share]])
    vector, k = np.array([1, share]), 0
    while (turn @ vector)[1] > vector[1] + 1e-15:
        vector, k = turn @ vector, k + 1
    return k
