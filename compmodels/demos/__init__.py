"""Figures and widgets of the lessons, one module a lesson; what they share is in ``_stage``."""
