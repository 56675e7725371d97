"""NIST's terms and the layers against what SP 800-145 says about the customer's control."""

from __future__ import annotations

from itertools import pairwise

import pytest

from compmodels.cloud import nist
from tests.test_cloud import chart

# What SP 800-145 says in so many words that the consumer controls, or does not; layers that it
# does not name in a model are left out. So is storage under IaaS: what is controlled there is what
# one is given, not the disks.
SAID = {
    "SaaS": {
        "networking": False, "servers": False, "operating system": False, "storage": False,
        "application": False,
    },
    "PaaS": {
        "networking": False, "servers": False, "operating system": False, "storage": False,
        "application": True,
    },
    "IaaS": {"operating system": True, "application": True},
}  # fmt: skip


def test_there_are_five_characteristics_three_service_models_and_four_deployment_models():
    kinds = nist.CHARACTERISTICS, nist.SERVICE_MODELS, nist.DEPLOYMENT_MODELS
    assert [len(terms) for terms in kinds] == [5, 3, 4]
    names = [term.name for terms in kinds for term in terms]
    assert len(set(names)) == 12


def test_terms_have_nists_names():
    assert [term.name for term in nist.CHARACTERISTICS] == [
        "on-demand self-service", "broad network access", "resource pooling", "rapid elasticity",
        "measured service",
    ]  # fmt: skip
    assert [term.name for term in nist.SERVICE_MODELS] == ["SaaS", "PaaS", "IaaS"]
    deployments = [term.name.removesuffix(" cloud") for term in nist.DEPLOYMENT_MODELS]
    assert deployments == ["private", "community", "public", "hybrid"]


@pytest.mark.parametrize(
    "terms", [nist.CHARACTERISTICS, nist.SERVICE_MODELS, nist.DEPLOYMENT_MODELS]
)
def test_each_meaning_is_one_sentence(terms):
    for term in terms:
        assert term.meaning.endswith(".") and term.meaning.count(".") == 1
        assert term.meaning[0].isupper()


def test_service_models_are_written_out():
    for term, word in zip(
        nist.SERVICE_MODELS, ["Software", "Platform", "Infrastructure"], strict=True
    ):
        assert term.meaning.startswith(f"{word} as a service: ")


def test_pay_per_use_went_from_the_definition_to_a_footnote():
    draft, final = set(nist.DRAFT_2009.split()), set(nist.FINAL_2011.split())
    assert "pay-per-use" in nist.FOOTNOTE_2011.split()
    assert draft - final == {"pay-per-use", "available,", "key", "delivery"}
    assert final - draft == {"ubiquitous,", "essential", "service"}


@pytest.mark.parametrize(("layer", "managers"), chart.ROWS.items())
def test_each_cell_is_as_in_the_usual_chart(layer, managers):
    found = [nist.manager(layer, stack) for stack in chart.STACKS]
    assert [who.removeprefix("the ") for who in found] == managers


def test_the_chart_has_all_layers_from_the_top_down_and_all_stacks():
    assert tuple(chart.ROWS) == nist.LAYERS
    assert chart.STACKS == nist.STACKS


@pytest.mark.parametrize("model", SAID)
def test_who_manages_is_what_nist_says_of_the_consumers_control(model):
    found = {layer: nist.manager(layer, model) == nist.YOU for layer in SAID[model]}
    assert found == SAID[model]


@pytest.mark.parametrize("stack", nist.STACKS)
def test_each_layer_has_one_manager(stack):
    both = nist.managed(stack, by=nist.YOU) + nist.managed(stack, by=nist.PROVIDER)
    assert both == nist.LAYERS


def test_each_stack_leaves_less_to_the_customer_than_the_one_before():
    for more, less in pairwise(nist.STACKS):
        assert set(nist.managed(less)) < set(nist.managed(more))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: nist.manager("disk", "IaaS"), "layer is 'disk'; allowed: one of application, da"),
        (lambda: nist.manager("data", "FaaS"), "stack is 'FaaS'; allowed: one of on-premises, I"),
        (lambda: nist.managed("PaaS", by="us"), "by is 'us'; allowed: one of you, the provider"),
        (lambda: nist.Term(None, "A."), "name is None; allowed: a str"),
    ],
)
def test_what_bad_input_is_told(call, message):
    with pytest.raises(ValueError, match=message):
        call()
