"""Answers to ``service_model``."""

from __future__ import annotations

from functools import partial

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)

TOP = ["application", "data"]
MIDDLE = ["runtime", "middleware", "operating system"]
BOTTOM = ["virtualisation", "servers", "storage", "networking", "building and power"]
ALL = TOP + MIDDLE + BOTTOM
NAMES = ["SaaS"] + ["PaaS"] * 2 + ["IaaS"] * 3 + ["on-premises"] * 5  # by layers from the top


def asked_from_below(layers):
    if any(layer in BOTTOM for layer in layers):
        return "on-premises"
    if any(layer in MIDDLE for layer in layers):
        return "IaaS"
    return "PaaS" if layers else "SaaS"


@wrong("service_model", hint="You let the highest")
def asked_from_above(layers):
    if any(layer in TOP for layer in layers):
        return "PaaS"
    if any(layer in MIDDLE for layer in layers):
        return "IaaS"
    return "on-premises" if layers else "SaaS"


@wrong("service_model", hint="You count the layers")
def by_their_number(layers):
    return NAMES[len(layers)]


@wrong("service_model", hint="You look at one place of the list")
def by_the_first(layers):
    return NAMES[ALL.index(layers[0]) + 1] if layers else "SaaS"


@wrong("service_model", hint="You look at one place of the list")
def by_the_last(layers):
    return "SaaS" if not layers else NAMES[ALL.index(layers[-1]) + 1]


@wrong("service_model", hint="You look at one place of the list")
def returned_in_the_loop(layers):
    for layer in layers:
        if layer in BOTTOM:
            return "on-premises"
        return "IaaS" if layer in MIDDLE else "PaaS"
    return "SaaS"


@wrong("service_model", hint="You look at one place of the list")
def overwritten_in_the_loop(layers):
    model = "SaaS"
    for layer in layers:
        model = "on-premises" if layer in BOTTOM else "IaaS" if layer in MIDDLE else "PaaS"
    return model


@wrong("service_model", hint="the last one by the alphabet")
def largest_text(layers):
    return asked_from_below(sorted(layers)[-1:])


@wrong("service_model", hint="You take the list for what the provider manages")
def of_the_others(layers):
    return asked_from_below(set(ALL) - set(layers))


@wrong("service_model", hint="SaaS and IaaS are swapped")
def software_and_infrastructure_swapped(layers):
    if any(layer in BOTTOM for layer in layers):
        return "on-premises"
    return "SaaS" if any(layer in MIDDLE for layer in layers) else "PaaS" if layers else "IaaS"


@wrong("service_model", hint="upside down")
def stack_from_below(layers):
    return ["SaaS", "PaaS", "IaaS", "on-premises"][
        ["on-premises", "IaaS", "PaaS", "SaaS"].index(asked_from_below(layers))
    ]


@wrong("service_model", hint="The list may be empty")
def nothing_is_nothing(layers):
    return asked_from_below(layers) if layers else None


@wrong("service_model", hint="The list may be empty")
def nothing_falls_through(layers):
    if not layers or set(layers) & set(BOTTOM):
        return "on-premises"
    return "IaaS" if set(layers) & set(MIDDLE) else "PaaS"


@wrong("service_model", hint="The list may be empty")
def all_of_nothing(layers):
    if all(layer in TOP for layer in layers):
        return "PaaS"
    return "on-premises" if set(layers) & set(BOTTOM) else "IaaS"


@wrong("service_model", hint="Under PaaS the runtime and the middleware are the provider's")
def runtime_to_the_platform(layers):
    if set(layers) & set(BOTTOM):
        return "on-premises"
    if "operating system" in layers or "middleware" in layers:
        return "IaaS"
    return "PaaS" if layers else "SaaS"


@wrong("service_model", hint="Under PaaS the runtime and the middleware are the provider's")
def all_but_the_system_to_the_platform(layers):
    if set(layers) & set(BOTTOM):
        return "on-premises"
    return "IaaS" if "operating system" in layers else "PaaS" if layers else "SaaS"


@wrong("service_model", hint="With IaaS the customer's layers end with the operating system")
def virtual_machines_to_the_infrastructure(layers):
    lowest = max([ALL.index(layer) for layer in layers], default=-1)
    return "on-premises" if lowest > 5 else "IaaS" if lowest > 1 else "PaaS" if layers else "SaaS"


@wrong("service_model", hint="that one is still the customer's")
def system_to_the_provider(layers):
    lowest = max([ALL.index(layer) for layer in layers], default=-1)
    return "on-premises" if lowest >= 4 else "IaaS" if lowest > 1 else "PaaS" if layers else "SaaS"


@wrong("service_model", hint="in a database for example, manages something")
def only_data_is_nothing(layers):
    return "SaaS" if set(layers) <= {"data"} else asked_from_below(layers)


@wrong("service_model", hint="Under SaaS the application is the provider's")
def application_is_software(layers):
    return "SaaS" if set(layers) <= {"application"} else asked_from_below(layers)


@wrong("service_model", hint="You call SaaS what leaves the application or the data")
def the_top_is_software(layers):
    return "SaaS" if set(layers) <= set(TOP) else asked_from_below(layers)


@wrong("service_model", hint="A customer who has a layer below the operating system")
def cloud_whatever_comes(layers):
    if not layers:
        return "SaaS"
    return "PaaS" if set(layers) <= set(TOP) else "IaaS"


@wrong("service_model", hint="only whether the operating system is in the list")
def by_the_operating_system(layers):
    if not layers:
        return "SaaS"
    return "IaaS" if "operating system" in layers else "PaaS"


@wrong("service_model", hint="only for the operating system and the servers")
def by_two_layers(layers):
    if "servers" in layers:
        return "on-premises"
    if "operating system" in layers:
        return "IaaS"
    return "PaaS" if layers else "SaaS"


@wrong("service_model", hint="You ask for one of the layers below")
def by_the_servers(layers):
    if "servers" in layers:
        return "on-premises"
    return asked_from_below([layer for layer in layers if layer not in BOTTOM])


@wrong("service_model", hint="You ask for one of the layers below")
def by_the_building(layers):
    if "building and power" in layers:
        return "on-premises"
    return "IaaS" if set(layers) & set(MIDDLE) else "PaaS" if set(layers) & set(TOP) else "SaaS"


@wrong("service_model", hint="You compare with all layers of a model at once")
def by_whole_stacks(layers):
    if not layers:
        return "SaaS"
    if sorted(layers) == sorted(TOP):
        return "PaaS"
    return "IaaS" if sorted(layers) == sorted(TOP + MIDDLE) else "on-premises"


@wrong("service_model", hint="You compare with all layers of a model at once")
def by_whole_stacks_or_nothing(layers):
    for model, whole in {"SaaS": [], "PaaS": TOP, "IaaS": TOP + MIDDLE, "on-premises": ALL}.items():
        if set(layers) == set(whole):
            return model
    return None


@wrong("service_model", hint="You know the model, and write it otherwise")
def in_small_letters(layers):
    return asked_from_below(layers).lower()


@wrong("service_model", hint="You know the model, and write it otherwise")
def without_the_hyphen(layers):
    return asked_from_below(layers).replace("-", " ")


@wrong("service_model", hint="What is printed is not returned")
def model_printed(layers):
    print(asked_from_below(layers))


@right("service_model")
def by_subsets(layers):
    bounds = {"SaaS": [], "PaaS": TOP, "IaaS": TOP + MIDDLE}
    return next((m for m, most in bounds.items() if set(layers) <= set(most)), "on-premises")


@right("service_model")
def by_a_table_of_depths(layers):
    lowest = np.isin(ALL, layers).nonzero()[0].max(initial=-1)
    return np.array(NAMES)[lowest + 1]


@right("service_model")
def by_walking_up(layers):
    left = ALL[:]
    while left and left[-1] not in layers:
        left.pop()
    return NAMES[len(left)]
