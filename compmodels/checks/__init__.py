"""Checks of the exercises, one module a lesson; what they share is in ``_core``."""
