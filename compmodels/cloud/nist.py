"""What a cloud is by NIST's definition, and who manages which layer of it.

The definition's terms stand here as data, with their meanings in our own words. Who manages what
follows the usual chart of the service models, with the building below it. It simplifies:

- Under IaaS the customer also has control of the storage that is handed out, and some control of
  the network, such as a firewall (SP 800-145). Disks, cables and machines are the provider's.
- The layer "data" means keeping the data: their form, their store, their copies. Who answers for
  them and who may read them is another question. By Microsoft's matrix that is the customer's
  business under every model, and applications are shared under PaaS and SaaS.

What any of it costs lives in ``prices``.

Sources: P. Mell, T. Grance, "The NIST Definition of Cloud Computing", NIST SP 800-145 (2011), DOI
10.6028/NIST.SP.800-145; for application, middleware and operating system F. Liu et al., "NIST Cloud
Computing Reference Architecture", NIST SP 500-292 (2011); for the others Microsoft, "Shared
responsibility in the cloud" (2026), learn.microsoft.com/azure/security/fundamentals.
"""

from __future__ import annotations

from dataclasses import dataclass

from compmodels import _validate


@dataclass(frozen=True)
class Term:
    """A term of the definition, with its meaning in one sentence of our own."""

    name: str
    meaning: str

    def __post_init__(self) -> None:
        _validate.instance("name", self.name, str, "such as 'measured service'")
        _validate.instance("meaning", self.meaning, str, "one sentence")


CHARACTERISTICS = (
    Term("on-demand self-service", "A program hands out what one asks for, and nobody is called."),
    Term("broad network access", "All of it is used over a network, from a phone as from a desk."),
    Term("resource pooling", "Many customers share the machines, and none knows which are theirs."),
    Term("rapid elasticity", "What one has grows and shrinks quickly, as if there were no end."),
    Term("measured service", "What is used is metered, and both sides can read the meter."),
)

SERVICE_MODELS = (
    Term("SaaS", "Software as a service: one uses an application that the provider runs."),
    Term("PaaS", "Platform as a service: one runs an application on a platform kept ready for it."),
    Term("IaaS", "Infrastructure as a service: one runs any software on machines that one rents."),
)

DEPLOYMENT_MODELS = (
    Term("private cloud", "For one organisation, wherever it stands and whoever runs it."),
    Term("community cloud", "For several organisations with a concern in common, such as a law."),
    Term("public cloud", "For anybody, on the provider's premises."),
    Term("hybrid cloud", "Two or more clouds, joined so that data and programs can move."),
)

DRAFT_2009 = (
    "a pay-per-use model for enabling available, convenient, on-demand network access ... "
    "five key characteristics, three delivery models, and four deployment models"
)
"""From NIST's draft of 2009, as a mailing list of the Open Grid Forum (occi-wg) quotes it."""

FINAL_2011 = (
    "a model for enabling ubiquitous, convenient, on-demand network access ... "
    "five essential characteristics, three service models, and four deployment models"
)
"""The same places in the definition in force, SP 800-145 of September 2011."""

FOOTNOTE_2011 = "Typically this is done on a pay-per-use or charge-per-use basis."
"""What a footnote in SP 800-145 says of the fifth characteristic, measured service."""

LAYERS = (
    "application",
    "data",
    "runtime",
    "middleware",
    "operating system",
    "virtualisation",
    "servers",
    "storage",
    "networking",
    "building and power",
)
"""The layers of a computing service, from the top down; each stands on the next."""

YOU, PROVIDER = "you", "the provider"
STACKS = ("on-premises", "IaaS", "PaaS", "SaaS")

_YOURS = {
    "on-premises": len(LAYERS),
    "IaaS": LAYERS.index("virtualisation"),
    "PaaS": LAYERS.index("runtime"),
    "SaaS": 0,
}  # so many layers, from the top, are the customer's


def manager(layer: str, stack: str) -> str:
    """Who manages one of ``LAYERS`` in one of ``STACKS``: ``YOU`` or ``PROVIDER``.

    Examples
    --------
    >>> [manager("operating system", stack) for stack in STACKS]
    ['you', 'you', 'the provider', 'the provider']
    """
    layer = _one_of("layer", layer, LAYERS)
    return YOU if layer in managed(stack) else PROVIDER


def managed(stack: str, by: str = YOU) -> tuple[str, ...]:
    """The layers of one of ``STACKS`` that ``YOU`` or the ``PROVIDER`` manages, from the top down.

    Examples
    --------
    >>> managed("PaaS")
    ('application', 'data')
    >>> managed("on-premises", by=PROVIDER)
    ()
    """
    yours = _YOURS[_one_of("stack", stack, STACKS)]
    return LAYERS[:yours] if _one_of("by", by, (YOU, PROVIDER)) == YOU else LAYERS[yours:]


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> str:
    if not isinstance(value, str) or value not in allowed:
        raise _validate.refuse(name, value, "one of " + ", ".join(allowed))
    return value
