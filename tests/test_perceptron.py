"""The models of lesson 01 against independent oracles: loops, scikit-learn, finite differences."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import approx_fprime
from sklearn.linear_model import Perceptron
from sklearn.svm import SVC

from compmodels import datasets
from compmodels.perceptron import mark1, network, operations, unit
from tests.bad_input import assert_all_are_tried, assert_refused, never_right, parameters

XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]), np.array([-1, 1, 1, -1])
seeds = st.integers(0, 2**32 - 1)


def separable(seed: int, examples: int = 30, inputs: int = 3, gap: float = 0.1):
    """Random examples, and a unit that separates them with none nearer to its boundary than gap."""
    rng = np.random.default_rng(seed)
    weights, bias = rng.normal(size=inputs), rng.normal()
    X = rng.normal(size=(20 * examples, inputs))
    sums = X @ weights + bias
    X, sums = X[abs(sums) > gap][:examples], sums[abs(sums) > gap][:examples]
    return X, np.where(sums > 0, 1, -1), weights, bias


# the unit


@given(seeds)
def test_a_unit_answers_as_exact_arithmetic_does(seed):
    rng = np.random.default_rng(seed)
    weights, x = rng.integers(-3, 4, (2, 5)) / 4
    bias = rng.integers(-3, 4) / 4
    exact = sum(map(Fraction, weights * x)) + Fraction(bias)
    assert unit.predict(weights, bias, x) == (1 if exact > 0 else -1)


def test_many_examples_are_answered_as_one_by_one():
    X, _, weights, bias = separable(1)
    one_by_one = [int(unit.predict(weights, bias, x)) for x in X]
    assert unit.predict(weights, bias, X).tolist() == one_by_one


@given(seeds)
def test_a_step_moves_the_sum_of_a_wrong_example_by_its_squared_length(seed):
    rng = np.random.default_rng(seed)
    weights, bias, x = rng.normal(size=4), rng.normal(), rng.normal(size=4)
    y = -int(unit.predict(weights, bias, x))
    new_weights, new_bias = unit.step(weights, bias, x, y)
    before, after = x @ weights + bias, x @ new_weights + new_bias
    assert after - before == pytest.approx(y * (x @ x + 1))


def test_a_step_after_a_right_answer_changes_nothing():
    weights = np.array([1.0, 2.0])
    new_weights, new_bias = unit.step(weights, 1, [1, 1], 1)
    assert new_weights.tolist() == [1, 2] and new_bias == 1
    assert new_weights is not weights


@pytest.mark.parametrize("passes", [1, 2, 7, 50])
@pytest.mark.parametrize("seed", range(5))
def test_a_run_learns_what_scikit_learns_perceptron_learns(seed, passes):
    X, y, _, _ = separable(seed + 10, examples=60, gap=0.02)
    first = int(np.argmax(y == 1))  # scikit-learn also learns from a zero sum when y is -1
    X, y = np.roll(X, -first, axis=0), np.roll(y, -first)
    theirs = Perceptron(max_iter=passes, tol=None, shuffle=False).fit(X, y)
    ours = unit.run(X, y, passes=passes)
    np.testing.assert_allclose(ours.weights, theirs.coef_[0], atol=1e-12)
    assert ours.bias == theirs.intercept_[0]


@given(seeds, st.sampled_from([0.05, 0.3, 1.0]))
@settings(max_examples=60, deadline=None)
def test_mistakes_never_exceed_the_bound(seed, gap):
    X, y, weights, bias = separable(seed, gap=gap)
    learned = unit.run(X, y, passes=10_000)
    assert learned.settled
    assert len(learned.mistakes) <= unit.mistake_bound(weights, bias, X, y)
    assert (unit.predict(learned.weights, learned.bias, X) == y).all()


def test_the_bound_holds_in_every_order_of_the_examples():
    X, y, weights, bias = separable(4)
    bound = unit.mistake_bound(weights, bias, X, y)
    counts = set()
    for seed in range(50):
        order = np.random.default_rng(seed).permutation(len(X))
        counts.add(len(unit.run(X[order], y[order], 10_000).mistakes))
    assert len(counts) > 1 and max(counts) <= bound


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_no_margin_is_wider_than_that_of_a_support_vector_machine(seed):
    X, y, weights, bias = separable(seed, gap=0.3)
    if len(set(y)) == 1:
        return
    augmented = np.column_stack([X, np.ones(len(X))])
    doubled, labels = np.vstack([augmented, -augmented]), np.concatenate([y, -y])
    widest = SVC(kernel="linear", C=1e9).fit(doubled, labels).coef_[0]  # symmetric: no intercept
    best = unit.margin(widest[:-1], widest[-1], X, y)
    assert unit.margin(weights, bias, X, y) <= best * (1 + 1e-3)
    assert best == pytest.approx(1 / np.linalg.norm(widest), rel=1e-2)


def test_margin_and_radius_by_hand():
    X, y = [[3.0], [-4.0]], [1, -1]
    assert unit.margin([1], 0, X, y) == 3
    assert unit.radius(X) == pytest.approx(np.sqrt(17))
    assert unit.mistake_bound([1], 0, X, y) == pytest.approx(17 / 9)
    assert unit.margin([-1], 0, X, y) == -4


def test_the_weights_are_the_sum_of_the_mistakes():
    X, y, _, _ = separable(3)
    learned = unit.run(X, y)
    weights, bias = unit.after_mistakes(X, y, learned.mistakes)
    np.testing.assert_allclose(weights, learned.weights)
    assert bias == learned.bias
    assert unit.after_mistakes(X, y, [])[0].tolist() == [0, 0, 0]


def test_xor_never_settles_and_its_weights_go_round_in_a_circle():
    run = unit.run(*XOR, passes=1000)
    assert not run.settled and run.passes == 1000
    after_each_pass = [unit.run(*XOR, passes=n) for n in range(1, 9)]
    states = [(*r.weights, r.bias) for r in after_each_pass]
    assert len(set(states)) < len(states)


def test_every_other_question_about_two_bits_is_learned_except_xor_and_its_opposite():
    X = XOR[0]
    for code in range(16):
        y = np.array([1 if code >> i & 1 else -1 for i in range(4)])
        opposite_corners_agree = y[0] == y[3] != y[1] == y[2]
        assert unit.run(X, y, passes=100).settled is not bool(opposite_corners_agree)


def test_left_and_right_are_told_apart_after_fifty_cards():
    rng = np.random.default_rng(1958)
    learned = unit.run(*datasets.marked_cards(rng, 50), passes=1)
    X, y = datasets.marked_cards(rng, 500)
    assert (unit.predict(learned.weights, learned.bias, X) == y).mean() > 0.98


def test_a_run_changes_none_of_its_arguments():
    X, y, _, _ = separable(5)
    kept = X.copy(), y.copy()
    unit.run(X, y)
    assert (kept[0] == X).all() and (kept[1] == y).all()


# the Mark I


def machine(**parts) -> mark1.MarkI:
    return mark1.build(np.random.default_rng(5), **parts)


def test_the_machine_has_the_size_of_1960():
    built = machine()
    assert built.wiring.shape == (512, 400)
    assert built.weights.shape == (8, 512) and not built.weights.any()


@pytest.mark.parametrize("fan_in", [1, 10, 40])
def test_each_association_unit_has_its_wires_with_both_signs(fan_in):
    wiring = machine(fan_in=fan_in).wiring
    assert (abs(wiring).sum(axis=1) == fan_in).all()
    assert set(np.unique(wiring)) == {-1, 0, 1}
    assert (wiring == 1).sum() == pytest.approx((wiring == -1).sum(), rel=0.3)


def test_the_same_generator_wires_the_same_machine():
    assert (machine().wiring == machine().wiring).all()
    assert (mark1.build(np.random.default_rng(6)).wiring != machine().wiring).any()


def test_activity_is_what_counting_wires_by_hand_gives():
    small = machine(photocells=9, associations=6, responses=2, fan_in=3, threshold=1)
    rng = np.random.default_rng(0)
    for picture in rng.integers(0, 2, (20, 9)):
        by_hand = [
            1.0 if sum(int(w) * int(p) for w, p in zip(wires, picture, strict=True)) > 1 else 0.0
            for wires in small.wiring
        ]
        assert mark1.activity(small, [picture])[0].tolist() == by_hand


def test_each_response_unit_learns_as_a_single_unit_would():
    letters = datasets.letters("ABC", reach=0)
    trained = mark1.run(machine(responses=3), letters.pictures, letters.labels, passes=4).machine
    active = mark1.activity(machine(responses=3), letters.pictures)
    for response in range(3):
        y = np.where(letters.labels == response, 1, -1)
        alone = unit.run(active, y, passes=4)
        np.testing.assert_array_equal(trained.weights[response], alone.weights)
        assert trained.bias[response] == alone.bias


def test_a_run_is_a_sequence_of_steps():
    letters = datasets.letters("ABC", reach=0)
    stepped = machine(responses=3)
    for picture, label in zip(letters.pictures, letters.labels, strict=True):
        stepped = mark1.step(stepped, picture, label)
    ran = mark1.run(machine(responses=3), letters.pictures, letters.labels, passes=1).machine
    np.testing.assert_array_equal(stepped.weights, ran.weights)
    np.testing.assert_array_equal(stepped.bias, ran.bias)


def test_two_letters_are_separated_after_few_presentations():
    letters = datasets.letters("XO", reach=1)
    rng = np.random.default_rng(1960)
    order = rng.permutation(len(letters.labels))
    run = mark1.run(
        mark1.build(rng, responses=2), letters.pictures[order], letters.labels[order], passes=20
    )
    assert run.mistakes[-1] == 0 < run.mistakes[0]
    assert (mark1.predict(run.machine, letters.pictures) == letters.labels).all()


def test_the_machine_reads_handwritten_digits_it_has_not_seen():
    rng = np.random.default_rng(1)
    training, test = datasets.split(datasets.digits(), 500, rng)
    built = mark1.build(rng, responses=10)
    run = mark1.run(built, training.pictures, training.labels, passes=10)
    assert (mark1.predict(run.machine, test.pictures) == test.labels).mean() > 0.88
    assert not built.weights.any()


# two layers


def flat(net: network.Network) -> np.ndarray:
    return np.concatenate([part.ravel() for part in vars(net).values()])


def shaped(numbers: np.ndarray, like: network.Network) -> network.Network:
    sizes = np.cumsum([part.size for part in vars(like).values()])[:-1]
    parts = np.split(numbers, sizes)
    shapes = [part.shape for part in vars(like).values()]
    return network.Network(*(p.reshape(s) for p, s in zip(parts, shapes, strict=True)))


@given(seeds, st.integers(1, 4), st.integers(1, 4), st.integers(1, 3))
@settings(max_examples=25, deadline=None)
def test_the_gradient_is_that_of_finite_differences(seed, inputs, hidden, outputs):
    rng = np.random.default_rng(seed)
    net = network.build(rng, inputs, hidden, outputs)
    X, targets = rng.normal(size=(5, inputs)), rng.choice([-1.0, 1.0], (5, outputs))
    numeric = approx_fprime(flat(net), lambda p: network.error(shaped(p, net), X, targets), 1e-7)
    np.testing.assert_allclose(flat(network.gradient(net, X, targets)), numeric, atol=1e-5)


def test_forward_is_what_loops_give():
    rng = np.random.default_rng(3)
    net, x = network.build(rng, 3, 2, 2), rng.normal(size=3)
    hidden = [
        np.tanh(sum(w * v for w, v in zip(row, x, strict=True)) + b)
        for row, b in zip(net.hidden_weights, net.hidden_bias, strict=True)
    ]
    outputs = [
        np.tanh(sum(w * v for w, v in zip(row, hidden, strict=True)) + b)
        for row, b in zip(net.output_weights, net.output_bias, strict=True)
    ]
    got_hidden, got_outputs = network.forward(net, [x])
    np.testing.assert_allclose(got_hidden[0], hidden)
    np.testing.assert_allclose(got_outputs[0], outputs)


def test_a_hidden_layer_learns_xor():
    X, y = XOR
    learned = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        start = network.build(rng, inputs=2, hidden=3)
        run = network.run(start, X, y[:, None], passes=500, rate=0.5, batch=4, rng=rng)
        learned += (network.predict(run.network, X) == y).all()
        assert run.errors[-1] < run.errors[0]
    assert learned == 10


def test_a_small_step_against_the_gradient_lowers_the_error():
    rng = np.random.default_rng(8)
    net, X = network.build(rng, 4, 5, 2), rng.normal(size=(20, 4))
    targets = rng.choice([-1, 1], (20, 2))
    lowered = network.step(net, X, targets, rate=1e-3)
    assert network.error(lowered, X, targets) < network.error(net, X, targets)


def test_several_outputs_name_the_largest():
    net = network.Network(np.eye(2), np.zeros(2), np.eye(2), np.zeros(2))
    assert network.predict(net, [[1, 0.5], [-2, 1]]).tolist() == [0, 1]


def test_the_packaged_digits_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        datasets.digits().pictures[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        datasets.digits().labels[0] = 1


# operations


class Counted:
    """A number that counts the additions and multiplications made with it."""

    done = 0

    def __init__(self, value):
        self.value = float(value)

    def __add__(self, other):
        Counted.done += 1
        return Counted(self.value + getattr(other, "value", other))

    def __mul__(self, other):
        Counted.done += 1
        return Counted(self.value * getattr(other, "value", other))

    def __gt__(self, other):
        return self.value > getattr(other, "value", other)

    __radd__, __rmul__ = __add__, __mul__


def counted(array) -> np.ndarray:
    return np.vectorize(Counted, otypes=[object])(array)


@pytest.mark.parametrize(("inputs", "units"), [(1, 1), (7, 1), (5, 3), (20, 8)])
def test_the_operations_of_a_layer_are_those_of_a_counted_run(inputs, units):
    rng = np.random.default_rng(0)
    weights, bias, x = (counted(rng.normal(size=s)) for s in [(units, inputs), units, inputs])
    Counted.done = 0
    weights @ x + bias
    assert Counted.done == operations.layer(inputs, units)


def test_the_operations_of_the_mark_1_are_those_of_a_counted_run():
    built = machine(photocells=30, associations=12, responses=3, fan_in=4)
    picture = np.random.default_rng(1).integers(0, 2, 30)
    Counted.done = 0
    active = []
    for wires in built.wiring:
        total = Counted(0)
        for cell in np.flatnonzero(wires):  # a wire adds or takes away: no multiplication
            total = total + int(wires[cell]) * int(picture[cell])
        active.append(1.0 if total > built.threshold else 0.0)
    counted(built.weights) @ np.array(active) + counted(built.bias)
    assert Counted.done == operations.mark1(built)


def test_training_is_at_most_what_is_said_and_not_much_less():
    widths, batch = [30, 20, 5], 4
    rng = np.random.default_rng(2)
    X, hidden = counted(rng.normal(size=(batch, 30))), counted(rng.normal(size=(batch, 20)))
    weights = counted(rng.normal(size=(20, 30))), counted(rng.normal(size=(5, 20)))
    at_output = counted(rng.normal(size=(batch, 5)))
    at_hidden = counted(rng.normal(size=(batch, 20)))
    Counted.done = 0
    X @ weights[0].T, hidden @ weights[1].T  # forward
    at_output.T @ hidden, at_hidden.T @ X, at_output @ weights[1]  # and back
    said = operations.training(widths, examples=batch, passes=1)
    assert 0.65 * said < Counted.done <= said
    assert operations.training(widths, 10 * batch, 3) == 30 * said


def test_the_photo_of_2012_on_the_machine_of_1958():
    photo = 2 * 0.725e9  # 0.72 to 0.73 G multiply-adds, facts 15j
    seconds = operations.duration_s(photo, operations.IBM_704_OPERATIONS_PER_S)
    assert operations.in_words(seconds) == "33.6 hours"


@given(st.floats(1e-9, 1e15))
def test_a_duration_in_words_is_right_to_three_digits(seconds):
    value, name = operations.in_words(seconds).replace(",", "").split()
    length = dict(operations.UNITS_OF_TIME)[name]
    assert float(value) * length == pytest.approx(seconds, rel=6e-3, abs=0.006 * length)


# bad input

RNG = np.random.default_rng(0)
NET = network.build(RNG, 2, 3, 1)
SMALL = mark1.build(RNG, photocells=4, associations=3, responses=2, fan_in=2)
TWO = {"X": [[1.0, 2.0], [-1.0, 1.0]], "y": [1, -1]}
GOOD = {
    unit.predict: {"weights": [1, 2], "bias": 0, "x": [1, 2]},
    unit.step: {"weights": [1, 2], "bias": 0, "x": [1, 2], "y": 1},
    unit.run: {**TWO, "passes": 2},
    unit.after_mistakes: {**TWO, "mistakes": [0, 1]},
    unit.margin: {"weights": [1, 0], "bias": 0, **TWO},
    unit.radius: {"X": TWO["X"]},
    unit.mistake_bound: {"weights": [1, 0], "bias": 0, **TWO},
    mark1.build: {
        "rng": RNG, "photocells": 4, "associations": 3, "responses": 2, "fan_in": 2, "threshold": 0
    },
    mark1.activity: {"machine": SMALL, "pictures": [[0, 1, 0, 1]]},
    mark1.sums: {"machine": SMALL, "pictures": [[0, 1, 0, 1]]},
    mark1.predict: {"machine": SMALL, "pictures": [[0, 1, 0, 1]]},
    mark1.step: {"machine": SMALL, "picture": [0, 1, 0, 1], "label": 1},
    mark1.run: {"machine": SMALL, "pictures": [[0, 1, 0, 1]], "labels": [1], "passes": 1},
    network.build: {"rng": RNG, "inputs": 2, "hidden": 3, "outputs": 1},
    network.forward: {"network": NET, "X": TWO["X"]},
    network.predict: {"network": NET, "X": TWO["X"]},
    network.error: {"network": NET, "X": TWO["X"], "targets": [[1], [-1]]},
    network.gradient: {"network": NET, "X": TWO["X"], "targets": [[1], [-1]]},
    network.step: {"network": NET, "X": TWO["X"], "targets": [[1], [-1]], "rate": 0.1},
    network.run: {
        "network": NET, "X": TWO["X"], "targets": [[1], [-1]], "passes": 1, "rate": 0.1,
        "batch": 1, "rng": RNG,
    },
    network.one_hot: {"labels": [0, 1], "classes": 2},
    operations.layer: {"inputs": 2, "units": 3},
    operations.forward: {"widths": [2, 3]},
    operations.training: {"widths": [2, 3], "examples": 4, "passes": 5},
    operations.mark1: {"machine": SMALL},
    operations.duration_s: {"operations": 10, "operations_per_s": 5},
    operations.in_words: {"seconds": 3},
    datasets.letter: {"character": "A", "font": "DejaVuSans", "size": 18},
    datasets.letters: {"characters": "AB", "fonts": ("DejaVuSans",), "reach": 1},
    datasets.shift: {"picture": np.zeros((20, 20)), "down": 1, "right": -1},
    datasets.noisy: {"pictures": np.zeros((2, 400)), "share": 0.1, "rng": RNG},
    datasets.zeros_and_threes: {"examples": 4},
    datasets.marked_cards: {"rng": RNG, "cards": 3, "mark": 4},
    datasets.split: {"data": datasets.Labelled(np.zeros((3, 400)), np.arange(3)), "test": 1,
                     "rng": RNG},
}  # fmt: skip
ALLOWED_AFTER_ALL = [
    ("bias", -3.5), ("bias", -(10**9)), ("threshold", -3.5), ("threshold", -(10**9)),
    ("mistakes", []), ("mistakes", {}), ("characters", "many"),
]  # fmt: skip


def test_every_public_function_is_tried_with_bad_input():
    assert_all_are_tried([unit, mark1, network, operations, datasets], GOOD)


@pytest.mark.parametrize(("function", "name"), parameters(GOOD))
@given(bad=never_right)
@settings(max_examples=30, deadline=None)
def test_bad_input_is_refused_by_name_with_what_is_allowed(function, name, bad):
    assert_refused(function, GOOD[function], name, bad, ALLOWED_AFTER_ALL)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: unit.predict([1, 2], 0, [1, 2, 3]), r"x is .*allowed: .*\(2\)"),
        (lambda: unit.step([1], 0, [1], 0), r"y is \[0\]; allowed: only the numbers -1, 1"),
        (lambda: unit.run(TWO["X"], [1]), r"y is .*shape \(1,\); allowed: .*\(2\)"),
        (lambda: unit.run(TWO["X"], [1, 0]), "y is .*only the numbers"),
        (lambda: unit.margin([0, 0], 0, **TWO), "weights is .*not all zero"),
        (lambda: unit.mistake_bound([-1, 0], 0, **TWO), "weights is .*that separate"),
        (lambda: mark1.build(RNG, photocells=3, fan_in=4), "fan_in is 4; .* from 1 to 3"),
        (lambda: mark1.build(RNG, responses=1), "responses is 1; .* from 2"),
        (lambda: mark1.step(SMALL, [0, 0, 0, 0], 2), "label is 2; .* from 0 to 1"),
        (lambda: mark1.activity(SMALL, [[1, 0]]), r"pictures is .*\(any, 4\)"),
        (lambda: network.step(NET, TWO["X"], [[1], [1]], rate=0), "rate is 0"),
        (lambda: network.error(NET, TWO["X"], [1, 1]), r"targets is .*\(2, 1\)"),
        (lambda: operations.forward([400]), r"widths is \[400\]; allowed: at least 2"),
        (lambda: operations.layer(2.5, 1), "inputs is 2.5; allowed: a whole number"),
        (lambda: operations.duration_s(1, 0), "operations_per_s is 0"),
        (lambda: datasets.letter("AB"), "character is 'AB'; allowed: a single printable"),
        (lambda: datasets.letter("A", font="Arial"), "font is 'Arial'; allowed: one of DejaVu"),
        (lambda: datasets.noisy(np.zeros((1, 4)), 1.5, RNG), "share is 1.5; .* from 0 to 1"),
        (lambda: datasets.noisy(np.zeros((1, 4)), -0.5, RNG), "share is -0.5; .* from 0 to 1"),
        (lambda: datasets.letter("\n"), "character is .*allowed: a single printable"),
        (lambda: datasets.letters("A\tB"), "characters is .*printable characters"),
        (lambda: datasets.zeros_and_threes(5), "examples is 5; allowed: an even number"),
        (
            lambda: datasets.split(datasets.Labelled(np.zeros((3, 400)), np.arange(2)), 1, RNG),
            "data is .*as many pictures as labels",
        ),
    ],
)
def test_what_a_particular_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
