"""Who manages which layer, as the chart is printed everywhere. No tests live here."""

from __future__ import annotations

STACKS = ("on-premises", "IaaS", "PaaS", "SaaS")
CHART = """
    application         you you you provider
    data                you you you provider
    runtime             you you provider provider
    middleware          you you provider provider
    operating system    you you provider provider
    virtualisation      you provider provider provider
    servers             you provider provider provider
    storage             you provider provider provider
    networking          you provider provider provider
    building and power  you provider provider provider
"""
ROWS = {
    layer: managers
    for layer, *managers in (line.strip().rsplit(maxsplit=4) for line in CHART.split("\n") if line)
}
"""The managers of each layer, from the top down, in the order of ``STACKS``."""
