"""All hostile submissions, whatever they do; each module of this package has those of one kind."""

from tests.hostile import (
    broken,
    crowding,
    dying,
    edited,
    endless,
    forging,
    hungry,
    names,
    odd,
    patching,
    reaching,
    sources,
    spying,
)
from tests.hostile.case import CASES

__all__ = ["CASES"]
KINDS = (
    endless,
    dying,
    crowding,
    hungry,
    spying,
    reaching,
    patching,
    forging,
    odd,
    sources,
    edited,
    broken,
    names,
)
