"""Check of ``largest_hidden_layer``: operations and time, for an engineering question."""

from __future__ import annotations

from compmodels.checks._core import COURSE_CODE, Check, Misconception

SECONDS_A_DAY = 86_400


def _hidden_units(
    inputs, outputs, examples, passes, operations_per_s, days, per_weight=6, a_day=SECONDS_A_DAY
):
    for_one_unit = per_weight * (inputs + outputs) * examples * passes
    return (operations_per_s * days * a_day) // for_one_unit


def _largest_hidden_layer(inputs, outputs, examples, passes, operations_per_s, days):
    return _hidden_units(inputs, outputs, examples, passes, operations_per_s, days)


def _draw_budget(rng):
    return tuple(
        int(rng.integers(low, high))
        for low, high in ((10, 1000), (1, 50), (100, 5000), (1, 100), (5_000, 50_000), (1, 2000))
    )


largest_hidden_layer = Check(
    name="largest_hidden_layer",
    oracle=_largest_hidden_layer,
    forbidden=COURSE_CODE,
    draw=_draw_budget,
    edges=(
        (9, 1, 100, 1, 1_000, 1),
        (400, 10, 1297, 20, 12_000, 1),
        (1000, 50, 5000, 100, 5_000, 1),
    ),
    misconceptions=(
        Misconception(
            lambda *case: _hidden_units(*case, per_weight=1),
            "Each weight costs 6 operations for each example shown, not one.",
        ),
        Misconception(
            lambda *case: max(1, _hidden_units(*case)),
            "If not even one hidden unit can be trained in time, the answer is 0.",
        ),
        Misconception(
            lambda *case: _hidden_units(case[0] * case[1], 0, *case[2:]),
            "A hidden unit has a weight for each input and one to each output: add the two "
            "numbers, do not multiply them.",
        ),
        Misconception(
            lambda *case: _hidden_units(case[0] + 1, *case[1:]),
            "Biases are not counted: a hidden unit has inputs + outputs weights.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case[:5], 1),
            "The machine may be used for more than one day: multiply by the days.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case, per_weight=3),
            "Each weight costs a multiplication and an addition: two operations, not one.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case, per_weight=2),
            "You count the way forward only. Training goes forward and back, which costs three "
            "times as much: 6 operations for each weight and example.",
        ),
        Misconception(
            lambda *case: _hidden_units(case[0], 0, *case[2:]),
            "A hidden unit has weights on both sides: one for each input, and one to each output.",
        ),
        Misconception(
            lambda *case: -(-_largest_exact(*case) // 1),
            "One unit more does not fit into the time: round down.",
        ),
        Misconception(
            lambda *case: round(_largest_exact(*case)),
            "Rounding to the nearest number can give one unit too many: round down.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case[:3], 1, *case[4:]),
            "The examples are shown once in every pass: multiply by the passes too.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case[:2], 1, *case[3:]),
            "Every example is shown in each pass: multiply by the examples too.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case, a_day=24),
            "The speed is given in operations a second: a day has 86,400 seconds, not 24.",
        ),
        Misconception(
            lambda *case: _hidden_units(*case, a_day=3_600),
            "A day has 86,400 seconds; 3,600 is an hour.",
        ),
        Misconception(
            lambda *case: _largest_exact(*case),
            "Part of a unit cannot be built: round down to a whole number.",
        ),
    ),
)


def _largest_exact(inputs, outputs, examples, passes, operations_per_s, days):
    return operations_per_s * days * SECONDS_A_DAY / (6 * (inputs + outputs) * examples * passes)
