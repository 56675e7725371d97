"""Check of ``break_even_month``: when a machine that is bought has cost no more than a rented one.

The oracle adds up both bills month by month in whole dollars.
"""

from __future__ import annotations

from fractions import Fraction

from compmodels.checks._core import COURSE_CODE, Check, Misconception

HOURS_A_MONTH = 730
MANY_MONTHS = 10**4  # more than any month of a case in which buying pays at last


def _first_month(price, bought, rented, last, is_over=lambda buying, renting: buying <= renting):
    """The first month at whose end the bills allow it; None if none does up to the last."""
    for month in range(1, last + 1):
        if is_over(price + bought * month, rented * month):
            return month
    return None


def _break_even_month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return _first_month(price_usd, running_usd, rent_usd * hours, life_months)


def _with(change):
    """The month of a student who has other amounts, from those that are given by their names."""

    def month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
        other = change(price_usd, running_usd, rent_usd, hours, life_months, spent_usd)
        return _first_month(*other, life_months)

    return month


def _exact(price_usd, running_usd, rent_usd, hours):
    """The month with its fraction at which both bills are the same; None if they never are."""
    saved = rent_usd * hours - running_usd
    return Fraction(price_usd, saved) if saved else None


def _rounded(rounding):
    """The month of a student who rounds in this way what comes within the life."""

    def month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
        right = _break_even_month(price_usd, running_usd, rent_usd, hours, life_months, spent_usd)
        if right is None:
            return None
        return rounding(_exact(price_usd, running_usd, rent_usd, hours))

    return month


def _less(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return _first_month(
        price_usd, running_usd, rent_usd * hours, life_months, lambda buy, rent: buy < rent
    )


def _from_zero(*case):
    month = _break_even_month(*case)
    return None if month is None else month - 1


def _whole_life_only(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    """The last month of the life, if buying has paid by then."""
    case = price_usd, running_usd, rent_usd, hours, life_months, spent_usd
    return None if _break_even_month(*case) is None else life_months


def _beyond_life(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return _first_month(price_usd, running_usd, rent_usd * hours, MANY_MONTHS)


def _before_end(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    return _first_month(price_usd, running_usd, rent_usd * hours, life_months - 1)


def _divided(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    """What a division rounded up gives, also where renting costs less than running."""
    exact = _exact(price_usd, running_usd, rent_usd, hours)
    return None if exact is None or exact > life_months else -(-exact // 1)


def _divided_by_what_differs(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    exact = _exact(price_usd, running_usd, rent_usd, hours)
    return None if exact is None or abs(exact) > life_months else -(-abs(exact) // 1)


def _if_never(answer):
    """The right month, and this where there is none."""

    def month(*case):
        right = _break_even_month(*case)
        return answer(*case) if right is None else right

    return month


def _spread(price_usd, running_usd, rent_usd, hours, life_months, spent_usd):
    """The month if a part of the price is paid in each month of the life."""
    a_month = Fraction(price_usd, life_months) + running_usd
    return _first_month(0, a_month, rent_usd * hours, life_months)


def _draw_offer(rng):
    """Amounts of a machine that mostly pays in its life, and of a study that would change when."""
    rent_usd, hours = int(rng.integers(3, 40)), int(rng.integers(40, 700))
    life_months = int(rng.integers(24, 85))
    rented = rent_usd * hours
    running_usd = int(rented * rng.uniform(0.1, 0.7))
    if rng.random() < 0.15:
        running_usd = rented + int(rng.integers(0, 500))
    saved = max(rented - running_usd, 100)
    price_usd = max(int(saved * life_months * rng.uniform(0.1, 1.15)), 1000)
    spent_usd = int(saved * rng.uniform(1.2, 4.5))
    return price_usd, running_usd, rent_usd, hours, life_months, spent_usd


SUNK = (
    "What was spent last year is gone whether you buy or rent. It is on both bills or on neither, "
    "and changes nothing."
)
IDLE_COSTS = (
    "You leave out what the bought machine costs to run in each month: power, space and somebody "
    "to look after it."
)
ROUND_UP = (
    "At the end of that month buying has still cost more. The first month at whose end it has not "
    "is wanted."
)
NEVER = "Where buying does not come to cost so little within life_months, the answer is None."
PAYS_NEVER = (
    "Where a month's rent is less than the running cost, every month makes buying dearer still: a "
    "negative number of months is no month, and its size means nothing."
)

break_even_month = Check(
    name="break_even_month",
    oracle=_break_even_month,
    forbidden=COURSE_CODE,
    draw=_draw_offer,
    edges=(
        (55_000, 1_150, 12, 325, 60, 4_000),
        (55_000, 1_150, 12, 325, 20, 4_000),
        (55_000, 1_150, 12, 325, 19, 4_000),
        (55_001, 1_150, 12, 325, 60, 4_000),
        (54_999, 1_150, 12, 325, 60, 0),
        (55_000, 1_150, 12, 100, 60, 4_000),
        (55_000, 1_200, 12, 100, 60, 4_000),
        (55_000, 1_150, 12, 90, 60, 4_000),
        (9_000, 300, 10, 0, 36, 500),
        (9_000, 0, 10, 0, 36, 500),
        (9_000, 0, 10, 90, 36, 1_000),
        (2_000, 300, 10, 600, 36, 7_000),
        (5_700, 300, 10, 600, 36, 5_700),
        (5_701, 300, 10, 600, 1, 0),
        (5_701, 300, 10, 600, 2, 0),
        (100_000, 2_000, 8, 500, 48, 3_000),
        (90, 0, 10, 200, 36, 100),
    ),
    misconceptions=(
        Misconception(
            _with(lambda price, run, rent, hours, life, spent: (price + spent, run, rent * hours)),
            SUNK,
        ),
        Misconception(
            _with(lambda price, run, rent, hours, life, spent: (price - spent, run, rent * hours)),
            SUNK,
        ),
        Misconception(
            _with(lambda price, run, rent, hours, life, spent: (price, 0, rent * hours)),
            IDLE_COSTS,
        ),
        Misconception(
            _with(lambda price, run, rent, hours, life, spent: (price + run, 0, rent * hours)),
            "You count the running cost once. It is paid in every month.",
        ),
        Misconception(
            _with(
                lambda price, run, rent, hours, life, spent: (
                    price,
                    Fraction(run * hours, HOURS_A_MONTH),
                    rent * hours,
                )
            ),
            "You count the running cost for the hours of use alone. It is paid for the whole "
            "month, whether the machine is in use or not.",
        ),
        Misconception(
            _with(lambda price, run, rent, hours, life, spent: (price, run, rent * HOURS_A_MONTH)),
            "You rent for all the hours of a month. Renting costs only in the `hours` in which the "
            "machine is wanted; that is its point.",
        ),
        Misconception(
            _with(lambda price, run, rent, hours, life, spent: (price, run, rent)),
            "rent_usd is for an hour, and you take it for a month. How many hours is it paid for?",
        ),
        Misconception(
            _with(
                lambda price, run, rent, hours, life, spent: (
                    price,
                    run,
                    Fraction(rent * hours, 100),
                )
            ),
            "You take the rent for cents. All amounts are in dollars.",
        ),
        Misconception(
            _less,
            "Where both have cost the same at the end of a month, buying has cost no more: that "
            "month is the answer.",
        ),
        Misconception(
            _from_zero,
            "Your months begin with 0. The first month is month 1, and the bills are those at its "
            "end.",
        ),
        Misconception(_rounded(lambda exact: exact // 1), ROUND_UP),
        Misconception(_rounded(round), ROUND_UP),
        Misconception(
            _rounded(float),
            "Bills are compared at the end of a month: which whole number of months is it?",
        ),
        Misconception(
            _beyond_life,
            "The machine is worn out before: a month after life_months is no answer, and None is.",
        ),
        Misconception(
            _before_end,
            "The last month of its life counts too: at its end buying may have cost no more.",
        ),
        Misconception(_divided, PAYS_NEVER),
        Misconception(_divided_by_what_differs, PAYS_NEVER),
        Misconception(
            _spread,
            "You spread the price over the life of the machine. It is paid on the first day, all "
            "of it.",
        ),
        Misconception(
            _whole_life_only,
            "You compare the two bills at the end of the machine's life. In which month does "
            "buying first cost no more?",
        ),
        *(
            Misconception(_if_never(answer), NEVER)
            for answer in (
                lambda *case: 0,
                lambda *case: -1,
                lambda *case: float("inf"),
                lambda *case: "None",
                lambda *case: "never",
                lambda *case: False,
                lambda *case: case[4],
                lambda *case: case[4] + 1,
            )
        ),
    ),
)
