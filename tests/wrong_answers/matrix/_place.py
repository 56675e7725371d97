"""The place of a thread's own element, as helpers that a student might write."""

from __future__ import annotations


def own_row(block, thread):
    return block.y * block.dim.y + thread.y


def own_column(block, thread):
    return block.x * block.dim.x + thread.x
