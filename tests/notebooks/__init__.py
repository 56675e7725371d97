"""Helpers of the tests of notebooks: building small ones, and the rules that good ones keep."""
