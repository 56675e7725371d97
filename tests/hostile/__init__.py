"""Submissions that attack, break or bewilder, and the row that each must get.

``case`` says what a submission and its row are. The submissions stand in one module for each kind
of attack, and ``submissions`` puts them all together; ``test_hostile`` grades them as one class.
"""
