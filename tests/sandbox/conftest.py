"""A sandbox to look at from inside, in each of the two ways that a submission is kept apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from compmodels.sandbox.box import PRIVATE, SINGLE, Box
from tests.sandbox.looking import HIDDEN, LIMITS, Value, evaluated


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    """A sandbox for one submission after the other."""
    with Box(LIMITS, PRIVATE, [HIDDEN]) as box:
        yield box


@pytest.fixture(scope="module", params=[PRIVATE, SINGLE])
def value(request: pytest.FixtureRequest) -> Iterator[Value]:
    """Gives the value of an expression in a sandbox, after some lines of code."""
    with Box(LIMITS, request.param, [HIDDEN]) as box:
        yield lambda expression, code="": evaluated(box, expression, code)
