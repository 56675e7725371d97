"""What comes back from a student's function is data that takes little room, or is refused."""

from __future__ import annotations

import contextlib
import json
import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compmodels.asking import size, wire
from compmodels.asking.call import Answer

ROOM = 64 * 2**20  # in bytes: what was sent, an array of it, and what it takes to make that

# How often the parts of a value are repeated, up to far more than is taken.
times = st.sampled_from([0, 1, 3, 1000, 10**5])
lengths = st.sampled_from([0, 1, 100, 10**4, 10**6])
numbers = st.one_of(st.integers(-9, 9), st.floats(-9, 9), st.sampled_from([10**30, 10**4000]))
types = st.builds("{}{}{}".format, st.sampled_from("<>|="), st.sampled_from("biufcUSVOM"), lengths)


@st.composite
def large_values(draw: st.DrawFn) -> Any:
    """A packed value that is large in one way or another."""
    items: list[Any] = [draw(numbers)] * draw(times)
    items += ["x" * draw(lengths)] * draw(st.integers(0, 3))
    items += [[]] * draw(times)
    if draw(st.booleans()):
        shape = draw(st.lists(times, max_size=4) | st.just([len(items)]))
        return {
            "array": items,
            "shape": shape,
            "dtype": draw(types | st.sampled_from(["<f8", "<c16"])),
        }
    return items


@settings(max_examples=40, deadline=None)
@given(packed=large_values())
def test_what_is_taken_makes_no_large_array(packed: Any):
    tracemalloc.start()
    with contextlib.suppress(ValueError):  # to refuse it must not take much room either
        np.asarray(wire.unpack(packed)).tolist()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < ROOM


HEAVY = {
    "a type": {"array": ["a"], "shape": [1], "dtype": "<U100000000"},
    "a shape": {"array": [], "shape": [10**9, 0], "dtype": "<f8"},
    "a mixture": ["x" * 10**6, *["a"] * 10**4],
    "many types": [{"array": ["a"], "shape": [1], "dtype": "<U99999"}] * 1000,
    "many lists": [[]] * 10**6,
    "many complex numbers": [{"real": 0.5, "imag": 0.5}] * 10**6,
    "a complex array": {"array": [0.5] * 10**6, "shape": [500_000], "dtype": "<c16"},
}


@pytest.mark.parametrize("name", HEAVY)
def test_what_would_take_much_room_is_refused(name: str):
    with pytest.raises(ValueError, match=r"could take more than|too large"):
        wire.unpack(HEAVY[name])


@pytest.mark.parametrize(
    "value",
    [
        np.arange(size.MOST_ITEMS) / 3,
        [[1.5] * 400] * 400,
        np.array(["one", "three"]),
        ["word"] * 10**4,
        (np.zeros((300, 300)), np.ones((300, 300))),
        np.arange(size.MOST_ITEMS) / 3j,
        [0.1 + 0.3j] * size.MOST_ITEMS,
    ],
    ids=["numbers", "rows", "words", "many words", "two fields", "amplitudes", "complex numbers"],
)
def test_what_students_return_is_not_refused(value: Any):
    answer = Answer(value, (1.0,))
    packed = json.loads(json.dumps(wire.pack_answer(answer)))
    back = wire.unpack_answer(packed, (1.0,)).value
    assert np.array_equal(np.asarray(back), np.asarray(value))


@pytest.mark.parametrize(
    ("value", "what"),
    [
        ("x" * 200_000, "str of 200,000 characters, too large to look at"),
        (2**100_000, "int of 100,001 bits, too large to look at"),
        (-(2**100_000), "int of 100,001 bits, too large to look at"),
        (np.zeros((10**9, 0)), "array of shape (1000000000, 0), too large to look at"),
        (np.broadcast_to(0, (10**6, 10**6)), "array of shape (1000000, 1000000), too large"),
        (range(10**9), "range of 1,000,000,000 items, too large to look at"),
        (np.zeros([1] * 33), "too large to look at"),
    ],
    ids=["text", "number", "negative", "empty", "seeming", "range", "axes"],
)
def test_what_is_too_large_is_named(value: Any, what: str):
    assert what in wire.plain(value).what


@pytest.mark.parametrize("value", [np.longdouble(0.5), np.full(2, 0.5, dtype=np.longdouble)])
def test_long_floats_travel_as_floats(value: Any):
    back = wire.loads(wire.dumps(value))
    assert np.array_equal(back, np.asarray(value, dtype=float))


@pytest.mark.parametrize(
    "value", [np.clongdouble(0.5 - 1j), np.full(2, 0.5 - 1j, dtype=np.clongdouble)]
)
def test_long_complex_numbers_travel_as_complex_numbers(value: Any):
    back = wire.loads(wire.dumps(value))
    assert np.asarray(back).dtype == complex
    assert np.array_equal(back, np.asarray(value, dtype=complex))


def test_long_texts_of_an_answer_are_cut():
    packed = wire.pack_answer(Answer(error="E" * 10**6, message="m" * 10**6))
    assert len(json.dumps(packed)) < 5 * wire.TEXT_CHARACTERS


def test_what_is_foreign_is_told_in_one_line():
    assert repr(wire.Foreign("a\nb \t c")) == "<a b c>"
