"""Compute Models: how computers got the power to learn."""
