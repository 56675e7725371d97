"""The system calls that a submission may not make.

They take memory that no limit sees, look into other processes, or ask much of the kernel that no
exercise needs. The kernel holds a process and all that it starts to this; what else a submission
is held to is set in ``inside``.
"""

from __future__ import annotations

import ctypes
import platform
import sys

# Numbers on x86-64 and on 64-bit Arm, from the tables of the kernel (syscall_64.tbl, unistd.h).
REFUSED = {
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "mq_open": (240, 180),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
}
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH_*
FOREIGN = 0x40000000  # from here on x86-64 counts the calls of another set

PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 22, 2
LOAD, JUMP_IF_EQUAL, JUMP_IF_AT_LEAST, RETURN = 0x20, 0x15, 0x35, 0x06  # as in BPF
NUMBER_AT, MACHINE_AT = 0, 4  # in struct seccomp_data
ALLOW, FAIL = 0x7FFF0000, 0x00050000 + 1  # SECCOMP_RET_ERRNO with EPERM


class Instruction(ctypes.Structure):
    """One instruction of a filter (``struct sock_filter``)."""

    _fields_ = (
        ("code", ctypes.c_uint16),
        ("skip_if_true", ctypes.c_uint8),
        ("skip_if_false", ctypes.c_uint8),
        ("operand", ctypes.c_uint32),
    )


class Program(ctypes.Structure):
    """A filter (``struct sock_fprog``)."""

    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(Instruction)))


def program(machine: str) -> list[Instruction]:
    """The filter for this machine; empty for one whose numbers are not known here."""
    if machine not in MACHINES or sys.maxsize < 2**32:
        return []
    column, name = MACHINES[machine]
    numbers = [row[column] for row in REFUSED.values()]
    last = len(numbers) + 1  # the instructions from the first comparison to the failure
    return [
        Instruction(LOAD, 0, 0, MACHINE_AT),
        Instruction(JUMP_IF_EQUAL, 0, last + 2, name),
        Instruction(LOAD, 0, 0, NUMBER_AT),
        Instruction(JUMP_IF_AT_LEAST, last, 0, FOREIGN),
        *(
            Instruction(JUMP_IF_EQUAL, len(numbers) - place, 0, number)
            for place, number in enumerate(numbers)
        ),
        Instruction(RETURN, 0, 0, ALLOW),
        Instruction(RETURN, 0, 0, FAIL),
    ]


def refuse() -> None:
    """Let all these calls fail from now on, here and in all that this process starts.

    Raises
    ------
    OSError
        If the kernel does not take the filter.
    """
    instructions = program(platform.machine())
    if not instructions:
        return
    array = (Instruction * len(instructions))(*instructions)
    whole = Program(len(instructions), array)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(whole), 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "the kernel takes no filter of system calls")
