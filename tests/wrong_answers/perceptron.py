"""Answers that students could hand in to the exercises of lesson 01."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


# predict


@wrong("predict", hint="What if the sum is exactly zero?")
def yes_at_zero(weights, bias, x):
    return 1 if np.dot(weights, x) + bias >= 0 else -1


@wrong("predict", hint="np.sign answers 0")
def sign_of_zero(weights, bias, x):
    return np.sign(weights @ x + bias)


@wrong("predict", hint="Is the bias in your sum?")
def forgets_the_bias(weights, bias, x):
    return 1 if weights @ x > 0 else -1


@wrong("predict", hint="not 1 and 0")
def zero_for_no(weights, bias, x):
    return 1 if weights @ x + bias > 0 else 0


@wrong("predict", hint="True or False")
def comparison_only(weights, bias, x):
    return weights @ x + bias > 0


@wrong("predict", hint="This is the weighted sum")
def sum_only(weights, bias, x):
    return weights @ x + bias


@wrong("predict", hint="are swapped")
def yes_and_no_swapped(weights, bias, x):
    return -1 if weights @ x + bias > 0 else 1


@wrong("predict", hint="not once for each input")
def bias_for_each_input(weights, bias, x):
    return 1 if (weights * x + bias).sum() > 0 else -1


@wrong("predict", hint="opposite sign")
def bias_as_threshold(weights, bias, x):
    return 1 if weights @ x > bias else -1


@wrong("predict", hint="What is printed is not returned")
def prints_only(weights, bias, x):
    answer = 1 if weights @ x + bias > 0 else -1
    print(answer, end="")


@wrong("predict", hint="one number, not an array or a list")
def one_in_a_list(weights, bias, x):
    return [1 if weights @ x + bias > 0 else -1]


@right("predict")
def with_a_loop(weights, bias, x):
    total = bias
    for i in range(len(x)):
        total += weights[i] * x[i]
    if total > 0:
        return 1
    return -1


@right("predict")
def array_without_axes(weights, bias, x):
    return np.where(np.append(weights, bias) @ np.append(x, 1) > 0, 1, -1)


@right("predict")
def float_from_a_comparison(weights, bias, x):
    return 2.0 * (np.inner(weights, x) > -bias) - 1


# step


@wrong("step", hint="A right answer changes nothing")
def always_learns(weights, bias, x, y, rate):
    return weights + rate * y * x, bias + rate * y


@wrong("step", hint="The bias learns too")
def forgets_to_move_the_bias(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) != y:
        weights = weights + rate * y * x
    return weights, bias


@wrong("step", hint="twice too long")
def delta_rule(weights, bias, x, y, rate):
    error = y - yes_or_no(weights, bias, x)
    return weights + rate * error * x, bias + rate * error


@wrong("step", hint="With answers 0 and 1")
def labels_zero_and_one(weights, bias, x, y, rate):
    y = max(y, 0)
    if y == 1 and weights @ x + bias <= 0:
        return weights + rate * y * x, bias + rate * y
    return weights, bias


@wrong("step", hint="The step goes the wrong way")
def subtracts(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) != y:
        return weights - rate * y * x, bias - rate * y
    return weights, bias


@wrong("step", hint="Decide once, with the old weights")
def bias_from_the_new_weights(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) != y:
        weights = weights + rate * y * x
    if yes_or_no(weights, bias, x) != y:
        bias = bias + rate * y
    return weights, bias


@wrong("step", hint="Where is the rate?")
def forgets_the_rate(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) != y:
        return weights + y * x, bias + y
    return weights, bias


@wrong("step", hint="The argument weights was changed; work on a copy")
def in_place(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) != y:
        weights += rate * y * x
        bias += rate * y
    return weights, bias


@wrong("step", hint="Return both")
def forgets_to_return_the_bias(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) != y:
        return weights + rate * y * x
    return weights


@wrong("step", hint="so for y = -1 it is right")
def learns_from_a_zero_sum(weights, bias, x, y, rate):
    if y * (weights @ x + bias) <= 0:
        return weights + rate * y * x, bias + rate * y
    return weights, bias


@wrong("step", hint="so for y = +1 it is wrong")
def does_not_learn_from_a_zero_sum(weights, bias, x, y, rate):
    if y * (weights @ x + bias) < 0:
        return weights + rate * y * x, bias + rate * y
    return weights, bias


@wrong("step", hint="Zero is not above zero")
def with_a_unit_that_says_yes_at_zero(weights, bias, x, y, rate):
    said = 1 if weights @ x + bias >= 0 else -1
    if said == y:
        return weights, bias
    return weights + rate * y * x, bias + rate * y


@wrong("step", hint="when you ask the unit for its answer")
def asks_without_the_bias(weights, bias, x, y, rate):
    said = 1 if weights @ x > 0 else -1
    if said == y:
        return weights, bias
    return weights + rate * y * x, bias + rate * y


@wrong("step", hint="The rate belongs to the bias too")
def rate_for_the_weights_only(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) == y:
        return weights, bias
    return weights + rate * y * x, bias + y


@wrong("step", hint="Where is y?")
def adds_whatever_the_answer(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) == y:
        return weights, bias
    return weights + rate * x, bias + rate


@wrong("step", hint="every way through the function must end with return")
def returns_only_after_a_mistake(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) != y:
        return weights + rate * y * x, bias + rate * y
    return None  # what Python does where a function has no return


@wrong("step", hint="it is the other way round")
def learns_from_right_answers(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) == y:
        return weights + rate * y * x, bias + rate * y
    return weights, bias


@wrong("step", hint="These are the changes")
def returns_the_changes(weights, bias, x, y, rate):
    wrong_by = (y - yes_or_no(weights, bias, x)) / 2
    return rate * wrong_by * x, rate * wrong_by


@wrong("step", hint="first the weights, then the bias")
def bias_first(weights, bias, x, y, rate):
    if yes_or_no(weights, bias, x) == y:
        return bias, weights
    return bias + rate * y, weights + rate * y * x


@wrong("step", hint="use if, not while")
def until_it_is_right(weights, bias, x, y, rate):
    while yes_or_no(weights, bias, x) != y:
        weights, bias = weights + rate * y * x, bias + rate * y
    return weights, bias


@right("step")
def without_an_if(weights, bias, x, y, rate):
    wrong_by = (y - yes_or_no(weights, bias, x)) / 2
    return weights + rate * wrong_by * x, bias + rate * wrong_by


@right("step")
def lists_and_a_list_of_both(weights, bias, x, y, rate):
    weights = list(weights)
    if y * (np.dot(weights, x) + bias) < 0 or (weights @ x + bias == 0 and y == 1):
        return [[w + rate * y * v for w, v in zip(weights, x, strict=True)], bias + rate * y]
    return [weights, bias]


def yes_or_no(weights, bias, x):
    return 1 if weights @ x + bias > 0 else -1


# mistake_bound


def lengths(X):
    return np.sqrt((X**2).sum(axis=1) + 1)


def gaps(weights, bias, X, y):
    return y * (X @ weights + bias) / np.sqrt(weights @ weights + bias**2)


@wrong("mistake_bound", hint="The constant input 1 of the bias belongs to each example")
def radius_without_the_one(weights, bias, X, y):
    return (np.linalg.norm(X, axis=1).max() / gaps(weights, bias, X, y).min()) ** 2


@wrong("mistake_bound", hint="plus the squared bias")
def margin_without_the_bias(weights, bias, X, y):
    gap = (y * (X @ weights + bias)).min() / np.linalg.norm(weights)
    return (lengths(X).max() / gap) ** 2


@wrong("mistake_bound", hint="Put that 1 into the length")
def geometry_of_the_plane_only(weights, bias, X, y):
    gap = (y * (X @ weights + bias)).min() / np.linalg.norm(weights)
    return (np.linalg.norm(X, axis=1).max() / gap) ** 2


@wrong("mistake_bound", hint="The bound is its square")
def forgets_the_square(weights, bias, X, y):
    return lengths(X).max() / gaps(weights, bias, X, y).min()


@wrong("mistake_bound", hint="the smallest, not the largest")
def farthest_example(weights, bias, X, y):
    return (lengths(X).max() / gaps(weights, bias, X, y).max()) ** 2


@wrong("mistake_bound", hint="not the mean")
def mean_distance(weights, bias, X, y):
    return (lengths(X).max() / gaps(weights, bias, X, y).mean()) ** 2


@wrong("mistake_bound", hint="A weighted sum is not yet a distance")
def sum_for_distance(weights, bias, X, y):
    return (lengths(X).max() / (y * (X @ weights + bias)).min()) ** 2


@wrong("mistake_bound", hint="not of the shortest")
def shortest_example(weights, bias, X, y):
    return (lengths(X).min() / gaps(weights, bias, X, y).min()) ** 2


@wrong("mistake_bound", hint="multiplied by its y")
def without_the_labels(weights, bias, X, y):
    return (lengths(X).max() / gaps(weights, bias, X, 1).min()) ** 2


@wrong("mistake_bound", hint="found separately")
def largest_ratio_of_one_example(weights, bias, X, y):
    return ((lengths(X) / gaps(weights, bias, X, y)) ** 2).max()


@wrong("mistake_bound", hint="under the root")
def one_outside_the_root(weights, bias, X, y):
    longest = np.linalg.norm(X, axis=1).max() + 1
    return (longest / gaps(weights, bias, X, y).min()) ** 2


@wrong("mistake_bound", hint="do not round it")
def rounded_bound(weights, bias, X, y):
    return round((lengths(X).max() / gaps(weights, bias, X, y).min()) ** 2)


@wrong("mistake_bound", hint="without rounding it up")
def one_mistake_more(weights, bias, X, y):
    return np.ceil((lengths(X).max() / gaps(weights, bias, X, y).min()) ** 2)


@wrong("mistake_bound", hint="divide first, then square")
def squares_the_radius_alone(weights, bias, X, y):
    return lengths(X).max() ** 2 / gaps(weights, bias, X, y).min()


@wrong("mistake_bound", hint="without rounding it down")
def whole_mistakes_only(weights, bias, X, y):
    return int((lengths(X).max() / gaps(weights, bias, X, y).min()) ** 2)


@right("mistake_bound")
def with_the_one_as_a_column(weights, bias, X, y):
    X, w = np.c_[X, np.ones(len(X))], np.append(weights, bias)
    return np.max((X**2).sum(1)) * (w @ w) / np.min(y * (X @ w)) ** 2


@right("mistake_bound")
def with_loops_and_no_labels(weights, bias, X, y):
    length = math.sqrt(sum(w * w for w in weights) + bias * bias)
    radius, gap = 0.0, math.inf
    for row in X:
        radius = max(radius, math.sqrt(1 + sum(v * v for v in row)))
        gap = min(gap, abs(sum(w * v for w, v in zip(weights, row, strict=True)) + bias) / length)
    return radius**2 / gap**2


# xor_network


@wrong("xor_network", hint="This is OR")
def only_or():
    return [[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], 1


@wrong("xor_network", hint="This is AND")
def only_and():
    return [[1, 1], [1, 1]], [-0.5, -1.5], [1, 1], -1


@wrong("xor_network", hint="which makes it NAND")
def only_nand():
    return [[-1, -1], [-1, -1]], [1.5, 1.5], [1, 1], 0


@wrong("xor_network", hint="XOR upside down")
def same_instead_of_different():
    return [[1, 1], [-1, -1]], [-0.5, 1.5], [-1, -1], 1


@wrong("xor_network", hint="counted a hidden unit that is off as 0")
def hidden_units_off_are_zero():
    return [[1, 1], [1, 1]], [-0.5, -1.5], [1, -2], -0.5


@wrong("xor_network", hint="answers -1 everywhere")
def bias_too_low():
    return [[1, 1], [-1, -1]], [-0.5, 1.5], [1, 1], -2


@wrong("xor_network", hint="Expected are four things")
def hidden_layer_only():
    return [[1, 1], [-1, -1]], [-0.5, 1.5]


@wrong("xor_network", hint="rows of equal length")
def ragged_rows():
    return [[1, 1], [1]], [-0.5, -1.5], [1, -1], -1


@wrong("xor_network", hint="between -1,000,000 and 1,000,000")
def weights_in_words():
    return [["1", "1"], ["1", "1"]], ["-0.5", "-1.5"], ["1", "-1"], "-1"


@wrong("xor_network", hint="between -1,000,000 and 1,000,000")
def not_numbers():
    return [[np.nan, 1], [1, 1]], [-0.5, -1.5], [1, -1], -1


@wrong("xor_network", hint="between -1,000,000 and 1,000,000")
def endless_weights():
    return [[np.inf, -np.inf], [1, 1]], [-0.5, 1e308], [1, -1], -1


@wrong("xor_network", hint="between -1,000,000 and 1,000,000")
def weights_beyond_floats():
    return [[10**400, 1], [1, 1]], [-0.5, -1.5], [1, -1], -1


@wrong("xor_network", hint="The shapes are (1, 2)")
def one_hidden_unit():
    return [[1, 1]], [-0.5], [1], 0


@right("xor_network")
def one_or_the_other_alone():
    return np.array([[1, -1], [-1, 1]]), np.array([-0.5, -0.5]), np.array([1, 1]), 1


@right("xor_network")
def neither_both_nor_none():
    return ((-1, -1), (1, 1)), (0.5, -1.5), (-3, -3), np.float64(-2)


@right("xor_network")
def parity_by_thirds():
    return [[100.0, 100.0], [100.0, 100.0]], [-50.0, -150.0], [2.0, -2.0], -1.0


# largest_hidden_layer


@wrong("largest_hidden_layer", hint="two operations, not one")
def multiplications_only(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // (3 * (inputs + outputs) * examples * passes)


@wrong("largest_hidden_layer", hint="You count the way forward only")
def forward_only(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // (2 * (inputs + outputs) * examples * passes)


@wrong("largest_hidden_layer", hint="weights on both sides")
def inputs_only(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // (6 * inputs * examples * passes)


@wrong("largest_hidden_layer", hint="One unit more does not fit")
def rounds_up(inputs, outputs, examples, passes, operations_per_s, days):
    one = 6 * (inputs + outputs) * examples * passes
    return math.ceil(operations_per_s * days * 86400 / one)


@wrong("largest_hidden_layer", hint="Rounding to the nearest")
def rounds_to_nearest(inputs, outputs, examples, passes, operations_per_s, days):
    one = 6 * (inputs + outputs) * examples * passes
    return round(operations_per_s * days * 86400 / one)


@wrong("largest_hidden_layer", hint="multiply by the passes")
def one_pass(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // (6 * (inputs + outputs) * examples)


@wrong("largest_hidden_layer", hint="multiply by the examples too")
def one_example(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // (6 * (inputs + outputs) * passes)


@wrong("largest_hidden_layer", hint="not 24")
def hours_for_seconds(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 24 // (6 * (inputs + outputs) * examples * passes)


@wrong("largest_hidden_layer", hint="86,400 seconds; 3,600 is an hour")
def an_hour_for_a_day(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 3600 // (6 * (inputs + outputs) * examples * passes)


@wrong("largest_hidden_layer", hint="Part of a unit cannot be built")
def part_of_a_unit(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 / (6 * (inputs + outputs) * examples * passes)


@wrong("largest_hidden_layer", hint="not one.")
def one_operation_a_weight(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // ((inputs + outputs) * examples * passes)


@wrong("largest_hidden_layer", hint="the answer is 0")
def at_least_one(inputs, outputs, examples, passes, operations_per_s, days):
    one = 6 * (inputs + outputs) * examples * passes
    return max(1, operations_per_s * days * 86400 // one)


@wrong("largest_hidden_layer", hint="Biases are not counted")
def with_the_bias(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // (6 * (inputs + 1 + outputs) * examples * passes)


@wrong("largest_hidden_layer", hint="do not multiply them")
def inputs_times_outputs(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * 86400 // (6 * inputs * outputs * examples * passes)


@wrong("largest_hidden_layer", hint="multiply by the days")
def one_day(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * 86400 // (6 * (inputs + outputs) * examples * passes)


@right("largest_hidden_layer")
def counts_up_by_doubling(inputs, outputs, examples, passes, operations_per_s, days):
    budget, hidden, stride = operations_per_s * days * 24 * 60 * 60, 0, 2**40
    while stride:
        if 6 * examples * passes * (inputs + outputs) * (hidden + stride) <= budget:
            hidden += stride
        stride //= 2
    return hidden


@right("largest_hidden_layer")
def floor_of_a_float(inputs, outputs, examples, passes, operations_per_s, days):
    seconds_for_one = 6.0 * (inputs + outputs) * examples * passes / operations_per_s
    return np.floor(days * 86400 / seconds_for_one + 1e-9)
