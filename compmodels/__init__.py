"""Compute Models: how computers got the power to learn.

Models (``perceptron``) are plain NumPy; ``datasets`` holds what they read; ``demos`` shows them,
``checks`` tries the students' versions of them, ``grading`` and ``commands`` serve teachers and
the command line. Importing this package alone loads none of them.
"""
