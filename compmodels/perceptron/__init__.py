"""Rosenblatt's perceptron, the Mark I built from it, and the step to two layers.

Read the modules in this order; each is one idea, in NumPy, without pictures:

``unit``        one threshold unit, its learning rule, and the bound on its mistakes
``mark1``       the Mark I: a retina, fixed random wiring, and eight such units that learn
``network``     two layers that both learn, by back-propagation
``operations``  how many operations each of them needs, and how long a machine takes for them

Sources: F. Rosenblatt, "The perceptron", Psychological Review 65, 386-408 (1958);
A. Novikoff, "On convergence proofs for perceptrons" (1962).
"""
