"""Asking a student's function: the calls, and how inputs and results travel as plain data.

Of all that concerns checks only this goes into the sandbox in which a submission is marked, so it
knows no right result. What a check is, and how it judges, lives in ``compmodels.checks``.
"""
