"""Computing with qubits, simulated on an ordinary machine: every amplitude is a number in memory.

Read the modules in this order; each is one idea, in NumPy, without pictures:

``gates``       what a gate is and which there are; a circuit is a plain list of them
``state``       2^n amplitudes, and gates applied to them in place
``measuring``   what can be read out: outcomes, samples, expectation values
``text``        a circuit drawn as text
``entangled``   Bell pair, CHSH, teleportation
``algorithms``  Deutsch-Jozsa, Bernstein-Vazirani, Grover, Fourier transform, phase estimation
``shor``        factoring by finding an order
``classical``   factoring without qubits: trial division and Pollard's rho
``noise``       gates that sometimes err, and the three-qubit code against it
``fused``       the same circuits faster: many gates made into one

The order of qubits, everywhere: qubit q is bit q of the index of an amplitude, so qubit 0 is the
lowest bit, as in Qiskit. As text the highest qubit stands left, |q(n-1) ... q1 q0>. To look at
some qubits of n, a state is reshaped to n axes of length 2, of which axis n-1-q is qubit q.
"""
