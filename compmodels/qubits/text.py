"""A circuit as text, to be read from left to right; a gate alone shows itself, in ``gates``.

    q0: -H--*--
    q1: ----X--

Each qubit is a line, with qubit 0 on top. A column holds gates that can act at the same time. A
star is a control, and a bar is a line that is crossed on the way between a gate's qubits.
"""

from __future__ import annotations

from collections.abc import Sequence

from compmodels import _validate
from compmodels.qubits.gates import MOST, Gate


def drawing(circuit: Sequence[Gate], n: int) -> str:
    """A picture of a circuit on n qubits, a line for each.

    A gate of several qubits bears on each of them the number of that bit of its index.

    Examples
    --------
    >>> from compmodels.qubits.gates import cx, h, p, swap
    >>> print(drawing([h(0), cx(0, 2), p(0.5, 1), swap(0, 1)], 3))
    q0: -H--*----------x--
    q1: ----|--P(0.5)--x--
    q2: ----X-------------
    """
    n = _validate.count("n", n, most=MOST)
    columns: list[dict[int, str]] = []
    free = [0] * n  # the first column in which each line is free
    for gate in _gates(circuit, n):
        cells = _cells(gate)
        column = max(free[q] for q in cells)
        columns += [{} for _ in range(column + 1 - len(columns))]
        columns[column] |= cells
        for q in cells:
            free[q] = column + 1
    widths = [max(map(len, column.values())) for column in columns]
    digits = len(str(n - 1))
    return "\n".join(
        f"q{q:<{digits}}: -"
        + "".join(
            column.get(q, "").ljust(width, "-") + "--"
            for column, width in zip(columns, widths, strict=True)
        )
        for q in range(n)
    )


def _cells(gate: Gate) -> dict[int, str]:
    """What stands on each line from a gate's first qubit to its last."""
    used = gate.targets + gate.controls
    cells = dict.fromkeys(range(min(used), max(used) + 1), "|")
    cells |= dict.fromkeys(gate.controls, "*")
    return cells | dict(zip(gate.targets, _labels(gate), strict=True))


def _labels(gate: Gate) -> list[str]:
    """What stands on the line of each target."""
    if gate.name == "swap":
        return ["x", "x"]
    label = gate.name.upper() + ("" if gate.angle is None else f"({gate.angle:.3g})")
    if len(gate.targets) == 1:
        return [label]
    return [f"{label}:{bit}" for bit in range(len(gate.targets))]


def _gates(circuit: object, n: int) -> Sequence[Gate]:
    right = isinstance(circuit, list | tuple) and all(isinstance(g, Gate) for g in circuit)
    if not right or any(max(gate.targets + gate.controls) >= n for gate in circuit):
        raise _validate.refuse("circuit", circuit, f"a list of gates on qubits below {n}")
    return circuit
