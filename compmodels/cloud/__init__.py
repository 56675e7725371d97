"""Computing power from a socket in the wall: what it costs, how long one waits, how far it is.

Read the modules in this order; each is one idea, in NumPy, without pictures:

``nist``        what a cloud is: NIST's definition as data, and who manages which layer
``load``        how much is asked of a service, minute by minute and hour by hour
``scaling``     servers for that load: always as many, as many as a rule starts, or exactly enough
``prices``      what things cost: a table with a source and a date in each row
``owning``      the same machine rented or bought, and from when on which is cheaper
``queues``      how long one waits for one of many servers: Erlang's formulas
``simulation``  the same queue played through, customer by customer
``distance``    how long an answer takes: the way, the queue, the work and the data

Money is in US dollars (``usd``), a rate of requests in requests per second, bandwidth in bits per
second, data in bytes; times carry their unit in their name.
"""
