"""Answers to ``qubits_that_fit``."""

from __future__ import annotations

import math
from fractions import Fraction
from functools import partial
from itertools import takewhile

import numpy as np

from tests.wrong_answers import HandedIn, right, wrong

ANSWERS: list[HandedIn] = []
wrong, right = partial(wrong, ANSWERS), partial(right, ANSWERS)


def qubits(amplitudes):
    return max(0, math.floor(math.log2(amplitudes)))


# Bytes of an amplitude


@wrong("qubits_that_fit", hint="Does an amplitude have 8 bytes with you? It has two")
def one_number_an_amplitude(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / copies / (4 if single else 8))


@wrong("qubits_that_fit", hint="You give every amplitude 16 bytes")
def always_double(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / copies / 16)


@wrong("qubits_that_fit", hint="You give every amplitude 8 bytes")
def always_single(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / copies / 8)


@wrong("qubits_that_fit", hint="The two sizes are swapped")
def sizes_swapped(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / copies / (16 if single else 8))


@wrong("qubits_that_fit", hint="You count 2^n bits")
def one_bit_a_state(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 * 8 / copies)


@wrong("qubits_that_fit", hint="You give an amplitude one byte")
def one_byte_a_state(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / copies)


@wrong("qubits_that_fit", hint="You give an amplitude 128 or 64 bytes")
def bits_of_an_amplitude(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / copies / (64 if single else 128))


# Copies


@wrong("qubits_that_fit", hint="The copies are missing")
def one_array(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / (8 if single else 16))


@wrong("qubits_that_fit", hint="You count one array too many")
def copies_beside_the_state(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 / (copies + 1) / (8 if single else 16))


@wrong("qubits_that_fit", hint="You let the copies make room")
def copies_that_multiply(memory_gib, copies, single):
    return qubits(memory_gib * 2**30 * copies / (8 if single else 16))


@wrong("qubits_that_fit", hint="Copies multiply the bytes")
def a_qubit_less_for_each_copy(memory_gib, copies, single):
    return max(0, one_array(memory_gib, copies, single) - (copies - 1))


@wrong("qubits_that_fit", hint="Copies multiply the bytes")
def copies_as_qubits(memory_gib, copies, single):
    return max(0, one_array(memory_gib, copies, single) - copies)


@wrong("qubits_that_fit", hint="Copies multiply the bytes")
def qubits_shared_out(memory_gib, copies, single):
    return one_array(memory_gib, copies, single) // copies


# Gibibytes


@wrong("qubits_that_fit", hint="You cut off the fractional part of `memory_gib`")
def whole_gibibytes(memory_gib, copies, single):
    return by_steps(int(memory_gib), copies, single)


@wrong("qubits_that_fit", hint="You cut off the fractional part of `memory_gib`")
def whole_gibibytes_if_any(memory_gib, copies, single):
    whole = memory_gib // 1
    return qubits(whole * 2**30 / copies / (8 if single else 16)) if whole else 0


@wrong("qubits_that_fit", hint="You take 10^9 bytes for a gibibyte")
def gigabytes(memory_gib, copies, single):
    return qubits(memory_gib * 1e9 / copies / (8 if single else 16))


@wrong("qubits_that_fit", hint="2^20 bytes are a mebibyte")
def mebibytes(memory_gib, copies, single):
    return qubits(memory_gib * 1024**2 / copies / (8 if single else 16))


@wrong("qubits_that_fit", hint="You take the memory for bytes")
def memory_in_bytes(memory_gib, copies, single):
    return qubits(memory_gib / copies / (8 if single else 16))


@wrong("qubits_that_fit", hint="The 8 bits of a byte do not belong here")
def gibibits(memory_gib, copies, single):
    return qubits(memory_gib * 2**33 / copies / (8 if single else 16))


# Rounding


@wrong("qubits_that_fit", hint="There is no room for a part of a qubit")
def nearest_whole_qubit(memory_gib, copies, single):
    return max(0, round(math.log2(memory_gib * 2**30 / copies / (8 if single else 16))))


@wrong("qubits_that_fit", hint="There is no room for a part of a qubit")
def part_of_a_qubit_rounded_up(memory_gib, copies, single):
    return max(0, math.ceil(math.log2(memory_gib * 2**30 / copies / (8 if single else 16))))


@wrong("qubits_that_fit", hint="This is the logarithm of the amplitudes")
def parts_of_qubits(memory_gib, copies, single):
    return max(0, np.log2(memory_gib * 2**30 / copies / (8 if single else 16)))


@wrong("qubits_that_fit", hint="This is one qubit more than there is room for")
def first_that_does_not_fit(memory_gib, copies, single):
    n = 0
    while copies * 2**n * (8 if single else 16) <= memory_gib * 2**30:
        n += 1
    return n


@wrong("qubits_that_fit", hint="What fits to the last byte fits")
def less_than_the_memory(memory_gib, copies, single):
    n = 0
    while copies * 2 ** (n + 1) * (8 if single else 16) < memory_gib * 2**30:
        n += 1
    return n


@wrong("qubits_that_fit", hint="This is one qubit too few")
def one_too_few(*machine):
    return max(0, by_steps(*machine) - 1)


@wrong("qubits_that_fit", hint="Where not even one qubit fits")
def fewer_than_none(memory_gib, copies, single):
    return math.floor(math.log2(memory_gib * 2**30 / copies / (8 if single else 16)))


@wrong("qubits_that_fit", hint="Where not even one qubit fits")
def none_fits(*machine):
    return by_steps(*machine) or None


@wrong("qubits_that_fit", hint="Where not even one qubit fits")
def at_least_one_qubit(*machine):
    return max(1, by_steps(*machine))


# Amplitudes for qubits


@wrong("qubits_that_fit", hint="This is the number of amplitudes of one array")
def amplitudes_for_qubits(memory_gib, copies, single):
    return int(memory_gib * 2**30 // (copies * (8 if single else 16)))


@wrong("qubits_that_fit", hint="You count two amplitudes for each qubit")
def two_amplitudes_a_qubit(*machine):
    return amplitudes_for_qubits(*machine) // 2


@wrong("qubits_that_fit", hint="This is the number of amplitudes. So many")
def amplitudes_of_the_state(*machine):
    return 2 ** by_steps(*machine)


@wrong("qubits_that_fit", hint="You make room for a matrix")
def a_whole_matrix(memory_gib, copies, single):
    n = 0
    while copies * 4 ** (n + 1) * (8 if single else 16) <= memory_gib * 2**30:
        n += 1
    return n


@wrong("qubits_that_fit", hint="The logarithm has another base")
def natural_logarithm(memory_gib, copies, single):
    return max(0, int(math.log(memory_gib * 2**30 / copies / (8 if single else 16))))


@wrong("qubits_that_fit", hint="The logarithm has another base")
def decimal_logarithm(memory_gib, copies, single):
    return max(0, int(math.log10(memory_gib * 2**30 / copies / (8 if single else 16))))


@wrong("qubits_that_fit", hint="The number at which a loop ends is the first that does not fit")
def loop_from_1(memory_gib, copies, single):
    n = 1
    while copies * 2**n * (8 if single else 16) <= memory_gib * 2**30:
        n += 1
    return n


@wrong("qubits_that_fit", hint="The number at which a loop ends is the first that does not fit")
def rounded_up_from_the_next(memory_gib, copies, single):
    room = memory_gib * 2**30 / copies / (8 if single else 16)
    return max(1, math.floor(math.log2(room)) + 1)


@right("qubits_that_fit")
def by_steps(memory_gib, copies, single):
    n = 0
    while copies * 2 ** (n + 1) * (8 if single else 16) <= memory_gib * 2**30:
        n += 1
    return n


@right("qubits_that_fit")
def by_the_logarithm(memory_gib, copies, single):
    return int(max(0, np.floor(np.log2(memory_gib * 2**30 / copies / (8 if single else 16)))))


@right("qubits_that_fit")
def by_halving(memory_gib, copies, single):
    room, n = (
        Fraction(memory_gib) * 2**30 / copies / np.dtype("c8" if single else "c16").itemsize,
        0,
    )
    while room >= 2:
        room, n = room / 2, n + 1
    return n


@right("qubits_that_fit")
def by_bits(memory_gib, copies, single):
    amplitudes = int(memory_gib * 2**30) // (copies * (16 >> single))
    return max(1, amplitudes).bit_length() - 1


@right("qubits_that_fit")
def by_trying_all(memory_gib, copies, single):
    part = 8 if single else 16
    fit = takewhile(lambda n: copies * part * 2**n <= memory_gib * 2**30, range(1, 100))
    return max(fit, default=0)
