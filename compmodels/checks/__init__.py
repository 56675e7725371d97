"""Checks of the exercises, one module a lesson; ``_core`` and ``_compare`` hold what they share."""

from compmodels.checks._core import Check, Misconception, NotAllowed, NotAttempted, NotSolved

__all__ = ["Check", "Misconception", "NotAllowed", "NotAttempted", "NotSolved"]
