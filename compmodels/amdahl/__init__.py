"""Work for many workers: how much sooner they are done, and what holds them back.

Read the modules in this order; each is one idea, in NumPy, without pictures:

``laws``       Amdahl's and Gustafson's laws, and the serial share from one measured speed-up
``graph``      a job as tasks that wait for each other: its work, its span, its critical path
``schedule``   who does which task when, and the bounds that no schedule breaks
``examples``   task graphs to try: writing a book, a sum by pairs, a job that more workers slow down
``usl``        Gunther's Universal Scalability Law: workers that queue and consult each other
``chips``      Hill and Marty's chips: many small cores, few large ones, or one large among small
``jobs``       jobs of a set serial share, to be measured
``search``     a job that somebody would want done: to find a well-wired Mark I
``workers``    real workers: processes on this machine, or a cluster by its address
``measuring``  a job timed with one worker and with more
``fitting``    the serial share that measured times tell, and how sure one can be of it

The serial share is called ``serial`` everywhere: from 0 to 1, the share of the time of one worker
that goes into what only one worker at a time can do.

Sources: G. Amdahl, "Validity of the single processor approach to achieving large scale computing
capabilities", AFIPS 30, 483-485 (1967); J. Gustafson, "Reevaluating Amdahl's law", Communications
of the ACM 31(5), 532-533 (1988); A. Karp, H. Flatt, "Measuring parallel processor performance",
Communications of the ACM 33(5), 539-543 (1990); N. Gunther, "Guerrilla Capacity Planning",
chapters 4-6 (2007); M. Hill, M. Marty, "Amdahl's law in the multicore era", IEEE Computer 41(7),
33-38 (2008); R. Graham, "Bounds on multiprocessing timing anomalies", SIAM Journal on Applied
Mathematics 17(2), 416-429 (1969).
"""
