"""Check of ``im2col_source``: which element of a picture stands where in its im2col matrix.

The oracle enumerates the places of the kernel, and the numbers in it, until it comes to the one
that is asked for.
"""

from __future__ import annotations

from itertools import count, islice, product

from compmodels.checks._core import COURSE_CODE, Check, Misconception
from compmodels.checks.matrix._operations import starts


def _source(row, column, kernel, stride, padding, side):
    tops = starts(side, kernel, stride, padding)
    top, left = _nth(product(tops, tops), column)
    inside = ((c, y, x) for c in count() for y in range(kernel) for x in range(kernel))
    channel, kernel_row, kernel_column = _nth(inside, row)
    return channel, top + kernel_row, left + kernel_column


def _nth(items, number):
    return next(islice(items, number, None))


def _index(row, column, kernel, stride, padding, side, across=None):
    """The parts of the index: channel, row and column in the kernel, place down and across."""
    across = across or len(starts(side, kernel, stride, padding))
    channel, inside = divmod(row, kernel * kernel)
    return channel, *divmod(inside, kernel), *divmod(column, across)


def _from(parts, stride, padding):
    channel, kernel_row, kernel_column, down, over = parts
    y, x = down * stride + kernel_row, over * stride + kernel_column
    return channel, y - padding, x - padding


def _with_index(change):
    """What comes of other parts of the index."""
    return lambda row, column, kernel, stride, padding, side: _from(
        change(*_index(row, column, kernel, stride, padding, side)), stride, padding
    )


def _with_places(places_across):
    """What comes of another idea of how many places there are from left to right."""
    return lambda row, column, kernel, stride, padding, side: _from(
        _index(
            row, column, kernel, stride, padding, side, places_across(side, kernel, stride, padding)
        ),
        stride,
        padding,
    )


def _swapped_inside_channel(row, column, kernel, stride, padding, side):
    _, *rest = _index(row, column, kernel, stride, padding, side)
    inside, channel = divmod(row, kernel * kernel)
    return _from((channel, *divmod(inside, kernel), *rest[2:]), stride, padding)


def _index_by_side(row, column, kernel, stride, padding, side):
    channel, inside = divmod(row, kernel * kernel)
    _, _, _, down, over = _index(row, column, kernel, stride, padding, side)
    return _from((channel, *divmod(inside, side), down, over), stride, padding)


def _steps_in_the_kernel(row, column, kernel, stride, padding, side):
    channel, y, x, down, over = _index(row, column, kernel, stride, padding, side)
    return channel, (down + y) * stride - padding, (over + x) * stride - padding


def _draw_place(rng):
    channels, kernel, stride = (int(rng.integers(2, most)) for most in (5, 5, 4))
    padding, side = int(rng.integers(0, 3)), int(rng.integers(kernel + 1, 12))
    places = len(starts(side, kernel, stride, padding)) ** 2
    row, column = int(rng.integers(channels * kernel**2)), int(rng.integers(places))
    return row, column, kernel, stride, padding, side


im2col_source = Check(
    name="im2col_source",
    oracle=_source,
    forbidden=COURSE_CODE,
    draw=_draw_place,
    edges=(
        (0, 0, 3, 1, 0, 5),
        (14, 4, 3, 2, 1, 6),
        (0, 0, 3, 1, 1, 5),
        (5, 1, 3, 1, 0, 5),
        (2, 7, 2, 1, 0, 5),
        (26, 24, 3, 1, 1, 5),
        (4, 2, 1, 3, 0, 7),
    ),
    misconceptions=(
        Misconception(
            lambda row, column, kernel, stride, padding, side: _from(
                _index(row, column, kernel, stride, padding, side), 1, padding
            ),
            "Where is the stride? From one place to the next the kernel moves by that many pixels.",
        ),
        Misconception(
            lambda row, column, kernel, stride, padding, side: _from(
                _index(row, column, kernel, stride, padding, side), stride, 0
            ),
            "y and x are counted in the picture without padding: the first place begins before "
            "its first pixel, at -padding.",
        ),
        Misconception(
            lambda row, column, kernel, stride, padding, side: _from(
                _index(row, column, kernel, stride, padding, side), stride, -padding
            ),
            "The padding is subtracted, not added: the first place begins at -padding.",
        ),
        Misconception(
            _with_index(lambda channel, *index: (channel, *index[1::-1], *index[:1:-1])),
            "y and x are swapped: y counts rows, x counts columns, and y comes first.",
        ),
        Misconception(
            _with_index(lambda channel, y, x, *place: (channel, x, y, *place)),
            "Row and column in the kernel are swapped: its columns go quickest, so the row is the "
            "quotient and the column the remainder.",
        ),
        Misconception(
            _with_index(lambda *index: (*index[:3], index[4], index[3])),
            "Row and column of the place are swapped: the kernel goes across first, then down, so "
            "the row is the quotient and the column the remainder.",
        ),
        Misconception(
            _with_places(lambda side, kernel, stride, padding: side),
            "There are fewer places across than pixels: use the formula of exercise 1.",
        ),
        Misconception(
            _with_places(lambda side, kernel, stride, padding: side + 2 * padding - kernel + 1),
            "With a stride there are fewer places across. Divide by it before you add 1.",
        ),
        Misconception(
            _with_places(lambda side, kernel, stride, padding: (side - kernel) // stride + 1),
            "With padding there are more places across: it makes the picture wider, on both sides.",
        ),
        Misconception(
            _with_places(
                lambda side, kernel, stride, padding: (side + padding - kernel) // stride + 1
            ),
            "The padding widens the picture on both sides: in the number of places across it "
            "counts twice.",
        ),
        Misconception(
            _with_places(
                lambda side, kernel, stride, padding: max(
                    1, (side + 2 * padding - kernel) // stride
                )
            ),
            "One place across is missing: add 1 after the division.",
        ),
        Misconception(
            _swapped_inside_channel,
            "The channels go slowest: the channel is the quotient of row by kernel * kernel, and "
            "the remainder is the place in the kernel.",
        ),
        Misconception(
            _index_by_side,
            "Within the kernel a row has as many numbers as the kernel is wide, not as the picture "
            "is.",
        ),
        Misconception(
            _steps_in_the_kernel,
            "The stride is how far the kernel moves. Within the kernel one goes pixel by pixel.",
        ),
        Misconception(
            lambda *case: _source(*case)[1:],
            "The channel comes first: return three numbers, channel, y and x.",
        ),
        Misconception(
            lambda *case: (*_source(*case)[1:], _source(*case)[0]),
            "The order is another: first the channel, then y, then x.",
        ),
    ),
)
