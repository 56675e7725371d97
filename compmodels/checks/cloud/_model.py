"""Check of ``service_model``: what a service is called, told from the layers that it leaves over.

The oracle looks up how deep each layer lies, and takes the deepest.
"""

from __future__ import annotations

from compmodels.checks._core import COURSE_CODE, Check, Misconception

OURS = ("application", "data", "runtime", "middleware", "operating system")
BELOW = ("virtualisation", "servers", "storage", "networking", "building and power")
LAYERS = OURS + BELOW
MODELS = ("SaaS", "PaaS", "IaaS", "on-premises")
DEEPEST = (0, 2, 5, 10)  # how many layers down from the top each model may leave to its customer


def _at(depth, deepest=DEEPEST):
    """The model of a service whose customer has layers so far down."""
    return next(model for model, most in zip(MODELS, deepest, strict=True) if depth <= most)


def _depths(layers):
    return [LAYERS.index(layer) + 1 for layer in layers]


def _service_model(layers):
    return _at(max(_depths(layers), default=0))


def _bounded(*deepest):
    """The model if each may leave so many layers to its customer."""
    return lambda layers: _at(max(_depths(layers), default=0), deepest)


def _for_nothing(answer):
    return lambda layers: _service_model(layers) if layers else answer


def _whole_row(otherwise):
    """The model if each has one set of layers, and what is said of any other set."""
    rows = {frozenset(LAYERS[:most]): model for model, most in zip(MODELS, DEEPEST, strict=True)}
    return lambda layers: rows.get(frozenset(layers), otherwise)


def _by_one_below(layer):
    """The model if this layer alone says whether there is a service at all."""

    def model(layers):
        kept = [one for one in layers if one in OURS]
        return "on-premises" if layer in layers else _service_model(kept)

    return model


def _by_system(layers):
    return "IaaS" if "operating system" in layers else "PaaS" if layers else "SaaS"


def _by_system_and_servers(layers):
    return "on-premises" if "servers" in layers else _by_system(layers)


def _by_name(written):
    return lambda layers: written[MODELS.index(_service_model(layers))]


def _draw_layers(rng):
    model = int(rng.integers(1, len(MODELS)))
    lowest = int(rng.integers(DEEPEST[model - 1], DEEPEST[model]))
    kept = rng.uniform(0.1, 0.9)
    above = [layer for layer in LAYERS[:lowest] if rng.random() < kept]
    return ([str(layer) for layer in rng.permutation([*above, LAYERS[lowest]])],)


ONE_PLACE = (
    "You look at one place of the list, and the layers come in any order. Which of the customer's "
    "layers is the lowest?"
)
RUNTIME = (
    "Under PaaS the runtime and the middleware are the provider's. A customer who has one of them "
    "to look after has IaaS."
)
NOTHING = (
    "The list may be empty: then the customer manages no layer, and that is SaaS. Think of web "
    "mail."
)
WHOLE_ROWS = (
    "You compare with all layers of a model at once. A service may leave some of them out, and the "
    "lowest of those that are left decides."
)
ONE_LAYER = (
    "You ask for one of the layers below the operating system. Any of them is enough for "
    '"on-premises".'
)
SPELLINGS = (
    *(tuple(map(spell, MODELS)) for spell in (str.lower, str.upper)),
    (*MODELS[:3], "on premises"),
    (*MODELS[:3], "On-premises"),
    (*MODELS[:3], "On-Premises"),
    (*MODELS[:3], "on-premise"),
)

service_model = Check(
    name="service_model",
    oracle=_service_model,
    forbidden=COURSE_CODE,
    draw=_draw_layers,
    edges=(
        ([],),
        (["data"],),
        (["application"],),
        (["data", "application"],),
        (["middleware", "data", "operating system", "runtime", "application"],),
        (["runtime", "application", "data"],),
        (["application", "middleware"],),
        (["operating system"],),
        (["servers", "application"],),
        (["networking"],),
        (["networking", "operating system", "data"],),
        (["runtime", "building and power"],),
        (["virtualisation", "operating system", "data"],),
        (list(LAYERS),),
        (list(reversed(LAYERS)),),
        (["storage", *OURS, "networking", "virtualisation", "servers"],),
    ),
    misconceptions=(
        *(
            Misconception(_for_nothing(answer), NOTHING)
            for answer in (None, "", "on-premises", "PaaS", "IaaS")
        ),
        Misconception(
            lambda layers: _at(min(_depths(layers), default=0)),
            "You let the highest of the customer's layers decide. It is the lowest: whoever looks "
            "after an operating system has IaaS, whatever runs on top of it.",
        ),
        Misconception(lambda layers: _service_model(layers[:1]), ONE_PLACE),
        Misconception(lambda layers: _service_model(layers[-1:]), ONE_PLACE),
        Misconception(
            lambda layers: _at(len(layers)),
            "You count the layers. It does not matter how many they are, but how far down the "
            "lowest of them lies.",
        ),
        Misconception(
            lambda layers: _service_model([max(layers)] if layers else []),
            "Your lowest layer is the last one by the alphabet, which is how Python compares "
            "texts. Down means down the list of layers in the exercise.",
        ),
        Misconception(
            lambda layers: _service_model([layer for layer in LAYERS if layer not in layers]),
            "You take the list for what the provider manages. It names what is left to the "
            "customer.",
        ),
        Misconception(
            _by_name(("IaaS", "PaaS", "SaaS", "on-premises")),
            "SaaS and IaaS are swapped. SaaS is software that is ready for use; with IaaS the "
            "provider brings the infrastructure, and the software is up to you.",
        ),
        Misconception(
            _by_name(MODELS[::-1]),
            "Your models are upside down. The fewer layers down the customer's work reaches, the "
            "nearer the service is to SaaS.",
        ),
        Misconception(_bounded(0, 3, 5, 10), RUNTIME),
        Misconception(_bounded(0, 4, 5, 10), RUNTIME),
        Misconception(
            _bounded(0, 2, 6, 10),
            "With IaaS the customer's layers end with the operating system. Whoever runs the "
            "virtualisation is on-premises here.",
        ),
        Misconception(
            _bounded(0, 2, 4, 10),
            "IaaS goes down to the operating system, and that one is still the customer's.",
        ),
        Misconception(
            lambda layers: "SaaS" if list(layers) == ["data"] else _service_model(layers),
            "A customer who manages the data, in a database for example, manages something: that "
            "is PaaS here. With SaaS no layer is left.",
        ),
        Misconception(
            _bounded(1, 2, 5, 10),
            "Under SaaS the application is the provider's. Whoever brings an application of one's "
            "own has PaaS at least.",
        ),
        Misconception(
            _bounded(2, 2, 5, 10),
            "You call SaaS what leaves the application or the data to the customer. That is PaaS; "
            "with SaaS no layer is left.",
        ),
        Misconception(
            _bounded(0, 2, 10, 10),
            "A customer who has a layer below the operating system has no cloud's service: that is "
            '"on-premises".',
        ),
        Misconception(
            _by_system,
            "You ask only whether the operating system is in the list. A customer may have other "
            "layers without it, higher or lower ones.",
        ),
        Misconception(
            _by_system_and_servers,
            "You ask only for the operating system and the servers. Each of the ten layers can be "
            "the lowest one.",
        ),
        *(Misconception(_by_one_below(layer), ONE_LAYER) for layer in BELOW),
        *(Misconception(_whole_row(otherwise), WHOLE_ROWS) for otherwise in (None, *MODELS)),
        *(
            Misconception(
                _by_name(written),
                "You know the model, and write it otherwise: the answer is one of the texts "
                '"SaaS", "PaaS", "IaaS" and "on-premises", with these capitals and this hyphen.',
            )
            for written in SPELLINGS
        ),
    ),
)
