"""All hostile submissions, whatever they do; each module of this package has those of one kind."""

from tests.hostile import (
    broken,
    dying,
    edited,
    endless,
    forging,
    hungry,
    names,
    odd,
    patching,
    spying,
)
from tests.hostile.case import CASES

__all__ = ["CASES"]
KINDS = (endless, dying, hungry, spying, patching, forging, odd, edited, broken, names)
