"""Tests of the sandbox: what is seen in it, what can be done, how it runs, how it is started."""
