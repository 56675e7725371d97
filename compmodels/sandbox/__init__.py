"""A place where code that nobody has read may run: what it can reach, how long, how much.

``limits`` says how much a submission may use, ``mounts`` what it can see, and ``calls`` what it may
not ask of the kernel. ``box`` and ``session`` talk to it from outside; ``inside`` and ``cells`` run
in there, beside ``compmodels.asking`` and the models. What is asked, and what an answer is worth,
nothing here knows.
"""
