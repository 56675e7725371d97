"""Static rules: what a student's function may not use, told from the source of the notebook alone.

Read ``rule`` first, which says what is looked for and what cannot be seen. ``bindings`` says what
each name of a notebook stands for, ``scope`` which names a piece of code uses, ``cells`` how a
cell becomes a syntax tree, and ``live`` where the source of a running notebook is found.
"""

from compmodels.checks._allowed.live import broken_by
from compmodels.checks._allowed.rule import broken

__all__ = ["broken", "broken_by"]
